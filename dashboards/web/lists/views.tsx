/** Which of a page's lists is shown. */
interface ViewsProps<View extends string> {
  readonly label: string;
  readonly views: readonly View[];
  readonly chosen: View;
  readonly name: (view: View) => string;
  readonly choose: (view: View) => void;
}

export function Views<View extends string>({ label, views, chosen, name, choose }: ViewsProps<View>) {
  return (
    <nav className="views" aria-label={label}>
      {views.map((one) => (
        <button
          key={one}
          type="button"
          className="view"
          aria-pressed={one === chosen}
          onClick={() => choose(one)}
        >
          {name(one)}
        </button>
      ))}
    </nav>
  );
}
