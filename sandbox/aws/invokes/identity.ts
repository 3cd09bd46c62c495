import { AwsError, type Invokes, type Properties } from "../resource-type";
import { regionNamed, regions, zonesOf } from "../lib/regions";
import { matchesFilters } from "./filters";

/** Who and where: what an account can answer before anything exists in it. Result shapes: the SDK's `Get…Result`. */
export const invokes: Invokes = {
  "aws:index/getCallerIdentity:getCallerIdentity": (_args, call) => ({
    accountId: call.accountId,
    arn: call.identity,
    id: call.accountId,
    userId: call.identity.includes(":assumed-role/") ? "AROAEXAMPLEID:sandbox" : "AIDAEXAMPLEID",
  }),

  "aws:index/getPartition:getPartition": (_args, call) => ({
    dnsSuffix: "amazonaws.com",
    id: call.partition,
    partition: call.partition,
    reverseDnsPrefix: "com.amazonaws",
  }),

  "aws:index/getRegion:getRegion": (args, call) => {
    const name = args["region"] ?? args["name"] ?? args["id"] ?? call.region;
    const region = regionNamed(name);
    if (region === undefined) {
      throw new AwsError(
        "EC2: DescribeRegions",
        "InvalidParameterValue",
        `Invalid region: ${JSON.stringify(name)}`,
      );
    }
    return {
      description: region.description,
      endpoint: `ec2.${region.name}.amazonaws.com`,
      id: region.name,
      name: region.name,
      region: region.name,
    };
  },

  "aws:index/getRegions:getRegions": (args, call) => ({
    ...pick(args, "allRegions", "filters"),
    id: call.partition,
    names: regions
      .filter(({ name }) => matchesFilters(args["filters"], { "region-name": name }))
      .map(({ name }) => name),
  }),

  "aws:index/getAvailabilityZones:getAvailabilityZones": (args, call) => {
    const excluded = new Set([...texts(args["excludeNames"]), ...texts(args["excludeZoneIds"])]);
    const offered = args["state"] === undefined || args["state"] === "available";
    const zones = zonesOf(call.region).filter(
      ({ name, id }) =>
        offered &&
        !excluded.has(name) &&
        !excluded.has(id) &&
        matchesFilters(args["filters"], {
          "group-name": call.region,
          "opt-in-status": "opt-in-not-required",
          "region-name": call.region,
          state: "available",
          "zone-id": id,
          "zone-name": name,
          "zone-type": "availability-zone",
        }),
    );
    return {
      ...pick(args, "allAvailabilityZones", "excludeNames", "excludeZoneIds", "filters", "state"),
      groupNames: [call.region],
      id: call.region,
      names: zones.map(({ name }) => name),
      region: call.region,
      zoneIds: zones.map(({ id }) => id),
    };
  },
};

function pick(args: Properties, ...names: readonly string[]): Properties {
  return Object.fromEntries(names.map((name) => [name, args[name]]));
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
