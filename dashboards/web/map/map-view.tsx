/** The map as a React component: mounts it once, and tells it of selection, signs and theme. What moves never passes through React. */
import type { ClimateDocument } from "@floorplane/contracts/documents";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { BenchMark, PlaceMark, RobotDetail, StationMark, StopBrief } from "../../gateway/protocol.ts";
import { stationSigns, zoneClimates } from "../floor/signs.ts";
import { stationText } from "../floor/station-text.ts";
import { useIsDark } from "../floor/use-is-dark.ts";
import { bodiesOf, useIsTold, useLive, useNow, useSignal, useView } from "../live/context.tsx";
import { useSelection } from "../selection.ts";
import { useWords } from "../words/words.ts";
import { FloorMap, type MapProbe } from "./floor-map.ts";
import type { Sign } from "./overlay.ts";

interface MapViewProps {
  readonly map: RefObject<FloorMap | null>;
  readonly follow: boolean;
  readonly unfollow: () => void;
}

/** Tests and benchmarks ask the map's element what it draws. */
type ProbedElement = HTMLDivElement & { floorProbe?: () => MapProbe };

export default function MapView({ map, follow, unfollow }: MapViewProps) {
  const say = useWords();
  const host = useRef<ProbedElement>(null);
  const { plan, tracks } = useLive();
  const { selected, select } = useSelection();
  const [made, setMade] = useState<FloorMap | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | undefined>();
  // What is thrown outside of React is thrown again inside, where the panel keeps it.
  if (failure) throw failure.error;
  const asks = useRef({ select, unfollow });
  asks.current = { select, unfollow };

  useEffect(() => {
    const element = host.current!;
    let isGone = false;
    let own: FloorMap | undefined;
    void FloorMap.create({
      host: element,
      plan,
      tracks,
      select: (watch) => asks.current.select(watch),
      unfollow: () => asks.current.unfollow(),
      reducedMotion: window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      failed: (error) => setFailure({ error }),
    }).then(
      (created) => {
        if (isGone) {
          created.destroy();
          return;
        }
        own = created;
        map.current = created;
        element.floorProbe = () => created.probe();
        setMade(created);
      },
      (error: unknown) => setFailure({ error }),
    );
    return () => {
      isGone = true;
      own?.destroy();
      map.current = null;
      delete element.floorProbe;
      setMade(null);
    };
  }, [map, plan, tracks]);

  const isDark = useIsDark();
  // The colours are read from the document, which `isDark` stands for.
  useEffect(() => made?.recolour(), [made, isDark]);

  const signs = useSigns();
  useEffect(() => made?.show(signs), [made, signs]);

  const way = useWay();
  useEffect(() => made?.select(selected, way, follow), [made, selected, way, follow]);

  return <div ref={host} className="map" role="img" aria-label={say("map.label")} data-map />;
}

/** Stations with their queues, and sensors that are outside their band or not to be believed. */
function useSigns(): ReadonlyMap<string, Sign> {
  const say = useWords();
  const now = useNow();
  const { plan } = useLive();
  const floor = useView("floor");
  const climate = useView("climate");
  const isFloorTold = useIsTold("floor");
  const isClimateTold = useIsTold("climate");
  const signs = new Map<string, Sign>();
  for (const { station, mark, isClosed, level } of stationSigns(
    plan.stations,
    isFloorTold ? bodiesOf<StationMark>(floor, "station/") : undefined,
    bodiesOf<PlaceMark>(floor, "place/"),
  )) {
    const waiting =
      mark?.queue ?? (floor.get(`bench/${station.station}`) as BenchMark | undefined)?.waiting ?? 0;
    const queue = waiting > 0 ? say("map.queue", { n: waiting }) : "";
    const text =
      level === "good"
        ? queue
        : [stationText(station, mark, say, isClosed), queue].filter((part) => part !== "").join(", ");
    signs.set(station.station, { id: station.station, level, text });
  }
  for (const device of plan.devices) {
    if (device.kind !== "climate" || !isClimateTold) continue;
    const reading = climate.get(device.device) as ClimateDocument | undefined;
    const zone = plan.zones.find((one) => one.zone === device.zone);
    if (!zone) continue;
    // One sensor is judged as a zone of its own: what is said of it here is what its tile says.
    const [own] = zoneClimates([zone], [device], reading ? [reading] : [], now);
    if (own && own.live < own.all)
      signs.set(device.device, { id: device.device, level: "notice", text: say("station.link.silent") });
    else if (own?.temperature.level === "warning")
      signs.set(device.device, { id: device.device, level: "warning", text: `${own.temperature.value} °C` });
    else if (own?.humidity.level === "warning")
      signs.set(device.device, { id: device.device, level: "warning", text: `${own.humidity.value} %` });
  }
  return signs;
}

const nowhere: readonly StopBrief[] = [];

/** The stops before the selected robot. */
function useWay(): readonly StopBrief[] {
  const { client } = useLive();
  const body = useSignal(client.detail)?.body;
  const [way, setWay] = useState<readonly StopBrief[]>(nowhere);
  useEffect(() => {
    const transport = body?.kind === "robot" ? (body as RobotDetail).transport : null;
    setWay(transport ? transport.left.flatMap((index) => transport.stops[index] ?? []) : nowhere);
  }, [body]);
  return way;
}
