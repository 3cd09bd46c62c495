import type { Invokes } from "../../resource-type";
import { text } from "../ecs/records";
import { cloudMapError, HTTP_NAMESPACE } from "./namespaces";

/** Reads of Cloud Map. Result shapes: the SDK's `Get…Result`. */
export const invokes: Invokes = {
  "aws:servicediscovery/getHttpNamespace:getHttpNamespace": (args, call) => {
    const name = text(args["name"]) ?? "";
    const found = call.account.find(HTTP_NAMESPACE, (item) => item["name"] === name);
    if (found === undefined) throw cloudMapError("GetNamespace", "NamespaceNotFound", name);
    return {
      arn: found.properties["arn"],
      description: found.properties["description"] ?? "",
      httpName: found.properties["httpName"],
      id: found.id,
      name,
      region: call.region,
      tags: found.properties["tagsAll"] ?? {},
    };
  },
};
