"""English cues. How the patterns are written: see the package's docstring."""

CONDITIONS = (
    "if|should you|should your|should we|should the|should this|should it|should another|should there|unless|in case|in the event"
    "|whether|provided that|assum* that|please assume|can assume|may assume|should assume|take it that|not hear* (back )?|heard nothing|do not hear"
    "|only (those|the )?(candidates|applicants|shortlisted)|those who|anyone who|applicants who|may be|might be|may not|might not|may have|when a|once the|until the"
)

CUES = {
    "refusal": """
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
        (not selected|rejected|not hired|not shortlisted|not progressed|no longer in consideration|position filled|req closed|application closed|application rejected|application declined|application unsuccessful|candidature unsuccessful)
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
        (received|receive|receipt of|got|have|submitted|registered|logged) (your|the|an|safe receipt of your) ~3 (application|cv|resume|submission|candidature|documents|details|profile|form)
        (application|cv|resume|submission|candidature|profile|details|documents) ~6 (received|been submitted|was submitted|submitted|reached us|arrived|landed|registered|is in|been sent|was sent|come through|under review|being reviewed|been forwarded|in safe hands|made it|complete|acknowledged)
        (thank*) ~3 (for )?(applying|submitting|your application|your submission|sending)
        (will|to|shall) (now )?(be )?(review*|look*|consider*|assess*|read*|evaluat*|go through|get back|be in touch|contact|reach out|respond|hear from|update|screen*|process*|compar*)
        (your application) (for|to|as|has) ~12 (successfully|received|submitted|confirm*)
        (we|our team|recruiter*|recruiting team|hiring team|somebody|someone) (will|may|are going to|shall|are) ~3 (review*|look*|contact|touch|reach|respond|get back|read*|consider*|assess*|go through|sift*)
        (confirm*|acknowledg*) ~5 (receipt|received|application|submission|safely)
        (only) ~3 (shortlisted|selected|successful|suitable|those|candidates) ~6 (contacted|contact|hear|invited|notified|be|notify)
        (unable|not able|not|can not) ~4 (to )?(respond|reply|answer|write back|contact|acknowledge|get back|write) ~3 (individually|each|every|all|everyone|everybody|personally|to)
        (next steps|what happens (next|now)|what to expect|from here|track|check|view)
        (not hear|not heard|heard nothing|hear nothing|hear from us) ~8 (within|by|weeks|days|from us|assume|after|in)
        (do not|please do not|not) (reply|respond|answer) (to )?(this|to)
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
        (your|the) (profile|background|cv|resume|experience|name|work) ~4 (caught|stood|came up|looks|look|seems|seem|would|could|impress*|is a|matches|fits|jumped|match|be a|might|was)
        (reaching|reach|reached|writing|getting in touch|messaging|contacting|drop*|approach*) (out |to you |you )?(because|as|about|regarding|with|to see|on behalf|from|for|since|in relation)
        (i am|i m|we are|currently|am) (a )?(recruit*|hiring|looking for|searching|working on|working with|partner*|helping|building|filling|sourcing|supporting|resourcing|headhunt*|consultant|staffing|growing|expanding)
        (open|interested|tempted|curious|up for|considering|keen) (to|in|for|about) ~5 (hear*|opportunit*|role*|position*|chat*|move*|discuss*|explor*|new|talk*|learn*|change|call|this|it|conversation)
        (would|are|might|could|if|whether) (this|you|it|that) (be )?(of interest|open|interest you|interested|up for|worth|appeal|tempt|something)
        (exciting|new|great|fantastic|excellent|amazing|urgent|immediate|confidential|perm|permanent|contract|remote|local|senior) (new )?(opportunit*|role|position|requirement|opening|vacancy|job|contract|mandate|assignment|gig)
        (my|our|a) client*
        (do you know|know|refer|recommend|pass this) (anyone|someone|a friend|anybody|on|it on|somebody)
        (perfect|great|strong|good|excellent|ideal|potential|solid) (fit|match|addition|candidate) (for|to|on)
        (salary|rate|pay|comp|compensation|package|paying|base|ote|day rate) ~4 (range|up to|of|0|is|between|to|per|k|dependent|expectations|around)
        (client|company|team|startup|start|firm|hospital|school|clinic|they) ~5 (looking for|seeking|hiring|needs|need|growing|searching|expanding|recruiting)
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
        (loan|mortgage|credit card|overdraft|insurance|claim|policy|account|refund|order|parcel|package|shipment|invoice|payment|subscription|booking|reservation|ticket|visa|passport|permit|planning permission|tenancy|landlord|flat|apartment|property|lease|viewing|tenant|letting)
        (manuscript|paper|submission|abstract|reviewers|reviewer|proposal|talk|cfp|conference|journal|grant|funding application|bursary|scholarship|editor|editorial|exhibition|residency)
        (pull request|merge request|merged|commit|build|pipeline|patch|branch|repository|issue 0|code review|deploy*|github|gitlab|ci)
        (admission|admissions|undergraduate|postgraduate|degree|enrol*|course|semester|school place|nursery|university place|campus housing|ucas|tuition)
        (membership|club|league|squad|tournament|allotment|waiting list|gym|choir|committee member|adoption|foster|dating|date|match day|lottery|raffle|competition entry|prize)
        (tender|bid|bidder*|quote|quotation|supplier|vendor|rfp|procurement|contractor*)
        (verification code|verify your|password|log in|sign in|security alert|two factor|0 digit|one time|otp)
        (delivery|delivered|undeliverable|mailer daemon|bounce|message could not|recipient|mail system|returned mail|out of office|away from|automatic reply|annual leave)
        (sale|discount|off|coupon|voucher|shop|cart|basket|shipping|free delivery|deal|deals)
        (petition|complaint|appeal|benefit*|council|court|tribunal|tax|hmrc|licence application|blue badge)
    """,
    "job": """
        (application|applications|applied|applying|apply|applicant|applicants|candidate|candidates|candidacy|candidature|position|positions|role|roles|vacancy|vacancies|job|jobs|interview|interviews|interviewing|recruit*|hiring|hire|hired|cv|resume|resumes|cvs|opening|openings|employment|internship|apprenticeship|career|careers|opportunity|opportunities|shortlist*|talent|selection|traineeship|post|placement)
    """,
}
