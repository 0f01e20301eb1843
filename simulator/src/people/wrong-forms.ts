/**
 * What people write who are in a hurry: the truth in another spelling, and forms that nobody can understand. Each is a pure change of a true form, so that a
 * day of them has a truth to be held against.
 */
import type { TaskMessage, TaskOutcome } from "@floorplane/contracts/devices.schema";
import { isoTime, secondMs } from "@floorplane/contracts/units";
import type { Item } from "@floorplane/contracts/wms.schema";
import type { Random } from "@floorplane/runtime/random";

export interface WrongFormsOptions {
  readonly items: readonly Item[];
  /** Share of answers that are written in another way than the house's own words, 0 to 1. */
  readonly share: number;
  readonly random: Random;
}

/** What leaves the handheld, one after the other; bytes where the form is no JSON at all. */
export type Written = readonly (object | Uint8Array)[];

interface Occasion {
  readonly items: ReadonlyMap<string, Item>;
  readonly random: Random;
  readonly task: TaskMessage;
}

type Slip = (form: TaskOutcome, occasion: Occasion) => object | Uint8Array | Written;

/** The same goods and numbers in other words: what is meant is plain. */
export const spellings = {
  "lower case": (form) => each(form, ({ sku }) => ({ sku: sku.toLowerCase() })),
  "blanks around the code": (form) => each(form, ({ sku }) => ({ sku: ` ${sku}\t` })),
  "wide letters": (form) =>
    each(form, ({ sku }) => ({
      sku: sku.replace(/[!-~]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0)),
    })),
  GTIN: (form, { items }) => each(form, ({ sku }) => ({ sku: items.get(sku)?.gtin ?? sku })),
  "a scanned GS1 element": (form, { items }) =>
    each(form, ({ sku }) => ({ sku: `(01)${items.get(sku)?.gtin ?? ""}(21)7` })),
  "two stacks of one SKU in two spellings": (form) => ({
    ...form,
    found: form.found.flatMap((line) => [
      { ...line, quantity: Math.floor(line.quantity / 2) },
      { ...line, sku: line.sku.toLowerCase(), quantity: Math.ceil(line.quantity / 2) },
    ]),
  }),
  "sent twice": (form) => [form, form],
  "another number from a colleague, too late": (form) => [form, oneMore(form)],
} as const satisfies Record<string, Slip>;

/** Believed when they are said again, so that nobody says them twice. */
export const doubtful = {
  "a barcode in the field of the number": (form) => first(form, { quantity: 952_132 }),
  /** Only where something was found: an empty form of an empty place is the truth. */
  "a page that was lost": ({ complete: _complete, ...form }) =>
    form.found.length > 0 ? { ...form, found: form.found.slice(1) } : new Uint8Array([0x7b]),
} as const satisfies Record<string, Slip>;

/** What is not plain, or not true: nothing of it may be booked. */
export const mistakes = {
  "a code that nobody knows": (form) => first(form, { sku: "NO-SUCH-CODE" }),
  "a letter of another script": (form) => first(form, { sku: "А1" }),
  "a blank code": (form) => first(form, { sku: "  " }),
  "a GTIN with a wrong check digit": (form, { items }) => {
    const gtin = items.get(form.found[0]?.sku ?? "")?.gtin ?? "00000000000000";
    return first(form, { sku: gtin.slice(0, 13) + ((Number(gtin[13]) + 1) % 10) });
  },
  "a case of unknown size": (form, { items }) =>
    first(form, { sku: items.get(form.found[0]?.sku ?? "")?.caseGtin ?? "?" }),
  "a negative number": (form) => first(form, { quantity: -1 }),
  "half a unit": (form) => first(form, { quantity: 0.5 }),
  "a number as text": (form) => first(form, { quantity: "12" }),
  "the label of another place": (form) => ({ ...form, place: "NOWHERE-1" }),
  "the number of another task": (form) => ({ ...form, task: `${form.task}0` }),
  "no list": ({ found: _found, ...form }) => form,
  "no JSON": () => new Uint8Array([0x7b, 0xff, 0x00]),
} as const satisfies Record<string, Slip>;

export class WrongForms {
  readonly #items: ReadonlyMap<string, Item>;
  readonly #options: WrongFormsOptions;
  /** How often each was written. */
  readonly written = new Map<string, number>();

  constructor(options: WrongFormsOptions) {
    this.#options = options;
    this.#items = new Map(options.items.map((item) => [item.sku, item]));
  }

  /** The form as it leaves the handheld; `attempt` counts from 1, and nobody is wrong for ever. */
  write(form: TaskOutcome, task: TaskMessage, attempt: number): Written {
    const random = this.#options.random.split(`${task.task}/${attempt}`);
    if (random.next() >= this.#options.share) return [form];
    const wrong = attempt === 1 ? { ...mistakes, ...doubtful } : mistakes;
    const isWrong = attempt < attemptsWrongMax && random.next() < 0.6;
    const slips: readonly (readonly [string, Slip])[] = Object.entries(isWrong ? wrong : spellings);
    const [name, slip] = slips[random.below(slips.length)]!;
    this.written.set(name, (this.written.get(name) ?? 0) + 1);
    const written = slip(form, { items: this.#items, random, task });
    return Array.isArray(written) ? written : [written];
  }
}

const attemptsWrongMax = 4;

type Line = TaskOutcome["found"][number];

const each = (form: TaskOutcome, change: (line: Line) => object): object => ({
  ...form,
  found: form.found.map((line) => ({ ...line, ...change(line) })),
});

/** A form without a line gets one: somebody wrote it on the wrong page. */
const first = (form: TaskOutcome, change: object): object => {
  const [line = { sku: "NO-SUCH-CODE", quantity: 1 }, ...rest] = form.found;
  return { ...form, found: [{ ...line, ...change }, ...rest] };
};

/** Said a second later. */
const oneMore = (form: TaskOutcome): object => ({
  ...each(form, ({ quantity }) => ({ quantity: quantity + 1 })),
  at: isoTime(Date.parse(form.at) + secondMs),
});
