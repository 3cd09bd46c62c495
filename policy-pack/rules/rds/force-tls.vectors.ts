import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const group = (
  family: unknown,
  parameters?: unknown,
  type = "aws:rds/parameterGroup:ParameterGroup",
): VectorResource => resource(type, { family, parameters: parameters ?? null });
const clusterGroup = (family: string, parameters?: unknown, service = "rds"): VectorResource =>
  group(family, parameters, `aws:${service}/clusterParameterGroup:ClusterParameterGroup`);
const set = (name: unknown, value: unknown): unknown[] => [
  { name: "log_connections", value: "1" },
  { name, value, applyMethod: "pending-reboot" },
];
const FORCED = set("rds.force_ssl", "1");
const sets = (
  name: string,
  value: string,
  expected = '"1"',
  path = "parameters[1].value",
): string => `${path} sets ${name} to "${value}"; expected ${expected}.`;
const lacks = (name: string, expected = '"1"'): string =>
  `parameters lacks ${name}; expected ${expected}.`;
const SECURE = '"ON" or "1"';

export default {
  pass: {
    PostgreSQL: group("postgres17", FORCED),
    "PostgreSQL, by a number": group("postgres14", set("rds.force_ssl", 1)),
    "MySQL, by a word": group("mysql8.0", set("require_secure_transport", "ON")),
    MariaDB: group("mariadb11.4", set("require_secure_transport", "1")),
    "SQL Server": group("sqlserver-se-16.0", FORCED),
    "a cluster of Aurora": clusterGroup("aurora-postgresql16", FORCED),
    "the instances of Aurora, whose cluster decides": group("aurora-mysql8.0"),
    "Oracle, which does it by options": group("oracle-ee-19"),
    "DocumentDB, whose default is on": clusterGroup("docdb5.0", null, "docdb"),
    "Neptune, whose default is on": clusterGroup("neptune1.3", null, "neptune"),
    "a map of aws-native": group(
      "postgres14",
      { "rds.force_ssl": "1" },
      "aws-native:rds:DbParameterGroup",
    ),
    "a proxy": resource("aws:rds/proxy:Proxy", { requireTls: true }),
  },
  fail: {
    "PostgreSQL, switched off": [
      group("postgres17", set("rds.force_ssl", "0")),
      [sets("rds.force_ssl", "0")],
    ],
    "PostgreSQL before version 15, nothing said": [group("postgres14"), [lacks("rds.force_ssl")]],
    "PostgreSQL from version 15, nothing said: that only advises": [
      group("postgres16", []),
      [
        'parameters leaves rds.force_ssl to the default of postgres16, which is on; expected "1" to be said, as older families are off.',
      ],
    ],
    "MySQL, nothing said": [
      group("mysql8.0", set("max_connections", "100")),
      [lacks("require_secure_transport", SECURE)],
    ],
    "MySQL, switched off": [
      group("mysql8.4", set("require_secure_transport", "OFF")),
      [sets("require_secure_transport", "OFF", SECURE)],
    ],
    "Aurora MySQL": [clusterGroup("aurora-mysql8.0"), [lacks("require_secure_transport", SECURE)]],
    "Aurora PostgreSQL before version 17": [
      clusterGroup("aurora-postgresql15"),
      [lacks("rds.force_ssl")],
    ],
    "DocumentDB, switched off": [
      clusterGroup("docdb5.0", set("tls", "disabled"), "docdb"),
      [sets("tls", "disabled", '"enabled"')],
    ],
    "Neptune, switched off": [
      clusterGroup("neptune1.3", set("neptune_enforce_ssl", "0"), "neptune"),
      [sets("neptune_enforce_ssl", "0")],
    ],
    "a map of aws-native": [
      group("postgres14", { "rds.force_ssl": "0" }, "aws-native:rds:DbParameterGroup"),
      [sets("rds.force_ssl", "0", '"1"', "parameters.rds.force_ssl")],
    ],
    "a proxy, nothing said": [
      resource("aws:rds/proxy:Proxy", {}),
      ["requireTls is not set; expected true."],
    ],
  },
  unknown: {
    "the value waits": [
      group("postgres17", set("rds.force_ssl", UNKNOWN)),
      ["parameters[1].value"],
    ],
    "the name of a parameter waits": [
      group("postgres14", set(UNKNOWN, "1")),
      ["parameters[1].name"],
    ],
    "the family waits": [group(UNKNOWN), ["family"]],
    "another parameter waits": [
      group("postgres14", [
        { name: UNKNOWN, value: "1" },
        { name: "rds.force_ssl", value: "0" },
      ]),
      ["parameters[0].name"],
      { findings: [sets("rds.force_ssl", "0")] },
    ],
  },
  malformed: {
    "the parameters are a word": [
      group("postgres14", "rds.force_ssl=1"),
      ['parameters is "rds.force_ssl=1"; expected an object.'],
    ],
    "a parameter is a word": [
      group("postgres14", ["rds.force_ssl"]),
      ['parameters[0] is "rds.force_ssl"; expected an object.'],
    ],
  },
} satisfies Vectors;
