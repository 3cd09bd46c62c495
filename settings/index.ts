/**
 * The tables of configuration keys: what each decides, what it allows, its default. `Pulumi.yaml` carries the defaults for
 * `pulumi config`; a test keeps tables, `Pulumi.yaml` and the documentation equal.
 */
import { SERVICE_NAMES } from "../services";
import { COMMON_SETTINGS, type SCOPES } from "./common";
import { ENVIRONMENT_SETTINGS } from "./environment";
import { ORGANIZATION_SETTINGS } from "./organization";
import { SERVICE_SETTINGS } from "./services";
import type { Setting } from "./setting";

/** What a stack holds. */
export type Scope = (typeof SCOPES)[number];

/** The keys of a scope beside the common ones. */
export const SCOPE_SETTINGS: Readonly<Record<Scope, readonly Setting[]>> = {
  environment: [
    ...Object.values(ENVIRONMENT_SETTINGS),
    ...SERVICE_NAMES.flatMap((name) => Object.values(SERVICE_SETTINGS(name))),
  ],
  organization: Object.values(ORGANIZATION_SETTINGS),
};

/** All tables, in the order of the documentation. */
export function allSettings(): Setting[] {
  return [...Object.values(COMMON_SETTINGS), ...Object.values(SCOPE_SETTINGS).flat()];
}
