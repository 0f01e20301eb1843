/** InfluxDB 1.x as a sink (package `influx`): writes by `/write`, reads by InfluxQL. The database is made when it is missing and we may. */
import { FieldType, InfluxDB, escape as quote } from "influx";
import { type Cut, type Drawn, qualityOf } from "./buckets.ts";
import { type InfluxPoint, influxPoint, tagNames } from "./influx-point.ts";
import type { Bucket, HistoryQuery, Point } from "./series.ts";
import { Refused, requestWithinMs, type Sink } from "./sink.ts";

export interface Influx1Options {
  readonly protocol: "http" | "https";
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly site: string;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
}

/** One try a request: waiting and trying again is the spool's business, with our clock and our dice. */
const noBackoff = { getDelay: () => 0, next: () => noBackoff, reset: () => noBackoff };

export class Influx1Sink implements Sink {
  readonly name: string;
  readonly #client: InfluxDB;
  readonly #database: string;
  readonly #site: string;
  readonly #described = new Set<string>();

  constructor({ protocol, host, port, database, site, username, password }: Influx1Options) {
    this.name = `InfluxDB 1.x at ${host}:${port}, database ${database}`;
    this.#database = database;
    this.#site = site;
    this.#client = new InfluxDB({
      protocol,
      host,
      port,
      database,
      ...(username === undefined ? {} : { username, password: password ?? "" }),
      pool: { maxRetries: 0, requestTimeout: requestWithinMs, backoff: noBackoff },
    });
  }

  async send(points: readonly Point[]): Promise<void> {
    const lines = points.map((point) => this.#lineOf(influxPoint(point)));
    try {
      await this.#write(lines);
    } catch (error) {
      throw refusalOf(error, points.length);
    }
  }

  async draw({ device, quantity }: HistoryQuery, { from, to, bucketMs }: Cut): Promise<Drawn[]> {
    const query = `
      select min("value") as "min", max("value") as "max", last("value") as "last", max("quality") as "doubt"
      from ${quote.quoted(quantity)}
      where "site" = ${quote.stringLit(this.#site)} and "device" = ${quote.stringLit(device)}
        and time >= ${from}ms and time < ${to}ms
      group by time(${bucketMs}ms), "unit" fill(none)`;
    return readAnswer(await this.#client.queryRaw(query, { precision: "ms" }));
  }

  async #write(lines: InfluxPoint[]): Promise<void> {
    const write = (): Promise<void> => this.#client.writePoints(lines, { precision: "ms" });
    try {
      await write();
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
      await this.#client.createDatabase(this.#database);
      await write();
    }
  }

  /** What the client leaves to us: it does not escape measurements, and writes a field as an integer only where it was told so. */
  #lineOf(point: InfluxPoint): InfluxPoint {
    const measurement = quote.measurement(point.measurement);
    if (!this.#described.has(measurement)) {
      this.#described.add(measurement);
      this.#client.addSchema({
        database: this.#database,
        measurement,
        fields: { value: FieldType.FLOAT, quality: FieldType.INTEGER },
        tags: [...tagNames],
      });
    }
    return { ...point, measurement };
  }
}

function statusOf(error: unknown): number | undefined {
  const status = (error as { readonly res?: { readonly statusCode?: unknown } } | undefined)?.res?.statusCode;
  return typeof status === "number" ? status : undefined;
}

/** 400 says which points were not taken (the rest were): another type of field, beyond the retention policy. 413 takes none. */
function refusalOf(error: unknown, points: number): unknown {
  const status = statusOf(error);
  if (!(error instanceof Error) || (status !== 400 && status !== 413)) return error;
  const dropped = /dropped=(\d+)/.exec(error.message)?.[1];
  return new Refused(dropped ? Number(dropped) : points, error.message.trim());
}

interface Answer {
  readonly results?: readonly {
    readonly error?: string;
    readonly series?: readonly {
      readonly tags?: { readonly unit?: string };
      readonly columns: readonly string[];
      readonly values?: readonly (readonly number[])[];
    }[];
  }[];
}

const columns = "time,min,max,last,doubt";

function readAnswer(body: unknown): Drawn[] {
  const result = (body as Answer).results?.[0];
  if (result?.error?.startsWith("database not found")) return []; // nothing was written yet
  if (result?.error) throw new Error(result.error);
  const series = result?.series ?? [];
  // Servers that only write like InfluxDB answer every question with the same list, status 200.
  if (!result || "columns" in result || series.some((one) => one.columns.join() !== columns))
    throw new Error("it answers something else than what was asked; is it InfluxDB 1.x?");
  return series.map(({ tags, values = [] }) => ({
    unit: tags?.unit ?? "",
    buckets: values.map(
      ([at, min, max, last, doubt]): Bucket => ({
        at: at!,
        min: min!,
        max: max!,
        last: last!,
        quality: qualityOf(doubt!),
      }),
    ),
  }));
}
