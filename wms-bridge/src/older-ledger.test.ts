/** A ledger that was written before tasks had reasons and stock had grades opens, and goes on where it stood. */
import type { LocationId, Sku } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { expect, it } from "vitest";
import { aStockedFloor, type Floor } from "./floor/floor.fixture.ts";

/** What the house of before did not write. */
const laterFields: Readonly<Record<string, readonly string[]>> = {
  task: ["client", "to", "refused", "book", "doubted", "answer", "planned"],
  stock: ["client", "defective", "condemned"],
  item: ["client", "spelling", "formerGtins", "formerCaseGtins"],
};

async function growOlder(floor: Floor): Promise<void> {
  await floor.house.stop();
  const documents: Row["change"]["documents"][number][] = [];
  for (const [kind, later] of Object.entries(laterFields))
    for (const { id, body } of await floor.ledger.documents(kind)) {
      const kept = Object.entries(body as object).filter(([name]) => !later.includes(name));
      documents.push({ kind, id, version: 1, body: Object.fromEntries(kept) });
    }
  await floor.openOver(documents);
}

it("opens: the write-off that waits is answered, and what was frozen is looked at now", async () => {
  const floor = await aStockedFloor();
  floor.peopleAtWork = false;
  floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "B", quantity: 4 }] });
  floor.post(wmsPaths.writeOffs, { writeOff: "X1", sku: "A", quantity: 7, reason: "broken" });

  await growOlder(floor);
  floor.run(10);
  const task = [...floor.asked.values()].find(({ kind }) => kind === "write-off")!.task;
  floor.answer(task, { found: [{ sku: "a", quantity: 7 }] });
  floor.peopleAtWork = true;
  await floor.reopen();
  floor.run(600);

  expect(floor.bridge.book.units("P01" as LocationId, "A" as Sku)).toBe(93);
  expect(floor.bridge.book.units("P02" as LocationId, "B" as Sku)).toBe(104);
  expect(floor.bridge.figures().units.conserved).toBe(true);
});
