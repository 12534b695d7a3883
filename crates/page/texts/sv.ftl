# The states of a payment: the heading of the page, and its title.
choose-heading = Betalning till { $shop }
waiting-heading = Din betalning bekräftas
paid-heading = Betalningen godkändes
refused-heading = Betalningen nekades
on-hold-heading = Betalningen väntar
cancelled-heading = Betalningen avbröts
expired-heading = Tiden för att betala har gått ut

# What a state means for the buyer.
partner-explanation = Din betalning med { $partner } är inte klar än. Fortsätt där eller betala på ett annat sätt.
partner-continue = Fortsätt med { $partner }
partner-other-way = Betala på ett annat sätt
waiting-explanation = Det tar oftast bara några sekunder. Håll den här sidan öppen; du behöver inte göra något.
paid-explanation = { $shop } har tagit emot din betalning på { $amount }.
paid-leaving = Du skickas tillbaka till { $shop }…
refused-explanation = Inget belopp har dragits.
on-hold-explanation = Din betalning är registrerad men ännu inte bekräftad. { $shop } håller dig informerad. Betala inte en gång till.
cancelled-explanation = Betalningen avbröts. Inget belopp har dragits.
expired-explanation = Inget belopp har dragits. Börja om hos { $shop } för att betala.

# There is no payment to show.
unknown-heading = Betalningen hittades inte
unknown-explanation = Den här adressen leder inte till någon betalning. Börja om i butiken.
busy-heading = För många förfrågningar
busy-explanation = Vänta en stund och försök sedan igen.
unavailable-heading = Tjänsten är inte tillgänglig
unavailable-explanation = Betalningssidan kan inte nås just nu. Försök igen om en stund.

# Why a payment was refused.
reason-refused-by-bank = Din bank nekade betalningen.
reason-card-expired = Kortet har gått ut.
reason-limit-reached = Beloppet överstiger kortets gräns eller saldo.
reason-wrong-check-value = Säkerhetskoden är inte rätt.
reason-card-not-taken = Det här kortet tas inte emot här.
reason-bank-unreachable = Din bank kunde inte nås.
reason-abandoned = Betalningen slutfördes inte.
reason-already-paid = Den här beställningen är redan betald eller håller på att betalas.
attempts-left =
    { $count ->
        [one] Du kan försöka en gång till.
       *[other] Du kan försöka { $count } gånger till.
    }

# The sandbox.
test-mode = Testläge
test-explanation = Inga pengar flyttas. Använd inte ett riktigt kort.
test-cards = Testkort

# The order.
order-heading = Din beställning
order-reference = Referens
order-taxes = Varav skatt
order-discount = Rabatt
order-delivery = Leverans
order-total = Beställningens summa
order-to-pay = Att betala nu

# Ways to pay.
methods-heading = Hur vill du betala?
method-card = Kort
method-redirect = Du bekräftar betalningen på sidan hos { $partner }.

# The card.
number = Kortnummer
number-empty = Ange ditt kortnummer.
number-wrong = Kortnumret är inte rätt. Kontrollera det.
network-choice = Ditt kort kan använda två nätverk. Välj det du föredrar:
expiry = Utgångsdatum
# Month and year of two digits each, by their initials.
expiry-form = MM/ÅÅ
expiry-empty = Ange utgångsdatumet.
expiry-wrong = Ange månad och år som de står på kortet, till exempel 08/29.
check-value = Säkerhetskod
check-value-back = 3 siffror på kortets baksida
check-value-front = 4 siffror på kortets framsida
check-value-wrong = Ange säkerhetskodens { $count } siffror.
holder = Namn på kortet
holder-wrong = Ange namnet som det står på kortet.
holder-number = Kortnumret hör inte hemma här. Ange namnet som det står på kortet.

# Saved cards.
saved-number = som slutar på { $digits }
saved-expiry = Giltigt till { $date }
other-card = Använd ett annat kort
save-card = Spara det här kortet för mina nästa köp hos { $shop }
save-card-explanation = Det sparas krypterat och utan säkerhetskoden när betalningen har godkänts.

