// `npm run check`: starts from a bare clone, then hands over to scripts/check-run.ts.
"use strict";

const { prepare } = require("./prepare");

prepare().then(() => require("./check-run").main(process.argv.slice(2)));
