import type { KeyReference } from "./references";

/**
 * Whose key encrypts, as a `replacementTrigger`. The provider leaves a resource under the key that it has when none is
 * named any more, also a customer key that the same update deletes: whatever cannot change its key must be made anew.
 */
export function keyOwner(key: KeyReference | undefined): "customer" | "AWS" {
  return key ? "customer" : "AWS";
}
