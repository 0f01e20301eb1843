/** Flat arrays that grow. */

/** A longer copy; what is new holds `fill`. */
export function enlarged(array: Int32Array, length: number, fill = 0): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length).fill(fill);
  larger.set(array);
  return larger;
}
