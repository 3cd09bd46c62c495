import type { Account, StoredObject } from "../../account";
import { BUCKET, POLICY } from "./tokens";

/** What other services see of a bucket before they write into it. */

/** The bucket of this name, in whichever region. */
export function bucketNamed(account: Account, name: string): StoredObject | undefined {
  return account.all().find(({ token, id }) => token === BUCKET && id === name);
}

/** The policy of a bucket as text, whichever resource put it there. */
export function bucketPolicy(account: Account, name: string): string | undefined {
  const bucket = bucketNamed(account, name);
  if (bucket === undefined) return undefined;
  const own = account.get(POLICY, bucket.id, bucket.region)?.["policy"];
  const text = own ?? bucket.properties["policy"];
  return typeof text === "string" && text !== "" ? text : undefined;
}
