import type { ResourceType } from "../../resource-type";
import { certificate } from "./certificate";
import { certificateValidation } from "./certificate-validation";

export { invokes } from "./invokes";

export const types: readonly ResourceType[] = [certificate, certificateValidation];
