// The part of citation-js that is used here; the packages carry no types of their own.

declare module "@citation-js/core" {
  /** One entry as CSL-JSON. */
  export interface CslEntry {
    readonly id?: string;
    readonly title?: string;
    readonly abstract?: string;
    readonly author?: readonly { readonly given?: string; readonly family?: string; readonly literal?: string }[];
    readonly issued?: { readonly "date-parts"?: readonly (readonly (number | string)[])[] };
    readonly DOI?: string;
    readonly "container-title"?: string;
  }
  export const plugins: {
    readonly input: { chain(input: string, options: { readonly forceType: string; readonly generateGraph: boolean }): readonly CslEntry[] };
  };
}
declare module "@citation-js/plugin-bibtex" {}
declare module "@citation-js/plugin-ris" {}
