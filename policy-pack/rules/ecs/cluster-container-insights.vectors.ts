import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const cluster = (settings?: unknown): VectorResource =>
  resource("aws:ecs/cluster:Cluster", {
    name: "main",
    ...(settings !== undefined && { settings }),
  });
const insights = (value: unknown): Record<string, unknown> => ({
  name: "containerInsights",
  value,
});
const finding = (value: string): string =>
  `settings[0].value is "${value}"; expected "enabled" or "enhanced".`;
const MISSING = 'settings has no containerInsights; expected "enabled" or "enhanced".';
const account = (name: string, value: string): VectorResource =>
  resource("aws:ecs/accountSettingDefault:AccountSettingDefault", { name, value });

export default {
  pass: {
    "it is on": cluster([insights("enabled")]),
    "it is on, with more metrics": cluster([insights("enhanced")]),
    "a single setting": cluster(insights("enabled")),
    "an aws-native cluster": resource("aws-native:ecs:Cluster", {
      clusterSettings: [insights("enhanced")],
    }),
    "on for the account": account("containerInsights", "enhanced"),
    "another setting of the account": account("taskLongArnFormat", "disabled"),
  },
  fail: {
    "nothing is said": [cluster(), [MISSING]],
    "no settings": [cluster([]), [MISSING]],
    "it is off": [cluster([insights("disabled")]), [finding("disabled")]],
    "a word that AWS does not know": [cluster([insights("on")]), [finding("on")]],
    "an aws-native cluster": [resource("aws-native:ecs:Cluster", {}), [MISSING]],
    "off for the account": [
      account("containerInsights", "disabled"),
      ['value is "disabled"; expected "enabled" or "enhanced".'],
    ],
  },
  unknown: {
    "the value waits": [cluster([insights(UNKNOWN)]), ["settings[0].value"]],
    "a setting waits": [cluster([UNKNOWN]), ["settings[0]"]],
  },
  malformed: {
    "a setting is a word": [
      cluster(["containerInsights"]),
      ['settings[0] is "containerInsights"; expected an object.'],
    ],
  },
} satisfies Vectors;
