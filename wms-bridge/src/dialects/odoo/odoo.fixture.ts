/**
 * An Odoo of a few tables, as its External RPC API describes it: `execute_kw` on rows, domains of `=`, `in` and `>`, many2one as `[id, name]`, false for nothing, faults with the name of the exception. It keeps what was asked of it.
 */

import { Away } from "../dialect.ts";
import type { JsonWay } from "../json-way.ts";

type Row = Record<string, unknown> & { id: number };

export class FakeOdoo {
  readonly calls: { service: string; method: string; args: readonly unknown[] }[] = [];
  readonly notes: { picking: number; body: string }[] = [];
  readonly tables: Record<string, Row[]> = {
    "stock.picking": [],
    "stock.move": [],
    "product.product": [],
    "res.partner": [
      {
        id: 7,
        name: "Ana Silva",
        street: "Rua 1",
        street2: false,
        zip: "1000-001",
        city: "Lisboa",
        state_id: false,
        country_id: [5, "Portugal"],
        phone: false,
        email: "ana@example.com",
      },
    ],
    "res.country": [{ id: 5, code: "PT" }],
    "res.country.state": [],
  };
  version = 17;
  isDown = false;
  /** Validation asks back by a dialog, as a site with its own settings may. */
  asksBack = false;
  wizards: { model: string; process: string; context: unknown }[] = [];
  #id = 100;
  #tick = 0;

  /** A product; undefined fields are false, as Odoo has them. */
  product(code: string | false, more: Partial<Row> = {}): number {
    const id = ++this.#id;
    this.tables["product.product"]!.push({
      id,
      default_code: code,
      name: `product ${code}`,
      barcode: false,
      weight: 0.2,
      volume: 0.0005,
      type: "consu",
      ...more,
    });
    return id;
  }

  /** A delivery that is ready, of units of products. */
  delivery(name: string, units: Readonly<Record<number, number>>, more: Partial<Row> = {}): number {
    const id = ++this.#id;
    this.tables["stock.picking"]!.push({
      id,
      name,
      state: "assigned",
      picking_type_code: "outgoing",
      partner_id: [7, "Ana Silva"],
      note: false,
      origin: false,
      write_date: this.#now(),
      ...more,
    });
    for (const [product, quantity] of Object.entries(units))
      this.tables["stock.move"]!.push({
        id: ++this.#id,
        picking_id: id,
        product_id: [Number(product), "…"],
        product_qty: quantity,
        state: "assigned",
        quantity: quantity,
        picked: false,
      });
    return id;
  }

  picking(name: string): Row {
    return this.tables["stock.picking"]!.find((row) => row.name === name)!;
  }

  moves(name: string): Row[] {
    const { id } = this.picking(name);
    return this.tables["stock.move"]!.filter(({ picking_id }) => picking_id === id);
  }

  /** Somebody works in Odoo. */
  write(name: string, values: object): void {
    Object.assign(this.picking(name), values, { write_date: this.#now() });
  }

  readonly way: JsonWay = async ({ url, body }) => {
    if (this.isDown) throw new Away("odoo: ECONNREFUSED");
    const { id, params } = body as {
      id: number;
      params: { service: string; method: string; args: readonly unknown[] };
    };
    if (new URL(url).pathname !== "/jsonrpc") return { status: 404, body: "" };
    this.calls.push(params);
    try {
      // As over a wire: whoever changes an answer changes no row.
      return {
        status: 200,
        body: JSON.parse(JSON.stringify({ jsonrpc: "2.0", id, result: this.#answer(params) ?? null })),
      };
    } catch (error) {
      const { message } = error as Error;
      return {
        status: 200,
        body: {
          jsonrpc: "2.0",
          id,
          error: {
            code: 200,
            message: "Odoo Server Error",
            data: { name: "odoo.exceptions.UserError", message },
          },
        },
      };
    }
  };

  #answer({ service, method, args }: { service: string; method: string; args: readonly unknown[] }): unknown {
    if (service === "common")
      return method === "version"
        ? { server_version_info: [this.version, 0, 0, "final", 0] }
        : args[2] === "key"
          ? 2
          : false;
    const [, user, , model, verb, given, more = {}] = args as [
      string,
      number,
      string,
      string,
      string,
      unknown[],
      Record<string, never>,
    ];
    if (user !== 2) throw new Error("Access Denied");
    const rows = this.tables[model] ?? [];
    switch (verb) {
      case "search_read":
        return rows
          .filter((row) => (given[0] as [string, string, unknown][]).every((each) => holds(row, each)))
          .sort((a, b) => a.id - b.id)
          .slice(0, more.limit);
      case "read":
        return rows.filter(({ id }) => (given[0] as number[]).includes(id));
      case "write":
        for (const row of rows.filter(({ id }) => (given[0] as number[]).includes(id)))
          Object.assign(row, given[1]);
        return true;
      case "message_post": {
        const [picking] = given[0] as number[];
        this.notes.push({ picking: picking!, body: String((more as { body?: string }).body) });
        // Some releases touch the transfer with it.
        Object.assign(rows.find(({ id }) => id === picking)!, { write_date: this.#now() });
        return 1;
      }
      case "button_validate": {
        const [picking] = given[0] as number[];
        if (this.asksBack)
          return {
            type: "ir.actions.act_window",
            res_model: "stock.backorder.confirmation",
            context: { button_validate_picking_ids: [picking] },
          };
        return this.#done(picking!);
      }
      case "create":
        return 55;
      case "process":
      case "process_cancel_backorder":
        this.wizards.push({ model, process: verb, context: more.context });
        return this.#done(
          (more.context as unknown as { button_validate_picking_ids: number[] })
            .button_validate_picking_ids[0]!,
        );
      default:
        throw new Error(`no method ${verb}`);
    }
  }

  #done(id: number): true {
    Object.assign(this.tables["stock.picking"]!.find((row) => row.id === id)!, {
      state: "done",
      write_date: this.#now(),
    });
    for (const move of this.tables["stock.move"]!.filter(({ picking_id }) => picking_id === id))
      move.state = "done";
    return true;
  }

  #now(): string {
    return `2026-05-04 10:00:${String(++this.#tick).padStart(2, "0")}`;
  }
}

function holds(row: Row, [field, operator, wanted]: [string, string, unknown]): boolean {
  const value = row[field];
  if (operator === "in") return (wanted as unknown[]).includes(value);
  if (operator === ">") return (value as number) > (wanted as number);
  return value === wanted;
}
