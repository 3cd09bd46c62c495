import { ZONE_ID } from "../../../sandbox/aws/empty-account";
import type { EngineClient, Resource } from "../engine-client";
import { account, joined, output, type Specimen } from "./specimen";

const BUCKET = "aws:s3/bucket:Bucket";
const CERTIFICATE = "aws:acm/certificate:Certificate";
const ZONE = "aws:route53/zone:Zone";
const RECORD = "aws:route53/record:Record";
const QUERY_LOG = "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const GROUP = "aws:lb/targetGroup:TargetGroup";
const LISTENER = "aws:lb/listener:Listener";
const IP_SET = "aws:wafv2/ipSet:IpSet";
const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const VPC = "aws:ec2/vpc:Vpc";
const SUBNET = "aws:ec2/subnet:Subnet";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";

/** A VPC that the internet reaches, with subnets in two zones, which an Application Load Balancer asks for; a log group for WAF. */
export async function edgeNetwork(engine: EngineClient): Promise<Map<string, Resource>> {
  const made = new Map<string, Resource>();
  const make = async (key: string, type: string, args: Record<string, unknown>) => {
    const resource = await engine.create(type, key, args);
    made.set(`${type}#${key}`, resource);
    return resource.id;
  };
  const vpcId = await make("edge", VPC, { cidrBlock: "10.8.0.0/16" });
  await make("edge", "aws:ec2/internetGateway:InternetGateway", { vpcId });
  for (const [index, zone] of ["a", "b"].entries()) {
    const availabilityZone = `eu-central-1${zone}`;
    await make(`edge-${zone}`, SUBNET, {
      vpcId,
      availabilityZone,
      cidrBlock: `10.8.${index}.0/24`,
    });
  }
  await make("edge", LOGS, { name: "aws-waf-logs-edge" });
  return made;
}

