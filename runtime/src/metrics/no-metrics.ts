/** Figures that go nowhere: for `simulate` and for tests that look at none. */
import type { PartMetrics } from "./metrics.ts";

const nothing = (): void => {};

export const noMetrics: PartMetrics = {
  counter: () => ({ add: nothing }),
  gauge: () => ({ set: nothing }),
  histogram: () => ({ observe: nothing }),
  readsCounter: nothing,
  readsGauge: nothing,
  readsGauges: nothing,
  readsCounts: nothing,
};
