"""English cues. How the patterns are written: see the package's docstring."""

CONDITIONS = (
    "if|should you|should your|should we|should the|should this|should it|should another|should there|unless|in case|in the event"
    "|whether|provided that|assum* that|please assume|can assume|may assume|should assume|take it that|not hear* (back )?|heard nothing|do not hear"
    "|only (those|the )?(candidates|applicants|shortlisted)|those who|anyone who|may be|might be|may not|might not|may have|when a|once the|until the|(candidates|applicants|people|those|anybody|everybody|everyone) (not|who do not|who are not|who have not|who are|we|who meet|who were not|that do not)"
    "|reserves the right|in that case|does not necessarily|where (other|another|the|we|your)|you will see|means that|even though you|unlike those"
)

CUES = {
    "refusal": """
        (did|do|does|have|has|could|was|were) not (select|selected|choose|chosen|shortlist|shortlisted|pick|picked) (you|your|it|this|for|yours|to move|to proceed)
        not (currently |presently |now )?(have|find|found|see|identify) (an?|any|the) (appropriate|suitable|open|current|matching|position|role|opening|vacancy|available) ~4 (for you|that|which|matching|to match|suited|available|at this|position|role|opening|vacancy)
        (application|candidature|candidacy|profile|position|req|requisition|job|role|status|result) ~4 (not selected|not hired|not shortlisted|not progressed|position filled|application closed|rejected|no longer in consideration|not qualified|not successful)
        (not|never) ~3 (to )?(moving|move|moved|going|go|progressing|progress|proceeding|proceed|advancing|advance|continuing|continue) (you )?(any )?(forward|forwards|further|ahead|onward)
        not ~3 (moving|move|going|progressing|progress|proceeding|proceed|advancing|advance|continuing|continue|pursue|pursuing) (you |on )?(with|to|in|past|beyond|your) ~6 (application|candidacy|candidature|candidate|process|stage|round|time|you|interview*|role|position|profile|submission|recruitment)
        (decided|chosen|elected|opted|choosing|decision|choose|decide) (was )?(made )?(not|against) (to )?(proceed*|progress*|pursu*|continu*|advanc*|mov*|tak*|go*|offer*|hir*|select*|consider*|extend*|shortlist*|invit*|interview*)
        (decided|chosen|elected|opted|choosing|going|decision|choose|decide|ended up|plan|planning|intend) ~4 (to )?(move|go|proceed|progress|continue|pursu*|hire|hiring|hired|going|moving|proceeding|offer*|appoint*|advance|advancing|select*|went) ~7 (other|another|different|internal|alternative|stronger|someone else|somebody else|more experienced|better)
        (move|moving|moved|go|going|gone|went|proceed|proceeding|proceeded|progress*|continu*|advanc*|pursu*|run*) (forward |forwards |ahead |on )?(in |with |to )?(an? |the |some |several |our |two |few |one |these )?(few |small |number of |group of |handful of |of )?(other|another|different|internal|alternative|stronger|more (experienced|qualified|suitable|senior)|better) ~4 (candidate*|applicant*|person|people|individual*|profile*|hire|finalist*|talent|direction|way|colleague*)
        (going|go|gone|went|moving|move|heading|head|opted|going to go) (in )?(for )?(an?|another|the) ?(other |different |slightly different |alternative )(direction|way|route|path)
        (went|go|going|gone|sticking|ended up|landed|opted|settled|decided) ~3 (with|on|for) (someone|somebody|an internal|another|a different|a candidate|the other|an applicant|one of the other)
        (selected|chosen|hired|appointed|picked|choose|offered|found|identified|recruited|engaged|accepted) ~4 (another|other|a different|different|an internal|internal|someone else|somebody else|an alternative|a stronger) ~3 (candidate*|applicant*|person|people|individual*|finalist*|colleague|for|to|who|whose)
        (offered|given|extended|awarded|gone|went|accepted|filled|going|go|goes) ~5 (to|by|with) (another|an internal|someone else|somebody else|a different|one of the other|the other|an existing|another internal)
        (someone|somebody) (else )?(from |in |within |with |who ) ~6 (experience|background|inside|internally|already|the team|house|accepted|starting)
        (candidate*|applicant*|others|people|profiles|individuals|backgrounds) (whose|who|that|with|which) ~9 (better|closer|closely|stronger|suited|fit|fits|match|matches|matched|align*|meet|meets|met|specific|relevant|more|exceed*|directly|exact|experience)
        (better|closer|more closely|stronger|more strongly|more suited|more suitable|more suitably|best|more directly|most closely) (suited|match*|align*|fit|fits|meet|met|qualified|matches|for) ~8 (other|another|candidate*|applicant*|position|role|needs|requirements|post|criteria)
        (have|has|had|were|was|are|is|been|be|being|am) not (been )?(successful|selected|shortlisted|short listed|chosen|retained|picked|appointed|successful|accepted for|moving|considered further|taken forward|longlisted|preselected|pre selected|progress*)
        not (been |be |have been |being |be being )?(selected|shortlisted|short listed|successful|chosen|picked|retained|taken) ~4 (for|in|on|to|at|this|forward|further|as) ~5 (interview*|position|role|post|stage|round|occasion|time|vacancy|job|opportunity|shortlist|process|internship|program*|apprenticeship|placement|next|scheme|traineeship|cohort|proceed|move|continue|place)
        not ~2 (selected|chosen|shortlisted|picked|successful|make) (you|your application|your profile|for this|for the|as|to|the cut|the shortlist|the short list|the list|it through|it to|it onto|our shortlist|the final|past)
        (did|does|do|has|have) not (quite )?(make|made) (it|the) ~4 (shortlist|short|cut|list|round|stage|final|next|selection|interview*|team|further|through)
        (application|candidacy|candidature|interview|bid|submission) ~8 (unsuccessful|was declined|been declined|is declined|been rejected|was rejected|is rejected|not successful|not be (progress*|tak*|mov*|consider*|proceed*|pursu*|go*)|not being (progress*|tak*|mov*|consider*)|has been closed|turned down|not progress*|not proceed*|not been (tak*|mov*|progress*|accept*|carried|put))
        (unsuccessful|not successful) (on|in|at|for|with|candidate|applicant|this|in your|application)
        (been|were|was|are|is|be|proved|proven) (sadly |unfortunately |regrettably )?unsuccessful
        no longer (be )?(under |in |being )?(consideration|considered|considering|contention|in the running|moving|pursuing|progress*|a candidate|able to consider|an active|active|in process|proceed*)
        (not|unable|can not|won) ~3 (to )?(consider|considering|take|taking|progress|pursue|pursuing|advance|carry) (you|your (application|candidacy|candidature|profile|interest|submission|cv)|you any|things)
        (not|unable to|can not|never) ~3 (offer*|extend*|make|giv*|award*) (you |to you )?(an? |the |any )?(offer|position|role|job|post|place|interview|invitation|placement|contract|employment|internship|shift|spot|opportunity|apprenticeship|traineeship|training contract|seat|fellowship)
        (not|unable to|can not) ~3 (invit*|ask*|bring*|call*|schedul*|have|shortlist*) you ~4 (interview|for an|to the next|to the|back|in for|in|assessment|further|to a)
        (not|no|never) ~2 (be )?(an?|the|quite the|quite a|right|strong|good|close|perfect|best|ideal|suitable) ~3 (match|fit|suitable|suited) (for|to|with|at|on|between|here|right|based|, |you)
        (not) ~3 (match|meet|fit|align*|satisfy|suit|correspond) ~6 (requirement*|criteria|qualification*|needs|profile|looking|seeking|position|role|team|vacancy|threshold|what we|job|opening*)
        (role|position|post|vacancy|job|opening|requisition|opportunity|req|place|places|positions|roles|vacancies|spot|spots|internship*|seat|slot*|shift*|apprenticeship*|placement*|it) ~6 (been|is|was|are|were|got|gets) (now |already |since |recently |just |successfully |all |both |officially |also |unexpectedly )?(filled|taken|cancelled|canceled|closed|withdrawn|eliminated|pulled|frozen|offered|put on|placed on|on hold|suspended|given|discontinued|scrapped|axed|postponed|paused|shelved|fulfilled|redundant|removed|no longer|cut)
        (filled|closed|cancelled|canceled|pulled|frozen|eliminated|withdrawn|paused|suspended|shelved|scrapped|dropped|axed) ~2 (the|this|that|our|all|both|your|these) ~4 (role|position|post|vacancy|job|opening*|requisition|req|positions|roles|vacancies|search|hiring|recruitment|internship*|place*|spot*)
        (role|position|post|vacancy|job|opening|search|recruitment|hiring|requisition|process|roles|positions|vacancies|programme|program|internship) ~7 (on hold|on ice|on pause|hiring freeze|is frozen|paused|has been stopped|indefinitely|will not be (filled|going|proceeding|replaced|recruited|continu*|fill*)|not going ahead|not be going|not proceed*|fallen through|no longer (be )?(available|open|exist*|required|needed|hiring|going|vacant|recruit*|accept*|active|fund*|being))
        (putting|put|placed|placing|pausing|paused|pause|freezing|froze|halted|halting|suspended|suspending|stopped|stopping|postpone*|cancelled|cancelling|canceled|canceling|closing|discontinue*|hold off) (on |all |the |our |this |that |these |any )* ~3 (hire*|hiring|search|recruit*|role*|position*|requisition*|vacancy|vacancies|opening*|headcount|process|internship*|programme|program)
        hiring (freeze|pause|stop|halt)
        (filled|fill|filling) (it|this|that|the|our|all) ~5 (internally|from within|from inside|by an internal|with an internal|already|position*|role*|vacanc*|post|spot*|opening*)
        (no longer|not) (be )?(hiring|recruiting|looking|seeking|accepting|processing|interviewing|filling|taking|considering|proceeding) ~2 (for|to|any|new|further|applica*|candidates|anyone|on|additional|more|this|with)
        (rescind*|revok*|withdraw*|retract*|pull*|withdrew) ~4 (offer|contract|invitation|job)
        offer ~6 (rescinded|revoked|withdrawn|retracted|no longer valid|cancelled|canceled|void|pulled|not go ahead|lapsed|can not be (honoured|honored)|off the table|fallen away)
        (unable|not able|can not|not be able) ~2 (to )?(honour|honor) ~4 (offer|contract|start)
        it (is|was|will be|has to be|would be|must be) (a |sadly a |unfortunately a |therefore a |regretfully a )?no (from|for|this|on|at|in|to|, |from us|i am)
        (answer|decision|outcome|verdict|news|reply|response) (is|was|here is|has to be|will be) (a |sadly |unfortunately |, unfortunately , |therefore )?(no|negative|not (the|what|good)|a no|bad)
        not (be )?(this|on this|at this|in this) (time|occasion|round|one|instance)
        not ~2 (be )?(the right|right|a right) (fit|match|candidate|moment|time|person|one|role|place) ~2 (for|now|here|at)
        (will|would|are|is) not (be )?(hiring|offering|inviting|progressing|proceeding|shortlisting|interviewing|selecting|appointing|advancing|moving|taking|going|pursuing|extending|putting|able to (offer|progress|proceed|move|take|invite|shortlist|advance|continue|pursue|extend)) (you|your|forward|ahead|further|on|things|any|with|this|the)
        (status|result|outcome|decision|disposition|stage|state) ~4 (not selected|not hired|rejected|declined|unsuccessful|no longer|closed|regret|not progress*|not retained|not proceed*|not recommended|withdrawn by employer|filled)
        (passed|passing|pass) (on|over) (you|your|this|the|for|moving)
        (decided|going|have|will|need|had|has|chosen|opted) ~2 to pass
        (release|releasing|released) (you|your) ~3 (process|candidacy|application|pool|consideration)
        (bring|brings|brought|end|ends|ending|conclude*|concluding|closed|closing|close) ~2 (your|the|this|our) (application|candidacy|candidature|process|file|recruitment|selection) ~5 (close|end|here|us|at|for|with|now|today|closed|without)
        (door|doors) ~3 (remain*|stay*|is|always|are) ~2 open
        (another|other|a different) (candidate*|applicant*) ~4 (for|was|has|have|were|is|who|accepted|with|whose|ahead|at|to|stood|came|edged|had|over|in)
        (other|another|internal) (candidate*|applicant*) ~6 (selected|chosen|appointed|accepted|successful|closer|better|stronger|preferred|ahead|offered|hired|edged|more)
        (lost out|narrowly missed|missed out|just missed|pipped|came second|close second|runner up|second place|in second|were second)
        (strength|calibre|caliber|quality|standard|number|volume) of (the )?(other |overall )?(candidate*|applicant*|competition|field|shortlist|applications) ~12 (not|unable|unsuccessful|decid*|regret*|sorry)
        (regret|sorry|sad|disappointing|unfortunately|sadly|regrettably|regretfully) ~8 (that )?(you|your application|your candidacy|your interview) ~3 (were|was|have|has|are|is|did|will|not|can) ~2 not
        (sorry|regret*|sad|unfortunately|afraid|unable|hard) ~3 (to )?(inform|tell|advise|say|let you know|report|write|share|announce|notify) ~4 (that )?(you|your|we|the (position|role|post|vacancy|job|team|committee|panel|client|board|company)|this|another|it) ~7 (not|unable|no|unsuccessful|filled|cancelled|canceled|other|another|decided|closed|declined|hold|withdrawn|rejected|different)
        (client|hiring manager|manager|panel|team|partners|they|company|school|employer|committee|hospital|board) ~2 (have|has|had|will|would|did|are|is|s|were|was)? ?(feedback )?(decided|chosen|opted|gone|went|passed|passing|declined|rejected|picked|preferred|hired|offered|appointed) ~6 (other|another|else|against|not|different|pass|internal*|someone|somebody|you|candidate*|your|without|elsewhere|proceed|forward)
        (client|hiring manager|manager|panel|team|partners|they|committee|board|director|director*) ~3 (not|no longer) ~3 (to )?(proceed*|tak*|mov*|progress*|pursu*|invit*|interview*|interested|shortlist*|see|fill*|hire|hiring|go*|continu*)
        (felt|feel|thought|think|believe|believed|concluded|found|seemed|judged|determined|determine|decided) ~7 (not (quite )?(the|a|an|what|enough|strong|right|have|align*|meet|match|sufficient*|suit*)|lack*|too (junior|senior|expensive|light|little|far|experienced)|overqualified|over qualified|under qualified|more suited|better suited|stronger)
        (lacked|lacking|lack) (the|of|some|in|enough|sufficient) ~5 (experience|skills|depth|knowledge|qualification*|background|exposure)
        (looking|look|need|needed|require|required|after|want|wanted|wants|seeking) (for )?(someone|somebody|a candidate|candidates|people|a person) (with|who|whose|that) ~2 (more|stronger|deeper|longer|direct|greater|already|prior|a stronger|less|specific)
        (welcome|encourage|invite|consider|free|hope|urge|like|love|happy|delighted|suggest|recommend|feel) ~5 (to )?(reapply*|re apply*|apply again|apply for other|apply in|applying again|a (new|further|fresh|second|future) application|you again|you to apply again|try again)
        (apply|applying|reapply|reapplying|re apply|try|trying|application) (again |for us again )?(in|after|no sooner than|not before|no earlier than|next) ~3 (months|month|year|years|season|spring|autumn|fall|summer|winter|intake|cohort|round|time)
        (do|does|did|have|has|had|currently|now|is|are) (not |no )(currently |at present |presently |now |actually )?(have |has )?(an? |any |the |more |suitable |appropriate |current |further |other |open |available )*(opening*|vacanc*|position*|role*|opportunit*|place*|headcount|job*|hours|shifts|budget|work) ~5 (available|for|to|at|match*|that|suitable|left|right|with|in|open|which|you|now)
        no (suitable |current |open |further |longer any |more )?(vacanc*|opening*|position*|place*|role*) (available |at |for |to |that |left|matching |currently |right |with |open )
        (can not|could not|unable to|not able to) ~2 (use|employ|hire|appoint|engage|accommodate|take|accept|place|onboard|recruit) (you|your (services|application))
        (decline|declined|declining|reject|rejected|rejecting|turn down|turned down|turning down) (you|your (application|candidacy|candidature|profile|interest))
        (we|i) (are|am|were|was) (good|all set|covered|full|fully staffed|fine|sorted|set) (for|on|with)
        (fully|already) (staffed|booked|subscribed|crewed)
        (position|role|job|post|vacancy|gig|slot|spot) (is|has) (gone|going to|went|taken|no longer|now filled)
        (restructur*|reorgani*|budget*|funding|headcount|business priorities|priorities|reduction*|downturn|economic) ~12 (not be|no longer|cancel*|hold|freez*|froz*|paus*|eliminat*|withdraw*|rescind*|stop*|cut|halt*|suspend*)
        (pursu*|consider*|explor*|focus*|concentrat*|progress*) (on |with )?(the |a |those |our |other |few |more )*(candidacy of |applications of |other |another |alternative |stronger )(candidate*|applicant*|profile*|application*|finalist*)
        (is|was|be|are) not ~3 (taking|take|going|go|carry|carrying|bring|bringing|putting|put|progress*) (your (application|candidacy|profile|cv|candidature)|you|it|this|things) ~2 (further|forward|ahead|on|any|through|to)
        (concluded|ended|finished|completed|closed) (the|our|this) ~3 (search|recruitment|selection|hiring|process) ~10 (without|not|another|other|filled|unsuccessful)
        (unlucky|not lucky|no luck|not your|did not get|have not got|not got) (this|the|on|in|for|with) ~2 (time|job|role|position|post|one|place)
        (step*|mov*|back*) (back|away) from (your|the) (application|candidacy|candidature|offer)
        (could not|can not|unable to|not able to|not) ~2 (see|find|identify|picture) (a|an|you|the|any) ~4 (fit|match|match for|suitable|place|role|position|in)
        (your|the) (skills|experience|background|profile|qualifications|cv|resume|expertise|answers|results|score|test) ~6 (not|less|did not|do not|does not|is not|are not|was not) ~5 (align*|match*|fit|meet|suit*|what|reach*|correspond*|right|strong|enough|sufficient|high|close*|line|needed)

        (not|unable|never) ~4 (to )?(move|moving|go|proceed|proceeding|progress|continue|continuing|advance|carry on|take|pursue|progressing) (you |it |this |things |forward |ahead |further |the |our |your |any )* ~1 (forward|ahead|further|process|conversation|application|with you|with your|with yours|candidacy|interviews|onward|with this application)
        (consider|consider|pursue|considering|choose|chosen|progress|see|interview|interviewing|meeting|meet) (the |some |only |those )?(other|others|different|another|stronger|more experienced) ~1 (applicants|candidates|people|applications|designers|profiles|individuals|applicant|candidate)
        (a|it s|s a|is a|it is|so|answer is|be a|was a|just|came back as|came back|came back as a|sadly|unfortunately) no (from|for now|hire|this time|offer|, i am|for this|on this|i am|sadly|unfortunately)
        (so|but|and|therefore|hence|unfortunately|sadly|afraid|first|news) (it is |it s |that is |it is a |it s a |there is |, )?(no|a no)( for now| offer| job| luck| good|t this time| ,)
        not ~3 (bring|bringing|taking|take|have|having|hire|hiring|use|using|place|placing|employ|keep|need|see|put|putting|start|starting) you (on|on board|back|in|into|forward|for this|this|at|to|as|with|through|up|off|aboard|any)
        (your|you) (name|application|number) (is|was|does|did|has|were) not ~3 (there|among|amongst|on|in|appear*|been put|been referred|referred|included|listed|one of|chosen|picked|drawn|selected|made|forwarded)
        (you) (are|were|was) not ~3 (on our|on the|among|amongst|one of|in the final|part of|in our|the one|our first|chosen|picked|who|what) ~3 (list|highest|those|people|applicants|candidates|selected|final|few|shortlist|one|chosen|group|choice|looking|finalists|intake)
        (picked|chosen|chose|choose|hired|took|take|taken|taking|selected|picking|appoint|appointed|appointing|preferred|prefer|hire|engaged|employed|found|gone for|gone with|went for|went with|asked|signed) (on )?(the |a |an |one |somebody|someone|two |another |her|him )~2 (other|another|others|else|who|of them|internal*|already|with more|from inside|nanny|colleague|relative|local|former|person|specialist|instead)
        (give|gave|given|giving|offer|offered|offering|award*|going|goes|gone|went|go) (the |both |this |our |that |all |these |it |them |of )* ~2 (role|post|job|place|places|position|posts|spot|offer|contract|slot|vacancy|it|roles|work|gig) (, )?(is |are |has |have |has gone |went |goes |go |will go )?to (a|an|another|someone|somebody|others|her|him|the|one|people|two|our|those|an internal|candidates|applicants|ruari|somebody else)
        (role|post|job|place|places|position|offer|gig|spot|contract|shift|shifts|slot) ~1 (goes|went|has gone|have gone|go|is going|are going|will go) to (a|an|another|someone|somebody|others|her|him|the|one|people|two|our|those)
        (candidate|person|applicant|one) other than (you|yourself)
        (candidates|people|applicants|others|those) (other than|ahead of|before) you
        (other|another|second|different|remaining|internal|successful|preferred|chosen) (candidate|finalist|applicant|person|nanny|chef|one|teacher|nurse|driver|guy|lady|trainer|designer|writer|lawyer|colleague) ~3 (has|was|had|is|would|got|stayed|accepted|signed|edged|won|took|started|starts|begins)
        (rule|ruled|ruling|screened|knocked|sifted|filtered) (you|your|your application|it|this) ~2 out
        (has|have|had|are|is|been|be|were|was|stands) (now )?(disqualified|declined|revoked|ruled out|discontinued|deselected|screened out|eliminated|archived|unsuccessful|rejected|inactive|closed|inactivated|lapsed) ~3 (from|for|as|at|to|in|because|this|and|on|by|, )
        (candidacy|candidature|application|file|profile|name) ~6 (is|has been|be|been|was|are|now) (now |therefore |hereby |thus )?(closed|inactive|archived|withdrawn from|declined|rejected|discontinued|lapsed|moved to our talent|moved to the talent|not considered|not been considered|filed|deactivated|dismissed|out)
        (close|closed|closing|archive|archiving|end|ended|ends|conclude*|stop|stopping) (your|our|the) (candidature|candidacy|application|process|recruitment process|conversation|file|trial|discussions|selection process) ~2 (from|here|at|for|today|now|without|at this|and|in|,)
        (this|here|that|it) (is|s) where (your|our|the) ~3 (ends|stops|end|stop|part|finishes)
        not ~2 (deemed|judged|considered|thought|found|rated|ranked|assessed|felt|qualif*|graded|scored) ~2 (to|suitable|appropriate|eligible|for the|high|enough|ready|the strongest|among|sufficient*|as)
        not ~2 (give|offer|send|bring|have|get) ~1 (you )?(an? )?(positive|better|good|happier|different|the) (answer|news|reply|response|outcome|result|answer you)
        not ~1 (quite )?(what|who|the person|the one|the profile|the kind|the sort|the type) (we|they|i|the client|that we|he|she) (are|were|had|is|was|need*|have|want*) ~1 (looking|after|in mind|seeking|searching|need*|want*)
        (leaves|left|leave|leaving|have left|count*|counts) you out
        not (going to |gonna )?(work|working|happen|happening|to be|meant to be|pan|panned|come|coming|worked) (out|off|together|any more|anymore|for us|this time|after all|between)
        (not|never) ~2 (going to |be )?(happen|happening|work out|come to anything|go any further|take place after all|going any further|go through)
        (have|has|is|there is|there s|got|be|is there|with) (nothing|no work|no more room|no room|no space|no openings|no role|no job|no place|no post|no vacancy|no shifts|no need|no hours|nothing suitable|no budget|no suitable|no further) ~4 (for|at|to offer|suitable|you|available|left|open|right|this)
        not (have |currently have |got |have got )(anything|a place|a role|a job|a position|a post|a vacancy|the budget|room|space|work|the headcount|any|a slot|a spot|hours|a seat|one) ~4 (for|at|open|suitable|to offer|you|available|free|right|that|left|in)
        (not|never) ~1 (clear|cleared|pass|passed|qualify|qualified|make|meet|reach|reached|score|scored|achieve*|get through|got through|satisf*) (the|your|our|through|for|in|to|a|this|sufficien*|high|enough|above|one|all|any) ~4 (round|cut|test|exam*|assessment|screening|interview|medical|threshold|mark|bar|criteria|criterion|standard|list|score|stage|requirement*|cut off|check*|shortlist|level|main|final|next)
        (cancel*|stop*|end*|abandon*|call* off|calling off|pull*|axe*|scrap*|froze|freez*|shelv*|drop*|clos*|paus*|suspend*|withdraw*|withdrew|terminat*|postpon*) ~2 (the|this|our|all|every|that|their|your|both|further) ~2 (search*|hiring|hire|recruit*|role*|position*|vacanc*|opening*|requisition*|job|post|posts|programme|program|intake|internship*|interviews|assessment day*|headcount|traineeship)
        (has|have|is|are|been|was|were|stands|be) (been )?(cancelled|canceled|called off|revoked|pulled|scrapped|axed|shelved|frozen|withdrawn|discontinued|suspended|on hold|paused|off|eliminated) (by|until|for|as|because|with|indefinitely|due|altogether|, |this|after|following)
        (take|taking|took|pull*|withdraw*|rescind*|revok*) (back )?(the|our|your|my|this) ~1 (offer|letter|contract|job offer)
        (letter|contract|offer|appointment|joining) ~7 (revoked|rescinded|withdrawn|null and void|cancelled|canceled|no longer stands|void|stands cancelled|not be honou*|taken back|not able to honou*|unable to honou*)
        (unable|not able|can not|could not|not in a position) ~1 (to )?(honour|honor|employ|hire|sponsor|confirm|support|keep|accept|offer) (the|your|you|our|this|any) ~2 (appointment|offer|letter|contract|visa|application|sponsorship|start|employment|role|a|position|place|interview|candidacy)
        (someone|somebody|a person|people|candidates|anyone|a candidate|those|a nurse|a teacher|one|the first one) (who|that|with|already|to) ~8 (from (day|week) one|from the (first|start)|hit the ground|full time|day one|immediately|more experience|background|already|local|nearer|closer|senior|years)
        (our|the|we have our|have our|a full|have a full|have the) (team|crew|cast|line up|roster|list|staff|summer|season) (is|for|are) ~1 (complete|full|closed|settled|set|season|this season|the season|summer)
        (wrong|not the right|not right|right) (postcode|timing|fit|time|moment|place|stage|level) ~1 (for|is not|now|here|, |right)
        (rather|better|best|prefer|like) ~4 (leave it there|not to continue|call it a day|stop here|say so now|not continue|part ways|end it here|draw a line)
        (call it a day|leave it there|part ways|end of the road|close the chapter|so near and yet|not meant to be|not to be this time|better luck|chin up|near miss)
        (they|client|he|she|family|firm|hotel|school|site|trust|board|company|engineering|boss|owner|practice|agency|manager|partners|founders|warehouse|department) (has|have|had|ve|s)? ?(now |also |just |already |since |finally |sadly )?(said no|say no|picked|chosen|chose|declined|passed|opted|plumped|gone for|gone with|went with|went for|decided against|turned|not want|only want|rather have|knocked|preferred|prefers|wants somebody|wants someone|want somebody|want someone|rejected)
        (came|come|coming|got|heard|gotten) back (and|with|to say|to|from) ~8 (no|not|other|another|somebody|someone|picked|passed|declined|decided|chosen)
        (make|made|reached|come to|taken|took|making) (the|a|their|our|this) ~2 (decision|choice|conclusion) ~2 (to pass|not|against|to go|to hire|to offer|to proceed with (an|oth)*|to appoint|in favour|in favor|that)
        (resolved|decided|agreed|voted|elected|chosen|choose) to (appoint|offer|hire|pass|employ|promote|split|fill|cancel|close|stop|pause|freeze|hold off|keep|wait|proceed with others|continue with others|go ahead with) ~6 (another|other|others|internal*|hours|search|post|role|position|somebody|someone|candidate*|instead|it|existing|on|off|until|to)
        (continuing|continue|proceed|proceeding|going|progress*|moving|go) (on )?(only )?with (others|people|applicants|those|someone|somebody|candidates|a small|a shortlist|the other|two other|another)
        (talent (community|pool|network)) ~12 (continuing|others|instead|future)
        (hold|holding|held) off (on )?(hiring|bringing|filling|the|for|recruiting|this|until)
        (do|does|did|can|could) not ~1 (see|think|feel|believe) ~3 (you|working|fit|it|this|match|are|would|a fit|right) ~5 (fit|match|role|here|right|working|enough|happy|us|this|be|are|ready|suit*)
        (join|apply|try|come|reapply|contact|hit|see|think|ask|ring|get) (us |again |back |me |to us |of )* ~3 (next (year|season|summer|spring|autumn|fall|winter|intake|time|round|term|window)|in the new year|when you have|once you have|after you|in (six|twelve|three|nine|0) months)
    """,
    "weak_refusal": """
        (unfortunately|regret*|sadly|sorry|afraid|regrettably) ~14 (not|unable|no longer|declin*|reject*|unsuccessful|cancel*|withdraw*|can not)
        (not|unable) ~2 (be )?(able to |in a position to )(offer|approve|accept|provide|grant|proceed|help|accommodate|support|fulfil*|continue|give|extend|take|move|progress|invite|consider|hire|make)
        (has|have|was|were|been|is|be) (declined|rejected|denied|turned down|refused|not approved|not accepted|unsuccessful|cancelled|canceled)
        not (been )?(accepted|approved|granted|awarded|eligible|admitted)
        (decided|chosen|elected|opted) (not|against)
        (not|never) ~2 (proceed|proceeding|moving forward|move forward|going forward|go forward|go ahead|going ahead|progress|pursue)
        (on hold|called off|fell through|fallen through|pass on this|passed on|hit pause|back to square one)
        (no|not) (thank|thanks|good news|the news|the outcome|the answer|easy)
    """,
    "regret": """
        unfortunately|regrettably|regretfully|sadly|regret|regrets|disappointing|disappointed|disappointment|disappoint
        (sorry|afraid|sad|apologi*) ~1 (to|that|we|for|about|i|but)
        (bad|difficult|tough|hard|not an easy|not easy|painful) (news|decision|choice|call|one|to write|to make)
        (not|never) ~3 (news|outcome|answer|result|message|email|reply) ~2 (you|hop*|want*|wish*|good)
        (wish|wished|hoped) ~4 (better|different|good|other) (news|answer|outcome)
        (after|following) (much|careful|thorough|long|due|extensive|serious|a lot of|some|lengthy) ~2 (consideration|thought|deliberation|review|discussion*|reflection|debate)
        (highly|very|extremely|incredibly|fiercely) (competitive|competed|selective|contested)
        (large|high|overwhelming|huge|great|unprecedented|exceptional) (number|volume|amount|quantity|response|calibre|standard|pool)
    """,
    "wishes": """
        (wish|wishing|wishes) (you|him|her|them|everyone|all) ~2 (all |the |every |much |continued |good |well|best|success|luck)
        (best|good) (of )?(luck|wishes|success) (with|in|for|on|to|and|as|going)
        (success|luck|best|well) (in|with|for|on) (your|the|you) ~3 (search|future|career|endeavo*|job|next|professional|applications|studies|hunt|path|pursuits|quest|continued|onward)
        (keep|keeping|retain*|hold|holding|kept|store|save) (your|the|them|it|you|a copy) ~5 (on|in|for) (our |your |the )?(file|record|records|database|mind|pool|talent|system|touch|future|books|radar|list)
        (encourage|invite|welcome|hope|urge|like|love|feel free) (you )?(to|that you) ~3 (apply|keep|reapply|continue|check|watch|follow|monitor|visit|explore|look|consider|browse|stay) ~6 (future|other|again|our|openings|roles|positions|website|vacancies|touch|careers|opportunities|eye)
        (future|other|further|new|suitable|upcoming|similar) (opportunit*|opening*|vacanc*|role*|position*|posting*) ~6 (arise*|open*|come*|match*|suit*|fit*|website|with us|available|interest|align*|apply|at|become)
        (talent|candidate) (pool|community|network|bank|database)
        (path*|way*|road*) (may |will |might )?(cross|lead|meet)
        (best|luck|success) ~3 (future|job search|career|endeavo*|next step*|next chapter|search)
        (stay|keep|remain) in (touch|contact)
    """,
    "praise": """
        (thank*|appreciate*|grateful|enjoyed|pleasure) ~8 (interest|time|applying|application|effort|taking|meeting|speaking|interview*|considering|getting to know|patience|talking|chatting|conversation*|energy|trouble)
        (impressed|impressive|strong|excellent|great|talented|many|high quality|outstanding|qualified) ~5 (candidates|applicants|applications|background|experience|skills|profile*|portfolio|interview|people)
        (carefully|thoroughly|closely|diligently) (review*|consider*|read|assess*|evaluat*|stud*|look*|weigh*)
    """,
    "receipt": """
        (received|receipt of|got|submitted|registered|logged) (your|safe receipt of your) ~3 (application|cv|resume|submission|candidature|documents|details|profile|form)
        (application|cv|resume|submission|candidature|profile|details|documents) ~6 (received|been submitted|was submitted|submitted|reached us|arrived|landed|registered|is in|been sent|was sent|come through|under review|being reviewed|been forwarded|in safe hands|made it|complete|acknowledged)
        (will|shall) (now |then |carefully |soon )?(be )?(review*|look*|consider*|assess*|read*|evaluat*|go through|get back|be in touch|contact|reach out|respond|hear from|update|screen*|process*|compar*)
        (your application) (for|to|as|has) ~12 (successfully|received|submitted|confirm*)
        (we|our team|recruiter*|recruiting team|hiring team|somebody|someone) (will|may|are going to|shall|are) ~3 (review*|look*|contact|touch|reach|respond|get back|read*|consider*|assess*|go through|sift*)
        (confirm*|acknowledg*) ~5 (receipt|received|application|submission|safely)
        (only) ~3 (shortlisted|selected|successful|suitable|those|candidates) ~6 (contacted|contact|hear|invited|notified|be|notify)
        (unable|not able|not|can not) ~4 (to )?(respond|reply|answer|write back|contact|acknowledge|get back|write) ~3 (individually|each|every|all|everyone|everybody|personally|to)
        (next steps|what happens (next|now)|what to expect|from here|track|check|view)
        (not hear|not heard|heard nothing|hear nothing|hear from us) ~8 (within|by|weeks|days|from us|assume|after|in)
    """,
    "pending": """
        (still|currently|now) (being )?(under review|review*|consider*|in progress|in the running|in process|interviewing|deciding|waiting|discussing|processing|working|open|assess*|undecided|going through|sifting)
        (not|no) (yet|decision|final decision) ~5 (been )?(made|decided|selected|reached|taken|reviewed|finali*|complete*|yet|heard)
        (not|no) ~4 (decided|decision|made|selected|filled|finali*|complete*|concluded|chosen|closed) ~3 (yet|so far|still|at this point)
        (taking|take|takes|took|taken|running|need|needs|require*) (a bit |a little |us |slightly |somewhat )?(longer|more time|late|a while|behind|another week|extra)
        (delay*|bear with us|patience|postpone*|reschedul*)
        (decision|update|news|hear|answer|outcome|result*) ~4 (by|next|within|before|in the next|soon|shortly|end of|later|early|to follow|in due course|on (monday|tuesday|wednesday|thursday|friday))
        (in|still in) the (running|mix|process|frame|hunt)
        (status|application) ~3 (in review|under review|in progress|under consideration|in process|active|viewed|submitted|received)
        (sent|passed|forwarded|submitted|shared) (your|you|it) ~4 (hiring|manager|client|team|to them|through|over|along|on to|to the)
    """,
    "invitation": """
        (invite|inviting|invited|invitation) (you |to you )?(to|for) ~5 (interview|call|meet|chat|conversation|stage|round|visit|assessment|discussion|screen*|talk|come|next|join|trial|speak)
        (like|love|happy|delighted|pleased|keen|want|wants|wanted|excited|great) (to|if you) ~2 (invite|meet|interview|speak|talk|chat|set up|schedule|arrange|have you|discuss|connect|move you|progress|bring you|proceed|call|hop)
        (interview|call|meeting|conversation|chat) ~5 (scheduled|confirmed|booked|arranged|set|is on|will take place|reminder|details|invitation|has been|with)
        (next|second|final|first|following) (stage|round|step|interview) ~6 (interview|with|is|will|would|call|be|process|schedule*|on)
        (move|moving|progress*|advance*|put|proceed*) (you )?(forward |on )?(to|through to) (the )?(next|second|final|interview|following)
        (passed|made it|through|selected|shortlisted|chosen) (to|for|through to) (the )?(next|interview|an interview|second|final|assessment)
    """,
    "scheduling": """
        (hear from me|keep you posted|keep you updated|fingers crossed|in the running|let you know as soon as|call you (later|tomorrow|back)|still (keen|interested))
        (can not|can|could|able to) ~2 (do|make|come|pop|drop|get) ~3 (monday|tuesday|wednesday|thursday|friday|tomorrow|in on|by at|in for|along)
        (does|do|would|will|could|can|is|are|might|how about|what about|how|shall we|any chance) ~5 (monday|tuesday|wednesday|thursday|friday|tomorrow|today|next week|this week|afternoon|morning|am|pm|0pm|0am|0|noon|evening) ~4 (work|suit|good|ok|okay|free|available|for you|instead|convenient|better|fine|do|\\?)
        (availab*|free|slots|a time|times|time) ~6 (monday|tuesday|wednesday|thursday|friday|week|tomorrow|today|chat|call|talk|speak|meet|interview|quick)
        (your|what) (is your |are your |times |days )?(availability|schedule|calendar|diary)
        (book|pick|choose|schedule|find|grab|select|propose|suggest|send) (a|an|some|any|your|me|us|in a|one of) ~2 (time|slot|times|slots|call|dates|availability|meeting|window)
        (quick|short|brief|0 minute|0 min|introductory|intro|informal|phone|video|0 minutes) (call|chat|conversation|phone|screen|catch|chat|on the phone|zoom|for a)
        (call|ring|phone|text|ping|whatsapp|reach) (me|you|us) ~3 (on|at|when|back|tomorrow|today|later|after|if|any|to)
        (calendar|zoom|teams|meet|calendly) (invite|link|invitation)
        (speak|talk|chat|meet|see you) (soon|then|tomorrow|later|monday|tuesday|wednesday|thursday|friday|on)
        (reschedule|move|push|postpone|rearrange|bring forward) (our|the|your|to|it|this|us)
        (sent|send|sending) (you )?(an|a|the|over) (invite|invitation|link|calendar)
    """,
    "outreach": """
        (came across|came upon|saw|found|noticed|spotted|looking at|looked at|seen|stumbled|reviewed|discovered|read) (your|you on|you in)
        your (profile|background|cv|resume|experience|name|work|portfolio) ~4 (caught|stood|came up|looks like|looks|seems|would be|could be|impress*|is a|matches|fits|jumped|match|is really)
        (reaching|reach|reached|writing|getting in touch|messaging|contacting|approach*) (out |out to you |to you |you )(because|as|about|regarding|with|to see|on behalf|from|for|since|in relation)
        (i am|i m|we are|currently|am) (currently |now |also |actively |a )*(recruit*|hiring|looking for (a|an|someone|somebody|people|candidates|experienced|registered|nurses|drivers)|searching for|working with a|partnering|sourcing|resourcing|headhunt*|consultant at|staffing|growing|specialis*)
        (open|interested|tempted|curious|up for|considering|keen) (to|in|for|about) ~5 (hearing|opportunit*|role|roles|position|positions|a chat|a move|new challenge|a conversation|moving|a change|a call|exploring|a new)
        (would|are|might|could|if|whether) (this|you|it|that) (be )?(of interest to|open to|interest you|interested in a|up for a|appeal to you|tempt you|currently looking|still looking|looking for work|looking for a)
        (exciting|new|great|fantastic|excellent|amazing|urgent|immediate|confidential|permanent|contract|remote|senior) (new )?(opportunity|role|requirement|vacancy|mandate)
        (my|our|a) client* ~3 (is|are|in|a|who|has|have|based|looking|needs|seeks)
        (do you know|know of|if you know|refer|you know) (anyone|someone|a friend|anybody|somebody) (who|that|interested|looking|with|else)
        (perfect|great|strong|good|excellent|ideal|potential|solid) (fit|match|addition|candidate) (for|to) (a|an|our|the|this|my|what)
        (salary|day rate|compensation|ote|base salary|hourly rate) ~4 (range|up to|of|0|is|between|to|per|dependent|expectations|around)
        0k|(0|0k) (an hour|per hour|p h|on days|plus car|plus bonus|base|a year|per annum|a day)
        (put|putting|throw|submit) (you|your|yourself) ~2 (forward|hat|profile|cv|name)
        (are you|if you are|you are) (still |actively |currently )?(looking|on the market|job hunting|available for work)
        (gave|given|passed) (me|us) your (name|number|details|cv)
        (trial shift|trial day|day shifts|night shifts|shift work|start monday|starts monday|room for)
        (our|my|the) (firm|agency|company|practice|client) ~3 (retained|engaged|asked|instructed|mandated|has asked)
        (client|company|team|startup|firm|hospital|school|clinic|manufacturer|agency) ~5 (looking for|seeking|hiring|searching for|expanding|recruiting)
    """,
    "screening": """
        (notice period|salary expectation*|expected salary|current salary|current ctc|expected ctc|desired salary|expected rate|rate expectation*|work authori*|right to work|visa (status|sponsor*)|sponsorship|willing to relocate|open to relocat*|years of experience|driving licen*|start date|earliest start|when could you start|security clearance|expected compensation|total experience|reason for (leaving|change|looking))
        (send|share|forward|attach|resend|email|provide|let me have) (me |us |over |across |through )?(your|an updated|a copy of your|the latest|an up to date|your updated|your latest|updated) ~2 (cv|resume|portfolio|references|details|profile|certificate*|licen*|availability|work samples)
        (what|how|which|when|where|are|do|have|could|can|would|did|is|any) ~8 (your|you) ~8 (salary|notice|rate|experience|start|cv|resume|relocat*|commut*|licen*|visa|available|expectation*|references|location|certif*|used|worked|comfortable|qualified|weekends|shift*|nights) ~12 \\?
        (answer|reply|respond) ~3 (questions|following|few)
    """,
    "represents": """
        (recruiter|recruitment|recruiting|talent|staffing|headhunter|sourcer|resourcer|people partner|talent partner|executive search|search consultant|hr manager|hiring manager|head of people|people team|talent acquisition)
    """,
    "assessment": """
        (complete|take|finish|start|begin|do|submit|retake) ~5 (assessment|test|challenge|exercise|questionnaire|one way|video interview|game|simulation|coding|task|case study|on demand)
        (assessment|test|challenge|questionnaire|video interview|on demand interview) ~6 (link|expires|expire|deadline|complete|invit*|minutes|result*|submitted|score|ready|access|start)
        (hirevue|codility|hackerrank|codesignal|testgorilla|karat|pymetrics|shl|sparkhire|willo)
    """,
    "alert": """
        (job|jobs) (alert|alerts|recommendation*|digest|match|matches|for you|you may|near you|picked|recommended|based|in your area|similar|suggest*)
        (new|more|similar|recommended|top|latest|fresh|0) (jobs|job|vacancies|openings|positions|roles|matches|job posting*)
        (easy apply|apply now|view job|view all jobs|see all jobs|see more jobs|actively recruiting|be an early applicant|early applicant|promoted|see job|view jobs|save job|manage alerts|edit alert|turn off)
        (viewed your (application|profile)|application was viewed|appeared in|your profile was|who viewed|people you may know)
    """,
    "offer": """
        (pleased|delighted|happy|thrilled|excited|glad|proud|like) to (offer|extend|make|confirm|welcome|inform you that you (have|were)|appoint) (you|an offer|a formal|your|the) ~4 (position|role|job|offer|employment|contract|post|place|the|a|successful|to)
        (offer letter|letter of offer|employment contract|job offer|contract of employment|your offer|offer of employment)
        (congratulations|congrats|welcome (to the team|aboard|on board))
        (sign|accept|countersign) ~4 (offer|contract|agreement)
        (onboarding|first day|starter pack|new starter|orientation|start date)
    """,
    "withdrawn": """
        (you|i) (have |had |just |recently |ve )?(withdrawn|withdrew|withdraw|declined|decline|cancelled|turned down|retracted|pulled) (your|my|from|the|this|our)
        (i) (have |would like to |must |need to |am |want to |wish to |ve |will )?(decided|withdraw*|declin*|regret|sadly|unfortunately|accepted|taken) ~4 (not to|withdraw*|application|another|other|offer|my|from|decline|elsewhere|to stay|role|position)
        (as you requested|at your request|your request to withdraw|you asked us to|your withdrawal|withdrawal of your|confirm* (that )?you(r)? ~2 (have )?withdr*|per your request)
        my (application|candidacy|cv|resume|interview|rejection|job search)
    """,
    "hearsay": """
        (rejection|rejections|rejected) (letter|letters|email*|e|story|stories|tip*|season|rate|is|are|hurts|stings|can|as|into|therapy|from|and|with|by|again|yesterday)
        (handle|handling|dealing|deal|cope|coping|bounce*|turn|turning|learn*|survive|surviving|bounce back|respond*|responding|overcome|overcoming) (with|from|to|back from|after|job)? ?(a |job |the )?rejection*
        (i|he|she|they) (got|was|have been|were|have|had|also got|ve been|just got|did not get) (rejected|turned down|ghosted|a rejection|another rejection|the job|the rejection|knocked)
        (my|his|her|their) (brother|sister|friend|cousin|son|daughter|colleague|wife|husband|partner|mate|flatmate|dad|mum|mom|nephew|niece|roommate)
        (they|he|she) (told|wrote|said|rejected|turned|emailed|called) (me|him|her|us|that|to)
        (unsubscribe|newsletter|subscribers|read more|read online|view in browser|podcast|webinar|this week s|listeners|episode|issue 0)
        (employees|colleagues|team|everyone|all staff|agencies|suppliers|vendors|bidders) ~3 (dear|hi|hello|all|we|have)
    """,
    "elsewhere": """
        (loan|mortgage|credit card|overdraft|insurance|refund|parcel|shipment|invoice|subscription|reservation|passport|planning permission|tenancy|landlord|apartment|lease|tenant|letting*|lettings|policyholder|your claim|your order|your account|your policy|your booking|your payment|your ticket|cashback|your flight|the flat|the property|a viewing)
        (manuscript|the paper|your paper|reviewers|reviewer|your proposal|your talk|cfp|call for papers|programme committee|program committee|journal|grant|bursary|editor in chief|editorial office|your abstract|your submission|exhibition|residency|your poem|your story|short story|anthology)
        (pull request|merge request|merged|your patch|code review|github|gitlab|the build|build failed|pipeline|reviewers|maintainers|maintainer|backport|your pr|this pr|upstream)
        (admissions|undergraduate|postgraduate|msc|phd programme|degree programme|enrolment|enrollment|nursery place|school place|campus housing|ucas|tuition|your university|freshers|module)
        (membership|the club|league|squad|tournament|allotment|waiting list|gym|choir|rescue centre|adoption|adopt|foster|lottery|raffle|prize draw|the match|fixture*|rehearsal*|parish council|planning application)
        (tender|bidder*|your bid|your quote|quotation|supplier*|vendor*|rfp|procurement|your tender|the contract has been awarded)
        (verification code|verify your|your password|two factor|security alert|one time|otp|sign in attempt|new sign in)
        (undeliverable|mailer daemon|message could not|could not be delivered|delivery (has )?failed|delivery status|recipient address|mail system|returned mail|out of office|automatic reply|annual leave|out of the office)
        (discount|coupon|voucher|your cart|your basket|free delivery|free shipping|your parcel|tracking number|on sale|sale ends|online shop|store credit|checkout)
        (petition|your complaint|your appeal|housing benefit|the council|court|tribunal|tax return|hmrc|blue badge|the application for (a )?(loan|card|visa|mortgage)|visa application|residence permit|work permit application)
    """,
    "job": """
        your ~6 (application|candidacy|candidature)
        (your|my|an|this|job|online|all|the|submitted|of|recent) (application|applications) (for|to|has|at|with|as|was|is|and|form|process|status|deadline|materials|received|could|will|we|, )
        (applicant|applicants|candidate|candidates|candidacy|candidature|vacancy|vacancies|interview|interviews|interviewing|recruiter|recruiters|recruiting|recruitment|hiring|cv|resume|cvs|internship|apprenticeship|careers|shortlist*|traineeship|job search|employment|job application*)
        (the|this|a|new|your|that|any|another|of) (job|jobs) (of|as|for|at|is|was|has|you|we|title|description|offer|opening|posting|market|, )
        (position|role|roles|opening|post|opportunity|placement) (of|as|for|at|with|has been|is|you applied|we)
        (applying|applied|apply) (for|to|with|at|again)
        (your|our|open|other|future) (position|role|roles|opening|openings|positions|placement|opportunities|selection process|career)
        (to|we|not|been) hire|hired|(new|next) hire
    """,
}
