import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { FORMATS } from "../../audit/formats";
import { scorecardOf } from "../../audit/scorecard";
import { capture } from "../../sandbox/lib/process";
import { auditOf, finding, judgedBy } from "../support/audit";
import { MissingTool, orSkip } from "../support/missing-tool";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

async function findBrowser(): Promise<string> {
  for (const name of NAMES) {
    const { code } = await capture(name, ["--version"], { timeoutSeconds: 60 });
    if (code === 0) return name;
  }
  throw new MissingTool("chromium or google-chrome");
}

describe("the page of an audit, in a browser", () => {
  let browser: string;
  let folder: string;
  before(async function () {
    browser = await orSkip(this, findBrowser);
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "page-"));
  });
  after(() => {
    if (folder) fs.rmSync(folder, { recursive: true, force: true });
  });

  const open = async (html: string, ...flags: readonly string[]): Promise<string> => {
    const file = path.join(folder, "page.html");
    fs.writeFileSync(file, html);
    const fixed = [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      `--user-data-dir=${folder}/profile`,
    ];
    const { code, stdout, stderr } = await capture(
      browser,
      [...fixed, ...flags, `file://${file}`],
      {
        timeoutSeconds: 120,
      },
    );
    assert.equal(code, 0, stderr);
    return stdout;
  };

  const page = (title: string): string => {
    const audit = auditOf([
      judgedBy(title, [finding("ecs-task-no-privileged", title)]),
      judgedBy("careful", []),
    ]);
    const scorecard = scorecardOf(audit, undefined);
    return FORMATS.html.render({ audit, failOn: "mandatory", scorecard });
  };

  it("holds what it is given as text, and nothing runs", async () => {
    const hostile = `</td></table><script>document.title="run"</script><img src=x onerror="document.title='run'">`;
    const dom = await open(page(hostile), "--dump-dom");
    assert.match(dom, /<title>Security scorecard<\/title>/);
    assert.doesNotMatch(dom, /<script|<img/);
    assert.equal(dom.match(/<section id=/g)?.length, 2);
    assert.equal(
      dom.match(/<\/table>/g)?.length,
      3,
      "two tables of the scorecard, one of the stack",
    );
  });

  it("is drawn", async () => {
    const picture = path.join(folder, "page.png");
    await open(page("dev"), `--screenshot=${picture}`, "--window-size=800,600");
    const bytes = fs.readFileSync(picture);
    assert.equal(bytes.subarray(1, 4).toString(), "PNG");
    assert.equal(bytes.readUInt32BE(16), 800);
    assert.ok(bytes.length > 10_000, "an empty page is smaller");
  });
});
