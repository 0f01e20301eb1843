/** What the WMS changes while robots are under way, and what goes wrong at a stop (contracts/messages). */
import { StationId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { Stage } from "../testing/stage.ts";

const check = StationId("CHECK01");

async function aStage() {
  const stage = await new Stage().start();
  stage.run(2_000);
  return { stage, robot: stage.robots[0]! };
}

it("brings a tote to the check lane when its last stop is replaced in time", async () => {
  const { stage } = await aStage();
  const transport = stage.request([0]);
  stage.until(() => stage.of("stop.done").length === 2);

  stage.say({ type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations: [check] });
  stage.until(() => stage.of("transport.done").length === 1);

  expect(stage.of("stop.replaced")).toMatchObject([{ transport, purpose: { type: "drop" } }]);
  expect(stage.of("stop.done").at(-1)).toMatchObject({ stop: 2, station: "CHECK01", status: "finished" });
});

it("keeps a stop whose action the robot already has", async () => {
  const { stage, robot } = await aStage();
  const transport = stage.request([0]);
  stage.until(() => robot.orders.some(({ nodes }) => nodes.at(-1)?.actions[0]?.actionType === "drop"));

  stage.say({ type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations: [check] });
  stage.until(() => stage.of("transport.done").length === 1);

  expect(stage.of("stop.kept")).toMatchObject([{ transport, purpose: { type: "drop" } }]);
  expect(stage.of("stop.done").at(-1)?.station).not.toBe("CHECK01");
});

it("keeps stops of transports that it does not know", async () => {
  const { stage } = await aStage();
  const transport = stage.request([0]);
  stage.until(() => stage.of("transport.done").length === 1);

  stage.say({ type: "transport.replaceStop", transport, purpose: { type: "drop" }, stations: [check] });
  stage.run(100);

  expect(stage.of("stop.kept")).toMatchObject([{ transport, purpose: { type: "drop" } }]);
});

it("drops a withdrawn transport whose tote is not on board", async () => {
  const { stage, robot } = await aStage();
  const transport = stage.request([0]);
  stage.run(4_000);

  stage.say({ type: "transport.withdraw", transport, stations: [check], reason: "order-cancelled" });
  stage.run(120_000);

  expect(stage.of("transport.failed")).toMatchObject([{ transport, reason: "withdrawn" }]);
  expect(robot.done).toEqual([]);
  expect(await stage.document("robot", robot.options.robot)).toMatchObject({ activity: "idle" });
});

it("brings a withdrawn tote that is on board to where the WMS wants it, and picks no more", async () => {
  const { stage, robot } = await aStage();
  const transport = stage.request([0, 40, 90]);
  stage.until(() => stage.of("stop.done").length === 2);

  stage.say({ type: "transport.withdraw", transport, stations: [check], reason: "order-cancelled" });
  stage.until(() => stage.of("transport.done").length === 1);

  expect(robot.done.filter(({ type }) => type === "pickItems").length).toBe(1);
  expect(stage.of("stop.done").at(-1)).toMatchObject({ stop: 4, station: "CHECK01" });
});

it("lets a running action end before it brings a withdrawn tote back", async () => {
  const { stage, robot } = await aStage();
  const transport = stage.request([0, 40]);
  stage.until(() => stage.of("stop.done").length === 1);
  stage.until(() => robot.state().actionStates.some(({ actionStatus }) => actionStatus === "RUNNING"));

  stage.say({ type: "transport.withdraw", transport, stations: [check], reason: "order-cancelled" });
  stage.until(() => stage.of("transport.done").length === 1);

  expect(robot.done.map(({ type }) => type)).toEqual(["pick", "pickItems", "drop"]);
  expect(stage.of("stop.done").map(({ status }) => status)).toEqual(["finished", "finished", "finished"]);
});

it("tells of fewer units than were asked for, and goes on", async () => {
  const { stage } = await aStage();
  stage.robots[0]!.taken = () => 1;
  stage.request([0, 40]);

  stage.until(() => stage.of("transport.done").length === 1);

  const picks = stage.of("stop.done").filter(({ stop }) => stop === 1 || stop === 2);
  expect(picks.map(({ status, quantity }) => [status, quantity])).toEqual([
    ["finished", 1],
    ["finished", 1],
  ]);
});

it("tells of a pick that failed, and goes on with the next", async () => {
  const { stage, robot } = await aStage();
  robot.failing = (type) => type === "pickItems";
  stage.request([0, 40]);

  stage.until(() => stage.of("transport.done").length === 1);

  const picks = stage.of("stop.done").filter(({ stop }) => stop === 1 || stop === 2);
  expect(picks.map(({ status, quantity }) => [status, quantity])).toEqual([
    ["failed", 0],
    ["failed", 0],
  ]);
});

it("tries three times to fetch a tote, then gives the transport back with why", async () => {
  const { stage, robot } = await aStage();
  robot.failing = (type) => type === "pick";
  const transport = stage.request([0]);

  stage.until(() => stage.of("transport.failed").length === 1);

  expect(stage.of("transport.failed")).toMatchObject([{ transport, reason: "rejected-by-robot" }]);
  expect(stage.raised()).toContain("robot.handling-failed");
  expect(stage.of("stop.done")).toEqual([]);
});

it("puts the pick stops into a short order", async () => {
  const { stage, robot } = await aStage();
  stage.request([0, 150, 1, 149]);

  stage.until(() => stage.of("transport.done").length === 1);

  const visited = robot.done.flatMap(({ type, parameters }) =>
    type === "pickItems" ? [parameters.sku] : [],
  );
  expect(new Set(visited.slice(0, 2))).not.toEqual(new Set(["SKU0", "SKU150"]));
  expect(visited).toHaveLength(4);
});
