/** One house per ledger file: a lock file that holds the process's id, taken over when that process is gone. */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { FloorplaneError } from "@floorplane/contracts/errors";

/** Returns what unlocks. Throws `already-running` while another living process holds the lock. */
export function lockFile(path: string): () => void {
  for (const attempt of [1, 2]) {
    try {
      const file = openSync(path, "wx");
      writeSync(file, String(process.pid));
      closeSync(file);
      return () => rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const holder = Number(readFileSync(path, "utf8"));
      if (attempt === 2 || (holder !== process.pid && isAlive(holder)))
        throw new FloorplaneError({
          code: "already-running",
          message: `another Floorplane (process ${holder}) holds ${path}: stop it first, or choose another --state folder`,
        });
      rmSync(path, { force: true });
    }
  }
  throw new FloorplaneError({ code: "already-running", message: `${path} cannot be taken` });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
