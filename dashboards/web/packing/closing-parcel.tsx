/** The end of a parcel: the carton that it really went into, what the scale says, and closing it. */
import type { ParcelAtBench } from "@floorplane/contracts/packing";
import { NumberField } from "../hand/number-field.tsx";
import { once } from "../hand/once.ts";
import { useWords } from "../words/words.ts";
import type { Deed } from "./desk-link.ts";
import { type Closing, gramsMax } from "./use-closing.ts";

interface ClosingProps {
  readonly parcel: ParcelAtBench;
  readonly cartons: readonly string[];
  readonly give: (deed: Deed) => void;
  readonly closing: Closing;
}

export function ClosingParcel({ parcel, cartons, give, closing }: ClosingProps) {
  const say = useWords();
  const left = parcel.units.reduce(
    (sum, { planned, packed, missing, damaged }) => sum + planned - packed - missing - damaged,
    0,
  );
  const { grams, setGrams, asked, missing, close } = closing;
  return (
    <form
      className="packing-closing"
      onSubmit={(event) => {
        event.preventDefault();
        if (left === 0) close();
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
      <NumberField
        label={
          parcel.grams === null ? say("packing.weigh") : say("packing.weighAbout", { grams: parcel.grams })
        }
        text={grams}
        min={1}
        max={gramsMax}
        type={setGrams}
      />
      <button type="submit" className="hand-button hand-button-main" disabled={left > 0}>
        {left > 0 ? say("packing.left", { n: left }) : say("packing.close")}
      </button>
      {asked === "weight-off" && left === 0 && (
        <button type="button" className="hand-button" onClick={once(() => close({ isWeightRight: true }))}>
          {say("packing.closeAnyway")}
        </button>
      )}
      {asked === "missing-sure" && left === 0 && missing > 0 && (
        <button
          type="button"
          className="hand-button packing-short"
          onClick={once(() => close({ isMissing: true }))}
        >
          {say("packing.closeShort", { n: missing })}
        </button>
      )}
    </form>
  );
}
