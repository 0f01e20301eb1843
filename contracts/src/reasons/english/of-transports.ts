/** Why a transport waits, in English. Total: a reason without words does not compile. */
import type { TransportReason, TransportReasons } from "../of-transports.ts";
import { inWords, type WordsFor } from "../reason.ts";
import { named } from "./names.ts";

export const ofTransports = {
  "transport.cut-off": ({ place, by }) => `waits: ${place} is cut off by ${named(by)}`,
  "transport.closed": ({ places }) => `waits until a person opens ${named(places)} to robots`,
  "transport.no-robot": () => "waits for a robot: none is free for it yet",
  "earlier.words": ({ words }) => words,
} as const satisfies WordsFor<TransportReasons>;

export const transportReasonInEnglish = (reason: TransportReason): string => inWords(ofTransports, reason);
