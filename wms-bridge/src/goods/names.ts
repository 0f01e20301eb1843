/** Whom every name of goods belongs to: SKU, alias, GTIN of the unit, GTIN of the case. A name of two owners names nobody. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { Sku } from "@floorplane/contracts/ids";
import type { KnownItem } from "./item.kind.ts";
import { nameOfGtin, spellingOf } from "./spelling.ts";

/** `former-case`: a case that its items still carry on the floor, of a size that is no longer said. */
export type Role = "sku" | "alias" | "gtin" | "case-gtin" | "former-case";

export interface Owner {
  readonly sku: Sku;
  readonly role: Role;
}

export class Names {
  readonly #owners = new Map<string, Owner[]>();

  add(item: KnownItem): void {
    for (const [name, role] of namesOf(item)) {
      const owners = this.#owners.get(name) ?? [];
      this.#owners.set(name, [...owners, { sku: item.sku as Sku, role }]);
    }
  }

  remove(item: KnownItem): void {
    for (const [name] of namesOf(item)) {
      const left = this.ownersOf(name).filter(({ sku }) => sku !== item.sku);
      if (left.length > 0) this.#owners.set(name, left);
      else this.#owners.delete(name);
    }
  }

  ownersOf(name: string): readonly Owner[] {
    return this.#owners.get(name) ?? [];
  }

  /** Everyone whom a text may mean; a text of digits may be a SKU and a GTIN. */
  meant(text: string): readonly Owner[] {
    const spelling = spellingOf(text);
    return spelling.kind === "names" ? spelling.names.flatMap((name) => this.ownersOf(name)) : [];
  }
}

/** Each name once, with the first kind that it has. A code of digits that is a right GTIN is that GTIN too, so that no other item can have it. */
export function namesOf(item: KnownItem): Map<string, Role> {
  const { sku, gtin, caseGtin, aliases = [], formerGtins = [], formerCaseGtins = [] } = item;
  const names = new Map<string, Role>();
  const add = (name: string, role: Role): void => void (names.has(name) || names.set(name, role));
  const addCode = (code: string, role: Role): void => {
    const spelling = spellingOf(code);
    if (spelling.kind === "names") for (const name of spelling.names) add(name, role);
  };
  addCode(codeOf(sku as Sku), "sku");
  if (gtin) add(nameOfGtin(gtin), "gtin");
  for (const alias of aliases) addCode(alias, "alias");
  for (const former of formerGtins) add(nameOfGtin(former), "gtin");
  if (caseGtin) add(nameOfGtin(caseGtin), "case-gtin");
  for (const former of formerCaseGtins) add(nameOfGtin(former), "former-case");
  return names;
}
