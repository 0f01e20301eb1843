/** A person's packing station: the tote on the bench, one parcel after the other, each unit scanned. A scanner that types is enough; what is wrong is said in words, in colour and with a tone. */
import { type PackingStation, packingNews } from "@floorplane/contracts/packing";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useOperator } from "../floor/acts/operator.ts";
import { once } from "../hand/once.ts";
import { ScanBox } from "../hand/scan-box.tsx";
import { WhoAsked, WhoWorks } from "../hand/who-works.tsx";
import type { Signal } from "../live/signal.ts";
import { useWordOf, useWords } from "../words/words.ts";
import { AskAboutLabels, PrinterLine } from "./bench-labels.tsx";
import { ClosingParcel } from "./closing-parcel.tsx";
import { DealingOut, useDealing } from "./dealing-out.tsx";
import { type Deed, DeskLink, screenName } from "./desk-link.ts";
import { ParcelOnBench, ParcelStrip, SaysOfOrder } from "./parcel-on-bench.tsx";
import { sound } from "./tone.ts";
import "../hand/hand.css";
import "./packing.css";

const station = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const desk = new DeskLink(station, screenName());

const useSignal = <Value,>(signal: Signal<Value>): Value =>
  useSyncExternalStore(signal.subscribe, signal.get);

/** What a card with codes at the bench says, for hands that leave no glove off. */
const cards: Readonly<Record<string, Deed>> = {
  "PACK-CLOSE": { do: "close" },
  "PACK-MISSING": { do: "missing" },
};
const damagedCard = "PACK-DAMAGED";

export function PackingPage() {
  const say = useWords();
  const state = useSignal(desk.state);
  const link = useSignal(desk.link);
  const noDesk = useSignal(desk.noDesk);
  const { name, setName } = useOperator();
  const [isDamaged, setDamaged] = useState(false);
  const [isFull, setFull] = useState(false);
  // The goods were scanned, and which unit they are was not: the next scan says it.
  const said = useSignal(desk.said)?.said;
  const awaited = said?.word === "serial-missing" ? String(said.about.sku) : undefined;
  useEffect(() => desk.start(), []);
  useEffect(typeIntoScanBox, []);
  const by = name.trim();
  const dealing = useDealing(station, by);
  // With a tote open at the bench what is scanned is packed; else what a robot has brought is dealt out.
  const isDealing = dealing.task !== undefined && state !== undefined && state.work === null;
  const give = (deed: Deed): void => setFull(!desk.give(deed, by));
  const scan = (code: string): void => {
    const card = code.toUpperCase();
    const isWaiting = state?.waiting.some(({ tote }) => tote.toUpperCase() === card);
    if (isDealing && !isWaiting) dealing.scan(code);
    else if (card === damagedCard) setDamaged(!isDamaged);
    else if (Object.hasOwn(cards, card)) give(cards[card]!);
    else {
      const goods = awaited ? { code: awaited, serial: code } : { code };
      give({ do: isDamaged ? "damaged" : "scan", ...goods });
      setDamaged(false);
    }
  };
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
          label={say(isDealing ? "dealing.scan" : isDamaged ? "packing.scanDamaged" : scanWords(state))}
          scan={scan}
        />
      )}
      {by !== "" && !isOthers && <DealingOut dealing={dealing} />}
      {state && <Bench state={state} give={isOthers || by === "" ? undefined : give} />}
    </main>
  );
}

const scanWords = ({ work }: PackingStation) => (work ? "packing.scanUnit" : "packing.scanTote");

function Bench({
  state,
  give,
}: {
  readonly state: PackingStation;
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
                  desk={desk}
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

/** A scanner types wherever the focus is: what is typed beside a field goes into the scan box. */
function typeIntoScanBox(): () => void {
  const hear = (event: KeyboardEvent): void => {
    const isField = document.activeElement?.matches("input, select, textarea") ?? false;
    if (isField || event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    document.querySelector<HTMLInputElement>(".packing .hand-scan input")?.focus();
  };
  window.addEventListener("keydown", hear);
  return () => window.removeEventListener("keydown", hear);
}
