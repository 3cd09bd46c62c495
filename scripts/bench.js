// `npm run bench`: starts from a bare clone, then hands over to bench/run.ts.
"use strict";

const { prepare } = require("./prepare");

prepare().then(() => require("../bench/run").main(process.argv.slice(2)));
