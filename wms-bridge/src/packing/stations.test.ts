/** A tote goes where least waits for it: counted in totes, weighed by how long a tote takes there. */
import {
  type ClientId,
  type JobId,
  LocationId,
  type StationId,
  type ToteId,
} from "@floorplane/contracts/ids";
import { minuteMs, secondMs } from "@floorplane/contracts/units";
import { expect, it } from "vitest";
import { defaultSettings } from "../keeping/settings.ts";
import { Stores } from "../keeping/stores.ts";
import { PlaceList } from "../stock/place-list.ts";
import { closedPlaceKind } from "../stock/places.kind.ts";
import { Benches } from "./benches.ts";
import { paceWith } from "./packer-pace.ts";
import { stationsToServe } from "./stations.ts";
import { PackingDesks, Works } from "./works.ts";

const [ann, one, two] = ["PACK1", "PACK2", "PACK3"] as StationId[] as [StationId, StationId, StationId];
const at0 = Date.UTC(2026, 10, 30, 9);

/** Ann packs at the first; the others are machines, or people too. */
function benchesOf(people: readonly StationId[] = [ann]) {
  const stores = new Stores();
  const benches = new Benches(stores);
  const works = new Works(stores, "house" as ClientId);
  const closedPlaces = new PlaceList(stores, closedPlaceKind);
  const packingDesks = new PackingDesks(stores);
  const places = { packing: [ann, one, two], people: new Set(people) } as never;
  let job = 0;
  const give = (station: StationId, givenAt = at0, openedAt: number | null = null): void => {
    benches.jobGiven(station);
    if (!people.includes(station)) return;
    const number = ++job;
    works.add({
      client: "house" as ClientId,
      job: `J-${number}` as JobId,
      station,
      tote: `T${number}` as ToteId,
      box: `T${number}` as ToteId,
      order: null,
      givenAt,
      openedAt,
      parcels: [],
    });
  };
  const packed = (station: StationId, now: number): void => {
    const [work] = works.at(station);
    if (!packingDesks.get(station)) packingDesks.take(station, "S1", "Ann", at0);
    const holder = packingDesks.get(station)!;
    packingDesks.packed(holder, paceWith(holder, work!, now), now);
    works.remove(work!);
    benches.jobFinished(station);
  };
  const serving = (now = at0): readonly StationId[] =>
    stationsToServe({ places, closedPlaces, benches, works, packingDesks, settings: defaultSettings }, now);
  return { benches, closedPlaces, give, packed, serving };
}

it("totes go to benches where few wait, a person's counted like a machine's", () => {
  const { give, serving } = benchesOf();
  const even = serving();
  for (let n = 0; n < 3; n++) give(ann);
  const uneven = serving();
  for (const bench of [one, two]) give(bench);

  expect(even).toEqual([ann, one, two]);
  expect(uneven).toEqual([one, two]);
  expect(serving()).toEqual([ann, one, two]);
});

it("who takes three times as long for a tote is given a third as many", () => {
  const { give, packed, serving } = benchesOf();
  for (let n = 0; n < 4; n++) {
    give(ann, at0 + n * 90 * secondMs, at0 + n * 90 * secondMs);
    packed(ann, at0 + (n + 1) * 90 * secondMs);
  }
  const now = at0 + 6 * minuteMs;
  const idle = serving(now);
  give(ann, now);
  const oneWaits = serving(now);
  for (const bench of [one, two]) give(bench);

  expect(idle).toEqual([ann, one, two]);
  expect(oneWaits).toEqual([one, two]);
  expect(serving(now)).toEqual([ann, one, two]);
});

it("a bench at which a tote waits and nobody packs is given no more after a few minutes, and again when somebody packs", () => {
  const { give, packed, serving } = benchesOf();
  give(ann);
  const soon = serving(at0 + 30 * secondMs);
  const later = serving(at0 + 3 * minuteMs);
  give(ann, at0 + 3 * minuteMs);
  packed(ann, at0 + 20 * minuteMs);
  const back = serving(at0 + 20 * minuteMs + secondMs);

  expect(soon).toEqual([ann, one, two]);
  expect(later).toEqual([one, two]);
  expect(back).toEqual([ann, one, two]);
});

it("nothing new comes to a bench whose packer is late, however much waits at the others, while one of them is open", () => {
  const { benches, give, packed, serving } = benchesOf();
  give(ann);
  for (let n = 0; n < 200; n++) for (const bench of [one, two]) give(bench);
  const late = serving(at0 + 31 * minuteMs);
  for (const bench of [one, two]) benches.heardOf(bench, "machine.stopped");
  const noOther = serving(at0 + 31 * minuteMs);
  for (const bench of [one, two]) benches.heardOf(bench, "machine.runs");
  packed(ann, at0 + 32 * minuteMs);

  expect(late).toEqual([one, two]);
  expect(noOther).toEqual([ann]);
  expect(serving(at0 + 32 * minuteMs)).toEqual([ann]);
});

it("nothing comes to a bench that is closed to robots, though the others are stopped; where all are closed, any of them is waited for", () => {
  const { benches, closedPlaces, serving } = benchesOf();
  const close = (station: StationId) => closedPlaces.add({ location: LocationId(station) });
  close(ann);
  const others = serving();
  for (const bench of [one, two]) benches.heardOf(bench, "machine.stopped");
  const stopped = serving();
  for (const bench of [one, two]) close(bench);

  expect(others).toEqual([one, two]);
  expect(stopped).toEqual([one, two]);
  expect(serving()).toEqual([ann, one, two]);
});

it("where every packer is late, totes are shared among all as before", () => {
  const { give, serving } = benchesOf([ann, one, two]);
  for (const bench of [ann, one, two]) give(bench);

  expect(serving(at0 + 45 * minuteMs)).toEqual([ann, one, two]);
});

it("a tote that stood open over a break says nothing of its packer's pace", () => {
  const desk = { secondsPerTote: 40 } as Parameters<typeof paceWith>[0];
  const opened = { openedAt: at0 } as Parameters<typeof paceWith>[1];

  expect(paceWith(desk, opened, at0 + 60 * secondMs)).toBe(45);
  expect(paceWith(desk, opened, at0 + 40 * minuteMs)).toBe(40);
  expect(paceWith({ ...desk, secondsPerTote: null }, opened, at0 + 60 * secondMs)).toBe(60);
});
