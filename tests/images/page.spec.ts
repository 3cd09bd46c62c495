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

/** Runs the page's script against a document that has nothing but the elements that the page has for it. */
async function said(backendUrl: string): Promise<string> {
  const page = readImageFile("frontend-react-js", "public", "index.html");
  assert.match(page, /<meta name="backend-url" /);
  return new Promise((resolve) => {
    const elements: Record<string, object> = {
      backend: {},
      health: {
        set textContent(text: string) {
          resolve(text);
        },
      },
    };
    const document = {
      querySelector: (selector: string) => {
        assert.equal(selector, 'meta[name="backend-url"]');
        return { content: backendUrl };
      },
      getElementById: (id: string) => {
        assert.match(page, new RegExp(` id="${id}"`));
        return elements[id];
      },
    };
    const script = readImageFile("frontend-react-js", "public", "app.js");
    vm.runInNewContext(script, { AbortSignal, document, fetch });
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
      assert.equal(await said(`http://127.0.0.1:${port}`), text);
      server.closeAllConnections();
      server.close();
    });

  it("says so when there is no answer", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    assert.equal(await said(url), "gives no answer that this page may read.");
  });
});
