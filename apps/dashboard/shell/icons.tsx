// The few icons of the page, drawn in one weight. Decoration only: every one stands beside its word.

import type { View } from "./router.ts";

const PATHS: Readonly<Record<View | "mark", string>> = {
  garden: "M5 6.5a2 2 0 1 0 0-.01M15 4.5a2 2 0 1 0 0-.01M14.5 15.5a2.4 2.4 0 1 0 0-.01M7 6.2l6-1.3M6 8.2l7 5.8M15 6.6l-.4 6.4",
  communities:
    "M6.500 3.500a3 3 0 1 0 .01 0ZM14 8a2.500 2.500 0 1 0 .01 0ZM7.500 13a2.200 2.200 0 1 0 .01 0ZM9 8.500l2.800 1.300M7 9.500l.3 3.500M9.600 14.200l2.800-2.200",
  runs: "M4 4.5h12M4 10h8M4 15.5h10M16 10v.01",
  hypotheses: "M7 15h6M8 17.5h4M10 2.5a5.2 5.2 0 0 0-3 9.4c.6.5 1 1 1 1.6V14h4v-.5c0-.6.4-1.1 1-1.6a5.2 5.2 0 0 0-3-9.4Z",
  judge: "M10 3v14M6 17h8M4 5.5 10 4l6 1.5M4 5.5 2 11.5a2.2 2.2 0 0 0 4 0L4 5.5ZM16 5.5l-2 6a2.2 2.2 0 0 0 4 0l-2-6Z",
  documents: "M5 2.5h7l4 4v11H5zM12 2.5v4h4M7.5 10.5h6M7.5 13.5h6",
  history: "M3.5 10a6.500 6.500 0 1 0 2-4.700M3.500 3v3.200h3.200M10 6v4.200l2.800 1.700",
  export: "M10 3v9M6.5 8.8 10 12.3l3.5-3.5M3.5 13.5v3h13v-3",
  mark: "M10 18.5V8M10 12.5c-4 0-6-2-6-6 4 0 6 2 6 6ZM10 9.5c0-4 2-6.500 6-7.500.6 4.500-2 7.500-6 7.500Z",
};

export function Icon({ name, size = 20 }: { readonly name: View | "mark"; readonly size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
