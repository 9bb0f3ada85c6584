# Each variable appears at most once per text: names become links where they stand.

## Ao cliente

start =
    Olá, { $first-name }! 👋
    Que bom ter você aqui. Escreva sua mensagem, e a nossa equipe responde nesta mesma conversa.
restart = Que bom ter você de volta! Já avisamos a equipe e logo alguém responde por aqui.
end =
    Encerramos este atendimento. Obrigado pelo contato! 💙
    Se precisar de algo mais, é só escrever aqui.
terms =
    📄 Sobre esta conversa

    • Suas mensagens são lidas e respondidas pela nossa equipe.
    • Tudo o que é enviado fica registrado no atendimento: se você editar uma mensagem, a versão anterior pode continuar no registro; se apagar, ela some só para você.
    • { $collect ->
        [minimal] Do seu perfil guardamos o nome, o sobrenome e o ID do Telegram, mas não o nome de usuário nem o idioma.
       *[full] Do seu perfil guardamos o nome, o sobrenome, o nome de usuário, o idioma e o ID do Telegram.
      } Qualquer outro dado é você quem nos conta.
    • Esse perfil e a situação do atendimento ficam guardados enquanto o atendimento funcionar por aqui.
    • { $days ->
        [one] Por { $days } dia guardamos
       *[other] Por { $days } dias guardamos
      } uma cópia das mensagens e a ligação entre elas, que permite responder e editar; o histórico da conversa permanece no Telegram.
client-help =
    Escreva aqui o que você precisa: texto, foto, áudio, vídeo ou arquivo. Quem responde é a nossa equipe, nesta mesma conversa.

    Para citar uma mensagem, responda a ela. Para corrigir algo, é só editar.

    /start – começar
    /ajuda – esta mensagem
    /tos – como cuidamos da conversa
start-link-unknown = Este link não vale mais, mas você está no lugar certo: escreva aqui a sua mensagem, e a nossa equipe responde.
cannot-pass-to-team =
    { $kind ->
        [edit] O Telegram não nos deixa receber a alteração desta mensagem.
        [story] O Telegram não nos deixa receber este story.
        [invoice] O Telegram não nos deixa receber cobranças por aqui.
        [game] O Telegram não nos deixa receber este jogo.
        [giveaway] O Telegram não nos deixa receber sorteios por aqui.
        [giveaway-winners] O Telegram não nos deixa receber resultados de sorteios por aqui.
        [checklist] O Telegram não nos deixa receber esta lista de tarefas.
        [paid-media] O Telegram não nos deixa receber mídia paga.
        [poll] O Telegram não nos deixa receber este quiz.
        [failed] Esta mensagem não chegou à nossa equipe.
        [deleted] A mensagem foi apagada antes de chegar à nossa equipe.
       *[other] O Telegram não nos deixa receber este tipo de mensagem.
    } Pode nos contar de outro jeito, por texto ou foto?

## No tópico, só para a equipe

note-origin = ⚙️ Origem: { $origin }
note-prioritized = ⚙️ { $agent } mudou a prioridade: { $glyph } { $level }
note-closed = ⚙️ { $agent } encerrou o atendimento
note-closed-silently = ⚙️ { $agent } encerrou o atendimento sem avisar o cliente
note-banned = ⚙️ { $agent } baniu o cliente
note-unbanned = ⚙️ { $agent } retirou o banimento do cliente
note-thread-continued = ⚙️ O tópico anterior deste cliente foi apagado. A conversa continua aqui.
note-client-blocked = ⚙️ O cliente bloqueou o bot. As respostas não chegam até ele voltar.
note-client-returned = ⚙️ O cliente desbloqueou o bot. As respostas voltam a chegar.
note-client-deactivated = ⚙️ A conta do cliente foi desativada no Telegram. As respostas não chegam mais.
note-flooding = ⚙️ O cliente está mandando mensagens demais. Elas chegam aqui aos poucos e reunidas, no máximo { $limit } por minuto. Nenhuma se perde.

