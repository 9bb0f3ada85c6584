import { ask, type Field } from '../client/ask.ts';
import { t } from '../page/language.ts';
import type { Option } from '../page/select-options.ts';
import type { Content, ReplyOptions } from './content.ts';

const MOST_OPTIONS = 4;

export async function askContact(): Promise<Content | null> {
  const values = await ask({
    title: t('contact'),
    hint: t('contactHint'),
    submit: t('send'),
    fields: [
      { name: 'firstName', label: t('firstName'), required: true, maxlength: 64 },
      { name: 'phoneNumber', label: t('phone'), required: true, maxlength: 20, pattern: '[+0-9 \\-]{5,20}' },
    ],
  });
  return values === null ? null : { contact: values };
}

export async function askLocation(): Promise<Content | null> {
  const number = '-?[0-9]{1,3}([.,][0-9]+)?';
  const values = await ask({
    title: t('location'),
    hint: t('locationHint'),
    submit: t('send'),
    fields: [
      { name: 'latitude', label: t('latitude'), required: true, pattern: number, value: '-23.5614' },
      { name: 'longitude', label: t('longitude'), required: true, pattern: number, value: '-46.6559' },
    ],
  });
  if (values === null) return null;
  const degrees = (text: string): number => Number(text.replace(',', '.'));
  return { location: { latitude: degrees(values.latitude), longitude: degrees(values.longitude) } };
}

/** Words that another person wrote elsewhere, and the name of that person. */
export async function askForwarded(): Promise<{ content: Content; options: ReplyOptions } | null> {
  const values = await ask({
    title: t('forwarded'),
    hint: t('forwardedHint'),
    submit: t('send'),
    fields: [
      { name: 'name', label: t('forwardedBy'), required: true, maxlength: 64 },
      { name: 'text', label: t('forwardedText'), required: true, maxlength: 4096 },
    ],
  });
  if (values === null) return null;
  return { content: values.text, options: { forwardedFrom: { name: values.name } } };
}

const OPTION_NAMES = Array.from({ length: MOST_OPTIONS }, (_, index) => `option${index + 1}`);

export async function askPoll(): Promise<Content | null> {
  const fields: Field<string>[] = [
    { name: 'question', label: t('pollQuestion'), required: true, maxlength: 300 },
    ...OPTION_NAMES.map((name, index) => ({
      name,
      label: t('pollOption', { number: index + 1 }),
      required: index < 2,
      maxlength: 100,
    })),
    { name: 'kind', label: t('pollKind'), options: pollKinds() },
    {
      name: 'privacy',
      label: t('pollPrivacy'),
      options: [
        { value: 'anonymous', text: t('pollVotesAnonymous') },
        { value: 'public', text: t('pollVotesPublic') },
      ],
    },
  ];
  const values = await ask({ title: t('poll'), hint: t('pollHint'), submit: t('send'), fields });
  return values === null ? null : { poll: pollDraft(values) };
}

function pollDraft(values: Record<string, string>): Record<string, unknown> {
  const kind = values['kind'] ?? '';
  const options = OPTION_NAMES.map((name) => values[name]).filter((text) => text !== '');
  const isQuiz = kind.startsWith('quiz');
  const right = Math.min(Number(kind.slice(4)), options.length) - 1;
  return {
    question: values['question'],
    options,
    isAnonymous: values['privacy'] === 'anonymous',
    allowsMultiple: kind === 'several',
    ...(isQuiz ? { isQuiz, correctOptions: [right] } : {}),
  };
}

const pollKinds = (): Option[] => [
  { value: 'one', text: t('pollOne') },
  { value: 'several', text: t('pollSeveral') },
  ...Array.from({ length: MOST_OPTIONS }, (_, index) => ({
    value: `quiz${index + 1}`,
    text: t('pollQuiz', { number: index + 1 }),
  })),
];
