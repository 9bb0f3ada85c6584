import { lengthOf } from '../message/file-address.js';
import { h, icon } from '../page/element.js';
import { t } from '../page/language.js';
import { base64, isTooBig } from './attachment.js';
import { measure } from './measure.js';
import { makeTone, TONE_SECONDS } from './tone.js';

const TICK_MS = 200;
const LONGEST_MS = 10 * 60_000;

/**
 * Records from the microphone, at once where there is one that may be used; else a sound file is chosen, or a tone.
 * Resolves with a voice message, or null.
 */
export function recordVoice() {
  let recording = null;
  let content = null;
  const stop = h(
    'button',
    { type: 'button', class: 'button', onclick: () => void sendRecording() },
    t('send'),
  );
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
  const tone = h(
    'button',
    { type: 'button', class: 'button quiet', onclick: () => void finish(makeTone(), TONE_SECONDS) },
    icon('play'),
    t('voiceTone'),
  );
  const dialog = h(
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
  stop.hidden = true;

  async function finish(blob, durationSeconds) {
    const mime = blob.type.split(';')[0] || undefined;
    content = { voice: { durationSeconds, mime, bytes: await base64(blob) } };
    dialog.close();
  }

  async function sendRecording() {
    stop.disabled = true;
    const { blob, seconds } = await recording.end();
    await finish(blob, seconds);
  }

  picker.addEventListener('change', async () => {
    const [file] = picker.files;
    if (file === undefined) return;
    if (isTooBig(file)) words.textContent = t('tooBig');
    else await finish(file, (await measure(file, 'voice')).durationSeconds ?? 1);
  });

  async function listen() {
    try {
      recording = await startRecording((seconds) => {
        time.textContent = lengthOf(seconds);
      });
    } catch {
      words.textContent = t('voiceNoMicrophone'); // There is none here, or it may not be used: then the other ways.
      return;
    }
    if (!dialog.open) {
      recording.discard();
      return;
    }
    words.textContent = t('voiceRecording');
    running.hidden = false;
    stop.hidden = false;
    stop.focus();
  }

  return new Promise((resolve) => {
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) dialog.close();
    });
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

/** `end()` resolves with what was recorded. @throws where nothing can be recorded */
async function startRecording(tick) {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const parts = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1000;
  const timer = setInterval(() => {
    tick(seconds());
    if (seconds() * 1000 >= LONGEST_MS && recorder.state === 'recording') recorder.pause();
  }, TICK_MS);
  const release = () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
  };
  recorder.start();
  return {
    end: () =>
      new Promise((resolve) => {
        const length = Math.max(1, Math.round(Math.min(seconds(), LONGEST_MS / 1000)));
        recorder.addEventListener('stop', () => {
          release();
          resolve({ blob: new Blob(parts, { type: recorder.mimeType }), seconds: length });
        });
        recorder.stop();
      }),
    discard() {
      if (recorder.state !== 'inactive') recorder.stop();
      release();
    },
  };
}
