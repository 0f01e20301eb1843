/** A person's packing station: the tote on the bench, one parcel after the other, each unit scanned. A scanner that types is enough; what is wrong is said in words, in colour and with a tone. */
import { type PackingStation, packingNews } from "@floorplane/contracts/packing";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { useOperator } from "../floor/acts/operator.ts";
import { once } from "../hand/once.ts";
import { ScanBox } from "../hand/scan-box.tsx";
import { hearScansInNumbers, typeIntoScanBox } from "../hand/wedge.ts";
import { WhoAsked, WhoWorks } from "../hand/who-works.tsx";
import type { Signal } from "../live/signal.ts";
import { useWordOf, useWords } from "../words/words.ts";
import { AskAboutLabels, PrinterLine } from "./bench-labels.tsx";
import { ClosingParcel } from "./closing-parcel.tsx";
import { DealingOut, useDealing } from "./dealing-out.tsx";
import { type Deed, DeskLink, screenName } from "./desk-link.ts";
import { ParcelOnBench, ParcelStrip, SaysOfOrder } from "./parcel-on-bench.tsx";
import { sound } from "./tone.ts";
import { type Closing, useClosing } from "./use-closing.ts";
import "../hand/hand.css";
import "./packing.css";

const station = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const desk = new DeskLink(station, screenName());

const useSignal = <Value,>(signal: Signal<Value>): Value =>
  useSyncExternalStore(signal.subscribe, signal.get);

/** Cards with codes at the bench, for hands that leave no glove off. Scanned twice, a card says what it said before. */
const closeCard = "PACK-CLOSE";
/** The yes to the question whether a parcel is to be closed without what is missing. */
const shortCard = "PACK-SHORT";
/** The next scan, or a tap on a line, says of which goods one is so. */
const lackCards = { "PACK-MISSING": "missing", "PACK-DAMAGED": "damaged" } as const;
type Lack = (typeof lackCards)[keyof typeof lackCards];
const lackOf = (card: string): Lack | undefined =>
  Object.hasOwn(lackCards, card) ? lackCards[card as keyof typeof lackCards] : undefined;

export function PackingPage() {
  const say = useWords();
  const state = useSignal(desk.state);
  const link = useSignal(desk.link);
  const noDesk = useSignal(desk.noDesk);
  const { name, setName } = useOperator();
  const [lack, setLack] = useState<Lack>();
  const [isFull, setFull] = useState(false);
  // The goods were scanned, and which unit they are was not: the next scan says it.
  const said = useSignal(desk.said)?.said;
  const awaited = said?.word === "serial-missing" ? String(said.about.sku) : undefined;
  useEffect(() => desk.start(), []);
  useEffect(typeIntoScanBox, []);
  const parcel = state?.work?.parcels.find(({ isClosed }) => !isClosed);
  const by = name.trim();
  const dealing = useDealing(station, by);
  // With a tote open at the bench what is scanned is packed; else what a robot has brought is dealt out.
  const isDealing = dealing.task !== undefined && state !== undefined && state.work === null;
  const give = (deed: Deed): void => setFull(!desk.give(deed, by));
  const closing = useClosing(parcel, desk, give);
  const scan = (code: string): void => {
    const card = code.toUpperCase();
    const isWaiting = state?.waiting.some(({ tote }) => tote.toUpperCase() === card);
    if (isDealing && !isWaiting) {
      dealing.scan(code);
      return;
    }
    setLack(lackOf(card));
    if (lackOf(card)) return;
    if (card === closeCard) closing.close();
    else if (card === shortCard) closing.close({ isMissing: closing.asked === "missing-sure" });
    else {
      const goods = awaited ? { code: awaited, serial: code } : { code };
      // A carton closes a parcel that is full, and its weight goes with it.
      const weight = state?.cartons.includes(code) ? closing.weighed() : {};
      if (weight) give({ do: lack ?? "scan", ...goods, ...weight });
    }
  };
  const ears = useRef({ isKnown: (_code: string): boolean => false, scan });
  ears.current = {
    isKnown: (code) => state !== undefined && knownCodes(state).includes(code.toUpperCase()),
    scan,
  };
  useEffect(() => hearScansInNumbers(() => ears.current), []);
  const isMine = state?.taken?.screen === desk.screen;
  const isOthers = state?.taken !== undefined && state.taken !== null && !isMine;
  return (
    <main className="hand packing">
      <header className={`hand-head hand-${link}`}>
        <div className="hand-title">
          <h1>{say("packing.title", { station })}</h1>
          <a href="/">{say("page.floor")}</a>
        </div>
        <LinkLine isFull={isFull} />
      </header>
      {link === "none" && <p role="alert">{noDesk || say("packing.noSuch", { station })}</p>}
      {link === "none" ? null : by === "" ? (
        <WhoAsked name="" setName={setName} />
      ) : (
        <WhoWorks name={by} change={() => setName("")} />
      )}
      {by !== "" && isOthers && (
        <section className="packing-other" aria-label={say("packing.otherScreen")}>
          <p>{say("packing.others", { by: state.taken!.by })}</p>
          <button type="button" className="hand-button" onClick={once(() => give({ do: "take" }))}>
            {say("packing.take")}
          </button>
        </section>
      )}
      {link !== "none" && <LastWord />}
      {by !== "" && state && !isOthers && (
        <ScanBox
          label={say(isDealing ? "dealing.scan" : lack ? lackWords[lack] : scanWords(state))}
          scan={scan}
        />
      )}
      {lack && (
        <p className="packing-word packing-lacking" role="status">
          {say(lackWords[lack])}
          <button type="button" className="hand-button" onClick={once(() => setLack(undefined))}>
            {say("packing.noLack")}
          </button>
        </p>
      )}
      {by !== "" && !isOthers && <DealingOut dealing={dealing} />}
      {state && <Bench state={state} closing={closing} give={isOthers || by === "" ? undefined : give} />}
    </main>
  );
}

