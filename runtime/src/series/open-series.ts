/** Which history a site has, by one URL of its settings: a file by default, InfluxDB 1.x or 2.x where a plant already has one. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Timers } from "../clock/clock.ts";
import type { Log } from "../log.ts";
import { hash32, type Random } from "../random.ts";
import { EmbeddedSeries } from "./embedded-series.ts";
import { Influx1Sink } from "./influx1-sink.ts";
import { Influx2Sink } from "./influx2-sink.ts";
import { MemorySeries } from "./memory-series.ts";
import { RemoteSeries } from "./remote-series.ts";
import type { Series } from "./series.ts";
import { badUrl, seriesPlaceOf } from "./series-place.ts";
import type { Sink } from "./sink.ts";
import { Spool } from "./spool.ts";

export interface SeriesOptions {
  readonly site: string;
  /** The house's clock; delays and times are its. */
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
  /** Folder for what waits for a remote store; each store has its own file there. */
  readonly spoolFolder: string;
  /** Credentials never stand in the URL, which is shown and logged. `token` is for 2.x, the other two for 1.x. */
  readonly token?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/**
 * Opens the history that `url` names:
 * - a path or `file:PATH`: the embedded history
 * - `memory:`: in memory, gone with the process
 * - `influx1://host:8086?db=floor`, or `http(s)://host:8086?db=floor`: InfluxDB 1.x
 * - `influx2://host:8086?org=plant&bucket=floor`, or `http(s)://host:8086?org=plant&bucket=floor`: InfluxDB 2.x
 *
 * A remote store need not answer now. Fails with `bad-option` for a URL that means none of these, `malformed-file` for a file that cannot be opened.
 */
export async function openSeries(url: string, options: SeriesOptions): Promise<Series> {
  try {
    return await open(url, options);
  } catch (error) {
    if (error instanceof FloorplaneError) throw error;
    throw badUrl(
      `names a place that cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

async function open(url: string, options: SeriesOptions): Promise<Series> {
  const { site, timers, log } = options;
  const random = options.random.split("series");
  if (url === "memory:") return new MemorySeries();
  const file = fileOf(url);
  if (file !== undefined) return EmbeddedSeries.open({ history: { file, site }, timers, random, log });
  const { sink, key } = sinkOf(url, options);
  const spool = await Spool.open({
    file: join(options.spoolFolder, `${hash32(key).toString(16).padStart(8, "0")}.points`),
  });
  return new RemoteSeries({ site, sink, spool, timers, random, log });
}

/** A scheme has two letters or more, so that `C:\floor\history.sqlite` is a path. */
function fileOf(url: string): string | undefined {
  if (url.startsWith("file://")) return fileURLToPath(url);
  if (url.startsWith("file:") && url.length > 5) return url.slice(5);
  return url !== "" && !/^[a-z][a-z0-9+.-]+:/i.test(url) ? url : undefined;
}

/** `key` names the store for good, whichever way its URL was written: its spool is found again by it. */
function sinkOf(text: string, options: SeriesOptions): { sink: Sink; key: string } {
  const { version, protocol, host, port, database, org, bucket } = seriesPlaceOf(text);
  const { site, token, username, password } = options;
  const key = [protocol, host, port, database, org, bucket].join(" ");
  const sink =
    version === 1
      ? new Influx1Sink({ protocol, host, port, database, site, username, password })
      : new Influx2Sink({ url: `${protocol}://${host}:${port}`, org, bucket, site, token });
  return { sink, key };
}
