import { fleet, instance, nativeTemplate, template } from "../../lib/hosts.vectors";
import { configured, resource, UNKNOWN, type Vectors } from "../../lib/vectors";

const PARAMETER =
  "resolve:ssm:/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id";
const finding = (at: string, value = '"ami-0123456789abcdef0"'): string =>
  `${at} is ${value}; expected the image of "resolve:ssm:/aws/service/ecs/optimized-ami/…", or one of the rule's \`allowed\`.`;
const AMI = "ami-0123456789abcdef0";
const base64 = (text: string): string => Buffer.from(text).toString("base64");
const JOIN = "#!/bin/bash\necho ECS_CLUSTER=main >> /etc/ecs/ecs.config\n";

export default {
  pass: {
    "AWS's parameter": template({ imageId: PARAMETER }),
    "Bottlerocket for ECS": nativeTemplate({
      imageId: "resolve:ssm:/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id",
    }),
    "AWS's parameter, while user data wait": template({ imageId: PARAMETER, userData: UNKNOWN }),
    "an image that is allowed": configured(template({ imageId: AMI }), {
      config: { allowed: [AMI] },
    }),
    "a template without an image": template({ instanceType: "m7g.large" }),
    "an instance that joins no cluster": instance({ ami: AMI, userData: "#!/bin/bash\n" }),
    "a node of Kubernetes": template({
      imageId: AMI,
      userData: base64("#!/bin/bash\n/etc/eks/bootstrap.sh main\n"),
    }),
  },
  fail: {
    "an id in a template": [template({ imageId: AMI }), [finding("imageId")]],
    "an id in a launch configuration": [
      resource("aws:ec2/launchConfiguration:LaunchConfiguration", { imageId: AMI }),
      [finding("imageId")],
    ],
    "an id in an aws-native template": [
      nativeTemplate({ imageId: AMI }),
      [finding("launchTemplateData.imageId")],
    ],
    "an instance that joins a cluster": [
      instance({ ami: AMI, userDataBase64: base64(JOIN) }),
      [finding("ami")],
    ],
    "one specification of a fleet": [
      fleet({ ami: AMI, userData: JOIN }, { ami: AMI }),
      [finding("launchSpecifications[0].ami")],
    ],
    "another parameter of AWS": [
      template({ imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023" }),
      [finding("imageId", '"resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023"')],
    ],
  },
  unknown: {
    "user data wait, which say what the instance is for": [
      instance({ ami: AMI, userData: UNKNOWN }),
      ["userData"],
    ],
    "the image waits": [template({ imageId: UNKNOWN }), ["imageId"]],
  },
  malformed: {
    "the image is an object": [
      template({ imageId: { id: AMI } }),
      ["imageId is an object; expected a string."],
    ],
  },
} satisfies Vectors;
