import { checks, conflicts, oneOf, wholeNumberBetween } from "../../lib/check";
import {
  AwsError,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";
import { bags, text, texts, textOf } from "../ec2/inputs";
import { fullName, plainName, zoneIdOf } from "./names";
import { changeFaults } from "./record-rules";
import { RECORD, ZONE } from "./tokens";

/** API model route53 2013-04-01: RRType, TTL. */
const TYPES = "SOA A TXT NS CNAME MX NAPTR PTR SRV SPF AAAA CAA DS TLSA SSHFP SVCB HTTPS".split(
  " ",
);
const MAX_TTL = 2147483647;
const POLICIES = [
  "cidrRoutingPolicy",
  "failoverRoutingPolicies",
  "geolocationRoutingPolicies",
  "geoproximityRoutingPolicy",
  "latencyRoutingPolicies",
  "multivalueAnswerRoutingPolicy",
  "weightedRoutingPolicies",
];

export const record: ResourceType = {
  token: RECORD,
  source: [
    "API model route53 2013-04-01: ChangeResourceRecordSets",
    "terraform-provider-aws internal/service/route53/record.go",
  ],
  required: ["name", "type", "zoneId"],
  // The provider changes type and set identifier in one batch of two changes: nothing is without a record, as here
  // between delete and create.
  forceNew: ["name", "setIdentifier", "type", "zoneId"],
  deleteBeforeReplace: true,
  sets: ["records"],
  same: {
    aliases: sameAliases,
    name: (a, b) => plainName(String(a)) === plainName(String(b)),
  },
  check: (inputs, unknown) => [
    ...checks(
      oneOf("type", TYPES),
      wholeNumberBetween("ttl", 0, MAX_TTL),
      conflicts("ttl", "aliases"),
    )(inputs),
    ...contentFaults(inputs, unknown),
    ...policyFaults(inputs, unknown),
  ],
  create: (inputs, call) => {
    const zoneId = zoneIdOf(textOf(inputs, "zoneId"));
    const fqdn = put({ ...inputs, zoneId }, true, call);
    const name = plainName(textOf(inputs, "name"));
    const parts = [zoneId, name, textOf(inputs, "type"), text(inputs, "setIdentifier")];
    return {
      id: parts.filter((part) => part !== undefined).join("_"),
      outputs: { allowOverwrite: inputs["allowOverwrite"] ?? false, fqdn, name, zoneId },
    };
  },
  update: (_id, inputs, old, call) => {
    put({ ...inputs, zoneId: old["zoneId"] }, false, call);
    return { name: old["name"], zoneId: old["zoneId"] };
  },
};

/** @returns the full name. */
function put(inputs: Properties, isNew: boolean, call: Call): string {
  const zoneId = textOf(inputs, "zoneId");
  const zone = textOf(zoneNamed(zoneId, call), "name");
  const name = fullName(textOf(inputs, "name"), zone);
  const set = { zoneId, zone, name, type: textOf(inputs, "type"), inputs };
  const faults = changeFaults(set, isNew, call);
  if (faults.length > 0) {
    throw new AwsError(
      "Route 53: ChangeResourceRecordSets",
      "InvalidChangeBatch",
      `[${faults.join(", ")}]`,
    );
  }
  return name;
}

function zoneNamed(zoneId: string, { account }: Call): Properties {
  const zone = account.get(ZONE, zoneId);
  if (zone !== undefined) return zone;
  throw new AwsError(
    "Route 53: GetHostedZone",
    "NoSuchHostedZone",
    `No hosted zone found with ID: ${zoneId}`,
  );
}

function contentFaults(inputs: Properties, unknown: ReadonlySet<string>): CheckFailure[] {
  const contents = ["aliases", "records"];
  if (contents.some((name) => unknown.has(name))) return [];
  const given = contents.filter((name) => inputs[name] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? "none is given" : "both are given";
    return [
      { property: "records", reason: `one of \`aliases,records\` must be specified; ${found}` },
    ];
  }
  if (given[0] === "records" && inputs["ttl"] === undefined && !unknown.has("ttl")) {
    return [{ property: "ttl", reason: '"ttl": all of `records,ttl` must be specified' }];
  }
  return texts(inputs, "records").length === 0 && given[0] === "records"
    ? [{ property: "records", reason: "at least one value is needed" }]
    : aliasFaults(inputs);
}

function aliasFaults(inputs: Properties): CheckFailure[] {
  const aliases = bags(inputs, "aliases");
  if (aliases.length > 1) {
    return [{ property: "aliases", reason: `at most one alias is allowed, got ${aliases.length}` }];
  }
  return aliases.flatMap((alias) =>
    ["evaluateTargetHealth", "name", "zoneId"]
      .filter((name) => alias[name] === undefined)
      .map((name) => ({
        property: `aliases[0].${name}`,
        reason: `Missing required property '${name}'.`,
      })),
  );
}

function policyFaults(inputs: Properties, unknown: ReadonlySet<string>): CheckFailure[] {
  const given = POLICIES.filter((name) => inputs[name] !== undefined && inputs[name] !== false);
  const [first = "", second] = given;
  const faults: CheckFailure[] = [];
  if (second !== undefined) {
    faults.push({ property: second, reason: `"${second}": conflicts with ${first}` });
  }
  const isNamed = inputs["setIdentifier"] !== undefined || unknown.has("setIdentifier");
  if (first !== "" && !isNamed) {
    const reason = `"${first}": all of \`${first},setIdentifier\` must be specified`;
    faults.push({ property: first, reason });
  }
  return faults;
}

function sameAliases(a: unknown, b: unknown): boolean {
  const [before, after] = [a, b].map((aliases) =>
    bags({ aliases }, "aliases").map(({ evaluateTargetHealth, name, zoneId }) => [
      evaluateTargetHealth,
      plainName(String(name)),
      zoneId,
    ]),
  );
  return JSON.stringify(before) === JSON.stringify(after);
}
