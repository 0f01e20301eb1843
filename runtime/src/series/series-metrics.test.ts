import { expect, it } from "vitest";
import { Metrics } from "../metrics/metrics.ts";
import { MemorySeries } from "./memory-series.ts";
import { showSeries } from "./series-metrics.ts";

it("shows what became of every measured value", async () => {
  const metrics = new Metrics();
  const series = new MemorySeries();
  showSeries(series, metrics.part("runtime"));
  series.write("CL-01", "temperature", 4, "Cel", "good", 1_000);
  series.write("CL-01", "temperature", Number.NaN, "Cel", "good", 2_000);

  const lines = (await metrics.text()).split("\n").filter((line) => line !== "" && !line.startsWith("#"));

  expect(lines).toEqual([
    "floorplane_runtime_series_written_points_total 2",
    "floorplane_runtime_series_stored_points_total 1",
    "floorplane_runtime_series_refused_points_total 1",
    "floorplane_runtime_series_dropped_points_total 0",
    "floorplane_runtime_series_waiting_points 0",
    "floorplane_runtime_series_spooled_points 0",
  ]);
});
