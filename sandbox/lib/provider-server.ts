import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Provider } from "./provider";
import { serviceError, withState } from "./provider-errors";
import {
  checked,
  diffResponse,
  failure,
  receive,
  sendBack,
  struct,
  targetOf,
  textsOf,
  without,
} from "./provider-wire";
import { markSecrets, type Bag } from "./values";

export interface ServedProvider {
  /** Port on the loopback interface, for `PULUMI_DEBUG_PROVIDERS=<name>:<port>`. */
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Serves a provider to the engine. Values arrive plain: this layer takes the secret marks off and puts them back on
 * everything that comes out (by place, by what the provider's schema marks, and by content), so that a simulator
 * cannot lose them. That is why it accepts secrets instead of leaving them to the engine, which only knows them by name:
 * a secret tag would be in the open in `tagsAll`.
 */
export async function serveProvider(provider: Provider): Promise<ServedProvider> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": -1,
    "grpc.max_send_message_length": -1,
  });
  server.addService(ResourceProviderService, handlers(provider));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        server.tryShutdown(() => {
          resolve();
        });
        setImmediate(() => {
          server.forceShutdown();
        });
      }),
  };
}

function handlers(provider: Provider): grpc.UntypedServiceImplementation {
  const { name, version } = provider;
  return {
    handshake: unary(() =>
      new messages.ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        .setAcceptOutputs(true)
        .setSupportsAutonamingConfiguration(true),
    ),
    attach: unary(() => new Empty()),
    // Arrives at the end of every run, while operations of other connections go on: ends nothing.
    cancel: unary(() => new Empty()),
    getPluginInfo: unary(() => new PluginInfo().setVersion(version)),
    getSchema: unary(() =>
      new messages.GetSchemaResponse().setSchema(JSON.stringify({ name, version })),
    ),
    getMapping: unary(() => new messages.GetMappingResponse()),
    getMappings: unary(() => new messages.GetMappingsResponse()),

    checkConfig: unary(async (request: messages.CheckRequest, peer) => {
      const news = receive(request.getNews());
      const { inputs, failures } = await provider.checkConfig(peer, news.value);
      return checked(inputs, news, new Set(), failures);
    }),
    diffConfig: unary(async (request: messages.DiffRequest, peer) => {
      const olds = receive(request.getOldInputs() ?? request.getOlds());
      return diffResponse(
        await provider.diffConfig(peer, olds.value, receive(request.getNews()).value),
      );
    }),
    configure: unary(async (request: messages.ConfigureRequest, peer) => {
      await provider.configure(peer, receive(request.getArgs()).value);
      return new messages.ConfigureResponse()
        .setAcceptsecrets(true)
        .setAcceptoutputs(true)
        .setSupportspreview(true)
        .setSupportsAutonamingConfiguration(true);
    }),

    check: unary(async (request: messages.CheckRequest, peer) => {
      const target = targetOf(request);
      const news = receive(request.getNews());
      const autonaming = request.getAutonaming();
      const { inputs, failures } = await provider.check(peer, {
        ...target,
        olds: receive(request.getOlds()).value,
        news: news.value,
        randomSeed: Buffer.from(request.getRandomseed_asU8()),
        naming: autonaming && {
          name: autonaming.getProposedName(),
          mode: autonaming.getMode(),
        },
      });
      return checked(inputs, news, provider.secrets(target.type), failures);
    }),
    diff: unary(async (request: messages.DiffRequest, peer) =>
      diffResponse(
        await provider.diff(peer, {
          ...targetOf(request),
          id: request.getId(),
          oldInputs: receive(request.getOldInputs()).value,
          oldOutputs: receive(request.getOlds()).value,
          news: receive(request.getNews()).value,
          ignoreChanges: request.getIgnorechangesList(),
        }),
      ),
    ),
    create: unary(async (request: messages.CreateRequest, peer) => {
      const target = targetOf(request);
      const inputs = receive(request.getProperties());
      const send = (outputs: Bag) => sendBack(outputs, [inputs], provider, target);
      const preview = request.getPreview();
      const { id, outputs } = await provider
        .create(peer, { ...target, inputs: inputs.value, secrets: textsOf(inputs), preview })
        .catch((error: unknown) => {
          throw withState(error, send);
        });
      return new messages.CreateResponse().setId(id).setProperties(send(outputs));
    }),
    read: unary(async (request: messages.ReadRequest, peer) => {
      const target = targetOf(request);
      const [state, inputs] = [receive(request.getProperties()), receive(request.getInputs())];
      const found = await provider.read(peer, {
        ...target,
        id: request.getId(),
        state: state.value,
        inputs: request.hasInputs() ? inputs.value : undefined,
      });
      const response = new messages.ReadResponse();
      if (found === undefined) return response; // no id: it does not exist
      return response
        .setId(found.id)
        .setProperties(sendBack(found.outputs, [state, inputs], provider, target))
        .setInputs(sendBack(found.inputs, [inputs, state], provider, target));
    }),
    update: unary(async (request: messages.UpdateRequest, peer) => {
      const target = targetOf(request);
      const [news, olds] = [receive(request.getNews()), receive(request.getOlds())];
      const kept = { value: olds.value, marks: without(olds.marks, Object.keys(news.value)) };
      const send = (outputs: Bag) => sendBack(outputs, [news, kept], provider, target);
      const outputs = await provider
        .update(peer, {
          ...target,
          id: request.getId(),
          inputs: news.value,
          oldInputs: receive(request.getOldInputs()).value,
          oldOutputs: olds.value,
          secrets: textsOf(news),
          preview: request.getPreview(),
        })
        .catch((error: unknown) => {
          throw withState(error, send);
        });
      return new messages.UpdateResponse().setProperties(send(outputs));
    }),
    delete: unary(async (request: messages.DeleteRequest, peer) => {
      const state = receive(request.getProperties()).value;
      await provider.delete(peer, { ...targetOf(request), id: request.getId(), state });
      return new Empty();
    }),
    invoke: unary(async (request: messages.InvokeRequest, peer) => {
      const args = receive(request.getArgs());
      const { result, failures } = await provider.invoke(peer, request.getTok(), args.value);
      const marks = markSecrets(result, undefined, textsOf(args));
      return new messages.InvokeResponse()
        .setReturn(struct(result, marks))
        .setFailuresList(failures.map(failure));
    }),
  };
}

type Reply<Response> = Response | Promise<Response>;

/** A handler whose errors become gRPC errors: the engine shows them at the resource, the server goes on. */
function unary<Request, Response>(
  handle: (request: Request, peer: string) => Reply<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call.request, call.getPeer()))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback(serviceError(error));
        },
      );
  };
}
