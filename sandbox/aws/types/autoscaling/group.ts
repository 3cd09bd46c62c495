import { arn } from "../../lib/arns";
import { checks, lengthBetween, oneOf, wholeNumber } from "../../lib/check";
import { AwsError, type Call, type Properties, type ResourceType } from "../../resource-type";
import { LAUNCH_TEMPLATE } from "../ec2/tokens";
import { subnetOf } from "../ec2/lookups";

export const GROUP = "aws:autoscaling/group:Group";

const CREATE = "CreateAutoScalingGroup";
const UPDATE = "UpdateAutoScalingGroup";
/** One of these says what is launched (group.go: ExactlyOneOf). */
const LAUNCHES = ["launchConfiguration", "launchTemplate", "mixedInstancesPolicy"];
/** Accepted by AWS, but of no effect here; a program could tell the difference. */
const NOT_MODELLED = ["launchConfiguration", "mixedInstancesPolicy", "warmPool"];

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const record = (value: unknown): Properties | undefined =>
  typeof value === "object" && value !== null ? (value as Properties) : undefined;

function refuse(operation: string, message: string, code = "ValidationError"): never {
  throw new AwsError(`Auto Scaling: ${operation}`, code, message);
}

/** The template as the group keeps it: by id and name, with its version. */
function templateOf(inputs: Properties, operation: string, call: Call): Properties {
  const given = record(inputs["launchTemplate"]) ?? {};
  const { id, name } = given;
  const found = call.account.find(
    LAUNCH_TEMPLATE,
    (template, own) => own === id || (name !== undefined && template["name"] === name),
  );
  // Our wording.
  if (found === undefined)
    refuse(
      operation,
      "You must use a valid fully-formed launch template. The specified launch template does not exist.",
    );
  const { properties } = found;
  if (properties["instanceType"] === undefined && properties["instanceRequirements"] === undefined)
    refuse(
      operation,
      "You must use a valid fully-formed launch template. The request must contain the parameter InstanceType",
    );
  if (properties["imageId"] === undefined)
    refuse(
      operation,
      "You must use a valid fully-formed launch template. The request must contain the parameter ImageId",
    );
  requireVersion(given["version"], Number(properties["latestVersion"]), operation);
  return {
    id: found.id,
    name: properties["name"],
    version: given["version"] ?? "$Default",
  };
}

function requireVersion(given: unknown, latest: number, operation: string): void {
  const version = typeof given === "string" ? given : "$Default";
  const exists =
    /^\$(Latest|Default)$/.test(version) || (Number(version) >= 1 && Number(version) <= latest);
  // Our wording.
  if (!exists)
    refuse(
      operation,
      `You must use a valid fully-formed launch template. Version ${version} does not exist`,
    );
}

/** What the group is made of; refuses as AWS does. */
function settled(inputs: Properties, operation: string, call: Call, current?: number): Properties {
  const [min, max] = [Number(inputs["minSize"]), Number(inputs["maxSize"])];
  if (min > max)
    refuse(operation, `Max bound, ${max}, must be greater than or equal to min bound, ${min}`);
  const given = inputs["desiredCapacity"];
  const desired = Number(given ?? Math.min(Math.max(current ?? min, min), max));
  if (desired < min || desired > max)
    refuse(
      operation,
      desired < min
        ? `Desired capacity:${desired} must be greater than or equal to min size:${min}`
        : `Desired capacity:${desired} must be less than or equal to max size:${max}`,
    );
  const subnets = list(inputs["vpcZoneIdentifiers"]).map(String);
  const zones = subnets.map((id) => String(subnetOf(call, operation, id)["availabilityZone"]));
  const own = list(inputs["availabilityZones"]).map(String);
  if (zones.length + own.length === 0)
    refuse(operation, "At least one Availability Zone or VPC Subnet is required.");
  return {
    availabilityZones: [...new Set([...own, ...zones])].sort(),
    desiredCapacity: desired,
    launchTemplate: templateOf(inputs, operation, call),
    vpcZoneIdentifiers: subnets,
  };
}

