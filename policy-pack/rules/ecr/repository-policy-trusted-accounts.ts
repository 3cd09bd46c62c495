import { each, show } from "../../lib/finding";
import { strings } from "../../lib/options";
import {
  namesEveryone,
  statementOf,
  statementsOf,
  type Principal,
} from "../../lib/policy-document";
import { bindsCaller } from "../../lib/policy-scope";
import { REPOSITORY_POLICIES } from "../../lib/repositories";
import { rule } from "../../lib/rule";

export default rule(
  {
    name: "ecr-repository-policy-trusted-accounts",
    severity: "high",
    enforcementLevel: "mandatory",
    description:
      "Policies of repositories and of the registry must name accounts and organizations that are configured.",
    why: "Another account that may pull has your code; one that may push decides what you run.",
    remediationSteps:
      "Remove the account from the policy, or add it to `accounts` of pack-settings (its organization to `organizations` of this rule).",
    example: `Principal: { AWS: "arn:aws:iam::123456789012:root" }`,
    url: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html",
    tags: [],
    practices: ["A5", "A15", "D1"],
    options: {
      organizations: strings(
        [],
        "Ids of organizations whose accounts are trusted. Without them and without `accounts` of pack-settings nothing is judged.",
      ),
    },
  },
  Object.keys(REPOSITORY_POLICIES),
  function* (resource, { type, settings: { accounts }, config: { organizations } }) {
    if (accounts.length + organizations.length === 0) return;
    yield* each(statementsOf(resource, REPOSITORY_POLICIES[type] ?? ""), function* (reader) {
      const statement = statementOf(reader);
      const { conditions, principals = [] } = statement;
      const isBound = conditions.some((held) => bindsCaller(held, accounts, organizations));
      if (statement.effect === "Deny" || isBound) return;
      const strangers = namesEveryone(statement)
        ? ["everybody"]
        : principals.filter((who) => !isOf(who, accounts)).map(({ value }) => show(value));
      if (strangers.length === 0) return;
      yield reader.finding(statement.notPrincipal ? "NotPrincipal" : "Principal", {
        found: `lets in ${strangers.join(", ")}`,
        expected: `accounts ${show(accounts)} or organizations ${show(organizations)}`,
      });
    });
  },
);

/** True for a service, and for a principal of one of the accounts. */
function isOf({ kind, value }: Principal, accounts: readonly string[]): boolean {
  if (kind.toLowerCase() === "service") return true;
  return accounts.includes(value) || accounts.includes(value.split(":")[4] ?? "");
}
