import { arn } from "../../lib/arns";
import type { ResourceType } from "../../resource-type";
import { allOf, each, flag, matching, number, oneOf, text, texts } from "./inputs";
import { securityGroupOf } from "./lookups";
import { newId } from "./records";
import { refuse } from "./refusals";
import { LAUNCH_TEMPLATE } from "./tokens";

const CREATE = "CreateLaunchTemplate";

/** Inputs that do not make a new version of the template. */
const NOT_VERSIONED = ["defaultVersion", "tags", "tagsAll", "updateDefaultVersion"];

export const launchTemplate: ResourceType = {
  token: LAUNCH_TEMPLATE,
  source: [
    "hashicorp/terraform-provider-aws internal/service/ec2/ec2_launch_template.go",
    "botocore ec2 2016-11-15: CreateLaunchTemplate, CreateLaunchTemplateVersion",
  ],
  taggable: true,
  autoName: { property: "name", maxLength: 125 },
  forceNew: ["name", "namePrefix"],
  sets: ["securityGroupNames", "vpcSecurityGroupIds"],
  unknownOnUpdate: ["latestVersion"],
  check: allOf(
    matching("name", /^[\w()./-]{3,125}$/, "3 to 125 letters, digits or _()./-"),
    matching("description", /^[^]{0,255}$/, "at most 255 characters"),
    oneOf("instanceInitiatedShutdownBehavior", ["stop", "terminate"]),
    each("tagSpecifications", matching("resourceType", /^[a-z-]+$/, "a resource type of EC2")),
  ),
  create: (inputs, call) => {
    const name = text(inputs, "name") ?? `${text(inputs, "namePrefix") ?? ""}${call.hex(26)}`;
    for (const groupId of texts(inputs, "vpcSecurityGroupIds")) securityGroupOf(call, CREATE, groupId); // prettier-ignore
    const other = call.account.find(LAUNCH_TEMPLATE, (properties) => properties["name"] === name);
    if (other !== undefined) {
      refuse(
        CREATE,
        "InvalidLaunchTemplateName.AlreadyExistsException",
        "Launch template name already in use.",
      );
    }
    const id = newId(call, "lt");
    return {
      id,
      outputs: {
        arn: arn(call, "ec2", `launch-template/${id}`),
        defaultVersion: 1,
        latestVersion: 1,
        metadataOptions: inputs["metadataOptions"] ?? NO_METADATA_OPTIONS,
        name,
        namePrefix: text(inputs, "namePrefix") ?? "",
      },
    };
  },
  update: (_id, inputs, old) => {
    const versioned = new Set([...Object.keys(inputs), ...Object.keys(old)]);
    for (const name of NOT_VERSIONED) versioned.delete(name);
    const changed = [...versioned].some(
      (name) =>
        inputs[name] !== undefined && JSON.stringify(inputs[name]) !== JSON.stringify(old[name]),
    );
    const latestVersion = (number(old, "latestVersion") ?? 1) + (changed ? 1 : 0);
    return {
      latestVersion,
      defaultVersion: flag(inputs, "updateDefaultVersion")
        ? latestVersion
        : (number(inputs, "defaultVersion") ?? number(old, "defaultVersion") ?? 1),
      metadataOptions: inputs["metadataOptions"] ?? NO_METADATA_OPTIONS,
    };
  },
};

/** A template says nothing about metadata unless asked; the instance takes the account's settings. */
const NO_METADATA_OPTIONS = {
  httpEndpoint: "",
  httpProtocolIpv6: "",
  httpPutResponseHopLimit: 0,
  httpTokens: "",
  instanceMetadataTags: "",
};
