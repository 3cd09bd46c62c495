import { isIPv4, isIPv6 } from "node:net";
import type { Call, Properties } from "../../resource-type";
import { bags, text, texts, textOf } from "../ec2/inputs";
import { aliasFault } from "./alias";
import { RECORD } from "./tokens";

/** One record set as Route 53 keeps it. */
export interface RecordSet {
  readonly zoneId: string;
  /** Name of the zone. */
  readonly zone: string;
  /** Full name, without the dot at the end. */
  readonly name: string;
  readonly type: string;
  readonly inputs: Properties;
}

/** Everything that Route 53 says of a record set in one answer; sentences as quoted in public issue trackers. */
export function changeFaults(set: RecordSet, isNew: boolean, call: Call): readonly string[] {
  const { zone, name, type, inputs } = set;
  if (name !== zone && !name.endsWith(`.${zone}`)) {
    return [`RRSet with DNS name ${name}. is not permitted in zone ${zone}.`];
  }
  const alias = bags(inputs, "aliases")[0];
  const target = alias && aliasFault(alias, type, set.zoneId, call);
  return [
    ...conflicts(set, isNew, call),
    ...(target === undefined ? [] : [target]),
    ...texts(inputs, "records").flatMap((value) => valueFault(type, value) ?? []),
    ...(type === "CNAME" && texts(inputs, "records").length > 1
      ? [
          `Invalid Resource Record: 'FATAL problem: MoreThanOneCNAMERecord (Resource record sets of type CNAME can have only one value)'`,
        ] // own wording
      : []),
  ];
}

function conflicts(set: RecordSet, isNew: boolean, call: Call): readonly string[] {
  const { zoneId, zone, name, type, inputs } = set;
  const isApex = name === zone;
  const others = call.account
    .list(RECORD)
    .map(({ properties }) => properties)
    .filter((record) => record["zoneId"] === zoneId && record["fqdn"] === name);
  const identifier = text(inputs, "setIdentifier");
  const same = others.filter((record) => record["type"] === type);
  const isTaken =
    same.some((record) => text(record, "setIdentifier") === identifier) ||
    // Every zone begins with these two.
    (isApex && ["NS", "SOA"].includes(type));
  const faults: string[] = [];
  if (isNew && isTaken && inputs["allowOverwrite"] !== true) {
    faults.push(
      `Tried to create resource record set [name='${name}.', type='${type}'] but it already exists`,
    );
  }
  if (
    same.some(
      (record) => (text(record, "setIdentifier") === undefined) !== (identifier === undefined),
    )
  ) {
    faults.push(
      `RRSet with DNS name ${name}., type ${type}, SetIdentifier ${identifier ?? "null"} cannot be created as other RRSets exist with the same name and type`,
    );
  }
  if (type === "CNAME" && isApex) {
    faults.push(
      `RRSet of type CNAME with DNS name ${name}. is not permitted at apex in zone ${zone}.`,
    );
  }
  const conflicting = others.find((record) => (record["type"] === "CNAME") !== (type === "CNAME"));
  if (conflicting !== undefined) {
    faults.push(
      `RRSet of type ${type} with DNS name ${name}. is not permitted because a conflicting RRSet of type ${textOf(conflicting, "type")} with the same DNS name already exists in zone ${zone}.`,
    );
  }
  return faults;
}

function valueFault(type: string, value: string): string | undefined {
  const fatal = (code: string, reason: string) =>
    `Invalid Resource Record: 'FATAL problem: ${code} (${reason}) encountered with '${value}''`;
  if (type === "A" && !isIPv4(value)) {
    return fatal("ARRDATAIllegalIPv4Address", "Value is not a valid IPv4 address");
  }
  if (type === "AAAA" && !isIPv6(value)) {
    return fatal("AAAARRDATAIllegalIPv6Address", "Value is not a valid IPv6 address");
  }
  if (["CNAME", "NS"].includes(type) && (value === "" || /[\s"]/.test(value))) {
    return fatal("DomainLabelIllegalCharacter", "Value is not a domain name"); // own wording
  }
  return type === "MX" && !/^\d+ \S+$/.test(value)
    ? fatal("MXRRDATANotTwoFields", "MX record doesn't have 2 fields")
    : undefined;
}
