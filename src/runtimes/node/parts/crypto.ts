/** `node:crypto`'s binding with its algorithms: large, and few programs need it. */
export { fillCryptoBinding } from '../kernel/bindings/crypto/crypto.ts';
