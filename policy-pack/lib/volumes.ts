import { posix } from "node:path";
import { show } from "./finding";
import type { Reader } from "./reader";

/** A path of the host that a volume of a task opens. */
export interface HostPath {
  /** Where it is written; findings name the volume. */
  readonly source: Reader;
  /** The path, without `.`, `..` and doubled slashes. */
  readonly path: string;
}

const NAMES = { host: ["hosts"] };

/** The volumes of a task as readers whose findings name them. */
export function volumesOf(task: Reader): Reader[] {
  return task.list("volumes").map((volume) => {
    const name = volume.known("name") ? volume.text("name") : undefined;
    const subject = name === undefined ? undefined : `Volume ${show(name)}`;
    return volume.as({ subject, aliases: NAMES });
  });
}

/**
 * The paths of the host that a volume opens: `hostPath`, `host.sourcePath` as ECS's API, daemons and
 * aws-native have it, or a local Docker volume that binds a folder.
 */
export function hostPathsOf(volume: Reader): HostPath[] {
  const hosts = volume.list("host").map((host) => host.pick("sourcePath"));
  return [volume.pick("hostPath"), ...hosts, bindOf(volume)].flatMap((source) => {
    const text = source?.text() ?? "";
    return source === undefined || text === "" ? [] : [{ source, path: posix.normalize(text) }];
  });
}

function bindOf(volume: Reader): Reader | undefined {
  const options = volume.object("dockerVolumeConfiguration")?.object("driverOpts");
  if (options === undefined) return undefined;
  const words = `${options.text("o") ?? ""},${options.text("type") ?? ""}`.toLowerCase().split(",");
  const binds = words.some((word) => ["bind", "rbind", "none"].includes(word.trim()));
  return binds ? options.pick("device") : undefined;
}
