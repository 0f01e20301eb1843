/** What an act needs before it is given: why, who, and what the table of acts names besides. */
import { type Act, type ActField, type ActRule, actRules } from "@floorplane/contracts/acts";
import { priorities } from "@floorplane/contracts/states";
import { Button } from "@mantine/core";
import { useState } from "react";
import type { ScreenCommand } from "../../../gateway/protocol.ts";
import { useLive } from "../../live/context.tsx";
import { useWordOf, useWords } from "../../words/words.ts";
import { useOperator } from "./operator.ts";
import { useSeenWhole } from "./use-seen-whole.ts";
import { Field, isSaid, NameField, ReasonField } from "./who-and-why.tsx";

/** What is typed or chosen in one field; what was found has a form of its own. */
const ofForms = ["found", "complete", "place", "begun", "grams", "decision", "besides", "at"] as const;
type PlainField = Exclude<ActField, (typeof ofForms)[number]>;
const isPlain = (field: ActField): field is PlainField => !(ofForms as readonly ActField[]).includes(field);

export interface ActFormProps {
  readonly act: Act;
  /** What it is done to. */
  readonly id: string;
  /** One was given, and what becomes of it is not known yet. */
  readonly isBusy: boolean;
  /** A station is typed, whichever it is. */
  readonly isAnyPlace: boolean;
  readonly give: (command: ScreenCommand) => void;
  readonly close: () => void;
}

export function ActForm({ act, id, isBusy, isAnyPlace, give, close }: ActFormProps) {
  const say = useWords();
  const wordOf = useWordOf();
  const rule: ActRule = actRules[act];
  const operator = useOperator();
  const { name } = operator;
  const form = useSeenWhole<HTMLFormElement>();
  const [reason, setReason] = useState("");
  const [more, setMore] = useState<Partial<Record<PlainField, string>>>({});
  const isReady = rule.reason !== "needed" || isSaid(reason, name);
  return (
    <form
      ref={form}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        close();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        give({ type: act, [rule.on]: id, reason, by: name.trim(), ...more });
      }}
    >
      <ReasonField reason={reason} setReason={setReason} />
      {rule.may.filter(isPlain).map((field) => (
        <MoreField
          key={field}
          field={field}
          id={id}
          isAnyPlace={isAnyPlace}
          value={more[field] ?? ""}
          set={(value) => setMore({ ...more, [field]: value })}
        />
      ))}
      <NameField {...operator} />
      {rule.warns && <p className="act-warns">{wordOf(`act.warns.${act}`)}</p>}
      <p className="dim">{say("command.notSafety")}</p>
      <div className="act-buttons">
        <Button type="submit" variant="filled" size="sm" disabled={!isReady || isBusy}>
          {say("act.confirm", { act: say(`act.${act}`), id })}
        </Button>
        <Button variant="subtle" size="sm" onClick={close}>
          {say("command.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface MoreFieldProps {
  readonly field: PlainField;
  readonly id: string;
  readonly isAnyPlace: boolean;
  readonly value: string;
  readonly set: (value: string) => void;
}

function MoreField({ field, id, isAnyPlace, value, set }: MoreFieldProps) {
  const say = useWords();
  const { plan } = useLive();
  const choices =
    field === "to"
      ? plan.robots.filter((robot) => robot !== id)
      : field === "station" && !isAnyPlace
        ? plan.stations.flatMap(({ station, kind }) =>
            kind === "packing" || kind === "check" ? [station] : [],
          )
        : field === "priority"
          ? priorities.filter((one) => one !== "urgent")
          : undefined;
  const wordOf = useWordOf();
  return (
    <Field label={say(`act.field.${field}`)}>
      {choices ? (
        <select value={value} onChange={(event) => set(event.currentTarget.value)}>
          <option value="">{say(`act.field.${field}.none`)}</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {wordOf(`act.field.${field}.${choice}`) ?? choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          value={value}
          maxLength={64}
          placeholder={say(`act.field.${field}.none`)}
          onChange={(event) => set(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
