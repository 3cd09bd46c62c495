import assert from "node:assert/strict";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import type { Policies } from "@pulumi/policy";
import { policiesOf, type Clock } from "../../policy-pack/lib/pack";
import type { Rule } from "../../policy-pack/lib/rule";
import type { Given, GivenStack, VectorResource } from "../../policy-pack/lib/vectors";

/** One diagnostic as the engine would receive it. */
export interface Diagnostic {
  readonly policy: string;
  readonly message: string;
  readonly urn: string;
  readonly level: "advisory" | "mandatory" | "remediate" | "disabled";
  readonly severity: number;
}

/** What a rule answered, sorted out of the diagnostics. */
export interface Answer {
  readonly findings: string[];
  readonly waits: string[];
  readonly unreadable: string[];
}

interface Call {
  request: unknown;
}
type Callback = (error: Error | null | undefined, response?: unknown) => void;
type RpcFunction = (call: Call, callback: Callback) => Promise<void>;
type MakeRpcFunction = (
  pack: string,
  version: string,
  level: string,
  policies: Policies,
) => RpcFunction;

// The functions that answer the engine's calls. They are in the SDK's JavaScript and not in its types;
// constructing a PolicyPack instead would start a server.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const server = require("@pulumi/policy/server") as {
  makeAnalyzeRpcFun: MakeRpcFunction;
  makeAnalyzeStackRpcFun: MakeRpcFunction;
  makeRemediateRpcFun: MakeRpcFunction;
};

const LEVELS = ["advisory", "mandatory", "disabled", "remediate"] as const;

/**
 * The rules' diagnostics on a vector, through the SDK's own code: each resource, then the stack.
 *
 * @param options the day on which waivers are judged, and policies that are switched off.
 */
export async function evaluate(
  rules: readonly Rule[],
  given: Given,
  { off = [], ...clock }: Clock & { readonly off?: readonly string[] } = {},
): Promise<Diagnostic[]> {
  const stack = stackOf(given);
  const enabled = policiesOf(rules, clock).filter(({ name }) => !off.includes(name));
  const policies = enabled.map((policy) => withConfiguration(policy, stack));
  const analyze = server.makeAnalyzeRpcFun("pack", "0.0.0", "advisory", policies);
  const analyzeStack = server.makeAnalyzeStackRpcFun("pack", "0.0.0", "advisory", policies);
  const diagnostics: Diagnostic[] = [];
  for (const resource of stack.resources.filter(({ external }) => external !== true)) {
    diagnostics.push(...(await call(analyze, analyzeRequest(resource, stack))));
  }
  diagnostics.push(...(await call(analyzeStack, analyzeStackRequest(stack))));
  return diagnostics;
}

/**
 * The properties that a rule makes of a vector's resources at the level `remediate`, through the SDK's
 * own code; undefined where it leaves one alone. As in the engine, the root of the stack comes first,
 * by which the pack gets its settings.
 */
export async function remediate(
  rule: Rule,
  given: Given,
  clock: Clock = {},
): Promise<(Record<string, unknown> | undefined)[]> {
  const stack = stackOf(given);
  const policies = policiesOf([rule], clock)
    .map((policy) => withConfiguration(policy, stack))
    .map((policy): Policies[number] =>
      policy.name === rule.facts.name ? { ...policy, enforcementLevel: "remediate" } : policy,
    );
  const root: VectorResource = { type: "pulumi:pulumi:Stack", props: {} };
  await call(
    server.makeAnalyzeRpcFun("pack", "0.0.0", "advisory", policies),
    analyzeRequest(root, stack),
  );
  const mend = server.makeRemediateRpcFun("pack", "0.0.0", "advisory", policies);
  const answers: (Record<string, unknown> | undefined)[] = [];
  for (const resource of stack.resources) {
    const response = await respond<analyzer.RemediateResponse>(
      mend,
      analyzeRequest(resource, stack),
    );
    const [remediation] = response.getRemediationsList();
    assert.equal(remediation?.getDiagnostic() ?? "", "", "no fix may fail");
    answers.push(remediation?.getProperties()?.toJavaScript());
  }
  return answers;
}

/** One rule's answer to a vector. */
export async function answer(rule: Rule, given: Given): Promise<Answer> {
  const diagnostics = await evaluate([rule], given);
  const of = (policy: string): string[] =>
    diagnostics.filter((d) => d.policy === policy).map((d) => d.message.split("\nFix: ")[0] ?? "");
  return {
    findings: of(rule.facts.name),
    waits: of("pack-undetermined").flatMap((text) =>
      text
        .split("\n")
        .slice(1)
        .map((line) => line.replace(`: ${rule.facts.name}`, "")),
    ),
    unreadable: of("pack-readable-input").flatMap((text) => text.split("\n")),
  };
}

