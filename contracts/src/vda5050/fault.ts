/** What is wrong with a message, and where. */
/** A field that is wrong, by its path (`nodes[3].released`, `$` for the whole message), and what is wrong with it. */
export interface Fault {
  readonly field: string;
  readonly reason: string;
}
