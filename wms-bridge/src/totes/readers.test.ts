/** A reader that is dead: its robot is taken out as one with a broken gripper is, and what all readers share is told as such. */
import { expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

/** Nine robots share the work; an order a minute from three bins, which are never empty. */
async function aBusyFloor(): Promise<Floor> {
  return aStockedFloor({ settings: { waveOrders: 1 } });
}

function orders(floor: Floor, from: number, to: number): void {
  for (let n = from; n < to; n++) {
    floor.order(`O${n}`, { [["A", "B", "C"][n % 3]!]: 1 });
    floor.run(60);
  }
}
const called = (floor: Floor): string[] => [...floor.alarms.values()].filter((one) => one !== "parcel.late");

it("takes the robot out after three totes in a row that it did not read while others were read, also over a restart", async () => {
  const floor = await aBusyFloor();
  floor.deadReaders.add("RDR-R4");
  orders(floor, 0, 15);
  await floor.reopen();
  orders(floor, 15, 60);
  floor.run(3_600);

  expect([...floor.takenOut.keys()]).toEqual(["R4"]);
  expect(floor.takenOut.get("R4")).toMatchObject({ code: "reads.failed", reader: "RDR-R4" });
  // Three totes of it were counted by people, and no more.
  expect(floor.tasksDone.map(({ kind }) => kind)).toEqual(Array(3).fill("count-tote"));
  expect(called(floor)).toEqual([]);
  expect(floor.stateOf("O59")).toBe("shipped");
  expect(await floor.house.differences()).toEqual([]);
});

it("takes nobody out when no reader is heard, tells that it is nothing of one robot, and is at peace when one is", async () => {
  const floor = await aBusyFloor();
  orders(floor, 0, 5);
  floor.readersDead = true;
  orders(floor, 5, 40);
  floor.run(1_800);
  const dead = called(floor);
  floor.readersDead = false;
  orders(floor, 40, 42);
  floor.run(600);

  expect(floor.takenOut.size).toBe(0);
  expect(dead).toEqual(["readers.unheard"]);
  expect(called(floor)).toEqual([]);
});

it("blames no reader for the tags of one bin", async () => {
  const floor = await aBusyFloor();
  floor.hides = (_tote, sku) => sku === "A";
  for (let n = 0; n < 30; n++) {
    floor.order(`O${n}`, { [n % 9 === 3 ? "A" : "B"]: 1 });
    floor.run(60);
  }
  floor.run(1_800);

  expect(floor.tasksDone.map(({ kind }) => kind)).toEqual(Array(3).fill("count-tote"));
  expect(floor.takenOut.size).toBe(0);
});

it("tells of a portal that sees no parcel, above the parcels that it missed, until it sees one", async () => {
  const floor = await aBusyFloor();
  floor.portalBlind = true;
  orders(floor, 0, 4);
  floor.run(3_600);
  const blind = [...floor.alarms.values()].sort();
  floor.portalBlind = false;
  orders(floor, 4, 5);
  floor.run(600);

  expect(blind).toEqual([...Array(4).fill("parcel.late"), "portal.unheard"]);
  expect([...floor.alarms.values()]).not.toContain("portal.unheard");
});
