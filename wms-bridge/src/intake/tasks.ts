/** Work for people over HTTP: what waits and why, and answers by the same reader as a handheld's. */

import type { TaskOutcome } from "@floorplane/contracts/devices.schema";
import { FloorplaneError } from "@floorplane/contracts/errors";
import type { HttpResponse } from "@floorplane/contracts/http";
import { type ClientId, type LocationId, StationId } from "@floorplane/contracts/ids";
import { answeredOtherwiseInEnglish } from "@floorplane/contracts/reasons/english/answered-otherwise";
import { notBookedInEnglish } from "@floorplane/contracts/reasons/english/not-booked";
import { type TaskKind, taskKinds } from "@floorplane/contracts/states";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk } from "@floorplane/runtime/room";
import { answeredOtherwise } from "../people/answered-otherwise.ts";
import { placeScanned } from "../people/next-pick.ts";
import { type OutcomeMeans, takeOutcome } from "../people/outcomes.ts";
import { isForEvery, type Program } from "../programs/programs.ts";
import type { WithPlaces } from "../stock/places.ts";
import type { Fault } from "../tasks/form.ts";
import { type Task, wmsDevice } from "../tasks/task.ts";
import type { WithTasks } from "../tasks/tasks.ts";
import { doorCodes, jsonAnswer, problemAnswer, Refusal } from "./answering/refusal.ts";
import { wordsIn } from "./reading/list-query.ts";
import type { Addressed, Asking } from "./route.ts";

/** Open tasks in one answer, the oldest or the nearest first. */
const shownMax = 1_000;

const knownKinds = Object.fromEntries(taskKinds.map((kind) => [kind, true])) as Readonly<
  Record<TaskKind, true>
>;

export const tasksQuery = ["kind", "near"] as const;

/** Of some kinds alone, and from where a person is: the nearest first, those without a place last. */
export function getTasks(
  means: WithTasks & WithPlaces,
  { client, query }: Pick<Addressed, "client" | "query">,
): Asking {
  const kinds = wordsIn(query, "kind", knownKinds);
  const near = query.get("near");
  const from = near === undefined ? undefined : placeScanned(means, near);
  if (near !== undefined && from === undefined)
    throw new Refusal(
      "malformed-message",
      `${near} is no place here; name one of locations.csv or a station`,
      {
        field: "near",
      },
    );
  return {
    cause: "http.tasks-asked",
    decide() {
      const open = [...means.tasks.all()].filter(
        (task) => task.state === "open" && task.client === client && (!kinds || kinds.has(task.kind)),
      );
      const metres = from ? metresFrom(means, from, open) : undefined;
      const way = (task: Task): number => metres?.get(task) ?? 0;
      open.sort((a, b) => way(a) - way(b) || a.openedAt - b.openedAt || (a.task < b.task ? -1 : 1));
      return jsonAnswer(200, {
        open: open.length,
        tasks: open.slice(0, shownMax).map(shown),
      });
    },
  };
}

function metresFrom({ places }: WithPlaces, from: LocationId, open: readonly Task[]): Map<Task, number> {
  return new Map(
    open.map((task) => {
      const to = task.location ?? task.station;
      const metres = to === null ? Number.MAX_VALUE : places.metresOfTours(StationId(from), StationId(to));
      return [task, metres];
    }),
  );
}

function shown(one: Task): object {
  const { client, task, kind, openedAt, location, station, tote, sku, quantity, to, planned, refused, hold } =
    one;
  const { signed, from } = one;
  const why = refused && { ...refused, at: isoTime(refused.at), detail: sentence(refused) };
  return {
    task,
    client,
    kind,
    openedAt: isoTime(openedAt),
    location,
    station,
    tote,
    ...(from ? { from } : {}),
    sku,
    quantity,
    to,
    ...(hold === null && kind !== "put-away" ? {} : { lot: one.lot }),
    ...(hold === null ? {} : { hold }),
    ...(one.begunBy === null ? {} : { begunBy: one.begunBy }),
    ...(one.takenBy ? { takenBy: one.takenBy.device, takenUntil: isoTime(one.takenBy.until) } : {}),
    ...(one.return === null ? {} : { return: one.return }),
    ...(one.why === null ? {} : { reason: one.why }),
    ...(one.transfer === null ? {} : { transfer: one.transfer, difference: one.difference }),
    ...(signed === null
      ? {}
      : { signed: { by: signed.by, units: signed.units, until: isoTime(signed.until) } }),
    planned,
    refused: why,
  };
}

const sentence = (fault: Fault): string => notBookedInEnglish(fault.reason, fault);

/** Who answers what, for whom. */
interface Answering {
  readonly caller: Program;
  readonly client: ClientId;
  readonly task: string;
}

/**
 * 200 once it is booked, also when it is told again; 409 when the task is done by another answer; 422 with the reason, which stands at the task too. Who answers must be
 * somebody whom the book can name later: a handheld that has an account here, or the WMS itself.
 */
export function postTaskOutcome(
  means: OutcomeMeans & { readonly handhelds: readonly string[] },
  desk: Desk,
  { caller, client, task }: Answering,
  outcome: TaskOutcome,
): HttpResponse {
  const named = [...means.handhelds, wmsDevice];
  if (!named.includes(outcome.device))
    throw new Refusal(
      "malformed-message",
      `${outcome.device} is no handheld here; whoever answers is one of ${named.join(", ")}`,
      { field: "device" },
    );
  if (outcome.task !== task)
    throw new Refusal("malformed-message", `the answer is for task ${outcome.task}, not ${task}`, {
      field: "task",
    });
  // A handheld is the site's and answers for anybody, where its program does; a WMS answers for its own client.
  const asked = means.tasks.get(task as Task["task"]);
  const isForOne = outcome.device === wmsDevice || !isForEvery(caller);
  if (isForOne && asked && asked.client !== client)
    throw new FloorplaneError({
      code: "unknown-task",
      message: `task ${task} is not about goods of client ${client}; name whose they are as ?client=`,
      field: "task",
    });
  // To a program of one client another's goods in its tote are as unknown as anywhere.
  const ofOne = isForOne && asked?.kind === "count-tote" ? { client } : {};
  const taken = takeOutcome(means, desk, { ...ofOne, ...outcome, isRead: false }, "program");
  switch (taken.kind) {
    case "booked":
    case "known":
      return jsonAnswer(200, { task, state: "done" });
    case "begun":
      return jsonAnswer(200, { task, state: "open" });
    case "signed":
      return jsonAnswer(202, { task, state: "signed", until: isoTime(taken.until) });
    case "unknown-task":
      throw new FloorplaneError({
        code: "unknown-task",
        message: `task ${task} is not known here`,
        field: "task",
      });
    case "answered-otherwise":
      // Not thrown: that somebody saw it otherwise is written down with the task.
      return problemAnswer(
        new Refusal(
          doorCodes.answeredOtherwise,
          answeredOtherwiseInEnglish(answeredOtherwise(task, taken.answer)),
          { field: "found" },
        ),
      )!;
    case "refused":
      // Not thrown: the reason is written down with the task.
      return problemAnswer(
        new Refusal(doorCodes.notBooked, sentence(taken.fault), { field: taken.fault.field }),
      )!;
    default:
      return taken satisfies never;
  }
}
