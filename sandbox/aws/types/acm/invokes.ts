import { isObject } from "../../../lib/values";
import { AwsError, type Invokes } from "../../resource-type";
import { texts, textOf } from "../ec2/inputs";
import { CERTIFICATE } from "./tokens";
import { currentCertificate } from "./validation";

export const invokes: Invokes = {
  "aws:acm/getCertificate:getCertificate": (args, call) => {
    const statuses = texts(args, "statuses").length > 0 ? texts(args, "statuses") : ["ISSUED"];
    const types = texts(args, "types");
    const tags = Object.entries(isObject(args["tags"]) ? args["tags"] : {});
    const found = call.account
      .list(CERTIFICATE)
      .map(({ id }) => currentCertificate(id, call) ?? {})
      .filter((certificate) => {
        const own = isObject(certificate["tagsAll"]) ? certificate["tagsAll"] : {};
        return (
          (args["domain"] === undefined || certificate["domainName"] === args["domain"]) &&
          statuses.includes(textOf(certificate, "status")) &&
          (types.length === 0 || types.includes(textOf(certificate, "type"))) &&
          tags.every(([key, value]) => own[key] === value)
        );
      })
      .sort((a, b) => (textOf(a, "notBefore") < textOf(b, "notBefore") ? 1 : -1));
    const [newest] = found;
    if (newest === undefined || (found.length > 1 && args["mostRecent"] !== true)) {
      const asked = textOf(args, "domain") || "by tags";
      throw new AwsError(
        "ACM: ListCertificates",
        newest === undefined ? "ResourceNotFoundException" : "TooMany",
        newest === undefined
          ? `no ACM Certificate matching domain (${asked}) with status ${statuses.join(", ")}`
          : `multiple ACM Certificates matching domain (${asked}); mostRecent takes the newest`,
      );
    }
    return {
      arn: newest["arn"],
      certificate: "",
      certificateChain: "",
      domain: newest["domainName"],
      id: newest["arn"],
      keyTypes: args["keyTypes"],
      mostRecent: args["mostRecent"],
      region: call.region,
      status: newest["status"],
      statuses: args["statuses"],
      tags: newest["tagsAll"] ?? {},
      types: args["types"],
    };
  },
};
