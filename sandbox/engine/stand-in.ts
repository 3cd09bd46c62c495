import * as fs from "node:fs";
import * as path from "node:path";
import type { Engine } from "./obtain";

/**
 * The folder to put first in PATH. An engine with the official Node.js host is used where it stands; beside a link to
 * any other, our language host stands in (the engine looks beside itself first, and says nothing then).
 */
export function enginePath(engine: Engine, folder: string): string {
  if (engine.hasNodeHost) return path.dirname(engine.command);
  fs.mkdirSync(folder, { recursive: true });
  placeEngine(engine.command, path.join(folder, "pulumi"));
  const host = path.join(folder, "pulumi-language-nodejs");
  const script = path.join(__dirname, "language-host.js");
  replaceFile(host, (file) => {
    fs.writeFileSync(file, `#!/usr/bin/env node\nrequire(${JSON.stringify(script)});\n`, {
      mode: 0o755,
    });
  });
  return folder;
}

/** A hard link where the file system allows it, else a copy: through a symbolic link the engine would see its first home. */
function placeEngine(source: string, target: string): void {
  const [from, to] = [fs.statSync(source), fs.statSync(target, { throwIfNoEntry: false })];
  const isSame = to?.ino === from.ino || (to?.size === from.size && to.mtimeMs >= from.mtimeMs);
  if (isSame) return;
  replaceFile(target, (file) => {
    try {
      fs.linkSync(source, file);
    } catch {
      fs.copyFileSync(source, file);
    }
  });
}

function replaceFile(target: string, write: (file: string) => void): void {
  const partial = `${target}.partial-${process.pid}`;
  fs.rmSync(partial, { force: true });
  write(partial);
  fs.renameSync(partial, target);
}
