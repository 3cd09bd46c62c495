import { isObject } from "../../../lib/values";
import { checks, oneOf } from "../../lib/check";
import {
  AwsError,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";

const REGISTRY_SCANNING = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration";
/** API model ecr 2015-09-21: ScanType, ScanFrequency, ScanningRepositoryFilterType, RegistryScanningRuleList. */
const SCAN_TYPES = ["BASIC", "ENHANCED"];
const FREQUENCIES = ["SCAN_ON_PUSH", "CONTINUOUS_SCAN", "MANUAL"];
const MAX_RULES = 2;
const FILTER = /^[a-z0-9*](?:[._\-/a-z0-9*]?[a-z0-9*]+)*$/;
/** Which frequency goes with which scan (Amazon ECR User Guide, image scanning). */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  BASIC: ["SCAN_ON_PUSH", "MANUAL"],
  ENHANCED: ["SCAN_ON_PUSH", "CONTINUOUS_SCAN"],
};

/** The registry always has a configuration: putting one changes it, and deleting it puts basic scanning back. */
export const registryScanningConfiguration: ResourceType = {
  token: REGISTRY_SCANNING,
  source: [
    "API model ecr 2015-09-21: PutRegistryScanningConfiguration",
    "terraform-provider-aws internal/service/ecr/registry_scanning_configuration.go",
  ],
  required: ["scanType"],
  forceNew: [],
  sets: ["rules"],
  check: (inputs) => [
    ...checks(oneOf("scanType", SCAN_TYPES))(inputs),
    ...rulesOf(inputs).flatMap((rule, index) =>
      checkRule(rule).map(({ property, reason }) => ({
        property: `rules[${index}].${property}`,
        reason,
      })),
    ),
  ],
  create: (inputs, { accountId }) => {
    validate(inputs);
    return { id: accountId, outputs: { registryId: accountId } };
  },
  update: (_id, inputs) => {
    validate(inputs);
    return {};
  },
};

function checkRule(rule: Properties): readonly CheckFailure[] {
  const filters = listOf(rule["repositoryFilters"]);
  return [
    ...checks(oneOf("scanFrequency", FREQUENCIES))(rule),
    ...filters.flatMap(({ filter, filterType }, index) => [
      ...(typeof filter === "string" && FILTER.test(filter) && filter.length <= 256
        ? []
        : [
            {
              property: `repositoryFilters[${index}].filter`,
              reason: `must be 1 to 256 lower-case letters, digits or . _ - / *, got ${String(filter)}`,
            },
          ]),
      ...(filterType === "WILDCARD"
        ? []
        : [
            {
              property: `repositoryFilters[${index}].filterType`,
              reason: `expected filterType to be one of ["WILDCARD"], got ${String(filterType)}`,
            },
          ]),
    ]),
  ];
}

function validate(inputs: Properties): void {
  const rules = rulesOf(inputs);
  if (rules.length > MAX_RULES) throw invalid(`at most ${MAX_RULES} rules are allowed`);
  const scanType = String(inputs["scanType"]);
  const frequencies = rules.map((rule) => String(rule["scanFrequency"]));
  const wrong = frequencies.find((frequency) => !ALLOWED[scanType]?.includes(frequency));
  if (wrong !== undefined) throw invalid(`${wrong} does not go with scan type ${scanType}`);
  if (new Set(frequencies).size < frequencies.length) {
    throw invalid("each scan frequency may have one rule");
  }
}

function rulesOf(inputs: Properties): readonly Properties[] {
  return listOf(inputs["rules"]);
}

function listOf(value: unknown): readonly Properties[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function invalid(fault: string): AwsError {
  return new AwsError(
    "ECR: PutRegistryScanningConfiguration",
    "InvalidParameterException",
    `Invalid parameter at 'rules' failed to satisfy constraint: '${fault}'`,
  );
}
