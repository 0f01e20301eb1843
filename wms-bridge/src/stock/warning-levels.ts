/** How grave a figure is: three levels from one limit, with a dead-band on the way back, so that a figure that swings about its limit is told once. */
import { type WarningKind, type WarningLevel, warningLevels } from "@floorplane/contracts/warnings.schema";

export type Level = WarningLevel | "none";

/** The level of a figure (units, or days) that stood at `was` before. */
export function levelNow(kind: WarningKind, figure: number, limit: number, was: Level): Level {
  const now = levelOf[kind](figure, limit);
  if (rankOf(now) >= rankOf(was)) return now;
  // It is better: as much as it would be if it were a little worse.
  const eased = levelOf[kind](figure + (kind === "slow-moving" ? 1 : -1) * bandOf(kind, limit), limit);
  return rankOf(eased) < rankOf(was) ? eased : was;
}

/** A tenth of the units, or a day. */
const bandOf = (kind: WarningKind, limit: number): number =>
  kind === "safety-stock" ? Math.max(1, Math.ceil(limit / 10)) : 1;

const levelOf: Readonly<Record<WarningKind, (figure: number, limit: number) => Level>> = {
  "safety-stock": (units, limit) =>
    units <= 0 ? "critical" : units * 2 < limit ? "warning" : units < limit ? "notice" : "none",
  expiry: (days, limit) =>
    days <= 0 ? "critical" : days * 2 <= limit ? "warning" : days <= limit ? "notice" : "none",
  "slow-moving": (days, limit) =>
    days >= 4 * limit ? "critical" : days >= 2 * limit ? "warning" : days >= limit ? "notice" : "none",
};

const rankOf = (level: Level): number => warningLevels.indexOf(level as WarningLevel);
