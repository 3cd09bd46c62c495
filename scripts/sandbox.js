// `npm run sandbox`: starts from a bare clone, then hands over to sandbox/cli.ts.
"use strict";

const { prepare } = require("./prepare");

prepare().then(() => require("../sandbox/cli").main(process.argv.slice(2)));
