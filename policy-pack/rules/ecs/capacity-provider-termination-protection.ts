import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecs-capacity-provider-termination-protection",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Capacity providers should keep instances that run tasks from being terminated.",
    why: "Without it, scaling in ends instances with the tasks on them, in the middle of their work.",
    remediationSteps:
      'Set `managedTerminationProtection: "ENABLED"`, with managed scaling on and `protectFromScaleIn` on the group.',
    example: `autoScalingGroupProvider: { autoScalingGroupArn: group.arn, managedScaling: { status: "ENABLED" }, managedTerminationProtection: "ENABLED" }`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-19",
    tags: ["security-hub:ECS.19"],
    practices: ["A9"],
  },
  ["aws:ecs/capacityProvider:CapacityProvider", "aws-native:ecs:CapacityProvider"],
  function* (resource) {
    const group = resource.object("autoScalingGroupProvider");
    if (group === undefined) return;
    if (group.text("managedTerminationProtection")?.trim().toUpperCase() === "ENABLED") return;
    yield group.finding("managedTerminationProtection", { expected: '"ENABLED"' });
  },
);
