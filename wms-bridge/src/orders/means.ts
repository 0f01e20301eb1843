/** What it takes to decide about orders: stock and places to hold, totes to send, a wave to gather in, somebody to tell. */
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { WithHandling } from "../handling/handling.ts";
import type { WithNumbers } from "../keeping/remembered-numbers.ts";
import type { WithSharing } from "../keeping/traits.ts";
import type { WithParcels } from "../packing/parcels.ts";
import type { RefillMeans } from "../refills/refills.ts";
import type { WithExpected } from "../stock/expected-receipts.ts";
import type { WithHolds } from "../stock/holds.ts";
import type { WithLots } from "../stock/lots.ts";
import type { WithMisplaced } from "../stock/misplaced.ts";
import type { TaskMeans } from "../tasks/asking.ts";
import type { WithWaves } from "../waves/waves.ts";
import type { WithTurns } from "./in-turn.ts";
import type { WithOrders } from "./orders.ts";
import type { WithUnknownCountries } from "./unknown-countries.ts";

export type OrderMeans = WithOrders &
  WithTurns &
  WithExpected &
  WithHolds &
  WithLots &
  WithHandling &
  WithMisplaced &
  WithNumbers &
  WithSharing &
  WithUnknownCountries &
  WithWaves &
  WithConfirmations &
  WithParcels &
  TaskMeans &
  RefillMeans;
