/** Keeps a panel's exception in that panel: the others go on, this one says that it cannot be shown, and the house's log hears why. */
import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { useLive } from "../live/context.tsx";
import { useWords } from "../words/words.ts";

interface PanelBoundaryProps {
  /** What people call the panel. */
  readonly name: string;
  /** `line` where the panel is a row of a list. */
  readonly shape?: "panel" | "line";
  readonly children: ReactNode;
}

export function PanelBoundary({ name, shape = "panel", children }: PanelBoundaryProps) {
  const { client } = useLive();
  return (
    <Boundary
      report={(error) => client.report(name, error)}
      failed={(error, retry) => <Failed name={name} shape={shape} error={error} retry={retry} />}
    >
      {children}
    </Boundary>
  );
}

interface FailedProps {
  readonly name: string;
  readonly shape: "panel" | "line";
  readonly error: unknown;
  readonly retry: () => void;
}

function Failed({ name, shape, error, retry }: FailedProps) {
  const say = useWords();
  return (
    <div className={`panel-failed panel-failed-${shape}`} role="alert">
      <p>
        <strong>{say("panel.failed", { name })}</strong> {say("panel.failedAdvice")}
      </p>
      <p className="dim">{error instanceof Error ? error.message : String(error)}</p>
      <Button size="compact-sm" variant="default" onClick={retry}>
        {say("panel.retry")}
      </Button>
    </div>
  );
}

interface BoundaryProps {
  readonly report: (error: unknown) => void;
  readonly failed: (error: unknown, retry: () => void) => ReactNode;
  readonly children: ReactNode;
}

/** React asks a class for this; nothing else on the page is one. */
class Boundary extends Component<BoundaryProps, { readonly failure: { readonly error: unknown } | null }> {
  override state = { failure: null as { readonly error: unknown } | null };

  static getDerivedStateFromError(error: unknown) {
    return { failure: { error } };
  }

  override componentDidCatch(error: unknown): void {
    this.props.report(error);
  }

  override render(): ReactNode {
    const { failure } = this.state;
    return failure
      ? this.props.failed(failure.error, () => this.setState({ failure: null }))
      : this.props.children;
  }
}
