import { show } from "../../lib/finding";
import { rule } from "../../lib/rule";
import { rootOf, SECURITY_PROPERTIES } from "../../lib/security-properties";

export default rule(
  {
    name: "stack-no-security-ignore-changes",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "`ignoreChanges` should not hide properties that decide on access, encryption or what runs.",
    why: "What somebody changes by hand in such a property stays, and neither preview nor these rules see it.",
    remediationSteps:
      "Take the property out of `ignoreChanges`, and bring the change into the program.",
    example: `new aws.ecs.Service("web", args, { ignoreChanges: ["desiredCount"] });`,
    url: "https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/",
    tags: [],
    practices: ["C11", "C35"],
  },
  Object.keys(SECURITY_PROPERTIES),
  function* (resource, { type, options }) {
    const properties = SECURITY_PROPERTIES[type] ?? [];
    const hidden = options.ignoreChanges.filter((path) => {
      const root = rootOf(path);
      return root === "*" || properties.includes(root);
    });
    if (hidden.length === 0) return;
    yield resource.finding("ignoreChanges", {
      found: `hides ${hidden.map((path) => show(path)).join(", ")}`,
      expected: "such changes to be seen",
    });
  },
);
