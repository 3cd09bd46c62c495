import { engineOf, PROXIES } from "./databases";
import type { Reader } from "./reader";

/** Ports that engines listen on if nothing is said; source: RDS API, CreateDBInstance and CreateDBCluster. */
const PORTS: readonly (readonly [engine: RegExp, port: number])[] = [
  [/^(?:aurora-)?postgres/, 5432],
  [/^(?:aurora|mysql|mariadb)/, 3306],
  [/^(?:custom-)?oracle/, 1521],
  [/^(?:custom-)?sqlserver/, 1433],
  [/^db2/, 50000],
  [/^docdb/, 27017],
  [/^neptune/, 8182],
];

/** The port of a database or proxy; undefined where neither port nor engine tells. */
export function portOf(database: Reader, type: string): number | undefined {
  const isProxy = PROXIES.includes(type);
  const given = isProxy ? undefined : database.number("port");
  if (given !== undefined) return given;
  const engine = isProxy ? database.text("engineFamily")?.toLowerCase() : engineOf(database, type);
  return PORTS.find(([pattern]) => pattern.test(engine ?? ""))?.[1];
}
