/** Work for a person, as the room keeps it. */
import type { TaskDocument } from "@floorplane/contracts/documents";
import type { LotId } from "@floorplane/contracts/ids";

export interface Task extends Omit<TaskDocument, "state"> {
  state: TaskDocument["state"];
  doneAt: number | null;
  readonly lot: LotId | null;
  /** The WMS's number of the write-off. */
  readonly writeOff: string | null;
}
