/** The Hand: a person's work on a phone or PDA, also where there is no network. What was given and what the house has of it are two things, and both are shown. */
import { ssccOfScan } from "@floorplane/contracts/sscc";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { TaskRow } from "../../gateway/protocol.ts";
import { useOperator } from "../floor/acts/operator.ts";
import { span } from "../floor/format.ts";
import { taskText } from "../floor/task-rows.tsx";
import type { Signal } from "../live/signal.ts";
import { useWords } from "../words/words.ts";
import { taskOf } from "./counted.ts";
import { DockWork } from "./dock-work.tsx";
import type { Draft } from "./drafts.ts";
import { GivenActs } from "./given-acts.tsx";
import { HandWork } from "./hand-work.ts";
import { ScanBox } from "./scan-box.tsx";
import { type Given, TaskWork } from "./task-work.tsx";
import { useOpened } from "./use-opened.ts";
import { typeIntoScanBox } from "./wedge.ts";
import { WhoAsked, WhoWorks } from "./who-works.tsx";
import "./hand.css";

const work = new HandWork();

const useSignal = <Value,>(signal: Signal<Value>): Value =>
  useSyncExternalStore(signal.subscribe, signal.get);

/** Tasks that are listed; the rest is found by scanning. */
const shownMax = 60;

export function HandPage() {
  const say = useWords();
  const told = useSignal(work.tasks);
  const acts = useSignal(work.acts);
  const near = useSignal(work.near);
  const drafts = useSignal(work.drafts.all);
  const isKeeping = useSignal(work.isKeeping);
  const link = useSignal(work.link);
  const opened = useOpened();
  const isGiving = useRef(false);
  /** As it was when it was opened: the list goes on meanwhile. */
  const [seen, setSeen] = useState<TaskRow>();
  const [atDock, setAtDock] = useState<string>();
  const [note, setNote] = useState("");
  /** Given last: it is said to be kept here as long as it is here alone. */
  const [taken, setTaken] = useState<string>();
  const { name, setName } = useOperator();
  useEffect(() => {
    void work.start();
    void navigator.serviceWorker?.register("/hand-worker.js", { scope: "/hand" }).catch(() => undefined);
    return typeIntoScanBox();
  }, []);
  const isHereAlone = acts.some(({ act, state }) => state === "unsent" && act.task === taken);
  const noted = note === "" && taken !== undefined && isHereAlone ? say("hand.taken", { task: taken }) : note;
  // What was answered here is no work any more, unless the house would not have it.
  const answered = new Set(
    acts.flatMap(({ act, state }) =>
      state === "refused" || act.type === "task.photo" || act.begun ? [] : [act.task],
    ),
  );
  // What one has signed for waits for another, who may have the same device in his hand.
  const tasks = (told?.tasks ?? []).filter(({ task, signed }) => signed != null || !answered.has(task));
  const open = (task: TaskRow): void => {
    setNote("");
    setSeen(task);
    opened.open(task.task);
  };
  const close = (): void => {
    setNote("");
    opened.close();
  };
  const current =
    seen?.task === opened.id && seen !== undefined ? seen : tasks.find(({ task }) => task === opened.id);
  const give = async (task: TaskRow, { photos, ...said }: Given): Promise<void> => {
    // A second tap comes before the first is written down.
    if (isGiving.current) return;
    isGiving.current = true;
    try {
      const act = { task: task.task, ...said, by: name.trim(), reason: "" };
      const isTaken = await work.give(act, photos);
      if (isTaken) work.isAt(said.place || (task.location ?? task.station ?? undefined));
      if (isTaken && !said.begun) {
        work.drafts.drop(task.task);
        close();
      }
      setNote(isTaken ? "" : say("hand.notTaken", { task: task.task }));
      setTaken(isTaken ? task.task : undefined);
    } finally {
      isGiving.current = false;
    }
  };
  if (name.trim() === "")
    return (
      <main className="hand">
        <HandHead />
        <WhoAsked name="" setName={setName} />
      </main>
    );
  const who = <WhoWorks name={name} change={() => setName("")} />;
  if (current && isKeeping !== undefined)
    return (
      <main className="hand">
        <HandHead />
        {who}
        <TaskWork
          key={current.task}
          task={current}
          tasks={told?.tasks ?? []}
          name={name}
          draft={drafts.get(current.task)}
          keep={(draft) => work.drafts.keep(draft)}
          close={() => {
            work.drafts.drop(current.task);
            close();
          }}
          give={(said) => give(current, said)}
        />
        <p className="hand-note" role="status">
          {noted}
        </p>
      </main>
    );
  if (atDock !== undefined)
    return (
      <main className="hand">
        <HandHead />
        {who}
        <DockWork
          key={atDock}
          sscc={atDock}
          by={name.trim()}
          show={setAtDock}
          close={() => setAtDock(undefined)}
        />
      </main>
    );
  // Somebody else did it meanwhile, or the house took it back.
  const orphans =
    link === "live" ? [...drafts.values()].filter(({ task }) => !tasks.some((one) => one.task === task)) : [];
  return (
    <main className="hand">
      <HandHead />
      {who}
      <ScanBox
        label={say("hand.scan")}
        scan={(code) => {
          const label = ssccOfScan(code);
          if (label !== undefined) {
            setAtDock(label);
            return;
          }
          const task = taskOf(tasks, code);
          const scanned = code.trim().toUpperCase();
          if (task && [task.location, task.station].some((one) => one?.toUpperCase() === scanned))
            work.isAt(task.location ?? task.station ?? undefined);
          if (task) open(task);
          else setNote(say("hand.unknown", { code }));
        }}
      />
      <p className="hand-note" role="status">
        {noted}
      </p>
      <OrphanDrafts drafts={orphans} seen={(task) => work.drafts.drop(task)} />
      <GivenActs acts={acts} seen={(number) => work.seen(number)} />
      <section aria-label={say("hand.tasks")}>
        <h2>
          {say("hand.tasks")} <span className="dim">{told ? tasks.length : ""}</span>
        </h2>
        {near !== undefined && <p className="dim">{say("hand.near", { place: near })}</p>}
        {told === undefined && <p className="dim">{say("hand.noTasksYet")}</p>}
        {told && tasks.length === 0 && <p className="dim">{say("hand.noTasks")}</p>}
        <ul className="hand-list">
          {tasks.slice(0, shownMax).map((task) => (
            <li key={task.task}>
              <button type="button" className="hand-task" onClick={() => open(task)}>
                <strong>{taskText(task, say)}</strong>
                <span className="dim">
                  {task.task}
                  {task.planned && ` · ${say("inventory.tickets.inTurn")}`}
                  {task.refused && ` · ${say("inventory.tickets.inDoubt")}`}
                  {drafts.has(task.task) && ` · ${say("hand.draft")}`}
                </span>
              </button>
            </li>
          ))}
        </ul>
        {tasks.length > shownMax && (
          <p className="dim">{say("nextHour.more", { n: tasks.length - shownMax })}</p>
        )}
      </section>
    </main>
  );
}

