/** What robots say wrongly is counted, told once and set aside; nothing else changes (FAULTS C14, F4). */

import { RobotId } from "@floorplane/contracts/ids";
import { topics } from "@floorplane/contracts/topics";
import { writeState } from "@floorplane/contracts/vda5050/v2-1/wire";
import { expect, it } from "vitest";
import { Stage } from "../testing/stage.ts";

async function aStage() {
  const stage = await new Stage().start();
  stage.run(2_000);
  const robot = stage.robots[0]!;
  const bus = stage.broker.connect({ clientId: "stranger" });
  const topic = topics.state(robot.options.manufacturer, robot.options.robot);
  const rows = stage.rows.length;
  /** What the fleet decided since, but for telling a person. */
  const decided = () =>
    stage.rows
      .slice(rows)
      .filter(({ change: { room, cause } }) => room === "fleet" && cause.type !== "robot.odd");
  return { stage, robot, bus, topic, rows, decided };
}

it("sets malformed states aside, tells a person and changes nothing else", async () => {
  const { stage, bus, topic, decided } = await aStage();

  for (const text of ["", "{", "[]", '{"orderId":7}', '{"agvPosition":{"x":1e999}}'])
    bus.publish(topic, new TextEncoder().encode(text));
  stage.run(100);

  expect(stage.fleet.setAside.malformed).toBe(5);
  expect(decided()).toEqual([]);
  expect(stage.raised()).toContain("robot.unreadable");
});

it("quarantines a state whose header names another robot than its topic", async () => {
  const { stage, robot, bus, topic, decided } = await aStage();

  bus.publish(topic, writeState({ ...robot.state(), serialNumber: "R99" }));
  bus.publish(topic, writeState({ ...robot.state(), manufacturer: "someone" }));
  stage.run(100);

  expect(stage.fleet.setAside.quarantined).toBe(2);
  expect(decided()).toEqual([]);
  expect(stage.raised()).toContain("robot.unreadable");
});

it("hears no robot that is not of this site, and tells a person of it, once in a while", async () => {
  const { stage, robot, bus, decided } = await aStage();

  for (let n = 0; n < 50; n++) {
    bus.publish(
      topics.state(robot.options.manufacturer, RobotId("R99")),
      writeState({ ...robot.state(), serialNumber: "R99" }),
    );
    stage.run(100);
  }

  expect(stage.fleet.setAside.unknown).toBe(50);
  expect(stage.raised().filter((alarm) => alarm === "device.unknown")).toHaveLength(1);
  expect(decided().map(({ change: { cause } }) => cause.type)).toEqual(["robot.unknown"]);
});

it("fails a transport to a station that the layout does not have", async () => {
  const { stage } = await aStage();
  stage.locations = ["NOWHERE"];

  const transport = stage.request([0]);
  stage.run(2_000);

  expect(stage.of("transport.failed")).toMatchObject([{ transport, reason: "no-route" }]);
});
