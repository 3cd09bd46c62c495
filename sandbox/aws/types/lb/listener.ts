import { isObject } from "../../../lib/values";
import { checks, oneOf, wholeNumberBetween } from "../../lib/check";
import type { Call, Properties, ResourceType } from "../../resource-type";
import { bags, isArn, text, textOf } from "../ec2/inputs";
import { actionFaults, isApplicationBalancer, requireActions } from "./actions";
import { requireCertificate } from "./certificates";
import { balancerOf, removeParts } from "./lookups";
import { sameActions, withDefaults } from "./same-actions";
import { sslPolicies } from "./ssl-policies";
import { LISTENER, refuse } from "./tokens";

/** Protocols of listeners: API model, CreateListenerInput.Protocol. */
const PROTOCOLS = {
  application: ["HTTP", "HTTPS"],
  network: ["TCP", "TLS", "UDP", "TCP_UDP", "QUIC", "TCP_QUIC"],
};
const SECURE = ["HTTPS", "TLS"];
const DEFAULT_POLICY = "ELBSecurityPolicy-2016-08";
/** Quotas for Application and Network Load Balancers. */
const MAX_LISTENERS = 50;
/** Seconds; "TCP idle timeout" (User Guide for Network Load Balancers). */
const TCP_IDLE = 350;
const MTLS_HEADERS = ["Issuer", "Leaf", "SerialNumber", "Subject", "Validity", ""].map((part) =>
  part === ""
    ? "routingHttpRequestXAmznMtlsClientcertHeaderName"
    : `routingHttpRequestXAmznMtlsClientcert${part}HeaderName`,
);
const HEADERS = [
  ...MTLS_HEADERS,
  "routingHttpRequestXAmznTlsCipherSuiteHeaderName",
  "routingHttpRequestXAmznTlsVersionHeaderName",
  "routingHttpResponseAccessControlAllowCredentialsHeaderValue",
  "routingHttpResponseAccessControlAllowHeadersHeaderValue",
  "routingHttpResponseAccessControlAllowMethodsHeaderValue",
  "routingHttpResponseAccessControlAllowOriginHeaderValue",
  "routingHttpResponseAccessControlExposeHeadersHeaderValue",
  "routingHttpResponseAccessControlMaxAgeHeaderValue",
  "routingHttpResponseContentSecurityPolicyHeaderValue",
  "routingHttpResponseStrictTransportSecurityHeaderValue",
  "routingHttpResponseXContentTypeOptionsHeaderValue",
  "routingHttpResponseXFrameOptionsHeaderValue",
];

export const listener: ResourceType = {
  token: LISTENER,
  source: [
    "API model elasticloadbalancingv2 2015-12-01: CreateListener, ModifyListener, DeleteListener",
    "terraform-provider-aws internal/service/elbv2/listener.go",
  ],
  required: ["defaultActions", "loadBalancerArn"],
  forceNew: ["loadBalancerArn"],
  same: { defaultActions: sameActions },
  taggable: true,
  check: (inputs, unknown) => [
    ...isArn("loadBalancerArn")(inputs, unknown),
    ...isArn("certificateArn")(inputs, unknown),
    ...checks(
      wholeNumberBetween("port", 1, 65535),
      wholeNumberBetween("tcpIdleTimeoutSeconds", 60, 6000),
      oneOf("protocol", [...PROTOCOLS.application, ...PROTOCOLS.network, "GENEVE"]),
      oneOf("alpnPolicy", ["HTTP1Only", "HTTP2Only", "HTTP2Optional", "HTTP2Preferred", "None"]),
    )(inputs),
    ...actionFaults("defaultActions", inputs, unknown),
  ],
  create: (inputs, call) => {
    const operation = "CreateListener";
    const balancerArn = textOf(inputs, "loadBalancerArn");
    balancerOf(balancerArn, operation, call);
    const id = `${balancerArn.replace(":loadbalancer/", ":listener/")}/${call.hex(16)}`;
    requireListener(id, inputs, operation, call);
    return { id, outputs: { arn: id, ...computed(inputs) } };
  },
  update: (id, inputs, _old, call) => {
    requireListener(id, inputs, "ModifyListener", call);
    return computed(inputs);
  },
  delete: (id, _stored, call) => {
    removeParts(id, call);
  },
};

