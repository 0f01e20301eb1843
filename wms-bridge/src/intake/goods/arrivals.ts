/** A delivery that was announced stands at the gate: from here on its number is taken, and a person counts it. */
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId } from "@floorplane/contracts/ids";
import { oneSpelling } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithNumbers } from "../../keeping/remembered-numbers.ts";
import { openReceiving } from "../../receiving/deliveries.ts";
import type { WithExpected } from "../../stock/expected-receipts.ts";
import type { TaskMeans } from "../../tasks/asking.ts";
import { jsonAnswer, Refusal } from "../answering/refusal.ts";
import { nameOf, remember, type WithReferences } from "../reading/references.ts";

export function postArrival(
  means: TaskMeans & WithExpected & WithReferences & WithNumbers,
  desk: Desk,
  client: ClientId,
  number: string,
): HttpResponse {
  const { expected, tasks, references } = means;
  const receipt = oneSpelling(number);
  const asked = { client, what: "receipt", number: receipt } as const;
  const open = tasks.receivingOf(receipt, client);
  if (open) return jsonAnswer(200, { receipt, task: open.task });
  if (references.isTaken(asked))
    throw new Refusal("conflict", `${nameOf(asked)} has come and is booked`, { field: "receipt" });
  const announced = expected.get(receipt, client);
  if (!announced)
    throw new Refusal(
      "not-found",
      `receipt ${receipt} is not announced here: send it to /v1/expected-receipts first, with its lines`,
      { field: "receipt" },
    );
  const units = announced.lines.reduce((sum, line) => sum + line.units, 0);
  remember(means, desk, asked, { receipt, arrival: true }, units);
  const { task } = openReceiving(means, desk, announced);
  return jsonAnswer(201, { receipt, task });
}
