/** What was done with goods, read on with a cursor: none is missed, none comes twice, and nobody reads another client's. */
import { isoTime } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../../floor/floor.fixture.ts";
import { acme, aSharedFloor, order } from "../../floor/shared-floor.fixture.ts";
import { gtinOf } from "../../floor/small-site.fixture.ts";
import { pageRows } from "../../keeping/pages.ts";

interface Activity {
  readonly number: number;
  readonly at: string;
  readonly step: string;
  readonly units: number;
  readonly order?: string;
  readonly [field: string]: unknown;
}
interface Answer {
  readonly activities: readonly Activity[];
  readonly next: number;
  readonly more: boolean;
  readonly head: { readonly number: number; readonly hash: string };
}

const ask = (floor: Floor, query: Record<string, string | number> = {}): Answer => {
  const asked = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  const { status, body } = floor.get(`${wmsPaths.activity}?${asked}`);
  expect([status, body.detail]).toEqual([200, undefined]);
  return body as unknown as Answer;
};

/** All of it, page by page. */
function readAll(floor: Floor, query: Record<string, string | number> = {}): Activity[] {
  const all: Activity[] = [];
  for (let answer = ask(floor, query); ; answer = ask(floor, { ...query, after: answer.next })) {
    all.push(...answer.activities);
    if (!answer.more) return all;
  }
}

/** So many rows that the first pages have left memory. */
async function aLongHistory(): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.locations = floor.locations.map((row) => ({ ...row, litres: 50_000, kilograms: 50_000 }));
  await floor.reopen();
  for (let n = 0; n < 15 * pageRows; n++) {
    floor.stock("P04", "D", 1);
    if (n % 100 === 0) floor.run(60);
  }
  return floor;
}

describe("activity", () => {
  it("says of an order who did what with it, when and where, and how many units to bill", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 3, B: 2 });
    floor.run(1_200);

    const of = readAll(floor).filter((one) => one.order === "O1");

    expect(of.map(({ step, units }) => [step, units])).toEqual([
      ["pick", 3],
      ["pick", 2],
      ["transport", 5],
      ["pack", 5],
      ["ship", 5],
    ]);
    expect(of[0]).toMatchObject({
      by: { kind: "robot", name: expect.stringMatching(/^R\d$/) },
      from: "P01",
      tote: "T1",
      goods: [{ sku: "A", gtin: gtinOf("A"), lot: "L1", units: 3 }],
    });
    expect(Date.parse(of[0]!.at)).toBeLessThan(Date.parse(of[4]!.at));
  });

  it("is read on without a gap and without one twice, whatever the page, also what has left memory, and after a restart", async () => {
    const floor = await aLongHistory();
    const kept = (await floor.ledger.documents("handling")).length;
    const whole = readAll(floor, { perPage: 500 });
    await floor.reopen();
    const again = readAll(floor, { perPage: 7 });

    expect(kept).toBeLessThan(14);
    expect(whole.map(({ number }) => number)).toEqual(whole.map((_, index) => index + 1));
    expect(whole.length).toBe(15 * pageRows + 3);
    expect(again).toEqual(whole);
    expect(ask(floor).head).toEqual({ number: whole.length, hash: whole.at(-1)!.hash });
  });

  it("goes on from where it was read to, as more is done", async () => {
    const floor = await aStockedFloor();
    const { next } = ask(floor);
    const nothing = ask(floor, { after: next });
    floor.stock("P05", "C", 7);

    const more = ask(floor, { after: next });

    expect(nothing).toMatchObject({ activities: [], next, more: false });
    expect(more.activities).toMatchObject([{ number: next + 1, step: "receive", units: 7, to: "P05" }]);
  });

  it("is cut by time and by kind of step, from the ledger as from memory", async () => {
    const floor = await aLongHistory();
    floor.order("O1", { A: 1 });
    floor.run(1_200);
    const all = readAll(floor, { perPage: 500 });
    for (const [low, high] of [
      [10, 200],
      [0, 1],
      [all.length - 1, all.length - 1],
    ] as const) {
      const from = all[low]!.at;
      const to = isoTime(Date.parse(all[high]!.at) + 1);

      const found = readAll(floor, { from, to, perPage: 100 });

      expect(found).toEqual(all.filter(({ at }) => at >= from && at < to));
    }
    expect(readAll(floor, { type: "pick,ship" }).map(({ step }) => step)).toEqual(["pick", "ship"]);
    expect(readAll(floor, { from: isoTime(floor.clock.now() + 1_000) })).toEqual([]);
  });

  it("is each client's own, in its own numbers and codes", async () => {
    const floor = await aSharedFloor({ settings: { waveOrders: 1 } });
    order(floor, "house", "O1", { A: 2 });
    order(floor, acme, "O1", { A: 3 });
    floor.run(1_800);

    const own = readAll(floor);
    const others = readAll(floor, { client: acme });

    const picked = (of: Activity[]) => of.filter(({ step }) => step === "pick");
    expect(picked(own)).toMatchObject([{ order: "O1", goods: [{ sku: "A", units: 2 }] }]);
    expect(picked(others)).toMatchObject([{ order: "O1", goods: [{ sku: "A", units: 3 }] }]);
    expect(JSON.stringify(own)).not.toContain(acme);
    expect(JSON.stringify(others)).not.toContain("acme/");
  });

  it.each([
    ["after", "4000"],
    ["after", "-1"],
    ["after", "x"],
    ["perPage", "0"],
    ["perPage", "501"],
    ["from", "yesterday"],
    ["to", "2010-12-01"],
    ["type", "picks"],
    ["type", "pick,"],
    ["since", "2010-12-01T08:00:00Z"],
  ])("refuses %s=%s by name", async (field, value) => {
    const floor = await aStockedFloor();

    const answer = floor.get(`${wmsPaths.activity}?${new URLSearchParams({ [field]: value })}`);

    expect(answer).toMatchObject({ status: 422, body: { code: "malformed-message", field } });
  });
});
