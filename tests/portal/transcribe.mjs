// What a screen reader says of pages, simulated: reads {name: html} from the file it is told, prints {name: [phrase, …]}.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const pages = JSON.parse(readFileSync(process.argv[2], "utf8"));
const dom = new JSDOM("<!doctype html><html lang='zh-CN'><body></body></html>", { url: "http://localhost/" });
// The reader finds the document's own classes where a browser has them.
for (const name of Object.getOwnPropertyNames(dom.window)) {
  if (!(name in globalThis)) globalThis[name] = dom.window[name];
}
globalThis.window = dom.window;
globalThis.document = dom.window.document;
globalThis.CSS = dom.window.CSS || { escape: (text) => text.replace(/[^\w\u0080-\uffff-]|^\d/g, (each) => `\\${each.codePointAt(0).toString(16)} `) };
// What a style sheet puts before or after an element isn't part of the pages that are read here.
const computed = dom.window.getComputedStyle.bind(dom.window);
globalThis.getComputedStyle = dom.window.getComputedStyle = (element) => computed(element);
const { virtual } = await import("@guidepup/virtual-screen-reader");

const spoken = {};
for (const [name, html] of Object.entries(pages)) {
  const read = new dom.window.DOMParser().parseFromString(html, "text/html");
  document.title = read.title;
  document.body.replaceWith(document.adoptNode(read.body));
  await virtual.start({ container: document.body });
  let last = "";
  while (last !== "end of document") {
    await virtual.next();
    last = await virtual.lastSpokenPhrase();
  }
  spoken[name] = await virtual.spokenPhraseLog();
  await virtual.stop();
}
process.stdout.write(JSON.stringify(spoken));
