/** Mishaps on the sandbox's floor, as they were asked for; deliveries are as somebody else says. */
import { minuteMs } from "@floorplane/contracts/units";
import type { Mishaps } from "@floorplane/simulator/mishaps/mishaps";
import type { FaultBook } from "./fault-book.ts";

const lateMinutesUsual = 30;

export function askedMishaps(book: FaultBook, delivered: Mishaps["delivered"]): Mishaps {
  return {
    missedBy: ({ sku }) => unitsOf(book.take("pick.short", (fault) => fault.sku === sku)),
    damagedOf: (sku) => unitsOf(book.take("goods.damaged", (fault) => fault.sku === sku)),
    atGate: () => {
      const isUnseen = book.take("parcel.unseen") !== undefined;
      const late = book.take("parcel.late");
      return { isUnseen, lateMs: late ? (late.minutes ?? lateMinutesUsual) * minuteMs : 0 };
    },
    delivered,
  };
}

const unitsOf = (fault: { readonly units?: number | undefined } | undefined): number =>
  fault ? (fault.units ?? 1) : 0;
