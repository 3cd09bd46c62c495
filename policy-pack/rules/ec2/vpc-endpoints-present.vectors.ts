import { NETWORK, service } from "../../lib/stack.vectors";
import {
  configured,
  resource,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";
import { ofVpc } from "../../lib/vpcs.vectors";

const endpoints = (...services: string[]): VectorResource[] =>
  services.map((name) =>
    ofVpc(
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      "vpcId",
      { serviceName: `com.amazonaws.eu-central-1.${name}` },
      name,
    ),
  );
const stack = (...resources: VectorResource[]): GivenStack =>
  configured([...NETWORK, ...resources], {});
const finding = (missing: string): string =>
  `vpcEndpoints has none for ${missing}; expected endpoints for what starting a task needs.`;

export default {
  pass: {
    "all of them": stack(
      service(["private"]),
      ...endpoints("ecr.api", "ecr.dkr", "s3", "logs", "ssm"),
    ),
    "those that the setting names": {
      ...stack(service(["private"]), ...endpoints("s3")),
      config: { services: ["s3"] },
    },
    "no tasks": stack(),
    "public tasks": stack(service(["public"])),
  },
  fail: {
    none: [
      stack(service(["isolated"])),
      [finding("ecr.api, ecr.dkr, s3, logs, ssm or secretsmanager")],
    ],
    "some are missing": [
      stack(service(["private"]), ...endpoints("s3", "ecr.dkr", "secretsmanager")),
      [finding("ecr.api, logs")],
    ],
    "those of another VPC": [
      stack(
        service(["private"]),
        ...endpoints("ecr.api", "ecr.dkr", "s3", "logs"),
        resource(
          "aws:ec2/vpcEndpoint:VpcEndpoint",
          { vpcId: "vpc-2", serviceName: "com.amazonaws.eu-central-1.ssm" },
          { name: "elsewhere" },
        ),
      ),
      [finding("ssm or secretsmanager")],
    ],
  },
  unknown: {
    "the service of an endpoint waits": [
      stack(
        service(["private"]),
        ofVpc("aws:ec2/vpcEndpoint:VpcEndpoint", "vpcId", { serviceName: UNKNOWN }),
      ),
      ["serviceName"],
    ],
  },
  malformed: {
    "the service of an endpoint is an object": [
      stack(
        service(["private"]),
        ofVpc("aws:ec2/vpcEndpoint:VpcEndpoint", "vpcId", { serviceName: {} }),
      ),
      ["serviceName is an object; expected a string."],
    ],
  },
} satisfies Vectors;
