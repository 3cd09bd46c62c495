/** Characters that move a cursor, turn the direction of writing, or cannot be seen. */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex -- these are what it looks for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text on one line, with everything that cannot be seen written as `\u001b`. */
export function printable(text: string): string {
  return text.replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text for the content or an attribute of XML and HTML. */
export function escapeMarkup(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

/** A text for GitHub's Markdown, also in a table: nothing in it is markup, a mention or a link. */
export function escapeMarkdown(text: string): string {
  return printable(text)
    .replace(/[&<>"'|`*_[\]()@#~\\!$]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/:\/\//g, "&#58;//")
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}&#46;`);
}

/** `1 finding`, `2 findings`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** A text of at most `longest` characters. */
export function shorten(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
}

/** A value as JSON over several lines, in which what cannot be seen is escaped, too. Maps are objects. */
export function jsonText(value: unknown): string {
  const plain = (_: string, each: unknown): unknown =>
    each instanceof Map ? Object.fromEntries(each as Map<string, unknown>) : each;
  const lines = JSON.stringify(value, plain, 2).split("\n");
  return `${lines.map(printable).join("\n")}\n`;
}
