/** Totes on their way to a packing station that is closed to robots, or whose machine stands, go to another one. */
import { StationId } from "@floorplane/contracts/ids";
import type { ToWmsBridge } from "@floorplane/contracts/messages";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../floor/floor.fixture.ts";

const [one, two] = [StationId("PACK1"), StationId("PACK2")];

/** Five orders whose robots are under way. */
async function aBusyFloor(): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  for (const order of orders) floor.order(order, { A: 2, B: 1 });
  floor.run(12);
  return floor;
}
const orders = ["O1", "O2", "O3", "O4", "O5"];

function tell(floor: Floor, message: ToWmsBridge): void {
  floor.house.office("fleet").act({ type: "test" }, (desk) => desk.send("wms-bridge", message));
  floor.run(1);
}
const close = (floor: Floor, place: StationId) => tell(floor, { type: "place.closed", place });
const open = (floor: Floor, place: StationId) => tell(floor, { type: "place.opened", place });
const machine = (floor: Floor, station: StationId, state: "aborted" | "execute") =>
  floor.house
    .office("sensors")
    .act({ type: "test" }, (desk) =>
      desk.send("wms-bridge", { type: "station.state", station, state, queue: 0 }),
    );

/** Where robots may hand over what they carry. */
const dropsOf = (floor: Floor): StationId[][] =>
  [...floor.journeys.values()].flatMap(({ stops }) =>
    stops.flatMap(({ purpose, stations }) => (purpose.type === "drop" ? [[...stations]] : [])),
  );
const only = (station: StationId) => (stations: StationId[]) =>
  stations.length === 1 && stations[0] === station;

async function allShipped(floor: Floor): Promise<void> {
  floor.run(2 * 3_600);
  for (const order of orders) expect(await floor.shippedOf(order)).toEqual({ A: 2, B: 1 });
  expect(await floor.house.differences()).toEqual([]);
}

it("go to the one that is open, and every order ships", async () => {
  const floor = await aBusyFloor();
  close(floor, one);
  const bound = dropsOf(floor);

  expect(bound.length).toBeGreaterThan(0);
  expect(bound.every(only(two))).toBe(true);
  await allShipped(floor);
  expect(floor.jobs.every(({ station }) => station === two)).toBe(true);
});

it("go where it is opened first while all are closed, and back again", async () => {
  const floor = await aBusyFloor();
  close(floor, one);
  close(floor, two);
  const waiting = dropsOf(floor);
  open(floor, one);
  const first = dropsOf(floor);
  open(floor, two);
  close(floor, one);
  const second = dropsOf(floor);

  expect(waiting.every(only(two))).toBe(true);
  expect(first.every(only(one))).toBe(true);
  expect(second.every(only(two))).toBe(true);
  await allShipped(floor);
});

it("are sent there by a house that starts anew and is told of it then", async () => {
  const floor = await aBusyFloor();
  await floor.reopen();
  close(floor, one);
  await floor.reopen();
  // Told again at each start of the fleet.
  close(floor, one);

  expect(dropsOf(floor).every(only(two))).toBe(true);
  await allShipped(floor);
});

describe("whose machine stands", () => {
  it("wait a minute for it to run again, and then go to one that runs", async () => {
    const floor = await aBusyFloor();
    floor.robotsStand = true;
    machine(floor, one, "aborted");
    floor.run(50);
    const soon = dropsOf(floor);
    floor.run(20);
    const later = dropsOf(floor);

    expect(soon.some((stations) => stations.includes(one))).toBe(true);
    expect(later.length).toBeGreaterThan(0);
    expect(later.every(only(two))).toBe(true);
    machine(floor, two, "aborted");
    floor.run(70);
    machine(floor, one, "execute");
    floor.run(1);
    expect(dropsOf(floor).every(only(one))).toBe(true);
    floor.robotsStand = false;
    await allShipped(floor);
  });

  it("keep it when it runs again in time", async () => {
    const floor = await aBusyFloor();
    floor.robotsStand = true;
    machine(floor, one, "aborted");
    floor.run(30);
    machine(floor, one, "execute");
    floor.run(120);

    expect(dropsOf(floor).some((stations) => stations.includes(one))).toBe(true);
  });

  it("go on after a restart in that minute", async () => {
    const floor = await aBusyFloor();
    floor.robotsStand = true;
    machine(floor, one, "aborted");
    floor.run(30);
    await floor.reopen();
    floor.run(40);

    expect(dropsOf(floor).every(only(two))).toBe(true);
  });
});

it("an order says that robots are kept from where its tote could be handed over", async () => {
  const floor = await aBusyFloor();
  const { request } = [...floor.journeys.values()][0]!;
  const why = { code: "transport.closed", places: { names: [one], more: 0 } } as const;
  const { transport, tote } = request;
  tell(floor, { type: "transport.held", transport, tote, why });

  const said = orders.map(
    (order) => floor.get(wmsPaths.order(order)).body as { why?: string; reason?: object },
  );
  expect(said.find((each) => each.why?.includes("opens PACK1"))).toMatchObject({
    reason: { code: "tote.held", tote, because: why },
  });
});
