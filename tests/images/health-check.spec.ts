import assert from "node:assert/strict";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import { orSkip } from "../support/missing-tool";
import { freePort } from "../support/ports";
import { Backend } from "./backend";

/** How a server answers → what the health check prints. */
const UNHEALTHY: readonly (readonly [string, http.RequestListener, RegExp])[] = [
  ["500", answer(500, '{"success": true}'), /^unhealthy: status 500\n$/],
  ["404", answer(404, "{}"), /^unhealthy: status 404\n$/],
  ["204", answer(204, ""), /^unhealthy: status 204\n$/],
  ["a redirect", answer(302, "", { location: "/healthy" }), /^unhealthy: status 302\n$/],
  ["no JSON", answer(200, "<html>"), /^unhealthy: JSONDecodeError\n$/],
  [
    "bytes that are no text",
    answer(200, Buffer.from([0xff, 0xfe, 0xfd])),
    /^unhealthy: \w+Error\n$/,
  ],
  ["an empty body", answer(200, ""), /^unhealthy: JSONDecodeError\n$/],
  [
    "JSON of another shape",
    answer(200, "[true]"),
    /^unhealthy: the answer does not say success\n$/,
  ],
  [
    "no success",
    answer(200, '{"success": false}'),
    /^unhealthy: the answer does not say success\n$/,
  ],
  ["success as text", answer(200, '{"success": "true"}'), /^unhealthy: the answer does not say/],
  ["nothing", (request) => request.socket.destroy(), /^unhealthy: \w+\n$/],
  ["too late", () => undefined, /^unhealthy: TimeoutError\n$/],
];

function answer(
  status: number,
  body: string | Buffer,
  headers: http.OutgoingHttpHeaders = {},
): http.RequestListener {
  return (request, response) => {
    const isRedirected = request.url === "/healthy";
    response.writeHead(isRedirected ? 200 : status, headers);
    response.end(isRedirected ? '{"success": true}' : body);
  };
}

describe("bin/health-check", () => {
  let backend: Backend;
  before(async function () {
    backend = await orSkip(this, () => Backend.prepare());
  });

  const against = async (
    listener: http.RequestListener,
    variables: Record<string, string> = {},
  ) => {
    const server = http.createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      const PORT = String((server.address() as AddressInfo).port);
      return await backend.run("bin/health-check", { ...variables, PORT });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };

  it("exits with 0 on 200 and success, and asks for the right address", async () => {
    const asked: string[] = [];
    const result = await against((request, response) => {
      asked.push(`${request.method ?? ""} ${request.url ?? ""}`);
      response.end('{"success": true, "more": 1}');
    });
    assert.deepEqual(result, { code: 0, stdout: "healthy\n", stderr: "" });
    assert.deepEqual(asked, ["GET /api/health-check"]);
  });

  it("asks the container itself, never a proxy", async () => {
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const variables = { HTTP_PROXY: nobody, http_proxy: nobody, all_proxy: nobody };
    assert.equal((await against(answer(200, '{"success": true}'), variables)).code, 0);
  });

  for (const [what, listener, line] of UNHEALTHY)
    it(`exits with 1 and one line when the answer is ${what}`, async () => {
      const { code, stdout, stderr } = await against(listener);
      assert.equal(code, 1);
      assert.match(stdout, line);
      assert.equal(stderr, "");
    });

  it("exits with 1 and one line when nothing listens", async () => {
    const PORT = String(await freePort());
    const { code, stdout, stderr } = await backend.run("bin/health-check", { PORT });
    assert.deepEqual(
      { code, stdout, stderr },
      { code: 1, stdout: "unhealthy: ConnectionRefusedError\n", stderr: "" },
    );
  });

  it("exits with 1 when the port is no number", async () => {
    const { code, stdout } = await backend.run("bin/health-check", { PORT: "http" });
    assert.deepEqual({ code, stdout }, { code: 1, stdout: "unhealthy: ValueError\n" });
  });
});
