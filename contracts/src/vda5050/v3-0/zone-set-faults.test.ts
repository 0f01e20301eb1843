import { expect, test } from "vitest";
import { aZone, aZoneSet } from "./messages.fixture.ts";
import type { Zone } from "./zone-set.schema.ts";
import { zoneSetFaults } from "./zone-set-faults.ts";

const outline = (...corners: [x: number, y: number][]): Zone["vertices"] =>
  corners.map(([x, y]) => ({ x, y }));

test.each<[claim: string, zone: Zone]>([
  ["a square", aZone()],
  ["a triangle", aZone({ vertices: outline([0, 0], [2, 0], [0, 2]) })],
  ["an angle", aZone({ vertices: outline([0, 0], [3, 0], [3, 1], [1, 1], [1, 3], [0, 3]) })],
  ["a corner on a side", aZone({ vertices: outline([0, 0], [1, 0], [2, 0], [2, 2], [0, 2]) })],
  ["a release that says what follows", aZone({ zoneType: "RELEASE", releaseLossBehavior: "EVACUATE" })],
])("%s is sound", (_claim, zone) => {
  expect(zoneSetFaults(aZoneSet(zone))).toEqual([]);
});

test("a set of no zones is sound: the map has none", () => {
  const set = aZoneSet();

  expect(zoneSetFaults({ ...set, zoneSet: { ...set.zoneSet, zones: [] } })).toEqual([]);
});

test.each<[claim: string, field: string, zones: Zone[]]>([
  ["two zones of one name", "zoneSet.zones[1].zoneId", [aZone(), aZone()]],
  [
    "a release that does not say what follows",
    "zoneSet.zones[0].releaseLossBehavior",
    [aZone({ zoneType: "RELEASE" })],
  ],
  [
    "corners that go round clockwise",
    "zoneSet.zones[0].vertices",
    [aZone({ vertices: outline([0, 0], [0, 2], [2, 2], [2, 0]) })],
  ],
  [
    "a line there and back",
    "zoneSet.zones[0].vertices",
    [aZone({ vertices: outline([0, 0], [1, 0], [2, 0]) })],
  ],
  [
    "an outline that crosses itself",
    "zoneSet.zones[0].vertices",
    [aZone({ vertices: outline([0, 0], [2, 0], [0, 2], [3, 3]) })],
  ],
  [
    "an outline that touches itself in a corner",
    "zoneSet.zones[0].vertices",
    [aZone({ vertices: outline([0, 0], [4, 0], [4, 4], [2, 0], [0, 4]) })],
  ],
])("names %s", (_claim, field, zones) => {
  expect(zoneSetFaults(aZoneSet(...zones)).map((fault) => fault.field)).toContain(field);
});

test("names a set without a name", () => {
  const set = aZoneSet();

  expect(zoneSetFaults({ ...set, zoneSet: { ...set.zoneSet, zoneSetId: "" } })).toEqual([
    { field: "zoneSet.zoneSetId", reason: "is empty" },
  ]);
});
