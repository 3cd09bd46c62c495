/** Picks what the stack holds by `cruddur:scope`. */
import { readEnvironment } from "./config";
import { environmentStack } from "./stacks/environment";

const STACKS = { environment: environmentStack };

export = () => {
  const environment = readEnvironment();
  return STACKS[environment.scope](environment);
};
