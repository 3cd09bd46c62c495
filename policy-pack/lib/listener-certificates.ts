import { each, type Check } from "./finding";
import type { Graph, Node } from "./graph";
import { endsTls, LISTENER_CERTIFICATES, listenersOf } from "./listeners";
import type { Reader } from "./reader";
import { resolve } from "./resolve";

const EXPECTED = "the ARN of a certificate in AWS Certificate Manager";
const ACM_ARN = /^arn:aws[\w-]*:acm:[a-z\d-]+:\d{12}:certificate\/[\w-]+$/;

const MANAGED = [
  "aws:acm/certificate:Certificate",
  "aws:acm/certificateValidation:CertificateValidation",
  "aws-native:certificatemanager:Certificate",
];
const UPLOADED = [
  "aws:iam/serverCertificate:ServerCertificate",
  "aws-native:iam:ServerCertificate",
];

/** A place that names a certificate. */
interface Place {
  readonly owner: Reader;
  readonly path: string;
}

/** Where a resource names certificates; an empty place is one without any. */
function placesOf(resource: Reader, type: string): Place[] {
  const isExtra = LISTENER_CERTIFICATES.includes(type);
  return listenersOf(resource, type).flatMap((listener) => {
    if (!isExtra && !endsTls(listener)) return [];
    const entries = listener.given("certificates") ? listener.list("certificates") : [];
    const owners = entries.length > 0 ? entries : [listener];
    return owners.map((owner) => ({ owner, path: "certificateArn" }));
  });
}

/** Certificates that are missing, or known not to be of ACM. */
export function* otherCertificates(resource: Reader, type: string): Check {
  yield* each(placesOf(resource, type), function* ({ owner, path }) {
    // A new certificate's ARN is unknown, but set: the stack tells what it comes from.
    if (owner.given(path) && !owner.known(path)) return;
    if (!ACM_ARN.test(owner.text(path)?.trim() ?? ""))
      yield owner.finding(path, { expected: EXPECTED });
  });
}

/** Certificates whose ARN cannot be known yet: those that come from IAM, and those that come from nowhere. */
export function* newCertificates(graph: Graph, node: Node): Check {
  yield* each(placesOf(node.resource, node.type), function* ({ owner, path }) {
    if (owner.known(path)) return;
    const named = resolve(graph, node, owner, path, [...MANAGED, ...UPLOADED]);
    yield* named.waiting;
    const uploaded = named.nodes.filter(({ type }) => UPLOADED.includes(type));
    if (uploaded.length > 0)
      yield owner.finding(path, { found: "is of a certificate in IAM", expected: EXPECTED });
  });
}
