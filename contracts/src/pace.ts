/** Whether a house keeps up with its clock, as it measured it over the last while. */
export interface HousePace {
  /** For half a minute it was later than it may be, and has not been quick for a minute since. */
  readonly isBehind: boolean;
  /** How late the house's loop comes to what is due, wall ms: of a hundred looks one is later. */
  readonly lagMs: number;
  /** How late answers come in the house's own time, s: what robots wait for them. */
  readonly behindS: number;
  /** From asking for a plan of traffic to having it, wall ms: of a hundred plans one took longer. 0: none was asked for. */
  readonly planMs: number;
  /** Times that the planner's thread was lost since the house started. */
  readonly plannersLost: number;
}