# Paying.
pay = Betala { $amount }
pay-with = Betala { $amount } med { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Bekräfta kortet
paying = Betalning pågår…
assurance = Dina kortuppgifter skickas krypterade och visas aldrig för butiken.
mistakes = Rätta de markerade fälten.
message-busy = För många försök. Vänta en stund och försök sedan igen.
message-failed = Betalningen kunde inte skickas. Försök igen.
message-lost = Anslutningen bröts. Försök igen: du betalar inte två gånger.
cancel = Avbryt betalningen
cancel-question = Vill du avbryta betalningen och gå tillbaka till butiken?
cancel-confirm = Ja, avbryt
return-to-shop = Tillbaka till { $shop }
try-again = Försök igen
time-left = Tid kvar att betala
minutes-left =
    { $count ->
        [one] Du har { $count } minut kvar att betala.
       *[other] Du har { $count } minuter kvar att betala.
    }
no-script = Den här sidan behöver JavaScript för att skydda dina kortuppgifter. Slå på det och ladda om sidan.

# The receipt.
ticket-heading = Ditt kvitto
ticket-date = Datum och tid
ticket-shop = Butik
ticket-terminal = Terminal / Säljföretag
ticket-order = Beställningsreferens
ticket-transaction = Transaktionsnummer
ticket-authorisation = Godkännandenummer
ticket-type = Typ av transaktion
ticket-debit = Debitering, distansförsäljning
ticket-card = Kort
ticket-amount = Belopp
ticket-test = Testkort: inga pengar har flyttats
ticket-keep = Kundens kvitto, spara det

# The page on which a buyer looks after a wallet.
wallet-heading = Dina kort hos { $shop }
wallet-cards-heading = Sparade kort
wallet-empty = Inget kort är sparat än.
wallet-ending = som slutar på { $digits }
wallet-expires = Går ut { $date }
wallet-default = Förvalt kort
wallet-expired = Har gått ut
wallet-disabled = Inaktiverat
wallet-make-default = Använd som förval
wallet-remove = Ta bort
wallet-remove-question = Vill du ta bort det här kortet? Du måste då ange det igen för att använda det här.
wallet-remove-confirm = Ja, ta bort kortet
wallet-add-heading = Lägg till ett kort
wallet-add-explanation = Din bank bekräftar kortet. Inget dras.
wallet-add = Spara det här kortet
wallet-checking = Din bank kontrollerar kortet…
wallet-refused-heading = Kortet sparades inte
wallet-known = Det här kortet är redan sparat.
wallet-full = Inget annat kort kan sparas just nu.
wallet-failed = Det gick inte. Försök igen.
wallet-lost = Anslutningen bröts. Försök igen.
wallet-time-left = Tid kvar
wallet-minutes-left = Tid kvar: { $count } min.
wallet-details-heading = Dina uppgifter
wallet-first-name = Förnamn
wallet-last-name = Efternamn
wallet-email = E-postadress
wallet-details-wrong = Kontrollera ditt namn och din e-postadress.
wallet-save = Spara
wallet-waiting-heading = Ditt kort kontrolleras
wallet-waiting-explanation = Din bank har inte svarat än. Inget dras, och kortet sparas när banken bekräftar det.
wallet-done-heading = Dina ändringar är sparade
wallet-cancelled-heading = Inget ändrades
wallet-expired-heading = Tiden har gått ut
wallet-expired-explanation = Börja om hos { $shop } för att hantera dina kort.

link-paid-heading = Den här länken är redan betald
link-cancelled-heading = Den här betalningslänken har återkallats
link-blocked-heading = Den här betalningslänken är spärrad
link-expired-heading = Den här betalningslänken har gått ut
link-paid-explanation = Betalningen är gjord och det finns inget kvar att betala.
link-over-explanation = Det går inte längre att betala med den här länken. Be butiken om en ny.
