/** The two fields of every act: why, and who. Both are written down for whoever comes next. */
import type { ReactNode } from "react";
import { useWords } from "../../words/words.ts";
import { nameLengthMax, type Operator } from "./operator.ts";

/** A sentence, not a report; something was said, not just a key hit. */
const reasonLength = { min: 3, max: 200 } as const;

export const isSaid = (reason: string, name: string): boolean =>
  reason.trim().length >= reasonLength.min && name.trim() !== "";

export function Field({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className="field">
      {label}
      {children}
    </label>
  );
}

interface ReasonFieldProps {
  readonly reason: string;
  readonly setReason: (reason: string) => void;
}

export function ReasonField({ reason, setReason }: ReasonFieldProps) {
  const say = useWords();
  return (
    <Field label={say("command.reasonLabel")}>
      <input
        // biome-ignore lint/a11y/noAutofocus: the field appears because its button was pressed
        autoFocus
        value={reason}
        maxLength={reasonLength.max}
        placeholder={say("command.reason")}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </Field>
  );
}

export function NameField({ name, setName }: Operator) {
  const say = useWords();
  return (
    <Field label={say("command.name")}>
      <input
        value={name}
        maxLength={nameLengthMax}
        autoComplete="name"
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </Field>
  );
}
