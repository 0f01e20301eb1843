/** Why a robot gets no transport, or not this one. */
export type NotAssignable =
  | "not-ready"
  | "out-of-service"
  | "failing"
  | "has-transport"
  | "carries"
  | "must-charge"
  | "going-to-charge"
  /** For piece picking: its factsheet lists no `pickItems`. */
  | "picks-nothing"
  /** For carrying: its factsheet lists no `pick` or no `drop`. */
  | "carries-nothing"
  /** Its factsheet lists other kinds of loads, or no numbers of loads as long as this. */
  | "takes-no-such-load"
  /** Another was asked for by name. */
  | "another-wanted";