const metrics = (metricName: string) => ({
  metricName,
  cloudwatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

/** The records that prove a certificate's first name. */
const proof = (certificate: Resource) => {
  const [option] = certificate.outputs["domainValidationOptions"] as Record<string, string>[];
  return option ?? {};
};

/** What S3 stores for a service that writes logs. */
const logs = (bucket: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::${bucket}/AWSLogs/${account}/*`,
      },
    ],
  });

/** What stands between the internet and the containers, and where it logs. */
export const edge: readonly Specimen[] = [
  { type: BUCKET, args: () => ({ forceDestroy: true, tags: { Name: "logs" } }) },
  {
    type: "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    args: (made) => ({
      bucket: made(BUCKET).id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    }),
  },
  {
    type: "aws:s3/bucketPolicy:BucketPolicy",
    args: (made) => ({ bucket: made(BUCKET).id, policy: logs(made(BUCKET).id) }),
  },
  {
    type: "aws:s3/bucketOwnershipControls:BucketOwnershipControls",
    args: (made) => ({
      bucket: made(BUCKET).id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    }),
  },
  {
    type: "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
    args: (made) => ({
      bucket: made(BUCKET).id,
      rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    }),
  },
  {
    type: "aws:s3/bucketVersioning:BucketVersioning",
    args: (made) => ({
      bucket: made(BUCKET).id,
      versioningConfiguration: { status: "Enabled" },
    }),
  },
  {
    type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
    args: (made) => ({
      bucket: made(BUCKET).id,
      rules: [{ id: "expire", status: "Enabled", filter: {}, expiration: { days: 90 } }],
    }),
  },
  {
    type: "aws:s3/bucketLogging:BucketLogging",
    args: (made) => ({
      bucket: made(BUCKET).id,
      targetBucket: made(BUCKET).id,
      targetPrefix: "access/",
    }),
  },
  {
    type: CERTIFICATE,
    args: () => ({
      domainName: "cruddur.example",
      subjectAlternativeNames: ["*.cruddur.example"],
      validationMethod: "DNS",
    }),
  },
  { type: ZONE, args: () => ({ name: "one.cruddur.example" }) },
  {
    type: RECORD,
    args: (made) => ({
      zoneId: ZONE_ID,
      name: proof(made(CERTIFICATE))["resourceRecordName"],
      type: "CNAME",
      ttl: 60,
      records: [proof(made(CERTIFICATE))["resourceRecordValue"]],
    }),
  },
  {
    type: "aws:acm/certificateValidation:CertificateValidation",
    args: (made) => ({
      certificateArn: made(CERTIFICATE).id,
      validationRecordFqdns: [made(RECORD).outputs["fqdn"]],
    }),
    notImported: true,
  },
  {
    type: QUERY_LOG,
    args: (made) => ({ destinationArn: output(made(LOGS), "arn") }),
  },
  {
    type: "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
    args: (made) => ({
      resolverQueryLogConfigId: made(QUERY_LOG).id,
      resourceId: made(`${VPC}#edge`).id,
    }),
  },
  {
    type: BALANCER,
    args: (made) => ({
      subnets: ["a", "b"].map((zone) => made(`${SUBNET}#edge-${zone}`).id),
      dropInvalidHeaderFields: true,
      accessLogs: { bucket: made(BUCKET).id, enabled: true },
    }),
  },
  {
    type: GROUP,
    args: (made) => ({
      vpcId: made(`${VPC}#edge`).id,
      targetType: "ip",
      port: 4567,
      protocol: "HTTP",
      healthCheck: { path: "/api/health-check" },
    }),
  },
  {
    type: LISTENER,
    args: (made) => ({
      loadBalancerArn: made(BALANCER).id,
      port: 443,
      protocol: "HTTPS",
      certificateArn: made(CERTIFICATE).id,
      sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
      defaultActions: [
        { type: "fixed-response", fixedResponse: { contentType: "text/plain", statusCode: "404" } },
      ],
    }),
  },
  {
    type: "aws:lb/listenerRule:ListenerRule",
    args: (made) => ({
      listenerArn: made(LISTENER).id,
      conditions: [{ pathPattern: { values: ["/api/*"] } }],
      actions: [{ type: "forward", targetGroupArn: made(GROUP).id }],
    }),
  },
  {
    type: "aws:lb/listenerCertificate:ListenerCertificate",
    args: (made) => ({
      listenerArn: made(LISTENER).id,
      certificateArn: made(CERTIFICATE).id,
    }),
    importId: joined("_", "listenerArn", "certificateArn"),
  },
  {
    type: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    args: (made) => ({ targetGroupArn: made(GROUP).id, targetId: "10.8.0.9" }),
  },
  {
    type: IP_SET,
    args: () => ({
      scope: "REGIONAL",
      ipAddressVersion: "IPV4",
      addresses: ["203.0.113.0/24", "198.51.100.7/32"],
    }),
    importId: (set) => `${set.id}/${output(set, "name")}/REGIONAL`,
  },
  {
    type: WEB_ACL,
    args: (made) => ({
      scope: "REGIONAL",
      defaultAction: { allow: {} },
      visibilityConfig: metrics("acl"),
      rules: [
        {
          name: "known",
          priority: 0,
          action: { block: {} },
          statement: { ipSetReferenceStatement: { arn: output(made(IP_SET), "arn") } },
          visibilityConfig: metrics("known"),
        },
        {
          name: "common",
          priority: 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" },
          },
          visibilityConfig: metrics("common"),
        },
      ],
    }),
    importId: (acl) => `${acl.id}/${output(acl, "name")}/REGIONAL`,
  },
  {
    type: "aws:wafv2/webAclAssociation:WebAclAssociation",
    args: (made) => ({
      resourceArn: made(BALANCER).id,
      webAclArn: output(made(WEB_ACL), "arn"),
    }),
  },
  {
    type: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
    args: (made) => ({
      resourceArn: output(made(WEB_ACL), "arn"),
      logDestinationConfigs: [output(made(`${LOGS}#edge`), "arn")],
      redactedFields: [
        { singleHeader: { name: "authorization" } },
        { singleHeader: { name: "cookie" } },
      ],
    }),
  },
];
