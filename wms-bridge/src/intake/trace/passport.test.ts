/** What a passport tells at the door: of its own thing alone, its client's alone, all of it. */
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, type Floor } from "../../floor/floor.fixture.ts";
import { acme, aSharedFloor, order } from "../../floor/shared-floor.fixture.ts";
import { anItem, gtinOf } from "../../floor/small-site.fixture.ts";
import { chained, rowDigest } from "../../keeping/journal.ts";

interface Passport {
  readonly before: { readonly number: number; readonly hash: string };
  readonly links: readonly (string | { readonly number: number; readonly row: Record<string, unknown> })[];
  readonly after: { readonly number: number; readonly hash: string };
  readonly head: { readonly number: number; readonly hash: string };
  readonly more: boolean;
}

function ask(floor: Floor, kind: string, id: string, query = ""): Passport {
  const { status, body } = floor.get(wmsPaths.passport(kind, id) + query);
  expect([status, body.detail]).toEqual([200, undefined]);
  return body as unknown as Passport;
}
const rowsOf = ({ links }: Passport) => links.flatMap((link) => (typeof link === "string" ? [] : [link.row]));
const stepsOf = (passport: Passport): unknown[] => rowsOf(passport).map(({ step }) => step);

async function aFloorWithTwoOrders(): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.order("O1", { A: 3 });
  floor.run(60);
  floor.order("O2", { B: 1 });
  floor.run(1_200);
  return floor;
}

