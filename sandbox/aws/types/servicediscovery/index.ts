import type { ResourceType } from "../../resource-type";
import { httpNamespace, privateDnsNamespace } from "./namespaces";
import { service } from "./service";

export { invokes } from "./invokes";

/** AWS Cloud Map. */
export const types: readonly ResourceType[] = [httpNamespace, privateDnsNamespace, service];
