// `npm test`: starts from a bare clone, then hands over to scripts/test.ts.
"use strict";

const { prepare } = require("./prepare");

prepare().then(() => require("./test-run").main(process.argv.slice(2)));
