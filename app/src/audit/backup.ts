/** A copy of a ledger while its house goes on, and a folder that a house can go on from. Both are held against their own rows before they count. */
import { copyFileSync, existsSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { backup, DatabaseSync } from "node:sqlite";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Restoration } from "@floorplane/wms-bridge/keeping/restorations";
import { ledgerFileName, photosFolder, restoredFileName, stateAtRest } from "../running/running.ts";
import { putPhotosInto, takePhotosOut } from "./photos.ts";
import { type LedgerAudit, verifyLedger, withLedger } from "./verify-ledger.ts";

/** More pages than any ledger has: all of one moment, so that a house which goes on writing is not begun with anew. */
const pagesAtOnce = 2 ** 31 - 1;

/** What cannot be done as it was asked; nothing was changed. */
const refused = (field: string, message: string): FloorplaneError =>
  new FloorplaneError({ code: "bad-option", message, field });

/** Answers what the copy holds. One that is not intact is taken away again. Throws `bad-option`. */
export async function backUp(ledger: string, to: string): Promise<LedgerAudit> {
  if (!existsSync(ledger))
    throw refused(
      "--state",
      `there is no ledger at ${ledger}: name the state folder of a house with --state`,
    );
  if (existsSync(to)) throw refused("--to", `${to} is there already: name a new file for each backup`);
  const beside = `${to}.new`;
  const database = new DatabaseSync(ledger, { readOnly: true });
  try {
    await backup(database, beside, { rate: pagesAtOnce });
  } catch (error) {
    rmSync(beside, { force: true });
    throw refused("--to", `${to} cannot be written (${error instanceof Error ? error.message : error})`);
  } finally {
    database.close();
  }
  // Photos are of the ledger's moment or later: one that it names and that lies there is in the copy.
  putPhotosInto(beside, join(dirname(ledger), photosFolder));
  return intactOrGone(beside, to);
}

/** Puts a copy where a house goes on from it. Throws `bad-option` where there is a ledger, `already-running` where a command runs. */
export function restore(from: string, folder: string): LedgerAudit {
  if (!existsSync(from)) throw refused("--from", `there is no backup at ${from}`);
  const wasThere = existsSync(folder);
  const state = stateAtRest(folder);
  if (state.has(ledgerFileName))
    throw refused(
      "--state",
      `${folder} has a ledger, which is not overwritten: move ${ledgerFileName} and its -wal and -shm away, or name another folder`,
    );
  const beside = state.file(`${ledgerFileName}.new`);
  const photos = state.file(photosFolder);
  const hadPhotos = existsSync(photos);
  try {
    copyFileSync(from, beside);
    const audit = verifyLedger(beside, []);
    if (audit.faults.length > 0) return audit;
    takePhotosOut(beside, photos);
    // Before the ledger, so that no house goes on with it as if nothing had been given since.
    state.writeJson(restoredFileName, restorationOf(beside));
    renameSync(beside, state.file(ledgerFileName));
    return audit;
  } catch (error) {
    if (!hadPhotos) rmSync(photos, { recursive: true, force: true });
    const why = (error instanceof Error ? error.message : String(error)).replaceAll(beside, "it");
    // What the machine could not do (a full disk, no leave to read) is no fault of the copy.
    const isOurs = "errno" in (error as object);
    const what = isOurs
      ? "cannot be restored"
      : "is no whole ledger: it was cut or damaged, or is something else";
    throw refused("--from", `${from} ${what} (${why}); nothing was restored, name another backup`);
  } finally {
    for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${beside}${end}`, { force: true });
    if (!wasThere && readdirSync(folder).length === 0) rmdirSync(folder);
  }
}

/** The house that goes on from it must not give again what was given after the backup. */
function restorationOf(ledger: string): Restoration {
  const lastAt = withLedger(ledger, (_, database) => {
    const last = database.prepare("select at from rows order by sequence desc limit 1").get();
    return Number(last?.at ?? 0);
  });
  return { restoredAt: Math.max(Date.now(), lastAt), lastAt };
}

function intactOrGone(beside: string, at: string): LedgerAudit {
  const audit = verifyLedger(beside, []);
  if (audit.faults.length > 0) rmSync(beside, { force: true });
  else renameSync(beside, at);
  for (const end of ["-wal", "-shm"]) rmSync(`${beside}${end}`, { force: true });
  return audit;
}
