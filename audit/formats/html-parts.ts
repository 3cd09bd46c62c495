import { escapeMarkup } from "../text";

/** Markup that is complete and safe; made by the functions below only. */
export interface Html {
  readonly html: string;
}

/** `html\`<p>${text}</p>\``: every value is escaped, unless it is markup already. */
export function html(texts: TemplateStringsArray, ...values: readonly Value[]): Html {
  const parts = texts.map(
    (text, index) => `${text}${index < values.length ? rendered(values[index]) : ""}`,
  );
  return { html: parts.join("") };
}

type Value = string | number | Html | readonly Html[] | undefined;

function rendered(value: Value): string {
  if (value === undefined) return "";
  if (typeof value === "number") return `${value}`;
  if (typeof value === "string") return escapeMarkup(value);
  return "html" in value ? value.html : value.map((each) => each.html).join("");
}

/** A column of a table: its head, and whether it holds numbers. */
export interface Column {
  readonly head: string;
  readonly number?: boolean;
}

/** A table; wide ones scroll by themselves. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly (string | number | Html)[])[],
): Html {
  const kind = (index: number): Html =>
    columns[index]?.number === true ? html` class="number"` : html``;
  const head = columns.map(({ head }, index) => html`<th${kind(index)}>${head}</th>`);
  const body = rows.map(
    (row) =>
      html`<tr>
        ${row.map((cell, index) => html`<td${kind(index)}>${cell}</td>`)}
      </tr> `,
  );
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

/** A part of the page that opens with a click. */
export function details(summary: string, content: Html, open = false): Html {
  return html`<details${open ? html` open` : html``}><summary>${summary}</summary>${content}</details>`;
}
