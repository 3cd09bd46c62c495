import { randomBytes } from "node:crypto";

/**
 * bcrypt (Provos and Mazières, "A Future-Adaptable Password Scheme", USENIX 1999), version 2a: `RandomPassword.bcryptHash`.
 * Node.js has none, and one output is no reason for a dependency.
 */
const COST = 10;
const ROUNDS = 16;
const ALPHABET = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const MAGIC = "OrpheanBeholderScryDoubt";

interface State {
  readonly p: Int32Array;
  readonly s: Int32Array;
}

/**
 * @param password at most 72 bytes count, as bcrypt defines it.
 * @param salt 16 bytes; default: random.
 * @returns for example `$2a$10$` and 53 characters.
 */
export function bcryptHash(password: string, salt: Buffer = randomBytes(16), cost = COST): string {
  const key = Buffer.concat([Buffer.from(password), Buffer.of(0)]).subarray(0, 72);
  const state: State = { p: new Int32Array(initial.p), s: new Int32Array(initial.s) };
  expand(state, key, salt);
  for (let round = 0; round < 2 ** cost; round += 1) {
    expand(state, key);
    expand(state, salt);
  }
  const words = Int32Array.from({ length: 6 }, (_, index) =>
    Buffer.from(MAGIC).readInt32BE(index * 4),
  );
  for (let round = 0; round < 64; round += 1) {
    for (let index = 0; index < words.length; index += 2) encipher(state, words, index);
  }
  const digest = Buffer.alloc(24);
  words.forEach((word, index) => digest.writeInt32BE(word, index * 4));
  return `$2a$${String(cost).padStart(2, "0")}$${encode(salt)}${encode(digest.subarray(0, 23))}`;
}

/** Blowfish's key schedule, with a salt stirred in. */
function expand({ p, s }: State, key: Buffer, salt?: Buffer): void {
  for (let index = 0; index < p.length; index += 1) p[index] = (p[index] ?? 0) ^ word(key, index);
  const block = new Int32Array(2);
  let taken = 0;
  for (const table of [p, s]) {
    for (let index = 0; index < table.length; index += 2) {
      if (salt !== undefined) {
        block[0] = (block[0] ?? 0) ^ word(salt, taken);
        block[1] = (block[1] ?? 0) ^ word(salt, taken + 1);
        taken += 2;
      }
      encipher({ p, s }, block, 0);
      table[index] = block[0] ?? 0;
      table[index + 1] = block[1] ?? 0;
    }
  }
}

/** Four bytes, over and over from the start of a short buffer. */
function word(bytes: Buffer, index: number): number {
  let value = 0;
  for (let offset = index * 4; offset < index * 4 + 4; offset += 1) {
    value = (value << 8) | (bytes[offset % bytes.length] ?? 0);
  }
  return value;
}

function encipher({ p, s }: State, block: Int32Array, at: number): void {
  let left = (block[at] ?? 0) ^ (p[0] ?? 0);
  let right = block[at + 1] ?? 0;
  for (let round = 1; round <= ROUNDS; round += 1) {
    const mixed =
      ((((s[left >>> 24] ?? 0) + (s[256 + ((left >>> 16) & 255)] ?? 0)) ^
        (s[512 + ((left >>> 8) & 255)] ?? 0)) +
        (s[768 + (left & 255)] ?? 0)) |
      0;
    [left, right] = [right ^ mixed ^ (p[round] ?? 0), left];
  }
  block[at] = right ^ (p[ROUNDS + 1] ?? 0);
  block[at + 1] = left;
}

/** Blowfish starts from the digits of pi: 18 words for `p`, 4 × 256 for `s`. */
const initial = ((): State => {
  const digits = fractionOfPi((18 + 4 * 256) * 32);
  const words = Int32Array.from({ length: 18 + 4 * 256 }, (_, index) =>
    Number.parseInt(digits.slice(index * 8, index * 8 + 8), 16),
  );
  return { p: words.subarray(0, 18), s: words.subarray(18) };
})();

/** Hexadecimal digits of pi after the point, by Machin: pi = 16 arctan(1/5) − 4 arctan(1/239). */
function fractionOfPi(bits: number): string {
  const guard = 64n;
  const one = 1n << (BigInt(bits) + guard);
  const arctan = (inverse: bigint): bigint => {
    let sum = 0n;
    let power = one / inverse;
    for (let odd = 1n; power !== 0n; odd += 2n) {
      sum += odd % 4n === 1n ? power / odd : -(power / odd);
      power /= inverse * inverse;
    }
    return sum;
  };
  const pi = (16n * arctan(5n) - 4n * arctan(239n)) >> guard;
  return (pi - (3n << BigInt(bits))).toString(16).padStart(bits / 4, "0");
}

/** bcrypt's own base 64: its alphabet, no padding. */
function encode(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,6}/g) ?? [])
    .map((six) => ALPHABET.charAt(Number.parseInt(six.padEnd(6, "0"), 2)))
    .join("");
}
