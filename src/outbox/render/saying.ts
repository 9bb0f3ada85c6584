import type { ChartSaying, Say, SayParam, Saying } from '../../../machines/client/say.ts';
import type { Profile } from '../../../machines/client/post-text.ts';
import { contactValues } from '../../../machines/desk/variables.ts';
import type { Owner, UserId } from '../../../machines/ids.ts';
import { DefectError } from '../../base/errors.ts';
import type { TextKey } from '../../i18n/catalogue.ts';
import { fillTemplate } from '../../i18n/template.ts';
import type { Boards } from '../../telegram/boards.ts';
import { messageUrl } from '../../telegram/message-url.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { CompanyTexts } from '../delivery.ts';
import { reasonWords } from './reason.ts';
import { concat } from './slice.ts';
import { link, personUrl, plain, type Words } from './words.ts';

type Voice = {
  texts: Texts;
  company(): CompanyTexts;
  logDays(): number;
  collect(): 'full' | 'minimal';
  /** Empty: no name is set. */
  deskName(): string;
  chats: Boards;
};

/** The person in whose chat or about whom the desk speaks. */
type Addressee = { id: Owner; profile: Profile; ticket?: number };

export const linesOf = ({ text }: Say): readonly Saying[] => ('key' in text ? [text] : text);

/** The profile of a person who is no client. */
export const NOBODY: Profile = { firstName: '', lastName: null, username: null };

/** The lines of the desk. A text of the company takes the place of the catalogue's. */
export const sayingWords = (lines: readonly Saying[], voice: Voice, to: Addressee): Words =>
  concat(
    ...lines.flatMap((line, index) => [...(index === 0 ? [] : [plain('\n')]), lineWords(line, voice, to)]),
  );

function lineWords({ key, params = {}, url }: Saying, voice: Voice, to: Addressee): Words {
  const { texts } = voice;
  if (!texts.has(key)) throw new DefectError(`No text "${key}"; add it to the catalogue of a feature.`);
  const company = voice.company();
  const template = Object.hasOwn(company, key) ? company[key as keyof CompanyTexts] : null;
  if (template !== null) {
    const values = { ...contactValues(String(to.id), to.profile, to.ticket), 'desk.name': voice.deskName() };
    return plain(fillTemplate(template, values));
  }
  const given = Object.entries({ ...implied(voice, to), ...params });
  const values = Object.fromEntries(given.map(([name, param]) => [name, valueOf(param, voice)]));
  const linked = given.flatMap(([name, param]) => {
    const opens = addressOf(param);
    return opens === null ? [] : [{ name, opens }];
  });
  const { text, spans } = texts.sayAndLocate(
    key,
    values,
    linked.map(({ name }) => name),
  );
  const entities = linked.flatMap(({ name, opens }) => {
    const span = spans[name];
    return span === undefined ? [] : [link(span.offset, span.length, opens)];
  });
  if (url === undefined) return { text, entities };
  const address = typeof url === 'string' ? url : messageUrl(voice.chats.inChannel(url.post));
  return { text, entities: [link(0, text.length, address)] };
}

/** Variables that the desk itself knows. */
const implied = ({ logDays, collect }: Voice, { profile }: Addressee): Record<string, SayParam> => ({
  'first-name': profile.firstName,
  days: logDays(),
  collect: collect(),
});

function valueOf(param: SayParam, { texts, chats }: Voice): string | number {
  if (typeof param !== 'object') return param;
  if ('name' in param) return param.name;
  if ('board' in param) return chats.find(param.board)?.name ?? String(param.board);
  if ('at' in param) return texts.when(param.at);
  if ('reason' in param) return reasonWords(param.reason, texts, param.what);
  if (!texts.has(param.key)) throw new DefectError(`No text "${param.key}" to put into another text`);
  return texts.sayRef({ key: param.key });
}

function addressOf(param: SayParam): string | null {
  if (typeof param !== 'object' || !('name' in param)) return null;
  if (param.url !== undefined) return param.url;
  return param.id === undefined || param.id === null ? null : personUrl(param.id as UserId);
}

/** A text of the chart that the catalogue does not have does not compile. */
type Unknown = Exclude<ChartSaying['key'], TextKey>;
const everyTextIsKnown: [Unknown] extends [never] ? true : Unknown = true;
void everyTextIsKnown;
