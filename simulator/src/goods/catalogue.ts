/**
 * The catalogue that the simulated WMS loads before anything else. What a code weighs, how large it is and how often it sells comes from a documented
 * hash of code and site seed, never from the demand of the day that is about to be played, so that a floor cannot be laid out for a known future.
 */
import { byCodeUnits } from "@floorplane/contracts/ids";
import { itemGtin } from "@floorplane/contracts/labels";
import type { Item } from "@floorplane/contracts/wms.schema";
import { hash32 } from "@floorplane/runtime/random";
import type { DemandItem } from "../orders/demand.ts";

/** Shares of the classes, by the hash: one code in five sells fast, three in ten moderately. */
const classShares = { a: 0.2, ab: 0.5 } as const;

/** Volume of one unit, litres: evenly spread in the logarithm. Twelve of the largest still fit a tote of 60 l. */
const litresOfUnit = { least: 0.05, most: 3 } as const;
/** Weight of a litre, kg. Twelve of the heaviest weigh 24 kg, and a tote carries 25. */
const kilogramsPerLitre = { least: 0.15, most: 0.65 } as const;

/** Between 0 and 1: FNV-1a with murmur3's finish (`hash32`) over `seed/code/what`. */
const share = (siteSeed: number | string, sku: string, what: string): number =>
  hash32(`${siteSeed}/${sku}/${what}`) / 4_294_967_296;

const between = ({ least, most }: { readonly least: number; readonly most: number }, u: number): number =>
  least * (most / least) ** u;

const thousandths = (value: number): number => Math.max(0.001, Math.round(value * 1_000) / 1_000);

/** Sorted by sku. Goods are numbered in that order for their GTINs; a service has none, weighs nothing and is never picked. */
export function catalogueOf(items: readonly DemandItem[], siteSeed: number | string): Item[] {
  let number = 0;
  return [...items]
    .sort((a, b) => byCodeUnits(a.sku, b.sku))
    .map((item): Item => {
      const { sku, name, kind } = item;
      if (kind === "service") return { sku, kind, name, litres: 0, kilograms: 0, class: "C" };
      const litres = item.litres ?? between(litresOfUnit, share(siteSeed, sku, "litres"));
      const kilograms =
        item.kilograms ?? litres * between(kilogramsPerLitre, share(siteSeed, sku, "kilograms"));
      const index = number++;
      return {
        sku,
        kind,
        name,
        gtin: itemGtin(index, 0),
        caseGtin: itemGtin(index, 1),
        litres: thousandths(litres),
        kilograms: thousandths(kilograms),
        class: item.class ?? classOf(share(siteSeed, sku, "class")),
      };
    });
}

const classOf = (u: number): Item["class"] => (u < classShares.a ? "A" : u < classShares.ab ? "B" : "C");
