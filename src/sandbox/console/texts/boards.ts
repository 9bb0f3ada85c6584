export const BOARD_TEXTS = {
  pt: {
    boards: 'Quadros',
    boardAdd: 'Novo quadro',
    boardAddHint: 'Mais um canal com seu grupo de comentários. O bot administra os dois.',
    boardTitle: 'Título do canal',
    boardOwner: 'Dono',
  },
  en: {
    boards: 'Boards',
    boardAdd: 'New board',
    boardAddHint: 'One more channel with its group for comments. The bot administers both.',
    boardTitle: 'Title of the channel',
    boardOwner: 'Owner',
  },
};
