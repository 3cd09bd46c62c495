import { namedTask } from "../../lib/stack.vectors";
import {
  configured,
  express,
  MALFORMED_CONTAINERS,
  nativeTask,
  resource,
  stack,
  taskText,
  UNKNOWN,
  UNKNOWN_CONTAINERS,
  type VectorResource,
  type Vectors,
} from "../../lib/vectors";

type Properties = Readonly<Record<string, unknown>>;
const PARAMETER = "arn:aws:ssm:us-east-1:123456789012:parameter/app/web/URL";
const SECRET = "arn:aws:secretsmanager:us-east-1:123456789012:secret:app/db-AbCdEf";
const parameter = (props: Properties = {}): VectorResource =>
  resource(
    "aws:ssm/parameter:Parameter",
    { name: "/app/web/URL", type: "SecureString", ...props },
    { name: "url" },
  );
const secret = (outputs: Properties = {}): VectorResource =>
  resource("aws:secretsmanager/secret:Secret", { name: "app/db" }, { name: "db", outputs });
const web = (...names: unknown[]): VectorResource =>
  namedTask([{ name: "web", secrets: names.map((valueFrom) => ({ name: "URL", valueFrom })) }]);
const at = 'Container "web": containerDefinitions[0].secrets[0].valueFrom';
const EXPECTED = "expected a secret or a SecureString parameter of this stack.";
const missing = (text: string, where = at): string =>
  `${where} is "${text}", which this stack does not declare; ${EXPECTED}`;

export default {
  pass: {
    "a parameter by ARN": stack(parameter(), web(PARAMETER)),
    "a parameter by name": stack(parameter(), web("/app/web/URL")),
    "a parameter without folders": stack(parameter({ name: "URL" }), web("URL")),
    "a secret by ARN": stack(secret({ arn: SECRET }), web(SECRET)),
    "a secret before its ARN is known, with a key of its JSON": stack(
      secret({ arn: UNKNOWN }),
      web(`${SECRET}:password::`),
    ),
    "the password that AWS manages for a database": web(
      "arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-7-AbCdEf",
    ),
    "a secret that another stack declares": configured(web(SECRET, "/shared/URL"), {
      config: { declaredElsewhere: ["app/*", "/shared/*"] },
    }),
    "secrets of aws-native": stack(
      resource(
        "aws-native:secretsmanager:Secret",
        { name: "app/db" },
        { name: "db", outputs: { id: SECRET } },
      ),
      {
        ...nativeTask([{ name: "web", secrets: [{ name: "DB", valueFrom: SECRET }] }]),
        name: "task",
      },
    ),
  },
  fail: {
    "a parameter that nobody declares": [
      stack(parameter(), web("/app/web/URI")),
      [missing("/app/web/URI")],
    ],
    "a parameter whose name ends alike": [
      stack(parameter({ name: "URL" }), web(PARAMETER)),
      [missing(PARAMETER)],
    ],
    "a secret that nobody declares": [web(SECRET), [missing(SECRET)]],
    "a parameter in clear text": [
      stack(parameter({ type: "String" }), web(PARAMETER)),
      [`${at} is that of Parameter "url", which is no SecureString; ${EXPECTED}`],
    ],
    "a parameter in clear text, before the containers are known": [
      stack(parameter({ type: "String" }), {
        ...taskText(UNKNOWN),
        name: "task",
        from: { containerDefinitions: ["url"] },
      }),
      [
        `containerDefinitions is computed from Parameter "url", which is no SecureString; ${EXPECTED}`,
      ],
      { waits: ["containerDefinitions"] },
    ],
    "the secrets of a log driver and of a registry": [
      namedTask([
        {
          name: "web",
          logConfiguration: {
            logDriver: "splunk",
            secretOptions: [{ name: "splunk-token", valueFrom: "/app/splunk" }],
          },
          repositoryCredentials: { credentialsParameter: SECRET },
        },
      ]),
      [
        missing(
          "/app/splunk",
          'Container "web": containerDefinitions[0].logConfiguration.secretOptions[0].valueFrom',
        ),
        missing(
          SECRET,
          'Container "web": containerDefinitions[0].repositoryCredentials.credentialsParameter',
        ),
      ],
    ],
    "an Express service": [
      express({ secrets: [{ name: "URL", valueFrom: "/app/web/URL" }] }),
      [missing("/app/web/URL", "The primary container: primaryContainer.secrets[0].valueFrom")],
    ],
  },
  unknown: {
    ...UNKNOWN_CONTAINERS,
    "a reference of a daemon": [
      {
        ...nativeTask([{ name: "web", secrets: [{ name: "URL", valueFrom: UNKNOWN }] }]),
        name: "task",
      },
      ["containerDefinitions[0].secrets[0].valueFrom"],
    ],
    "the parameter's type": [stack(parameter({ type: UNKNOWN }), web(PARAMETER)), ["type"]],
  },
  malformed: {
    ...MALFORMED_CONTAINERS,
    "the secrets are a word": [
      namedTask([{ name: "web", secrets: "URL" }]),
      ['Container "web": containerDefinitions[0].secrets is "URL"; expected an object.'],
    ],
  },
} satisfies Vectors;
