import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { capture } from "../../sandbox/lib/process";
import { lastValue, stages } from "../support/dockerfile";
import { MissingTool, orSkip } from "../support/missing-tool";
import { freePort } from "../support/ports";
import { ServerProcess } from "../support/server-process";
import { imageFile, readImageFile } from "./images";

const IMAGE = "frontend-react-js";
const BACKEND = "https://api.cruddur.example";

const build = (...args: string[]) => capture(imageFile(IMAGE, "build.sh"), args);

describe("the front end's build.sh", () => {
  let folder: string;
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "frontend-"));
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("puts the backend's origin where the page and its security policy need it", async () => {
    assert.deepEqual(await build(BACKEND, folder), { code: 0, stdout: "", stderr: "" });
    const page = fs.readFileSync(path.join(folder, "www", "index.html"), "utf8");
    assert.match(page, /<meta name="backend-url" content="https:\/\/api\.cruddur\.example" \/>/);
    const configuration = fs.readFileSync(path.join(folder, "nginx.conf"), "utf8");
    assert.match(configuration, /connect-src 'self' https:\/\/api\.cruddur\.example;/);
    assert.doesNotMatch(`${page}${configuration}`, /@BACKEND_URL@/);
  });

  it("takes the origins that the stack's configuration takes", async () => {
    for (const origin of ["http://localhost:4567", "https://a", "https://a-b.c.example:8443"])
      assert.equal((await build(origin, folder)).code, 0, origin);
  });

  it("refuses everything else, and writes nothing", async () => {
    const target = path.join(folder, "new");
    for (const given of [
      "",
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
      "https://a\nhttps://b",
      "https://a&",
      "https://a\\",
      "https://a.$(id)",
    ]) {
      const { code, stderr } = await build(given, target);
      assert.equal(code, 1, given);
      assert.match(
        stderr,
        /^REACT_APP_BACKEND_URL must be one exact origin .*; never \*\n$/,
        given,
      );
      assert.ok(!fs.existsSync(target), given);
    }
    assert.match((await build(BACKEND)).stderr, /^usage: build\.sh /);
  });
});

describe("the front end", () => {
  let folder: string;
  let nginx: ServerProcess;
  let port: number;

  before(async function () {
    await orSkip(this, async () => {
      if ((await capture("nginx", ["-v"])).code !== 0) throw new MissingTool("nginx");
    });
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "nginx-"));
    // Started by root, nginx serves as another user.
    fs.chmodSync(folder, 0o755);
    fs.mkdirSync(path.join(folder, "tmp"));
    assert.equal((await build(BACKEND, folder)).code, 0);
    port = await freePort();
    const file = path.join(folder, "nginx.conf");
    // The image's own configuration; only places and the port are this test's (Node.js gives its children sockets as
    // standard output, which cannot be opened again by name).
    const configuration = fs
      .readFileSync(file, "utf8")
      .replaceAll("/tmp/", `${folder}/tmp/`)
      .replace("/dev/stdout", `${folder}/tmp/access.log`)
      .replace("root /srv/www;", `root ${folder}/www;`)
      .replace("listen 3000;", `listen 127.0.0.1:${port};`)
      .replace("error_log stderr warn;", "error_log stderr notice;");
    fs.writeFileSync(file, configuration);
    nginx = await ServerProcess.start(/start worker process/, "nginx", ["-c", file]);
  });
  after(async () => {
    await (nginx as ServerProcess | undefined)?.stop("SIGQUIT");
    if (folder) fs.rmSync(folder, { recursive: true, force: true });
  });

  const get = (address: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}${address}`, init);

  it("serves its files with the right types", async () => {
    const cases = [
      ["/", "index.html", "text/html"],
      ["/style.css", "style.css", "text/css"],
      ["/app.js", "app.js", /^(?:application|text)\/javascript/],
    ] as const;
    for (const [address, file, type] of cases) {
      const response = await get(address);
      assert.equal(response.status, 200, address);
      assert.equal(await response.text(), fs.readFileSync(path.join(folder, "www", file), "utf8"));
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
    for (const address of ["/", "/app.js", "/any/route", "/missing.js", "/healthz"]) {
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
    fs.mkdirSync(path.join(folder, "www", "static"), { recursive: true });
    fs.writeFileSync(path.join(folder, "www", "static", "main.0a1b.js"), "");
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
    const before = ["nginx.conf", "tmp", "www"];
    assert.deepEqual(fs.readdirSync(folder).sort(), before);
    assert.ok(fs.readdirSync(path.join(folder, "tmp")).includes("nginx.pid"));
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
    const log = fs.readFileSync(path.join(folder, "tmp", "access.log"), "utf8");
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
