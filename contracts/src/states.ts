/** State words that both the mailbox and the documents use. */

/** PackML (ISA-TR88.00.02) states of a packing station. */
export type PackMlState =
  | "clearing"
  | "stopped"
  | "starting"
  | "idle"
  | "suspended"
  | "execute"
  | "stopping"
  | "aborting"
  | "aborted"
  | "holding"
  | "held"
  | "unholding"
  | "suspending"
  | "unsuspending"
  | "resetting"
  | "completing"
  | "complete"
  | "unknown";

/** ISA-18.2 priorities; diagnostic ones page nobody. */
export type AlarmPriority = "critical" | "high" | "medium" | "low" | "diagnostic";
