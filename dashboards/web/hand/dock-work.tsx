/** A label at the dock that was scanned: what it is of, and for a pallet what stands on it. Parcels are put on by scanning them, one after the other. */
import type { DockShown, PalletAct, PalletAtDock, ParcelAtDock } from "@floorplane/contracts/dock";
import { ssccOfScan } from "@floorplane/contracts/sscc";
import { useCallback, useEffect, useState } from "react";
import { type Say, useWords } from "../words/words.ts";
import { doTo, type Heard, lookAt, openPallet } from "./at-dock.ts";
import { ScanBox } from "./scan-box.tsx";

interface DockWorkProps {
  /** Of a label. */
  readonly sscc: string;
  /** Who works here. */
  readonly by: string;
  readonly show: (sscc: string) => void;
  readonly close: () => void;
}

export function DockWork({ sscc, by, show, close }: DockWorkProps) {
  const say = useWords();
  const [shown, setShown] = useState<DockShown>();
  const [note, setNote] = useState("");
  const look = useCallback(async () => {
    const answer = await lookAt(sscc);
    setShown(answer && "body" in answer ? answer.body : undefined);
    if (!answer || "why" in answer) setNote(whyIn(answer, say));
  }, [sscc, say]);
  useEffect(() => {
    setShown(undefined);
    setNote("");
    void look();
  }, [look]);
  const did = async (asked: Promise<Heard<object>>, done: string): Promise<void> => {
    const answer = await asked;
    setNote(answer && "body" in answer ? done : whyIn(answer, say));
    await look();
  };
  return (
    <section className="hand-dock" aria-label={say("hand.dock")}>
      <button type="button" className="hand-button" onClick={close}>
        {say("hand.back")}
      </button>
      <p className="hand-note" role="status">
        {note}
      </p>
      {shown?.kind === "pallet" && (
        <OnPallet
          pallet={shown}
          act={(act, done, more) => did(doTo(sscc, act, { client: shown.client, by, ...more }), done)}
          refuse={setNote}
        />
      )}
      {shown?.kind === "parcel" && (
        <OneParcel
          parcel={shown}
          show={show}
          put={(pallet) =>
            did(
              doTo(pallet, "parcels", { client: shown.client, by, parcels: [sscc] }),
              say("hand.dock.put", { sscc }),
            )
          }
          open={async () => {
            const answer = await openPallet(sscc, { client: shown.client, by });
            if (answer && "body" in answer) show(answer.body.sscc);
            else setNote(whyIn(answer, say));
          }}
        />
      )}
    </section>
  );
}

const whyIn = (answer: Heard<object>, say: Say): string =>
  answer && "why" in answer ? answer.why : say("hand.dock.away");

interface OnPalletProps {
  readonly pallet: PalletAtDock;
  readonly act: (
    act: PalletAct,
    done: string,
    more?: { readonly parcels?: readonly string[]; readonly incomplete?: boolean },
  ) => Promise<void>;
  readonly refuse: (why: string) => void;
}

function OnPallet({ pallet, act, refuse }: OnPalletProps) {
  const say = useWords();
  const { sscc, state, carrier, manifest, consolidation, parcels, apart } = pallet;
  const isOpen = state === "open";
  const button = (word: string, run: () => void) => (
    <button type="button" className="hand-button" onClick={run}>
      {word}
    </button>
  );
  return (
    <>
      <h2>{say("hand.dock.pallet", { sscc })}</h2>
      <p>
        {say(`hand.dock.state.${state}`)}
        {[manifest ?? carrier, consolidation].flatMap((word) => (word === null ? [] : ` · ${word}`))}
      </p>
      {isOpen && (
        <ScanBox
          label={say("hand.dock.scanParcel")}
          scan={(code) => {
            const parcel = ssccOfScan(code);
            if (parcel === undefined) refuse(say("hand.dock.noSscc", { code }));
            else void act("parcels", say("hand.dock.put", { sscc: parcel }), { parcels: [parcel] });
          }}
        />
      )}
      <h3>{say("hand.dock.parcels", { n: parcels.length })}</h3>
      <ul className="hand-list">
        {parcels.map((parcel) => (
          <li key={parcel}>
            {parcel} {apart.includes(parcel) && say("hand.dock.apart")}
            {isOpen &&
              button(
                say("hand.dock.take", { sscc: parcel }),
                () => void act("removal", say("hand.dock.taken", { sscc: parcel }), { parcels: [parcel] }),
              )}
          </li>
        ))}
      </ul>
      {isOpen &&
        parcels.length > 0 &&
        button(say("hand.dock.close"), () => void act("closing", say("hand.dock.closed")))}
      {isOpen &&
        parcels.length > 0 &&
        consolidation !== null &&
        button(
          say("hand.dock.closeIncomplete"),
          () => void act("closing", say("hand.dock.closed"), { incomplete: true }),
        )}
      {(state === "asked" || state === "closed") &&
        button(say("hand.dock.departed"), () => void act("departure", say("hand.dock.left")))}
      {(state === "asked" || state === "closed") &&
        button(say("hand.dock.stays"), () => void act("stay", say("hand.dock.here")))}
      {(isOpen || state === "closed") &&
        button(say("hand.dock.breakUp"), () => void act("break-up", say("hand.dock.brokenUp")))}
    </>
  );
}

interface OneParcelProps {
  readonly parcel: ParcelAtDock;
  readonly show: (sscc: string) => void;
  readonly put: (pallet: string) => Promise<void>;
  readonly open: () => Promise<void>;
}

function OneParcel({ parcel, show, put, open }: OneParcelProps) {
  const say = useWords();
  const { sscc, state, order, carrier, manifest, consolidation, units, pallet } = parcel;
  const words = [order, manifest ?? carrier, consolidation].filter((word) => word !== null);
  return (
    <>
      <h2>{say("hand.dock.parcel", { sscc })}</h2>
      <p>
        {[say(`hand.dock.parcelState.${state}`), say("inventory.unitsOf", { n: units }), ...words].join(
          " · ",
        )}
      </p>
      {pallet !== null && (
        <button type="button" className="hand-button" onClick={() => show(pallet)}>
          {say("hand.dock.onPallet", { sscc: pallet })}
        </button>
      )}
      {state === "packed" && pallet === null && (
        <>
          <ScanBox
            label={say("hand.dock.scanPallet")}
            scan={(code) => void put(ssccOfScan(code) ?? encodeURIComponent(code))}
          />
          <button type="button" className="hand-button" onClick={() => void open()}>
            {say("hand.dock.open")}
          </button>
        </>
      )}
    </>
  );
}
