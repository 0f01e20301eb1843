/** Confirmations that were given up, at the door: what they are, and their way out again once the receiver is mended. */
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId } from "@floorplane/contracts/ids";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { aboutIn } from "../../confirmations/clients-codes.ts";
import type { WithConfirmations } from "../../confirmations/confirmations.ts";
import { nameOfHearer } from "../../confirmations/hearers.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import type { Addressed } from "../route.ts";
import { noteHearerAct } from "./note-hearer-act.ts";

/** The oldest of them; the rest is counted. */
const shownMax = 100;

export function getDeadLetters(
  { confirmations: { letters } }: WithConfirmations,
  client: ClientId,
): HttpResponse {
  const shown: object[] = [];
  let count = 0;
  for (const { id, type, subject, target, queuedAt, diedAt, why, ...letter } of letters.all()) {
    if (letter.client !== client) continue;
    count++;
    if (shown.length === shownMax) continue;
    const times = { queuedAt: isoTime(queuedAt), diedAt: isoTime(diedAt) };
    shown.push({
      id,
      type,
      about: aboutIn(subject, client),
      hearer: target,
      ...times,
      why,
    });
  }
  return jsonAnswer(200, { count, letters: shown });
}

/** 202: they are on their way again, under their old ids. */
export function postRedelivery(
  { confirmations }: WithConfirmations,
  desk: Desk,
  asked: Pick<Addressed, "client" | "caller" | "person">,
): HttpResponse {
  const { client } = asked;
  const count = confirmations.letters.of(client);
  for (const { target } of confirmations.hearersOf(client))
    if (confirmations.letters.for(target.name) > 0)
      noteHearerAct({ confirmations }, desk, { ...asked, number: nameOfHearer(target) }, "redelivery");
  confirmations.sendAgain(desk, client);
  return jsonAnswer(202, { count });
}
