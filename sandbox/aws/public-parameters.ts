import { createHash } from "node:crypto";
import { regionNamed } from "./lib/regions";

/** SSM parameters that AWS publishes in every account, as far as programs of this kind ask for them. */
const AMIS = [
  "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64",
  "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
  "/aws/service/ecs/optimized-ami/amazon-linux-2023/arm64/recommended/image_id",
  "/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id",
  "/aws/service/bottlerocket/aws-ecs-2/x86_64/latest/image_id",
  "/aws/service/bottlerocket/aws-ecs-2/arm64/latest/image_id",
];

/** @returns the value in this region, undefined when AWS publishes none (or none that the sandbox knows). */
export function publicParameter(name: string, region: string): string | undefined {
  const longName = /^\/aws\/service\/global-infrastructure\/regions\/([\w-]+)\/longName$/.exec(
    name,
  );
  if (longName) return regionNamed(longName[1])?.description;
  if (!AMIS.includes(name)) return undefined;
  const digits = createHash("sha256").update(`${region} ${name}`).digest("hex").slice(0, 17);
  return `ami-${digits}`;
}
