import type { Check } from "./finding";
import type { Reader } from "./reader";

/** A key that AWS manages for all of an account's resources: by alias, alone or in an ARN. */
const AWS_MANAGED = /(?:^|:)alias\/aws\//i;

/** Finds that no key of one's own is named: a reference to one counts before its id is known. */
export function* keyNotOwn(resource: Reader, property: string): Check {
  const isOwn =
    resource.given(property) &&
    (!resource.known(property) || !AWS_MANAGED.test(resource.text(property) ?? ""));
  if (!isOwn) yield resource.finding(property, { expected: "a customer managed key" });
}
