/** Picks what the stack holds by `cruddur:scope`. */
import { readConfiguration } from "./config";
import { environmentStack } from "./stacks/environment";
import { organizationStack } from "./stacks/organization";

export = () => {
  const configuration = readConfiguration();
  return configuration.scope === "environment"
    ? environmentStack(configuration)
    : organizationStack(configuration);
};
