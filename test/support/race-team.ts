import { tooMany } from '../e2e/refusals.ts';
import { photo, said, takesIn, type Scene } from './race-scene.ts';
import { fails, type RaceRows, unheardOf } from './race-row.ts';

const LONG = 'palavra '.repeat(200);

const edits = ({ desk, bia, answered }: Scene, words: string): void =>
  desk.sandbox.people.editComment(bia, answered.group, words);

const types = (command: string) => ({ acts: ({ comments }: Scene) => comments(command) });

/** Acts of the team in a thread, and all that Telegram may answer to the delivery of them. */
const inThread: RaceRows = {
  'an agent comments': { acts: ({ comments, during }) => comments(`${during}resposta`) },
  'an agent sends a file': { acts: ({ comments, during }) => comments(photo(`${during}foto`)) },
  'an agent sends an album': {
    acts: ({ desk, bia, post, during }) =>
      desk.sandbox.people.commentAlbum(bia, post, [photo(`${during}a`), photo(`${during}b`)]),
  },
  'an agent takes an album back': {
    acts: ({ desk, bia, post, during }) =>
      desk.sandbox.people.commentAlbum(bia, post, [photo(`${during}a`), photo(`# ${during}b`)]),
  },
  'an agent sends a long caption': { acts: ({ comments, during }) => comments(photo(`${during}${LONG}`)) },
  'an agent answers with a quote': {
    acts: ({ comments, before, during, asked }) =>
      comments(`${during}sim`, { replyTo: asked.group, quote: `${before}foto` }),
  },
  'an agent forwards a sticker': {
    acts: ({ comments }) => comments({ sticker: {} }, { forwardedFrom: { chatId: -1001234, title: 'Loja' } }),
  },
  'an agent answers a message of another chat with a sticker': {
    acts({ desk, comments, id }) {
      const { people } = desk.sandbox;
      const owner = people.add({ firstName: 'Dono' });
      const chatId = people.addChannel(owner, 'Loja', `loja${id}`);
      comments(
        { sticker: {} },
        { replyElsewhere: { chatId, messageId: people.publish(owner, chatId, 'Camisa') } },
      );
    },
  },
  'an agent writes a note': { acts: ({ comments, during }) => comments(`# ${during}nota`) },
  'an agent edits': { acts: (scene) => edits(scene, `${scene.during}corrigida`) },
  'an agent edits a comment into a note': { acts: (scene) => edits(scene, `# ${scene.during}só nós`) },
  'an agent edits a comment into a command': { acts: (scene) => edits(scene, '/fim') },
  'an agent reacts': {
    acts: ({ desk, bia, asked, random }) =>
      desk.sandbox.people.react(bia, desk.sandbox.groupId, asked.group, random.pick(['👍', '🔥'])),
  },
  'an outsider comments': {
    acts({ desk, post, during }) {
      const outsider = desk.client('eva').id;
      desk.sandbox.people.setRole(desk.sandbox.groupId, outsider, 'member');
      desk.sandbox.people.comment(outsider, post, `${during}de fora`);
    },
  },
  'an anonymous administrator comments': {
    acts: ({ desk, post, during }) => {
      const { people } = desk.sandbox;
      people.comment(desk.admin('dirce').id, post, `${during}anônima`, { as: 'anonymous' });
    },
  },
};

/** Commands in a thread. */
const typed: RaceRows = {
  '/p': types('/p 3'),
  '/fim': types('/fim'),
  '/fs': types('/fs'),
  '/ban': types('/ban'),
  '/ajuda': types('/ajuda'),
  '/tos': types('/tos'),
  'an unknown command': types('/nada'),
  '/mover': types('/mover vendas'),
  '/mover and back': {
    prepares: ({ comments }) => comments('/mover vendas'),
    acts({ desk, board, id }) {
      const there = board.posts().find(({ text }) => text.includes(String(id)));
      const { channelId } = board;
      if (there !== undefined && there.rootId !== null)
        desk.sandbox.people.comment(board.dora, there.id, '/mover 0', { channelId });
    },
  },
  'a comment in the thread that the client left': {
    prepares: ({ comments }) => comments('/mover vendas'),
    acts: ({ comments, during }) => comments(`${during}no velho`),
  },
  '/buscar': { acts: ({ comments, before }) => comments(`/buscar ${before}`) },
  '/buscar, and the answer waits under 429': {
    acts(scene) {
      fails(scene, { method: 'sendMessage', chatId: scene.bia }, tooMany(5));
      scene.comments(`/buscar ${scene.before}`);
    },
  },
  '/buscar, and the answer is refused': {
    acts(scene) {
      fails(scene, { method: 'sendMessage', chatId: scene.bia }, unheardOf);
      scene.comments(`/buscar ${scene.before}`);
    },
  },
  '/resposta': types('/resposta corrida texto da corrida'),
  '/respostas': types('/respostas'),
  '/remover': types('/remover corrida'),
  '/r': {
    prepares: ({ desk }) => desk.agent('bia').writes('/resposta pressa já vai, {{ contact.name }}'),
    acts: ({ comments }) => comments('/r pressa'),
  },
  '/fila and /buscar in private': {
    acts({ desk, name }) {
      desk.agent('bia').writes('/fila');
      desk.agent('bia').writes(`/buscar ${name}`);
    },
  },
  '/fila in private, and the answer waits under 429': {
    acts(scene) {
      fails(scene, { method: 'sendMessage', chatId: scene.bia }, tooMany(5));
      scene.desk.agent('bia').writes('/fila');
    },
  },
  '/versoes': {
    prepares: ({ client, asked, before }) =>
      client.edits(asked.private, { photo: { bytes: 'outra' }, caption: `${before}outra` }),
    acts: ({ comments, asked }) => comments('/versoes', { replyTo: asked.group }),
  },
};

