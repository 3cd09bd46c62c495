import { randomBytes } from "node:crypto";
import { linkSync, readFileSync, statSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A transaction takes milliseconds: whoever holds the lock for longer than this (ms) has died or hangs. */
const STALE_AFTER = 20_000;

/** Held until `release`; `held` says whether nobody took it away meanwhile. */
export interface Lock {
  held(): boolean;
  release(): void;
}

/**
 * Takes an exclusive lock that works between processes on one machine: a file that names its owner.
 * A lock whose process is gone (SIGKILL) is taken over; it is never waited for in vain.
 * @param file path of the lock file; its folder exists.
 * @throws Error when the lock is held for more than a minute: who holds it.
 */
export async function lock(file: string): Promise<Lock> {
  const owner = `${process.pid}:${randomBytes(8).toString("hex")}`;
  const mine = `${file}.${owner.replace(":", "-")}`;
  writeFileSync(mine, owner);
  try {
    const deadline = Date.now() + 3 * STALE_AFTER;
    for (let attempt = 0; !tryLink(mine, file); attempt += 1) {
      const holder = read(file);
      if (holder !== undefined && isStale(file, holder)) takeAway(file, holder);
      else if (Date.now() > deadline) {
        throw new Error(
          `The simulated account is locked by process ${holder ?? "unknown"}: ${file}`,
        );
      }
      await sleep(Math.min(1 + attempt, 10) * (0.5 + Math.random()));
    }
  } finally {
    unlinkSync(mine);
  }
  return {
    held: () => read(file) === owner,
    release: () => {
      if (read(file) === owner) unlinkSync(file);
    },
  };
}

/** Creates `file` as a link to our own file: unlike exclusive creation it appears with its content. */
function tryLink(mine: string, file: string): boolean {
  try {
    const now = new Date();
    utimesSync(mine, now, now); // the lock's age counts from its taking, not from the start of the wait
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

function isStale(file: string, holder: string): boolean {
  try {
    if (Date.now() - statSync(file).mtimeMs > STALE_AFTER) return true;
    process.kill(Number.parseInt(holder, 10), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

/**
 * Removes a dead owner's lock. Two processes may have seen the same dead owner: only the one that creates the marker
 * named after this owner may remove, and only while the lock still names it, so that a new owner's lock is never removed.
 */
function takeAway(file: string, holder: string): void {
  const marker = `${file}.${holder.replace(":", "-")}.stale`;
  try {
    writeFileSync(marker, "", { flag: "wx" });
  } catch {
    if (ageOf(marker) > STALE_AFTER) remove(marker);
    return;
  }
  if (read(file) === holder) remove(file);
  remove(marker);
}

function ageOf(file: string): number {
  try {
    return Date.now() - statSync(file).mtimeMs;
  } catch {
    return 0;
  }
}

function remove(file: string): void {
  try {
    unlinkSync(file);
  } catch {
    // Somebody else was first.
  }
}
