/** What the robot's actions do to the goods: it takes and gives totes and loads, picks and puts units, and charges. Times by `contracts/picking.ts`. */
import { countSeconds, pickSeconds, toteHandlingS } from "@floorplane/contracts/picking";
import { secondMs } from "@floorplane/contracts/units";
import type { ActionWork, Outcome } from "./actions.ts";
import type { Declared, Parameters } from "./declared-actions.ts";
import type { CarriedLoad, UnitsMoved, UnitsWanted, WorldPort } from "./world-port.ts";

/** Contacts close, the charger answers. */
const plugMs = 2_000;
/** A horn, a lamp, a door that is told. */
const signalMs = 1_000;

/** A tote of the house, as its robots call it. */
export const toteLoad = "TOTE";

/** Rounds at one place. */
const roundsMax = 10;

/** What the work needs to know and change of its robot. */
export interface Deck {
  readonly node: string;
  readonly declared: Declared;
  tote: string | undefined;
  /** On it, and no tote of the house. */
  load: CarriedLoad | undefined;
  /** Units of goods on board. */
  units: number;
  /** The arm is back: time for a read round. */
  handled(): void;
  /** It reads that storage place, so many rounds. */
  counts(station: string, rounds: number): void;
  /** The connector to the charger closes or opens. */
  plug(isCharging: boolean): void;
}

export class ToteWork implements ActionWork {
  readonly #world: WorldPort;
  readonly #deck: Deck;

  constructor(world: WorldPort, deck: Deck) {
    this.#world = world;
    this.#deck = deck;
  }

  begin(actionType: string, parameters: Parameters): number | "not yet" | Outcome {
    switch (actionType) {
      case "pick":
        if (this.#deck.tote !== undefined)
          return failed("pickError", `tote ${this.#deck.tote} is on the robot`);
        if (this.#deck.load !== undefined)
          return failed("pickError", `load ${this.#deck.load.load} is on the robot`);
        return this.#outOfReach("pickError", parameters) ?? toteHandlingS * secondMs;
      case "drop":
        return this.#beginDrop(parameters);
      case "pickItems":
        return (
          this.#wrongTote("pickError", parameters) ?? pickSeconds(Number(parameters.quantity)) * secondMs
        );
      case "putItems":
        return (
          this.#wrongTote("dropError", parameters) ?? pickSeconds(Number(parameters.quantity)) * secondMs
        );
      case "countTags": {
        const outOfReach = this.#outOfReach("countError", parameters);
        if (outOfReach) return outOfReach;
        const rounds = Math.min(roundsMax, Math.max(1, Number(parameters.rounds) || 1));
        this.#deck.counts(text(parameters, "stationName"), rounds);
        return countSeconds(rounds) * secondMs;
      }
      case "startCharging":
        return this.#world.hasCharger(this.#deck.node)
          ? plugMs
          : failed("chargingError", `node ${this.#deck.node} has no charger`);
      case "stopCharging":
        return plugMs;
      default:
        return this.#deck.declared.has(actionType)
          ? signalMs
          : failed("orderError", `the robot cannot do ${actionType}`);
    }
  }

  end(actionType: string, parameters: Parameters): Outcome {
    switch (actionType) {
      case "pick":
        return this.#endPick(parameters);
      case "drop":
        if (this.#deck.load !== undefined)
          this.#world.setDownLoad(text(parameters, "stationName"), this.#deck.load);
        this.#deck.load = undefined;
        this.#deck.tote = undefined;
        this.#deck.units = 0;
        return { status: "FINISHED" };
      case "pickItems":
        return this.#endUnits("pickError", this.#world.takeUnits(wanted(parameters)));
      case "putItems":
        return this.#endUnits("dropError", this.#world.putUnits(wanted(parameters)));
      case "startCharging":
      case "stopCharging":
        this.#deck.plug(actionType === "startCharging");
        return { status: "FINISHED" };
      default:
        return { status: "FINISHED" };
    }
  }

  #beginDrop(parameters: Parameters): number | "not yet" | Outcome {
    const { load } = this.#deck;
    if (load !== undefined) {
      const wanted = text(parameters, "loadId");
      if (wanted !== "" && wanted !== load.load)
        return failed("dropError", `load ${wanted} is not on the robot`);
      return this.#outOfReach("dropError", parameters) ?? toteHandlingS * secondMs;
    }
    const tote = text(parameters, "loadId");
    if (this.#deck.tote !== tote) return failed("dropError", `tote ${tote} is not on the robot`);
    const outOfReach = this.#outOfReach("dropError", parameters);
    if (outOfReach) return outOfReach;
    return this.#world.dropTote(text(parameters, "stationName"), tote) ? toteHandlingS * secondMs : "not yet";
  }

  #endPick(parameters: Parameters): Outcome {
    const station = text(parameters, "stationName");
    const tote = text(parameters, "loadId");
    const loadType = text(parameters, "loadType") || toteLoad;
    if (loadType !== toteLoad || !this.#world.takeTote(station, tote)) {
      const load = this.#world.takeLoad(station, { load: tote === "" ? undefined : tote, loadType });
      if (load === undefined) return failed("pickError", `station ${station} has no load ${tote}`);
      this.#deck.load = load;
      return { status: "FINISHED" };
    }
    this.#deck.tote = tote;
    this.#deck.units = this.#world.unitsIn(tote);
    return { status: "FINISHED" };
  }

  #endUnits(errorType: string, { quantity }: UnitsMoved): Outcome {
    this.#deck.units = this.#deck.tote === undefined ? 0 : this.#world.unitsIn(this.#deck.tote);
    this.#deck.handled();
    const result = String(quantity);
    return quantity > 0
      ? { status: "FINISHED", result }
      : { status: "FAILED", errorType, reason: "there is nothing to take", result };
  }

  #wrongTote(errorType: string, parameters: Parameters): Outcome | undefined {
    const tote = text(parameters, "toteId");
    if (this.#deck.tote !== tote) return failed(errorType, `tote ${tote} is not on the robot`);
    return this.#outOfReach(errorType, parameters);
  }

  #outOfReach(errorType: string, parameters: Parameters): Outcome | undefined {
    const station = text(parameters, "stationName");
    if (this.#world.reaches(this.#deck.node, station)) return undefined;
    return failed(errorType, `station ${station} cannot be reached from ${this.#deck.node}`);
  }
}

const failed = (errorType: string, reason: string): Outcome => ({ status: "FAILED", errorType, reason });
const text = (parameters: Parameters, key: string): string => String(parameters[key] ?? "");

const wanted = (parameters: Parameters): UnitsWanted => ({
  station: text(parameters, "stationName"),
  sku: text(parameters, "sku"),
  lot: parameters.lot === undefined ? undefined : String(parameters.lot),
  quantity: Number(parameters.quantity),
  tote: text(parameters, "toteId"),
  line: parameters.lineId === undefined ? undefined : String(parameters.lineId),
});
