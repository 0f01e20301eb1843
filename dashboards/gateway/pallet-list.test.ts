import type { PalletDocument } from "@floorplane/contracts/documents";
import type { ClientId } from "@floorplane/contracts/ids";
import { expect, it } from "vitest";
import { palletsPage } from "./pallet-list.ts";

const aPallet = (sscc: string, more: Partial<PalletDocument> = {}): [string, PalletDocument] => [
  sscc,
  {
    client: "house" as ClientId,
    sscc,
    state: "open",
    carrier: "euro-road",
    manifest: "euro-road-20260302T1900Z",
    consolidation: null,
    parcels: ["095213210000000018"],
    apart: [],
    openedAt: 1_000,
    closedAt: null,
    endedAt: null,
    ...more,
  },
];
const all = new Map([
  aPallet("1", { state: "left", closedAt: 2_000, endedAt: 3_000 }),
  aPallet("2", { state: "broken-up", endedAt: 4_000, carrier: "home-parcel" }),
  aPallet("3", { openedAt: 1_500 }),
  aPallet("4", { state: "closed", closedAt: 1_200, client: "acme" as ClientId }),
  aPallet("5", { state: "closed", closedAt: 5_000, apart: ["095213210000000018"] }),
  aPallet("6", { state: "asked", openedAt: 6_000, parcels: [], consolidation: "TOUR/7" }),
]);
const page = (query: Record<string, string> = {}) => palletsPage(all, query, 9_000);
const numbers = (query?: Record<string, string>) => page(query).rows.map(({ sscc }) => sscc);

it("those in doubt come first, then what stands at the dock since longest, then what left last", () => {
  expect(numbers()).toEqual(["6", "5", "4", "3", "2", "1"]);
  expect(page().rows.map(({ isInDoubt }) => isInDoubt)).toEqual([true, true, false, false, false, false]);
  expect(page().rows.map(({ since, parcels }) => [since, parcels])).toEqual([
    [6_000, 0],
    [5_000, 1],
    [1_200, 1],
    [1_500, 1],
    [4_000, 1],
    [3_000, 1],
  ]);
});

it("go on page by page, and are found by state, carrier, client, and a part of any number", () => {
  const first = page({ perPage: "4" });

  expect(numbers({ perPage: "4", after: first.next! })).toEqual(["2", "1"]);
  expect(numbers({ state: "closed,open" })).toEqual(["5", "4", "3"]);
  expect(numbers({ carrier: "home-parcel" })).toEqual(["2"]);
  expect(numbers({ client: "acme" })).toEqual(["4"]);
  expect(numbers({ pallet: "TOUR" })).toEqual(["6"]);
  expect(numbers({ pallet: "0000018", state: "left" })).toEqual(["1"]);
});

it("refuse a filter or a state that there is not", () => {
  expect(() => page({ palette: "1" })).toThrow(/palette is no filter/);
  expect(() => page({ state: "gone" })).toThrow(/state must be of open/);
});
