/** The parcels of the tote on the bench, each with its place and light, and what goes into the one that is packed now. */
import type { PackedUnits, ParcelAtBench, WorkAtBench } from "@floorplane/contracts/packing";
import { useState } from "react";
import { once } from "../hand/once.ts";
import { useWordOf, useWords } from "../words/words.ts";
import type { Deed } from "./desk-link.ts";

/** Colours repeat after so many; their numbers do not. */
const lights = 6;

export function ParcelStrip({
  parcels,
  now,
}: {
  readonly parcels: readonly ParcelAtBench[];
  readonly now: number;
}) {
  const say = useWords();
  const wordOf = useWordOf();
  return (
    <ol className="packing-strip" aria-label={say("packing.parcels")}>
      {parcels.map(({ sscc, isClosed, carton, label }, place) => (
        <li
          key={sscc}
          className={`packing-place packing-light-${(place % lights) + 1}${place === now ? " packing-now" : ""}`}
          aria-current={place === now ? "step" : undefined}
        >
          <strong>{place + 1}</strong>
          <span>{carton ?? say("packing.anyCarton")}</span>
          <span>
            {isClosed
              ? `✓ ${(label && wordOf(`packing.label.${label.state}`)) ?? say("packing.closed")}`
              : say(place === now ? "packing.now" : "packing.later")}
          </span>
        </li>
      ))}
    </ol>
  );
}

interface ParcelProps {
  readonly parcel: ParcelAtBench;
  readonly number: number;
  readonly of: number;
  readonly give: ((deed: Deed) => void) | undefined;
}

export function ParcelOnBench({ parcel, number, of, give }: ParcelProps) {
  const say = useWords();
  return (
    <section aria-label={say("packing.parcel", { number, of })}>
      <h3>
        {say("packing.parcel", { number, of })} · {parcel.carton ?? say("packing.anyCarton")}
      </h3>
      <ul className="hand-list">
        {parcel.units.map((units) => (
          <UnitsLine key={units.sku} units={units} give={give} />
        ))}
      </ul>
    </section>
  );
}

function UnitsLine({
  units,
  give,
}: {
  readonly units: PackedUnits;
  readonly give: ((deed: Deed) => void) | undefined;
}) {
  const say = useWords();
  const { sku, name, labelText, planned, packed, missing, damaged } = units;
  const left = planned - packed - missing - damaged;
  return (
    <li className={left === 0 ? "hand-line packing-line packing-line-done" : "hand-line packing-line"}>
      <div>
        <strong>{name}</strong>
        <span className="dim packing-sku">
          {sku}
          {labelText !== null && ` · ${labelText}`}
        </span>
        {damaged > 0 && <span className="packing-lack">{say("packing.damaged", { n: damaged })}</span>}
      </div>
      <output className="packing-count" aria-label={say("packing.count", { packed, planned })}>
        {packed}
        <span className="dim"> / {planned}</span>
        {left === 0 && <span aria-hidden="true"> ✓</span>}
      </output>
      {missing > 0 && (
        <p className="packing-lacking packing-gone">
          <strong className="packing-lack">{say("packing.missing", { n: missing })}</strong>
          {give && (
            <button
              type="button"
              className="hand-button"
              aria-label={say("packing.sayThere", { sku })}
              onClick={once(() => give({ do: "not-missing", sku }))}
            >
              {say("packing.isThere")}
            </button>
          )}
        </p>
      )}
      {give && <SayLacking sku={sku} left={left} canSay={left > 0 || packed > 0} give={give} />}
    </li>
  );
}

interface SayProps {
  readonly sku: string;
  readonly left: number;
  readonly canSay: boolean;
  readonly give: (deed: Deed) => void;
}

/** One press is one unit; where several are open, whether it is one or all is asked. */
function SayLacking({ sku, left, canSay, give }: SayProps) {
  const say = useWords();
  const [isAsking, setAsking] = useState(false);
  const missing = (units: number): void => {
    setAsking(false);
    give({ do: "missing", sku, ...(units > 1 ? { units } : {}) });
  };
  return (
    <div className="packing-lacking">
      <button
        type="button"
        className="hand-button"
        disabled={!canSay}
        aria-label={say("packing.sayMissing", { sku })}
        onClick={once(() => (left > 1 ? setAsking(true) : missing(1)))}
      >
        {say("packing.isMissing")}
      </button>
      <button
        type="button"
        className="hand-button"
        disabled={!canSay}
        aria-label={say("packing.sayDamaged", { sku })}
        onClick={once(() => give({ do: "damaged", sku }))}
      >
        {say("packing.isDamaged")}
      </button>
      {isAsking && left > 1 && (
        <fieldset className="packing-lacking packing-how-many">
          <legend>{say("packing.howMany", { sku })}</legend>
          <button type="button" className="hand-button" onClick={once(() => missing(1))}>
            {say("packing.one")}
          </button>
          <button type="button" className="hand-button" onClick={once(() => missing(left))}>
            {say("packing.all", { n: left })}
          </button>
          <button type="button" className="hand-button" onClick={once(() => setAsking(false))}>
            {say("command.cancel")}
          </button>
        </fieldset>
      )}
    </div>
  );
}

/** What the order says to whoever packs it: notes, dangerous goods, papers for customs. */
export function SaysOfOrder({ says, isForPallet }: Pick<WorkAtBench, "says" | "isForPallet">) {
  const say = useWords();
  const { notes, hazmat = [], customs = {}, service } = says;
  const papers = Object.entries(customs);
  const isSilent = notes === undefined && hazmat.length === 0 && papers.length === 0 && service === undefined;
  if (isSilent && !isForPallet) return null;
  return (
    <ul className="packing-says" aria-label={say("packing.says")}>
      {hazmat.map(({ unNumber, class: hazard, packingGroup, note }) => (
        <li key={unNumber} className="packing-hazmat">
          <span aria-hidden="true">⚠ </span>
          {say("packing.hazmat", {
            what: [unNumber, hazard, packingGroup, note].filter((part) => part !== undefined).join(" · "),
          })}
        </li>
      ))}
      {isForPallet && <li>{say("packing.forPallet")}</li>}
      {service !== undefined && <li>{say("packing.service", { service })}</li>}
      {papers.length > 0 && (
        <li>
          {say("packing.customs", {
            what: papers.map(([key, value]) => `${key}: ${String(value)}`).join(", "),
          })}
        </li>
      )}
      {notes !== undefined && <li>{say("packing.notes", { notes })}</li>}
    </ul>
  );
}
