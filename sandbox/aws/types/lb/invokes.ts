import { isObject } from "../../../lib/values";
import type { StoredObject } from "../../account";
import { AwsError, type InvokeCall, type Invokes, type Properties } from "../../resource-type";
import { text } from "../ec2/inputs";
import { balancersOf } from "./actions";
import { applicationZones, networkZones, serviceAccounts } from "./regions";
import { shownRule } from "./rule-lookup";
import { LISTENER, LISTENER_RULE, LOAD_BALANCER, TARGET_GROUP } from "./tokens";

/** The one object that arguments describe by ARN, name or tags, as the provider's data sources look for it. */
function one(
  token: string,
  what: string,
  args: Properties,
  { account }: InvokeCall,
  matches: (object: StoredObject) => boolean = () => true,
): StoredObject {
  const arn = text(args, "arn");
  const name = text(args, "name");
  const tags = Object.entries(isObject(args["tags"]) ? args["tags"] : {});
  const found = account.list(token).filter((object) => {
    const { id, properties } = object;
    const own = isObject(properties["tagsAll"]) ? properties["tagsAll"] : {};
    return (
      (arn === undefined || id === arn) &&
      (name === undefined || properties["name"] === name) &&
      tags.every(([key, value]) => own[key] === value) &&
      matches(object)
    );
  });
  const [object] = found;
  if (object !== undefined && found.length === 1) return object;
  throw new AwsError(
    "Elastic Load Balancing v2: Describe",
    found.length === 0 ? `${what.replaceAll(" ", "")}NotFound` : "TooMany",
    found.length === 0
      ? `no matching ELBv2 ${what} found: ${arn ?? name ?? "by tags or port"}`
      : `${found.length} ELBv2 ${what}s match; give arn or name`,
  );
}

function zone(zones: Readonly<Record<string, string>>, region: string): string {
  const id = zones[region];
  if (id !== undefined) return id;
  throw new AwsError(
    "Elastic Load Balancing: HostedZoneId",
    "UnsupportedRegion",
    `unsupported AWS Region: ${region}`,
  );
}

/** Names that the results have and a stored object may lack. */
const LOGS = { bucket: "", enabled: false, prefix: "" };

export const invokes: Invokes = {
  "aws:lb/getLoadBalancer:getLoadBalancer": (args, call) => {
    const { id, properties } = one(LOAD_BALANCER, "Load Balancer", args, call);
    const { accessLogs, connectionLogs, healthCheckLogs } = properties;
    return {
      customerOwnedIpv4Pool: "",
      ipamPools: [],
      ...properties,
      accessLogs: accessLogs ?? LOGS,
      connectionLogs: [connectionLogs ?? LOGS],
      healthCheckLogs: [healthCheckLogs ?? LOGS],
      id,
      region: call.region,
      tags: properties["tagsAll"] ?? {},
    };
  },

  "aws:lb/getTargetGroup:getTargetGroup": (args, call) => {
    const { id, properties } = one(TARGET_GROUP, "Target Group", args, call);
    return {
      targetControlPort: 0,
      ...properties,
      deregistrationDelay: String(properties["deregistrationDelay"]),
      id,
      loadBalancerArns: balancersOf(id, call),
      region: call.region,
      tags: properties["tagsAll"] ?? {},
    };
  },

  "aws:lb/getListener:getListener": (args, call) => {
    const { id, properties } = one(LISTENER, "Listener", args, call, (listener) =>
      ["loadBalancerArn", "port"].every(
        (name) => args[name] === undefined || listener.properties[name] === args[name],
      ),
    );
    return {
      alpnPolicy: "",
      certificateArn: "",
      ...properties,
      id,
      mutualAuthentications: [properties["mutualAuthentication"]],
      region: call.region,
      tags: properties["tagsAll"] ?? {},
    };
  },

  "aws:lb/getListenerRule:getListenerRule": (args, call) => {
    const { id, properties } = one(LISTENER_RULE, "Rule", args, call, (rule) =>
      ["listenerArn", "priority"].every(
        (name) => args[name] === undefined || rule.properties[name] === args[name],
      ),
    );
    const { listenerArn, priority, tagsAll = {} } = properties;
    const shown = shownRule(properties);
    return { ...shown, arn: id, id, listenerArn, priority, region: call.region, tags: tagsAll };
  },

  "aws:lb/getHostedZoneId:getHostedZoneId": (args, call) => ({
    id: zone(args["loadBalancerType"] === "network" ? networkZones : applicationZones, call.region),
    loadBalancerType: args["loadBalancerType"] ?? "application",
    region: call.region,
  }),

  "aws:elb/getHostedZoneId:getHostedZoneId": (_args, call) => ({
    id: zone(applicationZones, call.region),
    region: call.region,
  }),

  "aws:elb/getServiceAccount:getServiceAccount": (_args, call) => {
    const id = zone(serviceAccounts, call.region);
    return { arn: `arn:${call.partition}:iam::${id}:root`, id, region: call.region };
  },
};
