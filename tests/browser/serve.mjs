// Edit a guide while the preview shows it in Chromium, and watch what becomes of the open page: one check in one browser session.
//
// Read from standard input:
//   {"check": one of the checks below, "url": the preview's address, "root": the guide's folder}
// Write to standard output:
//   {"found": what the check returns, "heard": [TEXT, ...]}; "heard" is what scripts fail with, and what policies of pages forbid
//
// The environment says where the rest is: GUIDEPRESS_VALIDATORS is the folder that holds node_modules (without it .validators
// at the repository's top), GUIDEPRESS_CHROMIUM is the browser (without it /usr/bin/chromium).

import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const PHONE = { width: 320, height: 640 };
const DESK = { width: 1280, height: 800 };

const require = createRequire(join(process.env.GUIDEPRESS_VALIDATORS || join(REPOSITORY, ".validators"), "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

let job;

// Replace words in a file of the guide, as an editor saves it.
function edit(name, old, fresh) {
  const path = join(job.root, name);
  const before = readFileSync(path, "utf8");
  if (!before.includes(old)) {
    throw new Error(`${name} does not hold ${old}`);
  }
  writeFileSync(path, before.replace(old, fresh));
}

async function open(page, name = "one.html") {
  const listens = page.waitForResponse((response) => response.url().includes("/preview/changes"));
  await page.goto(`${job.url}site/${name}`);
  await listens;
  await page.evaluate(() => {
    window.isSame = true; // which a page that was loaded again is not
  });
}

const says = (page, words) => page.waitForFunction((one) => document.querySelector("main").textContent.includes(one), words);
const isSame = (page) => page.evaluate(() => window.isSame === true);
const top = (page, id) => page.evaluate((one) => Math.round(document.getElementById(one).getBoundingClientRect().top), id);
const scrolled = (page) => page.evaluate(() => Math.round(scrollY));

const panel = (page) => page.getByRole("dialog");
const toldIn = async (page) => (await panel(page).locator("li").allInnerTexts()).map((words) => words.split(/\n+/));
const breakIt = () => edit("source/chapters/one.md", "Paragraph 3 ", "[Paragraph 3](#nowhere) ");
const mendIt = () => edit("source/chapters/one.md", "[Paragraph 3](#nowhere) ", "Paragraph 3 ");

// List what axe finds wrong, in all the page or below one element.
async function faults(page, below = undefined) {
  await page.evaluate(axe);
  const found = await page.evaluate((one) => axe.run(one ? { include: one } : document), below);
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}

const checks = {
  // Change words while something is open, in focus, selected and scrolled to.
  async inPlace(page) {
    await open(page);
    await page.locator("summary").click();
    await page.getByRole("link", { name: "A link" }).focus();
    await page.locator("#one_p5").scrollIntoViewIfNeeded();
    const before = await scrolled(page);
    edit("source/chapters/one.md", "Paragraph 3 ", "Paragraph three ");
    await says(page, "Paragraph three");
    return {
      same: await isSame(page),
      open: await page.locator("details").evaluate((one) => one.open),
      focus: await page.evaluate(() => document.activeElement.textContent),
      moved: (await scrolled(page)) - before,
    };
  },

  // Edit below what is seen, then above it, then what is seen.
  async scrolling(page) {
    await open(page);
    edit("source/chapters/one.md", "Paragraph 50 ", "Paragraph fifty ");
    await says(page, "fifty");
    const below = await top(page, "one_p50");
    edit("source/chapters/one.md", "Paragraph 2 ", "Paragraph two ");
    await says(page, "Paragraph two");
    const above = await top(page, "one_p2");
    const before = await scrolled(page);
    edit("source/chapters/one.md", "Paragraph 3 ", "Paragraph three ");
    await says(page, "three");
    const seen = (await scrolled(page)) - before;
    edit("source/chapters/one.md", "Words inside.", "Words within.");
    await says(page, "within");
    const opened = await page.locator("details").evaluate((one) => one.open);
    edit("source/chapters/one.md", "- Item 2", "- Item two");
    await says(page, "Item two");
    const item = await page.getByText("Item two").evaluate((one) => one.getBoundingClientRect().top);
    return { below, above, seen, opened, item: Math.round(item), height: DESK.height, same: await isSame(page) };
  },

  // Edit words that another chapter includes, a term and an entry of the register.
  async otherFiles(page) {
    const found = {};
    const edits = {
      "one.html": ["source/shared/words.md", "Shared words", "Words of all"],
      "glossary.html": ["source/glossary.yaml", "looks after", "cares for"],
      "register.html": ["source/resources.yaml", "A story told elsewhere", "A tale told elsewhere"],
    };
    for (const [name, [file, old, fresh]] of Object.entries(edits)) {
      await open(page, name);
      edit(file, old, fresh);
      await says(page, fresh);
      found[name] = await page.getByText(fresh).evaluate((one) => one.getBoundingClientRect().bottom < innerHeight);
    }
    return found;
  },

  // Edit another page than the one that is open.
  async elsewhere(page) {
    await open(page, "one.html");
    await page.evaluate(() => scrollTo(0, 500));
    const before = await page.content();
    edit("source/chapters/two.md", "The second", "The other");
    await page.waitForTimeout(800);
    return { same: (await isSame(page)) && (await page.content()) === before, scrolled: await scrolled(page) };
  },

  // What comes above what is read, without being edited there, does not move it.
  async growing(page) {
    await open(page, "two.html");
    await page.evaluate(() => scrollTo(0, 900));
    const id = await page.evaluate(
      () => [...document.querySelectorAll("main p[id]")].find((one) => one.getBoundingClientRect().top > 100).id,
    );
    const before = await top(page, id);
    edit("source/guide.yaml", "helpline: 0800", `helpline: ${"Many words that fill lines. ".repeat(200)}`);
    await page.waitForFunction(() => document.querySelector("main").textContent.includes("fill lines"));
    return { moved: (await top(page, id)) - before, scrolled: await scrolled(page) };
  },

  // Make a mistake, look, and mend it.
  async overlay(page) {
    await open(page);
    await page.getByRole("link", { name: "A link" }).focus();
    breakIt();
    await panel(page).waitFor();
    const found = {
      name: await panel(page).getAttribute("aria-labelledby").then((id) => page.locator(`#${id}`).textContent()),
      problems: await toldIn(page),
      focus: await page.evaluate(() => document.activeElement.textContent),
      behind: await page.locator("#one_p3").textContent(),
    };
    await page.waitForTimeout(100);
    found.alert = await page.getByRole("alert").textContent();
    mendIt();
    await panel(page).waitFor({ state: "hidden" });
    found.said = await page.locator("guidepress-preview .said").textContent();
    return { ...found, same: await isSame(page) };
  },

  // Close the panel by the keyboard, go to another page, open it again; another mistake opens it by itself.
  async closing(page) {
    await open(page);
    breakIt();
    await panel(page).waitFor();
    await page.keyboard.press("Escape");
    const closed = await panel(page).isHidden();
    await open(page, "two.html");
    const stays = await panel(page).isHidden();
    const button = page.getByRole("button", { name: "1 problem" });
    await button.press("Enter");
    const reopened = await panel(page).isVisible();
    const focus = await page.evaluate(() => document.querySelector("guidepress-preview").shadowRoot.activeElement.className);
    await page.keyboard.press("Enter");
    const byButton = await panel(page).isHidden();
    const back = await page.evaluate(() => document.querySelector("guidepress-preview").shadowRoot.activeElement.className);
    edit("source/chapters/one.md", "Paragraph 4 ", "[Paragraph 4](#nowhere) ");
    await panel(page).waitFor();
    return { closed, stays, reopened, focus, byButton, back };
  },

  // Hold the panel, and pages of problems alone, against axe, in all colours and on a small phone.
  async accessible(page) {
    await open(page, "two.html");
    breakIt();
    await panel(page).waitFor();
    const found = {};
    for (const [name, size] of Object.entries({ phone: PHONE, desk: DESK })) {
      for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }]) {
        await page.setViewportSize(size);
        await page.emulateMedia({ colorScheme: "light", forcedColors: "none", ...media });
        const wide = await page.evaluate(() => {
          const box = document.querySelector("guidepress-preview").shadowRoot.querySelector(".body");
          return Math.max(document.documentElement.scrollWidth - innerWidth, box.scrollWidth - box.clientWidth);
        });
        found[`${name} ${JSON.stringify(media)}`] = [...(await faults(page, "guidepress-preview")), ...(wide > 0 ? [`${wide} px too wide`] : [])];
      }
    }
    return found;
  },

  // A guide that was never good is a page of problems, which becomes the guide when they are mended.
  async neverGood(page) {
    await page.setViewportSize(PHONE);
    await page.goto(`${job.url}site/one.html`);
    const found = { title: await page.title(), headings: await page.getByRole("heading").allTextContents(), faults: {} };
    for (const media of [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }]) {
      await page.emulateMedia({ colorScheme: "light", forcedColors: "none", ...media });
      found.faults[JSON.stringify(media)] = await faults(page);
    }
    found.wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    edit("source/chapters/one.md", "(#nowhere)", "(two.md)");
    await page.locator("#one_p50").waitFor();
    return found;
  },

  // Change a style sheet, a picture and a template.
  async design(page) {
    await open(page);
    const colour = () => getComputedStyle(document.querySelector("#one_p1")).color;
    const width = () => document.querySelector("main figure img").naturalWidth;
    await page.waitForFunction(width);
    const before = { colour: await page.evaluate(colour), width: await page.evaluate(width) };
    writeFileSync(join(job.root, "styles/own.css"), "#one_p1 { color: rgb(1, 2, 3); }");
    await page.waitForFunction(() => getComputedStyle(document.querySelector("#one_p1")).color === "rgb(1, 2, 3)");
    writeFileSync(join(job.root, "source/images/ladder.svg"), '<svg xmlns="http://www.w3.org/2000/svg" width="77" height="77"/>');
    await page.waitForFunction(() => document.querySelector("main figure img").naturalWidth === 77);
    const same = await isSame(page);
    writeFileSync(join(job.root, "templates/foot.html.j2"), '<footer class="foot"><p>Another foot</p></footer>');
    await page.getByText("Another foot").waitFor();
    writeFileSync(join(job.root, "templates/foot.html.j2"), "<footer>{{ nothing }}</footer>");
    await panel(page).waitFor();
    const problems = await toldIn(page);
    return { before, same, problems, behind: await page.getByText("Another foot").isVisible() };
  },

  // A chapter leaves the guide while its page is open, and comes back.
  async gone(page) {
    const heading = (name) => page.getByRole("heading", { name }).waitFor();
    await page.goto(`${job.url}site/three.html`);
    await heading("There is no page of this name");
    edit("source/guide.yaml", "      - two.md\n", "      - two.md\n      - three.md\n");
    await heading("Chapter three");
    edit("source/guide.yaml", "      - three.md\n", "");
    await heading("There is no page of this name");
    return true;
  },

  // What is saved while nobody looks at the page is shown when somebody does; meanwhile it holds no connection.
  async hidden(page) {
    const hide = (hidden) =>
      page.evaluate((one) => {
        Object.defineProperty(document, "hidden", { value: one, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    await open(page);
    await hide(true);
    edit("source/chapters/one.md", "Paragraph 50 ", "Paragraph fifty ");
    await page.waitForTimeout(800);
    const meanwhile = await page.locator("#one_p50").textContent();
    await hide(false);
    await says(page, "fifty");
    return { meanwhile: meanwhile.includes("50"), top: await top(page, "one_p50") };
  },

  // Someone else stops the preview, as the test does when this file is there, and begins it again.
  async stopped(page) {
    await open(page);
    renameSync(join(job.root, "stop-it"), join(job.root, "stop-it-now"));
    const notice = page.locator("guidepress-preview .notice");
    await page.getByText("The preview has stopped").waitFor({ timeout: 15_000 });
    const told = await notice.textContent();
    edit("source/chapters/one.md", "Paragraph 3 ", "Paragraph three ");
    renameSync(join(job.root, "stop-it-now"), join(job.root, "begin-it"));
    await page.waitForFunction(() => document.querySelector("main").textContent.includes("Paragraph three"), null, { timeout: 30_000 });
    return { told, after: await notice.textContent() };
  },

  // Save fast, a hundred times.
  async quick(page) {
    await open(page);
    for (let number = 0; number < 100; number += 1) {
      edit("source/chapters/one.md", /Paragraph 3[^.]*/.exec(readFileSync(join(job.root, "source/chapters/one.md"), "utf8"))[0], `Paragraph 3 in its form ${number}`);
    }
    await says(page, "form 99");
    return { same: await isSame(page) };
  },
};

async function main() {
  job = JSON.parse(await text(process.stdin));
  const browser = await chromium.launch({
    executablePath: process.env.GUIDEPRESS_CHROMIUM || "/usr/bin/chromium",
    chromiumSandbox: false, // it needs rights that a container's root does not have; what is loaded here is our own
    args: ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-background-networking"],
  });
  try {
    const heard = new Set();
    const page = await (await browser.newContext({ viewport: DESK, reducedMotion: "reduce" })).newPage();
    page.on("pageerror", (error) => heard.add(`fails with ${error}`));
    page.on("console", (message) => /Refused|Content Security/.test(message.text()) && heard.add(`says ${message.text()}`));
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
