/** Frozen goods have a way out: returns, cancelled totes, surplus and goods in a wrong bin become what a person finds them fit for. */
import type { TaskDocument } from "@floorplane/contracts/documents";
import { TaskId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";
import { screensOf } from "../floor/screens.fixture.ts";
import { anItem } from "../floor/small-site.fixture.ts";

const minutes = (n: number): number => n * 60;
const inBook = (floor: Floor, location: string, sku = "A"): number =>
  floor.bridge.book.units(location as never, sku as never);
const told = (floor: Floor, type: string) =>
  floor.confirmations.flatMap((one) => (one.type === type ? [one.data] : []));

async function stockOf(floor: Floor, location: string, sku = "A"): Promise<Record<string, number>> {
  const rows = await floor.ledger.documents("stock", {
    from: `house/${location}|${sku}|`,
    to: `house/${location}|${sku}|~`,
  });
  const sums: Record<string, number> = {};
  for (const { body } of rows)
    for (const state of ["available", "frozen", "defective", "condemned"])
      sums[state] = (sums[state] ?? 0) + ((body as Record<string, number>)[state] ?? 0);
  return sums;
}

async function taskOf(floor: Floor, task: string): Promise<TaskDocument> {
  const [document] = await floor.ledger.documents("task", { from: `house/${task}`, to: `house/${task}\0` });
  return document!.body as TaskDocument;
}

const inspections = (floor: Floor) => [...floor.asked.values()].filter(({ kind }) => kind === "inspect");

/** Ten A were shipped from P01, and so many of them came back; nobody looks at them but the test. */
async function aReturn(quantity = 5): Promise<{ floor: Floor; task: string }> {
  const floor = await aStockedFloor();
  floor.peopleInspect = false;
  floor.order("O1", { A: 10 });
  floor.run(minutes(20));
  floor.post(wmsPaths.returns, { return: "R1", lines: [{ sku: "A", quantity }] });
  floor.run(10);
  return { floor, task: inspections(floor)[0]!.task };
}

describe("a return", () => {
  it.each<[string, object[], object]>([
    ["a million that were never shipped", [{ sku: "A", quantity: 1_000 }], { field: "lines[0].quantity" }],
    ["one more than was shipped", [{ sku: "a", quantity: 11 }], { field: "lines[0].quantity" }],
    ["goods of which nothing was shipped", [{ sku: "B", quantity: 1 }], { field: "lines[0].quantity" }],
    [
      "too many in two lines of two spellings",
      [
        { sku: "A", quantity: 6 },
        { sku: "a", quantity: 5 },
      ],
      { field: "lines[1].quantity" },
    ],
  ])("of %s is refused, and nothing is booked", async (_what, lines, why) => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 10 });
    floor.run(minutes(20));

    const answer = floor.post(wmsPaths.returns, { return: "R1", lines });
    floor.run(10);

    expect(answer).toMatchObject({ status: 409, body: { code: "never-shipped", ...why } });
    expect(floor.bridge.book.places().filter(({ location }) => location === "RECV")).toEqual([]);
    expect(floor.bridge.figures()).toMatchObject({ returns: 0, units: { returned: 0, conserved: true } });
  });

  it("of what is back already is refused too, also after a restart", async () => {
    const { floor } = await aReturn(8);
    await floor.reopen();

    const answer = floor.post(wmsPaths.returns, { return: "R2", lines: [{ sku: "A", quantity: 3 }] });

    expect(answer).toMatchObject({ status: 409, body: { code: "never-shipped" } });
    expect(String(answer.body.detail)).toContain("2 were shipped");
  });

  it("of goods sold before this house kept the book says so, and leaves what was shipped here alone", async () => {
    const { floor } = await aReturn(8);
    const lines = [{ sku: "A", quantity: 30 }];

    const before = floor.post(wmsPaths.returns, { return: "R2", shippedBefore: true, lines });
    const rest = floor.post(wmsPaths.returns, { return: "R3", lines: [{ sku: "A", quantity: 2 }] });

    expect([before.status, rest.status]).toEqual([201, 201]);
    expect(inBook(floor, "RECV")).toBe(40);
    expect(floor.bridge.figures().units).toMatchObject({ returned: 40, conserved: true });
  });

  it("stands frozen until somebody looked at it, and is sold again then", async () => {
    const floor = await aStockedFloor();
    floor.order("O1", { A: 100 });
    floor.run(minutes(30));
    floor.post(wmsPaths.returns, { return: "R1", lines: [{ sku: "A", quantity: 5 }] });
    const frozen = inBook(floor, "RECV");
    floor.order("O2", { A: 5 });
    floor.run(minutes(30));

    expect(frozen).toBe(5);
    expect(floor.tasksDone.at(-1)).toMatchObject({
      kind: "inspect",
      location: "RECV",
      quantity: 5,
      to: "P01",
    });
    expect(await floor.shippedOf("O2")).toEqual({ A: 5 });
    expect(told(floor, "stock.graded")).toEqual([
      {
        lines: [{ sku: "A", quantity: 5, state: "available" }],
        cause: { kind: "inspected", location: "RECV", return: "R1" },
      },
    ]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });
});

