/** Shelves with a few goods, for tests of those who handle them. */
import { Sku } from "@floorplane/contracts/ids";
import { noWorldFile, type WorldFile } from "../world-file.ts";
import { catalogueOf } from "./catalogue.ts";
import { Shelves } from "./shelves.ts";

export const items = catalogueOf(
  ["10001", "10002", "10003"].map((sku) => ({ sku: Sku(sku), name: sku, kind: "goods" })),
  1,
);

/** By location: units by sku. */
export function someShelves(
  content: Readonly<Record<string, Readonly<Record<string, number>>>> = { A: { "10001": 100, "10002": 40 } },
  file: WorldFile = noWorldFile,
): Shelves {
  const opening = new Map(
    Object.entries(content).map(([location, units]) => [location, new Map(Object.entries(units))]),
  );
  return new Shelves({ items, opening, file });
}

/** A tote that a robot filled at location A. */
export function aTote(shelves: Shelves, tote: string, sku = "10001", quantity = 3): string {
  shelves.openTote(tote);
  if (quantity > 0) shelves.take({ location: "A", sku, lot: undefined, quantity, tote });
  return tote;
}
