# The states of a payment: the heading of the page, and its title.
choose-heading = Pagamento a { $shop }
waiting-heading = O seu pagamento está a ser confirmado
paid-heading = Pagamento aceite
refused-heading = Pagamento recusado
on-hold-heading = Pagamento pendente
cancelled-heading = Pagamento cancelado
expired-heading = O tempo para pagar terminou

# What a state means for the buyer.
partner-explanation = O seu pagamento com { $partner } ainda não terminou. Continue aí ou pague de outra forma.
partner-continue = Continuar com { $partner }
partner-other-way = Pagar de outra forma
waiting-explanation = Normalmente demora apenas alguns segundos. Mantenha esta página aberta; não precisa de fazer nada.
paid-explanation = { $shop } recebeu o seu pagamento de { $amount }.
paid-leaving = A regressar a { $shop }…
refused-explanation = Não lhe foi cobrado nada.
on-hold-explanation = O seu pagamento foi registado, mas ainda não está confirmado. Receberá notícias de { $shop }. Por favor, não volte a pagar.
cancelled-explanation = O pagamento foi cancelado. Não lhe foi cobrado nada.
expired-explanation = Não lhe foi cobrado nada. Para pagar, recomece a partir de { $shop }.

# There is no payment to show.
unknown-heading = Pagamento não encontrado
unknown-explanation = Este endereço não corresponde a nenhum pagamento. Recomece a partir da loja.
busy-heading = Demasiados pedidos
busy-explanation = Aguarde um momento e tente novamente.
unavailable-heading = Serviço indisponível
unavailable-explanation = A página de pagamento não está acessível neste momento. Tente novamente dentro de instantes.

# Why a payment was refused.
reason-refused-by-bank = O seu banco recusou o pagamento.
reason-card-expired = O cartão está expirado.
reason-limit-reached = O montante excede o limite ou o saldo do seu cartão.
reason-wrong-check-value = O código de segurança não está correto.
reason-card-not-taken = Este cartão não é aceite aqui.
reason-bank-unreachable = Não foi possível contactar o seu banco.
reason-abandoned = O pagamento não foi concluído.
reason-already-paid = Esta encomenda já foi paga ou está a ser paga neste momento.
attempts-left =
    { $count ->
        [1] Resta-lhe uma tentativa.
       *[other] Restam-lhe { $count } tentativas.
    }

# The sandbox.
test-mode = Modo de teste
test-explanation = Não há movimento de dinheiro. Por favor, não utilize um cartão verdadeiro.
test-cards = Cartões de teste

# The order.
order-heading = A sua encomenda
order-reference = Referência
order-taxes = Impostos incluídos
order-discount = Desconto
order-delivery = Entrega
order-total = Total da encomenda
order-to-pay = A pagar agora

# Ways to pay.
methods-heading = Como deseja pagar?
method-card = Cartão
method-redirect = Confirmará o pagamento na página de { $partner }.

# The card.
number = Número do cartão
number-empty = Introduza o número do seu cartão.
number-wrong = Este número de cartão não está correto. Verifique-o.
network-choice = O seu cartão pode usar duas redes. Escolha a que prefere:
expiry = Data de validade
# Month and year of two digits each, by their initials.
expiry-form = MM/AA
expiry-empty = Introduza a data de validade.
expiry-wrong = Introduza o mês e o ano indicados no cartão, por exemplo 08/29.
check-value = Código de segurança
check-value-back = 3 dígitos no verso do cartão
check-value-front = 4 dígitos na frente do cartão
check-value-wrong = Introduza os { $count } dígitos do código de segurança.
holder = Nome no cartão
holder-wrong = Introduza o nome tal como aparece no cartão.
holder-number = O número do cartão não pertence aqui. Introduza o nome tal como aparece no cartão.

# Saved cards.
saved-number = terminado em { $digits }
saved-expiry = Válido até { $date }
other-card = Usar outro cartão
save-card = Guardar este cartão para as minhas próximas compras em { $shop }
save-card-explanation = É guardado cifrado, sem o código de segurança, depois de o pagamento ser aceite.

