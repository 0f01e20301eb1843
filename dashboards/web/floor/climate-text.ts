/** How old a word is of which the sensor may have nothing newer. */
import type { Say } from "../words/words.ts";
import { span } from "./format.ts";

/** A time that no clock can have meant tells no age. */
export const lastWordText = (measuredAt: number | null, now: number, say: Say): string =>
  measuredAt === null
    ? say("climate.lastWordUndated")
    : say("climate.lastWord", { age: span(now - measuredAt, say) });
