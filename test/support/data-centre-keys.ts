import {
  constants,
  createHash,
  getDiffieHellman,
  generateKeyPairSync,
  type KeyObject,
  privateDecrypt,
  randomBytes,
} from 'node:crypto';
import { AuthKey } from 'telegram/crypto/AuthKey.js';
import { IGE } from 'telegram/crypto/IGE.js';
import { _serverKeys } from 'telegram/crypto/RSA.js';
import { BinaryReader } from 'telegram/extensions/index.js';
import * as bytes from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';

/**
 * The server's half of MTProto's key exchange (core.telegram.org/mtproto/auth_key): a public RSA key, trusted by GramJS in
 * this process, and Diffie-Hellman inside.
 */
type KeyExchange = {
  /** The answer to a plain message. `onKey` gets the key of the last step. */
  answer(request: unknown, onKey: (key: AuthKey) => void): Promise<{ getBytes(): Buffer }>;
};

type Identity = { privateKey: KeyObject; fingerprint: ReturnType<typeof bytes.returnBigInt> };

/** GramJS talks to servers with a known public key only. Generated once per process, because generation takes long. */
let drawn: Identity | undefined;

export function createKeyExchange(): KeyExchange {
  const identity = (drawn ??= drawIdentity());
  const exchange = getDiffieHellman('modp14');
  exchange.generateKeys();
  const serverNonce = bytes.readBigIntFromBuffer(randomBytes(16), false, true);
  let nonce = serverNonce;
  let newNonce = serverNonce;

  async function cipher(): Promise<IGE> {
    const { key, iv } = await bytes.generateKeyDataFromNonce(serverNonce, newNonce);
    return new IGE(key, iv);
  }

  return {
    async answer(request, onKey) {
      if (request instanceof Api.ReqPqMulti) {
        nonce = request.nonce;
        return new Api.ResPQ({
          nonce,
          serverNonce,
          pq: PQ,
          serverPublicKeyFingerprints: [identity.fingerprint],
        });
      }
      if (request instanceof Api.ReqDHParams) {
        const inner = await readObject(unwrap(request.encryptedData, identity.privateKey));
        if (!(inner instanceof Api.PQInnerData)) throw new Error('No PQInnerData came');
        newNonce = inner.newNonce;
        const params = new Api.ServerDHInnerData({
          nonce,
          serverNonce,
          g: exchange.getGenerator()[0] ?? 0,
          dhPrime: exchange.getPrime(),
          gA: exchange.getPublicKey(),
          serverTime: Math.floor(Date.now() / 1000),
        }).getBytes();
        const encryptedAnswer = (await cipher()).encryptIge(Buffer.concat([sha1(params), params]));
        return new Api.ServerDHParamsOk({ nonce, serverNonce, encryptedAnswer });
      }
      if (request instanceof Api.SetClientDHParams) {
        const plain = (await cipher()).decryptIge(request.encryptedData);
        const inner = await readObject(plain.subarray(20));
        if (!(inner instanceof Api.ClientDHInnerData)) throw new Error('No ClientDHInnerData came');
        const key = new AuthKey();
        await key.setKey(withoutLeadingZeros(exchange.computeSecret(inner.gB)));
        onKey(key);
        const newNonceHash1 = await key.calcNewNonceHash(newNonce, 1);
        return new Api.DhGenOk({ nonce, serverNonce, newNonceHash1 });
      }
      throw new Error(`Not a step of the key exchange: ${String(request)}`);
    },
  };
}

/** 1229739323 × 1402015859, for the client to factor. */
const PQ = Buffer.from('17ED48941A08F981', 'hex');

function drawIdentity(): Identity {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicExponent: 65_537,
  });
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  const modulus = Buffer.from(n, 'base64url');
  const exponent = Buffer.from(e, 'base64url');
  const digest = sha1(Buffer.concat([tlBytes(modulus), tlBytes(exponent)]));
  const fingerprint = bytes.readBigIntFromBuffer(digest.subarray(12, 20), true, true);
  _serverKeys.set(fingerprint.toString(), { n: bytes.readBigIntFromBuffer(modulus, false), e: 65_537 });
  return { privateKey, fingerprint };
}

/** RSA_PAD, backwards. */
function unwrap(encrypted: Buffer, key: KeyObject): Buffer {
  const plain = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
  const body = plain.subarray(32);
  const aesKey = bytes.bufferXor(plain.subarray(0, 32), sha256(body));
  const opened = new IGE(aesKey, Buffer.alloc(32)).decryptIge(body);
  const data = Buffer.from(opened.subarray(0, 192)).reverse();
  if (!sha256(aesKey, data).equals(opened.subarray(192, 224))) throw new Error('RSA_PAD: the hash is wrong');
  return data;
}

/** Some of GramJS's objects are read asynchronously. */
export const readObject = async (data: Buffer): Promise<unknown> =>
  (await new BinaryReader(data).tgReadObject()) as unknown;

const sha1 = (data: Buffer): Buffer => createHash('sha1').update(data).digest();

export const sha256 = (...parts: Buffer[]): Buffer =>
  createHash('sha256').update(Buffer.concat(parts)).digest();

/** TL's `bytes`: length first, padded to four. */
function tlBytes(data: Buffer): Buffer {
  const head =
    data.length < 254
      ? Buffer.from([data.length])
      : Buffer.from([254, data.length & 255, (data.length >> 8) & 255, data.length >> 16]);
  const padding = (4 - ((head.length + data.length) % 4)) % 4;
  return Buffer.concat([head, data, Buffer.alloc(padding)]);
}

/** GramJS counts the bytes of the key in the same way. */
function withoutLeadingZeros(data: Buffer): Buffer {
  const start = data.findIndex((byte) => byte !== 0);
  return data.subarray(Math.max(start, 0));
}
