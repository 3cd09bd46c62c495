import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { capture } from "../../sandbox/lib/process";
import { SERVICES } from "../../services";
import { lastValue, stages } from "../support/dockerfile";
import { MissingTool, orSkip } from "../support/missing-tool";
import { ServerProcess } from "../support/server-process";
import { Backend, listeningPort } from "./backend";
import { imageFile, readImageFile } from "./images";

const SCRIPT = path.join(__dirname, "..", "support", "read-only-root.sh");
/** Everything that the image's process must not be able to write to. */
const PLACES = "/ /app /app/bin /opt/venv/bin /opt /usr/bin /etc /root";

describe("the backend on a read-only root file system", () => {
  let backend: Backend;
  let folder: string;
  const isRoot = process.getuid?.() === 0;
  const { user } = SERVICES["backend-flask"];

  before(async function () {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "read-only-"));
    backend = await orSkip(this, () => Backend.prepare());
    await orSkip(this, async () => {
      const { code, stderr } = await capture(...inside(["true"]));
      if (code !== 0) throw new MissingTool(`the right to mount (${stderr.trim()})`);
    });
  });
  after(() => {
    fs.rmdirSync(folder);
  });

  const inside = (command: readonly string[], variables: Record<string, string> = {}) => {
    const namespaces = isRoot ? ["--mount"] : ["--mount", "--user", "--map-root-user"];
    const { folder: venv, basePrefix } = backend.python;
    const app = imageFile("backend-flask");
    const args = [SCRIPT, folder, app, venv, basePrefix, isRoot ? user : "0:0", ...command];
    const env = {
      PATH: "/opt/venv/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
      ...variables,
    };
    return ["unshare", [...namespaces, "sh", ...args], { env }] as const;
  };

  it("can write to /tmp and nowhere else", async () => {
    const test = `for place in ${PLACES}; do touch $place/probe && echo $place; done; touch /tmp/probe && echo /tmp`;
    const { stdout } = await capture(...inside(["sh", "-c", test]));
    assert.equal(stdout, "/tmp\n");
  });

  it("serves, is healthy and ends by the image's own commands", async () => {
    const final = stages(readImageFile("backend-flask", "Dockerfile")).at(-1);
    const command = JSON.parse(lastValue(final, "CMD") ?? "") as string[];
    const server = await ServerProcess.start(/Booting worker/, ...inside(command, { PORT: "0" }));
    const PORT = String(listeningPort(server));
    const { healthCheck } = SERVICES["backend-flask"];
    const health = await capture(...inside(healthCheck.command, { PORT }));
    assert.equal(await server.stop(), 0, server.output);
    assert.deepEqual(health, { code: 0, stdout: "healthy\n", stderr: "" }, server.output);
    assert.doesNotMatch(server.output, /Read-only|\bERROR\b|Traceback/);
  });
});
