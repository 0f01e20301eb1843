/**
 * What one robot says oddly or unreadably, by topic, field and for how long: told once for each field, and over when all its topics have been sound for a while, so that one who errs
 * every second time is one alarm and not a thousand.
 */

import { type Names, ownWords, someOf } from "@floorplane/contracts/reasons/reason";

/** How a message was read. `fields`: each path with what was made of it. */
export type Verdict =
  | { readonly kind: "sound" }
  | { readonly kind: "odd"; readonly fields: readonly string[] }
  | { readonly kind: "unreadable"; readonly field: string; readonly reason: string };

export type OddKind = "odd" | "unreadable";

/** What is to be told now. */
export interface Change {
  readonly kind: OddKind;
  /** Every topic and field that is known by now; undefined: it is over. */
  readonly fields: Names | undefined;
}

/** Sound for so long: it is over. */
const overAfterMs = 30_000;
/** Fields that are named; whoever errs in more of them errs in all. */
const namedMax = 32;

interface Standing {
  /** First word of each field, without what was made of it: values change, the fault is one. */
  readonly fields: Map<string, string>;
  readonly topics: Set<string>;
  lastAt: number;
}

export class Oddities {
  readonly #standing: Readonly<Record<OddKind, Standing>> = { odd: nothing(), unreadable: nothing() };

  /** `isTold`: the alarm of this kind stands, perhaps from before a restart. */
  heard(topic: string, verdict: Verdict, now: number, isTold: (kind: OddKind) => boolean): readonly Change[] {
    if (verdict.kind === "sound" && kinds.every((kind) => this.#isSound(kind) && !isTold(kind))) return none;
    const changes: Change[] = [];
    for (const kind of kinds) {
      const standing = this.#standing[kind];
      const fields = fieldsOf(verdict, kind);
      // Unreadable says nothing of whether what it said before was odd.
      if (fields === undefined) continue;
      if (fields.length > 0) {
        if (note(standing, topic, fields, now) || !isTold(kind))
          changes.push({ kind, fields: someOf([...standing.fields.values()], namedMax) });
        continue;
      }
      standing.topics.delete(topic);
      const isOver = standing.topics.size === 0 && now - standing.lastAt >= overAfterMs;
      if (!isOver || !isTold(kind)) continue;
      standing.fields.clear();
      changes.push({ kind, fields: undefined });
    }
    return changes;
  }

  #isSound(kind: OddKind): boolean {
    return this.#standing[kind].topics.size === 0;
  }
}

const kinds = ["odd", "unreadable"] as const;
const none: readonly Change[] = [];

const nothing = (): Standing => ({ fields: new Map(), topics: new Set(), lastAt: Number.NEGATIVE_INFINITY });

function fieldsOf(verdict: Verdict, kind: OddKind): readonly string[] | undefined {
  if (verdict.kind === "unreadable")
    return kind === "odd" ? undefined : [`${verdict.field}: ${verdict.reason}`];
  return verdict.kind === "odd" && kind === "odd" ? verdict.fields : [];
}

/** Whether there is a field that was not told yet. */
function note(standing: Standing, topic: string, fields: readonly string[], now: number): boolean {
  standing.topics.add(topic);
  standing.lastAt = now;
  let isNew = false;
  for (const words of fields) {
    const path = words.slice(0, Math.max(0, words.indexOf(": "))).replaceAll(/\[\d+\]/g, "[]");
    const key = `${topic} ${path}`;
    if (standing.fields.has(key) || standing.fields.size >= namedMax) continue;
    standing.fields.set(key, ownWords(`${topic}: ${words}`));
    isNew = true;
  }
  return isNew;
}