# Paying.
pay = Pagar { $amount }
pay-with = Pagar { $amount } com { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Confirmar o cartão
paying = Pagamento em curso…
assurance = Os dados do seu cartão são enviados cifrados e nunca são mostrados à loja.
mistakes = Corrija os campos assinalados.
message-busy = Demasiadas tentativas. Aguarde um momento e tente novamente.
message-failed = Não foi possível enviar o pagamento. Tente novamente.
message-lost = A ligação foi interrompida. Tente novamente: não pagará duas vezes.
cancel = Cancelar o pagamento
cancel-question = Deseja desistir deste pagamento e regressar à loja?
cancel-confirm = Sim, cancelar
return-to-shop = Regressar a { $shop }
try-again = Tentar novamente
time-left = Tempo restante para pagar
minutes-left =
    { $count ->
        [one] Tem { $count } minuto para pagar.
       *[other] Tem { $count } minutos para pagar.
    }
no-script = Esta página precisa de JavaScript para proteger os dados do seu cartão. Ative-o e recarregue a página.

# The receipt.
ticket-heading = O seu recibo
ticket-date = Data e hora
ticket-shop = Loja
ticket-terminal = Terminal / Comerciante
ticket-order = Referência da encomenda
ticket-transaction = Número da transação
ticket-authorisation = Número de autorização
ticket-type = Tipo de transação
ticket-debit = Débito, venda à distância
ticket-card = Cartão
ticket-amount = Montante
ticket-test = Cartão de teste: não houve movimento de dinheiro
ticket-keep = Recibo do cliente, guarde-o

# The page on which a buyer looks after a wallet.
wallet-heading = Os seus cartões em { $shop }
wallet-cards-heading = Cartões guardados
wallet-empty = Ainda não há nenhum cartão guardado.
wallet-ending = terminado em { $digits }
wallet-expires = Expira em { $date }
wallet-default = Cartão predefinido
wallet-expired = Expirado
wallet-disabled = Desativado
wallet-make-default = Usar por predefinição
wallet-remove = Remover
wallet-remove-question = Pretende remover este cartão? Terá de o introduzir novamente para o usar aqui.
wallet-remove-confirm = Sim, remover o cartão
wallet-add-heading = Adicionar um cartão
wallet-add-explanation = O seu banco confirma o cartão. Não lhe é cobrado nada.
wallet-add = Guardar este cartão
wallet-checking = O seu banco está a verificar o cartão…
wallet-refused-heading = O cartão não foi guardado
wallet-known = Este cartão já está guardado.
wallet-full = De momento não é possível guardar outro cartão.
wallet-failed = Não foi possível. Tente novamente.
wallet-lost = A ligação perdeu-se. Tente novamente.
wallet-time-left = Tempo restante
wallet-minutes-left = Tempo restante: { $count } min.
wallet-details-heading = Os seus dados
wallet-first-name = Nome próprio
wallet-last-name = Apelido
wallet-email = Endereço de e-mail
wallet-details-wrong = Verifique o seu nome e o seu endereço de e-mail.
wallet-save = Guardar
wallet-waiting-heading = O seu cartão está a ser verificado
wallet-waiting-explanation = O seu banco ainda não respondeu. Não lhe é cobrado nada e o cartão será guardado quando o banco o confirmar.
wallet-done-heading = As suas alterações foram guardadas
wallet-cancelled-heading = Nada foi alterado
wallet-expired-heading = O tempo esgotou-se
wallet-expired-explanation = Para gerir os seus cartões, recomece em { $shop }.

link-paid-heading = Este link já foi pago
link-cancelled-heading = Este link de pagamento foi cancelado
link-blocked-heading = Este link de pagamento está bloqueado
link-expired-heading = Este link de pagamento expirou
link-paid-explanation = O pagamento foi efetuado e não há mais nada a pagar.
link-over-explanation = Já não é possível pagar com este link. Peça um novo à loja.
