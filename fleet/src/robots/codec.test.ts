/** Each robot is spoken to in the version that its row names, and heard in it. */
import { vdaVersions } from "@floorplane/contracts/vda5050/versions";
import { expect, it } from "vitest";
import { codecOf } from "./codecs.ts";

const header = { headerId: 7, at: Date.UTC(2026, 2, 2, 8), manufacturer: "acme", serialNumber: "R1" };
const robot = { robot: "R1", manufacturer: "acme" };
const pause = { type: "startPause", id: "p1", parameters: [] };
const body = {
  orderId: "o1",
  orderUpdateId: 0,
  nodes: [
    {
      nodeId: "a",
      sequenceId: 0,
      released: true,
      x: 0,
      y: 0,
      mapId: "m",
      theta: undefined,
      deviation: undefined,
      actions: [],
    },
  ],
  edges: [],
};
const json = (bytes: Uint8Array): Record<string, unknown> =>
  JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;

it.each([
  ["1.1", "1.1.0", "instantActions"],
  ["2.0", "2.0.0", "actions"],
  ["2.1", "2.1.0", "actions"],
] as const)("a robot of %s has orders and instant actions of %s, listed under %s", (version, said, list) => {
  const codec = codecOf({ ...robot, version });

  expect(json(codec.writeOrder(header, body)).version).toBe(said);
  expect(json(codec.writeInstantActions(header, [pause]))).toMatchObject({
    version: said,
    [list]: [{ actionType: "startPause", actionId: "p1", blockingType: "NONE" }],
  });
});

it("a robot whose row names no version has 2.1", () => {
  expect(json(codecOf(robot).writeOrder(header, body)).version).toBe("2.1.0");
});

it.each(vdaVersions)("a robot of %s that says so itself says nothing odd", (version) => {
  const { headerId, manufacturer, serialNumber } = header;
  const said = {
    headerId,
    timestamp: "2026-03-02T08:00:00.000Z",
    version: `${version}.0`,
    manufacturer,
    serialNumber,
    connectionState: "ONLINE",
  };

  const heard = codecOf({ ...robot, version }).readConnection(new TextEncoder().encode(JSON.stringify(said)));

  expect(heard).toMatchObject({ ok: true, message: "online", warnings: [] });
});
