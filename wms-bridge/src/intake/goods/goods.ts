/** Goods at the door: returns and write-offs. Each is checked whole before anything is written. */

import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId } from "@floorplane/contracts/ids";
import type { WriteOffRequest } from "@floorplane/contracts/wms.schema";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../../confirmations/confirmations.ts";
import type { WithHandling } from "../../handling/handling.ts";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import type { WithLots } from "../../stock/lots.ts";
import type { WithVisits } from "../../stock/visits.ts";
import type { TaskMeans } from "../../tasks/asking.ts";
import { openWriteOff } from "../../tasks/write-offs.ts";
import { doorCodes, jsonAnswer, Refusal } from "../answering/refusal.ts";
import { namedUnits } from "../reading/named-goods.ts";
import { isKnown, remember, type WithReferences } from "../reading/references.ts";

type GoodsMeans = TaskMeans &
  WithLots &
  WithVisits &
  WithHandling &
  WithReferences &
  WithNumbers &
  WithConfirmations;

/** 202: people are asked to take the units off; booked and confirmed (`stock.adjusted`) when they did. */
export function postWriteOff(
  means: GoodsMeans,
  desk: Desk,
  client: ClientId,
  request: WriteOffRequest,
): HttpResponse {
  const { writeOff, quantity } = request;
  const asked = { client, what: "write-off", number: writeOff } as const;
  const known = isKnown(means, asked, request);
  if (known) return jsonAnswer(202, { writeOff, units: known.units });
  const { sku, units: wanted } = namedUnits(means, { client, text: request.sku, quantity }, "sku");
  const units = openWriteOff(means, desk, { writeOff, sku, quantity: wanted });
  if (units === 0)
    throw new Refusal(doorCodes.noStock, `no available unit of ${codeOf(sku)} to write off`, {
      field: "quantity",
    });
  remember(means, desk, asked, request, units);
  return jsonAnswer(202, { writeOff, units });
}
