import { each } from "../../lib/finding";
import { rule } from "../../lib/rule";
import { runsOf } from "../../lib/runs";

const NAMES = { issuerCertAuthority: ["issuerCertificateAuthority"] };

export default rule(
  {
    name: "ecs-service-connect-tls",
    severity: "medium",
    enforcementLevel: "advisory",
    description: "Service Connect should encrypt the traffic between services.",
    why: "Without TLS the traffic between services is clear text inside the VPC, and a caller cannot tell who answers.",
    remediationSteps:
      "Set `tls` on each entry of `serviceConnectConfiguration.services`, with a private certificate authority of AWS and a role that may use it.",
    example: `services: [{ portName: "http", tls: { issuerCertAuthority: { awsPcaAuthorityArn }, kmsKey: key.arn, roleArn: tlsRole.arn } }]`,
    url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-connect-tls.html",
    tags: [],
    practices: ["B3"],
  },
  ["aws:ecs/service:Service", "aws-native:ecs:Service"],
  function* (resource, { type }) {
    yield* each(runsOf(resource, type), function* ({ settings }) {
      const connect = settings.object("serviceConnectConfiguration");
      if (connect === undefined || connect.flag("enabled") === false) return;
      yield* each(connect.list("services"), function* (service) {
        const tls = service.object("tls")?.as({ aliases: NAMES });
        if (tls?.object("issuerCertAuthority")?.given("awsPcaAuthorityArn") === true) return;
        yield service.finding("tls", { expected: "a certificate authority" });
      });
    });
  },
);
