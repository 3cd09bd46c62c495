/** What the provider's schema finds in a table's inputs, before any call. */
import { checks, lengthBetween, matches, oneOf, wholeNumberBetween } from "../../lib/check";
import type { CheckFailure, Properties } from "../../resource-type";

/** API model dynamodb 2012-08-10 and "Quotas in Amazon DynamoDB": names of tables and indexes. */
const NAME = /^[a-zA-Z0-9_.-]{3,255}$/;
const NAME_MEANS = "3 to 255 letters, digits, underscores, periods and hyphens";
const PROJECTIONS = ["ALL", "INCLUDE", "KEYS_ONLY"];
/** Other ways to make a table than empty, and tables in several regions. */
const NOT_MODELLED = [
  ...["globalTableWitness", "importTable", "replicas", "restoreBackupArn", "restoreDateTime"],
  ...["restoreSourceName", "restoreSourceTableArn", "restoreToLatestTime"],
];

const checkValues = checks(
  matches("name", NAME, NAME_MEANS),
  oneOf("billingMode", ["PAY_PER_REQUEST", "PROVISIONED"]),
  oneOf("streamViewType", ["KEYS_ONLY", "NEW_AND_OLD_IMAGES", "NEW_IMAGE", "OLD_IMAGE"]),
  oneOf("tableClass", ["STANDARD", "STANDARD_INFREQUENT_ACCESS"]),
  lengthBetween("hashKey", 1, 255),
  lengthBetween("rangeKey", 1, 255),
);

export interface Index {
  readonly name: string;
  readonly kind: "globalSecondaryIndexes" | "localSecondaryIndexes";
  readonly keys: readonly string[];
  readonly properties: Properties;
}

export function checkTable(
  inputs: Properties,
  unknown: ReadonlySet<string>,
): readonly CheckFailure[] {
  const isGiven = (name: string) => inputs[name] !== undefined || unknown.has(name);
  const indexes = indexesOf(inputs);
  const failures: CheckFailure[] = [
    ...checkValues(inputs),
    ...NOT_MODELLED.filter(isGiven).map((property) => ({
      property,
      reason: `The sandbox does not model ${property} of a table.`,
    })),
    ...indexes.flatMap((index) => indexFaults(index)),
    ...recoveryFaults(inputs["pointInTimeRecovery"]),
    ...ttlFaults(inputs["ttl"]),
  ];
  if (!isGiven("hashKey")) failures.push({ property: "hashKey", reason: "hashKey is required" });
  if (inputs["streamEnabled"] === true && !isGiven("streamViewType")) {
    failures.push({
      property: "streamViewType",
      reason: "streamViewType is required when streamEnabled is true",
    });
  }
  const open = ["attributes", "hashKey", "rangeKey", ...INDEX_LISTS].some((name) =>
    unknown.has(name),
  );
  return open ? failures : [...failures, ...attributeFaults(inputs, indexes)];
}

const INDEX_LISTS = ["globalSecondaryIndexes", "localSecondaryIndexes"] as const;

/** Every attribute is a key of the table or of an index, and every key is an attribute. */
function attributeFaults(inputs: Properties, indexes: readonly Index[]): CheckFailure[] {
  const names = items(inputs["attributes"]).map(({ name }) => String(name));
  const keys = new Set(
    [inputs["hashKey"], inputs["rangeKey"], ...indexes.flatMap(({ keys }) => keys)]
      .filter((key) => typeof key === "string" && key !== "")
      .map(String),
  );
  const quoted = (list: readonly string[]) =>
    `[${list.map((one) => JSON.stringify(one)).join(" ")}]`;
  const unused = names.filter((name) => !keys.has(name));
  const missing = [...keys].filter((key) => !names.includes(key));
  const types = items(inputs["attributes"]).flatMap(({ type }, index) =>
    ["S", "N", "B"].includes(String(type))
      ? []
      : [
          {
            property: `attributes[${index}].type`,
            reason: `expected type to be one of ["S", "N", "B"], got ${String(type)}`,
          },
        ],
  );
  return [
    ...types,
    ...(unused.length > 0
      ? [
          {
            property: "attributes",
            reason: `all attributes must be indexed. Unused attributes: ${quoted(unused)}`,
          },
        ]
      : []),
    ...(missing.length > 0
      ? [
          {
            property: "attributes",
            reason: `all indexes must match a defined attribute. Unmatched indexes: ${quoted(missing)}`,
          },
        ]
      : []),
  ];
}

function indexFaults({ name, kind, properties }: Index): CheckFailure[] {
  const { projectionType, nonKeyAttributes } = properties;
  const fault = (reason: string) => ({
    property: kind,
    reason: `index ${JSON.stringify(name)}: ${reason}`,
  });
  const faults: CheckFailure[] = [];
  if (!NAME.test(name)) faults.push(fault(`its name must be ${NAME_MEANS}`));
  if (!PROJECTIONS.includes(String(projectionType))) {
    faults.push(
      fault(
        `expected projectionType to be one of ${PROJECTIONS.join(", ")}, got ${String(projectionType)}`,
      ),
    );
  }
  if ((projectionType === "INCLUDE") !== items(nonKeyAttributes, true).length > 0) {
    faults.push(fault("nonKeyAttributes go with the projection INCLUDE, and only with it"));
  }
  return faults;
}

function recoveryFaults(value: unknown): CheckFailure[] {
  const days = (value as Properties | undefined)?.["recoveryPeriodInDays"];
  const found = wholeNumberBetween("recoveryPeriodInDays", 1, 35)({ recoveryPeriodInDays: days });
  return found.map(({ reason }) => ({ property: "pointInTimeRecovery", reason }));
}

function ttlFaults(value: unknown): CheckFailure[] {
  const { enabled, attributeName } = (value ?? {}) as Properties;
  return enabled === true && (attributeName === undefined || attributeName === "")
    ? [{ property: "ttl.attributeName", reason: "attributeName is required when ttl is enabled" }]
    : [];
}

export function indexesOf(inputs: Properties): Index[] {
  return INDEX_LISTS.flatMap((kind) =>
    items(inputs[kind]).map((properties) => {
      const { name, hashKey, rangeKey, keySchemas } = properties;
      const schema = items(keySchemas).map(({ attributeName }) => attributeName);
      const keys = [hashKey, rangeKey, ...schema].filter(
        (key) => typeof key === "string" && key !== "",
      );
      return { name: String(name), kind, keys: keys as string[], properties };
    }),
  );
}

function items(value: unknown, ofTexts = false): readonly Properties[] {
  if (!Array.isArray(value)) return [];
  return (value as Properties[]).filter((item) => ofTexts || typeof item === "object");
}
