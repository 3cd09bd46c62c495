/** The parts of a URN that rules and waivers ask for. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** The resource's own type, without those of its parents. */
  readonly type: string;
  readonly name: string;
}

/** Takes `urn:pulumi:<stack>::<project>::<parent type>$<type>::<name>` apart; missing parts are empty. */
export function parseUrn(urn: string): UrnParts {
  const [head = "", project = "", types = "", ...name] = urn.split("::");
  const type = types.slice(types.lastIndexOf("$") + 1);
  return { stack: head.split(":")[2] ?? "", project, type, name: name.join("::") };
}

/** The URN of the root of the stack that a resource belongs to. */
export function rootUrnOf(urn: string): string {
  const { stack, project } = parseUrn(urn);
  return `urn:pulumi:${stack}::${project}::pulumi:pulumi:Stack::${project}-${stack}`;
}
