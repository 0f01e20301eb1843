/** Where robots are between two frames: typed arrays that the map reads sixty times a second and React never sees. */
import { activityCodes, lastHeardAt, readPositions } from "@floorplane/contracts/positions";

/** A robot that moved further than this between two frames was put there, it did not drive. */
const jumpM = 4;
/** Frames come five times a second; the span between them follows what really arrives. */
const firstSpanMs = 200;
const spanMsMax = 1_500;

const driving: ReadonlySet<number> = new Set([
  activityCodes.indexOf("to-stop"),
  activityCodes.indexOf("parking"),
]);

/** Stands for a charge that nobody knows. */
const untold = 255;

export class Tracks {
  readonly count: number;
  /** 1 once a robot was in a frame. */
  readonly seen: Uint8Array;
  readonly activity: Uint8Array;
  /** Percent; `untold` where the robot has never told. */
  readonly battery: Uint8Array;
  readonly loaded: Uint8Array;
  readonly stale: Uint8Array;
  /** Seconds between a robot's own word and the last frame. */
  readonly ageSeconds: Uint8Array;
  /** Now, as of the last `sample`. */
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly theta: Float32Array;
  /** House time of the last frame. */
  at: number | undefined;
  /** House time at which any robot last said where it is. */
  heardAt: number | null = null;
  frames = 0;
  readonly #from: { x: Float32Array; y: Float32Array; theta: Float32Array };
  readonly #to: { x: Float32Array; y: Float32Array; theta: Float32Array };
  #arrivedAt = 0;
  #spanMs = firstSpanMs;
  #sequence = 0;

  constructor(count: number) {
    this.count = count;
    const floats = () => new Float32Array(count);
    const bytes = () => new Uint8Array(count);
    [this.seen, this.activity, this.battery, this.loaded, this.stale, this.ageSeconds] = [
      bytes(),
      bytes(),
      bytes(),
      bytes(),
      bytes(),
      bytes(),
    ];
    [this.x, this.y, this.theta] = [floats(), floats(), floats()];
    this.#from = { x: floats(), y: floats(), theta: floats() };
    this.#to = { x: floats(), y: floats(), theta: floats() };
  }

  /** Frames may come late or twice; an older one than the last is passed over. */
  hear(bytes: Uint8Array, nowMs: number): void {
    const frame = readPositions(bytes);
    if (this.at !== undefined && frame.at < this.at && frame.sequence <= this.#sequence) return;
    this.sample(nowMs);
    for (const { index, x, y, theta, activity, battery, loaded, stale, ageSeconds } of frame.robots) {
      if (index >= this.count) continue;
      const jumped = !this.seen[index] || Math.hypot(x - this.x[index]!, y - this.y[index]!) > jumpM;
      this.#from.x[index] = jumped ? x : this.x[index]!;
      this.#from.y[index] = jumped ? y : this.y[index]!;
      this.#from.theta[index] = jumped ? theta : this.theta[index]!;
      this.#to.x[index] = x;
      this.#to.y[index] = y;
      this.#to.theta[index] = theta;
      this.activity[index] = activity;
      this.battery[index] = battery ?? untold;
      this.loaded[index] = loaded ? 1 : 0;
      this.stale[index] = stale ? 1 : 0;
      this.ageSeconds[index] = ageSeconds;
      this.seen[index] = 1;
    }
    if (this.frames > 0) {
      const span = Math.min(spanMsMax, nowMs - this.#arrivedAt);
      this.#spanMs = this.#spanMs * 0.7 + span * 0.3;
    }
    this.#arrivedAt = nowMs;
    this.#sequence = frame.sequence;
    this.at = frame.at;
    this.heardAt = lastHeardAt(frame);
    this.frames++;
  }

  /** Percent; null: it has never told. */
  batteryOf(index: number): number | null {
    return this.battery[index] === untold ? null : this.battery[index]!;
  }

  /** Whether any robot is on its way: such a one says where it is with every node. */
  isDriving(): boolean {
    for (let index = 0; index < this.count; index++)
      if (this.seen[index] && !this.stale[index] && driving.has(this.activity[index]!)) return true;
    return false;
  }

  /** Brings x, y and theta to this moment: on the way to where the last frame said, and no further. */
  sample(nowMs: number): void {
    const share = Math.max(0, Math.min(1, (nowMs - this.#arrivedAt) / this.#spanMs));
    const { x, y, theta } = this.#from;
    for (let index = 0; index < this.count; index++) {
      this.x[index] = x[index]! + (this.#to.x[index]! - x[index]!) * share;
      this.y[index] = y[index]! + (this.#to.y[index]! - y[index]!) * share;
      this.theta[index] = theta[index]! + shortTurn(this.#to.theta[index]! - theta[index]!) * share;
    }
  }
}

/** The same turn the short way round, in [-pi, pi]. */
const shortTurn = (turn: number): number => turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
