import { isObject } from "../../../lib/values";
import type { Properties } from "../../resource-type";

export function bagOr(value: unknown, otherwise: Properties): Properties {
  return isObject(value) ? value : otherwise;
}
