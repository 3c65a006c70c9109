// A Markdown report as one self-contained HTML page that prints well. It adds nothing to what the report says.

import { micromark } from "micromark";
import { gfm, gfmHtml } from "micromark-extension-gfm";

const STYLE = `
body { max-width: 46rem; margin: 3rem auto; padding: 0 1.5rem; font: 1.05rem/1.6 Charter, "Source Serif 4", Georgia, serif; color: #1c2923; }
h1, h2, h3 { line-height: 1.25; } h2 { margin-top: 2.4em; } h3 { margin-top: 1.6em; font-size: 1rem; }
blockquote { margin: 0; padding-left: 1rem; border-left: 3px solid #cbc5b4; color: #55625b; }
table { border-collapse: collapse; } td, th { padding: 0.2rem 0.8rem 0.2rem 0; text-align: left; border-bottom: 1px solid #e3ded1; }
code { font-size: 0.88em; }
@media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } }
`;

/** Raw HTML inside the Markdown is shown as text, never run. */
export function reportHtml(markdown: string, title: string): string {
  const body = micromark(markdown, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  return `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${escaped(title)}</title>\n<style>${STYLE}</style>\n</head>\n<body>\n${body}\n</body>\n</html>\n`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
