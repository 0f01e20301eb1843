/** One temperature and humidity box on a wall: over MQTT it speaks by itself; over Modbus or OPC UA it shows values that others read. */
import { type ClimateReading, climateValues } from "@floorplane/contracts/devices.schema";
import { DeviceId, type SiteId } from "@floorplane/contracts/ids";
import type { DeviceRow, ZoneRow } from "@floorplane/contracts/site";
import { topics } from "@floorplane/contracts/topics";
import { dayMs, isoTime, minuteMs, secondMs } from "@floorplane/contracts/units";
import type { Bus } from "@floorplane/runtime/bus/bus";
import { every, type Timers } from "@floorplane/runtime/clock/clock";
import { ValueStore } from "@floorplane/runtime/machine-port";
import type { Random } from "@floorplane/runtime/random";
import { AirAtPlace } from "./air.ts";

/** Where the site's file names no period. */
const periodMsDefault = minuteMs;
/** A battery of two years, replaced at a fifth. */
const batteryLifeMs = 730 * dayMs;
const batteryPercentLeast = 20;

export interface ClimateSensorOptions {
  readonly site: SiteId;
  readonly row: DeviceRow;
  readonly zone: ZoneRow;
  /** Doors to the trucks are near. */
  readonly doors: boolean;
  readonly timers: Timers;
  readonly random: Random;
  /** The sensor's own connection; only a box on the MQTT wire has one. */
  readonly bus?: Bus;
}

export class ClimateSensor {
  /** What a poll finds, degrees Celsius and percent. */
  readonly values = new ValueStore();
  readonly device: DeviceId;
  readonly #options: ClimateSensorOptions;
  readonly #air: AirAtPlace;
  /** Sensors do not speak in chorus. */
  readonly #phase: number;
  readonly #batteryPhase: number;
  #end: () => void = () => {};

  constructor(options: ClimateSensorOptions) {
    const { zone, doors, random, row } = options;
    this.#options = options;
    this.device = DeviceId(row.device);
    this.#phase = random.next();
    this.#batteryPhase = random.next();
    this.#air = new AirAtPlace({ zone, doors, random });
  }

  get periodMs(): number {
    const { periodS } = this.#options.row;
    return periodS === undefined ? periodMsDefault : periodS * secondMs;
  }

  start(): void {
    const { timers } = this.#options;
    this.#measure();
    const firstAt = timers.now() + Math.round(this.#phase * this.periodMs);
    this.#end = timers.at(firstAt, () => {
      this.#measure();
      this.#end = every(timers, this.periodMs, () => this.#measure());
    });
  }

  stop(): void {
    this.#end();
  }

  #measure(): void {
    const { timers, bus, site } = this.#options;
    const now = timers.now();
    const air = this.#air.at(now);
    const temperatureC = tenths(air.temperatureC);
    const humidityPercent = tenths(air.humidityPercent);
    this.values.set(climateValues.temperature, temperatureC, now);
    this.values.set(climateValues.humidity, humidityPercent, now);
    if (!bus) return;
    const life = (now / batteryLifeMs + this.#batteryPhase) % 1;
    const reading: ClimateReading = {
      device: this.device,
      at: isoTime(now),
      temperatureC,
      humidityPercent,
      batteryPercent: Math.round(100 - life * (100 - batteryPercentLeast)),
    };
    bus.publish(topics.climate(site, this.device), encoder.encode(JSON.stringify(reading)));
  }
}

const encoder = new TextEncoder();
const tenths = (value: number): number => Math.round(value * 10) / 10;
