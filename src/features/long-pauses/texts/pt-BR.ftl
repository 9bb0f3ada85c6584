long-pause =
    { $place ->
        [channel] ⏸ O Telegram pediu que eu pare de publicar no canal até { $until }. Nada se perde: o que falta sai depois disso.
        [group] ⏸ O Telegram pediu que eu pare de escrever no grupo até { $until }. As mensagens dos clientes estão guardadas e chegam depois disso.
       *[all] ⏸ O Telegram pediu que eu pare de escrever em todos os chats até { $until }. Nada se perde: tudo sai depois disso.
    }
long-pause-private = ⏸ O Telegram pediu que eu não escreva para { $person } até { $until }. As respostas estão guardadas e saem depois disso.
long-pause-over = ▶️ A pausa que o Telegram pediu acabou. O que ficou esperando está sendo entregue.
