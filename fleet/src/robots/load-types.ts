/** Kinds of loads as makers and warehouses call them: a word is the robot's own where its factsheet has it (VDA 5050 6.15, `loadSets`), in whatever case. */
import type { RobotFacts } from "./report.ts";

/** A factsheet that lists no kind has not said which it takes. */
export const takesLoadType = (facts: Pick<RobotFacts, "loadTypes"> | undefined, loadType: string): boolean =>
  facts === undefined || facts.loadTypes.size === 0 || ownWord(facts, loadType) !== undefined;

/** As the robot spells it. */
export const loadTypeTo = (facts: Pick<RobotFacts, "loadTypes"> | undefined, loadType: string): string =>
  (facts && ownWord(facts, loadType)) ?? loadType;

function ownWord({ loadTypes }: Pick<RobotFacts, "loadTypes">, loadType: string): string | undefined {
  if (loadTypes.has(loadType)) return loadType;
  const plain = plainWord(loadType);
  for (const word of loadTypes) if (plainWord(word) === plain) return word;
  return undefined;
}

/** `ROLLING-CAGE`, `rolling_cage` and `Rolling cage` are one word. */
const plainWord = (word: string): string => word.toLowerCase().replaceAll(/[\s_-]+/g, "-");
