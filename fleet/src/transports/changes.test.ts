/** What the WMS changes while robots are under way, and what goes wrong at a stop (contracts/messages). */
import { StationId, ToteId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";

const check = StationId("CHECK01");

async function aHall() {
  const hall = await new Hall().start();
  hall.run(2_000);
  return { hall, robot: hall.robots[0]! };
}

it("brings a tote to the check lane when its last stop is replaced in time", async () => {
  const { hall } = await aHall();
  const transport = hall.request([0]);
  hall.until(() => hall.of("stop.done").length === 2);

  hall.say({ type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations: [check] });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("stop.replaced")).toMatchObject([{ transport, purpose: { type: "drop" } }]);
  expect(hall.of("stop.done").at(-1)).toMatchObject({ stop: 2, station: "CHECK01", status: "finished" });
});

it("keeps a stop whose action the robot already has", async () => {
  const { hall, robot } = await aHall();
  const transport = hall.request([0]);
  hall.until(() => robot.orders.some(({ nodes }) => nodes.at(-1)?.actions[0]?.actionType === "drop"));

  hall.say({ type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations: [check] });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("stop.kept")).toMatchObject([{ transport, purpose: { type: "drop" } }]);
  expect(hall.of("stop.done").at(-1)?.station).not.toBe("CHECK01");
});

it("keeps stops of transports that it does not know", async () => {
  const { hall } = await aHall();
  const transport = hall.request([0]);
  hall.until(() => hall.of("transport.done").length === 1);

  hall.say({ type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations: [check] });
  hall.run(100);

  expect(hall.of("stop.kept")).toMatchObject([{ transport, purpose: { type: "drop" } }]);
});

it("makes no stop that nobody wants any more, and goes on with the others", async () => {
  const { hall, robot } = await aHall();
  const transport = hall.request([0, 40, 90]);
  hall.until(() => hall.of("stop.done").length === 1);

  const purposes = [{ type: "pick", entry: 1 } as const];
  hall.say({ type: "transport.skipStops", transport, tote: ToteId("T1"), purposes });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("stops.skipped")).toMatchObject([{ transport, purposes }]);
  expect(robot.done.filter(({ type }) => type === "pickItems")).toHaveLength(2);
  expect(hall.of("stop.done").map(({ purpose }) => purpose)).not.toContainEqual(purposes[0]);
  expect(hall.of("transport.failed")).toEqual([]);
});

it("makes a stop that it has the action for, whoever wants it, and says which it will not make", async () => {
  const { hall, robot } = await aHall();
  const transport = hall.request([0, 40]);
  hall.until(() => robot.orders.some(({ nodes }) => nodes.at(-1)?.actions[0]?.actionType === "pickItems"));
  const purposes = [0, 1].map((entry) => ({ type: "pick", entry }) as const);

  hall.say({ type: "transport.skipStops", transport, tote: ToteId("T1"), purposes });
  hall.until(() => hall.of("transport.done").length === 1);

  const [skipped] = hall.of("stops.skipped");
  expect(skipped?.purposes).toHaveLength(1);
  expect(robot.done.filter(({ type }) => type === "pickItems")).toHaveLength(1);
});

it("skips nothing of a transport that has ended", async () => {
  const { hall } = await aHall();
  const transport = hall.request([0]);
  hall.until(() => hall.of("transport.done").length === 1);

  const purposes = [{ type: "pick", entry: 0 } as const];
  hall.say({ type: "transport.skipStops", transport, tote: ToteId("T1"), purposes });
  hall.run(100);

  expect(hall.of("stops.skipped")).toMatchObject([{ transport, purposes: [] }]);
});

it("takes stops of a transport that nobody has yet", async () => {
  const hall = await new Hall().start();
  const transport = hall.request([0, 40, 90]);
  const purposes = [{ type: "pick", entry: 2 } as const];

  hall.say({ type: "transport.skipStops", transport, tote: ToteId("T1"), purposes });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(
    hall
      .of("stop.done")
      .map(({ stop }) => stop)
      .sort(),
  ).toEqual([0, 1, 2, 4]);
});

it("drops a withdrawn transport whose tote is not on board", async () => {
  const { hall, robot } = await aHall();
  const transport = hall.request([0]);
  hall.run(4_000);

  hall.say({ type: "transport.withdraw", transport, stations: [check], reason: "order-cancelled" });
  hall.run(120_000);

  expect(hall.of("transport.failed")).toMatchObject([{ transport, reason: "withdrawn" }]);
  expect(robot.done).toEqual([]);
  expect(await hall.document("robot", robot.options.robot)).toMatchObject({ activity: "idle" });
});

it("brings a withdrawn tote that is on board to where the WMS wants it, and picks no more", async () => {
  const { hall, robot } = await aHall();
  const transport = hall.request([0, 40, 90]);
  hall.until(() => hall.of("stop.done").length === 2);

  hall.say({ type: "transport.withdraw", transport, stations: [check], reason: "order-cancelled" });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.done.filter(({ type }) => type === "pickItems").length).toBe(1);
  expect(hall.of("stop.done").at(-1)).toMatchObject({ stop: 4, station: "CHECK01" });
});

it("lets a running action end before it brings a withdrawn tote back", async () => {
  const { hall, robot } = await aHall();
  const transport = hall.request([0, 40]);
  hall.until(() => hall.of("stop.done").length === 1);
  hall.until(() => robot.state().actionStates.some(({ actionStatus }) => actionStatus === "RUNNING"));

  hall.say({ type: "transport.withdraw", transport, stations: [check], reason: "order-cancelled" });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(["pick", "pickItems", "drop"]);
  expect(hall.of("stop.done").map(({ status }) => status)).toEqual(["finished", "finished", "finished"]);
});

it("tells of fewer units than were asked for, and goes on", async () => {
  const { hall } = await aHall();
  hall.robots[0]!.taken = () => 1;
  hall.request([0, 40]);

  hall.until(() => hall.of("transport.done").length === 1);

  const picks = hall.of("stop.done").filter(({ stop }) => stop === 1 || stop === 2);
  expect(picks.map(({ status, quantity }) => [status, quantity])).toEqual([
    ["finished", 1],
    ["finished", 1],
  ]);
});

it("tells of a pick that failed, and goes on with the next", async () => {
  const { hall, robot } = await aHall();
  robot.failing = (type) => type === "pickItems";
  hall.request([0, 40]);

  hall.until(() => hall.of("transport.done").length === 1);

  const picks = hall.of("stop.done").filter(({ stop }) => stop === 1 || stop === 2);
  expect(picks.map(({ status, quantity }) => [status, quantity])).toEqual([
    ["failed", 0],
    ["failed", 0],
  ]);
});

it("tries three times to fetch a tote, then gives the transport back with why", async () => {
  const { hall, robot } = await aHall();
  robot.failing = (type) => type === "pick";
  const transport = hall.request([0]);

  hall.until(() => hall.of("transport.failed").length === 1);

  expect(hall.of("transport.failed")).toMatchObject([{ transport, reason: "rejected-by-robot" }]);
  expect(hall.raised()).toContain("robot.handling-failed");
  expect(hall.of("stop.done")).toEqual([]);
});

it("puts the pick stops into a short order", async () => {
  const { hall, robot } = await aHall();
  hall.request([0, 150, 1, 149]);

  hall.until(() => hall.of("transport.done").length === 1);

  const visited = robot.done.flatMap(({ type, parameters }) =>
    type === "pickItems" ? [parameters.sku] : [],
  );
  expect(new Set(visited.slice(0, 2))).not.toEqual(new Set(["SKU0", "SKU150"]));
  expect(visited).toHaveLength(4);
});
