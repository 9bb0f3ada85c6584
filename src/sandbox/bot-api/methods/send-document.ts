import type { Method } from '../call/call.ts';
import { sendFile } from '../call/send-file.ts';

export const sendDocument: Method = (call) => sendFile(call, 'document');
