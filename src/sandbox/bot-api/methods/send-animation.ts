import type { Method } from '../call/call.ts';
import { sendFile } from '../call/send-file.ts';

export const sendAnimation: Method = (call) => sendFile(call, 'animation');
