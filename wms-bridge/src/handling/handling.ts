/**
 * The port for what happened to goods. The stock book says each move of units, totes and people say the rest (brought, packed, counted); what one step did with the same hand between the same places is one
 * row. Whose hand it was is said by whoever hears of it, before anything moves.
 */
import type { OrderAct } from "@floorplane/contracts/acts";
import { clientOf, codeOf } from "@floorplane/contracts/client-names";
import type { ClientId, LocationId, LotId, OrderId, Sku, StationId, ToteId } from "@floorplane/contracts/ids";
import type { BodyOf } from "@floorplane/contracts/kind";
import type { Desk, Kept, Restore } from "@floorplane/runtime/room";
import { Journal } from "../keeping/journal.ts";
import type { Store, Stores } from "../keeping/stores.ts";
import type { WithSite } from "../keeping/traits.ts";
import { handlingKind } from "./handling.kind.ts";
import type { HandKind, Step } from "./steps.ts";

export type TraceRow = BodyOf<typeof handlingKind>["rows"][number];
export type CapturedRow = Extract<TraceRow, { readonly step: "captured" }>;
export type HandlingRow = Exclude<TraceRow, CapturedRow>;

/** Of the goods that a piece is one of; undefined in rows of before, which do not say it. */
export const lotOfPiece = (piece: NonNullable<HandlingRow["serials"]>[number]): string | undefined =>
  piece.length === 3 ? piece[2] : undefined;

/** Who does what is done in this step, and what for. */
export interface Hand {
  readonly hand: HandKind;
  readonly by?: string;
  /** Who signed with him. */
  readonly with?: string;
  readonly ref?: string;
  /** In the words of who asked for it. */
  readonly why?: string;
}

/** Units of one kind that a step is about. */
export interface Handled {
  readonly step: Step;
  readonly sku: Sku;
  readonly lot: LotId | null;
  readonly units: number;
  readonly from?: LocationId;
  readonly to?: LocationId | StationId;
  readonly tote?: ToteId;
  /** Of its tote's parcels. */
  readonly parcel?: string;
  /** That the parcel stands on, or left on. */
  readonly pallet?: string;
  readonly state?: string;
  /** As who looked called it. */
  readonly grade?: string;
  /** SHA-256 of a photo's bytes. */
  readonly photo?: string;
}

/** What a tote is on its way for. */
export interface ToteErrand {
  readonly order: OrderId | null;
}

export interface WithHandling {
  readonly handling: Handling;
}

export interface HandlingOptions {
  /** Whose goods are meant where nobody is named. */
  readonly own: ClientId;
  /** Undefined where the goods have none. */
  readonly gtinOf: (sku: Sku) => string | undefined;
  readonly errandOf: (tote: ToteId) => ToteErrand | undefined;
  /** That a unit is of; undefined where nobody knows. */
  readonly lotOf: (sku: Sku, serial: string) => LotId | undefined;
}

interface Counted {
  readonly found: ReadonlyMap<Sku, number>;
  /** Serial numbers. */
  readonly named?: ReadonlyMap<Sku, readonly string[]>;
}

/** What somebody found in a place or a tote, and which units he named; nothing, in one that is empty. */
export function noteCounted(
  { handling, client }: WithHandling & WithSite,
  { found, named = new Map() }: Counted,
  where: Pick<Handled, "to" | "tote">,
): void {
  for (const [sku, serials] of named) handling.pieces(sku, serials);
  const there = [...found].filter(([, units]) => units > 0);
  for (const [sku, units] of there) handling.note({ step: "count", sku, lot: null, units, ...where });
  if (there.length === 0) handling.noteEmpty(client, "count", where);
}

interface Draft {
  readonly client: ClientId;
  readonly row: Omit<HandlingRow, "at" | "goods" | "serials">;
  readonly goods: Map<string, [sku: string, lot: string, units: number, gtin: string]>;
  readonly serials: [sku: string, serial: string, lot: string][];
}

const nobody: Hand = { hand: "house" };

export class Handling implements Store {
  readonly journal: Journal<TraceRow>;
  readonly #options: HandlingOptions;
  readonly #drafts = new Map<string, Draft>();
  #hand: Hand = nobody;
  /** Serial numbers of units that are about to be handled. */
  readonly #pieces = new Map<Sku, string[]>();
  /** Goods from outside that wait to be looked at are one, and no return. */
  #isDelivery = false;

