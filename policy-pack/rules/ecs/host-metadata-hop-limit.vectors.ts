import { configuration, fleet, instance, nativeTemplate, template } from "../../lib/hosts.vectors";
import {
  configured,
  resource,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const hops = (httpPutResponseHopLimit: unknown): Record<string, unknown> => ({
  metadataOptions: { httpTokens: "required", httpPutResponseHopLimit },
});
const finding = (at: string, value = "2"): string =>
  `${at}httpPutResponseHopLimit is ${value}; expected at most 1.`;
const defaults = (httpPutResponseHopLimit: unknown): VectorResource =>
  resource("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", {
    httpPutResponseHopLimit,
  });

export default {
  pass: {
    "one hop": template(hops(1)),
    "nothing is said": instance({}),
    "no metadata service": template({
      metadataOptions: { httpEndpoint: "disabled", httpPutResponseHopLimit: 2 },
    }),
    "the limit that is configured": configured(template(hops(2)), { config: { limit: 2 } }),
    "defaults of the account without a preference": defaults(-1),
  },
  fail: {
    "two hops": [template(hops(2)), [finding("metadataOptions.")]],
    "as a string": [configuration(hops("64")), [finding("metadataOptions.", '"64"')]],
    "an instance": [instance(hops(2)), [finding("metadataOptions.")]],
    "an aws-native template": [
      nativeTemplate(hops(2)),
      [finding("launchTemplateData.metadataOptions.")],
    ],
    "defaults of the account": [defaults(2), [finding("")]],
    "more than what is configured": [
      configured(template(hops(3)), { config: { limit: 2 } }),
      ["metadataOptions.httpPutResponseHopLimit is 3; expected at most 2."],
    ],
  },
  unknown: {
    "the limit waits": [template(hops(UNKNOWN)), ["metadataOptions.httpPutResponseHopLimit"]],
  },
  malformed: {
    "the limit is a word": [
      template(hops("far")),
      ['metadataOptions.httpPutResponseHopLimit is "far"; expected a number.'],
    ],
    "a specification is a word": [
      fleet("ami-1"),
      ['launchSpecifications[0] is "ami-1"; expected an object.'],
    ],
  },
} satisfies Vectors;
