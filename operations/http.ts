import * as http from "node:http";
import * as https from "node:https";

/** How connections are made; tests have neither a public address nor a public certificate. */
export interface Connect {
  /** Certificates that are trusted. Default: the ones of Node.js. */
  readonly ca?: string;
  /** Port of 127.0.0.1 by scheme, to connect to instead of the address that the name has. */
  readonly portInstead?: Readonly<Record<"http:" | "https:", number>>;
}

/** An answer; the body's first 64 KiB. */
export interface Answer {
  readonly status: number;
  readonly location: string | undefined;
  readonly body: string;
}

const MAX_BODY = 64 * 1024;
const TIMEOUT_MS = 10_000;

/** A GET that follows no redirect. Rejects when there is no answer within 10 seconds, or no valid certificate. */
export function get(url: URL, { ca, portInstead }: Connect = {}): Promise<Answer> {
  const isSecure = url.protocol === "https:";
  const port = portInstead?.[isSecure ? "https:" : "http:"];
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const options = {
      signal,
      agent: false,
      headers: { host: url.host, "user-agent": "cruddur-smoke" },
      ...(port !== undefined && { hostname: "127.0.0.1", port, servername: url.hostname }),
      ...(isSecure && ca !== undefined && { ca }),
    } as const;
    const request = (isSecure ? https : http).get(url, options, (response) => {
      let body = "";
      const finish = () => {
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location,
          body: body.slice(0, MAX_BODY),
        });
        response.destroy();
      };
      response.setEncoding("utf8").on("data", (text: string) => {
        body += text;
        if (body.length >= MAX_BODY) finish();
      });
      response.on("end", finish).on("error", reject);
    });
    request.on("error", (error) => {
      reject(signal.aborted ? new Error(`no answer within ${TIMEOUT_MS / 1000} s`) : error);
    });
  });
}
