import { createHmac, randomBytes } from "node:crypto";
import { Refusal } from "../../lib/provider";
import type { AutoName, Call, Properties } from "../resource-type";

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

/**
 * The name that the program gave, or one made of the prefix that it gave (`<property>Prefix`):
 * terraform-provider-aws internal/create/naming.go.
 * @param otherwise the provider's own prefix, where the program gave neither.
 */
export function givenName(
  inputs: Properties,
  call: Pick<Call, "now" | "hex">,
  { property = "name", otherwise = "terraform-" } = {},
): string {
  const [name, prefix] = [inputs[property], inputs[`${property}Prefix`]];
  if (isText(name)) return name;
  return prefixedName(isText(prefix) ? prefix : otherwise, call);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** A name from a prefix, as Terraform makes it: the time and a counter, 26 digits. */
export function prefixedName(prefix: string, call: Pick<Call, "now" | "hex">): string {
  const time = call.now.toISOString().replace(/\D/g, "").padEnd(18, "0").slice(0, 18);
  return `${prefix}${time}${call.hex(8)}`;
}
