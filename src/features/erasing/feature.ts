import { forgetClient, type ForgetPort } from './forget-client.ts';

export type ErasingPorts = { stores: { forget: ForgetPort } };

/** The work that is left after a client was erased. */
export const erasing = {
  deliveries: ({ stores }: ErasingPorts) => ({ forgetClient: forgetClient(stores.forget) }),
};
