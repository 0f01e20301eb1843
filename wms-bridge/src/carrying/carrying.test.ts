/** Transports asked for at the door, with or without an order: how far each comes, what is told of it, and what is refused in which words. */
import { LoadId, StationId } from "@floorplane/contracts/ids";
import { isoTime, minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { Floor } from "../floor/floor.fixture.ts";
import { acme, aSharedFloor, heardBy } from "../floor/shared-floor.fixture.ts";
import { aSite } from "../floor/small-site.fixture.ts";

const robots = ["R1", "R2"].map((robot) => ({ robot, manufacturer: "floorplane" }));
const aStop = (action: "pick" | "drop", station: string, more: object = {}) => ({
  action,
  stations: [station],
  ...(action === "pick" ? { load: "P-17", loadType: "EPAL" } : {}),
  ...more,
});
const aMove = (transport: string, more: object = {}) => ({
  transport,
  stops: [aStop("pick", "P01"), aStop("drop", "P02")],
  ...more,
});

async function aFloor(): Promise<Floor> {
  const floor = new Floor({});
  floor.site = { ...aSite(), robots };
  floor.loads.set(LoadId("P-17"), StationId("P01"));
  await floor.open();
  return floor;
}

let keys = 0;
const ask = (floor: Floor, body: object) => floor.post(wmsPaths.transports, body, `ask-${++keys}`);
const read = (floor: Floor, number: string) => floor.get(wmsPaths.transport(number)).body;
const withdraw = (floor: Floor, number: string, body: object = {}) =>
  floor.post(wmsPaths.transportWithdrawal(number), body, `withdraw-${++keys}`);
const target = (floor: Floor, number: string, body: object) =>
  floor.post(wmsPaths.transportTarget(number), body, `target-${++keys}`);
const told = (floor: Floor, number: string) =>
  floor.confirmations
    .filter(({ data }) => data.transport?.transport === number)
    .map(({ type }) => type.replace("transport.", ""));

it("is carried from where it is picked to where it is dropped, and each step is told", async () => {
  const floor = await aFloor();

  const asked = ask(floor, aMove("MOVE/1"));
  expect(asked).toMatchObject({
    status: 201,
    body: { transport: "MOVE/1", state: "requested", robot: null },
  });
  floor.run(25);
  expect(read(floor, "MOVE/1")).toMatchObject({
    state: "carrying",
    carries: { load: "P-17", loadType: "EPAL" },
    stops: [{ station: "P01" }, { station: null, doneAt: null }],
  });
  floor.run(30);

  expect(read(floor, "MOVE/1")).toMatchObject({ state: "done", ending: null, carries: null });
  expect(told(floor, "MOVE/1")).toEqual(["assigned", "picked", "dropped", "done"]);
  expect(floor.loads.get(LoadId("P-17"))).toBe("P02");
});

it("is one transport however often it is sent, and none of another content under its number", async () => {
  const floor = await aFloor();

  const first = ask(floor, aMove("M1"));
  const again = ask(floor, aMove("M1"));
  const other = ask(floor, aMove("M1", { priority: "urgent" }));

  expect([first.status, again.status, other.status]).toEqual([201, 200, 409]);
  floor.run(60);
  expect(told(floor, "M1")).toEqual(["assigned", "picked", "dropped", "done"]);
});

it("takes what stands there where no load is named, and says which it was", async () => {
  const floor = await aFloor();

  ask(floor, aMove("M1", { stops: [aStop("pick", "P01", { load: undefined }), aStop("drop", "P02")] }));
  floor.run(60);

  expect(read(floor, "M1")).toMatchObject({ state: "done", stops: [{ load: "P-17" }, { load: "P-17" }] });
});

it("finds a load where the house has set it down", async () => {
  const floor = await aFloor();
  ask(floor, aMove("M1"));
  floor.run(60);

  ask(floor, {
    transport: "M2",
    stops: [{ action: "pick", load: "P-17", loadType: "EPAL" }, aStop("drop", "P03")],
  });
  floor.run(60);

  expect(read(floor, "M2")).toMatchObject({ state: "done", stops: [{ stations: ["P02"] }, {}] });
  expect(floor.loads.get(LoadId("P-17"))).toBe("P03");
});

describe("a transport that follows others", () => {
  it("waits until they are done, and says for which", async () => {
    const floor = await aFloor();
    ask(floor, aMove("M1"));

    const { body } = ask(floor, {
      transport: "M2",
      after: ["M1"],
      stops: [{ action: "pick", load: "P-17", loadType: "EPAL" }, aStop("drop", "P03")],
    });
    expect(body).toMatchObject({
      state: "waiting",
      why: "waits until M1 is done",
      reason: { code: "transport.after" },
    });
    floor.run(90);

    expect(read(floor, "M2")).toMatchObject({ state: "done" });
    expect(floor.loads.get(LoadId("P-17"))).toBe("P03");
  });

  it("fails where one of them does, and so does what follows it", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    ask(floor, aMove("M1"));
    ask(floor, aMove("M2", { after: ["M1"] }));
    ask(floor, aMove("M3", { after: ["M2"] }));

    withdraw(floor, "M1");
    floor.run(5);

    expect(["M1", "M2", "M3"].map((one) => read(floor, one).state)).toEqual([
      "withdrawn",
      "failed",
      "failed",
    ]);
    expect(read(floor, "M3").ending).toBe("after-ended");
    expect(told(floor, "M3")).toEqual(["failed"]);
  });

  it("has its turn in its sequence, however the one before it ended", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    for (const number of ["M1", "M2", "M3"]) ask(floor, aMove(number, { sequence: "S" }));

    expect(["M1", "M2", "M3"].map((one) => read(floor, one).state)).toEqual([
      "requested",
      "waiting",
      "waiting",
    ]);
    expect(read(floor, "M3").reason).toEqual({ code: "transport.in-sequence", sequence: "S", ahead: 2 });
    withdraw(floor, "M1");
    floor.run(5);

    expect(["M2", "M3"].map((one) => read(floor, one).state)).toEqual(["requested", "waiting"]);
  });
});

