/** A history's own figures, for the metrics page. */
import type { PartMetrics } from "../metrics/metrics.ts";
import type { Series } from "./series.ts";

export function showSeries(series: Series, metrics: PartMetrics): void {
  const points = (what: string, help: string) => ({ what: `series_${what}`, unit: "points", help });
  metrics.readsCounter(
    points("written", "Measured values given to the history"),
    () => series.figures().written,
  );
  metrics.readsCounter(points("stored", "Measured values in the store"), () => series.figures().stored);
  metrics.readsCounter(
    points("refused", "Measured values set aside: not finite, without a name, too old, refused by the store"),
    () => series.figures().refused,
  );
  metrics.readsCounter(
    points("dropped", "Measured values lost for want of room"),
    () => series.figures().dropped,
  );
  metrics.readsGauge(
    points("waiting", "Measured values that wait in memory"),
    () => series.figures().waitingInMemory,
  );
  metrics.readsGauge(
    points("spooled", "Measured values that wait on disk for a remote store"),
    () => series.figures().waitingInSpool,
  );
}
