/** What goes with which truck, and what becomes of a parcel that no portal read before it left. */
import { DeviceId } from "@floorplane/contracts/ids";
import { wmsPaths } from "@floorplane/contracts/wms-paths";
import { describe, expect, it } from "vitest";
import { aStockedFloor, dayStart, type Floor } from "../floor/floor.fixture.ts";

interface Shown {
  manifest: string;
  closedAt: string | null;
  closedBy: string | null;
  unread: string[];
  parcels: { sscc: string; order: string; shippedAt: string | null }[];
}

const manifestsOf = (floor: Floor, query = ""): Shown[] =>
  floor.get(`/v1/manifests${query}`).body.manifests as Shown[];
/** The day begins at eight, and trucks leave at seven in the evening. */
const truckGone = 11 * 3_600 + 400;
const until = (floor: Floor, seconds: number): void =>
  floor.run(Math.ceil((dayStart - floor.clock.now()) / 1_000) + seconds);
const alarms = (floor: Floor): string[] => [...floor.alarms.keys()].filter((key) => key.includes("unread"));

async function aFloor(): Promise<Floor> {
  const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
  floor.order("O1", { A: 1 });
  floor.order("O2", { B: 1 }, { country: "GB" });
  floor.run(900);
  floor.portalBlind = true;
  floor.order("O3", { C: 1 });
  floor.run(900);
  return floor;
}

describe("a manifest", () => {
  it("has the parcels of one carrier's truck, those that left and those that wait", async () => {
    const floor = await aFloor();

    const shown = manifestsOf(floor);
    expect(shown.map(({ manifest, parcels }) => [manifest, parcels.map(({ order }) => order)])).toEqual([
      ["euro-road-20101201T1900Z", ["O1", "O3"]],
      ["home-parcel-20101201T1900Z", ["O2"]],
    ]);
    expect(shown[0]!.parcels.map(({ shippedAt }) => shippedAt !== null)).toEqual([true, false]);
    expect(manifestsOf(floor, "?carrier=home-parcel")).toHaveLength(1);
    expect(manifestsOf(floor, "?open=false")).toEqual([]);
  });

  it("closes when its truck has left, also after a restart: what no portal read is asked of a person, and not shipped", async () => {
    const floor = await aFloor();
    await floor.reopen();
    until(floor, truckGone);

    const [road, home] = manifestsOf(floor) as [Shown, Shown];
    const { sscc } = road.parcels.find(({ order }) => order === "O3")!;
    expect([road.closedBy, road.unread, home.closedBy, home.unread]).toEqual([
      "cut-off",
      [sscc],
      "cut-off",
      [],
    ]);
    expect(alarms(floor)).toEqual([`parcel.unread:${sscc}`]);
    expect(floor.stateOf("O3")).toBe("packed");
  });

  it("is closed by hand once, and what is packed afterwards goes with the next truck", async () => {
    const floor = await aFloor();
    const [{ manifest }] = manifestsOf(floor) as [Shown];
    const close = () => floor.post(`/v1/manifests/${manifest}/closing`, {});
    const [first, again] = [close(), close()];
    floor.order("O4", { A: 1 });
    floor.run(900);

    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body).toEqual(first.body);
    expect(first.body.closedBy).toBe("hand");
    expect(
      manifestsOf(floor).find(({ parcels }) => parcels.some(({ order }) => order === "O4"))!.manifest,
    ).toBe("euro-road-20101202T1200Z");
    expect(floor.post("/v1/manifests/nobody-20101201T1900Z/closing", {}).status).toBe(404);
  });
});

