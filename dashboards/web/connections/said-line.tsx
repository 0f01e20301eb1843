/** Who asks for what was pressed, and why; then what came of it. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { Field } from "../floor/acts/act-form.tsx";
import { nameLengthMax, useOperator } from "../floor/acts/operator.ts";
import { useWords } from "../words/words.ts";
import type { Asking, Wish } from "./use-ask.ts";

export const SaidLine = ({ asking: { said, wish, drop } }: { readonly asking: Asking }) => (
  <>
    {wish && <WishForm key={wish.name} wish={wish} drop={drop} />}
    <p role="status" className={said && !said.isGood ? "said tone-high" : "said"}>
      {said?.words}
    </p>
  </>
);

/** A sentence, not a report; something was said, not just a key hit. */
const reasonLength = { min: 3, max: 200 };

function WishForm({ wish, drop }: { readonly wish: Wish; readonly drop: () => void }) {
  const say = useWords();
  const { name, setName } = useOperator();
  const [reason, setReason] = useState("");
  const isReady = reason.trim().length >= reasonLength.min && name.trim() !== "";
  return (
    <form
      className="wish"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        drop();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) wish.grant({ by: name.trim(), reason: reason.trim() });
      }}
    >
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
      <Field label={say("command.name")}>
        <input
          value={name}
          maxLength={nameLengthMax}
          autoComplete="name"
          onChange={(event) => setName(event.currentTarget.value)}
        />
      </Field>
      <div className="act-buttons">
        <Button type="submit" size="sm" disabled={!isReady}>
          {wish.name}
        </Button>
        <Button variant="subtle" size="sm" onClick={drop}>
          {say("command.cancel")}
        </Button>
      </div>
    </form>
  );
}
