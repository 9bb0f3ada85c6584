import { tooMany } from '../e2e/refusals.ts';
import { eventually } from './eventually.ts';
import type { Scene } from './race-scene.ts';
import { fails, type RaceRow, type RaceRows, unheardOf } from './race-row.ts';
import type { OperatorCommand } from './operator.ts';

const deletesRoot = ({ desk, post }: Scene): void => {
  const root = desk.sandbox.views.post(post)?.rootId;
  if (root !== null && root !== undefined) desk.sandbox.people.deleteMessage(desk.sandbox.groupId, root);
};

const threadOf = async ({ desk, name }: Scene) => (await desk.inspect(name))?.thread;

/** Time passes until the thread of the client is in one of the states, or the client is erased. */
const passesUntil = (scene: Scene, ms: number, ...states: string[]) =>
  eventually(async () => {
    scene.desk.pass(ms);
    const thread = (await threadOf(scene)) ?? 'none';
    if (![...states, 'none'].includes(thread)) throw new Error(`The thread of ${scene.name} is ${thread}`);
  });

/** Threads that are lost, and timers that fire. */
const threads: RaceRows = {
  'the thread is lost': {
    prepares: deletesRoot,
    acts: ({ client, during }) => client.writes(`${during}alguém`),
  },
  'the post is doubtful, and its time is over': {
    prepares: deletesRoot,
    async acts(scene) {
      const { desk, client, during } = scene;
      const { faults, channelId } = desk.sandbox;
      faults.withholdCopies(true, channelId);
      fails(scene, { method: 'sendMessage', chatId: channelId, times: 2 }, 'drop-after');
      client.writes(`${during}alguém`);
      await passesUntil(scene, 100, 'opening (unconfirmed)', 'opening (awaitingCopy)');
      await passesUntil(scene, 21_000, 'opening (sending)', 'opening (awaitingCopy)', 'ready');
      faults.withholdCopies(false, channelId);
    },
  },
  'threads get no copies again and again': {
    prepares: deletesRoot,
    async acts(scene) {
      const { desk, client, during } = scene;
      desk.sandbox.faults.loseCopies(true, desk.sandbox.channelId);
      client.writes(`${during}alguém`);
      await passesUntil(scene, 31_000, 'backingOff');
      desk.sandbox.faults.loseCopies(false, desk.sandbox.channelId);
      await passesUntil(scene, 61_000, 'opening (sending)', 'opening (awaitingCopy)', 'ready');
    },
  },
};

const parks: RaceRow['prepares'] = async (scene) => {
  const { desk, client, comments, before } = scene;
  fails(scene, { method: 'sendMessage', chatId: scene.id }, unheardOf);
  comments(`${before}presa`);
  fails(scene, { method: 'sendMessage', chatId: desk.sandbox.groupId }, unheardOf);
  client.writes(`${before}presa`);
};

const NEWS = 'durante a campanha, {{ contact.first_name }}';

/** The commands of operators, each while a client is erased. */
const operatorRows = {
  audit: { acts: ({ operator }) => operator('audit') },
  boards: { acts: ({ operator }) => operator('boards', 'list') },
  broadcast: {
    acts: ({ operator, id }) => operator('broadcast', '--name', String(id), '--to', 'all', '--text', NEWS),
  },
  check: { acts: ({ operator }) => operator('check') },
  'check-indexes': { acts: ({ operator }) => operator('check-indexes') },
  erase: { acts: ({ operator, id }) => operator('erase', String(id)) },
  facts: { acts: ({ operator }) => operator('facts') },
  inspect: { acts: ({ operator, id }) => operator('inspect', String(id)) },
  parked: { prepares: parks, acts: ({ operator, id }) => operator('parked', 'retry', String(id)) },
  settings: {
    acts: ({ operator, random }) => operator('settings', 'set', 'reopenMinutes', random.pick(['20', '30'])),
  },
} as const satisfies Record<OperatorCommand, RaceRow>;

const operators: RaceRows = {
  ...Object.fromEntries(Object.entries(operatorRows).map(([name, row]) => [`npm run ${name}`, row])),
  'npm run broadcast, and the message waits under 429': {
    acts(scene) {
      fails(scene, { method: 'sendMessage', chatId: scene.id }, tooMany(5));
      scene.comments(`${scene.during}antes da campanha`);
      return operatorRows.broadcast.acts(scene);
    },
  },
  'npm run parked drop': {
    prepares: parks,
    acts: ({ operator, id }) => operator('parked', 'drop', String(id)),
  },
};

const processes: RaceRows = {
  'the desk is killed': {
    async acts({ desk, client, comments, during }) {
      client.writes(`${during}um`);
      comments(`${during}dois`);
      await desk.crash();
    },
  },
  'the desk starts again': {
    async acts({ desk, client, comments, during }) {
      client.writes(`${during}um`);
      comments(`${during}dois`);
      await desk.restart();
    },
  },
  'an update comes twice': {
    acts({ desk, client, during }) {
      client.writes(`${during}um`);
      desk.sandbox.faults.redeliverLast();
    },
  },
};

export const deskRows: RaceRows = { ...threads, ...operators, ...processes };
