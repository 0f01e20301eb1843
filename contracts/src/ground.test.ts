import { expect, it } from "vitest";
import { decodeEpc } from "./epc.ts";
import { FloorplaneError } from "./errors.ts";
import { OrderId, RobotId } from "./ids.ts";
import { itemGtin, pieceEpc, ssccEpc, ssccOf, toteEpc, toteIdOf, toteOfEpc } from "./labels.ts";
import { lastHeardAt, readPositions, writePositions } from "./positions.ts";
import { normaliseAngle } from "./units.ts";
import { parseOrderRequest } from "./wms.schema.ts";

it("lets an id through its gate only in the VDA 5050 alphabet", () => {
  expect(RobotId("R7_a.b:c-1")).toBe("R7_a.b:c-1");
  for (const bad of ["", "a/b", "a+b", "#", "a b", "__proto__", "x".repeat(65), "ä"])
    expect(() => RobotId(bad)).toThrow(FloorplaneError);
  expect(OrderId("536365~2")).toBe("536365~2");
});

it("names the field of a message that is wrong", () => {
  const wrong = { order: "1", country: "France", lines: [{ line: "1", sku: "A", quantity: 0 }] };

  expect(() => parseOrderRequest(wrong)).toThrow(
    expect.objectContaining({ code: "malformed-message", field: "lines[0].quantity" }),
  );
  expect(() => parseOrderRequest({ ...wrong, lines: [], extra: 1 })).toThrow(
    expect.objectContaining({ field: "extra" }),
  );
  expect(() => parseOrderRequest.bytes(new TextEncoder().encode("{"))).toThrow(
    expect.objectContaining({ code: "malformed-message" }),
  );
});

it("writes positions in ten bytes a robot and reads them back to the centimetre", () => {
  const robots = [
    {
      index: 3,
      x: 12.345,
      y: -1.5,
      theta: -Math.PI / 2,
      activity: 2,
      battery: 87,
      loaded: true,
      stale: false,
      ageSeconds: 4.9,
    },
    {
      index: 65_535,
      x: 300,
      y: 0,
      theta: 3,
      activity: 9,
      battery: null,
      loaded: false,
      stale: true,
      ageSeconds: 900,
    },
  ];
  const bytes = writePositions({ sequence: 9, at: 1_700_000_000_123, robots });
  const frame = readPositions(bytes);

  expect(bytes.length).toBe(14 + 20);
  expect(frame.robots.map(({ ageSeconds }) => ageSeconds)).toEqual([4, 63]);
  expect(lastHeardAt(frame)).toBe(frame.at - 4_000);
  expect(lastHeardAt({ ...frame, robots: [] })).toBeNull();
  expect([frame.sequence, frame.at]).toEqual([9, 1_700_000_000_123]);
  frame.robots.forEach((robot, index) => {
    expect(robot.x).toBeCloseTo(robots[index]!.x, 2);
    expect(robot.y).toBeCloseTo(robots[index]!.y, 2);
    expect(Math.abs(normaliseAngle(robot.theta - robots[index]!.theta))).toBeLessThan(0.013);
    expect([robot.loaded, robot.stale, robot.battery]).toEqual([
      robots[index]!.loaded,
      robots[index]!.stale,
      robots[index]!.battery,
    ]);
  });
});

it("numbers totes, parcels and pieces so that their tags lead back to them", () => {
  expect(toteOfEpc(decodeEpc(toteEpc(toteIdOf(4711))))).toBe("T4711");
  expect(decodeEpc(ssccEpc(ssccOf(17)))).toMatchObject({ scheme: "sscc", sscc: ssccOf(17) });
  expect(decodeEpc(pieceEpc(itemGtin(99, 0), 5))).toMatchObject({
    scheme: "sgtin",
    gtin: itemGtin(99, 0),
    serial: "5",
  });
  expect(toteOfEpc(decodeEpc(pieceEpc(itemGtin(99, 1), 5)))).toBeUndefined();
});
