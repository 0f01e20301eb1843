/** Time, as it is handed to everything that decides. The house's time is in ms since the epoch; it may run faster than the wall's. */
export interface Clock {
  now(): number;
}

/** A clock that can also call back. Delays and times are the house's, never the wall's. */
export interface Timers extends Clock {
  /** Calls `run` once when the clock reaches `at` (at once, but never inside this call, when that has passed). Returns what cancels it. */
  at(at: number, run: () => void): () => void;
}

/** Calls `run` every `periodMs` until the returned function is called; the first time after one period. */
export function every(timers: Timers, periodMs: number, run: () => void): () => void {
  let cancel = timers.at(timers.now() + periodMs, tick);
  function tick(): void {
    cancel = timers.at(timers.now() + periodMs, tick);
    run();
  }
  return () => cancel();
}
