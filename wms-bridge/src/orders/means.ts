/** What it takes to decide about orders: stock and places to hold, totes to send, a wave to gather in, somebody to tell. */
import type { WithConfirmations } from "../confirmations/confirmations.ts";
import type { RefillMeans } from "../refills/refills.ts";
import type { WithWaves } from "../waves/waves.ts";
import type { WithTurns } from "./in-turn.ts";
import type { WithOrders } from "./orders.ts";
import type { WithUnknownCountries } from "./unknown-countries.ts";

export type OrderMeans = WithOrders &
  WithTurns &
  WithUnknownCountries &
  WithWaves &
  WithConfirmations &
  RefillMeans;
