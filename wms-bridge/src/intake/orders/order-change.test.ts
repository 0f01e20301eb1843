/** To whom an order goes, by whom, by when and with which papers: said with it, and changed while that can still be done. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../../floor/floor.fixture.ts";

const consignment = {
  channel: "shop",
  service: "express",
  consignee: { name: "J. Doe", phone: "+44 20 0000" },
  address: { lines: ["1 High Street"], postcode: "AB1 2CD", city: "Aberdeen" },
  notes: "fragile",
  hazmat: [{ unNumber: "UN3481", class: "9" }],
  customs: { incoterm: "DDP", value: 12.5, gift: false },
};
const request = { order: "O1", country: "GB", lines: [{ line: "1", sku: "A", quantity: 1 }] };
const shown = (floor: Floor) => floor.get(wmsPaths.order("O1")).body;
const stands = (floor: Floor, alarm: string): boolean => {
  floor.run(1);
  return [...floor.alarms.values()].includes(alarm);
};
let key = 0;
const change = (floor: Floor, body: object) => floor.post(wmsPaths.change("O1"), body, `change-${key++}`);

describe("what an order says beside its goods", () => {
  it("is shown as it was sent, also after a restart", async () => {
    const floor = await aStockedFloor();

    floor.post(wmsPaths.orders, { ...request, ...consignment });
    await floor.reopen();

    expect(shown(floor)).toMatchObject(consignment);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("is part of its content: the same number for another address is another order", async () => {
    const floor = await aStockedFloor();
    const send = (more: object, as: string) =>
      floor.post(wmsPaths.orders, { ...request, ...more }, as).status;

    expect(send(consignment, "1")).toBe(201);
    expect(send(consignment, "2")).toBe(201);
    expect(send({ ...consignment, notes: "not fragile" }, "3")).toBe(409);
    expect(send({}, "4")).toBe(409);
  });

  it("names its carrier and when it must have left", async () => {
    const floor = await aStockedFloor();
    const shipBy = new Date(floor.clock.now() + 5 * 3_600_000).toISOString();

    const answer = floor.post(wmsPaths.orders, { ...request, carrier: "world-air", shipBy });

    expect(answer.body).toMatchObject({ carrier: "world-air", region: "world", shipBy });
  });

  it.each([
    ["years away", 367],
    ["long over", -31],
  ])("is refused where it must have left at a time that is %s, new or changed", async (word, days) => {
    const floor = await aStockedFloor();
    const shipBy = new Date(floor.clock.now() + days * 86_400_000).toISOString();

    const refused = floor.post(wmsPaths.orders, { ...request, shipBy });
    floor.post(wmsPaths.orders, request);
    const changed = change(floor, { shipBy });

    for (const answer of [refused, changed])
      expect(answer).toMatchObject({ status: 422, body: { field: "shipBy" } });
    expect(refused.body.detail).toContain(word);
    expect(refused.body.detail).toContain("leave shipBy out");
  });

  it("is taken where it should have left in the last 30 days, said again later than that, and answered that it is late", async () => {
    const floor = await aStockedFloor();
    const shipBy = new Date(floor.clock.now() - 30 * 86_400_000 + 60_000).toISOString();

    const late = floor.post(wmsPaths.orders, { ...request, shipBy });
    const inTime = floor.post(wmsPaths.orders, { ...request, order: "O2" });
    const shownLate = shown(floor);
    floor.run(120);
    const again = change(floor, { shipBy, priority: "high" });

    expect(late).toMatchObject({ status: 201, body: { shipBy, late: true } });
    expect(shownLate).toMatchObject({ shipBy, late: true });
    expect(inTime.body).not.toHaveProperty("late");
    expect(again).toMatchObject({ status: 200, body: { shipBy, priority: "high" } });
  });

  it.each([
    ["a carrier that does not go there", { carrier: "euro-road" }, "carrier"],
    ["a carrier that nobody knows", { carrier: "nobody" }, "carrier"],
    ["a time without a zone", { shipBy: "2026-12-01T10:00:00" }, "shipBy"],
    ["a hazard that is no UN number", { hazmat: [{ unNumber: "3481" }] }, "hazmat[0].unNumber"],
    ["customs that are a list", { customs: [] }, "customs"],
    ["an address without a city", { address: { lines: ["1 High Street"] } }, "address.city"],
  ])("is refused whole with %s", async (_what, more, field) => {
    const floor = await aStockedFloor();

    const answer = floor.post(wmsPaths.orders, { ...request, ...more });

    expect(answer).toMatchObject({ status: 422, body: { field } });
    expect(floor.get(wmsPaths.order("O1")).status).toBe(404);
  });

  it("asks for a service that its carrier has", async () => {
    const floor = await aStockedFloor();
    const departures = [{ leaves: "19:00", orderBy: "15:00" }];
    const carrier = { carrier: "road", regions: [{ region: "world" }], services: ["standard"], departures };
    floor.site = { ...floor.site, carriers: [carrier] };
    await floor.reopen();

    const answer = floor.post(wmsPaths.orders, { ...request, service: "express" });

    expect(answer).toMatchObject({ status: 422, body: { field: "service" } });
    expect(answer.body.detail).toContain("standard");
  });
});

describe("a change", () => {
  it("replaces what it names, takes away what it names null, and leaves the rest", async () => {
    const floor = await aStockedFloor();
    floor.post(wmsPaths.orders, { ...request, ...consignment });

    const answer = change(floor, { notes: null, address: { lines: ["2 Low Street"], city: "Leeds" } });

    const { notes: _gone, ...rest } = consignment;
    expect(answer.status).toBe(200);
    expect(shown(floor)).toMatchObject({ ...rest, address: { lines: ["2 Low Street"], city: "Leeds" } });
    expect(shown(floor)).not.toHaveProperty("notes");
  });

  it("of its carrier moves it to the wave of that one, until its own has gone", async () => {
    const floor = await aStockedFloor();
    floor.post(wmsPaths.orders, request);
    const before = floor.order("O2", { A: 1 }, { country: "Kenya" }).body;

    expect(change(floor, { carrier: "world-air" }).body).toMatchObject({ carrier: "world-air" });
    floor.run(5 * 60 + 1);
    const late = change(floor, { carrier: "home-parcel" });
    floor.run(3 * 3600);

    expect(before.carrier).toBe("world-air");
    expect(late).toMatchObject({ status: 409, body: { field: "carrier" } });
    expect(shown(floor).state).toBe("shipped");
  });

  it("gives a carrier to an order whose country nobody knows, and its alarm goes", async () => {
    const floor = await aStockedFloor();
    floor.post(wmsPaths.orders, { ...request, country: "Germoney" });
    const stood = stands(floor, "order.country-unknown");

    change(floor, { carrier: "euro-road" });

    expect([stood, stands(floor, "order.country-unknown")]).toEqual([true, false]);
    expect(shown(floor)).toMatchObject({ carrier: "euro-road", countryCode: null });
  });

  it("is refused once a parcel is packed, and when the order has ended", async () => {
    const floor = await aStockedFloor();
    floor.portalBlind = true;
    floor.post(wmsPaths.orders, request);
    floor.run(25 * 60);
    const packed = shown(floor).state;
    const late = change(floor, { notes: "too late" });
    const [{ sscc } = { sscc: "" }] = shown(floor).parcels as { sscc: string }[];
    floor.post(wmsPaths.departure(sscc), {}, "left");

    expect(packed).toBe("packed");
    expect(late).toMatchObject({ status: 409, body: { field: "order" } });
    expect(late.body.detail).toContain("labelled");
    expect(change(floor, { notes: "much too late" }).body.detail).toContain("is shipped");
  });

  it("to an earlier time puts the order at risk in time", async () => {
    const floor = await aStockedFloor();
    floor.peopleAtWork = false;
    floor.post(wmsPaths.orders, {
      ...request,
      shipBy: new Date(floor.clock.now() + 40 * 3_600_000).toISOString(),
    });
    const shipBy = new Date(floor.clock.now() + 61 * 60_000).toISOString();

    expect(change(floor, { shipBy }).body).toMatchObject({ shipBy });
    floor.run(2 * 60);

    expect(stands(floor, "order.at-risk")).toBe(true);
  });
});

it("is answered with why it stands by now, and with what it lacks by now", async () => {
  const floor = await aStockedFloor();
  floor.post(wmsPaths.orders, { ...request, lines: [{ line: "1", sku: "A", quantity: 500 }] });
  floor.run(1);
  const lacking = shown(floor);

  const fewer = change(floor, { lines: [{ line: "1", sku: "A", quantity: 2 }] });
  const more = change(floor, { lines: [{ line: "1", sku: "A", quantity: 700 }] });

  expect(lacking).toMatchObject({ backordered: [{ sku: "A" }] });
  expect(fewer.status).toBe(200);
  expect(fewer.body).not.toHaveProperty("backordered");
  expect(fewer.body.reason).toEqual(undefined);
  expect(more.body).toMatchObject({ backordered: [{ sku: "A", units: 600 }] });
  floor.run(1);
  expect(more.body.backordered).toEqual(shown(floor).backordered);
  expect(more.body.why).toEqual(shown(floor).why);
});
