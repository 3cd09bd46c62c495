import { arn } from "../../lib/arns";
import { givenName } from "../../lib/names";
import type { CheckFailure, Properties, ResourceType } from "../../resource-type";
import { checkNames, INSTANCE, PARAMETER_GROUP, refuse, text } from "./common";
import { MAJOR_VERSIONS } from "./postgres";

/** Parameters that PostgreSQL reads at its start only ("Working with parameters on your RDS for PostgreSQL"). */
const STATIC = [
  "max_connections",
  "rds.logical_replication",
  "shared_buffers",
  "shared_preload_libraries",
  "track_activity_query_size",
  "wal_buffers",
];
/** Parameters whose values RDS limits; the rest is taken as given. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  "rds.force_ssl": /^[01]$/,
  log_connections: /^(0|1|on|off)$/,
  log_disconnections: /^[01]$/,
  log_min_duration_statement: /^(-1|\d{1,10})$/,
  log_statement: /^(none|ddl|mod|all)$/,
  ssl_min_protocol_version: /^TLSv1(\.[123])?$/,
};
const FAMILIES = MAJOR_VERSIONS.map((major) => `postgres${major}`);

export const parameterGroup: ResourceType = {
  token: PARAMETER_GROUP,
  source: [
    "API model rds 2014-10-31: CreateDBParameterGroup, ModifyDBParameterGroup, DeleteDBParameterGroup",
    "terraform-provider-aws internal/service/rds/parameter_group.go",
  ],
  autoName: { property: "name", maxLength: 255, lowercase: true },
  defaults: { description: "Managed by Pulumi", skipDestroy: false },
  required: ["family"],
  forceNew: ["description", "family", "name", "namePrefix"],
  sets: ["parameters"],
  taggable: true,
  check: (inputs) => [
    ...checkNames("name", "namePrefix")(inputs),
    ...parameters(inputs).flatMap(({ applyMethod }, index): CheckFailure[] =>
      applyMethod === undefined || applyMethod === "immediate" || applyMethod === "pending-reboot"
        ? []
        : [
            {
              property: `parameters[${index}].applyMethod`,
              reason: `expected immediate or pending-reboot, got ${JSON.stringify(applyMethod)}`,
            },
          ],
    ),
  ],
  create: (inputs, call) => {
    const name = givenName(inputs, call);
    const family = String(inputs["family"]);
    if (call.account.get(PARAMETER_GROUP, name) !== undefined) {
      throw refuse(
        "CreateDBParameterGroup",
        "DBParameterGroupAlreadyExists",
        `Parameter group ${name} already exists`,
      );
    }
    if (!FAMILIES.includes(family)) {
      throw refuse(
        "CreateDBParameterGroup",
        "InvalidParameterValue",
        `ParameterGroupFamily ${family} is not a valid parameter group family (the sandbox models RDS for PostgreSQL: ${FAMILIES.join(", ")})`,
      );
    }
    checkParameters(inputs);
    return {
      id: name,
      outputs: {
        arn: arn(call, "rds", `pg:${name}`),
        name,
        namePrefix: inputs["namePrefix"] ?? "",
      },
    };
  },
  update: (_id, inputs) => {
    checkParameters(inputs);
    return {};
  },
  outlivesDelete: (stored) => stored["skipDestroy"] === true,
  delete: (id, _stored, { account }) => {
    if (account.find(INSTANCE, (one) => one["parameterGroupName"] === id) === undefined) return;
    throw refuse(
      "DeleteDBParameterGroup",
      "InvalidDBParameterGroupState",
      `One or more database instances are still members of this parameter group ${id}, so the group cannot be deleted`,
    );
  },
};

function parameters(inputs: Properties): readonly Properties[] {
  return Array.isArray(inputs["parameters"]) ? (inputs["parameters"] as Properties[]) : [];
}

function checkParameters(inputs: Properties): void {
  for (const { name, value, applyMethod } of parameters(inputs)) {
    const invalid = (message: string) =>
      refuse("ModifyDBParameterGroup", "InvalidParameterValue", message);
    if (!/^[a-z_]+(\.[a-z_]+)?$/.test(text(name) ?? "")) {
      throw invalid(`Could not find parameter with name: ${String(name)}`);
    }
    const allowed = ALLOWED[String(name)];
    if (allowed?.test(String(value)) === false) {
      // Own wording.
      throw invalid(`The value ${String(value)} is not allowed for the parameter ${String(name)}`);
    }
    if (STATIC.includes(String(name)) && applyMethod !== "pending-reboot") {
      throw refuse(
        "ModifyDBParameterGroup",
        "InvalidParameterCombination",
        "cannot use immediate apply method for static parameter",
      );
    }
  }
}
