import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expand, parseDockerfile } from "../../policy-pack/lib/dockerfile";
import { problemsOf } from "../../policy-pack/lib/dockerfile-problems";
import { configured, resource } from "../../policy-pack/lib/vectors";
import lint from "../../policy-pack/rules/image/dockerfile-lint";
import { answer, type Answer } from "../support/policy";

const context = { args: new Map(), target: "", contexts: [], registries: [] };

describe("reading Dockerfiles", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "dockerfile-"));
    mkdirSync(join(folder, "images/web"), { recursive: true });
    writeFileSync(join(folder, "images/web/Dockerfile"), "FROM scratch\nUSER root\n");
    writeFileSync(join(folder, "Big"), `FROM scratch\n${"#".repeat(50_001)}`);
    mkdirSync(join(folder, "Folder"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const judge = (
    props: Record<string, unknown>,
    type = "docker-build:index:Image",
  ): Promise<Answer> => answer(lint, configured(resource(type, props), { config: { folder } }));

  it("reads the file that a resource names, from the program's folder", async () => {
    const { findings } = await judge({ dockerfile: { location: "images/web/Dockerfile" } });
    assert.match(
      findings[0] ?? "",
      /^dockerfile\.location line 1 begins a stage without HEALTHCHECK/,
    );
    assert.match(findings[1] ?? "", /^dockerfile\.location line 2 runs the container as "root"/);
  });

  it("looks for Dockerfile in the context where none is named", async () => {
    for (const [type, props] of Object.entries({
      "docker-build:index:Image": { context: { location: "./images/web" } },
      "docker:index/image:Image": { build: { context: join(folder, "images/web") } },
      "docker:index/remoteImage:RemoteImage": { name: "web", build: { context: "images/web/" } },
      "awsx:ecr:Image": { context: "images/web" },
    })) {
      const { findings } = await judge(props, type);
      assert.equal(findings.length, 2, type);
    }
  });

  for (const location of [
    "Folder",
    "Big",
    "missing",
    "/dev/zero",
    "images/web/Dockerfile/x",
    "\0",
  ]) {
    it(`waits where it cannot read ${JSON.stringify(location)}`, async () => {
      assert.deepEqual(await judge({ dockerfile: { location } }), {
        findings: [],
        unreadable: [],
        waits: ["dockerfile.location"],
      });
    });
  }
});

describe("the parts of a Dockerfile", () => {
  it("are stages, names and lines", () => {
    const { globals, stages } = parseDockerfile(
      "ARG A=1\n\n# c\nFROM --platform=$BUILDPLATFORM x:$A as Build\nRUN a\nFROM build\n",
    );
    assert.deepEqual(globals[0]?.pairs, [["A", "1"]]);
    assert.deepEqual(
      stages.map(({ line, image, name }) => [line, image, name]),
      [
        [4, "x:$A", "build"],
        [6, "build", undefined],
      ],
    );
  });

  it("have their variables replaced, as the shell does", () => {
    const scope = new Map([
      ["A", "1"],
      ["EMPTY", ""],
      ["NONE", undefined],
    ]);
    const cases: Record<string, string | undefined> = {
      "x:$A": "x:1",
      "${A}${A}": "11",
      "${EMPTY:-2}": "2",
      "${EMPTY-2}": "",
      "${NONE:-3}": "3",
      "${A:+4}": "4",
      "${NONE:+4}": "",
      "\\$A": "$A",
      $NONE: undefined,
      "${MISSING}": undefined,
      "${NONE:-${A}}": undefined,
    };
    for (const [text, expected] of Object.entries(cases)) {
      assert.equal(expand(text, scope), expected, text);
    }
  });

  it("are found in any text without a crash, and soon", () => {
    const pieces = [
      ...[
        "FROM a",
        "FROM",
        "USER",
        "ENV",
        "ENV =",
        "ARG",
        "COPY --from=",
        "COPY [",
        'ADD ["a"',
        "RUN <<",
        "RUN <<EOF",
      ],
      ...[
        "\\",
        "`",
        "# escape=`",
        "\n",
        "\r\n",
        "\0",
        "$",
        "${",
        "${A:-",
        "'",
        '"',
        "EOF",
        "ONBUILD",
        "EXPOSE x-y",
        "é",
      ],
      ...["HEALTHCHECK", "--flag", " ", "\t", "as", "AS b", "@", ":", "root"],
    ];
    let state = 7;
    const random = (below: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
    for (let round = 0; round < 2000; round++) {
      const text = Array.from(
        { length: random(30) },
        () => `${pieces[random(pieces.length)] ?? ""}${random(3) === 0 ? "\n" : " "}`,
      ).join("");
      assert.ok(Array.isArray(problemsOf(parseDockerfile(text), context)), text);
    }
  });

  it("may be stages that name each other in a circle", () => {
    const file = parseDockerfile("FROM b AS a\nFROM a AS b\nFROM b\nUSER app\n");
    assert.ok(problemsOf(file, context).every(({ found }) => !found.includes("USER")));
  });
});
