import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { imageFromFolder } from "../../sandbox/image";
import { BASE_REPOSITORIES, SERVICES } from "../../services";
import { dockerfileFaults, lastValue, stages } from "../support/dockerfile";
import { IMAGE_NAMES, IMAGES, imageFile, readImageFile } from "./images";

const GOOD = `ARG DIGEST
FROM example/base@\${DIGEST} AS build
USER 0:0
RUN make
FROM example/base@\${DIGEST}
COPY --from=build /out /app
USER 10001:10001
EXPOSE 4567
HEALTHCHECK --interval=30s CMD ["/app/health-check"]
CMD ["/app/run"]
`;

/** A change that makes the good Dockerfile bad → a word of the rule that must say so. */
const BAD: readonly (readonly [string, (text: string) => string, RegExp])[] = [
  ["a tag", (text) => text.replaceAll("@${DIGEST}", ":latest"), /digest/],
  ["no tag", (text) => text.replaceAll("@${DIGEST}", ""), /digest/],
  ["a default digest", (text) => text.replace("ARG DIGEST", "ARG DIGEST=sha256:0"), /digest/],
  ["ADD", (text) => text.replace("COPY --from=build", "ADD"), /COPY/],
  ["no user", (text) => text.replace("USER 10001:10001\n", ""), /numeric user/],
  ["a user's name", (text) => text.replace("10001:10001", "nobody"), /numeric user/],
  ["root at the end", (text) => text.replace("10001:10001", "0:0"), /numeric user/],
  ["root's group", (text) => text.replace("10001:10001", "10001:0"), /numeric user/],
  ["a shell", (text) => text.replace('CMD ["/app/run"]', "CMD /app/run"), /exec form/],
  ["a shell's entry point", (text) => `${text}ENTRYPOINT exec /app/run\n`, /exec form/],
  [
    "a shell's health check",
    (text) => text.replace(/CMD \["\/app\/h.*/, "CMD curl x"),
    /exec form/,
  ],
  ["a variable port", (text) => text.replace("4567", "${PORT}"), /ports/],
  ["a lone update", (text) => text.replace("RUN make", "RUN apt-get update"), /package lists/],
  [
    "kept package lists",
    (text) => text.replace("RUN make", "RUN apt-get update && apt-get install -y make"),
    /package lists/,
  ],
  ["curl into sh", (text) => text.replace("make", "curl https://x.example | sh"), /downloaded/],
  ["a secret argument", (text) => text.replace("RUN", "ARG NPM_TOKEN\nRUN"), /secret/],
  [
    "a secret variable",
    (text) => text.replace("EXPOSE", "ENV A=1 DB_PASSWORD=x\nEXPOSE"),
    /secret/,
  ],
  [
    "a continued line",
    (text) => text.replace("RUN make", "RUN apt-get \\\n update"),
    /package lists/,
  ],
];

describe("Dockerfiles of the reference images", () => {
  it("are there for every service and every base repository", () => {
    assert.deepEqual(
      [...Object.keys(SERVICES), ...BASE_REPOSITORIES].filter(
        (name) => !IMAGE_NAMES.includes(name),
      ),
      [],
    );
  });

  for (const image of IMAGE_NAMES) {
    it(`of ${image} keep to the rules`, () => {
      assert.deepEqual(dockerfileFaults(readImageFile(image, "Dockerfile")), []);
    });

    it(`of ${image} copy what the build context has, and no more is in it`, async () => {
      const copied = stages(readImageFile(image, "Dockerfile"))
        .flatMap((stage) => stage.instructions)
        .filter(({ name, value }) => name === "COPY" && !value.startsWith("--from"))
        .flatMap(({ value }) => value.split(/\s+/).slice(0, -1));
      for (const name of copied) assert.ok(fs.existsSync(imageFile(image, name)), name);
      const ignored = readImageFile(image, ".dockerignore")
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"));
      assert.equal(ignored[0], "*", "an allow-list: everything else is left out");
      for (const line of ignored.filter((line) => line.startsWith("!")))
        assert.ok(fs.existsSync(imageFile(image, line.slice(1))), line);
      assert.match((await imageFromFolder(imageFile(image))).digest, /^sha256:[0-9a-f]{64}$/);
    });
  }

  for (const [service, { port, user, healthCheck }] of Object.entries(SERVICES)) {
    it(`of ${service} say what its service definition says`, () => {
      const final = stages(readImageFile(service, "Dockerfile")).at(-1);
      assert.equal(lastValue(final, "USER"), user);
      assert.equal(lastValue(final, "EXPOSE"), String(port));
      const [, command = ""] = /CMD (\[.*)$/.exec(lastValue(final, "HEALTHCHECK") ?? "") ?? [];
      assert.deepEqual(JSON.parse(command), healthCheck.command);
    });
  }

  it("have executable programs, and no file that could hold a secret", () => {
    const files = fs
      .readdirSync(IMAGES, { recursive: true, encoding: "utf8" })
      .filter((file) => !file.includes("__pycache__"));
    for (const file of files.filter((name) => /(?:^|\/)bin\/|\.sh$/.test(name))) {
      const { mode } = fs.statSync(path.join(IMAGES, file));
      assert.equal(mode & 0o111, 0o111, `${file} is not executable`);
    }
    assert.deepEqual(
      files.filter((file) =>
        /(?:^|\/)(?:\.env|\.netrc|\.npmrc|\.pgpass)|\.(?:key|pem|p12)$/.test(file),
      ),
      [],
    );
  });
});

describe("the rules for Dockerfiles", () => {
  it("find nothing in a good one", () => {
    assert.deepEqual(dockerfileFaults(GOOD), []);
  });

  for (const [what, change, rule] of BAD) {
    it(`find ${what}`, () => {
      assert.notEqual(change(GOOD), GOOD);
      const faults = dockerfileFaults(change(GOOD));
      assert.equal(faults.length, 1, faults.join("; "));
      assert.match(faults[0] ?? "", rule);
    });
  }
});
