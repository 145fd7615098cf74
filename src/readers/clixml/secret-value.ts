import { ExtendedValue } from '../values.js';

/**
 * That a secret stands here (`SS`, a SecureString). It holds no text on purpose: on Windows the source has ciphertext
 * that one user on one computer can decrypt, on other systems the secret itself in hexadecimal (certainty: documented).
 */
export class SecretValue extends ExtendedValue {
  constructor() {
    super({ $secureString: true });
  }
}
