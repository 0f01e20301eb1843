/** Histories that need no server: in memory and in a file. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScaledClock } from "../clock/scaled-clock.ts";
import { silentLog } from "../log.ts";
import { seededRandom } from "../random.ts";
import { EmbeddedSeries } from "./embedded-series.ts";
import { MemorySeries } from "./memory-series.ts";
import { describeSeries, monday } from "./series.suite.ts";

describeSeries("in memory", async () => ({ series: new MemorySeries(), dispose: async () => {} }));

describeSeries("in a file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "series-"));
  const series = await EmbeddedSeries.open({
    history: { file: join(folder, "history.sqlite"), site: "north" },
    timers: new ScaledClock({ wallMs: Date.now(), houseMs: monday, speed: 1 }),
    random: seededRandom(1),
    log: silentLog,
  });
  return { series, dispose: async () => rmSync(folder, { recursive: true, force: true }) };
});
