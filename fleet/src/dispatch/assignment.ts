/**
 * The least costly assignment of rows to columns (robots to transports): the Hungarian method with potentials (Kuhn 1955, Munkres 1957) in its O(n^2 m) form.
 * Infinity forbids a pair; a row for which every pair is forbidden, or better left alone, gets -1.
 */

/** Column of each row. `idle`: what it costs to leave a row without a column. */
export function assignLeastCost(costs: readonly (readonly number[])[], idle = 0): readonly number[] {
  const rows = costs.length;
  if (rows === 0) return [];
  const columns = costs[0]!.length;
  // One private column a row stands for "nothing", so that every row finds a place.
  const width = columns + rows;
  const costAt = (row: number, column: number): number => {
    if (column >= columns) return column - columns === row ? idle : forbidden;
    const cost = costs[row]![column]!;
    return Number.isFinite(cost) ? cost : forbidden;
  };
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(width + 1);
  const rowOf = new Int32Array(width + 1);
  const previous = new Int32Array(width + 1);
  for (let row = 1; row <= rows; row++) {
    rowOf[0] = row;
    let column = 0;
    const least = new Float64Array(width + 1).fill(Number.POSITIVE_INFINITY);
    const used = new Uint8Array(width + 1);
    do {
      used[column] = 1;
      const current = rowOf[column]!;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let candidate = 1; candidate <= width; candidate++) {
        if (used[candidate]) continue;
        const reduced =
          costAt(current - 1, candidate - 1) - rowPotential[current]! - columnPotential[candidate]!;
        if (reduced < least[candidate]!) {
          least[candidate] = reduced;
          previous[candidate] = column;
        }
        if (least[candidate]! < delta) {
          delta = least[candidate]!;
          next = candidate;
        }
      }
      for (let candidate = 0; candidate <= width; candidate++)
        if (used[candidate]) {
          rowPotential[rowOf[candidate]!]! += delta;
          columnPotential[candidate]! -= delta;
        } else least[candidate]! -= delta;
      column = next;
    } while (rowOf[column] !== 0);
    while (column !== 0) {
      const from = previous[column]!;
      rowOf[column] = rowOf[from]!;
      column = from;
    }
  }
  const chosen = new Array<number>(rows).fill(-1);
  for (let column = 1; column <= columns; column++) {
    const row = rowOf[column]! - 1;
    if (row >= 0 && costAt(row, column - 1) < forbidden) chosen[row] = column - 1;
  }
  return chosen;
}

/** Larger than any real cost, small enough that sums of it stay exact. */
const forbidden = 1e9;
