import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { Graph, viewOf, type Node } from "./graph";
import { Inspection } from "./inspection";
import { readOptions, type Options, type Values } from "./options";
import { Reader } from "./reader";
import type { Facts } from "./rule";
import { SETTINGS, type Settings } from "./settings";
import { unproxied } from "./unknown";

/** The key of the stack's own inspection, beside those of its resources' URNs. */
export const STACK = "";

type Properties = Record<string, unknown>;

/**
 * What the policies of one process hand to each other: the SDK calls them in the order of the list
 * for each resource, and once more for the stack.
 */
export class Session {
  settings: Settings = readOptions(SETTINGS, {}).values;
  private readonly inspections = new Map<string, Inspection>();
  private readonly inputs = new Map<string, Properties>();
  private readonly configs = new Map<string, Values<Options>>();
  private graph: Graph | undefined;

  /** A new inspection: the engine starts on this resource. */
  begin(urn: string): Inspection {
    const inspection = new Inspection();
    this.inspections.set(urn, inspection);
    if (urn === STACK) this.graph = undefined;
    return inspection;
  }

  /** The inspection that a rule takes part in: a new one if the rule was in the last one already. */
  join(urn: string, rule: string): Inspection {
    const current = this.inspections.get(urn);
    return current === undefined || current.wasJudgedBy(rule) ? this.begin(urn) : current;
  }

  current(urn: string): Inspection | undefined {
    return this.inspections.get(urn);
  }

  /** Forgets an inspection: the engine is done with this resource. */
  end(urn: string): void {
    this.inspections.delete(urn);
    if (urn === STACK) this.graph = undefined;
  }

  /** Keeps a resource's inputs: the stack's view has outputs only. */
  remember(args: ResourceValidationArgs): void {
    this.inputs.set(args.urn, unproxied(args.props as Properties));
  }

  /** A rule's options, read once; `onFault` is told what is wrong with them, once. */
  configOf(
    facts: Facts,
    given: () => Properties,
    onFault: (fault: string) => void,
  ): Values<Options> {
    const cached = this.configs.get(facts.name);
    if (cached !== undefined) return cached;
    const { values, faults } = readOptions(facts.options ?? {}, given());
    this.configs.set(facts.name, values);
    faults.forEach(onFault);
    return values;
  }

  /** The stack as a graph; built once for all rules of one call. */
  graphOf(resources: readonly PolicyResource[]): Graph {
    this.graph ??= new Graph(resources.map((resource) => this.nodeOf(resource)));
    return this.graph;
  }

  private nodeOf(resource: PolicyResource): Node {
    const { urn, type, name, opts, parent } = resource;
    const properties = viewOf(this.inputs.get(urn), unproxied(resource.props as Properties));
    return {
      urn,
      type,
      name,
      resource: new Reader(properties, "", { urn }),
      protect: opts.protect,
      ignoreChanges: opts.ignoreChanges,
      parent: parent?.urn,
      dependencies: resource.dependencies.map((source) => source.urn),
      propertyDependencies: Object.fromEntries(
        Object.entries(resource.propertyDependencies).map(([property, sources]) => [
          property,
          sources.map((source) => source.urn),
        ]),
      ),
    };
  }
}
