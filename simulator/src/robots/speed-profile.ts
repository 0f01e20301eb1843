/**
 * Speed over a way: the fastest trapezoids under a speed limit for each stretch and one acceleration, from a given speed to a stop at the end.
 * Closed form: where the robot is at any time costs a few multiplications, and no tick is ever simulated.
 */

/** A stretch of way under one speed limit. Metres, metres per second. */
export interface Stretch {
  readonly length: number;
  readonly speedMax: number;
}

/** Lengths below this are no way to drive, m. */
export const shortestM = 1e-9;

export class SpeedProfile {
  /** Pieces of constant acceleration: start time (s), start place (m), speed there, acceleration. */
  readonly times: number[];
  readonly places: number[];
  readonly speeds: number[];
  readonly accelerations: number[];
  readonly durationS: number;
  readonly endPlace: number;

  constructor(pieces: {
    readonly times: number[];
    readonly places: number[];
    readonly speeds: number[];
    readonly accelerations: number[];
    readonly durationS: number;
    readonly endPlace: number;
  }) {
    this.times = pieces.times;
    this.places = pieces.places;
    this.speeds = pieces.speeds;
    this.accelerations = pieces.accelerations;
    this.durationS = pieces.durationS;
    this.endPlace = pieces.endPlace;
  }

  placeAt(seconds: number): number {
    if (seconds >= this.durationS) return this.endPlace;
    const piece = this.#pieceAtTime(seconds);
    const dt = seconds > this.times[piece]! ? seconds - this.times[piece]! : 0;
    return this.places[piece]! + (this.speeds[piece]! + 0.5 * this.accelerations[piece]! * dt) * dt;
  }

  speedAt(seconds: number): number {
    if (seconds >= this.durationS) return 0;
    const piece = this.#pieceAtTime(seconds);
    const dt = seconds > this.times[piece]! ? seconds - this.times[piece]! : 0;
    return Math.max(0, this.speeds[piece]! + this.accelerations[piece]! * dt);
  }

  /** When the robot is at this place for the first time, s. */
  timeAt(place: number): number {
    if (place >= this.endPlace) return this.durationS;
    let piece = this.places.length - 1;
    while (piece > 0 && this.places[piece]! > place) piece--;
    const way = place - this.places[piece]!;
    if (way <= 0) return this.times[piece]!;
    const speed = this.speeds[piece]!;
    const squared = Math.max(0, speed * speed + 2 * this.accelerations[piece]! * way);
    return this.times[piece]! + (2 * way) / (speed + Math.sqrt(squared));
  }

  #pieceAtTime(seconds: number): number {
    let piece = this.times.length - 1;
    while (piece > 0 && this.times[piece]! > seconds) piece--;
    return piece;
  }
}

/** As fast as limits allow along the stretches, standing at the end of the last. */
export function fastest(
  start: { readonly place: number; readonly speed: number },
  stretches: readonly Stretch[],
  acceleration: number,
): SpeedProfile {
  const joined = joinEqual(stretches);
  const writer = new PieceWriter(start.place);
  let speed = start.speed;
  const exits = exitSpeeds(joined, acceleration);
  for (const [index, { length, speedMax }] of joined.entries()) {
    const exit = Math.min(exits[index]!, Math.sqrt(speed * speed + 2 * acceleration * length));
    // Rounding must never leave the peak below the exit: the way would be skipped.
    const peak = Math.max(
      exit,
      Math.min(speedMax, Math.sqrt((2 * acceleration * length + speed * speed + exit * exit) / 2)),
    );
    if (peak > speed) {
      const up = (peak * peak - speed * speed) / (2 * acceleration);
      const down = (peak * peak - exit * exit) / (2 * acceleration);
      writer.change(speed, peak, up);
      writer.cruise(peak, length - up - down);
      writer.change(peak, exit, down);
    } else {
      // Already at the limit, or braking all the way; what rounding leaves over is cruised.
      const down = Math.min(length, Math.max(0, (speed * speed - exit * exit) / (2 * acceleration)));
      writer.cruise(speed, length - down);
      writer.change(speed, exit, down);
    }
    speed = exit;
  }
  return writer.profile();
}

/** Brakes evenly from a speed to a stop. */
export function braking(
  start: { readonly place: number; readonly speed: number },
  deceleration: number,
): SpeedProfile {
  const writer = new PieceWriter(start.place);
  writer.change(start.speed, 0, (start.speed * start.speed) / (2 * deceleration));
  return writer.profile();
}

/** Fewer limits, fewer pieces: a straight run of equal edges is one trapezoid. */
function joinEqual(stretches: readonly Stretch[]): Stretch[] {
  const joined: { length: number; speedMax: number }[] = [];
  for (const { length, speedMax } of stretches) {
    const last = joined.at(-1);
    if (last?.speedMax === speedMax) last.length += length;
    else joined.push({ length, speedMax });
  }
  return joined;
}

/** The greatest speed at the end of each stretch from which the robot can still keep every limit behind it and stop at the end. */
function exitSpeeds(stretches: readonly Stretch[], acceleration: number): number[] {
  const exits = new Array<number>(stretches.length).fill(0);
  for (let index = stretches.length - 2; index >= 0; index--) {
    const next = stretches[index + 1]!;
    exits[index] = Math.min(
      stretches[index]!.speedMax,
      next.speedMax,
      Math.sqrt(exits[index + 1]! ** 2 + 2 * acceleration * next.length),
    );
  }
  return exits;
}

class PieceWriter {
  readonly #times: number[] = [];
  readonly #places: number[] = [];
  readonly #speeds: number[] = [];
  readonly #accelerations: number[] = [];
  #time = 0;
  #place: number;

  constructor(place: number) {
    this.#place = place;
  }

  cruise(speed: number, length: number): void {
    if (length <= shortestM || speed <= 0) {
      this.#place += Math.max(0, length);
      return;
    }
    this.#write(speed, 0, length / speed, length);
  }

  change(from: number, to: number, length: number): void {
    if (length <= shortestM || from + to <= 0) {
      this.#place += Math.max(0, length);
      return;
    }
    const duration = (2 * length) / (from + to);
    this.#write(from, (to - from) / duration, duration, length);
  }

  profile(): SpeedProfile {
    if (this.#times.length === 0) this.#write(0, 0, 0, 0);
    return new SpeedProfile({
      times: this.#times,
      places: this.#places,
      speeds: this.#speeds,
      accelerations: this.#accelerations,
      durationS: this.#time,
      endPlace: this.#place,
    });
  }

  #write(speed: number, acceleration: number, duration: number, length: number): void {
    this.#times.push(this.#time);
    this.#places.push(this.#place);
    this.#speeds.push(speed);
    this.#accelerations.push(acceleration);
    this.#time += duration;
    this.#place += length;
  }
}
