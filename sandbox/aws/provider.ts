import { createHash } from "node:crypto";
import { diffInputs } from "../lib/diff";
import {
  PartialFailure,
  Refusal,
  type CheckRequest,
  type Checked,
  type CreateRequest,
  type DeleteRequest,
  type Diff,
  type DiffRequest,
  type Invoked,
  type Provider,
  type ReadRequest,
  type ReadResult,
  type UpdateRequest,
} from "../lib/provider";
import { withoutUnknowns, type Bag } from "../lib/values";
import type { Account, AccountStore } from "./account";
import { checkInputs, withoutDefaults } from "./check";
import { checkConfiguration, configurationOf, type Configuration } from "./configuration";
import { messageOf } from "./errors";
import { invokes } from "./invokes";
import { regionNamed } from "./lib/regions";
import { validateTags } from "./lib/tags";
import {
  AwsError,
  InitFailure,
  type Call,
  type Properties,
  type ResourceType,
} from "./resource-type";
import { isRegional, sdkClass, sdkVersion } from "./sdk";
import * as state from "./state";

/** The `aws` provider over a simulated account. */
export class AwsProvider implements Provider {
  readonly name = "aws";
  readonly version = sdkVersion;
  private readonly types: ReadonlyMap<string, ResourceType>;
  private readonly configurations = new Map<string, Configuration>();

  constructor(
    private readonly store: AccountStore,
    types: readonly ResourceType[],
  ) {
    this.types = new Map(types.map((type) => [type.token, type]));
  }

  secrets(token: string): ReadonlySet<string> {
    return new Set([
      ...(sdkClass(token)?.secrets ?? []),
      ...(this.types.get(token)?.secretOutputs ?? []),
    ]);
  }

  checkConfig(_connection: string, news: Bag): Checked {
    return checkConfiguration(news);
  }

  /** Another region is another provider: what it manages does not move. */
  diffConfig(_connection: string, olds: Bag, news: Bag): Diff {
    const rules = { ...noRules, forceNew: new Set(["region"]) };
    return { ...diffInputs(olds, news, rules), deleteBeforeReplace: false };
  }

  configure(connection: string, args: Bag): void {
    this.configurations.set(connection, configurationOf(args));
  }

  check(connection: string, request: CheckRequest): Checked {
    const type = this.types.get(request.type);
    if (type === undefined) {
      const failure = { property: "", reason: notModelled(request.type) };
      return { inputs: request.news, failures: [failure] };
    }
    return checkInputs(type, request, this.configurationFor(connection));
  }

  diff(connection: string, request: DiffRequest): Diff {
    const type = this.typeOf(request.type);
    const { oldInputs, oldOutputs, news } = request;
    const target = {
      ...news,
      ...(isRegional(type.token) && {
        region: news["region"] ?? this.configurationFor(connection).region,
      }),
    };
    const before = { ...oldInputs, ...("region" in target && { region: oldOutputs["region"] }) };
    const known = [before, target].map((bag) => withoutDefaults(withoutUnknowns(bag)) as Bag) as [
      Bag,
      Bag,
    ];
    const diff = diffInputs(before, target, {
      forceNew: new Set([...type.forceNew, "region", ...(type.replacedWhen?.(...known) ?? [])]),
      same: type.same ?? {},
      sticky: state.sticky(type),
      sets: new Set(type.sets),
      json: new Set(type.json),
    });
    return {
      ...diff,
      deleteBeforeReplace: diff.replaces.length > 0 && collides(type, oldInputs, news),
    };
  }

  async create(connection: string, request: CreateRequest): Promise<{ id: string; outputs: Bag }> {
    const type = this.typeOf(request.type);
    const configuration = this.configurationFor(connection);
    const region = state.regionOf(request.inputs, configuration);
    if (request.preview) {
      return { id: "", outputs: state.previewedState(type, request.inputs, region) };
    }
    const inputs = withoutDefaults(request.inputs) as Bag;
    return this.transact("creating", type, request, region, configuration, (call) => {
      if (type.taggable) validateTags(inputs["tagsAll"] as Properties);
      call.account.countCreation(request.urn);
      return settle(
        () => type.create(inputs, call),
        ({ id, outputs }) => {
          const created = state.createdState(type, inputs, outputs, region);
          call.account.put(type.token, keyOf(type, id, created), created);
          return { id, outputs: created };
        },
      );
    });
  }

  async read(connection: string, request: ReadRequest): Promise<ReadResult | undefined> {
    const type = this.typeOf(request.type);
    const configuration = this.configurationFor(connection);
    const { id: given, region } = locate(type, request, configuration);
    return this.transact("reading", type, request, region, configuration, (call) => {
      const key = identify(type, keyOf(type, given, request.state), call);
      const stored = key === undefined ? undefined : call.account.get(type.token, key);
      if (key === undefined || stored === undefined) return undefined;
      const id = type.identity === undefined ? key : String(stored[type.identity.id]);
      const now = { ...stored, ...type.read?.(id, stored, call) };
      const outputs = state.withTags(type, now, request.state, configuration);
      return { id, outputs, inputs: state.inputsAfterRead(type, outputs, request, configuration) };
    });
  }

