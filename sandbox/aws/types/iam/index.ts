import type { ResourceType } from "../../resource-type";
import {
  accessKey,
  group,
  instanceProfile,
  openIdConnectProvider,
  serviceLinkedRole,
  user,
} from "./identities";
import { policy } from "./policy";
import { role } from "./role";
import { rolePolicy, rolePolicyAttachment } from "./role-policies";

export { invokes } from "./invokes";

/** AWS Identity and Access Management. */
export const types: readonly ResourceType[] = [
  accessKey,
  group,
  instanceProfile,
  openIdConnectProvider,
  policy,
  role,
  rolePolicy,
  rolePolicyAttachment,
  serviceLinkedRole,
  user,
];
