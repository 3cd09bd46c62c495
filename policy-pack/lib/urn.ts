/** The parts of a URN that rules ask for: `urn:pulumi:<stack>::<project>::<types>::<name>`. */
export function parseUrn(urn: string): { stack: string; project: string } {
  const [head = "", project = ""] = urn.split("::");
  return { stack: head.split(":")[2] ?? "", project };
}
