import * as path from "node:path";
import { capture, type Finished } from "../../sandbox/lib/process";
import { pythonEnvironment, type PythonEnvironment } from "../support/python";
import { ServerProcess } from "../support/server-process";
import { imageFile } from "./images";

type Environment = Readonly<Record<string, string>>;

/** The backend's real code, with the packages that its image has. */
export class Backend {
  private constructor(readonly python: PythonEnvironment) {}

  /** Throws MissingTool. */
  static async prepare(): Promise<Backend> {
    return new Backend(await pythonEnvironment(imageFile("backend-flask", "requirements.txt")));
  }

  /** Variables of a process: nothing of this machine's but where programs are. */
  environment(variables: Environment): Environment {
    const folders = [path.dirname(this.python.program("python")), process.env["PATH"] ?? ""];
    return {
      LC_ALL: "C.UTF-8",
      PATH: folders.join(path.delimiter),
      PYTHONDONTWRITEBYTECODE: "1",
      // Host names that exist nowhere: a machine without a name server answers soon, too.
      RES_OPTIONS: "timeout:1 attempts:1",
      ...variables,
    };
  }

  /** Runs one of its programs (`bin/db/test`) to the end. */
  run(
    program: string,
    variables: Environment = {},
    args: readonly string[] = [],
  ): Promise<Finished> {
    const script = imageFile("backend-flask", program);
    return capture(script, args, { env: this.environment(variables), timeoutSeconds: 30 });
  }

  /** Serves as the image does, but on a free port. */
  async serve(variables: Environment = {}): Promise<RunningBackend> {
    const server = await ServerProcess.start(
      /Booting worker/,
      this.python.program("gunicorn"),
      ["--config", "gunicorn.conf.py", "cruddur.wsgi:app"],
      {
        cwd: imageFile("backend-flask"),
        env: this.environment({ ...variables, PORT: "0" }),
      },
    );
    return new RunningBackend(server, listeningPort(server));
  }
}

/** The port that gunicorn was given for port 0. */
export function listeningPort(server: ServerProcess): number {
  const [, port] = /Listening at: http:\/\/[\d.]+:(\d+)/.exec(server.output) ?? [];
  if (port === undefined) throw new Error(`gunicorn names no port:\n${server.output}`);
  return Number(port);
}

/** A backend that listens on the loopback interface. */
export class RunningBackend {
  constructor(
    readonly server: ServerProcess,
    readonly port: number,
  ) {}

  request(address: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${address}`, init);
  }

  /** SIGTERM lets requests finish, SIGINT does not. */
  stop(signal: "SIGTERM" | "SIGINT" = "SIGTERM"): Promise<number> {
    return this.server.stop(signal);
  }
}
