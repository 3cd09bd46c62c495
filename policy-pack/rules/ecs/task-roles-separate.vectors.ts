import {
  daemonTask,
  express,
  nativeTask,
  resource,
  stack,
  task,
  UNKNOWN,
  type Vectors,
} from "../../lib/vectors";

const EXECUTION = "arn:aws:iam::123456789012:role/web-execution";
const TASK = "arn:aws:iam::123456789012:role/web";
const roles = (taskRoleArn: unknown, executionRoleArn: unknown): Record<string, unknown> => ({
  taskRoleArn,
  executionRoleArn,
});
const web = [{ name: "web" }];
const finding = (value: string): string =>
  `taskRoleArn is ${value}; expected another role than \`executionRoleArn\`.`;
const missing =
  "taskRoleArn is not set; expected a role of the application's own, which may be one without rights.";
const role = (name: string): ReturnType<typeof resource> =>
  resource("aws:iam/role:Role", { name, arn: UNKNOWN }, { name });
const from = (own: string, execution: string): ReturnType<typeof task> => ({
  ...task(web, roles(UNKNOWN, UNKNOWN)),
  from: { taskRoleArn: [own], executionRoleArn: [execution] },
});

export default {
  pass: {
    "two roles": task(web, roles(TASK, EXECUTION)),
    "a task role alone": task(web, { taskRoleArn: TASK }),
    "roles of one name in two accounts": task(
      web,
      roles(TASK, "arn:aws:iam::210987654321:role/web"),
    ),
    "two roles of the stack whose ARNs are not known yet": stack(
      role("own"),
      role("execution"),
      from("own", "execution"),
    ),
  },
  fail: {
    "one role for both": [task(web, roles(TASK, TASK)), [finding(`"${TASK}"`)]],
    "one role, once by name": [task(web, roles("web", TASK)), [finding('"web"')]],
    "one role in an aws-native task": [nativeTask(web, roles(TASK, TASK)), [finding(`"${TASK}"`)]],
    "one role for a daemon": [daemonTask(web, roles(TASK, TASK)), [finding(`"${TASK}"`)]],
    "one role for an Express service": [
      express({ image: "web" }, roles(TASK, TASK)),
      [finding(`"${TASK}"`)],
    ],
    "no task role (advisory)": [task(web, { executionRoleArn: EXECUTION }), [missing]],
    "one role of the stack whose ARN is not known yet": [
      stack(role("shared"), from("shared", "shared")),
      [
        "taskRoleArn is the role that executionRoleArn is; expected another role than `executionRoleArn`.",
      ],
    ],
    "one role of the stack, once by a plain ARN": [
      stack(role("web"), {
        ...task(web, roles(TASK, UNKNOWN)),
        from: { executionRoleArn: ["web"] },
      }),
      [
        "taskRoleArn is the role that executionRoleArn is; expected another role than `executionRoleArn`.",
      ],
    ],
  },
  unknown: {
    "a role from elsewhere waits": [task(web, roles(UNKNOWN, EXECUTION)), ["taskRoleArn"]],
  },
  malformed: {
    "the task role is an object": [
      task(web, roles({ arn: TASK }, EXECUTION)),
      ["taskRoleArn is an object; expected a string."],
    ],
  },
} satisfies Vectors;
