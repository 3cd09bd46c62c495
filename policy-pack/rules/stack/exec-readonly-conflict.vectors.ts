import { namedTask } from "../../lib/stack.vectors";
import {
  daemonTask,
  type GivenStack,
  resource,
  stack,
  taskText,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Readonly<Record<string, unknown>>;

const FOLDERS = ["/managed-agents", "/var/lib/amazon/ssm", "/var/log/amazon/ssm"];
const run = (props: Properties = {}): VectorResource =>
  resource(
    "aws:ecs/service:Service",
    { taskDefinition: UNKNOWN, enableExecuteCommand: true, ...props },
    { name: "web", from: { taskDefinition: ["task"] } },
  );
const exec = (task: VectorResource, service = run()): GivenStack => stack(task, service);
const container = (props: Properties): VectorResource =>
  namedTask([{ name: "web", readonlyRootFilesystem: true, ...props }]);
const memory = (paths: readonly string[], props: Properties = {}): Properties => ({
  linuxParameters: { tmpfs: paths.map((containerPath) => ({ containerPath, size: 16, ...props })) },
});
const finding = (missing: readonly string[], path: string, by = 'Service "web"'): string =>
  `Container "web": ${path} is true, and ${by} has exec on without writable mounts at ${missing.map((folder) => `"${folder}"`).join(", ")}; expected exec off, or these mounts.`;
const json = "containerDefinitions[0].readonlyRootFilesystem";

export default {
  pass: {
    "exec is off": exec(container({}), run({ enableExecuteCommand: false })),
    "the root can be written": exec(container({ readonlyRootFilesystem: false })),
    "memory at the agent's folders": exec(container(memory(FOLDERS))),
    "volumes above the agent's folders": exec(
      container({
        mountPoints: [
          { sourceVolume: "a", containerPath: "/managed-agents/" },
          { sourceVolume: "b", containerPath: "/var" },
        ],
      }),
    ),
    "a Windows task": exec(
      namedTask([{ name: "web", readonlyRootFilesystem: true }], {
        runtimePlatform: { operatingSystemFamily: "WINDOWS_SERVER_2022_CORE" },
      }),
    ),
  },
  fail: {
    "no mount at all": [exec(container({})), [finding(FOLDERS, json)]],
    "one mount is missing": [
      exec(container(memory(FOLDERS.slice(0, 2)))),
      [finding(FOLDERS.slice(2), json)],
    ],
    "mounts that cannot be written": [
      exec(container(memory(FOLDERS, { mountOptions: ["ro"] }))),
      [finding(FOLDERS, json)],
    ],
    "a volume that cannot be written, and one with a longer name": [
      exec(
        container({
          mountPoints: [
            { containerPath: "/managed-agents", readOnly: true },
            { containerPath: "/var/lib/amazon/ssm2" },
            { containerPath: "/var/log" },
          ],
        }),
      ),
      [finding(FOLDERS.slice(0, 2), json)],
    ],
    "a daemon": [
      exec(
        {
          ...daemonTask([{ name: "web", readonlyRootFilesystem: true }]),
          name: "task",
        },
        resource(
          "aws:ecs/daemon:Daemon",
          { daemonTaskDefinitionArn: UNKNOWN, enableExecuteCommand: true },
          { name: "web", from: { daemonTaskDefinitionArn: ["task"] } },
        ),
      ),
      [finding(FOLDERS, json, 'Daemon "web"')],
    ],
    "a task that a rule starts, by family": [
      stack(
        container({}),
        resource(
          "aws:cloudwatch/eventTarget:EventTarget",
          {
            ecsTarget: {
              taskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/example:7",
              enableExecuteCommand: true,
            },
          },
          { name: "nightly" },
        ),
      ),
      [finding(FOLDERS, json, 'EventTarget "nightly"')],
    ],
  },
  unknown: {
    "whether exec is on": [
      exec(container({}), run({ enableExecuteCommand: UNKNOWN })),
      ["enableExecuteCommand"],
    ],
    "the containers": [exec({ ...taskText(UNKNOWN), name: "task" }), ["containerDefinitions"]],
    "the task is of another stack": [
      resource("aws:ecs/service:Service", { taskDefinition: "web:7", enableExecuteCommand: true }),
      ["taskDefinition (not in this stack)"],
    ],
  },
  malformed: {
    "the switch is a word": [
      exec(container({}), run({ enableExecuteCommand: "sometimes" })),
      ['enableExecuteCommand is "sometimes"; expected true or false.'],
    ],
    "the mounts are a number": [
      exec(container({ mountPoints: 7 })),
      ['Container "web": containerDefinitions[0].mountPoints is 7; expected an object.'],
    ],
  },
} satisfies Vectors;
