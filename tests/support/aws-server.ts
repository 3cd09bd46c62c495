/** moto's server, which stands in for AWS's API, with what it cannot do laid over it. */
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { buffer } from "node:stream/consumers";
import { freePort } from "./ports";
import { pythonEnvironment } from "./python";
import { ServerProcess } from "./server-process";

process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";

/** A JSON object of AWS's API. */
export type Json = Record<string, unknown>;

/** An error as AWS answers it. */
export class AwsFault {
  constructor(
    readonly code: string,
    readonly message: string,
    readonly status = 400,
  ) {}
}

/** Answers a request in moto's place, or changes moto's answer, which it gets by calling `ask`. */
export type Override = (input: Json, ask: () => Promise<Json>) => Promise<Json | AwsFault>;

/**
 * moto behind a small server of our own. moto runs no container, scans no image and never lacks capacity: overrides by
 * operation (`RunTask`) say what it would answer if it did. Only services with JSON protocols can be overridden.
 */
export class AwsServer {
  /** The inputs of every request by operation, in order. */
  readonly requests: { readonly operation: string; readonly input: Json }[] = [];
  private readonly overrides = new Map<string, Override>();

  private constructor(
    private readonly moto: ServerProcess,
    private readonly motoPort: number,
    private readonly server: http.Server,
  ) {}

  /** Starts it; throws MissingTool where there is no Python or no package index. */
  static async start(): Promise<AwsServer> {
    const requirements = path.join(__dirname, "..", "tasks", "moto.txt");
    const python = await pythonEnvironment(requirements);
    const port = await freePort();
    const moto = await ServerProcess.start(
      /Running on /,
      python.program("moto_server"),
      ["-H", "127.0.0.1", "-p", String(port)],
      // moto's own clients must not find anybody's account.
      {
        env: {
          PATH: process.env["PATH"],
          PYTHONUNBUFFERED: "1",
          MOTO_ECS_SERVICE_RUNNING: "1",
        },
      },
    );
    const server = http.createServer();
    const aws = new AwsServer(moto, port, server);
    server.on("request", (request, response) => {
      void aws.serve(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return aws;
  }

  /** Where clients find it. */
  get endpoint(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Settings of a client. */
  get settings() {
    return {
      endpoint: this.endpoint,
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    };
  }

  /** Says what an operation answers from now on. */
  override(operation: string, override: Override): void {
    this.overrides.set(operation, override);
  }

  /** Forgets overrides, requests and everything in moto. */
  async reset(): Promise<void> {
    this.overrides.clear();
    this.requests.length = 0;
    await this.forward("POST", "/moto-api/reset", {}, Buffer.alloc(0));
  }

  /** The inputs of an operation. */
  asked(operation: string): Json[] {
    return this.requests.filter((each) => each.operation === operation).map(({ input }) => input);
  }

  /** Tells moto's own interface something: `/moto-api/…`. */
  async tell(path: string, body: Json): Promise<void> {
    const headers = { "content-type": "application/json" };
    await this.forward("POST", path, headers, Buffer.from(JSON.stringify(body)));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await this.moto.stop();
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse) {
    const body = await buffer(request);
    const target = request.headers["x-amz-target"];
    const operation =
      typeof target === "string"
        ? (target.split(".").at(-1) ?? "")
        : (new URLSearchParams(body.toString()).get("Action") ?? "");
    const isJson = typeof target === "string";
    const input = isJson ? (JSON.parse(body.toString()) as Json) : {};
    this.requests.push({ operation, input });
    const ask = () =>
      this.forward(request.method ?? "POST", request.url ?? "/", request.headers, body);
    const override = this.overrides.get(operation);
    if (override === undefined || !isJson) {
      const answer = await ask();
      response.writeHead(answer.status, { "content-type": answer.type }).end(answer.body);
      return;
    }
    const answer = await override(input, async () => {
      const { body: text } = await ask();
      return JSON.parse(text.toString()) as Json;
    });
    const isFault = answer instanceof AwsFault;
    const sent = isFault ? { __type: answer.code, message: answer.message } : answer;
    response
      .writeHead(isFault ? answer.status : 200, { "content-type": "application/x-amz-json-1.1" })
      .end(JSON.stringify(sent));
  }

  private forward(
    method: string,
    target: string,
    headers: http.IncomingHttpHeaders,
    body: Buffer,
  ): Promise<{ status: number; type: string; body: Buffer }> {
    return new Promise((resolve, reject) => {
      const request = http.request(
        {
          host: "127.0.0.1",
          port: this.motoPort,
          method,
          path: target,
          headers: { ...headers, "content-length": body.length },
          agent: false,
        },
        (response) => {
          buffer(response).then((answer) => {
            resolve({
              status: response.statusCode ?? 500,
              type: response.headers["content-type"] ?? "application/json",
              body: answer,
            });
          }, reject);
        },
      );
      request.on("error", reject);
      request.end(body);
    });
  }
}
