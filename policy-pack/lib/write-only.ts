import { CLUSTERS, RDS_INSTANCES } from "./databases";

/** A property whose value stays in the state, and what takes its place. */
export interface KeptValue {
  readonly property: string;
  /** In words, for a finding. */
  readonly instead: string;
}

const PASSWORD = { property: "masterPassword" };
const MANAGED = "`manageMasterUserPassword`";
const NATIVE_DATABASES = [...RDS_INSTANCES, ...CLUSTERS].filter((type) =>
  /^aws-native:(?:docdb|rds):/.test(type),
);

/** Types that take a secret, by the properties that keep it. Source: the arguments ending in `Wo` of the aws provider 7.48. */
export const KEPT_VALUES: Readonly<Record<string, readonly KeptValue[]>> = {
  "aws:docdb/cluster:Cluster": [{ ...PASSWORD, instead: `${MANAGED} or \`masterPasswordWo\`` }],
  "aws:elasticache/replicationGroup:ReplicationGroup": [
    { property: "authToken", instead: "`authTokenWo`" },
  ],
  "aws:elasticache/user:User": [{ property: "passwords", instead: "`passwordsWo`" }],
  "aws:rds/cluster:Cluster": [{ ...PASSWORD, instead: `${MANAGED} or \`masterPasswordWo\`` }],
  "aws:rds/instance:Instance": [{ property: "password", instead: `${MANAGED} or \`passwordWo\`` }],
  "aws:redshift/cluster:Cluster": [
    { ...PASSWORD, instead: "`manageMasterPassword` or `masterPasswordWo`" },
  ],
  "aws:redshiftserverless/namespace:Namespace": [
    { property: "adminUserPassword", instead: "`manageAdminPassword` or `adminUserPasswordWo`" },
  ],
  "aws:secretsmanager/secretVersion:SecretVersion": [
    { property: "secretString", instead: "`secretStringWo`" },
    { property: "secretBinary", instead: "`secretStringWo`" },
  ],
  "aws:ssm/parameter:Parameter": [{ property: "value", instead: "`valueWo`" }],
  "aws-native:secretsmanager:Secret": [
    { property: "secretString", instead: "`generateSecretString`" },
  ],
  ...Object.fromEntries(
    NATIVE_DATABASES.map((type) => [type, [{ property: "masterUserPassword", instead: MANAGED }]]),
  ),
};
