// What must hold before anything else runs: a Node.js that is new enough and the packages of the lock file. Plain
// JavaScript without dependencies, because it runs before there are any.
"use strict";

const { spawn } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

const ROOT = path.join(__dirname, "..");

/** Ends with one sentence: what is wrong and what to do. */
function stop(message) {
  console.error(message);
  process.exit(1);
}

/** `engines.node` in package.json is `>=<version>`. */
function checkNode() {
  const floor = require(path.join(ROOT, "package.json")).engines.node.replace(">=", "");
  const [have, need] = [process.versions.node, floor].map((version) =>
    version.split(".").map(Number),
  );
  const difference = need.map((part, index) => have[index] - part).find((part) => part !== 0) ?? 0;
  if (difference < 0) {
    stop(
      `Node.js ${process.versions.node} is too old: install ${floor} or newer (https://nodejs.org/).`,
    );
  }
}

/** npm writes its own copy of the lock file last: when that is newer than ours, the install is whole and current. */
function isInstalled() {
  const written = (file) => fs.statSync(path.join(ROOT, file), { throwIfNoEntry: false })?.mtimeMs;
  const installed = written("node_modules/.package-lock.json");
  return installed !== undefined && installed >= written("package-lock.json");
}

/** Runs `npm ci`, quiet unless it fails, with a line that shows it is alive. */
async function install() {
  const folder = fs.lstatSync(path.join(ROOT, "node_modules"), { throwIfNoEntry: false });
  if (folder?.isSymbolicLink()) {
    stop(
      "node_modules is a link, and its packages are older than package-lock.json. Installing would empty the folder behind it: remove the link, or install there first.",
    );
  }
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  console.error("Installing the packages of package-lock.json (about a minute, once) …");
  const heartbeat = setInterval(() => console.error(`Installing … ${seconds()} s`), 15_000);
  const child = spawn("npm", ["ci", "--no-audit", "--no-fund"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (output += chunk));
  const code = await new Promise((resolve) => {
    child.on("error", (error) => resolve((output += error.message)));
    child.on("close", resolve);
  });
  clearInterval(heartbeat);
  if (code !== 0) {
    stop(
      `${output}\nThe packages could not be installed. Mend what npm says above, then run the same command again.`,
    );
  }
  console.error(`Installing: done in ${seconds()} s`);
}

/** Makes the repository ready to run its TypeScript. */
async function prepare() {
  checkNode();
  if (!isInstalled()) await install();
  process.chdir(ROOT);
  require("ts-node/register/transpile-only");
}

module.exports = { prepare, ROOT };
