import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { randomBytes } from 'node:crypto';
import type { AuthKey } from 'telegram/crypto/AuthKey.js';
import { IGE } from 'telegram/crypto/IGE.js';
import { PromisedNetSockets } from 'telegram/extensions/index.js';
import * as bytes from 'telegram/Helpers.js';
import { GZIPPacked, MessageContainer } from 'telegram/tl/core/index.js';
import { Api } from 'telegram/tl/index.js';
import { createKeyExchange, readObject, sha256 } from './data-centre-keys.ts';

/** Answers of a data centre by the request's name in the schema. A thrown `RpcRefusal` becomes an error. */
export type Answers = Record<string, (request: unknown) => unknown>;

export class RpcRefusal extends Error {
  override readonly name = 'RpcRefusal';
  readonly code: number;
  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * A local Telegram data centre with real MTProto 2.0 over TCP ("full" transport): key exchange, encrypted requests,
 * containers, errors (core.telegram.org/mtproto). An unmodified GramJS connects through `networkSocket`.
 */
export async function startDataCentre(answers: Answers) {
  const keys = new Map<string, Buffer>();
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    serve(socket, { keys, answers, asked });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  /** GramJS insists on port 80 of the known address. */
  class LocalSocket extends PromisedNetSockets {
    override connect(): Promise<unknown> {
      return super.connect(port, '127.0.0.1');
    }
  }
  return {
    networkSocket: LocalSocket as typeof PromisedNetSockets,
    /** Names of the requests, in order. */
    asked,
    async [Symbol.asyncDispose](): Promise<void> {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

type Centre = { keys: Map<string, Buffer>; answers: Answers; asked: string[] };

/** A connection: packets are taken in order. */
function serve(socket: Socket, centre: Centre): void {
  let buffer = Buffer.alloc(0);
  let sent = 0;
  let turn = Promise.resolve();
  const send = (data: Buffer): void => {
    const packet = Buffer.concat([int32(data.length + 12), int32(sent), data]);
    sent += 1;
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(bytes.crc32(packet) >>> 0);
    socket.write(Buffer.concat([packet, checksum]));
  };
  const receive = createReceiver(centre, send);
  socket.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    while (buffer.length >= 4 && buffer.length >= buffer.readInt32LE(0)) {
      const length = buffer.readInt32LE(0);
      const packet = Buffer.from(buffer.subarray(8, length - 4));
      buffer = buffer.subarray(length);
      turn = turn.then(() => receive(packet)).catch(() => void socket.destroy());
    }
  });
}

function createReceiver({ keys, answers, asked }: Centre, send: (data: Buffer) => void) {
  const exchange = createKeyExchange();
  const nextMessageId = messageIds();
  let greeted = false;
  let contentSent = 0;

  async function exchangeKeys(packet: Buffer): Promise<void> {
    const remember = (key: AuthKey): void => {
      const data = key.getKey();
      if (data !== undefined && key.keyId !== undefined) {
        keys.set(bytes.readBufferFromBigInt(key.keyId, 8).toString('hex'), data);
      }
    };
    const answer = (await exchange.answer(await readObject(packet.subarray(20)), remember)).getBytes();
    send(Buffer.concat([NO_KEY, nextMessageId(), int32(answer.length), answer]));
  }

  async function handle(request: unknown, id: Buffer, reply: (body: Buffer) => void): Promise<void> {
    if (request instanceof MessageContainer) {
      for (const { obj, msgId } of request['messages']) {
        await handle(await obj, bytes.toSignedLittleBuffer(msgId, 8), reply);
      }
      return;
    }
    if (request instanceof GZIPPacked) {
      await handle(await readObject(request.data), id, reply);
      return;
    }
    if (request instanceof Api.MsgsAck) return;
    if (request instanceof Api.Ping || request instanceof Api.PingDelayDisconnect) {
      const msgId = bytes.readBigIntFromBuffer(id, true, true);
      reply(new Api.Pong({ msgId, pingId: request.pingId }).getBytes());
      return;
    }
    const { name, query } = innermost(request);
    asked.push(name);
    reply(Buffer.concat([RPC_RESULT, id, answerTo(answers, name, query)]));
  }

  return async function receive(packet: Buffer): Promise<void> {
    if (packet.subarray(0, 8).equals(NO_KEY)) {
      await exchangeKeys(packet);
      return;
    }
    const keyId = packet.subarray(0, 8);
    const key = keys.get(keyId.toString('hex'));
    if (key === undefined) {
      send(int32(KEY_NOT_FOUND));
      return;
    }
    const plain = decrypt(key, packet.subarray(8));
    const session = plain.subarray(8, 16);
    const id = plain.subarray(16, 24);
    const reply = (body: Buffer): void => {
      const head = [SALT, session, nextMessageId(), int32(2 * contentSent + 1), int32(body.length)];
      contentSent += 1;
      send(Buffer.concat([keyId, encrypt(key, Buffer.concat([...head, body]))]));
    };
    if (!greeted) {
      greeted = true;
      const firstMsgId = bytes.readBigIntFromBuffer(id, true, true);
      const serverSalt = bytes.readBigIntFromBuffer(SALT, true, true);
      const uniqueId = bytes.returnBigInt(1);
      reply(new Api.NewSessionCreated({ firstMsgId, uniqueId, serverSalt }).getBytes());
    }
    await handle(await readObject(plain.subarray(32, 32 + plain.readInt32LE(28))), id, reply);
  };
}

const NO_KEY = Buffer.alloc(8);
const SALT = Buffer.alloc(8, 7);
const RPC_RESULT = Buffer.from('016d5cf3', 'hex');
const KEY_NOT_FOUND = -404;

function answerTo(answers: Answers, name: string, query: unknown): Buffer {
  try {
    const answer = answers[name];
    if (answer === undefined) throw new RpcRefusal(400, `NO_ANSWER_FOR_${name}`);
    return serialized(answer(query));
  } catch (error) {
    if (!(error instanceof RpcRefusal)) throw error;
    return new Api.RpcError({ errorCode: error.code, errorMessage: error.message }).getBytes();
  }
}

function serialized(value: unknown): Buffer {
  if (Array.isArray(value)) {
    return Buffer.concat([Buffer.from('15c4b51c', 'hex'), int32(value.length), ...value.map(serialized)]);
  }
  return (value as { getBytes(): Buffer }).getBytes();
}

/** A request comes wrapped: `invokeWithLayer(initConnection(…))`. */
function innermost(request: unknown): { name: string; query: unknown } {
  const { query, className } = request as { query?: unknown; className: string };
  return query === undefined ? { name: className, query: request } : innermost(query);
}

/** Message ids grow; a server's answer is 1 modulo 4. */
function messageIds(): () => Buffer {
  let last = 0n;
  return () => {
    const now = (((BigInt(Date.now()) << 32n) / 1000n) & ~3n) | 1n;
    last = now > last ? now : last + 4n;
    const id = Buffer.alloc(8);
    id.writeBigInt64LE(last);
    return id;
  };
}

function int32(value: number): Buffer {
  const data = Buffer.alloc(4);
  data.writeInt32LE(value);
  return data;
}

/** Offset in the key for each direction. */
const FROM_CLIENT = 0;
const FROM_SERVER = 8;

function decrypt(key: Buffer, packet: Buffer): Buffer {
  const messageKey = packet.subarray(0, 16);
  const plain = aes(key, messageKey, FROM_CLIENT).decryptIge(packet.subarray(16));
  if (!sha256(key.subarray(88, 120), plain).subarray(8, 24).equals(messageKey)) {
    throw new Error('The message key is wrong');
  }
  return plain;
}

function encrypt(key: Buffer, plain: Buffer): Buffer {
  const padding = 12 + ((16 - ((plain.length + 12) % 16)) % 16);
  const padded = Buffer.concat([plain, randomBytes(padding)]);
  const messageKey = sha256(key.subarray(96, 128), padded).subarray(8, 24);
  return Buffer.concat([messageKey, aes(key, messageKey, FROM_SERVER).encryptIge(padded)]);
}

function aes(key: Buffer, messageKey: Buffer, x: number): IGE {
  const a = sha256(messageKey, key.subarray(x, x + 36));
  const b = sha256(key.subarray(x + 40, x + 76), messageKey);
  return new IGE(
    Buffer.concat([a.subarray(0, 8), b.subarray(8, 24), a.subarray(24, 32)]),
    Buffer.concat([b.subarray(0, 8), a.subarray(8, 24), b.subarray(24, 32)]),
  );
}
