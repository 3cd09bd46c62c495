/** Signatures on images: made and checked by Notation with AWS Signer's plug-in. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { capture, type Finished, lastLines } from "../sandbox/lib/process";
import { UserError } from "../sandbox/lib/user-error";
import type { Context } from "./context";
import type { Repository } from "./registry";
import { readConfiguration, type Stack } from "./stack";

/** The plug-in's name. Source: AWS Signer Developer Guide, "Sign an image". */
const PLUGIN = "com.amazonaws.signer.notation.plugin";
const INSTALL =
  "https://docs.aws.amazon.com/signer/latest/developerguide/image-signing-prerequisites.html";
const PROFILE =
  /^arn:(?<partition>aws[a-z-]*):signer:(?<region>[a-z0-9-]+):\d{12}:\/signing-profiles\/\w{2,64}$/;

/** Whether a stack's images are signed. */
const SETTING = "cruddur:imageSigning";

/** Who signs. */
export interface Signer {
  readonly profileArn: string;
  readonly region: string;
  /** Where Notation keeps the root certificate of AWS Signer's, per partition. Source: AWS Signer Developer Guide, "Locally verify an image". */
  readonly trustStore: string;
}

/**
 * The stack's signer; undefined where its images are not signed. Configuration that asks for signatures before there is a
 * profile is a UserError: an image that nobody signed is not released.
 */
export async function signerOf(stack: Stack, context: Context): Promise<Signer | undefined> {
  const { outputs, title } = stack;
  const { signingProfileArn: profileArn } = outputs;
  if (profileArn === undefined) {
    if ((await readConfiguration(stack, SETTING, context)) !== "true") return undefined;
    const deploy = `npm run ci -- deploy --stack ${stack.name ?? "<stack>"} --output reports`;
    throw new UserError(
      `${title}: ${SETTING} is true, but no profile to sign with is deployed yet. Bring it first, with the images that run: ${deploy}`,
    );
  }
  const { partition, region } = PROFILE.exec(profileArn)?.groups ?? {};
  if (partition === undefined || region === undefined)
    throw new UserError(
      `${title}: its output signingProfileArn is ${JSON.stringify(profileArn)}, not the ARN of a signing profile.`,
    );
  const trustStore = partition === "aws-us-gov" ? "aws-us-gov-signer-ts" : "aws-signer-ts";
  return { profileArn, region, trustStore };
}

/** Throws a UserError that says all that this machine lacks to sign; asked before anything is built. */
export async function requireNotation(signer: Signer, context: Context): Promise<void> {
  const { code, stdout, stderr } = await notation(["plugin", "ls"], context);
  const needs = "The images of this stack are signed (cruddur:imageSigning):";
  if (code === 127)
    throw new UserError(
      `${needs} notation was not found in PATH. Install it with AWS's plug-in and trust store: ${INSTALL}`,
    );
  if (code !== 0) throw new UserError(`${needs} notation does not answer: ${said(stderr)}`);
  const faults: string[] = [];
  const usable = stdout
    .split("\n")
    .some((line) => line.startsWith(PLUGIN) && line.includes("SIGNATURE_GENERATOR"));
  if (!usable) faults.push(`notation has no working plug-in ${PLUGIN}`);
  const store = path.join(folders(context).config, ...storeOf(signer));
  if (!fs.existsSync(store)) faults.push(`notation has no trust store ${signer.trustStore}`);
  if (faults.length > 0)
    throw new UserError(`${needs} ${faults.join("; ")}. AWS's installer brings both: ${INSTALL}`);
}

/**
 * Signs an image by its digest and checks the signature as whoever deploys would: made by this profile, not expired, not
 * revoked. What is signed already is not signed again.
 */
export async function sign(
  repository: Repository,
  digest: string,
  signer: Signer,
  context: Context,
): Promise<void> {
  const image = `${repository.url}@${digest}`;
  const { user, password } = await repository.login();
  // By the environment: a command line can be read by others.
  const login = { NOTATION_USERNAME: user, NOTATION_PASSWORD: password };
  const region = ["--plugin-config", `aws-region=${signer.region}`];
  const folder = trustPolicy(repository, signer, context);
  try {
    const verify = () =>
      notation(["verify", ...region, image], context, {
        ...login,
        NOTATION_CONFIG: folder,
        NOTATION_LIBEXEC: folders(context).libexec,
      });
    if ((await verify()).code === 0) {
      context.say("It is signed already.");
      return;
    }
    // A signature that refers to its image, not one under a tag of its own: tags are immutable here.
    const how = ["--force-referrers-tag=false", "--plugin", PLUGIN, "--id", signer.profileArn];
    const signed = await notation(["sign", ...how, ...region, image], context, login);
    if (signed.code !== 0)
      throw new UserError(`${image} could not be signed: ${said(signed.stderr)}`);
    const { code, stderr } = await verify();
    if (code !== 0)
      throw new UserError(
        `${image} was signed, but its signature does not hold: ${said(stderr)}\nNothing was released.`,
      );
    context.say(`Signed by ${signer.profileArn}, and checked.`);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder with a trust policy for this image alone, so that what else the user trusts does not count. */
function trustPolicy(repository: Repository, signer: Signer, context: Context): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "notation-"));
  const policy = {
    version: "1.0",
    trustPolicies: [
      {
        name: "this-stack",
        registryScopes: [repository.url],
        signatureVerification: { level: "strict" },
        trustStores: [`signingAuthority:${signer.trustStore}`],
        trustedIdentities: [signer.profileArn],
      },
    ],
  };
  fs.writeFileSync(path.join(folder, "trustpolicy.json"), JSON.stringify(policy), { mode: 0o600 });
  const store = path.join(folders(context).config, "truststore");
  fs.symlinkSync(store, path.join(folder, "truststore"));
  return folder;
}

const storeOf = ({ trustStore }: Signer) => ["truststore", "x509", "signingAuthority", trustStore];

/** Where Notation looks for its settings and plug-ins. Source: notation-go, dir/path.go; tried with notation 1.3.2. */
function folders({ env }: Context): { readonly config: string; readonly libexec: string } {
  const home = env["HOME"] ?? os.homedir();
  const settings =
    process.platform === "darwin"
      ? path.join(home, "Library", "Application Support")
      : (env["XDG_CONFIG_HOME"] ?? path.join(home, ".config"));
  const config = env["NOTATION_CONFIG"] ?? path.join(settings, "notation");
  return { config, libexec: env["NOTATION_LIBEXEC"] ?? config };
}

function notation(
  args: readonly string[],
  { env }: Context,
  more: NodeJS.ProcessEnv = {},
): Promise<Finished> {
  return capture("notation", args, { env: { ...env, ...more }, timeoutSeconds: 120 });
}

function said(text: string): string {
  return lastLines(text, 3).replace(/^Error: /gm, "") || "notation says nothing";
}
