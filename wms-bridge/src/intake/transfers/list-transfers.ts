/** `GET /v1/transfers`, and one of them as the document that the other warehouse takes for its expected receipt. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { transferStates } from "@floorplane/contracts/transfers.schema";
import { isoTime } from "@floorplane/contracts/units";
import type { WithSite } from "../../keeping/traits.ts";
import { onTheWayMs } from "../../tasks/transfer-tickets.ts";
import { betweenOf, stateOf, type Transfer, type WithTransfers } from "../../transfers/transfers.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { perPageIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";

export const transfersQuery = ["after", "perPage", "state", "to"] as const;

export function getTransfers(
  { transfers }: WithTransfers,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "transfers");
  const states = wordsIn(query, "state", transferStates);
  const to = query.get("to");
  const isWanted = (transfer: Transfer): boolean =>
    transfer.client === client &&
    (!states || states.has(stateOf(transfer))) &&
    (to === undefined || transfer.to === to);
  return {
    cause: "http.transfers-asked",
    decide() {
      const key = ({ openedAt, order }: Transfer): string => `${isoTime(openedAt)}/${order}`;
      const page = pageOf(transfers.all(), { key, isWanted, after, perPage });
      return jsonAnswer(200, { transfers: page.rows.map(shownTransfer), count: page.count, next: page.next });
    },
  };
}

export function getTransfer({ siteId }: WithSite, transfer: Transfer): HttpResponse {
  const units = new Map<string, number>();
  for (const line of transfer.lines)
    if (betweenOf(line) > 0)
      units.set(codeOf(line.sku), (units.get(codeOf(line.sku)) ?? 0) + betweenOf(line));
  const expectedAt = isoTime((transfer.leftAt ?? transfer.openedAt) + onTheWayMs);
  return jsonAnswer(200, {
    ...shownTransfer(transfer),
    from: siteId,
    expectedReceipt: {
      receipt: codeOf(transfer.order),
      expectedAt,
      lines: [...units].map(([sku, quantity]) => ({ sku, quantity })),
    },
  });
}

export const shownTransfer = (transfer: Transfer): object => ({
  transfer: codeOf(transfer.order),
  to: transfer.to,
  state: stateOf(transfer),
  leftAt: transfer.leftAt === null ? null : isoTime(transfer.leftAt),
  arrivedAt: transfer.arrivedAt === null ? null : isoTime(transfer.arrivedAt),
  ...(transfer.decidedBy === null ? {} : { decidedBy: transfer.decidedBy }),
  parcels: transfer.parcels.map(({ sscc }) => sscc),
  parcelsArrived: transfer.parcels.flatMap(({ sscc, arrivedAt }) => (arrivedAt === null ? [] : sscc)),
  ...(transfer.early.length > 0 ? { parcelsElsewhere: transfer.early.map(({ sscc }) => sscc) } : {}),
  ...(transfer.ticket === null ? {} : { task: transfer.ticket }),
  lines: transfer.lines.map((line) => ({
    sku: codeOf(line.sku),
    lot: line.lot,
    left: line.left,
    arrived: line.arrived,
    lost: line.lost,
    between: betweenOf(line),
    missing: line.missing,
  })),
  ...(transfer.over.length > 0
    ? { over: transfer.over.map(({ sku, units }) => ({ sku: codeOf(sku), quantity: units })) }
    : {}),
});
