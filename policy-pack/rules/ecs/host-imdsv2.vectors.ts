import {
  configuration,
  fleet,
  instance,
  nativeTemplate,
  spotRequest,
  template,
} from "../../lib/hosts.vectors";
import { resource, UNKNOWN, type VectorResource, type Vectors } from "../../lib/vectors";

const defaults = (httpTokens: unknown): VectorResource =>
  resource("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults", { httpTokens });
const REQUIRED = { metadataOptions: { httpTokens: "required", __defaults: [] } };
const OPTIONAL = { metadataOptions: { httpTokens: "optional" } };
const finding = (at: string, value = '"optional"'): string =>
  `${at}httpTokens is ${value}; expected "required".`;

export default {
  pass: {
    "a template that requires tokens": template(REQUIRED),
    "an instance that requires tokens": instance(REQUIRED),
    "options in a list": template({ metadataOptions: [{ httpTokens: "required" }] }),
    "no metadata service": configuration({ metadataOptions: { httpEndpoint: "disabled" } }),
    "an instance whose template is judged by itself": instance({ launchTemplate: { id: UNKNOWN } }),
    "an aws-native template": nativeTemplate(REQUIRED),
    "a fleet of templates": resource("aws:ec2/spotFleetRequest:SpotFleetRequest", {
      launchTemplateConfigs: [{ launchTemplateSpecification: { version: "1" } }],
    }),
    "defaults of the account that say nothing": defaults("no-preference"),
  },
  fail: {
    "a template that says nothing": [template({}), [finding("metadataOptions.", "not set")]],
    "a template that takes both": [template(OPTIONAL), [finding("metadataOptions.")]],
    "a launch configuration": [configuration(OPTIONAL), [finding("metadataOptions.")]],
    "an instance": [instance({}), [finding("metadataOptions.", "not set")]],
    "an instance that overrides its template": [
      instance({ launchTemplate: { id: UNKNOWN }, ...OPTIONAL }),
      [finding("metadataOptions.")],
    ],
    "a spot request": [spotRequest(OPTIONAL), [finding("metadataOptions.")]],
    "a spot fleet, whose specifications cannot say it": [
      fleet({ ami: "ami-1" }, { ami: "ami-2" }),
      [
        finding("launchSpecifications[0].metadataOptions.", "not set"),
        finding("launchSpecifications[1].metadataOptions.", "not set"),
      ],
    ],
    "an aws-native template": [
      nativeTemplate(OPTIONAL),
      [finding("launchTemplateData.metadataOptions.")],
    ],
    "an aws-native launch configuration": [
      resource("aws-native:autoscaling:LaunchConfiguration", OPTIONAL),
      [finding("metadataOptions.")],
    ],
    "defaults of the account": [defaults("optional"), [finding("")]],
  },
  unknown: {
    "the answer waits": [
      template({ metadataOptions: { httpTokens: UNKNOWN } }),
      ["metadataOptions.httpTokens"],
    ],
    "the template's data wait": [nativeTemplate(UNKNOWN), ["launchTemplateData"]],
  },
  malformed: {
    "the options are a word": [
      template({ metadataOptions: "required" }),
      ['metadataOptions is "required"; expected an object.'],
    ],
  },
} satisfies Vectors;
