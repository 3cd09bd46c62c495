import type { ResourceType } from "../../resource-type";
import { organizationalUnit } from "./organizational-unit";
import { policy } from "./policy";
import { policyAttachment } from "./policy-attachment";

export { invokes } from "./invokes";

/** AWS Organizations. The organization itself belongs to the empty account. */
export const types: readonly ResourceType[] = [policy, policyAttachment, organizationalUnit];
