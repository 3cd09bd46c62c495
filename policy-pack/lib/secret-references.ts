import { attempt, each, type Check, type Outcome } from "./finding";
import type { Graph, Node } from "./graph";
import type { Reader } from "./reader";
import { lookUp } from "./resolve";

/** Parameters of Systems Manager. */
export const PARAMETERS: readonly string[] = [
  "aws:ssm/parameter:Parameter",
  "aws-native:ssm:Parameter",
];

/** Secrets of Secrets Manager. */
export const SECRETS: readonly string[] = [
  "aws:secretsmanager/secret:Secret",
  "aws-native:secretsmanager:Secret",
];

/** Where secrets are kept; the services' names in ARNs and actions. */
export type Store = "ssm" | "secretsmanager";

/** What a container gets a secret from. */
export interface SecretName {
  readonly store: Store;
  /** Without leading slash, JSON key and version. A secret's ends with the six characters that AWS adds, if they are given. */
  readonly name: string;
  /** As far as it names the secret; undefined for a parameter's name. */
  readonly arn: string | undefined;
}

/** What the text of a `valueFrom` names. */
export function secretNamed(text: string): SecretName {
  const parts = text.split(":");
  const [arn, , service, , , kind = "", name = ""] = parts;
  if (arn === "arn" && service === "secretsmanager" && kind === "secret") {
    return { store: service, name, arn: parts.slice(0, 7).join(":") };
  }
  const isArn = arn === "arn" && service === "ssm";
  return {
    store: "ssm",
    name: (isArn ? kind.replace(/^parameter/, "") : text).replace(/^\//, ""),
    arn: isArn ? text : undefined,
  };
}

/** The name of a secret without the six characters that AWS adds to it in ARNs. */
export function withoutSuffix(name: string): string {
  return name.replace(/-[A-Za-z\d]{6}$/, "");
}

/** Parameters and secrets of the stack with this name. */
export function declaredSecrets(graph: Graph, { store, name, arn = "" }: SecretName): Node[] {
  return store === "ssm"
    ? lookUp(graph, [name, `/${name}`, arn], PARAMETERS)
    : lookUp(graph, [name, withoutSuffix(name), arn], SECRETS);
}

/** Judges each place where a container names a secret; ECS reads these with the execution role. */
export function* eachSecret(
  container: Reader,
  part: (valueFrom: Reader) => Iterable<Outcome>,
): Check {
  const judge = (owner: Reader, path: string): Check =>
    attempt(function* () {
      const name = owner.pick(path);
      if (name !== undefined) yield* part(name);
    });
  yield* each(["secrets", "logConfiguration.secretOptions"], (list) =>
    each(container.list(list), (item) => judge(item, "valueFrom")),
  );
  yield* judge(container, "repositoryCredentials.credentialsParameter");
}
