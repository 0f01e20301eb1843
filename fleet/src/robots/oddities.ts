/**
 * What one robot says oddly or unreadably, by topic, field and for how long: told once for each field, and over when all its topics have been sound for a while, so that one who errs
 * every second time is one alarm and not a thousand.
 */

import { type Remark, type RemarkOf, remarksMax } from "@floorplane/contracts/reasons/of-messages";

/** How a message was read. */
export type Verdict =
  | { readonly kind: "sound" }
  | { readonly kind: "odd"; readonly remarks: readonly Remark[] }
  | { readonly kind: "unreadable"; readonly remark: Remark };

export type OddKind = "odd" | "unreadable";

/** What is to be told now. */
export interface Change {
  readonly kind: OddKind;
  /** Every topic and field that is known by now; undefined: it is over. */
  readonly told: readonly RemarkOf[] | undefined;
}

/** Sound for so long: it is over. */
const overAfterMs = 30_000;

interface Standing {
  /** First remark on each field, without what was said there: values change, the fault is one. */
  readonly fields: Map<string, RemarkOf>;
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
      const remarks = remarksOf(verdict, kind);
      // Unreadable says nothing of whether what it said before was odd.
      if (remarks === undefined) continue;
      if (remarks.length > 0) {
        if (note(standing, topic, remarks, now) || !isTold(kind))
          changes.push({ kind, told: [...standing.fields.values()] });
        continue;
      }
      standing.topics.delete(topic);
      const isOver = standing.topics.size === 0 && now - standing.lastAt >= overAfterMs;
      if (!isOver || !isTold(kind)) continue;
      standing.fields.clear();
      changes.push({ kind, told: undefined });
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

function remarksOf(verdict: Verdict, kind: OddKind): readonly Remark[] | undefined {
  if (verdict.kind === "unreadable") return kind === "odd" ? undefined : [verdict.remark];
  return verdict.kind === "odd" && kind === "odd" ? verdict.remarks : [];
}

/** Whether there is a field that was not told yet. */
function note(standing: Standing, topic: string, remarks: readonly Remark[], now: number): boolean {
  standing.topics.add(topic);
  standing.lastAt = now;
  let isNew = false;
  for (const remark of remarks) {
    const path = remark.field.replaceAll(/\[\d+\]/g, "[]");
    const key = `${topic} ${path}`;
    if (standing.fields.has(key) || standing.fields.size >= remarksMax) continue;
    standing.fields.set(key, { topic, remark });
    isNew = true;
  }
  return isNew;
}
