/** What a confirmation tells in the numbers and codes of the client who hears it. */
import { codeOf, shownName } from "@floorplane/contracts/client-names";
import type { Confirmation } from "@floorplane/contracts/confirmation.schema";
import type { ClientId, OrderId, Sku } from "@floorplane/contracts/ids";

type Data = Confirmation["data"];

export function inClientsCodes({ order, lines, short, variance, cause, ...rest }: Data): Data {
  return {
    ...(order === undefined ? {} : { order: codeOf(order as OrderId) }),
    ...(lines === undefined ? {} : { lines: linesIn(lines) }),
    ...(short === undefined ? {} : { short: linesIn(short) }),
    ...(variance === undefined ? {} : { variance: linesIn(variance) }),
    ...rest,
    ...(cause === undefined ? {} : { cause: causeIn(cause) }),
  };
}

/** What a confirmation is about, as its client calls it. */
export const aboutIn = (subject: string, client: ClientId): string =>
  subject.startsWith(`${client}/`) ? codeOf(subject as OrderId) : shownName(subject);

const linesIn = (lines: NonNullable<Data["lines"]>): NonNullable<Data["lines"]> =>
  lines.map((line) => ({ ...line, sku: codeOf(line.sku as Sku) }));

const causeIn = ({ order, ...cause }: NonNullable<Data["cause"]>): NonNullable<Data["cause"]> => ({
  ...cause,
  ...(order === undefined ? {} : { order: codeOf(order as OrderId) }),
});
