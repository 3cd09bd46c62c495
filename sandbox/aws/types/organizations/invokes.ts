import type { Invokes } from "../../resource-type";
import { organizationOf } from "./tokens";

/** Result shape: the SDK's GetOrganizationResult. A member account sees the organization, but not who is in it. */
export const invokes: Invokes = {
  "aws:organizations/getOrganization:getOrganization": (args, { account, accountId }) => {
    const organization = organizationOf(account, "DescribeOrganization");
    const isManagement = organization["masterAccountId"] === accountId;
    const seesMembers = isManagement && args["returnOrganizationOnly"] !== true;
    const hidden = {
      accounts: [],
      awsServiceAccessPrincipals: [],
      enabledPolicyTypes: [],
      nonMasterAccounts: [],
      roots: [],
    };
    return {
      ...organization,
      ...(seesMembers ? {} : hidden),
      ...(args["returnOrganizationOnly"] !== undefined && {
        returnOrganizationOnly: args["returnOrganizationOnly"],
      }),
    };
  },
};
