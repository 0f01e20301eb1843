/** `GET /api/tasks`: open work for people, what somebody waits for first, then the oldest; or, for whoever says where he is, the nearest. */
import type { GoodsCode, TaskDocument } from "@floorplane/contracts/documents";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { Sku } from "@floorplane/contracts/ids";
import { taskKinds } from "@floorplane/contracts/states";
import { markIn, onlyThese, pageOf, perPageIn, type Query, textIn, truthIn, wordsIn } from "./list-query.ts";
import type { ListPage, TaskRow } from "./protocol.ts";

export const taskFilters = [
  "after",
  "perPage",
  "kind",
  "planned",
  "refused",
  "place",
  "sku",
  "near",
] as const;

/** Counts in turn come last, whenever they were asked for. */
const inTurnMs = 1e14;

/** Work without a place is far from everybody, m. */
const nowhereM = 1e9;

/** Where a place or station is, m; undefined where there is none of that name. */
export type PointOf = (place: string) => { readonly x: number; readonly y: number } | undefined;

/** What goods wear; nothing of those that nobody knows. */
export type CodesOf = (sku: Sku) => readonly GoodsCode[];

export function tasksPage(
  tasks: ReadonlyMap<string, TaskDocument>,
  query: Query,
  at: number,
  pointOf: PointOf = () => undefined,
  codesOf: CodesOf = () => [],
): ListPage<TaskRow> {
  onlyThese(query, taskFilters);
  const from = pointNear(pointOf, textIn(query, "near"));
  const kind = wordsIn(query, "kind", taskKinds);
  const planned = truthIn(query, "planned");
  const refused = truthIn(query, "refused");
  const place = textIn(query, "place")?.toUpperCase();
  const sku = textIn(query, "sku")?.toUpperCase();
  const wanted = function* (): Iterable<TaskDocument> {
    for (const task of tasks.values())
      if (
        (!kind || kind.has(task.kind)) &&
        (planned === undefined || planned === task.planned) &&
        (refused === undefined || refused === (task.refused !== null)) &&
        (!place || (task.location ?? task.station ?? "").toUpperCase().startsWith(place)) &&
        (!sku || (task.sku ?? "").toUpperCase().includes(sku))
      )
        yield task;
  };
  return pageOf(wanted(), {
    mark: (task) => ({
      rank: (from ? metresTo(task, from, pointOf) : task.openedAt) + (task.planned ? inTurnMs : 0),
      name: task.task,
    }),
    after: markIn(query),
    perPage: perPageIn(query),
    row: (task) => {
      const codes = task.sku === null ? [] : codesOf(task.sku);
      return codes.length === 0 ? task : { ...task, codes };
    },
    at,
  });
}

/** Where whoever asks stands, by the label that he scanned last. */
function pointNear(pointOf: PointOf, near: string | undefined): ReturnType<PointOf> {
  if (near === undefined) return undefined;
  const point = pointOf(near) ?? pointOf(near.toUpperCase());
  if (point) return point;
  throw new FloorplaneError({
    code: "malformed-message",
    message: `${near} is no place here; name a storage place or a station`,
    field: "near",
  });
}

/** As aisles lie: along one side, then along the other. */
function metresTo(
  { location, station }: TaskDocument,
  from: { readonly x: number; readonly y: number },
  pointOf: PointOf,
): number {
  const to = pointOf(location ?? station ?? "");
  return to ? Math.round((Math.abs(to.x - from.x) + Math.abs(to.y - from.y)) * 1_000) / 1_000 : nowhereM;
}
