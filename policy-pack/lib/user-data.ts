import { gunzipSync } from "node:zlib";
import { secretInText } from "./secret-text";
import { secretNamed } from "./secrets";

/** Nested encodings that are followed: multipart in gzip in base64, with files in base64 within. */
const DEEPEST = 4;
/** Bytes that one encoded part may unpack to; AWS takes 16 KB of user data. */
const LARGEST = 1 << 20;

/**
 * What user data holds that looks like a secret, and where: `a password in line 3`. Reads shell
 * scripts, cloud-config, PowerShell and configuration files, in plain text, base64 or gzip, also
 * encoded within each other. Never the value.
 */
export function secretsInUserData(data: string): string[] {
  const found = new Set<string>();
  for (const { text, where } of textsOf(data)) {
    for (const [index, line] of text.split(/\r?\n/).entries()) {
      const what = secretInLine(line);
      if (what !== undefined) found.add(`${what} in line ${index + 1}${where}`);
    }
  }
  return [...found];
}

/** User data as the instance sees it, and the text of every encoded part in it. */
export function* textsOf(data: string): Generator<{ text: string; where: string }> {
  const outer = decoded(data);
  yield* unpacked(outer ?? data, "", DEEPEST);
}

function* unpacked(
  text: string,
  where: string,
  depth: number,
): Generator<{ text: string; where: string }> {
  yield { text, where };
  if (depth === 0) return;
  for (const [block] of text.matchAll(BLOCK)) {
    // The last line of a wrapped block can be the word that follows it.
    const inner = decoded(block) ?? decoded(block.replace(/\r?\n[^\n]*$/, ""));
    if (inner !== undefined) yield* unpacked(inner, " of an encoded part", depth - 1);
  }
}

/** Base64 of at least 24 characters, in one line or wrapped as MIME does. */
const BLOCK =
  /[A-Za-z0-9+/]{24,}(?:\r?\n[ \t]*[A-Za-z0-9+/]{24,})*(?:\r?\n[ \t]*[A-Za-z0-9+/]{1,23})?={0,2}/g;
const WHOLE = /^[A-Za-z0-9+/\s]{16,}={0,2}\s*$/;

/** The text in base64, unzipped where it is gzip, or undefined if it is none. */
function decoded(data: string): string | undefined {
  if (!WHOLE.test(data)) return undefined;
  const bytes = Buffer.from(data, "base64");
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  try {
    return textIn(isGzip ? gunzipSync(bytes, { maxOutputLength: LARGEST }) : bytes);
  } catch {
    return undefined; // Not gzip after all.
  }
}

/** UTF-8, or UTF-16 as PowerShell's `-EncodedCommand` has it. */
function textIn(bytes: Buffer): string | undefined {
  const wide = bytes.length > 1 && bytes.every((byte, index) => index % 2 === 0 || byte === 0);
  const text = bytes.toString(wide ? "utf16le" : "utf8");
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u0008\u000e-\u001a\ufffd]/.test(text) ? undefined : text;
}

/** `name: value` and `name = value` in YAML, TOML and PowerShell. */
const SETTING =
  /^\s*(?:-\s+)?(?:export\s+|set\s+)?(?<name>[A-Za-z_][\w.-]*)\s*(?::\s|:?=)\s*(?<value>[^{[|>&!\s].*)$/;

function secretInLine(line: string): string | undefined {
  const known = secretInText(line);
  if (known !== undefined) return known;
  const { name, value } = SETTING.exec(line)?.groups ?? {};
  const literal = unquoted(value ?? "");
  return /[`$]/.test(literal) ? undefined : secretNamed(name ?? "", literal);
}

/** A value without its quotes, or without the comment after it. */
function unquoted(value: string): string {
  const quoted = /^(?<quote>["'])(?<text>.*?)\k<quote>/.exec(value)?.groups?.text;
  return quoted ?? value.replace(/\s+#.*$/, "").replace(/[,;]\s*$/, "");
}
