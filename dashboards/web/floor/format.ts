/** Numbers, spans and times as people read them. Spans are exact to what can be acted on; times are the site's. */
import type { Say } from "../words/words.ts";

export const unknown = "—";

/** 42 s; 4 min 12 s; 12 min; 3 h 05 min; 2 d 4 h. */
export function span(ms: number, say: Say): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return say("time.seconds", { n: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return say("time.minutesSeconds", { m: minutes, s: seconds % 60 });
  if (minutes < 60) return say("time.minutes", { n: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return say("time.hours", { h: hours, m: minutes % 60 });
  return say("time.days", { d: Math.floor(hours / 24), h: hours % 24 });
}

/** Time left, or how late. */
export const countdown = (at: number, now: number, say: Say): string =>
  at >= now ? span(at - now, say) : say("time.late", { span: lateSpan(now - at, say) });

/** How late is not counted in seconds once it is minutes. */
function lateSpan(ms: number, say: Say): string {
  const minutes = Math.floor(ms / 60_000);
  return minutes >= 1 && minutes < 60 ? say("time.minutes", { n: minutes }) : span(ms, say);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Site time with seconds: 14:05:09. */
export const clockTime = (at: number, timezone: string, locale: string): string =>
  formatter(`clock ${timezone} ${locale}`, locale, {
    timeZone: timezone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  }).format(at);

/** Site day and time: 1 Dec, 19:00 UTC. */
export const dayTime = (at: number, timezone: string, locale: string): string =>
  formatter(`day ${timezone} ${locale}`, locale, {
    timeZone: timezone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).format(at);

/** RFC 3339 of seconds, as reasons and alarms carry it. */
const instants = /\b\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

/** Words of the house with each instant in them as the page says times everywhere else. */
export const inSiteTime = (words: string, timezone: string, locale: string): string =>
  words.replace(instants, (instant) => {
    const at = Date.parse(instant);
    return Number.isNaN(at) ? instant : dayTime(at, timezone, locale);
  });

export const decimal = (value: number | null, digits: number, locale: string): string =>
  value === null
    ? unknown
    : new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
        value,
      );

function formatter(key: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  let format = clocks.get(key);
  if (!format) clocks.set(key, (format = new Intl.DateTimeFormat(locale, options)));
  return format;
}
