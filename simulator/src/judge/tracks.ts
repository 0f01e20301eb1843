/** What the robots did in numbers: metres, busy seconds, and a row of `positions.csv` for every second in which a robot moved. */
import { secondMs } from "@floorplane/contracts/units";
import { type Floor, poseSize } from "../floor/floor.ts";

/** Columns of `positions.csv`: s since the start of the run, robot, m, m, rad, 1 when it carries a load. */
export const positionsHeader = "t,robot,x,y,theta,loaded\n";
/** Rows are handed over in pieces of about this many characters. */
const pieceLength = 64 * 1_024;

export interface TracksOptions {
  /** Start of the run: t = 0 of `positions.csv`, ms. */
  readonly startMs: number;
  /** Has this robot an unfinished transport? Its seconds are busy ones. */
  readonly hasTransport: (robot: string) => boolean;
  /** Takes pieces of `positions.csv`; absent: none is written. */
  readonly write?: (text: string) => void;
}

export interface Travelled {
  readonly distanceM: number;
  /** Without goods on board. */
  readonly emptyDistanceM: number;
  /** Robot seconds with an unfinished transport. */
  readonly busyRobotSeconds: number;
  /** Robot seconds of driving, turning or handling. */
  readonly workingRobotSeconds: number;
}

export class Tracks {
  readonly #floor: Floor;
  readonly #options: TracksOptions;
  #busy = 0;
  #working = 0;
  #text = "";

  constructor(floor: Floor, options: TracksOptions) {
    this.#floor = floor;
    this.#options = options;
    if (options.write) this.#text = positionsHeader;
  }

  /** To be called every second with `floor.moving` sampled at `nowMs`; `moved`: which bodies moved since the second before. */
  second(nowMs: number, moved: readonly boolean[]): void {
    const { bodies } = this.#floor;
    for (const [index, body] of bodies.entries()) {
      if (!this.#floor.isOnFloor(index)) continue;
      if (this.#options.hasTransport(body.id)) this.#busy++;
      if (this.#floor.isMoving(index) || body.isActing) this.#working++;
    }
    if (!this.#options.write) return;
    const t = Math.round((nowMs - this.#options.startMs) / secondMs);
    for (let index = 0; index < bodies.length; index++) if (moved[index]) this.#row(t, index);
    if (this.#text.length >= pieceLength) this.flush();
  }

  /** Hands over what is left. */
  flush(): void {
    this.#options.write?.(this.#text);
    this.#text = "";
  }

  travelled(nowMs: number): Travelled {
    let distanceM = 0;
    let emptyDistanceM = 0;
    for (const body of this.#floor.bodies) {
      distanceM += body.odometerAt(nowMs);
      emptyDistanceM += body.emptyOdometerAt(nowMs);
    }
    return {
      distanceM,
      emptyDistanceM,
      busyRobotSeconds: this.#busy,
      workingRobotSeconds: this.#working,
    };
  }

  #row(t: number, index: number): void {
    const { poses, bodies } = this.#floor;
    const at = index * poseSize;
    const { id, isLoaded } = bodies[index]!;
    this.#text += `${t},${id},${thousandths(poses[at]!)},${thousandths(poses[at + 1]!)},${thousandths(poses[at + 2]!)},${isLoaded ? 1 : 0}\n`;
  }
}

/** Three decimals, several times cheaper than `toFixed`. */
function thousandths(value: number): string {
  const all = Math.round(Math.abs(value) * 1_000);
  const fraction = all % 1_000;
  const sign = value < 0 && all > 0 ? "-" : "";
  return `${sign}${(all - fraction) / 1_000}.${fraction < 10 ? "00" : fraction < 100 ? "0" : ""}${fraction}`;
}
