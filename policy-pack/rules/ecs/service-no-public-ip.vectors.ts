import { eventTarget, nativeService, pipe, schedule, service } from "../../lib/runs.vectors";
import { express, resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const PUBLIC = { assignPublicIp: true, subnets: UNKNOWN };
const finding = (at: string, value = "true", expected = "false"): string =>
  `${at}assignPublicIp is ${value}; expected ${expected}.`;

export default {
  pass: {
    "it is off": service({ assignPublicIp: false, subnets: [UNKNOWN] }),
    "nothing is said: AWS gives none": service({ subnets: [UNKNOWN] }),
    "a service without a network of its own": resource("aws:ecs/service:Service", {}),
    "an aws-native service": nativeService({ assignPublicIp: "DISABLED" }),
    "an event target that is no task": resource("aws:cloudwatch/eventTarget:EventTarget", {
      arn: "arn:aws:lambda:eu-central-1:123456789012:function:x",
    }),
    "an Express service in subnets of one's own": express(
      { image: "web" },
      { networkConfigurations: [{ subnets: UNKNOWN, securityGroups: [UNKNOWN] }] },
    ),
  },
  fail: {
    "a service": [service(PUBLIC), [finding("networkConfiguration.")]],
    "configuration in a list": [service([PUBLIC]), [finding("networkConfiguration.")]],
    "as a string": [
      service({ assignPublicIp: "true" }),
      [finding("networkConfiguration.", '"true"')],
    ],
    "a task set": [
      resource("aws:ecs/taskSet:TaskSet", { networkConfiguration: PUBLIC }),
      [finding("networkConfiguration.")],
    ],
    "an aws-native service": [
      nativeService({ assignPublicIp: "ENABLED" }),
      [finding("networkConfiguration.awsvpcConfiguration.", '"ENABLED"', '"DISABLED"')],
    ],
    "a schedule": [schedule(PUBLIC), [finding("target.ecsParameters.networkConfiguration.")]],
    "an event target": [eventTarget(PUBLIC), [finding("ecsTarget.networkConfiguration.")]],
    "a pipe": [
      pipe({ assignPublicIp: "ENABLED" }),
      [
        finding(
          "targetParameters.ecsTaskParameters.networkConfiguration.awsVpcConfiguration.",
          '"ENABLED"',
          '"DISABLED"',
        ),
      ],
    ],
    "the second target of an aws-native rule": [
      resource("aws-native:events:Rule", {
        targets: [
          { arn: UNKNOWN, id: "queue" },
          {
            arn: UNKNOWN,
            id: "task",
            ecsParameters: {
              networkConfiguration: { awsVpcConfiguration: { assignPublicIp: "ENABLED" } },
            },
          },
        ],
      }),
      [
        finding(
          "targets[1].ecsParameters.networkConfiguration.awsVpcConfiguration.",
          '"ENABLED"',
          '"DISABLED"',
        ),
      ],
    ],
    "an Express service in AWS's default subnets": [
      express({ image: "web" }),
      [
        "networkConfigurations.subnets is not set; expected private subnets, for AWS takes those of the default VPC, which are public.",
      ],
    ],
  },
  unknown: {
    "the answer waits": [
      service({ assignPublicIp: UNKNOWN }),
      ["networkConfiguration.assignPublicIp"],
    ],
    "the network waits": [service(UNKNOWN), ["networkConfiguration"]],
  },
  malformed: {
    "the answer is a word": [
      service({ assignPublicIp: "perhaps" }),
      ['networkConfiguration.assignPublicIp is "perhaps"; expected true or false.'],
    ],
    "there are two networks": [
      service([PUBLIC, PUBLIC]),
      ["networkConfiguration is a list of 2; expected an object."],
    ],
  },
} satisfies Vectors;
