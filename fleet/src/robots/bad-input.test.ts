/** What robots say wrongly is counted, told once and set aside; nothing else changes (FAULTS C14, F4). */

import { RobotId } from "@floorplane/contracts/ids";
import { topics } from "@floorplane/contracts/topics";
import { writeState } from "@floorplane/contracts/vda5050/v2-1/wire";
import { expect, it } from "vitest";
import { Hall } from "../testing/hall.ts";

async function aHall() {
  const hall = await new Hall().start();
  hall.run(2_000);
  const robot = hall.robots[0]!;
  const bus = hall.broker.connect({ clientId: "stranger" });
  const topic = topics.state(robot.options.manufacturer, robot.options.robot);
  const rows = hall.rows.length;
  /** What the fleet decided since, but for telling a person. */
  const decided = () =>
    hall.rows
      .slice(rows)
      .filter(({ change: { room, cause } }) => room === "fleet" && cause.type !== "robot.odd");
  return { hall, robot, bus, topic, rows, decided };
}

it("sets malformed states aside, tells a person and changes nothing else", async () => {
  const { hall, bus, topic, decided } = await aHall();

  for (const text of ["", "{", "[]", '{"orderId":7}', '{"agvPosition":{"x":1e999}}'])
    bus.publish(topic, new TextEncoder().encode(text));
  hall.run(100);

  expect(hall.fleet.setAside.malformed).toBe(5);
  expect(decided()).toEqual([]);
  expect(hall.raised()).toContain("robot.unreadable");
});

it("quarantines a state whose header names another robot than its topic", async () => {
  const { hall, robot, bus, topic, decided } = await aHall();

  bus.publish(topic, writeState({ ...robot.state(), serialNumber: "R99" }));
  bus.publish(topic, writeState({ ...robot.state(), manufacturer: "someone" }));
  hall.run(100);

  expect(hall.fleet.setAside.quarantined).toBe(2);
  expect(decided()).toEqual([]);
  expect(hall.raised()).toContain("robot.unreadable");
});

it("hears no robot that is not of this site, and tells a person of it, once in a while", async () => {
  const { hall, robot, bus, decided } = await aHall();

  for (let n = 0; n < 50; n++) {
    bus.publish(
      topics.state(robot.options.manufacturer, RobotId("R99")),
      writeState({ ...robot.state(), serialNumber: "R99" }),
    );
    hall.run(100);
  }

  expect(hall.fleet.setAside.unknown).toBe(50);
  expect(hall.raised().filter((alarm) => alarm === "device.unknown")).toHaveLength(1);
  expect(decided().map(({ change: { cause } }) => cause.type)).toEqual(["robot.unknown"]);
});

it("fails a transport to a station that the layout does not have", async () => {
  const { hall } = await aHall();
  hall.locations = ["NOWHERE"];

  const transport = hall.request([0]);
  hall.run(2_000);

  expect(hall.of("transport.failed")).toMatchObject([{ transport, reason: "no-route" }]);
});
