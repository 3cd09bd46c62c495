import type { ResourceType } from "../../resource-type";
import { signingProfile } from "./signing-profile";

/** AWS Signer. */
export const types: readonly ResourceType[] = [signingProfile];
