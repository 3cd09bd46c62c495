import type { Graph, Node } from "./graph";
import { candidatesOf, lookUp } from "./resolve";
import { ifKnown } from "./targets";

/** Buckets; directory buckets, which are never public, are not among them. */
export const BUCKETS: readonly string[] = [
  "aws:s3/bucket:Bucket",
  "aws:s3/bucketV2:BucketV2",
  "aws-native:s3:Bucket",
];

const BALANCER = ["accessLogs.bucket", "connectionLogs.bucket", "healthCheckLogs.bucket"];
const EXEC = "configuration.executeCommandConfiguration.logConfiguration.s3BucketName";

/** Where each type names the bucket that it writes logs to: a name, an ARN or a domain. */
const DESTINATIONS: Readonly<Record<string, readonly string[]>> = {
  "aws:alb/loadBalancer:LoadBalancer": BALANCER,
  "aws:cfg/deliveryChannel:DeliveryChannel": ["s3BucketName"],
  "aws:cloudfront/distribution:Distribution": ["loggingConfig.bucket"],
  "aws:cloudtrail/trail:Trail": ["s3BucketName"],
  "aws:ec2/flowLog:FlowLog": ["logDestination"],
  "aws:ecs/cluster:Cluster": [EXEC],
  "aws:elb/loadBalancer:LoadBalancer": ["accessLogs.bucket"],
  "aws:lb/loadBalancer:LoadBalancer": BALANCER,
  "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": ["destinationArn"],
  "aws:s3/bucket:Bucket": ["logging.targetBucket"],
  "aws:s3/bucketLogging:BucketLogging": ["targetBucket"],
  "aws:s3/bucketLoggingV2:BucketLoggingV2": ["targetBucket"],
  "aws:s3/bucketV2:BucketV2": ["loggings.targetBucket"],
  "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration": ["logDestinationConfigs"],
  "aws-native:cloudtrail:Trail": ["s3BucketName"],
  "aws-native:configuration:DeliveryChannel": ["s3BucketName"],
  "aws-native:ec2:FlowLog": ["logDestination"],
  "aws-native:ecs:Cluster": [EXEC],
  "aws-native:route53resolver:ResolverQueryLoggingConfig": ["destinationArn"],
  "aws-native:s3:Bucket": ["loggingConfiguration.destinationBucketName"],
};

/** A name that speaks of logs, as a word of its own: `cruddur-alb-logs`, `audit-trail`. */
const LOG_NAME =
  /(?:^|[-_.])(?:logs?|logging|trails?|cloudtrail|audit|accesslogs?|flowlogs?)(?:[-_.]|$)/i;

/** The buckets of a stack that logs are written to, or that are named for it. */
export function logBuckets(graph: Graph): ReadonlySet<Node> {
  const written = graph
    .ofType(Object.keys(DESTINATIONS))
    .flatMap((node) =>
      (DESTINATIONS[node.type] ?? []).flatMap((path) => bucketsAt(graph, node, path).nodes),
    );
  const named = graph.ofType(BUCKETS).filter(({ name, resource }) => {
    const given = resource.as({ aliases: { bucket: ["bucketName"] } });
    const called = given.known("bucket") ? given.raw("bucket") : undefined;
    return LOG_NAME.test(name) || (typeof called === "string" && LOG_NAME.test(called));
  });
  return new Set([...written, ...named]);
}

/** The bucket that a property names; `open` if it may be one of the stack, and it is not known which. */
export function bucketsAt(
  graph: Graph,
  node: Node,
  path: string,
): { nodes: readonly Node[]; open: boolean } {
  const texts = ifKnown(() => node.resource.texts(path));
  if (texts !== undefined) {
    const keys = texts.flatMap((text) => [text, nameIn(text)]);
    return { nodes: lookUp(graph, keys, BUCKETS), open: false };
  }
  const candidates = candidatesOf(graph, node, node.resource, path, BUCKETS);
  return candidates.length === 1 ? { nodes: candidates, open: false } : { nodes: [], open: true };
}

/** The bucket's name in an ARN, with or without a prefix, or in a domain. */
function nameIn(text: string): string {
  return text
    .replace(/^arn:[\w-]+:s3:::/, "")
    .replace(/\/.*$/s, "")
    .replace(/\.s3[.-](?:[\w-]+\.)*amazonaws\.com(?:\.cn)?$/, "");
}
