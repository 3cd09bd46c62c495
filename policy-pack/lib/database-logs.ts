/** Engines, and the logs that tell what failed and who did what. */
interface EngineLogs {
  readonly engine: RegExp;
  /** Names as RDS takes them. */
  readonly logs: readonly string[];
}

// Sources: RDS and Aurora User Guides, publishing logs to CloudWatch Logs; the logs that Security Hub asks for
// where it names some (RDS.34, RDS.36, RDS.37, RDS.40, RDS.42, DocumentDB.4, Neptune.2).
const ENGINE_LOGS: readonly EngineLogs[] = [
  { engine: /^aurora-postgresql/, logs: ["postgresql"] },
  { engine: /^aurora/, logs: ["audit"] },
  { engine: /^postgres/, logs: ["postgresql"] },
  { engine: /^mysql/, logs: ["error"] },
  { engine: /^mariadb/, logs: ["audit", "error"] },
  { engine: /^(?:custom-)?sqlserver-ex/, logs: ["error"] },
  { engine: /^(?:custom-)?sqlserver/, logs: ["agent", "error"] },
  { engine: /^(?:custom-)?oracle/, logs: ["alert", "audit"] },
  { engine: /^db2/, logs: ["diag.log"] },
  { engine: /^(?:docdb|neptune)/, logs: ["audit"] },
];

/** The logs that a database of this engine must hand on; undefined for an engine that is not known. */
export function neededLogs(engine: string): readonly string[] | undefined {
  return ENGINE_LOGS.find((entry) => entry.engine.test(engine))?.logs;
}