describe("a passport", () => {
  it("is one chain from the row before its first to its last, with the rows of others as digests", async () => {
    const floor = await aFloorWithTwoOrders();

    const passport = ask(floor, "order", "O1");

    expect(stepsOf(passport)).toEqual(["pick", "transport", "pack", "ship"]);
    const { before, links, after, head } = passport;
    const end = links.reduce<string>(
      (hash, link) => chained(hash, typeof link === "string" ? link : rowDigest(link.row)),
      before.hash,
    );
    expect(end).toBe(after.hash);
    expect(before.number + links.length).toBe(after.number);
    expect(JSON.stringify(links)).not.toContain("O2");
    expect(floor.get(wmsPaths.activity).body.head).toEqual(head);
  });

  it("of a tote and of its parcel is the whole way, of an item and a lot all that was done with it", async () => {
    const floor = await aFloorWithTwoOrders();
    const { tote, parcel } = rowsOf(ask(floor, "order", "O1")).at(-1)! as { tote: string; parcel: string };

    expect(stepsOf(ask(floor, "tote", tote))).toEqual(["pick", "transport", "pack", "ship"]);
    expect(stepsOf(ask(floor, "parcel", parcel))).toEqual(["pick", "transport", "pack", "ship"]);
    expect(stepsOf(ask(floor, "item", "A"))).toEqual(["receive", "pick", "transport", "pack", "ship"]);
    expect(ask(floor, "item", "a")).toEqual(ask(floor, "item", "A"));
    expect(new Set(stepsOf(ask(floor, "lot", "L1")))).toEqual(
      new Set(["receive", "pick", "transport", "pack", "ship"]),
    );
  });

  it("has what others told of it", async () => {
    const floor = await aFloorWithTwoOrders();
    const event = {
      "@context": "https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
      type: "ObjectEvent",
      action: "OBSERVE",
      bizStep: "shipping",
      eventTime: "2010-11-30T06:45:00+02:00",
      eventTimeZoneOffset: "+02:00",
      epcList: [`https://id.gs1.org/01/${gtinOf("A")}/21/2017`],
    };
    floor.post("/epcis/events", event);

    expect(stepsOf(ask(floor, "item", "A")).at(-1)).toBe("captured");
    expect(stepsOf(ask(floor, "item", "B"))).not.toContain("captured");
  });

  it("of an order with slashes, blanks and marks in its number is found by it, and its events have it in a URI", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    const number = "WH/OUT/0001 Ü";
    floor.order(number, { A: 3 });
    floor.run(1_200);

    expect(stepsOf(ask(floor, "order", number.normalize("NFD")))).toEqual([
      "pick",
      "transport",
      "pack",
      "ship",
    ]);
    const asked = new URLSearchParams({
      EQ_bizTransaction: `urn:floorplane:site:test:client:house:order:${encodeURIComponent(number)}`,
    });
    const { body } = floor.get(`/epcis/events?${asked}`);
    expect(JSON.stringify(body).match(/"eventID"/g)).toHaveLength(5);
    const { body: told } = floor.get(wmsPaths.events);
    expect((told.events as { subject: string }[]).map(({ subject }) => subject)).toContain(number);
  });

  it("is its client's own", async () => {
    const floor = await aSharedFloor({ settings: { waveOrders: 1 } });
    order(floor, "house", "O1", { A: 2 });
    order(floor, acme, "O1", { A: 3 });
    floor.run(1_800);

    for (const [client, units] of [
      ["house", 2],
      [acme, 3],
    ] as const) {
      const [picked] = rowsOf(ask(floor, "order", "O1", `?client=${client}`)) as { goods: unknown[][] }[];
      expect(picked!.goods).toEqual([["A", "L1", units, gtinOf("A")]]);
    }
  });

  it("of an order begins with it, and is there of one of which nothing was done yet", async () => {
    const floor = await aFloorWithTwoOrders();
    floor.order("O3", { D: 1 });

    const passport = ask(floor, "order", "O3");

    expect(passport).toMatchObject({ links: [], more: false, after: passport.head });
  });

  it("of a unit that is here by its serial number is there, though nothing was done with it yet", async () => {
    const floor = await aStockedFloor();
    floor.post(wmsPaths.items, { items: [anItem("S", { serialKept: true })] });
    floor.post(wmsPaths.openingStock, {
      rows: [{ location: "P15", sku: "S", lot: "L1", units: 1, serials: ["S1"] }],
    });
    floor.run(5);

    const known = floor.get(`${wmsPaths.passport("item", "S")}?serial=S1`);
    const unknown = floor.get(`${wmsPaths.passport("item", "S")}?serial=S2`);

    expect(known).toMatchObject({ status: 200, body: { about: { id: "S", serial: "S1" }, more: false } });
    expect(unknown).toMatchObject({ status: 404, body: { code: "not-found" } });
  });

  it.each([
    ["order", "O9", 404, "unknown-order"],
    ["item", "Z", 422, "unknown-item"],
    ["tote", "T99", 404, "not-found"],
    ["parcel", "095213210000099999", 404, "not-found"],
    ["lot", "L9", 404, "not-found"],
    ["order", "O1?after=900", 422, "malformed-message"],
    ["order", "O1?perPage=9", 422, "malformed-message"],
  ])("of %s %s is refused", async (kind, id, status, code) => {
    const floor = await aFloorWithTwoOrders();

    expect(floor.get(`/v1/passport/${kind}/${id}`)).toMatchObject({ status, body: { code } });
  });
});

it("is told to the screens of the site as it is at the door, and what is not known is refused alike", async () => {
  const floor = await aFloorWithTwoOrders();
  const told = (kind: string, id: string, client = "house"): Record<string, unknown> => {
    let body = new Uint8Array();
    floor.bridge.tellPassport({ kind, id, client, after: undefined }, (answer) => {
      body = new Uint8Array(answer.body);
    });
    return JSON.parse(new TextDecoder().decode(body)) as Record<string, unknown>;
  };

  expect(told("order", "O1")).toEqual(ask(floor, "order", "O1"));
  expect(told("item", "A")).toEqual(ask(floor, "item", "A"));
  expect(told("item", "NONE")).toMatchObject({ status: 422, field: "item" });
  expect(told("order", "O9")).toMatchObject({ status: 404 });
  expect(told("song", "O1")).toMatchObject({ field: "kind" });
});