refused-unknown-command =
    ⚙️ { $command } não é um comando e NÃO foi enviado ao cliente.
    Para enviar um texto que começa com /, ponha outro caractere antes, por exemplo aspas. Comandos: /ajuda
refused-stands-alone =
    ⚙️ { $command } não é um comando e NÃO foi enviado ao cliente.
    O comando { $name } vai sozinho, sem texto depois.
refused-not-allowed = ⚙️ Sua função na equipe não permite { $command }: nada foi feito. Quem administra o canal pode mudar isso.
refused-closed-already = ⚙️ Este atendimento já está encerrado.
refused-banned = ⚙️ O cliente está banido: a mensagem NÃO foi enviada. Para retirar o banimento, use /p ou /fim.
refused-banned-already = ⚙️ O cliente já está banido. Para retirar o banimento, use /p ou /fim.
refused-not-team = ⚙️ Só quem é da equipe atende por aqui: a mensagem NÃO foi enviada ao cliente.
refused-unreachable = ⚙️ O cliente bloqueou o bot: a mensagem NÃO foi entregue.
refused-deactivated = ⚙️ A conta do cliente foi desativada no Telegram: a mensagem NÃO foi entregue.
refused-not-this-thread = ⚙️ Este não é o tópico deste cliente: a mensagem NÃO foi enviada. Responda nos comentários do post mais recente dele.
refused-not-delivered = ⚙️ A mensagem NÃO foi entregue ao cliente: { $reason }
reason-too-long = o texto é longo demais para o Telegram.
reason-caption-too-long = a legenda é longa demais para o Telegram.
reason-empty = ela não tem texto.
reason-voice-forbidden = o cliente não aceita mensagens de voz nem de vídeo. Escreva, por favor.
reason-not-for-bots =
    { $kind ->
        [story] o Telegram não deixa o bot repassar este story.
        [invoice] o Telegram não deixa bots repassarem cobranças.
        [game] o Telegram não deixa o bot repassar este jogo.
        [giveaway] o Telegram não deixa bots repassarem sorteios.
        [giveaway-winners] o Telegram não deixa bots repassarem resultados de sorteios.
        [checklist] o Telegram não deixa o bot repassar esta lista de tarefas.
        [paid-media] o Telegram não deixa bots repassarem mídia paga.
        [poll] o Telegram só deixa um bot repassar um quiz depois de encerrado. Uma enquete comum passa.
       *[other] o Telegram não deixa o bot repassar este tipo de mensagem.
    }
reason-original-gone = ela foi apagada antes de ser enviada.
reason-file = o Telegram não tem mais este arquivo. Envie-o de novo.
reason-never-started = o cliente não tem mais conversa com o bot.
reason-no-answer = o Telegram falhou todas as vezes que tentamos. Pode ser que ela tenha chegado.
reason-unknown = o Telegram recusou ({ $original }).
forwarded-from = Encaminhada de { $name }
about-message = Em resposta a { $name }
about-story = Em resposta a um story de { $name }
buttons-lost = 🔘 Esta mensagem tinha botões que não vieram junto: eles só funcionam com o bot que os criou.
refused-edit-banned = ⚙️ O cliente está banido: a alteração NÃO chegou até ele, que continua com o texto anterior.
refused-edit-unreachable = ⚙️ O cliente não pode ser alcançado: a alteração NÃO chegou até ele.
refused-edit-not-delivered = ⚙️ A alteração NÃO chegou ao cliente: { $reason }
refused-edit-unknown =
    ⚙️ A alteração NÃO foi enviada: o cliente não tem esta mensagem. Era uma nota, ou não tinha sido entregue.
    Para enviar, escreva um novo comentário.
