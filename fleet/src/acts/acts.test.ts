/** People's acts on robots that are on the floor: done is the robot's own word, late is refused, and each survives a restart. */
import { RobotId, StationId } from "@floorplane/contracts/ids";
import type { Row } from "@floorplane/runtime/ledger/ledger";
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";

async function driving(robots = 1) {
  const hall = await new Hall({ robots }).start();
  hall.run(2_000);
  hall.request([0, 40]);
  hall.until(() => hall.of("transport.assigned").length === 1);
  const name = hall.of("transport.assigned")[0]!.robot;
  const robot = hall.robots.find(({ options }) => options.robot === name)!;
  const passed = robot.nodesPassed.length;
  hall.until(() => robot.nodesPassed.length > passed);
  const document = () =>
    hall.document<{ acts: { act: string; outcome: string; by: string }[]; activity: string }>("robot", name);
  return { hall, robot, name, document };
}

it("says that a pause is done when the robot says that it stands, and not before", async () => {
  const { hall, robot, name, document } = await driving();
  robot.deaf = true;
  const pause = hall.act({ type: "robot.pause", robot: name, reason: "spill in aisle 3" });
  const meanwhile = robot.nodesPassed.length;
  hall.until(() => robot.nodesPassed.length > meanwhile);
  expect(pause()).toBeUndefined();
  expect((await document())?.acts).toMatchObject([{ act: "robot.pause", outcome: "asked" }]);

  robot.deaf = false;
  hall.until(() => pause() !== undefined);

  expect(pause()).toMatchObject({ type: "command.done" });
  expect(robot.paused).toBe(true);
  expect((await document())?.acts).toMatchObject([{ act: "robot.pause", outcome: "done", by: "mia" }]);
});

it("says that nobody knows whether a robot stands that does not answer a pause", async () => {
  const { hall, robot, name, document } = await driving();
  robot.drop();

  const pause = hall.act({ type: "robot.pause", robot: name });
  hall.run(60_000);

  expect(pause()).toMatchObject({
    type: "command.unanswered",
    reason: { code: "robot.not-heard" },
  });
  expect((await document())?.acts).toMatchObject([{ outcome: "unanswered" }]);
});

it("refuses an act that comes too late, and moves nothing for it", async () => {
  const { hall, robot, name } = await driving();

  const pause = hall.act({ type: "robot.pause", robot: name, notAfter: hall.clock.now() - 31_000 });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(pause()).toMatchObject({ type: "command.refused", reason: { code: "act.too-late", lateS: 31 } });
  expect(robot.instants.map(({ actionType }) => actionType)).not.toContain("startPause");
});

it("answers an act that was asked before a restart", async () => {
  const { hall, robot, name } = await driving();
  robot.deaf = true;
  robot.mute = true;
  const pause = hall.act({ type: "robot.pause", robot: name });
  await hall.kill();

  await hall.start();
  robot.deaf = false;
  robot.mute = false;
  robot.wake();
  hall.until(() => pause() !== undefined);

  expect(pause()).toMatchObject({ type: "command.done" });
});

it("stops a robot again that drives though a person holds it", async () => {
  const { hall, robot, name } = await driving();
  robot.deaf = true;
  hall.act({ type: "robot.pause", robot: name });
  await hall.kill();
  robot.deaf = false;

  await hall.start();
  hall.until(() => robot.paused);
});

it("lets a robot go on after an emergency stop, done when it says so", async () => {
  const { hall, robot, name } = await driving();
  robot.eStop = "MANUAL";
  robot.wake();
  hall.run(1_000);
  const pressed = hall.act({ type: "robot.resume", robot: name });
  robot.eStop = "NONE";
  robot.wake();
  hall.run(1_000);

  const released = hall.act({ type: "robot.resume", robot: name });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(pressed()).toMatchObject({ type: "command.refused", reason: { code: "robot.stopped" } });
  expect(released()).toMatchObject({ type: "command.done" });
});

it("gives up what a robot drives and sends it again from where it stands", async () => {
  const { hall, robot, name } = await driving();
  const before = robot.state().orderId;

  const given = hall.act({ type: "robot.giveUpOrder", robot: name });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(given()).toMatchObject({ type: "command.done" });
  expect(robot.instants.map(({ actionType }) => actionType)).toContain("cancelOrder");
  expect(robot.orders.at(-1)?.orderId).not.toBe(before);
});

it("hands the work of a robot with empty hands over to the one that is named, and to no other", async () => {
  const { hall, name } = await driving(3);
  const others = hall.robots.map(({ options }) => options.robot).filter((other) => other !== name);
  const receiver = others.at(-1)!;

  const given = hall.act({ type: "robot.handOver", robot: name, to: receiver, station: null });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(given()).toMatchObject({ type: "command.done" });
  expect(hall.of("transport.assigned").map(({ robot }) => robot)).toEqual([name, receiver]);
});

it("hands work over to somebody else even where its robot would be the nearest", async () => {
  const { hall, name } = await driving(2);

  hall.act({ type: "robot.handOver", robot: name, to: null, station: null });
  hall.until(() => hall.of("transport.done").length === 1);

  expect(hall.of("transport.assigned")).toHaveLength(2);
  expect(hall.of("transport.assigned")[1]!.robot).not.toBe(name);
});

