import { classic, listener, nativeListener } from "../../lib/balancers.vectors";
import {
  type GivenStack,
  resource,
  stack,
  UNKNOWN,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

const ACM =
  "arn:aws:acm:eu-central-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
const IAM = "arn:aws:iam::123456789012:server-certificate/web";
const https = (certificateArn?: unknown, protocol = "HTTPS"): VectorResource =>
  listener({ protocol, ...(certificateArn !== undefined && { certificateArn }) });
const from = (type: string): GivenStack =>
  stack(resource(type, {}, { name: "certificate" }), {
    ...https(UNKNOWN),
    name: "https",
    from: { certificateArn: ["certificate"] },
  });
const EXPECTED = "expected the ARN of a certificate in AWS Certificate Manager.";

export default {
  pass: {
    "a certificate of ACM": https(ACM),
    "a new one, whose ARN is not known yet": from("aws:acm/certificate:Certificate"),
    "a new one that has been validated": from(
      "aws:acm/certificateValidation:CertificateValidation",
    ),
    "HTTP needs none": https(undefined, "HTTP"),
    "one more certificate": resource("aws:lb/listenerCertificate:ListenerCertificate", {
      listenerArn: "arn",
      certificateArn: ACM,
    }),
    "a classic load balancer": classic({
      listeners: [{ lbPort: 443, lbProtocol: "SSL", sslCertificateId: ACM }],
    }),
    "aws-native": nativeListener({ protocol: "TLS", certificates: [{ certificateArn: ACM }] }),
  },
  fail: {
    none: [https(), [`certificateArn is not set; ${EXPECTED}`]],
    "none, on a network load balancer": [https("", "TLS"), [`certificateArn is ""; ${EXPECTED}`]],
    "one that was uploaded to IAM": [https(IAM), [`certificateArn is "${IAM}"; ${EXPECTED}`]],
    "a new one of IAM": [
      from("aws:iam/serverCertificate:ServerCertificate"),
      [`certificateArn is of a certificate in IAM; ${EXPECTED}`],
    ],
    "one more certificate, of IAM": [
      resource("aws:alb/listenerCertificate:ListenerCertificate", { certificateArn: IAM }),
      [`certificateArn is "${IAM}"; ${EXPECTED}`],
    ],
    "a classic load balancer": [
      classic({
        listeners: [
          { lbPort: 443, lbProtocol: "HTTPS", sslCertificateId: IAM },
          { lbPort: 80, lbProtocol: "HTTP" },
        ],
      }),
      [`listeners[0].sslCertificateId is "${IAM}"; ${EXPECTED}`],
    ],
    "aws-native": [
      nativeListener({ protocol: "HTTPS", certificates: [{ certificateArn: IAM }] }),
      [`certificates[0].certificateArn is "${IAM}"; ${EXPECTED}`],
    ],
  },
  unknown: {
    "nothing tells what the ARN comes from": [https(UNKNOWN), ["certificateArn"]],
    "the protocol waits": [listener({ protocol: UNKNOWN, certificateArn: ACM }), ["protocol"]],
  },
  malformed: {
    "the ARN is an object": [
      https({ arn: ACM }),
      ["certificateArn is an object; expected a string."],
    ],
  },
} satisfies Vectors;
