/** Configuration keys of each service. */
import { type ServiceName, SERVICES } from "../services";
import { integer, own, text } from "./setting";

/** Keys that each service has, by what they decide. */
export const SERVICE_SETTINGS = (service: ServiceName) => {
  const { keyPrefix, defaults } = SERVICES[service];
  const key = (name: string) => own(`${keyPrefix}${name}`);
  return {
    digest: text(/^(none|sha256:[0-9a-f]{64})$/, "none or sha256:<64 hex digits>", {
      key: key("ImageDigest"),
      description: `The image of ${service}; none: it is not deployed.`,
    }),
    cpu: integer(256, 16384, {
      key: key("Cpu"),
      default: String(defaults.cpu),
      unit: "CPU units",
      description: `CPU of one task of ${service}; 1024 units are one vCPU.`,
    }),
    memoryMiB: integer(512, 122880, {
      key: key("Memory"),
      default: String(defaults.memory),
      unit: "MiB",
      description: `Memory of one task of ${service}.`,
    }),
    minTasks: integer(0, 1000, {
      key: key("MinTasks"),
      default: "1",
      unit: "tasks",
      description: `How many tasks of ${service} run at least.`,
    }),
    maxTasks: integer(1, 1000, {
      key: key("MaxTasks"),
      default: "1",
      unit: "tasks",
      description: `How many tasks of ${service} run at most; more than the minimum switches autoscaling on.`,
    }),
    requestsPerTask: integer(0, 1_000_000, {
      key: key("RequestsPerTask"),
      default: "0",
      unit: "requests a minute",
      description: `How many requests one task of ${service} should get before more are started, beside CPU and memory; 0: not looked at.`,
    }),
  } as const;
};
