import { CONTAINER_TYPES, isExpress } from "../../lib/containers";
import { show, type Check } from "../../lib/finding";
import { strings } from "../../lib/options";
import type { Reader } from "../../lib/reader";
import { containerRule } from "../../lib/rule";

const AWSLOGS = ["awslogs-group", "awslogs-region", "awslogs-stream-prefix"];

export default containerRule(
  {
    name: "ecs-task-log-configuration",
    severity: "high",
    enforcementLevel: "mandatory",
    description: "Containers must send their logs away from the host, by a driver that is allowed.",
    why: "Logs that end with the container are gone when they are needed: after the intrusion.",
    remediationSteps:
      "Set `logConfiguration` with driver awslogs, a log group, its region and a stream prefix.",
    example: `logConfiguration: {
  logDriver: "awslogs",
  options: {
    "awslogs-group": "/cruddur/dev/backend",
    "awslogs-region": "us-east-1",
    "awslogs-stream-prefix": "backend",
  },
}`,
    url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-9",
    tags: ["security-hub:ECS.9", "control-tower:CT.ECS.PR.5", "cdk-nag:AwsSolutions-ECS7"],
    practices: ["A4", "B2", "C31", "D6"],
    options: {
      drivers: strings(
        ["awslogs", "awsfirelens", "splunk"],
        "Log drivers that take logs off the host.",
      ),
    },
  },
  CONTAINER_TYPES,
  function* (container, _, { type, config }) {
    if (isExpress(type)) {
      yield* requireGiven(container, ["awsLogsConfiguration"], "a log group and a stream prefix");
      return;
    }
    const driver = container.text("logConfiguration.logDriver");
    if (driver === undefined || !config.drivers.includes(driver)) {
      yield container.finding("logConfiguration.logDriver", {
        expected: `one of ${show(config.drivers)}`,
      });
    } else if (driver === "awslogs") {
      const names = AWSLOGS.map((name) => `logConfiguration.options.${name}`);
      yield* requireGiven(container, names, "a value");
    }
  },
);

function* requireGiven(container: Reader, paths: readonly string[], expected: string): Check {
  for (const path of paths) {
    if (!container.given(path)) yield container.finding(path, { expected });
  }
}
