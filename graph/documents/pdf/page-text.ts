// The text layer of a PDF: runs of characters with where they stand. pdf.js decodes; nothing is rendered, nothing is fetched.

import { HortusError } from "#kernels/errors.ts";

/** Characters set in one go. Points; x grows to the right, y downwards, y is the baseline. */
export interface Run {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  readonly y: number;
  /** Font size. */
  readonly size: number;
  /** pdf.js's name of the font: says that two runs share one, never which one. */
  readonly font: string;
}

export interface Page {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly Run[];
  /** Text that does not stand upright, as the stamp of a preprint server in the margin. */
  readonly rotated: readonly string[];
}

export interface PdfText {
  readonly pages: readonly Page[];
  /** Strings of the information dictionary and the XMP metadata, by their name there. */
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * @throws `document.encrypted` when a password is needed, `document.corrupt` when it is no readable PDF
 */
export async function readPdfText(bytes: Uint8Array, path: string): Promise<PdfText> {
  const { getDocument, Util } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const loading = getDocument({
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    const pdf = await loading.promise;
    const pages: Page[] = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      const viewport = page.getViewport({ scale: 1 });
      const place = (matrix: readonly number[]): readonly number[] => Util.transform(viewport.transform, matrix as number[]);
      pages.push({ width: viewport.width, height: viewport.height, ...runsOf(items as readonly Item[], place) });
      page.cleanup();
    }
    return { pages, metadata: metadataOf(await pdf.getMetadata()) };
  } catch (thrown) {
    throw refusal(thrown, path);
  } finally {
    await loading.destroy();
  }
}

/** What pdf.js answers for a stretch of text; marked content has no `str`. */
interface Item {
  readonly str?: string;
  readonly width?: number;
  readonly fontName?: string;
  readonly transform?: readonly number[];
}

function runsOf(items: readonly Item[], place: (matrix: readonly number[]) => readonly number[]): Pick<Page, "runs" | "rotated"> {
  const runs: Run[] = [];
  const rotated: string[] = [];
  for (const { str, width, transform, fontName } of items) {
    if (str === undefined || transform === undefined || str.trim() === "") continue;
    const [a = 0, b = 0, c = 0, d = 0, x = 0, y = 0] = place(transform);
    if (Math.abs(b) > Math.abs(a) * 0.2 || a < 0) rotated.push(str);
    else runs.push({ text: str, x, right: x + (width ?? 0), y, size: Math.hypot(c, d), font: fontName ?? "" });
  }
  return { runs, rotated };
}

function metadataOf(found: { readonly info: object; readonly metadata: unknown }): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  for (const [name, value] of Object.entries(found.info)) if (typeof value === "string") metadata.set(name, value);
  const xmp = found.metadata as { readonly getAll?: () => object | null } | null | undefined;
  for (const [name, value] of Object.entries(xmp?.getAll?.() ?? {})) if (typeof value === "string") metadata.set(name, value);
  return metadata;
}

function refusal(thrown: unknown, path: string): unknown {
  const name = thrown instanceof Error ? thrown.name : "";
  if (name === "PasswordException") {
    return new HortusError("document.encrypted", `${path} is protected by a password. Remove it (qpdf --decrypt) and grow again.`);
  }
  if (name === "InvalidPDFException" || name === "FormatError" || name === "UnknownErrorException") {
    return new HortusError("document.corrupt", `${path} is a damaged PDF. Fetch it again, or print it to a new PDF.`, {}, thrown);
  }
  return thrown;
}
