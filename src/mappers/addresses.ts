import { Address6 } from 'ip-address';

/** An IP address or subnet in the one form in which it is typed and compared. */
export interface CanonicalAddress {
  /** `10.1.0.0/16`; a subnet of one address is that address: `10.9.8.7`. */
  readonly text: string;
  readonly isSubnet: boolean;
  /** The text named an address inside the subnet (`10.1.2.3/16`), not the subnet's own. */
  readonly hadHostBits: boolean;
  /** The subnet holds every address of its family. */
  readonly isEverything: boolean;
}

/**
 * Reads an IPv4 or IPv6 address or subnet.
 *
 * @returns null if the text is neither, or names the zone of a link-local address, which means something on one
 *   computer only
 */
export function canonicalAddress(text: string): CanonicalAddress | null {
  const trimmed = text.trim();
  return trimmed.includes(':') ? canonicalIpv6(trimmed) : canonicalIpv4(trimmed);
}

// 0 to 255, without a leading zero, which some programs read as octal.
const octet = '(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const ipv4 = new RegExp(`^${octet}\\.${octet}\\.${octet}\\.${octet}(?:/(\\d{1,2}))?$`);

// Not by the library, which takes too long for tens of thousands of subnets; a test compares the two.
function canonicalIpv4(text: string): CanonicalAddress | null {
  const match = ipv4.exec(text);
  if (match === null) return null;
  const [, first, second, third, fourth, mask = 32] = match;
  const prefix = Number(mask);
  if (prefix > 32) return null;
  const address = ((Number(first) * 256 + Number(second)) * 256 + Number(third)) * 256 + Number(fourth);
  const size = 2 ** (32 - prefix);
  const network = Math.floor(address / size) * size;
  return canonical(dotted(network), prefix, 32, network !== address);
}

function dotted(number: number): string {
  return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
}

function canonicalIpv6(text: string): CanonicalAddress | null {
  const address = parsedIpv6(text);
  if (address === null || address.zone !== '') return null;
  const network = address.startAddress().correctForm();
  return canonical(network, address.subnetMask, 128, address.correctForm() !== network);
}

/** The library tells invalid text by an exception. */
function parsedIpv6(text: string): Address6 | null {
  try {
    return new Address6(text);
  } catch {
    return null;
  }
}

function canonical(network: string, prefix: number, longest: number, hadHostBits: boolean): CanonicalAddress {
  const isSubnet = prefix < longest;
  return {
    text: isSubnet ? `${network}/${prefix}` : network,
    isSubnet,
    hadHostBits,
    isEverything: prefix === 0,
  };
}