function protocolOf(inputs: Properties): string {
  const isApplication = isApplicationBalancer(textOf(inputs, "loadBalancerArn"));
  return text(inputs, "protocol") ?? (isApplication ? "HTTP" : "");
}

function requireListener(id: string, inputs: Properties, operation: string, call: Call): void {
  const balancerArn = textOf(inputs, "loadBalancerArn");
  const protocol = protocolOf(inputs);
  const { port } = inputs;
  const kind = isApplicationBalancer(balancerArn) ? "application" : "network";
  if (!PROTOCOLS[kind].includes(protocol)) {
    refuse(
      operation,
      "ValidationError",
      `Listener protocol '${protocol}' must be one of '${PROTOCOLS[kind].join(", ")}'`,
    );
  }
  if (port === undefined) refuse(operation, "ValidationError", "A listener port must be specified");
  const others = call.account
    .list(LISTENER)
    .filter(({ properties, id: other }) => other !== id && properties["loadBalancerArn"] === balancerArn); // prettier-ignore
  if (others.some(({ properties }) => properties["port"] === port)) {
    refuse(
      operation,
      "DuplicateListener",
      `A listener already exists on this port for this load balancer '${balancerArn}' (sandbox: port ${Number(port)})`,
    );
  }
  if (others.length >= MAX_LISTENERS) {
    refuse(
      operation,
      "TooManyListeners",
      `The maximum number of listeners on load balancer '${balancerArn}' has been reached (${MAX_LISTENERS})`,
    );
  }
  requireTls(inputs, protocol, operation, call);
  requireActions(bags(inputs, "defaultActions"), { balancerArn, port, protocol }, operation, call);
}

function requireTls(inputs: Properties, protocol: string, operation: string, call: Call): void {
  const certificate = text(inputs, "certificateArn");
  const policy = text(inputs, "sslPolicy");
  const invalid = (message: string) => refuse(operation, "ValidationError", message);
  if (!SECURE.includes(protocol)) {
    if (certificate !== undefined) {
      invalid(`A certificate cannot be specified for ${protocol} listeners`);
    }
    // AWS's spelling
    if (policy !== undefined) invalid(`An SSL policy cannot be specifed for ${protocol} listeners`);
    return;
  }
  if (certificate === undefined) {
    return invalid(`A certificate must be specified for ${protocol} listeners`);
  }
  if (policy !== undefined && !sslPolicies.has(policy)) {
    refuse(operation, "SSLPolicyNotFound", `SSL policy '${policy}' not found`);
  }
  requireCertificate(certificate, operation, call);
  const mutual = inputs["mutualAuthentication"];
  const store = isObject(mutual) ? text(mutual, "trustStoreArn") : undefined;
  if (store !== undefined && call.account.byArn(store) === undefined) {
    refuse(operation, "TrustStoreNotFound", `Trust store '${store}' not found`);
  }
}

function computed(inputs: Properties): Properties {
  const protocol = protocolOf(inputs);
  const isSecure = SECURE.includes(protocol);
  const headers = HEADERS.map((name) => [name, inputs[name] ?? ""] as const);
  return {
    ...(Object.fromEntries(headers) as Properties),
    defaultActions: withDefaults(bags(inputs, "defaultActions")),
    mutualAuthentication: inputs["mutualAuthentication"] ?? (isSecure ? { mode: "off" } : {}),
    protocol,
    routingHttpResponseServerEnabled: inputs["routingHttpResponseServerEnabled"] ?? true,
    sslPolicy: inputs["sslPolicy"] ?? (isSecure ? DEFAULT_POLICY : ""),
    tcpIdleTimeoutSeconds: inputs["tcpIdleTimeoutSeconds"] ?? (protocol === "TCP" ? TCP_IDLE : 0),
  };
}
