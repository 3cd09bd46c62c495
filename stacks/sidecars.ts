/** The containers that the security team adds to every task. */
import type { Account } from "../components";
import type { RepositoryReference, SecretReference } from "../components/lib/references";
import type { SidecarArgs } from "../components/lib/task-containers";
import type { Environment } from "../config";
import type { DefaultSidecar } from "../settings/sidecars";
import { mapValues } from "./records";

/** The default sidecars as every task takes them; what they name is older than the stack. */
export function defaultSidecars(
  { defaultSidecars: configured = {} }: Environment,
  account: Account,
): Record<string, SidecarArgs> {
  return mapValues(configured, ({ repository, secrets = {}, secretsKey, ...rest }) => ({
    ...rest,
    repository: repositoryOf(repository, account),
    secrets: mapValues(secrets, (arn) => secretOf(arn, secretsKey)),
  }));
}

function repositoryOf(
  repository: DefaultSidecar["repository"],
  { accountId, region, dnsSuffix }: Account,
): RepositoryReference {
  const [, , , , owner = accountId, resource] = repository.split(":");
  const name = resource?.replace(/^repository\//, "") ?? repository;
  const uri = `${owner}.dkr.ecr.${region}.${dnsSuffix}/${name}`;
  return { name, uri, ...(resource !== undefined && { arn: repository }) };
}

function secretOf(arn: string, keyAlias: string | undefined): SecretReference {
  const store = arn.split(":")[2] === "ssm" ? "ssm" : "secretsmanager";
  return { arn, store, ...(keyAlias !== undefined && { keyAlias }) };
}
