report-gap =
    ⚠️ O atendimento ficou fora do ar por mais de um dia, e o Telegram só guarda mensagens por 24 horas.
    O que os clientes e a equipe escreveram de { $from } a { $to } se perdeu. O que veio depois já foi entregue.
    O que fazer: veja os atendimentos abertos e, se for o caso, peça aos clientes que escrevam de novo.
health-channel-rights =
    ⚠️ Não consigo publicar no canal. As mensagens dos clientes estão guardadas.
    O que fazer: em Administradores do canal, adicione o bot de novo ou devolva a ele "Publicar mensagens", "Editar mensagens" e "Apagar mensagens". O que ficou esperando é entregue em seguida.
health-group-rights =
    ⚠️ Não sou mais administrador do grupo de comentários e não vejo o que a equipe responde. As mensagens dos clientes estão guardadas.
    O que fazer: adicione o bot ao grupo como administrador, com "Apagar mensagens". O que ficou esperando é entregue em seguida. O que foi escrito nos comentários enquanto isso não chegou a ninguém: escreva de novo.
health-unlinked =
    ⚠️ Os comentários do canal estão desligados: ele não tem mais grupo de discussão. As mensagens dos clientes estão guardadas.
    O que fazer: nas configurações do canal, em Discussão, vincule o mesmo grupo de antes. Em até 5 minutos o que ficou esperando é entregue.
health-other-group =
    ⚠️ O canal está vinculado a outro grupo, que não é o deste atendimento. Nada é escrito lá, e as mensagens dos clientes estão guardadas.
    O que fazer: nas configurações do canal, em Discussão, vincule de novo o grupo de antes. Em até 5 minutos o que ficou esperando é entregue.
health-threads-fail =
    ⚠️ Os tópicos não se mantêm: as cópias dos posts não chegam ao grupo ou são apagadas logo depois. As mensagens dos clientes estão guardadas, e continuo tentando, cada vez com mais intervalo.
    O que fazer: veja se um bot de moderação ou alguém apaga no grupo as mensagens do canal, e libere-as.
health-channel-refused = ⚠️ O Telegram recusa o que o bot publica no canal. As mensagens dos clientes estão guardadas, e continuo tentando. Confira os direitos do bot entre os administradores do canal; o motivo está no log.
health-group-refused = ⚠️ O Telegram recusa o que o bot escreve no grupo de comentários. As mensagens dos clientes estão guardadas, e continuo tentando. Confira os direitos do bot e as permissões do grupo; o motivo está no log.
health-repaired = ✅ O canal e o grupo estão em ordem de novo. O que ficou esperando está sendo entregue.
health-group-moved = ℹ️ O Telegram transformou o grupo em supergrupo, e ele mudou de ID. Já uso o novo: { $group }. Se GROUP_ID está definido, coloque este valor.
