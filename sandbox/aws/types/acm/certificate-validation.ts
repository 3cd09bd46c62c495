import { AwsError, type Call, type Properties, type ResourceType } from "../../resource-type";
import { bags, texts, textOf } from "../ec2/inputs";
import { plainName } from "../route53/names";
import { CERTIFICATE_VALIDATION } from "./tokens";
import { currentCertificate, unproven } from "./validation";

/** No resource of AWS: the provider waits until ACM has issued the certificate. */
export const certificateValidation: ResourceType = {
  token: CERTIFICATE_VALIDATION,
  source: [
    "API model acm 2015-12-08: DescribeCertificate",
    "terraform-provider-aws internal/service/acm/certificate_validation.go",
  ],
  required: ["certificateArn"],
  forceNew: ["certificateArn", "validationRecordFqdns"],
  sets: ["validationRecordFqdns"],
  // The id is the time of issue, which is not its own.
  identity: { key: "certificateArn", id: "id" },
  create: (inputs, call) => {
    const arn = textOf(inputs, "certificateArn");
    const certificate = currentCertificate(arn, call);
    if (certificate === undefined) {
      throw refuse("ResourceNotFoundException", `Could not find certificate ${arn}.`);
    }
    if (certificate["type"] !== "AMAZON_ISSUED") {
      const type = textOf(certificate, "type");
      throw refuse(
        "ValidationException",
        `ACM Certificate (${arn}) has type ${type}, no validation necessary`,
      );
    }
    requireRecordsNamed(inputs, certificate);
    if (certificate["status"] !== "ISSUED") throw timeout(arn, certificate, call);
    const id = `${textOf(certificate, "notBefore").replace("T", " ").replace("Z", "")} +0000 UTC`;
    return { id, outputs: { id } };
  },
};

function requireRecordsNamed(inputs: Properties, certificate: Properties): void {
  const named = texts(inputs, "validationRecordFqdns").map(plainName);
  if (named.length === 0) return;
  const method = textOf(certificate, "validationMethod");
  if (method !== "DNS") {
    throw refuse(
      "ValidationException",
      `validationRecordFqdns is not valid for ${method} validation`,
    );
  }
  const missing = bags(certificate, "domainValidationOptions").filter(
    (option) => !named.includes(plainName(textOf(option, "resourceRecordName"))),
  );
  if (missing.length === 0) return;
  const sentences = missing.map(
    (option) =>
      `missing ${textOf(option, "domainName")} DNS validation record: ${plainName(textOf(option, "resourceRecordName"))}`,
  );
  throw refuse("ValidationException", sentences.join("\n"));
}

/** What the provider says after 75 minutes; what ACM is waiting for is the sandbox's help. */
function timeout(arn: string, certificate: Properties, call: Call): AwsError {
  const waiting = unproven(certificate, call).map(
    (option) =>
      `no CNAME record ${textOf(option, "resourceRecordName")} with the value ${textOf(option, "resourceRecordValue")} in a hosted zone that the internet asks`,
  );
  const why = waiting.length > 0 ? waiting.join("; ") : "nobody answers its e-mail";
  return refuse(
    "Timeout",
    `waiting for ACM Certificate (${arn}) to be issued: timeout while waiting for state to become 'ISSUED' (last state: '${textOf(certificate, "status")}', timeout: 1h15m0s) (sandbox: ${why})`,
  );
}

function refuse(code: string, message: string): AwsError {
  return new AwsError("ACM: DescribeCertificate", code, message);
}
