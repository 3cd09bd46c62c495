import { native, PROXIES } from "./databases";
import { each, show, type Check } from "./finding";
import { isObject } from "./properties";
import type { Reader } from "./reader";

const INSTANCE_GROUPS = [
  "aws:rds/parameterGroup:ParameterGroup",
  ...native("rds:DbParameterGroup"),
];

/** Parameter groups, and proxies, which have a switch of their own. */
export const TRANSPORTS: readonly string[] = [
  ...INSTANCE_GROUPS,
  "aws:docdb/clusterParameterGroup:ClusterParameterGroup",
  "aws:neptune/clusterParameterGroup:ClusterParameterGroup",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup",
  ...native("docdb:DbClusterParameterGroup"),
  ...native("neptune:DbClusterParameterGroup"),
  ...native("rds:DbClusterParameterGroup"),
  ...PROXIES,
];

/** How a family of engines is made to refuse what is not encrypted. */
interface Transport {
  /** The group named `version` is the major version. */
  readonly family: RegExp;
  readonly parameter: string;
  readonly on: RegExp;
  readonly expected: string;
  /** The first version that refuses if nothing is said; undefined if none does, 0 if all do. */
  readonly since?: number;
}

const FORCE_SSL = { parameter: "rds.force_ssl", on: /^1$/, expected: '"1"' };
const SECURE = {
  parameter: "require_secure_transport",
  on: /^(?:1|on|true)$/i,
  expected: '"ON" or "1"',
};

// Sources: RDS and Aurora User Guides on requiring SSL/TLS of each engine; DocumentDB and Neptune Developer
// Guides, encryption in transit. Oracle and Db2 do it by other means.
const TRANSPORTS_BY_FAMILY: readonly Transport[] = [
  { ...FORCE_SSL, family: /^postgres(?<version>\d+)/, since: 15 },
  { ...FORCE_SSL, family: /^aurora-postgresql(?<version>\d+)/, since: 17 },
  { ...FORCE_SSL, family: /^(?:custom-)?sqlserver-/ },
  { ...SECURE, family: /^(?:aurora-mysql|mysql|mariadb)(?<version>[\d.]+)/ },
  {
    parameter: "tls",
    on: /^(?!disabled$)/i,
    expected: '"enabled"',
    family: /^docdb(?<version>\d+)/,
    since: 0,
  },
  {
    parameter: "neptune_enforce_ssl",
    on: /^1$/,
    expected: '"1"',
    family: /^neptune(?<version>\d*)/,
    since: 0,
  },
];

/** Finds that connections without TLS are let in. */
export function* plainTransport(resource: Reader, type: string): Check {
  if (PROXIES.includes(type)) {
    if (resource.flag("requireTls") !== true)
      yield resource.finding("requireTls", { expected: "true" });
    return;
  }
  const family = resource.text("family")?.trim().toLowerCase() ?? "";
  const transport = TRANSPORTS_BY_FAMILY.find((entry) => entry.family.test(family));
  // In Aurora the parameter belongs to the cluster's group.
  const isForeign = INSTANCE_GROUPS.includes(type) && family.startsWith("aurora");
  if (transport !== undefined && !isForeign) yield* judge(resource, transport, family);
}

function* judge(group: Reader, transport: Transport, family: string): Check {
  const { parameter, on, expected, since } = transport;
  const said: string[] = [];
  const outcomes = [
    ...each(parametersOf(group), function* ({ name, value }) {
      if (name()?.trim().toLowerCase() !== parameter) return;
      said.push(parameter);
      const text = value()?.text()?.trim() ?? "";
      if (on.test(text)) return;
      const found = `sets ${parameter} to ${show(text)}`;
      yield (value() ?? group).finding("", { found, expected });
    }),
  ];
  yield* outcomes;
  // An entry that cannot be known or read may be this one.
  if (said.length > 0 || outcomes.length > 0) return;
  const version = transport.family.exec(family)?.groups?.version ?? "";
  if (since === undefined || Number(version) < since) {
    yield group.finding("parameters", { found: `lacks ${parameter}`, expected });
  } else if (since > 0) {
    yield group.finding("parameters", {
      found: `leaves ${parameter} to the default of ${family}, which is on`,
      expected: `${expected} to be said, as older families are off`,
      severity: "low",
      advisory: true,
    });
  }
}

/** One parameter; read when asked for. */
interface Parameter {
  readonly name: () => string | undefined;
  readonly value: () => Reader | undefined;
}

/** The parameters of a group: a list of names and values, or a map as `aws-native` has it. */
function parametersOf(group: Reader): Parameter[] {
  const given = group.pick("parameters");
  if (given === undefined) return [];
  const value = given.raw();
  const isMap = isObject(value) && !given.given("name");
  if (isMap)
    return given.entries().map(([key, entry]) => ({ name: () => key, value: () => entry }));
  return given.list().map((item) => ({
    name: () => item.text("name"),
    value: () => item.pick("value"),
  }));
}