const lackWords = { missing: "packing.scanMissing", damaged: "packing.scanDamaged" } as const;
/** What somebody may scan now, as far as this screen knows it. */
const knownCodes = ({ work, waiting, cartons }: PackingStation): string[] =>
  [
    closeCard,
    shortCard,
    ...Object.keys(lackCards),
    ...cartons,
    ...waiting.map(({ tote }) => tote),
    ...(work?.parcels ?? []).flatMap(({ units }) => units.map(({ sku }) => sku)),
  ].map((code) => code.toUpperCase());
const scanWords = ({ work }: PackingStation) => (work ? "packing.scanUnit" : "packing.scanTote");

function Bench({
  state,
  closing,
  give,
}: {
  readonly state: PackingStation;
  readonly closing: Closing;
  readonly give: ((deed: Deed) => void) | undefined;
}) {
  const say = useWords();
  const { work, waiting } = state;
  const place = work ? work.parcels.findIndex(({ isClosed }) => !isClosed) : -1;
  const parcel = work?.parcels[place];
  return (
    <>
      {work && (
        <section aria-label={say("packing.tote", { tote: work.tote })}>
          <h2>
            {say("packing.tote", { tote: work.tote })}
            {work.order !== null && (
              <span className="dim"> · {say("packing.order", { order: work.order })}</span>
            )}
          </h2>
          <SaysOfOrder says={work.says} isForPallet={work.isForPallet} />
          <ParcelStrip parcels={work.parcels} now={place} />
          {parcel && (
            <>
              <ParcelOnBench parcel={parcel} number={place + 1} of={work.parcels.length} give={give} />
              {give && (
                <ClosingParcel
                  key={parcel.sscc}
                  parcel={parcel}
                  cartons={state.cartons}
                  give={give}
                  closing={closing}
                />
              )}
            </>
          )}
          {give && (
            <button
              type="button"
              className="hand-button packing-back"
              onClick={once(() => give({ do: "put-back" }))}
            >
              {say("packing.putBack")}
            </button>
          )}
        </section>
      )}
      <AskAboutLabels labels={state.unknown} give={give} />
      <PrinterLine printer={state.printer} />
      <section aria-label={say("packing.waiting")}>
        <h2>
          {say("packing.waiting")} <span className="dim">{waiting.length}</span>
        </h2>
        {waiting.length === 0 && <p className="dim">{say("packing.noneWaiting")}</p>}
        <ul className="hand-list">
          {waiting.slice(0, 12).map(({ tote, order, units }) => (
            <li key={`${tote}/${order}`} className="hand-line">
              <strong>{say("packing.tote", { tote })}</strong>
              <span className="dim">
                {order !== null && `${say("packing.order", { order })} · `}
                {say("packing.units", { n: units })}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

/** What became of the last deed. */
function LastWord() {
  const wordOf = useWordOf();
  const say = useWords();
  const last = useSignal(desk.said);
  const isGood = last ? packingNews[last.said.word] : true;
  const number = last?.number;
  useEffect(() => {
    if (number !== undefined) sound(isGood);
  }, [number, isGood]);
  if (!last) return <p className="packing-word packing-none" role="status" />;
  const { word, about } = last.said;
  return (
    <p
      className={isGood ? "packing-word packing-good" : "packing-word packing-bad"}
      role={isGood ? "status" : "alert"}
    >
      <span aria-hidden="true">{isGood ? "✓" : "✕"}</span>{" "}
      {wordOf(`packing.said.${word}`) ? say(`packing.said.${word}`, about) : word}
    </p>
  );
}

function LinkLine({ isFull }: { readonly isFull: boolean }) {
  const say = useWords();
  const link = useSignal(desk.link);
  const unsent = useSignal(desk.unsent);
  const state = useSignal(desk.state);
  return (
    <p role="status" className={link === "away" || isFull ? "hand-unsent" : "dim"}>
      {link === "away"
        ? say("packing.away", { n: unsent })
        : isFull
          ? say("packing.tooFast")
          : say(state || link === "none" ? "packing.live" : "packing.asking")}
    </p>
  );
}
