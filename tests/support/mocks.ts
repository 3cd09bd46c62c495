/**
 * Pulumi's mock monitor, with a recorder. Start it before the code under test is imported: `await startMocks()`, then
 * `await import(…)`.
 */
import * as pulumi from "@pulumi/pulumi";
import { Callback } from "@pulumi/pulumi/proto/callback_pb";
import * as state from "@pulumi/pulumi/runtime/state";

/** A resource as the program registered it. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Inputs;
}

/** Inputs are JSON of any shape: a test asks for a path and says what must be there. */
export interface Inputs {
  readonly [property: string]: Inputs | undefined;
}

export const ACCOUNT = {
  accountId: "123456789012",
  region: "us-east-1",
  partition: "aws",
  dnsSuffix: "amazonaws.com",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c", "us-east-1d"],
} as const;

const SECRET_SIGNATURE = "4dabf18193072939515e22adb298388d";

let resources: Registered[] = [];
let transforms: pulumi.ResourceTransform[] = [];
let calls: { token: string; inputs: unknown }[] = [];
let previewing = false;
let runningTaskDefinition: string | undefined;
let options: Map<string, Options> = new Map();
let answers: ReadonlyMap<string, object> = new Map();

/** How the mocks answer. */
export interface MockOptions {
  /** Runs as in a preview: ids and computed outputs are unknown. Default false. */
  readonly preview?: boolean;
  /** What `getService` says is running. Default: what the program asked for. */
  readonly runningTaskDefinition?: string;
}

/** Forgets what was registered and answers anew. */
export async function startMocks(mock: MockOptions = {}): Promise<void> {
  resources = [];
  calls = [];
  transforms = [];
  answers = new Map();
  options = new Map();
  previewing = mock.preview ?? false;
  runningTaskDefinition = mock.runningTaskDefinition;
  await pulumi.runtime.setMocks({ newResource, call }, "cruddur", "test", previewing);
  acceptTransforms();
  recordOptions();
}

/** Resource options that mocks are not told of; their monitor is. */
interface Options {
  readonly protect: boolean;
  /** URNs. */
  readonly dependencies: readonly string[];
  /** A URN. */
  readonly parent: string;
  /** A URN and an id. */
  readonly provider: string;
}

function recordOptions(): void {
  interface Request {
    getType(): string;
    getName(): string;
    getProtect(): boolean;
    getDependenciesList(): string[];
    getParent(): string;
    getProvider(): string;
  }
  type Register = (request: Request, answer: unknown) => unknown;
  // Public in JavaScript, but left out of the type declarations.
  const { getMonitor } = pulumi.runtime as unknown as {
    getMonitor: () => { registerResource: Register };
  };
  const monitor = getMonitor();
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, answer) => {
    options.set(`${request.getType()} ${request.getName()}`, {
      protect: request.getProtect(),
      dependencies: request.getDependenciesList(),
      parent: request.getParent(),
      provider: request.getProvider(),
    });
    return register(request, answer);
  };
}

/** Whether Pulumi refuses to delete a resource. */
export function isProtected({ type, name }: Registered): boolean {
  return options.get(`${type} ${name}`)?.protect ?? false;
}

/** What a resource waits for: `type name`, sorted. */
export function dependenciesOf({ type, name }: Registered): string[] {
  return (options.get(`${type} ${name}`)?.dependencies ?? []).map(lastOf).sort();
}

/** What a resource belongs to, and what makes it: `type name` of each. */
export function ownersOf({ type, name }: Registered): { parent: string; provider: string } {
  const { parent = "", provider = "" } = options.get(`${type} ${name}`) ?? {};
  return { parent: lastOf(parent), provider: lastOf(provider) };
}

/** `type name` of a URN. */
export function lastOf(urn: string): string {
  const [, , types = "", name = ""] = urn.split("::");
  return `${types.split("$").at(-1) ?? ""} ${name}`;
}

/** What an invoke answers from now on; an error is what it fails with. */
export function mockInvoke(token: string, answer: object): void {
  answers = new Map([...answers, [token, answer]]);
}

