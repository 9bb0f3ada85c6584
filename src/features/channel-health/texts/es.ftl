report-gap =
    ⚠️ La atención estuvo caída más de un día, y Telegram solo guarda los mensajes 24 horas.
    Lo que clientes y equipo escribieron de { $from } a { $to } se perdió. Lo que vino después ya se entregó.
    Qué hacer: mira las atenciones abiertas y, si hace falta, pide a los clientes que escriban de nuevo.
health-channel-rights =
    ⚠️ No puedo publicar en el canal. Los mensajes de los clientes están guardados.
    Qué hacer: en Administradores del canal, añade el bot de nuevo o devuélvele "Publicar mensajes", "Editar mensajes" y "Eliminar mensajes". Lo que espera se entrega enseguida.
health-group-rights =
    ⚠️ Ya no soy administrador del grupo de comentarios y no veo lo que responde el equipo. Los mensajes de los clientes están guardados.
    Qué hacer: añade el bot al grupo como administrador, con "Eliminar mensajes". Lo que espera se entrega enseguida. Lo que se escribió en los comentarios mientras tanto no llegó a nadie: escríbelo de nuevo.
health-unlinked =
    ⚠️ Los comentarios del canal están desactivados: ya no tiene grupo de discusión. Los mensajes de los clientes están guardados.
    Qué hacer: en los ajustes del canal, en Comentarios, vincula el mismo grupo de antes. En un máximo de 5 minutos se entrega lo que espera.
health-other-group =
    ⚠️ El canal está vinculado a otro grupo, que no es el de esta atención. Allí no se escribe nada, y los mensajes de los clientes están guardados.
    Qué hacer: en los ajustes del canal, en Comentarios, vincula de nuevo el grupo de antes. En un máximo de 5 minutos se entrega lo que espera.
health-threads-fail =
    ⚠️ Los hilos no se mantienen: las copias de las publicaciones no llegan al grupo o se borran enseguida. Los mensajes de los clientes están guardados, y sigo intentándolo, cada vez con más intervalo.
    Qué hacer: mira si un bot de moderación o alguien borra en el grupo los mensajes del canal, y permítelos.
health-channel-refused = ⚠️ Telegram rechaza lo que el bot publica en el canal. Los mensajes de los clientes están guardados, y sigo intentándolo. Revisa los permisos del bot entre los administradores del canal; el motivo está en el registro.
health-group-refused = ⚠️ Telegram rechaza lo que el bot escribe en el grupo de comentarios. Los mensajes de los clientes están guardados, y sigo intentándolo. Revisa los permisos del bot y los del grupo; el motivo está en el registro.
health-repaired = ✅ El canal y el grupo vuelven a estar en orden. Lo que esperaba se está entregando.
health-group-moved = ℹ️ Telegram convirtió el grupo en supergrupo, y su ID cambió. Ya uso el nuevo: { $group }. Si GROUP_ID está definido, pon este valor.
