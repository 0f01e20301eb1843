/** One station: its machine's state, what waits there, and people's work at it. */
import type { StationDetail } from "../../gateway/protocol.ts";
import { useWords } from "../words/words.ts";
import { PlaceActs } from "./acts/acts.tsx";
import { Fact, Facts, LookAt } from "./facts.tsx";
import { unknown } from "./format.ts";
import { LevelSign } from "./shapes.tsx";
import { stationSigns } from "./signs.ts";
import { stationText } from "./station-text.ts";
import { TaskRows } from "./task-rows.tsx";

export function StationDrawer({ detail }: { readonly detail: StationDetail }) {
  const say = useWords();
  const { station, machine, waiting, place, totes, tasks } = detail;
  const level = stationSigns([station], machine ? [machine] : [], place ? [place] : [])[0]?.level ?? "good";
  return (
    <>
      <p className="state-line">
        {level !== "good" && <LevelSign level={level} />}
        <strong>{stationText(station, machine ?? undefined, say)}</strong>
        {place?.state === "closed" && <strong>{say("station.closed")}</strong>}
      </p>
      <Facts>
        <Fact name={say("inspector.kind")}>{say(`station.kind.${station.kind}`)}</Fact>
        {station.machine && (
          <Fact name={say("inspector.state")}>
            {machine ? say(`station.state.${machine.state}`) : unknown}
          </Fact>
        )}
        {machine && <Fact name={say("inspector.link")}>{say(`station.link.${machine.link}`)}</Fact>}
        {machine && <Fact name={say("inspector.queue")}>{machine.queue}</Fact>}
        {!machine && waiting !== null && <Fact name={say("inspector.queue")}>{waiting}</Fact>}
        {machine && <Fact name={say("inspector.job")}>{machine.job ?? unknown}</Fact>}
      </Facts>
      {station.byPerson && (
        <p>
          <a href={`/packing/${encodeURIComponent(station.station)}`}>
            {say("station.packing", { station: station.station })}
          </a>
        </p>
      )}
      {totes.length > 0 && (
        <>
          <h3>{say("inspector.totes")}</h3>
          <ul className="rows">
            {totes.map((tote) => (
              <li key={tote.tote} className="row row-plain">
                <span className="row-what">
                  {tote.tote} {say(`tote.state.${tote.state}`)}
                </span>
                <span className="row-note">{tote.order && <LookAt kind="order" id={tote.order} />}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <TaskRows tasks={tasks} />
      <PlaceActs place={station.station} mark={place} />
    </>
  );
}
