// Use the search, the reading settings and the links beside headings as readers do, by the keyboard, in Chromium.
//
// Read from standard input:
//   {"check": one of the checks below, "url": file: URL, and what the check asks for}
// Write to standard output:
//   {"found": what the check returns, "heard": [TEXT, ...]}; "heard" is what was asked of a network and what the console was told
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
const DESK = { width: 1280, height: 900 };
const SETTINGS = "[aria-controls='tools_settings']";
const SEARCH = "[aria-controls='tools_search']";

const require = createRequire(join(process.env.GUIDEPRESS_VALIDATORS || join(REPOSITORY, ".validators"), "package.json"));
const { chromium } = require("playwright-core");
const job = JSON.parse(await text(process.stdin));

async function show(page, url = job.url) {
  await page.goto(url, { waitUntil: "load" });
  await page.evaluate(addTools);
}

// Reach a button as the keyboard does: from the top, stop by stop.
async function tabTo(page, selector) {
  for (let stop = 0; stop < 40; stop += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`the tabulator key does not come to ${selector}`);
}

async function openSearch(page, words) {
  await tabTo(page, SEARCH);
  await page.keyboard.press("Enter");
  await page.keyboard.insertText(words);
  await page.waitForFunction(() => document.querySelector("#tools_search [role='status']").textContent);
}

const results = (page) =>
  page.evaluate(() => ({
    status: document.querySelector("#tools_search [role='status']").textContent,
    titles: [...document.querySelectorAll(".result-title")].map((link) => link.textContent),
    marked: [...new Set([...document.querySelectorAll(".result mark")].map((mark) => mark.textContent.toLowerCase()))],
  }));

const focused = (page) => page.evaluate(() => tools.name(document.activeElement));

// Choose in the panel by the keyboard: to the group's chosen button, then down so many times.
async function choose(page, group, downs) {
  await tabTo(page, `input[name='${group}']:checked`);
  for (let press = 0; press < downs; press += 1) {
    await page.keyboard.press("ArrowDown");
  }
}

const look = (page) =>
  page.evaluate(() => {
    const words = document.querySelector("main p:not([class])");
    const { color, fontFamily, lineHeight, fontSize } = getComputedStyle(words);
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    const line = Math.round((100 * parseFloat(lineHeight)) / parseFloat(fontSize));
    return { color, ground, font: fontFamily.split(",")[0].replaceAll('"', ""), line, size: getComputedStyle(document.documentElement).fontSize };
  });

// What stands behind what is open cannot be judged, so only that is looked at; pages as they are have tests of their own.
async function axe(page, selector) {
  await page.evaluate(`${await readFile(require.resolve("axe-core/axe.min.js"), "utf8")}\n;0`);
  return page.evaluate(async (selector) => {
    const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const { violations, incomplete } = await axe.run(selector, { runOnly: { type: "tag", values }, preload: false });
    return [...violations, ...incomplete].flatMap(({ id, nodes }) => nodes.map(({ target, any }) => `${id}: ${target.join(" ")} ${any[0]?.message ?? ""}`));
  }, selector);
}

