import { isDeepStrictEqual } from "node:util";
import type { Call, CheckFailure, Properties, ResourceType } from "../../resource-type";
import { findNamespace } from "../servicediscovery/namespaces";
import { hasInstances } from "./instances";
import {
  CLUSTER,
  ecsArn,
  ecsError,
  findCluster,
  forgetInactive,
  items,
  object,
  rememberInactive,
  servicesOf,
  text,
} from "./records";

/** API model: CreateCluster.clusterName (the same letters for services and task families). */
export const ECS_NAME = /^[0-9A-Za-z_-]{1,255}$/;
/** API model: ClusterSetting.value. */
const INSIGHTS = ["enhanced", "enabled", "disabled"];
const LOGGING = ["NONE", "DEFAULT", "OVERRIDE"];

export function checkEcsName(property: string, value: unknown): readonly CheckFailure[] {
  if (typeof value !== "string" || ECS_NAME.test(value)) return [];
  return [
    {
      property,
      reason: `"${property}" must have 1 to 255 letters, digits, hyphens and underscores, got ${value}`,
    },
  ];
}

function checkCluster(inputs: Properties): readonly CheckFailure[] {
  const failures = [...checkEcsName("name", inputs["name"])];
  items(inputs["settings"]).forEach((setting, index) => {
    const name = text(setting["name"]);
    if (name !== undefined && name !== "containerInsights") {
      failures.push({
        property: `settings[${index}].name`,
        reason: `expected setting.${index}.name to be one of ["containerInsights"], got ${name}`,
      });
    }
  });
  const logging = text(
    object(object(inputs["configuration"])?.["executeCommandConfiguration"])?.["logging"],
  );
  if (logging !== undefined && !LOGGING.includes(logging)) {
    failures.push({
      property: "configuration.executeCommandConfiguration.logging",
      reason: `expected logging to be one of ["NONE" "DEFAULT" "OVERRIDE"], got ${logging}`,
    });
  }
  const namespace = text(object(inputs["serviceConnectDefaults"])?.["namespace"]);
  if (namespace !== undefined && !namespace.startsWith("arn:")) {
    failures.push({
      property: "serviceConnectDefaults.namespace",
      reason: `(${namespace}) is an invalid ARN: arn: invalid prefix`,
    });
  }
  return failures;
}

/** What CreateCluster and UpdateCluster refuse. */
function requireSettings(inputs: Properties, operation: string, call: Call): void {
  const bad = items(inputs["settings"]).find(
    (setting) => !INSIGHTS.includes(text(setting["value"]) ?? ""),
  );
  if (bad !== undefined) {
    throw ecsError(
      operation,
      "InvalidParameterException",
      // Our wording.
      `Invalid value '${text(bad["value"]) ?? ""}' for the cluster setting containerInsights. Must be one of [${INSIGHTS.join(",")}].`,
    );
  }
  const namespace = text(object(inputs["serviceConnectDefaults"])?.["namespace"]);
  if (namespace !== undefined && findNamespace(call.account, namespace) === undefined) {
    throw ecsError(
      operation,
      "NamespaceNotFoundException",
      `The specified namespace was not found: ${namespace}`,
    );
  }
  const exec = object(object(inputs["configuration"])?.["executeCommandConfiguration"]);
  const log = object(exec?.["logConfiguration"]);
  if (exec?.["logging"] === "OVERRIDE" && log === undefined) {
    throw ecsError(
      operation,
      "InvalidParameterException",
      // Our wording.
      "A logConfiguration must be specified when executeCommandConfiguration.logging is OVERRIDE.",
    );
  }
}

function outputs(inputs: Properties): Properties {
  const settings = items(inputs["settings"]);
  return {
    // What the account's default setting says where the program says nothing.
    settings: settings.length > 0 ? settings : [{ name: "containerInsights", value: "disabled" }],
  };
}

const COMPARED = ["configuration", "serviceConnectDefaults", "settings", "tagsAll"];

export const cluster: ResourceType = {
  token: CLUSTER,
  source: [
    "AWS API model ecs 2014-11-13: CreateCluster, UpdateCluster, DeleteCluster",
    "hashicorp/terraform-provider-aws internal/service/ecs/cluster.go",
  ],
  autoName: { property: "name", maxLength: 255 },
  forceNew: ["name"],
  taggable: true,
  sets: ["settings"],
  check: checkCluster,
  create: (inputs, call) => {
    const name = inputs["name"] as string;
    requireSettings(inputs, "CreateCluster", call);
    const arn = ecsArn(call, `cluster/${name}`);
    const existing = findCluster(call.account, name);
    const wanted = { ...inputs, ...outputs(inputs) };
    // CreateCluster is idempotent: the same request again answers with the cluster that exists.
    if (existing && COMPARED.some((key) => !isDeepStrictEqual(existing[key], wanted[key]))) {
      throw ecsError(
        "CreateCluster",
        "InvalidParameterException",
        "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
      );
    }
    forgetInactive(call.account, arn);
    return { id: arn, outputs: { arn, ...outputs(inputs) } };
  },
  update: (_id, inputs, old, call) => {
    requireSettings(inputs, "UpdateCluster", call);
    return inputs["settings"] === undefined ? { settings: old["settings"] } : outputs(inputs);
  },
  delete: (id, stored, { account }) => {
    if (hasInstances(account, String(stored["name"]))) {
      throw ecsError(
        "DeleteCluster",
        "ClusterContainsContainerInstancesException",
        "The Cluster cannot be deleted while Container Instances are active or draining.",
      );
    }
    const services = servicesOf(account, id);
    if (services.length > 0) {
      throw ecsError(
        "DeleteCluster",
        "ClusterContainsServicesException",
        "The Cluster cannot be deleted while Services are active.",
      );
    }
    rememberInactive(account, id);
  },
  importId: (given, call) => findCluster(call.account, given)?.["arn"] as string | undefined,
};
