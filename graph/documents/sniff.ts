// What a file really is, by its first bytes. Knows signatures, never the file's name.

export type Nature =
  | "pdf"
  | "word document"
  | "encrypted Office file"
  | "zip archive"
  | "HTML page"
  | "XML file"
  | "text"
  | "binary data"
  | (string & { readonly other?: never });

/** Longest stretch from the start of a file that `sniff` looks at, bytes. */
export const SNIFF_BYTES = 8192;

const SIGNATURES: readonly (readonly [string, string])[] = [
  ["\x89PNG\r\n\x1a\n", "PNG image"],
  ["\xff\xd8\xff", "JPEG image"],
  ["GIF8", "GIF image"],
  ["II*\0", "TIFF image"],
  ["MM\0*", "TIFF image"],
  ["PK\x05\x06", "empty zip archive"],
  ["\x1f\x8b", "gzip file"],
  ["BZh", "bzip2 file"],
  ["\xfd7zXZ\0", "xz file"],
  ["7z\xbc\xaf\x27\x1c", "7-zip archive"],
  ["Rar!\x1a\x07", "RAR archive"],
  ["%!PS", "PostScript file"],
  ["{\\rtf", "RTF document"],
  ["AT&TFORM", "DjVu document"],
  ["SQLite format 3\0", "SQLite database"],
  ["\x7fELF", "program"],
  ["\x89HDF\r\n\x1a\n", "HDF5 file"],
];

/** What the bytes are. `head` is the start of the file, at most SNIFF_BYTES of it. */
export function sniff(head: Uint8Array): Nature {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.byteLength, SNIFF_BYTES)).toString("latin1");
  if (bytes.slice(0, 1024).includes("%PDF-")) return "pdf";
  if (bytes.startsWith("PK\x03\x04")) return zipNature(bytes);
  if (bytes.startsWith("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return "OLE file";
  for (const [signature, name] of SIGNATURES) if (bytes.startsWith(signature)) return name;
  if (hasUtf16Mark(head)) return "text";
  if (bytes.includes("\0") || manyControls(bytes)) return "binary data";
  return textNature(bytes);
}

/** Whether the bytes start with the byte-order mark of UTF-16, and which. */
export function hasUtf16Mark(head: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return null;
}

function zipNature(bytes: string): Nature {
  if (bytes.includes("word/") || bytes.includes("[Content_Types].xml")) {
    if (bytes.includes("xl/")) return "Excel workbook";
    if (bytes.includes("ppt/")) return "PowerPoint file";
    return "word document";
  }
  if (bytes.includes("mimetypeapplication/epub+zip")) return "EPUB book";
  if (bytes.includes("mimetypeapplication/vnd.oasis.opendocument")) return "OpenDocument file";
  return "zip archive";
}

function textNature(bytes: string): Nature {
  const start = bytes
    .replace(/^\xef\xbb\xbf/, "")
    .trimStart()
    .slice(0, 512)
    .toLowerCase();
  if (start.startsWith("<!doctype html") || start.startsWith("<html")) return "HTML page";
  if (start.startsWith("<?xml")) return /<html[\s>]|<!doctype html/.test(start) ? "HTML page" : "XML file";
  return "text";
}

/** Text has next to no control characters besides white space and escape. */
function manyControls(bytes: string): boolean {
  let controls = 0;
  for (let at = 0; at < bytes.length; at++) {
    const code = bytes.charCodeAt(at);
    if (code < 9 || (code > 13 && code < 27) || (code > 27 && code < 32)) controls++;
  }
  return controls > bytes.length / 50;
}
