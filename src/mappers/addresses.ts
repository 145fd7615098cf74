import { Address4, Address6 } from 'ip-address';

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

function canonicalIpv4(text: string): CanonicalAddress | null {
  const address = parsed(() => new Address4(text));
  if (address === null) return null;
  const [own, network] = [addressNumber(address), networkNumber(address)];
  return canonical(dotted(network), address.subnetMask, 32, own !== network);
}

function canonicalIpv6(text: string): CanonicalAddress | null {
  const address = parsed(() => new Address6(text));
  if (address === null || address.zone !== '') return null;
  const network = address.startAddress().correctForm();
  return canonical(network, address.subnetMask, 128, address.correctForm() !== network);
}

/** The library tells invalid text by an exception. */
function parsed<Address>(parse: () => Address): Address | null {
  try {
    return parse();
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

// By number: the library's own way through BigInt is too slow for tens of thousands of subnets.
function addressNumber({ parsedAddress }: Address4): number {
  return parsedAddress.reduce((number, part) => number * 256 + Number(part), 0);
}

function networkNumber(address: Address4): number {
  const size = 2 ** (32 - address.subnetMask);
  return Math.floor(addressNumber(address) / size) * size;
}

function dotted(number: number): string {
  return [24, 16, 8, 0].map((bits) => (number >>> bits) & 255).join('.');
}
