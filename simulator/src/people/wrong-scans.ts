/**
 * People who scan wrongly: the label of the next place, the goods of the next bin, a code that is none of goods, nothing at all, one unit twice. Mostly the house says so at once, and what was taken wrongly is put back; one slip
 * in some is seen by nobody: the scan was right, and the hand was not.
 */
import type { TaskMessage, TaskOutcome } from "@floorplane/contracts/devices.schema";
import type { Random } from "@floorplane/runtime/random";
import type { Shelves } from "../goods/shelves.ts";
import type { GoodsInHand } from "./hand-picks.ts";
import { otherBeside, type Swapped, swapOne, unswap } from "./wrong-hands.ts";

export interface WrongScansOptions {
  readonly shelves: Shelves;
  /** By what the floor calls them. */
  readonly goods: (sku: string) => GoodsInHand | undefined;
  /** Share of the answers with a slip, 0 to 1. */
  readonly share: number;
  readonly random: Random;
}

/** Of the slips at a shelf that somebody makes who does not notice: one in twenty. */
const unseenShare = 0.05;
/** Who heard that it was wrong does it rightly; of a count nobody can hear it, and the next one who counts may be wrong again, though not for ever. */
const attemptsWrongMax = { ofCounts: 3, ofAll: 1 } as const;
/** On a carton: of no goods. */
const carrierLabel = "JD014600003128475612";

interface Occasion {
  readonly task: TaskMessage;
  readonly shelves: Shelves;
}

/** Undefined: there is nothing here to do it with. */
type Slip = (form: TaskOutcome, occasion: Occasion) => TaskOutcome | undefined;

/** What is said wrongly, and heard. */
export const slips = {
  "the label of another place": (form, occasion) => {
    const place = otherPlace(occasion);
    return place === undefined ? undefined : { ...form, place };
  },
  "a code that is none of goods": (form) => oneIs(form, carrierLabel),
  "nothing scanned": ({ complete: _complete, ...form }) =>
    form.found.length > 0 ? { ...form, found: [] } : undefined,
  "one unit twice": (form) => {
    const [first, ...rest] = form.found;
    return first && { ...form, found: [{ ...first, quantity: first.quantity + 1 }, ...rest] };
  },
} as const satisfies Record<string, Slip>;

/** What the next bin holds, scanned where these goods are asked for. */
const otherGoods = "the goods of the next bin";
/** Of a count: nobody is there to say that it is wrong. */
const unitMissed = "a unit that was not counted";
const unseen = { swapped: "another unit under the right scan", left: "one unit twice, and one left" };

export class WrongScans {
  readonly #options: WrongScansOptions;
  /** How it is made good when the house refuses it, by task. */
  readonly #undo = new Map<string, () => void>();
  /** How often each was made. */
  readonly made = new Map<string, number>();

  constructor(options: WrongScansOptions) {
    this.#options = options;
  }

  /** The answer as it is scanned, and what the hands did with it; `attempt` counts from 1. */
  answer(form: TaskOutcome, task: TaskMessage, attempt: number): TaskOutcome {
    const { share, shelves } = this.#options;
    const random = this.#options.random.split(`${task.task}/${attempt}`);
    const attemptsMax = isCount(task) ? attemptsWrongMax.ofCounts : attemptsWrongMax.ofAll;
    if (attempt > attemptsMax || random.next() >= share || task.kind === "hold") return form;
    if (random.next() < unseenShare) return this.#unseen(form, task) ?? form;
    const all: [string, Slip][] = [
      ...Object.entries(slips),
      [otherGoods, (one) => this.#otherGoods(one, task)],
      ...(isCount(task) ? [[unitMissed, oneFewer] satisfies [string, Slip]] : []),
    ];
    const [name, slip] = all[random.below(all.length)]!;
    const slipped = slip(form, { task, shelves });
    if (slipped) this.#note(name);
    return slipped ?? form;
  }

  /** Whoever heard that it was wrong puts it back, and takes the right one. */
  refused(task: string): void {
    this.#undo.get(task)?.();
    this.#undo.delete(task);
  }

  /** Nobody says anything of it any more. */
  over(task: string): void {
    this.#undo.delete(task);
  }

  /** What somebody scans at a bench in place of a code; undefined: that code. `occasion` is told once. */
  atBench(occasion: string, code: string, tote: string | undefined): string | undefined {
    const { share, shelves } = this.#options;
    const random = this.#options.random.split(occasion);
    if (random.next() >= share) return undefined;
    const wrong = [
      ["a carrier's label at a bench", carrierLabel],
      ["another tote at a bench", shelves.totes().find((one) => one !== tote && one !== code)],
      ["other goods at a bench", this.#strange(code, tote)],
    ] as const;
    const [name, instead] = wrong[random.below(wrong.length)]!;
    if (instead !== undefined) this.#note(name);
    return instead;
  }

  /** Whether a unit is scanned a second time there. */
  isTwice(occasion: string): boolean {
    const { share, random } = this.#options;
    const isSo = random.split(`twice ${occasion}`).next() < share;
    if (isSo) this.#note("one unit twice at a bench");
    return isSo;
  }

  #strange(code: string, tote: string | undefined): string | undefined {
    const { shelves } = this.#options;
    const here = new Set(shelves.piecesIn(tote ?? "").map(({ sku }) => sku));
    for (const location of shelves.locations())
      for (const sku of shelves.bin(location).keys())
        if (sku !== code && !here.has(sku)) return this.#codeOf(sku);
    return undefined;
  }

  #note(name: string): void {
    this.made.set(name, (this.made.get(name) ?? 0) + 1);
  }