describe("a withdrawal", () => {
  it("ends at once what is not begun", async () => {
    const floor = await aFloor();
    floor.robotsStand = true;
    ask(floor, aMove("M1"));
    ask(floor, aMove("M2", { after: ["M1"] }));

    expect(withdraw(floor, "M2")).toMatchObject({
      status: 200,
      body: { state: "withdrawn", ending: "asked" },
    });
    expect(withdraw(floor, "M2")).toMatchObject({ status: 200, body: { state: "withdrawn" } });
  });

  it("has a load that is on its robot set down where it is told to, first", async () => {
    const floor = await aFloor();
    ask(floor, aMove("M1"));
    floor.run(25);

    expect(withdraw(floor, "M1", { stations: ["P09"] })).toMatchObject({
      status: 202,
      body: { state: "withdrawing" },
    });
    floor.run(30);

    expect(read(floor, "M1")).toMatchObject({ state: "withdrawn", stops: [{}, { station: "P09" }] });
    expect(told(floor, "M1")).toEqual(["assigned", "picked", "dropped", "withdrawn"]);
    expect(floor.loads.get(LoadId("P-17"))).toBe("P09");
  });

  it("of what was done is refused", async () => {
    const floor = await aFloor();
    ask(floor, aMove("M1"));
    floor.run(60);

    expect(withdraw(floor, "M1")).toMatchObject({ status: 409, body: { field: "transport" } });
  });
});

describe("another target", () => {
  it("is where a load goes whose robot is on its way", async () => {
    const floor = await aFloor();
    ask(floor, aMove("M1"));
    floor.run(25);

    expect(target(floor, "M1", { stations: ["P09"] })).toMatchObject({
      status: 202,
      body: { stops: [{}, { stations: ["P02"], asked: ["P09"] }] },
    });
    floor.run(30);

    expect(read(floor, "M1")).toMatchObject({ state: "done", stops: [{}, { station: "P09" }] });
    expect(told(floor, "M1")).toEqual(["assigned", "picked", "retargeted", "dropped", "done"]);
  });

  it("is taken at once before the transport is begun", async () => {
    const floor = await aFloor();
    ask(floor, aMove("M1"));
    ask(floor, aMove("M2", { after: ["M1"], stops: [aStop("pick", "P02"), aStop("drop", "P03")] }));

    expect(target(floor, "M2", { stations: ["P09"] })).toMatchObject({
      status: 200,
      body: { stops: [{}, { stations: ["P09"] }] },
    });
  });

  it("of a stop that is no drop, or was made, is refused", async () => {
    const floor = await aFloor();
    ask(floor, aMove("M1"));

    expect(target(floor, "M1", { stop: 0, stations: ["P09"] })).toMatchObject({ body: { field: "stop" } });
    floor.run(60);
    expect(target(floor, "M1", { stations: ["P09"] })).toMatchObject({ status: 409 });
  });
});

it("is left undone at its deadline where that may be, and nothing of it was picked", async () => {
  const floor = await aFloor();
  floor.robotsStand = true;
  const dueAt = isoTime(floor.clock.now() + minuteMs);
  ask(floor, aMove("M1", { dueAt, dispensable: true }));
  ask(floor, aMove("M2", { dueAt }));

  floor.run(90);

  expect(read(floor, "M1")).toMatchObject({ state: "withdrawn", ending: "deadline-passed" });
  expect(read(floor, "M2")).toMatchObject({ state: "requested", late: true });
});

