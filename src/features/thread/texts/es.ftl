note-thread-continued = ⚙️ El hilo anterior de este cliente fue borrado. La conversación sigue aquí.