  /** Of a pick the unit is in the tote as well, until somebody says that it is wrong. */
  #otherGoods(form: TaskOutcome, task: TaskMessage): TaskOutcome | undefined {
    const { shelves } = this.#options;
    if (task.kind !== "pick") {
      // A bin that is counted holds what it holds; who counts reaches into the next one.
      const other = otherBeside(shelves, task.location, task.sku);
      if (!other) return undefined;
      if (task.kind === "count-bin")
        return { ...form, found: [...form.found, { sku: this.#codeOf(other.sku), quantity: 1 }] };
      return oneIs(form, this.#codeOf(other.sku));
    }
    const swapped = this.#swap(task);
    if (!swapped) return undefined;
    return this.#weighed(oneIs(form, this.#codeOf(swapped.other.sku)) ?? form, task, swapped.other.sku);
  }

  /** The scan says what was asked for. */
  #unseen(form: TaskOutcome, task: TaskMessage): TaskOutcome | undefined {
    const { shelves } = this.#options;
    const random = this.#options.random.split(`unseen ${task.task}`);
    if (task.kind === "put-away" && task.to !== undefined) {
      const place = shelves.beside(task.to)[0];
      if (place === undefined) return undefined;
      this.#note("put where nobody scanned");
      return { ...form, place };
    }
    if (task.kind !== "pick") return undefined;
    const { location, sku, tote, quantity = 0 } = task;
    if (quantity > 1 && random.chance(0.5) && location && sku && tote && task.from === undefined) {
      const one = { location, sku, lot: undefined, quantity: 1, tote };
      if (shelves.put(one).quantity === 0) return undefined;
      this.#undo.set(task.task, () => shelves.take(one));
      this.#note(unseen.left);
      return this.#weighed(form, task, undefined);
    }
    const swapped = this.#swap(task);
    if (!swapped) return undefined;
    this.#note(unseen.swapped);
    return this.#weighed(form, task, swapped.other.sku);
  }

  #swap(task: TaskMessage): Swapped | undefined {
    const { shelves } = this.#options;
    const swapped = swapOne(shelves, task);
    if (swapped) this.#undo.set(task.task, () => unswap(shelves, swapped));
    return swapped;
  }

  /** A scale says what lies on it: one of these goods less, and one of the others more. */
  #weighed(form: TaskOutcome, { sku = "" }: TaskMessage, other: string | undefined): TaskOutcome {
    if (form.grams === undefined) return form;
    const { goods } = this.#options;
    const gramsOf = (one: string): number => 1_000 * (goods(one)?.kilograms ?? 0);
    const grams = form.grams - gramsOf(sku) + (other === undefined ? 0 : gramsOf(other));
    return { ...form, grams: Math.max(0, Math.round(grams)) };
  }

  #codeOf(sku: string): string {
    return this.#options.goods(sku)?.gtin ?? sku;
  }
}

const isCount = ({ kind }: TaskMessage): boolean => kind === "count-bin" || kind === "count-tote";

function otherPlace({ task, shelves }: Occasion): string | undefined {
  const { kind, tote, to, location, station } = task;
  if (kind === "count-tote") return shelves.totes().find((one) => one !== tote);
  // Of what is put away each storage place is an answer: this is the label of where it came from.
  if (kind === "put-away" || kind === "receive") return location ?? station;
  if (kind === "bring") return shelves.locations()[0];
  return shelves.beside(location ?? to ?? "")[0];
}

/** One of the units bears this code. */
function oneIs(form: TaskOutcome, code: string): TaskOutcome | undefined {
  const at = form.found.findIndex(({ quantity }) => quantity > 0);
  const line = form.found[at];
  if (!line) return undefined;
  const fewer = line.quantity > 1 ? [{ ...line, quantity: line.quantity - 1 }] : [];
  const found = form.found.toSpliced(at, 1, ...fewer, { ...line, sku: code, quantity: 1 });
  return { ...form, found };
}

function oneFewer(form: TaskOutcome): TaskOutcome | undefined {
  const at = form.found.findIndex(({ quantity }) => quantity > 0);
  const line = form.found[at];
  return line && { ...form, found: form.found.with(at, { ...line, quantity: line.quantity - 1 }) };
}
