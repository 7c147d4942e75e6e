// Watch how pages behave in Chromium: one check of all pages in one browser session.
//
// Read from standard input:
//   {"check": one of the checks below, "urls": [file: URL, ...]}
// Write to standard output:
//   {"pages": [{"url", "found"}]}, in the order of the urls; "found" is what the check returns: for most of them a list of
//   faults, each a line of text, empty when all is well.
//
// The environment says where the rest is: GUIDEPRESS_VALIDATORS is the folder that holds node_modules (without it .validators
// at the repository's top), GUIDEPRESS_CHROMIUM is the browser (without it /usr/bin/chromium).

import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { addTools } from "./tools.mjs";

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const TABS_AT_ONCE = 3;
const PHONE = { width: 320, height: 800 };
const DESK = { width: 1280, height: 1000 };
const BOXES = ".bubble, .callout, .case-study, .activity, .checklist, .key-points";
// WCAG 2.2, 1.4.12: what a reader may set, and nothing may be lost.
const SPACING = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
  p { margin-bottom: 2em !important; }`;

const require = createRequire(join(process.env.GUIDEPRESS_VALIDATORS || join(REPOSITORY, ".validators"), "package.json"));
const { chromium } = require("playwright-core");

async function show(page, url, { size = DESK, ...media } = {}) {
  await page.setViewportSize(size);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none", reducedMotion: "reduce", ...media });
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(addTools);
}

// Go through the page with the tabulator key; `look` runs in the page for each stop and returns a fault or nothing.
async function walk(page, look) {
  const stops = await page.evaluate(() => tools.focusable().length);
  const faults = [];
  for (let stop = 0; stop < stops; stop += 1) {
    await page.keyboard.press("Tab");
    faults.push(await page.evaluate(look, stop));
  }
  return faults.filter(Boolean);
}

const checks = {
  // Nothing is wider than the screen of a small phone, which is also a desktop's at 400 % zoom.
  async reflow(page, url) {
    await show(page, url, { size: PHONE });
    const width = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth));
    return width > PHONE.width ? [`${width} px wide on a screen of ${PHONE.width} px`] : [];
  },

  // The first stop of the tabulator key is the skip link; it is seen then, and takes the reader to the words.
  async skip(page, url) {
    await show(page, url, { size: PHONE });
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => {
      const { top, left, height } = document.activeElement.getBoundingClientRect();
      const seen = top >= 0 && left >= 0 && height >= 24;
      return { skip: document.activeElement.matches("a.skip[href^='#']"), seen, name: tools.name(document.activeElement) };
    });
    if (!first.skip || !first.seen) {
      return [`the first stop is ${first.name}, ${first.seen ? "seen" : "not seen"}`];
    }
    await page.keyboard.press("Enter");
    const there = await page.evaluate(() => document.activeElement.localName);
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(() => Boolean(document.activeElement.closest("main, nav.pager, footer")));
    return there === "main" && inside ? [] : [`it leads to ${there}, and on to ${inside ? "the words" : "elsewhere"}`];
  },

  // Whoever goes by the keyboard sees where they are: a line of 2 px or more, 3:1 against its ground, light and dark.
  async outline(page, url) {
    const faults = [];
    for (const colorScheme of ["light", "dark"]) {
      await show(page, url, { colorScheme });
      const found = await walk(page, () => {
        const element = document.activeElement;
        const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element);
        const ground = tools.ground(element.parentElement) ?? "white";
        const ratio = tools.contrast(outlineColor, ground);
        const seen = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 && ratio >= 3;
        return seen ? "" : `${tools.name(element)}: ${outlineStyle} ${outlineWidth} ${outlineColor} on ${ground}`;
      });
      faults.push(...found.map((fault) => `${colorScheme}: ${fault}`));
    }
    return faults;
  },

  // The tabulator key visits what can be visited in the order of the document, leaving nothing out.
  async order(page, url) {
    await show(page, url);
    return walk(page, (stop) => {
      const due = tools.focusable()[stop];
      const met = document.activeElement;
      return met === due ? "" : `stop ${stop + 1} is ${tools.name(met)}, not ${tools.name(due)}`;
    });
  },

  // A link with no words beside it, a button and a choice of the settings can be hit: each is 24 px high and wide or more.
  async targets(page, url) {
    const faults = [];
    for (const size of [PHONE, DESK]) {
      await show(page, url, { size });
      await page.evaluate(() => document.querySelector("[aria-controls='tools_settings']")?.click());
      const found = await page.evaluate(() => {
        const alone = (link) => {
          const copy = link.closest("li, p, div, dd, td, th, figcaption, section, header, nav").cloneNode(true);
          copy.querySelectorAll("a, ol, ul, .band-version, .contents-number").forEach((part) => part.remove());
          return !/\p{L}/u.test(copy.textContent);
        };
        const linesOf = (link) => new Set([...link.getClientRects()].map(({ bottom }) => Math.round(bottom / 8))).size;
        return [...document.querySelectorAll("a[href]:not(.skip), button, label")]
          .filter((link) => link.checkVisibility() && (link.closest("nav, header, footer ul") || alone(link)))
          .map((link) => ({ link, box: link.getBoundingClientRect(), lines: linesOf(link) }))
          .filter(({ box, lines }) => box.height / lines < 24 || box.width < 24)
          .map(({ link, box }) => `${tools.name(link)}: ${box.width.toFixed(1)} by ${box.height.toFixed(1)} px`);
      });
      faults.push(...found.map((fault) => `${size.width} px: ${fault}`));
    }
    return faults;
  },

  // Where the reader's system sets the colours and takes all grounds away, boxes keep a border all round.
  async forced(page, url) {
    const faults = [];
    for (const colorScheme of ["light", "dark"]) {
      await show(page, url, { forcedColors: "active", colorScheme });
      const found = await page.evaluate((boxes) => {
        const sides = ["Top", "Right", "Bottom", "Left"];
        const bare = (style) => sides.some((side) => style[`border${side}Style`] === "none" || !parseFloat(style[`border${side}Width`]));
        return [...document.querySelectorAll(boxes)].filter((box) => bare(getComputedStyle(box))).map(tools.name);
      }, BOXES);
      faults.push(...found.map((fault) => `${colorScheme}: ${fault}`));
    }
    return faults;
  },

  // With the reader's own spacing of letters, words and lines, words stay inside their boxes and on the screen.
  async spacing(page, url) {
    const faults = [];
    for (const size of [PHONE, { width: 768, height: 1000 }, DESK]) {
      await show(page, url, { size });
      await page.addStyleTag({ content: SPACING });
      const found = await page.evaluate((boxes) => {
        const wide = document.documentElement.clientWidth;
        const out = (line, room) =>
          line.left < room.left - 1 || line.right > room.right + 1 || line.top < room.top - 4 || line.bottom > room.bottom + 4;
        const cut = tools.texts(document.body).filter(({ element, lines }) => {
          const table = element.closest(".table");
          const box = element.closest(`${boxes}, .pager a, .band, .part, .cover, .start, .downloads li`);
          const room = box?.getBoundingClientRect();
          const offScreen = !table && lines.some((line) => line.left < -1 || line.right > wide + 1);
          const outside = room && !(table && box.contains(table)) && lines.some((line) => out(line, room));
          return offScreen || outside;
        });
        const clipped = [...document.querySelectorAll(`${boxes}, ${boxes} *`)].filter((element) => {
          const hides = ["hidden", "clip"].includes(getComputedStyle(element).overflowY);
          return hides && element.matches(":not(.hidden, svg)") && element.scrollHeight > element.clientHeight + 1;
        });
        return [...cut.map(({ words }) => words), ...clipped.map(tools.name)];
      }, BOXES);
      faults.push(...found.map((fault) => `${size.width} px: ${fault}`));
    }
    return faults;
  },

  // All words are there without JavaScript, but for the buttons that need it; no script but our own is there.
  async scripts(page, url) {
    await show(page, url);
    const words = await page.evaluate(() => {
      document.querySelectorAll(".tools").forEach((tools) => tools.remove());
      return document.body.innerText;
    });
    const context = await page.context().browser().newContext({ javaScriptEnabled: false, viewport: DESK, reducedMotion: "reduce" });
    try {
      const plain = await context.newPage();
      await plain.goto(url, { waitUntil: "load" });
      const faults = [];
      if (!words.trim() || (await plain.locator("body").innerText()) !== words) {
        faults.push("the words differ");
      }
      if (await plain.locator("[onload], [onclick], [onerror], script[src]:not([src^='assets/'])").count()) {
        faults.push("there are scripts of others");
      }
      return faults;
    } finally {
      await context.close();
    }
  },

  // What the page asks for besides itself, and what it tells the console, in light and dark colours and in print.
  async quiet(page, url) {
    const heard = new Set();
    const hear = {
      request: (request) => /^(data:|about:)/.test(request.url()) || request.url() === url || heard.add(`asks for ${request.url()}`),
      requestfailed: (request) => heard.add(`does not get ${request.url()}`),
      console: (message) => heard.add(`says ${message.text()}`),
      pageerror: (error) => heard.add(`fails with ${error}`),
    };
    Object.entries(hear).forEach(([event, listener]) => page.on(event, listener));
    for (const media of [{}, { colorScheme: "dark" }, { media: "print" }]) {
      await show(page, url, { media: "screen", ...media });
      await page.evaluate(() => document.fonts.ready.then(() => true));
    }
    await page.emulateMedia({ media: "screen" });
    Object.entries(hear).forEach(([event, listener]) => page.off(event, listener));
    return [...heard];
  },

  // What a reader of tabs and of headings is told.
  async structure(page, url) {
    await show(page, url);
    return page.evaluate(() => ({
      title: document.title,
      language: document.documentElement.lang,
      headings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((heading) => Number(heading.localName[1])),
      first: document.querySelector("h1")?.textContent.trim().replace(/\s+/g, " ") ?? "",
      landmarks: ["header", "main", "footer"].filter((name) => document.querySelector(`body > ${name}`)),
    }));
  },

  // Words on a ground of ours keep 4.5:1 against it, light and dark, while the page itself has the reader's colours.
  async grounds(page, url) {
    const faults = [];
    for (const colorScheme of ["light", "dark"]) {
      await show(page, url, { colorScheme });
      const found = await page.evaluate(() => {
        const pale = tools.texts(document.body).filter(({ element }) => {
          const ground = tools.ground(element);
          return ground && tools.contrast(getComputedStyle(element).color, ground) < 4.5;
        });
        const own = [document.documentElement, document.body].filter((element) => tools.ground(element));
        return [...pale.map(({ words }) => `pale: ${words}`), ...own.map(({ localName }) => `${localName} has a ground`)];
      });
      faults.push(...found.map((fault) => `${colorScheme}: ${fault}`));
    }
    return faults;
  },
};

async function main() {
  const job = JSON.parse(await text(process.stdin));
  const check = checks[job.check];
  const browser = await chromium.launch({
    executablePath: process.env.GUIDEPRESS_CHROMIUM || "/usr/bin/chromium",
    chromiumSandbox: false, // it needs rights that a container's root does not have; what is loaded here is our own
    args: ["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"],
  });
  try {
    const pages = new Array(job.urls.length);
    const queue = job.urls.entries();
    const worker = async () => {
      // Each has a window of its own: only in the foremost tab of a window is the keyboard at work.
      const context = await browser.newContext({ serviceWorkers: "block" });
      const page = await context.newPage();
      for (const [index, url] of queue) {
        pages[index] = { url, found: await check(page, url) };
      }
    };
    await Promise.all(Array.from({ length: TABS_AT_ONCE }, worker));
    process.stdout.write(JSON.stringify({ pages }));
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
