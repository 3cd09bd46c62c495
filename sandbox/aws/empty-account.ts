import type { StoredObject } from "./account";

/** What an AWS account has before anything is created in it, and what everyone may read. */

/** AWS's own example account number. */
export const ACCOUNT_ID = "123456789012";
export const PARTITION = "aws";
/** AWS's organization that the account manages (shape of the ids: Organizations API model). */
const ORGANIZATION_ID = "o-exampleorgid";
const ORGANIZATION_ROOT_ID = "r-exam";
/** Domain of the one hosted zone: the name in the sandbox's configuration. */
export const ZONE_NAME = "cruddur.example";
export const ZONE_ID = "Z0123456789EXAMPLE00";

const organizationArn = `arn:aws:organizations::${ACCOUNT_ID}`;
const managementAccount = {
  arn: `${organizationArn}:account/${ORGANIZATION_ID}/${ACCOUNT_ID}`,
  email: "account@cruddur.example",
  id: ACCOUNT_ID,
  joinedMethod: "INVITED",
  joinedTimestamp: "2024-01-01T00:00:00Z",
  name: "cruddur",
  state: "ACTIVE",
  status: "ACTIVE",
};

/** The objects of an account that nobody has used. */
export function emptyAccount(): readonly StoredObject[] {
  return [
    {
      token: "aws:organizations/organization:Organization",
      region: "global",
      id: ORGANIZATION_ID,
      properties: {
        accounts: [managementAccount],
        arn: `${organizationArn}:organization/${ORGANIZATION_ID}`,
        awsServiceAccessPrincipals: [],
        enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"],
        featureSet: "ALL",
        masterAccountArn: managementAccount.arn,
        masterAccountEmail: managementAccount.email,
        masterAccountId: ACCOUNT_ID,
        masterAccountName: managementAccount.name,
        nonMasterAccounts: [],
        roots: [
          {
            arn: `${organizationArn}:root/${ORGANIZATION_ID}/${ORGANIZATION_ROOT_ID}`,
            id: ORGANIZATION_ROOT_ID,
            name: "Root",
            policyTypes: [{ status: "ENABLED", type: "SERVICE_CONTROL_POLICY" }],
          },
        ],
      },
    },
    {
      token: "aws:route53/zone:Zone",
      region: "global",
      id: ZONE_ID,
      properties: {
        arn: `arn:aws:route53:::hostedzone/${ZONE_ID}`,
        comment: "",
        enableAcceleratedRecovery: false,
        forceDestroy: false,
        name: ZONE_NAME,
        nameServers: [
          "ns-1.awsdns-01.org",
          "ns-2.awsdns-02.com",
          "ns-3.awsdns-03.net",
          "ns-4.awsdns-04.co.uk",
        ],
        primaryNameServer: "ns-1.awsdns-01.org",
        tags: {},
        tagsAll: {},
        zoneId: ZONE_ID,
      },
    },
  ];
}
