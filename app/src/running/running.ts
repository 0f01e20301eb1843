/**
 * Who runs from a state folder: `running.json` names processes and addresses, for people and scripts; what decides is held by the kernel (`held-file.ts`), since a
 * process number may belong to anybody after a power cut. A folder belongs to one command at a time.
 */
import { existsSync, rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { holdFile, isHeld } from "@floorplane/runtime/held-file";
import { StateFolder } from "./state-folder.ts";

export interface Running {
  /** The command. */
  readonly pid: number;
  readonly housePid?: number;
  readonly worldPid?: number;
  readonly urls: { readonly dashboards: string; readonly mqtt: string; readonly wms: string };
}

const file = "running.json";
/** Stays after a stop: how what is kept here is started again. */
const startedFile = "started.json";
/** Says of a ledger that it was put back from a backup; stays, since the ledger knows which it has taken up. */
export const restoredFileName = "restored.json";
/** Of a state folder: photos lie in it under the hash of their bytes. */
export const photosFolder = "photos";
export const ledgerFileName = "ledger.sqlite";
/** Who holds which file of the folder while it lives: the command, its control plane, its simulated world. */
export const heldFiles = {
  command: "command.held",
  house: "house.held",
  world: "world.held",
} as const;
export type Holder = keyof typeof heldFiles;

/** House and world of a command that was killed notice it at once and need a moment to leave politely. */
const leaveMsMax = 10_000;
const lookMs = 50;

export const readRunning = (state: StateFolder): Running | undefined => state.readJson<Running>(file);

/** Where it cannot be written nothing stands there: what an earlier command left would name its processes and addresses. */
export function writeRunning(state: StateFolder, running: Running): void {
  if (!state.note(file, running)) endRunning(state);
}

export const writeStarted = (state: StateFolder, again: string): void =>
  state.writeJson(startedFile, { again });

export const readStarted = (state: StateFolder): string | undefined =>
  state.readJson<{ readonly again: string }>(startedFile)?.again;

/** After a clean stop; a process id may belong to anybody later. */
export const endRunning = (state: StateFolder): void => rmSync(state.file(file), { force: true });

/** Whether that part of a command is alive in the folder, in whatever process. */
export const isHolding = (state: StateFolder, holder: Holder): boolean =>
  state.has(heldFiles[holder]) && isHeld(state.file(heldFiles[holder]));

/** A folder that is put in order while nothing runs from it. Throws `already-running`. */
export function stateAtRest(folder: string): StateFolder {
  const state = new StateFolder(folder);
  if (!isHolding(state, "command")) return state;
  throw new FloorplaneError({
    code: "already-running",
    message: `a command runs from ${folder}: stop it first`,
    field: "--state",
  });
}

/**
 * Nothing is begun beside a command that is alive in the folder (throws `already-running`), nor before what a killed one left behind has gone: till then its ports
 * are taken by a house that is about to end. Where there is no folder, none is made.
 */
export async function mustBeLeft(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const state = new StateFolder(path);
  if (isHolding(state, "command")) throw taken(state, readRunning(state)?.pid);
  await untilLeft(state);
}

/**
 * Takes the folder for this command until its process ends, and waits for what a killed command left behind. Throws `already-running` while another
 * command is alive in it.
 */
export async function takeFolder(state: StateFolder): Promise<void> {
  if (!holdFile(state.file(heldFiles.command))) throw taken(state, readRunning(state)?.pid);
  await untilLeft(state);
}

async function untilLeft(state: StateFolder): Promise<void> {
  for (const holder of ["house", "world"] as const)
    for (let waitedMs = 0; isHolding(state, holder); waitedMs += lookMs) {
      if (waitedMs >= leaveMsMax) throw taken(state, readRunning(state)?.[`${holder}Pid`]);
      await sleep(lookMs);
    }
}

/** Control plane and simulated world take their parts; the ledger, which may be elsewhere, has its own way to be one house's. */
export function holdPart(state: StateFolder, holder: "house" | "world"): () => void {
  const letGo = holdFile(state.file(heldFiles[holder]));
  if (!letGo) throw taken(state, readRunning(state)?.[`${holder}Pid`]);
  return letGo;
}

const taken = (state: StateFolder, pid: number | undefined): FloorplaneError =>
  new FloorplaneError({
    code: "already-running",
    message: `${pid === undefined ? "another command" : `process ${pid}`} runs from ${state.path}: stop it first, or choose another folder with --state DIR`,
    field: "--state",
  });
