import type { Bag, Resource } from "../engine-client";

/** Arguments of one resource of a type, from those made before it. */
export interface Specimen {
  readonly type: string;
  readonly args: (made: (type: string) => Resource) => Bag;
  /** The id to import it by, where that is not its id (AWS provider documentation, "Import"). */
  readonly importId?: (resource: Resource) => string;
  /** It cannot be imported, or its inputs cannot be read back (AWS provider documentation, "Import"). */
  readonly notImported?: true;
}

/** The account of the sandbox. */
export const account = "123456789012";

/** A trust policy. */
export const trust = (service: string) =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }],
  });

/** An identity policy. */
export const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*" }],
});

/** An output as text. */
export const output = (resource: Resource, name: string) => String(resource.outputs[name]);

/** An import id made of outputs or inputs. */
export const joined =
  (separator: string, ...names: string[]) =>
  (resource: Resource) =>
    names.map((name) => String(resource.outputs[name] ?? resource.inputs[name])).join(separator);
