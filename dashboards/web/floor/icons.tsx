/** The few icons of the page, drawn here so that nothing is fetched for them. */
const Icon = ({ d }: { readonly d: string }) => (
  <svg
    viewBox="0 0 24 24"
    width="18"
    height="18"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d={d} />
  </svg>
);

export const CloseIcon = () => <Icon d="M6 6l12 12M18 6 6 18" />;
export const SearchIcon = () => <Icon d="M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM20 20l-4-4" />;
export const PlusIcon = () => <Icon d="M12 5v14M5 12h14" />;
export const MinusIcon = () => <Icon d="M5 12h14" />;
export const FitIcon = () => <Icon d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />;
export const ListIcon = () => <Icon d="M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01" />;
export const HelpIcon = () => <Icon d="M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18h.01" />;
export const MoonIcon = () => <Icon d="M20 14A8 8 0 1 1 10 4a6.5 6.5 0 0 0 10 10z" />;
export const SunIcon = () => (
  <Icon d="M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M5 19l1.4-1.4M17.6 6.4 19 5" />
);
export const ChevronIcon = () => <Icon d="M6 9l6 6 6-6" />;
