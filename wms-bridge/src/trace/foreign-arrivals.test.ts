/** Others' EPCIS events are the other warehouse's word of arrival, where they name what left for it; whatever else they say is kept and changes nothing. */
import { SiteId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, bearing, Floor } from "../floor/floor.fixture.ts";
import { acme, aSharedFloor } from "../floor/shared-floor.fixture.ts";
import { gtinOf } from "../floor/small-site.fixture.ts";
import { deliver } from "../receiving/delivery.fixture.ts";

const encoder = new TextEncoder();
const shown = (floor: Floor) =>
  floor.get(wmsPaths.transfer("TR1")).body as {
    state: string;
    parcels: string[];
    lines: { arrived: number; missing: number }[];
    expectedReceipt: object;
  };
const told = (floor: Floor) =>
  floor.confirmations.flatMap((one) => (one.type === "transfer.arrived" ? [one.data] : []));

function capture(floor: Floor, events: readonly object[], headers: Record<string, string> = {}, query = "") {
  const document = {
    "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
    type: "EPCISDocument",
    schemaVersion: "2.0",
    creationDate: "2010-12-02T10:30:00Z",
    epcisBody: { eventList: events },
  };
  const body = encoder.encode(JSON.stringify(document));
  const answer = floor.answerTo({ method: "POST", url: `/epcis/capture${query}`, headers, body });
  floor.run(5);
  return answer;
}

const there = { readPoint: { id: "urn:floorplane:site:OTHER:place:DOCK" } };
/** Hours of the day before, so that every time has come. */
const at = (hour: number) => new Date(Date.UTC(2010, 10, 30) + hour * 3_600_000).toISOString();
const head = (bizStep: string, hour: number) => ({
  ...{ bizStep, eventTime: at(hour), eventTimeZoneOffset: "+00:00", action: "OBSERVE" },
  ...there,
});
const parcelEvent = (sscc: string, { hour = 9, bizStep = "receiving" } = {}) => ({
  type: "ObjectEvent",
  ...head(bizStep, hour),
  epcList: [`https://id.gs1.org/00/${sscc}`],
});
const contents = (units: Record<string, number>) =>
  Object.entries(units).map(([sku, quantity]) => ({
    epcClass: `https://id.gs1.org/01/${gtinOf(sku).padStart(14, "0")}/10/L9`,
    quantity,
  }));
const counted = (sscc: string, units: Record<string, number>, hour = 10) => ({
  type: "AggregationEvent",
  ...head("receiving", hour),
  parentID: `https://example.org/00/${sscc}`,
  childQuantityList: contents(units),
});
const goods = (units: Record<string, number>, more: object = {}) => ({
  type: "ObjectEvent",
  ...head("receiving", 10),
  quantityList: contents(units),
  bizTransactionList: [
    { type: "recadv", bizTransaction: "urn:floorplane:site:OTHER:client:house:receipt:TR1" },
  ],
  ...more,
});

async function between(): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.order("TR1", { A: 5, B: 2 }, { transferTo: "WAREHOUSE-2" });
  floor.run(1_800);
  return floor;
}
const parcelOf = (floor: Floor): string => shown(floor).parcels[0]!;

