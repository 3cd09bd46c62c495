import { namedTask } from "../../lib/stack.vectors";
import {
  configured,
  resource,
  taskText,
  UNKNOWN,
  type GivenStack,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const stack = resource("pulumi:pulumi:Stack", {}, { name: "example-dev" });
const component = (type: string, parent?: string): VectorResource =>
  resource(type, {}, { name: type, ...(parent !== undefined && { parent }) });
const approved = (...resources: VectorResource[]): GivenStack =>
  configured([stack, ...resources], { config: { components: ["cruddur:ecs:*"] } });
const under = (parent: string): VectorResource => namedTask(undefined, {}, { parent });
const found = (parent: string): string => `parent ${parent}; expected one of ["cruddur:ecs:*"].`;

export default {
  pass: {
    "no components are named": namedTask(),
    "made by a component": approved(
      component("cruddur:ecs:FargateTask", "example-dev"),
      under("cruddur:ecs:FargateTask"),
    ),
    "made by a part of a component": approved(
      component("cruddur:ecs:FargateService", "example-dev"),
      component("acme:Part", "cruddur:ecs:FargateService"),
      under("acme:Part"),
    ),
    "what anybody may make": approved(resource("aws:ecs/cluster:Cluster", {})),
  },
  fail: {
    "written out in the program": [approved(under("example-dev")), [found("is not set")]],
    "made by another component": [
      approved(component("acme:Service", "example-dev"), under("acme:Service")),
      [found("is a acme:Service")],
    ],
    "a repository of aws-native": [
      approved(resource("aws-native:ecr:Repository", {}, { name: "web" })),
      [found("is not set")],
    ],
  },
  unknown: {
    "the containers wait: the parent is known": [
      approved({ ...taskText(UNKNOWN), parent: "example-dev" }),
      [],
      { findings: [found("is not set")] },
    ],
  },
  malformed: {
    "the containers do not parse: they are not read": [
      approved({ ...taskText("{"), parent: "example-dev" }),
      [],
      { findings: [found("is not set")] },
    ],
  },
} satisfies Vectors;