  constructor(stores: Stores, options: HandlingOptions) {
    this.#options = options;
    // Rows of a step are added when it ends, and written right after.
    stores.register(this);
    this.journal = new Journal(stores, handlingKind);
  }

  /** Whose hand does what is told from now on, until this step ends or somebody else is named. */
  by({ isDelivery = false, ...hand }: Hand & { readonly isDelivery?: boolean }): void {
    this.#hand = hand;
    this.#isDelivery = isDelivery;
  }

  /** What is told of meanwhile was done for this reason. */
  because(why: string | undefined, act: () => void): void {
    const hand = this.#hand;
    if (why !== undefined) this.#hand = { ...hand, why };
    act();
    this.#hand = hand;
  }

  /** The units of a SKU that are told of next in this step are these. */
  pieces(sku: Sku, serials: readonly string[]): void {
    this.#pieces.set(sku, [...serials]);
  }

  /** Units of one kind; those of one deed are one row. */
  note({ sku, lot, units, step, ...where }: Handled): void {
    const client = clientOf(sku, this.#options.own);
    const what = step === "return" && this.#isDelivery ? "receive" : step;
    const draft = this.#draft(client, what, where, step === "adjust" ? Math.sign(units) : 0);
    const goods = `${codeOf(sku)}|${lot ?? ""}`;
    const known = draft.goods.get(goods)?.[2] ?? 0;
    const gtin = this.#options.gtinOf(sku) ?? "";
    draft.goods.set(goods, [codeOf(sku), lot ?? "", known + units, gtin]);
    // What a count differs by is so many units, and nobody knows which.
    if (step === "adjust") return;
    for (const serial of this.#takePieces(sku, lot, units))
      draft.serials.push([codeOf(sku), serial, lot ?? ""]);
  }

  /** Of those that were named, as many as there are units: none that is known to be of another lot. */
  #takePieces(sku: Sku, lot: LotId | null, units: number): readonly string[] {
    const pieces = this.#pieces.get(sku) ?? [];
    const isOfIt = (serial: string): boolean =>
      lot === null || (this.#options.lotOf(sku, serial) ?? lot) === lot;
    const taken = pieces.filter(isOfIt).slice(0, Math.abs(units));
    this.#pieces.set(
      sku,
      pieces.filter((serial) => !taken.includes(serial)),
    );
    return taken;
  }

  /** A deed that found nothing: an empty place was counted. */
  noteEmpty(client: ClientId, step: Step, where: Pick<Handled, "to" | "tote">): void {
    this.#draft(client, step, where, 0);
  }

  /** What was decided about an order of the client's, and by whom: it stands beside what was done with its goods. */
  noteDecided(
    { client, order }: { readonly client: ClientId; readonly order: OrderId },
    act: OrderAct,
    hand: Hand,
  ): void {
    const row: Draft["row"] = { step: "decide", ...hand, order: codeOf(order), act };
    const key = JSON.stringify([client, 0, row]);
    this.#drafts.set(key, { client, row, goods: new Map(), serials: [] });
  }

  flush(desk: Desk): void {
    for (const { client, row, goods, serials } of this.#drafts.values()) {
      const pieces = serials.length > 0 ? { serials } : {};
      this.journal.append(client, { at: desk.now, ...row, goods: [...goods.values()], ...pieces });
    }
    this.#drafts.clear();
    this.#pieces.clear();
    this.#hand = nobody;
    this.#isDelivery = false;
  }

  kept(): Iterable<Kept> {
    return [];
  }

  async restore(_read: Restore): Promise<void> {}

  #draft(
    client: ClientId,
    step: Step,
    where: Omit<Handled, "sku" | "lot" | "units" | "step">,
    sign: number,
  ): Draft {
    const row: Draft["row"] = { step, ...this.#hand, ...where, ...this.#errand(where.tote) };
    const key = JSON.stringify([client, sign, row]);
    let draft = this.#drafts.get(key);
    if (!draft) this.#drafts.set(key, (draft = { client, row, goods: new Map(), serials: [] }));
    return draft;
  }

  #errand(tote: ToteId | undefined): Pick<HandlingRow, "order"> {
    const errand = tote === undefined ? undefined : this.#options.errandOf(tote);
    return errand?.order ? { order: codeOf(errand.order) } : {};
  }
}
