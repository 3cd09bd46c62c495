import type { Reader } from "./reader";

/** A file system of EFS that a volume mounts. */
export interface EfsMount {
  /** ECS's own configuration, or the driver options of a Docker volume. */
  readonly source: Reader;
  /** Mount options of a Docker volume, such as `tls`; undefined for ECS's own configuration. */
  readonly words: readonly string[] | undefined;
}

/** The EFS file system that a volume mounts: as ECS does it, or through a Docker volume. */
export function efsMountOf(volume: Reader): EfsMount | undefined {
  const source = volume.object("efsVolumeConfiguration");
  return source === undefined ? dockerMountOf(volume) : { source, words: undefined };
}

// The type "efs" of amazon-ecs-volume-plugin, or NFS to an EFS address.
function dockerMountOf(volume: Reader): EfsMount | undefined {
  const source = volume.object("dockerVolumeConfiguration")?.object("driverOpts");
  if (source === undefined) return undefined;
  const words = (source.text("o") ?? "").split(",").map((word) => word.trim());
  const isEfs =
    source.text("type")?.toLowerCase() === "efs" ||
    [source.text("device") ?? "", ...words].some((text) =>
      /\.efs\.[a-z\d-]+\.amazonaws\./.test(text),
    );
  return isEfs ? { source, words } : undefined;
}
