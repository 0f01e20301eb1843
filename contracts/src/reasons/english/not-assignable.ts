/** Why a robot is given no transport, in English. */
import type { NotAssignable } from "../not-assignable.ts";

export const notAssignableInEnglish = {
  "not-ready": "it is not ready",
  "out-of-service": "a person took it out of service",
  failing: "its work failed again and again",
  "has-transport": "it has a transport",
  carries: "it still carries something",
  "must-charge": "it has to charge",
  "going-to-charge": "it is going to charge",
  "picks-nothing": "its factsheet does not list pickItems",
  "carries-nothing": "its factsheet does not list pick and drop",
  "takes-no-such-load": "its factsheet lists other kinds of loads",
  "another-wanted": "another robot was asked for",
} as const satisfies Readonly<Record<NotAssignable, string>>;
