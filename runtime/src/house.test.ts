import type { Kind } from "@floorplane/contracts/kind";
import type { ToFleet } from "@floorplane/contracts/messages";
import { expect, it } from "vitest";
import { MemoryBroker } from "./bus/memory-bus.ts";
import { VirtualClock } from "./clock/virtual-clock.ts";
import { type BrokenStep, House, type HouseOptions } from "./house.ts";
import { MemoryLedger } from "./ledger/memory-ledger.ts";
import type { Desk, Restore, Room } from "./room.ts";

const note: Kind = { name: "note", version: 1, read: ({ body }) => body as object };

/** A room that writes down what it hears. */
class Recorder implements Room<"fleet"> {
  readonly name = "fleet";
  readonly heard: string[] = [];
  async restore(_read: Restore): Promise<void> {}
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

function aHouse(
  ledger = new MemoryLedger(),
  more: Pick<HouseOptions, "broke" | "witness" | "committed" | "restored"> = {},
  room = new Recorder(),
) {
  const clock = new VirtualClock(1_000);
  const house = new House({
    ledger,
    timers: clock,
    bus: new MemoryBroker(clock).connect({ clientId: "house" }),
    ...more,
  });
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

/** Decides nothing at its deadlines. */
class Sleeper extends Recorder {
  override fire(event: { type: string }, desk: Desk): void {
    this.heard.push(`${event.type}@${desk.now}`);
  }
}

it("a deadline that fires for nothing, or is wanted no more, costs no row: it leaves the ledger with the next", async () => {
  const { house, ledger, clock } = aHouse(new MemoryLedger(), {}, new Sleeper());
  await house.start();
  const office = house.office("fleet");
  office.act({ type: "asked" }, (desk) => {
    desk.due("fires", 1_500, { type: "woken" });
    desk.due("cancelled", 5_000, { type: "never" });
    desk.due("stays", 9_000, { type: "later" });
  });
  clock.run(() => false, 2_000);
  office.act({ type: "echoed" }, (desk) => desk.cancelDue("cancelled"));
  const rows = house.sequence;
  const before = (await ledger.due()).map(({ id }) => id);

  house.office("sensors").act({ type: "heard" }, (desk) => desk.put(note, "n", { n: 1 }));

  expect(rows).toBe(1);
  expect(before).toEqual(["fires", "cancelled", "stays"]);
  expect((await ledger.due()).map(({ id }) => id)).toEqual(["stays"]);
});

it("a deadline that was over without a row fires again after a kill, and one that was armed anew stays", async () => {
  const { house, ledger } = aHouse(new MemoryLedger(), {}, new Sleeper());
  await house.start();
  const office = house.office("fleet");
  office.act({ type: "asked" }, (desk) => {
    desk.due("one", 1_500, { type: "one" });
    desk.due("two", 1_500, { type: "two" });
  });
  office.act({ type: "echoed" }, (desk) => {
    desk.cancelDue("one");
    desk.cancelDue("two");
  });
  office.act({ type: "asked" }, (desk) => desk.due("two", 3_000, { type: "two" }));
  office.act({ type: "echoed" }, (desk) => desk.cancelDue("two"));

  const again = aHouse(ledger, {}, new Sleeper());
  await again.house.start();
  again.clock.run(() => false, 9_000);

  expect(again.room.heard).toEqual(["two@3000"]);
  expect(house.sequence).toBe(2);
});

it("an orderly end leaves nothing that is over", async () => {
  const { house, ledger } = aHouse(new MemoryLedger(), {}, new Listener());
  await house.start();
  const office = house.office("fleet");
  office.act({ type: "asked" }, (desk) => {
    desk.due("never", 1_500, { type: "never" });
    desk.due("stays", 9_000, { type: "later" });
    desk.send("fleet", pause);
  });
  office.act({ type: "echoed" }, (desk) => desk.cancelDue("never"));

  await house.stop();

  expect((await ledger.due()).map(({ id }) => id)).toEqual(["stays"]);
  expect(await ledger.mail("fleet")).toEqual([]);
});

/** Decides nothing about what it hears. */
class Listener extends Recorder {
  override take(message: ToFleet, desk: Desk): void {
    this.heard.push(`${message.type}@${desk.now}`);
  }
}

it("mail about which nothing is decided costs no row: it leaves the mailbox with the next, and comes again after a kill", async () => {
  const { house, ledger, room } = aHouse(new MemoryLedger(), {}, new Listener());
  await house.start();
  const office = house.office("wms-bridge");
  office.act({ type: "asked" }, (desk) => desk.send("fleet", pause));
  office.act({ type: "asked" }, (desk) => desk.send("fleet", { ...pause, robot: "R2" } as ToFleet));

  const again = aHouse(ledger, {}, new Listener());
  await again.house.start();
  const waiting = await ledger.mail("fleet");
  again.house.office("fleet").act({ type: "heard" }, (desk) => desk.put(note, "n", { n: 1 }));

  expect(room.heard).toHaveLength(2);
  // The first went with the row that brought the second.
  expect(waiting.map(({ message }) => message)).toEqual([{ ...pause, robot: "R2" }]);
  expect(again.room.heard).toHaveLength(1);
  expect(await ledger.mail("fleet")).toEqual([]);
});

it("finds what was retired by its id, in the words of today", async () => {
  const { house, ledger } = aHouse();
  await house.start();
  const office = house.office("fleet");
  office.act({ type: "asked" }, (desk) => desk.put(note, "n", { n: 1 }));
  office.act({ type: "asked" }, (desk) => desk.retire(note, "n"));
  const inUpperCase: Kind<{ n: string }> = {
    ...note,
    read: ({ body }) => ({ n: `N${(body as { n: number }).n}` }),
  };
  const found: unknown[] = [];

  office.past(inUpperCase, "n", (body) => found.push(body));
  office.past(note, "unknown", (body) => found.push(body));

  expect(await ledger.documents("note")).toEqual([]);
  expect(found).toEqual([{ n: "N1" }, undefined]);
});

it("writes of a document what changed, and hands it whole to who follows the rows", async () => {
  const bodies: unknown[] = [];
  const { house, ledger } = aHouse(new MemoryLedger(), {
    witness: ({ change }) => bodies.push(...change.documents.map(({ body }) => body)),
  });
  await house.start();
  const long = { words: "so many that they are not said twice" };
  for (const n of [1, 2])
    house.office("fleet").act({ type: "asked" }, (desk) => desk.put(note, "n", { ...long, n }));

  const [, second] = await ledger.rows(1, 10);

  expect(second?.text).toContain('"patch":[[["n"],2]]');
  expect(bodies).toEqual([
    { ...long, n: 1 },
    { ...long, n: 2 },
  ]);
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

const ids = async (ledger: MemoryLedger) =>
  (await ledger.documents("note")).map(({ id, body }) => `${id} ${(body as { n: number }).n}`);

it("what is only noted costs no row: it goes along with the next, whosever that is", async () => {
  const { house, ledger } = aHouse();
  await house.start();
  house.office("fleet").act({ type: "heard" }, (desk) => desk.note(note, "battery", { n: 80 }));
  house.office("fleet").act({ type: "heard" }, (desk) => desk.note(note, "battery", { n: 79 }));
  const before = { rows: house.sequence, ids: await ids(ledger) };

  house.office("sensors").act({ type: "heard" }, (desk) => desk.put(note, "n", { n: 1 }));

  expect(before).toEqual({ rows: 0, ids: [] });
  expect(house.sequence).toBe(1);
  expect(await ids(ledger)).toEqual(["battery 79", "n 1"]);
});

it("what was noted gets a row of its own when none has come for a second, and everybody is told", async () => {
  const told: string[] = [];
  const { house, ledger, clock } = aHouse(new MemoryLedger(), {
    committed: ({ change }) => told.push(change.cause.type),
  });
  await house.start();
  house.office("fleet").act({ type: "heard" }, (desk) => desk.note(note, "a", { n: 1 }));
  clock.run(() => false, 1_500);
  house.office("fleet").act({ type: "heard" }, (desk) => desk.note(note, "b", { n: 2 }));
  const soon = house.sequence;

  clock.run(() => false, 9_000);

  expect(soon).toBe(0);
  expect(await ids(ledger)).toEqual(["a 1", "b 2"]);
  expect(told).toEqual(["noted"]);
  expect(house.sequence).toBe(1);
});

it("a bug while the row of what was noted is written ends the house as any other, told once", async () => {
  const bugs: BrokenStep[] = [];
  const { house, clock } = aHouse(new MemoryLedger(), {
    broke: (bug) => bugs.push(bug),
    witness: () => {
      throw new TypeError("nobody sees it");
    },
  });
  await house.start();
  house.office("fleet").act({ type: "heard" }, (desk) => desk.note(note, "a", { n: 1 }));

  clock.run(() => false, 9_000);

  expect(bugs.map((bug) => [bug.room, bug.step])).toEqual([["fleet", "noted"]]);
});

it("what is decided of a document takes the place of what was noted of it", async () => {
  const { house, ledger } = aHouse();
  await house.start();
  const office = house.office("fleet");
  for (const id of ["put", "gone", "again"])
    office.act({ type: "heard" }, (desk) => desk.note(note, id, { n: 1 }));

  office.act({ type: "asked" }, (desk) => {
    desk.put(note, "put", { n: 2 });
    desk.remove(note, "gone");
    desk.put(note, "again", { n: 2 });
    desk.note(note, "again", { n: 3 });
  });

  expect(await ids(ledger)).toEqual(["again 3", "put 2"]);
  expect(house.sequence).toBe(1);
});

it("an orderly end writes down what was noted, and a kill forgets it", async () => {
  const ended = aHouse();
  await ended.house.start();
  ended.house.office("fleet").act({ type: "heard" }, (desk) => desk.note(note, "n", { n: 1 }));
  await ended.house.stop();
  const killed = aHouse();
  await killed.house.start();
  killed.house.office("fleet").act({ type: "heard" }, (desk) => desk.note(note, "n", { n: 1 }));

  expect(await ids(ended.ledger)).toEqual(["n 1"]);
  expect(await ids(killed.ledger)).toEqual([]);
});

it("a deadline that fires for nothing but its own next time costs no row, and fires after a kill", async () => {
  class Watcher extends Sleeper {
    override fire(event: { type: string }, desk: Desk, due?: string): void {
      super.fire(event, desk);
      if (due === "look") desk.due("look", desk.now + 1_000, { type: "looked" });
    }
  }
  const { house, room, ledger, clock } = aHouse(new MemoryLedger(), {}, new Watcher());
  await house.start();
  house.office("fleet").act({ type: "asked" }, (desk) => desk.due("look", 2_000, { type: "looked" }));
  clock.run(() => false, 4_500);
  const rows = house.sequence;
  const before = (await ledger.due()).map(({ at }) => at);
  house.office("sensors").act({ type: "heard" }, (desk) => desk.put(note, "n", { n: 1 }));

  const again = aHouse(ledger, {}, new Watcher());
  await again.house.start();
  again.clock.run(() => false, 5_500);

  expect(room.heard).toEqual(["looked@2000", "looked@3000", "looked@4000"]);
  expect({ rows, before }).toEqual({ rows: 1, before: [2_000] });
  expect((await ledger.due()).map(({ at, room: whose }) => [at, whose])).toEqual([[5_000, "fleet"]]);
  expect(again.room.heard).toEqual(["looked@5000"]);
});

it("reads and judges the documents of a kind once at a start, however many follow them", async () => {
  const ledger = new MemoryLedger();
  let judged = 0;
  const counted: Kind = {
    ...note,
    read(row) {
      judged++;
      return note.read(row);
    },
  };
  class Follower extends Recorder {
    override async restore({ documents }: Restore): Promise<void> {
      await documents(counted);
    }
  }
  const first = aHouse(ledger, {}, new Follower());
  await first.house.start();
  first.house.office("fleet").act({ type: "asked" }, (desk) => desk.put(note, "one", { is: "there" }));
  await first.house.stop();
  const followed: unknown[] = [];

  const restored = async ({ documents }: Restore): Promise<void> =>
    void followed.push(...(await documents(counted)));
  await aHouse(ledger, { restored }, new Follower()).house.start();

  expect(followed).toEqual([{ id: "one", body: { is: "there" } }]);
  expect(judged).toBe(1);
});
