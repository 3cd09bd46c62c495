import { account, type Specimen } from "./specimen";

/** What watches an environment, beside alarms, events, dashboards and budgets. */
export const observe: readonly Specimen[] = [
  {
    type: "aws:xray/samplingRule:SamplingRule",
    args: () => ({
      ruleName: "one",
      priority: 9000,
      reservoirSize: 5,
      fixedRate: 0.1,
      serviceName: "backend-flask",
      serviceType: "*",
      host: "*",
      httpMethod: "*",
      urlPath: "*",
      resourceArn: `arn:aws:ecs:eu-central-1:${account}:service/one/one`,
      version: 1,
    }),
  },
];
