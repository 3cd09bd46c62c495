import { imagesOf, removeImages } from "../../images";
import { arn } from "../../lib/arns";
import { oneOf } from "../../lib/check";
import { findKey } from "../kms/find-key";
import {
  AwsError,
  type Call,
  type CheckFailure,
  type Properties,
  type ResourceType,
} from "../../resource-type";
import { LIFECYCLE_POLICY, REPOSITORY, REPOSITORY_POLICY } from "./tokens";

/** API model ecr 2015-09-21: RepositoryName. */
const NAME = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
const NAME_LENGTH = { least: 2, most: 256 };
const ENCRYPTION_TYPES = ["AES256", "KMS", "KMS_DSSE"];
const MUTABILITIES = ["MUTABLE", "IMMUTABLE", "IMMUTABLE_WITH_EXCLUSION", "MUTABLE_WITH_EXCLUSION"];
const MAX_FILTERS = 5;

interface Encryption extends Properties {
  readonly encryptionType?: string;
  readonly kmsKey?: string;
}

export const repository: ResourceType = {
  token: REPOSITORY,
  source: [
    "API model ecr 2015-09-21: CreateRepository, DeleteRepository",
    "terraform-provider-aws internal/service/ecr/repository.go",
  ],
  autoName: { property: "name", maxLength: 255, lowercase: true },
  defaults: { imageTagMutability: "MUTABLE" },
  forceNew: ["name", "encryptionConfigurations"],
  optionalComputed: ["encryptionConfigurations", "imageScanningConfiguration"],
  same: { encryptionConfigurations: sameEncryption },
  taggable: true,
  check: (inputs) => [
    ...oneOf("imageTagMutability", MUTABILITIES)(inputs),
    ...checkEncryption(inputs["encryptionConfigurations"]),
    ...checkFilters(inputs),
  ],
  create: (inputs, call) => {
    const name = String(inputs["name"]);
    if (!NAME.test(name) || name.length < NAME_LENGTH.least || name.length > NAME_LENGTH.most) {
      throw refuse(
        "CreateRepository",
        "InvalidParameterException",
        `Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression ${NAME.source} and have ${NAME_LENGTH.least} to ${NAME_LENGTH.most} characters', got '${name}'`,
      );
    }
    if (call.account.get(REPOSITORY, name) !== undefined) {
      throw refuse(
        "CreateRepository",
        "RepositoryAlreadyExistsException",
        `The repository with name '${name}' already exists in the registry with id '${call.accountId}'`,
      );
    }
    return {
      id: name,
      outputs: {
        arn: arn(call, "ecr", `repository/${name}`),
        encryptionConfigurations: encryption(inputs["encryptionConfigurations"], call),
        imageScanningConfiguration: inputs["imageScanningConfiguration"] ?? { scanOnPush: false },
        name,
        registryId: call.accountId,
        repositoryUrl: `${call.accountId}.dkr.ecr.${call.region}.amazonaws.com/${name}`,
      },
    };
  },
  update: (_id, inputs, old) => ({
    encryptionConfigurations: old["encryptionConfigurations"],
    imageScanningConfiguration: inputs["imageScanningConfiguration"] ?? { scanOnPush: false },
  }),
  delete: (id, stored, { account, accountId }) => {
    if (imagesOf(account, id).length > 0 && stored["forceDelete"] !== true) {
      throw refuse(
        "DeleteRepository",
        "RepositoryNotEmptyException",
        `The repository with name '${id}' in registry with id '${accountId}' cannot be deleted because it still contains images`,
      );
    }
    removeImages(account, id);
    account.remove(LIFECYCLE_POLICY, id);
    account.remove(REPOSITORY_POLICY, id);
  },
};

/** A new block without a key leaves whichever key there is; one with a key replaces a repository that did not name it. */
function sameEncryption(a: unknown, b: unknown): boolean {
  const [[old], [now]] = [list(a), list(b)] as [Encryption[], Encryption[]];
  return (
    (old?.encryptionType ?? "AES256") === (now?.encryptionType ?? "AES256") &&
    (now?.kmsKey === undefined || now.kmsKey === old?.kmsKey)
  );
}

function checkEncryption(blocks: unknown): readonly CheckFailure[] {
  return list(blocks).flatMap((block, index) =>
    oneOf(
      "encryptionType",
      ENCRYPTION_TYPES,
    )(block).map(({ reason }) => ({
      property: `encryptionConfigurations[${index}].encryptionType`,
      reason,
    })),
  );
}

/** CreateRepository: filters belong to the two mutabilities that name them, 1 to 5, of letters, digits, . _ * -. */
function checkFilters(inputs: Properties): readonly CheckFailure[] {
  const property = "imageTagMutabilityExclusionFilters";
  const filters = list(inputs[property]);
  const allowed = String(inputs["imageTagMutability"]).endsWith("_WITH_EXCLUSION");
  const failures: CheckFailure[] = [];
  if (filters.length > 0 && !allowed) {
    const reason = `${property} can only be used with IMMUTABLE_WITH_EXCLUSION or MUTABLE_WITH_EXCLUSION, got ${String(inputs["imageTagMutability"])}`;
    failures.push({ property, reason });
  }
  if (filters.length > MAX_FILTERS) {
    failures.push({
      property,
      reason: `at most ${MAX_FILTERS} filters are allowed, got ${filters.length}`,
    });
  }
  filters.forEach(({ filter }, index) => {
    if (!/^[0-9a-zA-Z._*-]{1,128}$/.test(String(filter))) {
      const reason = `must be 1 to 128 letters, digits or . _ * -, got ${String(filter)}`;
      failures.push({ property: `${property}[${index}].filter`, reason });
    }
  });
  return failures;
}

function encryption(blocks: unknown, call: Call): readonly Encryption[] {
  const [given] = list(blocks) as Encryption[];
  const encryptionType = given?.encryptionType ?? "AES256";
  if (encryptionType === "AES256") return [{ encryptionType, kmsKey: "" }];
  const { kmsKey } = given ?? {};
  if (kmsKey === undefined || kmsKey === "") {
    // The account's own key for ECR (alias/aws/ecr), made by AWS on first use.
    return [
      { encryptionType, kmsKey: arn(call, "kms", "key/00000000-0000-4000-8000-0000000000ec") },
    ];
  }
  if (findKey(call, kmsKey) === undefined) {
    throw refuse("CreateRepository", "KmsException", `Key '${kmsKey}' does not exist`);
  }
  return [{ encryptionType, kmsKey }];
}

function list(value: unknown): readonly Properties[] {
  return Array.isArray(value) ? (value as Properties[]) : [];
}

function refuse(operation: string, code: string, message: string): AwsError {
  return new AwsError(`ECR: ${operation}`, code, message);
}
