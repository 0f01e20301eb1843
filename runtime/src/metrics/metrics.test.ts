import { Bug } from "@floorplane/contracts/errors";
import { register } from "prom-client";
import { describe, expect, it } from "vitest";
import { Metrics } from "./metrics.ts";

const linesOf = (text: string): string[] => text.split("\n").filter((line) => line !== "");

describe("metrics", () => {
  it("writes the page that Prometheus reads", async () => {
    const metrics = new Metrics();
    const fleet = metrics.part("fleet");
    const bridge = metrics.part("wms-bridge");
    const orders = bridge.counter({
      what: "accepted",
      unit: "orders",
      help: "Orders taken from the WMS",
      labels: ["client"],
    });
    const robots = fleet.gauge({ what: "driving", unit: "robots", help: "Robots that drive now" });
    const wait = fleet.histogram({
      what: "claim_wait",
      unit: "seconds",
      help: "How long a robot waits for a claim",
      buckets: [1, 10],
    });

    orders.add(2, { client: "acme" });
    orders.add(1, { client: 'a "b"\\' });
    robots.set(39);
    wait.observe(0.5);
    wait.observe(30);

    expect(metrics.contentType).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(linesOf(await metrics.text())).toEqual([
      "# HELP floorplane_wms_bridge_accepted_orders_total Orders taken from the WMS",
      "# TYPE floorplane_wms_bridge_accepted_orders_total counter",
      'floorplane_wms_bridge_accepted_orders_total{client="acme"} 2',
      'floorplane_wms_bridge_accepted_orders_total{client="a \\"b\\"\\\\"} 1',
      "# HELP floorplane_fleet_driving_robots Robots that drive now",
      "# TYPE floorplane_fleet_driving_robots gauge",
      "floorplane_fleet_driving_robots 39",
      "# HELP floorplane_fleet_claim_wait_seconds How long a robot waits for a claim",
      "# TYPE floorplane_fleet_claim_wait_seconds histogram",
      'floorplane_fleet_claim_wait_seconds_bucket{le="1"} 1',
      'floorplane_fleet_claim_wait_seconds_bucket{le="10"} 1',
      'floorplane_fleet_claim_wait_seconds_bucket{le="+Inf"} 2',
      "floorplane_fleet_claim_wait_seconds_sum 30.5",
      "floorplane_fleet_claim_wait_seconds_count 2",
    ]);
  });

  it("asks for counts that are kept elsewhere when the page is drawn", async () => {
    const metrics = new Metrics();
    const sensors = metrics.part("sensors");
    const counts = { "reads.tags": 7, "reads.rounds": 1 };
    let lag = 0.25;
    sensors.readsCounts(
      { what: "heard", unit: "events", help: "What came in", labels: ["event"] },
      () => counts,
    );
    sensors.readsCounter({ what: "stored", unit: "points", help: "Points" }, () => counts["reads.tags"]);
    sensors.readsGauge({ what: "lag", unit: "seconds", help: "Lag" }, () => lag);
    sensors.readsGauges({ what: "device", unit: "links", help: "Links", labels: ["state"] }, () =>
      lag === 2 ? { live: 3 } : { broken: 1 },
    );
    await metrics.text();
    counts["reads.tags"] = 9;
    lag = 2;

    const lines = linesOf(await metrics.text());

    expect(lines.filter((line) => !line.startsWith("#"))).toEqual([
      'floorplane_sensors_heard_events_total{event="reads.tags"} 9',
      'floorplane_sensors_heard_events_total{event="reads.rounds"} 1',
      "floorplane_sensors_stored_points_total 9",
      "floorplane_sensors_lag_seconds 2",
      'floorplane_sensors_device_links{state="live"} 3',
    ]);
  });

  it("shares nothing between two houses", async () => {
    const [one, other] = [new Metrics(), new Metrics()];
    const figure = { what: "driving", unit: "robots", help: "Robots that drive now" };
    one.part("fleet").gauge(figure).set(1);
    other.part("fleet").gauge(figure).set(2);

    expect(await one.text()).toContain("floorplane_fleet_driving_robots 1");
    expect(await other.text()).toContain("floorplane_fleet_driving_robots 2");
    expect(register.getMetricsAsArray()).toEqual([]);
  });

  it("counts labels beyond its bound together", async () => {
    const metrics = new Metrics();
    const seen = metrics
      .part("broker")
      .counter({ what: "refused", unit: "clients", help: "Clients", labels: ["client"] });
    for (let index = 0; index < 5_000; index++) seen.add(1, { client: `c${index}` });
    seen.add(1, { client: "c7" });

    const lines = linesOf(await metrics.text());

    expect(lines).toHaveLength(2 + 2_000 + 1);
    expect(lines).toContain('floorplane_broker_refused_clients_total{client="other"} 3000');
    expect(lines).toContain('floorplane_broker_refused_clients_total{client="c7"} 2');
  });

  it("takes a bad name and a name taken twice for bugs", () => {
    const fleet = new Metrics().part("fleet");
    const good = { what: "driving", unit: "robots", help: "Robots that drive now" };
    fleet.gauge(good);

    expect(() => fleet.gauge({ ...good, what: "Driving Robots" })).toThrow(Bug);
    expect(() => fleet.counter({ ...good, labels: ["robot-id"] })).toThrow(Bug);
    expect(() => fleet.gauge(good)).toThrow(Bug);
  });
});
