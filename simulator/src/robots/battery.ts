/** A robot's battery: falls with time, way and work, rises at a charger. Reckoned when asked, never ticked. */
import type { BatteryParameters } from "./parameters.ts";

export interface SavedBattery {
  readonly percent: number;
  readonly atMs: number;
  readonly atMetres: number;
  readonly isCharging: boolean;
}

export class Battery {
  readonly #parameters: BatteryParameters;
  #percent: number;
  #atMs: number;
  #atMetres: number;
  #isCharging = false;

  constructor(parameters: BatteryParameters, percent: number, nowMs: number) {
    this.#parameters = parameters;
    this.#percent = percent;
    this.#atMs = nowMs;
    this.#atMetres = 0;
  }

  get isCharging(): boolean {
    return this.#isCharging;
  }

  /** Brings the charge up to now; `metres` is the odometer. Returns percent, 0 to 100. */
  reckon(nowMs: number, metres: number): number {
    const { idlePerS, perMetre, chargingPerS } = this.#parameters;
    const perS = this.#isCharging ? chargingPerS : -idlePerS;
    const change = (perS * (nowMs - this.#atMs)) / 1_000 - perMetre * (metres - this.#atMetres);
    this.#percent = Math.min(100, Math.max(0, this.#percent + change));
    this.#atMs = nowMs;
    this.#atMetres = metres;
    return this.#percent;
  }

  /** An action of the arm or the lift. */
  spendAction(): void {
    this.#percent = Math.max(0, this.#percent - this.#parameters.perAction);
  }

  /** Whoever plugs in or out reckons first. */
  plug(isCharging: boolean): void {
    this.#isCharging = isCharging;
  }

  save(): SavedBattery {
    return {
      percent: this.#percent,
      atMs: this.#atMs,
      atMetres: this.#atMetres,
      isCharging: this.#isCharging,
    };
  }

  restore(saved: SavedBattery, laterMs: number): void {
    this.#percent = saved.percent;
    this.#atMs = saved.atMs + laterMs;
    this.#atMetres = saved.atMetres;
    this.#isCharging = saved.isCharging;
  }
}
