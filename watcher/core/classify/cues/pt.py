"""Portuguese cues (Portugal and Brazil), over folded letters (ã is a, ç is c). How the patterns are written: see the package's docstring."""

CONDITIONS = (
    "se (nao|for|fores|forem|o|a|os|as|tiver|houver|voce|ainda|seu|sua|teu|tua|estiver|quiser|ate|em|por|algum|acaso|decidirmos|avancar*|passar*)|caso|nesse caso|neste caso|(o|os|as) (candidat*|pessoas|candidaturas|inscricoes|entrevistas) (nao|que nao)|quem nao|quando quiseres|no caso|em caso|a menos que|apenas (os|as|os candidatos|contact*)|somente|so serao|quando|na ausencia|nao (receba|recebas|receber|recebam|tenha recebido|obtenha|tiver noticias|tenhas)|considere|podera nao|talvez|salvo"
    "|na falta de|devera considerar"
)

CUES = {
    "refusal": """
        (voce|candidatura|foi|ficou|inscricao|perfil|sua|seu|tua|processo) ~4 (dispensad*|reprovad*|eliminad*|excluid*|rejeitad*|descartad*|recusad*|indeferid*)
        (arranj*|encontr*|contrat*|escolh*|ficar|ficamos|optaram|assumid*|atribuid*|preenchid*|recair|promover|contratado|ficou) ~4 (pessoa|outra|outro|alguem|colega|docente|candidata seriada|menino|menina|interno|o controller|por outr*|com o|com a)
        (nome|candidatura) nao (entrou|ficou|consta|figura|aparece|esta|integra)
        (pontuacao|nota|resultado|classificacao) ~6 (abaixo|insuficiente|nao atingiu|inferior)
        nao (me |nos )?(e|foi|vai ser|sera|esta a ser|vai) possivel ~4 (acolher|avancar*|contratar|integrar|prosseguir|oferecer|seguir|aceitar|continuar)
        (congelar|congelou|congeladas|congelaram) ~3 (contrat*|vaga*|admiss*)
        (equipa|equipe|quadro|turma) ~4 (complet*|fechad*|preenchid*)
        (nao|sem) ~2 (ha|havera|haver|tenho|temos) ~2 (vaga*|lugar|contratacao|posicao|orcamento)
        nao ~3 (posso|podemos|consigo) ~3 (meter|contratar|acolher|ficar|admitir|oferecer|pagar)
        nao ~5 (avancar*|avanca|avancou|avancamos|avancaremos|prosseguir*|prosseguiu|prosseguira|prosseguiremos|prossegue|seguir|seguiremos|seguira|continuar*|continuaremos|continuara|dar seguimento|daremos|dar continuidade|progredir|seguiu|segue|passar|passou|passamos|passa) ~5 (candidatura|processo|fase|etapa|contigo|consigo|com a|com o|frente|voce|si|selecao|perfil|adiante|seguimento|proxima|para|diante|continuidade)
        nao ~4 (selecionad*|aprovad*|escolhid*|escolhemos|selecionamos|contemplad*|classificad*|admitid*|contratad*|apurad*|aceite|sucesso|recaiu|convocad*|aproveitad*|retid*|considerad*|colocad*|oferecer*|contratar|bem sucedid*|favoravel|selecionar)
        (outr*|outra) ~1 (candidat*|pessoa*|perfil|perfis|concorrente*|profissional|profissionais|opcao|direcao|colega*|rumo|caminho)
        (candidat*|pessoa*|perfil|perfis|alguem|profissional|profissionais) ~7 (mais (alinhad*|adequad*|proxim*|ajustad*|aderente*|experien*|enquadrad*|adaptad*)|melhor|com mais|com maior|intern*|da casa|aderente|cujo*|cuja*|que ja)
        (vaga*|posicao|posicoes|lugar|oportunidade|funcao|cargo|oferta|concurso|estagio|postos|anuncio) ~7 (preenchid*|ocupad*|encerrad*|cancelad*|suspens*|congelad*|fechad*|atribuid*|anulad*|pausad*|ja nao|nao esta mais|nao existe|eliminad*|extint*|retirad*|adiad*|foi dad*|internamente|em espera)
        (processo|recrutamento|selecao|contratac*|concurso|procura|busca) ~7 (cancelad*|suspens*|congelad*|encerrad*|pausad*|interrompid*|adiad*|anulad*|em pausa|parad*|em espera|sem efeito|stand by|paralisad*|cancelar|suspender|interromper|congelar)
        (preenchemos|preencher|preenchid*|suspender|suspendemos|cancelar|cancelamos|congelar|congelamos|encerrar|encerramos|pausar|pausamos|fechamos|interromper) ~5 (vaga*|posicao|processo|recrutamento|contratac*|lugar|internamente|oportunidade|selecao|posicoes|candidatura)
        (optamos|optou|decidimos|decidiu|escolhemos|escolheu|optar|decidir*|opcao|escolha|recaiu|recaido|selecionamos|avancamos|avancar|seguimos|seguir|prosseguir|preferiu|preferimos|ficamos|avancou|seguiu|contratamos|contratou) ~5 (outr*|nao|alguem|candidat* (com|intern*|cujo|que)|um perfil|uma pessoa|intern*|por um|por uma|perfil)
        (nao) ~3 (corresponde*|enquadr*|encaix*|adequ*|alinh*|cumpr*|atend*|preench*|ajust*|reun*|vai ao encontro) ~6 (perfil|requisito*|vaga|procura*|busca*|funcao|necessidade*|criterio*|posicao|que|pretend*|no que)
        (candidatura|perfil|inscricao|curriculo|processo) ~6 (nao (foi|sera|avancou|prosseguiu|vai|corresponde|foi selecionad*|segue|passou|seguira|avancara|reune|ira)|recusad*|rejeitad*|excluid*|reprovad*|indeferid*|descartad*)
        (infelizmente|lament*|pena|sentimos|sinto|tristeza) ~10 (nao|negativ*|cancelad*|preenchid*|suspens*|encerrad*|desfavoravel|recus*)
        (resposta|decisao|resultado|retorno|noticia|parecer|desfecho) ~5 (negativ*|desfavoravel|nao (foi|e|favoravel|positiva)|e nao|e que nao)
        (nao) ~4 (propor|oferecer|fazer|dar) ~4 (vaga|lugar|proposta|entrevista|posicao|contrato|trabalho|oportunidade|emprego|estagio)
        (retirar|retiramos|retirada|anular|anulada|cancelar|cancelamos|cancelada|sem efeito|revogar|rescindir) ~5 (proposta|oferta|contrato|admissao)
        (proposta|oferta|admissao) ~6 (retirada|anulada|sem efeito|cancelada|ja nao e valida|revogada|nao podera|nao vai)
        (cliente|empresa|equipa|equipe|gestor|gestora|diretor*|juri|direcao|responsavel|gerente) ~6 (decidiu|nao (quer|vai|avanca|deseja|quis|pretende|avancou|seguir*)|descart*|outr*|preferiu|optou|escolheu|congelou|suspendeu|cancelou)
        (ja nao|nao) ~3 (temos|estamos|procuramos|ha|existe*|contratando|recrutar|dispomos|buscamos|precisamos|abrimos) ~5 (vaga*|posicao|posicoes|lugar*|oportunidade*|perfil*|ninguem|a contratar|a recrutar|contratando|candidat*|pessoal)
        nao ~2 (desta vez|dessa vez|nesta ocasiao|por agora|neste momento|por enquanto)
        (desta vez|dessa vez|nesta fase|neste momento|nesse momento) (, )?nao
        (voltar a|volte a|voltes a|nova|novamente|de novo|outra vez) ~3 (candidatar*|concorrer|candidatura|tentar|inscrever*|candidate*|participar|aplicar|tente)
        (fora) (do|deste|desse|da) (processo|selecao|corrida)
        (ficou|ficaste|fica|ficas|ficar) ~2 (de fora|pelo caminho|em segundo|excluid*|por aqui|muito perto)
        (nao foi|nao e) (o |a |quem )?(escolhid*|selecionad*|voce|possivel|desta|apurad*|aprovad*|contemplad*)
        (congelamento|restruturacao|reestruturacao|corte*|reducao|orcamento) ~10 (vaga*|contratac*|recrutamento*|processo*|posicao|posicoes|admiss*)
    """,
    "weak_refusal": """
        (infelizmente|lament*|sentimos|pena) ~10 (nao|recus*|indeferid*|cancelad*|impossivel)
        (recusad*|rejeitad*|indeferid*|cancelad*|negad*|reprovad*)
        nao ~3 (podemos|posso|foi possivel|e possivel|possivel|aprovad*|conseguimos|poderemos)
    """,
    "regret": """
        infelizmente|lament*|lamentavelmente|sentimos|tristeza|pena
        (mas|ma|dificil|nao foi facil|desilus*|decepcion*|noticia que)
        (apos|depois de|apesar d*) (uma |um |o |a |seu |de )?(anali*|avali*|cuidadosa*|muita|muito|ponder*|longa|estud*|reflet*|seu|teu|interesse|qualidade|criterios*)
        (elevado|grande|muitas|muitos|numeros*|alto) (numero|volume|quantidade|candidat*|inscric*|qualidade|nivel)
    """,
    "wishes": """
        (desej*) ~5 (sucesso|sorte|felicidades|melhor|tudo|otim*|boa)
        (muito|boa|muita|maiores|todo o|votos de) (sucesso|sorte|sucessos)
        (guardar*|manter*|conservar*|mantemos|ficara|manteremos|guardamos|arquivar*|iremos manter|vamos manter|fica) ~6 (cv|curriculo|dados|candidatura|base de dados|contacto|contato|perfil|banco de talentos|arquivo)
        (futur*|proxim*|outras|novas) ~1 (oportunidade*|vaga*|processo*|recrutamento*|posic*|selec*)
        (busca|procura|percurso|carreira|jornada|caminho|futuro|vida) (profissional|por emprego|de emprego)
        (banco|base|bolsa|pool) de (talento*|dados|curriculos|candidatos|recrutamento)
        (convid*|encoraj*|incentiv*|fique|acompanhe|continue|continua) ~6 (vagas|atent*|site|oportunidade*|candidatar*|pagina|carreiras|acompanhar|acompanhando)
    """,
    "praise": """
        (obrigad*|agradec*) ~8 (interesse|tempo|candidatura|participa*|confianca|disponibilidade|inscri*|entrevista|conversa|dedicacao|paciencia|envio)
        (gost*|adoramos|impression*|prazer|valorizamos) ~5 (conhecer|perfil|conversa|conversar|entrevista|experiencia|percurso|trajetoria|falar)
        (cuidadosamente|atentamente|com atencao|com cuidado|detalhadamente)
    """,
    "receipt": """
        (recebemos|recebid*|rececao|recepcao|registad*|registrad*|submetid*|enviad*|chegou|recebimento) ~6 (candidatura|curriculo|cv|inscricao|sucesso|formulario|documentos|tua|sua)
        (candidatura|inscricao|curriculo|cv) ~6 (recebid*|registad*|registrad*|submetid*|enviad*|chegou|com sucesso|em analise|confirmad*|boas maos|entregue)
        (analisar*|avaliar*|rever|ler*|apreciar|analise|analisada|avaliada|analisaremos|entraremos|entrara|contactaremos|contataremos|contactar*|responderemos|retornaremos|daremos|informaremos|voltaremos) ~6 (candidatura*|contacto|contato|perfil|semanas|dias|curriculo|brevemente|breve|resposta|equipa|equipe|noticias|retorno|prazo|inscricao)
        (apenas|somente|so) ~6 (contact*|contatad*|selecionad*|chamad*|convocad*)
        nao ~3 (responder|contactar|dar retorno|retornar) (a )?(tod*|individual*|cada)
        (acompanh*) ~5 (estado|status|candidatura|processo|portal|etapas)
    """,
    "pending": """
        (ainda) ~4 (nao|em analise|em curso|a decorrer|em aberto|aguard*|avaliar|em andamento|a avaliar|avaliando)
        (ainda nao|nao) ~5 (decidi*|decisao|tomamos|tomada|fechamos|terminamos|conclu*|escolhemos)
        (atras*|demor*|mais tempo|paciencia|adiar|adiad*|mais longo)
        (decisao|resposta|novidades|noticias|retorno|resultado) ~6 (semana|ate|proxim*|final|dias|breve|fim|brevemente)
    """,
    "invitation": """
        (convid*|convoc*|gostariamos|gostaria|queremos|gostavamos|queriamos|adorariamos) ~6 (entrevista|conhecer*|conversar|conversa|reuniao|chamada|falar|fase|bate papo|dinamica)
        (entrevista|reuniao|conversa) ~7 (marcada|agendada|confirmad*|sera|no dia|as 0|teams|zoom|meet|realizar*|convite)
        (proxima|segunda|seguinte|ultima|final) (fase|entrevista|etapa|ronda)
    """,
    "scheduling": """
        (pode ser|podes|pode|consegues|consegue|tens|tem|estas|esta|podemos|podiamos|poderia|da te|fica bem|que tal|serve|daria|dava) ~8 (segunda|terca|quarta|quinta|sexta|amanha|hoje|semana|tarde|manha|as 0|0h|disponivel|disponibilidade|um bocadinho|horario|minutos) ~10 \\?
        (disponibilidade*|agenda|horario*|calendario)
        (quando|que dia|a que horas|qual o melhor) ~6 (podes|pode|podemos|falar|disponivel|ligar|horario|conversar|comecar)
        (ligar*|ligo|falar|conversa|chamada|conversar|cafe|bate papo|telefonema|call) ~5 (minutos|rapid*|breve|amanha|segunda|terca|quarta|quinta|sexta|semana|quando|tarde|0|minutinhos)
        (ate) (amanha|segunda|terca|quarta|quinta|sexta|logo|ja|breve|la)
        (remarcar|reagendar|adiar|mudar|alterar|antecipar) ~4 (entrevista|reuniao|conversa|chamada|a nossa|nossa|para)
    """,
    "outreach": """
        (perfil|experiencia|percurso|cv|trajetoria|curriculo) ~8 (chamou|interessante|encaix*|atencao|gostei|vi|encontrei|linkedin|alinhad*|parece*|impression*|enquadr*)
        (vi|encontrei|analisei|deparei|li|cruzei) ~4 (teu|seu|o seu|o teu) (perfil|cv|curriculo|percurso)
        (estou|estamos|sou|trabalho|procuro|procuramos|busco) ~5 (procura|procurar|recrut*|contactar|consultor*|buscando|contratar|cliente*|headhunter|selecao|trabalhando|em busca|entrar em)
        (entro em contacto|entro em contato|contacto o|contacto te|escrevo|entrar em contato)
        (abert*|interess*|disponivel|curios*|receptiv*|ouvir) ~6 (oportunidade*|proposta*|novos|novas|mudanca|desafio*|conversar|saber mais|ouvir|projeto|conversa|falar)
        (cliente|empresa|multinacional|grupo|clinica|consultora|startup) ~8 (procura|busca|precisa|reforcar|contratar|contratando|recrutar|sedead*|lider|localizad*|pretende)
        (salario|remuneracao|pacote|contrato sem termo|clt|pj|hibrido|remoto|vencimento|faixa salarial|beneficios|ordenado)
        (conhece|conheces) (alguem|algum)
        (oportunidade|vaga|projeto|desafio|posicao) ~5 (que (pode|acho|julgo|acredito)|interess*|pode ser|para si|para voce|para ti|confidencial|desafiante)
    """,
    "screening": """
        (expectativa* salaria*|pretensao salarial|aviso previo|pre aviso|carta de conducao|disponibilidade imediata|autorizacao de trabalho|salario atual|nivel de ingles|pretensoes salariais|faixa salarial|cnh|modelo de trabalho)
        (envi*|mand*|partilh*|encaminh*|remet*|compartilh*) ~5 (cv|curriculo|portfolio|referencias|certificad*|documentos|comprovativo*|diploma)
        (qual|quanto*|tens|tem|podes|pode|poderia|estaria|quando|ja|estas|possui|quais) ~14 \\?
    """,
    "represents": """
        (recrutador*|recrutamento|recursos humanos|rh|talento*|talent|headhunter|selecao|gente e gestao)
    """,
    "assessment": """
        (teste*|avaliacao|questionario|exercicio|desafio|video entrevista|prova|case) ~8 (link|realizar|completar|minutos|prazo|online|aceder|acessar|fazer|tecnico|responder|preencher)
    """,
    "alert": """
        (novas|0|ultimas|mais) (vagas|ofertas|oportunidades|empregos)
        (alerta*) (de )?(emprego|vagas|vaga|empregos)
        (ver vaga*|candidatar agora|candidate se|ver oferta*|candidatura simplificada|vagas recomendadas|vagas para|vagas que|ver todas|viu seu perfil|visualizou)
    """,
    "offer": """
        (prazer|feliz|felizes|parabens|satisfacao|alegria) ~10 (oferecer|proposta|contrato|selecionad*|bem vind*|aprovad*|admissao|informar que foi|integrar|propor)
        (carta oferta|proposta de trabalho|contrato de trabalho|data de inicio|bem vind* (a equipa|ao time|a bordo)|primeiro dia|carta proposta)
    """,
    "withdrawn": """
        (retiro|retirar|desisto|desistir|desistencia|recusar|decidi|declinar) ~6 (candidatura|proposta|processo|minha)
        (retirou|cancelou|desistiu|retiraste|recusou)
        (minha|meu|meus) (candidatura|cv|curriculo|entrevista|inscricao|processo)
        (a seu pedido|conforme solicitado|conforme pedido|a teu pedido)
    """,
    "hearsay": """
        (lidar|superar|aprender|gerir|ultrapassar) ~3 (rejeic*|recusa*|nao)
        (meu|minha|seu|sua|o meu|a minha) (irmao|irma|amigo|amiga|filho|filha|marido|mulher|namorad*|colega|primo|prima|mae|pai|chefe|esposa|esposo|sobrinh*|vizinh*)
        (me|fui|foi) (rejeitad*|rejeitaram|recusaram|disseram|chumbad*|recusad*|eliminad*)
        (newsletter|cancelar subscricao|descadastr*|podcast|webinar|cancelar inscricao|anular subscricao|navegador)
        (caros colegas|a todos|queridos pais|caros encarregados|caros socios|prezados colaboradores|pessoal ,)
    """,
    "elsewhere": """
        (emprestimo|credito|seguro|sinistro|encomenda|pedido|entrega|fatura|pagamento|conta|assinatura|subscricao|reserva|bilhete|visto|reembolso|arrendamento|aluguel|apartamento|inquilin*|senhorio|visita|imovel|apolice|cartao|boleto|pix)
        (manuscrito|artigo|revisor*|comunicacao|conferencia|congresso|revista|bolsa|edital|submissao|resumo)
        (matricula|universidade|admissao|licenciatura|mestrado|creche|escola|curso|residencia|vestibular|faculdade|dges)
        (socio*|clube|associacao|torneio|equipa de|coro|sorteio|concurso|horta|lista de espera|adocao|canil)
        (codigo de verificacao|palavra passe|senha|inicio de sessao|seguranca|codigo|acesso|login)
        (fora do escritorio|ferias|resposta automatica|ausente|nao entregue)
        (desconto*|promocao|cupao|cupom|carrinho|loja|portes|frete|saldos|compra)
        (concurso publico n|orcamento|fornecedor*|camara|financas|multa|licenca|tribunal|prefeitura|receita federal|seguranca social)
        (pull request|merge request|commit|pipeline|repositorio|branch|build)
    """,
    "job": """
        (candidatura*|candidat*|vaga*|posicao|entrevista*|recrutamento|selecao|processo seletivo|emprego|cv|curriculo|trabalho|cargo|funcao|estagio|recursos humanos|contratac*|inscricao|perfil|oportunidade|rh|carreira*)
    """,
}
