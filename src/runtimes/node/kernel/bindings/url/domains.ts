/** International domain names, by way of the browser's URL parser. */

/** The ASCII (Punycode) form of a domain; empty when it is not valid. */
export function domainToAscii(NativeUrl: typeof URL, domain: string): string {
  return NativeUrl.canParse(`ws://${domain}`) ? new NativeUrl(`ws://${domain}`).hostname : '';
}

/** The Unicode form of a domain; empty when it is not valid. */
export function domainToUnicode(NativeUrl: typeof URL, domain: string): string {
  const labels = domainToAscii(NativeUrl, domain).split('.');
  return labels.map((label) => (label.startsWith('xn--') ? decodePunycode(label.slice(4)) : label)).join('.');
}

// RFC 3492, section 6.2 with the parameters of section 5.
function decodePunycode(input: string): string {
  const delimiter = input.lastIndexOf('-');
  const points = delimiter > 0 ? [...input.slice(0, delimiter)].map((sign) => sign.codePointAt(0) ?? 0) : [];
  let codePoint = 128;
  let index = 0;
  let bias = 72;
  for (let position = delimiter > 0 ? delimiter + 1 : 0; position < input.length; ) {
    const previous = index;
    let weight = 1;
    for (let k = 36; ; k += 36) {
      const digit = Number.parseInt(input.charAt(position), 36);
      position += 1;
      // Letters count from 0, digits from 26.
      const value = digit < 10 ? digit + 26 : digit - 10;
      index += value * weight;
      const threshold = Math.min(26, Math.max(1, k - bias));
      if (value < threshold) break;
      weight *= 36 - threshold;
    }
    const length = points.length + 1;
    bias = adaptBias(index - previous, length, previous === 0);
    codePoint += Math.floor(index / length);
    index %= length;
    points.splice(index, 0, codePoint);
    index += 1;
  }
  return String.fromCodePoint(...points);
}

function adaptBias(delta: number, length: number, isFirst: boolean): number {
  let scaled = isFirst ? Math.floor(delta / 700) : Math.floor(delta / 2);
  scaled += Math.floor(scaled / length);
  let k = 0;
  for (; scaled > 455; k += 36) scaled = Math.floor(scaled / 35);
  return k + Math.floor((36 * scaled) / (scaled + 38));
}
