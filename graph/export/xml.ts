// Text made safe for XML 1.0. No document structure here.

/** What XML 1.0 cannot hold at all, even escaped: control characters and lone surrogates. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
  "\r": "&#13;",
  "\t": "&#9;",
  // Line ends to XML 1.1, and to readers that follow it.
  "\u0085": "&#133;",
  "\u2028": "&#8232;",
};

/** Safe as content and inside double quotes; what XML cannot hold becomes U+FFFD. */
export function xml(text: string): string {
  return text
    .toWellFormed()
    .replace(FORBIDDEN, "\ufffd")
    .replace(/[&<>"\n\r\t\u0085\u2028]/g, (character) => ENTITIES[character]!);
}
