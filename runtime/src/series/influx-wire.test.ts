/** What leaves the house for an InfluxDB, byte by byte, and how its answers are read: against recorded answers, since no 2.x server can be had here. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cutRange } from "./buckets.ts";
import { type Answer, type InfluxStub, startInfluxStub } from "./influx-stub.testkit.ts";
import { Influx1Sink } from "./influx1-sink.ts";
import { Influx2Sink } from "./influx2-sink.ts";
import type { HistoryQuery, Point } from "./series.ts";
import { Refused, type Sink } from "./sink.ts";

/** 2026-03-02T00:00:00Z */
const monday = 1_772_409_600_000;
const golden = (name: string): string => readFileSync(join(import.meta.dirname, "golden", name), "utf8");

const aPoint = (rest: Partial<Point>): Point => ({
  site: "north",
  device: "CL-01",
  quantity: "temperature",
  unit: "Cel",
  value: 4.2,
  quality: "good",
  at: monday,
  ...rest,
});
const points = [
  aPoint({}),
  aPoint({ value: -18, at: monday + 1, quality: "uncertain" }),
  aPoint({ quantity: "humidity", unit: "%RH", value: 1e-7, quality: "bad" }),
  aPoint({ device: "Cold room 1, gate=2", quantity: "air flow, in", unit: "m3/h", value: 1e21 }),
];
const asked: HistoryQuery = {
  device: 'CL-"01"',
  quantity: "temperature",
  from: monday,
  to: monday + 600_000,
  pixels: 5,
};

let stub: InfluxStub;
let first: Sink;
let second: Sink;
beforeEach(async () => {
  stub = await startInfluxStub();
  const { port } = stub;
  first = new Influx1Sink({
    protocol: "http",
    host: "127.0.0.1",
    port,
    database: "floor",
    site: "north",
    username: "plant",
    password: "secret-1",
  });
  second = new Influx2Sink({
    url: `http://127.0.0.1:${port}`,
    org: "plant",
    bucket: "floor",
    site: "north",
    token: "secret-2",
  });
});
afterEach(() => stub.close());

describe("writing", () => {
  it("puts the same lines on the wire for 1.x and 2.x", async () => {
    await first.send(points);
    await second.send(points);

    expect(stub.heard.map(({ body }) => `${body}\n`)).toEqual(Array(2).fill(golden("points.line-protocol")));
  });

  it("addresses database or bucket, in ms, and shows the credential in the header alone", async () => {
    await first.send(points);
    await second.send(points);

    expect(stub.heard.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      "POST /write?db=floor&precision=ms&rp=",
      "POST /api/v2/write?org=plant&bucket=floor&precision=ms",
    ]);
    expect(stub.heard.map(({ authorization }) => authorization)).toEqual([
      `Basic ${btoa("plant:secret-1")}`,
      "Token secret-2",
    ]);
    expect(`${first.name} ${second.name}`).not.toContain("secret");
  });

  it("sends thousands of points in one request", async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => aPoint({ at: monday + index }));
    await first.send(many);
    await second.send(many);

    expect(stub.heard.map(({ body }) => body.split("\n").length)).toEqual([5_000, 5_000]);
  });

  const says = (status: number, error: string): Answer => ({
    status,
    type: "application/json",
    body: JSON.stringify({ error, message: error }),
  });

  it.each([
    [400, "partial write: field type conflict dropped=1", 1],
    [400, "unable to parse", 4],
    [413, "request too large", 4],
  ])("takes %i (%s) as a refusal that no second try changes", async (status, error, refused) => {
    stub.answer = () => says(status, error);

    for (const sink of [first, second]) {
      const failure = await sink.send(points).catch((reason: unknown) => reason);
      expect(failure).toBeInstanceOf(Refused);
      expect(failure).toMatchObject({ points: refused });
    }
  });

  it.each([401, 429, 500, 503])("takes %i as a reason to try again, once asked", async (status) => {
    stub.answer = () => says(status, "later");

    for (const sink of [first, second]) {
      stub.heard.length = 0;
      const failure = await sink.send(points).catch((reason: unknown) => reason);
      expect(failure).toBeInstanceOf(Error);
      expect(failure).not.toBeInstanceOf(Refused);
      expect(stub.heard).toHaveLength(1);
    }
  });

  it("fails when nobody listens", async () => {
    await stub.close();

    for (const sink of [first, second])
      await expect(sink.send(points)).rejects.toThrow(/ECONNREFUSED|connect|socket/);
  });
});

describe("reading 2.x", () => {
  it("asks in Flux for each figure of each window", async () => {
    stub.answer = () => ({ status: 200, type: "text/csv", body: "" });

    await second.draw(asked, cutRange(asked));

    const [{ url, body, authorization } = { url: undefined, body: "{}", authorization: "" }] = stub.heard;
    expect(`${url?.pathname}${url?.search}`).toBe("/api/v2/query?org=plant");
    expect(authorization).toBe("Token secret-2");
    expect(`${(JSON.parse(body) as { query: string }).query.trim()}\n`).toBe(golden("draw.flux"));
  });

  it("puts the four answers together, by unit and window", async () => {
    stub.answer = () => ({
      status: 200,
      type: "text/csv",
      body: golden("drawn.csv").replaceAll("\n", "\r\n"),
    });

    expect(await second.draw(asked, cutRange(asked))).toEqual([
      {
        unit: "Cel",
        buckets: [
          { at: monday, min: 3.5, max: 5, last: 4.25, quality: "good" },
          { at: monday + 120_000, min: -1, max: -1, last: -1, quality: "uncertain" },
        ],
      },
      { unit: "[degF]", buckets: [{ at: monday, min: 39, max: 41, last: 40, quality: "bad" }] },
    ]);
  });

  it("is empty when nothing was measured", async () => {
    stub.answer = () => ({ status: 200, type: "text/csv", body: "\r\n" });

    expect(await second.draw(asked, cutRange(asked))).toEqual([]);
  });

  it("says what the server said when it refuses", async () => {
    stub.answer = () => ({
      status: 404,
      type: "application/json",
      body: JSON.stringify({ code: "not found", message: 'bucket "floor" not found' }),
    });

    await expect(second.draw(asked, cutRange(asked))).rejects.toThrow(/bucket "floor" not found/);
  });
});

describe("reading 1.x", () => {
  it("is empty for a database that is not made yet", async () => {
    stub.answer = () => ({
      status: 200,
      type: "application/json",
      body: JSON.stringify({ results: [{ statement_id: 0, error: "database not found: floor" }] }),
    });

    expect(await first.draw(asked, cutRange(asked))).toEqual([]);
  });

  it("does not take a list of databases, status 200, for a chart", async () => {
    stub.answer = () => ({
      status: 200,
      type: "application/json",
      body: JSON.stringify({ results: [{ name: "databases", columns: ["name"], values: [["_internal"]] }] }),
    });

    await expect(first.draw(asked, cutRange(asked))).rejects.toThrow(/is it InfluxDB 1.x/);
  });
});