describe("a parcel that no portal read before its truck left", () => {
  async function anUnread(): Promise<{ floor: Floor; sscc: string }> {
    const floor = await aFloor();
    until(floor, truckGone);
    const [{ unread }] = manifestsOf(floor) as [Shown];
    return { floor, sscc: unread[0]! };
  }

  it("has left when somebody says so: shipped and told once", async () => {
    const { floor, sscc } = await anUnread();
    const { status } = floor.post(wmsPaths.departure(sscc), {});
    floor.run(1);

    expect(status).toBe(200);
    expect(floor.stateOf("O3")).toBe("shipped");
    expect(floor.allToldOf("O3").filter((type) => type === "parcel.shipped")).toHaveLength(1);
    expect(alarms(floor)).toEqual([]);
    expect(manifestsOf(floor)[0]!.unread).toEqual([]);
    expect(floor.post(`${wmsPaths.parcels}/${sscc}/stay`, {}).status).toBe(409);
  });

  it("says what is asked of a person, and no more when it is answered", async () => {
    const { floor, sscc } = await anUnread();
    const asked = floor.get(wmsPaths.order("O3")).body;
    floor.post(`${wmsPaths.parcels}/${sscc}/stay`, {});

    expect(asked).toMatchObject({
      state: "packed",
      reason: { code: "parcel.unread", parcels: [sscc], more: 0 },
    });
    expect(asked.why).toContain(sscc);
    expect(floor.get(wmsPaths.order("O3")).body.reason).toBeUndefined();
  });

  it("is said of an order that waits for further units, too, and what it waits for is said again when it is answered", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    floor.portalBlind = true;
    floor.order("O4", { A: 101 }, { allocation: "partial" });
    floor.run(3_600);
    const before = floor.get(wmsPaths.order("O4")).body;
    until(floor, truckGone);
    const asked = floor.get(wmsPaths.order("O4")).body;
    for (const { parcels } of manifestsOf(floor))
      for (const { sscc } of parcels) floor.post(wmsPaths.departure(sscc), {});
    floor.run(1);

    expect(before).toMatchObject({ state: "backordered", reason: { code: "units.lacking" } });
    expect(asked).toMatchObject({ state: "backordered", reason: { code: "parcel.unread" } });
    expect(floor.get(wmsPaths.order("O4")).body).toMatchObject({
      state: "backordered",
      reason: { code: "units.lacking" },
    });
  });

  it("is answered alike when the same is said again: it left, or it is here; the opposite is refused, and what nobody knows is not found", async () => {
    const { floor, sscc } = await anUnread();
    const stay = (of = sscc) => floor.post(`${wmsPaths.parcels}/${of}/stay`, {});
    const departs = (of = sscc) => floor.post(wmsPaths.departure(of), {});
    const here = [stay(), stay()];
    const left = [departs(), departs()];
    floor.run(1);

    expect(here.map(({ status }) => status)).toEqual([200, 200]);
    expect(here[1]!.body).toEqual(here[0]!.body);
    expect(left.map(({ status }) => status)).toEqual([200, 200]);
    expect(left[1]!.body).toEqual(left[0]!.body);
    expect(stay().status).toBe(409);
    expect([stay, departs].map((say) => say("095213210000000919").status)).toEqual([404, 404]);
    expect(floor.allToldOf("O3").filter((type) => type === "parcel.shipped")).toHaveLength(1);
  });

  it("goes with the next truck when somebody finds it here, and is asked of again if that does not read it either", async () => {
    const { floor, sscc } = await anUnread();
    const stay = floor.post(`${wmsPaths.parcels}/${sscc}/stay`, {});
    const between = alarms(floor);
    floor.run(24 * 3_600);

    expect(stay.body).toEqual({ sscc, manifest: "euro-road-20101202T1200Z" });
    expect(between).toEqual([]);
    expect(floor.stateOf("O3")).toBe("packed");
    expect(alarms(floor)).toEqual([`parcel.unread:${sscc}`]);
  });

  it("is shipped when a portal reads it after all", async () => {
    const { floor, sscc } = await anUnread();
    floor.house.office("fleet").act({ type: "seen" }, (desk) => {
      desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId("PORTAL1"), sscc });
    });
    floor.run(1);

    expect(floor.stateOf("O3")).toBe("shipped");
    expect(alarms(floor)).toEqual([]);
  });

  it("is where the book has it before: its manifest is open, and nothing changes", async () => {
    const floor = await aFloor();
    const sscc = manifestsOf(floor)[0]!.parcels.find(({ order }) => order === "O3")!.sscc;

    const { manifest } = manifestsOf(floor)[0]!;
    expect(floor.post(`${wmsPaths.parcels}/${sscc}/stay`, {}).body).toEqual({ sscc, manifest });
    expect(floor.post(`${wmsPaths.parcels}/095213210000000919/stay`, {}).status).toBe(404);
  });
});

describe("a parcel at the dock of another carrier", () => {
  it("is not shipped, and a person is told; at its own it leaves", async () => {
    const floor = await aStockedFloor({ settings: { waveOrders: 1 } });
    const dock = (device: string, carrier: string) => ({
      device,
      kind: "portal" as const,
      wire: "mqtt" as const,
      carrier,
      x: 0,
      y: 0,
    });
    floor.site = {
      ...floor.site,
      devices: [...floor.site.devices, dock("DOCK-HOME", "home-parcel"), dock("DOCK-ROAD", "euro-road")],
    };
    await floor.reopen();
    floor.portalBlind = true;
    floor.order("O1", { A: 1 });
    floor.run(900);
    const [{ sscc }] = floor.get(wmsPaths.parcels).body.parcels as [{ sscc: string }];
    const passes = (portal: string): void => {
      floor.house.office("fleet").act({ type: "seen" }, (desk) => {
        desk.send("wms-bridge", { type: "parcel.seen", portal: DeviceId(portal), sscc });
      });
      floor.run(1);
    };
    passes("DOCK-HOME");
    const wrong = [floor.stateOf("O1"), [...floor.alarms.keys()]];
    passes("DOCK-ROAD");

    expect(wrong).toEqual(["packed", [`parcel.wrong-dock:${sscc}`]]);
    expect(floor.stateOf("O1")).toBe("shipped");
    expect([...floor.alarms.keys()]).toEqual([]);
  });
});
