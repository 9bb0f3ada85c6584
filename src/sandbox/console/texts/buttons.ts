export const BUTTON_TEXTS = {
  pt: {
    keyboard: 'Botões da mensagem',
    keyElsewhere: 'Este botão abre algo que o Telegram local não tem.',
    pressNoAnswer: 'O bot não respondeu ao botão.',
    copied: 'Copiado.',
    copyRefused: 'O navegador não deixou copiar. O texto é: {text}',
  },
  en: {
    keyboard: 'Buttons of the message',
    keyElsewhere: 'This button opens a thing that the local Telegram does not have.',
    pressNoAnswer: 'The bot did not answer the button.',
    copied: 'Copied.',
    copyRefused: 'The browser refused to copy. The text is: {text}',
  },
};
