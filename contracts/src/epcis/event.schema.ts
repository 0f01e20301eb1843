/**
 * Events of EPCIS 2.0 (7.4, JSON binding in 10) as this house writes and reads them, one schema for each of the five types. Fields of others are welcome under a prefix; a bare one that the standard does not
 * have is a mistake of whoever wrote it, and so is a bare word that the vocabulary does not have.
 */
import Type, { type Static, type TSchema } from "typebox";
import { actions, bizSteps, bizTransactionTypes, dispositions, partyTypes } from "./words.ts";

const uri = Type.String({ pattern: "^[A-Za-z_][A-Za-z0-9+.\\-_]*:.+", maxLength: 2_048 });
/** With its zone: a local time says nothing to whoever reads it elsewhere. */
const time = Type.String({ format: "date-time" });
const uris = Type.Array(uri, { uniqueItems: true });

/** A word of the vocabulary, or one of somebody's own as a URI or with a prefix. */
const wordOf = (words: readonly string[]) =>
  Type.Union([
    Type.Enum([...words]),
    Type.String({ pattern: "^(https?://|urn:).+" }),
    Type.String({ pattern: "^[a-z][A-Za-z0-9]*:[A-Za-z0-9_\\-]+$" }),
  ]);

/** Fields with a prefix are somebody's own. */
const open = <Properties extends Record<string, TSchema>>(properties: Properties) =>
  Type.Object(properties, { additionalProperties: false, patternProperties: { ":": {} } });

const quantities = Type.Array(
  Type.Object(
    {
      epcClass: uri,
      quantity: Type.Optional(Type.Number()),
      uom: Type.Optional(Type.String({ pattern: "^[A-Z0-9]{2,3}$" })),
    },
    { additionalProperties: false },
  ),
);
const place = open({ id: uri });
const measure = Type.Optional(Type.Number());

const sensorElement = open({
  sensorMetadata: Type.Optional(Type.Object({})),
  sensorReport: Type.Array(
    Type.Object({
      value: measure,
      minValue: measure,
      maxValue: measure,
      meanValue: measure,
      sDev: measure,
      percRank: measure,
      percValue: measure,
      uom: Type.Optional(Type.String()),
      exception: Type.Optional(Type.Enum(["ALARM_CONDITION", "ERROR_CONDITION"])),
      booleanValue: Type.Optional(Type.Boolean()),
    }),
    { minItems: 1 },
  ),
});

const common = {
  "@context": Type.Optional(Type.Unknown()),
  eventID: Type.Optional(uri),
  eventTime: time,
  recordTime: Type.Optional(time),
  eventTimeZoneOffset: Type.String({ pattern: "^[+-]((0\\d|1[0-3]):[0-5]\\d|14:00)$" }),
  certificationInfo: Type.Optional(Type.Union([uri, Type.Array(uri)])),
  errorDeclaration: Type.Optional(
    open({
      declarationTime: time,
      reason: Type.Optional(Type.String()),
      correctiveEventIDs: Type.Optional(uris),
    }),
  ),
  bizStep: Type.Optional(wordOf(bizSteps)),
  disposition: Type.Optional(wordOf(dispositions)),
  persistentDisposition: Type.Optional(
    Type.Object(
      {
        set: Type.Optional(Type.Array(wordOf(dispositions))),
        unset: Type.Optional(Type.Array(wordOf(dispositions))),
      },
      { additionalProperties: false, minProperties: 1 },
    ),
  ),
  readPoint: Type.Optional(place),
  bizLocation: Type.Optional(place),
  bizTransactionList: Type.Optional(
    Type.Array(open({ type: Type.Optional(wordOf(bizTransactionTypes)), bizTransaction: uri })),
  ),
  sourceList: Type.Optional(Type.Array(open({ type: wordOf(partyTypes), source: uri }))),
  destinationList: Type.Optional(Type.Array(open({ type: wordOf(partyTypes), destination: uri }))),
  sensorElementList: Type.Optional(Type.Array(sensorElement)),
  ilmd: Type.Optional(open({})),
};
const action = Type.Enum([...actions]);
const children = { childEPCs: Type.Optional(uris), childQuantityList: Type.Optional(quantities) };

/** About objects, as instances, as quantities of a class, or as what a sensor says of a place. */
const objectEvent = open({
  type: Type.Literal("ObjectEvent"),
  ...common,
  action,
  epcList: Type.Optional(uris),
  quantityList: Type.Optional(quantities),
});

/** Objects come to be in another, or out of it. */
const aggregationEvent = open({
  type: Type.Literal("AggregationEvent"),
  ...common,
  action,
  parentID: Type.Optional(uri),
  ...children,
});

/** Objects are fastened to an asset or a place for longer. */
const associationEvent = open({
  type: Type.Literal("AssociationEvent"),
  ...common,
  action,
  parentID: uri,
  ...children,
});

const transactionEvent = open({
  type: Type.Literal("TransactionEvent"),
  ...common,
  bizTransactionList: Type.Array(
    open({ type: Type.Optional(wordOf(bizTransactionTypes)), bizTransaction: uri }),
    { minItems: 1 },
  ),
  action,
  parentID: Type.Optional(uri),
  epcList: Type.Optional(uris),
  quantityList: Type.Optional(quantities),
});

const transformationEvent = open({
  type: Type.Literal("TransformationEvent"),
  ...common,
  transformationID: Type.Optional(uri),
  inputEPCList: Type.Optional(uris),
  inputQuantityList: Type.Optional(quantities),
  outputEPCList: Type.Optional(uris),
  outputQuantityList: Type.Optional(quantities),
});

export const eventSchemas = {
  ObjectEvent: objectEvent,
  AggregationEvent: aggregationEvent,
  AssociationEvent: associationEvent,
  TransactionEvent: transactionEvent,
  TransformationEvent: transformationEvent,
} as const;

export type EventType = keyof typeof eventSchemas;
/** Whatever of its fields an event has, by their names. */
export type EpcisEvent = {
  [Type in EventType]: Static<(typeof eventSchemas)[Type]>;
}[EventType];
