/**
 * JSON-RPC as Odoo has it (its "External RPC API"): services `common` and `object` behind one address, `execute_kw` for every method of every model. Odoo removes it in version 22; what is sent
 * is in the files of `wire/`.
 */
import { Away, Untold } from "../dialect.ts";
import type { JsonWay } from "../json-way.ts";

export interface OdooOptions {
  /** Where Odoo stands, such as `https://example.odoo.com`. */
  readonly url: string;
  readonly database: string;
  readonly login: string;
  /** An API key of that user, in place of its password. */
  readonly key: string;
  readonly way: JsonWay;
}

/** A condition of a search: `["state", "=", "assigned"]`. */
export type Domain = readonly (readonly [string, string, unknown])[];
export type OdooRow = Readonly<Record<string, unknown>> & { readonly id: number };
/** Odoo writes false where nothing is there. */
export type OdooContext = Readonly<Record<string, unknown>>;

/** Rows of one search; Odoo answers what is asked, however much. */
const pageRows = 200;
/** Of one search in all: more open pickings than these have no place in a house either. */
const rowsMax = 100_000;

export class OdooRpc {
  readonly #options: OdooOptions;
  #user: number | undefined;
  #version: number | undefined;
  #calls = 0;

  constructor(options: OdooOptions) {
    this.#options = options;
  }

  /** Its main version, such as 17. */
  async version(): Promise<number> {
    if (this.#version === undefined) {
      const answer = (await this.#call("common", "version", [])) as {
        server_version_info?: readonly unknown[];
      };
      const main = Number(answer?.server_version_info?.[0]);
      if (!Number.isInteger(main)) throw new Away("Odoo does not say which version it is");
      this.#version = main;
    }
    return this.#version;
  }

  /** All that a search finds, in the order of their ids. */
  async all(model: string, domain: Domain, fields: readonly string[]): Promise<readonly OdooRow[]> {
    const rows: OdooRow[] = [];
    // By id and not by offset: what comes and goes between two pages hides nothing.
    for (let last = 0; rows.length < rowsMax; last = rows.at(-1)!.id) {
      const page = await this.#rows(model, "search_read", [[...domain, ["id", ">", last]]], {
        fields,
        limit: pageRows,
        order: "id asc",
      });
      rows.push(...page);
      if (page.length < pageRows) break;
    }
    return rows;
  }

  async read(model: string, ids: readonly number[], fields: readonly string[]): Promise<readonly OdooRow[]> {
    return ids.length === 0 ? [] : this.#rows(model, "read", [ids], { fields });
  }

  async #rows(
    model: string,
    method: string,
    args: readonly unknown[],
    more: OdooContext,
  ): Promise<readonly OdooRow[]> {
    const rows = await this.execute(model, method, args, more);
    if (!Array.isArray(rows) || !rows.every((row) => Number.isInteger((row as OdooRow | null)?.id)))
      throw new Away(`Odoo answers ${model}.${method} with what are no rows`);
    return rows as OdooRow[];
  }

  /** Throws `Untold` with Odoo's own words where it refuses. */
  async execute(
    model: string,
    method: string,
    args: readonly unknown[],
    more: OdooContext = {},
  ): Promise<unknown> {
    const { database, key } = this.#options;
    return this.#call("object", "execute_kw", [
      database,
      await this.#login(),
      key,
      model,
      method,
      args,
      more,
    ]);
  }

  async #login(): Promise<number> {
    const { database, login, key } = this.#options;
    if (this.#user === undefined) {
      const user = await this.#call("common", "authenticate", [database, login, key, {}]);
      // False: no such user. A person has to mend it, and then all goes on.
      if (typeof user !== "number")
        throw new Away(`Odoo does not let ${login} into database ${database}: correct the login or its key`);
      this.#user = user;
    }
    return this.#user;
  }

  async #call(service: string, method: string, args: readonly unknown[]): Promise<unknown> {
    const { url, way } = this.#options;
    const { status, body } = await way({
      method: "POST",
      url: new URL("/jsonrpc", url).href,
      body: { jsonrpc: "2.0", method: "call", id: ++this.#calls, params: { service, method, args } },
    });
    const answer = body as
      | { result?: unknown; error?: { message?: string; data?: { name?: string; message?: string } } }
      | undefined;
    if (status !== 200 || answer === undefined || answer === null) throw new Away(`Odoo answers ${status}`);
    if (!answer.error) return answer.result;
    const { name = "", message = answer.error.message ?? "no words" } = answer.error.data ?? {};
    // Of two who write one row at the same time Odoo sends one away; the same again will be heard.
    if (/OperationalError|SerializationFailure|LockNotAvailable|SessionExpired/.test(name))
      throw new Away(`Odoo: ${message}`);
    if (/AccessDenied/.test(name)) this.#user = undefined;
    if (/AccessDenied|AccessError/.test(name))
      throw new Away(`Odoo does not let this user do it: ${message}`);
    throw new Untold(message);
  }
}

/** `[id, name]` of a many2one; undefined: false. */
export const oneOf = (value: unknown): number | undefined =>
  Array.isArray(value) && Number.isInteger(value[0]) ? (value[0] as number) : undefined;
export const textOf = (value: unknown): string | undefined => {
  const text = typeof value === "string" ? value.trim() : "";
  return text === "" ? undefined : text;
};
