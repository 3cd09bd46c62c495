import { arn } from "../lib/arns";
import { publicParameter } from "../public-parameters";
import { AwsError, type Invokes } from "../resource-type";

const PARAMETER = "aws:ssm/parameter:Parameter";
const ZONE = "aws:route53/zone:Zone";

/** Things that exist: what AWS published or somebody created. */
export const invokes: Invokes = {
  "aws:ssm/getParameter:getParameter": (args, call) => {
    const name = String(args["name"]);
    const published = publicParameter(name, call.region);
    const found =
      published === undefined
        ? call.account.get(PARAMETER, name)
        : {
            arn: `arn:${call.partition}:ssm:${call.region}::parameter${name}`,
            type: "String",
            value: published,
            version: 1,
          };
    if (found === undefined) {
      throw new AwsError(
        "SSM: GetParameter",
        "ParameterNotFound",
        `couldn't find resource: ${name}`,
      );
    }
    const decrypts = args["withDecryption"] !== false;
    const secure = found["type"] === "SecureString";
    return {
      arn: found["arn"] ?? arn(call, "ssm", `parameter/${name.replace(/^\//, "")}`),
      id: name,
      insecureValue: secure ? "" : found["value"],
      name,
      region: call.region,
      type: found["type"],
      value: secure && !decrypts ? "(encrypted)" : found["value"],
      version: found["version"],
      withDecryption: args["withDecryption"],
    };
  },

  "aws:route53/getZone:getZone": (args, call) => {
    const { zoneId, privateZone = false, tags } = args;
    const name = typeof args["name"] === "string" ? args["name"].replace(/\.$/, "") : undefined;
    if ((zoneId === undefined) === (name === undefined)) {
      throw new AwsError(
        "Route 53: ListHostedZones",
        "InvalidInput",
        "either name or zoneId must be set",
      );
    }
    const matching = call.account.list(ZONE).filter(({ id, properties }) => {
      if (zoneId !== undefined) return id === zoneId;
      const isPrivate = Array.isArray(properties["vpcs"]) && properties["vpcs"].length > 0;
      const wanted = Object.entries((tags ?? {}) as Record<string, string>);
      const has = (properties["tagsAll"] ?? {}) as Record<string, string>;
      return (
        properties["name"] === name &&
        isPrivate === privateZone &&
        wanted.every(([key, value]) => has[key] === value)
      );
    });
    const [zone] = matching;
    if (zone === undefined || matching.length > 1) {
      const wanted = JSON.stringify(zoneId ?? name);
      throw new AwsError(
        "Route 53: ListHostedZones",
        "NoSuchHostedZone",
        zone === undefined
          ? `no matching Route 53 Hosted Zone found: ${wanted}`
          : `multiple Route 53 Hosted Zones matched: ${wanted}`,
      );
    }
    const { properties, id } = zone;
    return {
      arn: properties["arn"],
      callerReference: "sandbox",
      comment: properties["comment"],
      enableAcceleratedRecovery: properties["enableAcceleratedRecovery"],
      id,
      linkedServiceDescription: "",
      linkedServicePrincipal: "",
      name: properties["name"],
      nameServers: properties["nameServers"],
      primaryNameServer: properties["primaryNameServer"],
      privateZone,
      resourceRecordSetCount: 2,
      tags: properties["tagsAll"] ?? {},
      zoneId: id,
    };
  },
};
