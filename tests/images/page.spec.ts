import assert from "node:assert/strict";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as vm from "node:vm";
import { freePort } from "../support/ports";
import { readImageFile } from "./images";

/** What the backend answers → what the page says. */
const ANSWERS: readonly (readonly [number, string, string])[] = [
  [200, '{"success":true}', "is healthy."],
  [200, '{"success":"true"}', "does not say that it is healthy."],
  [200, "{}", "does not say that it is healthy."],
  [200, "<html>", "gives no answer that this page may read."],
  [503, '{"success":true}', "answers with status 503."],
];

/** What the page says, and of which backend. */
interface Said {
  readonly backend: string | undefined;
  readonly health: string;
}

/**
 * Runs the page's script against a document that has nothing but the elements that the page has for it, as `/config.js`
 * left it.
 */
async function said(backendUrl: string, origin = "https://cruddur.example"): Promise<Said> {
  const page = readImageFile("frontend-react-js", "public", "index.html");
  // Deferred scripts run in their order.
  assert.match(page, /src="\/config\.js" defer>[^]*src="\/app\.js" defer>/);
  return new Promise((resolve) => {
    const backend: { textContent?: string } = {};
    const elements: Record<string, object> = {
      backend,
      health: {
        set textContent(text: string) {
          resolve({ backend: backend.textContent, health: text });
        },
      },
    };
    const document = {
      getElementById: (id: string) => {
        assert.match(page, new RegExp(` id="${id}"`));
        return elements[id];
      },
    };
    const script = readImageFile("frontend-react-js", "public", "app.js");
    const window = { env: { REACT_APP_BACKEND_URL: backendUrl }, location: { origin } };
    vm.runInNewContext(script, { AbortSignal, document, fetch, window });
  });
}

describe("the front end's page", () => {
  for (const [status, body, text] of ANSWERS)
    it(`says that the backend ${text} on ${status} ${body}`, async () => {
      const server = http.createServer((request, response) => {
        response.writeHead(request.url === "/api/health-check" ? status : 404).end(body);
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const { port } = server.address() as AddressInfo;
      const backend = `http://127.0.0.1:${port}`;
      assert.deepEqual(await said(backend), { backend, health: text });
      assert.deepEqual(
        await said("", backend),
        { backend, health: text },
        "without an address the page's own origin is asked",
      );
      server.closeAllConnections();
      server.close();
    });

  it("says so when there is no answer", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    assert.equal((await said(url)).health, "gives no answer that this page may read.");
  });
});
