/** Drives each transport stop by stop, ten seconds each; its journeys stand in the world, its next stop in a due row. */
import { DeviceId, type StationId, type ToteId, type TransportId } from "@floorplane/contracts/ids";
import { placeNumberOf, readerOf } from "@floorplane/contracts/labels";
import type { Stop, ToFleet, TransportRequested } from "@floorplane/contracts/messages";
import { toteLimits } from "@floorplane/contracts/picking";
import { isSamePurpose } from "@floorplane/contracts/purposes";
import { secondMs } from "@floorplane/contracts/units";
import type { Desk, Room } from "@floorplane/runtime/room";
import { ScriptedCarrying } from "./carrying.fixture.ts";
import { gtinOf } from "./small-site.fixture.ts";
import { add, total, type Units, type World } from "./world.fixture.ts";

export class ScriptedFleet implements Room<"fleet"> {
  readonly name = "fleet";
  readonly #floor: World;
  /** Counts that no robot begins. */
  readonly #unread = new Set<TransportId>();

  readonly #carrying: ScriptedCarrying;

  constructor(floor: World) {
    this.#floor = floor;
    this.#carrying = new ScriptedCarrying(floor);
  }

  async restore(): Promise<void> {}
  begin(): void {}

  take(message: ToFleet, desk: Desk): void {
    const floor = this.#floor;
    if (this.#carrying.take(message, desk)) return;
    if (message.type === "transport.requested" && message.tote === null) {
      if (floor.robotsCount) this.#readBins(message, desk);
      else this.#unread.add(message.transport);
    } else if (message.type === "transport.requested" && message.tote !== null) {
      const { tote } = message;
      const robot = floor.nextRobot();
      const planned: Units = new Map();
      for (const { action } of message.stops)
        if (action.type === "pickItems" || action.type === "meetPerson")
          add(planned, action.sku, action.quantity);
      floor.planned.set(tote, planned);
      floor.journeys.set(message.transport, {
        request: { ...message, tote },
        robot,
        stop: 0,
        stops: [...message.stops],
        withdrawnTo: null,
      });
      desk.send("wms-bridge", {
        type: "transport.assigned",
        transport: message.transport,
        tote,
        robot,
      });
      this.#next(message.transport, desk);
    } else if (message.type === "transport.replaceStop") {
      const journey = floor.journeys.get(message.transport);
      const { transport, purpose } = message;
      const stop = journey?.stops.findIndex((one) => isSamePurpose(one.purpose, purpose)) ?? -1;
      const isLeft = message.from?.some((one) => journey?.stops[stop]?.stations.includes(one)) ?? true;
      if (journey && stop >= journey.stop && isLeft)
        journey.stops[stop] = { ...journey.stops[stop]!, stations: message.stations };
      desk.send("wms-bridge", { type: journey ? "stop.replaced" : "stop.kept", transport, purpose });
    } else if (message.type === "transport.skipStops") {
      const { transport, tote } = message;
      const journey = floor.journeys.get(transport);
      const isSkipped = (stop: Stop, at: number): boolean =>
        at >= journey!.stop &&
        !floor.keepsStops &&
        message.purposes.some((one) => isSamePurpose(one, stop.purpose));
      const skipped = journey?.stops.filter(isSkipped) ?? [];
      if (journey) journey.stops = journey.stops.filter((stop) => !skipped.includes(stop));
      const purposes = skipped.map(({ purpose }) => purpose);
      if (journey?.isWaiting && skipped.length > 0) {
        journey.isWaiting = false;
        this.#next(transport, desk);
      }
      desk.send("wms-bridge", { type: "stops.skipped", transport, tote, purposes });
    } else if (message.type === "transport.withdraw") {
      const journey = floor.journeys.get(message.transport);
      const { transport } = message;
      if (this.#unread.delete(transport))
        desk.send("wms-bridge", { type: "transport.failed", transport, tote: null, reason: "withdrawn" });
      if (!journey) return;
      journey.withdrawnTo = message.stations;
      if (journey.isWaiting) {
        journey.isWaiting = false;
        this.#next(transport, desk);
      }
    } else if (message.type === "robot.failing") floor.takenOut.set(message.robot, message.why);
  }

  /** Every bin of the tour as it lies there, but for what a test hides. */
  #readBins({ transport, stops }: TransportRequested, desk: Desk): void {
    const floor = this.#floor;
    const robot = floor.nextRobot();
    for (const [stop, { stations, purpose }] of stops.entries()) {
      const station = stations[0]!;
      const seen = [...(floor.bins.get(station) ?? [])]
        .map(([sku, units]) => ({ gtin: gtinOf(sku), tags: units - (floor.unseen.get(station) ?? 0) }))
        .filter(({ tags }) => tags > 0);
      const reader = DeviceId(readerOf(robot));
      if (!floor.isReaderDead(reader))
        desk.send("wms-bridge", { type: "bin.read", reader, place: placeNumberOf(station), seen });
      const done = { transport, tote: null, purpose, stop, station, robot, quantity: 0 } as const;
      desk.send("wms-bridge", { type: "stop.done", ...done, status: "finished" });
    }
    desk.send("wms-bridge", { type: "transport.done", transport, tote: null });
  }

  fire(event: { readonly type: string }, desk: Desk): void {
    const floor = this.#floor;
    const { transport } = event as unknown as { transport: TransportId };
    if (this.#carrying.go(transport, desk)) return;
    const journey = floor.journeys.get(transport);
    if (!journey) return;
    const { tote } = journey.request;
    if (floor.robotsStand) {
      this.#next(transport, desk);
      return;
    }
    if (journey.withdrawnTo) {
      if (journey.stop === 0) {
        floor.journeys.delete(transport);
        desk.send("wms-bridge", { type: "transport.failed", transport, tote, reason: "withdrawn" });
        return;
      }
      journey.stop = journey.stops.length - 1;
      journey.stops[journey.stop] = { ...journey.stops[journey.stop]!, stations: journey.withdrawnTo };
    }
    if (floor.failNext > 0 || floor.random.chance(floor.luck.failedTransport)) {
      if (floor.failNext > 0) floor.failNext--;
      floor.journeys.delete(transport);
      desk.send("wms-bridge", { type: "transport.failed", transport, tote, reason: "robot-lost" });
      return;
    }
    const here = journey.stops[journey.stop]!;
    if (here.action.type === "meetPerson") {
      // Until the stop is skipped.
      journey.isWaiting = true;
      const [station] = here.stations as [StationId];
      const { purpose } = here;
      const { robot } = journey;
      desk.send("wms-bridge", { type: "stop.waiting", transport, tote, purpose, station, robot });
      return;
    }
    const stop = journey.stop++;
    const { stations, action, purpose } = journey.stops[stop]!;
    const station = stations[floor.random.below(stations.length)]!;
    let quantity = 0;
    if (action.type === "fetchTote") floor.totes.set(tote, new Map());
    if (action.type === "pickItems") quantity = this.#pick(station, tote, action);
    if (action.type === "putItems") quantity = this.#put(station, tote, action.sku);
    const done = {
      type: "stop.done",
      transport,
      tote,
      purpose,
      stop,
      station,
      robot: journey.robot,
      status: "finished",
      quantity,
    } as const;
    const readsFirst = floor.random.chance(0.5);
    const read = () => {
      const reader = DeviceId(readerOf(journey.robot));
      if (action.type !== "pickItems" || floor.isReaderDead(reader)) return;
      desk.send("wms-bridge", {
        type: "tote.read",
        reader,
        tote,
        round: floor.nextRound(),
        tags: floor.tagsOf(tote),
      });
    };
    if (readsFirst) read();
    desk.send("wms-bridge", done);
    if (!readsFirst) read();
    if (journey.stop < journey.stops.length) this.#next(transport, desk);
    else {
      floor.journeys.delete(transport);
      desk.send("wms-bridge", { type: "transport.done", transport, tote });
    }
  }

  #pick(station: StationId, tote: ToteId, { sku, quantity }: { sku: string; quantity: number }): number {
    const floor = this.#floor;
    const bin = floor.bins.get(station) ?? new Map<string, number>();
    // A robot cannot tell goods apart: of a bin that holds something else, it takes something else.
    const other = [...bin].find(([, units]) => units > 0)?.[0] ?? sku;
    const gripped = (bin.get(sku) ?? 0) > 0 ? sku : other;
    const there = bin.get(gripped) ?? 0;
    const wanted = floor.random.chance(floor.luck.shortPick) ? floor.random.below(quantity) : quantity;
    const taken = Math.min(there, wanted);
    add(bin, gripped, -taken);
    const inTote = floor.totes.get(tote)!;
    add(inTote, gripped, taken);
    floor.picks.set(tote, [...(floor.picks.get(tote) ?? []), { sku: gripped, units: taken }]);
    if (total(inTote) > toteLimits.units) throw new Error(`tote ${tote} is overfull`);
    const lie = Math.min(floor.lies.get(station) ?? 0, taken);
    floor.lies.delete(station);
    add(inTote, gripped, -lie);
    add(bin, gripped, lie);
    return taken;
  }

  #put(station: StationId, tote: ToteId, sku: string): number {
    const floor = this.#floor;
    const inTote = floor.totes.get(tote)!;
    const units = Math.min(floor.putsAtMost, inTote.get(sku) ?? 0);
    const bin = floor.bins.get(station) ?? new Map();
    floor.bins.set(station, bin);
    add(bin, sku, units);
    add(inTote, sku, -units);
    return units;
  }

  #next(transport: TransportId, desk: Desk): void {
    desk.due(`go/${transport}`, desk.now + 10 * secondMs, { type: "go", transport });
  }
}
