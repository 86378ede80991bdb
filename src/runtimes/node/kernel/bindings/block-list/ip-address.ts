/** IP addresses as numbers, so that ranges and subnets are comparisons. */

/** The number an address stands for and how many bits it has; undefined when the text is no address of that kind. */
export function addressNumber(address: string, family: 4 | 6): bigint | undefined {
  return family === 4 ? ipv4Number(address) : ipv6Number(address);
}

function ipv4Number(address: string): bigint | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((number, part) => (number << 8n) | BigInt(part), 0n);
}

function ipv6Number(address: string): bigint | undefined {
  const [withoutZone = ''] = address.split('%');
  const halves = withoutZone.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map(ipv6Groups);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((number, group) => (number << 16n) | BigInt(`0x${group}`), 0n);
}

/** The groups of one side of `::`; an IPv4 tail becomes two groups. */
function ipv6Groups(text: string): string[] {
  if (text === '') return [];
  const groups = text.split(':');
  const tail = ipv4Number(groups.at(-1) ?? '');
  if (tail === undefined) return groups;
  return [...groups.slice(0, -1), (tail >> 16n).toString(16), (tail & 0xffffn).toString(16)];
}

/** The IPv4 address inside `::ffff:a.b.c.d`, as a number; undefined for any other IPv6 address. */
export function mappedIpv4(number: bigint): bigint | undefined {
  return number >> 32n === 0xffffn ? number & 0xffffffffn : undefined;
}
