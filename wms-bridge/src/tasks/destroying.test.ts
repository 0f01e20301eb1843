/** Goods are destroyed by two people, and by nobody alone. */
import type { TaskMessage } from "@floorplane/contracts/devices.schema";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const minutes = (n: number): number => n * 60;

/** Two spoilt A stand condemned at the receiving station; HH1 looked at them and has signed, and nobody else does anything. */
async function aSpoiltReturn(): Promise<{ floor: Floor; task: string }> {
  const floor = await aStockedFloor();
  floor.order("O1", { A: 10 });
  floor.run(minutes(20));
  floor.peopleAtWork = false;
  floor.post(wmsPaths.returns, { return: "R1", lines: [{ sku: "A", quantity: 2, reason: "mouldy" }] });
  floor.run(5);
  const of = (kind: TaskMessage["kind"]) =>
    [...floor.asked.values()].find((task) => task.kind === kind)!.task;
  floor.answer(of("inspect"), { found: [{ sku: "A", quantity: 2, state: "destroyed" }] });
  floor.run(5);
  return { floor, task: of("destroy") };
}

const sign = (floor: Floor, task: string, device: string, quantity = 2): void => {
  floor.answer(task, { device, found: [{ sku: "A", quantity }] });
  floor.run(5);
};
const destroyed = (floor: Floor): number => floor.bridge.figures().units.destroyed;
const refusalOf = (floor: Floor, task: string) => floor.asked.get(task)?.refused;

describe("a first signature", () => {
  it("destroys nothing, and says on every handheld who gave it and how long it holds", async () => {
    const { floor, task } = await aSpoiltReturn();

    expect(floor.asked.get(task)).toMatchObject({
      return: "R1",
      reason: "mouldy",
      signed: { by: "HH1", units: 2 },
    });
    expect(destroyed(floor)).toBe(0);
    expect(floor.get(`${wmsPaths.stock}?sku=A`).body.stock).toMatchObject([{ pendingDestruction: 2 }]);
  });

  it("of the same person again is refused, also after a restart", async () => {
    const { floor, task } = await aSpoiltReturn();
    await floor.reopen();

    sign(floor, task, "HH1");

    expect(refusalOf(floor, task)).toMatchObject({ reason: "same-person", text: "HH1" });
    expect(destroyed(floor)).toBe(0);
  });

  it("of a program is none", async () => {
    const { floor, task } = await aSpoiltReturn();
    const at = new Date(floor.clock.now()).toISOString();

    const answer = floor.post(wmsPaths.taskOutcome(task), {
      ...{ task, device: "WMS", at, found: [{ sku: "A", quantity: 2 }] },
    });

    expect(answer).toMatchObject({ status: 422, body: { code: "not-booked", field: "device" } });
    expect(answer.body.detail).toContain("WMS signs nothing: goods are destroyed by people");
    floor.run(1);
    // What it is about stands in it as it was said; the sentence is made where it is read.
    expect(refusalOf(floor, task)).toMatchObject({ reason: "program-signs", text: "WMS" });
    expect(destroyed(floor)).toBe(0);
  });

  it("is over after a shift: it takes two more", async () => {
    const { floor, task } = await aSpoiltReturn();
    floor.run(minutes(8 * 60 + 1));
    const over = floor.asked.get(task)?.signed;

    sign(floor, task, "TABLET");
    const afterOne = destroyed(floor);
    sign(floor, task, "HH1");

    expect(over).toBeUndefined();
    expect(afterOne).toBe(0);
    expect(destroyed(floor)).toBe(2);
  });
});

