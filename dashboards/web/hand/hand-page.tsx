/** The Hand: a person's work on a phone or PDA, also where there is no network. What was given and what the house has of it are two things, and both are shown. */
import { useEffect, useState, useSyncExternalStore } from "react";
import type { TaskRow } from "../../gateway/protocol.ts";
import { useOperator } from "../floor/acts/operator.ts";
import { span } from "../floor/format.ts";
import { taskText } from "../floor/task-rows.tsx";
import type { Signal } from "../live/signal.ts";
import { useWords } from "../words/words.ts";
import { taskOf } from "./counted.ts";
import { GivenActs } from "./given-acts.tsx";
import { HandWork } from "./hand-work.ts";
import { ScanBox } from "./scan-box.tsx";
import { TaskWork } from "./task-work.tsx";
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
  const [opened, setOpened] = useState<TaskRow>();
  const [note, setNote] = useState("");
  const { name, setName } = useOperator();
  useEffect(() => {
    void work.start();
    void navigator.serviceWorker?.register("/hand-worker.js", { scope: "/hand" }).catch(() => undefined);
  }, []);
  // What was answered here is no work any more, unless the house would not have it.
  const answered = new Set(
    acts.flatMap(({ act, state }) =>
      state === "refused" || act.type === "task.photo" || act.begun ? [] : [act.task],
    ),
  );
  // What one has signed for waits for another, who may have the same device in his hand.
  const tasks = (told?.tasks ?? []).filter(({ task, signed }) => signed != null || !answered.has(task));
  const open = (task: TaskRow | undefined): void => {
    setNote("");
    setOpened(task);
  };
  if (opened)
    return (
      <main className="hand">
        <HandHead />
        <TaskWork
          task={opened}
          name={name}
          setName={setName}
          close={() => open(undefined)}
          give={async ({ photos, ...said }) => {
            const act = { task: opened.task, ...said, by: name.trim(), reason: "" };
            const isTaken = await work.give(act, photos);
            if (isTaken) work.isAt(said.place || (opened.location ?? opened.station ?? undefined));
            if (!said.begun) open(undefined);
            setNote(say(isTaken ? "hand.taken" : "hand.notTaken", { task: opened.task }));
          }}
        />
      </main>
    );
  return (
    <main className="hand">
      <HandHead />
      <ScanBox
        label={say("hand.scan")}
        scan={(code) => {
          const task = taskOf(tasks, code);
          const scanned = code.trim().toUpperCase();
          if (task && [task.location, task.station].some((one) => one?.toUpperCase() === scanned))
            work.isAt(task.location ?? task.station ?? undefined);
          if (task) open(task);
          else setNote(say("hand.unknown", { code }));
        }}
      />
      <p className="hand-note" role="status">
        {note}
      </p>
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
