"""French cues, over folded letters (é is e). How the patterns are written: see the package's docstring."""

CONDITIONS = (
    "si|il se peut|dans ce cas|une fois ce|certaines candidatures|a chaque etape|(les )?candidat* (non|qui ne|dont)|ceux qui|celles qui|toute candidature|le cas echeant|au cas ou|dans le cas ou|en cas|sans (reponse|nouvelle*|retour)|a defaut|en l absence|faute de (reponse|retour)|seul* les|sauf|lorsque|quand|pourra etre|pourrait|ou non"
    "|il faudra considerer|veuillez considerer|vous pourrez considerer|considerez|passe ce delai|au dela de"
)

CUES = {
    "refusal": """
        (choisi|choisit|prefere|decide|prend*|pris|retenu|dit oui|opte|confie*|attribue*|prendre|garde|confier|poursuivre avec) ~5 (autre|quelqu un|personnes ayant|une fille|l autre|un autre|une autre|interne|dirigeant|un garcon|prioritaire|des personnes|profils)
        (trouve|trouvee|pris|embauche) ~3 (quelqu un|notre perle|la personne|chaussure)
        (pouvons|peut|pourrons|pouvoir|peux) ~3 (retenir|vous retenir|la retenir|te prendre|vous prendre)
        (aucun|aucune|rien) ~4 (poste|a te proposer|a vous proposer|vacant|proposer|de libre)
        (pas|ne) ~6 (repondre|acceder) ~2 (favorablement|a votre demande|positivement)
        (cloture|cloturons|cloturer|archive|archivons) ~4 (candidature|dossier)
        (nom|candidature|dossier) ~3 ne figure
        mobilite interne
        (poste|mi temps|contrat|mission|offre|stage) ~9 (ne sera pas|pas cree|pas renouvele*|n existe plus|annulee|annulent|plus de mission|n aura pas lieu)
        (equipe*|planning|effectif) ~4 (complet*|forme*|au complet)
        (il|elle) n y aura ~2 pas ~4 (contrat|poste|suite|place|stage)
        (pas|plus|jamais) ~5 (suite favorable|suite positive|donner suite|donner de suite|une suite|suites favorables)
        (ne|n) ~4 (pas|plus) ~4 (retenu*|retenir|retenons|selectionn*|preselectionn*|donner suite|poursuivre|poursuivons|aller plus loin|donnons suite|suivre|aboutir|abouti|recruter|recrutons|embaucher|proposer|proposons|honorer|correspond*|correspondre|convenir|concretiser|avancer|continuer|choisi*|integrer|pourvoir|abouti*|engager|rejoindre|recevoir|reserver|accueillir|prendre|convaincu*|presenter|faire partie|admis*|accompagner)
        (pas|non) (ete )?(retenu*|selectionn*|retenir|retenons|choisi*|preselectionn*|abouti*|admis*|concluant*|favorable)
        (autre*|autres) (candidat*|profil*|personne*|postulant*|candidature*)
        (candidat*|profil*|personne*|candidature*|collaborateur*|quelqu un) ~6 (davantage|mieux|plus proche*|plus en|correspondant*|plus adapte*|plus experimente*|dont|plus precisement|interne|en interne|d autre*|plus conforme*)
        (poste|offre|emploi|place|mission|stage|alternance|postes|places|contrat|annonce) ~7 (pourvu*|attribue*|annule*|suspendu*|supprime*|ferme*|cloture*|gele*|plus disponible*|plus vacant*|plus ouvert*|plus d actualite|remis* en|reporte*|abandonne*|pris|prise|comble*|donne*|occupe*|retire*|en interne|deja)
        (pourvoir|pourvu|pourvoir) ~5 (en interne|interne|mobilite interne|ce poste en|par)
        (recrutement*|processus|recherche|embauche*|procedure|ouverture) ~7 (annule*|suspendu*|gele*|interrompu*|reporte*|clos|cloture*|abandonne*|suspendre|stopp*|en pause|en suspens|mis en|mettre en|arret*|ajourne*|n ira pas)
        (gel|gelons|suspendre|suspendons|geler|annuler|annulons|interrompre|stopper|suspension|annulation|arret) ~4 (recrutement*|embauche*|poste|processus|postes|recherche|offre)
        (choix|decision|selection) ~6 (porte* sur|orient* vers|arrete* sur|autre*|negative|defavorable|ne s est pas|pas en votre|pas sur vous|pas favorable|un autre|tourn*)
        (s est|nous sommes|se sont|etre|avons|ai|a|a ete|orientons|orienter) ~3 (porte|portee|orient*|tourn*|opte*|prefer*|penche) ~4 (autre*|interne|candidat*|profil*|quelqu un|personne)
        (regret*|desole*|malheureusement|navre*|regrettons) ~10 (pas|plus|ne|negativ*|defavorable*|pourvu|annul*|suspend*|refus*|decliner|rejete*)
        (reponse|suite|avis|retour|issue|decision) (a votre candidature )?(est |sera |s avere |etant )?(malheureusement |donc )?(negative|negatif|defavorable|non)
        (candidature|profil|dossier|demande) ~7 (ecarte*|rejete*|refuse*|declin*|pas ete|n a pas|n est pas|ne correspond*|pas abouti|non retenu*|n a malheureusement|ne pourra|ne sera pas|sans suite|ne repond|ne figure|pas retenu*|ne peut)
        (contraint*|obliges|devons|decide*|choisi|oblige*) ~3 (de )?(decliner|ecarter|rejeter|refuser|ne pas|renoncer|mettre fin|annuler|suspendre|retirer)
        (retir*|annul*|revenir sur|caduc*|revoqu*|resili*) ~4 (offre|promesse|proposition|notre offre|embauche|contrat)
        (offre|promesse|proposition) ~6 (retir*|annul*|caduque|caduc|revoqu*|plus valable)
        (pas|plus) ~4 (de poste|de besoin*|d opportunite*|de place*|d ouverture*|de recrutement|d offre|poste a|de mission) ~5 (a vous|disponible*|correspond*|actuellement|pour|ouvert*|vacant*|a pourvoir|en ce moment|propos*)
        (client|manager|equipe|direction|jury|responsable|employeur|comite|commission) ~7 (pas souhaite|pas retenu|autre*|ne souhaite pas|a prefere|a choisi|a decide|n a pas|pas donner|a opte|ne donnera|a retenu|interne|gele|annule)
        (ne|n) ~3 (etes|avez|serez|fait*|faites|figurez|sera|seront) ~2 (pas|plus) ~4 (retenu*|selection*|partie|liste|convoque*|suite|admis*|en lice|preselection*|dans la)
        (postuler|candidater|representer|tenter|candidature|postulez) ~4 (de nouveau|a nouveau|nouveau|l an prochain|l annee prochaine|dans six|dans 0|ulterieur*|une autre fois|prochaine session)
        (inadequation|decalage|ecart|trop (junior|senior|eloigne*|juste|court)|surqualifie*|manque d experience|pas suffisam*|insuffisant*)
        (ce sera|c est|sera|est) (donc |malheureusement )?(non|un non|pas pour cette fois|pas cette fois)
        (pas) (pour )?(cette fois)
        (etre|est|sommes|etions) (deja )?(au complet|complet*|complets)
        (ne|n) ~3 (donner*|donnons|donnera|donne) ~2 pas ~3 suite
        (sans suite|classe* sans suite|fin de non recevoir)
    """,
    "weak_refusal": """
        (malheureusement|regret*|desole*|helas|navre*) ~10 (pas|plus|refus*|rejet*|annul*|impossible)
        (refuse*|rejete*|decline*|annule*|defavorable*|negativ*)
        (ne|n) ~3 (pouvons|peut|pourrons|sommes|est) ~3 pas ~5 (accepter|accorder|proposer|repondre|donner|valider|favorable*|possible|mesure)
    """,
    "regret": """
        malheureusement|helas|regret*|desole*|navre*|regrettons
        (mauvaise*|difficile*|decevant*|deception|bonne nouvelle|facile)
        (apres|malgre|suite a) (un |une |mure |l )?(examen|etude|attentif|attentive|reflexion|mur*|analyse|qualite*|interet|lecture|longue)
        (nombreus*|grand nombre|volume|quantite|tres nombreux|nombre important) ~4 (candidature*|candidat*|reponse*|postulant*|dossiers)
        (ne remet|ne remettent|ne prejuge|en aucun cas) ~5 (qualite*|competence*|cause|valeur)
    """,
    "wishes": """
        (souhait*) ~5 (plein succes|bonne|succes|reussite|meilleur*|bon courage|plein de|tout|une belle|beaucoup|bonne continuation)
        (bonne (continuation|chance)|bon courage|pleine reussite|plein succes)
        (vivier|base de donnees|cvtheque|conserver*|conservons|conserve*|gardons|garder|garde) ~6 (candidature|cv|dossier|profil|coordonnees|vivier|sous la main|contact)
        (recherche*|projet*|demarche*|carriere|parcours|avenir|poursuite) ~3 (professionnel*|emploi|de carriere|futur*|d emploi)
        (future*|prochaine*|autre*|nouvelle*|ulterieur*) (opportunite*|offre*|poste*|occasion*|besoin*|recrutement*)
        (hesitez pas) ~4 (postuler|consulter|repostuler|candidater|suivre|revenir|representer)
        (reste*|rester|restons) (en contact|en lien|attenti*)
    """,
    "praise": """
        (remerci*|merci) ~9 (interet|candidature|temps|confiance|entretien|echange*|disponibilite|patience|postule|rencontre|attention|demarche)
        (apprecie*|plaisir|ravi*|impressionn*|qualite) ~6 (echange*|entretien|candidature|rencontre*|parcours|profil|conversation|motivation)
        (attentivement|avec attention|avec soin|soigneusement|avec interet)
    """,
    "receipt": """
        (bien |nous avons |avons |a ete |avoir )(bien )?(recu*|reception|enregistre*|receptionne*|transmis*|pris connaissance|parvenu*|prise en compte) ~6 (candidature|cv|dossier|message|demande|votre|documents|postulation)
        (candidature|cv|dossier|postulation) ~8 (bien ete|recu*|enregistre*|transmise|bien arriv*|est arrivee|parvenue|prise en compte|envoyee|en cours|etudiee|examinee|sera|deposee|bonnes mains)
        (accus*|confirm*|reception|recevoir) ~6 (reception|candidature|inscription|depot|dossier|recue)
        (etudi*|examin*|analys*|lire|lisons|traiter|regarder|reviendr*|recontacter*|contacter*|reviendra|prendre contact|prendrons|tiendr*) ~6 (candidature*|dossier|vers vous|votre|retour|delai*|attention|jours|semaines|contact|informe|meilleurs delais|plus vite)
        (reviendrons|reviendra|reviens|recontacterons|contacterons|tiendrons|repondrons|revenons)
        (sans (reponse|nouvelle*|retour)) ~12 (delai|semaines|jours|considerer|part|retenue|mois)
        (seuls|seules) les ~5 (contact*|retenu*|convoque*|recontact*|invite*)
    """,
    "pending": """
        (toujours|encore) (en cours|a l etude|en attente|pas|en discussion|dans la course|ouvert*|actuellement|en lice|en traitement)
        (pas|n a) encore ~5 (pris|prise|decide*|decision|arrete*|termine*|tranche*|fait|choisi|recu|cloture*)
        (retard|decale*|report*|patient*|plus long|delai supplementaire|prend du temps|plus de temps)
        (decision|reponse|retour|nouvelles) ~5 (d ici|prochain*|avant|semaine|fin|sous|debut|bientot|courant)
    """,
    "invitation": """
        (convi*|invit*|convoqu*|rencontrer|vous recevoir|vous proposer|proposons|proposer|propose) ~6 (entretien|rencontre|echange|rendez|visio|rdv|rendez vous|journee|test|session|entretiens)
        (entretien|rendez vous|rdv) ~7 (aura lieu|confirm*|prevu|fixe|le|a 0|visio|teams|zoom|convocation|programme|planifie)
        (souhait*|aimer*|heureu*|ravi*|plaisir) ~4 (vous rencontrer|echanger|vous recevoir|faire connaissance|faire votre|inviter|discuter|en discuter)
        (prochaine*|deuxieme|seconde|derniere|suite) (etape|entretien|tour|phase|du processus)
    """,
    "scheduling": """
        (seriez|etes|serait|serais|es|est ce|vous convient|convient|conviendrait|ca te|ca vous|pouvez|pourriez|dispo|disponible*|auriez|avez|on se|peut on|pouvons) ~9 (lundi|mardi|mercredi|jeudi|vendredi|demain|aujourd|semaine|matin|apres midi|h|heure*|0h|0) ~10 \\?
        (disponibilite*|creneau*|creneaux|agenda|calendrier|horaire*)
        (quand) ~6 (disponible*|appeler|joindre|parler|echanger|dispo|commencer)
        (appel*|telephon*|joindre|rappel*|coup de fil|echanger|discuter|visio|cafe) ~5 (minutes|demain|rapide*|quelques|court|au|lundi|mardi|mercredi|jeudi|vendredi|tel|moi|bref|de vive voix|semaine)
        (a|bonne journee) (demain|lundi|mardi|mercredi|jeudi|vendredi|tout a l heure|bientot|tres vite|tres bientot)
        (decaler|deplacer|reporter|avancer) ~3 (rendez|rdv|entretien|appel|notre|echange)
    """,
    "outreach": """
        (profil|parcours|experience|cv) ~8 (attention|interesse*|interpel*|retenu mon|correspond*|remarqu*|decouvert|consult*|trouve*|vu|plu|parfaitement|repere*|seduit|tombe*)
        (vu|decouvert|trouve|consulte|tombe*|repere|parcouru|lu) ~4 (votre|ton) (profil|cv|parcours)
        (je|nous|on) (me permets|recherch*|recrut*|cherch*|accompagn*|travaill*|suis|sommes|vous contacte|t ecris|vous ecris|te contacte|contacte|reviens) ~6 (un|une|des|pour|client*|consultant*|recrut*|cabinet|poste|actuellement|car|charge*)
        (ecoute|ouvert*|interesse*|curieu*|envie|tente*|interesser) ~6 (opportunite*|nouvelle*|poste|echanger|proposition*|marche|changement|changer|discut*|en parler|mission|nouveau|defi|bouger|en savoir)
        (client*|entreprise|societe|clinique|structure) ~8 (recherch*|recrut*|cherch*|souhait* renforcer|renforc*|base*|specialis*|leader)
        (cabinet|chasseur*|recruteur*|consultant* en recrutement|cdi|freelance|tjm|remuneration|salaire|package|interim|fixe)
        (connaiss*) ~4 (quelqu un|personnes|une personne)
        (opportunite|poste|mission|role|offre) ~5 (pourrait|interess*|vous plaire|te plaire|te correspond*|a pourvoir|a vous proposer|en cdi|passionnant*|confidentiel*)
    """,
    "screening": """
        (pretention*|preavis|remuneration souhaitee|salaire souhaite|pretentions salariales|permis b|permis de|mobilite|titre de sejour|autorisation de travail|date de disponibilite|salaire actuel|remuneration actuelle|taux journalier|disponible a partir)
        (envoyer|transmettre|envoie*|faire parvenir|adresser|partager|renvoyer|faire suivre|communiquer) ~6 (cv|curriculum|references|diplome*|attestation*|portfolio|book|coordonnees|lettre|justificatif*)
        (quel*|avez|etes|combien|pouvez|pourriez|as tu|es tu|depuis|souhaitez) ~14 \\?
    """,
    "represents": """
        (recruteur*|recruteuse*|recrutement|rh|ressources humaines|talent*|chasseur*|drh|cabinet|charge* de recrutement|consultant* en)
    """,
    "assessment": """
        (test*|evaluation|questionnaire|exercice|entretien video|video differe*|cas pratique|mise en situation) ~8 (lien|realiser|completer|passer|minutes|delai|invit*|en ligne|repondre|rendre|deadline|remplir|acceder)
    """,
    "alert": """
        (nouvelle*|0|dernieres|autres) (offre*|offres d emploi|emplois|jobs|annonces|opportunites|postes)
        (alerte|alertes) (emploi|job|offres|jobs|e mail|mail)
        (postuler maintenant|voir l offre|voir toutes|consulter l offre|voir les offres|candidature simplifiee|votre recherche|correspondant a votre recherche)
    """,
    "offer": """
        (plaisir|heureu*|felicitation*|ravi*|enchante*) ~10 (proposer|offre|contrat|retenu*|embauche|bienvenue|rejoindre|accepte*|confirmer|integrer|accueillir)
        (promesse d embauche|contrat de travail|proposition d embauche|offre d embauche|bienvenue parmi|premier jour|bienvenue dans|date de prise de poste|lettre d engagement)
    """,
    "withdrawn": """
        (je) ~6 (retire|retirer|decline|renonce|me desiste|desister|desistement) ~6 (candidature|offre|proposition|poste|processus)
        (vous avez|tu as|avoir) ~3 (retire|annule|decline|refuse|renonce)
        (votre|ton) (desistement|retrait)
        (ma|mon|mes) (candidature|cv|entretien|lettre|recherche d emploi|demarche*)
        (comme convenu|a votre demande|suite a votre demande)
    """,
    "hearsay": """
        (gerer|rebondir|apprendre|surmonter|vivre|face a|apres|encaisser) ~4 (refus|rejet|echec*)
        (mon|ma|son|sa) (frere|soeur|ami|amie|copain|copine|fils|fille|mari|femme|collegue|cousin*|coloc|mere|pere|voisin*|neveu|niece)
        (j ai|je n ai|je me suis|il a|elle a|ils) ~4 (pas ete pris|pas ete prise|refuse|recu un refus|fait recaler|pas eu le poste|ete recale*|pas retenu)
        (newsletter|desinscri*|desabonn*|se desinscrire|podcast|webinaire|navigateur|lettre d info*)
        (chers collegues|chers parents|a tous|a toutes|chers adherents|chers voisins)
    """,
    "elsewhere": """
        (pret|credit|assurance|sinistre|commande|colis|livraison|facture|paiement|compte|abonnement|reservation|billet|visa|remboursement|caf|allocation*|logement|appartement|location|locataire|proprietaire|bail|visite|colocation|mutuelle|prelevement)
        (manuscrit|article|relecteur*|communication|conference|revue|subvention|bourse|appel a projets|soumission|colloque)
        (parcoursup|inscription|universite|admission|licence|master|creche|ecole|faculte|formation|residence universitaire|crous|cantine)
        (adhesion|adherent*|club|association|tournoi|equipe|chorale|tombola|concours|jardin|liste d attente|adoption|refuge)
        (code de verification|mot de passe|connexion|securite|code|identifiant|se connecter)
        (absence|conges|absent*|reponse automatique|non remis|non distribue)
        (promo*|soldes|reduction|code promo|panier|boutique|livraison offerte|bon d achat)
        (marche public|appel d offres|devis|fournisseur*|prestataire*|soumissionnaire*|mairie|prefecture|impot*|tribunal|permis de construire|titre de sejour)
        (pull request|merge request|commit|pipeline|branche|depot|build)
    """,
    "job": """
        (candidature*|candidat*|poste|postes|emploi|entretien*|recrut*|recrutement*|postul*|cv|embauche*|stage|alternance|offre d emploi|carriere*|processus de recrutement|apprentissage|interim|ressources humaines|selection|profil|curriculum|cdi|cdd)
    """,
}
