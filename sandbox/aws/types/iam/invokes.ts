import type { Invokes } from "../../resource-type";
import { documentText, iamError, text } from "./common";
import { awsManagedDocument, isAwsManaged } from "./managed-policies";
import { attachmentCount, POLICY, roleNamed } from "./permissions";

/** Reads of IAM. Result shapes: the SDK's `Get…Result`. */
export const invokes: Invokes = {
  "aws:iam/getPolicy:getPolicy": (args, call) => {
    const name = text(args["name"]);
    const arn =
      text(args["arn"]) ??
      call.account.find(POLICY, (item) => item["name"] === name)?.id ??
      `arn:${call.partition}:iam::aws:policy${text(args["pathPrefix"]) ?? "/"}${name ?? ""}`;
    const stored = call.account.get(POLICY, arn);
    if (stored === undefined && !isAwsManaged(arn)) {
      throw iamError("GetPolicy", "NoSuchEntity", `Policy ${arn} was not found.`);
    }
    const [, path = "/", last = ""] = /:policy(\/(?:.+\/)?)([^/]+)$/.exec(arn) ?? [];
    return {
      arn,
      attachmentCount: attachmentCount(call.account, arn),
      description: stored?.["description"] ?? "",
      id: arn,
      name: stored?.["name"] ?? last,
      path: stored?.["path"] ?? path,
      pathPrefix: args["pathPrefix"],
      policy: stored ? documentText(stored["policy"]) : JSON.stringify(awsManagedDocument(arn)),
      policyId: stored?.["policyId"] ?? "",
      tags: stored?.["tagsAll"] ?? {},
    };
  },

  "aws:iam/getRole:getRole": (args, call) => {
    const name = text(args["name"]) ?? "";
    const role = roleNamed(call.account, name);
    if (role === undefined) {
      throw iamError("GetRole", "NoSuchEntity", `The role with name ${name} cannot be found.`);
    }
    return {
      arn: role["arn"],
      assumeRolePolicy: role["assumeRolePolicy"],
      createDate: role["createDate"],
      description: role["description"] ?? "",
      id: role["name"],
      maxSessionDuration: role["maxSessionDuration"],
      name: role["name"],
      path: role["path"],
      permissionsBoundary: role["permissionsBoundary"] ?? "",
      roleLastUseds: [],
      tags: role["tagsAll"] ?? {},
      uniqueId: role["uniqueId"],
    };
  },
};
