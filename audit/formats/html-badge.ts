import { html, type Html } from "./html-parts";

/** A severity, by colour and by word. */
export function badge(severity: string): Html {
  return html`<span class="badge ${severity}">${severity}</span>`;
}
