import { SERVICE_NAMES } from "../services";
import { pulumi } from "./pulumi-command";
import { isPublished, publishImage } from "./publish";
import { DEFAULT_STACK, type Sandbox } from "./sandbox";

const NEXT = `
This was the real Pulumi engine with the policy pack; only AWS was simulated. What to try next:

  npm run sandbox -- preview --stack prod         what production would be, judged by the policy pack
  npm run sandbox -- stack export --stack dev     the state, with secrets encrypted
  npm run sandbox -- refresh --stack dev          compare the state with the account
  npm run sandbox -- destroy --stack dev --yes    take everything down again
  npm run sandbox:reset                           forget the simulated account

Set \`privileged: true\` in components/lib/container-definition.ts and run \`npm run sandbox -- preview --stack dev\`: it is refused.
`;

/**
 * `npm run sandbox`: what a first deployment goes through. The platform without images, then the images, then the
 * services; once the images are published, one update.
 */
export async function tour(sandbox: Sandbox): Promise<number> {
  const up = ["up", "--stack", DEFAULT_STACK, "--yes", "--skip-preview"];
  const first = await pulumi(sandbox, up);
  if (first !== 0) return first;
  const missing = SERVICE_NAMES.filter((name) => !isPublished(sandbox, name, DEFAULT_STACK));
  for (const name of missing) {
    const published = await publishImage(sandbox, name, DEFAULT_STACK);
    if (published !== 0) return published;
  }
  if (missing.length > 0) {
    const second = await pulumi(sandbox, up);
    if (second !== 0) return second;
  }
  console.error(NEXT);
  return 0;
}
