import type { Fix } from "./finding";
import type { Reader } from "./reader";
import { TAGGABLE_TYPES } from "./taggable-types";

const AUTO_SCALING_GROUP = "aws:autoscaling/group:Group";

/** Types of the aws-native provider that this pack has rules on and that take tags. */
const NATIVE = [
  ...["aws-native:ec2:SecurityGroup", "aws-native:ec2:Subnet"],
  ...["aws-native:ec2:VPC", "aws-native:ec2:Vpc"],
  ...["aws-native:ecr:Repository"],
  ...["aws-native:ecs:Cluster", "aws-native:ecs:Service", "aws-native:ecs:TaskDefinition"],
  ...["aws-native:iam:Role"],
  ...["aws-native:kms:Key"],
  ...["aws-native:logs:LogGroup"],
  ...["aws-native:secretsmanager:Secret", "aws-native:ssm:Parameter"],
];

/** Types that take tags. */
export const TAGGABLE: readonly string[] = [...TAGGABLE_TYPES, AUTO_SCALING_GROUP, ...NATIVE];

/**
 * The keys of a resource's tags and of the tags that its provider gives to all. Those of the provider
 * come in `tagsAll`; where that is missing, they are taken from the provider itself.
 *
 * @returns What is known, and whether there may be more.
 */
export function tagKeys(resource: Reader, provider: Reader): { keys: Set<string>; open: boolean } {
  const places = [
    [resource, "tags"],
    [resource, "tagsAll"],
    [provider, "defaultTags"],
  ] as const;
  const known = places.filter(([owner, path]) => owner.known(path));
  const keys = known.flatMap(([owner, path]) =>
    owner === provider ? keysOf(owner.json(path), "tags") : keysOf(owner, path),
  );
  const open = !resource.known("tags") || !resource.known("tagsAll");
  return { keys: new Set(keys), open };
}

/**
 * What gives a resource the tags of these keys, as its type writes them; undefined unless there is a
 * value for each. `tagsAll`, which the provider has made of `tags` before the fix, gets them too.
 */
export function tagFix(
  type: string,
  keys: readonly string[],
  values: Readonly<Record<string, string>>,
): Fix | undefined {
  if (!keys.every((key) => Object.hasOwn(values, key))) return undefined;
  const items = keys.map((key) => ({ key, value: values[key] ?? "" }));
  if (type === AUTO_SCALING_GROUP) {
    return { append: items.map((item) => ({ ...item, propagateAtLaunch: true })) };
  }
  const merge = Object.fromEntries(items.map(({ key, value }) => [key, value]));
  return NATIVE.includes(type) ? { append: items } : { merge, also: "tagsAll" };
}

/** A map of tags, or a list of keys and values. */
function keysOf(owner: Reader | undefined, path: string): string[] {
  if (owner === undefined || !owner.given(path)) return [];
  if (!Array.isArray(owner.raw(path))) return owner.entries(path).map(([key]) => key);
  return owner.list(path).flatMap((tag) => tag.text("key") ?? []);
}