/** The mock monitor refuses transforms; here they are recorded. What they do is tried by calling them. */
function acceptTransforms(): void {
  // Public in JavaScript, but left out of the type declarations.
  const { getStore } = state as unknown as { getStore: () => Record<string, unknown> };
  const store = getStore();
  store["supportsTransforms"] = true;
  store["callbacks"] = {
    awaitStackRegistrations: () => Promise.resolve(),
    shutdown: () => undefined,
    registerTransform: (transform: pulumi.ResourceTransform) => {
      transforms.push(transform);
      return Promise.resolve(new Callback());
    },
  };
}

/** The transforms that the program handed to resources. */
export function registeredTransforms(): readonly pulumi.ResourceTransform[] {
  return transforms;
}

/** What was registered, once nothing is pending; components and providers are left out. */
export async function registered(type?: string): Promise<Registered[]> {
  await settled();
  return resources.filter((resource) => type === undefined || resource.type === type);
}

/** `type name` of everything that was registered, sorted. */
export async function inventory(): Promise<string[]> {
  return (await registered()).map(({ type, name }) => `${type} ${name}`).sort();
}

/** The one resource of a type, with the name if several have the type. */
export async function only(type: string, name?: string): Promise<Registered> {
  const found = (await registered(type)).filter(
    (resource) => name === undefined || resource.name === name,
  );
  const [first, ...others] = found;
  if (!first || others.length > 0)
    throw new Error(`${found.length} resources are ${type} ${name ?? ""}, expected one`);
  return first;
}

/** The invokes of the program. */
export function invoked(): readonly { token: string; inputs: unknown }[] {
  return calls;
}

/** The value of an output, and whether it is a secret. */
export async function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const settling = output as unknown as { promise: () => Promise<T> };
    settling.promise().then(resolve, reject);
  });
}

/** Waits until the program has nothing left to register. */
export async function settled(): Promise<void> {
  // Public in JavaScript, but left out of the type declarations.
  const { waitForRPCs } = pulumi.runtime as unknown as { waitForRPCs: () => Promise<void> };
  await waitForRPCs();
}

function newResource(args: pulumi.runtime.MockResourceArgs): pulumi.runtime.MockResourceResult {
  const inputs = args.inputs as Record<string, unknown>;
  resources.push({ type: args.type, name: args.name, inputs: inputs as Inputs });
  // A preview knows what was given, and neither the id nor what AWS computes.
  if (previewing) return { id: undefined, state: inputs };
  const id = idOf(args.type, args.name, inputs);
  const state = { ...inputs, ...computed(args.type, args.name, id, plain(inputs)) };
  return { id, state };
}

/** Secrets travel as marked objects; ids and ARNs need the text. */
function plain(inputs: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).map(([key, value]) => [
      key,
      value !== null && typeof value === "object" && SECRET_SIGNATURE in value
        ? (value as unknown as { value: unknown }).value
        : value,
    ]),
  );
}

function idOf(type: string, name: string, inputs: Record<string, unknown>): string {
  const prefix = {
    "aws:ec2/securityGroup:SecurityGroup": "sg",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "sg",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "sgr",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "sgr",
    "aws:ec2/vpcEndpoint:VpcEndpoint": "vpce",
    "aws:ec2/flowLog:FlowLog": "fl",
  }[type];
  if (prefix) return `${prefix}-${hexOf(`${type} ${name}`)}`;
  return typeof inputs["name"] === "string" ? inputs["name"] : `${name}-1a2b3c4`;
}

/** 17 hex digits, always the same for the same text. */
function hexOf(text: string): string {
  let hash = 0;
  for (const character of text) hash = (hash * 31 + character.charCodeAt(0)) % 0xffffffffffff;
  return hash.toString(16).padStart(17, "0");
}

const arn = (service: string, resource: string, region: string = ACCOUNT.region) =>
  `arn:aws:${service}:${region}:${ACCOUNT.accountId}:${resource}`;

