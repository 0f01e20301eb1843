/** What goods need to be believed in a tote, by the site's `evidence`: each kind that is needed must be given, and what two of them say differently is for a person to count. */
import { clientOf } from "@floorplane/contracts/client-names";
import type { ClientId, Sku } from "@floorplane/contracts/ids";
import { type EvidenceKind, type EvidenceRules, toleranceDefault } from "@floorplane/contracts/site-evidence";
import type { Items } from "../goods/items.ts";

export interface WithEvidence {
  readonly evidence: Evidence;
}

export interface Needed {
  readonly kinds: ReadonlySet<EvidenceKind>;
  /** Of a scale, g. */
  readonly toleranceGrams: number;
}

export class Evidence {
  readonly #rules: EvidenceRules;
  readonly #items: Items;
  readonly #own: ClientId;
  /** Nobody said anything: tags where there is a reader, and the scan that an answer stands for where there is none. */
  readonly isUsual: boolean;

  constructor(rules: EvidenceRules | undefined, items: Items, own: ClientId) {
    this.#rules = rules ?? {};
    this.#items = items;
    this.#own = own;
    this.isUsual = rules === undefined;
  }

  for(sku: Sku): Needed {
    const { rules = [], needs = ["rfid"], toleranceGrams = toleranceDefault } = this.#rules;
    const { goodsClass = "general" } = this.#items.need(sku);
    const rule = rules.find(
      ({ clients, classes }) =>
        (clients?.includes(clientOf(sku, this.#own)) ?? true) && (classes?.includes(goodsClass) ?? true),
    );
    return {
      kinds: new Set(rule?.needs ?? needs),
      toleranceGrams: rule?.toleranceGrams ?? toleranceGrams,
    };
  }

  /** What a robot alone cannot give on its way: a person at a check lane does. */
  needsPerson(sku: Sku): boolean {
    const { kinds } = this.for(sku);
    return kinds.has("barcode") || kinds.has("weight");
  }

  /** What a scale should say of so many, g; undefined where nobody knows what one weighs. */
  gramsOf(sku: Sku, units: number): number | undefined {
    const { kilograms } = this.#items.need(sku);
    return kilograms > 0 ? Math.round(kilograms * units * 1_000) : undefined;
  }
}
