/** What an alarm was raised with, in English: one entry for every parameter that an alarm of the contracts has, so that none is shown by its name. An empty text is left out. */
import type { AlarmDefinition, alarmRows } from "@floorplane/contracts/alarms/alarms";

type Named<Name> = Name extends `${infer Plain}?` ? Plain : Name;
type AlarmParameter = Named<(typeof alarmRows)[AlarmDefinition]["parameters"][number]>;

type Words = (value: string) => string;

const counted =
  (one: string, many = `${one}s`): Words =>
  (value) =>
    `${value} ${value === "1" ? one : many}`;
const named =
  (what: string): Words =>
  (value) =>
    `${what} ${value}`;
/** Codes that people read: words with hyphens between them. */
const code: Words = (value) => value.replaceAll("-", " ");
const unlessNone =
  (words: Words): Words =>
  (value) =>
    value === "0" ? "" : words(value);
/** ms since the epoch, as a time that the page puts into the site's. */
const time: Words = (value) =>
  /^\d{12,14}$/.test(value) ? new Date(Number(value)).toISOString().replace(/\.\d+Z$/, "Z") : value;

const alarmDetailsInEnglish: Readonly<Record<AlarmParameter, Words>> = {
  why: (value) => value,
  text: (value) => value,
  behindS: (value) => `${value} s late`,
  speed: (value) => (value === "1" ? "" : `running ×${value}`),
  lagMs: (value) => `what it hears waits ${value} ms`,
  planMs: unlessNone((value) => `a plan takes ${value} ms`),
  times: counted("time"),
  robot: named("robot"),
  what: code,
  file: named("file"),
  files: counted("file"),
  printer: named("printer"),
  label: named("label"),
  of: named("of"),
  copy: named("copy"),
  state: (value) => `it is ${code(value)}`,
  shipBy: (value) => `to leave by ${time(value)}`,
  country: named("country"),
  order: named("order"),
  orders: counted("order"),
  failures: (value) => `failed ${counted("time")(value)}`,
  transport: named("transport"),
  failure: (value) => `the last time: ${code(value)}`,
  transfer: named("transfer"),
  to: named("to"),
  parcel: named("parcel"),
  parcels: counted("parcel"),
  portal: named("seen at"),
  carrier: named("carrier"),
  manifest: named("manifest"),
  station: named("station"),
  sscc: named("parcel"),
  tote: named("tote"),
  since: (value) => `since ${time(value)}`,
  name: (value) => `“${value}”`,
  where: named("named in"),
  dock: named("belongs to"),
  waiting: (value) => `${value} waiting`,
  totes: counted("tote"),
  return: named("return"),
  units: counted("unit"),
  hours: (value) => `for ${value} h`,
  sku: (value) => value,
  goodsClass: named("of class"),
  reason: code,
  device: named("device"),
  field: named("field"),
  skus: (value) => value,
  booked: named("booked was"),
  by: named("by"),
  missing: unlessNone((value) => `${counted("unit")(value)} missing`),
  over: unlessNone((value) => `${counted("unit")(value)} too many`),
  task: named("task"),
  id: named("message"),
  about: named("about"),
  status: named("it answered"),
  min: named("at least"),
  max: named("at most"),
  value: named("measured"),
  quantity: code,
  said: named("it says"),
  manufacturer: named("by"),
  topic: named("on"),
  job: named("job"),
  standing: counted("alarm"),
};

/** What a number is of, where the alarm alone says it. */
const unitsOf: Readonly<Partial<Record<AlarmDefinition, string>>> = {
  "climate.temperature-band": "°C",
  "climate.humidity-band": "%",
};
const measured: ReadonlySet<string> = new Set<AlarmParameter>(["min", "max", "value"]);

/** A parameter that this page does not know is shown by its name: a house may be newer than a page that was left open. */
export function alarmDetailInEnglish(definition: string, parameter: string, value: string): string {
  const unit = measured.has(parameter) ? unitsOf[definition as AlarmDefinition] : undefined;
  const said = unit === undefined ? value : `${value} ${unit}`;
  return isKnown(parameter) ? alarmDetailsInEnglish[parameter](said) : `${parameter} ${said}`;
}

const isKnown = (parameter: string): parameter is AlarmParameter =>
  Object.hasOwn(alarmDetailsInEnglish, parameter);
