import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import * as vm from "node:vm";
import { capture } from "../../sandbox/lib/process";
import { SERVICES } from "../../services";
import { lastValue, stages } from "../support/dockerfile";
import { MissingTool, orSkip } from "../support/missing-tool";
import { freePort } from "../support/ports";
import { ServerProcess } from "../support/server-process";
import { imageFile, readImageFile } from "./images";

const IMAGE = "frontend-react-js";
const BACKEND = "https://api.cruddur.example";
const SETTING = "REACT_APP_BACKEND_URL";

/** A front end of the image's files; only places and the port are the test's. */
class FrontEnd {
  private constructor(
    readonly folder: string,
    readonly port: number,
  ) {}

  static async prepare(): Promise<FrontEnd> {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "nginx-"));
    // Started by root, nginx serves as another user.
    fs.chmodSync(folder, 0o755);
    fs.mkdirSync(path.join(folder, "tmp"));
    fs.cpSync(imageFile(IMAGE), path.join(folder, "app"), { recursive: true });
    const port = await freePort();
    const front = new FrontEnd(folder, port);
    // Node.js gives its children sockets as standard output, which cannot be opened again by name.
    front.edit("nginx.conf", [
      ["/dev/stdout", "/tmp/access.log"],
      ["listen 3000;", `listen 127.0.0.1:${port};`],
      ["error_log stderr warn;", "error_log stderr notice;"],
    ]);
    for (const file of ["nginx.conf", "bin/start"])
      front.edit(file, [
        ["/tmp/", `${folder}/tmp/`],
        [" /app/", ` ${folder}/app/`],
      ]);
    return front;
  }

  /** The image's start command with this setting. */
  start(backendUrl?: string): Promise<ServerProcess> {
    return ServerProcess.start(/start worker process/, this.program, [], {
      env: { PATH: PATHS, ...(backendUrl !== undefined && { [SETTING]: backendUrl }) },
    });
  }

  /** The same, where it is to end by itself. */
  run(backendUrl: string) {
    const env = { PATH: PATHS, [SETTING]: backendUrl };
    return capture(this.program, [], { env, timeoutSeconds: 10 });
  }

  get(address: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${address}`, init);
  }

  remove(): void {
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  private get program(): string {
    return path.join(this.folder, "app", "bin", "start");
  }

  private edit(name: string, changes: readonly (readonly [string, string])[]): void {
    const file = path.join(this.folder, "app", name);
    let text = fs.readFileSync(file, "utf8");
    for (const [from, to] of changes) text = text.replaceAll(from, to);
    fs.writeFileSync(file, text);
  }
}

/** Every file of a folder and what is in it. */
function filesOf(folder: string): (readonly [string, string])[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: "utf8" })
    .sort()
    .filter((name) => fs.statSync(path.join(folder, name)).isFile())
    .map((name) => [name, fs.readFileSync(path.join(folder, name), "utf8")] as const);
}

/** Debian has nginx where only root looks for programs. */
const PATHS = [process.env["PATH"], "/usr/sbin"].join(path.delimiter);

/** Runs what `/config.js` answers, as a browser would. */
async function settings(front: FrontEnd): Promise<unknown> {
  const response = await front.get("/config.js");
  assert.equal(response.status, 200);
  assert.match(response.headers.get("content-type") ?? "", /^(?:application|text)\/javascript/);
  assert.equal(response.headers.get("cache-control"), "no-cache");
  const window: { env?: unknown } = {};
  vm.runInNewContext(await response.text(), { window });
  return JSON.parse(JSON.stringify(window.env));
}

/** Where the page's policy lets it connect to. */
async function connectSources(front: FrontEnd): Promise<string[]> {
  const policy = (await front.get("/")).headers.get("content-security-policy") ?? "";
  return /; connect-src ([^;]*);/.exec(policy)?.[1]?.trim().split(/\s+/) ?? [];
}

const needNginx = async () => {
  if ((await capture("nginx", ["-v"], { env: { PATH: PATHS } })).code !== 0)
    throw new MissingTool("nginx");
};

describe("the front end's backend", () => {
  let front: FrontEnd;
  before(async function () {
    await orSkip(this, needNginx);
  });
  beforeEach(async () => {
    front = await FrontEnd.prepare();
  });
  afterEach(() => {
    front.remove();
  });

  /** What a started front end says of its backend: to the page, and in its policy. */
  const told = async (backendUrl?: string) => {
    const nginx = await front.start(backendUrl);
    try {
      return [await settings(front), await connectSources(front)] as const;
    } finally {
      await nginx.stop("SIGQUIT");
    }
  };

  it("is what the container is told at its start: one image, an address per environment", async () => {
    const files = () => filesOf(path.join(front.folder, "app"));
    const image = files();
    for (const backend of [
      "https://api.dev.cruddur.example",
      "https://api.cruddur.example",
      "http://localhost:4567",
      "https://a",
      "https://a-b.c.example:8443",
    ]) {
      assert.deepEqual(await told(backend), [{ [SETTING]: backend }, ["'self'", backend]]);
    }
    assert.deepEqual(files(), image, "the image's files stay as they are");
  });

  it("is where the page comes from when it is told nothing", async () => {
    for (const nothing of [undefined, ""]) {
      assert.deepEqual(await told(nothing), [{ [SETTING]: "" }, ["'self'"]]);
    }
  });

  it("is one exact origin, or nothing starts", async () => {
    for (const given of [
      "*",
      "null",
      "api.cruddur.example",
      "ftp://a",
      "https://",
      "https://a/",
      "https://a/b",
      "https://*.a",
      "https://A",
      "https://a:123456",
      "https://a; script-src *",
      "https://a https://b",
      "https://a|x",
      'https://a"',
      'https://a"; } http { #',
      "https://a\nhttps://b",
      "\n",
      "https://a&",
      "https://a\\",
      "https://a.$(id)",
      "https://a.$host",
    ]) {
      const { code, stderr } = await front.run(given);
      assert.equal(code, 1, given);
      assert.match(
        stderr,
        /^REACT_APP_BACKEND_URL must be one exact origin .*; never \*\n$/,
        given,
      );
      assert.deepEqual(fs.readdirSync(path.join(front.folder, "tmp")), [], given);
    }
  });
});

describe("the front end on a read-only root file system", () => {
  const isRoot = process.getuid?.() === 0;
  const { user, healthCheck } = SERVICES[IMAGE];
  let folder: string;
  let app: string;
  let port: number;

  before(async function () {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "read-only-"));
    app = fs.mkdtempSync(path.join(os.tmpdir(), "app-"));
    fs.chmodSync(app, 0o755);
    await orSkip(this, needNginx);
    await orSkip(this, async () => {
      const { code, stderr } = await capture(...inside(["true"]));
      if (code !== 0) throw new MissingTool(`the right to mount (${stderr.trim()})`);
    });
    port = await freePort();
    fs.cpSync(imageFile(IMAGE), app, { recursive: true });
    const file = path.join(app, "nginx.conf");
    const configuration = fs.readFileSync(file, "utf8");
    fs.writeFileSync(
      file,
      configuration
        .replace("listen 3000;", `listen ${port};`)
        .replace("/dev/stdout", "/tmp/access.log")
        .replace("error_log stderr warn;", "error_log stderr notice;"),
    );
  });
  after(() => {
    fs.rmSync(app, { recursive: true, force: true });
    fs.rmdirSync(folder);
  });

  const inside = (command: readonly string[], variables: Record<string, string> = {}) => {
    const namespaces = isRoot ? ["--mount"] : ["--mount", "--user", "--map-root-user"];
    const script = path.join(__dirname, "..", "support", "read-only-root.sh");
    const args = [script, folder, app, "", "/usr", isRoot ? user : "0:0", ...command];
    const env = { PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", ...variables };
    return ["unshare", [...namespaces, "sh", ...args], { env }] as const;
  };

  it("serves as the image's user, is healthy and ends by the image's own commands", async () => {
    const final = stages(readImageFile(IMAGE, "Dockerfile")).at(-1);
    const command = JSON.parse(lastValue(final, "CMD") ?? "") as string[];
    const nginx = await ServerProcess.start(
      /start worker process/,
      ...inside(command, { [SETTING]: BACKEND }),
    );
    const health = await capture(...inside(healthCheck.command, { PORT: String(port) }));
    const script = await fetch(`http://127.0.0.1:${port}/config.js`).then(
      (answer) => answer.text(),
      String,
    );
    assert.equal(await nginx.stop("SIGQUIT"), 0, nginx.output);
    assert.deepEqual(health, { code: 0, stdout: "healthy\n", stderr: "" }, nginx.output);
    assert.ok(script.includes(BACKEND), script);
    assert.doesNotMatch(nginx.output, /Read-only|Permission denied|\[(?:error|crit|alert|emerg)\]/);
  });
});

