/** `GET /api/tasks`: open work for people, what somebody waits for first, then the oldest. */
import type { TaskDocument } from "@floorplane/contracts/documents";
import { taskKinds } from "@floorplane/contracts/states";
import { markIn, onlyThese, pageOf, perPageIn, type Query, textIn, truthIn, wordsIn } from "./list-query.ts";
import type { ListPage, TaskRow } from "./protocol.ts";

export const taskFilters = ["after", "perPage", "kind", "planned", "refused", "place", "sku"] as const;

/** Counts in turn come last, whenever they were asked for. */
const inTurnMs = 1e14;

export function tasksPage(
  tasks: ReadonlyMap<string, TaskDocument>,
  query: Query,
  at: number,
): ListPage<TaskRow> {
  onlyThese(query, taskFilters);
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
    mark: ({ task, planned: isInTurn, openedAt }) => ({
      rank: openedAt + (isInTurn ? inTurnMs : 0),
      name: task,
    }),
    after: markIn(query),
    perPage: perPageIn(query),
    row: (task) => task,
    at,
  });
}