/** Always there in the SDK's types; what AWS answers for a group that says nothing about them. */
const UNSET: Properties = {
  availabilityZoneDistribution: { capacityDistributionStrategy: "balanced-best-effort" },
  capacityReservationSpecification: { capacityReservationPreference: "default" },
  instanceLifecyclePolicy: {},
  loadBalancers: [],
  mixedInstancesPolicy: {},
  namePrefix: "",
  predictedCapacity: 0,
  targetGroupArns: [],
  trafficSources: [],
  warmPoolSize: 0,
};

/** Inputs that an import gives back. */
const READ_BACK = [
  "defaultCooldown",
  "desiredCapacity",
  "enabledMetrics",
  "healthCheckGracePeriod",
  "healthCheckType",
  "maxInstanceLifetime",
  "maxSize",
  "metricsGranularity",
  "minSize",
  "name",
  "protectFromScaleIn",
  "suspendedProcesses",
  "tags",
  "terminationPolicies",
  "vpcZoneIdentifiers",
];

export const group: ResourceType = {
  token: GROUP,
  source: [
    "API model autoscaling 2011-01-01: CreateAutoScalingGroup, XmlStringMaxLen255",
    "hashicorp/terraform-provider-aws internal/service/autoscaling/group.go",
    "Amazon EC2 Auto Scaling User Guide; sentences as quoted in public issue trackers, except where a comment says otherwise",
  ],
  autoName: { property: "name", maxLength: 255 },
  defaults: {
    forceDelete: false,
    forceDeleteWarmPool: false,
    healthCheckGracePeriod: 300,
    ignoreFailedScalingActivities: false,
    metricsGranularity: "1Minute",
    protectFromScaleIn: false,
    waitForCapacityTimeout: "10m",
  },
  required: ["maxSize", "minSize"],
  forceNew: ["name", "namePrefix"],
  sets: ["availabilityZones", "enabledMetrics", "suspendedProcesses", "tags", "vpcZoneIdentifiers"],
  check: (inputs, unknown) => {
    const given = LAUNCHES.filter((name) => inputs[name] !== undefined || unknown.has(name));
    return [
      ...checks(
        lengthBetween("name", 1, 255),
        oneOf("healthCheckType", ["EC2", "EBS", "ELB", "VPC_LATTICE"]),
        wholeNumber("desiredCapacity"),
        wholeNumber("maxSize"),
        wholeNumber("minSize"),
      )(inputs),
      ...(given.length === 1
        ? []
        : [
            {
              property: "launchTemplate",
              reason: `exactly one of ${LAUNCHES.join(", ")} must be specified, got ${given.length}`,
            },
          ]),
      ...NOT_MODELLED.filter((name) => inputs[name] !== undefined).map((property) => ({
        property,
        reason: `the sandbox does not model ${property}; use launchTemplate`,
      })),
    ];
  },
  create: (inputs, call) => {
    const name = String(inputs["name"]);
    if (call.account.get(GROUP, name) !== undefined)
      refuse(
        CREATE,
        "AutoScalingGroup by this name already exists - A group with the name " +
          name +
          " already exists",
        "AlreadyExists",
      );
    const uuid = call.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
    return {
      id: name,
      outputs: {
        ...UNSET,
        ...settled(inputs, CREATE, call),
        arn: arn(call, "autoscaling", `autoScalingGroup:${uuid}:autoScalingGroupName/${name}`),
        defaultCooldown: inputs["defaultCooldown"] ?? 300,
        healthCheckType: inputs["healthCheckType"] ?? "EC2",
        serviceLinkedRoleArn: `arn:${call.partition}:iam::${call.accountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
      },
    };
  },
  inputsOf: (state) => {
    const { id, version } = record(state["launchTemplate"]) ?? {};
    const given = READ_BACK.filter((name) => state[name] !== undefined);
    return {
      ...Object.fromEntries(given.map((name) => [name, state[name]])),
      // The name is computed where the id is given.
      launchTemplate: { id, version },
    };
  },
  update: (_id, inputs, old, call) => settled(inputs, UPDATE, call, Number(old["desiredCapacity"])),
};
