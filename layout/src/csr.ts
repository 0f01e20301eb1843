/** Compressed rows: for each row a run of values in one flat array, `values[first[row] .. first[row + 1])`. */

export interface Rows {
  readonly first: Int32Array;
  readonly values: Int32Array;
}

/** Groups values 0..rowOf.length-1 by their row; within a row they keep their order. */
export function groupByRow(rowCount: number, rowOf: Int32Array): Rows {
  const first = new Int32Array(rowCount + 1);
  for (let i = 0; i < rowOf.length; i++) first[rowOf[i]! + 1]!++;
  for (let row = 0; row < rowCount; row++) first[row + 1]! += first[row]!;
  const next = first.slice(0, rowCount);
  const values = new Int32Array(rowOf.length);
  for (let i = 0; i < rowOf.length; i++) values[next[rowOf[i]!]!++] = i;
  return { first, values };
}

/** Rows that are all empty. */
export const emptyRows = (rowCount: number): Rows => ({
  first: new Int32Array(rowCount + 1),
  values: new Int32Array(0),
});

/** From pairs (row, value); each row comes out ascending and without repeats. */
export function rowsOfPairs(rowCount: number, rowOf: readonly number[], values: readonly number[]): Rows {
  const { first, values: order } = groupByRow(rowCount, Int32Array.from(rowOf));
  const outFirst = new Int32Array(rowCount + 1);
  const out = new Int32Array(order.length);
  let length = 0;
  for (let row = 0; row < rowCount; row++) {
    const run = order
      .slice(first[row]!, first[row + 1]!)
      .map((i) => values[i]!)
      .sort();
    for (let i = 0; i < run.length; i++) if (i === 0 || run[i] !== run[i - 1]) out[length++] = run[i]!;
    outFirst[row + 1] = length;
  }
  return { first: outFirst, values: out.slice(0, length) };
}
