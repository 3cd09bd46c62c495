/** "General purpose bucket naming rules" (Amazon S3 User Guide). */
const LENGTH = { least: 3, most: 63 };
const PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

/** Why S3 refuses a name for a bucket; undefined: it does not. */
export function bucketNameFault(name: string): string | undefined {
  if (name.length < LENGTH.least || name.length > LENGTH.most) {
    return `it must have ${LENGTH.least} to ${LENGTH.most} characters, got ${name.length}`;
  }
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])$/.test(name)) {
    return "it must consist of lower-case letters, digits, dots and hyphens, and begin and end with a letter or digit";
  }
  if (name.includes("..")) return "it must not have two dots in a row";
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return "it must not look like an IP address";
  const prefix = PREFIXES.find((each) => name.startsWith(each));
  if (prefix !== undefined) return `the prefix ${prefix} is reserved`;
  const suffix = SUFFIXES.find((each) => name.endsWith(each));
  return suffix === undefined ? undefined : `the suffix ${suffix} is reserved`;
}
