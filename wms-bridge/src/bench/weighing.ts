/** Whether a parcel weighs what it should. */
import type { WithItems } from "../goods/items.ts";
import type { WithCartons } from "../packing/into-parcels.ts";
import type { Parcel } from "../packing/parcels.ts";

/** Padding, tape and papers weigh something, and so do goods that differ from their data. */
const offGrams = 30;
const offShare = 0.05;

/** Undefined where nobody knows what one of them weighs. */
export function gramsOf(
  { items, cartons }: WithItems & WithCartons,
  {
    carton,
    lines,
  }: Pick<Parcel, "carton"> & { readonly lines: readonly Pick<Parcel["lines"][number], "sku" | "units">[] },
): number | undefined {
  let grams = carton === null ? 0 : cartons.tareOf(carton);
  for (const { sku, units } of lines) {
    const each = Math.ceil(items.need(sku).kilograms * 1_000);
    if (each === 0) return undefined;
    grams += each * units;
  }
  return grams;
}

export const isOff = (weighed: number, expected: number): boolean =>
  Math.abs(weighed - expected) > Math.max(offGrams, expected * offShare);
