// `npm run task`, `npm run release`, `npm run mirror`, `npm run smoke`: start from a bare clone, then hand over to operations/main.ts.
"use strict";

const { prepare } = require("./prepare");

const [name, ...args] = process.argv.slice(2);
prepare().then(() => require("../operations/main").main(name, args));
