/** One task in a person's hand: what is to be done and where, what was scanned or counted, and giving it to the house. */
import type { FoundUnits } from "@floorplane/contracts/messages";
import type { DifferenceDecision, TaskKind } from "@floorplane/contracts/states";
import { useEffect, useRef, useState } from "react";
import type { TaskRow } from "../../gateway/protocol.ts";
import { taskText } from "../floor/task-rows.tsx";
import { sound } from "../packing/tone.ts";
import { useWords } from "../words/words.ts";
import {
  begin,
  type CountedLine,
  changed,
  decidedMeanwhileOf,
  findsNothing,
  foundOf,
  isOwnCode,
  isStranger,
  lacks,
  lacksPlace,
  placeWanted,
  scanned,
  unitsLeftOf,
  without,
  withTyped,
} from "./counted.ts";
import { CountedLineRow, FitnessHelp } from "./counted-line.tsx";
import { DecisionBox } from "./decision-box.tsx";
import type { Draft } from "./drafts.ts";
import { NumberField } from "./number-field.tsx";
import { once } from "./once.ts";
import { PhotoBox } from "./photo-box.tsx";
import { ScanBox } from "./scan-box.tsx";
import type { TakenPhoto } from "./small-photo.ts";
import { hearScansInNumbers } from "./wedge.ts";
import { wholeNumber } from "./whole-number.ts";

/** A scale of a person ends well before. */
const gramsMax = 1_000_000;

/** What was found or done, as it goes to the house. */
export interface Given {
  readonly found: FoundUnits[];
  readonly complete: boolean;
  readonly place?: string;
  readonly begun?: boolean;
  readonly grams?: number;
  readonly decision?: DifferenceDecision;
  readonly besides?: number;
  readonly photos?: readonly TakenPhoto[];
}

/** What is worth a picture. */
const isPictured = (kind: TaskKind): boolean =>
  kind === "inspect" || kind === "relabel" || kind === "destroy" || kind === "receive";

interface TaskWorkProps {
  readonly task: TaskRow;
  /** All that this device knows of, for their places. */
  readonly tasks: readonly TaskRow[];
  readonly name: string;
  /** What was scanned here before and not given. */
  readonly draft: Draft | undefined;
  readonly keep: (draft: Draft) => void;
  readonly give: (said: Given) => Promise<void>;
  readonly close: () => void;
}

