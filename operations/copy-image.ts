import { capture } from "../sandbox/lib/process";
import { UserError } from "../sandbox/lib/user-error";
import type { Context } from "./context";
import { upstreamFault } from "./upstream-image";

/** Copies an image from registry to registry, byte for byte: it keeps its digest. */
export async function copyImage(from: string, to: string, { env, say }: Context): Promise<void> {
  say(`Copying ${from} …`);
  // Without the flag a lone manifest is wrapped in an index, which has another digest.
  const args = ["buildx", "imagetools", "create", "--prefer-index=false", "--tag", to, from];
  const { code, stderr } = await capture("docker", args, { env, timeoutSeconds: 1800 });
  if (code !== 0) throw new UserError(upstreamFault(`${from} could not be copied`, stderr));
}