it("hands nothing over to a robot that cannot take it, and says why", async () => {
  const { hall, name } = await driving(2);
  const other = hall.robots.find(({ options }) => options.robot !== name)!.options.robot;
  hall.act({ type: "robot.outOfService", robot: other });

  const given = hall.act({ type: "robot.handOver", robot: name, to: other, station: null });
  const unknown = hall.act({ type: "robot.handOver", robot: name, to: RobotId("R99"), station: null });

  expect(given()).toMatchObject({
    reason: { code: "receiver.cannot", robot: other, because: ["out-of-service"] },
  });
  expect(unknown()).toMatchObject({
    type: "command.refused",
    reason: { code: "robot.unknown", robot: "R99" },
  });
});

it("gives no work to a robot out of service, and again when it is back", async () => {
  const { hall, robot, name, document } = await driving();
  hall.act({ type: "robot.outOfService", robot: name, reason: "new tyres" });
  hall.until(() => robot.isIdle || hall.of("transport.done").length === 1);
  hall.run(600_000);
  const done = hall.of("transport.done").length;
  hall.request([90]);
  hall.run(600_000);
  expect(hall.of("transport.done").length).toBe(done);

  await hall.kill();
  await hall.start();
  hall.run(300_000);
  expect(hall.of("transport.done").length).toBe(done);
  hall.act({ type: "robot.inService", robot: name });
  hall.until(() => hall.of("transport.done").length === 2);

  expect((await document())?.acts.map(({ act }) => act)).toEqual(["robot.outOfService", "robot.inService"]);
});

it("gives no more work to a robot whose reads fail, lets it end what it carries, and takes it back from a person", async () => {
  const { hall, name } = await driving();
  hall.say({
    type: "robot.failing",
    robot: name,
    why: { code: "earlier.words", words: "its reader is dead" },
  });
  hall.until(() => hall.standing().includes("robot.failing"));
  hall.request([90]);
  hall.run(1_200_000);
  const done = hall.of("transport.done").length;
  await hall.kill();
  await hall.start();
  hall.run(300_000);

  expect(done).toBeLessThan(2);
  expect(hall.of("transport.done").length).toBe(done);
  expect(hall.standing()).toContain("robot.failing");
  hall.act({ type: "robot.inService", robot: name });
  hall.until(() => hall.of("transport.done").length === 2);
  expect(hall.standing()).not.toContain("robot.failing");
});

it("tells who promises goods which places are closed, once each, and again after a restart", async () => {
  const { hall } = await driving();
  const place = StationId(hall.locations[90]!);

  hall.act({ type: "place.close", place });
  hall.act({ type: "place.close", place });
  hall.run(1_000);
  const closed = hall.of("place.closed").length;
  await hall.kill();
  await hall.start();
  hall.run(1_000);
  hall.act({ type: "place.open", place });
  hall.run(1_000);

  expect(closed).toBe(1);
  expect(hall.of("place.closed")).toEqual(Array(2).fill({ type: "place.closed", place }));
  expect(hall.of("place.opened")).toEqual([{ type: "place.opened", place }]);
});

it("sends nobody to a place that a person has closed, and takes what lay there for missing", async () => {
  const { hall } = await driving();
  const place = hall.locations[40]!;

  hall.act({ type: "place.close", place, reason: "shelf is broken" });
  hall.until(() => hall.of("transport.done").length === 1);

  const picks = hall.of("stop.done").filter(({ stop }) => stop === 1 || stop === 2);
  expect(picks.find(({ station }) => station === place)).toMatchObject({ status: "failed", quantity: 0 });
  expect(await hall.document("place", place)).toMatchObject({
    state: "closed",
    acts: [{ reason: "shelf is broken" }],
  });
});

it("refuses an act on a robot or place that this site does not have", async () => {
  const { hall } = await driving();

  const robot = hall.act({ type: "robot.pause", robot: "R99" });
  const place = hall.act({ type: "place.close", place: "NOWHERE" });

  expect(robot()).toMatchObject({ type: "command.refused", reason: { code: "robot.unknown", robot: "R99" } });
  expect(place()).toMatchObject({ type: "command.refused", reason: { code: "place.unknown" } });
});

it("opens a ledger of before people could take robots off the floor or out of service", async () => {
  const { hall, name } = await driving();
  const body = (await hall.document<Record<string, unknown>>("robot", name))!;
  const { value, context } = body.machine as {
    value: Record<string, unknown>;
    context: Record<string, unknown>;
  };
  const { presence: _p, service: _s, room: _r, ...before } = value;
  const { away: _a, ...known } = context;
  const { acts: _acts, asked: _asked, failures: _failures, condition: _c, ...old } = body;
  await hall.kill();
  const { sequence } = await hall.ledger.open();
  const documents = [
    {
      kind: "robot",
      id: name,
      version: 1,
      body: { ...old, machine: { value: before, context: known, version: 1 } },
    },
  ];
  const change = {
    at: hall.clock.now(),
    room: "fleet",
    cause: { type: "test" },
    documents,
    mail: [],
    due: [],
    taken: 0,
  };
  hall.ledger.append({ sequence: sequence + 1, hash: "", text: "", change: change as Row["change"] });

  await hall.start();
  hall.until(() => hall.of("transport.done").length === 1);

  expect(await hall.document("robot", name)).toMatchObject({
    condition: { presence: "on", service: "in" },
    acts: [],
  });
});
