import { isObject } from "../../../lib/values";
import { arn } from "../../lib/arns";
import { checks, conflicts, lengthBetween, matches } from "../../lib/check";
import {
  type Call,
  type CheckFailure,
  InitFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";
import { ORGANIZATION } from "../organizations/tokens";
import { parseTemplate, templateFaults } from "./pack-template";
import { CONFORMANCE_PACK, ORGANIZATION_CONFORMANCE_PACK, recorderOf, refuse } from "./tokens";

/** API model config 2014-11-12: TemplateBody (bytes); the provider's limit of parameters. */
const MAX_TEMPLATE = 51_200;
const MAX_PARAMETERS = 60;
/** AWS Config Developer Guide, service limits: packs of an account and region, and of an organization. */
const MAX_PACKS = 50;

const NAME = /^[a-zA-Z][-a-zA-Z0-9]*$/;
const NAME_MEANS = "a letter, then letters, digits and -";

const checkContent = [
  matches("name", NAME, NAME_MEANS),
  lengthBetween("templateBody", 1, MAX_TEMPLATE),
  lengthBetween("templateS3Uri", 1, 1024),
  matches("templateS3Uri", /^s3:\/\//, "s3://<bucket>/<key>"),
  lengthBetween("deliveryS3KeyPrefix", 1, 1024),
  lengthBetween("deliveryS3Bucket", 1, 63),
];

export const conformancePack: ResourceType = {
  token: CONFORMANCE_PACK,
  source: [
    "API model config 2014-11-12: PutConformancePack",
    "terraform-provider-aws internal/service/configservice/conformance_pack.go",
    "without a recorder the pack fails later, for PutConformancePack has no such error; wording: boto/boto3#2178",
  ],
  autoName: { property: "name", maxLength: 256 },
  forceNew: ["name"],
  check: (inputs, unknown) => [
    ...checks(...checkContent, lengthBetween("name", 1, 256))(inputs),
    ...templateIsText(inputs),
    ...tooManyParameters(inputs),
    ...(isMissing(inputs, unknown)
      ? [
          {
            property: "templateBody",
            reason: "one of `templateBody,templateS3Uri` must be specified",
          },
        ]
      : []),
  ],
  create: (inputs, call) => {
    const name = String(inputs["name"]);
    const operation = "PutConformancePack";
    requireTemplate(inputs, operation, "ConformancePackTemplateValidationException");
    if (call.account.list(CONFORMANCE_PACK).length >= MAX_PACKS) {
      throw refuse(
        operation,
        "MaxNumberOfConformancePacksExceededException",
        `Failed to put conformance pack '${name}' because the account already contains ${MAX_PACKS} conformance packs.`,
      );
    }
    const outputs = {
      arn: arn(call, "config", `conformance-pack/${name}/conformance-pack-${call.hex(9)}`),
    };
    requireRecorder(name, outputs, call, "CREATE");
    return { id: name, outputs };
  },
  update: (id, inputs, _old, call) => {
    requireTemplate(inputs, "PutConformancePack", "ConformancePackTemplateValidationException");
    requireRecorder(id, {}, call, "UPDATE");
    return {};
  },
};

export const organizationConformancePack: ResourceType = {
  token: ORGANIZATION_CONFORMANCE_PACK,
  source: [
    "API model config 2014-11-12: PutOrganizationConformancePack",
    "terraform-provider-aws internal/service/configservice/organization_conformance_pack.go",
    "of the organization's accounts only this one is modelled: it is the one whose recorder counts",
  ],
  autoName: { property: "name", maxLength: 128 },
  forceNew: ["name"],
  check: (inputs) => [
    ...checks(
      ...checkContent,
      lengthBetween("name", 1, 128),
      matches(
        "deliveryS3Bucket",
        /^awsconfigconforms/,
        "a name that begins with awsconfigconforms",
      ),
      conflicts("templateBody", "templateS3Uri"),
    )(inputs),
    ...templateIsText(inputs),
    ...tooManyParameters(inputs),
  ],
  create: (inputs, call) => {
    const name = String(inputs["name"]);
    validateForOrganization(inputs, call);
    if (call.account.list(ORGANIZATION_CONFORMANCE_PACK).length >= MAX_PACKS) {
      throw refuse(
        PUT_ORGANIZATION,
        "MaxNumberOfOrganizationConformancePacksExceededException",
        `Failed to put organization conformance pack '${name}' because the organization already has ${MAX_PACKS} of them.`,
      );
    }
    const id = `${name}-${call.hex(8)}`;
    const outputs = { arn: arn(call, "config", `organization-conformance-pack/${id}`) };
    if (!isExcluded(inputs, call)) requireRecorder(name, outputs, call, "CREATE");
    return { id: name, outputs };
  },
  update: (id, inputs, _old, call) => {
    validateForOrganization(inputs, call);
    if (!isExcluded(inputs, call)) requireRecorder(id, {}, call, "UPDATE");
    return {};
  },
};

const PUT_ORGANIZATION = "PutOrganizationConformancePack";

/** API model: only the management account and delegated administrators, in an organization with all features. */
function validateForOrganization(inputs: Properties, call: Call): void {
  const [organization] = call.account.list(ORGANIZATION);
  if (organization?.properties["masterAccountId"] !== call.accountId) {
    throw refuse(
      PUT_ORGANIZATION,
      "OrganizationAccessDeniedException",
      organization === undefined
        ? "This action can only be made by accounts in an AWS Organization."
        : "This action can only be made by the management account or a delegated administrator.",
    );
  }
  if (organization.properties["featureSet"] !== "ALL") {
    throw refuse(
      PUT_ORGANIZATION,
      "OrganizationAllFeaturesNotEnabledException",
      "All features are not enabled in the organization.",
    );
  }
  if (inputs["templateBody"] === undefined && inputs["templateS3Uri"] === undefined) {
    throw refuse(
      PUT_ORGANIZATION,
      "ValidationException",
      "Either TemplateBody or TemplateS3Uri must be specified.",
    );
  }
  requireTemplate(
    inputs,
    PUT_ORGANIZATION,
    "OrganizationConformancePackTemplateValidationException",
  );
}

const isExcluded = ({ excludedAccounts }: Properties, { accountId }: Call) =>
  Array.isArray(excludedAccounts) && excludedAccounts.includes(accountId);

/** What the provider's schema says of both: the text of a template must at least be JSON or YAML. */
function templateIsText({ templateBody }: Properties): readonly CheckFailure[] {
  if (typeof templateBody !== "string" || parseTemplate(templateBody) !== undefined) return [];
  return [{ property: "templateBody", reason: '"templateBody" contains an invalid JSON or YAML' }];
}

function tooManyParameters({ inputParameters }: Properties): readonly CheckFailure[] {
  if (!Array.isArray(inputParameters) || inputParameters.length <= MAX_PARAMETERS) return [];
  return [
    {
      property: "inputParameters",
      reason: `Too many list items: ${inputParameters.length}, at most ${MAX_PARAMETERS}`,
    },
  ];
}

const isMissing = (inputs: Properties, unknown: ReadonlySet<string>) =>
  ["templateBody", "templateS3Uri"].every(
    (name) => inputs[name] === undefined && !unknown.has(name),
  );

/** A template in S3 is not looked into: the simulated account keeps no contents of objects. */
function requireTemplate(inputs: Properties, operation: string, code: string): void {
  const { templateBody, templateS3Uri, inputParameters } = inputs;
  if (typeof templateBody !== "string" || templateS3Uri !== undefined) return;
  const given = Array.isArray(inputParameters) ? inputParameters.filter(isObject) : [];
  const faults = templateFaults(
    templateBody,
    given.map((each) => String(each["parameterName"])),
  );
  if (faults.length === 0) return;
  throw refuse(
    operation,
    code,
    `Invalid conformance pack template provided. Errors found: [${faults.join(", ")}]. Fix your template and try again.`,
  );
}

function requireRecorder(
  name: string,
  outputs: Properties,
  call: Call,
  step: "CREATE" | "UPDATE",
): void {
  if (recorderOf(call) !== undefined) return;
  throw new InitFailure(name, outputs, [
    `waiting for ConfigService Conformance Pack (${name}): unexpected state '${step}_FAILED', wanted target '${step}_COMPLETE'. last error: You must create a configuration recorder before you can create or update a Config rule.`,
  ]);
}
