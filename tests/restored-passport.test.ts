/** A passport of what was done before and after a ledger was put back from a backup is proved against the ledger that goes on; one of what was lost with the old one is not. */
import { type Passport, verifyPassport } from "@floorplane/app/audit/verify-passport";
import type { KeptRow } from "@floorplane/contracts/kind";
import { hourMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { dayStart, Floor } from "@floorplane/wms-bridge/floor/floor.fixture";
import { expect, it } from "vitest";

const restoredAt = dayStart + 2 * hourMs;

/** A floor on these rows, which writes down its own. */
async function aFloorOn(rows: readonly Row[]): Promise<{ readonly floor: Floor; readonly rows: Row[] }> {
  const floor = new Floor();
  for (const row of rows) floor.ledger.append(structuredClone(row));
  const all = [...rows];
  const append = floor.ledger.append.bind(floor.ledger);
  floor.ledger.append = (row) => {
    all.push(structuredClone(row));
    append(row);
  };
  const last = rows.at(-1);
  if (last) floor.restoration = { restoredAt, lastAt: last.change.at };
  await floor.open();
  return { floor, rows: all };
}

/** All answers, one after the other, as whoever keeps a passport has them. */
function passportOf(floor: Floor): Passport[] {
  const parts: Passport[] = [];
  for (let query = ""; ; ) {
    const { body } = floor.get(`${wmsPaths.passport("item", "A")}${query}`);
    parts.push(body as unknown as Passport);
    if (body.more !== true) return parts;
    query = `?after=${String(body.next)}`;
  }
}

/** Its list as an audit reads it. */
async function ledgerOf(floor: Floor) {
  const pages = await floor.ledger.documents("handling");
  return {
    documents: (_kind: string, { from }: { readonly from?: string | null }) =>
      pages.filter(({ id }) => id === from),
    past(kind: string, id: string): KeptRow | undefined {
      let found: KeptRow | undefined;
      floor.ledger.past(kind, id, (row) => {
        found = row;
      });
      return found;
    },
  };
}

function receive(floor: Floor, day: string, receipts: number): void {
  for (let n = 1; n <= receipts; n++) {
    const receipt = `${day}-${n}`;
    const rows = [{ location: "P01", sku: "A", lot: "L1", units: 1 }];
    expect(floor.post(wmsPaths.openingStock, { receipt, rows }, receipt).status).toBe(200);
  }
  floor.run(1);
}

/** `of`: rows before the backup; a page of the list holds 48. */
it.each([1, 47, 48, 49, 100])(
  "holds over a restoration behind row %i, and one of what was lost does not",
  async (of) => {
    const before = await aFloorOn([]);
    before.floor.items("A");
    receive(before.floor, "before", of);
    const backup = [...before.rows];
    receive(before.floor, "lost", 3);
    const lost = passportOf(before.floor);
    const { floor } = await aFloorOn(backup);
    receive(floor, "after", 60);

    const passport = passportOf(floor);
    const ledger = await ledgerOf(floor);

    expect(passport.length).toBeGreaterThan(1);
    expect(verifyPassport(passport)).toMatchObject({ rows: of + 60, faults: [] });
    expect(verifyPassport(passport, ledger).faults).toEqual([]);
    expect(verifyPassport(lost).faults).toEqual([]);
    expect(verifyPassport(lost, ledger).faults.map(({ code }) => code)).toContain("tail-cut");
    const [first, ...rest] = structuredClone(passport);
    expect(verifyPassport([...rest, first!], ledger).faults.map(({ code }) => code)).toContain(
      "passport-differs",
    );
  },
);
