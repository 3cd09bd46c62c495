import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { mirrorCommand } from "../../operations/mirror";
import { MIRRORS, readUpstreams } from "../../operations/upstreams";
import { UserError } from "../../sandbox/lib/user-error";
import { ROOT } from "../../sandbox/tools";
import { BASE_REPOSITORIES, MIRROR_REPOSITORIES } from "../../services";
import {
  COMMIT,
  digestOf,
  HOST,
  indexOf,
  OUTPUTS,
  eachTestInRegistry,
  type RegistryWorld,
} from "./registry-world";
import type { Session } from "./world";

const NGINX = "docker.io/nginxinc/nginx-unprivileged";
const OURS = digestOf("built");
const THEIRS = digestOf("for another processor");
const NEWER = `sha256:${"7".repeat(64)}`;
const short = (digest: string) => digest.slice(7, 19);

describe("the pinned images", () => {
  it("are there for every base and every mirror", () => {
    const repositories = Object.values(MIRRORS).map(({ repository }) => repository);
    assert.deepEqual(
      [...new Set(repositories)].sort(),
      [...BASE_REPOSITORIES, ...MIRROR_REPOSITORIES].sort(),
    );
    assert.deepEqual(Object.keys(readUpstreams()), Object.keys(MIRRORS));
  });

  it("are what the bases' Dockerfiles are built on", () => {
    const { image, tag } = readUpstreams()["cruddur-python"] ?? {};
    const file = fs.readFileSync(path.join(ROOT, "images/cruddur-python/Dockerfile"), "utf8");
    assert.ok(file.includes(`FROM ${image ?? ""}:${tag ?? ""}@\${PYTHON_DIGEST}\n`));
  });
});

