def sub(p,*pairs):
    s=open(p).read()
    for a,b in pairs:
        assert a in s,(p,a)
        s=s.replace(a,b)
    open(p,'w').write(s)
sub('graph/query/sql-process.ts',
('''  | { readonly error: { readonly code: ErrorCode; readonly message: string; readonly facts: ErrorFacts } };''','''  /** `last`: the process has ended itself, and answers nothing more. */
  | { readonly error: { readonly code: ErrorCode; readonly message: string; readonly facts: ErrorFacts }; readonly last: boolean };'''),
('''function refuse({ code, message, facts }: HortusError, then?: () => void): void {
  answer({ error: { code, message, facts } }, then);
}''','''function refuse({ code, message, facts }: HortusError, then?: () => void): void {
  answer({ error: { code, message, facts }, last: then !== undefined }, then);
}'''))
sub('graph/query/sql-face.ts',
('''    if ("result" in answer) return answer.result;
    throw "error" in answer''','''    if ("result" in answer) return answer.result;
    if ("last" in answer && answer.last) this.#running = null;
    throw "error" in answer'''),
('''      child.channel?.unref();
      work();''','''      child.unref();
      child.channel?.unref();
      work();'''),
('''    child.channel?.ref();
''','''    child.ref();
    child.channel?.ref();
'''))
s=open('graph/query/sql-face.ts').read()
# only clear if same running
s=s.replace('''    this.#running ??= started(this.#file, () => {
      this.#running = null;
    });
    const answer = await (await this.#running).ask(message, signal);''','''    const answer = await (await this.#opened()).ask(message, signal);''')
s=s.replace('''  async #ask(''','''  /** One process for as long as it lives. */
  #opened(): Promise<Running> {
    if (this.#running !== null) return this.#running;
    const running: Promise<Running> = started(this.#file, () => {
      if (this.#running === running) this.#running = null;
    });
    this.#running = running;
    return running;
  }

  async #ask(''')
open('graph/query/sql-face.ts','w').write(s)
