import type { PolicyResource, ResourceValidationArgs } from "@pulumi/policy";
import { Graph, viewOf, type Node } from "./graph";
import { Inspection } from "./inspection";
import { levelIn } from "./levels";
import { readOptions, type Options, type Values } from "./options";
import { isChosen } from "./presets";
import { Reader } from "./reader";
import { READABLE } from "./report";
import type { Facts } from "./rule";
import { readSettings, type Settings } from "./settings";
import { unproxied } from "./unknown";
import { Waits } from "./waits";
import { dayOf, Waivers } from "./waivers";

/** The key of the stack's own inspection, beside those of its resources' URNs. */
export const STACK = "";

type Properties = Record<string, unknown>;

/** How a rule takes part in a stack: at another level than the configured one, if set; or why it does not. */
export interface Standing {
  readonly level?: "advisory" | "mandatory";
  /** True if the level is set for this stack, so that it also replaces `remediate`. */
  readonly isSet?: boolean;
  readonly off?: string;
}

/**
 * What the policies of one process hand to each other: the SDK calls them in the order of the list
 * for each resource, and once more for the stack.
 */
export class Session {
  settings: Settings;
  waivers: Waivers;
  readonly waits = new Waits();
  private configured = false;
  private readonly inspections = new Map<string, Inspection>();
  private readonly inputs = new Map<string, Properties>();
  /** What the resources' own inspections said. */
  private readonly told = new Set<string>();
  private readonly configs = new Map<string, Values<Options>>();
  private readonly faults = new Map<string, readonly string[]>();
  private graph: Graph | undefined;

  /**
   * @param rules names of the rules of the pack.
   * @param today the day on which waivers are judged, in UTC: `2026-12-31`.
   */
  constructor(
    private readonly rules: readonly string[],
    private readonly today = dayOf(new Date()),
  ) {
    this.settings = readSettings({}, []).settings;
    this.waivers = new Waivers([], this.today);
  }

  /** Takes the pack-wide settings; the first time, answers what is wrong with them. */
  configure(given: () => Properties): readonly string[] {
    if (this.configured) return [];
    this.configured = true;
    const { settings, faults } = readSettings(given(), [...this.rules, READABLE]);
    this.settings = settings;
    this.waivers = new Waivers(settings.waivers, this.today);
    return faults;
  }

  /** How a rule, or `pack-readable-input`, takes part in this stack. */
  standingOf(rule: Facts | typeof READABLE, stack: string): Standing {
    const { presets, levels } = this.settings;
    const name = rule === READABLE ? rule : rule.name;
    const level = levelIn(stack, name, levels);
    if (level === "disabled") return { off: "The rule is switched off in this stack." };
    if (rule !== READABLE && level === undefined && !isChosen(rule, presets)) {
      return { off: "The rule is in none of the presets that are set." };
    }
    if (level !== undefined) return { level, isSet: true };
    return presets.includes("strict") ? { level: "mandatory" } : {};
  }

  /** A new inspection, led by the policies of the pack: the engine starts on this resource. */
  begin(urn: string, isLed = true): Inspection {
    const inspection = new Inspection(isLed);
    this.inspections.set(urn, inspection);
    if (urn === STACK) this.graph = undefined;
    else this.waits.forget(urn);
    return inspection;
  }

  /**
   * The inspection that a rule takes part in; a new one if the rule was in the last one already, or
   * if there is none because `pack-settings` is switched off.
   */
  join(urn: string, rule: string): Inspection {
    const current = this.inspections.get(urn);
    return current === undefined || current.wasJudgedBy(rule) ? this.begin(urn, false) : current;
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

  /** False if the stack's inspection would say again what a resource's own has said. */
  isNews(inspection: Inspection, what: string): boolean {
    if (inspection === this.inspections.get(STACK)) return !this.told.has(what);
    this.told.add(what);
    return true;
  }

  /** A rule's options, read once. */
  configOf(facts: Facts, given: () => Properties): Values<Options> {
    const cached = this.configs.get(facts.name);
    if (cached !== undefined) return cached;
    const { values, faults } = readOptions(facts.options ?? {}, given());
    this.configs.set(facts.name, values);
    this.faults.set(facts.name, faults);
    return values;
  }

  /** What is wrong with a rule's options; answered once. */
  takeFaults({ name }: Facts): readonly string[] {
    const faults = this.faults.get(name) ?? [];
    this.faults.delete(name);
    return faults;
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
      resource: Reader.of(properties, urn),
      external: !this.inputs.has(urn),
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
