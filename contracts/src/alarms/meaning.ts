/** What a person is told of an alarm (ISA-18.2 rationalisation). An alarm without an action is none: such things are events in the log. */
export interface AlarmMeaning {
  /** A few words for a list. */
  readonly title: string;
  readonly cause: string;
  readonly consequence: string;
  readonly action: string;
  /** Minutes within which the action still helps. */
  readonly respondWithinMinutes: number;
  /** `is`: something is not heard any more; where many are at once, one thing before them is the cause. `follows`: may be no more than what silence brings. */
  readonly silence?: "is" | "follows";
}
