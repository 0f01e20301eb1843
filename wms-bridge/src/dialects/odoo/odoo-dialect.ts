/**
 * Odoo's deliveries as orders, and back. Asked by what stands there, not by what changed since: outgoing transfers that are `assigned` are wanted, and one that was taken and is `cancel` now is
 * wanted no more. Told: `order.shipped` writes what left into its moves and validates it; the transfer itself says whether that was done before.
 */
import type { Item } from "@floorplane/contracts/wms.schema";
import {
  type Decided,
  type Dialect,
  type FeedEvent,
  Untold,
  type Wanted,
  type Wish,
  type Wishes,
} from "../dialect.ts";
import { type OdooRow, type OdooRpc, oneOf, textOf } from "./odoo-rpc.ts";
import {
  itemsOf,
  type LeavingFields,
  moveFields,
  orderOf,
  type PickingRows,
  partnerFields,
  pickingFields,
  productFields,
} from "./picking-order.ts";

export interface OdooDialectOptions {
  readonly rpc: OdooRpc;
  /** The code of the warehouse in Odoo (`WH`) whose deliveries are meant; of all where it is left out. */
  readonly warehouse: string | undefined;
  /** What becomes of units that an ended order did not ship: Odoo makes a transfer of them, or lets them go. */
  readonly backorders: "create" | "cancel";
  /** Fields of a transfer that say how it leaves; Odoo itself has none for it, so that a site names its own. */
  readonly leaves?: LeavingFields;
}

const picking = "stock.picking";
/** From this version on a move has `quantity` and `picked`; before it, `quantity_done`. */
const pickedSince = 17;

export class OdooDialect implements Dialect {
  readonly name = "odoo";
  readonly #options: OdooDialectOptions;

  constructor(options: OdooDialectOptions) {
    this.#options = options;
  }

  async wishes(decided: ReadonlyMap<string, Decided>): Promise<Wishes> {
    const { rpc, warehouse } = this.#options;
    const fields = ["name", "state", "write_date"];
    const assigned = await rpc.all(
      picking,
      [
        ["picking_type_code", "=", "outgoing"],
        ["state", "=", "assigned"],
        ...(warehouse === undefined ? [] : [["picking_type_id.warehouse_id.code", "=", warehouse] as const]),
      ],
      fields,
    );
    const standing = new Set(assigned.map(({ id }) => id));
    // One that was decided and is not assigned now: cancelled there, validated, or waiting for goods again.
    const others = [...decided.keys()].map(idIn).filter((id) => !standing.has(id));
    const found =
      others.length === 0 ? [] : await rpc.all(picking, [["id", "in", [...new Set(others)]]], fields);
    const stateOf = new Map(found.map((row) => [row.id, row]));
    const isWithdrawn = (id: number): boolean =>
      stateOf.get(id)?.state === "cancel" && decided.get(orderKey(id))?.isTaken === true;
    return {
      wishes: [
        ...assigned.map(
          (row): Wish => ({
            key: orderKey(row.id),
            revision: String(row.write_date),
            read: () => this.#order(row),
          }),
        ),
        ...found
          .filter(({ id }) => isWithdrawn(id))
          .map(
            ({ id, name }): Wish => ({
              key: cancellationKey(id),
              revision: "cancel",
              read: async () => ({ kind: "cancellation", order: textOf(name) ?? "" }),
            }),
          ),
      ],
      over: [...decided.keys()].filter((key) => {
        const id = idIn(key);
        if (standing.has(id)) return key === cancellationKey(id);
        const state = stateOf.get(id)?.state;
        return (
          state === undefined ||
          state === "done" ||
          (state === "cancel" && (!isWithdrawn(id) || decided.has(cancellationKey(id))))
        );
      }),
    };
  }

  async items(order: string): Promise<readonly Item[]> {
    const row = await this.#pickingOf(order);
    if (!row) return [];
    const { products } = await this.#rowsOf(row);
    const items = itemsOf(products.values());
    if ("why" in items) throw new Untold(items.why);
    return items.value;
  }

  async refused(order: string, why: string): Promise<void> {
    const row = await this.#pickingOf(order);
    if (row) await this.#note(row, `Floorplane does not take it: ${why}`);
  }

  async tell({ type, data }: FeedEvent): Promise<void> {
    const order = textOf(data.order);
    if (order === undefined || (type !== "order.shipped" && type !== "order.cancelled")) return;
    const row = await this.#pickingOf(order);
    // An order that came by another way than Odoo.
    if (!row) return;
    if (row.state === "done" || row.state === "cancel") return;
    if (type === "order.cancelled") {
      await this.#note(row, `Floorplane ships nothing of it: ${textOf(data.reason) ?? "cancelled"}`);
      return;
    }
    await this.#validate(row, data);
  }

