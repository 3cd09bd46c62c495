import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { openAccount, type AccountStore } from "../../sandbox/aws/account";
import { serveAws } from "../../sandbox/aws/server";
import type { ServedProvider } from "../../sandbox/lib/provider-server";

export type Bag = Record<string, unknown>;

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

export function secret(value: unknown): unknown {
  return { [SIGNATURE]: SECRET, value };
}

/** The value in a secret; fails when it is in the open. */
export function opened(value: unknown): unknown {
  const bag = value as Bag | undefined;
  if (bag?.[SIGNATURE] !== SECRET) throw new Error(`not a secret: ${JSON.stringify(value)}`);
  return bag["value"];
}

/** What a resource has been through so far, as the engine would remember it. */
export interface Resource {
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly inputs: Bag;
  readonly outputs: Bag;
}

/** A failed call, with what the engine finds in its details. */
export class CallFailed extends Error {
  constructor(
    readonly code: grpc.status,
    message: string,
    readonly initFailure: { id: string; outputs: Bag; reasons: string[] } | undefined,
  ) {
    super(message);
  }
}

/** Speaks to a provider like the engine does: one connection per explicit provider. */
export class EngineClient {
  private readonly client: ResourceProviderClient;

  constructor(port: number) {
    this.client = new ResourceProviderClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
      { "grpc.use_local_subchannel_pool": 1 },
    );
  }

  close(): void {
    this.client.close();
  }

  async checkConfig(args: Bag): Promise<{ inputs: Bag; failures: string[] }> {
    const request = new messages.CheckRequest().setUrn(urnOf("pulumi:providers:aws", "p"));
    const response = await this.call<messages.CheckResponse>((done) =>
      this.client.checkConfig(request.setNews(struct(args)), done),
    );
    return checked(response);
  }

  async configure(args: Bag = {}): Promise<void> {
    const request = new messages.ConfigureRequest().setArgs(
      struct({ region: "eu-central-1", ...args }),
    );
    await this.call<messages.ConfigureResponse>((done) => this.client.configure(request, done));
  }

  async diffConfig(olds: Bag, news: Bag): Promise<messages.DiffResponse> {
    const request = new messages.DiffRequest().setOldInputs(struct(olds)).setNews(struct(news));
    return this.call((done) => this.client.diffConfig(request, done));
  }

  async check(
    type: string,
    name: string,
    news: Bag,
    more: { olds?: Bag; seed?: string } = {},
  ): Promise<{ inputs: Bag; failures: string[] }> {
    const request = new messages.CheckRequest()
      .setUrn(urnOf(type, name))
      .setType(type)
      .setName(name)
      .setOlds(struct(more.olds ?? {}))
      .setNews(struct(news))
      .setRandomseed(Buffer.from(more.seed ?? "seed"));
    return checked(await this.call((done) => this.client.check(request, done)));
  }

  /** Check and Create; @throws CallFailed, or an error that lists the failures of Check. */
  async create(type: string, name: string, args: Bag): Promise<Resource> {
    const { inputs, failures } = await this.check(type, name, args);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    const { id, outputs } = await this.createChecked(type, name, inputs, false);
    return { type, name, id, inputs, outputs };
  }

  /** What a preview shows of a new resource. */
  async preview(type: string, name: string, args: Bag): Promise<Bag> {
    const { inputs, failures } = await this.check(type, name, args);
    if (failures.length > 0) throw new Error(failures.join("\n"));
    return (await this.createChecked(type, name, inputs, true)).outputs;
  }

  private async createChecked(
    type: string,
    name: string,
    inputs: Bag,
    preview: boolean,
  ): Promise<{ id: string; outputs: Bag }> {
    const request = new messages.CreateRequest()
      .setUrn(urnOf(type, name))
      .setType(type)
      .setName(name)
      .setProperties(struct(inputs))
      .setPreview(preview);
    const response = await this.call<messages.CreateResponse>((done) =>
      this.client.create(request, done),
    );
    return { id: response.getId(), outputs: bag(response.getProperties()) };
  }

  /** Check and Diff of new arguments. */
  async diff(
    resource: Resource,
    args: Bag,
  ): Promise<{ inputs: Bag; replaces: string[]; paths: string[]; deleteBeforeReplace: boolean }> {
    const { type, name, id } = resource;
    const { inputs, failures } = await this.check(type, name, args, { olds: resource.inputs });
    if (failures.length > 0) throw new Error(failures.join("\n"));
    const request = new messages.DiffRequest()
      .setUrn(urnOf(type, name))
      .setType(type)
      .setName(name)
      .setId(id)
      .setOldInputs(struct(resource.inputs))
      .setOlds(struct(resource.outputs))
      .setNews(struct(inputs));
    const response = await this.call<messages.DiffResponse>((done) =>
      this.client.diff(request, done),
    );
    return {
      inputs,
      replaces: response.getReplacesList(),
      paths: [...response.getDetaileddiffMap().entries()].map(([path]) => path).sort(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  /** Check, Diff and Update; @throws when it would be a replacement. */
  async update(resource: Resource, args: Bag, preview = false): Promise<Resource> {
    const { inputs, replaces } = await this.diff(resource, args);
    if (replaces.length > 0) throw new Error(`replaced because of ${replaces.join(", ")}`);
    const { type, name, id } = resource;
    const request = new messages.UpdateRequest()
      .setUrn(urnOf(type, name))
      .setType(type)
      .setName(name)
      .setId(id)
      .setOldInputs(struct(resource.inputs))
      .setOlds(struct(resource.outputs))
      .setNews(struct(inputs))
      .setPreview(preview);
    const response = await this.call<messages.UpdateResponse>((done) =>
      this.client.update(request, done),
    );
    return { ...resource, inputs, outputs: bag(response.getProperties()) };
  }

  /** @returns undefined when the object is gone. */
  async refresh(resource: Resource): Promise<Resource | undefined> {
    return this.read(resource.type, resource.name, resource.id, resource.outputs, resource.inputs);
  }

  /** @param state what `.get` was given; without `inputs` the object is new to the stack. */
  async read(
    type: string,
    name: string,
    id: string,
    state: Bag = {},
    inputs?: Bag,
  ): Promise<Resource | undefined> {
    const request = new messages.ReadRequest()
      .setUrn(urnOf(type, name))
      .setType(type)
      .setName(name)
      .setId(id)
      .setProperties(struct(state));
    if (inputs) request.setInputs(struct(inputs));
    const response = await this.call<messages.ReadResponse>((done) =>
      this.client.read(request, done),
    );
    if (response.getId() === "") return undefined;
    return {
      type,
      name,
      id: response.getId(),
      inputs: bag(response.getInputs()),
      outputs: bag(response.getProperties()),
    };
  }

  async delete(resource: Resource): Promise<void> {
    const { type, name, id } = resource;
    const request = new messages.DeleteRequest()
      .setUrn(urnOf(type, name))
      .setType(type)
      .setName(name)
      .setId(id)
      .setProperties(struct(resource.outputs))
      .setOldInputs(struct(resource.inputs));
    await this.call((done) => this.client.delete(request, done));
  }

  async invoke(token: string, args: Bag = {}): Promise<Bag> {
    const request = new messages.InvokeRequest().setTok(token).setArgs(struct(args));
    const response = await this.call<messages.InvokeResponse>((done) =>
      this.client.invoke(request, done),
    );
    return bag(response.getReturn());
  }

  private call<Response>(
    start: (done: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      start((error, response) => {
        if (error) reject(new CallFailed(error.code, error.details, initFailure(error)));
        else resolve(response);
      });
    });
  }
}

/** A served, empty account for one spec; `region` and so on as in the program's explicit provider. */
export async function startAccount(args: Bag = {}): Promise<{
  engine: EngineClient;
  account: AccountStore;
  folder: string;
  /** Another explicit provider of the same program. */
  another(args: Bag): Promise<EngineClient>;
  stop(): Promise<void>;
}> {
  const folder = mkdtempSync(join(tmpdir(), "account-"));
  const served: ServedProvider = await serveAws({ accountFolder: folder });
  const clients: EngineClient[] = [];
  const another = async (configuration: Bag) => {
    const client = new EngineClient(served.port);
    clients.push(client);
    await client.configure(configuration);
    return client;
  };
  return {
    engine: await another(args),
    account: openAccount(folder),
    folder,
    another,
    stop: async () => {
      for (const client of clients) client.close();
      await served.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function urnOf(type: string, name: string): string {
  return `urn:pulumi:test::sandbox::${type}::${name}`;
}

function struct(value: Bag): Struct {
  return Struct.fromJavaScript(
    withoutUndefined(value) as Parameters<typeof Struct.fromJavaScript>[0],
  );
}

function withoutUndefined(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value)) as unknown;
}

function bag(value: Struct | undefined): Bag {
  return value?.toJavaScript() ?? {};
}

function checked(response: messages.CheckResponse): { inputs: Bag; failures: string[] } {
  return {
    inputs: bag(response.getInputs()),
    failures: response
      .getFailuresList()
      .map((failure) => `${failure.getProperty()}: ${failure.getReason()}`),
  };
}

function initFailure(error: grpc.ServiceError) {
  const [details] = error.metadata.get("grpc-status-details-bin");
  if (!(details instanceof Buffer)) return undefined;
  const [any] = Status.deserializeBinary(details).getDetailsList();
  if (any === undefined) return undefined;
  const failure = messages.ErrorResourceInitFailed.deserializeBinary(any.getValue_asU8());
  return {
    id: failure.getId(),
    outputs: bag(failure.getProperties()),
    reasons: failure.getReasonsList(),
  };
}