/** What was scanned for work that is none any more: it was not given, and nobody shall think that it was. */
function OrphanDrafts({
  drafts,
  seen,
}: {
  readonly drafts: readonly Draft[];
  readonly seen: (task: string) => void;
}) {
  const say = useWords();
  return (
    <ul className="hand-list">
      {drafts.map(({ task, counted }) => (
        <li key={task} className="hand-act hand-act-refused">
          <span>
            <strong>{task}</strong> {say("hand.orphan")}
            <span className="hand-why">
              {counted.lines.map(({ code, units }) => `${units} × ${code}`).join(", ")}
            </span>
          </span>
          <button type="button" className="hand-button" onClick={() => seen(task)}>
            {say("hand.seen")}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Whether the house is reached, how old what it said is, and how much of what was given here it does not have. */
function HandHead() {
  const say = useWords();
  const link = useSignal(work.link);
  const told = useSignal(work.tasks);
  const isKeeping = useSignal(work.isKeeping);
  const unsent = useSignal(work.acts).filter(({ state }) => state === "unsent").length;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <header className={`hand-head hand-${link}`}>
      <div className="hand-title">
        <h1>{say("page.hand")}</h1>
        <a href="/">{say("page.floor")}</a>
      </div>
      <p role="status" className="hand-link">
        {link === "away"
          ? say(told ? "hand.away" : "hand.awayUntold", {
              age: told ? span(Math.max(0, now - told.heardAt), say) : "",
            })
          : say(`hand.link.${link}`)}
      </p>
      <p className={unsent > 0 ? "hand-unsent" : "dim"} role="status">
        {say("hand.unsent", { n: unsent })}
      </p>
      {isKeeping === false && (
        <p className="hand-unsent" role="alert">
          {say("hand.keepsNothing")}
        </p>
      )}
    </header>
  );
}
