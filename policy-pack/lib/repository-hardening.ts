import { each, show, type Check } from "./finding";
import type { Reader } from "./reader";
import { REPOSITORY_NAMES } from "./repositories";
import { matches } from "./settings";

/**
 * Tags that can be moved to another image.
 *
 * @param given A repository, or a template for repositories.
 * @param movable Exclusion filters that immutability may have.
 */
export function* movableTags(given: Reader, movable: readonly string[]): Check {
  const repository = given.as({ aliases: REPOSITORY_NAMES });
  const mutability = repository.text("imageTagMutability")?.toUpperCase();
  if (mutability === "IMMUTABLE") return;
  if (mutability !== "IMMUTABLE_WITH_EXCLUSION") {
    // AWS takes exclusion filters only with a mutability that has them.
    const hasFilters = repository.given("imageTagMutabilityExclusionFilters");
    yield repository.finding("imageTagMutability", {
      expected: '"IMMUTABLE"',
      ...(!hasFilters && { fix: { set: "IMMUTABLE" } }),
    });
    return;
  }
  yield* each(repository.list("imageTagMutabilityExclusionFilters"), function* (filter) {
    if (matches(filter.text("filter") ?? "", movable)) return;
    yield filter.finding("filter", { expected: `one of ${show(movable)}` });
  });
}

/**
 * Encryption that is not by AWS KMS.
 *
 * @param given A repository, or a template for repositories.
 * @param cmk Demand a key of one's own.
 */
export function* weakEncryption(given: Reader, cmk: boolean): Check {
  const repository = given.as({ aliases: REPOSITORY_NAMES });
  const [encryption] = repository.list("encryptionConfigurations");
  const type = encryption?.text("encryptionType")?.toUpperCase() ?? "";
  if (encryption === undefined || !["KMS", "KMS_DSSE"].includes(type)) {
    const path = encryption === undefined ? "encryptionConfigurations" : "encryptionType";
    yield (encryption ?? repository).finding(path, { expected: 'encryption type "KMS"' });
  } else if (cmk && !encryption.given("kmsKey")) {
    yield encryption.finding("kmsKey", { expected: "a customer managed key" });
  }
}
