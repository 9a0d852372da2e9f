"""Portuguese, of Brazil and of Portugal."""

LISTS = {
    "safety": """
        deu alergia | alergia | reacao alergica | intoxic* | vomit* | passei mal | passou mal | passamos mal |
        urticaria | queimou | me queimei | queimadura* | choque | levei um choque | pegou fogo | fogo | incendio |
        explod* | estourou | saiu fumaca | fumaca | fumo | curto circuito | superaquec* | caco de vidro |
        vidro dentro | pedaco de vidro | pedaco de metal | pedaco de plastico | parafuso no | prego no |
        cabelo na comida | barata na | barata no | barata dentro | bicho | larva* | mofo | bolor | vencid* |
        fora da validade | validade vencida | estragad* | ~podre | engasg* | me cortei | cortou | sangue | sangr* |
        hospital | pronto socorro | urgencia | perigos* | perigo | vazamento de gas | cheiro de gas | salmonela |
        diarreia | machuc* | agua sanitaria |
        inchou | inchad* | bolhas | em carne viva | convuls* | desmai* | faisca* | derreteu | grampo no |
        grampo na | grampo dentro | anzol | arame no | arame na | lasca de metal | caco na | caco no | cacos de |
        estilhac* | engoliu | garganta fech* | falta de ar | nao consigo respirar | pronto atendimento | samu |
        ambulancia | emergencia | intoxicacao | envenen* | veneno | escald* | cai de costas | caiu de cara |
        parti um dente | partiu um dente | quebrei um dente | cheiro a gas | monoxido | estufada | estufando |
        contaminad* | pedra no | metal na | metal no | rebentou me | explosao | cortei a | levou pontos |
        carne verde | ferida na pele | ardendo | peguei choque | apanhei um choque | deu curto
    """,
    "complaint": """
        chegou quebrad* | veio quebrad* | quebrad* | quebrou | chegou partid* | partid* | danificad* | amassad* |
        rasgad* | rasgou | defeito | com defeito | defeituos* | nao funciona | nao funcionam |
        parou de funcionar | nao liga | nao carrega | nao serve | estragou | descosturou | avariad* |
        produto errado | tamanho errado | cor errada | errad* | nao e o que | nao era o que | nao e igual |
        diferente do anuncio | nada a ver | faltou | faltando | falta um* | veio faltando | incomplet* |
        ninguem responde | ninguem me responde | ninguem atende | ninguem me atende | nao respondem |
        nao atendem | sem resposta | pessim* | horrivel | horroros* | terrivel | pior | mau atendimento |
        mal atendid* | atendimento pessimo | vergonha | um absurdo | absurdo | descaso | falta de respeito |
        desrespeito | palhacada | golpe | golpistas | fui enganad* | enganad* | me sinto enganad* | enganos* |
        propaganda enganosa | mentir* | mentiros* | nao recomendo | nao comprem | nunca mais | nao volto |
        decepcion* | desilud* | reclam* | livro de reclamacoes | queixa | indignad* | revoltad* | chatead* |
        cansad* de esperar | furios* | irritad* | ma qualidade | pessima qualidade | qualidade ruim | nao gostei |
        insatisfeit* | ainda nao chegou | nao chegou | nao recebi | ainda nao recebi | nunca chegou |
        estou esperando | estou a espera | esperando ha | semanas esperando | atrasad* | atraso | atrasou |
        demora* | demorou | transportadora | entregador | estravi* | extravi* | nao apareceu | ~problema | ~ruim |
        ~mau | ~pessimo | ~de novo | sumiu | grosseir* | mal educad*
    """,
    "complaint.legal": """
        meu advogado | minha advogada | advogad* | processar | processo | procon | reclame aqui | justica |
        tribunal | juizado | pequenas causas | denunci* | delegacia | policia | medidas legais | asae | deco |
        lgpd | rgpd | protecao de dados | meus dados | dados pessoais | direitos do consumidor |
        codigo de defesa | vazaram |
        julgados de paz | juizado especial | acao judicial | judicial* | danos morais | boletim de ocorrencia |
        consumidor gov | notificacao extrajudicial | notifico | ultimo aviso | tem .. horas para |
        tem .. dias para | centro de arbitragem | sem minha autorizacao | sem a minha autorizacao |
        sem autorizacao | de outro cliente | de outra cliente | passaram meu telefone | meu numero pessoal |
        deu o meu numero | vazou | vigilancia sanitaria
    """,
    "complaint.billing": """
        cobraram duas vezes | cobrado duas vezes | cobranca dupla | cobranca duplicada | cobranca indevida |
        cobraram a mais | me cobraram | cobraram errado | cobrado a mais | debito duplicado |
        nao reconheco .. compra | nao reconheco .. cobranca | devolvam .. dinheiro | quero meu dinheiro |
        meu dinheiro de volta | debitaram |
        debitaram duas | cobraram 2x | cobrado 2x | descontaram | passaram duas vezes | passaram meu cartao |
        continuam cobrando | continuam a cobrar | continuam a tirar dinheiro | que ninguem pediu | que nao pedimos |
        valor errado | cobraram cheio | cobrada duas vezes | cobrou duas vezes | cobraram taxa | troco errado |
        quero a diferenca
    """,
    "order_status": """
        onde esta meu | onde esta minha | onde esta o meu | onde esta a minha | cade meu | cade minha | cade o |
        cade a | kd meu | meu pedido | minha encomenda | meu pacote | minha compra | minha entrega |
        quando chega | quando vai chegar | quando chegara | quando recebo | quando vou receber | quando sai |
        ja saiu | ja enviaram | ja foi enviad* | ja mandaram | ja postaram | foi postado | ja despacharam |
        status do | status da | estado da encomenda | andamento do | situacao do | rastrei* | rastre* |
        codigo de rastreio | tracking | esta a caminho | saiu para entrega | alguma novidade |
        previsao de entrega | ~pedido | ~encomenda
    """,
    "help_after_sale.urgent": """
        cancelar | cancela | cancelem | cancelamento | quero cancelar | mudar o endereco | trocar o endereco |
        alterar o endereco | alterar a morada | mudar a morada | endereco errado | morada errada |
        alterar .. pedido | mudar .. pedido | alterar | acrescenta* | acrescentar .. pedido |
        adicionar .. pedido | tirar .. pedido | estorno | reembolso | reembols* | dinheiro de volta |
        devolver o dinheiro | ressarc* | nao quero mais | desist*
    """,
    "help_after_sale": """
        devolver | devolucao | devolucoes | devolvo | trocar | troca | trocar por | trocar o tamanho |
        outro tamanho | tamanho maior | tamanho menor | nota fiscal | fatura | factura | recibo | comprovante |
        segunda via | garantia | conserto | consertar | reparar | reparo | peca de reposicao | como se usa |
        como usar | como uso | instrucoes | manual | como montar | como lavar | como limpar | como instalar |
        como se monta
    """,
    "buy": """
        quero comprar | gostaria de comprar | queria comprar | comprar | como compro | como faco pra comprar |
        como faco para comprar | quero pedir | queria pedir | fazer um pedido | fazer uma encomenda |
        fazer pedido | encomendar | quero encomendar | vou levar | vou querer | fico com | quero um* |
        quero dois | quero duas | quero tres | quero o | quero a | quero esse | quero essa | me ve | manda um* |
        separa* | separar | guarda* .. pra mim | reserva .. pra mim | reserve .. para mim | tenho interesse |
        tenho interesse no | me interess* | interessad* | link de pagamento | link pra pagar | manda o link |
        passa o pix | chave pix | manda o pix | dados para pagar | onde pago | no carrinho | carrinho |
        finalizar a compra | me envia um* | preciso de um* | preciso de dois
    """,
    "buy.book": """
        reservar | reserva | quero reservar | uma mesa | mesa para | mesa pra | agendar | marcar | agendamento |
        marcar hora | marcar horario | contratar | inscrever | inscricao | vaga
    """,
    "price_availability": """
        quanto custa | quanto custam | quanto e | quanto esta | quanto sai | quanto fica | qual o valor |
        qual o preco | qual e o preco | qual valor | valor do | valor da | preco | precos | tabela de precos |
        orcamento | desconto* | promocao | promocoes | oferta* | mais barato | cupom | em estoque | estoque |
        em stock | stock | disponivel | disponiveis | disponibilidade | voces tem | voce tem | vcs tem | tem em |
        tem no tamanho | ainda tem | ainda ha | tem mais | tem o | tem a | tem horario | tem vaga | tem tamanho |
        vendem | vende | esgotad* | esgotou | repoem | repor | reposicao | vai ter | quanto
    """,
    "question": """
        que horas | qual o horario | horario* | abrem | abre | fecham | fecha | aberto | aberta | estao abertos |
        funcionamento | onde fica | onde ficam | onde e a loja | endereco de voces | localizacao | loja fisica |
        como chego | voces entregam | entregam em | entrega em | enviam para | envia para | entregam no |
        fazem entrega | frete | portes | taxa de entrega | prazo de entrega | quanto tempo | demora quanto |
        formas de pagamento | forma de pagamento | aceita* | posso pagar | pode pagar | da pra pagar | parcel* |
        pix | mbway | mb way | multibanco | boleto | cartao | politica de | condicoes | e se eu |
        de que material | qual o material | feito de | medidas | qual tamanho | e impermeavel | a prova d |
        gluten | vegan* | ingredientes | contem | alergenos | serve para | como funciona | qual a diferenca |
        o que recomenda | qual recomenda | voces recomendam | duvida | uma pergunta | pergunta |
        gostaria de saber | queria saber | sabe se | sabem se | sera que | da pra | e possivel | consigo |
        minha conta | a senha | senha | palavra passe | login | entrar na conta | cadastro | falar com alguem |
        falar com uma pessoa | falar com um atendente | atendente | humano | telefone | contato
    """,
    "manager": """
        o gerente | a gerente | gerente | o responsavel | a responsavel | responsavel | o dono | a dona |
        o chefe | a chefe | seu chefe | supervisor* | encarregad* | superior | com quem mand* |
        com quem decid* | alguem que mand* | alguem que decid*
    """,
    "wrong_fact": """
        isso nao e verdade | nao e verdade | isso e falso | e falso | e mentira que | dizem que voces |
        ouvi dizer que | li que voces | no site diz | no site esta | o preco esta errado | preco errado |
        fake news | a foto nao corresponde
    """,
    "idea": """
        sugest* | sugiro | uma ideia | ideia | proponho | deviam | deveriam | podiam | poderiam | bem que podia* |
        seria bom | seria otimo | seria legal | seria optimo | gostaria que | queria que | sinto falta |
        faz falta | por que nao faz* | por que nao vend* | por que nao tem | poderia melhorar | podia ser melhor |
        poderia ser melhor | a melhorar | melhorar | estrela* | razoavel | mais ou menos | esperava mais |
        custo beneficio | nao e mau | nada mau | e bom mas | bom mas | gostei mas | atende | facam | tomara
    """,
    "recommendation": """
        recomendo | super recomendo | recomendo muito | recomendo a todos | recomendad* | indico | indiquei |
        me indicaram | me indicou | uma amiga indicou | um amigo indicou | falei de voces | contei para |
        todos deviam
    """,
    "praise": """
        obrigado por | obrigada por | obrigada pelo | obrigado pelo | muito obrigad* | ~obrigado | ~obrigada |
        valeu | grato | grata | otim* | optim* | excelente* | perfeit* | maravilhos* | fantastic* | incrivel |
        sensacional | amei | adorei | adoro | amo a | amo essa | gostei muito | lind* | que lindo | delicios* |
        gostos* | muito bom | muito boa | nota 10 | nota dez | dez | parabens | o melhor | a melhor |
        os melhores | melhor loja | sao os melhores | chegou rapido | bem embalad* | chegou direitinho |
        tudo certo | tudo perfeito | voltarei | voltarei a comprar | compro sempre | atenci* | simpatic* |
        atendimento excelente | otimo atendimento | bom atendimento | satisfeit* | muito feliz | feliz com | top |
        show | 5 estrelas | cinco estrelas
    """,
    "greeting": """
        oi | ola | bom dia | boa tarde | boa noite | e ai | tudo bem | tudo bom | como vai | como esta | opa |
        tchau | ate logo | ate amanha | ate mais | abraco | abracos | qual seu nome | qual o seu nome |
        voce e um robo | voce e robo | voce e uma maquina | quem e voce | conta uma piada | que calor | que frio |
        kkk* | rsrs* | haha* | start
    """,
    "ack": """
        ok | okay | sim | nao | ta | ta bom | ta bem | certo | entendi | entendido | beleza | blz | perfeito |
        obrigado | obrigada | valeu | combinado | claro | pode ser | isso | muito obrigado | muito obrigada |
        otimo | show | top | fechado | joia | de nada | tchau | abraco | kkk* | rsrs*
    """,
    "spam": """
        ganhe dinheiro | ganhar dinheiro | trabalhe em casa | trabalhe de casa | renda extra | renda passiva |
        liberdade financeira | invista | investi com | investimento garantido | criptomoeda* | bitcoin* | forex |
        trader | meu mentor | sinais gratis | dobre seu | emprestimo* | credito facil | sem consulta |
        ~seguidores | curtidas | me segue | segue de volta | sigo de volta | visite meu perfil |
        link do meu perfil | link no meu perfil | link na bio | clique no | clique aqui | voce ganhou |
        voce foi selecionad* | ~premio | resgate seu | sua conta sera | conta sera bloqueada | confirme em |
        confirme seus dados | verifique sua conta | primeira pagina do google | posicionamento |
        criacao de sites | banco de dados de | ~oferecemos | ~somos uma empresa | somos uma agencia |
        agencia de marketing | aumente suas vendas | tarot | taro | amarracao | vidente | acompanhantes |
        onlyfans | conteudo adulto | ~packs | casino | cassino | ~apostas | tigrinho | ~fortune | viagra
    """,
    "abuse": """
        idiota* | imbecil | imbecis | burro* | burra | estupid* | otari* | babaca* | trouxa* | palhaco* |
        retardad* | merda* | bosta* | lixo | escoria | porra | caralho | filho* da puta | fdp | puta | vagabund* |
        viado* | piranha | desgracad* | ladroes | ladrao | bandidos | safad* | canalha* | corno* | cala a boca |
        cale a boca | vai se | vao se | vai tomar | vao tomar | vtnc | vsf | morram | morra | nojent* |
        cambada de | arrombad* | cabrao | cabroes | parvo* | preto fedido | macaco*
    """,
    "abuse.threat": """
        vou te achar | vou te pegar | vou te matar | vou matar | vou quebrar sua | quebrar sua cara |
        vou ai quebrar | sei onde voce | sei onde mora | voces vao pagar | vai pagar caro | vou botar fogo |
        vou queimar | partir te a cara | te arrebento
    """,
}
