/** The tags of counts by reads: those that were listed, and those that were seen beside them. Kept in pages, so that a pass writes those that it changed. */
import type { ClientId, LocationId } from "@floorplane/contracts/ids";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type CountTag, countTagsKind, type Stocktake, type TagPage } from "./stocktake.kind.ts";

export interface WithReadTags {
  readonly readTags: ReadTags;
}

const perPage = 200;
/** Tags of one count that nobody listed: a neighbour's whole shop. More are numbered, not kept. */
const unlistedMax = 5_000;

type OfCount = Pick<Stocktake, "client" | "count">;
/** What a tag hangs on. */
export type Meant = Pick<CountTag, "sku" | "units">;

interface Place {
  readonly page: TagPage;
  readonly index: number;
}

interface Pages {
  readonly pages: TagPage[];
  readonly byEpc: Map<string, Place>;
  unlisted: number;
}

const keyOf = ({ client, count }: OfCount): string => `${client}/${count}`;

export class ReadTags extends Shelf<string, TagPage> {
  readonly #counts = new Map<string, Pages>();

  constructor(stores: Stores, client: ClientId) {
    super(stores, {
      kind: countTagsKind,
      id: ({ count, page }) => `${count}#${page}`,
      owner: { own: client, ids: "client" },
      body: ({ tags, ...page }) => ({ ...page, tags: [...tags] }),
      read: (page) => page,
    });
  }

  *of(count: OfCount): Iterable<CountTag> {
    for (const { tags } of this.#counts.get(keyOf(count))?.pages ?? []) yield* tags;
  }

  list(count: OfCount, { epc, sku, units, location }: Omit<CountTag, "passes" | "elsewhere">): void {
    this.#append(count, { epc, sku, units, location, elsewhere: false, passes: [] });
  }

  /** Whether it is kept: `meant` says what it hangs on, where it was not known before. */
  seen(
    count: OfCount,
    {
      epc,
      pass,
      location,
    }: { readonly epc: string; readonly pass: number; readonly location: LocationId | null },
    meant: () => Meant,
  ): boolean {
    const place = this.#counts.get(keyOf(count))?.byEpc.get(epc);
    if (place) {
      const known = place.page.tags[place.index]!;
      const elsewhere = known.elsewhere || (location !== null && known.location !== location);
      if (known.passes.includes(pass) && elsewhere === known.elsewhere) return true;
      const passes = known.passes.includes(pass) ? known.passes : [...known.passes, pass];
      const tags = [...place.page.tags];
      tags[place.index] = { ...known, passes, elsewhere };
      this.write(place.page).tags = tags;
      return true;
    }
    if ((this.#counts.get(keyOf(count))?.unlisted ?? 0) >= unlistedMax) return false;
    const { sku, units } = meant();
    const where = sku === null ? null : location;
    this.#append(count, { epc, sku, units, location: where, elsewhere: false, passes: [pass] });
    return true;
  }

  forget(count: OfCount): void {
    for (const page of this.#counts.get(keyOf(count))?.pages ?? []) this.remove(page);
    this.#counts.delete(keyOf(count));
  }

  protected override restored(page: TagPage): void {
    this.#index(page);
  }

  #append({ client, count }: OfCount, tag: CountTag): void {
    const pages = this.#counts.get(keyOf({ client, count }))?.pages ?? [];
    let last = pages.at(-1);
    if (!last || last.tags.length >= perPage) {
      last = this.add({ client, count, page: pages.length, tags: [] });
      this.#index(last);
    }
    const tags = [...last.tags, tag];
    this.write(last).tags = tags;
    this.#place(last, tags.length - 1);
  }

  #index(page: TagPage): void {
    const known = this.#counts.get(keyOf(page)) ?? { pages: [], byEpc: new Map(), unlisted: 0 };
    this.#counts.set(keyOf(page), known);
    known.pages[page.page] = page;
    for (let index = 0; index < page.tags.length; index++) this.#place(page, index);
  }

  #place(page: TagPage, index: number): void {
    const known = this.#counts.get(keyOf(page))!;
    const { epc, location } = page.tags[index]!;
    known.byEpc.set(epc, { page, index });
    if (location === null) known.unlisted++;
  }
}
