// `node scripts/ci/publish-npm.js <folder>`: publishes the one packed package in the folder to the registry that npm is
// set to. Plain JavaScript without packages: the job that holds the identity to publish installs nothing.
"use strict";

const { spawnSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");

function stop(message) {
  console.error(`publish-npm: ${message}.`);
  process.exit(1);
}

const [folder = ""] = process.argv.slice(2);
if (!fs.existsSync(folder)) stop(`there is no folder "${folder}"`);
const tarballs = fs.readdirSync(folder).filter((name) => name.endsWith(".tgz"));
if (tarballs.length !== 1)
  stop(
    `"${folder}" holds ${tarballs.length === 0 ? "no package" : tarballs.join(", ")}; expected one .tgz`,
  );

// Provenance is signed for GitHub's workflows only.
const provenance = process.env.ACTIONS_ID_TOKEN_REQUEST_URL ? ["--provenance"] : [];
const file = path.resolve(folder, tarballs[0]);
const { status, error } = spawnSync(
  "npm",
  ["publish", file, "--access", "public", "--ignore-scripts", ...provenance],
  { stdio: "inherit" },
);
if (error !== undefined) stop(`npm does not start: ${error.message}`);
process.exitCode = status ?? 1;
