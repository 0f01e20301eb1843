/** An integrator's time: it stands until he moves it. It goes on in small pieces, and waits after each for the webhooks that left in it, so that what he answers is heard at the time at which he was asked. */
import type { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";

const pieceMs = 500;
/** Of the wall: an HTTP request is answered after this, however far it came. */
export const wallMsMax = 15_000;
/** Of the wall, between two pieces when time goes by itself. */
const tickMs = 50;

export interface SandboxClockOptions {
  readonly clock: VirtualClock;
  /** Comes true when every webhook that left was answered. */
  readonly answered: () => Promise<void>;
}

export class SandboxClock {
  readonly #options: SandboxClockOptions;
  #speed = 0;
  /** Counted up with each speed that is set. */
  #pace = 0;
  #isMoving = false;
  #isEnded = false;
  #timer: NodeJS.Timeout | undefined;
  #movedAt = 0;

  constructor(options: SandboxClockOptions) {
    this.#options = options;
  }

  get now(): number {
    return this.#options.clock.now();
  }

  get speed(): number {
    return this.#speed;
  }

  get isMoving(): boolean {
    return this.#isMoving;
  }

  /** Sandbox seconds for one of the wall's; 0 stands. */
  setSpeed(speed: number): void {
    this.#speed = speed;
    clearTimeout(this.#timer);
    this.#movedAt = performance.now();
    const pace = ++this.#pace;
    if (speed > 0 && !this.#isEnded) this.#timer = setTimeout(() => void this.#tick(pace), tickMs);
  }

  /** Until the time, or until `done`, or until the wall's patience is over; answers whether it got there. One at a time. */
  async advance(untilMs: number, done: () => boolean = () => false): Promise<boolean> {
    const { clock, answered } = this.#options;
    const endsAt = performance.now() + wallMsMax;
    this.#isMoving = true;
    try {
      while (!done() && clock.now() < untilMs) {
        if (this.#isEnded || performance.now() > endsAt) return false;
        clock.run(done, Math.min(untilMs, clock.now() + pieceMs));
        await answered();
        await new Promise(setImmediate);
      }
      return true;
    } finally {
      this.#isMoving = false;
    }
  }

  end(): void {
    this.#isEnded = true;
    clearTimeout(this.#timer);
  }

  /** One more piece of its own pace; another one ends it at once. */
  async #tick(pace: number): Promise<void> {
    const isOver = (): boolean => this.#isEnded || this.#pace !== pace;
    const now = performance.now();
    const passedMs = (now - this.#movedAt) * this.#speed;
    this.#movedAt = now;
    if (!this.#isMoving) await this.advance(this.now + passedMs, isOver);
    if (!isOver()) this.#timer = setTimeout(() => void this.#tick(pace), tickMs);
  }
}
