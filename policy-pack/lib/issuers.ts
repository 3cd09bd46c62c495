import type { Condition, Statement } from "./policy-document";
import { isBinding } from "./policy-scope";

/** An identity provider that anybody can get tokens from. */
interface Issuer {
  readonly host: string;
  /** The keys of which one must be demanded, for the finding. */
  readonly keys: string;
  /** Claims that say whose token it is. */
  readonly claims: RegExp;
}

const repositories = /^(?:sub|job_workflow_ref|repository(?:_id|_owner|_owner_id)?)$/;
const projects = /^(?:sub|project_(?:path|id)|namespace_(?:path|id)|user_login)$/;
const organizations = /^(?:sub|terraform_(?:organization|workspace)_(?:id|name)|organization_id)$/;
const applications = /^(?:aud|azp|app_id|oaud|sub|user_id)$/;

// Providers that serve all their customers under one issuer, as they document it. Those that give each
// customer an issuer of his own are not open to others.
const ISSUERS: readonly Issuer[] = [
  issuer("token.actions.githubusercontent.com", "sub", repositories),
  issuer("gitlab.com", "sub", projects),
  issuer("app.terraform.io", "sub", organizations),
  issuer("agent.buildkite.com", "sub", /^(?:sub|organization_id|organization_slug)$/),
  issuer("api.pulumi.com/oidc", "aud", applications),
  issuer("cognito-identity.amazonaws.com", "aud", applications),
  issuer("accounts.google.com", "aud", applications),
  issuer("www.amazon.com", "app_id", applications),
  issuer("graph.facebook.com", "app_id", applications),
];

function issuer(host: string, claim: string, claims: RegExp): Issuer {
  return { host, keys: `${host}:${claim}`, claims };
}

/** The public identity provider whose users can all take the role, or undefined. */
export function openIssuer({ principals, conditions }: Statement): Issuer | undefined {
  const hosts = (principals ?? [])
    .filter(({ kind }) => kind.toLowerCase() === "federated")
    .map(({ value }) => (value.split(":oidc-provider/")[1] ?? value).toLowerCase());
  return ISSUERS.find(
    (candidate) =>
      hosts.includes(candidate.host) &&
      !conditions.some((condition) => narrows(condition, candidate)),
  );
}

function narrows(condition: Condition, { host, claims }: Issuer): boolean {
  const { key, values } = condition;
  return (
    key.startsWith(`${host}:`) &&
    claims.test(key.slice(host.length + 1)) &&
    isBinding(condition) &&
    values.every((value) => !isOpen(value))
  );
}

/** Nothing but wildcards, also behind a word such as `repo:`, or the repositories of any owner. */
function isOpen(value: string): boolean {
  return /^(?:\w+:)?[*?:/]*$/.test(value) || /^\w+:[*?]+[/:]/.test(value);
}
