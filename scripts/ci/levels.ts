/** What a version of the policy pack may change in the levels of its rules. Pure. */
import { parse } from "semver";

/** Level by rule. */
export type Levels = Readonly<Record<string, string>>;

/** Published versions, and the levels of each one's rules. */
export type Releases = Readonly<Record<string, Levels>>;

/**
 * What the version changes that it may not, in sentences:
 * a rule that is new enters as advisory (or off), unless the version is a new major one; a rule turns mandatory, or goes,
 * not before the next minor version; a published version changes no more.
 */
export function levelFaults(version: string, levels: Levels, releases: Releases): string[] {
  const current = parse(version);
  if (current === null || current.prerelease.length > 0)
    return [`version "${version}" is not <major>.<minor>.<patch>`];
  const published = Object.keys(releases).map((each) => parse(each, { loose: false }, true));
  const newest = published.reduce<(typeof published)[number] | undefined>(
    (last, each) => (last === undefined || each.compare(last) > 0 ? each : last),
    undefined,
  );
  if (newest === undefined) return [];
  const before = releases[newest.version] ?? {};
  const order = current.compare(newest);
  if (order < 0) return [`version ${version} is older than ${newest.version}, which is published`];
  const isMajor = current.major > newest.major;
  const isMinor = isMajor || current.minor > newest.minor;
  const names = [...new Set([...Object.keys(before), ...Object.keys(levels)])].sort();
  return names.flatMap((name) => {
    const [then, now] = [before[name], levels[name]];
    if (then === now) return [];
    if (order === 0)
      return [
        `${name} is ${now ?? "gone"}, but ${version} was published with ${then ?? "no such rule"}: raise the version`,
      ];
    if (now === "mandatory" && then === undefined && !isMajor)
      return [`${name} is new in ${version} and mandatory; a new rule enters as advisory`];
    if (isMinor) return [];
    if (now === undefined) return [`${name} is gone; that takes a minor version`];
    if (now === "mandatory") return [`${name} turns mandatory; that takes a minor version`];
    return [];
  });
}