describe("an inspection", () => {
  it("sorts into what is good, defective, condemned and destroyed", async () => {
    const { floor, task } = await aReturn(5);
    const found = [
      { sku: "a", quantity: 2, state: "available" },
      { sku: "A", quantity: 1, state: "defective" },
      { sku: "A", quantity: 1, state: "condemned" },
      { sku: "A", quantity: 1, state: "destroyed" },
    ];

    floor.answer(task, { found });
    floor.run(10);

    expect(await stockOf(floor, "P01")).toMatchObject({ available: 92 });
    expect(await stockOf(floor, "RECV")).toEqual({ available: 0, frozen: 0, defective: 1, condemned: 2 });
    floor.run(60);
    expect(await stockOf(floor, "RECV")).toEqual({ available: 0, frozen: 0, defective: 1, condemned: 1 });
    expect(floor.bridge.figures().units).toMatchObject({ destroyed: 1, adjusted: 0, conserved: true });
    const cause = { kind: "destroyed", location: "RECV", signedBy: ["HH1", "TABLET"], return: "R1" };
    expect(told(floor, "stock.adjusted")).toEqual([{ lines: [{ sku: "A", quantity: -1 }], cause }]);
    await floor.reopen();
    expect(inBook(floor, "RECV")).toBe(2);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it.each<[string, object, string]>([
    ["nobody said what they are fit for", { found: [{ sku: "A", quantity: 5 }] }, "state-missing"],
    ["a state that is none", { found: [{ sku: "A", quantity: 5, state: "fine" }] }, "malformed"],
    ["other goods", { found: [{ sku: "B", quantity: 5, state: "available" }] }, "other-goods"],
    ["nothing", { found: [] }, "not-mentioned"],
    ["fewer than there are", { found: [{ sku: "A", quantity: 4, state: "available" }] }, "fewer-than-asked"],
    ["more than there are", { found: [{ sku: "A", quantity: 50, state: "available" }] }, "more-than-asked"],
    ["a label of elsewhere", { found: [], place: "P09" }, "other-place"],
  ])("books nothing while it is not understood: %s", async (_what, form, reason) => {
    const { floor, task } = await aReturn(5);

    floor.answer(task, form);
    floor.run(10);

    expect(await taskOf(floor, task)).toMatchObject({ state: "open", refused: { reason } });
    expect(await stockOf(floor, "RECV")).toMatchObject({ frozen: 5 });
    expect(inBook(floor, "P01")).toBe(90);
  });

  it("of a part, said twice, leaves the rest to a next one, and a complete one says that the rest is gone", async () => {
    const { floor, task } = await aReturn(5);

    floor.answer(task, { found: [{ sku: "A", quantity: 2, state: "available" }] });
    floor.run(10);
    floor.answer(task, { found: [{ sku: "A", quantity: 2, state: "available" }] });
    floor.run(10);
    const next = inspections(floor).at(-1)!;
    floor.answer(next.task, { found: [{ sku: "A", quantity: 1, state: "available" }], complete: true });
    floor.run(10);

    expect(next).toMatchObject({ quantity: 3 });
    expect(next.task).not.toBe(task);
    expect(inBook(floor, "P01")).toBe(93);
    expect(inBook(floor, "RECV")).toBe(0);
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: -2, conserved: true });
  });

  it("leaves what comes to the same place meanwhile to a next one: a complete answer is about what was asked", async () => {
    const { floor, task } = await aReturn(5);

    floor.post(wmsPaths.returns, { return: "R2", lines: [{ sku: "A", quantity: 2 }] });
    await floor.reopen();
    floor.run(10);
    const asked = floor.asked.get(task)!.quantity;
    floor.answer(task, { found: [{ sku: "A", quantity: 5, state: "available" }], complete: true });
    floor.run(10);

    expect(asked).toBe(5);
    expect(inBook(floor, "RECV")).toBe(2);
    expect(inspections(floor).at(-1)).toMatchObject({ quantity: 2 });
    expect(floor.bridge.figures().units).toMatchObject({ adjusted: 0, conserved: true });
  });

  it("brings goods of an unknown home to a free place, never to one without room", async () => {
    const floor = await aStockedFloor();
    floor.post(wmsPaths.items, { items: [anItem("D", { litres: 200 })] });
    floor.post(wmsPaths.returns, { return: "R1", shippedBefore: true, lines: [{ sku: "D", quantity: 3 }] });
    floor.run(minutes(30));

    const stands = floor.bridge.book.places().filter(({ sku }) => sku === "D");
    expect(stands.reduce((sum, { units }) => sum + units, 0)).toBe(3);
    for (const { location, units } of stands) expect(location < "P15" ? units : 1).toBeLessThanOrEqual(1);
  });

  it("takes home what lies in a wrong bin, after the bin was counted", async () => {
    const floor = await aStockedFloor();
    floor.stock("P05", "D", 20);
    floor.bins.get("P01")!.set("D", 4);
    floor.bins.get("P01")!.set("A", 2);
    floor.order("O1", { A: 3 });
    floor.run(minutes(30));

    expect(floor.tasksDone.map(({ kind }) => kind)).toEqual(["count-bin", "inspect"]);
    expect([inBook(floor, "P01", "D"), inBook(floor, "P05", "D")]).toEqual([0, 24]);
    expect(floor.bins.get("P05")!.get("D")).toBe(24);
  });

  it("makes the goods of a cancelled order saleable again", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.order("O1", { A: 7 });
    floor.run(25);
    floor.post(wmsPaths.cancellation("O1"), {});
    floor.run(minutes(30));

    expect(floor.stateOf("O1")).toBe("cancelled");
    expect(inBook(floor, "CHECK1")).toBe(0);
    expect(await stockOf(floor, "P01")).toMatchObject({ available: 100, frozen: 0 });
  });

  it("empties a place that the site lost", async () => {
    const floor = await aStockedFloor();
    floor.locations = floor.locations.filter(({ location }) => location !== "P01");
    await floor.reopen();
    floor.run(minutes(30));

    expect(inBook(floor, "P01")).toBe(0);
    expect(floor.bridge.book.places()).toContainEqual({ location: "P04", sku: "A", units: 100 });
    expect([...floor.alarms]).toEqual([]);
  });
});

