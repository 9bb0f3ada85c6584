import { t } from '../page/language.ts';
import { act } from '../server.ts';
import { ask } from './ask.ts';

/** Asks for a name and adds the person. Resolves with the person's id, or null. */
export async function addPerson(title: string, hint: string): Promise<number | null> {
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
  return answer.ok ? Number(answer.result) : null;
}
