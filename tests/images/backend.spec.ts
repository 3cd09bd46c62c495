import assert from "node:assert/strict";
import { orSkip } from "../support/missing-tool";
import { Backend, type RunningBackend } from "./backend";

const FRONTEND = "https://cruddur.example";
const BACKEND = "http://localhost:4567";

describe("the backend", () => {
  let backend: Backend;
  let running: RunningBackend;

  before(async function () {
    backend = await orSkip(this, () => Backend.prepare());
    running = await backend.serve({ FRONTEND_URL: FRONTEND, BACKEND_URL: BACKEND });
  });
  after(() => (running as RunningBackend | undefined)?.stop("SIGINT"));

  it("answers its health check", async () => {
    const response = await running.request("/api/health-check");
    assert.equal(response.status, 200);
    assert.match(response.headers.get("content-type") ?? "", /^application\/json/);
    assert.deepEqual(await response.json(), { success: true });
  });

  it("answers errors as JSON, too", async () => {
    const cases = [
      ["/api/nothing", "GET", 404, "Not Found"],
      ["/api/health-check", "DELETE", 405, "Method Not Allowed"],
      ["/static/../gunicorn.conf.py", "GET", 404, "Not Found"],
    ] as const;
    for (const [address, method, status, error] of cases) {
      const response = await running.request(address, { method });
      assert.equal(response.status, status, address);
      assert.deepEqual(await response.json(), { success: false, error });
    }
  });

  it("answers 503 where it needs a database and has none", async () => {
    const response = await running.request("/api/activities/home");
    assert.equal(response.status, 503);
    assert.deepEqual(await response.json(), { success: false, error: "Service Unavailable" });
    assert.match(running.server.output, /database is not available: CONNECTION_URL is not set/);
  });

  describe("asked by a page of another origin", () => {
    const corsHeaders = async (init: RequestInit): Promise<[string, string][]> => {
      const { headers } = await running.request("/api/health-check", init);
      assert.equal(headers.get("vary"), "Origin");
      return [...headers].filter(([name]) => name.startsWith("access-control-"));
    };

    for (const origin of [FRONTEND, BACKEND])
      it(`admits ${origin}`, async () => {
        const headers = await corsHeaders({ headers: { origin } });
        assert.deepEqual(headers, [["access-control-allow-origin", origin]]);
      });

    for (const origin of [
      "https://evil.example",
      "https://cruddur.example.evil.example",
      "https://cruddurxexample",
      "https://api.cruddur.example",
      "http://cruddur.example",
      "https://cruddur.example:443",
      "HTTPS://CRUDDUR.EXAMPLE",
      `${FRONTEND}, ${BACKEND}`,
      "null",
      "*",
    ])
      it(`does not admit ${origin}`, async () => {
        assert.deepEqual(await corsHeaders({ headers: { origin } }), []);
        const preflight = { method: "OPTIONS", headers: { origin } };
        assert.deepEqual(await corsHeaders(preflight), []);
      });

    it("answers the preflight request of an admitted origin", async () => {
      const headers = { origin: FRONTEND, "access-control-request-method": "GET" };
      assert.deepEqual(Object.fromEntries(await corsHeaders({ method: "OPTIONS", headers })), {
        "access-control-allow-headers":
          "Authorization, Content-Type, If-Modified-Since, Traceparent",
        "access-control-allow-methods": "GET, HEAD, OPTIONS",
        "access-control-allow-origin": FRONTEND,
        "access-control-max-age": "600",
      });
    });
  });

  it("ends with code 0 on SIGTERM", async () => {
    const own = await backend.serve();
    assert.equal((await own.request("/api/health-check")).status, 200);
    assert.equal(await own.stop(), 0);
  });
});

describe("the backend's settings", () => {
  let backend: Backend;
  before(async function () {
    backend = await orSkip(this, () => Backend.prepare());
  });

  const refusal = async (variables: Record<string, string>): Promise<string> => {
    const error: unknown = await backend.serve(variables).then(
      (started) => started.stop(),
      (caught: unknown) => caught,
    );
    assert.ok(error instanceof Error, "it started");
    return error.message;
  };

  it("are refused all at once, without a stack trace and without the secret", async () => {
    const message = await refusal({
      FRONTEND_URL: "*",
      BACKEND_URL: "https://api.cruddur.example/",
      CONNECTION_URL: "mysql://root:CANARY@db/cruddur",
    });
    assert.match(message, /^FRONTEND_URL is '\*'; allowed: one exact origin .*; never \*$/m);
    assert.match(message, /^BACKEND_URL is 'https:\/\/api\.cruddur\.example\/'; allowed: /m);
    assert.match(message, /^CONNECTION_URL \(not shown\) does not start with postgresql:\/\/$/m);
    assert.doesNotMatch(message, /CANARY|Traceback/);
  });

  it("hold origins only", async () => {
    const given = [
      "",
      "null",
      "cruddur.example",
      "https://*.cruddur.example",
      "https://a b",
      "x\ny",
    ];
    for (const FRONTEND_URL of given)
      assert.match(await refusal({ FRONTEND_URL }), /^FRONTEND_URL is '.*'; allowed: /m);
  });
});
