import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parseDocument } from "yaml";
import { UserError } from "../../sandbox/lib/user-error";
import { SERVICES } from "../../services";
import {
  type Deployment,
  deployedDigests,
  digestKeyOf,
  type Digests,
  readDigests,
} from "./digests";
import { type Engine, must } from "./engine";

/** Hands digests from one job of a workflow to the next. */
export const DIGESTS_VARIABLE = "IMAGE_DIGESTS";

/** The digests that the workflow hands over; throws on any that cannot be meant. */
export function givenDigests(): Digests {
  const { digests, faults } = readDigests(process.env[DIGESTS_VARIABLE] ?? "");
  if (faults.length > 0) throw new UserError(`${DIGESTS_VARIABLE}: ${faults.join("; ")}.`);
  return digests;
}

/** A stack's configuration for one run: the file, and the images that it names. */
export interface StackConfiguration {
  readonly file: string;
  readonly digests: Digests;
}

/**
 * Runs `work` with a copy of the stack's file in which each image is, in this order: what the workflow hands over, what
 * the file names, what is deployed. The committed file says `none` where a workflow deploys: without this a preview
 * would take every service down. The file itself is left alone.
 */
export async function withConfiguration<T>(
  engine: Engine,
  stack: string,
  work: (configuration: StackConfiguration) => Promise<T>,
): Promise<T> {
  const file = path.join(engine.project, `Pulumi.${stack}.yaml`);
  if (!fs.existsSync(file)) throw new UserError(`There is no file Pulumi.${stack}.yaml.`);
  const given = givenDigests();
  const exported = JSON.parse(await must(engine, ["stack", "export", "--stack", stack])) as {
    deployment?: Deployment | null;
  };
  const document = parseDocument(fs.readFileSync(file, "utf8"));
  const named = (service: string): string | undefined => {
    const value: unknown = document.getIn(["config", digestKeyOf(service)]);
    return typeof value === "string" && value !== "none" ? value : undefined;
  };
  const deployed = deployedDigests(exported.deployment ?? {});
  const digests: Record<string, string> = {};
  for (const service of Object.keys(SERVICES)) {
    const digest = given[service] ?? named(service) ?? deployed[service];
    if (digest === undefined) continue;
    digests[service] = digest;
    document.setIn(["config", digestKeyOf(service)], digest);
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "cruddur-ci-"));
  try {
    const copy = path.join(folder, path.basename(file));
    fs.writeFileSync(copy, document.toString(), { mode: 0o600 });
    return await work({ file: copy, digests });
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
