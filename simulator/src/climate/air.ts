/** The air at one place of the hall: a daily curve, slow drift, and doors that open near packing. Temperatures in degrees Celsius, humidity in percent. */
import type { ZoneRow } from "@floorplane/contracts/site";
import { dayMs, hourMs, minuteMs } from "@floorplane/contracts/units";
import type { Random } from "@floorplane/runtime/random";

/** Warmest in the afternoon. */
const warmestAtMs = 15 * hourMs;
/** Half of the swing between night and afternoon in a heated hall. */
const swing = { temperatureC: 1.5, humidityPercent: 4 } as const;
/** Drift of a few tenths that forgets itself within half an hour. */
const drift = { temperatureC: 0.25, humidityPercent: 1, forgetsMs: 30 * minuteMs } as const;
/** An open door near the trucks: about twice an hour, cold and moist air for some minutes. */
const door = { perHour: 2, temperatureC: -2, humidityPercent: 4, fadesMs: 4 * minuteMs } as const;

export interface Air {
  readonly temperatureC: number;
  readonly humidityPercent: number;
}

export interface AirOptions {
  readonly zone: Pick<ZoneRow, "temperatureC" | "humidityPercent">;
  /** Whether doors are near. */
  readonly doors: boolean;
  readonly random: Random;
}

/** Asked with rising times; the middle of the zone's band is its mean. */
export class AirAtPlace {
  readonly #options: AirOptions;
  readonly #offset: number;
  #at: number | undefined;
  #temperatureDrift = 0;
  #humidityDrift = 0;
  #doorOpen = 0;

  constructor(options: AirOptions) {
    this.#options = options;
    this.#offset = 0.4 * options.random.normal();
  }

  at(now: number): Air {
    const { zone, doors, random } = this.#options;
    const passed = this.#at === undefined ? 0 : Math.max(0, now - this.#at);
    this.#at = now;
    const kept = Math.exp(-passed / drift.forgetsMs);
    const fresh = Math.sqrt(1 - kept * kept);
    this.#temperatureDrift = kept * this.#temperatureDrift + fresh * drift.temperatureC * random.normal();
    this.#humidityDrift = kept * this.#humidityDrift + fresh * drift.humidityPercent * random.normal();
    this.#doorOpen *= Math.exp(-passed / door.fadesMs);
    if (doors && random.chance(Math.min(1, (door.perHour * passed) / hourMs))) this.#doorOpen = 1;

    const day = Math.cos((2 * Math.PI * (now - warmestAtMs)) / dayMs);
    return {
      temperatureC:
        middle(zone.temperatureC) +
        this.#offset +
        swing.temperatureC * day +
        this.#temperatureDrift +
        door.temperatureC * this.#doorOpen,
      humidityPercent:
        middle(zone.humidityPercent) -
        swing.humidityPercent * day +
        this.#humidityDrift +
        door.humidityPercent * this.#doorOpen,
    };
  }
}

const middle = ({ min, max }: { readonly min: number; readonly max: number }): number => (min + max) / 2;
