/** Confirmations that were given up, at the door: what they are, and their way out again once the receiver is mended. */
import type { HttpResponse } from "@floorplane/contracts/http";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import { jsonAnswer } from "./refusal.ts";

/** The oldest of them; the rest is counted. */
const shownMax = 100;

export function getDeadLetters({ confirmations: { letters } }: WithConfirmations): HttpResponse {
  const shown: object[] = [];
  for (const { id, type, subject, target, queuedAt, diedAt, why } of letters.all()) {
    if (shown.length === shownMax) break;
    const times = { queuedAt: isoTime(queuedAt), diedAt: isoTime(diedAt) };
    shown.push({ id, type, about: subject, hearer: target, ...times, why });
  }
  return jsonAnswer(200, { count: letters.size, letters: shown });
}

/** 202: they are on their way again, under their old ids. */
export function postRedelivery({ confirmations }: WithConfirmations, desk: Desk): HttpResponse {
  const { size: count } = confirmations.letters;
  confirmations.sendAgain(desk);
  return jsonAnswer(202, { count });
}
