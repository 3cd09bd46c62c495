import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import { json } from "node:stream/consumers";
import { capture, type Finished } from "../../sandbox/lib/process";
import { ROOT } from "../../sandbox/tools";
import { FakePrograms } from "../support/fake-programs";
import { assertNoStackTrace } from "../support/stack-trace";
import { commands } from "./files";

const COMMAND = "npm run ci -- promote --from dev --to prod";
const [A, B] = [`sha256:${"a".repeat(64)}`, `sha256:${"b".repeat(64)}`];
const HOST = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const PASSWORD = "canary-password";
const TARGET = `${HOST}/cruddur-prod-backend-flask`;
const TAG = "release-aaaaaaaaaaaa";
const PROFILE = "arn:aws:signer:us-east-1:123456789012:/signing-profiles/cruddur_prod_1";
const IMAGE_DIGESTS = `backend-flask=${A}`;

describe("the images that dev runs", () => {
  let programs: FakePrograms;
  let server: http.Server;

  beforeEach(async () => {
    programs = new FakePrograms();
    server = http.createServer((request, response) => {
      void answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stackSays({});
    docker("");
    notation("");
    fs.mkdirSync(path.join(trust(), "truststore/x509/signingAuthority/aws-signer-ts"), {
      recursive: true,
    });
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    programs.remove();
  });

  const file = (name: string) => path.join(programs.folder, name);
  const trust = () => file("trust");
  const lines = (name: string) =>
    fs.existsSync(file(name)) ? fs.readFileSync(file(name), "utf8").trim().split("\n") : [];

  /** ECR, which holds what docker brought. */
  async function answer(request: http.IncomingMessage, response: http.ServerResponse) {
    const { imageIds = [] } = (await json(request)) as { imageIds?: { imageTag: string }[] };
    const isLogin = String(request.headers["x-amz-target"]).endsWith(".GetAuthorizationToken");
    const held = lines("registry").find((line) => line.startsWith(`${imageIds[0]?.imageTag} `));
    const authorizationToken = Buffer.from(`AWS:${PASSWORD}`).toString("base64");
    const [status, body] = isLogin
      ? [200, { authorizationData: [{ authorizationToken, proxyEndpoint: `https://${HOST}` }] }]
      : held === undefined
        ? [400, { __type: "ImageNotFoundException", message: "there is none" }]
        : [200, { imageDetails: [{ imageDigest: held.split(" ")[1] }] }];
    response
      .writeHead(status, { "content-type": "application/x-amz-json-1.1" })
      .end(JSON.stringify(body));
  }

  /** A stack prod with these outputs beside its repositories, and this value of cruddur:imageSigning. */
  function stackSays(outputs: object, imageSigning = "false"): void {
    const repositoryUrls = { "backend-flask": TARGET };
    const text = JSON.stringify(JSON.stringify({ repositoryUrls, ...outputs }));
    programs.add(
      "pulumi",
      `if (args[0] === "stack") print(args[args.indexOf("--stack") + 1] === "prod" ? ${text} : "{}");
      if (args.join(" ").startsWith("config get cruddur:imageSigning ")) print("${imageSigning}\\n");`,
    );
  }

  /** A docker that copies into the registry. */
  function docker(before: string): void {
    programs.add(
      "docker",
      `${before}
      if (args[2] === "create")
        fs.appendFileSync(${JSON.stringify(file("registry"))}, args[5].split(":")[1] + " " + "sha256:" + args[6].split(":")[1] + "\\n");`,
    );
  }

  /** A notation that keeps signatures in a file. */
  function notation(before: string): void {
    const signed = JSON.stringify(file("signed"));
    programs.add(
      "notation",
      `${before}
      if (args[0] === "plugin") print("NAME\\ncom.amazonaws.signer.notation.plugin   AWS Signer   1.0   [SIGNATURE_GENERATOR.ENVELOPE]   <nil>\\n");
      if (args[0] === "sign") fs.appendFileSync(${signed}, args.at(-1) + " " + args[args.indexOf("--id") + 1] + "\\n");
      if (args[0] === "verify") {
        const { trustPolicies } = JSON.parse(fs.readFileSync(process.env.NOTATION_CONFIG + "/trustpolicy.json", "utf8"));
        const wanted = args.at(-1) + " " + trustPolicies[0].trustedIdentities[0];
        const all = fs.existsSync(${signed}) ? fs.readFileSync(${signed}, "utf8").split("\\n") : [];
        if (!all.includes(wanted)) { complain("Error: no signature\\n"); exit(1); }
      }`,
    );
  }

  function promote(env: NodeJS.ProcessEnv, command = COMMAND): Promise<Finished> {
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return capture("bash", ["-e", "-o", "pipefail", "-c", command], {
      cwd: ROOT,
      env: {
        ...process.env,
        PATH: [programs.folder, process.env["PATH"]].join(path.delimiter),
        AWS_ACCESS_KEY_ID: "x",
        AWS_SECRET_ACCESS_KEY: "x",
        AWS_ENDPOINT_URL_ECR: endpoint,
        NOTATION_CONFIG: trust(),
        ...env,
      },
    });
  }
  const calls = (program: string) => programs.calls(program).map(({ args }) => args.join(" "));
  const signing = () => calls("notation").map((call) => call.split(" ")[0]);

  it("are copied to prod by digest, and it is looked whether they arrived", async () => {
    assert.ok(commands().includes(COMMAND));
    const { code, stdout, stderr } = await promote({ IMAGE_DIGESTS });
    assert.equal(code, 0, stderr);
    assert.deepEqual(calls("docker"), [
      "version --format {{.Server.Version}}",
      "buildx version",
      `login --username AWS --password-stdin ${HOST}`,
      `buildx imagetools create --prefer-index=false --tag ${TARGET}:${TAG} ${HOST}/cruddur-dev-backend-flask@${A}`,
    ]);
    assert.equal(programs.calls("docker").find(({ args }) => args[0] === "login")?.stdin, PASSWORD);
    assert.ok(stdout.includes(`backend-flask: ${TARGET}:${TAG} is ${A}\n`), stdout);
    assert.doesNotMatch(stdout + stderr, /canary/);
    assert.deepEqual(signing(), [], "prod does not ask for signatures");
  });

  it("are signed with prod's profile and checked, where prod's images are signed", async () => {
    stackSays({ signingProfileArn: PROFILE }, "true");
    const { code, stdout, stderr } = await promote({ IMAGE_DIGESTS });
    assert.equal(code, 0, stderr);
    assert.deepEqual(lines("signed"), [`${TARGET}@${A} ${PROFILE}`]);
    assert.deepEqual(signing(), ["plugin", "verify", "sign", "verify"]);
    assert.ok(stderr.includes(`Signed by ${PROFILE}, and checked.`), stderr);
    assert.ok(stdout.includes(`is ${A}\n`));
  });

  it("are neither copied nor signed twice", async () => {
    stackSays({ signingProfileArn: PROFILE }, "true");
    notation(`if (args[0] === "sign") { complain("Error: throttled\\n"); exit(1); }`);
    assert.equal((await promote({ IMAGE_DIGESTS })).code, 1);
    notation("");
    for (const _ of ["goes on where it stopped", "has nothing to do"])
      assert.equal((await promote({ IMAGE_DIGESTS })).code, 0, _);
    assert.equal(calls("docker").filter((call) => call.includes("create")).length, 1);
    assert.deepEqual(lines("signed"), [`${TARGET}@${A} ${PROFILE}`]);
  });

  for (const [what, broken, said, copies] of [
    [
      "cannot be signed",
      `if (args[0] === "sign") { complain("Error: AccessDeniedException: signer:SignPayload\\n"); exit(1); }`,
      /could not be signed: AccessDeniedException: signer:SignPayload/,
      1,
    ],
    [
      "have a signature that does not hold",
      `if (args[0] === "verify") { complain("Error: revoked\\n"); exit(1); }`,
      /its signature does not hold: revoked/,
      1,
    ],
    [
      "need a notation that has no plug-in",
      `if (args[0] === "plugin") { print("NAME\\n"); exit(0); }`,
      /notation has no working plug-in/,
      0,
    ],
  ] as const)
    it(`stop the deployment when they ${what}`, async () => {
      stackSays({ signingProfileArn: PROFILE }, "true");
      notation(broken);
      const { code, stdout, stderr } = await promote({ IMAGE_DIGESTS });
      assert.equal(code, 1);
      assert.match(stderr, said);
      assertNoStackTrace(stderr);
      assert.doesNotMatch(stdout, / is sha256:/);
      assert.equal(calls("docker").filter((call) => call.includes("create")).length, copies);
    });

  it("are not brought unsigned where prod's profile is configured and not deployed yet", async () => {
    stackSays({}, "true");
    const { code, stderr } = await promote({ IMAGE_DIGESTS });
    assert.equal(code, 1);
    assert.match(
      stderr,
      /Stack prod: cruddur:imageSigning is true, but no profile to sign with is deployed yet\. Bring it first, with the images that run: npm run ci -- deploy --stack prod /,
    );
    assert.deepEqual(lines("registry"), []);
  });

  for (const [what, before, digests, said] of [
    [
      "did not arrive",
      `if (args[2] === "create") args[6] = args[6].replace(/a{64}/, "${"b".repeat(64)}");`,
      IMAGE_DIGESTS,
      new RegExp(`promote: .* is ${B}, not ${A}`),
    ],
    [
      "may not be read",
      `if (args[2] === "create") { complain("denied: no rights\\n"); exit(1); }`,
      IMAGE_DIGESTS,
      /could not be copied: .*\n {2}docker: denied: no rights/,
    ],
    [
      "have no docker to bring them",
      `complain("Cannot connect\\n"); exit(1);`,
      IMAGE_DIGESTS,
      /promote: The Docker engine does not answer.*Cannot connect/,
    ],
    ["are not named", "", "", /promote: IMAGE_DIGESTS names no image\./],
    ["are no digests", "", "backend-flask=latest", /is "latest", not sha256:/],
    [
      "have no repository in prod",
      "",
      `frontend-react-js=${A}`,
      /Stack prod has no repository frontend-react-js\./,
    ],
  ] as const)
    it(`stop the deployment when they ${what}`, async () => {
      docker(before);
      const { code, stderr } = await promote({ IMAGE_DIGESTS: digests });
      assert.equal(code, 1);
      assert.match(stderr, said);
      assertNoStackTrace(stderr);
    });

  it("need environments that can be", async () => {
    const { code, stderr } = await promote({}, "npm run ci -- promote --from Dev --to Dev");
    assert.equal(code, 1);
    assert.match(stderr, /"Dev" is not an environment's name.*; both environments are "Dev"/);
  });
});
