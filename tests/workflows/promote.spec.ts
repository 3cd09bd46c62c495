import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { capture, type Finished } from "../../sandbox/lib/process";
import { ROOT } from "../../sandbox/tools";
import { commands } from "./files";

const COMMAND = "npm run ci -- promote --from dev --to prod";
const [A, B] = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`];
const HOST = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const PASSWORD = "canary-password";

/** Stands in for docker: writes down how it was called, and answers what the test says the registry then holds. */
const DOCKER = `#!/bin/sh
echo "$*" >> "$DOCKER_LOG"
case "$*" in
  login*) cat >> "$DOCKER_LOG.password" ;;
  *inspect*) echo "$ARRIVED" ;;
  *create*) [ -z "$REFUSES" ] || { echo "denied: $REFUSES" >&2; exit 1; } ;;
esac
`;

describe("the images that dev runs", () => {
  let folder: string;
  let server: http.Server;

  before(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "promote-"));
    fs.writeFileSync(path.join(folder, "docker"), DOCKER, { mode: 0o755 });
    server = http.createServer((_, response) => {
      const authorizationToken = Buffer.from(`AWS:${PASSWORD}`).toString("base64");
      response.setHeader("content-type", "application/x-amz-json-1.1");
      response.end(
        JSON.stringify({
          authorizationData: [{ authorizationToken, proxyEndpoint: `https://${HOST}` }],
        }),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  });
  after(() => {
    server.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const log = path.join("log");
  function promote(env: NodeJS.ProcessEnv, command = COMMAND): Promise<Finished> {
    fs.rmSync(path.join(folder, log), { force: true });
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return capture("bash", ["-e", "-o", "pipefail", "-c", command], {
      cwd: ROOT,
      env: {
        ...process.env,
        PATH: [folder, process.env["PATH"]].join(path.delimiter),
        AWS_ACCESS_KEY_ID: "x",
        AWS_SECRET_ACCESS_KEY: "x",
        AWS_REGION: "us-east-1",
        AWS_ENDPOINT_URL_ECR: endpoint,
        DOCKER_LOG: path.join(folder, log),
        ...env,
      },
    });
  }
  const calls = (): string[] => fs.readFileSync(path.join(folder, log), "utf8").trim().split("\n");

  it("are copied to prod by digest, and it is looked whether they arrived", async () => {
    assert.ok(commands().includes(COMMAND));
    const { code, stdout, stderr } = await promote({
      IMAGE_DIGESTS: `backend-flask=${A}`,
      ARRIVED: A,
    });
    assert.equal(code, 0, stderr);
    const target = `${HOST}/cruddur-prod-backend-flask:release-aaaaaaaaaaaa`;
    assert.deepEqual(calls(), [
      `login --username AWS --password-stdin ${HOST}`,
      `buildx imagetools create --prefer-index=false --tag ${target} ${HOST}/cruddur-dev-backend-flask@${A}`,
      `buildx imagetools inspect ${target} --format {{.Manifest.Digest}}`,
    ]);
    assert.equal(fs.readFileSync(path.join(folder, "log.password"), "utf8"), PASSWORD);
    assert.doesNotMatch(stdout + stderr, /canary/);
  });

  for (const [what, env, said] of [
    ["did not arrive", { IMAGE_DIGESTS: `backend-flask=${A}`, ARRIVED: B }, /is sha256:b+, not/],
    [
      "may not be read",
      { IMAGE_DIGESTS: `backend-flask=${A}`, REFUSES: "no rights" },
      /failed:\ndenied: no rights/,
    ],
    ["are not named", { IMAGE_DIGESTS: "" }, /promote: IMAGE_DIGESTS names no image\./],
    ["are no digests", { IMAGE_DIGESTS: "backend-flask=latest" }, /is "latest", not sha256:/],
  ] as const)
    it(`stop the deployment when they ${what}`, async () => {
      const { code, stderr } = await promote(env);
      assert.equal(code, 1);
      assert.match(stderr, said);
      assert.doesNotMatch(stderr, /\n\s+at /);
    });

  it("need environments that can be", async () => {
    const { code, stderr } = await promote({}, "npm run ci -- promote --from Dev --to Dev");
    assert.equal(code, 1);
    assert.match(stderr, /"Dev" is not an environment's name.*; both environments are "Dev"/);
  });
});
