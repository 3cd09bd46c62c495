import type { ResourceValidationArgs } from "@pulumi/policy";
import type { Options, Values } from "./options";
import { Reader } from "./reader";
import type { Context } from "./rule";
import { matches, type Settings } from "./settings";
import { unproxied } from "./unknown";
import { parseUrn } from "./urn";

/** What a check knows of the resource that it judges beside its properties. */
export function contextOf(
  args: ResourceValidationArgs,
  settings: Settings,
  config: Values<Options>,
): Context<Values<Options>> {
  const { urn, type, name, opts, provider } = args;
  const { stack, project } = parseUrn(urn);
  const inputs = provider === undefined ? {} : unproxied(provider.props as Record<string, unknown>);
  return {
    ...{ urn, type, name, stack, project, settings, config },
    protected: matches(stack, settings.protectedStacks),
    provider: new Reader(inputs, "", { urn }),
    options: { protect: opts.protect, ignoreChanges: opts.ignoreChanges },
  };
}
