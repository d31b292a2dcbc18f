// Reading aids and small conveniences. Every page is whole without them; nothing here writes HTML or wraps text.

// First, before anything is painted: what the reader chose earlier.
(() => {
  "use strict";

  const root = document.documentElement;
  const KEY = "gkgen-aids";
  const FORMER_KEY = "gkgen-large-text";
  const CHOICES = {
    elder: ["off", "on"],
    size: ["normal", "larger", "largest"],
    colour: ["system", "light", "dark", "high"],
    rate: ["1", "0.75", "1.5"],
  };
  const given = Object.keys(CHOICES).reduce((all, name) => Object.assign(all, { [name]: CHOICES[name][0] }), {});
  if (root.dataset.text === "elder") given.elder = "on"; // a touch screen in a hall begins large

  const known = (chosen) => {
    const state = Object.assign({}, given);
    Object.keys(CHOICES).forEach((name) => {
      if (chosen && CHOICES[name].indexOf(chosen[name]) >= 0) state[name] = chosen[name];
    });
    return state;
  };

  const read = (text) => {
    try {
      return JSON.parse(text);
    } catch (broken) {
      return null;
    }
  };

  // A browser that keeps nothing (null) still shows the page, as it was chosen for this page alone.
  const remembered = () => {
    try {
      const text = localStorage.getItem(KEY);
      if (text === null && localStorage.getItem(FORMER_KEY) === "on") return known({ elder: "on" });
      return known(read(text));
    } catch (refused) {
      return null;
    }
  };

  const remember = (state) => {
    try {
      localStorage.removeItem(FORMER_KEY);
      if (JSON.stringify(state) === JSON.stringify(given)) localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, JSON.stringify(state));
    } catch (refused) {
      // Chosen for this page alone.
    }
  };

  const mark = (name, value) => {
    if (value) root.dataset[name] = value;
    else delete root.dataset[name];
  };

  const show = (state) => {
    mark("text", state.elder === "on" ? "elder" : state.size !== "normal" && state.size);
    mark("theme", (state.colour === "light" || state.colour === "dark") && state.colour);
    mark("contrast", state.colour === "high" && "high");
  };

  let state = remembered() || given;
  show(state);

  // ---------------------------------------------------------------- elements

  // What scripts write is in the characters of the page; none of those used here has two Traditional forms.
  const SIMPLIFIED = "关准号后复对将并开择暂标没浅浏统继续览认设语读辅输选长闭阅随页";
  const TRADITIONAL = "關準號後復對將並開擇暫標沒淺瀏統繼續覽認設語讀輔輸選長閉閱隨頁";
  const written = (text) =>
    /hant/i.test(root.lang) ? text.replace(/[^\0-~]/g, (each) => TRADITIONAL[SIMPLIFIED.indexOf(each)] || each) : text;
  window.gkgenWritten = written;

  const make = (name, settings, ...children) => {
    const made = document.createElement(name);
    Object.keys(settings).forEach((key) => made.setAttribute(key, written(settings[key])));
    made.append(...children.map((each) => (typeof each === "string" ? written(each) : each)));
    return made;
  };

  const button = (label, act) => {
    const made = make("button", { type: "button", class: "button" }, label);
    made.addEventListener("click", () => act(made));
    return made;
  };

  // ---------------------------------------------------------------- the choices

  const status = make("p", { role: "status", class: "unseen" });
  const say = (text) => {
    status.textContent = written(text);
  };

  const following = [];
  const follow = (act) => {
    following.push(act);
    act();
  };

  const take = (next) => {
    state = next;
    show(state);
    following.forEach((act) => act());
  };

  const choose = (changed, said) => {
    take(known(Object.assign({}, state, changed)));
    remember(state);
    say(said);
  };

  const radios = (title, name, options, changing) => {
    const group = make("fieldset", { class: "aids-choice" }, make("legend", {}, title));
    options.forEach(([value, label]) => {
      const input = make("input", { type: "radio", name: `aids-${name}`, value, autocomplete: "off" });
      input.addEventListener("change", () =>
        choose(Object.assign({ [name]: value }, changing), `${title}：${label}`)
      );
      follow(() => {
        input.checked = state[name] === value && !(name === "size" && state.elder === "on");
      });
      group.append(make("label", {}, input, make("span", {}, label)));
    });
    return group;
  };

  const elderButton = () => {
    const toggle = button("长者模式", () => {
      const on = state.elder !== "on";
      choose({ elder: on ? "on" : "off" }, on ? "长者模式已打开" : "长者模式已关闭");
    });
    follow(() => toggle.setAttribute("aria-pressed", String(state.elder === "on")));
    return toggle;
  };

  const panelOf = () => {
    const panel = make("div", { class: "aids-panel", id: "aids-panel" });
    panel.hidden = true;
    panel.append(
      radios("字号", "size", [["normal", "标准"], ["larger", "大"], ["largest", "特大"]], { elder: "off" }),
      radios("配色", "colour", [["system", "随系统"], ["light", "浅色"], ["dark", "深色"], ["high", "高对比"]])
    );
    return panel;
  };

  const resetButton = () => button("恢复默认", () => choose(given, "已恢复默认"));

  const addAids = () => {
    const place = document.querySelector("[data-tools]");
    if (!place) return;
    const panel = panelOf();
    const opener = button("阅读设置", () => {
      panel.hidden = !panel.hidden;
      opener.setAttribute("aria-expanded", String(!panel.hidden));
    });
    opener.setAttribute("aria-expanded", "false");
    opener.setAttribute("aria-controls", "aids-panel");
    const tools = make("div", { class: "aids", role: "group", "aria-label": "阅读辅助" });
    tools.append(elderButton(), opener, panel, status);
    panel.append(resetButton());
    addSpeech(tools, opener, panel);
    place.append(tools);
  };

  // ---------------------------------------------------------------- what is read aloud

  const SILENT = "nav, script, style, template, svg, img, button, input, select, textarea, form, .aids, [aria-hidden=true]";
  const LONGEST = 120; // a browser breaks off a longer utterance

  const hidden = (element) => {
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility === "hidden") return true;
    const folded = element.parentElement;
    return Boolean(folded && folded.matches("details:not([open])") && element.tagName !== "SUMMARY");
  };

  const inline = (element) => /^(inline|contents)/.test(getComputedStyle(element).display);

  const tidy = (text) => text.replace(/\s+/g, " ").trim();

  // The words of the column that each cell stands in, by its number.
  const columnsOf = (table) => {
    const columns = [];
    const taken = [];
    [].forEach.call(table.tHead ? table.tHead.rows : [], (row, down) => {
      let across = 0;
      [].forEach.call(row.cells, (cell) => {
        while (taken[down] && taken[down][across]) across += 1;
        for (let right = 0; right < cell.colSpan; right += 1, across += 1) {
          columns[across] = (columns[across] ? `${columns[across]}，` : "") + tidy(cell.textContent);
          for (let below = 0; below < cell.rowSpan; below += 1) {
            taken[down + below] = taken[down + below] || [];
            taken[down + below][across] = true;
          }
        }
      });
    });
    return columns;
  };

  const readTable = (table, parts) => {
    const columns = columnsOf(table);
    const running = []; // how many rows a cell from above still reaches down
    if (table.caption && !hidden(table.caption)) readBlock(table.caption, parts, "");
    [].forEach.call(table.rows, (row) => {
      if (row.parentElement === table.tHead || hidden(row)) return;
      let across = 0;
      [].forEach.call(row.cells, (cell) => {
        while (running[across] > 0) running[across++] -= 1;
        const named = columns[across];
        readBlock(cell, parts, named && cell.tagName === "TD" ? `${named}：` : "");
        for (let right = 0; right < cell.colSpan; right += 1) running[across++] = cell.rowSpan - 1;
      });
      for (; across < running.length; across += 1) if (running[across] > 0) running[across] -= 1;
    });
  };

  // Blocks in the order of the page; the inline text between two of them belongs to the block around both.
  const readBlock = (element, parts, before) => {
    let text = "";
    let said = before;
    const flush = () => {
      if (tidy(text)) {
        parts.push({ element, text: said + tidy(text) });
        said = "";
      }
      text = "";
    };
    const gather = (node) => {
      if (node.nodeType === Node.TEXT_NODE) text += node.data;
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(SILENT) || hidden(node)) return;
      if (node.tagName === "BR") text += " ";
      else if (inline(node)) node.childNodes.forEach(gather);
      else {
        flush();
        if (node.tagName === "TABLE") readTable(node, parts);
        else readBlock(node, parts, "");
      }
    };
    element.childNodes.forEach(gather);
    flush();
  };

  const partsOf = (main) => {
    const parts = [];
    if (main) readBlock(main, parts, "");
    return parts;
  };

  const utterances = (text) => {
    const said = [];
    (text.match(/[^。！？；!?;]+[。！？；!?;]*/g) || [text]).forEach((sentence) => {
      const last = said.length - 1;
      if (last >= 0 && said[last].length + sentence.length <= LONGEST) said[last] += sentence;
      else for (let at = 0; at < sentence.length; at += LONGEST) said.push(sentence.slice(at, at + LONGEST));
    });
    return said;
  };

  // The part in which the reader's selection begins, or the first one after it.
  const startOf = (parts, main) => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return 0;
    const from = selection.getRangeAt(0).startContainer;
    if (!main.contains(from)) return 0;
    const after = (part) => part.element.compareDocumentPosition(from) & Node.DOCUMENT_POSITION_PRECEDING;
    const holding = parts.filter((part) => part.element.contains(from)).length;
    const innermost = parts.map((part) => part.element.contains(from)).lastIndexOf(true);
    return holding ? innermost : Math.max(parts.findIndex(after), 0);
  };

  // ---------------------------------------------------------------- reading aloud

  const voiceOf = (voices) => {
    const wanted = /hant/i.test(root.lang) ? /^zh[-_](TW|HK|Hant)/i : /^(zh[-_](CN|Hans)|cmn[-_](CN|Hans))/i;
    const chinese = voices.filter((voice) => /^(zh|cmn)\b/i.test(voice.lang.replace("_", "-")));
    return chinese.find((voice) => wanted.test(voice.lang)) || chinese[0];
  };

  const reader = (speech, changed) => {
    let parts = [];
    let part = 0;
    let piece = 0;
    let turn = 0; // what was begun before a stop ends without going on
    let mode = "stopped";

    const marked = (element) => {
      document.querySelectorAll(".being-read").forEach((each) => each.classList.remove("being-read"));
      if (!element) return;
      element.classList.add("being-read");
      const box = element.getBoundingClientRect();
      if (box.top < 0 || box.bottom > innerHeight) element.scrollIntoView({ block: "center" });
    };

    const become = (next) => {
      mode = next;
      if (next === "stopped") marked(null);
      changed(next);
    };

    const next = () => {
      const now = parts[part];
      if (!now) return become("stopped");
      const pieces = utterances(now.text);
      if (piece >= pieces.length) {
        part += 1;
        piece = 0;
        return next();
      }
      const mine = (turn += 1);
      const utterance = new SpeechSynthesisUtterance(pieces[piece]);
      utterance.voice = voiceOf(speech.getVoices()) || null;
      utterance.lang = utterance.voice ? utterance.voice.lang : "zh-CN";
      utterance.rate = Number(state.rate);
      utterance.onend = () => {
        if (mine !== turn) return;
        piece += 1;
        next();
      };
      utterance.onerror = () => {
        if (mine === turn) become("stopped");
      };
      if (!piece) marked(now.element);
      speech.speak(utterance);
      return undefined;
    };

    const hush = (mode) => {
      turn += 1;
      speech.cancel();
      become(mode);
    };

    return {
      // Some phones can't go on after a pause: what was broken off is said again from its beginning.
      toggle() {
        if (mode === "reading") return hush("paused");
        if (mode === "stopped") {
          const main = document.querySelector("main");
          parts = partsOf(main);
          part = main ? startOf(parts, main) : 0;
          piece = 0;
        }
        become("reading");
        return next();
      },
      stop() {
        if (mode !== "stopped") hush("stopped");
      },
    };
  };

  const addSpeech = (tools, beside, panel) => {
    const speech = window.speechSynthesis;
    if (!speech || !window.SpeechSynthesisUtterance) return;
    const words = { stopped: ["朗读", "朗读已停止"], reading: ["暂停朗读", "正在朗读"], paused: ["继续朗读", "朗读已暂停"] };
    const reading = reader(speech, (mode) => {
      play.textContent = written(words[mode][0]);
      stop.hidden = mode === "stopped";
      if (mode !== "reading") say(words[mode][1]); // a screen reader isn't to talk over the reading
    });
    const play = button(words.stopped[0], () => reading.toggle());
    const stop = button("停止朗读", () => {
      reading.stop();
      play.focus();
    });
    stop.hidden = true;
    const rates = radios("语速", "rate", [["0.75", "慢"], ["1", "正常"], ["1.5", "快"]]);
    const offer = () => {
      if (play.isConnected || !voiceOf(speech.getVoices())) return;
      tools.insertBefore(play, beside);
      tools.insertBefore(stop, beside);
      panel.insertBefore(rates, panel.lastElementChild);
    };
    offer();
    if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);
    else speech.onvoiceschanged = offer;
    addEventListener("pagehide", () => reading.stop());
  };

  // ---------------------------------------------------------------- conveniences

  const addPrint = () => {
    document.querySelectorAll("[data-print]").forEach((place) => {
      place.append(button("打印本页", () => window.print()));
    });
  };

  const addTreeButtons = () => {
    document.querySelectorAll("[data-tree-tools]").forEach((place) => {
      const all = (open) => {
        document.querySelectorAll(".tree details").forEach((each) => {
          each.open = open;
        });
      };
      place.append(button("全部展开", () => all(true)), " ", button("全部收起", () => all(false)));
    });
  };

  // What is folded for want of room and shown on a wide screen: a browser too old for that gets it open.
  const unfold = () => {
    if (!matchMedia("(min-width: 48em)").matches || CSS.supports("selector(::details-content)")) return;
    document.querySelectorAll("[data-unfold]").forEach((each) => {
      each.open = true;
    });
  };

  const again = () => take(remembered() || state);

  document.addEventListener("DOMContentLoaded", () => {
    unfold();
    addAids();
    addPrint();
    addTreeButtons();
  });
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) again();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) again();
  });
})();
