# Each variable appears at most once per text: names become links where they stand.

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
refused-unknown-command =
    ⚙️ { $command } não é um comando e NÃO foi enviado ao cliente.
    Para enviar um texto que começa com /, ponha outro caractere antes, por exemplo aspas. Comandos: /ajuda
refused-stands-alone =
    ⚙️ { $command } não é um comando e NÃO foi enviado ao cliente.
    O comando { $name } vai sozinho, sem texto depois.
refused-not-allowed = ⚙️ Sua função na equipe não permite { $command }: nada foi feito. Quem administra o canal pode mudar isso.
refused-banned = ⚙️ O cliente está banido: a mensagem NÃO foi enviada. Para retirar o banimento, use /p ou /fim.
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
open-thread = Abrir conversa
post-erased = Apagado
refused-edit-not-delivered = ⚙️ A alteração NÃO chegou ao cliente: { $reason }
hint-start-bot = ⚙️ Para receber a resposta no privado, abra { $bot }, toque em Iniciar (/start) e repita o comando.
agent-private-start =
    Olá! Você é da equipe. 👋
    Quem administra o canal recebe aqui um aviso quando um cliente chega ou volta.
    Para atender, responda nos comentários do canal.
agent-private-anything = O que você escreve aqui não chega a nenhum cliente. Para atender, responda nos comentários do canal.
agent-link-unknown = Este link não vale mais, ou aponta para algo que este atendimento não tem.
toast-outdated = Este botão não vale mais.
toast-not-allowed = Sua função não permite isso.
toast-try-again = O Telegram não respondeu. Tente de novo.
menu-start = Começar
report-parked =
    📪 Uma entrega por { $transport } não deu certo e ficou guardada: { $reason }
    Para ver, tentar de novo ou descartar: npm run parked -- list { $owner }
refused-erased = ⚙️ Os dados deste cliente foram apagados: a mensagem NÃO foi enviada. Se a pessoa escrever de novo, um novo post se abre no canal.
refused-edit-erased = ⚙️ Os dados deste cliente foram apagados: a alteração NÃO foi enviada.
refused-edit-unreachable = ⚙️ O cliente não pode ser alcançado: a alteração NÃO chegou até ele.
