/** Another process on the account of account.spec.ts: writes objects, or takes the lock and never gives it back. */
import { join } from "node:path";
import { openAccount } from "../../sandbox/aws/account";
import { lock } from "../../sandbox/lib/lock";

const [folder = "", task, name = "", count] = process.argv.slice(2);

async function write(): Promise<void> {
  const account = openAccount(folder);
  for (let index = 0; index < Number(count); index += 1) {
    await account.transaction("eu-central-1", (view) => {
      view.put("aws:cloudwatch/logGroup:LogGroup", `/${name}/${index}`, { name });
    });
  }
}

async function hold(): Promise<void> {
  await lock(join(folder, "account.lock"));
  process.send?.("locked");
  setInterval(() => undefined, 60_000);
}

async function main(): Promise<void> {
  if (task === "hold") return hold();
  await write();
  process.disconnect();
}

void main();
