import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { releaseCommand } from "../../operations/release";
import { readSource } from "../../operations/source";
import { capture } from "../../sandbox/lib/process";
import { AwsFault, type AwsServer, type Json } from "../support/aws-server";
import { FakePrograms } from "../support/fake-programs";
import {
  COMMIT,
  digestOf,
  HOST,
  indexOf,
  OUTPUTS,
  eachTestInRegistry,
  type RegistryWorld,
  VERSION,
} from "./registry-world";
import { pulumiWith, type Session } from "./world";

describe("npm run release", () => {
  let aws: AwsServer;
  let world: RegistryWorld;
  let user: Session;
  eachTestInRegistry((opened) => {
    world = opened;
    ({ aws, user } = world);
  });

  const release = (...args: string[]) => releaseCommand([...args, "--stack", "dev"], user.context);
  const refusal = (...args: string[]) => world.refusal(() => release(...args));

  it("builds, pushes a candidate, scans it, releases it by the same digest and configures that", async () => {
    const base = await world.put("cruddur-python", "release-20261121-amd64", "base");
    assert.equal(await release("backend-flask"), 0, user.said.join("\n"));
    const found = await world.tags();
    const digest = found[`candidate-${VERSION}`] ?? "";
    assert.match(digest, /^sha256:[0-9a-f]{64}$/);
    assert.deepEqual(found, {
      [`candidate-${VERSION}`]: digest,
      [`release-${VERSION}`]: digest,
    });
    assert.deepEqual(user.printed, [`${HOST}/cruddur-dev-backend-flask@${digest}`]);
    const set = ["config", "set", "cruddur:backendFlaskImageDigest", digest];
    assert.deepEqual(world.configured(), [[...set, "--stack", "dev", "--non-interactive"]]);
    assert.deepEqual(
      world.docker("build").map(({ args }) => args),
      [
        [
          ...["buildx", "build", "--load", "--provenance=false", "--sbom=false"],
          ...["--platform", "linux/amd64"],
          ...["--tag", `${HOST}/cruddur-dev-backend-flask:candidate-${VERSION}`],
          ...["--build-arg", `BASE_REPOSITORY=${HOST}/cruddur-dev-cruddur-python`],
          ...["--build-arg", `BASE_DIGEST=${base}`],
          path.join("images", "backend-flask"),
        ],
      ],
    );
  });

  it("gives the registry's password to docker by standard input only", async () => {
    await world.put("cruddur-python", "release-1-amd64", "base");
    await release("backend-flask");
    const [login] = world.docker("login");
    assert.deepEqual(login?.args, ["login", "--username", "AWS", "--password-stdin", HOST]);
    const password = login.stdin;
    assert.ok(password.length > 5);
    const everywhere = [
      ...user.said,
      ...user.printed,
      ...user.programs.calls("docker").flatMap(({ args }) => args),
    ];
    assert.ok(!everywhere.some((text) => text.includes(password)));
  });

  it("builds on the base that was released last, not on a candidate", async () => {
    await world.put("cruddur-python", "release-1-amd64", "old");
    await new Promise((resolve) => setTimeout(resolve, 1100)); // times in ECR's answers are in seconds
    const newest = await world.put("cruddur-python", "release-2-amd64", "new");
    await world.put("cruddur-python", "candidate-3-amd64", "not released");
    await release("backend-flask");
    const [build] = world.docker("build");
    assert.ok(build?.args.includes(`BASE_DIGEST=${newest}`), build?.args.join(" "));
  });

  it("says which base to release first", async () => {
    assert.equal(
      await refusal("backend-flask"),
      "cruddur-dev-cruddur-python has no image to build on that was released for linux/amd64; run `npm run mirror -- cruddur-python --stack dev` first.",
    );
    assert.deepEqual(world.docker("build"), []);
  });

  it("says how a base comes", async () => {
    assert.equal(
      await refusal("cruddur-python"),
      "cruddur-python is no service's image; bases are mirrored: npm run mirror -- cruddur-python",
    );
  });

  it("builds the front end on its base and with nothing of the environment", async () => {
    const base = await world.put("nginx-unprivileged", "release-1-amd64", "nginx");
    assert.equal(await release("frontend-react-js"), 0, user.said.join("\n"));
    const [build] = world.docker("build");
    assert.deepEqual(
      build?.args.filter((_, index, args) => args[index - 1] === "--build-arg"),
      [`BASE_REPOSITORY=${HOST}/cruddur-dev-nginx-unprivileged`, `BASE_DIGEST=${base}`],
    );
    assert.equal(world.configured()[0]?.[2], "cruddur:frontendReactJsImageDigest");
  });

  it("does not build a commit's candidate a second time", async () => {
    const digest = await world.put("backend-flask", `candidate-${VERSION}`, "earlier");
    assert.equal(await release("backend-flask"), 0, user.said.join("\n"));
    assert.deepEqual([...world.docker("build"), ...world.docker("push")], []);
    assert.equal((await world.tags())[`release-${VERSION}`], digest);
    // And once more: everything is there already.
    assert.equal(await release("backend-flask"), 0);
  });

  it("builds a commit anew for another processor, on a base for that one", async () => {
    await world.put("cruddur-python", "release-1-amd64", "base for amd64");
    assert.equal(await release("backend-flask"), 0, user.said.join("\n"));
    pulumiWith(user.programs, { ...OUTPUTS, imagePlatform: "linux/arm64" });
    assert.equal(
      await refusal("backend-flask"),
      "cruddur-dev-cruddur-python has no image to build on that was released for linux/arm64; run `npm run mirror -- cruddur-python --stack dev` first.",
    );
    const base = await world.put("cruddur-python", "release-1-arm64", "base for arm64");
    await world.put("cruddur-python", "release-2-amd64", "newer base for amd64");
    assert.equal(await release("backend-flask"), 0, user.said.join("\n"));
    const args = world.docker("build")[1]?.args ?? [];
    assert.ok(args.includes("linux/arm64"), args.join(" "));
    assert.ok(args.includes(`BASE_DIGEST=${base}`), args.join(" "));
    const tag = `${HOST}/cruddur-dev-backend-flask:candidate-${COMMIT}-arm64`;
    assert.ok(args.includes(tag), args.join(" "));
  });

  it("releases the image for the stack's platform where the candidate is an index", async () => {
    const [mine, other] = [digestOf("mine"), digestOf("other")];
    await world.put("backend-flask", "mine", "mine");
    const index = await world.putIndex(
      "backend-flask",
      `candidate-${VERSION}`,
      indexOf({ "linux/arm64": other, "linux/amd64": mine }),
    );
    assert.equal(await release("backend-flask"), 0, user.said.join("\n"));
    assert.ok(
      user.said.includes(`candidate-${VERSION} is an index; its image for this stack is ${mine}`),
    );
    const found = await world.tags();
    assert.equal(found[`candidate-${VERSION}`], index);
    assert.equal(found[`release-${VERSION}`], mine);
    assert.deepEqual(world.configured()[0]?.slice(2, 4), ["cruddur:backendFlaskImageDigest", mine]);
    const scanned = aws.asked("DescribeImageScanFindings").map(({ imageId }) => imageId as object);
    assert.ok(scanned.length > 0);
    for (const imageId of scanned) assert.deepEqual(imageId, { imageDigest: mine });
  });

  it("releases no index that lacks the stack's platform", async () => {
    const index = await world.putIndex(
      "backend-flask",
      `candidate-${VERSION}`,
      indexOf({ "linux/arm64": digestOf("other"), "linux/s390x": digestOf("third") }),
    );
    assert.equal(
      await refusal("backend-flask"),
      `cruddur-dev-backend-flask@${index} has no image for linux/amd64; it has linux/arm64, linux/s390x.`,
    );
    assert.deepEqual(world.configured(), []);
  });

  it("refuses a release tag that another image has", async () => {
    const digest = await world.put("backend-flask", `candidate-${VERSION}`, "this");
    await world.put("backend-flask", `release-${VERSION}`, "that");
    assert.equal(
      await refusal("backend-flask"),
      `release-${VERSION} could not be put on ${digest}: another image of cruddur-dev-backend-flask has that tag, and tags are immutable.`,
    );
    assert.deepEqual(world.configured(), []);
  });

  describe("the gate", () => {
    beforeEach(async () => {
      await world.put("backend-flask", `candidate-${VERSION}`, "candidate");
    });
    const answer = (imageScanFindings: Json, status = "COMPLETE", more: Json = {}) => {
      aws.override("DescribeImageScanFindings", () =>
        Promise.resolve({
          imageScanStatus: { status, description: "words" },
          imageScanFindings,
          ...more,
        }),
      );
    };
    const held = async () => {
      assert.deepEqual(Object.keys(await world.tags()), [`candidate-${VERSION}`]);
      assert.deepEqual(world.configured(), []);
      assert.deepEqual(user.printed, []);
    };

    it("keeps what has findings of HIGH and CRITICAL, names them, worst first, and exits with 1", async () => {
      const findings = [
        { name: "CVE-2026-2", severity: "HIGH" },
        { name: "CVE-2026-3", severity: "MEDIUM" },
        { name: "CVE-2026-1", severity: "CRITICAL" },
      ];
      answer({ findings, findingSeverityCounts: { HIGH: 1, MEDIUM: 1, CRITICAL: 1 } });
      assert.equal(await release("backend-flask"), 1);
      assert.match(
        user.said.at(-1) ?? "",
        /is not released: its scan found\n {2}CRITICAL {2}CVE-2026-1\n {2}HIGH {6}CVE-2026-2\nBuild on/,
      );
      await held();
    });

    it("keeps moto's own finding, without anything overridden", async () => {
      await aws.reset();
      await world.createRepository("backend-flask");
      await world.put("backend-flask", `candidate-${VERSION}`, "candidate");
      assert.equal(await release("backend-flask"), 1);
      assert.match(user.said.at(-1) ?? "", /\n {2}HIGH {6}CVE-9999-9999\n/);
      await held();
    });

    it("lets pass what is not that bad", async () => {
      const findings = ["MEDIUM", "LOW", "INFORMATIONAL", "UNDEFINED"].map((severity) => ({
        name: "CVE-2026-9",
        severity,
      }));
      answer({ findings, findingSeverityCounts: { MEDIUM: 1 } });
      assert.equal(await release("backend-flask"), 0);
    });

    it("lets pass what is allowed by name, and says so", async () => {
      answer({
        findings: [{ name: "CVE-2026-1", severity: "CRITICAL" }],
        findingSeverityCounts: { CRITICAL: 1 },
      });
      assert.equal(await release("backend-flask", "--allow-finding", "CVE-2026-2"), 1);
      assert.equal(await release("backend-flask", "--allow-finding", "CVE-2026-1"), 0);
      assert.ok(user.said.includes("Allowed by --allow-finding: CVE-2026-1 (CRITICAL)"));
    });

    it("reads the findings of Amazon Inspector", async () => {
      const enhancedFindings = [
        {
          severity: "HIGH",
          title: "CVE-2026-5 - openssl",
          packageVulnerabilityDetails: { vulnerabilityId: "CVE-2026-5" },
        },
      ];
      answer({ enhancedFindings, findingSeverityCounts: { HIGH: 1 } }, "ACTIVE");
      assert.equal(await release("backend-flask"), 1);
      assert.match(user.said.at(-1) ?? "", /HIGH {6}CVE-2026-5\n/);
    });

    it("reads every page", async () => {
      let page = 0;
      aws.override("DescribeImageScanFindings", ({ nextToken }) => {
        page++;
        const last = nextToken === "2";
        return Promise.resolve({
          imageScanStatus: { status: "COMPLETE" },
          imageScanFindings: {
            findings: last ? [{ name: "CVE-2026-7", severity: "HIGH" }] : [],
            findingSeverityCounts: { HIGH: 1 },
          },
          ...(!last && { nextToken: "2" }),
        });
      });
      assert.equal(await release("backend-flask"), 1);
      assert.equal(page, 2);
      assert.match(user.said.at(-1) ?? "", /CVE-2026-7/);
    });

    it("releases nothing where more is counted than named", async () => {
      answer({ findings: [], findingSeverityCounts: { CRITICAL: 2 } });
      assert.match(
        await refusal("backend-flask"),
        /counts 2 findings of CRITICAL and HIGH, but names 0/,
      );
      await held();
    });

    it("waits until the scan is over", async () => {
      let looks = 0;
      aws.override("DescribeImageScanFindings", () => {
        looks++;
        const status = looks < 4 ? "IN_PROGRESS" : "COMPLETE";
        return Promise.resolve({ imageScanStatus: { status }, imageScanFindings: {} });
      });
      assert.equal(await release("backend-flask"), 0);
      assert.equal(looks, 4);
    });

    /** A scan of this long ago, and the one that ECR begins when it is asked to: three looks, and another result. */
    const scannedBefore = (status = "COMPLETE") => {
      const [then, now] = [1_795_000_000, 1_795_700_000];
      let looks = -1;
      const asked = () => aws.asked("StartImageScan").length > 0;
      aws.override("StartImageScan", () => Promise.resolve({}));
      aws.override("DescribeImageScanFindings", () => {
        if (asked()) looks++;
        const isNew = looks >= 3;
        const isShown = looks < 1 || isNew;
        return Promise.resolve({
          imageScanStatus: { status: isNew ? "COMPLETE" : isShown ? status : "IN_PROGRESS" },
          imageScanFindings: {
            ...(isShown && { imageScanCompletedAt: isNew ? now : then }),
            findings: isNew ? [{ name: "CVE-2026-8", severity: "HIGH" }] : [],
            findingSeverityCounts: isNew ? { HIGH: 1 } : {},
          },
        });
      });
    };

    for (const status of ["COMPLETE", "FAILED"])
      it(`asks for a new scan of what is there already, and heeds that: the last was ${status}`, async () => {
        scannedBefore(status);
        assert.equal(await release("backend-flask"), 1);
        assert.match(user.said.at(-1) ?? "", /\n {2}HIGH {6}CVE-2026-8\n/);
        assert.deepEqual(aws.asked("StartImageScan"), [
          {
            repositoryName: "cruddur-dev-backend-flask",
            imageId: { imageDigest: digestOf("candidate") },
          },
        ]);
        await held();
      });

    it("takes the last result where ECR scans an image no second time a day, and says of when it is", async () => {
      answer({ imageScanCompletedAt: 1_795_000_000 });
      assert.equal(await release("backend-flask"), 0);
      assert.ok(
        user.said.includes(
          `The scan of cruddur-dev-backend-flask@${digestOf("candidate")}: ECR starts no new one yet (The scan quota per image has been exceeded.); that of 2026-11-18T11:06:40.000Z counts.`,
        ),
        user.said.join("\n"),
      );
    });

    it("asks for nothing where Amazon Inspector watches, and takes no for an answer where it is done", async () => {
      answer({}, "ACTIVE");
      assert.equal(await release("backend-flask"), 0);
      assert.deepEqual(aws.asked("StartImageScan"), []);
      world.scansAgain("by itself");
      answer({});
      assert.equal(await release("backend-flask"), 0);
      assert.equal(aws.asked("StartImageScan").length, 1);
    });

    it("releases nothing when a new scan may not be asked for", async () => {
      aws.override("StartImageScan", () =>
        Promise.resolve(new AwsFault("AccessDeniedException", "not authorized")),
      );
      assert.match(
        await refusal("backend-flask"),
        /^The scan of .*: AccessDeniedException: not auth/,
      );
      await held();
    });

    it("does not wait for ever", async () => {
      answer({}, "IN_PROGRESS");
      assert.match(await refusal("backend-flask"), /is not over after 10 minutes\. Nothing was/);
      await held();
    });

    for (const status of ["FAILED", "UNSUPPORTED_IMAGE", "SCAN_ELIGIBILITY_EXPIRED"])
      it(`releases nothing when the scan ends with ${status}`, async () => {
        answer({}, status);
        assert.match(await refusal("backend-flask"), new RegExp(`ended with ${status}: words\\.`));
        await held();
      });

    it("releases nothing when the findings may not be read", async () => {
      aws.override("DescribeImageScanFindings", () =>
        Promise.resolve(new AwsFault("AccessDeniedException", "not authorized")),
      );
      assert.match(
        await refusal("backend-flask"),
        /^The scan of .*: AccessDeniedException: not auth/,
      );
      await held();
    });

    it("stops on Ctrl-C", async () => {
      user.interrupt();
      assert.equal(await refusal("backend-flask"), "Interrupted. Nothing was released.");
      await held();
    });
  });

  it("tells everything that is wrong at once", async () => {
    world.dockerThat(
      `complain("Cannot connect to the Docker daemon at unix:///x. Is it running?\\n"); exit(1);`,
    );
    user.programs.add(
      "git",
      `print(args[0] === "status" ? " M services.ts\\n?? new.ts\\n" : "${COMMIT}\\n");`,
    );
    assert.deepEqual((await refusal("backend-flsk")).split("\n"), [
      'There is no image "backend-flsk"; choose backend-flask or frontend-react-js.',
      "The git tree has uncommitted changes; commit them, or say --allow-dirty:",
      "   M services.ts",
      "  ?? new.ts",
      "The Docker engine does not answer; start it, or set DOCKER_HOST: Cannot connect to the Docker daemon at unix:///x. Is it running?",
    ]);
    assert.deepEqual(user.programs.calls("pulumi"), []);
  });

  it("says that Docker is missing, before it asks anybody anything", async () => {
    fs.rmSync(path.join(user.programs.folder, "docker"));
    assert.equal(
      await refusal("backend-flask"),
      "Docker was not found in PATH: install it (https://docs.docker.com/get-docker/), or release from CI.",
    );
    assert.deepEqual(user.programs.calls("pulumi"), []);
  });

  for (const [step, before, message] of [
    [
      "the login",
      'if (args[0] === "login") { complain("denied"); exit(1); }',
      /^docker login to \S+ failed: denied$/,
    ],
    [
      "the build",
      'if (args[1] === "build") { complain("no space"); exit(1); }',
      /^Building backend-flask failed \(docker buildx\):\nno space$/,
    ],
    [
      "the push",
      'if (args[0] === "push") { complain("lost"); exit(1); }',
      /^Pushing backend-flask failed \(docker push\):\nlost$/,
    ],
  ] as const)
    it(`says that ${step} failed`, async () => {
      await world.put("cruddur-python", "release-1-amd64", "base");
      world.dockerThat(before);
      assert.match(await refusal("backend-flask"), message);
      assert.deepEqual(await world.tags(), {});
    });

  it("says what to set when pulumi does not take the digest", async () => {
    await world.put("backend-flask", `candidate-${VERSION}`, "x");
    const urls = { "backend-flask": `${HOST}/cruddur-dev-backend-flask` };
    user.programs.add(
      "pulumi",
      `if (args[0] === "config") { complain("error: locked\\n"); exit(1); }
       print(${JSON.stringify(JSON.stringify({ ...OUTPUTS, repositoryUrls: urls }))});`,
    );
    assert.match(
      await refusal("backend-flask"),
      /^Stack dev: cruddur:backendFlaskImageDigest could not be set to sha256:\w+: locked\nSet it yourself: pulumi config set cruddur:backendFlaskImageDigest sha256:\w+ --stack dev$/,
    );
  });

  it("refuses an address that is no private registry's", async () => {
    pulumiWith(user.programs, { repositoryUrls: { "backend-flask": "evil.test/x" } });
    assert.equal(
      await refusal("backend-flask"),
      '"evil.test/x" is not the address of a private ECR repository.',
    );
  });
});

