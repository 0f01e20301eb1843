/** Pallets as screens list them: those that somebody has to do something about, then those that stand at the dock, then what left. */
import type { PalletDocument } from "@floorplane/contracts/documents";
import { type PalletState, palletStates } from "@floorplane/contracts/pallets.schema";
import { markIn, onlyThese, pageOf, perPageIn, type Query, textIn, wordsIn } from "./list-query.ts";
import type { ListPage, PalletRow } from "./protocol.ts";

export const palletFilters = ["after", "perPage", "state", "carrier", "pallet", "client"] as const;

/** Of what waits the oldest is at the top, of what is over the latest. */
const ranks = { asked: 0, open: 2e14, closed: 2e14, left: 8e14, "broken-up": 8e14 } as const satisfies Record<
  PalletState,
  number
>;
const inDoubtRank = 1e14;

/** `pallet`: a part of its number, of its truck's, or of a parcel's on it. */
export function palletsPage(
  pallets: ReadonlyMap<string, PalletDocument>,
  query: Query,
  at: number,
): ListPage<PalletRow> {
  onlyThese(query, palletFilters);
  const states = wordsIn(query, "state", Object.keys(palletStates));
  const carriers = wordsIn(query, "carrier");
  const clients = wordsIn(query, "client");
  const part = textIn(query, "pallet");
  const isNamed = ({ sscc, manifest, consolidation, parcels }: PalletDocument): boolean =>
    part === undefined ||
    [sscc, manifest, consolidation, ...parcels].some((name) => name?.includes(part) === true);
  const wanted = function* (): Iterable<PalletDocument> {
    for (const pallet of pallets.values())
      if (
        (!states || states.has(pallet.state)) &&
        (!carriers || carriers.has(pallet.carrier ?? "")) &&
        (!clients || clients.has(pallet.client)) &&
        isNamed(pallet)
      )
        yield pallet;
  };
  return pageOf(wanted(), {
    mark: (pallet) => ({ rank: rankOf(pallet), name: pallet.sscc }),
    after: markIn(query),
    perPage: perPageIn(query),
    row: ({ client, sscc, state, carrier, manifest, consolidation, parcels, ...pallet }): PalletRow => ({
      ...{ client, sscc, state, carrier, manifest, consolidation },
      parcels: parcels.length,
      isInDoubt: isInDoubt({ state, ...pallet }),
      since: sinceOf(pallet),
    }),
    at,
  });
}

const sinceOf = ({
  openedAt,
  closedAt,
  endedAt,
}: Pick<PalletDocument, "openedAt" | "closedAt" | "endedAt">) => endedAt ?? closedAt ?? openedAt;

const isInDoubt = ({ state, apart }: Pick<PalletDocument, "state" | "apart">): boolean =>
  state === "asked" || (state === "closed" && apart.length > 0);

function rankOf(pallet: PalletDocument): number {
  const since = sinceOf(pallet);
  if (pallet.endedAt !== null) return ranks[pallet.state] - since;
  return (isInDoubt(pallet) && pallet.state !== "asked" ? inDoubtRank : ranks[pallet.state]) + since;
}
