import { rules } from "../../../policy-pack/rules";
import { evaluate } from "../../support/policy";
import type { Labelled } from "./case";

const OFF = rules
  .filter(({ facts }) => facts.enforcementLevel === "disabled")
  .map(({ facts }) => facts.name);

/** What all rules say of a program, without the pack's own lists. */
export async function answer({
  resources,
  stack,
}: Labelled): Promise<Required<Omit<Labelled, "resources" | "stack">>> {
  const said = await evaluate(
    rules,
    { resources, ...(stack !== undefined && { stack }) },
    { off: OFF },
  );
  const named = (level: string): string[] =>
    said
      .filter((each) => each.level === level && !each.policy.startsWith("pack-"))
      .map(({ policy }) => policy)
      .sort();
  const told = (policy: string): string[] =>
    said.filter((each) => each.policy === policy).flatMap(({ message }) => message.split("\n"));
  const waits = told("pack-undetermined").flatMap((line) => line.split(": ")[1]?.split(", ") ?? []);
  const names = new Set(rules.map(({ facts }) => facts.name));
  return {
    stops: named("mandatory"),
    advises: named("advisory"),
    waits: [...new Set(waits)].filter((each) => names.has(each)).sort(),
    unreadable: told("pack-readable-input").filter(
      (line) => line !== "" && !/^(?:Fix|See): /.test(line),
    ),
  };
}
