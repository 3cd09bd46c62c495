import {
  configuration,
  fleet,
  instance,
  nativeTemplate,
  spotRequest,
  template,
} from "../../lib/hosts.vectors";
import { resource, stack, UNKNOWN, type Vectors } from "../../lib/vectors";

const PUBLIC = { associatePublicIpAddress: true };
const finding = (at: string, value = "true"): string =>
  `${at}associatePublicIpAddress is ${value}; expected false.`;
const host = { ...instance({ id: UNKNOWN }), name: "host" };

export default {
  pass: {
    "nothing is said": template({ networkInterfaces: [{ deviceIndex: 0 }] }),
    "it is off": template({ networkInterfaces: [{ associatePublicIpAddress: "false" }] }),
    "an instance": instance({ associatePublicIpAddress: false }),
    "an address for a NAT gateway": resource("aws:ec2/eip:Eip", { domain: "vpc" }),
  },
  fail: {
    "an interface of a template": [
      template({ networkInterfaces: [{}, { associatePublicIpAddress: "true" }] }),
      [finding("networkInterfaces[1].", '"true"')],
    ],
    "a single interface": [
      template({ networkInterfaces: PUBLIC }),
      [finding("networkInterfaces.")],
    ],
    "a launch configuration": [configuration(PUBLIC), [finding("")]],
    "an instance": [instance(PUBLIC), [finding("")]],
    "a spot request": [spotRequest(PUBLIC), [finding("")]],
    "a spot fleet": [fleet(PUBLIC), [finding("launchSpecifications[0].")]],
    "an aws-native template": [
      nativeTemplate({ networkInterfaces: [PUBLIC] }),
      [finding("launchTemplateData.networkInterfaces[0].")],
    ],
    "an Elastic IP": [
      resource("aws:ec2/eip:Eip", { instance: "i-1" }),
      ['instance is "i-1"; expected no instance.'],
    ],
    "an Elastic IP of an instance that is not known yet": [
      stack(
        host,
        resource(
          "aws:ec2/eipAssociation:EipAssociation",
          { instanceId: UNKNOWN },
          { from: { instanceId: ["host"] } },
        ),
      ),
      ['instanceId is the instance "host"; expected no instance.'],
    ],
  },
  unknown: {
    "the answer waits": [
      instance({ associatePublicIpAddress: UNKNOWN }),
      ["associatePublicIpAddress"],
    ],
    "an instance from elsewhere waits": [
      resource("aws:ec2/eip:Eip", { instance: UNKNOWN }),
      ["instance"],
    ],
  },
  malformed: {
    "the answer is a number": [
      instance({ associatePublicIpAddress: 2 }),
      ["associatePublicIpAddress is 2; expected true or false."],
    ],
  },
} satisfies Vectors;
