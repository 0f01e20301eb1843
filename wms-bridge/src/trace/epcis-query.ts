/**
 * The SimpleEventQuery of EPCIS 2.0 (8.2.7.1) over events as they are answered: which are wanted. All that is asked must hold; of the values of one parameter, with `|` between them, one is enough.
 */
import { isNamed } from "@floorplane/contracts/epcis/identity";
import { bizTransactionTypes } from "@floorplane/contracts/epcis/words";
import { instantMs } from "@floorplane/contracts/instant";
import type { AnsweredEvent } from "./epcis-events.ts";

/** Whether an event is one of these. */
type Test = (event: AnsweredEvent, values: readonly string[]) => boolean;

const textsIn = (event: AnsweredEvent, ...fields: string[]): string[] =>
  fields.flatMap((field) => {
    const value = event[field];
    return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === "string");
  });

const classesIn = (event: AnsweredEvent, ...fields: string[]): string[] =>
  fields.flatMap((field) =>
    ((event[field] as { epcClass: string }[] | undefined) ?? []).map(({ epcClass }) => epcClass),
  );

const equals =
  (field: string): Test =>
  (event, values) =>
    values.some((value) => event[field] === value || bareWord(value) === event[field]);

/** Words of the vocabulary may be asked for by their URN or their address: events have them bare. */
export const bareWord = (value: string): string =>
  /^(?:urn:epcglobal:cbv:(?:bizstep|disp):|https:\/\/ref\.gs1\.org\/cbv\/(?:BizStep|Disp)-)(\w+)$/.exec(
    value,
  )?.[1] ?? value;

const idOf =
  (field: string): Test =>
  (event, values) => {
    const { id } = (event[field] ?? {}) as { id?: string };
    return id !== undefined && values.some((value) => isNamed(id, value));
  };

const epcs =
  (...fields: string[]): Test =>
  (event, values) =>
    textsIn(event, ...fields).some((uri) => values.some((value) => isNamed(uri, value)));

const classes =
  (...fields: string[]): Test =>
  (event, values) =>
    classesIn(event, ...fields).some((uri) => values.some((value) => isNamed(uri, value)));

const transaction =
  (type?: string): Test =>
  (event, values) =>
    ((event.bizTransactionList as { type?: string; bizTransaction: string }[] | undefined) ?? []).some(
      (one) => (type === undefined || one.type === type) && values.includes(one.bizTransaction),
    );

/** Of a time: at or after, or before. */
const time =
  (field: string, holds: (at: number, than: number) => boolean): Test =>
  (event, [than]) =>
    holds(instantMs(String(event[field])) ?? Number.NaN, instantMs(than!)!);
const notBefore = (at: number, than: number): boolean => at >= than;
const before = (at: number, than: number): boolean => at < than;

export const timeParameters = {
  GE_eventTime: time("eventTime", notBefore),
  LT_eventTime: time("eventTime", before),
  GE_recordTime: time("recordTime", notBefore),
  LT_recordTime: time("recordTime", before),
} as const;

const parameters: Readonly<Record<string, Test>> = {
  ...timeParameters,
  eventType: equals("type"),
  EQ_eventID: equals("eventID"),
  EQ_action: equals("action"),
  EQ_bizStep: equals("bizStep"),
  EQ_disposition: equals("disposition"),
  EQ_readPoint: idOf("readPoint"),
  EQ_bizLocation: idOf("bizLocation"),
  EQ_transformationID: equals("transformationID"),
  EQ_bizTransaction: transaction(),
  ...Object.fromEntries(bizTransactionTypes.map((type) => [`EQ_bizTransaction_${type}`, transaction(type)])),
  MATCH_epc: epcs("epcList", "childEPCs"),
  MATCH_parentID: epcs("parentID"),
  MATCH_inputEPC: epcs("inputEPCList"),
  MATCH_outputEPC: epcs("outputEPCList"),
  MATCH_anyEPC: epcs("epcList", "childEPCs", "parentID", "inputEPCList", "outputEPCList"),
  MATCH_epcClass: classes("quantityList", "childQuantityList"),
  MATCH_inputEPCClass: classes("inputQuantityList"),
  MATCH_outputEPCClass: classes("outputQuantityList"),
  MATCH_anyEPCClass: classes("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList"),
  EXISTS_errorDeclaration: (event) => event.errorDeclaration !== undefined,
};

export const queryParameters = Object.keys(parameters);

/** `asked`: by parameter, as it stands in the query. */
export function wantedBy(asked: ReadonlyMap<string, string>): (event: AnsweredEvent) => boolean {
  const tests = [...asked].flatMap(([name, text]) => {
    const test = parameters[name];
    return test ? [{ test, values: text.split("|") }] : [];
  });
  return (event) => tests.every(({ test, values }) => test(event, values));
}
