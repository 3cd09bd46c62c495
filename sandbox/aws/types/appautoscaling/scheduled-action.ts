import type { Call, Properties, ResourceType } from "../../resource-type";
import { object, text } from "../ecs/records";
import { keyOf, requireTarget, scalingError, SCHEDULED_ACTION, uuid } from "./common";

/** API model: PutScheduledAction.Schedule: at, rate or cron (six fields). */
const SCHEDULE =
  /^(at\(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\)|rate\([1-9]\d*\s+(minutes?|hours?|days?)\)|cron\(\S+(\s+\S+){5}\))$/;
/** API model: ScheduledActionName: no control characters, colons, slashes or bars, no blanks at its ends. */
const NAME = /^(?! )[^\p{Cc}:/|]{1,256}(?<! )$/u;

function requireAction(inputs: Properties, call: Call): void {
  const refuse = (message: string) =>
    scalingError("PutScheduledAction", "ValidationException", message);
  const name = inputs["name"] as string;
  if (!NAME.test(name)) {
    throw refuse(
      // Our wording.
      `1 validation error detected: Value '${name}' at 'scheduledActionName' failed to satisfy constraint`,
    );
  }
  requireTarget(keyOf(inputs), "PutScheduledAction", call);
  const schedule = text(inputs["schedule"]) ?? "";
  if (!SCHEDULE.test(schedule)) {
    // Our wording.
    throw refuse(`Schedule expression '${schedule}' is not valid: use at(), rate() or cron()`);
  }
  const action = object(inputs["scalableTargetAction"]);
  const min = action?.["minCapacity"];
  const max = action?.["maxCapacity"];
  if (min === undefined && max === undefined) {
    // Our wording.
    throw refuse("A scheduled action must set a minimum or a maximum capacity");
  }
  if (min !== undefined && max !== undefined && Number(min) > Number(max)) {
    throw refuse(
      // Our wording.
      `Minimum capacity cannot be greater than maximum capacity: ${Number(min)} is greater than ${Number(max)}`,
    );
  }
}

export const scheduledAction: ResourceType = {
  token: SCHEDULED_ACTION,
  source: [
    "AWS API model application-autoscaling 2016-02-06: PutScheduledAction, DeleteScheduledAction",
    "hashicorp/terraform-provider-aws internal/service/appautoscaling/scheduled_action.go",
  ],
  autoName: { property: "name", maxLength: 256 },
  defaults: { timezone: "UTC" },
  required: [
    "resourceId",
    "scalableDimension",
    "scalableTargetAction",
    "schedule",
    "serviceNamespace",
  ],
  forceNew: ["name", "resourceId", "scalableDimension", "serviceNamespace"],
  create: (inputs, call) => {
    requireAction(inputs, call);
    const name = inputs["name"] as string;
    const { serviceNamespace, resourceId } = keyOf(inputs);
    const arn = `arn:${call.partition}:autoscaling:${call.region}:${call.accountId}:scheduledAction:${uuid(call)}:resource/${serviceNamespace}/${resourceId}:scheduledActionName/${name}`;
    return { id: `${name}-${serviceNamespace}-${resourceId}`, outputs: { arn } };
  },
  update: (_id, inputs, _old, call) => {
    requireAction(inputs, call);
    return {};
  },
};
