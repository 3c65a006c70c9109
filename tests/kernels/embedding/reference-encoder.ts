// The obvious BERT encoder: loops over float64, one text at a time. What the ONNX graph is compared with; slow on purpose.
// Devlin et al. (2019), arXiv:1810.04805.

import { readFile } from "node:fs/promises";
import { readSafetensorsHeader } from "#kernels/safetensors/header.ts";

type Matrix = readonly Float64Array[];

/** @returns hidden state of the last layer, (tokens, 384) */
export async function referenceEncoder(path: string, ids: readonly number[]): Promise<Matrix> {
  const header = await readSafetensorsHeader(path);
  const file = await readFile(path);
  const read = (name: string): Float32Array => {
    const { offset, length } = header.get(name)!;
    return new Float32Array(file.buffer.slice(file.byteOffset + offset, file.byteOffset + offset + length));
  };
  const rowOf = (name: string, row: number) => read(name).subarray(row * 384, (row + 1) * 384);
  const [words, places, types] = ["word", "position", "token_type"].map((table) => `embeddings.${table}_embeddings.weight`) as [
    string,
    string,
    string,
  ];
  let x: Matrix = ids.map((id, at) =>
    Float64Array.from(rowOf(words, id), (value, i) => value + rowOf(places, at)[i]! + rowOf(types, 0)[i]!),
  );
  const normal = (name: string, rows: Matrix) => layerNorm(rows, read(`${name}.weight`), read(`${name}.bias`));
  const linear = (name: string, rows: Matrix) => affine(rows, read(`${name}.weight`), read(`${name}.bias`));
  x = normal("embeddings.LayerNorm", x);
  for (let layer = 0; layer < 6; layer++) {
    const name = `encoder.layer.${layer}`;
    const [q, k, v] = ["query", "key", "value"].map((part) => linear(`${name}.attention.self.${part}`, x)) as [Matrix, Matrix, Matrix];
    const mixed = attention(q, k, v);
    x = normal(`${name}.attention.output.LayerNorm`, add(linear(`${name}.attention.output.dense`, mixed), x));
    const wide = linear(`${name}.intermediate.dense`, x).map((row) => row.map(gelu));
    x = normal(`${name}.output.LayerNorm`, add(linear(`${name}.output.dense`, wide), x));
  }
  return x;
}

function affine(x: Matrix, weight: Float32Array, bias: Float32Array): Matrix {
  return x.map((row) => Float64Array.from(bias, (b, out) => row.reduce((sum, value, i) => sum + value * weight[out * row.length + i]!, b)));
}

function layerNorm(x: Matrix, weight: Float32Array, bias: Float32Array): Matrix {
  return x.map((row) => {
    const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
    return row.map((value, i) => ((value - mean) / Math.sqrt(variance + 1e-12)) * weight[i]! + bias[i]!);
  });
}

/** Twelve heads of 32. */
function attention(q: Matrix, k: Matrix, v: Matrix): Matrix {
  return q.map((query) => {
    const out = new Float64Array(384);
    for (let start = 0; start < 384; start += 32) {
      const scores = k.map((key) => {
        let sum = 0;
        for (let i = start; i < start + 32; i++) sum += query[i]! * key[i]!;
        return Math.exp(sum / Math.sqrt(32));
      });
      const total = scores.reduce((sum, score) => sum + score, 0);
      for (let i = start; i < start + 32; i++) out[i] = v.reduce((sum, value, at) => sum + (scores[at]! / total) * value[i]!, 0);
    }
    return out;
  });
}

const add = (x: Matrix, y: Matrix): Matrix => x.map((row, at) => row.map((value, i) => value + y[at]![i]!));

const gelu = (x: number): number => 0.5 * x * (1 + erf(x / Math.SQRT2));

/** erf(x) = 2/√π·e^(−x²)·Σₙ 2ⁿx^(2n+1)/(2n+1)!!: no term cancels another. DLMF 7.6.2. */
function erf(x: number): number {
  if (Math.abs(x) >= 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
