// Node.js falls back to this file where the build, `main` in package.json, is missing.
"use strict";

console.error(
  "The policy pack is not built: its bin folder is missing. Run `npm run build` and try again.",
);
process.exit(1);