describe("the front end", () => {
  let front: FrontEnd;
  let nginx: ServerProcess;

  before(async function () {
    await orSkip(this, needNginx);
    front = await FrontEnd.prepare();
    nginx = await front.start(BACKEND);
  });
  after(async () => {
    await (nginx as ServerProcess | undefined)?.stop("SIGQUIT");
    (front as FrontEnd | undefined)?.remove();
  });

  const get = (address: string, init?: RequestInit) => front.get(address, init);
  const site = (...names: string[]) => path.join(front.folder, "app", "public", ...names);

  it("serves its files with the right types", async () => {
    const cases = [
      ["/", "index.html", "text/html"],
      ["/style.css", "style.css", "text/css"],
      ["/app.js", "app.js", /^(?:application|text)\/javascript/],
    ] as const;
    for (const [address, file, type] of cases) {
      const response = await get(address);
      assert.equal(response.status, 200, address);
      assert.equal(await response.text(), fs.readFileSync(site(file), "utf8"));
      assert.match(response.headers.get("content-type") ?? "", new RegExp(type));
    }
  });

  it("answers its router's addresses with the page, and missing files with 404", async () => {
    const page = await (await get("/")).text();
    for (const address of ["/@andrew", "/messages/a.b", "/a/b/c", "/?q=1"]) {
      const response = await get(address);
      assert.equal(response.status, 200, address);
      assert.equal(await response.text(), page, address);
    }
    for (const address of ["/missing.js", "/static/x.css", "/favicon.ico", "/.env", "/.git/config"])
      assert.equal((await get(address)).status, 404, address);
  });

  it("sends the security headers with every answer, also with errors", async () => {
    for (const address of ["/", "/app.js", "/config.js", "/any/route", "/missing.js", "/healthz"]) {
      const { headers } = await get(address);
      const expected = {
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "referrer-policy": "strict-origin-when-cross-origin",
        "strict-transport-security": "max-age=31536000",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      };
      for (const [name, value] of Object.entries(expected))
        assert.equal(headers.get(name), value, `${address}: ${name}`);
      const policy = headers.get("content-security-policy") ?? "";
      assert.match(policy, /^default-src 'none'; /);
      assert.match(policy, /; connect-src 'self' https:\/\/api\.cruddur\.example; /);
      assert.doesNotMatch(policy, /unsafe|\*/);
      assert.equal(headers.get("server"), "nginx", "the version is not said");
    }
  });

  it("has its page checked again each time, and hashed files kept", async () => {
    fs.mkdirSync(site("static"));
    fs.writeFileSync(site("static", "main.0a1b.js"), "");
    assert.equal((await get("/")).headers.get("cache-control"), "no-cache");
    assert.equal(
      (await get("/static/main.0a1b.js")).headers.get("cache-control"),
      "public, max-age=31536000, immutable",
    );
  });

  it("takes no body and no other methods", async () => {
    assert.equal((await get("/", { method: "POST", body: "x".repeat(2000) })).status, 413);
    assert.equal((await get("/", { method: "POST", body: "x" })).status, 405);
  });

  it("writes nothing outside /tmp", () => {
    assert.deepEqual(fs.readdirSync(front.folder).sort(), ["app", "tmp"]);
    const written = fs.readdirSync(path.join(front.folder, "tmp"));
    for (const name of ["backend-url.conf", "nginx.pid"]) assert.ok(written.includes(name), name);
    const paths = readImageFile(IMAGE, "nginx.conf").match(/(?<=(?:_path|^pid) )\S+(?=;)/gm) ?? [];
    assert.deepEqual(
      paths.filter((written) => !written.startsWith("/tmp/")),
      [],
    );
    assert.equal(paths.length, 6);
  });

  it("ends with code 0 on the image's stop signal, having logged requests and no health check", async () => {
    await get("/?logged");
    await get("/healthz");
    // A line is written after its answer is sent; when nginx has ended, all are there.
    assert.equal(await nginx.stop("SIGQUIT"), 0);
    const log = fs.readFileSync(path.join(front.folder, "tmp", "access.log"), "utf8");
    assert.match(log, /GET \/\?logged /);
    assert.doesNotMatch(log, /\/healthz/);
  });
});

describe("the front end's bin/health-check", () => {
  before(async function () {
    await orSkip(this, async () => {
      if ((await capture("wget", ["--help"])).code === 127) throw new MissingTool("wget");
    });
  });

  const against = async (status: number): Promise<[number, string]> => {
    const server = http.createServer((request, response) => {
      response.writeHead(request.url === "/healthz" ? status : 404).end("healthy\n");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const [, command = ""] =
      /CMD (\[.*)$/.exec(
        lastValue(stages(readImageFile(IMAGE, "Dockerfile")).at(-1), "HEALTHCHECK") ?? "",
      ) ?? [];
    const [program = ""] = JSON.parse(command) as string[];
    const { code, stdout } = await capture(imageFile(IMAGE, program.replace("/app/", "")), [], {
      env: { PATH: process.env["PATH"], PORT: String(port) },
    });
    server.closeAllConnections();
    server.close();
    return [code, stdout];
  };

  it("exits with 0 on 200, with 1 on anything else", async () => {
    assert.deepEqual(await against(200), [0, "healthy\n"]);
    for (const status of [404, 500, 503])
      assert.deepEqual(await against(status), [1, "unhealthy\n"]);
  });
});
