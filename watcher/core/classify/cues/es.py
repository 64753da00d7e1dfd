"""Spanish cues, over folded letters (ñ is n, ó is o). How the patterns are written: see the package's docstring."""

CONDITIONS = (
    "si|en ese caso|en tal caso|(las|los) (personas|candidat*|aspirantes|candidaturas) (que no|no)|quienes no|quien no|aquell*|toda solicitud|en caso de|en el caso de|en caso|de no|caso contrario|salvo que|cuando|siempre que|solo (los|las|nos|contactaremos|se)|unicamente|puede que|podria|podra ser|no recib* (noticias|respuesta)"
    "|no (has|ha|haber) recibido|entender*|se entendera|considere que|asum*"
)

CUES = {
    "refusal": """
        (tu|su|candidatura|has sido|ha sido|hemos|perfil|solicitud|te han|le han|inscripcion) ~4 (descartad*|desestimad*|rechazad*|excluid*|descartar|desestimar|declinar|declinad*)
        (lament*|sentimos|siento|desafortunadamente|lamentablemente|pena|desgraciadamente|por desgracia) ~9 (descart*|cubiert*|cancelad*|rechaz*|negativ*|suspend*|desestim*|no ha sido|no has sido|no continu*|no seguir*|no podemos ofrec*|no fue|no hemos)
        (cogido|cogemos|cojen|contratado|elegido|tomar|tomado|inclino|quedado|dan|dado|asigno|adjudico|adjudicada|cubre|queda|dieron|escogido|llevado|damos) ~4 (otr*|alguien|companer*|sobrino|por el otro|personal propio|a una persona|a otra|a otro)
        (plantilla|equipo|plazas|grupo|cupo) ~4 (complet*|cerrad*|cubiert*|lleno)
        (completado|cubierto|cerrado) ~3 (plazas|plantilla|equipo|cupo)
        (nombre|candidatura) no (se encuentra|figura|aparece|esta|consta)
        (queda|quede|dejar|dejamos|quedan) ~4 (sin efecto|en suspenso|suspendid*|anulad*|desierta|fuera)
        (ya no|no) ~2 (se abre|hay|habra|queda) ~2 (lugar|hueco|puesto*|plaza*|vacante*|presupuesto)
        (temo|creo|parece) que (esta vez )?no ,
        (sistema|empresa) ha cerrado|ha cerrado ~3 (solicitud|candidatura|inscripcion)
        no ~2 (puedo|podemos|podria) permitir*
        (prefer*|preferimos) ~3 (tomar|coger|contratar|alguien|otr*)
        (no|ni) ~5 (continuar*|continuas|continuaras|seguir|seguiremos|sigues|avanzar*|avanzas|avances|progresar|proseguir|pasar|pasas|pasaras|pasa) ~5 (proceso|candidatura|adelante|fase|siguiente|seleccion|solicitud|etapa|perfil|ronda|contigo|con usted|con tu|con su)
        no ~4 (seleccionad*|elegid*|escogid*|admitid*|preseleccionad*|seleccionar*|considerad*|aceptad*|avanzar*|continuar*|seguir adelante|resultado|superado|apto|apta|finalista|encaja*|ajusta*|ofrecer*|contratar*|incorporar*|contar contigo|contar con usted|prosperado|favorable|cubierto|agraciad*)
        (otro|otra|otros|otras|distint*) ~2 (candidat*|persona*|perfil*|aspirante*|postulante*|solicitante*|opcion*|direccion|companer*|via*)
        (candidat*|persona*|perfil*|alguien) ~7 (mas (se ajusta*|ajustad*|acorde*|afin*|adecuad*|cercan*|experiencia|alineado*|encaja*)|mejor|se ajusta*|se adecu*|con mas|con mayor|interno|interna|encaja*|de dentro|de la casa|que ya)
        (vacante|puesto|plaza|posicion|oferta|puestos|plazas|vacantes|convocatoria|beca|contrato|practicas) ~7 (cubiert*|cerrad*|cancelad*|suspendid*|congelad*|paralizad*|ocupad*|asignad*|adjudicad*|anulad*|desierta|retirad*|ya no|no esta disponible|eliminad*|en pausa|aplazad*|pausad*|dado de baja|amortizad*|para otro|para otra)
        (proceso|seleccion|contratacion*|busqueda|convocatoria) ~7 (cancelad*|suspendid*|paralizad*|congelad*|cerrad*|pausad*|en pausa|detenid*|finalizado sin|aplazad*|desierto|en espera|paralizar|cancelar|suspender|congelar|anulad*|pospuest*|parad*|stand by)
        (hemos|han|ha|he|tenido que|decidido|vamos a|obligad*|queda*) ~4 (cubierto|cubrir|cancelado|cancelar|suspendido|suspender|congelado|congelar|paralizado|paralizar|cerrado|pausar|pausado|parar|parado|aplazar|retirar|anular) ~6 (vacante|puesto|plaza|proceso|posicion|contratacion*|busqueda|internamente|oferta|seleccion|incorporacion*)
        (decidido|optado|decantado|inclinado|decantarnos|optar|decantamos|apostado|quedado|quedarnos|elegido|escogido|seleccionado|apostar|preferido|inclinarnos|decantado|quedamos) ~4 (otro|otra|otros|otras|no|alguien|candidat*|perfil*|un perfil|una persona|intern*|por un|por una)
        (no) ~3 (encaj*|ajust*|cumpl*|coincid*|correspond*|adecu*|alinea*|responde) ~6 (perfil|puesto|requisito*|busca*|necesid*|vacante|lo que|posicion|criterios|con el|del todo|oferta|a lo)
        (perfil|candidatura|solicitud|experiencia|cv) ~6 (no (ha|es|se|encaja|cumple|fue|ha sido|sera|pasa|continua|resulta|avanza|responde|alcanza|sigue)|desestimad*|descartad*|rechazad*)
        (respuesta|decision|resultado|resolucion|noticia) ~5 (negativ*|no favorable|desfavorable|no es positiva|no ha sido|no es la|es que no|es no)
        (no) ~3 (ofrecer*|dar*|conceder*|proponer*) ~3 (puesto|plaza|entrevista|trabajo|contrato|vacante|una|la posicion|el puesto|incorporacion|oportunidad|beca)
        (retirar|retiramos|retirada|anular|anulada|cancelar|dejar sin efecto|sin efecto|revocar|revocada) ~5 (oferta|propuesta|contrato|incorporacion)
        (oferta|propuesta|incorporacion) ~6 (retirada|anulada|sin efecto|ya no es valida|cancelada|no podra|no se hara|no va a)
        (cliente|empresa|equipo|responsable|manager|tribunal|comite|direccion|cia|jefe|directora|director) ~6 (decidido|no (ha|quiere|va|sigue|continua|desea|les|le|te)|descart*|otro|otra|preferido|prefiere|optado|elegido|decanta*|paralizad*|congelado|se queda)
        (ya no|no) ~3 (buscamos|contratamos|contratar*|seleccionando|tenemos|hay|contamos|disponemos|buscando|necesitamos|existe*) ~5 (puesto*|vacante*|plaza*|personal|nadie|perfil*|candidat*|posicion*|huec*|gente|a nadie|oportunidad*|para este|esa)
        (no) (ha podido|pudo|podra|puede|podido|va a) (ser|poder ser)
        (no) ~2 (esta vez|en esta ocasion|esta ocasion|por esta vez|de momento|por ahora)
        (esta vez|en esta ocasion|finalmente|esta ocasion) (, )?(no|otro|otra|no hemos|no has)
        (volver a|volverte a|vuelve a|vuelvas a|vuelva a|de nuevo|nuevamente|otra vez) ~2 (presentar*|postular*|intentar*|aplicar|inscribir*|solicitar*|candidatura|participar|presentes|presente|intentalo|probar)
        (quedado|quedaste|quedas|queda|quedo|estas|esta|sigues|sigue|quedar) ~2 (fuera|descartad*|excluid*|eliminad*)
        (te has|se ha|has|te) quedado ~3 (fuera|a las puertas|cerca|segund*)
        (fuera) (del|de este|de la|de nuestro) (proceso|seleccion)
        (dar por (cerrad*|finalizad*|terminad*)|damos por (cerrad*|finalizad*)|damos por)
        (congelacion|recorte*|reestructuracion|ajuste presupuestario|presupuesto) ~9 (vacante*|puesto*|contratacion*|proceso|plaza*|incorporacion*)
        (no) (es|eres|sea|seas) (la |el |lo )?(persona|candidat*|perfil|que busca*|adecuad*|indicad*|posible|idone*)
        (elegid*|seleccionad*|contratad*|adjudicad*|asignad*|dad*|ofrecid*) ~3 (a |al )?(otra|otro|alguien|interna*|persona de|un candidato|una candidata|companer*)
    """,
    "weak_refusal": """
        (lament*|sentimos|desafortunadamente|lamentablemente|siento) ~10 (no|rechaz*|denegad*|cancelad*|imposible)
        (denegad*|rechazad*|desestimad*|cancelad*|anulad*|desfavorable)
        (no) ~3 (podemos|puedo|ha sido posible|es posible|posible|podido|aprobad*|concedid*)
    """,
    "regret": """
        lamentablemente|desafortunadamente|lament*|desgraciadamente|sentimos|desgracia|pena|lastima
        (malas|mala|dificil|no es facil|decepcion*|disgusto|triste)
        (tras|despues de|a pesar de|pese a) (un |una |haber |el |la |su |tu )?(valor*|revis*|analiz*|estudi*|cuidados*|detenid*|considerar|larga|deliberar|mucho|interes|meditar|pensar*)
        (gran|elevado|alto|numeros*|muchas|muchos) (numero|cantidad|volumen|candidat*|solicitud*|perfiles|nivel|candidaturas)
    """,
    "wishes": """
        (dese*|deseamos) ~4 (mucha|mucho|exito*|suerte|mejor|lo mejor|todo|toda)
        (mucha|mucho|buena) (suerte|exito|animo)
        (guardar*|conservar*|mantendr*|conservamos|guardamos|tendremos|mantener*|archivar*|quedara|incluir*|tener) ~6 (cv|curriculum|candidatura|datos|perfil|base de datos|cuenta|bolsa|contacto)
        (futur*|proxim*|otras|nuevas) ~2 (oportunidad*|proceso*|vacante*|oferta*|convocatoria*|seleccion*|ocasion*|puesto*|posicion*)
        (busqueda|futuro|carrera|trayectoria|camino|proyectos|andadura) ~2 (profesional*|laboral*|de empleo|de trabajo)
        (animamos|invitamos|anima*|te animo) ~4 (seguir|presentar*|inscribir*|visitar|postular*|consultar|que sigas|revisar|estar)
        (base de datos|bolsa de (empleo|trabajo|candidatos)|talento)
    """,
    "praise": """
        (gracias|agradec*) ~8 (interes|tiempo|candidatura|participar|participacion|solicitud|confianza|confiar|postular*|entrevista|inscribir*|aplicar|dedicado|paciencia|presentar*|esfuerzo)
        (gustado|encantado|impresionad*|valoramos|valorado|placer|buena impresion) ~5 (conocer*|perfil|hablar|entrevista|experiencia|tu|su|charlar|charla)
        (cuidadosamente|detenidamente|atentamente|con atencion|con detalle|con carino)
    """,
    "receipt": """
        (hemos|ha sido|haber|se ha|ha|confirma*|acus*|queda) ~3 (recibid*|recepcion|registrad*|enviad*|recibo|llegado|inscrit*|recogid*) ~6 (candidatura|solicitud|cv|curriculum|inscripcion|documentacion|correctamente|tu|su|datos|formulario)
        (candidatura|solicitud|cv|curriculum|inscripcion|postulacion) ~6 (recibid*|registrad*|enviad*|llegado|correctamente|se ha|en tramite|revision|buenas manos|confirmad*)
        (revisar*|estudiar*|analizar*|valorar*|evaluar*|leer*|revisando|revisaran|estudiaran|valorara|valoraremos|miraremos|contactaremos|contactara*|pondremos|pondra|pondran|informaremos|avisaremos|responderemos|comunicaremos) ~6 (candidatura*|contacto|perfil|solicitud*|contigo|con usted|dias|semanas|plazo|resultado|si|cv|proxim*|ti|proceso|pronto)
        (en caso de|si) no ~10 (noticias|respuesta|contact*|recib*) ~10
        (solo|unicamente) ~6 (contact*|seleccionad*|preseleccionad*|citad*|avisar*)
        (no (podemos|podremos|es posible|nos es posible)) ~2 (responder|contestar|atender|escribir)
    """,
    "pending": """
        (todavia|aun|sigue*|seguimos) ~4 (no|en proceso|revision|valorando|abiert*|estudi*|evaluando|entrevistando|en marcha|pendiente*|en curso|adelante)
        (aun no|todavia no|no hemos) ~5 (decid*|decision|tomado|cerrado|resuelto|elegid*|terminado|tenemos)
        (retras*|demora*|mas tiempo|paciencia|alarga*|aplaz*|nos esta llevando)
        (decision|respuesta|novedades|noticias|resultado) ~6 (semana|antes|proxim*|finales|dias|pronto|lo largo|mes)
    """,
    "invitation": """
        (invit*|convoc*|citar*|nos gustaria|queremos|me gustaria|encantaria|queriamos|querria*) ~6 (entrevista|conocerte|conocerle|hablar|reunion|charlar|llamada|encuentro|fase|prueba|invitarte|videollamada|conocer)
        (entrevista|reunion|videollamada) ~7 (sera|confirm*|tendra lugar|el dia|el lunes|el martes|el miercoles|el jueves|el viernes|a las|teams|zoom|programad*|agendad*|cita)
        (siguiente|segunda|proxima|ultima|final) (fase|entrevista|etapa|ronda|paso)
    """,
    "scheduling": """
        (te|le|os) (viene|iria|va|vendria|parece|encaja|cuadra|queda) ~9 (lunes|martes|miercoles|jueves|viernes|manana|hoy|tarde|semana|las 0|0|bien)
        (puedes|podrias|podria|puede|tienes|tiene|estas|esta|podemos|hablamos|quedamos|tendrias|tendria|estarias|estaria) ~7 (lunes|martes|miercoles|jueves|viernes|manana|hoy|tarde|semana|las 0|hueco|un rato|disponible|llamada|0 minutos|disponibilidad) ~10 \\?
        (disponibilidad|hueco*|agenda|horario*|franja*|calendario)
        (cuando|que dia|a que hora) ~6 (puedes|podrias|podemos|te viene|le viene|hablar|llamar*|hablamos|disponible|empezar)
        (llam*|hablar|charlar|videollamada|cafe|conversar|telefono) ~5 (minutos|rato|breve*|rapid*|manana|lunes|martes|miercoles|jueves|viernes|esta semana|cuando|tarde|un momento|0)
        (hasta|nos vemos) (manana|el lunes|el martes|el miercoles|el jueves|el viernes|luego|pronto|ahora|entonces)
        (cambiar|mover|aplazar|retrasar|adelantar|reprogramar) ~4 (entrevista|reunion|cita|llamada|la|nuestra)
    """,
    "outreach": """
        (perfil|experiencia|cv|trayectoria) ~8 (llamado la atencion|interesante|encaja*|encajar*|gustado|interesa*|visto|encontrado|linkedin|infojobs|ajusta|perfect*|me parece|parecido)
        (visto|encontrado|revisado|leido|vi|encontre) ~4 (tu|su) (perfil|cv|curriculum|experiencia|trayectoria|linkedin)
        (estoy|estamos|soy|somos|trabajo|colaboro|busco|buscamos) ~5 (buscando|seleccionando|contact*|consultor*|recruiter|selecci*|busqueda|cliente*|reclut*|incorporar|headhunter|ayudando|para un|perfiles)
        (te|le) (escribo|contacto|llamo|escribimos|contactamos|hablo) ~3 (porque|de|desde|por|para|en|ya que)
        (abiert*|interes*|gustaria|apetece|plante*|escuchar|valorar*) ~6 (propuesta*|oportunidad*|oferta*|cambio*|nuev*|escuchar|proyecto*|saber mas|charlar|hablar|conocer|opciones|contarte|puesto)
        (cliente|empresa|compania|clinica|multinacional|grupo) ~8 (busca|precisa|necesita|incorpora*|selecciona|buscando|ubicad*|lider|del sector)
        (salario|sueldo|brutos|banda salarial|retribucion|contrato indefinido|incorporacion inmediata|teletrabajo|hibrido|tarifa|bruto)
        (conoces|conoce) a (alguien|algun*)
        (oportunidad|oferta|proyecto|vacante|posicion) ~5 (que (creo|podria|puede|te)|interes*|encaj*|para ti|indefinid*|confidencial|apasionante)
    """,
    "screening": """
        (expectativa* salarial*|pretension* salarial*|preaviso|disponibilidad para|permiso de trabajo|carnet de conducir|banda salarial|salario actual|nivel de ingles|incorporacion|vehiculo propio|carne de conducir|rango salarial|movilidad)
        (envi*|mand*|pasa*|remit*|adjunt*|facilit*|hac*) ~5 (cv|curriculum|titulo*|portfolio|referencias|documentacion|certificad*|titulacion|vida laboral)
        (cual|cuanto*|tienes|tiene|que|podrias|puedes|estas|estarias|cuando|has|sigues) ~14 \\?
    """,
    "represents": """
        (recruiter|seleccion|reclutador*|recursos humanos|rrhh|talento|headhunter|tecnic* de seleccion|responsable de seleccion|ett)
    """,
    "assessment": """
        (prueba*|test|cuestionario|evaluacion|ejercicio|videoentrevista|caso practico|reto) ~8 (enlace|realizar|completar|minutos|plazo|online|acceder|hacer|invit*|tecnica|contestar|rellenar)
    """,
    "alert": """
        (nuevas|0|ultimas|mas) (ofertas|vacantes|empleos|oportunidades|jobs)
        (alerta|alertas) (de )?(empleo|trabajo|ofertas|laboral)
        (ver oferta*|inscribete|inscribirme|solicitud sencilla|ver todas|ofertas recomendadas|ofertas que|ha visto tu|han visto tu|inscribirse)
    """,
    "offer": """
        (complace|alegra|enhorabuena|felicidades|encantad*|placer|gusto) ~10 (ofrecer*|oferta|contrato|incorporacion|seleccionad*|bienvenid*|admitid*|comunicarte que has|elegid*)
        (carta oferta|oferta en firme|contrato de trabajo|fecha de incorporacion|bienvenid* (al equipo|a bordo)|primer dia|firma* (el|del) contrato)
    """,
    "withdrawn": """
        (retiro|retirar|retirado|renuncio|renunciar|rechazar|declinar|he decidido|desisto) ~6 (mi candidatura|candidatura|oferta|proceso|tu candidatura|su candidatura|mi)
        (has|ha|haber) (retirado|cancelado|anulado|rechazado|renunciado)
        (mi|mis) (candidatura|cv|entrevista|curriculum|solicitud|busqueda)
        (a peticion|como nos pedi*|segun tu solicitud|segun su solicitud|has solicitado)
    """,
    "hearsay": """
        (superar|gestionar|afrontar|aprender|encajar|digerir) ~3 (rechazo*|negativa*|no)
        (mi|su) (hermano|hermana|amigo|amiga|hijo|hija|marido|mujer|novio|novia|companer*|primo|prima|madre|padre|jefe|jefa|vecin*|cunad*)
        (me|le) (han|rechazaron|dijeron|han rechazado|han dicho|han cogido|cogieron) ~3 (que no|rechaz*|descart*|cogido|no|el puesto|seleccionad*)
        (newsletter|boletin|darse de baja|cancelar suscripcion|podcast|webinar|navegador|suscri*)
        (estimados companeros|a todos|queridas familias|estimadas familias|estimados socios|queridos)
    """,
    "elsewhere": """
        (prestamo|hipoteca|credito|seguro|siniestro|pedido|paquete|envio|factura|pago|cuenta|suscripcion|reserva|billete|visado|reembolso|subvencion|alquiler|piso|inquilin*|casero|visita|propietari*|poliza|tarjeta|recibo)
        (manuscrito|articulo|revisor*|ponencia|congreso|revista|comunicacion|abstract|editorial|beca)
        (matricula|universidad|admision|grado|master|guarderia|colegio|curso|residencia|plaza escolar|escolar|facultad)
        (socio*|club|asociacion|torneo|equipo de|coro|sorteo|concurso|huerto|lista de espera|adopcion|protectora)
        (codigo de verificacion|contrasena|inicio de sesion|seguridad|codigo|acceso)
        (fuera de la oficina|vacaciones|respuesta automatica|ausente|no entregado)
        (descuento*|rebajas|cupon|carrito|tienda|envio gratis|promocion|compra)
        (licitacion|presupuesto|proveedor*|ayuntamiento|hacienda|multa|licencia|tribunal|instancia|padron|expediente)
        (pull request|merge request|commit|pipeline|rama|repositorio|build)
    """,
    "job": """
        (candidatura*|candidat*|puesto|puestos|vacante*|empleo|entrevista*|seleccion|proceso|cv|curriculum|trabajo|postul*|oferta de empleo|contratacion*|recursos humanos|rrhh|aspirante*|plaza|perfil|practicas|reclutamiento|posicion|oferta)
    """,
}
