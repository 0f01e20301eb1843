/** The words of alarms in a language: one entry for every alarm and root that the contracts know, so that none can be without. */
import type { AlarmDefinition } from "@floorplane/contracts/alarms/alarms";
import type { AlarmRoot } from "@floorplane/contracts/alarms/roots";

export interface AlarmText {
  /** A few words for a list. */
  readonly title: string;
  readonly cause: string;
  readonly consequence: string;
  readonly action: string;
}

export type AlarmWords = Readonly<Record<AlarmDefinition | AlarmRoot, AlarmText>>;

type Entries = Readonly<Record<`alarm.${keyof AlarmWords}.${keyof AlarmText}`, string>>;

/** As entries of a page's catalogue. */
export const asEntries = (words: AlarmWords): Entries =>
  Object.fromEntries(
    Object.entries<AlarmText>(words).flatMap(([meaning, text]) =>
      Object.entries(text).map(([part, said]) => [`alarm.${meaning}.${part}`, said]),
    ),
  ) as Entries;
