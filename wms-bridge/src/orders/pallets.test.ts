/** Parcels that leave together under one number: put on a pallet and taken off it, told once each when the pallet leaves, and asked about where nobody knows. */
import { DeviceId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, dayStart, type Floor } from "../floor/floor.fixture.ts";

interface Shown {
  sscc: string;
  state: string;
  carrier: string | null;
  manifest: string | null;
  parcels: string[];
  apart?: string[];
  units: number;
  grams: number | null;
  shippedAt: string | null;
}

const aFloor = async (orders: Record<string, string> = { O1: "France", O2: "France", O3: "France" }) => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.portalBlind = true;
  for (const [order, country] of Object.entries(orders)) floor.order(order, { A: 1 }, { country });
  floor.run(900);
  return floor;
};
const parcelOf = (floor: Floor, order: string): string =>
  (floor.get(`${wmsPaths.parcels}?order=${order}`).body.parcels as { sscc: string }[])[0]!.sscc;
const open = (floor: Floor, ...parcels: string[]): string =>
  String(floor.post(wmsPaths.pallets, parcels.length > 0 ? { parcels } : {}).body.sscc);
const shown = (floor: Floor, sscc: string): Shown =>
  floor.get(wmsPaths.pallet(sscc)).body as unknown as Shown;
const read = (floor: Floor, ...ssccs: string[]): void => {
  for (const sscc of ssccs)
    floor.house.office("fleet").act({ type: "seen" }, (desk) => {
      desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL1"), sscc });
    });
  floor.run(1);
};
const told = (floor: Floor, type: string) =>
  floor.confirmations.flatMap((one) => (one.type === type ? [one.data] : []));
const shippedOn = (floor: Floor) =>
  told(floor, "parcel.shipped").map(({ order, pallet }) => [order, pallet?.sscc]);
const alarms = (floor: Floor): string[] => [...floor.alarms.keys()].sort();

/** A closed pallet with the parcels of O1 and O2; that of O3 stands by itself. */
async function closed() {
  const floor = await aFloor();
  const [one, two, three] = ["O1", "O2", "O3"].map((order) => parcelOf(floor, order)) as [
    string,
    string,
    string,
  ];
  const pallet = open(floor, one, two);
  floor.post(wmsPaths.palletClosing(pallet), {});
  return { floor, one, two, three, pallet };
}

