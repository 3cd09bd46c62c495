// A Node.js language host for a Pulumi engine that was built from source: the official host is not published as a Go
// module. It does what `pulumi up` of this repository needs and refuses the rest by name. Plain JavaScript, because the
// engine starts it as a program.
"use strict";

const { spawn } = require("node:child_process");
const path = require("node:path");
const { createRequire } = require("node:module");
const grpc = require("@grpc/grpc-js");
const { LanguageRuntimeService } = require("@pulumi/pulumi/proto/language_grpc_pb");
const messages = require("@pulumi/pulumi/proto/language_pb");
const { PluginInfo } = require("@pulumi/pulumi/proto/plugin_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");

/** The SDK's exit code for "the error has been shown": the engine then adds nothing. */
const ERROR_ALREADY_SHOWN = 32;

/** What runs a plug-in of each kind, inside `@pulumi/pulumi`. */
const PLUGIN_RUNNERS = { analyzer: "cmd/run-policy-pack", resource: "cmd/run-plugin" };

const children = new Set();
let engineAddress = process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "";

/** Splits `runtime.options.nodeargs` as a shell would: blanks separate, quotes hold together. */
function splitArguments(line) {
  return [...line.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) =>
    word.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single),
  );
}

/** The parts of `runtime.options` in Pulumi.yaml that the official host knows, too. */
function readOptions(info) {
  const options = info?.getOptions()?.toJavaScript() ?? {};
  return {
    typescript: options.typescript !== false,
    tsconfig: options.tsconfig,
    nodeArguments: options.nodeargs ? splitArguments(String(options.nodeargs)) : [],
  };
}

/** The SDK that the program itself would load, so that both speak with the same copy. */
function resolveSdk(folder, module) {
  try {
    return createRequire(path.join(folder, "package.json")).resolve(`@pulumi/pulumi/${module}`);
  } catch {
    throw new Error(
      `@pulumi/pulumi is not installed for ${folder}; run \`npm install\` there (or in the folder above it that holds package.json).`,
    );
  }
}

function startNode(options, args, settings) {
  const child = spawn(process.execPath, [...options.nodeArguments, ...args], {
    ...settings,
    env: {
      ...process.env,
      ...settings.env,
      ...(options.typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
      ...(options.tsconfig ? { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig } : {}),
    },
  });
  children.add(child);
  child.on("exit", () => children.delete(child));
  return child;
}

/** The arguments of `@pulumi/pulumi/cmd/run`, in the order of its usage text. */
function programArguments(request, runner) {
  const info = request.getInfo();
  const flags = {
    monitor: request.getMonitorAddress(),
    engine: engineAddress,
    organization: request.getOrganization(),
    project: request.getProject(),
    "root-directory": info.getRootDirectory(),
    stack: request.getStack(),
    pwd: request.getPwd(),
    parallel: request.getParallel() || undefined,
  };
  const given = Object.entries(flags).filter(([, value]) => value !== undefined && value !== "");
  return [
    runner,
    ...given.map(([flag, value]) => `--${flag}=${value}`),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    path.resolve(info.getProgramDirectory(), info.getEntryPoint() || "."),
    ...request.getArgsList(),
  ];
}

function run({ request }, reply) {
  const response = new messages.RunResponse();
  const answer = (error, bail = false) => {
    response.setError(error);
    response.setBail(bail);
    reply(null, response);
  };
  try {
    const info = request.getInfo();
    const options = readOptions(info);
    const runner = resolveSdk(info.getProgramDirectory(), "cmd/run");
    const child = startNode(options, programArguments(request, runner), {
      cwd: request.getPwd(),
      // Standard output and error of this process are what the engine shows as the program's own.
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
        PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
      },
    });
    child.on("error", (error) => answer(`could not start Node.js: ${error.message}`));
    child.on("close", (code, signal) => {
      if (code === 0) answer("");
      else if (code === ERROR_ALREADY_SHOWN) answer("", true);
      else
        answer(
          signal ? `the program was ended by ${signal}` : `the program exited with code ${code}`,
        );
    });
  } catch (error) {
    answer(error.message);
  }
}

