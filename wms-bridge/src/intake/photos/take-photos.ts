/** Photos of goods that a task is about: taken beside the ledger first, then written down; shown by their hash. */
import { createHash } from "node:crypto";
import type { HttpResponse } from "@floorplane/contracts/http";
import type { ClientId, TaskId } from "@floorplane/contracts/ids";
import { instantMs } from "@floorplane/contracts/instant";
import { photoBytesMax, photosOfTaskMax, photoTypeOf, photoTypes } from "@floorplane/contracts/photo-bounds";
import { isoTime } from "@floorplane/contracts/units";
import type { Desk, Office } from "@floorplane/runtime/room";
import type { WithHandling } from "../../handling/handling.ts";
import { aheadWords, isAhead } from "../../keeping/clocks-of-others.ts";
import type { WithSettings } from "../../keeping/settings.ts";
import type { Photo } from "../../photos/photo.kind.ts";
import type { WithPhotos } from "../../photos/photos.ts";
import type { Task } from "../../tasks/task.ts";
import type { WithTasks } from "../../tasks/tasks.ts";
import { jsonAnswer, problemAnswer, Refusal } from "../answering/refusal.ts";
import type { Asking } from "../route.ts";

export type PhotoMeans = WithPhotos & WithTasks & WithSettings & WithHandling;

export interface TakenPhoto {
  /** Whose task it must be; undefined: a person's here, who works for all. */
  readonly client: ClientId | undefined;
  readonly task: string;
  readonly bytes: Uint8Array;
  readonly by: string;
  readonly at: string | undefined;
}

export function takePhoto(means: PhotoMeans, taken: TakenPhoto): Asking {
  const { photos } = means;
  const hash = createHash("sha256").update(taken.bytes).digest("hex");
  judge(means, taken, hash);
  let failed: Error | undefined;
  return {
    cause: "http.photo",
    look: (_office, then) =>
      photos.blobs.put(hash, taken.bytes, (error) => {
        failed = error;
        then();
      }),
    decide(desk) {
      if (failed)
        throw new Refusal("deadline-passed", `the photo could not be kept: ${failed.message}; send it again`);
      judgeTime(means, taken.at, desk.now);
      const task = judge(means, taken, hash);
      const photo = photos.of(task.task, hash) ?? write(means, desk, taken, { task, hash });
      return jsonAnswer(200, shownPhoto(photo));
    },
  };
}

/** A handheld's clock may be some minutes off, here as in its answers; what was taken tomorrow was not taken. */
function judgeTime(means: WithSettings, at: string | undefined, now: number): void {
  if (at === undefined || !isAhead(means, now, instantMs(at)!)) return;
  throw new Refusal(
    "malformed-message",
    `at ${aheadWords(at, now)}: set the clock of the device, or leave at out`,
    { field: "at" },
  );
}

function write(
  { photos, handling }: PhotoMeans,
  desk: Desk,
  { bytes, by, at }: TakenPhoto,
  { task, hash }: { readonly task: Task; readonly hash: string },
): Photo {
  const { client, task: id, return: number, sku, lot, quantity, location } = task;
  const photo = photos.add({
    client,
    photo: hash,
    task: id,
    return: number,
    sku,
    type: photoTypeOf(bytes)!,
    bytes: bytes.length,
    by,
    takenAt: at === undefined ? desk.now : Math.min(desk.now, instantMs(at)!),
    at: desk.now,
  });
  handling.by({ hand: "person", by, ref: number === null ? `task/${id}` : `return/${number}` });
  const where = location === null ? {} : { from: location };
  if (sku !== null)
    handling.note({ step: "photograph", sku, lot, units: quantity ?? 0, ...where, photo: hash });
  return photo;
}

function judge(means: PhotoMeans, { client, task: id, bytes }: TakenPhoto, hash: string): Task {
  const { tasks, photos, settings } = means;
  const task = tasks.get(id as TaskId);
  if (!task || (client !== undefined && task.client !== client))
    throw new Refusal("unknown-task", `task ${id} is not known here`, { field: "task" });
  if (bytes.length > photoBytesMax)
    throw new Refusal("too-large", `a photo has at most ${photoBytesMax / 1_024} KiB; send it smaller`, {
      field: "content",
    });
  if (photoTypeOf(bytes) === undefined)
    throw new Refusal("malformed-message", `these bytes are no ${photoTypes.join(", ")}`, {
      field: "content",
    });
  if (photos.of(task.task, hash)) return task;
  if (photos.ofTask(task.task).length >= photosOfTaskMax)
    throw new Refusal("conflict", `task ${id} has ${photosOfTaskMax} photos, and no more are kept of one`, {
      field: "task",
    });
  if (photos.bytes + bytes.length > settings.photosBytesMax)
    throw new Refusal("too-busy", "no further photos are kept here before older ones are let go of", {
      headers: { "retry-after": "3600" },
    });
  return task;
}

/** Its bytes as they came. `client` undefined: of anybody here. */
export function showPhoto(means: WithPhotos, client: ClientId | undefined, hash: string): Asking {
  const { photos } = means;
  const find = (): Photo | undefined =>
    client === undefined ? [...photos.all()].find(({ photo }) => photo === hash) : photos.named(client, hash);
  let bytes: Uint8Array | undefined;
  return {
    cause: "http.photo-asked",
    look: (_office, then) =>
      find() === undefined
        ? then()
        : photos.blobs.get(hash, (found) => {
            bytes = found;
            then();
          }),
    decide() {
      const photo = find();
      if (!photo || !bytes)
        throw new Refusal("not-found", `there is no photo ${hash} here, or it was let go of`, {
          field: "photo",
        });
      return { status: 200, headers: { "content-type": photo.type }, body: bytes };
    },
  };
}

export const shownPhoto = ({ photo, type, bytes, task, by, takenAt }: Photo): object => ({
  photo,
  type,
  bytes,
  task,
  by,
  takenAt: isoTime(takenAt),
});

/** For those who work at this site's screens and Hands, inside the house. */
export function askInside(
  asking: () => Asking,
  { office, endStep }: { readonly office: Office; readonly endStep: (desk: Desk) => void },
  respond: (response: HttpResponse) => void,
): void {
  const refused = (error: unknown): HttpResponse => {
    const answer = problemAnswer(error);
    if (!answer) throw error;
    return answer;
  };
  try {
    const { cause, look, decide } = asking();
    const act = (): void =>
      office.act({ type: cause }, (desk) => {
        let answer: HttpResponse;
        try {
          answer = decide(desk, {});
        } catch (error) {
          answer = refused(error);
        }
        endStep(desk);
        desk.after(() => respond(answer));
      });
    if (look) look(office, act, {});
    else act();
  } catch (error) {
    respond(refused(error));
  }
}
