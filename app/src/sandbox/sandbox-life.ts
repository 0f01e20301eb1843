/** One life of a sandbox, from one reset to the next. */
import type { FaultBook } from "./fault-book.ts";
import type { GoodsIn } from "./goods-in.ts";
import type { OrderStates } from "./order-states.ts";
import type { SandboxClock } from "./sandbox-clock.ts";
import type { SandboxFloor } from "./sandbox-floor.ts";

export interface SandboxLife {
  readonly floor: SandboxFloor;
  readonly clock: SandboxClock;
  readonly book: FaultBook;
  readonly goods: GoodsIn;
  readonly states: OrderStates;
  /** What the operator shows at the door. */
  readonly headers: Readonly<Record<string, string>>;
}
