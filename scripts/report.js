// `npm run report`: starts from a bare clone, then hands over to report-run.ts.
"use strict";

const { prepare } = require("./prepare");

prepare().then(() => require("./report-run").main(process.argv.slice(2)));
