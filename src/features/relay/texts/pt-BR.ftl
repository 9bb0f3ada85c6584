note-client-blocked = ⚙️ O cliente bloqueou o bot. As respostas não chegam até ele voltar.
note-client-returned = ⚙️ O cliente desbloqueou o bot. As respostas voltam a chegar.
note-client-deactivated = ⚙️ A conta do cliente foi desativada no Telegram. As respostas não chegam mais.
refused-deleted-since = ⚙️ O comentário que não tinha sido entregue foi apagado: ele NÃO será enviado ao cliente.
