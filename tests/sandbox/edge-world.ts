import { ZONE_ID, ZONE_NAME } from "../../sandbox/aws/empty-account";
import { startAccount, type Bag, type Resource } from "./engine-client";

/** Tokens of what stands between the internet and the containers. */
export const T = {
  vpc: "aws:ec2/vpc:Vpc",
  subnet: "aws:ec2/subnet:Subnet",
  gateway: "aws:ec2/internetGateway:InternetGateway",
  group: "aws:ec2/securityGroup:SecurityGroup",
  bucket: "aws:s3/bucket:Bucket",
  bucketPolicy: "aws:s3/bucketPolicy:BucketPolicy",
  encryption:
    "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  balancer: "aws:lb/loadBalancer:LoadBalancer",
  targetGroup: "aws:lb/targetGroup:TargetGroup",
  listener: "aws:lb/listener:Listener",
  rule: "aws:lb/listenerRule:ListenerRule",
  listenerCertificate: "aws:lb/listenerCertificate:ListenerCertificate",
  target: "aws:lb/targetGroupAttachment:TargetGroupAttachment",
  certificate: "aws:acm/certificate:Certificate",
  validation: "aws:acm/certificateValidation:CertificateValidation",
  zone: "aws:route53/zone:Zone",
  record: "aws:route53/record:Record",
  queryLog: "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig",
  queryLogAssociation:
    "aws:route53/resolverQueryLogConfigAssociation:ResolverQueryLogConfigAssociation",
  webAcl: "aws:wafv2/webAcl:WebAcl",
  association: "aws:wafv2/webAclAssociation:WebAclAssociation",
  logging: "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration",
  ipSet: "aws:wafv2/ipSet:IpSet",
} as const;

export { ZONE_ID, ZONE_NAME };

/** An answer of 404, the simplest action. */
export const NOT_FOUND: Bag = {
  type: "fixed-response",
  fixedResponse: { contentType: "text/plain", statusCode: "404" },
};

/** A served account with a VPC that the internet reaches, subnets in two zones, and short words for the rest. */
export async function startEdge() {
  const account = await startAccount();
  const { engine } = account;
  let count = 0;
  const make = (type: string, args: Bag = {}): Promise<Resource> =>
    engine.create(type, `r${(count += 1)}`, args);
  const vpc = await make(T.vpc, { cidrBlock: "10.0.0.0/16" });
  await make(T.gateway, { vpcId: vpc.id });
  const subnet = (zone: string, third: number, vpcId = vpc.id) =>
    make(T.subnet, {
      vpcId,
      availabilityZone: `eu-central-1${zone}`,
      cidrBlock: `10.0.${third}.0/24`,
    });
  const subnets = [await subnet("a", 0), await subnet("b", 1)];
  const ids = subnets.map(({ id }) => id);

  const balancer = (args: Bag = {}) => make(T.balancer, { subnets: ids, ...args });
  const targetGroup = (args: Bag = {}) =>
    make(T.targetGroup, {
      vpcId: vpc.id,
      targetType: "ip",
      port: 4567,
      protocol: "HTTP",
      ...args,
    });
  const listener = (on: Resource, args: Bag = {}) =>
    make(T.listener, { loadBalancerArn: on.id, port: 80, defaultActions: [NOT_FOUND], ...args });
  const forward = (to: Resource): Bag => ({ type: "forward", targetGroupArn: to.id });

  /** The record that proves a certificate's name. */
  const prove = (certificate: Resource, index = 0, more: Bag = {}) => {
    const options = certificate.outputs["domainValidationOptions"] as Record<string, string>[];
    const option = options[index] ?? {};
    return make(T.record, {
      zoneId: ZONE_ID,
      name: option["resourceRecordName"],
      type: option["resourceRecordType"],
      records: [option["resourceRecordValue"]],
      ttl: 60,
      ...more,
    });
  };
  const certificate = (domainName: string, args: Bag = {}) =>
    make(T.certificate, { domainName, validationMethod: "DNS", ...args });
  const issued = async (domainName: string) => {
    const made = await certificate(domainName);
    await prove(made);
    return made;
  };
  return {
    ...account,
    make,
    vpc,
    subnet,
    ids,
    balancer,
    targetGroup,
    listener,
    forward,
    certificate,
    prove,
    issued,
  };
}

export type Edge = Awaited<ReturnType<typeof startEdge>>;
