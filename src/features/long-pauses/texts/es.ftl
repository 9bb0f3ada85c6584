long-pause =
    { $place ->
        [channel] ⏸ Telegram me pidió dejar de publicar en el canal hasta { $until }. No se pierde nada: lo que falta sale después.
        [group] ⏸ Telegram me pidió dejar de escribir en el grupo hasta { $until }. Los mensajes de los clientes están guardados y llegan después.
       *[all] ⏸ Telegram me pidió dejar de escribir en todos los chats hasta { $until }. No se pierde nada: todo sale después.
    }
long-pause-private = ⏸ Telegram me pidió no escribir a { $person } hasta { $until }. Las respuestas están guardadas y salen después.
long-pause-over = ▶️ La pausa que pidió Telegram terminó. Lo que esperaba se está entregando.
