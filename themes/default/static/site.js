// Small conveniences. Every page is whole without them; nothing here writes HTML.
(() => {
  "use strict";

  const root = document.documentElement;
  const LARGE = "gkgen-large-text";

  const remembered = () => {
    try {
      return localStorage.getItem(LARGE) === "on";
    } catch {
      return false;
    }
  };

  const remember = (on) => {
    try {
      localStorage.setItem(LARGE, on ? "on" : "off");
    } catch {
      // A browser that keeps nothing still shows the page.
    }
  };

  const show = (large) => {
    if (large) root.dataset.text = "large";
    else delete root.dataset.text;
  };

  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = label;
    made.addEventListener("click", () => act(made));
    return made;
  };

  const addLargeText = () => {
    const tools = document.querySelector("[data-tools]");
    if (!tools) return;
    const toggle = button("长者模式", (self) => {
      const large = self.getAttribute("aria-pressed") !== "true";
      self.setAttribute("aria-pressed", String(large));
      show(large);
      remember(large);
    });
    toggle.setAttribute("aria-pressed", String(remembered()));
    tools.append(toggle);
  };

  const addPrint = () => {
    for (const place of document.querySelectorAll("[data-print]")) {
      place.append(button("打印本页", () => window.print()));
    }
  };

  const addTreeButtons = () => {
    for (const place of document.querySelectorAll("[data-tree-tools]")) {
      const all = (open) => {
        for (const each of document.querySelectorAll(".tree details")) each.open = open;
      };
      place.append(button("全部展开", () => all(true)), " ", button("全部收起", () => all(false)));
    }
  };

  // A browser too old to show the closed menu on a wide screen gets it open.
  const openMenu = () => {
    const menu = document.querySelector(".menu details");
    if (menu && matchMedia("(min-width: 48em)").matches && !CSS.supports("selector(::details-content)")) {
      menu.open = true;
    }
  };

  show(remembered());
  document.addEventListener("DOMContentLoaded", () => {
    openMenu();
    addLargeText();
    addPrint();
    addTreeButtons();
  });
})();
