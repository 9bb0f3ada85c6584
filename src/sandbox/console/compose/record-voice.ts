import { h, icon } from '../page/element.ts';
import { t } from '../page/language.ts';
import { lengthOf } from '../message/file-address.ts';
import { base64, isTooBig } from './attachment.ts';
import type { Content } from './content.ts';
import { measure } from './measure.ts';
import { type Recording, startRecording } from './recording.ts';
import { makeTone, TONE_SECONDS } from './tone.ts';

/**
 * Records from the microphone at once if a microphone may be used. Otherwise the person chooses a sound file or a tone.
 * Resolves with a voice message, or null.
 */
export function recordVoice(): Promise<Content | null> {
  const parts = createParts();
  const { dialog, words } = parts;
  let recording: Recording | null = null;
  let content: Content | null = null;

  async function finish(blob: Blob, durationSeconds: number): Promise<void> {
    const mime = blob.type.split(';')[0] || undefined;
    content = { voice: { durationSeconds, mime, bytes: await base64(blob) } };
    dialog.close();
  }

  async function send(): Promise<void> {
    if (recording === null) return;
    parts.stop.disabled = true;
    const { blob, seconds } = await recording.end();
    await finish(blob, seconds);
  }

  async function take(file: File): Promise<void> {
    if (isTooBig(file)) words.textContent = t('tooBig');
    else await finish(file, (await measure(file, 'voice')).durationSeconds ?? 1);
  }

  parts.stop.addEventListener('click', () => void send());
  parts.tone.addEventListener('click', () => void finish(makeTone(), TONE_SECONDS));
  parts.picker.addEventListener('change', () => {
    const file = parts.picker.files?.[0];
    if (file !== undefined) void take(file);
  });

  async function listen(): Promise<void> {
    try {
      recording = await startRecording((seconds) => {
        parts.time.textContent = lengthOf(seconds);
      });
    } catch {
      words.textContent = t('voiceNoMicrophone'); // Without a usable microphone the other two ways stay.
      return;
    }
    if (dialog.open) parts.showRunning();
    else recording.discard();
  }

  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      recording?.discard();
      dialog.remove();
      resolve(content);
    });
    document.body.append(dialog);
    dialog.showModal();
    void listen();
  });
}

type Parts = {
  dialog: HTMLDialogElement;
  stop: HTMLButtonElement;
  tone: HTMLButtonElement;
  picker: HTMLInputElement;
  words: HTMLElement;
  time: HTMLElement;
  showRunning(): void;
};

function createParts(): Parts {
  const stop = h('button', { type: 'button', class: 'button', hidden: true }, t('send'));
  const time = h('span', { class: 'record-time', role: 'timer' }, '0:00');
  const running = h('div', { class: 'record', hidden: true }, h('span', { class: 'record-dot' }), time);
  const words = h('p', { role: 'status' }, t('voiceAsking'));
  const picker = h('input', { type: 'file', accept: 'audio/*', hidden: true, tabindex: -1 });
  const choose = h(
    'button',
    { type: 'button', class: 'button quiet', onclick: () => picker.click() },
    icon('file'),
    t('voiceChoose'),
  );
  const tone = h('button', { type: 'button', class: 'button quiet' }, icon('play'), t('voiceTone'));
  const dialog: HTMLDialogElement = h(
    'dialog',
    { 'aria-labelledby': 'voice-title' },
    h('h2', { id: 'voice-title' }, t('voice')),
    words,
    running,
    h('div', { class: 'record-others' }, choose, tone, picker),
    h(
      'div',
      { class: 'dialog-buttons' },
      h('button', { type: 'button', class: 'button quiet', onclick: () => dialog.close() }, t('cancel')),
      stop,
    ),
  );
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  return {
    dialog,
    stop,
    tone,
    picker,
    words,
    time,
    showRunning() {
      words.textContent = t('voiceRecording');
      running.hidden = false;
      stop.hidden = false;
      stop.focus();
    },
  };
}
