import { badRequest } from '../api-error.ts';
import { textArgument } from '../call/arguments.ts';
import type { Method } from '../call/call.ts';
import { sendContent } from '../call/send-content.ts';
import { nextCounter } from '../../world/world.ts';

const FACES: Record<string, number> = { '🎲': 6, '🎯': 6, '🎳': 6, '🏀': 5, '⚽': 5, '⚽️': 5, '🎰': 64 };

export const sendDice: Method = (call) => {
  const emoji = textArgument(call.args, 'emoji') || '🎲';
  const faces = FACES[emoji];
  if (faces === undefined) throw badRequest('wrong emoji specified');
  return sendContent(call, { kind: 'dice', emoji, value: (nextCounter(call.world) % faces) + 1 });
};
