/**
 * A file that one process holds until it ends, however it ends: the lock is the kernel's (an SQLite transaction that is never committed), so that neither a power cut
 * nor a process number that somebody else has now can keep anybody out. The file stays behind, empty and free.
 */
import { mkdirSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** SQLite's result codes (sqlite.org/rescode.html). */
const busy = 5;
const notADatabase = 26;

/** Open for as long as they are held: a lock goes with its connection, and an unreachable connection goes at any time. */
const held = new Set<DatabaseSync>();

/** Returns what lets go, or undefined while another holder lives, in this process or another. */
export function holdFile(path: string): (() => void) | undefined {
  mkdirSync(dirname(path), { recursive: true });
  try {
    return take(path);
  } catch (error) {
    const { errcode } = error as { readonly errcode?: number };
    if (errcode === busy) return undefined;
    if (errcode !== notADatabase) throw error;
    // Holders write nothing: whatever stands in it, nobody holds it.
    rmSync(path, { force: true });
    return take(path);
  }
}

export function isHeld(path: string): boolean {
  const letGo = holdFile(path);
  letGo?.();
  return letGo === undefined;
}

function take(path: string): () => void {
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    throw error;
  }
  held.add(database);
  return () => {
    if (held.delete(database)) database.close();
  };
}
