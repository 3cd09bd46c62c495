/** Configuration keys of what the internet sees of an environment. */
import { isDomainName } from "../components/lib/domain-names";
import { RATE_LIMIT } from "../components/lib/firewall-rules";
import { flag, integer, make, optional, own, type Setting, text } from "./setting";

const ORIGIN =
  /^https?:\/\/[a-z0-9-]+(\.[a-z0-9-]+)*(:(?!0)(?![7-9]\d{4}|6[6-9]\d{3}|65[6-9]\d\d|655[4-9]\d|6553[6-9])\d{1,5})?$/;
const ORIGIN_ALLOWED = "one exact origin such as https://cruddur.example, without path; never *";

const domain = (facts: Pick<Setting, "key" | "description">) =>
  optional(
    make(facts, "a domain name in lower case, such as cruddur.example", (given) =>
      isDomainName(given) ? given : undefined,
    ),
  );

/** Load balancer, names, firewall. */
export const EDGE_SETTINGS = {
  domain: domain({
    key: own("domain"),
    description:
      "Where the front end is reached, and www.<domain> is sent on to; the backend is at api.<domain>. Not set: nothing faces the internet, unless allowPlainHttp is true.",
  }),
  hostedZone: domain({
    key: own("hostedZone"),
    description:
      "The public Route 53 zone that the domain is in; it has to exist. Not set: the domain itself.",
  }),
  allowPlainHttp: flag({
    key: own("allowPlainHttp"),
    default: "false",
    description:
      "Without a domain: serves everything over plain HTTP, passwords too. For a trial only; rule lb-listener-https-only has to be waived.",
  }),
  webFirewall: flag({
    key: own("webFirewall"),
    default: "true",
    description:
      "AWS WAF in front of the load balancer: AWS's managed rules and a limit per address; about 10 USD a month and 0.60 USD per million requests.",
  }),
  requestsPerFiveMinutes: integer(RATE_LIMIT.least, RATE_LIMIT.most, {
    key: own("requestsPerFiveMinutes"),
    default: "2000",
    unit: "requests",
    description: "How many requests one address may make in five minutes before WAF answers 429.",
  }),
  deregistrationSeconds: integer(0, 3600, {
    key: own("deregistrationSeconds"),
    default: "30",
    unit: "seconds",
    description: "How long a task that leaves the load balancer may finish its requests.",
  }),
  frontendUrl: optional(
    text(ORIGIN, ORIGIN_ALLOWED, {
      key: own("frontendUrl"),
      description:
        "The origin whose pages may call the backend (CORS). Not set: https://<domain>, if there is one.",
    }),
  ),
  backendUrl: optional(
    text(ORIGIN, ORIGIN_ALLOWED, {
      key: own("backendUrl"),
      description:
        "Where browsers find the backend; the front end is told at its start. Not set: https://api.<domain>, if there is one, otherwise where the front end is.",
    }),
  ),
} as const;
