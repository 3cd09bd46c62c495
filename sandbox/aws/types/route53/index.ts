import type { ResourceType } from "../../resource-type";
import { resolverQueryLogConfig, resolverQueryLogConfigAssociation } from "./query-log";
import { record } from "./record";
import { zone } from "./zone";

export const types: readonly ResourceType[] = [
  record,
  resolverQueryLogConfig,
  resolverQueryLogConfigAssociation,
  zone,
];
