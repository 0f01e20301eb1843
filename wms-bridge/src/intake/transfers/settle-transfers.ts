/** What the other warehouse says of a transfer: what arrived; and what somebody here decides about the rest. */
import { nameFor } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, isNumber, OrderId, oneSpelling, type Sku } from "@floorplane/contracts/ids";
import { notBookedInEnglish } from "@floorplane/contracts/reasons/english/not-booked";
import type { TransferArrival, TransferDecision } from "@floorplane/contracts/transfers.schema";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../../goods/items.ts";
import type { WithSite } from "../../keeping/traits.ts";
import { type OutcomeMeans, takeOutcome } from "../../people/outcomes.ts";
import { type ArrivalMeans, arrive } from "../../tasks/transfer-arrivals.ts";
import { ticketFor } from "../../tasks/transfer-tickets.ts";
import { betweenOf, isOff, type Transfer, type WithTransfers } from "../../transfers/transfers.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import { namedUnits } from "../reading/named-goods.ts";
import { readAll } from "../reading/read-all.ts";
import { shownTransfer } from "./list-transfers.ts";

interface Named {
  readonly client: ClientId;
  readonly number: string;
}

export function postTransferArrival(
  means: ArrivalMeans,
  desk: Desk,
  named: Named,
  { lines: said }: Omit<TransferArrival, "client">,
): HttpResponse {
  const transfer = transferNamed(means, named);
  if (transfer.lines.length === 0)
    throw new Refusal("conflict", `nothing of ${named.number} has left yet`, { field: "transfer" });
  const came = said === undefined ? allOf(transfer) : unitsOf(means, named.client, said);
  arrive(means, desk, transfer, { came });
  return jsonAnswer(200, shownTransfer(transfer));
}

/**
 * What is off is given up: one word, as an answer to the task that asks people about it. 202 where it takes a second person, who says the same at a handheld or a screen, or said so before.
 */
export function postTransferDecision(
  means: OutcomeMeans,
  desk: Desk,
  named: Named,
  { person, reason }: Omit<TransferDecision, "client">,
): HttpResponse {
  const transfer = transferNamed(means, named);
  if (!isOff(transfer))
    throw new Refusal(
      "conflict",
      transfer.arrivedAt === null
        ? `nobody has said yet what of ${named.number} arrived`
        : `nothing of ${named.number} is missing, and nothing came too many`,
      { field: "transfer" },
    );
  const ticket = ticketFor(means, desk, transfer);
  if (reason !== undefined) means.tasks.explain(ticket, reason);
  const said = { task: ticket.task, device: person, at: isoTime(desk.now), found: [] };
  const taken = takeOutcome(means, desk, { ...said, decision: "give-up", isRead: false }, "program");
  if (taken.kind !== "refused") return jsonAnswer(200, shownTransfer(transfer));
  const { fault } = taken;
  if (fault.reason === "second-person" || fault.reason === "program-alone")
    return jsonAnswer(202, shownTransfer(transfer));
  throw new Refusal(doorCodes.notBooked, notBookedInEnglish(fault.reason, fault), { field: fault.field });
}

export function transferNamed(
  { transfers, client: own }: WithTransfers & WithSite,
  { client, number }: Named,
): Transfer {
  const spelled = oneSpelling(number);
  const found = isNumber(spelled) ? transfers.get(nameFor(client, own, OrderId(spelled))) : undefined;
  if (found) return found;
  throw new Refusal("not-found", `there is no transfer ${number} here`, { field: "transfer" });
}

const allOf = ({ lines }: Transfer): Map<Sku, number> => {
  const units = new Map<Sku, number>();
  for (const line of lines) units.set(line.sku, (units.get(line.sku) ?? 0) + betweenOf(line));
  return units;
};

function unitsOf(
  means: WithItems & WithSite,
  client: ClientId,
  said: NonNullable<TransferArrival["lines"]>,
): Map<Sku, number> {
  const units = new Map<Sku, number>();
  const named = readAll(said, ({ sku, quantity }, index) =>
    namedUnits(means, { client, text: sku, quantity }, `lines[${index}].sku`),
  );
  for (const one of named) units.set(one.sku, (units.get(one.sku) ?? 0) + one.units);
  return units;
}
