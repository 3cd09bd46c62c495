/**
 * Security policies for TLS listeners. Not here: those for RFC 9151, which came last.
 * Source: "Security policies for your Application Load Balancer" and "... Network Load Balancer" (Elastic Load Balancing
 * User Guides).
 */
const COMMON = ["1-0", "1-2", "1-2-Ext1", "1-2-Ext2", "1-2-Res", "1-3"];
const FIPS = [...COMMON, "1-1", "1-2-Ext0"];

const names = [
  ...[...COMMON, "1-1"].map((name) => `TLS13-${name}-2021-06`),
  ...COMMON.map((name) => `TLS13-${name}-PQ-2025-09`),
  ...FIPS.flatMap((name) => [`TLS13-${name}-FIPS-2023-04`, `TLS13-${name}-FIPS-PQ-2025-09`]),
  "TLS-1-0-2015-04",
  "TLS-1-1-2017-01",
  "TLS-1-2-2017-01",
  "TLS-1-2-Ext-2018-06",
  "2015-05",
  "2016-08",
  "FS-2018-06",
  "FS-1-1-2019-08",
  "FS-1-2-2019-08",
  "FS-1-2-Res-2019-08",
  "FS-1-2-Res-2020-10",
];

export const sslPolicies: ReadonlySet<string> = new Set(
  names.map((name) => `ELBSecurityPolicy-${name}`),
);
