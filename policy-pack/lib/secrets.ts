import { SECRET_PATTERNS } from "./secret-patterns";

/** Names whose value is a credential whatever it is; AWS checks the same list (Security Hub ECS.8). */
const CREDENTIAL_NAMES = new Set([
  "AWS_ACCESS_KEY_ID",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "ECS_ENGINE_AUTH_DATA",
]);

/** Last words that make a name speak *about* a secret: its type, its place, its rules. */
const ABOUT = new Set(
  (
    "algorithm alg arn attribute audience backend bucket class count days dir directory domain " +
    "enabled endpoint engine env expiration expires expiry field file filename format header host " +
    "hostname id identifier interval issuer label length level lifetime limit location manager " +
    "max method min minutes mode name namespace parameter param path policy port prefix provider " +
    "ref region required retention role rotation scheme scope scopes seconds size source stage stdin " +
    "store strategy suffix timeout ttl type uri url urls user username version"
  ).split(" "),
);

/** Words that say the value is meant to be seen. */
const PUBLIC = new Set(["pub", "public", "publishable"]);

/** Last words that may follow the secret's own noun. */
const TAIL =
  /(?:_(?:value|plaintext|plain|base|string|prod|production|dev|staging|test|old|new|current|\d+))+$/;

/** A name that ends so holds a password: any literal is one. */
const PASSWORD = /(?:password|passwd|passphrase|pwd|(?:^|_)pass)$/;

/** A name that ends so holds a secret, or the name of one. */
const SECRET =
  /(?:secret|token|credentials?|(?:api|access|private|secret|signing|encryption|master|auth|license|ssh|deploy|account|shared|service|webhook|session|jwt|cipher|crypto)_?keys?|(?:^|_)(?:auth|salt|pepper|cookie_key))$/;

/** A name that ends so holds a secret that its owner may have made up of words. */
const MADE_UP =
  /(?:(?:jwt|session|cookie|client|webhook|signing|hmac|csrf)_secret|(?:^|_)secret_key|(?:signing|jwt|session)_key)$/;

/** A name that ends so may hold user and password together. */
const PAIR = /(?:auth|credentials?|userpass|htpasswd)$/;

/** A secret's noun anywhere in the name. */
const HINT = /passw|secret|token|credential|api_?key|app_?key|private_?key|access_?key/;

