import * as path from "node:path";

/** A simulated provider that the engine can be attached to. */
export interface AttachedProvider {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts the simulated providers over one account folder; they end with the returned `close`. */
export async function serveProviders(
  folder: string,
  env: NodeJS.ProcessEnv,
  beforeCreate?: (urn: string) => Promise<void>,
): Promise<{ readonly ports: Record<string, number>; close(): Promise<void> }> {
  const [{ serveAws }, { serveRandom }, { serveAwsx }] = await Promise.all([
    import("./aws/server"),
    import("./random/server"),
    import("./awsx/server"),
  ]);
  const starts: Record<string, Promise<AttachedProvider>> = {
    aws: serveAws({ accountFolder: path.join(folder, "account"), beforeCreate }),
    awsx: serveAwsx({ env }),
    random: serveRandom(),
  };
  const started = await Promise.all(
    Object.entries(starts).map(async ([name, start]) => [name, await start] as const),
  );
  return {
    ports: Object.fromEntries(started.map(([name, { port }]) => [name, port])),
    close: async () => {
      await Promise.all(started.map(([, provider]) => provider.close()));
    },
  };
}
