import { each } from "../../lib/finding";
import { newCertificates, otherCertificates } from "../../lib/listener-certificates";
import { LISTENER_CERTIFICATES, LISTENERS } from "../../lib/listeners";
import { CLASSIC_LOAD_BALANCERS } from "../../lib/load-balancers";
import { rule } from "../../lib/rule";

const TYPES = [...LISTENERS, ...LISTENER_CERTIFICATES, ...CLASSIC_LOAD_BALANCERS];

export default rule(
  {
    name: "lb-listener-certificate",
    severity: "medium",
    enforcementLevel: "mandatory",
    description: "HTTPS and TLS listeners must have a certificate of AWS Certificate Manager.",
    why: "ACM keeps the private key and renews what it issued; a certificate uploaded to IAM expires unseen, and its key has been on somebody's disk.",
    remediationSteps: "Set `certificateArn` to the ARN of an `aws.acm.Certificate`.",
    example: `new aws.lb.Listener("https", { ...args, protocol: "HTTPS", certificateArn: certificate.arn });`,
    url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html",
    tags: ["cdk-nag:ELBv2ACMCertificateRequired"],
    practices: ["C35"],
  },
  TYPES,
  (resource, { type }) => otherCertificates(resource, type),
  function* (graph) {
    yield* each(graph.ofType(TYPES), (node) => newCertificates(graph, node));
  },
);
