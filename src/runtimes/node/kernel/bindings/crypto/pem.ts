/** Privacy-enhanced mail: keys as text (RFC 7468, RFC 1421 for encryption). */
import { BASE64, decodeText, encodeText, HEX, LATIN1 } from '../../text-encodings.ts';

export interface PemBlock {
  readonly label: string;
  readonly bytes: Uint8Array;
  /** How the bytes are encrypted, when the file says so itself. */
  readonly encryption?: { readonly cipher: string; readonly iv: Uint8Array } | undefined;
}

export function readPem(bytes: Uint8Array): PemBlock[] {
  const text = decodeText(bytes, LATIN1);
  const blocks = text.matchAll(/-----BEGIN ([^-\r\n]+)-----\r?\n([\s\S]*?)-----END \1-----/g);
  return [...blocks].map(([, label = '', body = '']) => {
    const [, cipher, iv] = /DEK-Info: ([\w-]+),([0-9A-Fa-f]+)/.exec(body) ?? [];
    const encryption = cipher && iv ? { cipher, iv: encodeText(iv, HEX) } : undefined;
    const content = encryption ? body.slice(body.search(/\r?\n\r?\n/)) : body;
    return { label, bytes: encodeText(content.replaceAll(/\s/g, ''), BASE64), encryption };
  });
}

export function writePem(block: PemBlock): string {
  const lines = decodeText(block.bytes, BASE64).match(/.{1,64}/g) ?? [];
  const header = block.encryption
    ? `Proc-Type: 4,ENCRYPTED\nDEK-Info: ${block.encryption.cipher.toUpperCase()},${decodeText(block.encryption.iv, HEX).toUpperCase()}\n\n`
    : '';
  return `-----BEGIN ${block.label}-----\n${header}${lines.join('\n')}\n-----END ${block.label}-----\n`;
}
