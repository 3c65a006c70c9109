// The inner loop of an exact search: one query against rows of bytes, sixteen products at a time, as a WebAssembly module written out here.
// It knows numbers in its own memory only; quantised-rows.ts says what they mean.

/** Bytes multiplied at once: rows are padded to a multiple of it. */
export const LANES = 16;

export interface Int8Scan {
  readonly memory: WebAssembly.Memory;
  /**
   * out[r] = Σᵢ rows[r, i]·query[i] for r < count. All are addresses in `memory`, multiples of 16.
   * @param rows   (count, d) int8, d a multiple of LANES and not 0
   * @param query  (d,) int16
   * @param out    (count,) int32; the sums must fit
   * @param count  at least 1
   */
  readonly scan: (rows: number, query: number, out: number, count: number, d: number) => void;
}

export function int8Scan(): Int8Scan {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleBytes()));
  return exports as unknown as Int8Scan;
}

/** Unsigned LEB128. */
function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}

const vector = (bytes: readonly number[]): number[] => [...leb(bytes.length), ...bytes];
const section = (id: number, bytes: readonly number[]): number[] => [id, ...vector(bytes)];
const name = (text: string): number[] => vector([...new TextEncoder().encode(text)]);

const I32 = 0x7f;
const V128 = 0x7b;
const EMPTY = 0x40;

/** WebAssembly core specification 2.0, appendix "Index of instructions". */
const get = (local: number): number[] => [0x20, local];
const set = (local: number): number[] => [0x21, local];
const constant = (value: number): number[] => [0x41, value];
const ADD = 0x6a;
const SUB = 0x6b;
const LESS_UNSIGNED = 0x49;
const LOOP = [0x03, EMPTY];
const AGAIN_IF = [0x0d, 0];
const END = 0x0b;
const STORE_I32 = [0x36, 2, 0];
const simd = (code: number, ...rest: readonly number[]): number[] => [0xfd, ...leb(code), ...rest];
/** v128.load at an offset. */
const load = (offset: number): number[] => simd(0, 4, offset);
const ZERO = simd(0x0c, ...new Array<number>(16).fill(0));
const LOW_TO_I16 = simd(0x87);
const HIGH_TO_I16 = simd(0x88);
/** Eight products of int16, neighbours added: four int32. */
const DOT_I16 = simd(0xba);
const ADD_I32X4 = simd(0xae);
const lane = (index: number): number[] => simd(0x1b, index);

/** scan(rows, query, out, count, d), with what it keeps beside them. */
const [ROWS, QUERY, OUT, COUNT, D, END_OF_ROW, AT, LOW, HIGH, BYTES] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

function body(): number[] {
  const step = (local: number, by: number): number[] => [...get(local), ...constant(by), ADD, ...set(local)];
  const gather = (sum: number, widen: number[], offset: number): number[] => [
    ...[...get(sum), ...get(BYTES), ...widen, ...get(AT), ...load(offset), ...DOT_I16, ...ADD_I32X4, ...set(sum)],
  ];
  const oneRow = [
    ...[...get(ROWS), ...get(D), ADD, ...set(END_OF_ROW)],
    ...[...get(QUERY), ...set(AT), ...ZERO, ...set(LOW), ...ZERO, ...set(HIGH)],
    ...LOOP,
    ...[...get(ROWS), ...load(0), ...set(BYTES)],
    ...gather(LOW, LOW_TO_I16, 0),
    ...gather(HIGH, HIGH_TO_I16, LANES),
    ...[...step(ROWS, LANES), ...step(AT, 2 * LANES)],
    ...[...get(ROWS), ...get(END_OF_ROW), LESS_UNSIGNED, ...AGAIN_IF, END],
    ...[...get(LOW), ...get(HIGH), ...ADD_I32X4, ...set(LOW)],
  ];
  const lanes = [0, 1, 2, 3].flatMap((index) => [...get(LOW), ...lane(index), ...(index === 0 ? [] : [ADD])]);
  return [
    ...LOOP,
    ...oneRow,
    ...[...get(OUT), ...lanes, ...STORE_I32, ...step(OUT, 4)],
    ...[...get(COUNT), ...constant(1), SUB, 0x22, COUNT, ...AGAIN_IF, END],
    END,
  ];
}

function moduleBytes(): Uint8Array<ArrayBuffer> {
  const locals = [2, 2, I32, 3, V128];
  const type = [0x60, ...vector([I32, I32, I32, I32, I32]), 0];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, ...type]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 0]),
    ...section(7, [2, ...name("memory"), 2, 0, ...name("scan"), 0, 0]),
    ...section(10, [1, ...vector([...locals, ...body()])]),
  ]);
}
