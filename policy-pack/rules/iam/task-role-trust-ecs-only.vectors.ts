import { TASKS_TRUST, role } from "../../lib/iam.vectors";
import { configured, resource, stack, task, UNKNOWN, type Vectors } from "../../lib/vectors";

const at = "assumeRolePolicy.Statement[0].Principal";
const finding = (path: string, who: string): string =>
  `${path} lets in ${who}; expected "ecs-tasks.amazonaws.com" alone.`;
const trust = (Principal: unknown): Record<string, unknown> => ({
  Effect: "Allow",
  Action: "sts:AssumeRole",
  Principal,
});
const account = "arn:aws:iam::123456789012:root";
const used = {
  ...task([{ name: "web" }], { taskRoleArn: UNKNOWN }),
  from: { taskRoleArn: ["app"] },
};

export default {
  pass: {
    "tasks alone": role([TASKS_TRUST]),
    "tasks in China": role([trust({ Service: ["ecs-tasks.amazonaws.com.cn"] })]),
    "a role that no task takes": role([trust({ Service: "lambda.amazonaws.com" })]),
    "others are turned away": role([
      TASKS_TRUST,
      { Effect: "Deny", Action: "sts:AssumeRole", Principal: "*" },
    ]),
    "a principal that the configuration allows": configured(
      role([trust({ Service: "ecs-tasks.amazonaws.com", AWS: account })]),
      { config: { principals: ["arn:aws:iam::123456789012:*"] } },
    ),
    "a task's role that tasks take": stack(
      { ...role([TASKS_TRUST]), name: "app" },
      { ...used, name: "web" },
    ),
  },
  fail: {
    "a host as well": [
      role([trust({ Service: ["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"] })]),
      [finding(at, '"ec2.amazonaws.com"')],
    ],
    "an account as well, in a statement of its own": [
      role([TASKS_TRUST, trust({ AWS: ["123456789012", account] })]),
      [finding("assumeRolePolicy.Statement[1].Principal", `"123456789012", "${account}"`)],
    ],
    "everybody but one as well": [
      role([
        TASKS_TRUST,
        { Effect: "Allow", Action: "sts:AssumeRole", NotPrincipal: { AWS: account } },
      ]),
      [
        'assumeRolePolicy.Statement[1].NotPrincipal lets all others in; expected "ecs-tasks.amazonaws.com" alone.',
      ],
    ],
    "a role of aws-native": [
      resource("aws-native:iam:Role", {
        assumeRolePolicyDocument: {
          Statement: trust({ Service: ["ecs-tasks.amazonaws.com", "events.amazonaws.com"] }),
        },
      }),
      [finding("assumeRolePolicyDocument.Statement.Principal", '"events.amazonaws.com"')],
    ],
    "a task's role that only hosts can take": [
      stack(
        { ...role([trust({ Service: "ec2.amazonaws.com" })]), name: "app" },
        { ...used, name: "web" },
      ),
      [finding(at, '"ec2.amazonaws.com"')],
    ],
    "a task's execution role, named by its ARN": [
      stack(
        { ...role([trust({ AWS: account })], { name: "exec" }), name: "app" },
        {
          ...task([{ name: "web" }], {
            executionRoleArn: "arn:aws:iam::123456789012:role/exec",
          }),
          name: "web",
        },
      ),
      [finding(at, `"${account}"`)],
    ],
  },
  unknown: {
    "the trust policy waits": [
      resource("aws:iam/role:Role", { assumeRolePolicy: UNKNOWN }),
      ["assumeRolePolicy"],
    ],
    "the trust policy of a task's role waits": [
      stack(
        { ...resource("aws:iam/role:Role", { assumeRolePolicy: UNKNOWN }), name: "app" },
        { ...used, name: "web" },
      ),
      ["assumeRolePolicy"],
    ],
  },
  malformed: {
    "the trust policy does not parse": [
      resource("aws:iam/role:Role", { assumeRolePolicy: "ecs-tasks" }),
      ["assumeRolePolicy is not valid JSON."],
    ],
    "a principal is a number": [
      role([trust(7)]),
      ["assumeRolePolicy.Statement[0].Principal is 7; expected an object."],
    ],
  },
} satisfies Vectors;
