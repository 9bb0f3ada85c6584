import { h } from '../page/element.js';
import { t } from '../page/language.js';
import { selectOptions } from '../page/select-options.js';
import { choose, isAdmin, nameOf, store, teamOf } from '../store.js';

/** Which member of the channel comments; administrators also without their name, or as the channel. */
export function createSpeakerSelect() {
  const select = h('select', {
    'data-label': 'commentAs',
    onchange: () => choose({ speaker: select.value }),
  });
  const element = h(
    'div',
    { class: 'speaker' },
    h('span', { 'data-text': 'commentAs', 'aria-hidden': 'true' }),
    select,
  );
  return {
    element,
    show() {
      const { state, choice } = store;
      const team = teamOf(state);
      const admins = team.filter(isAdmin);
      const option = (user, as, text) => ({ value: `${user.id}:${as}`, text });
      selectOptions(
        select,
        [
          ...team.map((user) => option(user, 'self', nameOf(user))),
          ...admins.map((user) => option(user, 'anonymous', t('anonymous', { name: user.firstName }))),
          ...admins
            .slice(0, 1)
            .map((user) => option(user, 'channel', t('asChannel', { title: state.channel.title }))),
        ],
        choice.speaker ?? '',
      );
    },
  };
}