function runPlugin(call) {
  const { request } = call;
  const send = (set, value) => {
    const response = new messages.RunPluginResponse();
    response[set](value);
    call.write(response);
  };
  try {
    const info = request.getInfo();
    const runner = PLUGIN_RUNNERS[request.getKind() || "resource"];
    if (runner === undefined) {
      throw new Error(
        `plug-ins of kind ${request.getKind()} are not supported by this language host`,
      );
    }
    const folder = info.getProgramDirectory();
    const child = startNode(
      readOptions(info),
      [
        resolveSdk(folder, runner),
        ...request.getArgsList(),
        path.resolve(folder, info.getEntryPoint() || "."),
      ],
      {
        // The pack's own folder: its dependencies and its tsconfig.json are found from there.
        cwd: folder,
        stdio: ["ignore", "pipe", "pipe"],
        env: Object.fromEntries(
          request.getEnvList().map((entry) => entry.split(/=(.*)/s).slice(0, 2)),
        ),
      },
    );
    child.stdout.on("data", (chunk) => send("setStdout", chunk));
    child.stderr.on("data", (chunk) => send("setStderr", chunk));
    call.on("cancelled", () => child.kill());
    child.on("error", (error) => call.destroy(error));
    child.on("close", (code) => {
      send("setExitcode", code ?? 1);
      call.end();
    });
  } catch (error) {
    send("setStderr", Buffer.from(`${error.message}\n`));
    send("setExitcode", 1);
    call.end();
  }
}

function handshake({ request }, reply) {
  engineAddress = request.getEngineAddress() || engineAddress;
  reply(null, new messages.LanguageHandshakeResponse());
}

function about(_, reply) {
  const response = new messages.AboutResponse();
  response.setExecutable(process.execPath);
  response.setVersion(process.version);
  reply(null, response);
}

function getPluginInfo(_, reply) {
  const info = new PluginInfo();
  info.setVersion(require("@pulumi/pulumi/package.json").version);
  reply(null, info);
}

function cancel(_, reply) {
  for (const child of children) child.kill();
  reply(null, new Empty());
}

/** Providers are attached, never downloaded, wherever this host stands in: nothing is required. */
const nothingRequired = (Response) => (_, reply) => reply(null, new Response());

function installDependencies(call) {
  const response = new messages.InstallDependenciesResponse();
  response.setStderr(Buffer.from("Run `npm install` to install the dependencies.\n"));
  call.write(response);
  call.end();
}

const unsupported = (name) => (_, reply) =>
  reply({
    code: grpc.status.UNIMPLEMENTED,
    message: `${name} needs the official Pulumi CLI: https://www.pulumi.com/docs/install/`,
  });

const handlers = {
  handshake,
  run,
  runPlugin,
  about,
  cancel,
  getPluginInfo,
  installDependencies,
  getRequiredPlugins: nothingRequired(messages.GetRequiredPluginsResponse),
  getRequiredPackages: nothingRequired(messages.GetRequiredPackagesResponse),
  getProgramDependencies: nothingRequired(messages.GetProgramDependenciesResponse),
  runtimeOptionsPrompts: nothingRequired(messages.RuntimeOptionsResponse),
};
for (const name of Object.keys(LanguageRuntimeService)) handlers[name] ??= unsupported(name);

// The engine ends its plug-ins one by one; what this process started must not outlive it, nor a killed engine.
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});
for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => process.exit(0));
const engine = process.ppid;
setInterval(() => {
  if (process.ppid !== engine) process.exit(1);
}, 1000).unref();

const server = new grpc.Server({
  "grpc.max_receive_message_length": -1,
  "grpc.max_send_message_length": -1,
});
server.addService(LanguageRuntimeService, handlers);
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  console.log(port); // The engine reads the port from the first line.
});
