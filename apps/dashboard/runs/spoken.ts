// What a step said, without the tokens that only a model needs. Pure: text in, text out.

/** Thinking is shown folded above; what is said does not repeat it. The tokens that mark a reflection or a query are the model's, not the reader's. */
export function withoutThinking(text: string): string {
  return text
    .replace(/<(\|?)think(?:ing)?\1>[\s\S]*?(?:<(\|?)\/think(?:ing)?\2>|$)/g, "")
    .replace(/<(\|?)\/?reflect(?:ion)?\1>/g, "")
    .replace(/<\/?(?:intermediate|final)_query>/g, "")
    .trim();
}

/** The thinking's own words, without the tokens that fence its parts. */
export function withoutMarks(thinking: string): string {
  return thinking.replace(/<(\|?)\/?(?:think|thinking|reflect|reflection)\1>/g, "").trim();
}
