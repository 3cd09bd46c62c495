/** What AWS uses where a listener names none, outside its console: TLS 1.0 and later. */
export const DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";

/** The first of Security Hub's list that every region and provider version knows. */
export const SAFE_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

/** The names say the oldest version that is admitted; those of 2015, 2016 and 2018 without one admit TLS 1.0. */
const MODERN = /^ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-[23]-\w[\w-]*$/;

// Parameter sslPolicies of Security Hub's ELB.17: forward secrecy and authenticated encryption only.
const RECOMMENDED = new Set([
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
]);

/**
 * True if a security policy of Elastic Load Balancing admits TLS 1.2 and later only.
 *
 * @param strict Demand one that Security Hub recommends.
 */
export function isModern(policy: string, strict: boolean): boolean {
  return strict ? RECOMMENDED.has(policy) : MODERN.test(policy);
}
