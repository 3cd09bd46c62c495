import { ACCOUNT, given, resource, type Cases, type Properties } from "./case";
import type { VectorResource } from "../../../policy-pack/lib/vectors";

const balancer = (
  props: Properties,
  type = "aws:lb/loadBalancer:LoadBalancer",
): readonly VectorResource[] => [
  resource(
    type,
    given({
      loadBalancerType: "application",
      internal: true,
      securityGroups: ["sg-1"],
      subnets: ["subnet-1", "subnet-2"],
      dropInvalidHeaderFields: true,
      accessLogs: { bucket: "logs", enabled: true },
      ...props,
    }),
    { name: "balancer" },
  ),
];

const listener = (
  props: Properties,
  type = "aws:lb/listener:Listener",
): readonly VectorResource[] => [
  resource(
    type,
    {
      loadBalancerArn: `arn:aws:elasticloadbalancing:eu-central-1:${ACCOUNT}:loadbalancer/app/a/1`,
      ...props,
    },
    { name: "listener" },
  ),
];

const FORWARD = [{ type: "forward", targetGroupArn: "arn" }];
const CERTIFICATE = `arn:aws:acm:eu-central-1:${ACCOUNT}:certificate/1`;

/** What a stack that brings one part of the account's baseline is told of the other parts. */
const REST_OF_THE_BASELINE = [
  "securityhub-enabled",
  "stack-account-baseline",
  "stack-account-baseline",
  "stack-account-baseline",
];

/** Programs about what stands at the edge, what is recorded, and what the organization forbids. */
export const EDGE: Cases = {
  "an internal load balancer": { resources: balancer({}), stops: [] },
  "the load balancer of the tutorial": {
    resources: [
      resource(
        "aws:lb/loadBalancer:LoadBalancer",
        { subnets: ["subnet-1", "subnet-2"] },
        { name: "balancer" },
      ),
    ],
    stops: ["lb-access-logs", "lb-drop-invalid-headers"],
    advises: ["lb-no-unexpected-public", "lb-waf-associated"],
  },
  "the same by its other names": {
    resources: [
      resource(
        "aws:alb/loadBalancer:LoadBalancer",
        { subnets: ["subnet-1", "subnet-2"], accessLogs: { bucket: "logs", enabled: "false" } },
        { name: "balancer" },
      ),
    ],
    stops: ["lb-access-logs", "lb-drop-invalid-headers"],
    advises: ["lb-no-unexpected-public", "lb-waf-associated"],
  },
  "a network load balancer": {
    resources: balancer({ loadBalancerType: "network", dropInvalidHeaderFields: undefined }),
    stops: [],
  },
  "desync mitigation that only watches": {
    resources: balancer({ desyncMitigationMode: "monitor" }),
    stops: ["lb-desync-mitigation"],
  },
  "plain HTTP": {
    resources: listener({ port: 80, protocol: "HTTP", defaultActions: FORWARD }),
    stops: ["lb-listener-https-only"],
  },
  "plain HTTP, the action a single object and the port a string": {
    resources: listener({
      port: "80",
      protocol: "http",
      defaultActions: { type: "forward", targetGroupArn: "arn" },
    }),
    stops: ["lb-listener-https-only"],
  },
  "HTTP that leads to HTTPS": {
    resources: listener({
      port: 80,
      protocol: "HTTP",
      defaultActions: [
        { type: "redirect", redirect: { port: "443", protocol: "HTTPS", statusCode: "HTTP_301" } },
      ],
    }),
    stops: [],
  },
  "HTTPS with today's policy": {
    resources: listener({
      port: 443,
      protocol: "HTTPS",
      certificateArn: CERTIFICATE,
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      defaultActions: FORWARD,
    }),
    stops: [],
  },
  "HTTPS with a policy of 2016": {
    resources: listener({
      port: 443,
      protocol: "HTTPS",
      certificateArn: CERTIFICATE,
      sslPolicy: "ELBSecurityPolicy-2016-08",
      defaultActions: FORWARD,
    }),
    stops: ["lb-listener-tls-policy"],
  },
  "HTTPS without a policy": {
    resources: listener(
      { port: 443, protocol: "HTTPS", certificateArn: CERTIFICATE, defaultActions: FORWARD },
      "aws:alb/listener:Listener",
    ),
    stops: ["lb-listener-tls-policy"],
  },
  "a trail as it should be": {
    resources: [
      resource(
        "aws:cloudtrail/trail:Trail",
        {
          s3BucketName: "trail",
          isMultiRegionTrail: true,
          enableLogFileValidation: true,
          kmsKeyId: "key",
          cloudWatchLogsGroupArn: "arn",
          cloudWatchLogsRoleArn: "arn",
          includeGlobalServiceEvents: true,
        },
        { name: "trail" },
      ),
    ],
    stops: [],
    advises: ["cloudtrail-ecs-change-alarms", ...REST_OF_THE_BASELINE],
  },
  "a trail of one region, off": {
    resources: [
      resource(
        "aws:cloudtrail/trail:Trail",
        { s3BucketName: "trail", enableLogging: "false" },
        { name: "trail" },
      ),
    ],
    stops: ["cloudtrail-log-validation", "cloudtrail-logging-on", "cloudtrail-multi-region"],
    advises: [
      "cloudtrail-cloudwatch-logs",
      "cloudtrail-ecs-change-alarms",
      "cloudtrail-kms",
      ...REST_OF_THE_BASELINE,
    ],
  },
  "a bucket of logs that is open": {
    resources: [
      resource(
        "aws:s3/bucketV2:BucketV2",
        { bucket: "logs" },
        { name: "logs", outputs: { id: "logs", bucket: "logs", arn: "arn:aws:s3:::logs" } },
      ),
      ...balancer({}),
    ],
    stops: ["s3-log-bucket-private"],
  },
  "a bucket of logs that is closed": {
    resources: [
      resource(
        "aws:s3/bucket:Bucket",
        { bucket: "logs" },
        { name: "logs", outputs: { id: "logs", bucket: "logs", arn: "arn:aws:s3:::logs" } },
      ),
      resource(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        {
          bucket: "logs",
          blockPublicAcls: "true",
          blockPublicPolicy: true,
          ignorePublicAcls: true,
          restrictPublicBuckets: true,
        },
        { name: "closed", from: { bucket: ["logs"] } },
      ),
      ...balancer({}),
    ],
    stops: [],
  },
  "GuardDuty, off": {
    resources: [
      resource("aws:guardduty/detector:Detector", { enable: false }, { name: "detector" }),
    ],
    stops: ["guardduty-enabled"],
    advises: REST_OF_THE_BASELINE,
  },
  "a build with a token among its arguments": {
    resources: [
      resource("docker-build:index:Image", {
        buildArgs: { NODE_ENV: "production", NPM_TOKEN: "Zq81Xv7Lm3Tn22KpYw" },
        context: { location: "https://github.com/acme/shop.git" },
        push: true,
        tags: [`${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/shop:latest`],
      }),
    ],
    stops: ["image-build-no-secret-args"],
    advises: ["image-build-unique-tag"],
    waits: ["image-dockerfile-lint"],
  },
  "a build that runs as root": {
    resources: [
      resource("docker-build:index:Image", {
        dockerfile: {
          inline: `FROM ${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/base:1.0\nUSER root\nHEALTHCHECK CMD true\n`,
        },
        push: true,
        tags: [`${ACCOUNT}.dkr.ecr.eu-central-1.amazonaws.com/shop:1.4.2`],
      }),
    ],
    stops: [],
    advises: ["image-dockerfile-lint", "image-dockerfile-lint"],
  },
};
