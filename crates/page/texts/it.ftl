# The states of a payment: the heading of the page, and its title.
choose-heading = Pagamento a { $shop }
waiting-heading = Il pagamento è in fase di conferma
paid-heading = Pagamento accettato
refused-heading = Pagamento rifiutato
on-hold-heading = Pagamento in sospeso
cancelled-heading = Pagamento annullato
expired-heading = Il tempo per pagare è scaduto

# What a state means for the buyer.
partner-explanation = Il pagamento con { $partner } non è ancora concluso. Prosegua lì oppure paghi in un altro modo.
partner-continue = Continua con { $partner }
partner-other-way = Paga in un altro modo
waiting-explanation = Di solito bastano pochi secondi. Tenga aperta questa pagina; non deve fare nulla.
paid-explanation = { $shop } ha ricevuto il Suo pagamento di { $amount }.
paid-leaving = Ritorno a { $shop } in corso…
refused-explanation = Non è stato addebitato nulla.
on-hold-explanation = Il pagamento è stato registrato ma non ancora confermato. { $shop } La terrà al corrente. La preghiamo di non pagare di nuovo.
cancelled-explanation = Il pagamento è stato annullato. Non è stato addebitato nulla.
expired-explanation = Non è stato addebitato nulla. Per pagare, ricominci da { $shop }.

# There is no payment to show.
unknown-heading = Pagamento non trovato
unknown-explanation = Questo indirizzo non corrisponde ad alcun pagamento. Ricominci dal negozio.
busy-heading = Troppe richieste
busy-explanation = Attenda un momento, poi riprovi.
unavailable-heading = Servizio non disponibile
unavailable-explanation = La pagina di pagamento non è al momento raggiungibile. Riprovi tra poco.

# Why a payment was refused.
reason-refused-by-bank = La Sua banca ha rifiutato il pagamento.
reason-card-expired = La carta è scaduta.
reason-limit-reached = L’importo supera il limite o il saldo della Sua carta.
reason-wrong-check-value = Il codice di sicurezza non è corretto.
reason-card-not-taken = Questa carta non è accettata qui.
reason-bank-unreachable = Non è stato possibile contattare la Sua banca.
reason-abandoned = Il pagamento non è stato completato.
reason-already-paid = Questo ordine è già stato pagato o è in corso di pagamento.
attempts-left =
    { $count ->
        [one] Le resta un tentativo.
       *[other] Le restano { $count } tentativi.
    }

# The sandbox.
test-mode = Modalità di prova
test-explanation = Nessun denaro viene trasferito. Non utilizzi una carta reale.
test-cards = Carte di prova

# The order.
order-heading = Il Suo ordine
order-reference = Riferimento
order-taxes = Imposte incluse
order-discount = Sconto
order-delivery = Spedizione
order-total = Totale dell’ordine
order-to-pay = Da pagare ora

# Ways to pay.
methods-heading = Come desidera pagare?
method-card = Carta
method-redirect = Confermerà il pagamento sulla pagina di { $partner }.

# The card.
number = Numero della carta
number-empty = Inserisca il numero della carta.
number-wrong = Questo numero di carta non è corretto. Lo verifichi.
network-choice = La Sua carta può usare due circuiti. Scelga quello che preferisce:
expiry = Data di scadenza
# Month and year of two digits each, by their initials.
expiry-form = MM/AA
expiry-empty = Inserisca la data di scadenza.
expiry-wrong = Inserisca il mese e l’anno riportati sulla carta, ad esempio 08/29.
check-value = Codice di sicurezza
check-value-back = 3 cifre sul retro della carta
check-value-front = 4 cifre sul fronte della carta
check-value-wrong = Inserisca le { $count } cifre del codice di sicurezza.
holder = Nome sulla carta
holder-wrong = Inserisca il nome come appare sulla carta.
holder-number = Il numero della carta non va qui. Inserisca il nome come appare sulla carta.

# Saved cards.
saved-number = che termina con { $digits }
saved-expiry = Valida fino al { $date }
other-card = Usa un’altra carta
save-card = Salva questa carta per i miei prossimi acquisti da { $shop }
save-card-explanation = Viene conservata cifrata, senza il suo codice di sicurezza, una volta accettato il pagamento.