export function TaskWork({ task, tasks, name, draft, keep, give, close }: TaskWorkProps) {
  const say = useWords();
  const [counted, setCounted] = useState(() => draft?.counted ?? begin(task));
  const [isComplete, setComplete] = useState(draft?.isComplete ?? false);
  const [place, setPlace] = useState(draft?.place ?? "");
  const [photos, setPhotos] = useState<readonly TakenPhoto[]>(draft?.photos ?? []);
  const [isBegun, setBegun] = useState(task.begunBy != null || draft?.isBegun === true);
  const { lines, isThere } = counted;
  const isPutAway = task.kind === "put-away";
  const isBring = task.kind === "bring";
  const isPick = task.kind === "pick";
  const isDifference = task.kind === "difference";
  const [grams, setGrams] = useState(draft?.grams ?? "");
  const [decision, setDecision] = useState<DifferenceDecision | undefined>(draft?.decision ?? undefined);
  const decided = decidedMeanwhileOf(task);
  const [isBesides, setBesides] = useState(draft?.isBesides === true);
  /** The code that was refused, and the place whose label is wanted. */
  const [refusedScan, setRefusedScan] = useState<{ readonly code: string; readonly place: string }>();
  /** A code that is neither the task's goods nor its place. */
  const [stranger, setStranger] = useState<string>();
  /** He was told that the book loses what it has there, and has not counted on since. */
  const [isWarned, setWarned] = useState(false);
  const isTouched = useRef(false);
  useEffect(() => setWarned(false), [counted, isComplete]);
  useEffect(() => {
    if (!isTouched.current) {
      isTouched.current = true;
      return;
    }
    keep({
      task: task.task,
      counted,
      isComplete,
      place,
      grams,
      photos,
      isBegun,
      isBesides,
      decision: decision ?? null,
      at: Date.now(),
    });
  }, [counted, isComplete, place, grams, photos, isBegun, isBesides, decision]);
  const isFound = lines.length > 0 || isComplete || isBring;
  const left = unitsLeftOf(task, foundOf(counted));
  const lacking = lacks(task, counted, isComplete);
  const isPlaced = !isPutAway || place !== "" || lines.every(({ units }) => units === 0);
  const isPlaceScanned = !lacksPlace(task, counted);
  const weighed = wholeNumber(grams, { max: gramsMax });
  const isReady =
    (isDifference ? isDecided(decision, lines) : isFound) &&
    lacking === undefined &&
    name.trim() !== "" &&
    isPlaced &&
    isPlaceScanned &&
    (!isPick || grams.trim() === "" || weighed !== undefined);
  const scan = (code: string): void => {
    const place = placeWanted(task, counted, code, tasks);
    const isOther = place === undefined && isStranger(task, code);
    setRefusedScan(place === undefined ? undefined : { code, place });
    setStranger(isOther ? code : undefined);
    if (place === undefined && !isOther) setCounted((now) => scanned(task, now, code));
    else sound(false);
  };
  const ears = useRef({ isKnown: (code: string) => isOwnCode(task, code), scan });
  ears.current.scan = scan;
  useEffect(() => hearScansInNumbers(() => ears.current), []);
  return (
    <section className="hand-work" aria-label={taskText(task, say)}>
      <h2>{taskText(task, say)}</h2>
      <p className="dim">
        {task.task}
        {isThere && ` · ${say("hand.there", { place: task.location ?? task.tote ?? task.station ?? "" })}`}
      </p>
      {task.refused && (
        <p className="hand-why">
          {say(`task.refused.${task.refused.reason}`, {
            field: task.refused.field || say("task.refused.whole"),
            text: task.refused.text,
            skus: task.refused.skus.join(", "),
          })}
        </p>
      )}
      {task.why && <p className="dim">{task.why}</p>}
      {task.signed && (
        <p className="hand-note" role="status">
          {say("hand.signed", { by: task.signed.by, units: task.signed.units })}
        </p>
      )}
      {isPutAway && (
        <p className="hand-note" role="status">
          {isBegun
            ? say(task.begunBy && task.begunBy !== name.trim() ? "hand.begunBy" : "hand.begun", {
                by: task.begunBy ?? "",
              })
            : ""}
        </p>
      )}
      {isDifference && <DecisionBox task={task} decision={decision} choose={setDecision} />}
      {!isBring && (!isDifference || decision === "arrived") && (
        <ScanBox
          label={say(
            isPutAway || isDifference
              ? "hand.scanOne"
              : isPick
                ? "hand.scanPick"
                : task.kind === "count-tote"
                  ? "hand.scanTote"
                  : "hand.scanGoods",
          )}
          scan={scan}
        />
      )}
      {refusedScan && (
        <p className="hand-why" role="alert">
          {say("hand.otherPlace", refusedScan)}
        </p>
      )}
      {stranger !== undefined && (
        <p className="hand-why" role="alert">
          {say("hand.otherGoods", { code: stranger, sku: task.sku ?? "", place: placeOrTote(task) })}
        </p>
      )}
      <ul className="hand-list">
        {lines.map((line, index) => (
          <CountedLineRow
            key={index}
            line={line}
            task={task}
            change={(what) => setCounted(changed(counted, index, what))}
            type={(text, number) => setCounted((now) => withTyped(now, index, text, number))}
            drop={() => setCounted(without(counted, index))}
          />
        ))}
      </ul>
      {isPutAway && (
        <>
          <ScanBox label={say("hand.scanPlace")} isFirst={false} scan={setPlace} />
          <p className="hand-note" role="status">
            {place === ""
              ? say("hand.placeMeant", { place: task.to ?? "—" })
              : say("hand.placeScanned", { place })}
          </p>
        </>
      )}
      {isBring && (
        <>
          <ScanBox label={say("hand.scanStation")} scan={setPlace} />
          <p className="hand-note" role="status">
            {place === "" ? say("hand.stationMeant", { station: task.station ?? "—" }) : place}
          </p>
        </>
      )}
      {isPick && <NumberField label={say("hand.grams")} text={grams} max={gramsMax} type={setGrams} />}
      {isPictured(task.kind) && <PhotoBox photos={photos} change={setPhotos} />}
      {!isBring && !isDifference && (!isPutAway || left > 0) && (
        <label className="hand-check">
          <input
            type="checkbox"
            checked={isComplete}
            onChange={(event) => setComplete(event.currentTarget.checked)}
          />
          {isPutAway ? say("act.field.nowhere", { units: left }) : say("act.field.complete")}
        </label>
      )}
      {decided !== undefined && (
        <label className="hand-check">
          <input
            type="checkbox"
            checked={isBesides}
            onChange={(event) => setBesides(event.currentTarget.checked)}
          />
          {say("act.field.besides", { n: decided })}
        </label>
      )}
      {task.kind === "inspect" && <FitnessHelp task={task} />}
      {lacking !== undefined && (
        <p className="hand-note" role="status">
          {say(`hand.lacking.${lacking}`, { sku: task.sku ?? "", units: task.quantity ?? 0 })}
        </p>
      )}
      {!isPlaceScanned && (
        <p className="hand-note">{say("hand.placeNeeded", { place: placeOrTote(task) })}</p>
      )}
      {isWarned && (
        <p className="hand-why" role="alert">
          {say("hand.nothingThere", { place: placeOrTote(task) })}
        </p>
      )}
      <div className="hand-buttons">
        {isPutAway && !isBegun && (
          <button
            type="button"
            className="hand-button"
            disabled={name.trim() === ""}
            onClick={once(() => {
              setBegun(true);
              void give({ found: [], complete: false, begun: true });
            })}
          >
            {say("hand.begin")}
          </button>
        )}
        <button
          type="button"
          className="hand-button hand-button-main"
          disabled={!isReady}
          onClick={once(() => {
            if (findsNothing(task, counted) && !isWarned) return setWarned(true);
            void give({
              found: isDifference && decision !== "arrived" ? [] : foundOf(counted, task.kind),
              complete: isComplete && (!isPutAway || left > 0),
              ...placeOf(task, { place, isThere }),
              ...(isPick && weighed !== undefined ? { grams: weighed } : {}),
              ...(isPutAway ? { place } : {}),
              ...(decision === undefined ? {} : { decision }),
              ...(decided !== undefined && isBesides ? { besides: decided } : {}),
              ...(photos.length > 0 ? { photos } : {}),
            });
          })}
        >
          {say(isWarned ? "hand.giveNothing" : "hand.give")}
        </button>
        <button type="button" className="hand-button" onClick={close}>
          {say("command.cancel")}
        </button>
      </div>
    </section>
  );
}

/** Units that are there after all are counted; nothing else is. */
const isDecided = (decision: DifferenceDecision | undefined, lines: readonly CountedLine[]): boolean =>
  decision !== undefined && (decision !== "arrived" || lines.some(({ units }) => units > 0));

const placeOrTote = ({ location, tote, station }: TaskRow): string => tote ?? location ?? station ?? "";

/** Where goods were put or a tote was brought, as it was scanned; where they were taken from, when that was. */
function placeOf(
  { kind, location, tote }: TaskRow,
  { place, isThere }: { readonly place: string; readonly isThere: boolean },
): { readonly place?: string } {
  if (kind === "put-away" || kind === "bring") return place === "" ? {} : { place };
  const counted = kind === "count-tote" ? tote : kind === "pick" || kind === "count-bin" ? location : null;
  return isThere && counted !== null ? { place: counted } : {};
}
