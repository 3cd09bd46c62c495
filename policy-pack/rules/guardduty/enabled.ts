import { DETECTORS } from "../../lib/detectors";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "guardduty-enabled",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "GuardDuty detectors must be on.",
    why: "A suspended detector sees neither stolen credentials nor traffic to known attackers.",
    remediationSteps: "Remove `enable: false`.",
    automaticFix: "Sets `enable` to true.",
    example: `new aws.guardduty.Detector("detector", { enable: true });`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html#guardduty-1",
    tags: ["security-hub:GuardDuty.1", "checkov:CKV_AWS_238", "checkov:CKV2_AWS_3"],
    practices: ["A31", "C30"],
  },
  DETECTORS,
  function* (detector) {
    if (detector.flag("enable") !== false) return;
    yield detector.finding("enable", { expected: "true or not set", fix: { set: true } });
  },
);
