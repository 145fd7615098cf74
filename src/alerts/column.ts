/** Numbers, one for each of very many things: held as plain numbers, they would take up to eight times the memory. */
type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

const kinds = {
  /** 0 to 255. */
  byte: Uint8Array,
  /** 0 to 65 535. */
  short: Uint16Array,
  /** 0 to 4 294 967 295. */
  word: Uint32Array,
  /** Any number. */
  number: Float64Array,
} as const;

/** A list of numbers that grows; beyond its end stands 0. */
export class Column {
  #values: Numbers;
  length = 0;

  constructor(kind: keyof typeof kinds) {
    this.#values = new kinds[kind](1024);
  }

  push(value: number): void {
    if (this.length === this.#values.length) {
      const grown = new (this.#values.constructor as new (length: number) => Numbers)(this.length * 2);
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }

  set(index: number, value: number): void {
    this.#values[index] = value;
  }
}
