/** The end of a parcel: the carton that it really went into, what the scale says, and closing it. */
import type { ParcelAtBench } from "@floorplane/contracts/packing";
import { useState, useSyncExternalStore } from "react";
import { once } from "../hand/once.ts";
import { useWords } from "../words/words.ts";
import type { Deed, DeskLink } from "./desk-link.ts";

interface ClosingProps {
  readonly parcel: ParcelAtBench;
  readonly cartons: readonly string[];
  readonly give: (deed: Deed) => void;
  readonly desk: DeskLink;
}

export function ClosingParcel({ parcel, cartons, give, desk }: ClosingProps) {
  const say = useWords();
  const last = useSyncExternalStore(desk.said.subscribe, desk.said.get);
  const [grams, setGrams] = useState("");
  const left = parcel.units.reduce(
    (sum, { planned, packed, missing, damaged }) => sum + planned - packed - missing - damaged,
    0,
  );
  const weighed = /^\d{1,7}$/.test(grams.trim()) ? Number(grams) : undefined;
  const isOff = last?.said.word === "weight-off";
  const close = (anyway: boolean): void =>
    give({
      do: "close",
      ...(weighed === undefined || weighed < 1 ? {} : { grams: weighed }),
      ...(anyway ? { anyway } : {}),
    });
  return (
    <form
      className="packing-closing"
      onSubmit={(event) => {
        event.preventDefault();
        close(false);
      }}
    >
      {cartons.length > 0 && (
        <label className="hand-field">
          <span>{say("packing.carton")}</span>
          <select
            value={parcel.carton ?? ""}
            onChange={(event) => give({ do: "carton", code: event.currentTarget.value })}
          >
            {parcel.carton === null && <option value="">{say("packing.anyCarton")}</option>}
            {cartons.map((carton) => (
              <option key={carton} value={carton}>
                {carton}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="hand-field">
        <span>
          {parcel.grams === null ? say("packing.weigh") : say("packing.weighAbout", { grams: parcel.grams })}
        </span>
        <input
          inputMode="numeric"
          value={grams}
          maxLength={7}
          autoComplete="off"
          onChange={(event) => setGrams(event.currentTarget.value)}
        />
      </label>
      <button type="submit" className="hand-button hand-button-main" disabled={left > 0}>
        {left > 0 ? say("packing.left", { n: left }) : say("packing.close")}
      </button>
      {isOff && left === 0 && (
        <button type="button" className="hand-button" onClick={once(() => close(true))}>
          {say("packing.closeAnyway")}
        </button>
      )}
    </form>
  );
}
