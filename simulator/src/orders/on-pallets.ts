/** Some of the orders of a day ask for a pallet. Which ones follows from the seed and the order's number alone. */
import type { Random } from "@floorplane/runtime/random";
import type { Demand, WmsRequest } from "./demand.ts";

export interface PalletShare {
  /** 0 to 1. */
  readonly share: number;
  readonly random: Random;
}

export function withPallets(demand: Demand, { share, random }: PalletShare): Demand {
  if (share === 0) return demand;
  const asks = (request: WmsRequest): WmsRequest =>
    request.kind === "order" && random.split(request.body.order).next() < share
      ? { ...request, body: { ...request.body, shipOn: "pallet" } }
      : request;
  const { requests, further } = demand;
  return {
    ...demand,
    requests: requests.map(asks),
    ...(further ? { further: (day) => further(day).map(asks) } : {}),
  };
}

/** Whether anything in it leaves on a pallet. */
export const asksForPallets = ({ requests }: Pick<Demand, "requests">): boolean =>
  requests.some(
    ({ kind, body }) =>
      kind === "order" && "order" in body && (body.shipOn === "pallet" || body.consolidation !== undefined),
  );
