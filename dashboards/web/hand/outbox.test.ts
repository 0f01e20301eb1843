/** Acts of a Hand: written down before they are called taken, sent once and in order, whatever happens on the way. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaskRow } from "../../gateway/protocol.ts";
import { begin, changed, foundOf, isStranger, lacks, scanned, taskOf } from "./counted.ts";
import {
  type ActStore,
  type HandAct,
  type KeptAct,
  Outbox,
  type Said,
  type Send,
  saidOf,
  unsentMax,
} from "./outbox.ts";

const anAct = (task: string): HandAct => ({
  type: "task.answer",
  task,
  found: [{ sku: "MUG", quantity: 1 }],
  complete: true,
  at: 1_000,
  by: "Mia",
  reason: "",
});

/** What stays when a tab is killed. */
class Device implements ActStore {
  readonly acts = new Map<number, KeptAct>();
  keys = 0;

  async all(): Promise<KeptAct[]> {
    return [...this.acts.values()];
  }
  #last = 0;
  async add(act: Omit<KeptAct, "number">): Promise<number> {
    const number = ++this.#last;
    await this.put({ number, ...act });
    return number;
  }
  async put(act: KeptAct): Promise<void> {
    this.acts.set(act.number, act);
  }
  async remove(number: number): Promise<void> {
    this.acts.delete(number);
  }

  async tab(send: Send): Promise<Outbox> {
    const outbox = new Outbox({
      store: this,
      send,
      stamp: () => ({ key: `key-${++this.keys}`, givenAt: 0 }),
      changed: () => {},
    });
    await outbox.open();
    return outbox;
  }

  states(): string[] {
    return [...this.acts.values()].map(({ state }) => state);
  }
}

/** A house that does each key once and says the same again. */
class House {
  readonly done: string[] = [];
  readonly #said = new Map<string, Said>();

  take(act: HandAct, key: string): Said {
    const said = this.#said.get(key);
    if (said) return said;
    const answer: Said = act.task.startsWith("BAD")
      ? { state: "refused", why: "no" }
      : { state: "done", why: "" };
    if (answer.state === "done") this.done.push(act.task);
    this.#said.set(key, answer);
    return answer;
  }
}

describe("the outbox", () => {
  it("does every act once and in order, whether the way there is lost, the way back, or the tab in between", async () => {
    const trouble = fc.constantFrom("none", "lost", "unheard", "killed");
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }),
        fc.array(trouble, { maxLength: 30 }),
        async (acts, troubles) => {
          const device = new Device();
          const house = new House();
          const plan = [...troubles];
          const send: Send = async (act, key) => {
            const what = plan.shift() ?? "none";
            if (what === "lost") return undefined;
            const said = house.take(act, key);
            if (what === "killed") throw new Error("the tab is gone");
            return what === "unheard" ? undefined : said;
          };
          let tab = await device.tab(send);
          for (const [n, isBad] of acts.entries()) await tab.take(anAct(isBad ? `BAD-${n}` : `T-${n}`));
          for (let tries = 0; tries <= troubles.length + 1; tries++) {
            const isOver = await tab.send().catch(() => undefined);
            if (isOver === undefined) tab = await device.tab(send);
          }

          expect(house.done).toEqual(acts.flatMap((isBad, n) => (isBad ? [] : [`T-${n}`])));
          expect(device.states().filter((state) => state === "unsent")).toEqual([]);
          expect(device.states().filter((state) => state === "refused").length).toBe(
            acts.filter(Boolean).length,
          );
        },
      ),
    );
  });

  it("takes five hundred and then no more, and again when some have gone", async () => {
    const device = new Device();
    let isAway = true;
    const tab = await device.tab(async () => (isAway ? undefined : { state: "done", why: "" }));
    for (let n = 0; n < unsentMax; n++) expect(await tab.take(anAct(`T-${n}`))).toBe(true);

    expect(await tab.take(anAct("ONE-MORE"))).toBe(false);
    isAway = false;
    expect(await tab.send()).toBe(true);
    expect(await tab.take(anAct("ONE-MORE"))).toBe(true);
    // Those that are done are looked at for a while, and do not fill the device.
    expect(device.acts.size).toBeLessThan(60);
  });

  it("loses none that is given while two tabs read what is kept, and none of the other tab's", async () => {
    const device = new Device();
    const readings: (() => void)[] = [];
    const [one, other] = [await device.tab(async () => undefined), await device.tab(async () => undefined)];
    await one.take(anAct("T-1"));
    const before = await device.all();
    device.all = () => new Promise((resolve) => readings.push(() => resolve(before)));

    const reading = one.open();
    await one.take(anAct("T-2"));
    await other.take(anAct("T-3"));
    readings[0]!();
    await reading;
    await one.take(anAct("T-4"));

    expect([...device.acts.values()].map(({ number, act }) => [number, act.task])).toEqual([
      [1, "T-1"],
      [2, "T-2"],
      [3, "T-3"],
      [4, "T-4"],
    ]);
    expect(one.unsent).toBe(3);
  });

  it("is not called taken before the device has it", async () => {
    const device = new Device();
    let release = (): void => {};
    device.put = (act) =>
      new Promise((resolve) => {
        release = () => {
          device.acts.set(act.number, act);
          resolve();
        };
      });
    const tab = await device.tab(async () => undefined);
    let isTaken = false;
    const taking = tab.take(anAct("T-1")).then(() => (isTaken = true));

    await Promise.resolve();
    expect(isTaken).toBe(false);
    release();
    await taking;
    expect(device.acts.size).toBe(1);
  });

  it("keeps a conflict until somebody has seen it", async () => {
    const device = new Device();
    const house = new House();
    const tab = await device.tab(async (act, key) => house.take(act, key));
    await tab.take(anAct("BAD-1"));
    await tab.take(anAct("T-2"));
    await tab.send();
    expect(device.states()).toEqual(["refused", "done"]);

    await tab.seen(1);

    expect(device.states()).toEqual(["done"]);
  });
});

