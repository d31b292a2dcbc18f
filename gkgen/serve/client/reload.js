// While the site is served: reload the page when it changes, say what is wrong when the content is.
"use strict";
(() => {
  const build = document.currentScript.dataset.build;
  let source = null;
  let panel = null;
  let shown = "";
  let dismissed = "";

  const make = (tag, text, attributes = {}) => {
    const element = document.createElement(tag);
    element.textContent = text;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  const item = (finding) => {
    const entry = make("li", "");
    const place = make("p", "");
    place.append(make("code", finding.place), " ", make("b", finding.code));
    entry.append(place, make("p", finding.wrong), make("p", finding.mend));
    return entry;
  };

  const stylesheet = () => {
    if (document.getElementById("gkgen-style")) return;
    document.head.append(make("link", "", { id: "gkgen-style", rel: "stylesheet", href: "/.gkgen/overlay.css" }));
  };

  const remove = () => {
    if (!panel) return;
    const old = panel;
    panel = null;
    old.close();
    old.remove();
  };

  const open = (state) => {
    const close = make("button", state.close, { type: "button" });
    const list = make("ol", "");
    list.append(...state.findings.map(item));
    const dialog = make("dialog", "", {
      id: "gkgen-overlay", class: "gkgen-panel", role: "alertdialog", lang: state.lang,
      "aria-labelledby": "gkgen-title", "aria-describedby": "gkgen-hint",
    });
    dialog.append(
      make("h1", state.title, { id: "gkgen-title" }), make("p", state.hint, { id: "gkgen-hint" }),
      close, list, make("p", state.more),
    );
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => {
      if (panel !== dialog) return;
      dismissed = shown;
      remove();
    });
    panel = dialog;
    document.body.append(dialog);
    dialog.showModal();
    close.focus();
  };

  const show = (state) => {
    const now = JSON.stringify([state.findings, state.more]);
    if (now === shown && panel) return;
    remove();
    shown = now;
    if (!state.findings.length) dismissed = "";
    if (!state.findings.length || now === dismissed) return;
    stylesheet();
    open(state);
  };

  const tell = (state) => {
    const old = document.getElementById("gkgen-note");
    if (old && old.textContent === state.note) return;
    if (old) old.remove();
    if (!state.note) return;
    stylesheet();
    const note = make("p", "", { id: "gkgen-note", class: "gkgen-note", role: "status", lang: state.lang });
    document.body.append(note);
    note.textContent = state.note;
  };

  const heard = (event) => {
    const state = JSON.parse(event.data);
    if (state.build !== build) location.reload();
    else if (!document.body.classList.contains("gkgen-page")) {
      tell(state);
      show(state);
    }
  };

  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource(`/.gkgen/events${location.pathname}`);
    source.addEventListener("state", heard);
    source.addEventListener("error", () => {
      if (!source || source.readyState !== EventSource.CLOSED) return;
      hush();
      setTimeout(listen, 2000);
    });
  };

  const hush = () => {
    if (source) source.close();
    source = null;
  };

  // A hidden page holds no connection: a browser has only six for a host.
  document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
  addEventListener("pagehide", hush);
  addEventListener("pageshow", listen);
  listen();
})();
