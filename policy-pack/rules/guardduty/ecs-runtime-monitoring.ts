import {
  blindToFargate,
  DETECTOR_FEATURES,
  DETECTORS,
  isRuntimeMonitoring,
  NATIVE_DETECTOR,
} from "../../lib/detectors";
import { each } from "../../lib/finding";
import type { Node } from "../../lib/graph";
import { referredTo } from "../../lib/links";
import { rule } from "../../lib/rule";

const FEATURES = Object.keys(DETECTOR_FEATURES);

export default rule(
  {
    name: "guardduty-ecs-runtime-monitoring",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "GuardDuty should watch what runs in tasks on Fargate.",
    why: "On Fargate no agent of one's own can watch processes, files and connections from the host; GuardDuty's can, from a sidecar that it adds itself.",
    remediationSteps:
      'Switch on the feature "RUNTIME_MONITORING" with "ECS_FARGATE_AGENT_MANAGEMENT".',
    example: `new aws.guardduty.DetectorFeature("runtime", { detectorId: detector.id, name: "RUNTIME_MONITORING", status: "ENABLED", additionalConfigurations: [{ name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" }] });`,
    url: "https://docs.aws.amazon.com/guardduty/latest/ug/runtime-monitoring.html",
    tags: ["security-hub:GuardDuty.11", "security-hub:GuardDuty.12"],
    practices: ["A4", "A31", "C30"],
  },
  [...DETECTORS, ...FEATURES],
  function* (resource, { type }) {
    const property = DETECTOR_FEATURES[type] ?? "status";
    const features = type === NATIVE_DETECTOR ? resource.list("features") : [resource];
    yield* each(features, function* (feature) {
      if (isRuntimeMonitoring(feature)) yield* blindToFargate(feature, property);
    });
  },
  function* (graph) {
    const monitors: Node[] = [];
    const waiting = [
      ...each(graph.ofType(FEATURES), (node) => {
        if (isRuntimeMonitoring(node.resource)) monitors.push(node);
        return [];
      }),
    ];
    const watched = monitors.flatMap((node) => referredTo(graph, node, "detectorId", DETECTORS));
    // A feature that leads to no detector of the stack may belong to any of them.
    if (monitors.some((node) => referredTo(graph, node, "detectorId", DETECTORS).length === 0))
      return;
    yield* waiting;
    if (waiting.length > 0) return;
    yield* each(graph.ofType(DETECTORS), function* (detector) {
      const { resource } = detector;
      if (watched.includes(detector) || resource.flag("enable") === false) return;
      if (resource.list("features").some(isRuntimeMonitoring)) return;
      yield resource.finding("features", {
        found: "have no RUNTIME_MONITORING",
        expected: "one that is on, with ECS_FARGATE_AGENT_MANAGEMENT",
      });
    });
  },
);
