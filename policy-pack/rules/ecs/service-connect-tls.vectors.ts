import { resource, UNKNOWN, type Vectors, type VectorResource } from "../../lib/vectors";

const service = (serviceConnectConfiguration: unknown): VectorResource =>
  resource("aws:ecs/service:Service", { serviceConnectConfiguration });
const AUTHORITY = { awsPcaAuthorityArn: UNKNOWN };
const on = (...services: unknown[]): Record<string, unknown> => ({ enabled: true, services });
const finding = (index = 0, value = "not set"): string =>
  `serviceConnectConfiguration.services[${index}].tls is ${value}; expected a certificate authority.`;

export default {
  pass: {
    "no Service Connect": resource("aws:ecs/service:Service", {}),
    "Service Connect is off": service({ enabled: false, services: [{ portName: "http" }] }),
    "a client only": service({ enabled: true, namespace: "main" }),
    "a certificate authority": service(
      on({ portName: "http", tls: { issuerCertAuthority: AUTHORITY } }),
    ),
    "an aws-native service": resource("aws-native:ecs:Service", {
      serviceConnectConfiguration: on({
        portName: "http",
        tls: { issuerCertificateAuthority: AUTHORITY },
      }),
    }),
  },
  fail: {
    "no TLS": [service(on({ portName: "http" })), [finding()]],
    "one of two": [
      service(on({ portName: "a", tls: { issuerCertAuthority: AUTHORITY } }, { portName: "b" })),
      [finding(1)],
    ],
    "TLS without an authority": [
      service(on({ portName: "http", tls: { kmsKey: "alias/x" } })),
      [finding(0, "an object")],
    ],
    "an aws-native service": [
      resource("aws-native:ecs:Service", { serviceConnectConfiguration: on({ portName: "http" }) }),
      [finding()],
    ],
  },
  unknown: {
    "TLS waits": [
      service(on({ portName: "http", tls: UNKNOWN })),
      ["serviceConnectConfiguration.services[0].tls"],
    ],
  },
  malformed: {
    "TLS is a boolean": [
      service(on({ portName: "http", tls: true })),
      ["serviceConnectConfiguration.services[0].tls is true; expected an object."],
    ],
  },
} satisfies Vectors;