refused-edited-note = ⚙️ Uma mensagem já enviada não vira nota: o cliente continua com o texto anterior.
refused-edited-command = ⚙️ Um comentário editado não é executado como comando, nem enviado. Escreva o comando em um novo comentário.
refused-edited-not-team = ⚙️ Só quem é da equipe atende por aqui: a alteração NÃO chegou ao cliente, que continua com o texto anterior.
refused-file-gone = ⚙️ O Telegram já não tem o arquivo anterior.
refused-deleted-since = ⚙️ O comentário que não tinha sido entregue foi apagado: ele NÃO será enviado ao cliente.

versions-earlier = ⚙️ O que esta mensagem dizia antes:
versions-none = ⚙️ O cliente não editou esta mensagem.
versions-other-file = 📎 outro arquivo
help-versions = ⚙️ Para ver as versões anteriores, responda com /versoes a uma mensagem do cliente.

help-priority =
    ⚙️ Use /p e o número da prioridade, por exemplo /p 3
    🟦 1 – não urgente
    🟩 2 – pouco urgente
    🟨 3 – urgente
    🟧 4 – muito urgente
    🟥 5 – emergência
help-agent = ⚙️ Comente no post do cliente, no canal: ele recebe em nome do bot.
command-priority = { $command } 1 a 5 – mudar a prioridade: 🟦🟩🟨🟧🟥
command-close = { $command } – encerrar e se despedir do cliente
command-close-silently = { $command } – encerrar em silêncio
command-ban = { $command } – banir o cliente (/p ou /fim retira o banimento)
command-versions = { $command } – em resposta a uma mensagem do cliente: o que ela dizia antes de ser editada
command-help = { $command } – esta mensagem
command-terms = { $command } – o que o cliente lê sobre os dados dele
command-note = # no começo – nota só para a equipe

## Em particular, para quem é da equipe

alert-created = 🆕 Novo atendimento: { $client }
alert-resumed = 🔄 Atendimento retomado: { $client }
alert-flooding = 🌊 Muitas mensagens de uma vez: { $client }
report-gap =
    ⚠️ O atendimento ficou fora do ar por mais de um dia, e o Telegram só guarda mensagens por 24 horas.
    O que os clientes e a equipe escreveram de { $from } a { $to } se perdeu. O que veio depois já foi entregue.
    O que fazer: veja os atendimentos abertos e, se for o caso, peça aos clientes que escrevam de novo.
alert-open-thread = Abrir conversa
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
long-pause =
    { $place ->
        [channel] ⏸ O Telegram pediu que eu pare de publicar no canal até { $until }. Nada se perde: o que falta sai depois disso.
        [group] ⏸ O Telegram pediu que eu pare de escrever no grupo até { $until }. As mensagens dos clientes estão guardadas e chegam depois disso.
       *[all] ⏸ O Telegram pediu que eu pare de escrever em todos os chats até { $until }. Nada se perde: tudo sai depois disso.
    }
long-pause-private = ⏸ O Telegram pediu que eu não escreva para { $person } até { $until }. As respostas estão guardadas e saem depois disso.
long-pause-over = ▶️ A pausa que o Telegram pediu acabou. O que ficou esperando está sendo entregue.
agent-private-start =
    Olá! Você é da equipe. 👋
    Quem administra o canal recebe aqui um aviso quando um cliente chega ou volta.
    Para atender, responda nos comentários do canal.
agent-private-anything = O que você escreve aqui não chega a nenhum cliente. Para atender, responda nos comentários do canal.
agent-link-unknown = Este link não vale mais, ou aponta para algo que este atendimento não tem.
toast-outdated = Este botão não vale mais.
toast-not-allowed = Sua função não permite isso.
toast-try-again = O Telegram não respondeu. Tente de novo.

## Menu e níveis

menu-start = Começar
menu-help = Ajuda
menu-terms = Termos e privacidade
menu-p = Mudar a prioridade (1 a 5)
menu-close = Encerrar o atendimento
menu-close-silently = Encerrar sem avisar o cliente
menu-ban = Banir o cliente
menu-versions = Em resposta: o que a mensagem dizia antes
level-1 = não urgente
level-2 = pouco urgente
level-3 = urgente
level-4 = muito urgente
level-5 = emergência
