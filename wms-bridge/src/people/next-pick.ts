/** Whose next pick is which: the nearest that nobody has, which is that person's for some minutes. Answered, refused or let go, and when the time is over, it is anybody's again. */
import { LocationId, StationId } from "@floorplane/contracts/ids";
import type { Desk } from "@floorplane/runtime/room";
import type { WithSettings } from "../keeping/settings.ts";
import type { WithPlaces } from "../stock/places.ts";
import { showTask, type TaskMeans } from "../tasks/asking.ts";
import type { Task } from "../tasks/task.ts";

type NextMeans = TaskMeans & WithPlaces & WithSettings;

/** What the device has already stays its own. `near` undefined: what was asked for first is next. */
export function takeNextPick(
  means: NextMeans,
  desk: Desk,
  {
    device,
    near,
    isFor,
  }: { readonly device: string; readonly near?: string; readonly isFor: (task: Task) => boolean },
): Task | undefined {
  const { tasks, places, settings } = means;
  let best: Task | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const task of tasks.openPicks()) {
    const holder = holderOf(task, desk.now);
    if (!isFor(task) || (holder !== undefined && holder !== device)) continue;
    if (holder === device) {
      best = task;
      break;
    }
    const metres = near === undefined ? 0 : places.metresOfTours(StationId(near), StationId(task.location!));
    if (metres >= least) continue;
    best = task;
    least = metres;
  }
  if (!best) return undefined;
  tasks.take(best, { device, until: desk.now + settings.pickTakenMs });
  showTask(means, desk, best);
  return best;
}

/** Answers whether it was that device's. */
export function letGoOf(means: NextMeans, desk: Desk, task: Task, device: string): boolean {
  if (holderOf(task, desk.now) !== device) return false;
  means.tasks.take(task, null);
  showTask(means, desk, task);
  return true;
}

export const holderOf = ({ takenBy }: Pick<Task, "takenBy">, now: number): string | undefined =>
  takenBy !== null && takenBy.until > now ? takenBy.device : undefined;

/** The storage place or station whose label was scanned. */
export function placeScanned({ places }: WithPlaces, text: string): LocationId | undefined {
  const scanned = text.trim();
  if (!/^[A-Za-z0-9_.:~-]{1,64}$/.test(scanned)) return undefined;
  for (const spelled of [scanned, scanned.toUpperCase()])
    if (places.get(LocationId(spelled))) return LocationId(spelled);
  return undefined;
}
