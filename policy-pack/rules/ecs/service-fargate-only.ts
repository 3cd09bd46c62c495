import { CAPACITY, capacityNamesOf, instancePropertiesOf } from "../../lib/capacity";
import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";

const FARGATE = /^fargate(?:_spot)?$/i;

export default rule(
  {
    name: "ecs-service-fargate-only",
    severity: "low",
    enforcementLevel: "disabled",
    description: "Tasks must run on Fargate.",
    why: "On instances tasks share a kernel, and someone has to mend, watch and drain the hosts. On Fargate each task has a virtual machine of its own that AWS mends.",
    remediationSteps:
      'Set `requiresCompatibilities: ["FARGATE"]` on the task and `launchType: "FARGATE"`, or a strategy of FARGATE and FARGATE_SPOT, on the service.',
    example: `new aws.ecs.Service("web", { ...service, launchType: "FARGATE" });`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-fargate.html",
    tags: [],
    practices: ["A4"],
  },
  CAPACITY,
  function* (resource, { type }) {
    for (const path of instancePropertiesOf(resource, type)) {
      yield resource.finding(path, {
        found: "is for instances",
        expected: "tasks on Fargate only",
      });
    }
    yield* each(capacityNamesOf(resource, type), function* ({ owner, path }) {
      const [name] = owner.list(path);
      if (FARGATE.test(name?.text()?.trim() ?? "")) return;
      yield owner.finding(path, { expected: '"FARGATE" or "FARGATE_SPOT"' });
    });
  },
);
