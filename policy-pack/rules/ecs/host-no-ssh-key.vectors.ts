import {
  configuration,
  fleet,
  instance,
  nativeTemplate,
  spotRequest,
  template,
} from "../../lib/hosts.vectors";
import { resource, stack, UNKNOWN, type Vectors } from "../../lib/vectors";

const finding = (at: string, value = '"admin"'): string =>
  `${at} is ${value}; expected no key pair.`;
const pair = resource(
  "aws:ec2/keyPair:KeyPair",
  { publicKey: "ssh-ed25519 AAAA" },
  { name: "admin" },
);

export default {
  pass: {
    "a template without a key": template({ imageId: "ami-1", __defaults: [] }),
    "an empty name": configuration({ keyName: "" }),
    "an instance without a key": instance({}),
    "a fleet without keys": fleet({ ami: "ami-1" }),
    "Batch on Fargate": resource("aws:batch/computeEnvironment:ComputeEnvironment", {
      computeResources: { type: "FARGATE" },
    }),
  },
  fail: {
    "a template": [template({ keyName: "admin" }), [finding("keyName")]],
    "a launch configuration": [configuration({ keyName: "admin" }), [finding("keyName")]],
    "an instance": [instance({ keyName: "admin" }), [finding("keyName")]],
    "a spot request": [spotRequest({ keyName: "admin" }), [finding("keyName")]],
    "one specification of a fleet": [
      fleet({ ami: "ami-1" }, { keyName: "admin" }),
      [finding("launchSpecifications[1].keyName")],
    ],
    "an aws-native template": [
      nativeTemplate({ keyName: "admin" }),
      [finding("launchTemplateData.keyName")],
    ],
    "hosts of AWS Batch": [
      resource("aws:batch/computeEnvironment:ComputeEnvironment", {
        computeResources: { ec2KeyPair: "admin" },
      }),
      [finding("computeResources.ec2KeyPair")],
    ],
    "a key pair of the stack whose name is not known yet": [
      stack(pair, { ...template({ keyName: UNKNOWN }), from: { keyName: ["admin"] } }),
      ['keyName is the key pair "admin"; expected no key pair.'],
    ],
    "the same in an aws-native template": [
      stack(pair, {
        ...nativeTemplate({ keyName: UNKNOWN }),
        from: { launchTemplateData: ["admin"] },
      }),
      ['launchTemplateData.keyName is the key pair "admin"; expected no key pair.'],
    ],
  },
  unknown: {
    "a name from elsewhere waits": [template({ keyName: UNKNOWN }), ["keyName"]],
  },
  malformed: {
    "the name is an object": [
      template({ keyName: { name: "admin" } }),
      ["keyName is an object; expected a string."],
    ],
  },
} satisfies Vectors;