/** The SDK keeps configuration in a private variable that only its server sets; so it is handed in here. */
function withConfiguration(
  policy: Policies[number],
  { config, settings }: GivenStack,
): Policies[number] {
  const own =
    policy.name === "pack-settings" ? settings : policy.name.startsWith("pack-") ? {} : config;
  const wrap = (name: string): object => {
    const validate = (policy as unknown as Record<string, unknown>)[name];
    if (typeof validate !== "function") return {};
    return {
      [name]: (args: object, report: unknown): unknown =>
        (validate as (args: object, report: unknown) => unknown)(
          { ...args, getConfig: () => own ?? {} },
          report,
        ),
    };
  };
  // A vector judges its rule also where the rule is off by default.
  const level = policy.enforcementLevel === "disabled" ? "advisory" : policy.enforcementLevel;
  return {
    ...policy,
    ...(level !== undefined && { enforcementLevel: level }),
    ...wrap("validateResource"),
    ...wrap("validateStack"),
    ...wrap("remediateResource"),
  };
}

function stackOf(given: Given): GivenStack {
  return "resources" in given ? given : { resources: [given] };
}

async function call(rpc: RpcFunction, request: unknown): Promise<Diagnostic[]> {
  const response = await respond<analyzer.AnalyzeResponse>(rpc, request);
  return response.getDiagnosticsList().map(diagnosticOf);
}

function respond<T>(rpc: RpcFunction, request: unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    void rpc({ request }, (error, response) => {
      if (response === undefined) reject(error ?? new Error("no response"));
      else resolve(response as T);
    });
  });
}

function diagnosticOf(diagnostic: analyzer.AnalyzeDiagnostic): Diagnostic {
  return {
    policy: diagnostic.getPolicyname(),
    message: diagnostic.getMessage(),
    urn: diagnostic.getUrn(),
    level: LEVELS[diagnostic.getEnforcementlevel()],
    severity: diagnostic.getSeverity(),
  };
}

/** The URN under which a vector's resource is judged. */
export function urnOf(resource: VectorResource, stack = "dev"): string {
  return `urn:pulumi:${stack}::example::${resource.type}::${resource.name ?? "example"}`;
}

function analyzeRequest(resource: VectorResource, stack: GivenStack): analyzer.AnalyzeRequest {
  const request = new analyzer.AnalyzeRequest();
  request.setType(resource.type);
  request.setUrn(urnOf(resource, stack.stack));
  request.setName(resource.name ?? "example");
  request.setProperties(struct(resource.props));
  request.setOptions(optionsOf(resource));
  const provider = providerOf(resource);
  if (provider !== undefined) request.setProvider(provider);
  return request;
}

function analyzeStackRequest(stack: GivenStack): analyzer.AnalyzeStackRequest {
  const urns = new Map(stack.resources.map((r) => [r.name ?? "example", urnOf(r, stack.stack)]));
  const urnNamed = (name: string): string => {
    const urn = urns.get(name);
    if (urn === undefined) throw new Error(`The vector has no resource named "${name}".`);
    return urn;
  };
  const request = new analyzer.AnalyzeStackRequest();
  request.setResourcesList(
    stack.resources.map((resource) => {
      const message = new analyzer.AnalyzerResource();
      message.setType(resource.type);
      message.setUrn(urnOf(resource, stack.stack));
      message.setName(resource.name ?? "example");
      message.setProperties(struct({ ...resource.props, ...resource.outputs }));
      message.setOptions(optionsOf(resource));
      if (resource.parent !== undefined) message.setParent(urnNamed(resource.parent));
      const provider = providerOf(resource);
      if (provider !== undefined) message.setProvider(provider);
      for (const [property, names] of Object.entries(resource.from ?? {})) {
        const dependencies = new analyzer.AnalyzerPropertyDependencies();
        dependencies.setUrnsList(names.map(urnNamed));
        message.getPropertydependenciesMap().set(property, dependencies);
      }
      message.setDependenciesList(
        Object.values(resource.from ?? {})
          .flat()
          .map(urnNamed),
      );
      return message;
    }),
  );
  return request;
}

function optionsOf(resource: VectorResource): analyzer.AnalyzerResourceOptions {
  const options = new analyzer.AnalyzerResourceOptions();
  options.setProtect(resource.protect ?? false);
  options.setIgnorechangesList([...(resource.ignoreChanges ?? [])]);
  return options;
}

function providerOf(resource: VectorResource): analyzer.AnalyzerProviderResource | undefined {
  if (resource.provider === undefined) return undefined;
  const provider = new analyzer.AnalyzerProviderResource();
  provider.setType("pulumi:providers:aws");
  provider.setName("aws");
  provider.setUrn("urn:pulumi:dev::example::pulumi:providers:aws::aws");
  provider.setProperties(struct(resource.provider));
  return provider;
}

function struct(properties: Readonly<Record<string, unknown>>): Struct {
  return Struct.fromJavaScript(properties as Parameters<typeof Struct.fromJavaScript>[0]);
}
