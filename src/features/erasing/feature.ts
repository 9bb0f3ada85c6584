import { forgetClient, type ForgetPort } from './forget-client.ts';

/** The work that is left after a client was erased. */
export const erasing = {
  deliveries: ({ forget }: { forget: ForgetPort }) => ({ forgetClient: forgetClient(forget) }),
};
