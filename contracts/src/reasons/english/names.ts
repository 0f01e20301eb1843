/** Names of a sentence in English. */
import type { Names } from "../reason.ts";

export const named = ({ names, more }: Names, between = ", "): string =>
  names.join(between) + (more > 0 ? ` and ${more} more` : "");
