/** Picks what the stack holds by `cruddur:scope`. */
import { readConfiguration } from "./config";
import { environmentStack } from "./stacks/environment";
import { organizationStack } from "./stacks/organization";
import { present } from "./stacks/records";

export = async () => {
  const configuration = readConfiguration();
  const outputs =
    configuration.scope === "environment"
      ? await environmentStack(configuration)
      : await organizationStack(configuration);
  // The engine warns of each output without a value.
  return present<unknown>({ ...outputs });
};
