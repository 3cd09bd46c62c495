import { reachedDirectly } from "../../lib/reachable-services";
import { stackRule } from "../../lib/rule";

// Task sets have the balancers of services that something else deploys.
const TYPES = ["aws:ecs/service:Service", "aws-native:ecs:Service"];

export default stackRule(
  {
    name: "stack-service-behind-load-balancer",
    severity: "medium",
    enforcementLevel: "advisory",
    description:
      "Services that are reached from outside should be behind a load balancer, and others by Service Connect.",
    why: "Load balancers end TLS, log requests and spread them over healthy tasks; who calls a task's own address has none of it.",
    remediationSteps:
      "Register the service with a target group in `loadBalancers`, or switch on `serviceConnectConfiguration`.",
    example: `loadBalancers: [{ targetGroupArn: group.arn, containerName: "web", containerPort: 4567 }]`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-load-balancing.html",
    tags: [],
    practices: ["D7", "D16"],
  },
  TYPES,
  (graph) => reachedDirectly(graph, TYPES),
);
