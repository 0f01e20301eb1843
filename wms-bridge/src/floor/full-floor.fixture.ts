/** The floor of a full day: two clients, benches that sort what orders share or not, people beside robots or not, cartons, bad luck, and counts that take a second person. */
import { ClientId } from "@floorplane/contracts/ids";
import { waysOfPicking } from "@floorplane/contracts/site-picking";
import { minuteMs } from "@floorplane/contracts/units";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
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

export async function aFullFloor(
  seed: number,
  { isShared, byPeople }: { readonly isShared: boolean; readonly byPeople: boolean },
): Promise<Floor> {
  const settings = { companyWaitMs: 4 * minuteMs, waveOrders: 3 };
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
  for (const client of clients)
    floor.post(wmsPaths.items, { ...named(client), items: skus.map((sku) => anItem(sku)) });
  return floor;
}

/** A SKU lies where another of the other client does: what is taken in its place shows by its tag. */
export const placeOf = (client: Client, index: number): number =>
  (index + (client === "house" ? 0 : 1)) % skus.length;
/** By the number of its face. */
export const reserveOf = (client: Client, index: number): string => `P${15 + placeOf(client, index)}`;
