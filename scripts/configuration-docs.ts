/** Prints `docs/configuration.md` from the table of configuration keys. */
import { allSettings } from "../settings";
import type { Setting } from "../settings/setting";

/** The whole page. */
export function configurationDocs(): string {
  const rows = allSettings().map(
    (setting) =>
      `| \`${setting.key}\` | ${setting.description} | ${allowed(setting)} | ${initial(setting)} |`,
  );
  return [
    "# Configuration",
    "",
    "Printed from `settings/` by `npm run docs`. Values stand in `Pulumi.<stack>.yaml`; set one with",
    "`pulumi config set <key> <value>`, a secret with `pulumi config set --secret <key>`. Everything wrong is reported at",
    "once, before any resource exists.",
    "",
    "<!-- prettier-ignore -->",
    "| Key | What it decides | Allowed | Default |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}

function allowed({ allowed: values, unit }: Setting): string {
  return `${values.replaceAll("<", "&lt;").replaceAll("|", "\\|")}${unit === undefined ? "" : ` (${unit})`}`;
}

function initial(setting: Setting): string {
  if (setting.secret) return "not set; secret";
  if (setting.default !== undefined) return `\`${setting.default}\``;
  return setting.optional ? "not set" : "required";
}
