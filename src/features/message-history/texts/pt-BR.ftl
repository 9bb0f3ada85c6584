refused-file-gone = ⚙️ O Telegram já não tem o arquivo anterior.
versions-earlier = ⚙️ O que esta mensagem dizia antes:
versions-none = ⚙️ O cliente não editou esta mensagem.
versions-other-file = 📎 outro arquivo
help-versions = ⚙️ Para ver as versões anteriores, responda com /versoes a uma mensagem do cliente.
command-versions = { $command } – em resposta a uma mensagem do cliente: o que ela dizia antes de ser editada
menu-versions = Em resposta: o que a mensagem dizia antes
