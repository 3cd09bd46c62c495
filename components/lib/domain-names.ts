import type * as pulumi from "@pulumi/pulumi";
import { quote } from "./faults";

/** A public hosted zone of Route 53. */
export interface ZoneReference {
  /** Such as `Z0123456789ABCDEFGHIJ`. */
  readonly id: pulumi.Input<string>;
  /** The domain, such as `cruddur.com`, without a dot at the end. */
  readonly name: string;
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

/** What is wrong with a zone. */
export function zoneFaults({ id, name }: ZoneReference): string[] {
  const faults: string[] = [];
  if (typeof id === "string" && !/^Z[A-Z0-9]{1,31}$/.test(id))
    faults.push(`zone.id ${quote(id)} is not a hosted zone's id, such as Z0123456789ABCDEFGHIJ`);
  if (!isDomainName(name))
    faults.push(`zone.name ${quote(name)} is not a domain name in lower case, such as cruddur.com`);
  return faults;
}

/**
 * What is wrong with a name that needs a record in a zone. Outside of the zone the provider would append the zone's name
 * to it without a word.
 *
 * @param what How the error calls the value.
 * @param wildcard Whether the first label may be `*`.
 */
export function nameInZoneFault(
  what: string,
  name: string,
  zone: ZoneReference,
  wildcard: boolean,
): string | undefined {
  const plain = wildcard ? withoutWildcard(name) : name;
  if (!isDomainName(plain))
    return `${what} ${quote(name)} is not a domain name in lower case${wildcard ? ", with or without *. before it" : ""}`;
  if (plain !== zone.name && !plain.endsWith(`.${zone.name}`))
    return `${what} ${quote(name)} is not in the zone ${quote(zone.name)}`;
  return undefined;
}

/** `cruddur.com` of `*.cruddur.com`. */
export function withoutWildcard(name: string): string {
  return name.replace(/^\*\./, "");
}

/** The names that are there more than once. */
export function repeated(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
