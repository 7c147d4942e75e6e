// Check web pages with axe-core in one browser session, at several widths and colour schemes.
//
// Read from standard input:
//   {"urls": [file: URL, ...], "widths": [PIXELS, ...], "schemes": ["light" | "dark" | COLOURS, ...], "tags": [axe's tag, ...]}
// Write to standard output:
//   {"pages": [{"url", "failed": TEXT or "", "violations": [HIT], "incomplete": [HIT],
//               "requests": [URL], "missing": [URL], "console": [TEXT]}]}, in the order of the urls
//   HIT: {"rule", "help", "impact", "tags", "target", "ids", "html", "summary", "width", "scheme"}; "ids" are those of the element
//   and of the elements around it, the innermost first
//
// Light and dark are what a system asks for. Any other name is a set of colours that the page lets readers choose; a page that does
// not is seen as in light.
//
// Nothing but file: and data: is loaded. Every request for something else is refused and listed in "requests".
// The environment says where the rest is: GUIDEPRESS_VALIDATORS is the folder that holds node_modules, GUIDEPRESS_CHROMIUM
// is the browser.

import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const PAGES_AT_ONCE = 2;
const HEIGHT = 1024;
const HARMLESS = /^(file|data|blob|about):/;

const require = createRequire(join(process.env.GUIDEPRESS_VALIDATORS, "package.json"));
const { chromium } = require("playwright-core");
// The zero keeps the script's own value, the whole of axe, from being sent back: it takes longer than a check.
const axeSource = `${await readFile(require.resolve("axe-core/axe.min.js"), "utf8")}\n;0`;
const job = JSON.parse(await text(process.stdin));

// Keep what the page asks for and complains about in the lists of `tab.found`.
async function watch(tab) {
  const { page } = tab;
  await page.route(
    (url) => !HARMLESS.test(url.href),
    (route) => {
      tab.found.requests.add(route.request().url());
      return route.abort("blockedbyclient");
    },
  );
  await page.routeWebSocket(/.*/, (socket) => {
    tab.found.requests.add(socket.url());
    socket.close();
  });
  page.on("requestfailed", (request) => {
    if (HARMLESS.test(request.url())) {
      tab.found.missing.add(request.url());
    }
  });
  page.on("console", (message) => {
    // What could not be loaded is told by its address already.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
      tab.found.console.add(message.text());
    }
  });
  page.on("pageerror", (error) => tab.found.console.add(String(error)));
}

function hits(results, width, scheme) {
  return results.flatMap(({ id, help, impact, tags, nodes }) =>
    nodes.map((node) => ({
      rule: id,
      help,
      impact: node.impact ?? impact,
      tags,
      target: node.target.flat(Infinity).join(" "),
      ids: node.ids,
      html: node.html,
      summary: node.failureSummary ?? "",
      width,
      scheme,
    })),
  );
}

async function runAxe(page) {
  const options = { runOnly: { type: "tag", values: job.tags }, resultTypes: ["violations", "incomplete"], preload: false };
  return page.evaluate(async (options) => {
    // axe's selectors name no more than tells the element from others, so that most hold no id.
    const idsAround = (element) => {
      const ids = [];
      for (let one = element; one; one = one.parentElement) {
        if (one.id) {
          ids.push(one.id);
        }
      }
      return ids;
    };
    const results = await window.axe.run(document, { ...options, elementRef: true });
    for (const { nodes } of [...results.violations, ...results.incomplete]) {
      for (const node of nodes) {
        node.ids = idsAround(node.element);
        delete node.element;
      }
    }
    return { violations: results.violations, incomplete: results.incomplete };
  }, options);
}

async function checkPage(tab, url) {
  const { page } = tab;
  const found = { requests: new Set(), missing: new Set(), console: new Set() };
  const violations = [];
  const incomplete = [];
  let failed = "";
  tab.found = found;
  try {
    await page.goto(url, { waitUntil: "load" });
    await page.evaluate(axeSource);
    for (const scheme of job.schemes) {
      const asked = ["light", "dark"].includes(scheme);
      await page.emulateMedia({ colorScheme: asked ? scheme : "light", reducedMotion: "reduce" });
      await page.evaluate((colours) => window.guidepressReading?.apply({ colours }), asked ? "" : scheme);
      for (const width of job.widths) {
        await page.setViewportSize({ width, height: HEIGHT });
        const results = await runAxe(page);
        violations.push(...hits(results.violations, width, scheme));
        incomplete.push(...hits(results.incomplete, width, scheme));
      }
    }
  } catch (error) {
    failed = String(error.message).split("\n")[0];
  }
  const { requests, missing, console } = found;
  return { url, failed, violations, incomplete, requests: [...requests], missing: [...missing], console: [...console] };
}

// A new tab takes longer than a check, so each worker keeps the one it has.
async function openTab(browser) {
  const context = await browser.newContext({ serviceWorkers: "block" });
  const tab = { page: await context.newPage(), found: undefined };
  await watch(tab);
  return tab;
}

async function checkAll(browser) {
  const pages = new Array(job.urls.length);
  const queue = job.urls.entries();
  const worker = async () => {
    const tab = await openTab(browser);
    for (const [index, url] of queue) {
      pages[index] = await checkPage(tab, url);
    }
  };
  await Promise.all(Array.from({ length: PAGES_AT_ONCE }, worker));
  return pages;
}

async function main() {
  const browser = await chromium.launch({
    executablePath: process.env.GUIDEPRESS_CHROMIUM,
    // The sandbox needs rights that a container's root does not have; what is loaded here is our own.
    chromiumSandbox: false,
    // A second lock on the door, for what no page event tells of (preconnect, prefetch of names): there is no network.
    args: ["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"],
  });
  try {
    process.stdout.write(JSON.stringify({ pages: await checkAll(browser) }));
  } finally {
    await browser.close();
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${String(error.message).split("\n")[0]}\n`);
  process.exitCode = 1;
}
