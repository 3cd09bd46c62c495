import { NETWORK } from "../../lib/stack.vectors";
import {
  configured,
  type GivenStack,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Record<string, unknown>;

const inNetwork = (...resources: VectorResource[]): GivenStack => stack(...NETWORK, ...resources);
const group = (subnets: string[], service = "rds"): VectorResource =>
  resource(
    `aws:${service}/subnetGroup:SubnetGroup`,
    { subnetIds: subnets.map(() => UNKNOWN) },
    { name: "group", from: { subnetIds: subnets } },
  );
const database = (props: Properties = {}, type = "aws:rds/instance:Instance"): VectorResource =>
  resource(
    type,
    { engine: "postgres", dbSubnetGroupName: UNKNOWN, ...props },
    { name: "db", from: { dbSubnetGroupName: ["group"] } },
  );
const finding = (
  property = "dbSubnetGroupName",
  names = 'SubnetGroup "group" with Subnet "public"',
): string =>
  `${property} names ${names}, from which Route "public-route" leads to an internet gateway; expected private subnets.`;
const DEFAULT =
  "dbSubnetGroupName leaves the database in the default VPC, whose subnets are public as AWS makes them; expected private subnets.";
const proxy = (subnet: string): VectorResource =>
  resource(
    "aws:rds/proxy:Proxy",
    { vpcSubnetIds: [UNKNOWN] },
    { name: "proxy", from: { vpcSubnetIds: [subnet] } },
  );

export default {
  pass: {
    "isolated and private subnets": inNetwork(group(["isolated", "private"]), database()),
    "a group by its name": inNetwork(
      {
        ...group(["isolated"]),
        props: { name: "cruddur-dev", subnetIds: [UNKNOWN] },
      },
      resource("aws:rds/instance:Instance", { dbSubnetGroupName: "cruddur-dev" }),
    ),
    "a replica, which is beside its source": resource("aws:rds/instance:Instance", {
      replicateSourceDb: UNKNOWN,
    }),
    "an instance of Aurora, whose cluster decides": resource(
      "aws:rds/clusterInstance:ClusterInstance",
      { clusterIdentifier: UNKNOWN },
    ),
    "a group of another stack that is private by configuration": configured(
      resource("aws:rds/instance:Instance", { dbSubnetGroupName: "shared-data" }),
      { config: { privateSubnetGroups: ["shared-*"] } },
    ),
    "a proxy": inNetwork(proxy("private")),
  },
  fail: {
    "a public subnet among private ones": [
      inNetwork(group(["private", "public"]), database()),
      [finding()],
    ],
    "a cluster": [
      inNetwork(group(["public"]), database({}, "aws:rds/cluster:Cluster")),
      [finding()],
    ],
    "a cluster of Neptune": [
      inNetwork(
        group(["public"], "neptune"),
        resource(
          "aws:neptune/cluster:Cluster",
          { neptuneSubnetGroupName: UNKNOWN },
          { name: "graph", from: { neptuneSubnetGroupName: ["group"] } },
        ),
      ),
      [finding("neptuneSubnetGroupName")],
    ],
    "a database of aws-native": [
      inNetwork(
        resource(
          "aws-native:rds:DbSubnetGroup",
          { subnetIds: [UNKNOWN] },
          { name: "group", from: { subnetIds: ["public"] } },
        ),
        database({}, "aws-native:rds:DbInstance"),
      ),
      [finding("dbSubnetGroupName", 'DbSubnetGroup "group" with Subnet "public"')],
    ],
    "a proxy": [inNetwork(proxy("public")), [finding("vpcSubnetIds", 'Subnet "public"')]],
    "no group: that only advises": [
      resource("aws:rds/instance:Instance", { engine: "postgres" }),
      [DEFAULT],
    ],
    "the group of the default VPC": [
      resource("aws:rds/cluster:Cluster", { dbSubnetGroupName: "default" }),
      [DEFAULT],
    ],
  },
  unknown: {
    "which group": [
      resource("aws:rds/instance:Instance", { dbSubnetGroupName: UNKNOWN }),
      ["dbSubnetGroupName"],
    ],
    "a group of another stack": [
      resource("aws:rds/instance:Instance", { dbSubnetGroupName: "shared-data" }),
      ["dbSubnetGroupName (not in this stack)"],
    ],
    "which subnets are in the group": [
      inNetwork({ ...group([]), props: { subnetIds: UNKNOWN } }, database()),
      ["subnetIds"],
    ],
  },
  malformed: {
    "the group is an object": [
      resource("aws:rds/instance:Instance", { dbSubnetGroupName: { name: "group" } }),
      ["dbSubnetGroupName is an object; expected a string."],
    ],
  },
} satisfies Vectors;
