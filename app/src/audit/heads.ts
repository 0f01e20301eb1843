/**
 * Heads of a ledger that were written down elsewhere. A chain that is cut at its end still holds: only who knows a later head can tell. The house writes its own beside the ledger (`head.json`, each minute
 * and when it stops), which finds a ledger that was cut or put back alone; a head that was printed or logged elsewhere finds whoever cuts both.
 */
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { LedgerHead } from "@floorplane/runtime/ledger/ledger";
import { headFileName } from "../running/head-file.ts";
import { StateFolder } from "../running/state-folder.ts";

/** `12345:9f86d081…`, as an audit prints it and a house logs it. Throws `bad-option`. */
export function headIn(text: string): LedgerHead {
  const found = /^([1-9]\d*):([0-9a-f]{64})$/.exec(text);
  if (found) return { sequence: Number(found[1]), hash: found[2]! };
  throw new FloorplaneError({
    code: "bad-option",
    message: `--head ${text} is no head: write it as an audit printed it, ROW:HASH with 64 hexadecimal digits`,
    field: "--head",
  });
}

export const headText = ({ sequence, hash }: LedgerHead): string => `${sequence}:${hash}`;

/** What the house itself wrote down beside this ledger; nothing where it never did. */
export function headBeside(ledger: string): LedgerHead[] {
  const folder = dirname(ledger);
  if (!existsSync(folder)) return [];
  const head = new StateFolder(folder).readJson<LedgerHead>(headFileName);
  return head && head.sequence > 0 ? [head] : [];
}
