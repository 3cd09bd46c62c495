/** Longest name of a load balancer or target group. Source: Elastic Load Balancing API reference, CreateLoadBalancer. */
const LONGEST_NAME = 32;
/** What Pulumi appends: a hyphen and seven digits. */
const APPENDED = 8;

/** How long the name of a component may be whose child bears it with a suffix. */
function roomForName(suffix = ""): number {
  return LONGEST_NAME - APPENDED - suffix.length;
}

/**
 * What is wrong with the name of a component after which Elastic Load Balancing names things.
 *
 * @param suffix The longest that a child's name adds.
 */
export function elbNameFaults(name: string, suffix = ""): string[] {
  const room = roomForName(suffix);
  if (/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name) && !/^internal-/i.test(name) && name.length <= room)
    return [];
  return [
    `the name is not 1 to ${room} of letters, digits and -, beginning with a letter or digit and not with internal-`,
  ];
}
