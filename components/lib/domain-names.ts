import type * as pulumi from "@pulumi/pulumi";
import { type Check, fields, input, isRecord, text, textSuch } from "./checks";
import { quote } from "./faults";

/** A public hosted zone of Route 53. */
export interface ZoneReference {
  /** Such as `Z0123456789ABCDEFGHIJ`. */
  readonly id: pulumi.Input<string>;
  /** The domain, such as `cruddur.com`, without a dot at the end. */
  readonly name: string;
}

/** The other name of a site, which is sent on to its domain. */
export function wwwOf(domain: string): string {
  return `www.${domain}`;
}

/** One label: letters, digits and hyphens, none of them at an end. Source: RFC 1035, 2.3.1, and RFC 1123, 2.1. */
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a text is a domain name in lower case, of two labels or more, 253 characters at most. */
export function isDomainName(text: string): boolean {
  const labels = text.split(".");
  return (
    text.length <= 253 &&
    labels.length > 1 &&
    labels.every((label) => LABEL.test(label)) &&
    // The last label of a domain has a letter; four numbers are an address.
    !/^\d+$/.test(labels.at(-1) ?? "")
  );
}

/** A domain name. */
export const DOMAIN_NAME = textSuch("a domain name in lower case", isDomainName);

/** A domain name whose first label may be `*`. */
export const WILDCARD_NAME = textSuch(
  "a domain name in lower case, with or without *. before it",
  (name) => isDomainName(withoutWildcard(name)),
);

/**
 * A name that needs a record in a zone. Outside of the zone the provider would append the zone's name to it without a
 * word.
 *
 * @param of The arguments that have the zone.
 */
export function inZone(of: { readonly zone: ZoneReference }): Check {
  return (what, value) => {
    // What is wrong with the zone itself, another check says.
    const zone = isRecord(of) && isRecord(of.zone) ? of.zone.name : undefined;
    if (typeof value !== "string" || typeof zone !== "string") return [];
    const plain = withoutWildcard(value);
    return plain === zone || plain.endsWith(`.${zone}`)
      ? []
      : [`${what} ${quote(value)} is not in the zone ${quote(zone)}`];
  };
}

/** `cruddur.com` of `*.cruddur.com`. */
export function withoutWildcard(name: string): string {
  return name.replace(/^\*\./, "");
}

/** A zone. */
export const ZONE: Check = fields<ZoneReference>({
  id: input(text(/^Z[A-Z0-9]{1,31}$/, "a hosted zone's id, such as Z0123456789ABCDEFGHIJ")),
  name: textSuch("a domain name in lower case, such as cruddur.com", isDomainName),
});
