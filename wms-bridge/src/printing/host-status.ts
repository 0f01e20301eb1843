/**
 * What a ZPL printer answers to `~HS` (Zebra, ZPL II Programming Guide, Host Status Return): three strings between STX and ETX, and to `! U1 getvar "odometer.total_label_count"`: a number in quotes. Only what says
 * whether a label can be printed, and whether one was, is read.
 */
import type { PrinterTrouble } from "@floorplane/contracts/printing";

export const askStatus = '~HS\r\n! U1 getvar "odometer.total_label_count"\r\n';

export interface HostStatus {
  /** Why it does not print now; undefined: it does. */
  readonly trouble: PrinterTrouble | undefined;
  /** Formats and labels that it has and has not printed yet. */
  readonly waiting: number;
  /** Labels that it ever printed; undefined where it does not count. */
  readonly count: number | undefined;
}

const stx = "\u0002";
const etx = "\u0003";

/** Undefined: it has not said all yet. A count that a printer does not know is answered with `"?"`. */
export function readStatus(text: string): HostStatus | undefined {
  const strings = [...text.matchAll(new RegExp(`${stx}([^${etx}]*)${etx}`, "g"))].map(
    ([, string]) => string!,
  );
  const counted = /"([^"]*)"\s*$/.exec(text);
  const [first, second] = strings;
  if (first === undefined || second === undefined || strings.length < 3 || !counted) return undefined;
  const one = first.split(",").map(Number);
  const two = second.split(",").map(Number);
  const flag = (value: number | undefined): boolean => value === 1;
  const trouble = flag(one[1])
    ? "paper-out"
    : flag(two[2])
      ? "head-open"
      : flag(two[3])
        ? "ribbon-out"
        : flag(one[2])
          ? "paused"
          : flag(one[5])
            ? "buffer-full"
            : undefined;
  const formats = (one[4] ?? 0) + (flag(one[7]) ? 1 : 0);
  const count = /^\d+$/.test(counted[1]!) ? Number(counted[1]) : undefined;
  return { trouble, waiting: formats + (two[8] ?? 0), count };
}
