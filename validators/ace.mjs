// Check EPUBs with Ace by DAISY: one browser for all of them, and no report files.
//
// Read from standard input:   {"epubs": [PATH, ...]}
// Write to standard output:   {"reports": [REPORT or {"failed": MESSAGE}, ...]}, in the order of the EPUBs
//
// A REPORT is what Ace writes into report.json. The environment says where the rest is: GUIDEPRESS_VALIDATORS is the folder
// that holds node_modules, PUPPETEER_EXECUTABLE_PATH is the browser. Ace itself starts the browser without its sandbox and
// refuses every request to a network.

import { createRequire } from "node:module";
import { join } from "node:path";
import { text } from "node:stream/consumers";

const require = createRequire(join(process.env.GUIDEPRESS_VALIDATORS, "package.json"));
const aceRequire = createRequire(require.resolve("@daisy/ace-core"));

// Ace logs through winston, to the console and to a file in the home folder; none of that is wanted.
aceRequire("winston").configure({ silent: true });

const ace = require("@daisy/ace-core");
const puppeteerRunner = require("@daisy/ace-axe-runner-puppeteer");

// Ace starts and closes the runner's browser for each EPUB. This one is started once and closed at the end.
let launched;
const runner = {
  ...puppeteerRunner,
  launch: () => (launched ??= puppeteerRunner.launch()),
  close: async () => {},
};

async function report(epub) {
  try {
    const [, json] = await ace(epub, { cwd: process.cwd(), silent: true, doNotReportMedia: true }, runner);
    return json;
  } catch (error) {
    return { failed: String(error?.message || error || "Ace stopped without a word") };
  }
}

const { epubs } = JSON.parse(await text(process.stdin));
// Ace prints each report when it is given no folder for it.
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = () => true;

const reports = [];
for (const epub of epubs) {
  reports.push(await report(epub));
}
if (launched) {
  await launched.then(puppeteerRunner.close, () => {});
}
write(JSON.stringify({ reports }));
