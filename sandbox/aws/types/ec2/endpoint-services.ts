import { crc32 } from "node:zlib";

/** Endpoint services of AWS and the managed prefix lists behind the gateway ones. */

/** Services with a gateway endpoint (AWS PrivateLink Guide, "Gateway endpoints"). */
const GATEWAY = ["dynamodb", "s3"];

/** Suffixes of `com.amazonaws.<region>.` with an interface endpoint (AWS PrivateLink Guide, "AWS services that integrate with AWS PrivateLink"). */
const INTERFACE = `
  access-analyzer account acm acm-pca airflow.api airflow.env airflow.ops amplify appconfig appconfigdata
  application-autoscaling appmesh appmesh-envoy-management apprunner apprunner.requests appsync-api athena auditmanager
  autoscaling autoscaling-plans backup backup-gateway batch bedrock bedrock-agent bedrock-agent-runtime bedrock-runtime
  billing cassandra cloudcontrolapi cloudformation cloudhsmv2 cloudtrail codeartifact.api codeartifact.repositories
  codebuild codecommit codeconnections.api codedeploy codedeploy-commands-secure codepipeline codestar-connections.api
  cognito-idp comprehend config connect-campaigns data-servicediscovery databrew datasync datazone deviceadvisor.iot dms
  drs dynamodb dynamodb-streams ebs ec2 ec2messages ecr.api ecr.dkr ecs ecs-agent ecs-telemetry eks eks-auth
  elasticache elasticbeanstalk elasticbeanstalk-health elasticfilesystem elasticloadbalancing elasticmapreduce
  email-smtp emr-containers emr-serverless events evidently execute-api firehose fis forecast frauddetector fsx glue
  grafana grafana-workspace guardduty guardduty-data healthlake imagebuilder inspector2 iot.data iotsitewise.api
  iottwinmaker.api kafka kendra kinesis-firehose kinesis-streams kms lakeformation lambda license-manager logs
  lookoutmetrics macie2 mediaconnect memory-db mgn monitoring networkmanager notebook oam organizations personalize
  pi pinpoint pipes polly private-networks profile proton qldb.session ram rds rds-data redshift redshift-data
  redshift-serverless rekognition resource-groups robomaker rolesanywhere rum s3 s3-outposts
  sagemaker.api sagemaker.featurestore-runtime sagemaker.metrics sagemaker.runtime scheduler schemas secretsmanager
  securityhub servicecatalog servicediscovery servicequotas ses signer sms-voice sns sqs ssm ssm-contacts
  ssm-incidents ssm-quicksetup ssmmessages states storagegateway sts swf synthetics tagging textract timestream-influxdb
  tnb transcribe transfer translate vpc-lattice wafv2 workspaces xray
`
  .trim()
  .split(/\s+/);

/** Ids of managed prefix lists, which AWS publishes in the console of each region; others are made from the region's name. */
const PREFIX_LIST_IDS: Readonly<Record<string, string>> = {
  "us-east-1 s3": "pl-63a5400a",
  "us-east-1 dynamodb": "pl-02cd2c6b",
  "us-east-2 s3": "pl-7ba54012",
  "us-east-2 dynamodb": "pl-4ca54025",
  "us-west-1 s3": "pl-6ba54002",
  "us-west-2 s3": "pl-68a54001",
  "us-west-2 dynamodb": "pl-00a54069",
  "eu-central-1 s3": "pl-6ea54007",
  "eu-central-1 dynamodb": "pl-66a5400f",
  "eu-west-1 s3": "pl-6da54004",
  "eu-west-1 dynamodb": "pl-6fa54006",
};

/** One block per service, out of AWS's ip-ranges.json; the real lists have more. */
const PREFIX_LIST_BLOCKS: Readonly<Record<string, readonly string[]>> = {
  s3: ["52.216.0.0/15", "3.5.0.0/19"],
  dynamodb: ["52.94.0.0/22"],
};

export interface EndpointService {
  /** `com.amazonaws.eu-central-1.ecr.api` */
  readonly name: string;
  /** `ecr.api` */
  readonly suffix: string;
  readonly types: readonly ("Gateway" | "Interface")[];
  /** Name that private DNS answers for inside the VPC (interface endpoints). */
  readonly privateDnsName: string;
}

export interface PrefixList {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly string[];
}

/** The services of a region, by name; undefined: no such service there. */
export function endpointService(region: string, name: string): EndpointService | undefined {
  const prefix = `com.amazonaws.${region}.`;
  if (!name.startsWith(prefix)) return undefined;
  const suffix = name.slice(prefix.length);
  const types = [
    ...(GATEWAY.includes(suffix) ? ["Gateway" as const] : []),
    ...(INTERFACE.includes(suffix) ? ["Interface" as const] : []),
  ];
  if (types.length === 0) return undefined;
  return { name, suffix, types, privateDnsName: privateDnsName(suffix, region) };
}

/** All services of a region. */
export function endpointServices(region: string): EndpointService[] {
  return [...new Set([...GATEWAY, ...INTERFACE])]
    .sort()
    .flatMap((suffix) => endpointService(region, `com.amazonaws.${region}.${suffix}`) ?? []);
}

/** AWS's managed prefix lists of a region. */
export function prefixLists(region: string): PrefixList[] {
  return GATEWAY.map((suffix) => ({
    id:
      PREFIX_LIST_IDS[`${region} ${suffix}`] ??
      `pl-${crc32(`${region} ${suffix}`).toString(16).padStart(8, "0")}`,
    name: `com.amazonaws.${region}.${suffix}`,
    cidrs: PREFIX_LIST_BLOCKS[suffix] ?? [],
  }));
}

/** A prefix list of a region by its id or name. */
export function prefixListNamed(region: string, idOrName: string): PrefixList | undefined {
  return prefixLists(region).find(({ id, name }) => id === idOrName || name === idOrName);
}

/** Names differ from the suffix for a few services (their API endpoints in botocore). */
const DNS_NAMES: Readonly<Record<string, string>> = {
  "ecr.api": "api.ecr",
  "ecr.dkr": "*.dkr.ecr",
  "kinesis-streams": "kinesis",
  "kinesis-firehose": "firehose",
  "iot.data": "data-ats.iot",
  "execute-api": "*.execute-api",
};

function privateDnsName(suffix: string, region: string): string {
  return `${DNS_NAMES[suffix] ?? suffix}.${region}.amazonaws.com`;
}
