import { ask } from '../client/ask.js';
import { t } from '../page/language.js';

const MOST_OPTIONS = 4;

/** Each asks for what it needs; resolves with the content, or null. */
export async function askContact() {
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

export async function askLocation() {
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
  const degrees = (text) => Number(text.replace(',', '.'));
  return { location: { latitude: degrees(values.latitude), longitude: degrees(values.longitude) } };
}

/** `{ content, options }`: what somebody else wrote, and from whom it is. */
export async function askForwarded() {
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

export async function askPoll() {
  const names = Array.from({ length: MOST_OPTIONS }, (_, index) => `option${index + 1}`);
  const values = await ask({
    title: t('poll'),
    hint: t('pollHint'),
    submit: t('send'),
    fields: [
      { name: 'question', label: t('pollQuestion'), required: true, maxlength: 300 },
      ...names.map((name, index) => ({
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
    ],
  });
  if (values === null) return null;
  const { question, kind, privacy } = values;
  const options = names.map((name) => values[name]).filter((text) => text !== '');
  const isQuiz = kind.startsWith('quiz');
  return {
    poll: {
      question,
      options,
      isAnonymous: privacy === 'anonymous',
      allowsMultiple: kind === 'several',
      ...(isQuiz ? { isQuiz, correctOptions: [Math.min(Number(kind.slice(4)), options.length) - 1] } : {}),
    },
  };
}

const pollKinds = () => [
  { value: 'one', text: t('pollOne') },
  { value: 'several', text: t('pollSeveral') },
  ...Array.from({ length: MOST_OPTIONS }, (_, index) => ({
    value: `quiz${index + 1}`,
    text: t('pollQuiz', { number: index + 1 }),
  })),
];
