/** Who had a hearer tested, paused, told again and the like, and why: for whoever comes next. */
import { notesMax } from "@floorplane/contracts/acts";
import type { HearerActNote } from "@floorplane/contracts/connections";
import type { ClientId } from "@floorplane/contracts/ids";
import { Shelf } from "../keeping/shelf.ts";
import type { Stores } from "../keeping/stores.ts";
import { hearerActsKind, type KeptHearerActs } from "./hearer-acts.kind.ts";

export class HearerActs extends Shelf<string, KeptHearerActs> {
  constructor(stores: Stores, client: ClientId) {
    super(stores, {
      kind: hearerActsKind,
      id: ({ webhook }) => webhook,
      owner: { own: client, ids: "client" },
      body: ({ acts, ...plain }) => ({ ...plain, acts: acts.map((note) => ({ ...note })) }),
      read: (kept) => ({ ...kept }),
    });
  }

  of(client: ClientId, webhook: string): readonly HearerActNote[] {
    return this.get(webhook, client)?.acts ?? [];
  }

  /** The same for the same reason, piece by piece, is one act. */
  note(client: ClientId, webhook: string, note: HearerActNote): void {
    const before = [...this.of(client, webhook)];
    if (isSame(before.at(-1), note)) before.pop();
    this.add({ client, webhook, acts: [...before, note].slice(-notesMax) });
  }

  /** It hears no more. */
  forget(client: ClientId, webhook: string): void {
    const kept = this.get(webhook, client);
    if (kept) this.remove(kept);
  }
}

const isSame = (one: HearerActNote | undefined, other: HearerActNote): boolean =>
  one?.act === other.act && one.via === other.via && one.by === other.by && one.reason === other.reason;
