/** What the instances of a cluster may be; see `checks.ts`. */
import type { Ec2CapacityArgs } from "../ec2-capacity";
import {
  ACCOUNT,
  BOUNDARY_ARN,
  boundaryFaults,
  CLUSTER_NAME,
  NETWORK,
  TAG_KEY,
  TAG_VALUE,
} from "./aws-checks";
import {
  type Between,
  type Check,
  type Checks,
  faultsOf,
  fields,
  named,
  oneOf,
  optional,
  text,
  whole,
} from "./checks";
import { instanceTypeFault } from "./instance-types";
import { egressOf } from "./peers";

/** Of one group: many, and not by mistake. */
const MOST_INSTANCES = 100;

/** Instances without the cluster that they join. */
type Instances = Omit<Ec2CapacityArgs, "clusterName">;

const INSTANCES: Checks<Instances> = {
  account: ACCOUNT,
  network: NETWORK,
  minInstances: optional(whole(0, MOST_INSTANCES)),
  maxInstances: optional(whole(1, MOST_INSTANCES)),
  architecture: optional(oneOf(["X86_64", "ARM64"])),
  instanceType: optional(
    text(/^[a-z]+\d+[a-z]*(-[a-z0-9]+)?\.[a-z0-9]+$/, "a type such as t3.medium"),
  ),
  volumeGiB: optional(whole(30, 1000)),
  egressTo: optional(egressOf(false)),
  tags: optional(named(TAG_KEY, TAG_VALUE)),
  permissionsBoundaryArn: optional(BOUNDARY_ARN),
};
const CHECKS: Checks<Ec2CapacityArgs> = { ...INSTANCES, clusterName: CLUSTER_NAME };

/** Instances as an argument of their cluster. */
export const CLUSTER_INSTANCES: Check = (what, value) =>
  fields(INSTANCES, relations(`${what}.`))(what, value);

/** What is wrong with the arguments of an `Ec2Capacity`. */
export function ec2CapacityFaults(args: Ec2CapacityArgs): string[] {
  return faultsOf(args, CHECKS, relations(""));
}

function relations(prefix: string): Between<Instances> {
  return (sound, given) => {
    const faults = boundaryFaults(sound);
    const { minInstances: min = 1 } = sound;
    const max = sound.maxInstances ?? (given.maxInstances === undefined ? 2 : MOST_INSTANCES);
    if (max < min)
      faults.push(`maxInstances ${max} is out of range; choose ${min} to ${MOST_INSTANCES}`);
    const type = instanceTypeFault(sound);
    // Which processor is meant is open where what was given is none.
    if (type !== undefined && sound.architecture === given.architecture) faults.push(type);
    return faults.map((fault) => `${prefix}${fault}`);
  };
}
