/** Who runs from a state folder: `running.json` names processes and addresses. A folder belongs to one command at a time. */
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { StateFolder } from "./state-folder.ts";

export interface Running {
  /** The command. */
  readonly pid: number;
  readonly housePid?: number;
  readonly worldPid?: number;
  readonly urls: { readonly dashboards: string; readonly mqtt: string; readonly wms: string };
}

const file = "running.json";
/** House and world of a command that was killed notice it at once and need a moment to leave politely. */
const leaveMsMax = 10_000;
const lookMs = 50;

export const readRunning = (state: StateFolder): Running | undefined => state.readJson<Running>(file);

export const writeRunning = (state: StateFolder, running: Running): void => state.writeJson(file, running);

/** After a clean stop; a process id may belong to anybody later. */
export const endRunning = (state: StateFolder): void => rmSync(state.file(file), { force: true });

/** Waits for what a killed command left behind. Throws `already-running` while a command is alive in the folder. */
export async function nobodyIn(state: StateFolder): Promise<void> {
  const before = readRunning(state);
  if (!before) return;
  if (before.pid !== process.pid && isAlive(before.pid)) throw taken(state, before.pid);
  for (const pid of [before.housePid, before.worldPid])
    for (let waitedMs = 0; pid !== undefined && pid !== process.pid && isAlive(pid); waitedMs += lookMs) {
      if (waitedMs >= leaveMsMax) throw taken(state, pid);
      await sleep(lookMs);
    }
}

const taken = (state: StateFolder, pid: number): FloorplaneError =>
  new FloorplaneError({
    code: "already-running",
    message: `process ${pid} runs from ${state.path}: stop it first, or choose another folder with --state DIR`,
    field: "--state",
  });

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
