import { createHash } from "node:crypto";
import type { ReadRequest } from "../lib/provider";
import type { Account } from "./account";
import type { Configuration } from "./configuration";
import { regionNamed } from "./lib/regions";
import type { Call, Properties, ResourceType } from "./resource-type";
import { isRegional } from "./sdk";
import { regionOf } from "./state";

/** What the functions of a type get to work with. */
export function callFor(
  configuration: Configuration,
  region: string,
  account: Account,
  urn: string,
): Call {
  let calls = 0;
  return {
    accountId: configuration.accountId,
    partition: configuration.partition,
    region,
    account,
    now: new Date(),
    hex: (length) => {
      calls += 1;
      const seed = `${urn} ${account.creations(urn)} ${calls}`;
      const digits = createHash("sha512").update(seed).digest("hex");
      return digits.slice(0, length);
    },
  };
}

/** Import ids may name the region: `<id>@<region>`. */
export function locate(
  type: ResourceType,
  request: ReadRequest,
  configuration: Configuration,
): { id: string; region: string } {
  const [, id, region] = /^(.+)@([a-z0-9-]+)$/s.exec(request.id) ?? [];
  if (id !== undefined && isRegional(type.token) && regionNamed(region) !== undefined) {
    return { id, region: region ?? "" };
  }
  return {
    id: request.id,
    region: regionOf({ ...request.inputs, ...request.state }, configuration),
  };
}

/** What an object is kept under: its id, or where ids repeat the output that tells objects apart. */
export function keyOf(type: ResourceType, id: string, properties: Properties): string {
  const key = type.identity?.key;
  const value = typeof key === "function" ? key(properties) : key && properties[key];
  return typeof value === "string" ? value : id;
}

/** The id of the object that an import or `.get` means; undefined: there is none. */
export function identify(type: ResourceType, given: string, call: Call): string | undefined {
  if (call.account.get(type.token, given) !== undefined) return given;
  return type.importId?.(given, call);
}
