/** What a house of before asked for, still on its way when it was stopped. Before stops had purposes its stops were a fetch, its tote's lines in their order, for a refill the put, and a drop. */
import { LocationId } from "@floorplane/contracts/ids";
import type { ReplaceStop, Stop, TransportRequested, Withdrawal } from "@floorplane/contracts/messages";
import type { StopPurpose } from "@floorplane/contracts/purposes";

type EarlierStop = Omit<Stop, "purpose"> & { readonly purpose?: StopPurpose };

export const withPurposes = (stops: readonly EarlierStop[]): Stop[] =>
  stops.map((stop, index) => ({ ...stop, purpose: stop.purpose ?? purposeOf(stop, index) }));

function purposeOf({ action: { type }, stations }: EarlierStop, index: number): StopPurpose {
  switch (type) {
    case "fetchTote":
      return { type: "fetch" };
    case "pickItems":
    case "meetPerson":
      return { type: "pick", entry: index - 1 };
    case "putItems":
      return { type: "put" };
    case "dropTote":
      return { type: "drop" };
    case "countTags":
      return { type: "count", location: LocationId(stations[0]!) };
    case "pickLoad":
    case "dropLoad":
      return { type: "carry", stop: index };
    default:
      return type satisfies never;
  }
}

export const requestOfToday = (message: TransportRequested): TransportRequested => ({
  ...message,
  stops: withPurposes(message.stops),
});

/** It named its stop by a number. */
export function replacementOfToday(
  message: ReplaceStop,
  transport: { readonly stops: readonly Stop[] } | undefined,
): ReplaceStop {
  const { purpose, stop, ...rest } = message as Partial<ReplaceStop> & ReplaceStop & { stop?: number };
  const named = purpose ?? transport?.stops[stop ?? -1]?.purpose;
  return { ...rest, purpose: named ?? { type: "drop" } };
}

/** `earlier`: a house of before said it in a sentence. */
export type KeptWithdrawal = Withdrawal | "earlier";

export const withdrawals: Readonly<Record<KeptWithdrawal, true>> = {
  "order-cancelled": true,
  "goods-held": true,
  "no-stock": true,
  "units-needed": true,
  "person-has-it": true,
  "picked-by-hand": true,
  asked: true,
  earlier: true,
};

export const withdrawalOfToday = (reason: string): KeptWithdrawal =>
  Object.hasOwn(withdrawals, reason) ? (reason as KeptWithdrawal) : "earlier";
