import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Diff, Failure, Provider, Target } from "./provider";
import * as values from "./values";

/** A bag off the wire. */
export interface Sent {
  readonly value: values.Bag;
  readonly marks: values.Marks | undefined;
}

export function receive(wire: Struct | undefined): Sent {
  const { value, marks } = values.decode(wire?.toJavaScript() ?? {});
  return { value: value as values.Bag, marks };
}

export function struct(bag: values.Bag, marks?: values.Marks): Struct {
  return Struct.fromJavaScript(
    values.encode(bag, marks) as Parameters<typeof Struct.fromJavaScript>[0],
  );
}

/** `from` says where secrets came from: their places count in order, their texts wherever they are. */
export function sendBack(
  bag: values.Bag,
  from: readonly Sent[],
  provider: Provider,
  target: Target,
): Struct {
  return struct(bag, marksFor(bag, from, provider.secrets(target.type)));
}

function marksFor(
  bag: values.Bag,
  from: readonly Sent[],
  always: ReadonlySet<string>,
): values.Marks | undefined {
  const inherited = from.map((sent) => sent.marks).reduce(values.mergeMarks, undefined);
  const schema = Object.fromEntries([...always].map((name) => [name, true as const]));
  return values.markSecrets(bag, values.mergeMarks(inherited, schema), from.flatMap(textsOf));
}

export function textsOf({ value, marks }: Sent): readonly string[] {
  return values.secretTexts(value, marks);
}

/** A property that is given anew is secret only if it is given as a secret. */
export function without(marks: values.Marks | undefined, names: readonly string[]) {
  if (marks === undefined || marks === true) return undefined;
  return Object.fromEntries(Object.entries(marks).filter(([name]) => !names.includes(name)));
}

export function checked(
  inputs: values.Bag,
  news: Sent,
  always: ReadonlySet<string>,
  failures: readonly Failure[],
): messages.CheckResponse {
  return new messages.CheckResponse()
    .setInputs(struct(inputs, marksFor(inputs, [news], always)))
    .setFailuresList(failures.map(failure));
}

export function failure({ property, reason }: Failure) {
  return new messages.CheckFailure().setProperty(property).setReason(reason);
}

export function diffResponse(diff: Diff): messages.DiffResponse {
  const { DIFF_SOME, DIFF_NONE } = messages.DiffResponse.DiffChanges;
  const response = new messages.DiffResponse()
    .setChanges(diff.changes.length > 0 ? DIFF_SOME : DIFF_NONE)
    .setReplacesList([...diff.replaces])
    .setDeletebeforereplace(diff.deleteBeforeReplace)
    .setDiffsList([...new Set(diff.changes.map((change) => change.property))])
    .setHasdetaileddiff(true);
  for (const { path, kind } of diff.changes) {
    const detail = new messages.PropertyDiff()
      .setKind(messages.PropertyDiff.Kind[kind])
      .setInputdiff(true);
    response.getDetaileddiffMap().set(path, detail);
  }
  return response;
}

/** Which resource a request is about. */
export function targetOf(request: {
  getUrn(): string;
  getType(): string;
  getName(): string;
}): Target {
  const urn = request.getUrn();
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return {
    urn,
    type: request.getType() || (qualifiedType.split("$").at(-1) ?? ""),
    name: request.getName() || name.join("::"),
  };
}
