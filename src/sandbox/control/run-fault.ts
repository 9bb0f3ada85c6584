import type { Fault, FaultMatch } from './state.ts';
import type { Faults } from './faults.ts';

type Fields = Record<string, unknown>;

const ACTS: { [Name in keyof Faults]: (faults: Faults, fields: Fields) => unknown } = {
  next: (faults, fields) => faults.next(match(fields), fault(fields['fault'])),
  waiting: (faults) => faults.waiting(),
  clear: (faults) => faults.clear(),
  restart: (faults) => faults.restart(),
  copies: (faults) => faults.copies(),
  withholdCopies: (faults, { withheld, channelId }) =>
    faults.withholdCopies(withheld !== false, optionalNumber(channelId, 'channelId')),
  loseCopies: (faults, { lost, channelId }) =>
    faults.loseCopies(lost !== false, optionalNumber(channelId, 'channelId')),
  withholdUpdates: (faults, { chatId, withheld }) =>
    faults.withholdUpdates(wholeNumber(chatId, 'chatId'), withheld !== false),
  withheldUpdates: (faults) => faults.withheldUpdates(),
  redeliverLast: (faults) => faults.redeliverLast(),
  spuriousEdit: (faults, fields) =>
    faults.spuriousEdit(
      wholeNumber(fields['chatId'], 'chatId'),
      wholeNumber(fields['messageId'], 'messageId'),
    ),
};

/** `{ do: <name of an act of Faults>, …its arguments by name }`. */
export function runFault(faults: Faults, body: unknown): unknown {
  const fields = asFields(body);
  const name = String(fields['do']);
  const act = Object.hasOwn(ACTS, name) ? ACTS[name as keyof Faults] : undefined;
  if (act === undefined) {
    throw new Error(`Unknown fault "${name}". Known are: ${Object.keys(ACTS).join(', ')}.`);
  }
  return act(faults, fields);
}

function match({ method, chatId, times, sparesPolling }: Fields): FaultMatch {
  return {
    ...(typeof method === 'string' && method !== '' ? { method } : {}),
    ...(chatId === undefined ? {} : { chatId: wholeNumber(chatId, 'chatId') }),
    ...(times === undefined ? {} : { times: wholeNumber(times, 'times') }),
    ...(sparesPolling === true ? { sparesPolling } : {}),
  };
}

function fault(value: unknown): Fault {
  if (value === 'drop-before' || value === 'drop-after') return value;
  const fields = asFields(value);
  if (fields['delayMs'] !== undefined) return { delayMs: wholeNumber(fields['delayMs'], 'delayMs') };
  if (fields['failsAt'] !== undefined) {
    return { failsAt: wholeNumber(fields['failsAt'], 'failsAt'), reason: words(fields['reason'], 'reason') };
  }
  if (fields['status'] !== undefined) {
    const body = fields['body'] ?? '';
    if (typeof body !== 'string') throw new Error('"body" must be a text.');
    return {
      status: httpStatus(fields['status']),
      body,
      ...(fields['isDone'] === true ? { isDone: true } : {}),
    };
  }
  const parameters = fields['parameters'];
  return {
    error_code: wholeNumber(fields['error_code'], 'error_code'),
    description: words(fields['description'], 'description'),
    ...(parameters === undefined ? {} : { parameters: asFields(parameters) }),
  };
}

function asFields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('A JSON object is expected, or as a fault "drop-before" or "drop-after".');
  }
  return value as Fields;
}

function wholeNumber(value: unknown, name: string): number {
  const number = Number(value ?? Number.NaN);
  if (!Number.isSafeInteger(number)) throw new Error(`"${name}" must be a whole number.`);
  return number;
}

function httpStatus(value: unknown): number {
  const status = wholeNumber(value, 'status');
  if (status < 200 || status > 599) throw new Error('"status" must be from 200 to 599.');
  return status;
}

function optionalNumber(value: unknown, name: string): number | undefined {
  return value === undefined ? undefined : wholeNumber(value, name);
}

function words(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new Error(`"${name}" must be a text.`);
  return value;
}