const delivered: RaceRows = {
  'a comment is refused': {
    acts(scene) {
      fails(scene, { method: 'sendMessage', chatId: scene.id }, unheardOf);
      scene.comments(`${scene.during}recusada`);
    },
  },
  'a comment meets a client who blocked the bot': {
    acts(scene) {
      const blocked = { error_code: 403, description: 'Forbidden: bot was blocked by the user' };
      fails(scene, { method: 'sendMessage', chatId: scene.id }, blocked);
      scene.comments(`${scene.during}bloqueada`);
    },
  },
  'comments wait for a chat under 429': {
    acts(scene) {
      fails(scene, { method: 'sendMessage', chatId: scene.id }, tooMany(5));
      for (const word of ['um', 'dois']) scene.comments(`${scene.during}${word}`);
    },
  },
  'the answer to an answer is lost': {
    acts(scene) {
      fails(scene, { method: 'sendMessage', chatId: scene.id }, 'drop-after');
      scene.comments(`${scene.during}perdida`);
    },
  },
  'a refused comment is edited': {
    prepares(scene) {
      fails(scene, { method: 'sendMessage', chatId: scene.id }, unheardOf);
      scene.comments(`${scene.before}recusada`);
    },
    acts({ desk, bia, post, during }) {
      const comment = desk.sandbox.views.thread(post).findLast(({ from }) => from?.id === bia);
      desk.sandbox.people.editComment(bia, comment?.message_id ?? 0, `${during}outra vez`);
    },
  },
  'an edit of a comment is refused': {
    acts(scene) {
      fails(scene, { method: 'editMessageText', chatId: scene.id }, unheardOf);
      edits(scene, `${scene.during}em vão`);
    },
  },
};

const written = (scene: Scene, text: string) => ({
  number: scene.note.n,
  content: said(text),
  author: { id: scene.bia, name: 'bia' },
});
const rewrites = async (scene: Scene, text: string) =>
  scene.orders({
    kind: 'rewriteToClient',
    from: scene.client.received().at(-1)?.message_id,
    ...written(scene, text),
  });

/** Words of the team from elsewhere. */
const elsewhere: RaceRows = {
  'an agent writes elsewhere': {
    acts: (scene) => scene.orders({ kind: 'writeToClient', ...written(scene, `${scene.during}página`) }),
  },
  'an agent edits words from elsewhere': {
    prepares: (scene) => scene.orders({ kind: 'writeToClient', ...written(scene, `${scene.before}página`) }),
    acts: (scene) => rewrites(scene, `${scene.during}página`),
  },
  'an agent notes elsewhere': {
    acts: ({ orders, bia, during }) =>
      orders({ kind: 'noteInThread', content: said(`${during}nota`), author: { id: bia, name: 'bia' } }),
  },
  'words from elsewhere, a note and an answer share a message': {
    async acts(scene) {
      const { orders, bia, during, client } = scene;
      await orders(
        { kind: 'writeToClient', ...written(scene, `${during}página`) },
        { kind: 'noteInThread', content: said(`${during}nota`), author: { id: bia, name: 'bia' } },
      );
      client.writes(`${during}obrigado`);
    },
  },
};

const press = ({ id, name, asked }: Scene, data: string) => ({
  callback_query: {
    id: `press ${id} ${data}`,
    from: { id, is_bot: false, first_name: name },
    chat_instance: '1',
    data,
    message: { message_id: asked.private, date: 0, chat: { id, type: 'private', first_name: name } },
  },
});

/** Acts besides messages, and changes of the team. */
const besides: RaceRows = {
  'a button is pressed': { acts: (scene) => takesIn(scene, press(scene, 'old')) },
  'an inline query is asked': {
    acts: ({ desk, id, during }) => void desk.sandbox.people.queryInline(id, during),
  },
  'an inline result is chosen': {
    acts: (scene) =>
      takesIn(scene, {
        chosen_inline_result: {
          result_id: '1',
          from: { id: scene.id, is_bot: false, first_name: scene.name },
          query: scene.during,
        },
      }),
  },
  'the client asks to join the group': {
    acts: (scene) =>
      takesIn(scene, {
        chat_join_request: {
          chat: { id: scene.desk.sandbox.channelId, type: 'channel', title: 'x' },
          from: { id: scene.id, is_bot: false, first_name: scene.name },
          user_chat_id: scene.id,
          date: 0,
        },
      }),
  },
  'a post is pinned by hand': {
    acts: ({ desk, post }) => desk.sandbox.people.pin(desk.sandbox.channelId, post),
  },
  'the client joins the team and leaves': {
    acts({ desk, id }) {
      const { people, channelId } = desk.sandbox;
      people.setRole(channelId, id, 'member');
      people.setRole(channelId, id, 'left');
    },
  },
  'the bot loses its rights at the other board and gets them back': {
    acts({ desk, board }) {
      desk.sandbox.people.setBotRights(board.channelId, { can_post_messages: false });
      desk.sandbox.people.setBotRights(board.channelId, {});
    },
  },
};

export const teamRows: RaceRows = { ...inThread, ...typed, ...delivered, ...elsewhere, ...besides };
