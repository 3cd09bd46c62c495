import * as fs from "node:fs";
import * as path from "node:path";
import { openAccount, type StoredObject } from "../../sandbox/aws/account";
import { prepareEngine, ROOT, SANDBOX_FOLDER } from "../../sandbox/tools";
import { Sandbox } from "../../sandbox/sandbox";
import type { Finished } from "../../sandbox/lib/process";

/** A resource as `pulumi stack export` prints it. */
export interface ExportedResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly parent?: string;
  readonly protect?: boolean;
  /** When it was created: a replacement has another time, even under the same id. */
  readonly created?: string;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** What the engine tells about a preview, as far as the tests look at it. */
export interface EngineEvent {
  readonly resourcePreEvent?: {
    readonly metadata: {
      readonly op: string;
      readonly type: string;
      readonly urn: string;
      readonly new?: { readonly inputs?: Readonly<Record<string, unknown>> };
    };
  };
  readonly diagnosticEvent?: { readonly severity: string; readonly message: string };
  readonly policyEvent?: {
    readonly resourceUrn?: string;
    readonly policyName: string;
    readonly enforcementLevel: string;
    readonly message: string;
  };
  readonly policyAnalyzeSummaryEvent?: {
    readonly resourceUrn: string;
    readonly passed?: readonly string[];
  };
}

/** Plain values of the program by key, without its namespace. */
export type PlainValues = Readonly<Record<string, string | number | boolean>>;

/**
 * The SDK notes where each of its thousands of promises was made, and ten frames of each, mapped to TypeScript, are about a
 * sixth of a run. One still shows whether an error has a stack.
 */
const SHORT_STACKS = { NODE_OPTIONS: "--stack-trace-limit=1" };

/** A sandbox of a test's own: the real engine, an empty account, no files shared with any other. */
export class TestSandbox {
  private constructor(
    readonly sandbox: Sandbox,
    private readonly folder: string,
  ) {}

  /**
   * @param program folder of the Pulumi program; this repository's when not given.
   * @param beforeCreate is waited for before the account creates something.
   */
  static async open(
    name: string,
    program: string = ROOT,
    beforeCreate?: (urn: string) => Promise<void>,
  ): Promise<TestSandbox> {
    const parent = path.join(SANDBOX_FOLDER, "tests");
    fs.mkdirSync(parent, { recursive: true });
    const folder = fs.mkdtempSync(path.join(parent, `${name}-`));
    const enginePath = process.env["CRUDDUR_ENGINE_PATH"] ?? (await prepareEngine());
    const sandbox = new Sandbox({
      folder,
      program,
      enginePath,
      env: SHORT_STACKS,
      ...(beforeCreate && { beforeCreate }),
    });
    await sandbox.startProviders();
    return new TestSandbox(sandbox, folder);
  }

  /** Runs the engine and keeps what it printed. */
  async pulumi(...args: string[]): Promise<Finished> {
    return this.sandbox.run([...args, "--non-interactive"], { output: "capture" });
  }

  /** Runs the engine and fails the test, with the output, when it does not succeed. */
  async mustPulumi(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.pulumi(...args);
    if (code !== 0)
      throw new Error(`pulumi ${args.join(" ")} ended with ${code}:\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** Sets values of the program in a stack's configuration, all in one run. */
  async configure(stack: string, values: PlainValues): Promise<void> {
    const given = Object.entries(values).flatMap(([key, value]) => [
      "--plaintext",
      `cruddur:${key}=${value}`,
    ]);
    await this.mustPulumi("config", "set-all", "--stack", stack, ...given);
  }

  /**
   * Previews with the policy pack and answers what the engine tells, whether it succeeds or not.
   *
   * @throws Error when the pack judged nothing: it did not start, and then a preview has no findings whatever it does.
   */
  async previewEvents(stack: string): Promise<readonly EngineEvent[]> {
    const args = [
      "preview",
      "--stack",
      stack,
      "--json",
      "--non-interactive",
      "--policy-pack",
      "policy-pack",
    ];
    const env = { PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" };
    const { code, stdout, stderr } = await this.sandbox.run(args, { output: "capture", env });
    const lines = stdout.split("\n").filter((line) => line !== "");
    const events = lines.map((line) => JSON.parse(line) as EngineEvent);
    if (events.some(({ policyAnalyzeSummaryEvent }) => policyAnalyzeSummaryEvent)) return events;
    const said = events.flatMap(({ diagnosticEvent }) => diagnosticEvent?.message ?? []).join("");
    throw new Error(
      `The policy pack judged nothing; the preview ended with ${code}:\n${said}${stderr}`,
    );
  }

  /** The state of a stack. */
  async exported(stack: string): Promise<readonly ExportedResource[]> {
    const text = await this.mustPulumi("stack", "export", "--stack", stack);
    const { deployment } = JSON.parse(text) as { deployment: { resources?: ExportedResource[] } };
    return deployment.resources ?? [];
  }

  /** What is in the account; `sandbox:` and `s3:` mark what AWS itself remembers. */
  async account(): Promise<readonly StoredObject[]> {
    return openAccount(this.sandbox.accountFolder).transaction("us-east-1", (view) =>
      view.all().filter(({ token }) => token.startsWith("aws:")),
    );
  }

  async close(): Promise<void> {
    await this.sandbox.stopProviders();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}