const checks = {
  // What is found for each of some words.
  async search(page) {
    const found = {};
    for (const words of job.words) {
      await show(page);
      await openSearch(page, words);
      found[words] = await results(page);
    }
    return found;
  },

  // The way of the keyboard through the search: open, type, down to the results, follow one; open again, escape.
  async keyboard(page) {
    const way = [];
    await show(page);
    await openSearch(page, job.words);
    way.push(await focused(page));
    await page.keyboard.press("ArrowDown");
    const first = await page.evaluate(() => document.activeElement.matches(".result a"));
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    const again = await page.evaluate(() => document.activeElement === document.querySelector(".result a"));
    const due = await page.evaluate(() => document.activeElement.href);
    await page.keyboard.press("Enter");
    await page.waitForURL(due);
    await page.evaluate(addTools);
    const there = await page.evaluate(() => Boolean(document.getElementById(decodeURIComponent(location.hash.slice(1)))));
    const closed = await page.evaluate(() => !document.getElementById("tools_search").open);
    await show(page);
    await openSearch(page, job.words);
    await page.keyboard.press("Escape");
    way.push(await focused(page));
    return { way, first, again, there, closed };
  },

  // How long it takes from the first opening of the search to the results, and from one more word to others, in ms.
  async speed(page) {
    await show(page);
    await page.focus(SEARCH);
    const time = async (act) => {
      const start = Date.now();
      await act();
      await page.waitForFunction((words) => document.querySelector("#tools_search [role='status']").textContent && document.querySelector("#tools_search input").value === words, job.words);
      return Date.now() - start;
    };
    return time(async () => {
      await page.keyboard.press("Enter");
      await page.keyboard.insertText(job.words);
    });
  },

  // Each choice by the keyboard, how the page looks then, after it is loaded again, on the next page, and when all is put back.
  async settings(page) {
    await show(page);
    const before = await look(page);
    await tabTo(page, SETTINGS);
    await page.keyboard.press("Enter");
    const opened = await focused(page);
    for (const [group, downs] of Object.entries(job.choices)) {
      await choose(page, group, downs);
    }
    const chosen = await look(page);
    const said = await page.evaluate(() => document.querySelector("#tools_settings [role='status']").textContent);
    await show(page);
    const again = await look(page);
    await show(page, job.other);
    const other = await look(page);
    await tabTo(page, SETTINGS);
    await page.keyboard.press("Enter");
    const kept = await page.evaluate(() => [...document.querySelectorAll("#tools_settings input:checked")].map(({ value }) => value));
    await tabTo(page, "[data-reset]");
    await page.keyboard.press("Enter");
    const reset = await look(page);
    await page.keyboard.press("Escape");
    const closed = { focus: await focused(page), hidden: await page.evaluate(() => document.getElementById("tools_settings").hidden) };
    return { before, opened, chosen, said, again, other, kept, reset, closed };
  },

  // Whatever was chosen, paper stays white; nothing that needs a screen is printed.
  async print(page) {
    await show(page);
    await page.evaluate(() => {
      localStorage.setItem("guidepress.reading", JSON.stringify({ colours: "contrast" }));
    });
    await show(page);
    await page.emulateMedia({ media: "print" });
    const { color } = await look(page);
    const shown = await page.evaluate(() =>
      [...document.querySelectorAll(".tool, .anchor, .skip, .trail, .pager, .said")].filter((one) => one.checkVisibility()).map(tools.name),
    );
    const printed = await page.pdf({ format: "A4" });
    return { color, shown, bytes: printed.length };
  },

  // A click on the link beside a heading puts its address on the clipboard, and says so.
  async copy(page) {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await show(page);
    const anchor = page.locator("a.anchor").first();
    const due = await anchor.evaluate((link) => link.href);
    await anchor.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelector(".said").textContent);
    const said = await page.evaluate(() => document.querySelector(".said").textContent);
    return { due, said, copied: await page.evaluate(() => navigator.clipboard.readText()) };
  },

  // With the panel and the dialog open, in all colours and at two widths: what axe finds, and what is wider than the screen.
  async open(page) {
    const faults = [];
    for (const colours of ["light", "dark", "sepia", "contrast"]) {
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 9000 }); // what is cut off, or off the screen, cannot be judged
        await show(page);
        await page.evaluate((chosen) => guidepressReading.apply({ colours: chosen }), colours);
        await page.click(SETTINGS);
        faults.push(...(await axe(page, "#tools_settings")).map((fault) => `settings, ${colours}, ${width} px: ${fault}`));
        await page.click(SETTINGS);
        await page.click(SEARCH);
        await page.keyboard.insertText(job.words);
        await page.waitForFunction(() => document.querySelector(".result"));
        faults.push(...(await axe(page, "#tools_search")).map((fault) => `search, ${colours}, ${width} px: ${fault}`));
        const wide = await page.evaluate(() => Math.max(document.documentElement.scrollWidth, document.querySelector(".results").scrollWidth));
        faults.push(...(wide > width ? [`search, ${width} px: ${wide} px wide`] : []));
      }
    }
    return faults;
  },

  // Where no place keeps anything, choices hold until the page is left, and the reader is told.
  async unkept(page) {
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("not here", "SecurityError");
        },
      });
    });
    await show(page);
    await tabTo(page, SETTINGS);
    await page.keyboard.press("Enter");
    await choose(page, "colours", 2);
    const said = await page.evaluate(() => document.querySelector("#tools_settings [role='status']").textContent);
    return { said, ...(await look(page)) };
  },

  // How the page looks, and whether the settings open, when something else was kept under our name.
  async garbage(page) {
    await show(page);
    const before = await look(page);
    const found = [];
    for (const kept of job.kept) {
      await page.evaluate((words) => localStorage.setItem("guidepress.reading", words), kept);
      await show(page);
      const after = await look(page);
      await page.click(SETTINGS);
      const open = await page.evaluate(() => document.activeElement.matches("#tools_settings input"));
      found.push(...(open && JSON.stringify(after) === JSON.stringify(before) ? [] : [kept]));
    }
    return found;
  },

  // What a screen reader is told of a page, as text.
  async tree(page) {
    await show(page);
    return page.locator("body").ariaSnapshot();
  },
};

const browser = await chromium.launch({
  executablePath: process.env.GUIDEPRESS_CHROMIUM || "/usr/bin/chromium",
  chromiumSandbox: false, // it needs rights that a container's root does not have; what is loaded here is our own
  args: ["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"],
});
try {
  const context = await browser.newContext({ viewport: DESK, colorScheme: "light", reducedMotion: "reduce", serviceWorkers: "block" });
  const page = await context.newPage();
  const heard = new Set();
  page.on("request", (request) => /^(file|data|about):/.test(request.url()) || heard.add(`asks for ${request.url()}`));
  page.on("requestfailed", (request) => heard.add(`does not get ${request.url()}`));
  page.on("console", (message) => heard.add(`says ${message.text()}`));
  page.on("pageerror", (error) => heard.add(`fails with ${error}`));
  const found = await checks[job.check](page);
  process.stdout.write(JSON.stringify({ found, heard: [...heard] }));
} catch (error) {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
