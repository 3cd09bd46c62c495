import {
  configured,
  resource,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Readonly<Record<string, unknown>>;

const within = (...resources: VectorResource[]): GivenStack =>
  configured(resources, { settings: { regions: ["us-east-1", "eu-*"] } });
const provider = (props: Properties): VectorResource =>
  resource("pulumi:providers:aws", props, { name: "aws" });
const cluster = (props: Properties): VectorResource => resource("aws:ecs/cluster:Cluster", props);
const elsewhere = 'region is "us-west-2"; expected one of ["us-east-1", "eu-*"].';

export default {
  pass: {
    "no regions are named": cluster({ region: "us-west-2" }),
    "a provider in a region": within(provider({ region: "us-east-1" })),
    "a resource in a region of its own": within(
      provider({ region: "us-east-1" }),
      cluster({ region: "eu-central-1" }),
    ),
    "a resource in its provider's region": within(provider({ region: "eu-west-1" }), cluster({})),
  },
  fail: {
    "a provider": [within(provider({ region: "us-west-2" })), [elsewhere]],
    "a resource": [within(cluster({ region: "us-west-2" })), [elsewhere]],
    "a resource of a type without tags": [
      within(
        cluster({}),
        resource(
          "aws:ecr/lifecyclePolicy:LifecyclePolicy",
          { region: "us-west-2" },
          { name: "lifecycle" },
        ),
      ),
      [elsewhere],
    ],
    "a provider of aws-native": [
      within(resource("pulumi:providers:aws-native", { region: "us-west-2" })),
      [elsewhere],
    ],
  },
  unknown: {
    "the provider's region": [within(provider({ region: UNKNOWN })), ["region"]],
    "the provider's region is from the environment": [
      within(provider({})),
      ["region (from the environment)"],
    ],
  },
  malformed: {
    "the region is a list": [
      within(cluster({ region: ["us-east-1", "us-west-2"] })),
      ['region is ["us-east-1", "us-west-2"]; expected a string.'],
    ],
  },
} satisfies Vectors;
