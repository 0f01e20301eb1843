/** A house goes on from a backup that is older than what it told: nothing is given a second time, and whoever reads on with an old cursor misses nothing. */
import { hourMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { describe, expect, it } from "vitest";
import { dayStart, Floor } from "../floor/floor.fixture.ts";

interface Told {
  id: string;
  subject: string;
}
interface Restored {
  at: string;
  after: number;
}
const events = (floor: Floor, after: number) =>
  floor.get(`${wmsPaths.events}?after=${after}&type=order.accepted&perPage=500`).body as unknown as {
    events: Told[];
    next: number;
    more: boolean;
    restored?: Restored;
  };
const accept = (floor: Floor, ...orders: string[]): void => {
  for (const order of orders) floor.order(order, { A: 1 });
  floor.run(1);
};
const pallet = (floor: Floor): string => String(floor.post(wmsPaths.pallets, {}).body.sscc);

/** A stocked floor whose rows are written down too: what a backup would hold. */
async function aFloorOn(rows: readonly Row[], restoredAt?: number): Promise<Floor & { rows: Row[] }> {
  const floor = new Floor() as Floor & { rows: Row[] };
  floor.rows = [];
  for (const row of rows) floor.ledger.append(structuredClone(row));
  floor.rows.push(...rows);
  const append = floor.ledger.append.bind(floor.ledger);
  floor.ledger.append = (row) => {
    floor.rows.push(structuredClone(row));
    append(row);
  };
  if (restoredAt !== undefined) floor.restoration = { restoredAt, lastAt: rows.at(-1)!.change.at };
  await floor.open();
  // Keys of the day before are known.
  if (rows.length > 0) for (let n = 0; n < 200; n++) floor.post(wmsPaths.items, {});
  if (rows.length > 0) return floor;
  floor.items("A");
  floor.stock("P01", "A", 100);
  return floor;
}

/** The floor of before, its backup, and what it told after that. */
async function aLostDay() {
  const before = await aFloorOn([]);
  accept(before, ...Array.from({ length: 60 }, (_, n) => `EARLY-${n}`));
  pallet(before);
  const backup = [...before.rows];
  const head = events(before, 0).next;
  accept(before, "LOST-0", "LOST-1", "LOST-2");
  return { before, backup, head, lost: events(before, head), sscc: pallet(before) };
}

const restoredAt = dayStart + 2 * hourMs;

describe("a house that goes on from a backup", () => {
  it("gives no id of an event and no SSCC again", async () => {
    const { before, backup, lost, sscc } = await aLostDay();
    const floor = await aFloorOn(backup, restoredAt);
    accept(floor, "NEW-0", "NEW-1", "NEW-2");

    const told = events(floor, 0).events.filter(({ subject }) => subject.includes("NEW-"));
    expect(told).toHaveLength(lost.events.length);
    const known = new Set([...lost.events, ...events(before, 0).events].map(({ id }) => id));
    expect(told.filter(({ id }) => known.has(id))).toEqual([]);
    expect(floor.confirmations.length).toBeGreaterThanOrEqual(3);
    expect(floor.confirmations.filter(({ id }) => before.confirmations.some((one) => one.id === id))).toEqual(
      [],
    );
    expect(pallet(floor) > sscc).toBe(true);
    // Two hours at ten thousand an hour.
    expect(Number(pallet(floor).slice(8, 17)) - Number(sscc.slice(8, 17))).toBeGreaterThan(19_000);
  });

  it("tells whoever reads on with a cursor of before all that is new, and that what he has is not in the book", async () => {
    const { backup, head, lost } = await aLostDay();
    const floor = await aFloorOn(backup, restoredAt);

    const none = events(floor, lost.next);
    expect(none).toMatchObject({ events: [], more: false, restored: { after: head } });
    accept(floor, "NEW-0", "NEW-1", "NEW-2");
    for (const cursor of [lost.next, head + 1, lost.next + 5_000, none.next]) {
      const read = events(floor, cursor);
      expect(read.events.map(({ subject }) => subject)).toEqual(["NEW-0", "NEW-1", "NEW-2"]);
      expect(read.restored?.after).toBe(head);
      expect(events(floor, read.next)).toEqual({ events: [], next: read.next, more: false });
    }
    expect(events(floor, head).events).toHaveLength(3);
    expect(events(floor, head).restored).toBeUndefined();
    expect(events(floor, 0).events.length).toBe(60 + 3);
  });

  it("and is put back to the same backup once more repeats nothing of either", async () => {
    const { backup, lost } = await aLostDay();
    const second = await aFloorOn(backup, restoredAt);
    accept(second, "SECOND-0", "SECOND-1");
    const [told, sscc] = [events(second, lost.next), pallet(second)];
    const third = await aFloorOn(backup, restoredAt + hourMs);
    accept(third, "THIRD-0", "THIRD-1");

    const read = events(third, told.next);
    expect(read.events.map(({ subject }) => subject)).toEqual(["THIRD-0", "THIRD-1"]);
    expect(read.restored).toBeDefined();
    expect(read.events.filter(({ id }) => told.events.some((one) => one.id === id))).toEqual([]);
    expect(pallet(third) > sscc).toBe(true);
  });

  it("takes the restoration up once, also when it is started again", async () => {
    const { backup, lost } = await aLostDay();
    const floor = await aFloorOn(backup, restoredAt);
    accept(floor, "NEW-0");
    const first = Number(pallet(floor).slice(8, 17));
    await floor.reopen();
    accept(floor, "NEW-1");

    expect(Number(pallet(floor).slice(8, 17))).toBe(first + 1);
    expect(events(floor, lost.next).events.map(({ subject }) => subject)).toEqual(["NEW-0", "NEW-1"]);
    await floor.reopen();
    expect(events(floor, lost.next).events).toHaveLength(2);
  });

  it("says of deliveries too that an old cursor is of rows that it does not have", async () => {
    const { before, backup, lost } = await aLostDay();
    const path = wmsPaths.deliveries("WMS");
    const nextOf = (of: Floor): number => of.get(`${path}?perPage=500`).body.next as number;
    before.run(60);
    const cursor = nextOf(before);
    const floor = await aFloorOn(backup, restoredAt);
    const kept = nextOf(floor);
    accept(floor, "NEW-0");
    floor.run(60);

    const read = floor.get(`${path}?after=${cursor}&perPage=500`).body as { deliveries: object[] };

    expect(lost.events.length).toBeGreaterThan(0);
    expect(cursor).toBeGreaterThan(kept);
    expect(read.deliveries.length).toBeGreaterThan(0);
    expect(read).toMatchObject({ restored: { after: kept } });
    expect(floor.get(`${path}?after=${kept}`).body.restored).toBeUndefined();
  });

  it("reads its activity on and asks for it by time across the restoration, and its passports hold", async () => {
    const { before, backup } = await aLostDay();
    const activity = (of: Floor, query: string) =>
      of.get(`${wmsPaths.activity}?perPage=500&${query}`).body as {
        activities: { number: number; at: string }[];
        next: number;
        restored?: Restored;
      };
    before.stock("P01", "A", 101);
    before.run(60);
    const cursor = activity(before, "after=0").next;
    const floor = await aFloorOn(backup, restoredAt);
    const kept = activity(floor, "after=0");
    floor.run(5);
    const since = new Date(floor.clock.now()).toISOString();
    floor.run(5);
    floor.stock("P02", "A", 5);
    floor.stock("P02", "A", 7);
    floor.run(5);

    expect(cursor).toBeGreaterThan(kept.next);
    const read = activity(floor, `after=${cursor}`);
    expect(read.activities.length).toBeGreaterThan(0);
    expect(read.restored).toMatchObject({ after: kept.next });
    expect(activity(floor, `from=${since}`).activities).toEqual(read.activities);
    const passport = `${wmsPaths.passport("item", "A")}`;
    const part = floor.get(passport).body as { next: number; more: boolean; after: { number: number } };
    expect(part).toMatchObject({ more: true, next: kept.next, after: { number: kept.next } });
    const rest = floor.get(`${passport}?after=${part.next}`).body as {
      links: object[];
      more: boolean;
      before: { hash: string };
      after: { hash: string };
    };
    expect(rest.more).toBe(false);
    expect(rest.before.hash).toBe((part.after as unknown as { hash: string }).hash);
    expect(rest.links).toHaveLength(read.activities.length);
  });

  it("whose prefix is too short for what may have been given does not start, and says what to write", async () => {
    const { backup } = await aLostDay();
    const floor = new Floor();
    for (const row of backup) floor.ledger.append(structuredClone(row));
    const gs1 = { companyPrefix: "401234567890", extensionDigit: 9 };
    floor.site = { ...floor.site, gs1 };
    floor.restoration = { restoredAt, lastAt: backup.at(-1)!.change.at };
    await expect(floor.open()).rejects.toThrow(/serialsPerHour/);
    floor.site = { ...floor.site, gs1: { ...gs1, serialsPerHour: 50 } };
    await floor.open();
    const numbered = floor.post(wmsPaths.pallets, {}, "another-day").body.sscc;
    expect(Number(String(numbered).slice(13, 17))).toBeGreaterThan(100);
  });
});
