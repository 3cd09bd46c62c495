import { containers } from "./containers";
import { data } from "./data";
import { edge } from "./edge";
import { observe } from "./observe";
import { organization } from "./organization";
import type { Specimen } from "./specimen";

/** One of each type, in an order in which they can be made. */
export const specimens: readonly Specimen[] = [
  ...containers,
  ...data,
  ...edge,
  ...observe,
  ...organization,
];
