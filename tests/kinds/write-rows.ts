/**
 * Keeps one row of each kind and version for ever: `node tests/kinds/write-rows.ts` plays a short day in which much goes wrong and writes, for each kind of which no row of
 * its present version is kept, the fullest that the house wrote. Rows that stand are never changed: they are what houses out there have on their disks.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planDay } from "@floorplane/app/day/plan-day";
import { scheduleFaults } from "@floorplane/app/simulate/field-faults";
import { virtualFloor } from "@floorplane/app/simulate/virtual-floor";
import { hourMs } from "@floorplane/contracts/units";
import type { DocumentChange } from "@floorplane/runtime/ledger/ledger";

export const folder = join(import.meta.dirname, "rows");
export const fileOf = ({ kind, version }: Pick<DocumentChange, "kind" | "version">): string =>
  join(folder, `${kind}.${version}.json`);

/** Of each kind the row that says most. */
async function rowsOfADay(): Promise<DocumentChange[]> {
  const fullest = new Map<string, { readonly row: DocumentChange; readonly size: number }>();
  const plan = planDay({
    seed: 1,
    robots: 6,
    rate: 1,
    tight: true,
    startAt: Date.UTC(2026, 2, 2),
    profile: "b2c",
    perDay: 400,
  });
  const floor = virtualFloor({
    plan,
    seed: 1,
    wrongForms: 0.3,
    wrongBins: 0.1,
    witness: ({ change }) => {
      for (const row of change.documents) {
        const size = fullness(row.body);
        if (row.body !== null && size > (fullest.get(row.kind)?.size ?? 0))
          fullest.set(row.kind, { row, size });
      }
    },
  });
  await floor.composed.start();
  floor.world.start();
  scheduleFaults(
    ["claims-base-end", "carried", "never-lists-actions"],
    floor.kit,
    floor.world.robots,
    floor.clock,
  );
  floor.clock.run(() => false, floor.clock.now() + 20 * hourMs);
  await floor.world.stop();
  await floor.composed.stop();
  return [...fullest.values()].map(({ row }) => row);
}

/** How many leaves a body has that say something. */
function fullness(body: unknown): number {
  if (body === null || body === undefined || body === "") return 0;
  if (typeof body !== "object") return 1;
  return Object.values(body).reduce((sum: number, part) => sum + fullness(part), 0);
}

if (import.meta.main) {
  mkdirSync(folder, { recursive: true });
  for (const row of await rowsOfADay()) {
    const file = fileOf(row);
    if (existsSync(file)) continue;
    const { id, version, body } = row;
    writeFileSync(file, `${JSON.stringify({ id, version, body }, null, 2)}\n`);
    process.stdout.write(`${file}\n`);
  }
}
