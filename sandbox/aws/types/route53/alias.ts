import type { StoredObject } from "../../account";
import type { Call, Properties } from "../../resource-type";
import { textOf } from "../ec2/inputs";
import { applicationZones, networkZones } from "../lb/regions";
import { LOAD_BALANCER } from "../lb/tokens";
import { plainName, zoneIdOf } from "./names";
import { RECORD, ZONE } from "./tokens";

const BALANCER_ZONES = new Set([
  ...Object.values(applicationZones),
  ...Object.values(networkZones),
]);

/**
 * Why Route 53 refuses an alias: its target is a load balancer or a record of the account that is not there.
 * Targets of other services (CloudFront, S3 websites …) are not looked into.
 */
export function aliasFault(
  alias: Properties,
  type: string,
  ownZone: string,
  call: Call,
): string | undefined {
  const target = plainName(textOf(alias, "name"));
  const zoneId = zoneIdOf(textOf(alias, "zoneId"));
  const tried = `Tried to create an alias that targets ${target}., type ${type} in zone ${zoneId}`;
  const outside = `${tried}, but the alias target name does not lie within the target zone`;
  const missing = `${tried}, but that target was not found`;
  if (BALANCER_ZONES.has(zoneId)) {
    const balancer = balancerNamed(target.replace(/^dualstack\./, ""), call);
    if (balancer === undefined) return target.endsWith(".amazonaws.com") ? missing : outside;
    return balancer.properties["zoneId"] === zoneId ? undefined : outside;
  }
  const zone = call.account.get(ZONE, zoneId);
  if (zone === undefined) {
    return balancerNamed(target, call) === undefined ? undefined : outside;
  }
  const name = textOf(zone, "name");
  if (zoneId !== ownZone || (target !== name && !target.endsWith(`.${name}`))) return outside;
  const found = call.account.find(
    RECORD,
    (record) => record["zoneId"] === zoneId && record["fqdn"] === target && record["type"] === type,
  );
  return found === undefined ? missing : undefined;
}

/** Names are unique in all regions. */
function balancerNamed(dnsName: string, { account }: Call): StoredObject | undefined {
  return account
    .all()
    .find(
      ({ token, properties }) =>
        token === LOAD_BALANCER && plainName(textOf(properties, "dnsName")) === dnsName,
    );
}
