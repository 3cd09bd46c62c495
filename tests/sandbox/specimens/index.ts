import { containers } from "./containers";
import { edge } from "./edge";
import type { Specimen } from "./specimen";

/** One of each type, in an order in which they can be made. */
export const specimens: readonly Specimen[] = [...containers, ...edge];
