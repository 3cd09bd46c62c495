import { each, show, Undetermined, type Check } from "../../lib/finding";
import type { Reader } from "../../lib/reader";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";
import { TAGGABLE } from "../../lib/tags";

const PROVIDERS = ["pulumi:providers:aws", "pulumi:providers:aws-native"];
const TYPES = new Set([...PROVIDERS, ...TAGGABLE]);

export default rule(
  {
    name: "stack-region-allowed",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "Providers and resources must use the regions that the setting `regions` names.",
    why: "In other regions nobody watches, logs or bills as agreed, and data may not leave where it belongs.",
    remediationSteps: "Set the provider's `region`, and leave `region` of the resource out.",
    example: `new aws.Provider("aws", { region: "eu-central-1" });`,
    url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html",
    tags: [],
    practices: ["A20"],
  },
  [...TYPES],
  function* (resource, { type, urn, settings: { regions } }) {
    if (regions.length === 0) return;
    const isProvider = PROVIDERS.includes(type);
    if (isProvider && !resource.given("region")) {
      yield new Undetermined(urn, "region (from the environment)", "unknown");
    }
    yield* judge(resource, regions);
  },
  function* (graph, { settings: { regions } }) {
    if (regions.length === 0) return;
    const others = graph.nodes.filter(({ type }) => type.startsWith("aws:") && !TYPES.has(type));
    yield* each(others, ({ resource }) => judge(resource, regions));
  },
);

function* judge(resource: Reader, regions: readonly string[]): Check {
  const region = resource.text("region");
  if (region === undefined || matches(region, regions)) return;
  yield resource.finding("region", { expected: `one of ${show(regions)}` });
}
