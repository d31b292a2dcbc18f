// The second engine: a real Firefox, driven by WebDriver BiDi. Reads what to do from the file it is told, prints what it saw.
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const { host, pages, axe } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: "/usr/bin/firefox-esr",
  headless: true,
});

const search = async (page) => {
  await page.goto(`${host}index.html`);
  await page.locator("input[type=search]").click();
  await page.keyboard.type("低保");
  await page.keyboard.press("Enter");
  await page.waitForSelector("main mark", { timeout: 60000 });
  await page.waitForFunction(() => /\d/.test(document.querySelector("main [role=status]").textContent));
  return page.evaluate(() => ({
    address: decodeURIComponent(location.href),
    marked: document.querySelector("main mark").textContent,
    said: document.querySelector("main [role=status]").textContent.trim(),
  }));
};

const tree = async (page) => {
  await page.goto(`${host}catalogue/tree-jczwgk.html`);
  await page.evaluate(() => document.querySelector("main details:not([open]) > summary").focus());
  await page.keyboard.press("Enter");
  const opened = await page.evaluate(() => document.activeElement.parentElement.open);
  await page.keyboard.press("Tab");
  const inside = await page.evaluate(() => document.activeElement.closest("details").open && document.activeElement.href);
  return { opened, inside };
};

const print = async (page) => {
  await page.goto(`${host}catalogue/tree-jczwgk.html`);
  const folded = await page.evaluate(() =>
    [...document.querySelectorAll("main details:not([open]) a")].map((each) => each.textContent.trim()));
  const paper = await page.pdf({ format: "A4" });
  return { folded, paper: Buffer.from(paper).toString("base64") };
};

// A page of each kind with axe's own choice of rules.
const rules = async (page) => {
  const found = [];
  for (const address of pages) {
    await page.goto(`${host}${address}`);
    await page.evaluate(axe);
    const said = await page.evaluate(async () => {
      const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
      return violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 160)}`);
    });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    found.push(...said.map((each) => `${address}: ${each}`), ...(wide ? [`${address}: too wide`] : []));
  }
  return found;
};

try {
  const page = await browser.newPage();
  await page.setViewport({ width: 480, height: 800 });
  const seen = { search: await search(page), tree: await tree(page), print: await print(page), rules: await rules(page) };
  process.stdout.write(JSON.stringify(seen));
} finally {
  await browser.close();
}
