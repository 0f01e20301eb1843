/** What columns a dropped file may have: which kind of file it is follows from the ones that it needs. */

export type DropKind = "orders" | "items" | "stock" | "snapshot";

/** How a cell is read: as it stands, as a number, as true or false, or as several with semicolons between. */
export type CellForm = "text" | "number" | "truth" | "list";

interface Columns {
  readonly needed: Readonly<Record<string, CellForm>>;
  readonly also: Readonly<Record<string, CellForm>>;
}

export const dropColumns: Readonly<Record<DropKind, Columns>> = {
  orders: {
    needed: { order: "text", country: "text", line: "text", sku: "text", quantity: "number" },
    also: {
      client: "text",
      carrier: "text",
      service: "text",
      shipOn: "text",
      consolidation: "text",
      shipBy: "text",
      allocation: "text",
      priority: "text",
      channel: "text",
      notes: "text",
      name: "text",
      company: "text",
      phone: "text",
      email: "text",
      address: "list",
      postcode: "text",
      city: "text",
      state: "text",
    },
  },
  items: {
    needed: { sku: "text", kind: "text", name: "text", litres: "number", kilograms: "number", class: "text" },
    also: {
      client: "text",
      gtin: "text",
      caseGtin: "text",
      caseUnits: "number",
      aliases: "list",
      goodsClass: "text",
      value: "number",
      lotKept: "truth",
      serialKept: "truth",
      shelfLifeDays: "number",
      minRemainingDays: "number",
      labelText: "text",
    },
  },
  stock: {
    needed: { location: "text", sku: "text", lot: "text", units: "number" },
    also: { client: "text", receipt: "text", expires: "text", serials: "list" },
  },
  snapshot: {
    needed: { snapshot: "text", sku: "text", units: "number" },
    also: { client: "text", lot: "text", location: "text" },
  },
};

export const allColumns = (kind: DropKind): Readonly<Record<string, CellForm>> => ({
  ...dropColumns[kind].needed,
  ...dropColumns[kind].also,
});

/** The kind whose needed columns are all there, and that knows the others where several have theirs; undefined where none is, or where two could be meant. */
export function kindOf(header: readonly string[]): DropKind | undefined {
  const kinds = (Object.keys(dropColumns) as DropKind[]).filter((kind) =>
    Object.keys(dropColumns[kind].needed).every((column) => header.includes(column)),
  );
  const knowing =
    kinds.length > 1 ? kinds.filter((kind) => header.every((column) => column in allColumns(kind))) : kinds;
  return knowing.length === 1 ? knowing[0] : undefined;
}

const byPlainName = new Map(
  (Object.keys(dropColumns) as DropKind[]).flatMap((kind) =>
    Object.keys(allColumns(kind)).map((column) => [column.toLowerCase(), column] as const),
  ),
);

/** As it is written here, however its capitals are; another name stays as it is. */
export const columnNamed = (name: string): string => byPlainName.get(name.toLowerCase()) ?? name;