it.each([
  [200, { outcome: "done" }, "done"],
  [409, { outcome: "refused", reason: { code: "task.unknown" }, why: "there is no task" }, "refused"],
  [409, { outcome: "refused", reason: { code: "house.starting" } }, undefined],
  [409, { outcome: "refused", reason: { code: "acts.too-many" } }, undefined],
  [400, { detail: "by is needed" }, "refused"],
  [422, { detail: "that key came with another act" }, "refused"],
  [504, { outcome: "unknown", why: "nobody said" }, "unknown"],
  [503, { detail: "starting" }, undefined],
  [502, {}, undefined],
] as const)("an answer %i %j is %s", (status, body, state) =>
  expect(saidOf(status, body as never)?.state).toBe(state),
);

describe("what is counted in the hand", () => {
  const task = (more: Partial<Record<keyof TaskRow, unknown>> = {}): TaskRow =>
    ({
      task: "TASK-1",
      kind: "count-bin",
      location: "A-01",
      tote: null,
      station: null,
      sku: null,
      quantity: null,
      ...more,
    }) as never;

  it("is what was scanned: the place says where one stands, every other code is one more unit", () => {
    const one = task();
    const counted = ["a-01", "MUG", "mug", "CUP"].reduce((so, code) => scanned(one, so, code), begin(one));

    expect(counted.isThere).toBe(true);
    expect(foundOf(counted)).toEqual([
      { sku: "MUG", quantity: 2 },
      { sku: "CUP", quantity: 1 },
    ]);
  });

  it("begins with the number that is carried to a place, and with none of what is looked at", () => {
    const known = { sku: "MUG", quantity: 2 };
    expect(foundOf(begin(task({ kind: "put-away", ...known })))).toEqual([{ sku: "MUG", quantity: 2 }]);
    expect(foundOf(begin(task(known)))).toEqual([]);
    for (const kind of ["inspect", "relabel", "destroy", "write-off"] as const) {
      const one = task({ kind, ...known });
      expect(begin(one).lines).toMatchObject([{ code: "MUG", units: 0 }]);
      expect(lacks(one, begin(one), false)).toBe("units");
      expect(lacks(one, begin(one), true)).toBeUndefined();
    }
  });

  it("counts the task's goods in one line from nought, by whichever of their codes; a case is so many", () => {
    const codes = [
      { code: "MUG", units: 1 },
      { code: "Becher-1", units: 1 },
      { code: "09521321000001", units: 1 },
      { code: "09521321000018", units: 6 },
    ];
    const scans = ["A-01", "mug", "BECHER-1", "9521321000001", "(01)09521321000001(10)L1", "09521321000018"];
    for (const kind of ["inspect", "put-away", "destroy", "relabel", "write-off", "pick"] as const) {
      const one = task({ kind, sku: "MUG", quantity: 3, codes });
      const counted = scans.reduce((so, code) => scanned(one, so, code), begin(one));
      expect(counted).toMatchObject({ isThere: true, lines: [{ code: "MUG", units: 10 }] });
      expect(lacks(one, counted, false)).toBe(kind === "inspect" ? "fitness" : undefined);
      expect([...scans, "(01)09521321000001(21)S1"].filter((code) => isStranger(one, code))).toEqual([]);
      expect(["CUP", "A-02", "09521321000025"].filter((code) => !isStranger(one, code))).toEqual([]);
    }
    expect(isStranger(task({ kind: "pick", sku: "MUG" }), "CUP")).toBe(false);
  });

  it("counts units that are named one by one beside those that were not, each once", () => {
    const one = task({ kind: "inspect", sku: "MUG", codes: [{ code: "09521321000001", units: 1 }] });
    const pieces = ["(01)09521321000001(21)S1", "(01)09521321000001(21)S2", "(01)09521321000001(21)S1"];
    const counted = pieces.reduce((so, code) => scanned(one, so, code), begin(one));
    expect(foundOf(counted, "inspect")).toEqual(pieces.slice(0, 2).map((sku) => ({ sku, quantity: 1 })));
    const graded = changed(counted, 1, { state: "resalable" });
    expect(scanned(one, graded, "(01)09521321000001(21)S3").lines.at(-1)).toMatchObject({
      units: 1,
      state: "resalable",
    });
  });

  it("opens the task that a code means: its number before its place, its place before its goods", () => {
    const tasks = [
      task({ task: "TASK-2", location: "B-01", sku: "A-01" }),
      task(),
      task({ task: "TASK-3", location: "TASK-1" }),
    ];

    expect([taskOf(tasks, "task-1")?.task, taskOf(tasks, "A-01")?.task, taskOf(tasks, "none")]).toEqual([
      "TASK-1",
      "TASK-1",
      undefined,
    ]);
  });
});
