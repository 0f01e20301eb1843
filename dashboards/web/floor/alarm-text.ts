/** Alarms in the reader's words. A code that this page does not know is shown by its name: a house may be newer than a page that was left open. */
import { alarmRows } from "@floorplane/contracts/alarms/alarms";
import { alarmRoots } from "@floorplane/contracts/alarms/roots";
import type { AlarmDocument } from "@floorplane/contracts/documents";
import { notBookedInEnglish } from "@floorplane/contracts/reasons/english/not-booked";
import type { RobotReason } from "@floorplane/contracts/reasons/of-robots";
import { type RefusalReason, refusalReasons } from "@floorplane/contracts/states";
import { minuteMs } from "@floorplane/contracts/units";
import { alarmDetailInEnglish } from "../../words/alarm-details.en.ts";
import { robotReasonInEnglish } from "../../words/robots.en.ts";

type WordOf = (id: string) => string | undefined;
const answered: Readonly<Record<string, { readonly respondWithinMinutes: number }>> = {
  ...alarmRows,
  ...alarmRoots,
};

export const alarmTitle = (meaning: string, wordOf: WordOf): string =>
  wordOf(`alarm.${meaning}.title`) ?? meaning.replace(/[.-]/g, " ");

/** How long the action helps, ms; undefined where nobody has said. */
export const respondWithinMs = (meaning: string): number | undefined =>
  Object.hasOwn(answered, meaning) ? answered[meaning]!.respondWithinMinutes * minuteMs : undefined;

/** What the alarm was raised with, apart from its source. */
export function alarmDetail(alarm: AlarmDocument): string {
  const { definition, parameters, source } = alarm;
  const notBooked = whyNotBooked(alarm);
  if (notBooked !== undefined) return notBooked;
  return Object.entries(parameters)
    .filter(([, value]) => value !== source && value !== "")
    .map(([name, value]) => alarmDetailInEnglish(definition, name, plainly(said(value))))
    .filter((words) => words !== "")
    .join(" · ")
    .slice(0, 160);
}

/** A person's answer was refused: by which reason is a code, and who acts on it reads words. */
function whyNotBooked({ definition, parameters }: AlarmDocument): string | undefined {
  const { reason, text = "", device = "", field = "", skus = "" } = parameters;
  if (definition !== "task.refused" || !isRefusal(reason)) return undefined;
  const about = {
    field: String(field) || "the answer",
    text: plainly(text),
    skus: [String(skus) || "its goods"],
  };
  const why = notBookedInEnglish(reason, about);
  return device === "" || why.includes(String(device)) ? why : `${why} · answered by ${device}`;
}

const isRefusal = (reason: unknown): reason is RefusalReason =>
  refusalReasons.includes(reason as RefusalReason);

/** Why something is with a robot is a reason; devices' own words and those of houses of before are text. */
const said = (value: AlarmDocument["parameters"][string]): string | number =>
  typeof value === "object" ? robotReasonInEnglish(value as RobotReason) : value;

/** Numbers beyond this are no measure of anything on a floor: their digits tell nobody more. */
const tellingMax = 100_000;

/** Alarms carry what devices send: a number with all its digits, or one that nothing on a floor measures, is cut to what can be read. */
export const plainly = (value: unknown): string =>
  String(value).replace(/(?<![\w.-])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w-]|\.\d)/gi, (digits) => {
    const number = Number(digits);
    if (/^-?\d+$/.test(digits) && digits.length < 25) return digits;
    if (Math.abs(number) > tellingMax) return number > 0 ? "more than 100,000" : "less than -100,000";
    return digits.replace(/^-?\d+\.\d{3,}$|^.*e.*$/i, () => String(Math.round(number * 100) / 100));
  });
