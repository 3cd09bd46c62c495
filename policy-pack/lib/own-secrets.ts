import { containersOf } from "./containers";
import { each, Undetermined } from "./finding";
import type { Graph, Node } from "./graph";
import { globMatches } from "./policy-patterns";
import {
  eachSecret,
  PARAMETERS,
  SECRETS,
  secretNamed,
  withoutSuffix,
  type Store,
} from "./secret-references";

/** What belongs to an application. */
export interface OwnSecrets {
  /** Names without a leading slash. */
  readonly names: Readonly<Record<Store, ReadonlySet<string>>>;
  /** Set if the application may name more. */
  readonly waiting: Undetermined | undefined;
}

/** Parameters and secrets that the stack declares, and those that these tasks name. */
export function ownSecrets(graph: Graph, tasks: readonly Node[]): OwnSecrets {
  const names = { ssm: new Set<string>(), secretsmanager: new Set<string>() };
  const declared = each(graph.ofType([...PARAMETERS, ...SECRETS]), ({ resource, type }) => {
    const name = resource.known("name") ? resource.text("name") : undefined;
    const store = PARAMETERS.includes(type) ? "ssm" : "secretsmanager";
    if (name !== undefined) names[store].add(withoutSlash(name));
    return [];
  });
  const named = each(tasks, ({ resource, type }) =>
    each(containersOf(resource, type), (container) =>
      eachSecret(container, (reference) => {
        const { store, name } = secretNamed(reference.text() ?? "");
        names[store].add(name);
        return [];
      }),
    ),
  );
  const outcomes = [...declared, ...named];
  return { names, waiting: outcomes.find((outcome) => outcome instanceof Undetermined) };
}

/**
 * True if a pattern of names takes in one of these, and begins with a word; or if it lies in the folder
 * of one.
 */
export function belongsTo(pattern: string, store: Store, names: ReadonlySet<string>): boolean {
  const head = withoutSlash(pattern).split(/[*?]/)[0] ?? "";
  const beginsWithWord = /^[\w.@+=!-]{3}/.test(head);
  return [...names].some((name) => {
    const folder = name.slice(0, name.lastIndexOf("/") + 1);
    if (folder !== "" && head.startsWith(folder)) return true;
    const forms = store === "ssm" ? [name] : [name, `${withoutSuffix(name)}-AbCdEf`];
    return beginsWithWord && forms.some((form) => globMatches(withoutSlash(pattern), form));
  });
}

/** True if the pattern takes in only names that begin with one of the prefixes. */
export function beginsWith(pattern: string, prefixes: readonly string[]): boolean {
  const head = withoutSlash(pattern).split(/[*?]/)[0] ?? "";
  return prefixes.some((prefix) => head.startsWith(withoutSlash(prefix)));
}

function withoutSlash(name: string): string {
  return name.replace(/^\//, "");
}
