import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { mirrorCommand } from "../../operations/mirror";
import { releaseCommand } from "../../operations/release";
import {
  VERSION,
  digestOf,
  HOST,
  indexOf,
  OUTPUTS,
  eachTestInRegistry,
  type RegistryWorld,
} from "./registry-world";
import { pulumiWith, type Session } from "./world";

const PROFILE = "arn:aws:signer:us-east-1:123456789012:/signing-profiles/cruddur_dev_1";
const IMAGE = `${HOST}/cruddur-dev-backend-flask@${digestOf("candidate")}`;
/** A line of `notation plugin ls`, as notation 1.3.2 prints it. */
const PLUGIN =
  "com.amazonaws.signer.notation.plugin   AWS Signer plugin for Notation   1.0.2292   [SIGNATURE_GENERATOR.ENVELOPE SIGNATURE_VERIFIER.TRUSTED_IDENTITY SIGNATURE_VERIFIER.REVOCATION_CHECK]   <nil>";

describe("the signature of a release", () => {
  let world: RegistryWorld;
  let user: Session;
  let home: string;
  eachTestInRegistry(async (opened) => {
    world = opened;
    ({ user } = world);
    home = path.join(user.programs.folder, "home");
    user.context.env["HOME"] = home;
    user.context.env["NOTATION_CONFIG"] = path.join(home, "notation");
    fs.mkdirSync(trustStore(), { recursive: true });
    pulumiWith(user.programs, { ...OUTPUTS, signingProfileArn: PROFILE });
    notationThat();
    await world.put("backend-flask", `candidate-${VERSION}`, "candidate");
  });

  const trustStore = (name = "aws-signer-ts") =>
    path.join(home, "notation", "truststore", "x509", "signingAuthority", name);

  /** A notation that keeps signatures in a file, and writes down what a test wants to see of its surroundings. */
  function notationThat(before = ""): void {
    fs.mkdirSync(home, { recursive: true });
    user.programs.add(
      "notation",
      `const signed = ${JSON.stringify(path.join(home, "signed"))};
      const seen = ${JSON.stringify(path.join(home, "seen.json"))};
      const reference = args.at(-1);
      if (args[0] === "verify") {
        const folder = process.env.NOTATION_CONFIG;
        fs.writeFileSync(seen, JSON.stringify({
          policy: JSON.parse(fs.readFileSync(folder + "/trustpolicy.json", "utf8")),
          mode: (fs.statSync(folder + "/trustpolicy.json").mode & 0o777).toString(8),
          hasStore: fs.existsSync(folder + "/truststore/x509/signingAuthority"),
          folder,
          libexec: process.env.NOTATION_LIBEXEC,
          user: process.env.NOTATION_USERNAME,
          password: process.env.NOTATION_PASSWORD,
        }));
      }
      ${before}
      if (args[0] === "plugin") print("NAME   DESCRIPTION\\n${PLUGIN}\\n");
      if (args[0] === "sign") fs.appendFileSync(signed, reference + "\\n");
      if (args[0] === "verify") {
        const all = fs.existsSync(signed) ? fs.readFileSync(signed, "utf8").split("\\n") : [];
        if (!all.includes(reference)) {
          complain("Error: signature verification failed: no signature is associated with " + reference + "\\n");
          exit(1);
        }
      }`,
    );
  }

  const seen = () =>
    JSON.parse(fs.readFileSync(path.join(home, "seen.json"), "utf8")) as Record<string, unknown>;
  const calls = (word: string) =>
    user.programs.calls("notation").filter(({ args }) => args[0] === word);
  const release = (...args: string[]) =>
    releaseCommand(["backend-flask", ...args, "--stack", "dev"], user.context);
  const refusal = () => world.refusal(() => release());
  const held = async () => {
    assert.deepEqual(Object.keys(await world.tags()), [`candidate-${VERSION}`]);
    assert.deepEqual(world.configured(), []);
    assert.deepEqual(user.printed, []);
  };

  it("is made with the stack's profile, as a referrer, and checked before the digest is configured", async () => {
    assert.equal(await release(), 0, user.said.join("\n"));
    const region = ["--plugin-config", "aws-region=us-east-1"];
    assert.deepEqual(
      user.programs.calls("notation").map(({ args }) => args),
      [
        ["plugin", "ls"],
        ["verify", ...region, IMAGE],
        [
          ...["sign", "--force-referrers-tag=false"],
          ...["--plugin", "com.amazonaws.signer.notation.plugin", "--id", PROFILE],
          ...[...region, IMAGE],
        ],
        ["verify", ...region, IMAGE],
      ],
    );
    assert.equal(world.configured().length, 1);
    assert.ok(user.said.includes(`Signed by ${PROFILE}, and checked.`));
  });

  it("is trusted from that profile only, for that repository, whatever else the user trusts", async () => {
    await release();
    const { policy, mode, hasStore, folder, libexec } = seen();
    assert.deepEqual(policy, {
      version: "1.0",
      trustPolicies: [
        {
          name: "this-stack",
          registryScopes: [`${HOST}/cruddur-dev-backend-flask`],
          signatureVerification: { level: "strict" },
          trustStores: ["signingAuthority:aws-signer-ts"],
          trustedIdentities: [PROFILE],
        },
      ],
    });
    assert.equal(mode, "600");
    assert.equal(hasStore, true);
    assert.equal(libexec, path.join(home, "notation"));
    assert.ok(!fs.existsSync(String(folder)), "the folder is left behind");
  });

  it("gets the registry's password by the environment only", async () => {
    await release();
    const { user: name, password } = seen();
    assert.equal(name, "AWS");
    assert.ok(String(password).length > 5);
    const everywhere = [
      ...[...user.said, ...user.printed],
      ...user.programs.calls("notation").flatMap(({ args }) => args),
    ];
    assert.ok(!everywhere.some((text) => text.includes(String(password))));
  });

  it("is not made a second time", async () => {
    await release();
    assert.equal(await release(), 0);
    assert.equal(calls("sign").length, 1);
    assert.ok(user.said.includes("It is signed already."));
  });

  it("is made for mirrored images too", async () => {
    const digest = digestOf("built");
    world.dockerThat(
      `if (args[3] === "--raw") print(${JSON.stringify(indexOf({ "linux/amd64": digest }))});`,
    );
    assert.equal(await mirrorCommand(["nginx-unprivileged"], user.context), 0);
    assert.equal(calls("sign")[0]?.args.at(-1), `${HOST}/cruddur-dev-nginx-unprivileged@${digest}`);
  });

  it("is not made for what the scan finds fault with", async () => {
    world.scanFinds({ name: "CVE-2026-1", severity: "HIGH" });
    assert.equal(await release(), 1);
    assert.deepEqual(calls("sign"), []);
    await held();
  });

  it("is not asked for where the stack has no profile", async () => {
    pulumiWith(user.programs, OUTPUTS);
    assert.equal(await release(), 0);
    assert.deepEqual(user.programs.calls("notation"), []);
  });

  it("is not left out where the configuration asks for it and no profile is deployed yet", async () => {
    user.programs.add(
      "pulumi",
      `if (args[0] === "stack") print(${JSON.stringify(JSON.stringify(OUTPUTS))});
      if (args[1] === "get" && args[2] === "cruddur:imageSigning") print("true\\n");`,
    );
    assert.equal(
      await refusal(),
      "Stack dev: cruddur:imageSigning is true, but no profile to sign with is deployed yet. Bring it first, with the images that run: npm run ci -- deploy --stack dev --output reports",
    );
    await held();
  });

  for (const [what, before, message] of [
    [
      "cannot be made",
      `if (args[0] === "sign") { complain("Error: AccessDeniedException: not authorized to perform: signer:SignPayload"); exit(1); }`,
      `${IMAGE} could not be signed: AccessDeniedException: not authorized to perform: signer:SignPayload`,
    ],
    [
      "does not hold",
      `if (args[0] === "verify") { complain("Error: signature verification failed: revoked"); exit(1); }`,
      `${IMAGE} was signed, but its signature does not hold: signature verification failed: revoked\nNothing was released.`,
    ],
  ] as const)
    it(`that ${what} releases nothing`, async () => {
      notationThat(before);
      assert.equal(await refusal(), message);
      await held();
      assert.ok(!fs.existsSync(String(seen()["folder"])), "the folder is left behind");
    });

  const NEEDS = "The images of this stack are signed (cruddur:imageSigning):";
  it("needs notation, and says so before anything is built or pushed", async () => {
    fs.rmSync(path.join(user.programs.folder, "notation"));
    assert.equal(
      await refusal(),
      `${NEEDS} notation was not found in PATH. Install it with AWS's plug-in and trust store: https://docs.aws.amazon.com/signer/latest/developerguide/image-signing-prerequisites.html`,
    );
    assert.deepEqual([...world.docker("build"), ...world.docker("login")], []);
  });

  for (const [what, line] of [
    ["missing", ""],
    ["broken", "com.amazonaws.signer.notation.plugin   []   plugin executable file not found"],
    ["another", PLUGIN.replace("com.amazonaws", "example.com.amazonaws")],
  ] as const)
    it(`needs AWS's plug-in and trust store: the plug-in is ${what}`, async () => {
      notationThat(
        `if (args[0] === "plugin") { print(${JSON.stringify(`NAME\n${line}\n`)}); exit(0); }`,
      );
      fs.rmSync(trustStore(), { recursive: true });
      assert.equal(
        await refusal(),
        `${NEEDS} notation has no working plug-in com.amazonaws.signer.notation.plugin; notation has no trust store aws-signer-ts. AWS's installer brings both: https://docs.aws.amazon.com/signer/latest/developerguide/image-signing-prerequisites.html`,
      );
      await held();
    });

  it("needs the trust store of GovCloud for a profile there", async () => {
    const profile = PROFILE.replace("arn:aws:", "arn:aws-us-gov:");
    pulumiWith(user.programs, { ...OUTPUTS, signingProfileArn: profile });
    assert.match(await refusal(), /has no trust store aws-us-gov-signer-ts\./);
    fs.mkdirSync(trustStore("aws-us-gov-signer-ts"));
    assert.equal(await release(), 0);
  });

  it("refuses what is no profile", async () => {
    const given = "arn:aws:kms:us-east-1:123456789012:key/1";
    pulumiWith(user.programs, { ...OUTPUTS, signingProfileArn: given });
    assert.equal(
      await refusal(),
      `Stack dev: its output signingProfileArn is "${given}", not the ARN of a signing profile.`,
    );
  });
});
