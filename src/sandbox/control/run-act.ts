import type { Content, NewPerson, People } from '../people/people.ts';

type Fields = Record<string, unknown>;
type Act = (people: People, fields: Fields) => unknown;

/** `{ do: <name of an act of People>, …its arguments by name }`; options may stand beside the arguments. */
const ACTS: { [Name in keyof People]: Act } = {
  add: (people, fields) =>
    people.add(
      pick(fields, 'id', 'firstName', 'lastName', 'username', 'languageCode', 'premium') as NewPerson,
    ),
  rename: (people, fields) =>
    people.rename(number(fields, 'userId'), pick(fields, 'firstName', 'lastName') as { firstName: string }),
  deactivate: (people, fields) => people.deactivate(number(fields, 'userId')),
  start: (people, fields) => people.start(number(fields, 'userId'), text(fields, 'payload')),
  write: (people, fields) => people.write(number(fields, 'userId'), content(fields), options(fields)),
  writeAlbum: (people, fields) =>
    people.writeAlbum(number(fields, 'userId'), required(fields, 'contents') as Content[], options(fields)),
  edit: (people, fields) =>
    people.edit(number(fields, 'userId'), number(fields, 'messageId'), content(fields)),
  block: (people, fields) => people.block(number(fields, 'userId')),
  unblock: (people, fields) => people.unblock(number(fields, 'userId')),
  post: (people, fields) => people.post(number(fields, 'userId'), content(fields), options(fields)),
  postAlbum: (people, fields) =>
    people.postAlbum(number(fields, 'userId'), required(fields, 'contents') as Content[], options(fields)),
  editPost: (people, fields) =>
    people.editPost(number(fields, 'userId'), number(fields, 'postId'), content(fields), options(fields)),
  comment: (people, fields) =>
    people.comment(number(fields, 'userId'), number(fields, 'postId'), content(fields), options(fields)),
  commentAlbum: (people, fields) =>
    people.commentAlbum(
      number(fields, 'userId'),
      number(fields, 'postId'),
      required(fields, 'contents') as Content[],
      options(fields),
    ),
  editComment: (people, fields) =>
    people.editComment(
      number(fields, 'userId'),
      number(fields, 'messageId'),
      content(fields),
      options(fields),
    ),
  sayInGroup: (people, fields) =>
    people.sayInGroup(number(fields, 'userId'), content(fields), options(fields)),
  react: (people, fields) =>
    people.react(
      number(fields, 'userId'),
      number(fields, 'chatId'),
      number(fields, 'messageId'),
      text(fields, 'emoji') ?? null,
    ),
  deleteMessage: (people, fields) =>
    people.deleteMessage(number(fields, 'chatId'), number(fields, 'messageId')),
  pin: (people, fields) =>
    people.pin(
      number(fields, 'chatId'),
      number(fields, 'messageId'),
      fields['userId'] === undefined ? undefined : number(fields, 'userId'),
    ),
  unpin: (people, fields) => people.unpin(number(fields, 'chatId'), number(fields, 'messageId')),
  pressButton: (people, fields) =>
    people.pressButton(
      number(fields, 'userId'),
      number(fields, 'chatId'),
      number(fields, 'messageId'),
      text(fields, 'callbackData') ?? '',
    ),
  pressLink: (people, fields) =>
    people.pressLink(
      number(fields, 'userId'),
      number(fields, 'chatId'),
      number(fields, 'messageId'),
      text(fields, 'text') ?? '',
    ),
  vote: (people, fields) =>
    people.vote(
      number(fields, 'userId'),
      number(fields, 'chatId'),
      number(fields, 'messageId'),
      numbers(fields, 'options'),
    ),
  queryInline: (people, fields) =>
    people.queryInline(
      number(fields, 'userId'),
      text(fields, 'query') ?? '',
      text(fields, 'chatType') as Parameters<People['queryInline']>[2],
      text(fields, 'offset'),
    ),
  chooseInline: (people, fields) =>
    people.chooseInline(
      number(fields, 'userId'),
      text(fields, 'queryId') ?? '',
      text(fields, 'resultId') ?? '',
      number(fields, 'chatId'),
      fields['replyTo'] === undefined ? undefined : number(fields, 'replyTo'),
    ),
  pressResultsButton: (people, fields) =>
    people.pressResultsButton(number(fields, 'userId'), text(fields, 'queryId') ?? ''),
  setInlineFeedback: (people, { on }) => people.setInlineFeedback(on === true),
  setRole: (people, fields) =>
    people.setRole(
      number(fields, 'chatId'),
      number(fields, 'userId'),
      required(fields, 'role') as Parameters<People['setRole']>[2],
      options(fields),
    ),
  setBotRights: (people, fields) =>
    people.setBotRights(
      number(fields, 'chatId'),
      required(fields, 'rights') as Parameters<People['setBotRights']>[1],
    ),
  addGroup: (people, fields) =>
    people.addGroup(
      required(fields, 'type') as Parameters<People['addGroup']>[0],
      text(fields, 'title') ?? 'Group',
    ),
  addChannel: (people, fields) =>
    people.addChannel(number(fields, 'userId'), text(fields, 'title') ?? 'Canal', text(fields, 'username')),
  publish: (people, fields) =>
    people.publish(number(fields, 'userId'), number(fields, 'channelId'), content(fields)),
  joinByLink: (people, fields) => people.joinByLink(number(fields, 'userId'), text(fields, 'link') ?? ''),
  join: (people, fields) => people.join(number(fields, 'userId'), number(fields, 'chatId')),
  invite: (people, fields) =>
    people.invite(
      number(fields, 'userId'),
      number(fields, 'chatId'),
      pick(fields, 'name', 'expireDate', 'memberLimit', 'createsJoinRequest'),
    ),
  decideRequest: (people, fields) =>
    people.decideRequest(
      number(fields, 'adminId'),
      number(fields, 'chatId'),
      number(fields, 'userId'),
      fields['isApproved'] === true,
    ),
  openLink: (people, fields) => people.openLink(number(fields, 'userId'), text(fields, 'url') ?? ''),
  linkGroup: (people, fields) =>
    people.linkGroup(
      number(fields, 'channelId'),
      fields['groupId'] === null ? null : number(fields, 'groupId'),
    ),
  migrateGroup: (people, fields) => people.migrateGroup(number(fields, 'groupId')),
  deleteGroup: (people, fields) => people.deleteGroup(number(fields, 'groupId')),
  changeSettings: (people, fields) =>
    people.changeSettings(
      number(fields, 'chatId'),
      required(fields, 'settings') as Parameters<People['changeSettings']>[1],
    ),
};

