/** A floor on which two clients have goods of the same codes in the same bins, with what each of them may ask and hears. */
import { ClientId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { Floor, type FloorOptions, webhook } from "./floor.fixture.ts";
import { anItem, aSite, handsAt } from "./small-site.fixture.ts";

export const acme = "acme";
export const clients = ["house", acme] as const;
export type Client = (typeof clients)[number];
export const skus = ["A", "B", "C", "D"];
export const hooks: Readonly<Record<Client, string>> = { house: webhook.url, acme: "https://acme.test/hook" };

/** What the floor calls what a client calls so. */
export const nameOf = (client: Client, code: string): string =>
  client === "house" ? code : `${client}/${code}`;
export const named = (client: Client): object => (client === "house" ? {} : { client });
export const query = (client: Client): string => (client === "house" ? "" : `?client=${client}`);

export async function aSharedFloor(options: FloorOptions = {}): Promise<Floor> {
  const floor = new Floor(options);
  floor.site = { ...aSite(), clients: [acme] };
  handsAt(floor, "P14");
  floor.hearers = [webhook, { ...webhook, name: "ACME", url: hooks.acme, client: ClientId(acme) }];
  await floor.open();
  for (const client of clients) {
    floor.post(wmsPaths.items, { ...named(client), items: skus.map((sku) => anItem(sku)) }, "items");
    // In the same bins, of the same codes and with the same tags.
    for (const [index, sku] of skus.entries())
      if (sku !== "D") floor.stock(`P0${index + 1}`, nameOf(client, sku), 60);
  }
  return floor;
}

export function order(
  floor: Floor,
  client: Client,
  number: string,
  lines: Record<string, number>,
  more: object = {},
) {
  const list = Object.entries(lines).map(([sku, quantity], index) => ({
    line: `${index + 1}`,
    sku,
    quantity,
  }));
  return floor.post(
    wmsPaths.orders,
    { ...named(client), order: number, country: "France", lines: list, ...more },
    `order-${number}`,
  );
}
export const stateOf = (floor: Floor, client: Client, number: string): unknown =>
  floor.get(wmsPaths.order(number) + query(client)).body.state;

/** What each client's hearer took, and nobody else. */
export function heardBy(floor: Floor, client: Client): { type: string; data: Record<string, unknown> }[] {
  return floor.webhooks
    .filter(({ request, status }) => request.url === hooks[client] && status === 200)
    .map(({ request }) => JSON.parse(new TextDecoder().decode(request.body)));
}

export function unitsIn(floor: Floor, client: Client): Record<string, number> {
  const units = Object.fromEntries(skus.map((sku) => [sku, 0]));
  for (const row of [...floor.bridge.book.places(), ...floor.bridge.book.totes()])
    for (const sku of skus) if (row.sku === nameOf(client, sku)) units[sku]! += row.units;
  return units;
}
