/** Printers of a site: where each is, what it speaks, for which station, and what it prints by itself. */
import Type, { type Static } from "typebox";
import { labelFormats, labelLanguages } from "./label.schema.ts";

const name = (what: string) =>
  Type.String({ minLength: 1, maxLength: 64, pattern: "^[A-Za-z0-9_.:~-]+$", description: what });

/** What a printer prints when a parcel is closed at its station: the house's label of it, and its carrier's where one was given in the printer's language. */
export const parcelLabels = ["parcel", "carrier"] as const;
/** And what one prints when a pallet is closed, wherever that is. */
export const printedLabels = [...parcelLabels, "pallet"] as const;
export type PrintedLabel = (typeof printedLabels)[number];

/**
 * By what the house knows that a label was printed. `status`: the printer's count of labels went up (ZPL printers that answer `~HS` and count). `scan`: somebody, or a portal, read the label. `connection`: the printer took all
 * bytes and closed the connection well; weaker, for printers that say nothing and labels that nobody reads.
 */
export const printConfirmations = ["status", "scan", "connection"] as const;
export type PrintConfirmation = (typeof printConfirmations)[number];

export const PrinterRowSchema = Type.Object(
  {
    printer: name("printer"),
    /** Raw printing over TCP, port 9100 as a rule. */
    address: Type.String({
      minLength: 3,
      maxLength: 256,
      pattern: "^[^\\s/:]+:[0-9]{1,5}$",
      description: "host:port",
    }),
    language: Type.Enum([...labelFormats]),
    /** The packing station that it stands at; absent: for those who name it. */
    station: Type.Optional(name("station")),
    /** `parcel` alone where absent. */
    prints: Type.Optional(Type.Array(Type.Enum([...printedLabels]), { minItems: 1, uniqueItems: true })),
    /** `status` for ZPL and `scan` for PDF where absent. */
    confirms: Type.Optional(Type.Enum([...printConfirmations])),
    /** Language of the words on labels; English where absent. */
    words: Type.Optional(Type.Enum([...labelLanguages])),
  },
  { additionalProperties: false },
);
export type PrinterRow = Static<typeof PrinterRowSchema>;

export const confirmationOf = ({ confirms, language }: PrinterRow): PrintConfirmation =>
  confirms ?? (language === "zpl" ? "status" : "scan");

export const printsOf = ({ prints = ["parcel"] }: PrinterRow): readonly PrintedLabel[] => prints;
