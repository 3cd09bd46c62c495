import {
  configured,
  resource,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const subnet = (props: Record<string, unknown>, type = "aws:ec2/subnet:Subnet"): VectorResource =>
  resource(type, { vpcId: UNKNOWN, cidrBlock: "10.0.1.0/24", ...props });
const open = (tags: unknown): VectorResource => subnet({ mapPublicIpOnLaunch: true, tags });
const FINDING = "mapPublicIpOnLaunch is true; expected false.";

export default {
  pass: {
    "by default": subnet({}),
    "switched off": subnet({ mapPublicIpOnLaunch: false }),
    "awsx's public subnet": open({ Name: "main-public-1", SubnetType: "Public" }),
    "public, as its tag says": open({ Tier: "public" }),
    "public, as the setting names it": configured(open({ zone: "dmz" }), {
      config: { publicTags: ["zone=DMZ"] },
    }),
    "public, as its provider's tags say": subnet({
      mapPublicIpOnLaunch: true,
      tagsAll: { tier: "public" },
    }),
    "aws-native": subnet(
      { mapPublicIpOnLaunch: true, tags: [{ key: "tier", value: "public" }] },
      "aws-native:ec2:Subnet",
    ),
  },
  fail: {
    "without a tag": [subnet({ mapPublicIpOnLaunch: true }), [FINDING]],
    "a name is no declaration": [open({ Name: "public" }), [FINDING]],
    "a private subnet": [open({ SubnetType: "Private" }), [FINDING]],
    "as a string": [
      subnet({ mapPublicIpOnLaunch: "true" }),
      ['mapPublicIpOnLaunch is "true"; expected false.'],
    ],
    "a default subnet": [
      subnet({ mapPublicIpOnLaunch: true }, "aws:ec2/defaultSubnet:DefaultSubnet"),
      [FINDING],
    ],
    "aws-native": [
      subnet(
        { mapPublicIpOnLaunch: true, tags: [{ key: "Name", value: "web" }] },
        "aws-native:ec2:Subnet",
      ),
      [FINDING],
    ],
  },
  unknown: {
    "it waits": [subnet({ mapPublicIpOnLaunch: UNKNOWN }), ["mapPublicIpOnLaunch"]],
    "the tags wait": [open(UNKNOWN), ["tags"]],
  },
  malformed: {
    "it is a word": [
      subnet({ mapPublicIpOnLaunch: "sometimes" }),
      ['mapPublicIpOnLaunch is "sometimes"; expected true or false.'],
    ],
  },
} satisfies Vectors;
