refused-edit-banned = ⚙️ O cliente está banido: a alteração NÃO chegou até ele, que continua com o texto anterior.
refused-edit-unknown =
    ⚙️ A alteração NÃO foi enviada: o cliente não tem esta mensagem. Era uma nota, ou não tinha sido entregue.
    Para enviar, escreva um novo comentário.
refused-edited-note = ⚙️ Uma mensagem já enviada não vira nota: o cliente continua com o texto anterior.
refused-edited-command = ⚙️ Um comentário editado não é executado como comando, nem enviado. Escreva o comando em um novo comentário.
refused-edited-not-team = ⚙️ Só quem é da equipe atende por aqui: a alteração NÃO chegou ao cliente, que continua com o texto anterior.
