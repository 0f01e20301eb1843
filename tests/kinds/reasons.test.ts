/** Houses of before kept sentences: they come back as their own words, and what a chart decides by as what it was. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KeptRow } from "@floorplane/contracts/kind";
import { robotKind } from "@floorplane/fleet/robots/robot.kind";
import { transportKind } from "@floorplane/fleet/transports/transport.kind";
import { alarmKind } from "@floorplane/sensors/alarms/alarm.kind";
import { expect, it } from "vitest";
import { folder } from "./write-rows.ts";

const kept = (file: string): KeptRow & { readonly body: Record<string, unknown> } =>
  JSON.parse(readFileSync(join(folder, file), "utf8"));
const words = (said: string) => ({ code: "earlier.words", words: said });

it("of a robot, with what it had said last", () => {
  const { body, ...row } = kept("robot.2.json");
  const trouble = "it says a place 17.7 m away from where it may be";

  const robot = robotKind.read({ ...row, body: structuredClone(body) });
  expect(robot.why).toEqual(words(body.why as string));
  expect(robot.machine.context).toMatchObject({ refusalsMax: 3, trouble: words(trouble) });
});

it.each<[was: string, is: object | null]>([
  ["", null],
  ["auto", { code: "said.stop", stop: "auto" }],
  ["local", { code: "said.stop", stop: "local" }],
  ["manual", words("manual")],
])("of a robot whose trouble was %j", (trouble, is) => {
  const row = kept("robot.2.json");
  const { machine } = row.body as { machine: { value: object; context: object } };
  const context = { ...machine.context, trouble };

  const { machine: read } = robotKind.read({
    ...row,
    body: { ...row.body, machine: { ...machine, context } },
  });
  expect(read.context).toMatchObject({ trouble: is });
});

it("of a transport", () => {
  expect(transportKind.read(kept("transport.4.json")).why).toEqual(words("waits: PACK01 is cut off by R05"));
  const { body, ...row } = kept("transport.5.json");
  const withdrawn = { ...row, body: { ...body, withdrawal: "order cancelled" } };
  expect(transportKind.read(withdrawn).withdrawal).toBe("earlier");
});

it("of an alarm of a robot; a device's own words stay as they are", () => {
  const row = kept("alarm.2.json");
  const read = (definition: string, parameters: object) =>
    alarmKind.read({ ...row, body: { ...row.body, definition, parameters } }).parameters;

  expect(read("robot.fault", { robot: "R1", why: "blind" })).toEqual({ robot: "R1", why: words("blind") });
  expect(read("robot.lost", { robot: "R1", why: "" })).toEqual({ robot: "R1" });
  expect(read("device.clock", { why: "ahead" })).toEqual({ why: "ahead" });
});
