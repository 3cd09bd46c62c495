import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecr-registry-enhanced-scanning",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "The registry must scan images continuously, with Amazon Inspector.",
    why: "Most faults become known after the image was pushed; basic scanning looks once, and only at packages of the operating system.",
    remediationSteps:
      'Set `scanType: "ENHANCED"` and a rule with `scanFrequency: "CONTINUOUS_SCAN"`.',
    example: `new aws.ecr.RegistryScanningConfiguration("registry", { scanType: "ENHANCED", rules: [{ scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] }] });`,
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-enhanced.html",
    tags: [],
    practices: ["A7", "A14", "A17"],
  },
  [
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration",
    "aws-native:ecr:RegistryScanningConfiguration",
  ],
  function* (registry) {
    if (registry.text("scanType")?.toUpperCase() !== "ENHANCED") {
      yield registry.finding("scanType", { expected: '"ENHANCED"' });
      return;
    }
    const frequencies = registry.list("rules").map((scan) => scan.text("scanFrequency") ?? "");
    if (frequencies.some((frequency) => frequency.toUpperCase() === "CONTINUOUS_SCAN")) return;
    yield registry.finding("rules", {
      found: "scan nothing continuously",
      expected: 'a rule with scanFrequency "CONTINUOUS_SCAN"',
    });
  },
);