# Paying.
pay = Paga { $amount }
pay-with = Paga { $amount } con { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Conferma la carta
paying = Pagamento in corso…
assurance = I dati della carta sono inviati cifrati e non vengono mai mostrati al negozio.
mistakes = Corregga i campi segnalati.
message-busy = Troppi tentativi. Attenda un momento, poi riprovi.
message-failed = Non è stato possibile inviare il pagamento. Riprovi.
message-lost = La connessione si è interrotta. Riprovi: non pagherà due volte.
cancel = Annulla il pagamento
cancel-question = Desidera rinunciare a questo pagamento e tornare al negozio?
cancel-confirm = Sì, annulla
return-to-shop = Torna a { $shop }
try-again = Riprova
time-left = Tempo rimasto per pagare
minutes-left =
    { $count ->
        [one] Le resta { $count } minuto per pagare.
       *[other] Le restano { $count } minuti per pagare.
    }
no-script = Questa pagina ha bisogno di JavaScript per proteggere i dati della carta. Lo attivi e ricarichi la pagina.

# The receipt.
ticket-heading = La Sua ricevuta
ticket-date = Data e ora
ticket-shop = Negozio
ticket-terminal = Terminale / Esercente
ticket-order = Riferimento dell’ordine
ticket-transaction = Numero della transazione
ticket-authorisation = Numero di autorizzazione
ticket-type = Tipo di transazione
ticket-debit = Addebito, vendita a distanza
ticket-card = Carta
ticket-amount = Importo
ticket-test = Carta di prova: nessun denaro è stato trasferito
ticket-keep = Ricevuta del cliente, da conservare

# The page on which a buyer looks after a wallet.
wallet-heading = Le sue carte presso { $shop }
wallet-cards-heading = Carte salvate
wallet-empty = Nessuna carta è ancora salvata.
wallet-ending = che termina con { $digits }
wallet-expires = Scade { $date }
wallet-default = Carta predefinita
wallet-expired = Scaduta
wallet-disabled = Disattivata
wallet-make-default = Usa come predefinita
wallet-remove = Rimuovi
wallet-remove-question = Vuole rimuovere questa carta? Dovrà inserirla di nuovo per usarla qui.
wallet-remove-confirm = Sì, rimuovi la carta
wallet-add-heading = Aggiungi una carta
wallet-add-explanation = La sua banca conferma la carta. Non le viene addebitato nulla.
wallet-add = Salva questa carta
wallet-checking = La sua banca sta verificando la carta…
wallet-refused-heading = La carta non è stata salvata
wallet-known = Questa carta è già salvata.
wallet-full = Al momento non è possibile salvare un’altra carta.
wallet-failed = Operazione non riuscita. Riprovi.
wallet-lost = La connessione si è interrotta. Riprovi.
wallet-time-left = Tempo rimanente
wallet-minutes-left = Tempo rimanente: { $count } min.
wallet-details-heading = I suoi dati
wallet-first-name = Nome
wallet-last-name = Cognome
wallet-email = Indirizzo e-mail
wallet-details-wrong = Controlli il nome e l’indirizzo e-mail.
wallet-save = Salva
wallet-waiting-heading = La sua carta è in fase di verifica
wallet-waiting-explanation = La sua banca non ha ancora risposto. Non le viene addebitato nulla e la carta sarà salvata quando la banca la confermerà.
wallet-done-heading = Le modifiche sono salvate
wallet-cancelled-heading = Nulla è stato modificato
wallet-expired-heading = Il tempo è scaduto
wallet-expired-explanation = Per gestire le sue carte, ricominci da { $shop }.

link-paid-heading = Questo link è già stato pagato
link-cancelled-heading = Questo link di pagamento è stato annullato
link-blocked-heading = Questo link di pagamento è bloccato
link-expired-heading = Questo link di pagamento è scaduto
link-paid-explanation = Il pagamento è stato effettuato e non resta nulla da pagare.
link-over-explanation = Con questo link non è più possibile pagare. Ne chieda uno nuovo al negozio.
