/** Says what is wrong with configuration files of the policy pack: `npx ts-node -T scripts/check-policy-config.ts <file>…` */
import { main } from "../policy-pack/check-config";

main(process.argv.slice(2));