const PLACEHOLDERS = [
  /^<.*>$/s,
  /^\[.*\]$/s,
  /\$\{[^}]{0,300}\}|\$\([^)]{0,300}\)|\{\{.{0,200}\}\}|^\$\w+$|^__\w+__$|^`[^`]*`$/s,
  // What a format fills in: `{token}`, `%t`, `%TOKEN%`, `%{token}`, `:token`.
  /^(?:\{\w+\}|%\w+%|%\w|%\{[^}]*\}\w?|:[A-Za-z]\w*)$/,
  /^([x*.\-_0?#])\1*$/i,
  /change[-_ ]?(?:me|it|this)(?!\W?\d)|replace[-_ ]?(?:me|this|with)|placeholder|redacted|insert[-_ ]|^your[-_ ]|^(?:my|some)[-_ ].*(?:here|example)|^(?:an? |the )?(?:example|sample|dummy|fake|todo|tbd|fixme)\b/i,
  /^(?:put|enter|add|paste|set|fill)[-_ ].*[-_ ]here$|(?:key|token|secret|password|pass|value|goes)[-_ ]here$/i,
  /^(?:true|false|yes|no|on|off|none|null|nil|undefined|n\/a|na|unset|empty|enabled|disabled|required|optional|default|auto)$/i,
];

const UUID = /^(?:urn:uuid:)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Too long to be a switch. A password can be a number; nothing else that is secret can. */
const NUMBER = /^\d{2,}$/;

/** Values that point to something, or are public by nature. */
const REFERENCES = [
  /^arn:[\w-]+:/,
  UUID,
  /^sha(?:256|384|512):[0-9a-f]+$/i,
  /^[a-z][a-z0-9+.-]*:\/\//i,
  /^(?:\.{0,2}|~)(?:\/[\w.@+=-]{1,64}){2,}\/?$/,
  /^(?:ssh-(?:rsa|ed25519|dss)|ecdsa-sha2-\S+) AAAA/,
  /-----BEGIN (?:[A-Z0-9]+ )*(?:PUBLIC KEY|CERTIFICATE)/,
  /^v?\d+(?:\.\d+)+(?:[-+][\w.]+)?$/,
  /^\d{1,5}(?:ms|s|m|h|d)?$/,
  /^\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?$/,
];

/** Words joined by separators, as names and paths are: `prod/db/credentials`, `my-app-token`. */
const NAME_LIKE = /^[a-z]+\d{0,3}(?:[-_./:@][a-z]*\d{0,4})+$|^[A-Z]+(?:[-_.][A-Z\d]+)+$/;

/** Single words that a token or secret setting may hold without being one. */
const WORDS =
  /^(?:bearer|basic|jwt|oauth2?|oidc|saml|vault|aws|gcp|azure|env|file|hmac|opaque|anonymous|ssm|secretsmanager|kms|iam)$/i;

/**
 * What the value looks like on its own, such as `a GitHub token`, or undefined. Never the value.
 * Names and random values without a known form are not enough here: see `secretNamed`.
 */
export function looksSecret(value: string): string | undefined {
  if (value.length < 8) return undefined;
  for (const { what, pattern, holds } of SECRET_PATTERNS) {
    const match = pattern.exec(value);
    if (match === null) continue;
    const part = match.groups?.value;
    if (part === undefined) return what;
    if (!isReferenceOrPlaceholder(part) && holds?.(part) !== false) return what;
  }
  return undefined;
}

/** What a value under this name looks like, or undefined if it is no secret. */
export function secretNamed(name: string, value: string): string | undefined {
  const text = value.trim();
  if (text === "") return undefined;
  if (CREDENTIAL_NAMES.has(name.toUpperCase())) return "a static AWS credential";
  const known = looksSecret(text);
  if (known !== undefined) return known;
  if (isReferenceOrPlaceholder(text) && !NUMBER.test(text)) return undefined;
  const words = wordsOf(name);
  if (words.some((word) => PUBLIC.has(word)) || ABOUT.has(words.at(-1) ?? "")) return undefined;
  const noun = words.join("_").replace(TAIL, "");
  if (PASSWORD.test(noun)) return "a password";
  if (NUMBER.test(text)) return undefined;
  if (PAIR.test(noun) && isPair(text)) return "a password";
  if (MADE_UP.test(noun)) return text.includes("/") && isName(text) ? undefined : "a secret";
  if (SECRET.test(noun)) return isName(text) ? undefined : "a secret";
  return HINT.test(noun) && isRandom(text) ? "a secret" : undefined;
}

/** True if the value holds no information of its own. */
function isReferenceOrPlaceholder(value: string): boolean {
  return (
    value.startsWith("$") ||
    PLACEHOLDERS.some((pattern) => pattern.test(value)) ||
    REFERENCES.some((pattern) => pattern.test(value))
  );
}

/** User and password with a colon between them, and not a place and a name in it. */
function isPair(text: string): boolean {
  const [place = "", ...rest] = text.split(":");
  return rest.length === 1 && rest[0] !== "" && !WORDS.test(place) && !/[\s/]/.test(text);
}

function isName(value: string): boolean {
  return WORDS.test(value) || (NAME_LIKE.test(value) && !isRandom(value));
}

/** Shannon entropy of at least 4 bits over 20 characters; hexadecimal can hold no more than 4. */
export function isRandom(value: string): boolean {
  if (/^[0-9a-f]{32,}$/i.test(value)) return true;
  return value.length >= 20 && !value.includes(" ") && entropy(value) >= 4 && /\d/.test(value);
}

function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / value.length;
    return sum - share * Math.log2(share);
  }, 0);
}

/** `dbPassword`, `DB_PASSWORD` and `db-password` are the same words. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== "");
}
