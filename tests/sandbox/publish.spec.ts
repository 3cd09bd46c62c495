import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { openAccount } from "../../sandbox/aws/account";
import { digestKey, publishImage } from "../../sandbox/publish";
import type { Sandbox } from "../../sandbox/sandbox";
import { SERVICES } from "../../services";

const PROGRAM = path.join(__dirname, "..", "..");
const VALUES: Readonly<Record<string, string>> = {
  "cruddur:environment": "dev",
  "aws:region": "us-east-1",
};

describe("an image that the sandbox publishes", () => {
  let accountFolder: string;
  let commands: string[][];

  /** What `publishImage` needs of a sandbox, with an account that holds these repositories. */
  async function sandbox(...repositories: string[]): Promise<Sandbox> {
    await openAccount(accountFolder).transaction("us-east-1", (account) => {
      for (const name of repositories) account.put("aws:ecr/repository:Repository", name, { name });
    });
    return {
      accountFolder,
      options: { program: PROGRAM },
      project: { configValue: (_: string, key: string) => VALUES[key] },
      run: (command: string[]) => {
        commands.push(command);
        return Promise.resolve({ code: 0 });
      },
    } as unknown as Sandbox;
  }

  beforeEach(() => {
    accountFolder = fs.mkdtempSync(path.join(os.tmpdir(), "publish-"));
    commands = [];
  });
  afterEach(() => {
    fs.rmSync(accountFolder, { recursive: true, force: true });
  });

  it("is chosen by the key of the service that runs it", async () => {
    for (const [name, { keyPrefix }] of Object.entries(SERVICES)) {
      assert.equal(digestKey(name), `cruddur:${keyPrefix}ImageDigest`);
    }
    const code = await publishImage(
      await sandbox("cruddur-dev-backend-flask"),
      "backend-flask",
      "dev",
    );
    assert.equal(code, 0);
    assert.equal(commands.length, 1);
    const [command = []] = commands;
    assert.deepEqual(command.slice(0, 5), [
      "config",
      "set",
      "--stack",
      "dev",
      "cruddur:backendFlaskImageDigest",
    ]);
    assert.match(command[5] ?? "", /^sha256:[0-9a-f]{64}$/);
  });

  it("is only pushed where it is a base image, for which the program has no key", async () => {
    assert.equal(digestKey("cruddur-python"), undefined);
    assert.equal(digestKey("constructor"), undefined);
    const code = await publishImage(
      await sandbox("cruddur-dev-cruddur-python"),
      "cruddur-python",
      "dev",
    );
    assert.equal(code, 0);
    assert.deepEqual(commands, []);
  });

  it("needs its repository", async () => {
    await assert.rejects(publishImage(await sandbox(), "backend-flask", "dev"), {
      message:
        "Repository cruddur-dev-backend-flask does not exist in us-east-1; run `npm run sandbox -- up --stack dev` first.",
    });
  });
});
