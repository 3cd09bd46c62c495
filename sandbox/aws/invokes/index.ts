import { invokes as identity } from "./identity";
import { invokes as lookups } from "./lookups";
import { invokes as policyDocument } from "./policy-document";
import { invokes as ofTypes } from "../types";
import type { Invokes } from "../resource-type";

/** Everything that the simulated account answers. */
export const invokes: Invokes = { ...identity, ...lookups, ...policyDocument, ...ofTypes };
