/** A first choice of batches by savings (Clarke & Wright 1964, as de Koster et al. 1999 use it for orders): the two batches whose joint tour saves most are put together, until none fit. */
import type { Batches, BatchingProblem } from "./batches.ts";

interface Kept {
  readonly orders: readonly number[];
  readonly load: number;
  readonly metres: number;
}

export function batchesBySavings({ loads, capacity, tours }: BatchingProblem): Batches {
  const batches = new Map<number, Kept>(
    loads.map((load, order) => [order, { orders: [order], load, metres: tours.metresOf([order]) }]),
  );
  let next = loads.length;
  const joint = new Map<string, number>();
  const metresOf = (one: number, other: number): number => {
    const key = `${one} ${other}`;
    const metres =
      joint.get(key) ?? tours.metresOf([...batches.get(one)!.orders, ...batches.get(other)!.orders]);
    joint.set(key, metres);
    return metres;
  };
  for (;;) {
    let best: { readonly pair: readonly [number, number]; readonly saved: number } | undefined;
    for (const [one, first] of batches)
      for (const [other, second] of batches) {
        if (other <= one || first.load + second.load > capacity) continue;
        const saved = first.metres + second.metres - metresOf(one, other);
        if (saved > (best?.saved ?? 0)) best = { pair: [one, other], saved };
      }
    if (!best) return [...batches.values()].map(({ orders }) => orders);
    const [one, other] = best.pair;
    const [first, second] = [batches.get(one)!, batches.get(other)!];
    const metres = metresOf(one, other);
    batches.delete(one);
    batches.delete(other);
    batches.set(next++, {
      orders: [...first.orders, ...second.orders],
      load: first.load + second.load,
      metres,
    });
  }
}
