/** Why a person's answer to a task was not booked, in English: for the page's acts, and for programs that ask over HTTP. Total: a reason without words does not compile. */
import type { RefusalReason } from "../../states.ts";

interface About {
  /** Path into the answer. */
  readonly field: string;
  /** What stood there. */
  readonly text: string;
  /** What it may have meant, or what was not mentioned. */
  readonly skus: readonly string[];
}

/** Where more than one person may book is found, the second count must be another person's. */
const foundTwice = "what is found twice is booked, above the site's limit when two people find it";

const words = {
  "blank-code": ({ field }) => `${field} is blank`,
  "strange-character": ({ text }) => `"${text}" has a character that is in no code`,
  "unknown-goods": ({ text }) => `nobody here knows "${text}"; scan or type it again`,
  "ambiguous-goods": ({ text, named }) => `"${text}" may be ${named}; say which`,
  "case-size-unknown": ({ text }) => `nobody knows how many units are in the case "${text}"; count units`,
  service: ({ text }) => `"${text}" is a service and lies nowhere`,
  malformed: ({ field, text }) =>
    `${field === "" ? "the whole answer" : `its field ${field}`} is wrong: ${text}`,
  "other-place": ({ text }) => `${text} was scanned, which is not the place of this task`,
  "other-goods": ({ text, named }) =>
    `${named === "" || named === text ? text : `"${text}" is ${named}, which`} are not the goods of this task; answer with its own`,
  "not-mentioned": ({ named }) =>
    `the book also has ${named} there; count again, say 0, or say that the count is complete`,
  "more-than-fits": ({ text }) =>
    `${text} are more than fit there; count again: so many are booked once somebody else has found the same`,
  "second-person": ({ text, named }) =>
    `${text} (${named}) are more than one person may book; somebody else must count and find the same`,
  "same-person": ({ text }) =>
    `${text} signed for this already; goods are destroyed by two people, so somebody else must sign`,
  "program-alone": ({ text }) =>
    `${text} said so by a program, and so is this: whatever names a program gives are one word; somebody else must say so at a handheld or a screen of the house`,
  "program-signs": ({ text }) =>
    `${text} signs nothing: goods are destroyed by people, and two of them sign, at handhelds or screens`,
  "signed-otherwise": ({ text }) =>
    `another number of units was signed for (${text}): sign for as many, or let the first one sign again for another number`,
  "decision-unasked": ({ text }) => `nothing is decided by an answer to ${text}; leave decision out`,
  "decision-counts-none": ({ text }) =>
    `only units that arrived after all are counted, and decision is ${text}`,
  "arrived-missing": ({ text }) =>
    `say which units of transfer ${text} are at the other warehouse after all, and how many`,
  "changed-meanwhile": ({ named }) => `${named} changed there while it was counted; count again`,
  "not-scanned": ({ text, named }) =>
    `"${text}" was not scanned; scan the barcode of ${named} on the unit or its case`,
  "weight-missing": ({ named }) => `weigh what was taken of ${named}, and say what the scale says (grams)`,
  "weight-off": ({ text, named }) => `the scale says ${text} for ${named}; look what was taken`,
  "wanted-no-more": ({ text, named }) =>
    named === ""
      ? "nobody wants that any more"
      : `nobody wants ${named} from ${text} any more; put back what was taken`,
  "decision-missing": ({ text }) =>
    `say what becomes of the difference of transfer ${text}: decision is arrived (with found), keep-looking or give-up`,
  "decided-meanwhile": ({ text, named }) =>
    `${text} of ${named} were decided of meanwhile, and the answer names more than are left to look at; leave those where they stand and answer for the rest, or, if what was found is besides them, answer again with besides: ${text}`,
  "difference-settled": ({ text }) =>
    `transfer ${text} is off by other units by now, or settled; look at its present task`,
  "state-missing": ({ text }) =>
    `say what ${text} is fit for: available, defective, condemned or destroyed, or resalable, repairable or dismantle`,
  "more-than-asked": ({ text, named }) =>
    `${text} of ${named} is more than the task is about; count again: ${foundTwice}`,
  "more-than-wanted": ({ text, named }) =>
    `${text} of ${named} is more than the tote is to get; put back what is too much, and say what is in it then`,
  "fewer-than-asked": ({ text, named }) =>
    `${text} of ${named} were looked at; say that the answer is complete if the rest is gone, or give it again for a part`,
  "no-room": ({ text, named }) =>
    `no storage place has room for ${text} units of ${named}; make room, or decide otherwise`,
  "lot-missing": ({ field, named }) =>
    `${field} is missing: ${named} is kept by lot; say which its label names`,
  "expires-missing": ({ field, text }) => `${field} is missing: say the last day of lot ${text}`,
  "other-day": ({ field, text }) => `${field} is not the last day of the lot here: ${text}`,
  "no-day": ({ field, text }) => `${field}: ${text} is no day of the calendar, as in 2027-01-31`,
  "day-too-far": ({ field, text, named }) => `${field}: ${text} is further away than ${named} lasts`,
  "no-shelf-life": ({ field, named }) => `${field}: ${named} has no shelf life, and no last day`,
  "serial-twice": ({ field, text }) => `${field}: serial number ${text} was scanned twice`,
  "serial-elsewhere": ({ field, text, named }) =>
    `${field}: a serial number of ${named} is at one place at a time: ${text}`,
  "serial-other-lot": ({ field, text, named }) =>
    `${field}: a unit of ${named} is of one lot: ${text}; read both again, and set it aside if both are right`,
  "serial-missing": ({ field, text, named }) =>
    `${field}: ${named} is kept by serial number; scan each unit's own (${text})`,
  "serial-unknown": ({ field, text, named }) =>
    `${field}: all units of ${named} here are known, and serial number ${text} is none of them; scan it again, or have the place counted`,
  "place-missing": () => "scan the label of the place",
  "unknown-place": ({ text }) => `${text} is no storage place here`,
  "not-admitted": ({ text, named }) =>
    `goods of the class of ${named} may not stand at ${text}; take another place`,
  "other-lot": ({ text, named }) =>
    `a place holds one lot of ${named} at a time: ${text}; take another place`,
  "place-full": ({ text, named }) =>
    `${text} has no room for so many of ${named}; take another place, or fewer`,
  "place-shut": ({ text }) => `${text} waits for a count or is closed; take another place`,
  "robot-has-it": () => "a robot has begun with these goods; leave them to it",
  "person-has-it": ({ text }) => `${text} has begun with these goods`,
} as const satisfies Readonly<
  Record<
    RefusalReason,
    (about: { readonly field: string; readonly text: string; readonly named: string }) => string
  >
>;

export const notBookedInEnglish = (reason: RefusalReason, { field, text, skus }: About): string =>
  words[reason]({ field, text, named: skus.join(", ") });
