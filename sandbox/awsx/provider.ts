import {
  InputPropertiesError,
  type ComponentResourceOptions,
  type Inputs,
  type provider,
} from "@pulumi/pulumi";
import { LayoutError } from "./subnet-layout";
import { Vpc } from "./vpc";

/** Version of pulumi-awsx that is simulated. */
const AWSX_VERSION = "3.9.0";

/** The components that are simulated. */
const COMPONENTS: Readonly<
  Record<string, new (...args: ConstructorParameters<typeof Vpc>) => Pick<Vpc, "urn" | "outputs">>
> = { "awsx:ec2:Vpc": Vpc };

/** The `awsx` provider: constructs components out of `aws` resources that the engine registers. */
export class AwsxProvider implements provider.Provider {
  readonly version = AWSX_VERSION;

  async construct(
    name: string,
    type: string,
    inputs: Inputs,
    options: ComponentResourceOptions,
  ): Promise<provider.ConstructResult> {
    const Component = COMPONENTS[type];
    if (Component === undefined) {
      throw new Error(
        `the sandbox does not simulate ${type} (resource "${name}"); it has ${Object.keys(COMPONENTS).join(", ")}`,
      );
    }
    const component = new Component(name, inputs, options);
    try {
      return { urn: component.urn, state: await component.outputs() };
    } catch (error) {
      if (!(error instanceof LayoutError)) throw error;
      throw new InputPropertiesError({
        message: "its arguments are invalid",
        errors: error.faults.map((fault) => {
          const [, propertyPath = "", reason = fault] = /^([\w.[\]]+): ([^]*)$/.exec(fault) ?? [];
          return { propertyPath, reason };
        }),
      });
    }
  }
}
