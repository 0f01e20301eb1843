/** Chance as searches here need it. */
export interface Chance {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
}
