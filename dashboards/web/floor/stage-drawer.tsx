/** All orders of one stage, those with the least time first, each with why it stands where somebody has said so. */
import type { StageDetail } from "../../gateway/protocol.ts";
import { notchOf } from "../../gateway/ship-by.ts";
import { useNow } from "../live/context.tsx";
import { useSiteTime } from "../live/site-time.ts";
import { useWords } from "../words/words.ts";
import { LookAt } from "./facts.tsx";
import { countdown } from "./format.ts";
import { orderWhy } from "./order-text.ts";
import { NotchSign } from "./shapes.tsx";

export function StageDrawer({ detail: { orders, count } }: { readonly detail: StageDetail }) {
  const say = useWords();
  const inTime = useSiteTime();
  const now = useNow();
  if (count === 0) return <p className="dim">{say("stage.none")}</p>;
  return (
    <>
      <ul className="rows">
        {orders.map((order) => (
          <li key={order.order} className="stage-order">
            <div className="row row-plain">
              <NotchSign notch={notchOf(order, now)} />
              <span className="row-what">
                <LookAt kind="order" id={order.order} /> {say(`order.state.${order.state}`)}
              </span>
              <span className="row-note">{countdown(order.shipBy, now, say)}</span>
            </div>
            {orderWhy(order, say) !== "" && <p className="dim stage-why">{inTime(orderWhy(order, say))}</p>}
          </li>
        ))}
      </ul>
      {orders.length < count && <p className="dim">{say("stage.more", { n: count - orders.length })}</p>}
    </>
  );
}
