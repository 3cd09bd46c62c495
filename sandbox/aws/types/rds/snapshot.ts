import type { Call, Properties } from "../../resource-type";
import { refuse, SNAPSHOT, text } from "./common";

const DELETE = "DeleteDBInstance";
/** What a snapshot keeps of its database, for the next one. */
const IN_SNAPSHOT = [
  "allocatedStorage",
  "dbName",
  "engine",
  "kmsKeyId",
  "storageEncrypted",
  "username",
];

/** What a database that is made of a snapshot takes from it. */
export function fromSnapshot(inputs: Properties, { account }: Call): Properties {
  const name = text(inputs["snapshotIdentifier"]);
  if (name === undefined) return {};
  const snapshot = account.get(SNAPSHOT, name);
  if (snapshot === undefined) {
    throw refuse(
      "RestoreDBInstanceFromDBSnapshot",
      "DBSnapshotNotFound",
      `DBSnapshot not found: ${name}`,
    );
  }
  const kept = IN_SNAPSHOT.map((property) => [property, snapshot[property]] as const);
  return { engineVersion: snapshot["engineVersionActual"], ...Object.fromEntries(kept) };
}

/** The last snapshot of a database, which stays in the account when the database is gone. */
export function takeFinalSnapshot(identifier: string, stored: Properties, { account }: Call): void {
  const name = text(stored["finalSnapshotIdentifier"]);
  if (name === undefined) {
    throw refuse(
      DELETE,
      "InvalidParameterCombination",
      "final_snapshot_identifier is required when skip_final_snapshot is false",
    );
  }
  if (account.get(SNAPSHOT, name) !== undefined) {
    throw refuse(
      DELETE,
      "DBSnapshotAlreadyExists",
      `Cannot create the snapshot because a snapshot with the identifier ${name} already exists.`,
    );
  }
  const kept = [...IN_SNAPSHOT, "engineVersionActual"].map((key) => [key, stored[key]] as const);
  account.put(SNAPSHOT, name, { ...Object.fromEntries(kept), dbInstanceIdentifier: identifier });
}
