/** Where measured values go for history. A projection: it may lag or be rebuilt, and never blocks or fails a step. */
import type { ReadingQuality } from "@floorplane/contracts/documents";

export interface Series {
  /** `at` in ms since the epoch; `quantity` as in `temperature`, `unit` as in `Cel` and `%RH` (UCUM, RFC 8428). */
  write(
    device: string,
    quantity: string,
    value: number,
    unit: string,
    quality: ReadingQuality,
    at: number,
  ): void;
}
