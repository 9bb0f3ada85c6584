import { t } from '../page/language.js';
import { act } from '../server.js';
import { ask } from './ask.js';

/** Asks for a name and makes the person; resolves with their id, or null when there is none. */
export async function addPerson(title, hint) {
  const values = await ask({
    title,
    hint,
    submit: t('add'),
    fields: [
      { name: 'firstName', label: t('firstName'), required: true, maxlength: 64 },
      { name: 'lastName', label: t('lastName'), maxlength: 64 },
    ],
  });
  if (values === null || values.firstName === '') return null;
  const { firstName, lastName } = values;
  const person = { firstName, ...(lastName === '' ? {} : { lastName }), languageCode: 'pt-br' };
  const answer = await act('add', person);
  return answer.ok ? answer.result : null;
}
