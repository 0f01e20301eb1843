/** Timestamps of the VDA 5050 wire (ISO 8601, UTC): any fraction and offset is read, milliseconds and `Z` are written. */

/** What passes untouched: date, `T`, time, any fraction, and `Z` or an offset with or without colon. */
export const timestampPattern =
  "^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])T(?:[01]\\d|2[0-3]):[0-5]\\d:(?:[0-5]\\d|60)(?:\\.\\d+)?(?:Z|[+-](?:[01]\\d|2[0-3]):?[0-5]\\d)$";

/** What we write ourselves: exactly milliseconds and `Z`, so that equal instants are equal bytes. */
export const writtenTimestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

const parts =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:[.,](\d+))? ?(?:([Zz])|([+-])(\d{2})(?::?(\d{2}))?)?$/;

/** As we write it ourselves, on a day that every month has: the runtime's own parser reads it, in half the time. */
const plainText = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/** Longest text looked at: nanoseconds and an offset take 35 characters, the rest is room for vendors. */
const textLengthMax = 64;

/**
 * The instant in milliseconds since the epoch, or `undefined` for a text that names none. Fractions below a
 * millisecond are cut off. A text without zone is taken for UTC, since the standard knows no local time.
 */
export function timestampMs(text: string): number | undefined {
  if (text.length > textLengthMax) return undefined;
  if (plainText.test(text)) return Date.parse(text);
  const match = parts.exec(text);
  if (match === null) return undefined;

  const [, year, month, day, hour, minute, second, fraction, , sign, offsetHours, offsetMinutes] = match;
  const monthIndex = Number(month) - 1;
  const days = Date.UTC(Number(year), monthIndex, Number(day));
  const date = new Date(days);
  const isOnCalendar = date.getUTCMonth() === monthIndex && date.getUTCDate() === Number(day);
  // Second 60 is a leap second: legal on the wire, the same instant as second 0 of the next minute here.
  if (!isOnCalendar || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  if (Number(offsetHours ?? 0) > 23 || Number(offsetMinutes ?? 0) > 59) return undefined;

  const timeMs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000;
  const fractionMs = Number((fraction ?? "").slice(0, 3).padEnd(3, "0"));
  const offsetMs = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * 60_000;
  return days + timeMs + fractionMs - (sign === "-" ? -offsetMs : offsetMs);
}

/** The written form of an instant given in milliseconds since the epoch, e.g. `2026-05-04T08:15:30.123Z`. */
export function timestampText(ms: number): string {
  return new Date(ms).toISOString();
}