describe("the sources of a release", () => {
  const programs = new FakePrograms();
  let folder: string;
  const git = async (...args: string[]) => {
    const identity = ["-c", "user.name=t", "-c", "user.email=t@example.test"];
    const { code, stderr } = await capture("git", [...identity, ...args], { cwd: folder });
    assert.equal(code, 0, stderr);
  };
  const read = (allowDirty = false) =>
    readSource(allowDirty, { ...({} as Session["context"]), env: process.env }, { cwd: folder });
  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "source-"));
    await git("init", "--quiet");
  });
  afterEach(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
  after(() => {
    programs.remove();
  });

  it("are the commit where nothing differs from it", async () => {
    fs.writeFileSync(path.join(folder, "a"), "1");
    await git("add", "a");
    await git("commit", "--quiet", "-m", "First");
    const { version, faults } = await read();
    assert.match(version, /^[0-9a-f]{12}$/);
    assert.deepEqual(faults, []);
    fs.writeFileSync(path.join(folder, "b"), "2");
    const dirty = await read();
    assert.deepEqual(dirty.faults, [
      "The git tree has uncommitted changes; commit them, or say --allow-dirty:\n  ?? b",
    ]);
    const allowed = await read(true);
    assert.deepEqual(allowed.faults, []);
    assert.match(allowed.version, new RegExp(`^${version}-dirty-\\d{8}t\\d{6}$`));
  });

  it("need a commit", async () => {
    const { faults } = await read();
    assert.match(faults.join(), /^git knows no commit here: /);
  });

  it("need git", async () => {
    const context = { ...({} as Session["context"]), env: programs.env };
    const { faults } = await readSource(false, context, { cwd: folder });
    assert.deepEqual(faults, ["git was not found in PATH: install it (https://git-scm.com/)."]);
  });
});
