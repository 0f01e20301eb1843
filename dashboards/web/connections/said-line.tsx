/** Who asks for what was pressed, and why; then what came of it. */
import { Button } from "@mantine/core";
import { useState } from "react";
import { useOperator } from "../floor/acts/operator.ts";
import { isSaid, NameField, ReasonField } from "../floor/acts/who-and-why.tsx";
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

function WishForm({ wish, drop }: { readonly wish: Wish; readonly drop: () => void }) {
  const say = useWords();
  const operator = useOperator();
  const { name } = operator;
  const [reason, setReason] = useState("");
  const isReady = isSaid(reason, name);
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
      <ReasonField reason={reason} setReason={setReason} />
      <NameField {...operator} />
      <div className="act-buttons">
        <Button type="submit" variant="filled" size="sm" disabled={!isReady}>
          {wish.name}
        </Button>
        <Button variant="subtle" size="sm" onClick={drop}>
          {say("command.cancel")}
        </Button>
      </div>
    </form>
  );
}
