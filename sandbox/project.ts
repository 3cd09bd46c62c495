import * as fs from "node:fs";
import * as path from "node:path";
import { parse, stringify } from "yaml";
import { mergeStackFile, type StackFile } from "./stack-file";

const STACK_FILE = /^Pulumi\.(.+)\.yaml$/;

/**
 * The project that the engine works in: Pulumi.yaml pointing back at the program, stack files of its own, the policy
 * pack as a link. The engine writes to stack files and deletes them; the committed ones stay untouched.
 */
export class SandboxProject {
  /** Working directory for the engine. */
  readonly folder: string;
  readonly #baseFolder: string;

  /**
   * @param program folder of the program, with Pulumi.yaml and the committed stack files
   * @param sandboxFolder the sandbox's working files
   */
  constructor(
    readonly program: string,
    sandboxFolder: string,
  ) {
    this.folder = path.join(sandboxFolder, "project");
    this.#baseFolder = path.join(sandboxFolder, "base");
  }

  /** Brings the project up to date with the program's committed files. */
  synchronise(): void {
    for (const folder of [this.folder, this.#baseFolder]) fs.mkdirSync(folder, { recursive: true });
    const project = readYaml(path.join(this.program, "Pulumi.yaml"));
    const main = path.relative(
      this.folder,
      path.resolve(this.program, textOf(project["main"], ".")),
    );
    writeYaml(path.join(this.folder, "Pulumi.yaml"), { ...project, main });
    this.#linkPolicyPack();
    for (const stack of this.committedStacks()) this.#synchroniseStackFile(stack);
  }

  /** Names of the stacks that the program has committed files for. */
  committedStacks(): string[] {
    return fs.readdirSync(this.program).flatMap((name) => STACK_FILE.exec(name)?.[1] ?? []);
  }

  /** A configuration value of a stack as its file has it now. */
  configValue(stack: string, key: string): unknown {
    return readYaml(this.#stackFile(stack)).config?.[key];
  }

  /** Whether the stack's file was prepared for the engine's encryption of secrets. */
  hasSecretsProvider(stack: string): boolean {
    const file = readYaml(this.#stackFile(stack));
    return file["encryptionsalt"] !== undefined || file["secretsprovider"] !== undefined;
  }

  #stackFile(stack: string): string {
    return path.join(this.folder, `Pulumi.${stack}.yaml`);
  }

  #synchroniseStackFile(stack: string): void {
    const committed = readYaml(path.join(this.program, `Pulumi.${stack}.yaml`));
    const baseFile = path.join(this.#baseFolder, `Pulumi.${stack}.yaml`);
    const [base, current] = [readYaml(baseFile), readYaml(this.#stackFile(stack))];
    writeYaml(this.#stackFile(stack), mergeStackFile(committed, base, current));
    writeYaml(baseFile, committed);
  }

  #linkPolicyPack(): void {
    const pack = path.join(this.program, "policy-pack");
    const link = path.join(this.folder, "policy-pack");
    if (!fs.existsSync(pack) || fs.lstatSync(link, { throwIfNoEntry: false }) !== undefined) return;
    fs.symlinkSync(path.relative(this.folder, pack), link);
  }
}

/** A file that does not exist holds nothing. */
function readYaml(file: string): StackFile {
  if (!fs.existsSync(file)) return {};
  return (parse(fs.readFileSync(file, "utf8")) as StackFile | null) ?? {};
}

/** Written beside and renamed: an interrupted write leaves the old file. */
function writeYaml(file: string, content: StackFile): void {
  const partial = `${file}.partial-${process.pid}`;
  fs.writeFileSync(partial, stringify(content));
  fs.renameSync(partial, file);
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === "string" ? value : otherwise;
}
