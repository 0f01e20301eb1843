/** Where a scanner writes: one that types like a keyboard, or the camera where the browser reads codes. */
import { nameLengthMax } from "@floorplane/contracts/client-names";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../words/words.ts";

interface ScanBoxProps {
  readonly label: string;
  readonly scan: (code: string) => void;
  /** The scanner writes here when the page opens. */
  readonly isFirst?: boolean;
}

/** Of the Shape Detection draft; a browser without it has no button for it. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}
declare global {
  interface Window {
    BarcodeDetector?: new () => Detector;
  }
}

export function ScanBox({ label, scan, isFirst = true }: ScanBoxProps) {
  const say = useWords();
  const [text, setText] = useState("");
  const [isLooking, setLooking] = useState(false);
  const hasCamera = window.BarcodeDetector !== undefined && navigator.mediaDevices !== undefined;
  return (
    <form
      className="hand-scan"
      onSubmit={(event) => {
        event.preventDefault();
        const code = text.trim();
        setText("");
        if (code !== "") scan(code);
      }}
    >
      <label className="hand-field">
        <span>{label}</span>
        <input
          // biome-ignore lint/a11y/noAutofocus: a scanner types into whatever has the focus
          autoFocus={isFirst}
          value={text}
          maxLength={nameLengthMax}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </label>
      {hasCamera && (
        <button type="button" className="hand-button" onClick={() => setLooking(!isLooking)}>
          {say(isLooking ? "hand.cameraOff" : "hand.camera")}
        </button>
      )}
      {isLooking && (
        <Camera
          see={(code) => {
            setLooking(false);
            scan(code);
          }}
          failed={() => setLooking(false)}
        />
      )}
    </form>
  );
}

interface CameraProps {
  readonly see: (code: string) => void;
  readonly failed: () => void;
}

const lookEveryMs = 200;

function Camera({ see, failed }: CameraProps) {
  const say = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const heard = useRef({ see, failed });
  heard.current = { see, failed };
  useEffect(() => {
    let stream: MediaStream | undefined;
    let isOver = false;
    const detector = new window.BarcodeDetector!();
    const look = async (): Promise<void> => {
      if (isOver || !video.current) return;
      const [code] = await detector.detect(video.current).catch(() => []);
      if (isOver) return;
      if (code) heard.current.see(code.rawValue);
      else setTimeout(() => void look(), lookEveryMs);
    };
    const begin = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (!video.current) return;
      video.current.srcObject = stream;
      await video.current.play();
      await look();
    };
    begin().catch(() => heard.current.failed());
    return () => {
      isOver = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  return <video ref={video} className="hand-camera" muted playsInline aria-label={say("hand.camera")} />;
}
