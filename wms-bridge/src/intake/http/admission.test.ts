/** Who is let in at the door, and who is sent away: by how long others wait, never by how many came at once. */
import { VirtualClock } from "@floorplane/runtime/clock/virtual-clock";
import { expect, it } from "vitest";
import { Admission } from "./admission.ts";

/** A house that answers `perSecond`, in the order in which they came, and those who come `asked` a second to it. */
class Rush {
  readonly clock = new VirtualClock(0);
  readonly admission = new Admission(this.clock, {
    waitingMax: 2_000,
    afterTurn: (over) => {
      this.#turnOver = over;
    },
  });
  #turnOver = (): void => {};
  readonly #waiting: number[] = [];
  #toAnswer = 0;
  readonly waits: { at: number; ms: number }[] = [];
  readonly refused: number[] = [];

  run(ms: number, { asked, perSecond }: { asked: number; perSecond: number }): void {
    let toCome = 0;
    for (const until = this.clock.now() + ms; this.clock.now() < until; ) {
      this.pass(1);
      this.endTurn();
      if (this.clock.now() % 1_000 === 0) this.admission.look();
      for (
        this.#toAnswer += perSecond / 1_000;
        this.#toAnswer >= 1 && this.#waiting.length > 0;
        this.#toAnswer--
      ) {
        const waitedMs = this.clock.now() - this.#waiting.shift()!;
        this.admission.answered(waitedMs);
        this.waits.push({ at: this.clock.now(), ms: waitedMs });
      }
      this.#toAnswer = Math.min(this.#toAnswer, 1);
      for (toCome += asked / 1_000; toCome >= 1; toCome--)
        if (this.admission.isFull(this.#waiting.length)) this.refused.push(this.clock.now());
        else this.#waiting.push(this.clock.now());
    }
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  endTurn(): void {
    this.#turnOver();
    this.#turnOver = () => {};
  }

  pass(ms: number): void {
    let isOver = false;
    this.clock.at(this.clock.now() + ms, () => {
      isOver = true;
    });
    this.clock.run(() => isOver);
  }
}

const most = (waits: readonly { ms: number }[]): number => Math.max(...waits.map(({ ms }) => ms));

it("takes a burst and a pause of the house whole, as long as it catches up", () => {
  const rush = new Rush();

  rush.run(2_000, { asked: 1_000, perSecond: 3_000 });
  rush.run(700, { asked: 1_000, perSecond: 0 });
  rush.run(3_000, { asked: 1_000, perSecond: 3_000 });

  expect(rush.refused).toEqual([]);
  expect(rush.waiting).toBeLessThan(10);
});

it.each([2, 4])(
  "at %i times what the house can take, those who are let in wait a tenth of a second, and as many are as it can answer",
  (times) => {
    const rush = new Rush();
    rush.run(3_000, { asked: 500, perSecond: 2_000 });
    rush.run(4_000, { asked: 2_000 * times, perSecond: 2_000 });
    rush.waits.length = 0;
    const since = rush.clock.now();

    rush.run(20_000, { asked: 2_000 * times, perSecond: 2_000 });

    expect(most(rush.waits)).toBeLessThanOrEqual(110);
    expect(rush.waits.length).toBeGreaterThan(39_800);
    expect(rush.refused.filter((at) => at > since).length).toBeGreaterThan(39_000 * (times - 1));
  },
);

it("lets everybody in again two seconds after nobody more came than it can answer", () => {
  const rush = new Rush();
  rush.run(8_000, { asked: 4_000, perSecond: 1_000 });
  rush.run(3_000, { asked: 900, perSecond: 1_000 });
  rush.refused.length = 0;

  for (let n = 0; n < 3; n++) {
    rush.run(300, { asked: 2_000, perSecond: 1_000 });
    rush.run(1_000, { asked: 500, perSecond: 1_000 });
  }

  expect(rush.refused).toEqual([]);
});

it("follows a house that has become slower, and one that has become faster", () => {
  const rush = new Rush();
  rush.run(8_000, { asked: 8_000, perSecond: 2_000 });
  rush.run(15_000, { asked: 8_000, perSecond: 500 });
  rush.waits.length = 0;
  rush.run(5_000, { asked: 8_000, perSecond: 500 });
  const slow = most(rush.waits);
  rush.run(15_000, { asked: 8_000, perSecond: 2_000 });
  rush.waits.length = 0;
  rush.run(5_000, { asked: 8_000, perSecond: 2_000 });

  expect(slow).toBeLessThanOrEqual(270);
  expect(rush.waits.length).toBeGreaterThan(9_800);
});

it("is not full for all because one waits long for its answer", () => {
  const rush = new Rush();
  rush.run(1_000, { asked: 100, perSecond: 1_000 });

  for (let n = 0; n < 100; n++) {
    rush.run(50, { asked: 100, perSecond: 1_000 });
    expect(rush.admission.isFull(rush.waiting + 1)).toBe(false);
  }
});

it("lets nobody in beyond its bound, however short the wait has been, nor beyond a second and a half without any answer", () => {
  const rush = new Rush();
  expect(rush.admission.isFull(1_999)).toBe(false);
  expect(rush.admission.isFull(2_000)).toBe(true);

  const silent = new Rush();
  silent.run(5_000, { asked: 400, perSecond: 0 });

  expect(silent.waiting).toBeLessThanOrEqual(610);
  expect(silent.admission.retryAfterS(silent.waiting)).toBe(30);
});

it("lets in what a turn of the shell's own loop can read in time, once its turns have been long for a while", () => {
  const rush = new Rush();
  const aTurn = (readMs: number, waiting = 80): boolean => {
    rush.admission.isFull(waiting);
    rush.pass(readMs);
    const isFull = rush.admission.isFull(waiting);
    rush.endTurn();
    rush.admission.answered(1);
    return isFull;
  };

  expect(aTurn(400)).toBe(false);
  for (let n = 0; n < 4; n++) aTurn(400);
  expect(aTurn(400)).toBe(true);
  expect(aTurn(400, 20)).toBe(false);
  for (let n = 0; n < 300; n++) aTurn(10);
  expect(aTurn(400)).toBe(false);
  rush.pass(60_000);
  expect(aTurn(400)).toBe(false);
});
