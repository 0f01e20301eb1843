/**
 * The demo's first minutes on software of the plant's own: PostgreSQL keeps the ledger, mosquitto carries the bus, InfluxDB 1.x has the history. Each is stopped
 * for a minute and started again: nothing is lost, nothing happens twice, and no robot is blamed for it.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { APostgres } from "@floorplane/runtime/ledger/postgres-server.testkit";
import { influxd, mosquitto, startServer, whyNoServer } from "@floorplane/runtime/series/servers.testkit";
import { expect, it, onTestFinished } from "vitest";
import { inputDay } from "../order-goods.ts";
import { ADemo } from "../stories/a-demo.ts";
import { aGoodDay, asADay, judgeWorld } from "../stories/judge-world.ts";
import { aBusyDay } from "./busy-day.ts";
import { figure, minuteMs } from "./figures.ts";

/** Half an hour of orders comes within so many minutes: `FLOORPLANE_ADAPTER_MINUTES=10` for the demo's ten. */
const minutes = Number(process.env.FLOORPLANE_ADAPTER_MINUTES ?? 3);
const speed = 30 / minutes;
const awayMs = minuteMs;
const betweenMs = 15_000;
const absent = APostgres.isAbsent ?? whyNoServer(mosquitto) ?? whyNoServer(influxd);

it.skipIf(absent !== undefined)(
  `the demo on PostgreSQL, mosquitto and InfluxDB, each away for ${awayMs / 1_000} s${absent === undefined ? "" : ` (skipped: ${absent})`}`,
  async () => {
    const day = aBusyDay(4);
    const { goods } = inputDay(day);
    const postgres = await APostgres.start();
    onTestFinished(() => postgres.dispose());
    const [broker, influx] = [await startServer(mosquitto), await startServer(influxd)];
    onTestFinished(() => broker.end());
    onTestFinished(() => influx.end());
    const demo = new ADemo({
      orders: day,
      robots: 12,
      speed,
      grounds: {
        ledger: await postgres.aDatabase(),
        bus: `mqtt://127.0.0.1:${broker.port}`,
        history: `influx1://127.0.0.1:${influx.port}?db=floor`,
      },
    });
    onTestFinished(() => demo.dispose());
    await demo.start();
    const blamed = new Set<string>();
    const look = setInterval(async () => {
      for (const each of await robotAlarms(demo)) blamed.add(each);
    }, 2_000);
    onTestFinished(() => clearInterval(look));

    const open = async () => Object.keys(goods).length - (await demo.shipped(Object.keys(goods)));
    const outages: readonly (readonly [string, () => Promise<void>, () => Promise<void>])[] = [
      ["InfluxDB", () => influx.stop("SIGTERM"), () => influx.restart()],
      ["mosquitto", () => broker.stop("SIGTERM"), () => broker.restart()],
      ["PostgreSQL", () => postgres.stop(), () => postgres.begin()],
    ];
    const openAt: number[] = [];
    for (const [, stop, begin] of outages) {
      await sleep(betweenMs);
      openAt.push(await open());
      await stop();
      await sleep(awayMs);
      await begin();
    }
    await demo.isDone(15 * minuteMs);
    const stored = await pointsIn(influx.port);
    const { code } = await demo.interrupt();

    figure("orders open as each went away", openAt.join(", "), "more than 0");
    figure("values in InfluxDB", String(stored), "more than 0");
    expect(code).toBe(0);
    expect(Math.min(...openAt)).toBeGreaterThan(0);
    expect([...blamed]).toEqual([]);
    expect(stored).toBeGreaterThan(0);
    expect(asADay(judgeWorld(demo.state))).toEqual(aGoodDay(goods, 0));
  },
);

/** Alarms about robots that stand now, in words; none while the house itself is away. */
async function robotAlarms(demo: ADemo): Promise<string[]> {
  try {
    const url = new URL("api/alarms", demo.running.urls.dashboards);
    const { alarms } = (await (await fetch(url)).json()) as {
      readonly alarms: readonly {
        readonly meaning: string;
        readonly standing: number;
        readonly sources: readonly { readonly source: string }[];
      }[];
    };
    return alarms
      .filter(({ meaning, standing }) => standing > 0 && meaning.startsWith("robot."))
      .map(({ meaning, sources }) => `${meaning} ${sources.map(({ source }) => source).join(" ")}`);
  } catch {
    return [];
  }
}

async function pointsIn(port: number): Promise<number> {
  const query = new URLSearchParams({ db: "floor", q: "select count(*) from /.*/" });
  const { results } = (await (await fetch(`http://127.0.0.1:${port}/query?${query}`)).json()) as {
    results: { series?: { values: number[][] }[] }[];
  };
  return (results[0]?.series ?? []).reduce((sum, { values }) => sum + (values[0]?.[1] ?? 0), 0);
}
