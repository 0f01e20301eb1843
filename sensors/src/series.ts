/** Where measured values go for history, as this room needs it. */
import type { Series as WholeSeries } from "@floorplane/runtime/series/series";

/** `quantity` as in `temperature`, `unit` as in `Cel` and `%RH` (UCUM, RFC 8428), `at` in ms since the epoch. */
export type Series = Pick<WholeSeries, "write">;
