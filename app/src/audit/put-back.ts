/** A ledger in a database that was put back with the database's own tools: its house has to be told so before it goes on with it, as `restore` tells it of a file. */
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Ledger, LedgerHead } from "@floorplane/runtime/ledger/ledger";
import { changeIn } from "@floorplane/runtime/ledger/row-text";
import type { Restoration } from "@floorplane/wms-bridge/keeping/restorations";
import { restoredFileName, stateAtRest } from "../running/running.ts";

export interface PutBack extends Restoration {
  readonly head: LedgerHead;
}

/** The ledger is opened, which no house may hold meanwhile, and closed. Throws `bad-option` where it has no row, `already-running` where a command runs. */
export async function notePutBack(ledger: Ledger, folder: string, now: number): Promise<PutBack> {
  const state = stateAtRest(folder);
  const head = await ledger.open();
  try {
    const [last] = head.sequence === 0 ? [] : await ledger.rows(head.sequence, 1);
    if (!last)
      throw new FloorplaneError({
        code: "bad-option",
        message: "--ledger has no row of a house: put the backup back first, with the database's own tools",
        field: "--ledger",
      });
    const lastAt = changeIn(last.text).at;
    const restoration: Restoration = { restoredAt: Math.max(now, lastAt), lastAt };
    state.writeJson(restoredFileName, restoration);
    return { ...restoration, head };
  } finally {
    await ledger.close();
  }
}
