import { looksSecret, secretNamed } from "./secrets";

/**
 * What a text such as a shell command holds: a known form, a literal with a secret's name
 * (`NAME=value`, `--name value`, `"name": "value"`, `Name: value` in quotes), or the password that a
 * well-known command takes. Never the value.
 */
export function secretInText(text: string): string | undefined {
  for (const part of partsOf(text)) {
    const known = looksSecret(part);
    if (known !== undefined) return known;
    for (const [name, value] of namedIn(part)) {
      const what = isReference(value) ? undefined : secretNamed(name, value);
      if (what !== undefined) return what;
    }
  }
  return undefined;
}

/** What a value holds: by its name, or by names within it. */
export function secretIn(name: string, value: string): string | undefined {
  return secretNamed(name, value) ?? secretInText(value);
}

/** Arguments that are looked at together. */
const WINDOW = 12;

/**
 * Takes the arguments of a command one by one and answers what they hold so far: a password can stand
 * apart from the command and the flag that it is for. What was answered once is forgotten.
 */
export function commandLine(): (argument: string) => string | undefined {
  let before: string[] = [];
  return (argument) => {
    const text = argument === "" ? "''" : argument;
    const what = secretInText(argument) ?? secretInText([...before, text].join(" "));
    before = what === undefined ? [...before, text].slice(-WINDOW) : [];
    return what;
  };
}

/** Command substitutions: their result is no literal, their text is looked at by itself. */
const SUBSTITUTION = /\$\(((?:[^()]|\([^()]*\))*)\)?|`([^`]*)`/g;

/** Variables of shells and of PowerShell. */
const VARIABLE = /\$(?:env:\w+|\{[^}]{0,300}\}|[A-Za-z_]\w*|[0-9@*])/gi;

/** Stands for what a variable or a command will give. */
const REFERENCE = "${_}";

/** The text with references in place of what is no literal, and the text of each substitution. */
function partsOf(text: string): string[] {
  const inner = [...text.matchAll(SUBSTITUTION)].map(([, round, ticks]) => round ?? ticks ?? "");
  const outer = text.replace(SUBSTITUTION, () => REFERENCE);
  return [outer, ...inner].map(withoutVariables);
}

/** PowerShell's assignments of literals keep their name. */
function withoutVariables(part: string): string {
  return part
    .replace(/^(\s*)(?:\[\w+\])?\$(?:env:)?(?=[A-Za-z_]\w*\s*=\s*["'])/i, "$1")
    .replace(VARIABLE, () => REFERENCE);
}

function isReference(value: string): boolean {
  return value.includes(REFERENCE);
}

/** `--name value`, `--name=value`, `-Dname=value` and `NAME=value`, up to the value. */
const NAME =
  /(?<![\w$.-])(?:(?<switch>--?no-[\w-]+)|--?(?<flag>[A-Za-z][\w.-]*)(?:=|\s+)|(?<name>[A-Za-z_][\w.-]*)\s?=\s?)/g;
/** In quotes, also escaped ones, or up to the next space or sign of the shell. */
const VALUE = /\\?(["'])(?<quoted>(?:(?!\\?\1).)*)\\?\1|(?<bare>[^\s;&|"'<>][^\s;&|"'<>]*)/sy;
/** Another name in place of a value, as in `--env=NAME=value`: the value is its own. */
const INNER = /[A-Za-z_][\w.-]*=[^=\s;&|<>]/y;
/** `"name": "value"` in JSON, also within a quoted argument. */
const ENTRY = /\\?["'](?<name>[A-Za-z_][\w.-]*)\\?["']\s*:\s*\\?["'](?<value>[^"'\\]+)/g;
/** `"Name: value"`, as headers are given. */
const HEADER = /["'](?<name>[A-Za-z][\w-]*):\s*(?<value>[^\s"']+)["']/g;

/** Commands and statements that take a password without its name. */
const COMMANDS: readonly RegExp[] = [
  /\b(?:docker|podman|helm registry|az)\s+login\b.{0,200}?\s-p\s*["']?(?<value>[^\s"']+)/,
  /\becho\s+["']?(?<value>[^\s"'|]+)["']?\s*\|.{0,200}--password-stdin/,
  /\b(?:mysql|mysqldump|mysqladmin|mariadb)\b.{0,200}?\s-p["']?(?<value>[^\s"']+)/,
  /\bredis-cli\b.{0,200}?\s(?:-a|--pass)\s+["']?(?<value>[^\s"']+)/,
  /--?requirepass\s+["']?(?<value>[^\s"']+)/,
  /\bcurl\b.{0,200}?\s(?:-u|--user)[\s=]*["']?[^\s:"']+:(?<value>[^\s"']+)/,
  /\bsshpass\s+-p\s*["']?(?<value>[^\s"']+)/,
  /\bsqlcmd\b.{0,200}?\s-P\s*["']?(?<value>[^\s"']+)/,
  /\bldap(?:search|add|modify|delete|whoami)\b.{0,200}?\s-w\s*["']?(?<value>[^\s"']+)/,
  /\bhtpasswd\s+-\w*b\w*\s.{0,200}?\S+\s+\S+\s+["']?(?<value>[^\s"']+)/,
  /\bopenssl\b.{0,200}?\s-pass(?:in|out)?\s+["']?pass:(?<value>[^\s"']+)/,
  /\bopenssl\s+enc\b.{0,200}?\s-k\s+["']?(?<value>[^\s"']+)/,
  /\brabbitmqctl\s+(?:add_user|change_password)\s+\S+\s+["']?(?<value>[^\s"']+)/,
  /(?<![\w-])[\w-]+:(?<value>[^\s"':|]+)["']?\s*\|\s*(?:sudo\s+)?chpasswd\b/,
  /\b(?:IDENTIFIED\s+BY|PASSWORD)\s+(?:=\s*)?'(?<value>[^']+)'/i,
];

/** `aws configure set name value`. */
const CONFIGURE = /\bconfigure\s+set\s+(?<name>[\w.]+)\s+["']?(?<value>[^\s"']+)/g;

type Named = readonly [name: string, value: string];

/** Names in a text, each with the literal that it is given. */
function* namedIn(text: string): Generator<Named> {
  yield* assignedIn(text);
  for (const pattern of [ENTRY, HEADER, CONFIGURE]) {
    for (const { groups } of text.matchAll(pattern)) {
      yield [groups?.name ?? "", groups?.value ?? ""];
    }
  }
  for (const pattern of COMMANDS) yield ["password", pattern.exec(text)?.groups?.value ?? ""];
}

/** Assignments and flags. What stands in quotes is a value, and is also looked through for names. */
function* assignedIn(text: string): Generator<Named> {
  const names = new RegExp(NAME);
  for (let match = names.exec(text); match !== null; match = names.exec(text)) {
    const { flag, name } = match.groups ?? {};
    INNER.lastIndex = VALUE.lastIndex = names.lastIndex;
    if (INNER.test(text)) continue;
    const { quoted, bare } = VALUE.exec(text)?.groups ?? {};
    const isOtherFlag = bare?.startsWith("-") === true && !match[0].endsWith("=");
    if (isOtherFlag) continue;
    names.lastIndex += bare?.length ?? 0;
    const value = quoted ?? bare;
    if (value !== undefined) yield [flag ?? name ?? "", value];
  }
}