describe("an event of the other warehouse", () => {
  it("that names a parcel is its word that the parcel is there, once", async () => {
    const floor = await between();
    const event = parcelEvent(parcelOf(floor));

    expect(capture(floor, [event, event]).status).toBe(202);
    capture(floor, [{ ...event, bizStep: "arriving", eventTime: at(8) }]);
    await floor.reopen();
    capture(floor, [event]);

    expect(shown(floor)).toMatchObject({ state: "arrived", parcelsArrived: [parcelOf(floor)] });
    expect(told(floor)).toMatchObject([{ lines: [{ quantity: 5 }, { quantity: 2 }] }]);
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("names it in any of its spellings, also within a pallet that nobody knows", async () => {
    const floor = await between();
    const sscc = parcelOf(floor);

    capture(floor, [
      {
        type: "AggregationEvent",
        ...head("https://ref.gs1.org/cbv/BizStep-receiving", 9),
        parentID: "urn:epc:id:sscc:0614141.1234567890",
        childEPCs: [`urn:epc:id:sscc:${sscc.slice(1, 8)}.${sscc[0]}${sscc.slice(8, 17)}`],
      },
    ]);

    expect(shown(floor)).toMatchObject({ state: "arrived" });
  });

  describe("that names a pallet", () => {
    /** Two transfers' parcels left on one pallet. */
    async function onAPallet() {
      const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
      floor.portalBlind = true;
      floor.order("TR1", { A: 5 }, { transferTo: "WAREHOUSE-2" });
      floor.order("TR2", { B: 2 }, { transferTo: "WAREHOUSE-2" });
      floor.run(1_800);
      const all = floor.get(`${wmsPaths.parcels}?state=packed`).body.parcels as { sscc: string }[];
      const parcels = all.map(({ sscc }) => sscc);
      const pallet = String(floor.post(wmsPaths.pallets, { parcels }).body.sscc);
      floor.post(wmsPaths.palletClosing(pallet), {});
      floor.post(wmsPaths.palletDeparture(pallet), {});
      floor.run(1);
      return { floor, parcels, pallet };
    }
    const statesOf = (floor: Floor) =>
      ["TR1", "TR2"].map((number) => floor.get(wmsPaths.transfer(number)).body.state);
    const around = (pallet: string, more: object = {}) => ({
      type: "AggregationEvent",
      ...head("receiving", 9),
      parentID: `https://id.gs1.org/00/${pallet}`,
      ...more,
    });

    it("is its word that all is there that left on it, once", async () => {
      const { floor, pallet } = await onAPallet();

      const { status } = capture(floor, [around(pallet)]);
      await floor.reopen();
      capture(floor, [parcelEvent(pallet)]);

      expect([status, statesOf(floor)]).toEqual([202, ["arrived", "arrived"]]);
      expect(told(floor)).toHaveLength(2);
    });

    it("and what stands on it is its word of that alone", async () => {
      const { floor, parcels, pallet } = await onAPallet();

      capture(floor, [around(pallet, { childEPCs: [`https://id.gs1.org/00/${parcels[0]}`] })]);

      expect(statesOf(floor).sort()).toEqual(["arrived", "between-sites"]);
    });
  });

  it("that counts fewer than left in it is a difference that people are asked about", async () => {
    const floor = await between();

    capture(floor, [counted(parcelOf(floor), { A: 3, B: 3 })]);

    expect(shown(floor)).toMatchObject({
      state: "difference",
      lines: [
        { arrived: 3, missing: 2 },
        { arrived: 2, missing: 0 },
      ],
      over: [{ sku: "B", quantity: 1 }],
    });
    expect(floor.get(`${wmsPaths.tasks}?kind=difference`).body).toMatchObject({ open: 1 });
  });

  it("that contradicts an earlier one puts the units in question, whichever was there first; an older one changes nothing", async () => {
    const floor = await between();
    const sscc = parcelOf(floor);

    capture(floor, [parcelEvent(sscc, { bizStep: "arriving" })]);
    const arrived = shown(floor).state;
    capture(floor, [counted(sscc, { A: 4, B: 2 })]);
    const opened = shown(floor);
    await floor.reopen();
    capture(floor, [counted(sscc, { A: 1 }, 8)]);
    const older = shown(floor);
    capture(floor, [counted(sscc, { A: 5, B: 2 }, 11)]);

    expect(arrived).toBe("arrived");
    expect(opened).toMatchObject({
      state: "difference",
      lines: [{ arrived: 4, missing: 1 }, { missing: 0 }],
    });
    expect(older.lines).toEqual(opened.lines);
    expect(shown(floor)).toMatchObject({ state: "arrived" });
    expect(floor.bridge.figures().units.conserved).toBe(true);
  });

  it("that counts outweighs one that only says that a parcel is there, whatever time that one bears", async () => {
    const floor = await between();
    const sscc = parcelOf(floor);

    capture(floor, [counted(sscc, { A: 4, B: 2 }, 7)]);
    capture(floor, [parcelEvent(sscc, { bizStep: "arriving", hour: 8 })]);
    capture(floor, [counted(sscc, { A: 3, B: 2 }, 7.5)]);

    expect(shown(floor)).toMatchObject({ state: "difference", lines: [{ arrived: 3, missing: 2 }, {}] });
  });

  it("that changes nothing since somebody counted later says so", async () => {
    const floor = await between();
    const sscc = parcelOf(floor);
    capture(floor, [counted(sscc, { A: 3, B: 2 }, 8)]);

    const { headers } = capture(floor, [counted(sscc, { A: 5, B: 2 }, 7)]);

    expect(floor.get(headers.location!).body.remarks).toEqual([
      `parcel ${sscc} of transfer TR1: what was counted in it at a later eventTime holds`,
    ]);
  });

  it("dated minutes ahead of the clock here is refused by its field, since it would hide what is seen later", async () => {
    const floor = await between();
    const sscc = parcelOf(floor);

    const { status, body } = capture(floor, [parcelEvent(sscc, { bizStep: "arriving", hour: 48 })]);

    expect([status, JSON.parse(new TextDecoder().decode(body))]).toMatchObject([
      422,
      { field: "epcisBody.eventList[0].eventTime" },
    ]);
    expect(shown(floor)).toMatchObject({ state: "between-sites" });
  });

  describe("that is declared wrong", () => {
    const wrong = (event: object, more: object = { reason: "did_not_occur" }) => ({
      ...event,
      errorDeclaration: { declarationTime: at(12), ...more },
    });

    it("never was: its parcel is on the way again, and whoever was told hears it", async () => {
      const floor = await between();
      const event = parcelEvent(parcelOf(floor), { hour: 8 });
      capture(floor, [event]);

      capture(floor, [wrong(event)]);
      await floor.reopen();
      capture(floor, [event]);

      expect(shown(floor)).toMatchObject({
        state: "between-sites",
        arrivedAt: null,
        parcelsArrived: [],
        lines: [
          { arrived: 0, missing: 0, between: 5 },
          { arrived: 0, missing: 0, between: 2 },
        ],
      });
      const quantities = told(floor).map(({ lines }) => lines!.map(({ quantity }) => quantity));
      expect(quantities).toEqual([
        [5, 2],
        [-5, -2],
      ]);
      expect(floor.bridge.figures().units.conserved).toBe(true);
      floor.run(4 * 86_400);
      expect(shown(floor).state).toBe("difference");
    });

    it("leaves the words that are left: the count before it, or the right event that it names", async () => {
      const floor = await between();
      const sscc = parcelOf(floor);
      const id = (n: number) => ({ eventID: `urn:uuid:0a0a0a0a-0000-4000-8000-00000000000${n}` });
      const first = { ...counted(sscc, { A: 5, B: 2 }, 7), ...id(1) };
      const second = { ...counted(sscc, { A: 1, B: 4 }, 8), ...id(2) };
      const right = { ...counted(sscc, { A: 4, B: 2 }, 8), ...id(3) };

      capture(floor, [first, second]);
      const before = shown(floor);
      capture(floor, [wrong(second)]);
      const after = shown(floor);
      capture(floor, [
        right,
        wrong(first, { reason: "incorrect_data", correctiveEventIDs: [id(3).eventID] }),
      ]);

      expect(before).toMatchObject({ state: "difference", lines: [{ missing: 4 }, { arrived: 2 }] });
      expect(after).toMatchObject({ state: "arrived", lines: [{ arrived: 5 }, { arrived: 2 }] });
      expect(shown(floor)).toMatchObject({ lines: [{ arrived: 4, missing: 1 }, { arrived: 2 }] });
      expect(floor.bridge.figures().units.conserved).toBe(true);
    });

    it("and counted goods under the transfer's number takes them back, once", async () => {
      const floor = await between();
      const event = goods({ A: 3 }, { eventTime: at(8) });
      capture(floor, [event]);
      capture(floor, [wrong(event)]);
      capture(floor, [wrong(event), event]);

      expect(shown(floor)).toMatchObject({
        state: "between-sites",
        lines: [{ arrived: 0, missing: 0, between: 5 }, { between: 2 }],
      });
    });

    it("before it was heard is never heard", async () => {
      const floor = await between();
      const event = parcelEvent(parcelOf(floor), { hour: 8 });

      capture(floor, [wrong(event)]);
      const { headers } = capture(floor, [event]);

      expect(shown(floor)).toMatchObject({ state: "between-sites", parcelsArrived: [] });
      expect(floor.get(headers.location!).body.remarks).toHaveLength(1);
    });

    it("about a parcel that is here by the book clears the alarm", async () => {
      const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
      floor.portalBlind = true;
      floor.order("TR1", { A: 5, B: 2 }, { transferTo: "WAREHOUSE-2" });
      floor.run(1_800);
      const [{ sscc }] = floor.get(wmsPaths.parcels).body.parcels as [{ sscc: string }];
      const event = parcelEvent(sscc, { hour: 8 });

      capture(floor, [event]);
      capture(floor, [wrong(event)]);

      expect(floor.alarms.has(`parcel.elsewhere:${sscc}`)).toBe(false);
      floor.post(`/v1/parcels/${sscc}/departure`, {});
      floor.run(5);
      expect(shown(floor)).toMatchObject({ state: "between-sites" });
    });
  });

  it("that counts goods under the transfer's number says nothing of the rest, and is counted once", async () => {
    const floor = await between();
    const event = goods({ A: 3 }, { eventID: "urn:uuid:0a0a0a0a-0000-4000-8000-000000000001" });

    capture(floor, [event]);
    capture(floor, [event]);
    const part = shown(floor);
    capture(floor, [goods({ A: 2, B: 2 }, { bizStep: "arriving" })]);
    const arriving = shown(floor);
    capture(floor, [goods({ A: 2, B: 2 })]);

    expect(part).toMatchObject({
      state: "between-sites",
      lines: [{ arrived: 3, missing: 0 }, { arrived: 0 }],
    });
    expect(arriving.lines).toEqual(part.lines);
    expect(shown(floor)).toMatchObject({ state: "arrived" });
  });

  it("is taken when the house that received it is one like this: its own events are sent as they stand", async () => {
    const floor = await between();
    const other = new Floor();
    other.site = { ...other.site, site: SiteId("OTHER") };
    await other.open();
    other.items("A", "B");
    deliver(
      other,
      "TR1",
      [
        { sku: "A", quantity: 5 },
        { sku: "B", quantity: 2 },
      ],
      shown(floor).expectedReceipt,
    );
    other.run(3_600);
    const bytes = other.answerTo({
      ...{ method: "GET", url: "/epcis/events?EQ_bizStep=receiving&perPage=100", headers: {} },
      body: new Uint8Array(),
    }).body;
    const { eventList } = JSON.parse(new TextDecoder().decode(bytes)).epcisBody.queryResults.resultsBody;
    const ofIt = eventList.filter((event: object) => JSON.stringify(event).includes("receipt:TR1"));

    floor.run(3_600);
    expect(ofIt.length).toBeGreaterThan(0);
    expect(capture(floor, ofIt).status).toBe(202);
    expect(shown(floor)).toMatchObject({ state: "arrived" });
  });

  it("about a parcel that is here by the book stays open, says so, and holds when the parcel has left", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.portalBlind = true;
    floor.order("TR1", { A: 5, B: 2 }, { transferTo: "WAREHOUSE-2" });
    floor.run(1_800);
    const { parcels } = floor.get(wmsPaths.parcels).body as { parcels: { sscc: string }[] };
    const { sscc } = parcels[0]!;

    capture(floor, [parcelEvent(sscc)]);
    const early = [shown(floor), floor.alarms.has(`parcel.elsewhere:${sscc}`)];
    await floor.reopen();
    floor.post(`/v1/parcels/${sscc}/departure`, {});
    floor.run(5);

    expect(early).toMatchObject([{ state: "ordered", parcelsElsewhere: [sscc] }, true]);
    expect(shown(floor)).toMatchObject({ state: "arrived", parcelsArrived: [sscc] });
    expect(floor.alarms.has(`parcel.elsewhere:${sscc}`)).toBe(false);
  });

  it("changes nothing where it is of this site, of goods that nobody knows, of others' parcels, or of a return", async () => {
    const floor = await between();
    const sscc = parcelOf(floor);
    const event = parcelEvent(sscc);
    const strange = { epcClass: "https://id.gs1.org/01/09506000134352", quantity: 1 };

    const answers = [
      { ...event, readPoint: { id: `urn:floorplane:site:${floor.site.site}:place:DOCK` } },
      { ...event, disposition: "returned" },
      { ...event, action: "DELETE" },
      { ...event, bizStep: "shipping" },
      parcelEvent("006141411234567897"),
      { ...counted(sscc, { A: 3 }), childQuantityList: [strange] },
      { ...counted(sscc, { A: 3 }), childQuantityList: [{ ...contents({ A: 3 })[0], uom: "KGM" }] },
      goods({ A: 3 }, { bizTransactionList: [{ bizTransaction: "urn:example:po:TR2" }] }),
    ].map((one) => capture(floor, [one]).status);

    expect(answers).toEqual(answers.map(() => 202));
    expect(shown(floor)).toMatchObject({ state: "between-sites", parcelsArrived: [] });
    expect(told(floor)).toEqual([]);
  });

  it("changes nothing for a program that may write down events and book no stock", async () => {
    const floor = await between();
    const tracer = { program: "tracer", name: "a tracer", clients: ["house"], token: "t".repeat(43) };
    floor.programs = [...floor.programs, { ...tracer, scopes: ["trace:write", "trace:read"] }];
    await floor.reopen();

    expect(capture(floor, [parcelEvent(parcelOf(floor))], bearing(tracer.token)).status).toBe(202);

    expect(shown(floor)).toMatchObject({ state: "between-sites" });
  });

  it("of one client says nothing of another's parcels", async () => {
    const floor = await aSharedFloor({ settings: { waveOrders: 1 } });
    floor.order("TR1", { A: 5 }, { transferTo: "WAREHOUSE-2" });
    floor.run(1_800);

    expect(capture(floor, [parcelEvent(parcelOf(floor))], {}, `?client=${acme}`).status).toBe(202);

    expect(shown(floor)).toMatchObject({ state: "between-sites" });
    capture(floor, [parcelEvent(parcelOf(floor))]);
    expect(shown(floor)).toMatchObject({ state: "arrived" });
  });
});
