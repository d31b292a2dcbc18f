// A touch screen in a hall: always a way back and home, no way out, and nothing of one person left for the next.
(() => {
  "use strict";

  const root = document.documentElement;
  const script = document.currentScript;
  const SITE = new URL("../", script.src).href;
  const HOME = `${SITE}index.html`;
  const TRAIL = "gkgen-trail";
  const WARNING = 20; // seconds to answer: WCAG 2.2, 2.2.1
  const IDLE = Number(script.getAttribute("data-idle"));
  const written = window.gkgenWritten;

  // ---------------------------------------------------------------- the way back

  // The browser's own history is never longer than one page, so that nobody goes back to what another one looked for.
  const trail = () => {
    try {
      return JSON.parse(sessionStorage.getItem(TRAIL)) || [];
    } catch (refused) {
      return [];
    }
  };

  const keep = (addresses) => {
    try {
      sessionStorage.setItem(TRAIL, JSON.stringify(addresses.slice(-50)));
    } catch (refused) {
      // Then the way back is the way home.
    }
  };

  const go = (address) => location.replace(address);

  const onward = (address) => {
    if (address.split("#")[0] !== location.href.split("#")[0]) keep([...trail(), location.href]);
    go(address);
  };

  const back = () => {
    const addresses = trail();
    const last = addresses.pop();
    keep(addresses);
    go(last || HOME);
  };

  const forget = () => {
    [() => localStorage, () => sessionStorage].forEach((storage) => {
      try {
        storage().clear();
      } catch (refused) {
        // Nothing was kept.
      }
    });
    document.querySelectorAll("form").forEach((form) => form.reset());
    window.name = "";
    go(HOME);
  };

  const inside = (address) => address.startsWith(SITE) && /(\.html|\/)$/.test(new URL(address).pathname);

  const stayInside = () => {
    history.pushState = history.replaceState.bind(history);
    document.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest("a[href]");
      if (!link || event.defaultPrevented) return;
      event.preventDefault();
      if (inside(link.href)) onward(link.href);
    });
    document.addEventListener("auxclick", (event) => event.preventDefault());
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (event.defaultPrevented) return;
      event.preventDefault();
      const address = new URL(form.action);
      address.search = new URLSearchParams(new FormData(form)).toString();
      if (inside(address.href)) onward(address.href);
    });
  };

  // ---------------------------------------------------------------- no menus, no other windows

  const typing = (target) => Boolean(target.closest && target.closest("input, textarea"));

  const plainScreen = () => {
    ["contextmenu", "dragstart", "drop"].forEach((name) =>
      document.addEventListener(name, (event) => event.preventDefault())
    );
    document.addEventListener("selectstart", (event) => {
      const place = event.target.nodeType === Node.TEXT_NODE ? event.target.parentElement : event.target;
      if (!typing(place)) event.preventDefault();
    });
    document.addEventListener("keydown", (event) => {
      const sizing = event.ctrlKey && ["+", "-", "=", "0"].includes(event.key);
      const ordinary = typing(event.target) && event.ctrlKey && ["a", "c", "v", "x", "z"].includes(event.key);
      const out = event.ctrlKey || event.metaKey || event.altKey || /^F\d+$/.test(event.key);
      if (out && !sizing && !ordinary) event.preventDefault();
    });
    window.open = () => null;
    if (!script.hasAttribute("data-printing")) {
      document.querySelectorAll("[data-print]").forEach((place) => place.remove());
    }
  };

  // ---------------------------------------------------------------- home when nobody is there

  const speaking = () => Boolean(window.speechSynthesis && window.speechSynthesis.speaking);

  const make = (name, settings, ...children) => {
    const made = document.createElement(name);
    Object.keys(settings).forEach((key) => made.setAttribute(key, written(settings[key])));
    made.append(...children.map((each) => (typeof each === "string" ? written(each) : each)));
    return made;
  };

  // The home page with nothing kept needn't tell an empty hall that it will forget.
  const untouched = () => {
    try {
      return location.href === HOME && localStorage.length + sessionStorage.length === 0;
    } catch (refused) {
      return false;
    }
  };

  const watchIdleness = () => {
    const stay = make("button", { type: "button", class: "button" }, "继续浏览");
    const words = make(
      "p",
      { id: "kiosk-warning" },
      `好久没有操作了，${WARNING} 秒后回到首页，并清除您的选择和输入。`
    );
    const warning = make(
      "div",
      { class: "kiosk-warning", role: "alertdialog", "aria-label": "即将回到首页", "aria-describedby": words.id },
      words,
      stay
    );
    warning.hidden = true;
    document.body.append(warning);
    let timer = 0;
    let before = null;
    const end = () => forget();
    const warn = () => {
      if (speaking()) return start();
      before = document.activeElement;
      warning.hidden = false;
      stay.focus();
      timer = setTimeout(end, WARNING * 1000);
      return undefined;
    };
    const start = () => {
      clearTimeout(timer);
      timer = setTimeout(warn, (IDLE - WARNING) * 1000);
    };
    const dismiss = () => {
      warning.hidden = true;
      if (before && before.isConnected) before.focus();
      start();
    };
    // A finger that comes down on the warning goes up on it: else its tap would press what lies beneath.
    ["pointerdown", "touchstart", "keydown", "input", "wheel", "scroll", "change"].forEach((name) =>
      addEventListener(name, () => warning.hidden && start(), { capture: true, passive: true })
    );
    warning.addEventListener("click", dismiss);
    warning.addEventListener("keydown", (event) => event.key !== "Enter" && event.key !== " " && dismiss());
    if (!untouched()) start();
  };

  // ---------------------------------------------------------------- buttons in reach

  const addButtons = () => {
    const bar = document.querySelector("[data-kiosk-bar]");
    const makeButton = (label, act) => {
      const made = make("button", { type: "button", class: "button" }, label);
      made.addEventListener("click", act);
      return made;
    };
    const backward = makeButton("返回", back);
    backward.disabled = !trail().length;
    bar.prepend(backward);
  };

  stayInside();
  document.addEventListener("DOMContentLoaded", () => {
    addButtons();
    plainScreen();
    watchIdleness();
  });
})();
