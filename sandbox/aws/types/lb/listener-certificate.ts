import type { ResourceType } from "../../resource-type";
import { allOf, isArn, text, textOf } from "../ec2/inputs";
import { requireCertificate } from "./certificates";
import { listenerOf } from "./lookups";
import { LISTENER_CERTIFICATE, refuse } from "./tokens";

const ADD = "AddListenerCertificates";
/** Quotas for Application and Network Load Balancers: certificates per load balancer, without the default ones. */
const MAX_CERTIFICATES = 25;

export const listenerCertificate: ResourceType = {
  token: LISTENER_CERTIFICATE,
  source: [
    "API model elasticloadbalancingv2 2015-12-01: AddListenerCertificates",
    "terraform-provider-aws internal/service/elbv2/listener_certificate.go",
  ],
  required: ["certificateArn", "listenerArn"],
  forceNew: ["certificateArn", "listenerArn"],
  check: allOf(isArn("certificateArn"), isArn("listenerArn")),
  create: (inputs, call) => {
    const listenerArn = textOf(inputs, "listenerArn");
    const certificateArn = textOf(inputs, "certificateArn");
    const listener = listenerOf(listenerArn, ADD, call);
    if (text(listener, "certificateArn") === undefined) {
      refuse(
        ADD,
        "ValidationError",
        `A certificate cannot be specified for ${textOf(listener, "protocol")} listeners`,
      );
    }
    requireCertificate(certificateArn, ADD, call);
    const others = call.account
      .list(LISTENER_CERTIFICATE)
      .filter(({ properties }) => properties["listenerArn"] === listenerArn);
    if (others.length >= MAX_CERTIFICATES) {
      refuse(
        ADD,
        "TooManyCertificates",
        `The maximum number of certificates on listener '${listenerArn}' has been reached (${MAX_CERTIFICATES})`, // own wording
      );
    }
    return { id: `${listenerArn}_${certificateArn}`, outputs: {} };
  },
};