/** What AWS answers besides the inputs. */
function computed(
  type: string,
  name: string,
  id: string,
  inputs: Record<string, unknown>,
): Record<string, unknown> {
  switch (type) {
    case "awsx:ec2:Vpc":
      return {
        vpcId: "vpc-0a1b2c3d4e5f60718",
        publicSubnetIds: ["subnet-public-1", "subnet-public-2"],
        privateSubnetIds: ["subnet-private-1", "subnet-private-2"],
        isolatedSubnetIds: ["subnet-isolated-1", "subnet-isolated-2"],
        routeTables: [{ id: "rtb-1" }, { id: "rtb-2" }],
        natGateways: [{ id: "nat-1" }, { id: "nat-2" }],
      };
    case "aws:kms/key:Key":
      return {
        arn: arn("kms", `key/00000000-0000-4000-8000-${hexOf(name).slice(-12)}`),
        keyId: hexOf(name),
      };
    case "aws:cloudwatch/logGroup:LogGroup":
      return { arn: arn("logs", `log-group:${id}`) };
    case "aws:ecr/repository:Repository":
      return {
        arn: arn("ecr", `repository/${id}`),
        repositoryUrl: `${ACCOUNT.accountId}.dkr.ecr.${ACCOUNT.region}.amazonaws.com/${id}`,
      };
    case "aws:sns/topic:Topic":
      return { arn: arn("sns", id) };
    case "aws:ssm/parameter:Parameter":
      return { arn: arn("ssm", `parameter${id}`), version: 1 };
    case "aws:iam/role:Role":
      return { arn: arn("iam", `role/${id}`, ""), name: id };
    case "aws:servicediscovery/httpNamespace:HttpNamespace":
      return { arn: arn("servicediscovery", `namespace/ns-${hexOf(name)}`) };
    case "aws:ecs/cluster:Cluster":
      return { arn: arn("ecs", `cluster/${id}`) };
    case "aws:ecs/taskDefinition:TaskDefinition":
      return { arn: arn("ecs", `task-definition/${String(inputs["family"])}:1`), revision: 1 };
    case "aws:ecs/service:Service":
    case "aws:ecs/capacityProvider:CapacityProvider":
      return { name: id };
    case "aws:autoscaling/group:Group":
      return { arn: arn("autoscaling", `autoScalingGroup:1:autoScalingGroupName/${id}`) };
    case "aws:ec2/launchTemplate:LaunchTemplate":
      return { latestVersion: 1 };
    case "aws:iam/instanceProfile:InstanceProfile":
      return { arn: arn("iam", `instance-profile/${id}`, "") };
    case "aws:ec2/vpcEndpoint:VpcEndpoint":
      return { prefixListId: `pl-${hexOf(name).slice(-8)}` };
    case "aws:signer/signingProfile:SigningProfile":
      return { arn: arn("signer", `/signing-profiles/${String(inputs["namePrefix"])}1`) };
    case "aws:s3/bucket:Bucket":
      return { arn: `arn:aws:s3:::${id}` };
    case "aws:lb/loadBalancer:LoadBalancer":
      return {
        arn: arn("elasticloadbalancing", `loadbalancer/app/${id}/1`),
        arnSuffix: `app/${id}/1`,
        dnsName: `${id}.${ACCOUNT.region}.elb.amazonaws.com`,
        zoneId: "Z35SXDOTRQ7X7K",
      };
    case "aws:lb/listener:Listener":
      return { arn: arn("elasticloadbalancing", `listener/app/${id}`) };
    case "aws:lb/listenerRule:ListenerRule":
      return { arn: arn("elasticloadbalancing", `listener-rule/app/${id}`) };
    case "aws:lb/targetGroup:TargetGroup":
      return {
        arn: arn("elasticloadbalancing", `targetgroup/${id}`),
        arnSuffix: `targetgroup/${id}`,
      };
    case "aws:acm/certificate:Certificate":
      return {
        arn: arn("acm", `certificate/${id}`),
        domainValidationOptions: validationOptions(inputs),
      };
    case "aws:route53/record:Record":
      return { fqdn: String(inputs["name"]).replace(/\.$/, "") };
    case "aws:wafv2/webAcl:WebAcl":
      return { arn: arn("wafv2", `regional/webacl/${id}/1`) };
    case "aws:cognito/userPool:UserPool":
      return { arn: arn("cognito-idp", `userpool/${id}`), endpoint: `cognito-idp.test/${id}` };
    case "aws:dynamodb/table:Table":
      return { arn: arn("dynamodb", `table/${id}`), streamArn: "" };
    case "aws:rds/instance:Instance":
      return { address: "database.test" };
    case "aws:rds/parameterGroup:ParameterGroup":
    case "aws:rds/subnetGroup:SubnetGroup":
      return { name: id };
    case "random:index/randomId:RandomId":
      return { hex: "0a1b2c3d" };
    case "random:index/randomPassword:RandomPassword":
      return { result: "canary/p@ss" };
    default:
      return {};
  }
}

