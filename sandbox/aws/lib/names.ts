import { createHmac, randomBytes } from "node:crypto";
import { Refusal } from "../../lib/provider";
import type { AutoName } from "../resource-type";

/** Random characters of a generated name, as the provider chooses. */
const RANDOM_LENGTH = 7;

/**
 * `<logical name>-<7 hexadecimal digits>`.
 * @param seed where the engine gives one, preview and update agree on the name; empty: random.
 * @throws Refusal when the name is longer than AWS allows: the provider does not shorten it.
 */
export function autoName(rule: AutoName, logicalName: string, seed: Buffer): string {
  const name = rule.lowercase ? logicalName.toLowerCase() : logicalName;
  if (name.length + 1 + RANDOM_LENGTH > rule.maxLength) {
    throw new Refusal(
      `name '${name}-' plus ${RANDOM_LENGTH} random chars is longer than maximum length ${rule.maxLength}`,
    );
  }
  const random =
    seed.length === 0
      ? randomBytes(RANDOM_LENGTH)
      : createHmac("sha256", seed).update(name).digest();
  const generated = `${name}-${random.toString("hex").slice(0, RANDOM_LENGTH)}`;
  return rule.transform ? rule.transform(generated) : generated;
}

/** A name from a prefix given by the program, as Terraform makes it: the time and a counter, 26 digits. */
export function prefixedName(prefix: string, now: Date, hex: (length: number) => string): string {
  const time = now.toISOString().replace(/\D/g, "").padEnd(18, "0").slice(0, 18);
  return `${prefix}${time}${hex(8)}`;
}
