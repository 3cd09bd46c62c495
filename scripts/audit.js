// `npm run audit`: starts from a bare clone, then hands over to audit-run.ts.
"use strict";

const { prepare } = require("./prepare");

prepare().then(() => require("./audit-run").main(process.argv.slice(2)));
