"""Italian cues, over folded letters (è is e). How the patterns are written: see the package's docstring."""

CONDITIONS = (
    "se|in tal caso|in questo caso|chi non|(gli|i|le) (idonei|candidat*|candidature|domande) (non|che non)|coloro che|eventuali|qualora|nel caso|in caso|ove|laddove|a meno che|solo (i|le|chi|se)|soltanto|quando|in assenza|in mancanza|salvo|non (riceve*|ricevera|dovesse|riceviate|ricevessi|avrai|avra) ~3 (notizie|risposta|riscontro|comunicazion*)"
    "|potrebbe|e possibile che|si intende|da intendersi|consideri|dovesse"
)

CUES = {
    "refusal": """
        (candidatura|profilo|sei stat*|e stat*|sua|tua|lei|domanda|disponibilita) ~4 (esclus*|scartat*|respint*|eliminat*|rifiutat*|non accolt*)
        (trovato|preso|scelto|preferito|individuato|assunto|firmato|confermato|conferit*|indicato|assumere|dato|presa|trovata) ~5 (altr*|un altra|una ragazza|qualcuno|il nostro uomo|persone con|la figlia|collega|la precedenza|un ragazzo|una persona|la persona|un interno|chi)
        (al completo|gruppo completo|classe ~3 formata|organico completo|squadra completa)
        (per noi|da parte nostra|la risposta) ~2 (e )?no ,
        (nome|nominativo|candidatura|il suo|il tuo) non (compare|figura|rientra|risulta|e tra)
        non (intende|intendono|intendiamo|vuole) ~2 (approfondire|proseguire|procedere|andare)
        (rimast*|restat*|lasciat*|sei) ~2 fuori
        non (e |sei |siete )?piu (in considerazione|in corsa|in lizza|disponibile|aperta|aperto|attiva|luogo)
        non (ce la |ce lo |me lo |mi |ci )?(possiamo|posso) (permettere|prendere|assumere|offrir*)
        (assunzion*|posto|posizione|ricerca|inserimento|contratto) ~6 (cancellat*|non puo piu|salta|saltat*|rimane occupato|annullat*|non parte)
        (non parti|quindi non venire|non presentarsi|non venga)
        non ~5 (proseguire|proseguira|proseguiremo|procedere|procederemo|procedera|continuare|continuera|andare avanti|dare seguito|daremo seguito|avanzare|passare|portare avanti|proseguiamo|procediamo|dar seguito|prosegue|procede|proseguito|proceduto|passa|passata|passato) ~6 (candidatura|selezione|processo|iter|percorso|fase|lei|te|colloqui*|con la|con il|sua|tua|oltre|step|profilo|avanti|alla)
        non ~4 (selezionat*|scelt*|ammess*|idone*|esito positivo|buon fine|considerat*|accolta|accolto|assumere|assumerla|offrir*|proporre|proporle|proporti|inserit*|andata a|risultat*|rientra*|convocat*|accettat*|retribuit*|superat*|vincitore|vincitrice|andata bene|ricad*)
        (altr*|divers*) (candidat*|person*|profil*|concorrent*|risors*|soluzion*|direzione|collega|strada|candidatur*|figur*)
        (candidat*|persona|profili|risorsa|risorse|figura|figure|qualcuno|collega) ~7 (piu (in linea|vicin*|adatt*|rispondent*|coerent*|affin*|espert*|aderent*|allineat*|attinent*)|maggiormente|meglio|con maggiore|con piu|intern*|in linea|gia in)
        (posizione|posto|ruolo|offerta|vacancy|ricerca|posizioni|incarico|annuncio|concorso|tirocinio|stage) ~7 (coperta|coperto|occupat*|chiusa|chiuso|annullat*|sospes*|congelat*|assegnat*|cancellat*|ritirat*|soppress*|non e piu|non piu|gia stata|gia stato|rinviat*|eliminat*|coperte|in pausa|stand by|fermat*|internamente)
        (selezione|processo|ricerca|assunzion*|iter|recruiting|reclutamento|bando|inserimento) ~7 (annullat*|sospes*|congelat*|chius*|interrott*|bloccat*|in pausa|fermat*|rinviat*|stand by|in attesa|sospendere|annullare|bloccare|conclusa senza|congelare|interrompere|revocat*)
        (sospendere|annullare|congelare|bloccare|chiudere|sospeso|annullato|congelato|bloccato|interrompere|interrotto|fermare|coperto|ricoprire|coprire) ~5 (selezione|ricerca|posizione|assunzion*|processo|internamente|posto|ruolo|inserimenti|iter)
        (deciso|scelto|optato|preferito|orientat*|scelta|decisione|optare|proseguire|procedere|andare avanti|avanti|orientarci|caduta|ricaduta|puntare|puntato|individuato|selezionato|assunto|assegnat*) ~5 (altr*|non|qualcuno|divers*|intern*|un profilo|una persona|profil*|un candidato|una candidata|un altra)
        (non) ~3 (in linea|corrispond*|coincid*|adatt*|rispond*|soddisf*|allineat*|coerent*|rispecchi*|compatibil*|possied*) ~6 (profilo|requisit*|posizione|ricerca|esigenz*|ruolo|cerchiamo|cercando|richiest*|criteri|quanto|con|alle|ai|a quello)
        (candidatura|profilo|domanda|curriculum|selezione) ~6 (non (e|ha|sara|stata|risulta|prosegue|rientra|puo|corrisponde|e stata|e in|verra)|respint*|rifiutat*|scartat*|esclus*|esito negativo)
        (esito|riscontro|risposta|risultato|decisione) ~6 (negativ*|non (e|favorevole|positiv*|ha)|sfavorevole|e un no|e no)
        (purtroppo|spiace*|dispiace*|rammaric*|rincresc*|malincuore|spiacent*) ~10 (non|negativ*|coperta|annullat*|sospes*|chiusa|altr*|esclus*|impossibil*|respint*|un no)
        (non) ~4 (offrir*|proporr*|fare|dare|proporre) ~4 (posto|lavoro|contratto|proposta|colloquio|assunzione|posizione|ruolo|opportunita|inserimento)
        (ritirare|ritiriamo|ritirata|annullare|revocare|revocata|revoca|ritiro) ~5 (offerta|proposta|contratto|assunzione|lettera)
        (offerta|proposta|assunzione|lettera di impegno) ~6 (ritirata|revocata|annullata|non e piu valida|non piu valida|decaduta|nulla|da considerarsi)
        (cliente|azienda|team|responsabile|commissione|direzione|titolare|manager|hr) ~6 (ha (deciso|scelto|preferito|optato)|non (ha|vuole|intende|procede|prosegue|se la)|scart*|altr*|congelat*|ha bloccato|ha sospeso)
        (non) ~3 (cerchiamo|stiamo|abbiamo|ci sono|disponiamo|assumiamo|prevede|prevediamo|c e) ~5 (posizion*|posti|posto|assumendo|selezionando|ricerche|personale|apertur*|vacanc*|opportunita|inserimenti|nessuno|bisogno|cercando)
        non ~2 (questa volta|stavolta|in questa occasione|per ora|per il momento|al momento)
        (questa volta|stavolta|in questa occasione) (, )?(non|no|purtroppo|abbiamo scelto)
        (ricandidar*|ricandidi|candidarti di nuovo|candidarsi di nuovo|candidarsi nuovamente|nuova candidatura|riprovar*|ripresentar*|riproporsi|candidarti nuovamente|ritent*)
        (non) (sei|e|sia|siamo) (stat* )?(tra|fra|la|il|lei|tu|riuscit*|in grado|possibile|piu|selezionat*|scelt*) ~2 (person*|candidat*|possibile|selezionat*|profil*|idone*|rosa|offrir*|offrirti|offrirle|scelt*|finalist*|disponibil*)
        (blocco|congelamento|taglio|tagli|riorganizzazione|riduzione|budget) ~8 (assunzion*|posizion*|ricerca|inserimenti|selezion*)
        (rosa|shortlist|short list) ~4 (non|ristretta)
    """,
    "weak_refusal": """
        (purtroppo|spiace*|dispiace*|rammaric*) ~10 (non|rifiut*|respint*|annullat*|impossibil*)
        (rifiutat*|respint*|annullat*|negat*|revocat*|rigettat*)
        non ~3 (possiamo|posso|e possibile|possibile|e stato possibile|accolt*|approvat*|riusciamo)
    """,
    "regret": """
        purtroppo|spiace*|dispiace*|rammaric*|rincresce|malincuore|spiacent*|sfortunatamente
        (difficile|non e stato facile|non facile|brutt*|delusion*|deludere|cattiva)
        (dopo|a seguito|nonostante|malgrado) (un |una |un attenta |attenta |aver |il |l |la )*(attent*|analis*|valutazion*|valutat*|riflession*|esam*|interesse|approfondit*|lunga|tanto|qualita|ponderat*)
        (numeros*|elevato|gran|tant*|alto|molt*) (numero|candidatur*|candidat*|adesioni|quantita|profili|livello)
    """,
    "wishes": """
        (augur*) ~5 (successo|fortuna|meglio|ogni|tutto|buon*|miglior*|soddisfazion*)
        (in bocca al lupo|buona fortuna|migliori auguri|ogni bene|buon proseguimento|tanti auguri)
        (conserv*|terremo|tenere|mantenere|archiviar*|manterremo|inserir*|teniamo|tengo) ~6 (cv|curriculum|candidatura|dati|database|contatt*|banca dati|profilo|archivio|presente|considerazione)
        (futur*|prossim*|altr*|nuov*) ~1 (opportunita|posizion*|selezion*|occasion*|ricerch*|offert*|esigenz*|collaborazion*)
        (carriera|percorso|futuro|ricerca|cammino|strada) (professional*|lavorativ*|di lavoro)
        (invitiamo|invito|incoraggi*|continu*|resta*|rimanere|rimaniamo|restiamo) ~6 (candidarsi|candidarti|seguir*|sito|posizioni|consultare|contatto|monitorare|visitare|aggiornat*)
    """,
    "praise": """
        (grazie|ringrazi*) ~8 (interesse|tempo|candidatura|partecip*|fiducia|disponibilita|colloquio|inviato|candidat*|pazienza|averci|dedicato|incontro|chiacchierata)
        (piaciut*|apprezzat*|piacere|colpit*|apprezziamo) ~5 (conosc*|profilo|colloquio|parlare|esperienza|incontr*|percorso|chiacchier*)
        (attentamente|con attenzione|accuratamente|con cura)
    """,
    "receipt": """
        (abbiamo|ricevut*|conferm*|e stata|e stato|ricezione) ~4 (ricevut*|ricezione|registrat*|inviat*|arrivat*|pervenut*|acquisit*|correttamente|presa in carico) ~5 (candidatura|curriculum|cv|domanda|tua|sua|documenti|correttamente|con successo|profilo)
        (candidatura|curriculum|cv|domanda) ~6 (ricevut*|inviat*|registrat*|pervenut*|arrivat*|con successo|in fase di|presa in carico|correttamente|in esame|buone mani)
        (esaminer*|valuter*|analizzer*|legger*|esamin*|valut*|contatter*|ricontatter*|faremo sapere|risponder*|aggiorner*|informer*|riceverai|ricevera|verra) ~6 (candidatur*|contatt*|profilo|giorni|settimane|presto|cv|riscontro|attenzione|esito|team|possibile|breve|valutata|qualora|solo|risposta)
        (solo|soltanto|esclusivamente|unicamente) ~6 (contatt*|selezionat*|convocat*|ricontatt*)
        non ~4 (rispondere|contattare|riscontro) (a )?(tutt*|ogni|singol*|individual*)
    """,
    "pending": """
        (ancora) ~4 (non|in corso|in fase|valutando|in valutazione|aperta|in gara|in attesa|corso|aperto|lista)
        (non abbiamo|non e stata|non ancora|non hanno) ~5 (ancora|deciso|decision*|scelto|presa|concluso|terminato)
        (ritard*|slitta*|rimand*|piu tempo|pazienza|tempi piu|posticip*|allung*)
        (decisione|risposta|novita|notizie|riscontro|esito) ~6 (settimana|entro|prossim*|fine|giorni|presto|breve|inizio)
    """,
    "invitation": """
        (invit*|convoc*|vorremmo|ci piacerebbe|vorrei|piacerebbe|lieti|fissare) ~6 (colloquio|incontr*|conosc*|chiacchierata|call|videochiamata|intervista|fase|parlar*|prova|step|giornata)
        (colloquio|incontro|videochiamata|call) ~7 (confermat*|fissat*|il giorno|alle|teams|zoom|meet|si terra|previsto|conferma|convocazione|programmato)
        (prossim*|second*|success*|ultim*|final*) (fase|colloquio|step|incontro|passo|passaggio)
    """,
    "scheduling": """
        (va bene|andrebbe bene|puoi|puo|potresti|potrebbe|riesci|riesce|sei|e disponibile|sarebbe|hai|ha|ti va|le va|ci sentiamo|sentiamo|possiamo|facciamo|avresti|avrebbe) ~8 (lunedi|martedi|mercoledi|giovedi|venerdi|domani|oggi|settimana|mattina|pomeriggio|alle|ore|0|disponibil*|minuti|un attimo) ~10 \\?
        (disponibilita|orari*|agenda|calendario|fascia|fasce|slot)
        (quando|che giorno|a che ora) ~6 (puoi|puo|possiamo|sentir*|chiamar*|disponibil*|riesci|parlare|iniziare)
        (chiam*|sentir*|telefon*|chiacchier*|call|videochiamata|caffe|parlar*|sentiamo|telefonata) ~5 (minuti|veloc*|breve|domani|lunedi|martedi|mercoledi|giovedi|venerdi|settimana|quando|pomeriggio|0|al numero|al)
        (a) (domani|lunedi|martedi|mercoledi|giovedi|venerdi|presto|dopo|tra poco)
        (spostar*|rimandar*|anticipar*|riprogrammar*|posticipar*) ~4 (colloquio|incontro|call|appuntamento|il nostro|la nostra|a)
    """,
    "outreach": """
        (profilo|esperienza|percorso|cv|curriculum) ~8 (interessante|colpit*|attenzione|in linea|vist*|trovat*|linkedin|adatt*|notat*|interess*|sembr*|perfetto)
        (vist*|trovat*|lett*|notat*|visionat*|imbattut*) ~4 (tuo|suo|il tuo|il suo|nel tuo|nel suo) (profilo|cv|curriculum|percorso)
        (sto|stiamo|sono|mi occupo|collaboro|lavoro|cerco|cerchiamo|seleziono|ricerchiamo) ~5 (cercando|selezionando|recruiter|selezion*|ricerca|contattando|consulente|client*|headhunter|una figura|un profilo|seguendo)
        (ti|la|le) (scrivo|contatto|contattiamo|scriviamo|disturbo) ~3 (perche|in quanto|da|per|a proposito|in merito|dopo)
        (apert*|interess*|disponibil*|curios*|valut*|ascolt*) ~6 (opportunita|propost*|nuov*|cambiament*|parlarne|sapere|chiacchier*|ruolo|valutare|confront*|sfid*|posizione|saperne)
        (cliente|azienda|societa|clinica|gruppo|realta|multinazionale) ~8 (cerca|ricerca|seleziona|sta cercando|cerchiamo|assume|del settore|leader|di inserire|situat*|con sede)
        (ral|retribuzione|stipendio|contratto a tempo|indeterminato|partita iva|smart working|tempo determinato|inquadramento|livello|compenso)
        (conosci|conosce) (qualcuno|qualche)
        (opportunita|posizione|ruolo|proposta|offerta) ~5 (che (potrebbe|credo|penso)|interess*|potrebbe|per te|per lei|riservata|stimolante)
    """,
    "screening": """
        (aspettativ* (economic*|retributiv*)|ral attuale|preavviso|patente|disponibilita a|permesso di soggiorno|automunit*|retribuzione attuale|ral|trasferimento|trasferte|categori* protett*|pretese)
        (invi*|mand*|inoltr*|gir*|allegar*|spedir*) ~5 (cv|curriculum|portfolio|referenze|attestat*|documenti|titolo|certificat*|titoli)
        (qual|quali|quanto|hai|ha|sei|potresti|potrebbe|puoi|quando|saresti|sarebbe|da quanto|ti) ~14 \\?
    """,
    "represents": """
        (recruiter|selezione|selezionatore|selezionatrice|risorse umane|hr|talent|headhunter|agenzia per il lavoro|ufficio personale|filiale|apl)
    """,
    "assessment": """
        (test|prova|questionario|esercizio|valutazione|videocolloquio|video intervista|assessment|caso) ~8 (link|svolgere|completare|minuti|entro|online|accedere|fare|tecnic*|compilare|scadenza)
    """,
    "alert": """
        (nuov*|0|ultim*|altr*) (offerte|annunci|posizioni|opportunita|lavori|offerte di lavoro)
        (avvis*|alert|job alert) (di )?(lavoro|offerte|annunci)
        (vedi offert*|candidati ora|candidati subito|candidatura semplice|offerte consigliate|vedi tutte|offerte per|annunci simili|ha visualizzato|vedi annunci)
    """,
    "offer": """
        (lieti|liet*|felic*|congratulazioni|piacere|complimenti) ~10 (offrir*|proposta|contratto|assunzione|selezionat*|benvenut*|comunicarti che sei|offerta|proporle|proporti|entrare)
        (lettera di assunzione|proposta di assunzione|contratto di lavoro|data di inizio|benvenut* (nel team|a bordo|in squadra)|primo giorno|lettera d impegno|lettera di impegno|offerta di lavoro)
    """,
    "withdrawn": """
        (ritiro|ritirare|rinuncio|rinunciare|rinuncia|declinare|deciso) ~6 (mia candidatura|candidatura|offerta|selezione|mia|dalla)
        (hai|ha|avete) (ritirato|annullato|rifiutato|rinunciato)
        (mia|mio|miei|mie) (candidatura|cv|colloquio|curriculum|domanda|ricerca)
        (su tua richiesta|su sua richiesta|come richiesto|come da sua richiesta)
    """,
    "hearsay": """
        (gestire|superare|affrontare|imparare|reagire) ~3 (rifiut*|no)
        (mio|mia|suo|sua) (fratello|sorella|amico|amica|figlio|figlia|marito|moglie|collega|cugin*|ragazz*|madre|padre|capo|coinquilin*|nipote|vicin*)
        (mi|lo|la) (hanno|ha) (rifiutat*|scartat*|detto|pres*|bocciat*)
        (newsletter|disiscri*|cancellati|podcast|webinar|browser|annulla iscrizione|annullare l iscrizione)
        (cari colleghi|a tutti|cari genitori|gentili famiglie|cari soci|care famiglie|gentili condomini)
    """,
    "elsewhere": """
        (prestito|mutuo|credito|assicurazione|sinistro|ordine|pacco|spedizione|fattura|pagamento|conto|abbonamento|prenotazione|biglietto|visto|rimborso|affitto|appartamento|inquilin*|proprietari*|locazione|visita|polizza|carta|bolletta|bonifico)
        (manoscritto|articolo|revisor*|intervento|convegno|rivista|borsa di studio|abstract|finanziamento|contributo|conferenza)
        (iscrizione|universita|ammissione|laurea|magistrale|asilo|scuola|corso|residenza|immatricolazione|nido|studentato|esame)
        (soci|socio|circolo|associazione|torneo|squadra|coro|estrazione|concorso a premi|orto|lista d attesa|adozione|canile|gattile)
        (codice di verifica|password|accesso|sicurezza|codice|otp|login)
        (fuori ufficio|ferie|risposta automatica|assente|non recapitat*)
        (sconto|sconti|promozione|coupon|carrello|negozio|spedizione gratuita|saldi|acquisto)
        (gara|preventivo|fornitor*|comune|agenzia delle entrate|multa|licenza|tribunale|bando di gara|inps|istanza|pratica)
        (pull request|merge request|commit|pipeline|repository|branch|build)
    """,
    "job": """
        (candidatur*|candidat*|posizione|posizioni|colloqui*|selezione|selezioni|assunzion*|lavoro|cv|curriculum|ruolo|posto|offerta di lavoro|risorse umane|ricerca|tirocinio|stage|impiego|profilo|recruiting|apprendistato|carriera)
    """,
}
