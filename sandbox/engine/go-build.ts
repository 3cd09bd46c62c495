import * as fs from "node:fs";
import * as path from "node:path";
import { capture, lastLines } from "../lib/process";
import { ENGINE_VERSION, isAtLeast } from "./version";

/** The oldest Go that reads this go.mod and fetches the newer toolchain it names by itself. */
const MINIMUM_GO_VERSION = "1.21.0";

const ENGINE_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/** Builds the engine from the Go modules that publish it, pinned by go.mod and go.sum beside this file. */
export async function buildFromGo(
  go: string,
  output: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { stdout } = await capture(go, ["env", "GOVERSION"], { env });
  const version = stdout.trim().replace(/^go/, "");
  if (!isAtLeast(/^\d+\.\d+$/.test(version) ? `${version}.0` : version, MINIMUM_GO_VERSION)) {
    throw new Error(
      `Go ${MINIMUM_GO_VERSION} or newer is needed; ${go} is ${version || "of no known version"}`,
    );
  }
  fs.mkdirSync(path.dirname(output), { recursive: true });
  const flags = `-s -w -X ${VERSION_VARIABLE}=${ENGINE_VERSION}`;
  const args = [
    "build",
    "-mod=readonly",
    "-buildvcs=false",
    "-trimpath",
    "-ldflags",
    flags,
    "-o",
    output,
    ENGINE_PACKAGE,
  ];
  const { code, stderr } = await capture(go, args, { cwd: __dirname, env });
  if (code !== 0) throw new Error(lastLines(stderr, 5) || `go build ended with code ${code}`);
}
