/** One tile a zone: temperature and humidity as a position within their band, how many sensors can be believed, and how old the word is. */
import type { ClimateDocument } from "@floorplane/contracts/documents";
import { bodiesOf, useIsTold, useLive, useNow, useView } from "../live/context.tsx";
import { language, useWords } from "../words/words.ts";
import { lastWordText } from "./climate-text.ts";
import { decimal, span, unknown } from "./format.ts";
import { LevelSign } from "./shapes.tsx";
import { type Band, type Gauged, isOutside, type ZoneClimate, zoneClimates } from "./signs.ts";

export function ClimateTiles() {
  const say = useWords();
  const now = useNow();
  const { plan } = useLive();
  const climate = useView("climate");
  const readings = useIsTold("climate") ? bodiesOf<ClimateDocument>(climate, "") : undefined;
  const zones = zoneClimates(plan.zones, plan.devices, readings, now);
  return (
    <section className="panel climate" aria-label={say("climate.title")}>
      <h2>{say("climate.title")}</h2>
      <ul className="tiles">
        {zones.map((zone) => (
          <li key={zone.zone.zone}>
            <Tile climate={zone} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Tile({ climate, now }: { readonly climate: ZoneClimate; readonly now: number }) {
  const say = useWords();
  const { zone, isTold, temperature, humidity, measuredAt, live, all, level } = climate;
  const isStale = isTold && all > 0 && live === 0;
  return (
    <article className={`tile${isStale ? " tile-stale" : ""} tile-${level}`}>
      <header className="tile-head">
        <h3>{zone.zone}</h3>
        {level !== "good" && <LevelSign level={level} />}
        <span className="tile-age">
          {measuredAt !== null
            ? say("time.age", { span: span(now - measuredAt, say) })
            : temperature.value === null && humidity.value === null
              ? unknown
              : say("climate.undated")}
        </span>
      </header>
      <div className="gauges">
        <Gauge
          what={say("climate.temperature")}
          gauged={temperature}
          band={zone.temperatureC}
          text={(value) => say("climate.celsius", { value: decimal(value, 1, language()) })}
        />
        <Gauge
          what={say("climate.humidity")}
          gauged={humidity}
          band={zone.humidityPercent}
          text={(value) => say("climate.percent", { value: decimal(value, 0, language()) })}
        />
      </div>
      {isTold && (live < all || all === 0) && (
        <p className="tile-note">{all === 0 ? say("climate.none") : say("climate.sensors", { live, all })}</p>
      )}
    </article>
  );
}

interface GaugeProps {
  readonly what: string;
  readonly gauged: Gauged;
  readonly band: Band;
  readonly text: (value: number) => string;
}

/** The band fills the middle half; what lies a band's half outside is at the edge. */
function Gauge({ what, gauged, band, text }: GaugeProps) {
  const say = useWords();
  const now = useNow();
  const { value, measuredAt, isFresh } = gauged;
  const lastWord = value === null || isFresh ? "" : lastWordText(measuredAt, now, say);
  const width = Math.max(1e-6, band.max - band.min);
  const place =
    value === null ? undefined : Math.min(98, Math.max(2, 25 + ((value - band.min) / width) * 50));
  const outside = isOutside(value, band);
  const label = say("climate.band", {
    what,
    value: value === null ? unknown : [text(value), lastWord].filter(Boolean).join(", "),
    min: text(band.min),
    max: text(band.max),
  });
  return (
    <div
      className={`gauge${outside ? " gauge-outside" : ""}${lastWord === "" ? "" : " gauge-old"}`}
      title={lastWord}
    >
      <span className="gauge-bar" role="img" aria-label={label}>
        <span className="gauge-band" />
        {place !== undefined && <span className="gauge-pointer" style={{ left: `${place}%` }} />}
      </span>
      <span className="gauge-value" aria-hidden="true">
        {value === null ? unknown : text(value)}
      </span>
    </div>
  );
}
