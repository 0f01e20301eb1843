/** What an order says beside its goods: to whom, by whom, with which papers. The house passes it through, and decides by carrier, service, ship-by and with what it is to leave. */
import Type, { type Static, type TNull, type TOptional, type TSchema, type TUnion } from "typebox";
import { numberPattern, oneSpelling } from "./ids.ts";
import type { Frozen } from "./kind.ts";
import { text, textOfLines } from "./texts.ts";

const strict = { additionalProperties: false };
const line = (maxLength: number, description: string) => text(maxLength, description, { minLength: 1 });
const optional = (maxLength: number, description: string) => Type.Optional(line(maxLength, description));
const name = (description: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: numberPattern, description });

export const ConsigneeSchema = Type.Object(
  {
    name: line(120, "of a person or a company"),
    company: optional(120, "where the name is a person's"),
    phone: optional(40, "for the carrier"),
    email: optional(254, "for the carrier"),
  },
  strict,
);

export const AddressSchema = Type.Object(
  {
    lines: Type.Array(line(120, "street and number, and what stands beside them"), {
      minItems: 1,
      maxItems: 5,
    }),
    postcode: optional(20, "as the country writes it"),
    city: line(120, "town or city"),
    state: optional(80, "state, province or county"),
  },
  { ...strict, description: "the country stands in the order itself" },
);

export const HazmatSchema = Type.Object(
  {
    unNumber: Type.String({ pattern: "^UN[0-9]{4}$", description: "UN number, such as UN3481" }),
    class: Type.Optional(Type.String({ pattern: "^[1-9](\\.[1-6])?$", description: "hazard class" })),
    packingGroup: Type.Optional(Type.Enum(["I", "II", "III"])),
    note: optional(200, "for the label and the papers"),
  },
  strict,
);

const flag = Type.Union([text(200, "as it is"), Type.Number(), Type.Boolean()]);

/** How its parcels go out of the dock: each by itself, or on a pallet with others. */
export const shipOns = ["parcel", "pallet"] as const;

const fields = {
  channel: name("where it was sold"),
  service: name(
    "of its carrier, such as express; one that the carrier's row in `site.yaml` lists, where it lists any",
  ),
  consignee: ConsigneeSchema,
  address: AddressSchema,
  notes: textOfLines(1_000, "for whoever packs it"),
  shipOn: Type.Enum([...shipOns], {
    description:
      "`pallet`: its parcels wait at the dock to be put on a pallet; each goes by itself where absent",
  }),
  consolidation: name(
    "orders of one client to one consignee that name the same leave together, on pallets of their own, when all of them are packed or their truck must go",
  ),
  hazmat: Type.Array(HazmatSchema, { minItems: 1, maxItems: 50 }),
  customs: Type.Record(Type.String(), flag, {
    propertyNames: line(64, "as customs call it"),
    maxProperties: 50,
    description: "flags and figures for customs, passed through as they are",
  }),
} as const;
type Fields = typeof fields;
type FieldName = keyof Fields;

const each = <Made extends { [Name in FieldName]: TSchema }>(make: (schema: TSchema) => TSchema): Made =>
  Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, make(schema)])) as Made;

/** Fields of an order request that say nothing of its goods. */
export const consignmentFields = each<{ [Name in FieldName]: TOptional<Fields[Name]> }>((schema) =>
  Type.Optional(schema),
);
/** The same where one that is there may be taken away, by null. */
export const changedFields = each<{ [Name in FieldName]: TOptional<TUnion<[Fields[Name], TNull]>> }>(
  (schema) => Type.Optional(Type.Union([schema, Type.Null()])),
);

const ConsignmentSchema = Type.Object(consignmentFields, strict);
export type Consignment = Frozen<Static<typeof ConsignmentSchema>>;
/** As it is kept: which characters its texts may have was judged at the door of the day on which it came. */
export const KeptConsignmentSchema = Type.Unsafe<Consignment>(
  JSON.parse(JSON.stringify(ConsignmentSchema), (key, value) => (key === "pattern" ? undefined : value)),
);

/** As a change names them: absent is as it was, null is taken away. */
export type ChangedConsignment = { readonly [Name in FieldName]?: Consignment[Name] | null };

/** The consignment that a request says, over the one before. */
export function consignmentOf(said: ChangedConsignment, before: Consignment = {}): Consignment {
  const names = Object.keys(fields) as FieldName[];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = said[name] === undefined ? before[name] : said[name];
      if (value === undefined || value === null) return [];
      // Two orders are to mean the same by what looks the same.
      return [[name, name === "consolidation" ? oneSpelling(String(value)) : value]];
    }),
  );
}

export const saysNothing = (consignment: Consignment): boolean => Object.keys(consignment).length === 0;
