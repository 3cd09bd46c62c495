import { CLASSIC_LOAD_BALANCERS, isFacing, kindOf, LOAD_BALANCERS } from "../../lib/load-balancers";
import { strings } from "../../lib/options";
import { rule } from "../../lib/rule";
import { matches } from "../../lib/settings";
import { tagPairs } from "../../lib/tag-pairs";

export default rule(
  {
    name: "lb-no-unexpected-public",
    severity: "high",
    enforcementLevel: "advisory",
    description:
      "Load balancers should be internal, unless their name or a tag says that they are meant to be public.",
    why: "Load balancers face the internet by default: one that was meant for the inside is public by an omission.",
    remediationSteps:
      "Set `internal: true`; for one that is meant to be public, set the tag `Exposure: public` or list its name in `publicNames`.",
    example: `new aws.lb.LoadBalancer("api", { ...args, internal: true });`,
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
    tags: ["trivy:AWS-0053"],
    practices: ["C22", "C28"],
    options: {
      publicNames: strings(
        [],
        "Names of load balancers, in AWS or in the program, `*` for any characters, that are meant to be public.",
      ),
      publicTags: strings(
        ["Exposure=public"],
        "Tags, as `key=value`, `*` for any characters, by which a load balancer is meant to be public.",
      ),
    },
  },
  [...LOAD_BALANCERS, ...CLASSIC_LOAD_BALANCERS],
  function* (balancer, { type, name, config }) {
    const isNative = type.startsWith("aws-native:");
    if (kindOf(balancer, type) === "gateway" || !isFacing(balancer)) return;
    if (matches(name, config.publicNames)) return;
    if (config.publicNames.length > 0 && matches(balancer.text("name") ?? "", config.publicNames))
      return;
    const tags = tagPairs(balancer).map((pair) => pair.join("="));
    if (tags.some((tag) => matches(tag, config.publicTags))) return;
    yield balancer.finding(isNative ? "scheme" : "internal", {
      expected: isNative ? '"internal"' : "true",
    });
  },
);
