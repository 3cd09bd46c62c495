import type { ResourceType } from "../../resource-type";
import { webAclAssociation } from "./association";
import { ipSet } from "./ip-set";
import { webAclLoggingConfiguration } from "./logging";
import { webAcl } from "./web-acl";

export { invokes } from "./invokes";

export const types: readonly ResourceType[] = [
  ipSet,
  webAcl,
  webAclAssociation,
  webAclLoggingConfiguration,
];
