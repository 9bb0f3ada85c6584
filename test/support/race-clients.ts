import { photo } from './race-scene.ts';
import { fails, type RaceRows, unheardOf } from './race-row.ts';
import { tooMany } from '../e2e/refusals.ts';

const LONG = 'palavra '.repeat(200);

/** Acts of a client, and all that Telegram may answer to the delivery of them. */
export const clientRows: RaceRows = {
  'the client writes': { acts: ({ client, during }) => client.writes(`${during}um`) },
  'the client sends a file': { acts: ({ client, during }) => client.writes(photo(`${during}foto`)) },
  'the client sends an album': {
    acts: ({ desk, id, during }) =>
      desk.sandbox.people.writeAlbum(id, [photo(`${during}a`), photo(`${during}b`)]),
  },
  'the client sends a long caption': {
    acts: ({ client, during }) => client.writes(photo(`${during}${LONG}`)),
  },
  'the client answers with a quote': {
    acts: ({ client, before, during, answered }) =>
      client.writes(`${during}sim`, { replyTo: answered.private, quote: `${before}resposta` }),
  },
  'the client forwards a sticker': {
    acts: ({ client }) =>
      client.writes({ sticker: {} }, { forwardedFrom: { chatId: -1001234, title: 'Loja' } }),
  },
  'the client edits': { acts: ({ client, asked, during }) => client.edits(asked.private, photo(during)) },
  'the client edits a message that cannot be edited any more': {
    acts(scene) {
      const { client, asked, during, desk } = scene;
      const refused = { error_code: 400, description: "Bad Request: message can't be edited" };
      fails(scene, { method: 'editMessageMedia', chatId: desk.sandbox.groupId }, refused);
      fails(scene, { method: 'editMessageCaption', chatId: desk.sandbox.groupId }, refused);
      client.edits(asked.private, photo(`${during}outra`));
    },
  },
  'the client edits a command into words': {
    acts({ client, during }) {
      const command = client.starts();
      client.edits(command, `${during}palavras`);
    },
  },
  'the client reacts': {
    acts: ({ desk, id, answered, random }) =>
      desk.sandbox.people.react(id, id, answered.private, random.pick(['👍', '🔥'])),
  },
  '/start': { acts: ({ client }) => client.starts() },
  '/start with an origin': { acts: ({ client }) => client.starts('site') },
  '/start with a link that nobody made': { acts: ({ client }) => client.starts('d-vendas') },
  '/ajuda of the client': { acts: ({ client }) => client.writes('/ajuda') },
  '/tos of the client': { acts: ({ client }) => client.writes('/tos') },
  'the client blocks the bot': { acts: ({ client }) => client.blocks() },
  'the client comes back': {
    prepares: ({ client }) => client.blocks(),
    acts: ({ client }) => client.unblocks(),
  },
  'the client has a new name': {
    acts({ desk, client, id, name, during }) {
      desk.sandbox.people.rename(id, { firstName: `${name}-novo` });
      client.writes(`${during}nome`);
    },
  },
  'the account of the client is deleted': {
    acts({ desk, id, comments, during }) {
      desk.sandbox.people.deactivate(id);
      comments(`${during}ainda aí`);
    },
  },
  'messages of the client wait for a group under 429': {
    acts(scene) {
      const { client, desk, during } = scene;
      fails(scene, { method: 'sendMessage', chatId: desk.sandbox.groupId }, tooMany(5));
      for (const word of ['um', 'dois', 'três']) client.writes(`${during}${word}`);
    },
  },
  'a message of the client is refused': {
    acts(scene) {
      const { client, desk, during } = scene;
      fails(scene, { method: 'sendMessage', chatId: desk.sandbox.groupId }, unheardOf);
      client.writes(`${during}recusada`);
    },
  },
  'the answer to a relay is lost': {
    acts(scene) {
      const { client, desk, during } = scene;
      fails(scene, { method: 'sendMessage', chatId: desk.sandbox.groupId }, 'drop-after');
      client.writes(`${during}perdida`);
    },
  },
  'a relay fails for a while': {
    acts(scene) {
      const { client, desk, during } = scene;
      const busy = { error_code: 502, description: 'Bad Gateway' };
      fails(scene, { method: 'sendMessage', chatId: desk.sandbox.groupId, times: 2 }, busy);
      client.writes(`${during}de novo`);
    },
  },
  'a relay is slow': {
    acts(scene) {
      const { client, desk, during } = scene;
      fails(scene, { method: 'sendMessage', chatId: desk.sandbox.groupId }, { delayMs: 30 });
      client.writes(`${during}devagar`);
    },
  },
};
