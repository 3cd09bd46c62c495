/** What keeps an environment's data: database, messages, users. */
import type * as pulumi from "@pulumi/pulumi";
import {
  type Account,
  Database,
  type Keys,
  MessagesTable,
  type Network,
  UserPool,
} from "../components";
import type { Environment } from "../config";

/** The stores. */
export interface DataStores {
  readonly database: Database;
  readonly messages: MessagesTable;
  readonly users: UserPool;
}

/** Makes the stores. */
export function dataStores(
  environment: Environment,
  of: {
    readonly account: Account;
    readonly prefix: string;
    readonly network: Network;
    /** The customer keys, if there are. */
    readonly keys: Keys | undefined;
    readonly opts: pulumi.ComponentResourceOptions;
  },
): DataStores {
  const { account, prefix, network, keys, opts } = of;
  const key = keys?.data;
  const protect = environment.protected;
  const database = new Database(
    "database",
    {
      account,
      vpcId: network.vpcId,
      subnetIds: network.isolatedSubnetIds,
      identifierPrefix: prefix,
      engineVersion: environment.databaseVersion,
      allowMajorVersionUpgrade: environment.allowDatabaseUpgrade,
      instanceClass: environment.databaseClass,
      allocatedStorageGiB: environment.databaseStorageGiB,
      maxAllocatedStorageGiB: environment.databaseMaxStorageGiB,
      multiAz: environment.databaseMultiAz,
      backupRetentionDays: environment.databaseBackupDays,
      logRetentionDays: environment.logRetentionDays,
      finalSnapshot: environment.databaseFinalSnapshot,
      enhancedMonitoring: environment.databaseMonitoring,
      passwordVersion: environment.databasePasswordVersion,
      permissionsBoundaryArn: environment.permissionsBoundaryArn,
      key,
      logKey: keys?.logs,
      protect,
    },
    opts,
  );
  const messages = new MessagesTable(
    "messages",
    {
      account,
      tableName: `${prefix}-messages`,
      key,
      protect,
    },
    opts,
  );
  const multiFactor = ({ off: "OFF", optional: "OPTIONAL", required: "ON" } as const)[
    environment.userPoolMfa
  ];
  const users = new UserPool("users", { multiFactor, protect }, opts);
  return { database, messages, users };
}
