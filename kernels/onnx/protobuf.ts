// The part of the protobuf wire format that ONNX files need: varint, 32-bit float, length-delimited. Writes only.
// https://protobuf.dev/programming-guides/encoding

const UTF8 = new TextEncoder();

/** Grows a message field by field; field numbers are the schema's. */
export class ProtobufWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  /** Wire type 0. Negative numbers take ten bytes, as two's complement. */
  int(field: number, value: number | bigint): this {
    this.#varint(BigInt(field << 3));
    return this.#varint(BigInt.asUintN(64, BigInt(value)));
  }

  /** Wire type 5, little endian. */
  float(field: number, value: number): this {
    this.#varint(BigInt((field << 3) | 5));
    this.#reserve(4);
    new DataView(this.#bytes.buffer).setFloat32(this.#length, value, true);
    this.#length += 4;
    return this;
  }

  /** Wire type 2: text, raw bytes or a nested message. */
  bytes(field: number, value: string | Uint8Array | ProtobufWriter): this {
    const raw = typeof value === "string" ? UTF8.encode(value) : value instanceof ProtobufWriter ? value.finish() : value;
    this.#varint(BigInt((field << 3) | 2));
    this.#varint(BigInt(raw.length));
    this.#reserve(raw.length);
    this.#bytes.set(raw, this.#length);
    this.#length += raw.length;
    return this;
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #varint(value: bigint): this {
    this.#reserve(10);
    let rest = value;
    while (rest > 127n) {
      this.#bytes[this.#length++] = Number(rest & 127n) | 128;
      rest >>= 7n;
    }
    this.#bytes[this.#length++] = Number(rest);
    return this;
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = grown;
  }
}
