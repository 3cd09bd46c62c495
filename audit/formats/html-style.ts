/** The page's style: one file, no script, readable in light and dark and on paper. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --dim: #5c6675; --paper: #fff; --line: #d9dee5; --soft: #f4f6f8;
  --critical: #8e0b21; --high: #b3400c; --medium: #7d5a00; --low: #3d5a73; --good: #1d6b3a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --dim: #9aa5b3; --paper: #14181e; --line: #333b46; --soft: #1c222a;
  --critical: #ff8d9c; --high: #ffa477; --medium: #e9c46a; --low: #9fc1dd; --good: #7ed69c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 76rem; background: var(--paper); color: var(--ink);
  font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; overflow-wrap: anywhere; }
p { margin: .25rem 0; }
.dim { color: var(--dim); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; background: var(--soft); white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font: .92em ui-monospace, monospace; }
.badge { display: inline-block; padding: 0 .5em; border: 1px solid currentColor; border-radius: 1em; font-size: .82em; white-space: nowrap; }
.critical { color: var(--critical); } .high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); }
.good { color: var(--good); }
.fix { color: var(--dim); margin-top: .2rem; }
.failed { border-left: 4px solid var(--critical); padding: .4rem .8rem; background: var(--soft); margin: .5rem 0; }
details { margin: .5rem 0; } summary { cursor: pointer; font-weight: 600; padding: .3rem 0; }
a { color: inherit; }
@media print { details > * { display: block; } body { max-width: none; } }
`;
