/**
 * Acts that are sent again: the same Idempotency-Key gets the answer of the act that it came with first, also after a restart and while that is still being
 * decided; with another act it is refused. Without a key an act of the same words is known again while it is under way, and for a minute where doing it
 * twice would be two acts.
 */
import { hash } from "node:crypto";
import type { Act } from "@floorplane/contracts/acts";
import { FloorplaneError } from "@floorplane/contracts/errors";
import { inOrder } from "@floorplane/contracts/in-order";
import type { ActReason } from "@floorplane/contracts/reasons/of-acts";
import { dayMs } from "@floorplane/contracts/units";
import type { Timers } from "@floorplane/runtime/clock/clock";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { actKeyKind, type KeptKey } from "./act-key.kind.ts";
import type { Outcome } from "./protocol.ts";

/** Printable, as at the WMS's door. */
const keyText = /^[\x21-\x7e]{1,128}$/;
const keptMs = 30 * dayMs;
/** A script that gives an act a second for more than an hour; the oldest goes first. */
const keptMax = 5_000;
/** A person who means it again says so later, or with a key. Wall milliseconds. */
const sameWordsMs = 60_000;

/** Given a second time they would be done to what came next: another order, another transport. */
const movesOn: ReadonlySet<Act> = new Set(["robot.giveUpOrder", "robot.handOver", "order.tryAgain"]);

/** More than one goes for each that comes. */
const goneInStepMax = 20;

export type Said =
  | Outcome
  | { readonly command: null; readonly outcome: "refused"; readonly reason: ActReason };

export interface RepeatedActsOptions {
  readonly timers: Timers;
  /** House seconds per wall second. */
  readonly speed: number;
}

export class RepeatedActs {
  /** By key, the oldest first. */
  readonly #keys = new Map<string, KeptKey>();
  /** By key, or by the words themselves: what is under way or was just decided. */
  readonly #underWay = new Map<string, { readonly hash: string; readonly said: Promise<Said> }>();
  readonly #options: RepeatedActsOptions;

  constructor(options: RepeatedActsOptions) {
    this.#options = options;
  }

  async restore(read: Restore): Promise<void> {
    const keys = (await read.documents(actKeyKind)).map(({ body }) => body);
    for (const one of keys.sort((a, b) => a.at - b.at)) this.#keys.set(one.key, one);
  }

  *kept(): Iterable<Kept> {
    for (const [id, body] of this.#keys) yield { kind: actKeyKind, id, body };
  }

  /** What was said to this before; undefined: it is new. `header`: its Idempotency-Key. */
  find(header: unknown, body: unknown): Promise<Said> | undefined {
    const { key, hash: words } = marksOf(header, body);
    const known = this.#underWay.get(key ?? words);
    const kept = key === undefined ? undefined : this.#keys.get(key);
    const before = known?.hash ?? kept?.hash;
    if (before !== undefined && before !== words)
      throw new FloorplaneError({
        code: "idempotency-key-reused",
        message: `Idempotency-Key ${key} came before with another act`,
        field: "Idempotency-Key",
      });
    return known?.said ?? (kept && Promise.resolve(kept.said ?? lostSight(kept.command)));
  }

  /** Gives an act that is new. `give` is told how to write its key down beside it; what was not taken by the house may be given again. */
  once(
    type: Act,
    header: unknown,
    body: unknown,
    give: (begun: (desk: Desk, command: string) => void) => Promise<Said>,
  ): Promise<Said> {
    const { key, hash: words } = marksOf(header, body);
    const mark = key ?? words;
    const said = give((desk, command) => {
      if (key !== undefined) this.#keep({ key, hash: words, command, said: null, at: desk.now }, desk);
    });
    this.#underWay.set(mark, { hash: words, said });
    void said.then((answer) => {
      const { timers, speed } = this.#options;
      const isOver = key !== undefined || answer.outcome === "refused" || !movesOn.has(type);
      if (isOver) this.#underWay.delete(mark);
      else timers.at(timers.now() + sameWordsMs * speed, () => void this.#underWay.delete(mark));
    });
    return said;
  }

  /** Written in a step of its own, before anybody is answered. */
  answered(said: Outcome, header: unknown, desk: Desk): void {
    const kept = typeof header === "string" ? this.#keys.get(header) : undefined;
    if (kept?.command === said.command) this.#keep({ ...kept, said }, desk);
  }

  #keep(one: KeptKey, desk: Desk): void {
    this.#keys.set(one.key, one);
    desk.put(actKeyKind, one.key, one);
    let left = goneInStepMax;
    for (const [key, { at }] of this.#keys) {
      if (left-- === 0 || (this.#keys.size <= keptMax && desk.now - at < keptMs)) return;
      this.#keys.delete(key);
      desk.remove(actKeyKind, key);
    }
  }
}

function marksOf(
  header: unknown,
  body: unknown,
): { readonly key: string | undefined; readonly hash: string } {
  // The same members are the same act, in whatever order a program writes them.
  const words = hash("sha256", JSON.stringify(inOrder(body)) ?? "", "base64url");
  if (header === undefined) return { key: undefined, hash: words };
  if (typeof header === "string" && keyText.test(header)) return { key: header, hash: words };
  throw new FloorplaneError({
    code: "idempotency-key-malformed",
    message: "an Idempotency-Key has 1 to 128 printable characters, a new one for each new act",
    field: "Idempotency-Key",
  });
}

/** The house was started anew before the act was decided. */
const lostSight = (command: string): Outcome => ({
  command,
  outcome: "unknown",
  reason: { code: "act.lost-sight" },
});
