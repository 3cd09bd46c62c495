import * as grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PartialFailure, Refusal } from "./provider";
import type { Bag } from "./values";

/** {@link PartialFailure} with its state encoded: only the handler knows which secrets to mark. */
class EncodedFailure extends Error {
  constructor(
    readonly failure: PartialFailure,
    readonly state: Struct,
  ) {
    super(failure.message);
  }
}

/** Gives a partial failure the state that the engine records. */
export function withState(error: unknown, send: (outputs: Bag) => Struct): unknown {
  return error instanceof PartialFailure ? new EncodedFailure(error, send(error.outputs)) : error;
}

/** An error as the engine receives it. */
export function serviceError(error: unknown): Partial<grpc.StatusObject> {
  if (error instanceof EncodedFailure) return partialFailure(error);
  if (error instanceof Refusal) {
    // A code the engine counts as an answer: it records that nothing was created.
    return { code: grpc.status.FAILED_PRECONDITION, details: error.message };
  }
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: grpc.status.INTERNAL, details: `The sandbox itself failed: ${what}` };
}

function partialFailure({ failure: { id, reasons, message }, state }: EncodedFailure) {
  const detail = new ErrorResourceInitFailed()
    .setId(id)
    .setProperties(state)
    .setReasonsList([...reasons]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status()
    .setCode(grpc.status.UNKNOWN)
    .setMessage(message)
    .setDetailsList([any]);
  const metadata = new grpc.Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code: grpc.status.UNKNOWN, details: message, metadata };
}
