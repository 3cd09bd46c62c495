import type { ResourceType } from "../../resource-type";
import { secretPolicy } from "./policy";
import { secret } from "./secret";
import { secretVersion } from "./version";

export { invokes } from "./invokes";
export const types: readonly ResourceType[] = [secret, secretPolicy, secretVersion];