it("goes on after the house was started anew, at any time", async () => {
  for (const after of [0, 5, 15, 25, 35]) {
    const floor = await aFloor();
    ask(floor, aMove("M1"));
    ask(floor, aMove("M2", { after: ["M1"], stops: [aStop("pick", "P02"), aStop("drop", "P03")] }));
    floor.run(after);
    await floor.reopen();
    floor.run(120);

    expect(["M1", "M2"].map((one) => read(floor, one).state)).toEqual(["done", "done"]);
    expect([after, told(floor, "M1").filter((type) => type === "done")]).toEqual([after, ["done"]]);
  }
});

it("is refused with the field that is wrong and what to do", async () => {
  const floor = await aFloor();
  ask(floor, aMove("M1"));
  const past = isoTime(floor.clock.now() - minuteMs);
  const wrong: readonly (readonly [field: string, body: object])[] = [
    ["stops[1].action", { stops: [aStop("pick", "P01"), aStop("pick", "P02")] }],
    ["stops[0].action", { stops: [aStop("drop", "P01"), aStop("pick", "P02")] }],
    ["stops[2].action", { stops: [aStop("pick", "P01"), aStop("drop", "P02"), aStop("pick", "P03")] }],
    ["stops[0].stations[0]", { stops: [aStop("pick", "P1"), aStop("drop", "P02")] }],
    ["stops[1].stations", { stops: [aStop("pick", "P01"), aStop("drop", "P01")] }],
    ["stops[0].loadType", { stops: [aStop("pick", "P01", { loadType: undefined }), aStop("drop", "P02")] }],
    ["stops[1].load", { stops: [aStop("pick", "P01"), aStop("drop", "P02", { load: "P-18" })] }],
    ["stops[0].load", { stops: [aStop("pick", "P01", { load: "T7" }), aStop("drop", "P02")] }],
    ["stops[0].load", { stops: [aStop("pick", "P01", { stations: undefined }), aStop("drop", "P02")] }],
    ["stops[1].stations", { stops: [aStop("pick", "P01"), aStop("drop", "P02", { stations: undefined })] }],
    ["robot", { robot: "R9" }],
    ["dueAt", { dueAt: past }],
    ["after[0]", { after: ["M9"] }],
    ["after[0]", { after: ["M2"] }],
    ["priority", { priority: "soon" }],
    ["transport", { transport: ".." }],
    ["transport", { transport: "__proto__" }],
    ["stops[0].load", { stops: [aStop("pick", "P01", { load: "constructor" }), aStop("drop", "P02")] }],
  ];

  const answers = wrong.map(([, body]) => ask(floor, aMove("M2", body)));

  expect(answers.map(({ status, body }) => [status, body.field])).toEqual(
    wrong.map(([field]) => [422, field]),
  );
  expect(answers.map(({ body }) => body.detail)).toMatchSnapshot();
  expect(floor.get(wmsPaths.transports).body.count).toBe(1);
});

it("is one client's: the other neither sees it, follows it, nor hears of it", async () => {
  const floor = await aSharedFloor();
  floor.loads.set(LoadId("P-17"), StationId("P01"));
  ask(floor, aMove("M1"));
  ask(floor, {
    client: acme,
    ...aMove("M1", { stops: [aStop("pick", "P05", { load: "A-1" }), aStop("drop", "P06")] }),
  });

  expect(ask(floor, { client: acme, ...aMove("M2", { after: ["M3"] }) })).toMatchObject({ status: 422 });
  expect(floor.get(`${wmsPaths.transports}?client=${acme}`).body).toMatchObject({
    count: 1,
    transports: [{ client: acme, transport: "M1", stops: [{ load: "A-1" }, {}] }],
  });
  floor.run(60);
  const heard = heardBy(floor, acme).map(({ type, data }) => [type, data.transport]);
  expect(JSON.stringify(heard)).not.toContain("P-17");
  expect(JSON.stringify(heardBy(floor, "house"))).not.toContain("A-1");
});

it("is asked for by telegram in the same words, and its events come the same way", async () => {
  const floor = new Floor({ over: "mqtt" });
  floor.site = { ...aSite(), robots };
  floor.loads.set(LoadId("P-17"), StationId("P01"));
  await floor.open();

  expect(ask(floor, aMove("M1"))).toMatchObject({ status: 201, body: { state: "requested" } });
  floor.run(60);

  expect(read(floor, "M1")).toMatchObject({ state: "done" });
  expect(told(floor, "M1")).toEqual(["assigned", "picked", "dropped", "done"]);
});

it("is told of all that is wrong at once", async () => {
  const floor = await aFloor();

  const { status, body } = ask(
    floor,
    aMove("M1", {
      robot: "R9",
      after: ["M8", "M9"],
      stops: [aStop("pick", "P1", { load: "T7" }), aStop("drop", "P2")],
    }),
  );

  expect(status).toBe(422);
  expect((body.errors as { field: string }[]).map(({ field }) => field)).toEqual([
    "stops[0].load",
    "stops[1].stations[0]",
    "robot",
    "after[0]",
    "after[1]",
  ]);
});
