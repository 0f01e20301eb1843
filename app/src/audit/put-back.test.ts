/** A database was put back by its own tools, and nobody but a person knows: he says so, and the house goes on further. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MemoryLedger } from "@floorplane/runtime/ledger/memory-ledger";
import { textOf } from "@floorplane/runtime/ledger/row-text";
import type { Restoration } from "@floorplane/wms-bridge/keeping/restorations";
import { expect, it, onTestFinished } from "vitest";
import { StateFolder } from "../running/state-folder.ts";
import { notePutBack } from "./put-back.ts";

const lastAt = Date.UTC(2026, 2, 2, 11);
const now = Date.UTC(2026, 2, 3, 9);

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "put-back-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function aLedger(rows: number): MemoryLedger {
  const ledger = new MemoryLedger();
  for (let sequence = 1; sequence <= rows; sequence++) {
    const change = {
      at: lastAt - (rows - sequence) * 1_000,
      room: "fleet",
      cause: { type: "test" },
      documents: [],
      mail: [],
      due: [],
      taken: 0,
    } as const;
    ledger.append({ sequence, change, text: textOf(change, []), hash: `${sequence}` });
  }
  return ledger;
}

it("writes down for the next start when it was put back, and of when its last row is", async () => {
  const folder = aFolder();

  const said = await notePutBack(aLedger(3), folder, now);

  expect(said).toEqual({ restoredAt: now, lastAt, head: { sequence: 3, hash: "3" } });
  expect(new StateFolder(folder).readJson<Restoration>("restored.json")).toEqual({ restoredAt: now, lastAt });
});

it("is refused of a ledger without a row, and writes nothing", async () => {
  const folder = aFolder();

  await expect(notePutBack(aLedger(0), folder, now)).rejects.toMatchObject({
    code: "bad-option",
    message: expect.stringContaining("put the backup back first"),
  });
  expect(existsSync(join(folder, "restored.json"))).toBe(false);
});
