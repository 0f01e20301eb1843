/** House time on a screen: taken from the gateway's pulse and carried on by the browser's own clock at the house's speed. */

/** Smaller corrections would only make the clock tremble, ms of house time at speed 1. */
const correctionMsMin = 250;

export class HouseTime {
  #house: number | undefined;
  #wall = 0;
  #speed = 1;

  get isKnown(): boolean {
    return this.#house !== undefined;
  }

  get speed(): number {
    return this.#speed;
  }

  /** ms since the epoch; the browser's own time until the house was heard. */
  now(): number {
    if (this.#house === undefined) return Date.now();
    return this.#house + (performance.now() - this.#wall) * this.#speed;
  }

  /** House time at a reading of this page's own clock; undefined until the house was heard. */
  at(wall: number): number | undefined {
    return this.#house === undefined ? undefined : this.#house + (wall - this.#wall) * this.#speed;
  }

  hear(now: number, speed: number): void {
    const correction = Math.abs(now - this.now());
    if (this.#house !== undefined && speed === this.#speed && correction < correctionMsMin * speed) return;
    this.#house = now;
    this.#wall = performance.now();
    this.#speed = speed;
  }
}
