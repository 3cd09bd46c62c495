import * as path from "node:path";
import { pathToFileURL } from "node:url";

/** Variables that reach accounts, logins or stacks of the user, or change how Node.js runs what we start. */
const REMOVED = /^(AWS_|PULUMI_|NODE_OPTIONS$|TS_NODE_)/;

/** Variables of Pulumi's that only change what is printed. */
const KEPT: ReadonlySet<string> = new Set(["PULUMI_ENABLE_STREAMING_JSON_PREVIEW"]);

/** Not a secret: it guards made-up values of a simulated account. */
const PASSPHRASE = "sandbox";

/**
 * The engine replaces a state in one step, but writes the metadata of the file, which it does not need, in place: killed
 * meanwhile, it could not read the state again ("failed to load checkpoint: EOF", seen with 3.255). So it writes none.
 */
const WITHOUT_METADATA = "metadata=skip";

/** What the environment of an isolated engine is made of. */
export interface IsolatedEnvironment {
  /** Folder of the `pulumi` program. */
  readonly enginePath: string;
  /** Folder for Pulumi's home and state. */
  readonly folder: string;
  /** Ports of the simulated providers by package. */
  readonly providers: Readonly<Record<string, number>>;
}

/** The user's environment without anything that leads to accounts or logins, with a home and a backend of its own. */
export function isolatedEnvironment(
  user: NodeJS.ProcessEnv,
  { enginePath, folder, providers }: IsolatedEnvironment,
): NodeJS.ProcessEnv {
  const kept = Object.entries(user).filter(([name]) => !REMOVED.test(name) || KEPT.has(name));
  const debugProviders = Object.entries(providers).map(([name, port]) => `${name}:${port}`);
  return {
    ...Object.fromEntries(kept),
    PATH: [enginePath, user["PATH"]].join(path.delimiter),
    PULUMI_HOME: path.join(folder, "home"),
    PULUMI_BACKEND_URL: `${pathToFileURL(path.join(folder, "backend")).href}?${WITHOUT_METADATA}`,
    PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
    ...(debugProviders.length > 0 ? { PULUMI_DEBUG_PROVIDERS: debugProviders.join(",") } : {}),
  };
}
