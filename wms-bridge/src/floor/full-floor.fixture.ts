/** The floor of a full day: two clients, benches that sort what orders share or not, people beside robots or not, bounds of one or as they are, cartons, bad luck, and counts that take a second person. */
import { ClientId } from "@floorplane/contracts/ids";
import { waysOfPicking } from "@floorplane/contracts/site-picking";
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import type { Settings } from "../keeping/settings.ts";
import { Floor, webhook } from "./floor.fixture.ts";
import { acme, type Client, clients, hooks, named, nameOf, query } from "./shared-floor.fixture.ts";
import { anItem, aSharingSite, aSite, handsAt } from "./small-site.fixture.ts";
import type { Luck } from "./world.fixture.ts";

export { acme, type Client, clients, hooks, named, nameOf, query };

export const skus = ["A", "B", "C", "D", "E", "F"];
const badLuck: Luck = {
  missedTag: 0.04,
  strayTag: 0.01,
  shortPick: 0.04,
  failedTransport: 0.01,
  deafWebhook: 0.15,
};
const cartons = [
  { carton: "S", lengthMm: 200, widthMm: 150, heightMm: 150, gramsMax: 5_000 },
  { carton: "M", lengthMm: 300, widthMm: 200, heightMm: 150, gramsMax: 5_000 },
];

/** As little at once as can be, so that what is left over in one step goes on in the next. */
const tight: Partial<Settings> = {
  asksAtOnce: 1,
  asksPerSecond: 1,
  retriesPerStep: 1,
  promisesPerStep: 1,
  totesPerStep: 1,
  toursPerStep: 1,
  withdrawalsPerStep: 1,
};

export interface FullFloor {
  readonly isShared: boolean;
  readonly byPeople: boolean;
  readonly isTight: boolean;
  /** One of the goods is kept by serial number. */
  readonly keepsSerials: boolean;
}

export async function aFullFloor(
  seed: number,
  { isShared, byPeople, isTight, keepsSerials }: FullFloor,
): Promise<Floor> {
  const settings = { companyWaitMs: 4 * minuteMs, waveOrders: 3, ...(isTight ? tight : {}) };
  const floor = new Floor({ seed, luck: badLuck, settings });
  floor.site = {
    ...(isShared ? aSharingSite() : aSite()),
    cartons,
    counts: { approval: { units: 6 } },
    clients: [{ client: acme, allocation: "whole" }],
  };
  if (byPeople)
    skus.forEach((_, index) => {
      const by = waysOfPicking[index % waysOfPicking.length]!;
      if (by !== "robot") handsAt(floor, `P0${index + 1}`, by);
    });
  floor.hearers = [webhook, { ...webhook, name: "ACME", url: hooks.acme, client: ClientId(acme) }];
  await floor.open();
  const kept = skus.slice(keepsSerials ? -1 : skus.length);
  for (const client of clients) {
    const items = skus.map((sku) => anItem(sku, { serialKept: kept.includes(sku) }));
    floor.post(wmsPaths.items, { ...named(client), items });
    for (const sku of kept) floor.serialKept.add(nameOf(client, sku));
  }
  return floor;
}

/** A SKU lies where another of the other client does: what is taken in its place shows by its tag. */
export const placeOf = (client: Client, index: number): number =>
  (index + (client === "house" ? 0 : 1)) % skus.length;
/** By the number of its face. */
export const reserveOf = (client: Client, index: number): string => `P${15 + placeOf(client, index)}`;
