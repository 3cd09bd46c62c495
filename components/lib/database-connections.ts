/** How many connections a PostgreSQL instance takes unless its parameters say otherwise. */

/** GiB of a class of size `large`, by the family's first letter. Source: RDS User Guide, "DB instance classes". */
const GIB_OF_LARGE: Readonly<Record<string, number>> = { c: 4, t: 8, m: 8, r: 16 };
/** Sizes below `xlarge`, as shares of `large`. */
const SMALL_SIZES: Readonly<Record<string, number>> = {
  micro: 1 / 8,
  small: 1 / 4,
  medium: 1 / 2,
  large: 1,
};
/** What RDS and the operating system keep of an instance's memory at least; the rest is `DBInstanceClassMemory`. */
const KEPT_SHARE = 0.15;
/** Bytes for each connection, and the most. Source: AWS Prescriptive Guidance, "Tuning PostgreSQL parameters", max_connections. */
const BYTES_PER_CONNECTION = 9_531_392;
const MOST_CONNECTIONS = 5000;

/**
 * The default of `max_connections`, from `LEAST({DBInstanceClassMemory/9531392}, 5000)`. What RDS keeps of the memory is
 * not published, so this is an estimate from below.
 *
 * @param instanceClass Such as `db.t4g.micro`.
 * @returns `undefined` for a family whose memory is not known here.
 */
export function maxConnectionsOf(instanceClass: string): number | undefined {
  // General purpose (t, m), memory (r) and compute (c) from their current numbering on; not x, z and Optimized Reads.
  const [, family = "", , size = ""] =
    /^db\.([ctmr])([3-9]g?|6i|7i|8i)\.(micro|small|medium|large|\d*xlarge)$/.exec(instanceClass) ??
    [];
  const gib = GIB_OF_LARGE[family];
  if (gib === undefined) return undefined;
  const larges = SMALL_SIZES[size] ?? 2 * Number(size.replace("xlarge", "") || 1);
  const memory = gib * larges * 2 ** 30 * (1 - KEPT_SHARE);
  return Math.min(Math.floor(memory / BYTES_PER_CONNECTION), MOST_CONNECTIONS);
}
