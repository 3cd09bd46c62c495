import type { SpawnOptions } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { capture } from "../../sandbox/lib/process";
import { MissingTool } from "./missing-tool";
import type { PythonEnvironment } from "./python";
import { freePort } from "./ports";
import { ServerProcess } from "./server-process";

/** Debian keeps the server's programs out of PATH, in a folder per major version. */
const DEBIAN = "/usr/lib/postgresql";
const SUPERUSER = "cruddurroot";
/** With characters that have to be escaped in a URL. */
const PASSWORD = "p@ss/w:rd%";

const QUERY = `
import json, psycopg, sys
connection = psycopg.connect(sys.argv[1], autocommit=True)
cursor = connection.execute(sys.argv[2])
print(json.dumps(cursor.fetchall() if cursor.description else []))
`;

const INITDB = ["--pgdata=data", `--username=${SUPERUSER}`, "--pwfile=password"].concat([
  "--auth=scram-sha-256",
  "--encoding=UTF8",
  "--locale=C",
  "--no-sync",
]);
const SETTINGS = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"].concat([
  "ssl=on",
  "ssl_cert_file=../server.crt",
  "ssl_key_file=../server.key",
]);
const SELF_SIGNED = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"].concat(
  ["-nodes", "-days", "2", "-subj", "/CN=cruddur", "-addext", "subjectAltName=IP:127.0.0.1"],
  ["-keyout", "server.key", "-out", "server.crt"],
);

/** A PostgreSQL server of a test's own, on the loopback interface, with a self-signed certificate for 127.0.0.1. */
export class PostgresServer {
  private constructor(
    private readonly folder: string,
    private readonly server: ServerProcess,
    private readonly port: number,
  ) {}

  /** Throws MissingTool. */
  static async start(): Promise<PostgresServer> {
    const programs = findPrograms();
    const account = await serverAccount();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "postgres-"));
    if (account !== undefined) fs.chownSync(folder, account.uid, account.gid);
    const run = { ...account, cwd: folder, env: { PATH: process.env["PATH"], LC_ALL: "C" } };
    try {
      fs.writeFileSync(path.join(folder, "password"), PASSWORD);
      await mustRun(path.join(programs, "initdb"), INITDB, run);
      await mustRun("openssl", SELF_SIGNED, run);
      const port = await freePort();
      const settings = [...SETTINGS, `port=${port}`].flatMap((setting) => ["-c", setting]);
      const server = await ServerProcess.start(
        /ready to accept connections/,
        path.join(programs, "postgres"),
        ["-D", "data", ...settings],
        run,
      );
      return new PostgresServer(folder, server, port);
    } catch (error) {
      fs.rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** The file with its certificate, which is its own authority. */
  get certificate(): string {
    return path.join(this.folder, "server.crt");
  }

  /** A connection URL. */
  url(given: { password?: string; database?: string; parameters?: string } = {}): string {
    const { password = PASSWORD, database = "postgres", parameters = "" } = given;
    const secret = encodeURIComponent(password);
    return `postgresql://${SUPERUSER}:${secret}@127.0.0.1:${this.port}/${database}?${parameters}`;
  }

  /** Runs one statement, by psycopg of the given environment, and answers its rows. */
  async query(
    python: PythonEnvironment,
    database: string,
    statement: string,
  ): Promise<unknown[][]> {
    const args = ["-c", QUERY, this.url({ database }), statement];
    const { code, stdout, stderr } = await capture(python.program("python"), args);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as unknown[][];
  }

  async stop(): Promise<void> {
    await this.server.stop("SIGINT");
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

async function mustRun(program: string, args: readonly string[], options: SpawnOptions) {
  const { code, stdout, stderr } = await capture(program, args, options);
  if (code === 127) throw new MissingTool(path.basename(program));
  if (code !== 0) throw new Error(`${program} failed:\n${stdout}${stderr}`);
}

function findPrograms(): string {
  const versions = fs.existsSync(DEBIAN) ? fs.readdirSync(DEBIAN) : [];
  const newestFirst = versions.sort((left, right) => Number(right) - Number(left));
  const folders = [
    ...(process.env["PATH"] ?? "").split(path.delimiter),
    ...newestFirst.map((version) => path.join(DEBIAN, version, "bin")),
  ];
  const found = folders.find((folder) =>
    ["initdb", "postgres"].every((program) => fs.existsSync(path.join(folder, program))),
  );
  if (found === undefined) throw new MissingTool("PostgreSQL's server (initdb and postgres)");
  return found;
}

/** PostgreSQL refuses to run as root: then another account does. */
async function serverAccount(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = await Promise.all([
      capture("id", ["-u", name]),
      capture("id", ["-g", name]),
    ]);
    if (uid.code === 0 && gid.code === 0)
      return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  }
  throw new MissingTool("an account other than root to run PostgreSQL (postgres or nobody)");
}
