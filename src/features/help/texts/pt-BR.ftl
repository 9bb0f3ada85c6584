terms =
    📄 Sobre esta conversa

    • Suas mensagens são lidas e respondidas pela nossa equipe.
    • Tudo o que é enviado fica registrado no atendimento: se você editar uma mensagem, a versão anterior pode continuar no registro; se apagar, ela some só para você.
    • { $collect ->
        [minimal] Do seu perfil guardamos o nome, o sobrenome e o ID do Telegram, mas não o nome de usuário nem o idioma.
       *[full] Do seu perfil guardamos o nome, o sobrenome, o nome de usuário, o idioma e o ID do Telegram.
      } Qualquer outro dado é você quem nos conta.
    • Esse perfil e a situação do atendimento ficam guardados enquanto o atendimento funcionar por aqui, ou até você pedir à nossa equipe que apague tudo.
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
help-agent = ⚙️ Comente no post do cliente, no canal: ele recebe em nome do bot.
command-help = { $command } – esta mensagem
command-terms = { $command } – o que o cliente lê sobre os dados dele
command-note = # no começo – nota só para a equipe
menu-help = Ajuda
menu-terms = Termos e privacidade
