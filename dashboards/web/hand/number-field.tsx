/** Where a number is typed. What is none stays there as it was typed, with a word beside it: another number than was meant is never made of it. */
import { useId } from "react";
import { useWords } from "../words/words.ts";
import { wholeNumber } from "./whole-number.ts";

interface NumberFieldProps {
  readonly text: string;
  readonly min?: number;
  readonly max: number;
  /** Shown above it; else its name is only told. */
  readonly label?: string;
  readonly name?: string;
  readonly type: (text: string, number: number | undefined) => void;
}

/** Room for a code that a scanner writes here, so that it is seen whole and refused. */
const textMax = 128;

export function NumberField({ text, min = 0, max, label, name, type }: NumberFieldProps) {
  const say = useWords();
  const id = useId();
  const why = useId();
  const isNone = text.trim() !== "" && wholeNumber(text, { min, max }) === undefined;
  return (
    <div className={label === undefined ? "hand-number" : "hand-number hand-field"}>
      {label !== undefined && <label htmlFor={id}>{label}</label>}
      <input
        id={id}
        inputMode="numeric"
        autoComplete="off"
        maxLength={textMax}
        aria-label={name}
        aria-invalid={isNone}
        aria-describedby={isNone ? why : undefined}
        value={text}
        onChange={(event) => {
          const { value } = event.currentTarget;
          type(value, wholeNumber(value, { min, max }));
        }}
      />
      {isNone && (
        <span id={why} className="hand-why" role="alert">
          {say("hand.noNumber", { text, min, max })}
        </span>
      )}
    </div>
  );
}
