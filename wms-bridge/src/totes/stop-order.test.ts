/** The order in which a tote's lines are fetched, on a one-way ring and where nobody knows distances. */
import { LocationId, StationId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { inBestOrder } from "./stop-order.ts";

const ringM = 100;
/** Robots drive one way round; places and stations are named after the metre at which they lie. */
const metreOf = (place: string): number => Number(/\d+/.exec(place)![0]);
const onRing = {
  spotOf: (location: LocationId): string => String(metreOf(location)),
  drivenBetween: (from: string, to: string): number => (ringM + metreOf(to) - metreOf(from)) % ringM,
};
const unknown = { spotOf: (location: LocationId): string => location, drivenBetween: () => 0 };

const lines = ["P80", "P20a", "P50", "P20b"].map((name) => ({ location: LocationId(name) }));
const fetched = (places: typeof onRing, stations: readonly string[]) =>
  inBestOrder({ places } as never, stations.map(StationId), lines).map(({ location }) => location);

it("goes round with the lanes, and works at one spot once", () => {
  expect(fetched(onRing, ["S0"])).toEqual(["P20a", "P20b", "P50", "P80"]);
});

it("begins behind the station that is nearest to its first place", () => {
  expect(fetched(onRing, ["S40"])).toEqual(["P50", "P80", "P20a", "P20b"]);
  expect(fetched(onRing, ["S60", "S70"])).toEqual(["P80", "P20a", "P20b", "P50"]);
});

it("leaves lines as they come where distances are not known, those of one spot together", () => {
  expect(fetched(unknown, ["S0"])).toEqual(["P80", "P20a", "P50", "P20b"]);
});
