// `npm run ci`: what the workflows run; starts from a bare clone, then hands over to scripts/ci/main.ts.
"use strict";

const { prepare } = require("./prepare");

prepare().then(() => require("./ci/main").main(process.argv.slice(2)));
