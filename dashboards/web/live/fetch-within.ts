/**
 * Asks the house, and waits no longer than this: a network that takes a request and never answers would else keep whoever asked waiting for ever. What was sent and not answered may have been done: it is
 * sent again under its key, or a person looks.
 */

import type { Say } from "../words/words.ts";

/** Whatever the house is asked it answers within a second or two; a floor's wireless that hands a device over takes as long again. */
const answerWithinMs = 10_000;

/** The house was not reached, or did not answer in time. */
class HouseAway extends Error {
  override readonly name = "HouseAway";
}

/** The bound holds for the whole answer, not for its beginning alone. Throws `HouseAway`, or what `signal` was aborted with. */
export async function fetchWithin(
  address: string,
  init: RequestInit = {},
  withinMs: number = answerWithinMs,
): Promise<Response> {
  const deadline = AbortSignal.timeout(withinMs);
  const signal = init.signal ? AbortSignal.any([init.signal, deadline]) : deadline;
  try {
    return await fetch(address, { ...init, signal });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new HouseAway("the house does not answer", { cause: error });
  }
}

/** Also where an answer began and broke off: what a browser says of that helps nobody. */
export const isUnanswered = (error: unknown): boolean =>
  error instanceof HouseAway || (error instanceof DOMException && error.name === "TimeoutError");

/** Why nothing is shown, for whoever looks. */
export function whyFailed(error: unknown, say: Say): string {
  if (isUnanswered(error)) return say("house.away");
  return error instanceof Error ? error.message : String(error);
}
