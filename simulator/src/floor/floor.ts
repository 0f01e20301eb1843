/** The floor: where every robot really is. Only robots in motion cost anything; a robot that stopped is looked at once more and then left alone. */
import type { Footprint } from "@floorplane/layout/footprint";

/** A robot as the floor and its judges see it: a body that moves, carries and works. */
export interface Body {
  readonly id: string;
  /** The ground it covers now, load included. */
  readonly footprint: Footprint;
  /** Writes x, y (m) and theta (rad) at this time (ms) into `out` at `offset`. */
  poseInto(ms: number, out: Float64Array, offset: number): void;
  /** Metres driven so far. */
  odometerAt(ms: number): number;
  /** Metres driven without goods on board. */
  emptyOdometerAt(ms: number): number;
  /** Carries a load. */
  readonly isLoaded: boolean;
  /** Its arm or lift is at work; waiting for room is not work. */
  readonly isActing: boolean;
  readonly isCharging: boolean;
  /** Held by a person: paused or stopped. */
  readonly isHeldByPerson: boolean;
}

/** How a body tells the floor that it moves. */
export interface Place {
  readonly index: number;
  setMoving(isMoving: boolean): void;
  /** Taken off the floor. */
  leave(): void;
}

/** Numbers of one pose in `poses`. */
export const poseSize = 3;

export class Floor {
  readonly bodies: Body[] = [];
  /** x, y, theta of body i at `poseSize * i`, as of its last sample. */
  poses = new Float64Array(64 * poseSize);
  /** Bodies that may have moved since the sample before; in order of index. */
  readonly moving: number[] = [];
  readonly #isMoving: boolean[] = [];
  readonly #isOnFloor: boolean[] = [];

  enter(body: Body, nowMs: number): Place {
    const index = this.bodies.length;
    this.bodies.push(body);
    this.#isMoving.push(false);
    this.#isOnFloor.push(true);
    if (this.poses.length < this.bodies.length * poseSize) {
      const wider = new Float64Array(this.poses.length * 2);
      wider.set(this.poses);
      this.poses = wider;
    }
    body.poseInto(nowMs, this.poses, index * poseSize);
    this.#watch(index);
    return {
      index,
      setMoving: (isMoving) => {
        this.#isMoving[index] = isMoving;
        if (isMoving) this.#watch(index);
      },
      leave: () => {
        this.#isOnFloor[index] = false;
        this.#isMoving[index] = false;
        const at = this.moving.indexOf(index);
        if (at >= 0) this.moving.splice(at, 1);
      },
    };
  }

  isOnFloor(index: number): boolean {
    return this.#isOnFloor[index] === true;
  }

  isMoving(index: number): boolean {
    return this.#isMoving[index] === true;
  }

  /** Brings the poses of all that moved up to now. `look` sees them before those that stopped are dropped from `moving`. */
  sample(nowMs: number, look: () => void): void {
    for (const index of this.moving) this.bodies[index]!.poseInto(nowMs, this.poses, index * poseSize);
    look();
    let kept = 0;
    for (const index of this.moving) if (this.#isMoving[index]) this.moving[kept++] = index;
    this.moving.length = kept;
  }

  #watch(index: number): void {
    const { moving } = this;
    let at = moving.length;
    while (at > 0 && moving[at - 1]! > index) at--;
    if (moving[at - 1] !== index) moving.splice(at, 0, index);
  }
}