describe("a pallet", () => {
  it("is named by its orders while it is open, with when its truck leaves, also over a restart", async () => {
    const floor = await aFloor();
    const [one, two] = [parcelOf(floor, "O1"), parcelOf(floor, "O2")];
    const before = await floor.whyOf("O1");
    const pallet = open(floor, one, two);
    floor.run(1);
    await floor.reopen();
    const stands = [await floor.whyOf("O1"), await floor.whyOf("O2"), await floor.whyOf("O3")];
    floor.post(wmsPaths.palletClosing(pallet), {});
    floor.run(1);

    const why = { code: "pallet.open", pallets: [pallet], more: 0, until: expect.stringMatching(/Z$/) };
    expect(before).toBeNull();
    expect(stands).toEqual([why, why, null]);
    expect(Date.parse((stands[0] as { until: string }).until)).toBeGreaterThan(floor.clock.now());
    expect([await floor.whyOf("O1"), await floor.whyOf("O2")]).toEqual([null, null]);
  });

  it("has a number of the same range as parcels, takes packed parcels and gives them back, and is closed with what is on it", async () => {
    const floor = await aFloor();
    const [one, two] = [parcelOf(floor, "O1"), parcelOf(floor, "O2")];
    const { status, body } = floor.post(wmsPaths.pallets, {});
    const sscc = String(body.sscc);
    floor.post(wmsPaths.palletParcels(sscc), { parcels: [one, two] });
    const both = shown(floor, sscc);
    floor.post(wmsPaths.palletRemoval(sscc), { parcels: [`(00) ${one}`] });
    const rest = shown(floor, sscc);
    const closing = floor.post(wmsPaths.palletClosing(sscc), {});
    floor.run(1);

    expect([status, body.state, body.parcels]).toEqual([201, "open", []]);
    expect(sscc).not.toBe(one);
    expect(sscc.slice(0, 8)).toBe(one.slice(0, 8));
    expect(both).toMatchObject({ carrier: "euro-road", manifest: "euro-road-20101201T1900Z", units: 2 });
    expect(both.parcels).toEqual([one, two]);
    expect(rest.parcels).toEqual([two]);
    expect(closing).toMatchObject({ status: 200, body: { state: "closed" } });
    expect(floor.post(wmsPaths.palletClosing(sscc), {}).body).toEqual(closing.body);
    expect(told(floor, "pallet.closed")).toEqual([
      {
        pallet: { sscc, carrier: "euro-road", manifest: "euro-road-20101201T1900Z" },
        parcels: [expect.objectContaining({ sscc: two, units: 1 })],
      },
    ]);
    expect(floor.get(`${wmsPaths.parcels}?order=O2`).body.parcels).toMatchObject([{ pallet: sscc }]);
  });

  it("is listed by state, carrier, truck, order and parcel, and found again after a restart", async () => {
    const { floor, one, two, pallet } = await closed();
    const other = open(floor);
    const count = (query: string) => floor.get(`${wmsPaths.pallets}?${query}`).body.count;
    const before = floor.get(wmsPaths.pallets).body;
    await floor.reopen();

    expect(floor.get(wmsPaths.pallets).body).toEqual(before);
    expect([count("state=open"), count("state=closed"), count("state=open,closed")]).toEqual([1, 1, 2]);
    expect([count("carrier=euro-road"), count("manifest=euro-road-20101201T1900Z")]).toEqual([1, 1]);
    expect([count("order=O1"), count("order=O3"), count(`parcel=${two}`)]).toEqual([1, 0, 1]);
    expect(floor.get(`${wmsPaths.pallets}?perPage=1`).body.next).not.toBeNull();
    expect(floor.get(`${wmsPaths.pallets}?state=gone`)).toMatchObject({
      status: 422,
      body: { field: "state" },
    });
    expect(floor.get(wmsPaths.pallet(one))).toMatchObject({ status: 404 });
    expect(shown(floor, other).parcels).toEqual([]);
    expect(shown(floor, pallet).parcels).toEqual([one, two]);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("leaves when the portal reads its number: each parcel is told once, with its pallet", async () => {
    const { floor, one, two, pallet } = await closed();
    read(floor, pallet, pallet);
    await floor.reopen();
    read(floor, pallet, one);

    expect(shippedOn(floor)).toEqual([
      ["O1", pallet],
      ["O2", pallet],
    ]);
    expect(told(floor, "pallet.shipped")).toEqual([
      expect.objectContaining({
        pallet: expect.objectContaining({ sscc: pallet }),
        parcels: [one, two].map((sscc) => expect.objectContaining({ sscc })),
      }),
    ]);
    expect(["O1", "O2", "O3"].map((order) => floor.stateOf(order))).toEqual(["shipped", "shipped", "packed"]);
    expect(shown(floor, pallet)).toMatchObject({ state: "left", shippedAt: expect.any(String) });
    expect(floor.bridge.figures().units).toMatchObject({ shipped: 2, conserved: true });
    expect(alarms(floor)).toEqual([]);
    expect(await floor.house.differences()).toEqual([]);
  });

  it("is told with its parcels whose own tags were read before its own, also when the house was rebuilt in between", async () => {
    const { floor, one, pallet } = await closed();
    read(floor, one, one);
    const before = shippedOn(floor);
    await floor.reopen();
    floor.run(10);
    read(floor, pallet, one);
    floor.run(60);

    expect(before).toEqual([]);
    expect(shippedOn(floor)).toEqual([
      ["O1", pallet],
      ["O2", pallet],
    ]);
    expect(alarms(floor)).toEqual([]);
  });

  it("leaves by a person's word once it is closed, and is told once however often he says so", async () => {
    const { floor, pallet } = await closed();
    const other = open(floor, parcelOf(floor, "O3"));
    const departs = (sscc: string) => floor.post(wmsPaths.palletDeparture(sscc), { by: "Ada" });

    expect(departs(other)).toMatchObject({ status: 409, body: { field: "sscc" } });
    expect([departs(pallet).status, departs(pallet).status]).toEqual([200, 200]);
    read(floor, pallet);
    expect(shippedOn(floor)).toHaveLength(2);
    expect(told(floor, "pallet.shipped")).toHaveLength(1);
  });

  it("may be broken up: its parcels leave each for itself, and its number is known no more", async () => {
    const { floor, one, two, pallet } = await closed();
    const broken = floor.post(wmsPaths.palletBreakUp(pallet), {});
    read(floor, one);

    expect(broken).toMatchObject({ status: 200, body: { state: "broken-up", parcels: [] } });
    expect(floor.post(wmsPaths.palletBreakUp(pallet), {}).status).toBe(200);
    expect(shippedOn(floor)).toEqual([["O1", undefined]]);
    expect(floor.post(wmsPaths.pallets, { parcels: [two] }).status).toBe(201);
    expect(floor.post(wmsPaths.palletDeparture(pallet), {}).status).toBe(409);
  });
});

describe("what cannot stand on a pallet is refused by name, and nothing changes:", () => {
  const refusals: [string, (of: { floor: Floor; one: string; pallet: string }) => string, object][] = [
    ["a number that is no SSCC", () => "PARCEL-1-OF-THE-DAY", { status: 422 }],
    ["a misread digit", ({ one }) => `${one.slice(0, 17)}${(Number(one[17]) + 1) % 10}`, { status: 422 }],
    ["a parcel that is not here", () => "095213210000000919", { status: 404 }],
    ["a pallet", ({ pallet }) => pallet, { status: 409 }],
    ["a parcel on another pallet", ({ one }) => one, { status: 409 }],
    ["a parcel of another carrier", ({ floor }) => parcelOf(floor, "GB"), { status: 409 }],
    ["a parcel that nobody carries", ({ floor }) => parcelOf(floor, "NO"), { status: 409 }],
    ["a parcel that has left", ({ floor }) => parcelOf(floor, "GONE"), { status: 409 }],
  ];
  it.each(refusals)("%s", async (_what, of, refused) => {
    const floor = await aFloor({ O1: "France", O2: "France", GB: "GB", NO: "Nowhereland", GONE: "France" });
    const [one, two] = [parcelOf(floor, "O1"), parcelOf(floor, "O2")];
    floor.post(wmsPaths.departure(parcelOf(floor, "GONE")), {});
    const pallet = open(floor, one);
    const other = open(floor);
    const before = floor.get(wmsPaths.pallets).body;
    const text = of({ floor, one, pallet });
    const answer = floor.post(wmsPaths.palletParcels(other), { parcels: [two, text] });

    expect(answer).toMatchObject({ ...refused, body: { field: "parcels[1]" } });
    expect(floor.get(wmsPaths.pallets).body).toEqual(before);
  });

  it("anything, once it is closed; a pallet with nothing on it is not closed", async () => {
    const { floor, one, three, pallet } = await closed();
    const empty = open(floor);
    const answers = [
      floor.post(wmsPaths.palletParcels(pallet), { parcels: [three] }),
      floor.post(wmsPaths.palletRemoval(pallet), { parcels: [one] }),
      floor.post(wmsPaths.palletClosing(empty), {}),
      floor.post(wmsPaths.departure(one), {}),
      floor.post(`${wmsPaths.parcels}/${one}/stay`, {}),
    ];

    expect(answers.map(({ status, body }) => [status, body.field])).toEqual(answers.map(() => [409, "sscc"]));
  });

  it("a parcel that its station has not packed", async () => {
    const floor = await aFloor();
    floor.stationsSilent = true;
    floor.order("LATE", { B: 1 });
    floor.run(300);
    const [{ sscc }] = floor.get(`${wmsPaths.parcels}?state=packing`).body.parcels as [{ sscc: string }];

    expect(floor.post(wmsPaths.pallets, { parcels: [sscc] })).toMatchObject({ status: 409 });
    expect(floor.get(wmsPaths.pallets).body.count).toBe(0);
  });
});

describe("a parcel that is read without its pallet", () => {
  it("left by itself, where the pallet is open: somebody took it off and did not say so", async () => {
    const floor = await aFloor();
    const [one, two] = [parcelOf(floor, "O1"), parcelOf(floor, "O2")];
    const pallet = open(floor, one, two);
    read(floor, one);
    floor.run(60);

    expect(shippedOn(floor)).toEqual([["O1", undefined]]);
    expect(shown(floor, pallet)).toMatchObject({ state: "open", parcels: [two] });
    expect(alarms(floor)).toEqual([]);
  });

  it("left, and where its closed pallet is becomes a question: it is gone with the rest, told once each", async () => {
    const { floor, one, pallet } = await closed();
    read(floor, one);
    floor.run(60);
    const between = [shippedOn(floor), alarms(floor), shown(floor, pallet).apart];
    const { reason } = floor.get(wmsPaths.order("O2")).body;
    floor.post(wmsPaths.palletDeparture(pallet), {});
    floor.run(1);

    expect(between).toEqual([[["O1", undefined]], [`pallet.apart:${pallet}`], [one]]);
    expect(reason).toEqual({ code: "pallet.unread", pallets: [pallet], more: 0 });
    expect(shippedOn(floor)).toEqual([
      ["O1", undefined],
      ["O2", pallet],
    ]);
    expect(told(floor, "pallet.shipped")[0]!.parcels).toHaveLength(2);
    expect(alarms(floor)).toEqual([]);
  });

  it("or it is here, and the parcel off it", async () => {
    const { floor, one, two, pallet } = await closed();
    read(floor, one);
    floor.run(60);
    await floor.reopen();
    const stay = floor.post(wmsPaths.palletStay(pallet), {});
    floor.run(1);

    expect(stay).toMatchObject({ status: 200, body: { state: "closed", parcels: [two] } });
    expect(alarms(floor)).toEqual([]);
    expect(floor.post(wmsPaths.palletStay(pallet), {}).body).toEqual(stay.body);
    read(floor, pallet);
    expect(told(floor, "pallet.shipped")[0]!.parcels).toMatchObject([{ sscc: two }]);
    expect(floor.post(wmsPaths.palletStay(pallet), {}).status).toBe(409);
  });
});

describe("a pallet that is read while it is open", () => {
  async function seenOpen() {
    const floor = await aFloor();
    const one = parcelOf(floor, "O1");
    const pallet = open(floor, one);
    read(floor, pallet, pallet);
    return { floor, one, pallet };
  }

  it("is not told as shipped: nothing is done with it before a person says where it is", async () => {
    const { floor, one, pallet } = await seenOpen();
    const acts = [
      floor.post(wmsPaths.palletParcels(pallet), { parcels: [parcelOf(floor, "O2")] }),
      floor.post(wmsPaths.palletRemoval(pallet), { parcels: [one] }),
      floor.post(wmsPaths.palletClosing(pallet), {}),
      floor.post(wmsPaths.palletBreakUp(pallet), {}),
    ];

    expect(shippedOn(floor)).toEqual([]);
    expect(shown(floor, pallet).state).toBe("asked");
    expect(alarms(floor)).toEqual([`pallet.seen-open:${pallet}`]);
    expect(acts.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
  });

  it("left, where he says so", async () => {
    const { floor, pallet } = await seenOpen();
    await floor.reopen();
    floor.post(wmsPaths.palletDeparture(pallet), {});
    floor.run(1);

    expect(shippedOn(floor)).toEqual([["O1", pallet]]);
    expect(alarms(floor)).toEqual([]);
  });

  it("is open as before, where he found it here, and leaves when it is closed and read again", async () => {
    const { floor, pallet } = await seenOpen();
    floor.post(wmsPaths.palletStay(pallet), {});
    const between = [shown(floor, pallet).state, alarms(floor)];
    floor.post(wmsPaths.palletClosing(pallet), {});
    read(floor, pallet);

    expect(between).toEqual(["open", []]);
    expect(shippedOn(floor)).toEqual([["O1", pallet]]);
  });
});

describe("a pallet that no portal read before its truck left", () => {
  const late = expect.stringMatching(/^parcel\.late:/);
  const truckGone = 11 * 3_600 + 400;
  async function unread() {
    const all = await closed();
    all.floor.run(Math.ceil((dayStart - all.floor.clock.now()) / 1_000) + truckGone);
    const manifests = () => all.floor.get("/v1/manifests").body.manifests as { unread: string[] }[];
    return { ...all, manifests };
  }

  it("is asked about, and its parcels are not: each other parcel is", async () => {
    const { floor, three, pallet, manifests } = await unread();

    expect(manifests()[0]).toMatchObject({
      unread: [three, pallet],
      pallets: [{ sscc: pallet, parcels: 2, shippedAt: null }],
    });
    expect(alarms(floor)).toEqual([`pallet.unread:${pallet}`, late, `parcel.unread:${three}`]);
    expect(floor.post(wmsPaths.palletBreakUp(pallet), {}).status).toBe(409);
    expect(floor.post(wmsPaths.pallets, { parcels: [three] }).status).toBe(409);
  });

  it("is what its orders stand for, until somebody has said where it is", async () => {
    const { floor, three, pallet } = await unread();
    const reason = (order: string) => floor.get(wmsPaths.order(order)).body.reason;
    const orderOf = (sscc: string) =>
      (floor.get(`${wmsPaths.parcels}?perPage=500`).body.parcels as { sscc: string; order: string }[]).find(
        (parcel) => parcel.sscc === sscc,
      )!.order;

    expect([reason("O1"), reason("O2"), reason(orderOf(three))]).toEqual([
      { code: "pallet.unread", pallets: [pallet], more: 0 },
      { code: "pallet.unread", pallets: [pallet], more: 0 },
      { code: "parcel.unread", parcels: [three], more: 0 },
    ]);
    floor.post(wmsPaths.palletStay(pallet), {});
    expect([reason("O1"), reason("O2")]).toEqual([undefined, undefined]);
  });

  it("has left when somebody says so", async () => {
    const { floor, three, pallet, manifests } = await unread();
    floor.post(wmsPaths.palletDeparture(pallet), {});
    floor.run(1);

    expect(shippedOn(floor)).toHaveLength(2);
    expect(manifests()[0]!.unread).toEqual([three]);
    expect(alarms(floor)).toEqual([late, `parcel.unread:${three}`]);
  });

  it("goes with the next truck, and all that is on it, when somebody finds it here", async () => {
    const { floor, one, two, pallet } = await unread();
    const stay = floor.post(wmsPaths.palletStay(pallet), {});
    const next = floor.get("/v1/manifests").body.manifests as {
      parcels: { sscc: string; pallet: string }[];
    }[];
    floor.run(24 * 3_600);

    expect(stay.body.manifest).toBe("euro-road-20101202T1200Z");
    expect(next[1]!.parcels.map(({ sscc, pallet: on }) => [sscc, on])).toEqual([
      [one, pallet],
      [two, pallet],
    ]);
    expect(alarms(floor)).toContain(`pallet.unread:${pallet}`);
    read(floor, pallet);
    expect(shippedOn(floor)).toHaveLength(2);
    expect(alarms(floor)).not.toContain(`pallet.unread:${pallet}`);
  });
});

it("what is done with it stands in activity, in EPCIS and in its passport", async () => {
  const { floor, one, two, pallet } = await closed();
  const other = open(floor, parcelOf(floor, "O3"));
  floor.post(wmsPaths.palletBreakUp(other), {});
  read(floor, pallet);
  const rows = floor.get(`${wmsPaths.activity}?type=palletise,depalletise,ship`).body.activities as {
    step: string;
    parcel: string;
    pallet: string;
  }[];
  const three = parcelOf(floor, "O3");
  expect(rows.map(({ step, parcel, pallet: on }) => [step, parcel, on])).toEqual([
    ["palletise", one, pallet],
    ["palletise", two, pallet],
    ["palletise", three, other],
    ["depalletise", three, other],
    ["ship", one, pallet],
    ["ship", two, pallet],
  ]);
  const eventsOf = (step: string): object[] => {
    const { body } = floor.get(`/epcis/events?EQ_bizStep=${step}`);
    const { epcisBody } = body as {
      epcisBody: { queryResults: { resultsBody: { eventList: object[] } } };
    };
    return epcisBody.queryResults.resultsBody.eventList;
  };
  const name = (sscc: string): string => `https://id.gs1.org/00/${sscc}`;
  const on = { type: "AggregationEvent", parentID: name(pallet) };
  expect(eventsOf("packing").slice(3, 5)).toMatchObject([
    { ...on, action: "ADD", childEPCs: [name(one)] },
    { ...on, action: "ADD", childEPCs: [name(two)] },
  ]);
  expect(eventsOf("unpacking").at(-1)).toMatchObject({
    action: "DELETE",
    parentID: name(other),
    childEPCs: [name(three)],
  });
  expect(eventsOf("shipping")).toMatchObject([
    { ...on, action: "OBSERVE", childEPCs: [name(one)] },
    { ...on, action: "OBSERVE", childEPCs: [name(two)] },
  ]);
  const { links } = floor.get(wmsPaths.passport("pallet", pallet)).body as {
    links: (string | { row: { step: string } })[];
  };
  expect(links.flatMap((link) => (typeof link === "string" ? [] : link.row.step))).toEqual([
    "palletise",
    "palletise",
    "ship",
    "ship",
  ]);
});

it("a pallet at another carrier's dock does not leave, and a person is told", async () => {
  const { floor, pallet } = await closed();
  const dock = {
    device: "DOCK-HOME",
    kind: "portal",
    wire: "mqtt",
    carrier: "home-parcel",
    x: 0,
    y: 0,
  } as const;
  floor.site = { ...floor.site, devices: [...floor.site.devices, dock] };
  await floor.reopen();
  floor.house.office("fleet").act({ type: "seen" }, (desk) => {
    desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("DOCK-HOME"), sscc: pallet });
  });
  floor.run(1);
  const wrong = [shippedOn(floor), alarms(floor)];
  read(floor, pallet);

  expect(wrong).toEqual([[], [`parcel.wrong-dock:${pallet}`]]);
  expect(shippedOn(floor)).toHaveLength(2);
  expect(alarms(floor)).toEqual([]);
});

it("a cancelled order's parcel leaves with its pallet", async () => {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.portalBlind = true;
  floor.order("O1", { A: 1, D: 1 });
  floor.run(900);
  const pallet = open(floor, parcelOf(floor, "O1"));
  floor.post(wmsPaths.palletClosing(pallet), {});
  const { status } = floor.post(wmsPaths.cancellation("O1"), {});
  floor.run(60);
  const before = floor.stateOf("O1");
  read(floor, pallet);

  expect([status, before, floor.stateOf("O1")]).toEqual([202, "cancelling", "shipped"]);
  expect(shippedOn(floor)).toEqual([["O1", pallet]]);
  expect(floor.bridge.figures().units.conserved).toBe(true);
});

it("parcels on a pallet are not called late, and another client's pallets are not seen", async () => {
  const { floor, pallet } = await closed();
  floor.run(3 * 1_800);

  expect(alarms(floor)).toEqual([expect.stringMatching(/^parcel\.late:/)]);
  expect(floor.get(`${wmsPaths.pallet(pallet)}?client=acme`).status).toBe(422);
});