  async update(connection: string, request: UpdateRequest): Promise<Bag> {
    const type = this.typeOf(request.type);
    const configuration = this.configurationFor(connection);
    if (request.preview) return state.previewedUpdate(type, request.oldOutputs, request.inputs);
    const inputs = withoutDefaults(request.inputs) as Bag;
    const region = state.regionOf(request.oldOutputs, configuration);
    return this.transact("updating", type, request, region, configuration, (call) => {
      const { id } = request;
      const key = keyOf(type, id, request.oldOutputs);
      const old = call.account.get(type.token, key);
      if (old === undefined) {
        throw new AwsError(
          `${type.token}: Update`,
          "ResourceNotFoundException",
          `'${id}' no longer exists. A refresh brings the stack up to date.`,
        );
      }
      if (type.taggable) validateTags(inputs["tagsAll"] as Properties);
      const { outputs } = settle(
        () => ({ id, outputs: type.update?.(id, inputs, old, call) ?? {} }),
        (result) => {
          const updated = state.updatedState(type, old, inputs, result.outputs);
          call.account.put(type.token, key, updated);
          return { id, outputs: updated };
        },
      );
      return outputs;
    });
  }

  async delete(connection: string, request: DeleteRequest): Promise<void> {
    const type = this.typeOf(request.type);
    const configuration = this.configurationFor(connection);
    const region = state.regionOf(request.state, configuration);
    await this.transact("deleting", type, request, region, configuration, (call) => {
      const key = keyOf(type, request.id, request.state);
      const stored = call.account.get(type.token, key);
      if (stored === undefined) return; // gone already: what was asked for
      if (type.outlivesDelete?.(stored)) return;
      type.delete?.(request.id, stored, call);
      call.account.remove(type.token, key);
    });
  }

  async invoke(connection: string, token: string, args: Bag): Promise<Invoked> {
    const answer = Object.hasOwn(invokes, token) ? invokes[token] : undefined;
    if (answer === undefined) {
      const known = Object.keys(invokes).map((each) => each.split(":").at(-1));
      throw new Refusal(
        `The sandbox does not answer ${token}. It answers: ${known.sort().join(", ")}.`,
      );
    }
    const configuration = this.configurationFor(connection);
    const region = state.regionOf(args, configuration);
    try {
      return await this.store.transaction(region, (account) => {
        const call = callFor(configuration, region, account, token);
        return {
          result: answer(args, { ...call, identity: configuration.identity }),
          failures: [],
        };
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new Refusal(messageOf(error, "invoking", token, ""));
    }
  }

  private typeOf(token: string): ResourceType {
    const type = this.types.get(token);
    if (type === undefined) throw new Refusal(notModelled(token));
    return type;
  }

  private configurationFor(connection: string): Configuration {
    const found = this.configurations.get(connection);
    if (found === undefined)
      throw new Refusal("The aws provider was used before it was configured.");
    return found;
  }

  private async transact<T>(
    doing: string,
    type: ResourceType,
    request: { readonly urn: string; readonly name: string },
    region: string,
    configuration: Configuration,
    work: (call: Call) => T,
  ): Promise<T> {
    try {
      return await this.store.transaction(
        region,
        (account) => work(callFor(configuration, region, account, request.urn)),
        (error) => error instanceof PartialFailure,
      );
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new Refusal(messageOf(error, doing, type.token, request.name));
    }
  }
}

const none: ReadonlySet<string> = new Set();
const noRules = { sticky: none, sets: none, json: none, same: {} };

function notModelled(token: string): string {
  return `The sandbox does not model the resource type ${token}. Its types are listed in sandbox/README.md, with how to add one.`;
}

/** Records the result of `work`, also when the object exists but failed to become what it should be. */
function settle(
  work: () => { readonly id: string; readonly outputs: Properties },
  record: (result: { readonly id: string; readonly outputs: Properties }) => {
    id: string;
    outputs: Bag;
  },
): { id: string; outputs: Bag } {
  try {
    return record(work());
  } catch (error) {
    if (!(error instanceof InitFailure)) throw error;
    const { id, outputs } = record(error);
    throw new PartialFailure(id, outputs, error.reasons);
  }
}

/** Whether a replacement could not be created while the old object exists: the program gave it its name. */
function collides(type: ResourceType, olds: Bag, news: Bag): boolean {
  if (type.deleteBeforeReplace) return true;
  const property = type.autoName?.property;
  if (property === undefined || news[property] === undefined) return false;
  const generated = Array.isArray(news["__defaults"]) && news["__defaults"].includes(property);
  return !generated && olds[property] === news[property];
}

/** Import ids may name the region: `<id>@<region>`. */
function locate(
  type: ResourceType,
  request: ReadRequest,
  configuration: Configuration,
): { id: string; region: string } {
  const [, id, region] = /^(.+)@([a-z0-9-]+)$/s.exec(request.id) ?? [];
  if (id !== undefined && isRegional(type.token) && regionNamed(region) !== undefined) {
    return { id, region: region ?? "" };
  }
  return {
    id: request.id,
    region: state.regionOf({ ...request.inputs, ...request.state }, configuration),
  };
}

/** What an object is kept under: its id, or where ids repeat the output that tells objects apart. */
function keyOf(type: ResourceType, id: string, properties: Properties): string {
  const key = type.identity === undefined ? undefined : properties[type.identity.key];
  return typeof key === "string" ? key : id;
}

function identify(type: ResourceType, given: string, call: Call): string | undefined {
  if (call.account.get(type.token, given) !== undefined) return given;
  return type.importId?.(given, call);
}

function callFor(
  configuration: Configuration,
  region: string,
  account: Account,
  urn: string,
): Call {
  let calls = 0;
  return {
    accountId: configuration.accountId,
    partition: configuration.partition,
    region,
    account,
    now: new Date(),
    hex: (length) => {
      calls += 1;
      const seed = `${urn} ${account.creations(urn)} ${calls}`;
      const digits = createHash("sha512").update(seed).digest("hex");
      return digits.slice(0, length);
    },
  };
}