  async #validate(row: OdooRow, data: FeedEvent["data"]): Promise<void> {
    const { rpc, backorders } = this.#options;
    const left = new Map<string, number>();
    for (const { line, quantity } of (data.lines ?? []) as { line?: string; quantity: number }[])
      if (line !== undefined) left.set(line, (left.get(line) ?? 0) + quantity);
    const hasPicked = (await rpc.version()) >= pickedSince;
    const { moves } = await this.#rowsOf(row);
    const strange = [...left.keys()].filter((line) => !moves.some(({ id }) => String(id) === line));
    if (strange.length > 0)
      throw new Untold(
        `operations ${strange.join(", ")} that left are not in ${row.name} any more: book them by hand`,
      );
    for (const move of moves) {
      if (move.state === "cancel" || move.state === "done") continue;
      const units = left.get(String(move.id)) ?? 0;
      await rpc.execute("stock.move", "write", [
        [move.id],
        hasPicked ? { quantity: units, picked: units > 0 } : { quantity_done: units },
      ]);
    }
    const parcels = ((data.parcels ?? []) as { sscc: string }[]).map(({ sscc }) => sscc);
    const context = {
      skip_immediate: true,
      skip_backorder: true,
      ...(backorders === "cancel" ? { picking_ids_not_to_backorder: [row.id] } : {}),
    };
    const answer = await rpc.execute(picking, "button_validate", [[row.id]], { context });
    if (isWizard(answer)) await this.#finish(answer);
    const [after] = await rpc.read(picking, [row.id], ["name", "state"]);
    if (after?.state !== "done")
      throw new Untold(`Odoo left ${row.name} as ${after?.state ?? "gone"}: validate it by hand`);
    if (parcels.length > 0) await this.#note(row, `Left as ${parcels.join(", ")}`);
  }

  /** Odoo asks before it goes on, in a dialog of its own: the answer is yes to what was asked for. */
  async #finish(wizard: Wizard): Promise<void> {
    const { rpc, backorders } = this.#options;
    const id = await rpc.execute(wizard.res_model, "create", [{}], { context: wizard.context ?? {} });
    const isBackorder = wizard.res_model === "stock.backorder.confirmation";
    await rpc.execute(
      wizard.res_model,
      isBackorder && backorders === "cancel" ? "process_cancel_backorder" : "process",
      [[id]],
      { context: wizard.context ?? {} },
    );
  }

  async #order(row: OdooRow): Promise<Wanted> {
    const order = textOf(row.name) ?? `transfer ${row.id}`;
    const read = orderOf(await this.#rowsOf(row));
    return "why" in read
      ? { kind: "unreadable", order, why: read.why }
      : { kind: "order", order, body: read.value };
  }

  async #pickingOf(order: string): Promise<OdooRow | undefined> {
    const [row] = await this.#options.rpc.all(
      picking,
      [
        ["name", "=", order],
        ["picking_type_code", "=", "outgoing"],
      ],
      pickingFields,
    );
    return row;
  }

  async #rowsOf({ id }: OdooRow): Promise<PickingRows> {
    const { rpc, leaves = {} } = this.#options;
    const { shipOn, consolidation } = leaves;
    const own = [shipOn, consolidation].filter((field) => field !== undefined);
    const [row] = await rpc.read(picking, [id], [...new Set([...pickingFields, ...own])]);
    if (!row) throw new Untold(`transfer ${id} is gone`);
    const moves = await rpc.all("stock.move", [["picking_id", "=", id]], moveFields);
    const ids = [...new Set(moves.map(({ product_id }) => oneOf(product_id)))].filter(
      (each) => each !== undefined,
    );
    const products = await rpc.read("product.product", ids, productFields);
    const partnerId = oneOf(row.partner_id);
    const [partner] =
      partnerId === undefined ? [] : await rpc.read("res.partner", [partnerId], partnerFields);
    const countryId = oneOf(partner?.country_id);
    const [country] = countryId === undefined ? [] : await rpc.read("res.country", [countryId], ["code"]);
    const stateId = oneOf(partner?.state_id);
    const [state] = stateId === undefined ? [] : await rpc.read("res.country.state", [stateId], ["name"]);
    return {
      picking: row,
      leaves,
      moves,
      products: new Map(products.map((product) => [product.id, product])),
      partner,
      country: textOf(country?.code),
      state: textOf(state?.name),
    };
  }

  async #note({ id }: OdooRow, text: string): Promise<void> {
    await this.#options.rpc.execute(picking, "message_post", [[id]], { body: text });
  }
}

const orderKey = (id: number): string => `order/${id}`;
const cancellationKey = (id: number): string => `cancellation/${id}`;
const idIn = (key: string): number => Number(key.slice(key.indexOf("/") + 1));

interface Wizard {
  readonly res_model: string;
  readonly context?: Readonly<Record<string, unknown>>;
}

const isWizard = (answer: unknown): answer is Wizard =>
  typeof answer === "object" && answer !== null && typeof (answer as Wizard).res_model === "string";
