/**
 * What the orders of a CSV file are to ship, read by nobody who works here: written anew from the documented rules of the order format (codes trimmed and
 * upper case, lines of one code merged, cancellations and services and negative lines left out), so that product and test do not share a mistake.
 */

/** Units by sku, by order. */
export type OrderGoods = Readonly<Record<string, Readonly<Record<string, number>>>>;

export interface InputDay {
  readonly goods: OrderGoods;
  /** Orders without a line of goods: only these may be refused. */
  readonly withoutGoods: readonly string[];
  /** Units by sku that come back. */
  readonly returned: number;
}

const goodsCode = /^(\d{5}[A-Z]{0,3}|DCGS[0-9A-Z]+|SP\d+)$/;

export function inputDay(csv: string): InputDay {
  const [header, ...rows] = csvRows(csv);
  const column = (name: string): number => header!.indexOf(name);
  const [invoiceAt, codeAt, quantityAt, kindAt] = ["InvoiceNo", "StockCode", "Quantity", "Kind"].map(column);
  const orders = new Map<string, Map<string, number>>();
  let returned = 0;
  for (const row of rows) {
    const invoice = row[invoiceAt!]!.trim().toUpperCase();
    const code = row[codeAt!]!.trim().toUpperCase();
    const units = Number(row[quantityAt!]);
    const kind = kindAt! < 0 ? "" : row[kindAt!]!;
    const isGoods = kind === "" ? goodsCode.test(code) : kind === "goods";
    if (invoice.startsWith("C")) {
      if (isGoods) returned += Math.abs(units);
      continue;
    }
    const goods = orders.get(invoice) ?? new Map<string, number>();
    orders.set(invoice, goods);
    if (isGoods && units > 0) goods.set(code, (goods.get(code) ?? 0) + units);
  }
  const all = [...orders];
  return {
    goods: Object.fromEntries(
      all.filter(([, goods]) => goods.size > 0).map(([order, goods]) => [order, Object.fromEntries(goods)]),
    ),
    withoutGoods: all.filter(([, goods]) => goods.size === 0).map(([order]) => order),
    returned,
  };
}

/** RFC 4180, as far as order files go: quoted fields, doubled quotation marks, line ends of both kinds. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let isQuoted = false;
  const endField = (): void => {
    row.push(field);
    field = "";
  };
  const endRow = (): void => {
    endField();
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (isQuoted) {
      if (letter !== '"') field += letter;
      else if (text[at + 1] === '"') {
        field += '"';
        at++;
      } else isQuoted = false;
    } else if (letter === '"') isQuoted = true;
    else if (letter === ",") endField();
    else if (letter === "\n") endRow();
    else if (letter !== "\r") field += letter;
  }
  if (field !== "" || row.length > 0) endRow();
  return rows;
}

/** Units by sku, by order, of a `shipments.csv`. */
export function shippedGoods(csv: string): OrderGoods {
  const [header, ...rows] = csvRows(csv);
  if (header?.join(",") !== "order,sku,units,time") throw new Error(`shipments.csv begins with ${header}`);
  const shipped: Record<string, Record<string, number>> = {};
  for (const [order, sku, units] of rows) {
    const goods = (shipped[order!] ??= {});
    goods[sku!] = (goods[sku!] ?? 0) + Number(units);
  }
  return shipped;
}
