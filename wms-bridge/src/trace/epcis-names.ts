/**
 * What things of this house are called in EPCIS. Where GS1 has a key for it, it is that key as a Digital Link: a GTIN with its lot, an SSCC, the GRAI on a tote, the site's GLN with the place as its extension.
 * Where it has none, the name is the site's own, and nobody else's: `urn:floorplane:site:…`.
 */
import { hash as digest } from "node:crypto";
import { decodeEpc, digitalLink } from "@floorplane/contracts/epc";
import { canonical } from "@floorplane/contracts/epcis/identity";
import type { ClientId, SiteId, ToteId } from "@floorplane/contracts/ids";
import { toteEpc } from "@floorplane/contracts/labels";

const host = "https://id.gs1.org";
/** What an AI of GS1 takes of a lot (10), a serial number (21) or an extension (254): 20 characters of its set. */
const shortText = /^[!"%-?A-Z_a-z]{1,20}$/;
/** Words of the house where nobody knows the lot. */
const noLots = new Set(["", "RETURNED", "FOUND"]);

export interface SiteNames {
  readonly site: SiteId;
  /** Of the site itself, 13 digits, where it has one. */
  readonly gln: string | undefined;
  /** Tells lives of a house apart that begin alike (a sandbox is the same after each reset): their events have other ids. */
  readonly life?: string;
}

export class EpcisNames {
  readonly #own: string;
  readonly #gln: string | undefined;
  readonly #life: string;

  constructor({ site, gln, life = "" }: SiteNames) {
    this.#own = `urn:floorplane:site:${site}`;
    this.#gln = gln;
    this.#life = life;
  }

  /** Goods of which it is known how many, and not which. */
  goods(client: ClientId, sku: string, lot: string, gtin: string): string {
    const named = noLots.has(lot) ? "" : lot;
    if (gtin === "") return `${this.#ofClient(client)}:item:${sku}${named ? `:lot:${named}` : ""}`;
    const isShort = shortText.test(named);
    return `${host}/01/${gtin}${isShort ? `/10/${encodeURIComponent(named)}` : ""}`;
  }

  /** One unit of goods, by its serial number. */
  piece(client: ClientId, sku: string, serial: string, gtin: string): string {
    return gtin !== "" && shortText.test(serial)
      ? `${host}/01/${gtin}/21/${encodeURIComponent(serial)}`
      : `${this.#ofClient(client)}:item:${sku}:serial:${encodeURIComponent(serial)}`;
  }

  tote(tote: string): string {
    return digitalLink(decodeEpc(toteEpc(tote as ToteId)))!;
  }

  /** A pallet too. */
  parcel(sscc: string): string {
    return `${host}/00/${sscc}`;
  }

  /** A bin, a bench, a station, a portal. */
  place(place: string): string {
    return this.#gln !== undefined && shortText.test(place)
      ? `${host}/414/${this.#gln}/254/${encodeURIComponent(place)}`
      : `${this.#own}:place:${place}`;
  }

  /** Whether a place is one of this site: so these names call it, or its GLN does. */
  isOurs(place: string): boolean {
    const path = canonical(place);
    const ofSite = this.#gln === undefined ? undefined : `/414/${this.#gln}`;
    return place.startsWith(`${this.#own}:`) || path === ofSite || path.startsWith(`${ofSite}/`);
  }

  /**
   * Of an event that is told of a row: a UUID of version 8 (RFC 9562, 5.8) out of the row's place in the chain, so that no other row has it. Its last twelve digits follow from the others and the site, so that
   * an event of this house is known by its id alone.
   */
  eventId(hash: string, index: number): string {
    const hex = digest("sha256", `${this.#life}${hash}/${index}`);
    const variant = "89ab"[Number.parseInt(hex[16]!, 16) & 3];
    const head = `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}`;
    return `${head}-${this.#markOf(head)}`;
  }

  /** Whether an event under this id is one that this house told, or could have told. */
  isOurEvent(id: string): boolean {
    const found = /^(urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3})-([0-9a-f]{12})$/.exec(
      id.toLowerCase(),
    );
    return found !== null && this.#markOf(found[1]!) === found[2];
  }

  #markOf(head: string): string {
    return digest("sha256", `${this.#own}/${head}`).slice(0, 12);
  }

  /** A number that the client gave to what it asked for. */
  business(client: ClientId, what: string, number: string): string {
    return `${this.#ofClient(client)}:${what}:${encodeURIComponent(number)}`;
  }

  #ofClient(client: ClientId): string {
    return `${this.#own}:client:${client}`;
  }
}