/** What ACM asks to be proven: for each name of a certificate, the same record with and without a wildcard. */
function validationOptions(inputs: Record<string, unknown>): Record<string, string>[] {
  const others = inputs["subjectAlternativeNames"] as string[];
  return [String(inputs["domainName"]), ...others].reverse().map((domainName) => {
    const domain = domainName.replace(/^\*\./, "");
    return {
      domainName,
      resourceRecordName: `_proof.${domain}.`,
      resourceRecordType: "CNAME",
      resourceRecordValue: `_${hexOf(domain)}.acm-validations.aws.`,
    };
  });
}

function call(args: pulumi.runtime.MockCallArgs): Record<string, unknown> {
  calls.push({ token: args.token, inputs: args.inputs });
  const answer = answers.get(args.token);
  // The SDK reads what gRPC's errors call details.
  if (answer instanceof Error) throw Object.assign(answer, { details: answer.message });
  if (answer !== undefined) return answer as Record<string, unknown>;
  switch (args.token) {
    case "aws:index/getCallerIdentity:getCallerIdentity":
      return {
        accountId: ACCOUNT.accountId,
        arn: arn("sts", "assumed-role/deploy/test", ""),
        userId: "AROA:test",
        id: ACCOUNT.accountId,
      };
    case "aws:index/getRegion:getRegion":
      return { region: ACCOUNT.region, name: ACCOUNT.region, id: ACCOUNT.region };
    case "aws:index/getPartition:getPartition":
      return { partition: ACCOUNT.partition, dnsSuffix: ACCOUNT.dnsSuffix, id: ACCOUNT.partition };
    case "aws:route53/getZone:getZone":
      return {
        zoneId: "Z0123456789ABCDEFGHIJ",
        name: String((args.inputs as Record<string, unknown>)["name"]),
      };
    case "aws:index/getAvailabilityZones:getAvailabilityZones":
      return {
        names: [...ACCOUNT.zones].reverse(),
        zoneIds: [],
        groupNames: [],
        id: ACCOUNT.region,
      };
    case "aws:ecs/getService:getService":
      return runningService();
    default:
      throw new Error(`The mocks do not know the invoke ${args.token}`);
  }
}

function runningService(): Record<string, unknown> {
  const asked = resources.find(({ type }) => type === "aws:ecs/taskDefinition:TaskDefinition");
  const { family } = (asked?.inputs ?? {}) as { family?: string };
  const taskDefinition =
    runningTaskDefinition ?? arn("ecs", `task-definition/${family ?? "none"}:1`);
  return {
    taskDefinition,
    deployments: [{ id: "ecs-svc/1", status: "PRIMARY", taskDefinition }],
    events: [
      {
        id: "1",
        createdAt: "2026-11-21T08:00:00Z",
        message: "(service web) was unable to place a task.",
      },
      { id: "2", createdAt: "2026-11-21T08:01:00Z", message: "(service web) rolled back." },
    ],
  };
}

/** The JSON document in an input. */
export function documentOf(resource: Registered, input = "policy"): PolicyDocument {
  return JSON.parse(text(resource.inputs[input])) as PolicyDocument;
}

/** An IAM policy document as a test reads it. */
export interface PolicyDocument {
  readonly Version: string;
  readonly Statement: readonly {
    readonly Sid?: string;
    readonly Effect: string;
    readonly Principal?: unknown;
    readonly Action: string | string[];
    readonly Resource?: string | string[];
    readonly Condition?: Record<string, Record<string, unknown>>;
  }[];
}

/** What a secret input carries; fails for a plain one. */
export function secretText(input: unknown): string {
  if (!isSecretValue(input)) throw new Error("The input is not a secret");
  return String(input.value);
}

/** Whether an input is marked as a secret. */
export function isSecretValue(input: unknown): input is { readonly value?: unknown } {
  return input !== null && typeof input === "object" && SECRET_SIGNATURE in input;
}

/** An input that has to be a string. */
export function text(input: unknown): string {
  if (typeof input === "string") return input;
  throw new Error(`${JSON.stringify(input)} is not a string`);
}