describe("a second signature", () => {
  it("of somebody else destroys the units: who, why and what for stand in the book", async () => {
    const { floor, task } = await aSpoiltReturn();

    sign(floor, task, "TABLET");

    expect(destroyed(floor)).toBe(2);
    const [row] = floor.get(`${wmsPaths.activity}?type=destroy`).body.activities as object[];
    expect(row).toMatchObject({
      by: { kind: "person", name: "TABLET" },
      with: "HH1",
      why: "mouldy",
      units: 2,
      reference: { kind: "return", number: "R1" },
    });
    const events = floor.get("/epcis/events?EQ_bizStep=destroying").body as {
      epcisBody: { queryResults: { resultsBody: { eventList: object[] } } };
    };
    expect(events.epcisBody.queryResults.resultsBody.eventList).toMatchObject([
      { bizStep: "destroying", disposition: "destroyed", action: "DELETE" },
    ]);
    expect(floor.get(wmsPaths.return("R1")).body).toMatchObject({
      lines: [{ graded: [{ state: "destroyed", units: 2 }] }],
    });
    expect(floor.confirmations.at(-1)).toMatchObject({
      type: "stock.adjusted",
      data: { cause: { kind: "destroyed", signedBy: ["HH1", "TABLET"], return: "R1" } },
    });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("for another number is refused; the first may sign anew, and the other then agree", async () => {
    const { floor, task } = await aSpoiltReturn();

    sign(floor, task, "TABLET", 1);
    const refused = refusalOf(floor, task);
    sign(floor, task, "HH1", 1);
    sign(floor, task, "TABLET", 1);

    expect(refused).toMatchObject({
      reason: "signed-otherwise",
      text: expect.stringMatching(/^\S+: \d+, \S+: \d+$/),
    });
    expect(destroyed(floor)).toBe(1);
    expect(floor.get(`${wmsPaths.stock}?sku=A`).body.stock).toMatchObject([{ pendingDestruction: 1 }]);
  });

  it("of nought calls it off: nothing is destroyed", async () => {
    const { floor, task } = await aSpoiltReturn();

    sign(floor, task, "TABLET", 0);

    expect(destroyed(floor)).toBe(0);
    expect(floor.get(wmsPaths.tasks).body.open).toBe(0);
  });
});

describe("two signatures that a program tells", () => {
  const tell = (floor: Floor, task: string, device: string) =>
    floor.post(wmsPaths.taskOutcome(task), {
      ...{ task, device, at: new Date(floor.clock.now()).toISOString() },
      found: [{ sku: "A", quantity: 2 }],
    });

  it("are one, whatever names it gives, also after a restart; somebody at a handheld is the other", async () => {
    const { floor, task: asked } = await aSpoiltReturn();
    sign(floor, asked, "TABLET", 0);
    const { task } = floor.post(wmsPaths.dispositions, {
      ...{ disposition: "D1", location: "RECV", sku: "A", quantity: 2, from: "condemned", to: "destroyed" },
      person: "Ann",
    }).body as { task: string };
    floor.run(5);

    const alone = tell(floor, task, "HH1");
    await floor.reopen();
    const again = tell(floor, task, "TABLET");
    const between = destroyed(floor);
    sign(floor, task, "HH1");

    expect([alone, again]).toMatchObject([
      { status: 422, body: { code: "not-booked", field: "device" } },
      { status: 422, body: { detail: expect.stringContaining("Ann said so by a program") } },
    ]);
    expect([between, destroyed(floor)]).toEqual([0, 2]);
  });

  it("are two where the first was given at a handheld", async () => {
    const { floor, task } = await aSpoiltReturn();

    const second = tell(floor, task, "TABLET");

    expect(second).toMatchObject({ status: 200 });
    expect(destroyed(floor)).toBe(2);
  });
});

describe("a decision of the WMS to destroy", () => {
  const decide = (floor: Floor, more: object = {}) =>
    floor.post(wmsPaths.dispositions, {
      ...{ disposition: "D1", location: "RECV", sku: "A", quantity: 2, from: "condemned", to: "destroyed" },
      ...more,
    });

  it("asks two people, or one where it names who has signed; no more than stand there unasked for", async () => {
    const { floor, task } = await aSpoiltReturn();
    const tooMany = decide(floor);
    sign(floor, task, "TABLET", 0);

    const asked = decide(floor, { person: "Ada", reason: "recalled" });
    const again = decide(floor, { person: "Ada", reason: "recalled" });
    floor.run(5);
    const { task: other } = asked.body as { task: string };
    sign(floor, other, "HH1");

    expect(tooMany).toMatchObject({ status: 409, body: { code: "no-stock" } });
    expect([asked, again]).toMatchObject([
      { status: 202, body: { state: "condemned", task: other } },
      { status: 202, body: { task: other } },
    ]);
    expect(destroyed(floor)).toBe(2);
    expect(decide(floor, { person: "Ada", reason: "recalled" })).toMatchObject({
      status: 200,
      body: { state: "destroyed" },
    });
  });
});
