note-client-blocked = ⚙️ El cliente bloqueó el bot. Las respuestas no llegan hasta que vuelva.
note-client-returned = ⚙️ El cliente desbloqueó el bot. Las respuestas vuelven a llegar.
note-client-deactivated = ⚙️ La cuenta del cliente fue desactivada en Telegram. Las respuestas ya no llegan.
refused-deleted-since = ⚙️ El comentario que no se había entregado fue eliminado: NO se enviará al cliente.
