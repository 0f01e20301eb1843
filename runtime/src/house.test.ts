import type { Kind } from "@floorplane/contracts/kind";
import type { ToFleet } from "@floorplane/contracts/messages";
import { expect, it } from "vitest";
import { MemoryBroker } from "./bus/memory-bus.ts";
import { VirtualClock } from "./clock/virtual-clock.ts";
import { type BrokenStep, House, type HouseOptions } from "./house.ts";
import { MemoryLedger } from "./ledger/memory-ledger.ts";
import type { Desk, Room } from "./room.ts";

const note: Kind = { name: "note", version: 1, read: ({ body }) => body as object };

/** A room that writes down what it hears. */
class Recorder implements Room<"fleet"> {
  readonly name = "fleet";
  readonly heard: string[] = [];
  async restore(): Promise<void> {}
  begin(): void {}
  take(message: ToFleet, desk: Desk): void {
    this.heard.push(`${message.type}@${desk.now}`);
    desk.put(note, "last", { type: message.type });
  }
  fire(event: { type: string }, desk: Desk): void {
    this.heard.push(`${event.type}@${desk.now}`);
    desk.put(note, "last", { type: event.type });
  }
}

function aHouse(ledger = new MemoryLedger(), more: Pick<HouseOptions, "broke"> = {}) {
  const clock = new VirtualClock(1_000);
  const house = new House({
    ledger,
    timers: clock,
    bus: new MemoryBroker(clock).connect({ clientId: "house" }),
    ...more,
  });
  const room = new Recorder();
  house.moveIn(room);
  return { clock, house, room, ledger };
}

const pause = {
  type: "robot.pause",
  robot: "R1",
  command: "c1",
  by: "me",
  reason: "test",
} as unknown as ToFleet;

it("hands a message over once, and not again after a restart", async () => {
  const { house, room, ledger } = aHouse();
  await house.start();
  house.office("wms-bridge").act({ type: "asked" }, (desk) => desk.send("fleet", pause));
  await house.stop();

  const again = aHouse(ledger);
  await again.house.start();

  expect(room.heard).toEqual(["robot.pause@1000"]);
  expect(again.room.heard).toEqual([]);
});

it("fires what became due while the house was down, at once", async () => {
  const { house, ledger } = aHouse();
  await house.start();
  house.office("fleet").act({ type: "asked" }, (desk) => desk.due("wake", 500, { type: "woken" }));
  await house.stop();

  const again = aHouse(ledger);
  await again.house.start();
  again.clock.run(() => again.room.heard.length > 0);

  expect(again.room.heard).toEqual(["woken@1000"]);
  expect(await ledger.due()).toEqual([]);
});

it("lets effects out only when their row is durable", async () => {
  const ledger = new MemoryLedger();
  let durable: (sequence: number) => void = () => {};
  ledger.whenDurable = (hear) => {
    durable = hear;
  };
  const { house } = aHouse(ledger);
  await house.start();
  const told: string[] = [];
  house.office("fleet").act({ type: "asked" }, (desk) => {
    desk.put(note, "n", { n: 1 });
    desk.after(() => told.push("acknowledged"));
  });
  const before = [...told];

  durable(house.sequence);

  expect(before).toEqual([]);
  expect(told).toEqual(["acknowledged"]);
});

it("chains its rows: each hash covers the one before", async () => {
  const { house, ledger } = aHouse();
  await house.start();
  for (const n of [1, 2, 3])
    house.office("fleet").act({ type: "asked" }, (desk) => desk.put(note, "n", { n }));

  const rows = await ledger.rows(1, 10);

  expect(rows.map((row) => row.sequence)).toEqual([1, 2, 3]);
  expect(new Set(rows.map((row) => row.hash)).size).toBe(3);
});

it("a bug in a step writes nothing, ends the house with the step's name, and nothing is decided or let out after it", async () => {
  const bugs: BrokenStep[] = [];
  const { house, ledger, room, clock } = aHouse(new MemoryLedger(), { broke: (bug) => bugs.push(bug) });
  await house.start();
  const told: string[] = [];
  const office = house.office("fleet");

  office.act({ type: "asked" }, (desk) => {
    desk.put(note, "n", { n: 1 });
    desk.after(() => told.push("answered"));
    office.act({ type: "asked-after" }, (later) => later.put(note, "later", { n: 2 }));
    throw new TypeError("n is not a function");
  });
  office.act({ type: "asked-again" }, (desk) => desk.after(() => told.push("answered again")));
  clock.run(() => false);

  expect(bugs.map((bug) => [bug.room, bug.step, (bug.cause as Error).name])).toEqual([
    ["fleet", "asked", "TypeError"],
  ]);
  expect(bugs[0]!.message).toContain("n is not a function");
  expect([await ledger.documents("note"), told, room.heard]).toEqual([[], [], []]);
});

it("a bug in an effect ends the house too, and what waited behind it is not let out", async () => {
  const bugs: BrokenStep[] = [];
  const ledger = new MemoryLedger();
  let durable: (sequence: number) => void = () => {};
  ledger.whenDurable = (hear) => {
    durable = hear;
  };
  const { house } = aHouse(ledger, { broke: (bug) => bugs.push(bug) });
  await house.start();
  const told: string[] = [];
  for (const n of [1, 2])
    house.office("fleet").act({ type: `asked-${n}` }, (desk) => {
      desk.put(note, "n", { n });
      desk.after(() => {
        if (n === 1) throw new Error("no such topic");
        told.push("answered");
      });
    });

  durable(house.sequence);

  expect(bugs.map((bug) => bug.step)).toEqual(["asked-1"]);
  expect(told).toEqual([]);
});

it("without anybody who hears of it, a bug is thrown to whoever asked for the step", async () => {
  const { house } = aHouse();
  await house.start();

  const asking = () =>
    house.office("fleet").act({ type: "asked" }, () => {
      throw new TypeError("n is not a function");
    });

  expect(asking).toThrow("a bug in fleet at asked");
});

it("names what memory has otherwise than the ledger: changed, lost and brought back by a restart", async () => {
  const { house, room } = aHouse();
  const memory = new Map<string, object>();
  Object.assign(room, {
    *kept() {
      for (const [id, body] of memory) yield { kind: note, id, body };
    },
  });
  await house.start();
  house.office("fleet").act({ type: "asked" }, (desk) => {
    for (const id of ["same", "changed", "gone"]) {
      memory.set(id, { n: 1 });
      desk.put(note, id, { n: 1, charge: 80 });
    }
  });
  const before = await house.differences();

  memory.set("changed", { n: 2 });
  memory.set("new", { n: 3 });
  memory.delete("gone");

  expect(before).toEqual([]);
  expect(await house.differences()).toEqual([
    "fleet: note changed.n is 2 in memory and 1 in the ledger",
    "fleet has no note gone, and the ledger has: a restart would bring it back",
    "fleet has note new, and the ledger has not: a restart would lose it",
  ]);
});

it("takes mail for a room that is not there for the bug that it is, before anything is written", async () => {
  const ends: BrokenStep[] = [];
  const { house, ledger } = aHouse(new MemoryLedger(), { broke: (bug) => ends.push(bug) });
  await house.start();

  house
    .office("fleet")
    .act({ type: "asked" }, (desk) => desk.send("dashboards", { type: "command.done", command: "c1" }));

  expect(ends.map(({ message }) => message)).toEqual([
    expect.stringContaining("mail command.done for dashboards, which is not in this house"),
  ]);
  expect(await ledger.rows(1, 10)).toEqual([]);
});
