/** A better order of many stops: again and again three stretches change places (Martin, Otto & Felten 1991's double bridge), and what comes of it is improved and kept where it is no longer. */
import type { Chance } from "./chance.ts";
import { improved, type StopDistances } from "./stop-order.ts";

export function kickedOrder(
  distances: StopDistances,
  order: readonly number[],
  kicks: number,
  chance: Chance,
): number[] {
  let best = improved(distances, order);
  if (best.length < 4) return best;
  let bestM = distances.along(best);
  for (let kick = 0; kick < kicks; kick++) {
    const [a, b, c] = [0, 0, 0].map(() => chance.below(best.length + 1)).sort((one, other) => one - other);
    const kicked = [...best.slice(0, a), ...best.slice(b, c), ...best.slice(a, b), ...best.slice(c)];
    const order = improved(distances, kicked);
    const metres = distances.along(order);
    if (metres > bestM) continue;
    best = order;
    bestM = metres;
  }
  return best;
}
