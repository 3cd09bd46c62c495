import type { Checked, Diff, Invoked, Provider, ReadResult } from "../../sandbox/lib/provider";
import { serveProvider, type ServedProvider } from "../../sandbox/lib/provider-server";
import type { Bag } from "../../sandbox/lib/values";

/** Accepts every type and value, so that the engine hands the policy pack what no AWS would take. */
class AcceptingProvider implements Provider {
  readonly version = "0.0.1";

  constructor(readonly name: string) {}

  secrets(): ReadonlySet<string> {
    return new Set();
  }

  checkConfig(_connection: string, news: Bag): Checked {
    return { inputs: news, failures: [] };
  }

  diffConfig(): Diff {
    return { changes: [], replaces: [], deleteBeforeReplace: false };
  }

  configure(): void {
    // Nothing depends on configuration.
  }

  check(_connection: string, { news }: { news: Bag }): Checked {
    return { inputs: news, failures: [] };
  }

  diff(): Diff {
    return { changes: [], replaces: [], deleteBeforeReplace: false };
  }

  create(
    _connection: string,
    { name, inputs, preview }: { name: string; inputs: Bag; preview: boolean },
  ): Promise<{ id: string; outputs: Bag }> {
    return Promise.resolve({ id: preview ? "" : `id-of-${name}`, outputs: inputs });
  }

  read(_connection: string, { id, state }: { id: string; state: Bag }): Promise<ReadResult> {
    return Promise.resolve({ id, inputs: state, outputs: state });
  }

  update(_connection: string, { inputs }: { inputs: Bag }): Promise<Bag> {
    return Promise.resolve(inputs);
  }

  delete(): Promise<void> {
    return Promise.resolve();
  }

  invoke(): Invoked {
    return { result: {}, failures: [] };
  }
}

/** Serves such a provider under each name; the value of `PULUMI_DEBUG_PROVIDERS` that attaches them. */
export async function serveAccepting(
  names: readonly string[],
): Promise<{ readonly attach: string; close(): Promise<void> }> {
  const served: ServedProvider[] = [];
  const ports: string[] = [];
  for (const name of names) {
    const provider = await serveProvider(new AcceptingProvider(name));
    served.push(provider);
    ports.push(`${name}:${provider.port}`);
  }
  return {
    attach: ports.join(","),
    close: async () => {
      await Promise.all(served.map((provider) => provider.close()));
    },
  };
}
