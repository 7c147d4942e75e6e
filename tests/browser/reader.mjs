// Read an e-book in epub.js, a reading system that runs in Chromium, without a network: one check in one browser session.
//
// Read from standard input:
//   {"check": one of the checks below, "book": PATH}
// Write to standard output:
//   {"found": what the check returns, "heard": [TEXT, ...]}; "heard" is what was asked for besides the book, what could not be
//   loaded, and what the console was told
//
// The environment says where the rest is: GUIDEPRESS_VALIDATORS is the folder that holds node_modules (without it .validators
// at the repository's top), GUIDEPRESS_CHROMIUM is the browser (without it /usr/bin/chromium).

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { addTools } from "./tools.mjs";

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const SMALL_PHONE = { width: 320, height: 568 };
const PHONE = { width: 390, height: 844 };
const THEMES = { light: { background: "#ffffff", color: "#111111" }, dark: { background: "#121212", color: "#e0e0e0" } };
const SITE = "http://reader.test";
const SHELF = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Reader</title><style>body { margin: 0; }</style></head>
  <body><div id="view"></div><script src="/jszip.js"></script><script src="/epub.js"></script></body></html>`;

const require = createRequire(join(process.env.GUIDEPRESS_VALIDATORS || join(REPOSITORY, ".validators"), "package.json"));
const { chromium } = require("playwright-core");

// Answer for all that the reader asks for, and keep what it should not have asked for or complains about.
async function serve(page, book, heard) {
  const answers = {
    "/": { body: SHELF, contentType: "text/html" },
    "/jszip.js": { path: require.resolve("jszip/dist/jszip.min.js") },
    "/epub.js": { path: require.resolve("epubjs/dist/epub.min.js") },
    "/book.epub": { body: await readFile(book), contentType: "application/epub+zip" },
    "/favicon.ico": { body: "" },
  };
  await page.route(/^(?!data:|blob:|about:)/, (route) => {
    const url = new URL(route.request().url());
    const answer = url.origin === SITE ? answers[url.pathname] : undefined;
    return answer ? route.fulfill(answer) : heard.add(`asks for ${url.href}`) && route.abort("blockedbyclient");
  });
  page.on("requestfailed", (request) => heard.add(`does not get ${request.url()}`));
  page.on("console", (message) => heard.add(`says ${message.text()}`));
  page.on("pageerror", (error) => heard.add(`fails with ${error}`));
}

// Open the book as a reader does who has chosen all this; its documents' names are returned in reading order.
async function open(page, { size = PHONE, flow = "paginated", theme = "light", letters = "", font = "" } = {}) {
  await page.setViewportSize(size);
  await page.goto(`${SITE}/`);
  await page.evaluate(addTools);
  return page.evaluate(
    async ({ size, flow, colours, letters, font }) => {
      window.book = ePub(await (await fetch("/book.epub")).arrayBuffer());
      window.rendition = book.renderTo("view", { ...size, flow });
      rendition.themes.register("chosen", { body: colours });
      rendition.themes.select("chosen");
      if (letters) {
        rendition.themes.fontSize(letters);
      }
      if (font) {
        rendition.themes.font(font);
      }
      // What is shown now: the document, and the part of it that the page holds.
      window.shown = () => rendition.getContents()[0].document;
      window.holds = (element) => {
        const frame = document.querySelector("#view iframe").getBoundingClientRect();
        const { left, top } = (element.getClientRects()[0] ?? element.getBoundingClientRect());
        const [x, y] = [frame.left + left, frame.top + top];
        return x >= -1 && x < size.width && y >= -1 && y < size.height;
      };
      await book.ready;
      return book.spine.spineItems.map(({ href }) => href);
    },
    { size, flow, colours: THEMES[theme], letters, font },
  );
}

// Show one document after another; `look` runs in the reader and returns what it sees in `shown()`.
async function leaf(page, chosen, look) {
  const found = {};
  for (const name of await open(page, chosen)) {
    await page.evaluate((href) => rendition.display(href), name);
    found[name] = await page.evaluate(look);
  }
  return found;
}

const listed = (found) => Object.entries(found).flatMap(([name, faults]) => faults.map((fault) => `${name}: ${fault}`));

const checks = {
  // The words of each document, its pictures that are not drawn, and its fonts that did not come.
  documents: (page) =>
    leaf(page, {}, async () => {
      await shown().fonts.ready;
      const pictures = [...shown().images].filter((image) => !image.complete || !image.naturalWidth);
      const fonts = [...shown().fonts].filter(({ status }) => status === "error");
      return {
        words: shown().body.textContent,
        height: shown().body.getBoundingClientRect().height,
        missing: [...pictures.map(({ src }) => src), ...fonts.map(({ family }) => family)],
      };
    }),

  // What the contents say, and the first heading of the page that each entry leads to.
  async contents(page) {
    await open(page);
    const entries = await page.evaluate(() => {
      const flat = (items) => items.flatMap(({ label, href, subitems }) => [{ label: label.trim(), href }, ...flat(subitems)]);
      return flat(book.navigation.toc);
    });
    for (const entry of entries) {
      await page.evaluate((href) => rendition.display(href), entry.href);
      entry.heading = await page.evaluate(() => {
        const heading = [...shown().querySelectorAll("h1, h2, h3, h4, h5, h6")].find(holds);
        return heading?.textContent.trim().replace(/\s+/g, " ") ?? "";
      });
    }
    return entries;
  },

  // The list of pages as the reader keeps it, and whether the mark of each page is on what is shown for it.
  async pages(page) {
    await open(page);
    const entries = await page.evaluate(() => book.pageList.pageList.map(({ href, page: number }) => ({ href, number })));
    for (const entry of entries) {
      await page.evaluate((href) => rendition.display(href), entry.href);
      entry.shown = await page.evaluate((id) => holds(shown().getElementById(id)), entry.href.split("#")[1]);
    }
    return entries;
  },

  // Letters that do not become twice as large with the reader's own size.
  async size(page) {
    const sizes = () => tools.texts(shown().body).map(({ element, words }) => [words, parseFloat(getComputedStyle(element).fontSize)]);
    const [once, twice] = [await leaf(page, {}, sizes), await leaf(page, { letters: "200%" }, sizes)];
    const fixed = (name) =>
      once[name].filter(([, size], index) => Math.abs(twice[name][index][1] - 2 * size) > 0.1).map(([words]) => words);
    return listed(Object.fromEntries(Object.keys(once).map((name) => [name, fixed(name)])));
  },

  // Words that are not set in the reader's own font; code and formulas need theirs.
  async font(page) {
    const found = await leaf(page, { font: "serif" }, () =>
      tools
        .texts(shown().body)
        .filter(({ element }) => !element.closest("code, kbd, pre, math") && getComputedStyle(element).fontFamily !== "serif")
        .map(({ words }) => words),
    );
    return listed(found);
  },

  // What is wider than a small phone where the reader scrolls.
  async reflow(page) {
    const faults = [];
    for (const letters of ["100%", "200%"]) {
      const found = await leaf(page, { size: SMALL_PHONE, flow: "scrolled-doc", letters }, () => {
        const { scrollWidth, clientWidth } = shown().documentElement;
        return scrollWidth > clientWidth ? [`${scrollWidth} px in ${clientWidth} px`] : [];
      });
      faults.push(...listed(found).map((fault) => `${letters}: ${fault}`));
    }
    return faults;
  },

  // Lines that stand below the foot of a page, or reach from one page into the next, where the reader turns pages.
  async pagination(page) {
    const faults = [];
    for (const letters of ["100%", "200%"]) {
      const found = await leaf(page, { size: SMALL_PHONE, letters }, () => {
        const { width, height } = rendition.manager.layout;
        const turns = ({ left, right }) => Math.floor((left + 1) / width) !== Math.floor((right - 1) / width);
        return tools
          .texts(shown().body)
          .filter(({ lines }) => lines.some((line) => line.width > 2 && (turns(line) || line.bottom > height + 1)))
          .map(({ words }) => words);
      });
      faults.push(...listed(found).map((fault) => `${letters}: ${fault}`));
    }
    return faults;
  },

  // The least contrast of words with what is behind them, by where they stand, under the reader's colours and the system's.
  async contrast(page) {
    const least = {};
    for (const theme of ["light", "dark"]) {
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const found = await leaf(page, { theme }, () => {
          const kinds = { bubble: ".bubble", callout: ".callout", link: "a[href]", words: "*" };
          return tools.texts(shown().body).map(({ element }) => {
            const [kind] = Object.entries(kinds).find(([, selector]) => element.closest(selector));
            return [kind, tools.contrast(getComputedStyle(element).color, tools.ground(element))];
          });
        });
        for (const [kind, ratio] of Object.values(found).flat()) {
          const key = `${theme} page, ${colorScheme} system: ${kind}`;
          least[key] = Math.min(least[key] ?? Infinity, ratio);
        }
      }
    }
    return least;
  },
};

async function main() {
  const job = JSON.parse(await text(process.stdin));
  const browser = await chromium.launch({
    executablePath: process.env.GUIDEPRESS_CHROMIUM || "/usr/bin/chromium",
    chromiumSandbox: false, // it needs rights that a container's root does not have; what is loaded here is our own
    args: ["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"],
  });
  try {
    const heard = new Set();
    const page = await (await browser.newContext({ serviceWorkers: "block", reducedMotion: "reduce" })).newPage();
    await serve(page, job.book, heard);
    const found = await checks[job.check](page);
    process.stdout.write(JSON.stringify({ found, heard: [...heard] }));
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
}
