// Save a chapter again and again, and measure in Chromium when the words that were written stand in the open page.
//
// Read from standard input:
//   {"url": the page, "file": the chapter's path, "line": the text of a line in it, "rounds": how often, "pause": ms; between two saves are one to five of them}
// Write to standard output:
//   {"milliseconds": [NUMBER, ...]}, from before the file is opened for writing until after the page's tree was changed
//
// GUIDEPRESS_VALIDATORS is the folder that holds node_modules, GUIDEPRESS_CHROMIUM the browser.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";

const require = createRequire(join(process.env.GUIDEPRESS_VALIDATORS, "package.json"));
const { chromium } = require("playwright-core");
const LONGEST = 20_000;

const now = () => performance.timeOrigin + performance.now();

// Note in the page, by the clock that it shares with us, when each word that we look for came.
function watch() {
  window.came = {};
  new MutationObserver(() => {
    const found = /waited-for-\d+/.exec(document.querySelector("main").textContent);
    if (found) {
      window.came[found[0]] ??= performance.timeOrigin + performance.now();
    }
  }).observe(document.body, { childList: true, characterData: true, subtree: true });
}

async function main() {
  const job = JSON.parse(await text(process.stdin));
  const browser = await chromium.launch({ executablePath: process.env.GUIDEPRESS_CHROMIUM, chromiumSandbox: false });
  try {
    const page = await browser.newPage();
    const listens = page.waitForResponse((response) => response.url().includes("/preview/changes"));
    await page.goto(job.url);
    await listens;
    await page.evaluate(watch);
    const written = readFileSync(job.file, "utf8");
    const milliseconds = [];
    for (let round = 0; round < job.rounds; round += 1) {
      await sleep(job.pause * (1 + (round % 5)));
      const word = `waited-for-${round}`;
      const begin = now();
      writeFileSync(job.file, written.replace(job.line, `${job.line} ${word}`));
      await page.waitForFunction((one) => window.came[one], word, { timeout: LONGEST });
      milliseconds.push((await page.evaluate((one) => window.came[one], word)) - begin);
    }
    process.stdout.write(JSON.stringify({ milliseconds }));
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
