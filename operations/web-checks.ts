import { wwwOf } from "../components/lib/domain-names";
import { SERVICE_NAMES, SERVICES, type ServiceDefinition } from "../services";
import { messageOf, nameOf } from "./aws-errors";
import { printable } from "./context";
import { type Answer, type Connect, get } from "./http";
import { type Check, fail, pass, type Result, skip } from "./checks";
import type { Stack } from "./stack";

const NO_HTTPS = skip("there is no HTTPS: cruddur:allowPlainHttp is set and cruddur:domain is not");

/** What the internet is answered: each public service's health check, HTTP, and the domain's other name. */
export function webChecks({ outputs }: Stack, connect: Connect): Check[] {
  return SERVICE_NAMES.flatMap((name): Check[] => {
    const { public: access }: ServiceDefinition = SERVICES[name];
    const base = access.subdomain === "api" ? outputs.apiUrl : outputs.url;
    const title = `${name} answers on ${access.healthCheckPath}`;
    const redirect = `${name} turns HTTP to HTTPS`;
    const www = access.subdomain === "" ? ["www is sent on to the front end"] : [];
    if (base === undefined) {
      const why = skip("nothing faces the internet: cruddur:domain is not set");
      return [title, redirect, ...www].map((check) => ({ name: check, run: () => why }));
    }
    const url = new URL(access.healthCheckPath, base);
    return [
      { name: title, run: () => healthy(url, name === "backend-flask", connect) },
      { name: redirect, run: () => withoutHttp(url, connect) },
      ...www.map((check) => ({ name: check, run: () => withoutWww(url, connect) })),
    ];
  });
}

async function healthy(url: URL, saysSuccess: boolean, connect: Connect): Promise<Result> {
  const answer = await ask(url, connect);
  if (typeof answer === "string") return fail(`${url.href}: ${answer}`);
  if (answer.status !== 200) return fail(`${url.href}: status ${answer.status}, not 200`);
  if (saysSuccess && !success(answer.body))
    return fail(`${url.href}: status 200, but the answer is not {"success": true}`);
  return pass(`${url.href}: 200${saysSuccess ? " and success" : ""}`);
}

/** The request without encryption must lead to the same address with it. */
async function withoutHttp(url: URL, connect: Connect): Promise<Result> {
  if (url.protocol === "http:") return NO_HTTPS;
  const plain = new URL(url.href.replace(/^https:/, "http:"));
  return redirected(plain, url, connect);
}

/** Pages below another name would have an origin that the backend does not admit. */
async function withoutWww(url: URL, connect: Connect): Promise<Result> {
  if (url.protocol === "http:") return NO_HTTPS;
  const other = new URL(url.href);
  other.host = wwwOf(url.host);
  return redirected(other, url, connect);
}

/** A request must lead to the address for good, and to nothing else. */
async function redirected(from: URL, url: URL, connect: Connect): Promise<Result> {
  const answer = await ask(from, connect);
  if (typeof answer === "string") return fail(`${from.href}: ${answer}`);
  if (answer.status !== 301) return fail(`${from.href}: status ${answer.status}, not 301`);
  const to = answer.location ?? "nowhere";
  // The load balancer names the port.
  const isSame = URL.canParse(to) && new URL(to).href === url.href;
  return isSame
    ? pass(`${from.href}: 301 to ${url.href}`)
    : fail(`${from.href}: 301 to ${printable(to).slice(0, 200)}, not ${url.href}`);
}

async function ask(url: URL, connect: Connect): Promise<Answer | string> {
  try {
    return await get(url, connect);
  } catch (error) {
    const [name, message] = [nameOf(error), messageOf(error)];
    return message.includes(name) || name === "Error" ? message : `${name}: ${message}`;
  }
}

function success(body: string): boolean {
  try {
    return (JSON.parse(body) as { success?: unknown } | null)?.success === true;
  } catch {
    return false;
  }
}
