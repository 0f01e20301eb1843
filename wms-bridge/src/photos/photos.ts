/** All photos, for half a year after they came: then their bytes are let go of, and the ledger alone knows that they were. */
import type { ClientId, TaskId } from "@floorplane/contracts/ids";
import type { Blobs } from "@floorplane/runtime/blobs/blobs";
import type { Desk } from "@floorplane/runtime/room";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { type Photo, photoKind } from "./photo.kind.ts";

export interface WithPhotos {
  readonly photos: Photos;
}

export interface PhotosOptions {
  readonly client: ClientId;
  readonly blobs: Blobs;
  readonly keptMs: number;
}

const idOf = (task: TaskId, photo: string): string => `${task}/${photo}`;

export class Photos extends Shelf<string, Photo> {
  readonly blobs: Blobs;
  /** How many rows name the same bytes. */
  readonly #named = new Map<string, number>();
  /** Of all of them. */
  #bytes = 0;

  constructor(stores: Stores, { client, blobs, keptMs }: PhotosOptions) {
    super(stores, {
      kind: photoKind,
      id: ({ task, photo }) => idOf(task, photo),
      owner: { own: client, ids: "house" },
      body: (photo) => ({ ...photo }),
      read: (photo) => photo,
      isOver: ({ at }, now) => at < now - keptMs,
    });
    this.blobs = blobs;
  }

  get bytes(): number {
    return this.#bytes;
  }

  of(task: TaskId, photo: string): Photo | undefined {
    return this.get(idOf(task, photo));
  }

  ofTask(task: TaskId): Photo[] {
    return [...this.all()].filter((photo) => photo.task === task);
  }

  ofReturn(client: ClientId, number: string): Photo[] {
    return [...this.all()].filter((photo) => photo.client === client && photo.return === number);
  }

  named(client: ClientId, hash: string): Photo | undefined {
    for (const photo of this.all()) if (photo.photo === hash && photo.client === client) return photo;
    return undefined;
  }

  override add(photo: Photo): Photo {
    this.#count(photo, 1);
    return super.add(photo);
  }

  override remove(photo: Photo): void {
    this.#count(photo, -1);
    super.remove(photo);
  }

  /** The bytes go once it is written down that they do. */
  override letGo(desk: Desk, limit: number): number {
    const before = new Set(this.#named.keys());
    const gone = super.letGo(desk, limit);
    const left = [...before].filter((hash) => !this.#named.has(hash));
    if (left.length > 0)
      desk.after(() => {
        for (const hash of left) if (!this.#named.has(hash)) this.blobs.remove(hash);
      });
    return gone;
  }

  /** At a start: bytes that no row names came with a request that was never decided, or are left over. */
  sweep(): void {
    this.blobs.names((names) => {
      for (const name of names) if (!this.#named.has(name)) this.blobs.remove(name);
    });
  }

  protected override restored(photo: Photo): void {
    this.#count(photo, 1);
  }

  #count({ photo, bytes }: Photo, by: 1 | -1): void {
    const count = (this.#named.get(photo) ?? 0) + by;
    if (count > 0) this.#named.set(photo, count);
    else this.#named.delete(photo);
    this.#bytes += by * bytes;
  }
}
