/** Carries what the door asked for, a stop in ten seconds; what stands where is in the world, so that a test can say that nothing is twice or lost. */
import type { LoadId, StationId, TransportId } from "@floorplane/contracts/ids";
import type { Stop, ToFleet, TransportRequested } from "@floorplane/contracts/messages";
import { isSamePurpose } from "@floorplane/contracts/purposes";
import { secondMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { World } from "./world.fixture.ts";

export class ScriptedCarrying {
  readonly #floor: World;

  constructor(floor: World) {
    this.#floor = floor;
  }

  /** Answers whether the message is about a carry. */
  take(message: ToFleet, desk: Desk): boolean {
    if (message.type === "transport.requested") {
      if (message.kind !== "carry") return false;
      this.#floor.carries.set(message.transport, {
        request: message,
        stops: [...message.stops],
        stop: 0,
        robot: null,
      });
      this.#next(message.transport, desk);
      return true;
    }
    const carry = "transport" in message ? this.#floor.carries.get(message.transport) : undefined;
    if (!carry) return false;
    const { transport, stops } = { ...carry, transport: carry.request.transport };
    if (message.type === "transport.replaceStop") {
      const which = stops.findIndex((one) => isSamePurpose(one.purpose, message.purpose));
      const isOpen = which >= carry.stop;
      if (isOpen) stops[which] = { ...stops[which]!, stations: message.stations };
      const { purpose } = message;
      desk.send("wms-bridge", { type: isOpen ? "stop.replaced" : "stop.kept", transport, purpose });
    } else if (message.type === "transport.withdraw") {
      const isLoaded = carry.stop % 2 === 1;
      if (!isLoaded) {
        this.#floor.carries.delete(transport);
        desk.cancelDue(`go/${transport}`);
        desk.send("wms-bridge", { type: "transport.failed", transport, tote: null, reason: "withdrawn" });
        return true;
      }
      carry.stops = stops.slice(0, carry.stop + 1);
      if (message.stations.length > 0)
        carry.stops[carry.stop] = { ...stops[carry.stop]!, stations: message.stations };
    }
    return true;
  }

  /** Answers whether it is a carry. */
  go(transport: TransportId, desk: Desk): boolean {
    const floor = this.#floor;
    const carry = floor.carries.get(transport);
    if (!carry) return false;
    if (floor.robotsStand) {
      this.#next(transport, desk);
      return true;
    }
    if (carry.robot === null) {
      carry.robot = carry.request.wish?.robot ?? floor.nextRobot();
      desk.send("wms-bridge", { type: "transport.assigned", transport, tote: null, robot: carry.robot });
      this.#next(transport, desk);
      return true;
    }
    const { stations, action, purpose } = carry.stops[carry.stop]!;
    const station = stations[floor.random.below(stations.length)]!;
    const load = this.#move(action, station, carry);
    if (load === undefined) {
      floor.carries.delete(transport);
      desk.send("wms-bridge", {
        type: "transport.failed",
        transport,
        tote: null,
        reason: "rejected-by-robot",
      });
      return true;
    }
    const { stop, robot } = carry;
    const done = { transport, tote: null, purpose, stop, station, robot, quantity: 0, load } as const;
    desk.send("wms-bridge", { type: "stop.done", ...done, status: "finished" });
    carry.stop++;
    if (carry.stop < carry.stops.length) this.#next(transport, desk);
    else {
      floor.carries.delete(transport);
      desk.send("wms-bridge", { type: "transport.done", transport, tote: null });
    }
    return true;
  }

  /** Undefined: nothing of that number stands there. */
  #move(action: Stop["action"], station: StationId, carry: { onBoard?: LoadId }): LoadId | undefined {
    const { loads } = this.#floor;
    if (action.type === "pickLoad") {
      const there = [...loads].find(
        ([load, at]) => at === station && (action.load === null || action.load === load),
      );
      if (!there) return undefined;
      loads.set(there[0], null);
      carry.onBoard = there[0];
      return there[0];
    }
    loads.set(carry.onBoard!, station);
    return carry.onBoard;
  }

  #next(transport: TransportRequested["transport"], desk: Desk): void {
    desk.due(`go/${transport}`, desk.now + 10 * secondMs, { type: "go", transport });
  }
}
