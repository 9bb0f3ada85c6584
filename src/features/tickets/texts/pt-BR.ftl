start =
    Olá, { $first-name }! 👋
    Que bom ter você aqui. Escreva sua mensagem, e a nossa equipe responde nesta mesma conversa.
restart = Que bom ter você de volta! Já avisamos a equipe e logo alguém responde por aqui.
end =
    Encerramos este atendimento. Obrigado pelo contato! 💙
    Se precisar de algo mais, é só escrever aqui.
note-origin = ⚙️ Origem: { $origin }
note-prioritized = ⚙️ { $agent } mudou a prioridade: { $glyph } { $level }
note-closed = ⚙️ { $agent } encerrou o atendimento
note-closed-silently = ⚙️ { $agent } encerrou o atendimento sem avisar o cliente
note-banned = ⚙️ { $agent } baniu o cliente
note-unbanned = ⚙️ { $agent } retirou o banimento do cliente
refused-closed-already = ⚙️ Este atendimento já está encerrado.
refused-banned-already = ⚙️ O cliente já está banido. Para retirar o banimento, use /p ou /fim.
help-priority =
    ⚙️ Use /p e o número da prioridade, por exemplo /p 3
    🟦 1 – não urgente
    🟩 2 – pouco urgente
    🟨 3 – urgente
    🟧 4 – muito urgente
    🟥 5 – emergência
command-close = { $command } – encerrar e se despedir do cliente
command-close-silently = { $command } – encerrar em silêncio
command-ban = { $command } – banir o cliente (/p ou /fim retira o banimento)
command-priority = { $command } 1 a 5 – mudar a prioridade: 🟦🟩🟨🟧🟥
menu-p = Mudar a prioridade (1 a 5)
menu-close = Encerrar o atendimento
menu-close-silently = Encerrar sem avisar o cliente
menu-ban = Banir o cliente
level-1 = não urgente
level-2 = pouco urgente
level-3 = urgente
level-4 = muito urgente
level-5 = emergência
