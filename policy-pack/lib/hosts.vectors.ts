import { resource, type VectorResource } from "./vectors";

type Properties = Readonly<Record<string, unknown>>;

/** A launch template. */
export function template(props: Properties): VectorResource {
  return resource("aws:ec2/launchTemplate:LaunchTemplate", props);
}

/** A launch configuration. */
export function configuration(props: Properties): VectorResource {
  return resource("aws:ec2/launchConfiguration:LaunchConfiguration", props);
}

/** An instance. */
export function instance(props: Properties): VectorResource {
  return resource("aws:ec2/instance:Instance", props);
}

/** A request for one spot instance. */
export function spotRequest(props: Properties): VectorResource {
  return resource("aws:ec2/spotInstanceRequest:SpotInstanceRequest", props);
}

/** A spot fleet with these specifications. */
export function fleet(...launchSpecifications: readonly unknown[]): VectorResource {
  return resource("aws:ec2/spotFleetRequest:SpotFleetRequest", { launchSpecifications });
}

/** A launch template of the aws-native provider. */
export function nativeTemplate(launchTemplateData: unknown): VectorResource {
  return resource("aws-native:ec2:LaunchTemplate", { launchTemplateData });
}
