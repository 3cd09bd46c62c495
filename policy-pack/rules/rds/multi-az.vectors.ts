import {
  configured,
  type GivenStack,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const inStack = (
  props: Record<string, unknown>,
  stack = "prod",
  type = "aws:rds/instance:Instance",
): GivenStack => configured(resource(type, { engine: "postgres", ...props }), { stack });
const cluster = (props: Record<string, unknown> = {}): VectorResource =>
  resource("aws:rds/cluster:Cluster", { engine: "aurora-postgresql", ...props }, { name: "main" });
const member = (name: string, props: Record<string, unknown> = {}): VectorResource =>
  resource(
    "aws:rds/clusterInstance:ClusterInstance",
    { clusterIdentifier: UNKNOWN, ...props },
    { name, from: { clusterIdentifier: ["main"] } },
  );
const inProd = (...resources: VectorResource[]): GivenStack =>
  configured(resources, { stack: "prod" });
const spread = (what: string): string => `instances ${what}; expected two or more, in two zones.`;
const finding = (what = "is not set"): string => `multiAz ${what}; expected true in this stack.`;

export default {
  pass: {
    "two zones, in production": inStack({ multiAz: true }),
    "one zone, in development": inStack({ multiAz: false }, "dev"),
    "a replica": inStack({ replicateSourceDb: UNKNOWN }),
    "an edition that cannot": inStack({ engine: "sqlserver-ex" }),
    "an instance of a cluster of aws-native": inStack(
      { dbClusterIdentifier: UNKNOWN },
      "prod",
      "aws-native:rds:DbInstance",
    ),
    "a cluster of Aurora with two instances": inProd(cluster(), member("one"), member("two")),
    "the same by fixed names": inProd(
      cluster({ clusterIdentifier: "main" }),
      ...["one", "two"].map((name) =>
        resource(
          "aws:rds/clusterInstance:ClusterInstance",
          { clusterIdentifier: "main" },
          { name },
        ),
      ),
    ),
    "a cluster of Aurora with one instance, in development": stack(cluster(), member("one")),
    "a cluster that is over three zones by itself": inProd(cluster({ engine: "postgres" })),
  },
  fail: {
    "a cluster of Aurora with one instance": [
      inProd(cluster(), member("one")),
      [spread("are 1 in number")],
    ],
    "a cluster of Aurora whose instances are in one zone": [
      inProd(
        cluster(),
        member("one", { availabilityZone: "us-east-1a" }),
        member("two", { availabilityZone: "us-east-1a" }),
      ),
      [spread("are in one zone")],
    ],
    "nothing is said": [inStack({}), [finding()]],
    "switched off": [inStack({ multiAz: false }, "prod-eu"), [finding("is false")]],
    "an instance of aws-native": [inStack({}, "prod", "aws-native:rds:DbInstance"), [finding()]],
  },
  unknown: {
    "the switch waits": [inStack({ multiAz: UNKNOWN }), ["multiAz"]],
    "which cluster an instance is of": [
      inProd(cluster(), { ...member("one"), from: {} }),
      ["clusterIdentifier"],
    ],
  },
  malformed: {
    "the switch is a list of zones": [
      inStack({ multiAz: ["us-east-1a", "us-east-1b"] }),
      ['multiAz is ["us-east-1a", "us-east-1b"]; expected true or false.'],
    ],
  },
} satisfies Vectors;