describe("a decision that the WMS tells", () => {
  const decision = (more: object) => ({
    disposition: "D1",
    location: "RECV",
    sku: "A",
    quantity: 5,
    to: "available",
    place: "P01",
    ...more,
  });

  it("is booked at once, and the open inspection ends with it", async () => {
    const { floor, task } = await aReturn(5);

    const answer = floor.post(wmsPaths.dispositions, decision({}));
    const again = floor.post(wmsPaths.dispositions, decision({}));
    floor.run(10);

    expect(answer).toMatchObject({ status: 200, body: { state: "available", units: 5 } });
    expect(again.body).toEqual(answer.body);
    expect(inBook(floor, "P01")).toBe(95);
    expect((await taskOf(floor, task)).state).toBe("done");
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("about a part makes the inspection smaller", async () => {
    const { floor, task } = await aReturn(5);

    floor.post(wmsPaths.dispositions, decision({ quantity: 2, to: "defective", place: undefined }));
    floor.run(10);

    expect(floor.asked.get(task)).toMatchObject({ quantity: 3 });
    expect(await stockOf(floor, "RECV")).toMatchObject({ frozen: 3, defective: 2 });
  });

  it("about a part is not looked at again: who counts it too has found nothing, however often he says so", async () => {
    const { floor, task } = await aReturn(3);
    floor.post(wmsPaths.dispositions, decision({ quantity: 1, to: "condemned", place: undefined }));
    floor.run(10);
    const three = { found: [{ sku: "A", quantity: 3, state: "available" }], complete: true };

    for (let n = 0; n < 4; n++) {
      floor.answer(task, three);
      floor.run(10);
      if (n === 1) await floor.reopen();
    }
    const refused = floor.asked.get(task)?.refused;
    floor.answer(task, { ...three, besides: 2 });
    floor.run(10);
    const otherNumber = floor.asked.get(task)?.refused;
    floor.answer(task, { found: [{ sku: "A", quantity: 2, state: "available" }] });
    floor.run(10);

    expect(refused).toMatchObject({ reason: "decided-meanwhile", field: "found", text: "1", skus: ["A"] });
    expect(otherNumber).toMatchObject({ reason: "decided-meanwhile", field: "besides", text: "1" });
    expect(await stockOf(floor, "RECV")).toMatchObject({ frozen: 0, condemned: 1 });
    expect(inBook(floor, "P01")).toBe(92);
    expect(floor.get(wmsPaths.return("R1")).body).toMatchObject({ lines: [{ received: 3, notFound: 0 }] });
    expect(told(floor, "stock.adjusted")).toEqual([]);
  });

  it("about a part is insisted on by who names it, and says the same twice", async () => {
    const { floor, task } = await aReturn(3);
    floor.post(wmsPaths.dispositions, decision({ quantity: 1, to: "condemned", place: undefined }));
    floor.run(10);
    const insisted = { found: [{ sku: "A", quantity: 3, state: "available" }], besides: 1 };

    floor.answer(task, insisted);
    floor.run(10);
    const doubted = floor.asked.get(task)?.refused;
    floor.answer(task, insisted);
    floor.run(10);

    expect(doubted).toMatchObject({ reason: "more-than-asked" });
    expect(told(floor, "stock.adjusted")).toMatchObject([{ lines: [{ sku: "A", quantity: 1 }] }]);
    expect(floor.get(wmsPaths.return("R1")).body).toMatchObject({ lines: [{ received: 4 }] });
  });

  it("about a part is insisted on at a screen too", async () => {
    const { floor, task } = await aReturn(3);
    floor.post(wmsPaths.dispositions, decision({ quantity: 1, to: "condemned", place: undefined }));
    floor.run(10);
    const act = screensOf(floor);
    const insist = () =>
      act({
        type: "task.answer",
        task: TaskId(task),
        found: [{ sku: "A", quantity: 3, state: "available" }],
        complete: false,
        besides: 1,
        reason: "",
      });

    const doubted = insist();
    floor.run(10);
    const believed = insist();
    floor.run(10);

    expect(doubted).toMatchObject({ reason: { fault: "more-than-asked" } });
    expect(believed?.type).toBe("command.done");
    expect(told(floor, "stock.adjusted")).toMatchObject([{ lines: [{ sku: "A", quantity: 1 }] }]);
  });

  it("about all of it leaves nothing to say: a late answer is refused, and where he put them is counted", async () => {
    const { floor, task } = await aReturn(3);
    floor.post(wmsPaths.dispositions, decision({ quantity: 3, to: "condemned", place: undefined }));
    floor.run(10);

    const late = floor.post(wmsPaths.taskOutcome(task), {
      task,
      device: "WMS",
      at: new Date(floor.clock.now()).toISOString(),
      found: [{ sku: "A", quantity: 3, state: "available" }],
    });
    floor.run(5);

    expect(late).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining("3 of A were decided") },
    });
    expect(inBook(floor, "P01")).toBe(90);
    expect([...floor.asked.values()]).toContainEqual(
      expect.objectContaining({ kind: "count-bin", location: "P01" }),
    );
  });

  it("goes on from defective to condemned to destroyed, and never back", async () => {
    const { floor } = await aReturn(5);
    const post = (disposition: string, from: string, to: string) =>
      floor.post(wmsPaths.dispositions, decision({ disposition, from, to, place: undefined })).status;

    const statuses = [
      post("D1", "frozen", "defective"),
      post("D2", "defective", "condemned"),
      post("D3", "condemned", "defective"),
      post("D4", "condemned", "destroyed"),
    ];
    floor.run(60);

    expect(statuses).toEqual([200, 200, 409, 202]);
    expect(inBook(floor, "RECV")).toBe(0);
    expect(floor.bridge.figures().units).toMatchObject({ destroyed: 5, conserved: true });
  });

  it.each<[string, object, number, string]>([
    ["more than there are", { quantity: 6 }, 409, "quantity"],
    ["none there", { location: "CHECK1" }, 409, "location"],
    ["a place that is none", { place: "P99" }, 422, "place"],
    ["a bench for a place", { place: "CHECK1" }, 422, "place"],
    ["no place for what is for sale", { place: undefined }, 422, "place"],
    ["a place for what is not", { to: "defective" }, 422, "place"],
    ["goods that nobody knows", { sku: "Q" }, 422, "sku"],
    ["a state that is none", { to: "fine" }, 422, "to"],
  ])("is refused and changes nothing: %s", async (_what, more, status, field) => {
    const { floor } = await aReturn(5);

    expect(floor.post(wmsPaths.dispositions, decision(more))).toMatchObject({ status, body: { field } });
    expect(await stockOf(floor, "RECV")).toMatchObject({ frozen: 5 });
  });
});
