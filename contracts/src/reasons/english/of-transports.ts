/** Why a transport waits, in English. Total: a reason without words does not compile. */
import type { RobotsRefusal, TransportReason, TransportReasons } from "../of-transports.ts";
import { inWords, type WordsFor } from "../reason.ts";
import { named } from "./names.ts";
import { notAssignableInEnglish } from "./not-assignable.ts";

export const ofTransports = {
  "transport.cut-off": ({ place, by }) => `waits: ${place} is cut off by ${named(by)}`,
  "transport.closed": ({ places }) => `waits until a person opens ${named(places)} to robots`,
  "transport.no-robot": () => "waits for a robot: none is free for it yet",
  "transport.no-able-robot": ({ robots, more }) =>
    `waits: no robot of this site can do it (${robots.map(whyNot).join("; ")}${more > 0 ? `; and ${more} more` : ""})`,
  "transport.after": ({ transports }) =>
    `waits until ${named(transports)} ${transports.names.length === 1 && transports.more === 0 ? "is" : "are"} done`,
  "transport.in-sequence": ({ sequence, ahead }) =>
    `waits for its turn in sequence ${sequence}: ${ahead} before it`,
  "transport.robot-wanted": (refusal) => `waits for the robot that was asked for: ${whyNot(refusal)}`,
  "earlier.words": ({ words }) => words,
} as const satisfies WordsFor<TransportReasons>;

const whyNot = ({ robot, because }: RobotsRefusal): string =>
  `${robot}: ${because.map((each) => notAssignableInEnglish[each]).join(", ")}`;

export const transportReasonInEnglish = (reason: TransportReason): string => inWords(ofTransports, reason);
