"""Cues for languages without training mail: what a no, a confirmation and a good wish are called there.

Polish, Swedish, Danish and Norwegian, Czech, Turkish, Finnish, Russian; over folded letters (å is a, ł is l, ş is s). How the patterns are
written: see the package's docstring.
"""

_PL = {
    "refusal": """
        nie ~5 (zakwalifikow*|wybran*|wybrac|zaprosic|zaproszon*|kontynuow*|zaproponow*|zaoferow*|zatrudni*|przeszl*|spelni*|przyjet*|zdecydow*|mozliwosci zatrudnienia|rozpatrzon*|zostan* zaproszon*|bierzemy|wezmiemy)
        (inn*|innych|innego|inna|wewnetrzn*) ~1 (kandydat*|osob*|kandydatur*)
        (kandydat*|osob*) ~6 (lepiej|w wiekszym stopniu|bardziej|najlepiej|wewnetrzn*|pelniej)
        (stanowisk*|rekrutacj*|proces*|oferta|wakat*|etat*|nabor*) ~6 (obsadzon*|zamkniet*|wstrzyman*|anulowan*|zawieszon*|odwolan*|zakonczon*|nieaktualn*|wycofan*|zajete|uniewaznion*)
        (zdecydowa*|wybra*|wybor*) ~4 (inn*|nie|kontynuow* z inn*|osob* o|kandydat*)
        (odrzucon*|odmow*|negatywn* (decyzj*|odpowiedz*|wynik*)|odpowiedz odmown*|zrezygnowa*|decyzja odmowna)
        (wstrzyma*|anulowa*|zawiesi*) ~3 (rekrutacj*|proces*|nabor*|zatrudnian*)
        (niestety|z przykroscia|przykro) ~9 (nie|negatywn*|inn*|obsadzon*|zamkniet*|wstrzyman*|anulowan*)
        (wycof*|anul*) ~3 (ofert* pracy|oferte|ofert*)
    """,
    "regret": "niestety|przykro|przykroscia|zalujemy|ubolewaniem",
    "wishes": "(zycz*) ~5 (powodzenia|sukces*|wszystkiego)\npowodzenia\n(zachowa*|zachowamy|przechow*|baz*) ~5 (cv|dane|aplikacj*|danych|kandydatow)\n(przyszl*|kolejn*) ~2 (rekrutacj*|ofert*|procesach|naborach)",
    "praise": "(dziekujemy|dziekuje|dziekuj*) ~7 (zainteresowanie|aplikacj*|czas|udzial|zgloszenie|rozmow*|przeslanie|zaufanie)",
    "receipt": "(otrzymalismy|wplynel*|potwierdzamy|otrzymane|zarejestrowan*|dotarl*) ~6 (aplikacj*|zgloszen*|cv|dokument*|otrzymanie|twoj*|panstwa)\n(aplikacja|zgloszenie|cv|dokumenty) ~4 (otrzyman*|zostal*|dotarl*|wyslan*|zarejestrowan*)\n(skontaktuj*|zapozna*|przeanalizuj*|odezwiemy|rozpatrz*) ~6 (z toba|z pan*|wybranymi|aplikacj*|dni|tygodni|sie)",
    "pending": "(jeszcze|wciaz|nadal) ~4 (nie|trwa|w toku|rozpatrywan*|analiz*)",
    "invitation": "(zaprosic|zapraszamy|zaproszenie|zapraszam) ~6 (rozmow*|spotkani*|etap*|rekrutacyjn*|kwalifikacyjn*)",
    "scheduling": "(pasuje|mozemy|moze|moglby*|dostepn*|odpowiada|da rade) ~8 (poniedzialek|wtorek|srod*|czwartek|piatek|jutro|godz*|tygodniu|termin*) ~10 \\?",
    "outreach": "(trafilam|trafilem|natrafil*|profil|doswiadczenie) ~6 (linkedin|profil|zainteresowal*|pasuje|idealnie|zwrocil*)\n(poszukuj*|szukam|szukamy|rekrutuj*) ~5 (dla|osob*|klienta|kandydat*|specjalist*|programist*)\n(otwart*|zainteresowan*) ~5 (propozycj*|ofert*|zmian*|wspolprac*|nowe)",
    "alert": "(nowe|0|nowych) (oferty|ofert|ogloszenia)( pracy)?\n(powiadomien*|alert*) ~3 (prac*|ofert*)",
    "job": "(aplikacj*|kandydat*|stanowisk*|rekrutac*|cv|rozmow*|prac*|rekruter*|zatrudni*|kandydatur*|wakat*|praktyk*)",
    "elsewhere": "(kredyt*|zamowieni*|przesylk*|faktur*|platnos*|ubezpieczen*|artykul*|czasopism*|recenz*|wniosek|mieszkani*|uczelni*|studi*|haslo|kod|rezerwacj*|subskrypcj*|reklamacj*|paczk*)",
}
_SV = {
    "refusal": """
        (inte|ej) ~5 (ga vidare|gatt vidare|gar vidare|vidare|valts|vald|utvald|erbjuda|blivit|kallas|aktuell|anstalla|matcha*|motsvara*|kvar|tillsatta)
        (andra|annan|annat|intern*) ~1 (kandidat*|sokande|person*|medarbetare)
        (gatt|ga|gar) vidare ~3 (med )?(andra|annan|nagon annan)
        (tjansten|tjanst|rollen|rollen|platsen|jobbet|uppdraget) ~4 (tillsatt|tillsatts|fylld|tillsatta|ute|dragits|redan)
        (rekrytering*|processen|tjansten|anstallning*) ~5 (avbrut*|pausa*|stoppa*|avslut*|installd*|avbryta|vilande|fryst*|pa is)
        (anstallningsstopp|rekryteringsstopp)
        (tyvarr|beklagar|ledsen|ledsamt) ~9 (inte|ej|andra|annan|tillsatt*|avbrut*|pausa*|nej)
        (erbjudandet|erbjudande) ~4 (dra|drar|dragits|tillbaka|galler inte)
        (valt|valde|valjer|beslutat) ~3 (en annan|andra|att inte|nagon annan|annan)
    """,
    "regret": "tyvarr|beklagar|trakigt|ledsen",
    "wishes": "(onskar) ~4 (lycka|framgang|allt gott)\nlycka till\n(spara*|behall*) ~5 (cv|ansokan|uppgifter|kandidatbank)\n(framtida|kommande) ~1 (tjanster|roller|rekryteringar|mojligheter)",
    "praise": "(tack) ~5 (ansokan|intresse|tid|visat|sokte|samtal*|intervju*|att du sokt)",
    "receipt": "(mottagit|fatt|tagit emot|registrerats|mottagen) ~5 (ansokan|cv)\n(ansokan) ~4 (mottagen|mottagits|kommit|registrer*|skickats|inkommit)\n(aterkommer|gar igenom|hor av oss|kontaktar|granskar) ~6 (dig|ansokning*|sa snart|inom|urval*|lopande)",
    "pending": "(fortfarande|annu|an) ~4 (inte|pagar|igang|kvar)",
    "invitation": "(bjuda|bjuder|inbjudan|inbjuden|traffa) ~5 (intervju|dig|samtal|mote)",
    "scheduling": "(passar|kan|har|funkar|skulle) ~8 (mandag|tisdag|onsdag|torsdag|fredag|imorgon|i morgon|vecka|kl|tid) ~10 \\?",
    "outreach": "(sag|hittade|lasta|laste|fastnade) ~5 (din profil|profil|cv|linkedin)\n(soker|rekryterar|letar) ~5 (efter|en|till|kund)\n(nyfiken|oppen|intresserad) ~5 (pa|for|av|nya|hora|jobb|roll)",
    "alert": "(nya|0) (jobb|jobben|jobbannonser|lediga jobb)\n(jobbevakning|jobbagent|jobbavisering)",
    "job": "(ansokan|ansokning*|kandidat*|tjanst|tjansten|roll|rollen|rekryter*|intervju*|jobb|jobbet|cv|anstallning*|sokande|sokt|urval*|praktik*)",
    "elsewhere": "(lan|bestallning*|leverans*|faktur*|betalning*|forsakring*|artikel|tidskrift|lagenhet|bostad|universitet*|kurs|losenord|kod|bokning*|prenumeration|forskola|paket*|bidrag)",
}
_DA = {
    "refusal": """
        (ikke|ej) ~5 (videre|valgt|udvalgt|kommet|tilbyde|tilby|gatt videre|gaet videre|ga videre|aktuel*|indkald*|innkalt*|matcher|match*|ansette|ansaette|imodekomme|fatt|faet)
        (andre|anden|annen|andere|intern*|en anden|en annen) ~1 (kandidat*|ansoger*|soker*|person*|sokere)
        (gaet|gatt|ga|gar|gaa) videre ~3 (med )?(andre|en anden|en annen|noen andre|nogle andre)
        (stillingen|stilling|rollen|jobbet|jobbet|plassen|pladsen|vakansen) ~4 (besat|besatt|fylt|trukket|optaget|opptatt|tatt|allerede|nedlagt|lukket)
        (rekruttering*|processen|prosessen|stillingen|ansettelse*|ansaettelse*) ~5 (stoppet|avbrutt|afbrudt|pa pause|sat pa|satt pa|avlyst|aflyst|udsat|utsatt|sat i bero|innstilt|annuller*|indstillet)
        (ansettelsesstopp|ansaettelsesstop)
        (desvaerre|dessverre|beklager|leit|kedeligt|kjedelig) ~9 (ikke|andre|anden|annen|besat|besatt|afslag|avslag|nei|nej|aflyst|stoppet)
        (afslag|avslag|avvist|afvist)
        (valgt|besluttet|bestemt) ~3 (en anden|en annen|andre|ikke|a ikke|at ikke|a ga|at ga)
        (tilbud*|tilbuddet|tilbudet) ~4 (trukket|tilbage|tilbake|traekke|trekke)
    """,
    "regret": "desvaerre|dessverre|beklager|aergerligt|kedeligt|leit",
    "wishes": "(onsker|onske) ~4 (held|lykke|alt godt|det bedste|det beste|alt det)\n(held og lykke|lykke til|pool)\n(gemme*|beholde*|lagre*|opbevare*) ~5 (cv|ansogning|soknad*|oplysninger|kandidatbank|data)\n(fremtidige|kommende) ~1 (stillinger|muligheder|muligheter|roller)",
    "praise": "(tak|takk|tusen takk) ~5 (ansogning*|soknad*|interesse*|tid|tiden|samtale*|soge|sokte|intervju*|at du|for at)",
    "receipt": "(modtaget|mottatt|registreret|registrert) ~5 (ansogning*|soknad*|cv)\n(ansogning*|soknad*|din) ~4 (modtaget|mottatt|registreret|registrert|sendt)\n(vender tilbage|kontakter|gennemgar|gar gjennom|tar kontakt|horer fra|gjennomgar|laeser|svar) ~6 (dig|deg|ansogning*|soknad*|hurtigst|inden|sa snart|os|oss|uker|uger)",
    "pending": "(stadig|fortsatt|endnu|enna) ~4 (ikke|i gang|igang|behandl*|vurder*)",
    "invitation": "(invitere*|inviter*|indkald*|innkall*) ~6 (samtale|interview|intervju|jobsamtale|jobbintervju|mote|dig|deg)",
    "scheduling": "(passer|kan|har|vil) ~8 (mandag|tirsdag|onsdag|torsdag|fredag|i morgen|uge|uke|kl) ~10 \\?",
    "outreach": "(sa|fandt|fant|faldt|kom over|stodte) ~5 (din profil|profilen|profil|cv|linkedin)\n(soger|soker|rekrutterer|leder|ser) ~5 (efter|etter|en|kunde)\n(aben|apen|nysgerrig|interesseret|interessert) ~5 (for|pa|i|nye|hore)",
    "alert": "(nye|0) (job|jobs|stillinger|jobber|ledige stillinger|jobopslag)\n(jobagent|jobbagent|jobvarsel|jobbvarsel)",
    "job": "(ansogning*|soknad*|kandidat*|stilling*|rekrutter*|samtale*|interview|intervju*|job|jobb|jobbet|cv|ansettelse*|ansaettelse*|ansoger*|sokere|praktik*|sokt)",
    "elsewhere": "(lan|ordre|bestilling*|pakke|levering*|faktura|betaling*|forsikring*|artikkel|artikel|tidsskrift|lejlighed|leilighet|bolig|universitet*|kurs*|kode|passord|adgangskode|booking|abonnement|barnehage|stipend*)",
}
_CS = {
    "refusal": """
        (nebyl*|nebudeme|nemuzeme|nepostoupil*|nepostupuj*|nevybrali|nevyber*|neuspel*|nevyhovuje*|nesplnuje*|nezaradi*|nepokracuj*|neprijme*|nepozveme|nenabid*) ~6 (vybr*|kandidat*|pokracovat|dal|dale|vyberov*|nabidnout|kol*|pozic*|zarazen*|uspesn*|prijat*|pozvat|pohovor*|pozadavk*|rizeni)
        (jineho|jinou|jine|jiny|dalsi|interniho|internim) (kandidat*|uchazec*|osob*|zajemc*)
        (kandidat*|uchazec*) ~5 (lepe|vice|lip|blize|nejlepe|interni*)
        (pozice|misto|pozici|vyberove|nabor|rizeni|pracovni) ~5 (obsazen*|zrusen*|pozastav*|uzavren*|ukoncen*|neaktualni|obsadili|zastaven*)
        (rozhodli) ~5 (jineho|jinou|nepokracovat|ne|pro jineho|pokracovat s jin*|jinak)
        (bohuzel|litujeme|lito) ~9 (ne*|jin*|obsazen*|zrusen*|pozastav*|odmit*)
        (odmitnut*|zamitnut*|zamitav*|zamitnout)
        (zruseni|stahujeme|stazena|rusime) ~4 (nabidk*|pozic*)
    """,
    "regret": "bohuzel|litujeme|lito|mrzi",
    "wishes": "(preje*|preji) ~5 (uspech*|stesti|hodne|mnoho)\n(hodne stesti|mnoho uspechu)\n(databaz*|ponecha*|uchova*) ~5 (zivotopis|udaje|cv|kontakt|kandidat*)\n(budouc*|dalsich) ~2 (pozic*|prilezitost*|vyberov*)",
    "praise": "(dekuje*|dekuji) ~6 (zajem|cas|zaslani|zivotopis*|reakci|pohovor*|ucast|projeveny)",
    "receipt": "(obdrzeli|prijali|dorazil*|potvrzujeme|obdrzen*) ~5 (zivotopis|zadost|prihlask*|vas*|reakci|cv|prijeti|odpoved)\n(ozveme|kontaktovat|posoudi*|projdeme|vyjadrime|kontaktujeme) ~5 (vas*|vam|zivotopis*|dni|tydn*|do)",
    "pending": "(jeste|stale) ~4 (ne*|probiha|posuz*)",
    "invitation": "(pozvat|pozvani|zveme|pozvanka|zvu) ~5 (pohovor*|osobni|schuzk*|kol*)",
    "scheduling": "(hodi|muzete|mohli|mate|slo|vyhovuje) ~8 (pondeli|utery|stredu|ctvrtek|patek|zitra|hodin*|tyden|termin*) ~10 \\?",
    "outreach": "(profil|zkusenosti) ~5 (zaujal*|linkedin|narazil*|hodil*)\n(hledame|hledam|obsazuj*) ~5 (pro|klienta|kolegu|kolegyni|posil*|clovek*)\n(otevren*|zajim*|zajem) ~5 (nov*|nabid*|pozic*|zmen*|prilezit*)",
    "alert": "(nove|0|novych) (nabidky|nabidek|pozice|pracovni)\n(hlidaci|upozorneni) ~3 (prac*|nabid*)",
    "job": "(pozic*|pohovor*|zivotopis*|vyberov*|kandidat*|uchazec*|zamestnan*|nabor*|prac*|cv|personalni|zadost|pracovn*)",
    "elsewhere": "(uver*|pujck*|objednavk*|zasilk*|faktur*|platb*|pojist*|clanek|casopis*|recenz*|byt|bytu|univerzit*|studi*|heslo|kod|rezervac*|predplat*|reklamac*|dotac*)",
}
_TR = {
    "refusal": """
        (olumsuz|ret|reddedil*|reddetmek) ~4 (sonuclan*|degerlendir*|donus|yanit|cevap|edil*|oldu*)
        olumsuz*
        (baska|diger|farkli|ic) ~2 (aday*|kisi*|basvuru*|adaylar*)
        (ilerleyem*|ilerlemem*|devam edem*|devam etmem*|ilerletem*|secilem*|secilmed*|degerlendirem*|degerlendirilem*|sunam*|uygun bulunma*|bulunmamis*|alinmamis*|alinamam*|uyusma*|ortusme*|eslesme*|karsilamam*|karsilama*|yer alam*|kabul edilme*|teklif edem*|isbirligi yapam*|davet edem*)
        (pozisyon*|kadro*|ilan*) ~5 (kapan*|kapatil*|iptal*|doldu*|dolduruldu*|durduruldu*|askiya*|donduruldu*|doldurulmus*)
        (ise alim*|surec*|alim*|isealim) ~4 (iptal*|durdur*|askiya*|sonlandir*|donduruldu*|ertelen*)
        (maalesef|uzulerek|uzgunuz|ne yazik) ~9 (*(ama|eme|maz|mez|madi|medi|mamis|memis|amiyor|emiyor|mayac|meyec)*|olumsuz|baska|iptal|degil*)
        (aday*) ~5 (tercih|karar|daha uygun|ilerleme*|devam) ~3 (edil*|ettik|verdik|verildi|karari*|etme*)
        (teklif*) ~4 (geri cek*|iptal*|gecersiz)
    """,
    "regret": "maalesef|uzulerek|uzgunuz|uzuntu",
    "wishes": "(basari*) ~4 (dil*|temenni*|diler*)\n(kariyer*|gelecek*|hayatiniz*) ~5 (basari*|dil*)\n(veri taban*|havuz*|sakla*) ~5 (cv*|ozgecmis*|basvuru*|aday*|tutul*|degerlendir*)\n(ileride*|gelecekte*|ilerleyen) ~4 (pozisyon*|firsat*|basvur*)",
    "praise": "(tesekkur*)\n(ilgi*|zaman*|basvuru*) ~5 (tesekkur*)",
    "receipt": "(basvuru*|ozgecmis*|cv*) ~5 (alin*|ulas*|kaydedil*|alindi*|almis*|iletil*|degerlendirmeye|incele*)\n(degerlendir*|incele*|iletisim*|donus) ~5 (gec*|yap*|alinacak*|edilecek*|saglan*|kurul*)",
    "pending": "(henuz|hala|halen)",
    "invitation": "(davet*|gorusme*|mulakat*) ~5 (davet*|et*|isti*|planla*|gerceklest*|bekli*)",
    "scheduling": "(uygun*|musait*) ~6 (pazartesi|sali|carsamba|persembe|cuma|yarin|saat|hafta|misin*|mudur*|olur)",
    "outreach": "(profil*|linkedin*|deneyim*) ~5 (incele*|gordum|dikkat*|ilgi*|etkile*)\n(ariyoruz|ariyorum|arayis*|isealim|is firsati|pozisyon*) ~5 (icin|musteri*|firma*|ilgil*|dusun*)",
    "alert": "(yeni|0) (ilan|ilanlar*|is ilan*)\n(is alarm*|is ilanlari)",
    "job": "(basvuru*|aday*|pozisyon*|mulakat*|gorusme*|ise alim*|ozgecmis*|cv*|kariyer*|ilan*|insan kaynak*|is ilan*)",
    "elsewhere": "(kredi*|siparis*|kargo*|fatura*|odeme*|sigorta*|makale*|dergi*|hakem*|daire*|universite*|kayit*|sifre*|kod*|rezervasyon*|abone*|iade*|burs*)",
}
_FI = {
    "refusal": """
        (valitettavasti|ikava|pahoittelemme|joudumme) ~9 (et|emme|ei|toinen|toise*|muihin|muita|kielt*|peru*|taytet*|keskey*)
        (et|emme|ei) ~5 (valittu|valinneet|tullut valituksi|edennyt|jatka*|etene*|voi tarjota|kutsu*|ole valittu|voineet)
        (valinta|valintamme) ~4 (kohdistui|osui|kohdistunut|on kohdistunut)
        (toiseen|toisen|toiset|muihin|muita|muiden|toisia|sisaisen) (hakija*|henkilo*|kandidaat*|ehdok*)
        (tehtava*|paikka|paikan|rekrytoin*|haku|toimi) ~5 (taytet*|peru*|keskeyt*|tauolla|jaadyt*|suljet*)
    """,
    "regret": "valitettavasti|ikava|pahoittelemme|ikavaa",
    "wishes": "(toivotamme|toivotan) ~5 (menestysta|onnea|kaikkea)\n(sailyt*) ~5 (hakemu*|tieto*)",
    "praise": "(kiitos|kiitamme) ~6 (hakemuks*|kiinnostuks*|ajasta*|haastattelu*|mielenkiinnosta*|hakemuksesi)",
    "receipt": "(vastaanot*|saapunut|saimme|vastaanottaneet) ~5 (hakemu*)\n(hakemu*) ~4 (vastaanot*|saapu*|perill*)\n(olemme|otamme) ~3 yhteyt*",
    "pending": "(viela|edelleen)",
    "invitation": "(kutsu*|haastatteluun) ~4 (haastattelu*|tapaami*|sinut|kutsu*)",
    "job": "(hakemu*|hakija*|tehtava*|rekrytoin*|haastattelu*|tyopaik*|cv|tyonhaku*|tyo*)",
    "elsewhere": "(laina*|tilau*|lahety*|lasku*|maksu*|vakuutu*|artikkel*|asunto*|yliopisto*|salasana*|koodi*|varau*|tuki*)",
}
_RU = {
    "refusal": """
        (не) ~5 (готовы|можем|сможем|подход*|прошли|выбра*|рассматрива*|соответств*|приглас*|предлож*|продолж*|приняли|смогли) ~6 (предлож*|пригла*|вакан*|кандидат*|этап*|вас|ваш*|должност*|требован*|продолж*|дальше|позици*|отбор*|работ*)
        (другого|другому|других|другои|другим|внутреннего) ~1 (кандидат*|соискател*|специалист*|человек*)
        (ваканси*|позици*|должност*|набор*|подбор|место) ~5 (закрыт*|заморож*|отмен*|приостанов*|занят*|неактуальн*|снят*)
        (вынуждены|приняли решение|решили|решение) ~4 (отказ*|не|в пользу|остановить*)
        (отказ|отказать|отклонен*|отклонить|отказано|отказа)
        (к сожалению|сожале*|жаль) ~9 (не|отказ*|друг*|закрыт*|отмен*|заморож*)
        (отзыва*|отозван*|аннулир*) ~4 (предложени*|оффер*)
    """,
    "regret": "к сожалению|сожалеем|сожалению|жаль",
    "wishes": "(желаем|желаю) ~5 (успех*|удач*|наити|всего)\n(сохраним|резерв*|базе) ~5 (резюме|данн*|кандидат*|резерв*)",
    "praise": "(спасибо|благодар*) ~6 (интерес|отклик|врем*|резюме|участ*|внимание|собеседован*)",
    "receipt": "(получили|получен*|зарегистрир*|принят*) ~5 (отклик|резюме|заявк*|анкет*|ваш*)\n(рассмотрим|свяжемся|изучим|ответим)",
    "pending": "(еще|пока)",
    "invitation": "(пригла*|приглашаем) ~5 (собеседован*|интервью|встреч*|вас)",
    "outreach": "(ваше резюме|ваш профиль) ~5 (заинтересов*|привлек*|подход*)\n(ищем|ищу|подбираем) ~5 (в команду|специалист*|для|кандидат*|разработчик*)",
    "alert": "(новые|0) (ваканси*|вакансии)",
    "job": "(ваканси*|кандидат*|резюме|собеседован*|должност*|отклик*|позици*|работ*|соискател*|трудоустр*|рекрут*)",
    "elsewhere": "(кредит*|заказ*|посылк*|доставк*|счет*|оплат*|страхов*|стать*|журнал*|квартир*|университет*|парол*|код|бронирован*|подписк*|заявк* на кредит)",
}
LANGUAGES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("pl", "jesli|jezeli|w przypadku|gdyby|o ile|skontaktujemy sie (tylko|jedynie|wylacznie)|w razie|czy|tylko z", _PL),
    ("sv", "om (du|vi|ditt|det|din|ni)|ifall|i det fall|ifall du|endast de|skulle", _SV),
    ("da", "hvis|dersom|safremt|om (du|vi)|i tilfaelde|i tilfelle|kun de|bare de|skulle", _DA),
    ("cs", "pokud|jestlize|v pripade|kdyby|zda|jestli|neozveme", _CS),
    ("tr", "eger|halinde|durumunda|takdirde|sayet|olursa|olmazsa|almazsaniz|degilse", _TR),
    ("fi", "jos|mikali|siina tapauksessa|siina tapauksessa|ellei", _FI),
    ("ru", "если|в случае|при отсутствии|ли|только", _RU),
)
