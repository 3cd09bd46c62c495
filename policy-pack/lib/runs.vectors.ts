import { resource, UNKNOWN, type VectorResource } from "./vectors";

/** A service with this network. */
export function service(networkConfiguration: unknown): VectorResource {
  return resource("aws:ecs/service:Service", { networkConfiguration, __defaults: [] });
}

/** A service of the aws-native provider. */
export function nativeService(awsvpcConfiguration: unknown): VectorResource {
  return resource("aws-native:ecs:Service", { networkConfiguration: { awsvpcConfiguration } });
}

/** A schedule of tasks with this network. */
export function schedule(networkConfiguration: unknown): VectorResource {
  return resource("aws:scheduler/schedule:Schedule", {
    target: { arn: UNKNOWN, roleArn: UNKNOWN, ecsParameters: { networkConfiguration } },
  });
}

/** Tasks with this network, started by events. */
export function eventTarget(networkConfiguration: unknown): VectorResource {
  return resource("aws:cloudwatch/eventTarget:EventTarget", {
    arn: UNKNOWN,
    ecsTarget: { networkConfiguration },
  });
}

/** Tasks with this network, started by a pipe. */
export function pipe(awsVpcConfiguration: unknown): VectorResource {
  return resource("aws:pipes/pipe:Pipe", {
    targetParameters: { ecsTaskParameters: { networkConfiguration: { awsVpcConfiguration } } },
  });
}
