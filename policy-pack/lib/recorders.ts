import type { Reader } from "./reader";

/** The recorder of AWS Config of the aws-native provider, which CloudFormation starts itself. */
export const NATIVE_RECORDER = "aws-native:configuration:ConfigurationRecorder";

/** Recorders of AWS Config. */
export const RECORDERS = ["aws:cfg/recorder:Recorder", NATIVE_RECORDER] as const;

/** Global types that "all types" leaves out unless `includeGlobalResourceTypes` is set. */
const GLOBAL = /^AWS::IAM::(?:Group|Policy|Role|User)$/i;

/**
 * Which types a recorder records, as AWS Config decides: a list, all but a list, or all, where the
 * global types count only if they are asked for.
 *
 * @returns True for a type that is recorded, such as `AWS::ECS::Service`.
 */
export function recorded(recorder: Reader): (type: string) => boolean {
  const group = recorder.object("recordingGroup")?.as({
    aliases: { recordingStrategies: ["recordingStrategy"] },
  });
  if (group === undefined) return (type) => !GLOBAL.test(type);
  const listed = upper(group.list("resourceTypes"));
  const excluded = upper(
    group.list("exclusionByResourceTypes").flatMap((item) => item.list("resourceTypes")),
  );
  const strategy = group.list("recordingStrategies").map((item) => item.text("useOnly"))[0];
  const allSupported = group.flag("allSupported") ?? (listed.length === 0 && excluded.length === 0);
  const byLists = excluded.length > 0 ? "EXCLUSION" : "INCLUSION";
  const mode = strategy?.toUpperCase() ?? (allSupported ? "ALL" : byLists);
  if (mode.startsWith("EXCLUSION")) return (type) => !excluded.includes(type.toUpperCase());
  if (mode.startsWith("INCLUSION")) return (type) => listed.includes(type.toUpperCase());
  const withGlobal = group.flag("includeGlobalResourceTypes") === true;
  return (type) => withGlobal || !GLOBAL.test(type);
}

function upper(items: readonly Reader[]): string[] {
  return items.flatMap((item) => item.text()?.toUpperCase() ?? []);
}
