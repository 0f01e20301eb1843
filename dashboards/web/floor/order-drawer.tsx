/** One order: where it stands, how long it has, its lines and totes, and the people's work that holds it up. */
import { offersToOrder } from "@floorplane/contracts/acts";
import { notches, type OrderBrief, type OrderDetail } from "../../gateway/protocol.ts";
import { notchOf } from "../../gateway/ship-by.ts";
import { useLive, useNow } from "../live/context.tsx";
import { useSiteTime } from "../live/site-time.ts";
import { language, useWords } from "../words/words.ts";
import { Acts, OrderActNotes } from "./acts/acts.tsx";
import { Fact, Facts, LookAt } from "./facts.tsx";
import { countdown, dayTime, decimal, span } from "./format.ts";
import { orderWhy } from "./order-text.ts";
import { NotchSign } from "./shapes.tsx";
import { TaskRows } from "./task-rows.tsx";
import { whyText } from "./why-text.ts";

const closed: ReadonlySet<OrderBrief["state"]> = new Set(["shipped", "cancelled", "rejected"]);

export function OrderDrawer({ detail }: { readonly detail: OrderDetail }) {
  const say = useWords();
  const inTime = useSiteTime();
  const now = useNow();
  const { plan } = useLive();
  const { order, totes, tasks } = detail;
  const time = (at: number): string => dayTime(at, plan.timezone, language());
  const units = (n: number): string => decimal(n, 0, language());
  const offered = offersToOrder(order);
  const notch = notchOf(order, now);
  const asked = order.lines.reduce((sum, line) => sum + line.asked, 0);
  const picked = order.lines.reduce((sum, line) => sum + line.picked, 0);
  return (
    <>
      <p className="state-line">
        <strong>{say(`order.state.${order.state}`)}</strong>
      </p>
      {orderWhy(order, say) !== "" && <p className="why">{inTime(orderWhy(order, say))}</p>}
      {!closed.has(order.state) && (
        <p className={`countdown countdown-${notch}`}>
          <NotchSign notch={notch} />
          <span className="countdown-span">{countdown(order.shipBy, now, say)}</span>
          <span className="dim">{notch === notches[0] ? "" : say(`notch.${notch}`)}</span>
        </p>
      )}
      <WaitsFor order={order} time={time} />
      <Facts>
        <Fact name={say("inspector.shipBy")}>{time(order.shipBy)}</Fact>
        <Fact name={say("inspector.received")}>{time(order.receivedAt)}</Fact>
        {order.shippedAt !== null && <Fact name={say("inspector.shipped")}>{time(order.shippedAt)}</Fact>}
        <Fact name={say("inspector.carrier")}>
          {[order.carrier, order.region, order.country].filter((part) => part !== "").join(" · ")}
        </Fact>
        {order.wave && <Fact name={say("inspector.wave")}>{order.wave}</Fact>}
        <Fact name={say("inspector.priority")}>{say(`priority.${order.priority}`)}</Fact>
        {order.held && (
          <Fact name={say("inspector.held")}>
            {say("inspector.heldBy", { by: order.held.by, time: time(order.held.at) })}
          </Fact>
        )}
        <Fact name={say("inspector.allocation")}>{say(`allocation.${order.allocation}`)}</Fact>
      </Facts>
      <h3>{say("inspector.lines")}</h3>
      <p className="dim">{say("inspector.units", { picked, asked })}</p>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say("inspector.column.line")}</th>
            <th scope="col" className="table-words">
              {say("inspector.column.sku")}
            </th>
            <th scope="col">{say("inspector.column.asked")}</th>
            <th scope="col">{say("inspector.column.picked")}</th>
            <th scope="col">{say("inspector.column.shipped")}</th>
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => (
            <tr key={line.line}>
              <td>{line.line}</td>
              <td className="table-words">{line.sku}</td>
              <td>{units(line.asked)}</td>
              <td>{units(line.picked)}</td>
              <td>{units(line.shipped)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{say("inspector.totes")}</h3>
      {totes.length === 0 && (
        <p className="dim">{say(closed.has(order.state) ? "inspector.noTotesAtAll" : "inspector.noTotes")}</p>
      )}
      <ul className="rows">
        {totes.map((tote) => (
          <li key={tote.tote} className="row row-plain">
            <span className="row-what">
              {tote.tote} {say(`tote.state.${tote.state}`)}
              {tote.sscc && ` · ${say("inspector.parcel", { sscc: tote.sscc })}`}
              {tote.pallet &&
                ` · ${say("inspector.onPallet", { sscc: tote.pallet.sscc, state: say(`pallets.state.${tote.pallet.state}`) })}`}
              {tote.rides && ` · ${say("inspector.rides", { box: tote.rides })}`}
            </span>
            <span className="row-note">
              {tote.station ? (
                <LookAt kind="station" id={tote.station} />
              ) : (
                tote.robot && <LookAt kind="robot" id={tote.robot} />
              )}
            </span>
            {tote.why && <span className="tote-why">{whyText(tote.why)}</span>}
          </li>
        ))}
      </ul>
      <TaskRows tasks={tasks} />
      <Course order={order} time={time} />
      <OrderActNotes notes={order.acts ?? []} />
      {offered.length > 0 && <Acts id={order.order} offered={offered} />}
    </>
  );
}

/** When it came to which state, and how long it stood there. */
function Course({
  order: { course, state },
  time,
}: {
  readonly order: OrderDetail["order"];
  readonly time: (at: number) => string;
}) {
  const say = useWords();
  const now = useNow();
  if (course.length === 0) return null;
  return (
    <>
      <h3>{say("inspector.course")}</h3>
      <ol className="course">
        {course.map((step, index) => {
          const next = course[index + 1]?.at ?? (closed.has(state) ? undefined : now);
          return (
            <li key={`${step.state} ${step.at}`} className="course-step">
              <span>{say(`order.state.${step.state}`)}</span>
              <span className="dim">{time(step.at)}</span>
              <span className="course-span">{next === undefined ? "" : span(next - step.at, say)}</span>
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** Goods that a person reads at a glance; the rest is counted. */
const lackingShown = 10;

/** What no place has, when it is expected, and how long it is waited for. */
function WaitsFor({
  order: { lacking, givenUpAt },
  time,
}: {
  readonly order: OrderDetail["order"];
  readonly time: (at: number) => string;
}) {
  const say = useWords();
  if (lacking.length === 0) return null;
  return (
    <>
      <h3>{say("inspector.waitsFor")}</h3>
      <ul className="rows">
        {lacking.slice(0, lackingShown).map(({ sku, units, expectedAt }) => (
          <li key={sku} className="row row-plain">
            <span className="row-what">{say("inspector.unitsOf", { units, sku })}</span>
            <span className="row-note">
              {expectedAt === null
                ? say("inspector.notAnnounced")
                : say("inspector.expected", { time: time(expectedAt) })}
            </span>
          </li>
        ))}
      </ul>
      {lacking.length > lackingShown && (
        <p className="dim">{say("inspector.moreLacking", { n: lacking.length - lackingShown })}</p>
      )}
      {givenUpAt !== null && (
        <p className="dim">{say("inspector.waitedForUntil", { time: time(givenUpAt) })}</p>
      )}
    </>
  );
}
