import { badRequest } from '../api-error.ts';
import { has, textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { sendContent } from '../call/send-content.ts';
import { present } from '../../world/world.ts';

export const sendContact: Method = (call) => {
  const optional = (name: string): string | undefined =>
    has(call.args, name) ? textArgument(call.args, name) : undefined;
  const phone = textArgument(call.args, 'phone_number');
  const firstName = textArgument(call.args, 'first_name');
  if (phone === '') throw badRequest('phone number must be non-empty');
  if (firstName === '') throw badRequest('first name must be non-empty');
  const contact = present({
    phone_number: phone,
    first_name: firstName,
    last_name: optional('last_name'),
    vcard: optional('vcard'),
  });
  return sendContent(call, { kind: 'contact', contact: contact as never });
};