describe("npm run mirror", () => {
  let world: RegistryWorld;
  let user: Session;
  let file: string;
  eachTestInRegistry((opened) => {
    world = opened;
    ({ user } = world);
    file = path.join(user.programs.folder, "upstream.json");
    fs.copyFileSync(path.join(ROOT, "images", "upstream.json"), file);
    upstream(indexOf({ "linux/arm64": THEIRS, "linux/amd64": OURS }));
    pulumi(OUTPUTS, { "cruddur:tracing": "none" });
  });

  /** What upstream registries answer: this manifest, and NEWER as the digest of every tag. */
  function upstream(manifest: string, before = ""): void {
    world.dockerThat(`${before}
      if (args[3] === "--raw") print(${JSON.stringify(manifest)});
      if (args[3] === "--format") print("${NEWER}\\n");`);
  }

  function pulumi(outputs: unknown, configuration: Readonly<Record<string, string>>): void {
    user.programs.add(
      "pulumi",
      `const values = ${JSON.stringify(configuration)};
      if (args[0] === "stack") print(${JSON.stringify(JSON.stringify(outputs))});
      if (args[1] === "get") { if (args[2] in values) print(values[args[2]] + "\\n"); else exit(255); }`,
    );
  }

  const mirror = (...args: string[]) => mirrorCommand(args, user.context, file);
  const refusal = (...args: string[]) => world.refusal(() => mirror(...args));
  const pinned = (name: string) => readUpstreams(file)[name]?.digest ?? "";

  it("copies the pinned image for the stack's platform, byte for byte, and releases it", async () => {
    assert.equal(await mirror("nginx-unprivileged", "--stack", "dev"), 0, user.said.join("\n"));
    assert.deepEqual(await world.tags("nginx-unprivileged"), {
      [`candidate-${short(OURS)}-amd64`]: OURS,
      [`release-${short(OURS)}-amd64`]: OURS,
    });
    assert.deepEqual(user.printed, [`${HOST}/cruddur-dev-nginx-unprivileged@${OURS}`]);
    const [look] = world.docker("--raw");
    assert.equal(look?.args.at(-1), `${NGINX}@${pinned("nginx-unprivileged")}`);
    assert.deepEqual(
      world.docker("create").map(({ args }) => args),
      [
        [
          ...["buildx", "imagetools", "create", "--prefer-index=false", "--tag"],
          `${HOST}/cruddur-dev-nginx-unprivileged:candidate-${short(OURS)}-amd64`,
          `${NGINX}@${OURS}`,
        ],
      ],
    );
    assert.deepEqual(world.configured(), []);
  });

  it("copies nothing a second time", async () => {
    await mirror("nginx-unprivileged");
    assert.equal(await mirror("nginx-unprivileged"), 0);
    assert.equal(world.docker("create").length, 1);
  });

  it("builds a base on the pinned image, under a tag of both their contents", async () => {
    assert.equal(await mirror("cruddur-python", "--stack", "dev"), 0, user.said.join("\n"));
    const version = `${COMMIT}-${short(OURS)}`;
    assert.deepEqual(Object.keys(await world.tags("cruddur-python")).sort(), [
      `candidate-${version}-amd64`,
      `release-${version}-amd64`,
    ]);
    assert.deepEqual(
      world.docker("build").map(({ args }) => args),
      [
        [
          ...["buildx", "build", "--load", "--provenance=false", "--sbom=false"],
          ...["--platform", "linux/amd64"],
          ...["--tag", `${HOST}/cruddur-dev-cruddur-python:candidate-${version}-amd64`],
          ...["--build-arg", `PYTHON_DIGEST=${OURS}`, path.join("images", "cruddur-python")],
        ],
      ],
    );
    assert.deepEqual(
      user.programs.calls("git").map(({ args }) => args),
      [
        ["rev-parse", "--short=12", "HEAD:images/cruddur-python"],
        ["status", "--porcelain", "--", path.join("images", "cruddur-python")],
      ],
    );
  });

  it("takes the image for the other processor where the stack has that", async () => {
    pulumi({ ...OUTPUTS, imagePlatform: "linux/arm64" }, {});
    assert.equal(await mirror("nginx-unprivileged"), 0, user.said.join("\n"));
    assert.ok(`release-${short(THEIRS)}-arm64` in (await world.tags("nginx-unprivileged")));
  });

  for (const [tracing, name] of [
    ["none", "tracing-adot"],
    ["xray", "tracing-xray"],
  ] as const)
    it(`configures the digest of ${name} where tracing is ${tracing}`, async () => {
      pulumi(OUTPUTS, { "cruddur:tracing": tracing });
      assert.equal(await mirror(name, "--stack", "dev"), 0, user.said.join("\n"));
      const options = ["--stack", "dev", "--non-interactive"];
      assert.deepEqual(world.configured(), [
        ["config", "set", "cruddur:tracingImageDigest", OURS, ...options],
      ]);
      assert.ok(`release-${short(OURS)}-amd64` in (await world.tags("tracing")));
      const next = tracing === "none" ? "pulumi config set cruddur:tracing adot" : "pulumi up";
      assert.match(user.said.at(-1) ?? "", new RegExp(`Next: ${next} --stack dev$`));
    });

  it("leaves the digest of the other sidecar alone", async () => {
    pulumi(OUTPUTS, { "cruddur:tracing": "xray" });
    assert.equal(await mirror("tracing-adot"), 0);
    assert.deepEqual(world.configured(), []);
    assert.equal(
      user.said.at(-1),
      "cruddur:tracing is xray, so cruddur:tracingImageDigest stays as it is.",
    );
  });

  it("keeps what the scan finds fault with, as a release does", async () => {
    world.scanFinds({ name: "CVE-2026-1", severity: "CRITICAL" });
    assert.equal(await mirror("nginx-unprivileged"), 1);
    assert.match(
      user.said.at(-1) ?? "",
      /is not released: its scan found\n {2}CRITICAL {2}CVE-2026-1/,
    );
    assert.deepEqual(Object.keys(await world.tags("nginx-unprivileged")), [
      `candidate-${short(OURS)}-amd64`,
    ]);
    assert.equal(await mirror("nginx-unprivileged", "--allow-finding", "CVE-2026-1"), 0);
  });

  it("releases nothing that has another digest than upstream's", async () => {
    await world.put("nginx-unprivileged", `candidate-${short(OURS)}-amd64`, "something else");
    assert.equal(
      await refusal("nginx-unprivileged"),
      `cruddur-dev-nginx-unprivileged:candidate-${short(OURS)}-amd64 is ${digestOf("something else")}, not ${OURS}. Nothing was released.`,
    );
  });

  describe("--tag and --update", () => {
    it("say which digest the tag has today, and change nothing unasked", async () => {
      const before = fs.readFileSync(file, "utf8");
      const old = pinned("nginx-unprivileged");
      assert.equal(await mirror("nginx-unprivileged", "--tag", "stable-alpine-slim"), 0);
      assert.deepEqual(user.printed, [
        `pinned   ${NGINX}:stable-alpine-slim@${old}`,
        `current  ${NGINX}:stable-alpine-slim@${NEWER}`,
      ]);
      assert.equal(
        user.said.at(-1),
        "Pin it: npm run mirror -- nginx-unprivileged --tag stable-alpine-slim --update",
      );
      assert.equal(fs.readFileSync(file, "utf8"), before);
      assert.deepEqual(user.programs.calls("pulumi"), []);
    });

    it("pin the digest, of the tag that is pinned where none is said", async () => {
      const before = readUpstreams(file);
      assert.equal(await mirror("tracing-adot", "--update"), 0);
      const { image, tag } = before["tracing-adot"] ?? {};
      assert.deepEqual(readUpstreams(file), {
        ...before,
        "tracing-adot": { image, tag, digest: NEWER },
      });
      assert.equal(await mirror("tracing-adot", "--update"), 0);
      assert.equal(user.said.at(-1), "Nothing has changed.");
      assert.equal(await mirror("tracing-adot", "--tag", "v0.51.0", "--update"), 0);
      assert.deepEqual(readUpstreams(file)["tracing-adot"], {
        image,
        tag: "v0.51.0",
        digest: NEWER,
      });
    });

    it("pin nothing that no stack could take", async () => {
      upstream('{"schemaVersion":2,"config":{},"layers":[]}');
      assert.equal(
        await refusal("nginx-unprivileged", "--update"),
        `${NGINX}@${NEWER} is no index of images for platforms; pin the digest of one, so that every stack finds its own.`,
      );
      assert.notEqual(pinned("nginx-unprivileged"), NEWER);
    });
  });

  for (const [what, said, reason] of [
    [
      "allows no more pulls",
      "ERROR: unexpected status: 429 Too Many Requests: toomanyrequests: You have reached your unauthenticated pull rate limit.",
      /its registry allows no more pulls for now\. Log in to it \(docker login\), or try again later\.\n {2}docker: ERROR/,
    ],
    [
      "cannot be reached",
      "ERROR: failed to do request: dial tcp: lookup registry-1.docker.io: no such host",
      /its registry cannot be reached from here\.\n/,
    ],
    [
      "has it no more",
      "ERROR: docker.io/x@sha256:1: not found",
      /does not have it, or not any more/,
    ],
    ["refuses it", "ERROR: pull access denied, 403 Forbidden", /its registry refuses it\./],
    ["says something else", "ERROR: tea is ready", /cannot be looked up: ERROR: tea is ready$/],
    ["says nothing", "", /cannot be looked up: docker says nothing$/],
  ] as const)
    it(`says that the upstream registry ${what}`, async () => {
      upstream("", `if (args[2] === "inspect") { complain(${JSON.stringify(said)}); exit(1); }`);
      const message = await refusal("nginx-unprivileged");
      assert.ok(
        message.startsWith(`${NGINX}@${pinned("nginx-unprivileged")} cannot be looked up: `),
      );
      assert.match(message, reason);
      assert.deepEqual(await world.tags("nginx-unprivileged"), {});
    });

  it("says that the copy failed", async () => {
    upstream(
      indexOf({ "linux/amd64": OURS }),
      `if (args[2] === "create") { complain("ERROR: i/o timeout"); exit(1); }`,
    );
    assert.match(
      await refusal("nginx-unprivileged"),
      /@sha256:\w+ could not be copied: its registry cannot be reached from here\.\n {2}docker: ERROR: i\/o timeout$/,
    );
  });

  for (const [what, manifest, message] of [
    [
      "has no image for the platform",
      indexOf({ "linux/arm64": THEIRS }),
      /has no image for linux\/amd64; it has linux\/arm64\.$/,
    ],
    ["is one image", '{"config":{},"layers":[]}', /is no index of images for platforms;/],
    ["is no manifest", "<html>", /is no index of images for platforms;/],
    [
      "lists nonsense",
      '{"manifests":[null,1,{"digest":"--push","platform":{"os":"linux","architecture":"amd64"}}]}',
      /is no index of images/,
    ],
  ] as const)
    it(`refuses a pinned digest that ${what}`, async () => {
      upstream(manifest);
      assert.match(await refusal("nginx-unprivileged"), message);
      assert.deepEqual(world.docker("create"), []);
    });

  it("tells everything that is wrong at once, before it asks anybody anything", async () => {
    user.programs.add("docker", `complain("Cannot connect to the Docker daemon\\n"); exit(1);`);
    assert.deepEqual((await refusal("tracing", "--tag", "a b", "--stack", "dev")).split("\n"), [
      'There is no image "tracing"; choose cruddur-python or nginx-unprivileged or tracing-adot or tracing-xray.',
      '--tag "a b" is no tag of an image.',
      "--stack does not go with --tag and --update, which mirror nothing.",
      "The Docker engine does not answer; start it, or set DOCKER_HOST: Cannot connect to the Docker daemon",
    ]);
    fs.rmSync(path.join(user.programs.folder, "docker"));
    assert.match(await refusal("nginx-unprivileged"), /^Docker was not found in PATH/);
    assert.deepEqual(user.programs.calls("pulumi"), []);
  });

  it("asks for buildx, which copies images, before anything else", async () => {
    upstream("", `if (args[0] === "buildx") { complain("unknown flag: --raw"); exit(1); }`);
    assert.equal(
      await refusal("nginx-unprivileged"),
      "Docker has no buildx, which builds and copies images: install the plug-in (https://github.com/docker/buildx#installing).",
    );
    assert.deepEqual(world.docker("imagetools"), []);
    assert.deepEqual(user.programs.calls("pulumi"), []);
  });

  it("asks no registry for a stack that there is none of", async () => {
    user.programs.add("pulumi", `complain("error: no stack named 'nope' found"); exit(255);`);
    assert.match(
      await refusal("nginx-unprivileged", "--stack", "nope"),
      /^Stack nope: its outputs cannot be read: no stack named 'nope' found/,
    );
    assert.deepEqual(world.docker("imagetools"), []);
  });

  it("builds no base from changes that nobody committed", async () => {
    user.programs.add("git", `print(args[0] === "status" ? " M images/x\\n" : "${COMMIT}\\n");`);
    assert.equal(
      await refusal("cruddur-python"),
      "images/cruddur-python has uncommitted changes; commit them, or say --allow-dirty:\n   M images/x",
    );
    assert.equal(await mirror("nginx-unprivileged"), 0);
  });

  it("says what is wrong with the pins, all of it", async () => {
    fs.writeFileSync(
      file,
      JSON.stringify({
        "cruddur-python": { image: "python", tag: "3.13", digest: "latest" },
        "nginx-unprivileged": { image: "docker.io/x/y", tag: "--push", digest: NEWER },
        "tracing-adot": readUpstreams()["tracing-adot"],
        other: {},
      }),
    );
    const lines = (await refusal("nginx-unprivileged")).split("\n");
    assert.equal(lines.length, 7, lines.join("\n"));
    assert.match(
      lines[0] ?? "",
      /cruddur-python\.image is "python"; allowed: a registry and a name/,
    );
    assert.match(
      lines[1] ?? "",
      /cruddur-python\.digest is "latest"; allowed: sha256:<64 hex digits>/,
    );
    assert.match(lines[2] ?? "", /nginx-unprivileged\.tag is "--push"; allowed: a tag/);
    assert.match(lines[3] ?? "", /tracing-xray\.image is missing/);
    assert.match(lines[6] ?? "", /there is no mirror "other"\.$/);
    for (const [text, message] of [
      ["{", /upstream\.json cannot be read: /],
      ["[]", /upstream\.json is not a JSON object\.$/],
    ] as const) {
      fs.writeFileSync(file, text);
      assert.throws(
        () => readUpstreams(file),
        (error) => error instanceof UserError && message.test(error.message),
      );
    }
  });
});
