/** Times that others tell of what they did or saw: their clocks may be some minutes off, and what was seen tomorrow was not seen. One judge for all doors. */
import { isoTime } from "@floorplane/contracts/units";
import type { WithSettings } from "./settings.ts";

export const isAhead = ({ settings }: WithSettings, now: number, at: number): boolean =>
  at > now + settings.clockAheadMsMax;

/** As a sentence about a field goes on. */
export const aheadWords = (text: string, now: number): string =>
  `${text} is in the future; here it is ${isoTime(now)}`;
