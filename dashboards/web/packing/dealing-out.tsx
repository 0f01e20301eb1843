/**
 * Goods that a robot has brought to the bench in a box: which units go into which tote now. The house shows one pick of a box at a time; it is answered by scans as on the Hand, through the same outbox, and
 * the next one follows.
 */
import { useEffect, useState, useSyncExternalStore } from "react";
import type { TaskRow } from "../../gateway/protocol.ts";
import { type begin, foundOf, isStranger, scanned } from "../hand/counted.ts";
import { GivenActs } from "../hand/given-acts.tsx";
import { HandWork } from "../hand/hand-work.ts";
import { once } from "../hand/once.ts";
import type { Signal } from "../live/signal.ts";
import { useWords } from "../words/words.ts";
import { sound } from "./tone.ts";

const work = new HandWork();

/** Picks that come after the one in hand. */
const nextShown = 5;

const useSignal = <Value,>(signal: Signal<Value>): Value =>
  useSyncExternalStore(signal.subscribe, signal.get);

export interface Dealing {
  readonly task: TaskRow | undefined;
  readonly next: readonly TaskRow[];
  readonly units: number;
  readonly isThere: boolean;
  /** What was scanned last and not counted; it is said. */
  readonly stranger: string | undefined;
  readonly scan: (code: string) => void;
  /** Fewer are in the box than are wanted. */
  readonly noMore: () => void;
  readonly anew: () => void;
}

export function useDealing(station: string, by: string): Dealing {
  const say = useWords();
  const told = useSignal(work.tasks);
  const acts = useSignal(work.acts);
  useEffect(() => void work.start(), []);
  const answered = new Set(
    acts.flatMap(({ act, state }) => (act.type === "task.answer" && state !== "refused" ? [act.task] : [])),
  );
  const [task, ...next] = (told?.tasks ?? []).filter(
    (one) => one.kind === "pick" && one.from != null && one.station === station && !answered.has(one.task),
  );
  const [held, setHeld] = useState({
    task: "",
    counted: { lines: [], isThere: false } as ReturnType<typeof begin>,
  });
  /** A code that is neither the pick's goods nor its box. */
  const [stranger, setStranger] = useState<string>();
  const counted = task && held.task === task.task ? held.counted : { lines: [], isThere: false };
  const units = counted.lines.reduce((sum, line) => sum + line.units, 0);
  const give = (what: ReturnType<typeof begin>, complete: boolean): void => {
    if (!task) return;
    setHeld({ task: "", counted: { lines: [], isThere: false } });
    const place = what.isThere && task.location !== null ? { place: task.location } : {};
    void work.give({ task: task.task, found: foundOf(what), complete, ...place, by, reason: "" });
  };
  return {
    task,
    next: next.slice(0, nextShown),
    units,
    stranger:
      stranger === undefined
        ? undefined
        : say("hand.otherGoods", { code: stranger, sku: task?.sku ?? "", place: task?.from ?? "" }),
    isThere: counted.isThere,
    scan(code) {
      // The tote's own label says that they are in it; how many was scanned unit by unit.
      if (!task || code.toUpperCase() === task.tote?.toUpperCase()) return;
      const isOther = isStranger(task, code);
      setStranger(isOther ? code : undefined);
      if (isOther) return sound(false);
      const now = scanned(task, counted, code);
      const sum = now.lines.reduce((n, line) => n + line.units, 0);
      if (sum >= (task.quantity ?? 0)) give(now, false);
      else setHeld({ task: task.task, counted: now });
    },
    noMore: () => give(counted, true),
    anew: () => setHeld({ task: "", counted: { lines: [], isThere: false } }),
  };
}

export function DealingOut({ dealing }: { readonly dealing: Dealing }) {
  const say = useWords();
  const acts = useSignal(work.acts).filter(({ state }) => state !== "done");
  const { task, next, units, isThere, stranger, noMore, anew } = dealing;
  return (
    <>
      <GivenActs acts={acts} seen={(number) => work.seen(number)} />
      {task && (
        <section className="packing-deal" aria-label={say("dealing.title", { box: task.from ?? "" })}>
          <h2>{say("dealing.title", { box: task.from ?? "" })}</h2>
          <p className="packing-deal-now" role="status">
            <strong>{task.sku}</strong>
            <output
              className="packing-count"
              aria-label={say("dealing.count", { units, of: task.quantity ?? 0 })}
            >
              {units}
              <span className="dim"> / {task.quantity}</span>
            </output>
            <span>{say("dealing.into", { tote: task.tote ?? "" })}</span>
          </p>
          {stranger !== undefined && (
            <p className="hand-why" role="alert">
              {stranger}
            </p>
          )}
          {isThere && <p className="dim">{say("dealing.boxScanned", { box: task.from ?? "" })}</p>}
          <div className="hand-buttons">
            <button type="button" className="hand-button" onClick={once(noMore)}>
              {say("dealing.noMore", { box: task.from ?? "" })}
            </button>
            <button type="button" className="hand-button" disabled={units === 0} onClick={once(anew)}>
              {say("dealing.anew")}
            </button>
          </div>
          {next.length > 0 && (
            <ul className="hand-list" aria-label={say("dealing.next")}>
              {next.map((one) => (
                <li key={one.task} className="hand-line">
                  {say("dealing.later", {
                    quantity: one.quantity ?? 0,
                    sku: one.sku ?? "",
                    box: one.from ?? "",
                    tote: one.tote ?? "",
                  })}
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </>
  );
}
