/** Times that a program names as a promise or an end: a year typed wrong would stand for years, and is refused where it stands. One judge for all fields. */
import { instantMs } from "@floorplane/contracts/instant";
import { dayMs, isoTime } from "@floorplane/contracts/units";
import { Refusal } from "../answering/refusal.ts";

const aheadDaysMax = 366;

export interface Near {
  readonly field: string;
  readonly now: number;
  /** So long ago it may be; below 0: it must be ahead. */
  readonly pastMsMax: number;
  /** What to do instead, where that is not to correct it. */
  readonly instead?: string;
}

/** Of a text that was read as a time before. */
export function nearTime(text: string, { field, now, pastMsMax, instead }: Near): number {
  const at = instantMs(text)!;
  if (at >= now - pastMsMax && at <= now + aheadDaysMax * dayMs) return at;
  const over = pastMsMax > 0 ? "long over" : "over";
  const what = `${field} ${text} is ${at < now ? over : "years away"}; here it is ${isoTime(now)}`;
  throw new Refusal("malformed-message", instead === undefined ? what : `${what}: ${instead}`, { field });
}
