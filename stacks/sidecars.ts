/** The containers that the security team adds to every task. */
import type { Account } from "../components";
import { smallestFargateSize } from "../components/lib/fargate-sizes";
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

/** The size of a one-off task whose own container keeps the least that Fargate offers. */
export function oneOffSize(sidecars: Readonly<Record<string, SidecarArgs>>): {
  readonly cpu: number;
  readonly memoryMiB: number;
} {
  const taken = Object.values(sidecars).reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
  return smallestFargateSize(512 + taken);
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
