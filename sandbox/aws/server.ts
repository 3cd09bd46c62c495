import { serveProvider, type ServedProvider } from "../lib/provider-server";
import { openAccount } from "./account";
import { AwsProvider } from "./provider";
import { types } from "./types";

export interface ServeAwsOptions {
  /** Folder of the simulated account; created when missing. */
  readonly accountFolder: string;
  /** Is waited for before each creation, by URN; for tests that interrupt one. */
  readonly beforeCreate?: ((urn: string) => Promise<void>) | undefined;
}

/** Serves the `aws` provider over a simulated account, for `PULUMI_DEBUG_PROVIDERS=aws:<port>`. */
export function serveAws(options: ServeAwsOptions): Promise<ServedProvider> {
  const { accountFolder, beforeCreate } = options;
  return serveProvider(new AwsProvider(openAccount(accountFolder), types, beforeCreate));
}
