import { readFileSync } from "node:fs";
import { diffInputs } from "../lib/diff";
import {
  Refusal,
  type CheckRequest,
  type Checked,
  type CreateRequest,
  type Diff,
  type DiffRequest,
  type Provider,
  type ReadRequest,
  type ReadResult,
  type UpdateRequest,
} from "../lib/provider";
import { serveProvider, type ServedProvider } from "../lib/provider-server";
import { UNKNOWN, withoutUnknowns, type Bag } from "../lib/values";
import { types, type RandomType } from "./types";

/** Serves the `random` provider, for `PULUMI_DEBUG_PROVIDERS=random:<port>`. It keeps nothing: its state is the stack's. */
export function serveRandom(): Promise<ServedProvider> {
  return serveProvider(new RandomProvider());
}

const manifest = readFileSync(require.resolve("@pulumi/random/package.json"), "utf8");

class RandomProvider implements Provider {
  readonly name = "random";
  readonly version = (JSON.parse(manifest) as { version: string }).version;

  secrets(token: string): ReadonlySet<string> {
    return new Set(types[token]?.secrets);
  }

  checkConfig(_connection: string, news: Bag): Checked {
    return { inputs: news, failures: [] };
  }

  diffConfig(): Diff {
    return { changes: [], replaces: [], deleteBeforeReplace: false };
  }

  configure(): void {
    // The provider has no configuration.
  }

  check(_connection: string, { type: token, news }: CheckRequest): Checked {
    const type = types[token];
    if (type === undefined) {
      return { inputs: news, failures: [{ property: "", reason: notModelled(token) }] };
    }
    const given = withoutNotes(news);
    const defaults = Object.entries({
      ...type.defaults,
      // `number` is the older name of `numeric`.
      ...(given["number"] !== undefined && { numeric: given["number"] }),
    }).filter(([name]) => given[name] === undefined);
    const inputs = {
      ...given,
      ...Object.fromEntries(defaults),
      __defaults: defaults.map(([name]) => name).sort(),
    };
    const missing = type.required.filter((name) => given[name] === undefined);
    const surplus = Object.keys(given).filter((name) => !type.inputs.includes(name));
    return {
      inputs,
      failures: [
        ...missing.map((property) => ({
          property,
          reason: `Missing required property '${property}'.`,
        })),
        ...surplus.map((property) => ({
          property,
          reason: `'${property}' is not an input of ${token}.`,
        })),
        ...type.check(withoutUnknowns(inputs) as Bag),
      ],
    };
  }

  diff(_connection: string, request: DiffRequest): Diff {
    const type = typeOf(request.type);
    const none = new Set<string>();
    const rules = {
      forceNew: new Set(type.inputs),
      sticky: none,
      sets: none,
      json: none,
      same: {},
    };
    return { ...diffInputs(request.oldInputs, request.news, rules), deleteBeforeReplace: false };
  }

  create(_connection: string, request: CreateRequest): Promise<{ id: string; outputs: Bag }> {
    const type = typeOf(request.type);
    const inputs = withoutNotes(request.inputs);
    if (request.preview) {
      const unknown = Object.fromEntries(type.made.map((name) => [name, UNKNOWN]));
      return Promise.resolve({ id: "", outputs: { ...inputs, ...unknown } });
    }
    const { id, outputs } = type.make(inputs);
    return Promise.resolve({ id, outputs: { ...inputs, ...outputs } });
  }

  read(_connection: string, request: ReadRequest): Promise<ReadResult | undefined> {
    if (request.inputs !== undefined) {
      return Promise.resolve({ id: request.id, outputs: request.state, inputs: request.inputs });
    }
    const type = typeOf(request.type);
    const adopted = type.adopt?.(request.id);
    if (adopted === undefined) {
      throw new Refusal(`${request.type} cannot be imported by the id that was given.`);
    }
    const inputs = Object.entries(adopted.outputs).filter(([name]) => type.inputs.includes(name));
    return Promise.resolve({
      ...adopted,
      inputs: { ...Object.fromEntries(inputs), __defaults: [] },
    });
  }

  /** Every change replaces; this is reached only to record inputs. */
  update(_connection: string, { oldOutputs, inputs }: UpdateRequest): Promise<Bag> {
    return Promise.resolve({ ...oldOutputs, ...withoutNotes(inputs) });
  }

  delete(): Promise<void> {
    return Promise.resolve();
  }

  invoke(_connection: string, token: string): never {
    throw new Refusal(`The sandbox does not answer ${token}.`);
  }
}

function withoutNotes(inputs: Bag): Bag {
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== "__defaults"));
}

function typeOf(token: string): RandomType {
  const type = types[token];
  if (type === undefined) throw new Refusal(notModelled(token));
  return type;
}

function notModelled(token: string): string {
  const known = Object.keys(types).map((each) => each.split(":").at(-1));
  return `The sandbox does not model the resource type ${token}. It models ${known.join(", ")}.`;
}
