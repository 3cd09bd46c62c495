import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./lib/pack";
import { requireFreshBuild } from "./lib/fresh-build";
import { rules } from "./rules";

requireFreshBuild(__filename);

new PolicyPack("container-security", {
  displayName: "Container security on AWS",
  description: "Blocks deployments that break container security rules on AWS.",
  enforcementLevel: "mandatory",
  provider: "aws",
  policies: policiesOf(rules),
});
