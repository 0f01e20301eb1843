/**
 * Cuts picks into totes of 60 l, 25 kg, 12 lines and 60 units. Picks come in the order of the floor, so that a tote's stops lie together. A pick that
 * fits into one tote is never split; a larger one fills whole totes first; a single unit beyond the limits travels alone.
 */
import { toteLimits } from "@floorplane/contracts/picking";

export interface Load {
  readonly units: number;
  /** Of one unit. */
  readonly litres: number;
  readonly kilograms: number;
}

export interface Part<Pick extends Load> {
  readonly pick: Pick;
  readonly units: number;
}

/** Sums of tenths and hundredths may miss by less than this. */
const tolerance = 1e-9;

export function cutTotes<Pick extends Load>(picks: readonly Pick[], limits = toteLimits): Part<Pick>[][] {
  const totes: Part<Pick>[][] = [];
  let tote = emptyTote<Pick>();
  const close = (): void => {
    if (tote.parts.length > 0) totes.push(tote.parts);
    tote = emptyTote();
  };
  for (const pick of picks) {
    let left = pick.units;
    const fits = roomFor(pick, emptyTote(), limits);
    const whole = Math.max(1, fits);
    for (; left > whole || (fits === 0 && left > 0); left -= whole) totes.push([{ pick, units: whole }]);
    if (left === 0) continue;
    if (left > roomFor(pick, tote, limits)) close();
    tote.parts.push({ pick, units: left });
    tote.units += left;
    tote.litres += left * pick.litres;
    tote.kilograms += left * pick.kilograms;
  }
  close();
  return totes;
}

interface Filling<Pick extends Load> {
  readonly parts: Part<Pick>[];
  units: number;
  litres: number;
  kilograms: number;
}

const emptyTote = <Pick extends Load>(): Filling<Pick> => ({ parts: [], units: 0, litres: 0, kilograms: 0 });

/** Units of this pick that the tote still takes. */
function roomFor(pick: Load, tote: Filling<Load>, limits: typeof toteLimits): number {
  if (tote.parts.length >= limits.lines) return 0;
  const byLitres = pick.litres > 0 ? (limits.litres - tote.litres + tolerance) / pick.litres : limits.units;
  const byKilograms =
    pick.kilograms > 0 ? (limits.kilograms - tote.kilograms + tolerance) / pick.kilograms : limits.units;
  return Math.floor(Math.min(limits.units - tote.units, byLitres, byKilograms));
}
