import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const registry = (props: Record<string, unknown>): VectorResource =>
  resource("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration", props);
const scans = (...frequencies: unknown[]): { rules: unknown[] } => ({
  rules: frequencies.map((scanFrequency) => ({ scanFrequency })),
});
const RULES =
  'rules scan nothing continuously; expected a rule with scanFrequency "CONTINUOUS_SCAN".';

export default {
  pass: {
    "continuous scanning": registry({
      scanType: "ENHANCED",
      ...scans("SCAN_ON_PUSH", "CONTINUOUS_SCAN"),
    }),
  },
  fail: {
    "basic scanning": [
      registry({ scanType: "BASIC", ...scans("SCAN_ON_PUSH") }),
      ['scanType is "BASIC"; expected "ENHANCED".'],
    ],
    "nothing is said, in aws-native": [
      resource("aws-native:ecr:RegistryScanningConfiguration", {}),
      ['scanType is not set; expected "ENHANCED".'],
    ],
    "enhanced scanning on push alone": [
      registry({ scanType: "ENHANCED", ...scans("SCAN_ON_PUSH") }),
      [RULES],
    ],
    "enhanced scanning of nothing": [registry({ scanType: "ENHANCED" }), [RULES]],
  },
  unknown: {
    "the type waits": [registry({ scanType: UNKNOWN }), ["scanType"]],
    "a frequency waits": [
      registry({ scanType: "ENHANCED", ...scans(UNKNOWN) }),
      ["rules[0].scanFrequency"],
    ],
  },
  malformed: {
    "a rule is a word": [
      registry({ scanType: "ENHANCED", rules: ["CONTINUOUS_SCAN"] }),
      ['rules[0] is "CONTINUOUS_SCAN"; expected an object.'],
    ],
  },
} satisfies Vectors;
