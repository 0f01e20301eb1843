/** `GET /v1/returns` and one of them: what came back, why, how long it has stood, and what became of it. */
import { codeOf } from "@floorplane/contracts/client-names";
import type { HttpResponse } from "@floorplane/contracts/http";
import { oneSpelling, type Sku } from "@floorplane/contracts/ids";
import { type ReturnState, returnStates } from "@floorplane/contracts/states";
import { isoTime, secondMs } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import type { WithItems } from "../../goods/items.ts";
import type { WithSite } from "../../keeping/traits.ts";
import type { WithPhotos } from "../../photos/photos.ts";
import { dwellOf } from "../../returns/dwell.ts";
import { type Return, type ReturnLine, type WithReturns, waitingOf } from "../../returns/returns.ts";
import { isUnknownLot } from "../../stock/lots.ts";
import type { WithTasks } from "../../tasks/tasks.ts";
import { cursorIn, pageOf } from "../answering/list-page.ts";
import { jsonAnswer } from "../answering/refusal.ts";
import { skuIn } from "../goods/stock-list.ts";
import { shownPhoto } from "../photos/take-photos.ts";
import { perPageIn, truthIn, wordsIn } from "../reading/list-query.ts";
import type { Addressed, Asking } from "../route.ts";
import { returnNamed } from "./take-returns.ts";

export const returnsQuery = ["after", "perPage", "state", "overdue", "order", "sku", "reason"] as const;

const knownStates = Object.fromEntries(returnStates.map((state) => [state, true])) as Record<
  ReturnState,
  true
>;

type ShownMeans = WithReturns & WithTasks & WithPhotos & WithItems & WithSite;

export function getReturns(
  means: ShownMeans,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const perPage = perPageIn(query);
  const after = cursorIn(query, "returns");
  const states = wordsIn(query, "state", knownStates);
  const overdue = truthIn(query, "overdue");
  const order = query.get("order");
  const sku = skuIn(means, client, query.get("sku"));
  const reasons = query.get("reason")?.split(",");
  const isWanted = (one: Return): boolean =>
    one.client === client &&
    (!states || states.has(one.state)) &&
    (overdue === undefined || overdue === (one.isOverdue && one.state === "received")) &&
    (order === undefined || one.order === oneSpelling(order)) &&
    (sku === undefined || one.lines.some((line) => line.sku === sku)) &&
    (!reasons || one.lines.some(({ reason }) => reason !== null && reasons.includes(reason)));
  return {
    cause: "http.returns-asked",
    decide(desk) {
      const key = ({ openedAt, return: number }: Return): string => `${isoTime(openedAt)}/${number}`;
      const page = pageOf(means.returns.all(), { key, isWanted, after, perPage });
      return jsonAnswer(200, {
        returns: page.rows.map((one) => shownReturn(means, desk, one)),
        count: page.count,
        next: page.next,
        dwell: dwellOf(means, desk.now, client),
      });
    },
  };
}

export const getReturn = (
  means: ShownMeans,
  desk: Desk,
  { client, number }: Pick<Addressed, "client" | "number">,
): HttpResponse => jsonAnswer(200, shownReturn(means, desk, returnNamed(means, client, number)));

function shownReturn(means: ShownMeans, desk: Desk, one: Return): object {
  const { receivedAt, decidedAt, expectedAt, state } = one;
  const until = state === "decided" ? decidedAt! : desk.now;
  return {
    return: one.return,
    ...(one.order === null ? {} : { order: one.order }),
    state,
    openedAt: isoTime(one.openedAt),
    ...(expectedAt === null ? {} : { expectedAt: isoTime(expectedAt) }),
    receivedAt: receivedAt === null ? null : isoTime(receivedAt),
    decidedAt: decidedAt === null || state === "cancelled" ? null : isoTime(decidedAt),
    ageS: receivedAt === null ? null : Math.round((until - receivedAt) / secondMs),
    overdue: one.isOverdue,
    ...(one.location === null ? {} : { location: one.location }),
    lines: one.lines.map(shownLine),
    photos: means.photos.ofReturn(one.client, one.return).map(shownPhoto),
    tasks: [...means.tasks.all()]
      .filter((task) => isAbout(task, one))
      .map(({ task, kind }) => ({ task, kind })),
  };
}

const isAbout = (task: { client: string; return: string | null; state: string }, one: Return): boolean =>
  task.state === "open" && task.return === one.return && task.client === one.client;

const shownLine = (line: ReturnLine): object => ({
  sku: codeOf(line.sku as Sku),
  ...(isUnknownLot(line.lot) ? {} : { lot: line.lot }),
  ...(line.reason === null ? {} : { reason: line.reason }),
  announced: line.announced,
  received: line.received,
  notFound: line.gone,
  waiting: waitingOf(line),
  graded: line.graded.map(({ to, grade, units }) => ({
    state: to === "condemned" ? "pendingDestruction" : to,
    ...(grade === null ? {} : { grade }),
    units,
  })),
});
