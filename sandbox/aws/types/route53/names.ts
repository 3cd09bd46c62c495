import type { StoredObject } from "../../account";
import type { Call, Properties } from "../../resource-type";
import { texts, textOf } from "../ec2/inputs";
import { ZONE_ID } from "../../empty-account";
import { RECORD, ZONE } from "./tokens";

/** A name as Route 53 compares it: lower case, without the dot at the end. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}

/** A record's full name: the provider appends the zone's where it is missing. */
export function fullName(name: string, zone: string): string {
  const plain = plainName(name);
  if (plain === "") return zone;
  return plain.endsWith(zone) ? plain : `${plain}.${zone}`;
}

function isPrivate({ vpcs }: Properties): boolean {
  return Array.isArray(vpcs) && vpcs.length > 0;
}

/** A zone id, with or without the path that the API puts before it. */
export function zoneIdOf(given: string): string {
  return given.replace(/^\/?hostedzone\//, "");
}

/** The records with this name in zones that the whole internet asks. */
export function publicRecords(call: Call, name: string): readonly Properties[] {
  const zones = call.account.list(ZONE).filter((zone) => isDelegated(zone, call));
  const ids = new Set(zones.map(({ id }) => id));
  return call.account
    .list(RECORD)
    .map(({ properties }) => properties)
    .filter((record) => ids.has(textOf(record, "zoneId")) && record["fqdn"] === plainName(name));
}

/** Whether resolvers find a zone: the account's registered domain, or one that a zone above it points to. */
function isDelegated(zone: StoredObject, call: Call): boolean {
  if (isPrivate(zone.properties)) return false;
  if (zone.id === ZONE_ID) return true;
  const name = textOf(zone.properties, "name");
  const servers = texts(zone.properties, "nameServers");
  return call.account.list(RECORD).some(({ properties: record }) => {
    const above = call.account.get(ZONE, textOf(record, "zoneId"));
    return (
      record["type"] === "NS" &&
      record["fqdn"] === name &&
      above !== undefined &&
      above["name"] !== name &&
      texts(record, "records").some((server) => servers.includes(plainName(server))) &&
      isDelegated({ ...zone, id: textOf(record, "zoneId"), properties: above }, call)
    );
  });
}
