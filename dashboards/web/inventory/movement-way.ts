/** From where to where a movement led, and what it was for. Pure. */
import type { HandlingRow } from "@floorplane/contracts/documents";

interface Way {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Goods that are packed or shipped leave the tote that they lay in, for their parcel where it is known; a tote that nothing left is where they are. */
export function wayOf({ step, from, to, tote, parcel, goods = [] }: HandlingRow): Way {
  // The book has fewer: they are gone from where it had them.
  if (step === "adjust" && goods.some(([, , units]) => units < 0)) return { from: to ?? tote, to: undefined };
  if (step === "pack" || step === "ship") return { from: from ?? tote, to: parcel ?? to };
  const goal = to ?? (from === undefined ? undefined : tote) ?? parcel;
  return goal === undefined ? { from, to: tote } : { from: from ?? tote, to: goal };
}

/** An order's number, or what stands behind the kind of what it was: `task/TASK-6` is TASK-6; and why, where somebody said so. */
export function forWhat({ order, ref, why }: HandlingRow): string | undefined {
  const number = order ?? ref?.replace(/^task\//, "");
  return [number, why].filter((part) => part !== undefined).join(": ") || undefined;
}

/** Serial numbers that a line names; the rest is counted. */
const serialsShown = 3;

/** Which units a movement was of, where that is known: few of them whole, and how many more. */
export function whichUnits({ serials = [] }: HandlingRow): { readonly named: string; readonly more: number } {
  const named = serials.slice(0, serialsShown).map(([, serial]) => serial);
  return { named: named.join(", "), more: serials.length - named.length };
}
