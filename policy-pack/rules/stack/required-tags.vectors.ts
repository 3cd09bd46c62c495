import {
  configured,
  resource,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Readonly<Record<string, unknown>>;

const required = (given: VectorResource, config: Properties = {}): GivenStack =>
  configured(given, { settings: { requiredTags: ["Owner", "Environment"] }, config });
const cluster = (props: Properties, rest: Partial<VectorResource> = {}): VectorResource =>
  resource("aws:ecs/cluster:Cluster", props, rest);
const both = { Owner: "web", Environment: "dev" };
const valued = (given: VectorResource, values = both as Properties): GivenStack =>
  configured(given, {
    settings: { requiredTags: ["Owner", "Environment"], requiredTagValues: values },
  });
const lack = (keys: string): string =>
  `tags lack ${keys}; expected the tags ["Owner", "Environment"].`;
const native = (tags: unknown): VectorResource => resource("aws-native:ecs:Cluster", { tags });

export default {
  pass: {
    "no tags are required": cluster({}),
    "tags of its own": required(cluster({ tags: both })),
    "tags of the provider": required(cluster({ tagsAll: both })),
    "some of its own, some of the provider": required(
      cluster({ tags: { Owner: "web" }, tagsAll: both }),
    ),
    "tags of the provider, where the resource does not repeat them": required(
      cluster({}, { provider: { defaultTags: JSON.stringify({ tags: both }) } }),
    ),
    "a value that waits": required(
      cluster({ tags: { Owner: UNKNOWN, Environment: "dev" }, tagsAll: UNKNOWN }),
    ),
    "a list of tags": required(
      native([
        { key: "Owner", value: "web" },
        { key: "Environment", value: "dev" },
      ]),
    ),
    "a type that is exempt": required(cluster({}), { exemptTypes: ["aws:ecs/*"] }),
    "a type that has no tags": required(
      resource("aws:iam/rolePolicy:RolePolicy", { policy: "{}" }),
    ),
  },
  fail: {
    "no tags at all": [required(cluster({})), [lack('"Owner", "Environment"')]],
    "one is missing, though the provider gives others": [
      required(cluster({ tags: { Owner: "web" }, tagsAll: { Owner: "web", Project: "cruddur" } })),
      [lack('"Environment"')],
    ],
    "a key in another case": [
      required(cluster({ tags: { owner: "web", Environment: "dev" } })),
      [lack('"Owner"')],
    ],
    "no tags, and values that the fix can give": [
      valued(cluster({ tagsAll: { Project: "cruddur" } })),
      [lack('"Owner", "Environment"')],
    ],
    "one is missing, and has a value": [
      valued(cluster({ tags: { Owner: UNKNOWN } }), { Environment: "dev" }),
      [lack('"Environment"')],
    ],
    "two are missing, and one has a value": [
      valued(cluster({}), { Owner: "web" }),
      [lack('"Owner", "Environment"')],
    ],
    "a list of tags, and values that the fix can give": [
      valued(native([{ key: "Project", value: "cruddur" }])),
      [lack('"Owner", "Environment"')],
    ],
    "an auto scaling group without tags": [
      valued(resource("aws:autoscaling/group:Group", {})),
      [lack('"Owner", "Environment"')],
    ],
    "an auto scaling group": [
      required(
        resource("aws:autoscaling/group:Group", {
          tags: [{ key: "Owner", value: "web", propagateAtLaunch: true }],
        }),
      ),
      [lack('"Environment"')],
    ],
    "the provider's tags have neither": [
      required(cluster({}, { provider: { defaultTags: { tags: { Project: "cruddur" } } } })),
      [lack('"Owner", "Environment"')],
    ],
  },
  unknown: {
    "all tags wait": [required(cluster({ tags: UNKNOWN, tagsAll: UNKNOWN })), ["tags"]],
    "those of the provider may have it": [
      required(cluster({ tags: { Owner: "web" }, tagsAll: UNKNOWN })),
      ["tags"],
    ],
  },
  malformed: {
    "the tags are a word": [
      required(cluster({ tags: "Owner" })),
      ['tags is "Owner"; expected an object.'],
    ],
    "a tag is a word": [
      required(native(["Owner", "Environment"])),
      ['tags[0] is "Owner"; expected an object.'],
    ],
  },
} satisfies Vectors;
