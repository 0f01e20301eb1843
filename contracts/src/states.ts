/** State words that both the mailbox and the documents use. */

/**
 * What becomes of an order of which units are missing, before its wave goes and after. `whole`: it ships complete or waits. `partial`: what is there goes, the rest is waited for.
 * `partial-then-cancel`: what is there goes, the rest is cancelled.
 */
export const allocations = ["whole", "partial", "partial-then-cancel"] as const;
export type Allocation = (typeof allocations)[number];

/** Where neither order nor client nor site says anything (decision 13). */
export const allocationDefault: Allocation = "partial";

/** Which of two orders goes first. `high`: before others for goods, and due halfway to its ship-by; `urgent`: before all, due at once, and it waits for no wave. */
export const priorities = ["normal", "high", "urgent"] as const;
export type Priority = (typeof priorities)[number];

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

/** Why a person's answer to a task was not booked; sentences are made where they are read. */
export const refusalReasons = [
  /** The form itself is not what a form must be. */
  "malformed",
  "blank-code",
  /** A character that no code has: a letter of another script, a long dash. */
  "strange-character",
  "unknown-goods",
  /** The code means several goods. */
  "ambiguous-goods",
  /** A case whose number of units nobody has said. */
  "case-size-unknown",
  /** Postage and the like: nothing that lies anywhere. */
  "service",
  /** Another place or tote than the task's was scanned. */
  "other-place",
  /** The task is about other goods. */
  "other-goods",
  /** The book has goods there that the form does not mention. */
  "not-mentioned",
  /** Goods were looked at, and nobody said what they are fit for. */
  "state-missing",
  /** More than the task is about. */
  "more-than-asked",
  /** More than a tote is to get: what is too much lies in it, and is put back. */
  "more-than-wanted",
  /** Fewer than are to be looked at, and nobody said that the rest is gone. */
  "fewer-than-asked",
  /** No storage place has room for what is to be sold again. */
  "no-room",
  /** More than the place or tote can hold. */
  "more-than-fits",
  /** A count differs from the book by more than one person may book. */
  "second-person",
  /** Who signs a second time signed already: goods are destroyed by two people. */
  "same-person",
  /** Both words came by a program: whoever has its token can give any two names. */
  "program-alone",
  /** A WMS signs nothing: goods are destroyed by people who stand before them. */
  "program-signs",
  /** Somebody else signed for another number of units. */
  "signed-otherwise",
  /** Nothing is decided by an answer to work of this kind. */
  "decision-unasked",
  /** Only units that arrived after all are counted with a decision. */
  "decision-counts-none",
  /** Nobody said which units arrived after all. */
  "arrived-missing",
  /** The book changed there while the person counted. */
  "changed-meanwhile",
  /** Goods that are kept by lot came, and nobody said which. */
  "lot-missing",
  /** Nobody said until when the lot may be used. */
  "expires-missing",
  /** The lot has another last day than was said. */
  "other-day",
  /** No day of the calendar. */
  "no-day",
  /** Further away than the goods last. */
  "day-too-far",
  /** A last day of goods that have no shelf life. */
  "no-shelf-life",
  /** One serial number was scanned twice. */
  "serial-twice",
  /** It is somewhere else by the book, or left the house. */
  "serial-elsewhere",
  /** It is of another lot than the goods that it was said of. */
  "serial-other-lot",
  /** Goods that are kept by serial number are to leave, and nobody said which. */
  "serial-missing",
  /** Each unit here has a serial number that is known, and it is none of these. */
  "serial-unknown",
  /** Goods were put away, and nobody said where. */
  "place-missing",
  /** No storage place of the site. */
  "unknown-place",
  /** Goods of that class do not stand there. */
  "not-admitted",
  /** Another lot of the goods stands there, or is on its way there. */
  "other-lot",
  /** So many units have no room there. */
  "place-full",
  /** The place waits for a count, or is closed. */
  "place-shut",
  /** A robot has begun with it. */
  "robot-has-it",
  /** Somebody else has begun with it. */
  "person-has-it",
  /** A code that was typed, where a barcode is to be scanned. */
  "not-scanned",
  /** What was picked is to be weighed, and nobody said what the scale says. */
  "weight-missing",
  /** The scale says otherwise than the number of units. */
  "weight-off",
  /** Nobody wants it from there any more: it was fetched otherwise, called back or waited for too long. */
  "wanted-no-more",
  /** Nobody said what becomes of a transfer's difference. */
  "decision-missing",
  /** Of the units that were to be looked at, so many were decided of otherwise: fewer are left than the answer names. */
  "decided-meanwhile",
  /** The transfer is off by other units by now: more of it arrived or left. */
  "difference-settled",
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** What somebody who looked at goods decides: back on sale, kept as defective, kept for destruction, or destroyed already. */
export const dispositions = ["available", "defective", "condemned", "destroyed"] as const;
export type Disposition = (typeof dispositions)[number];

/** The same in the words of who sorts returns: fit to be sold, to be repaired, or of use for its parts alone. */
export const grades = ["resalable", "repairable", "dismantle"] as const;
export type Grade = (typeof grades)[number];

/** What each grade makes of units, in the states of stock. */
export const stateOfGrade: Readonly<Record<Grade, Disposition>> = {
  resalable: "available",
  repairable: "defective",
  dismantle: "condemned",
};

/** Either word, as somebody says it who looked. */
export type Verdict = Disposition | Grade;
export const verdicts: readonly Verdict[] = [...dispositions, ...grades];

export const gradeIn = (verdict: Verdict): Grade | undefined => grades.find((one) => one === verdict);
export const dispositionIn = (verdict: Verdict): Disposition => {
  const grade = gradeIn(verdict);
  return grade === undefined ? (verdict as Disposition) : stateOfGrade[grade];
};

/** Where a return is: announced and not here, here and not looked at whole, looked at, or called off before it came. */
export const returnStates = ["announced", "received", "decided", "cancelled"] as const;
export type ReturnState = (typeof returnStates)[number];

/**
 * What somebody says of units that a transfer is off by: they are at the other warehouse after all, somebody goes on looking for them, or they are at neither: what is missing is lost, and what was too many was
 * counted wrongly.
 */
export const differenceDecisions = ["arrived", "keep-looking", "give-up"] as const;
export type DifferenceDecision = (typeof differenceDecisions)[number];

/**
 * What a person is asked to do: count what is in a tote or a bin, take off, look at, decide about a hold, receive a delivery, bring what came to its place, pick units into a tote, bring a tote that no robot
 * carries, put fresh labels on, sign with another that goods are to be destroyed, and decide about units that a transfer is off by.
 */
export const taskKinds = [
  "count-tote",
  "count-bin",
  "write-off",
  "inspect",
  "hold",
  "receive",
  "put-away",
  "pick",
  "bring",
  "relabel",
  "destroy",
  "difference",
] as const;
export type TaskKind = (typeof taskKinds)[number];

export type RobotActivity =
  | "offline"
  | "idle"
  | "to-stop"
  | "acting"
  | "waiting"
  | "charging"
  | "parking"
  | "fault"
  | "manual"
  | "paused"
  /** A person took it off the floor. */
  | "off-floor";
