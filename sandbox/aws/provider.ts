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
  type Target,
  type UpdateRequest,
} from "../lib/provider";
import type { Bag } from "../lib/values";
import type { AccountStore } from "./account";
import { callFor, identify, keyOf, locate } from "./call";
import { checkInputs, withoutDefaults } from "./check";
import { checkConfiguration, configurationOf, type Configuration } from "./configuration";
import { differences, providerDifferences } from "./differences";
import { messageOf } from "./errors";
import { invokes } from "./invokes";
import { validateTags } from "./lib/tags";
import {
  AwsError,
  InitFailure,
  type Call,
  type Properties,
  type ResourceType,
} from "./resource-type";
import { sdkClass, sdkVersion } from "./sdk";
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
    /** Is waited for before each creation: holds it up, as AWS may take its time. */
    private readonly beforeCreate: (urn: string) => Promise<void> = () => Promise.resolve(),
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

  diffConfig(_connection: string, olds: Bag, news: Bag): Diff {
    return providerDifferences(olds, news);
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
    return differences(this.typeOf(request.type), request, this.configurationFor(connection));
  }

  async create(connection: string, request: CreateRequest): Promise<{ id: string; outputs: Bag }> {
    const type = this.typeOf(request.type);
    const configuration = this.configurationFor(connection);
    const region = state.regionOf(request.inputs, configuration);
    if (request.preview) {
      return { id: "", outputs: state.previewedState(type, request.inputs, region) };
    }
    await this.beforeCreate(request.urn);
    const inputs = withoutDefaults(request.inputs) as Bag;
    return this.transact("creating", type, request, region, configuration, (call) => {
      if (type.taggable) validateTags(inputs["tagsAll"] as Properties);
      call.account.countCreation(request.urn);
      return settle(
        () => type.create(inputs, call),
        ({ id, outputs }) => {
          const created = state.createdState(type, inputs, outputs, region);
          call.account.put(type.token, keyOf(type, id, created), state.storedState(type, created));
          return { id, outputs: { ...created, id } };
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
      const inputs = state.inputsAfterRead(type, outputs, request, configuration);
      return { id, outputs: { ...outputs, id }, inputs };
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
      const sent = state.sentInputs(type, inputs, request.oldOutputs, old);
      const { outputs } = settle(
        () => ({ id, outputs: type.update?.(id, sent, old, call) ?? {} }),
        (result) => {
          const updated = state.updatedState(type, old, sent, result.outputs);
          call.account.put(type.token, key, state.storedState(type, updated));
          return { id, outputs: { ...updated, id } };
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
    request: Target & { readonly secrets?: readonly string[] },
    region: string,
    configuration: Configuration,
    work: (call: Call) => T,
  ): Promise<T> {
    try {
      return await this.store.transaction(
        region,
        (account) => work(callFor(configuration, region, account, request.urn)),
        { keeps: (error) => error instanceof PartialFailure, secrets: request.secrets ?? [] },
      );
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw new Refusal(messageOf(error, doing, type.token, request.name));
    }
  }
}

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
