/** The ciphers by their OpenSSL names. */
import { NotImplementedError } from '../../not-implemented.ts';

export type CipherMode =
  | 'ecb'
  | 'cbc'
  | 'ctr'
  | 'cfb'
  | 'cfb8'
  | 'ofb'
  | 'gcm'
  | 'ccm'
  | 'ocb'
  | 'wrap'
  | 'wrap-pad'
  | 'stream';

export interface CipherAlgorithm {
  /** As `crypto.getCipherInfo()` reports it. */
  readonly name: string;
  readonly nid: number;
  readonly mode: CipherMode;
  /** Bytes. */
  readonly keyLength: number;
  readonly ivLength: number;
  readonly blockSize: number | undefined;
  readonly authenticated: boolean;
}

/** Numbers of OpenSSL (obj_mac.h) for keys of 128, 192 and 256 bits. */
const AES_MODES: readonly (readonly [
  mode: CipherMode,
  nids: readonly [number, number, number],
  iv: number,
  block: number,
])[] = [
  ['ecb', [418, 422, 426], 0, 16],
  ['cbc', [419, 423, 427], 16, 16],
  ['ofb', [420, 424, 428], 16, 1],
  ['cfb', [421, 425, 429], 16, 1],
  ['cfb8', [653, 654, 655], 16, 1],
  ['ctr', [904, 905, 906], 16, 1],
  ['gcm', [895, 898, 901], 12, 1],
  ['ccm', [896, 899, 902], 12, 1],
  ['ocb', [958, 959, 960], 12, 16],
  ['wrap', [788, 789, 790], 8, 8],
  ['wrap-pad', [897, 900, 903], 4, 8],
];
const AUTHENTICATED = new Set<CipherMode>(['gcm', 'ccm', 'ocb']);

const BY_NAME = new Map<string, CipherAlgorithm>();
const BY_NID = new Map<number, CipherAlgorithm>();

function add(algorithm: CipherAlgorithm, ...names: readonly string[]): void {
  for (const name of names) BY_NAME.set(name, algorithm);
  BY_NID.set(algorithm.nid, algorithm);
}

for (const [mode, nids, ivLength, blockSize] of AES_MODES) {
  for (const [index, nid] of nids.entries()) {
    const bits = 128 + 64 * index;
    const common = { nid, keyLength: bits / 8, ivLength, blockSize, authenticated: AUTHENTICATED.has(mode) };
    const plain = `aes-${bits}-${mode}`;
    const named = `id-aes${bits}-${mode}`;
    if (mode === 'gcm' || mode === 'ccm') add({ ...common, mode, name: named }, plain, named);
    else if (mode === 'wrap' || mode === 'wrap-pad')
      add({ ...common, mode, name: named }, plain, named, `aes${bits}-${mode}`);
    else if (mode === 'cfb8') add({ ...common, mode, name: plain }, plain);
    else if (mode === 'cbc') add({ ...common, mode, name: plain }, plain, `aes${bits}`);
    else add({ ...common, mode, name: plain }, plain);
  }
}
const chacha = { mode: 'stream', keyLength: 32, blockSize: undefined } as const;
add({ ...chacha, name: 'chacha20-poly1305', nid: 1018, ivLength: 12, authenticated: true }, 'chacha20-poly1305');
add({ ...chacha, name: 'chacha20', nid: 1019, ivLength: 16, authenticated: false }, 'chacha20');

/** Ciphers of OpenSSL that the engine lacks. */
const ABSENT =
  /^(aria|camellia|des|sm4)-?\w*|^des3(-wrap)?$|^(id-)?aes-?(128|192|256)-(cbc-cts|cfb1|gcm-siv|siv|xts|wrap-(inv|pad-inv))$|^id-smime-alg-cms3deswrap$/;

/** As `crypto.getCiphers()` lists them. */
export const CIPHER_NAMES: readonly string[] = [...BY_NAME.keys()].sort();

/** The cipher of that name or number, undefined when OpenSSL has none either. */
export function findCipher(nameOrNid: string | number): CipherAlgorithm | undefined {
  if (typeof nameOrNid === 'number') return BY_NID.get(nameOrNid);
  const name = nameOrNid.toLowerCase();
  const found = BY_NAME.get(name);
  if (!found && ABSENT.test(name)) throw new NotImplementedError(`cipher "${nameOrNid}" in node:crypto`);
  return found;
}
