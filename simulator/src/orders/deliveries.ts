/** Trucks that bring goods: each is announced some hours before, and is not always loaded with what was announced. The same demand, seed and number give the same trucks. */
import { dayMs, hourMs, isoTime, minuteMs } from "@floorplane/contracts/units";
import type { Random } from "@floorplane/runtime/random";
import { byTime, type Demand, type TruckLine, unitsTaken, type WmsRequest } from "./demand.ts";

export interface DeliveriesOptions {
  /** Trucks a day. */
  readonly perDay: number;
  readonly random: Random;
}

const linesOfTruck = { least: 2, most: 8 } as const;
const unitsOfLine = { least: 6, most: 60 } as const;
/** From the announcement to the gate. */
const aheadMs = { least: 30 * minuteMs, most: 3 * hourMs } as const;
/** The day's first truck is announced as the gate opens, and is near. */
const firstAheadMs = { least: 10 * minuteMs, most: 20 * minuteMs } as const;
/** Of a hundred lines so many are not as announced: left behind, fewer, more. */
const missingShare = 0.01;
const fewerShare = 0.03;
const moreShare = 0.02;
const differsMost = 3;

export function withDeliveries(demand: Demand, options: DeliveriesOptions): Demand {
  if (options.perDay === 0) return demand;
  const { further } = demand;
  const having = (requests: readonly WmsRequest[]): readonly WmsRequest[] =>
    byTime([...requests, ...trucksOf(demand, requests, options)]);
  return {
    ...demand,
    requests: having(demand.requests),
    ...(further ? { further: (day: number) => having(further(day)) } : {}),
  };
}

/** Of each day on which something is asked for. */
function trucksOf(
  { items }: Demand,
  requests: readonly WmsRequest[],
  { perDay, random }: DeliveriesOptions,
): WmsRequest[] {
  const days = Map.groupBy(requests, ({ at }) => Math.floor(at / dayMs));
  return [...days].flatMap(([day, ofDay]) => {
    // What goes out comes in.
    const wanted = [...unitsTaken(items, ofDay).keys()].sort();
    if (wanted.length === 0) return [];
    const [from, to] = [ofDay[0]!.at, ofDay.at(-1)!.at];
    return Array.from({ length: perDay }, (_, truck) => {
      const chance = random.split(`${day}/${truck}`);
      const receipt = `ASN-${isoTime(day * dayMs).slice(0, 10)}-${truck + 1}`;
      const isFirst = truck === 0;
      const announcedAt = isFirst ? from : Math.round(from + chance.next() * (to - from));
      const arrivesAt = announcedAt + between(chance, isFirst ? firstAheadMs : aheadMs);
      return truckOf(receipt, { wanted, announcedAt, arrivesAt }, chance);
    }).flat();
  });
}

function truckOf(
  receipt: string,
  {
    wanted,
    announcedAt,
    arrivesAt,
  }: { readonly wanted: readonly string[]; readonly announcedAt: number; readonly arrivesAt: number },
  chance: Random,
): WmsRequest[] {
  const skus = new Set<string>();
  for (let line = between(chance, linesOfTruck); line > 0; line--)
    skus.add(wanted[chance.below(wanted.length)]!);
  const lines = [...skus].map((sku) => ({ sku, quantity: between(chance, unitsOfLine) }));
  const loaded = lines.flatMap(({ sku, quantity }) => {
    const units = loadedOf(quantity, chance);
    return units > 0 ? [{ sku, units }] : [];
  });
  return [
    {
      kind: "announcement",
      at: announcedAt,
      body: { receipt, expectedAt: isoTime(arrivesAt), lines },
    },
    { kind: "arrival", at: arrivesAt, body: { receipt, loaded } },
  ];
}

function loadedOf(announced: number, chance: Random): TruckLine["units"] {
  const drawn = chance.next();
  const by = 1 + chance.below(differsMost);
  if (drawn < missingShare) return 0;
  if (drawn < missingShare + fewerShare) return Math.max(0, announced - by);
  return drawn < missingShare + fewerShare + moreShare ? announced + by : announced;
}

const between = (
  chance: Random,
  { least, most }: { readonly least: number; readonly most: number },
): number => least + chance.below(most - least + 1);
