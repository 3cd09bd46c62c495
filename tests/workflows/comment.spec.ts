import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { text } from "node:stream/consumers";
import { capture, type Finished } from "../../sandbox/lib/process";
import { ROOT } from "../../sandbox/tools";
import { commands } from "./files";

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string };
}

/** The part of GitHub's API that comments need, with what it refuses. Source: GitHub's REST documentation, issue comments. */
class GitHub {
  readonly comments: Comment[] = [];
  readonly requests: string[] = [];
  private readonly server = http.createServer((request, response) => {
    void this.answer(request).then(([status, body]) => {
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
  });

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.server.close();
  }

  write(body: string, type: "Bot" | "User"): void {
    this.comments.push({ id: this.comments.length + 1, body, user: { type } });
  }

  private async answer(request: http.IncomingMessage): Promise<[number, unknown]> {
    const url = new URL(request.url ?? "", "http://localhost");
    this.requests.push(`${request.method ?? ""} ${url.pathname}`);
    if (request.headers.authorization !== "Bearer the-token")
      return [401, { message: "Bad credentials" }];
    const { body = "" } = JSON.parse((await text(request)) || "{}") as { body?: string };
    if (body.length > 65_536) return [422, { message: "body is too long" }];
    const issue = "/repos/cruddur-example/cruddur/issues";
    if (request.method === "PATCH") {
      const ours = this.comments.find(({ id }) => url.pathname === `${issue}/comments/${id}`);
      if (ours === undefined) return [404, { message: "Not Found" }];
      ours.body = body;
      return [200, ours];
    }
    if (url.pathname !== `${issue}/7/comments`) return [404, { message: "Not Found" }];
    if (request.method === "POST") {
      this.write(body, "Bot");
      return [201, this.comments.at(-1)];
    }
    const [size, page] = ["per_page", "page"].map((name) => Number(url.searchParams.get(name)));
    const start = ((page ?? 1) - 1) * (size ?? 30);
    return [200, this.comments.slice(start, start + (size ?? 30))];
  }
}

const COMMAND = "node scripts/ci/comment.js previews";

describe("the comment on a pull request", () => {
  let github: GitHub;
  let api: string;
  let folder: string;

  beforeEach(async () => {
    github = new GitHub();
    api = await github.listen();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "comment-"));
    fs.symlinkSync(path.join(ROOT, "scripts"), path.join(folder, "scripts"));
  });
  afterEach(() => {
    github.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  function reports(texts: Readonly<Record<string, string>>): void {
    fs.mkdirSync(path.join(folder, "previews"), { recursive: true });
    for (const [name, content] of Object.entries(texts))
      fs.writeFileSync(path.join(folder, "previews", name), content);
  }

  /** The workflow's own command, as GitHub runs it. */
  function comment(env: NodeJS.ProcessEnv = {}): Promise<Finished> {
    assert.ok(commands().includes(COMMAND));
    return capture("bash", ["-e", "-o", "pipefail", "-c", COMMAND], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        GITHUB_API_URL: api,
        GITHUB_REPOSITORY: "cruddur-example/cruddur",
        GITHUB_TOKEN: "the-token",
        PULL_REQUEST: "7",
        ...env,
      },
    });
  }

  it("holds the reports of all stacks, and is rewritten by the next run", async () => {
    reports({ "prod.md": "## prod\nsecond", "dev.md": "## dev\nfirst", "dev.sarif": "{}" });
    const { code, stdout, stderr } = await comment();
    assert.deepEqual([code, stdout, stderr], [0, "Commented.\n", ""]);
    assert.match(
      github.comments[0]?.body ?? "",
      /^<!-- .* -->\n\n## dev\nfirst\n\n## prod\nsecond$/,
    );
    reports({ "dev.md": "## dev\nthird" });
    assert.equal((await comment()).stdout, "Updated the comment.\n");
    assert.equal(github.comments.length, 1);
    assert.match(github.comments[0]?.body ?? "", /## dev\nthird\n\n## prod/);
  });

  it("finds its own among many, and leaves a person's alone", async () => {
    reports({ "dev.md": "x" });
    await comment();
    const [{ body } = { body: "" }] = github.comments.splice(0);
    for (let index = 0; index < 150; index += 1) github.write(`comment ${index}`, "User");
    github.write(body, "User");
    github.write(body, "Bot");
    reports({ "dev.md": "y" });
    assert.equal((await comment()).stdout, "Updated the comment.\n");
    assert.equal(github.comments.length, 152);
    assert.match(github.comments[151]?.body ?? "", /y$/);
    assert.equal(github.comments[150]?.body, body);
  });

  it("is cut to what GitHub takes, with everything closed and a word about it", async () => {
    const line = `| ${"a".repeat(98)} |\n`;
    reports({
      "dev.md": `<details><summary>s</summary>\n\n\`\`\`\n${line.repeat(2000)}\`\`\`\n</details>`,
    });
    assert.equal((await comment()).code, 0);
    const body = github.comments[0]?.body ?? "";
    assert.ok(body.length <= 65_536 && body.length > 60_000, `${body.length}`);
    assert.match(
      body,
      /\n```\n<\/details>\n\n… cut here: the summary of the workflow's run says more\.$/,
    );
  });

  it("leaves each stack its room, so that the first does not push out what matters of the next", async () => {
    const long = (name: string) => `## ${name}\n${"a\n".repeat(40_000)}end of ${name}`;
    reports({ "dev.md": long("dev"), "prod.md": long("prod") });
    assert.equal((await comment()).code, 0);
    const both = github.comments[0]?.body ?? "";
    assert.ok(both.length <= 65_536 && both.length > 60_000, `${both.length}`);
    assert.equal(both.match(/^## (?:dev|prod)\n(?:a\n){15000}/gm)?.length, 2);
    assert.equal(both.match(/… cut here/g)?.length, 2);
    reports({ "dev.md": "## dev\nshort" });
    assert.equal((await comment()).code, 0);
    const one = github.comments[0]?.body ?? "";
    assert.match(one, /## dev\nshort\n\n## prod\n(?:a\n){32000}[^]*… cut here/);
  });

  it("says so where there is no report", async () => {
    reports({});
    assert.equal((await comment()).code, 0);
    assert.match(github.comments[0]?.body ?? "", /No preview has left a report/);
  });

  for (const [what, env, said] of [
    ["a missing token", { GITHUB_TOKEN: "" }, "comment: not set: GITHUB_TOKEN.\n"],
    [
      "a pull request that is no number",
      { PULL_REQUEST: "7/../../x" },
      'comment: PULL_REQUEST is "7/../../x", not a number.\n',
    ],
    ["a wrong token", { GITHUB_TOKEN: "canary" }, /^comment: GET \S+: 401 Bad credentials\.\n$/],
  ] as const)
    it(`refuses ${what} in one line, and never shows the token`, async () => {
      reports({ "dev.md": "x" });
      const { code, stdout, stderr } = await comment(env);
      assert.equal(code, 1);
      if (typeof said === "string") assert.equal(stderr, said);
      else assert.match(stderr, said);
      assert.doesNotMatch(stdout + stderr, /canary|the-token/);
    });

  it("refuses a folder that is not there", async () => {
    const { code, stderr } = await comment();
    assert.deepEqual([code, stderr], [1, 'comment: there is no folder "previews" with reports.\n']);
    assert.deepEqual(github.requests, []);
  });
});
