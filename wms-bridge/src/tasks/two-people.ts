/**
 * When two words are those of two people: they have two names, and one of them at least came from a handheld's own account or a screen of the house. A program says whatever name it likes, so that
 * all that programs say of one thing is one word, whichever program it was: who may make programs has as many tokens as he likes.
 */
import type { SaidVia } from "@floorplane/contracts/acts";
import { isSameName } from "@floorplane/contracts/people-names";
import type { RefusalReason } from "@floorplane/contracts/states";

export interface Said {
  readonly by: string;
  readonly via: SaidVia;
}

/** Undefined: they are two. */
export function whyOne(
  first: Said,
  second: Said,
): Extract<RefusalReason, "same-person" | "program-alone"> | undefined {
  if (isSameName(first.by, second.by)) return "same-person";
  return first.via === "program" && second.via === "program" ? "program-alone" : undefined;
}
