import { each } from "../../lib/finding";
import { INTERNET_GATEWAYS, VPCS } from "../../lib/routes";
import { stackRule } from "../../lib/rule";

const OPTIONS = [
  "aws:ec2/vpcBlockPublicAccessOptions:VpcBlockPublicAccessOptions",
  "aws-native:ec2:VpcBlockPublicAccessOptions",
];
const MODE = "internetGatewayBlockMode";
const EXPECTED = '"block-bidirectional" or "block-ingress", for nothing in the stack is public';
/** What has a way to the internet, or is one. */
const PUBLIC = [...INTERNET_GATEWAYS, "aws:ec2/defaultVpc:DefaultVpc"];

export default stackRule(
  {
    name: "ec2-vpc-block-public-access",
    severity: "low",
    enforcementLevel: "advisory",
    description: "Where nothing is public, VPC Block Public Access should be on.",
    why: "It holds for the whole account and region: an internet gateway that somebody adds later leads nowhere.",
    remediationSteps:
      "Add an `aws.ec2.VpcBlockPublicAccessOptions`, in the stack that owns the account's settings.",
    example: `new aws.ec2.VpcBlockPublicAccessOptions("block", { internetGatewayBlockMode: "block-bidirectional" });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-172",
    tags: ["security-hub:EC2.172"],
    practices: ["C22", "C28"],
  },
  [...OPTIONS, ...VPCS],
  function* (graph) {
    if (graph.ofType(PUBLIC).length > 0) return;
    const options = graph.ofType(OPTIONS);
    yield* each(options, function* ({ resource }) {
      const mode = resource.text(MODE)?.trim().toLowerCase() ?? "off";
      if (mode === "off") yield resource.finding(MODE, { expected: EXPECTED });
    });
    // The setting is the account's: one finding is enough.
    const [vpc] = graph.ofType(VPCS).filter(({ external }) => !external);
    if (vpc === undefined || options.length > 0) return;
    yield vpc.resource.finding(MODE, {
      found: "is declared for no account",
      expected: EXPECTED,
    });
  },
);
