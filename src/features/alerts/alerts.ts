import type { Effect as ChartEffect } from '../../../machines/client/effect.ts';
import { fullName } from '../../../machines/client/post-text.ts';
import type { Say } from '../../../machines/client/say.ts';
import { saying } from '../../i18n/saying.ts';
import { type Delivery, over } from '../../outbox/delivery.ts';

type AlertAdmins = Extract<ChartEffect, { kind: 'alertAdmins' }>;

/** The name of the client and the link to the post are known at delivery only. */
export const alertAdmins = (isOn: () => boolean): Delivery<AlertAdmins> => ({
  lane: () => 'desk',
  needs: 'post',
  rank: 'notice',
  order: 'apart',
  onRepeat: 'harmless',
  prepare({ why }, { record }) {
    const post = record?.state.context.thread.post;
    if (!isOn() || record === null || post === undefined || post === null) return over();
    const client = { name: fullName(record.profile), id: record.id };
    const alert: Say = {
      kind: 'say',
      to: 'admins',
      text: [saying(`alert-${why}`, { client }), { ...saying('open-thread'), url: { post } }],
    };
    return over({ effects: [alert] });
  },
});