export function runAct(people: People, body: unknown): unknown {
  if (typeof body !== 'object' || body === null) throw new Error('A JSON object is expected.');
  const { do: name, ...fields } = body as Fields;
  const act = Object.hasOwn(ACTS, String(name)) ? ACTS[String(name) as keyof People] : undefined;
  if (act === undefined) throw new Error(`Unknown act "${String(name)}".`);
  return act(people, fields);
}

function required(fields: Fields, name: string): unknown {
  const value = fields[name];
  if (value === undefined || value === null) throw new Error(`"${name}" is missing.`);
  return value;
}

function number(fields: Fields, name: string): number {
  const value = Number(required(fields, name));
  if (!Number.isSafeInteger(value)) throw new Error(`"${name}" must be a whole number.`);
  return value;
}

function numbers(fields: Fields, name: string): number[] {
  const values = required(fields, name);
  if (!Array.isArray(values) || !values.every(Number.isSafeInteger)) {
    throw new Error(`"${name}" must be a list of whole numbers.`);
  }
  return values as number[];
}

function text(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

function content(fields: Fields): Content {
  return required(fields, 'content') as Content;
}

function pick(fields: Fields, ...names: string[]): Fields {
  return Object.fromEntries(
    names
      .filter((name) => fields[name] !== undefined && fields[name] !== null)
      .map((name) => [name, fields[name]]),
  );
}

function options(fields: Fields): Fields {
  const names = [
    'replyTo',
    'quote',
    'quotePosition',
    'forwardedFrom',
    'viaBot',
    'sameAlbumAs',
    'as',
    'channelId',
    'replyElsewhere',
    'buttons',
    'isAnonymous',
    'title',
  ];
  return { ...pick(fields, ...names), ...(fields['options'] as Fields | undefined) };
}
