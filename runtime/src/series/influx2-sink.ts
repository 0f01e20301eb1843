/** InfluxDB 2.x as a sink (package `@influxdata/influxdb-client`): writes by `/api/v2/write` (3.x takes that too), reads by Flux. */
import {
  flux,
  fluxDateTime,
  fluxDuration,
  HttpError,
  InfluxDB,
  Point as LinePoint,
} from "@influxdata/influxdb-client";
import { type Cut, type Drawn, qualityOf } from "./buckets.ts";
import { influxPoint, tagNames } from "./influx-point.ts";
import type { Bucket, HistoryQuery, Point } from "./series.ts";
import { Refused, requestWithinMs, type Sink } from "./sink.ts";

export interface Influx2Options {
  /** `http://host:8086`, without a path. */
  readonly url: string;
  readonly org: string;
  readonly bucket: string;
  readonly site: string;
  readonly token?: string | undefined;
}

export class Influx2Sink implements Sink {
  readonly name: string;
  readonly #client: InfluxDB;
  readonly #options: Influx2Options;

  constructor(options: Influx2Options) {
    const { url, bucket, token } = options;
    this.name = `InfluxDB 2.x at ${new URL(url).host}, bucket ${bucket}`;
    this.#options = options;
    this.#client = new InfluxDB({ url, timeout: requestWithinMs, ...(token === undefined ? {} : { token }) });
  }

  async send(points: readonly Point[]): Promise<void> {
    const { org, bucket } = this.#options;
    // One request, one try: the client's own retry buffer drops what does not fit and gives up after minutes (influxdb-client-js#425).
    const write = this.#client.getWriteApi(org, bucket, "ms", {
      batchSize: points.length + 1,
      flushInterval: 0,
      maxRetries: 0,
      writeFailed: (error) => Promise.reject(refusalOf(error, points.length)),
    });
    write.writePoints(points.map(linePoint));
    await write.close();
  }

  async draw({ device, quantity }: HistoryQuery, { from, to, bucketMs }: Cut): Promise<Drawn[]> {
    const { org, bucket, site } = this.#options;
    const every = fluxDuration(`${bucketMs}ms`);
    // No grouping or sorting before the windows: so the server answers from its storage. One table a unit comes back as it is.
    const query = flux`
points = from(bucket: ${bucket})
  |> range(start: ${fluxDateTime(new Date(from).toISOString())}, stop: ${fluxDateTime(new Date(to).toISOString())})
  |> filter(fn: (r) => r._measurement == ${quantity} and r.site == ${site} and r.device == ${device})
values = points |> filter(fn: (r) => r._field == "value")
values |> aggregateWindow(every: ${every}, fn: min, createEmpty: false, timeSrc: "_start") |> yield(name: "min")
values |> aggregateWindow(every: ${every}, fn: max, createEmpty: false, timeSrc: "_start") |> yield(name: "max")
values |> aggregateWindow(every: ${every}, fn: last, createEmpty: false, timeSrc: "_start") |> yield(name: "last")
points |> filter(fn: (r) => r._field == "quality")
  |> aggregateWindow(every: ${every}, fn: max, createEmpty: false, timeSrc: "_start") |> yield(name: "doubt")`;
    return bucketsOf(await this.#client.getQueryApi(org).collectRows<FluxRow>(query));
  }
}

function linePoint(point: Point): LinePoint {
  const { measurement, tags, fields, timestamp } = influxPoint(point);
  const line = new LinePoint(measurement).timestamp(timestamp);
  for (const tag of tagNames) line.tag(tag, tags[tag]);
  return line.intField("quality", fields.quality).floatField("value", fields.value);
}

/** The server read the request and will not take it: malformed, too large, or beyond the bucket's retention. */
function refusalOf(error: Error, points: number): Error {
  if (!(error instanceof HttpError) || ![400, 413, 422].includes(error.statusCode)) return error;
  const dropped = /dropped=(\d+)/.exec(error.message)?.[1];
  return new Refused(dropped ? Number(dropped) : points, error.message);
}

interface FluxRow {
  readonly result: "min" | "max" | "last" | "doubt";
  readonly unit: string;
  /** RFC 3339: where the window begins. */
  readonly _time: string;
  readonly _value: number;
}

/** Four answers, each a value a window and unit, put together. */
function bucketsOf(rows: readonly FluxRow[]): Drawn[] {
  const units = new Map<string, Map<number, Partial<Record<FluxRow["result"], number>>>>();
  for (const { result, unit, _time, _value } of rows) {
    const windows = units.get(unit) ?? new Map<number, Partial<Record<FluxRow["result"], number>>>();
    const at = Date.parse(_time);
    windows.set(at, { ...windows.get(at), [result]: _value });
    units.set(unit, windows);
  }
  return [...units].map(([unit, windows]) => ({
    unit,
    buckets: [...windows]
      .sort(([one], [other]) => one - other)
      .flatMap(([at, { min, max, last, doubt = 0 }]): Bucket[] =>
        min === undefined || max === undefined || last === undefined
          ? []
          : [{ at, min, max, last, quality: qualityOf(doubt) }],
      ),
  }));
}
