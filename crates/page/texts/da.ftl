# The states of a payment: the heading of the page, and its title.
choose-heading = Betaling til { $shop }
waiting-heading = Din betaling bliver bekræftet
paid-heading = Betaling godkendt
refused-heading = Betaling afvist
on-hold-heading = Betaling afventer
cancelled-heading = Betaling annulleret
expired-heading = Tiden til at betale er udløbet

# What a state means for the buyer.
partner-explanation = Din betaling med { $partner } er endnu ikke afsluttet. Fortsæt dér, eller betal på en anden måde.
partner-continue = Fortsæt med { $partner }
partner-other-way = Betal på en anden måde
waiting-explanation = Det tager som regel kun få sekunder. Lad denne side være åben; du skal ikke gøre noget.
paid-explanation = { $shop } har modtaget din betaling på { $amount }.
paid-leaving = Du sendes tilbage til { $shop }…
refused-explanation = Der er ikke trukket noget beløb.
on-hold-explanation = Din betaling er registreret, men endnu ikke bekræftet. { $shop } holder dig orienteret. Betal venligst ikke igen.
cancelled-explanation = Betalingen er annulleret. Der er ikke trukket noget beløb.
expired-explanation = Der er ikke trukket noget beløb. Begynd venligst forfra hos { $shop } for at betale.

# There is no payment to show.
unknown-heading = Betaling ikke fundet
unknown-explanation = Denne adresse fører ikke til en betaling. Begynd venligst forfra i butikken.
busy-heading = For mange forespørgsler
busy-explanation = Vent venligst et øjeblik, og prøv så igen.
unavailable-heading = Tjenesten er ikke tilgængelig
unavailable-explanation = Betalingssiden kan ikke nås lige nu. Prøv venligst igen om et øjeblik.

# Why a payment was refused.
reason-refused-by-bank = Din bank har afvist betalingen.
reason-card-expired = Kortet er udløbet.
reason-limit-reached = Beløbet overstiger grænsen eller saldoen på dit kort.
reason-wrong-check-value = Sikkerhedskoden er ikke korrekt.
reason-card-not-taken = Dette kort modtages ikke her.
reason-bank-unreachable = Din bank kunne ikke nås.
reason-abandoned = Betalingen blev ikke gennemført.
reason-already-paid = Denne ordre er allerede betalt eller er ved at blive betalt.
attempts-left =
    { $count ->
        [one] Du kan prøve én gang til.
       *[other] Du kan prøve { $count } gange til.
    }

# The sandbox.
test-mode = Testtilstand
test-explanation = Der flyttes ingen penge. Brug venligst ikke et rigtigt kort.
test-cards = Testkort

# The order.
order-heading = Din bestilling
order-reference = Reference
order-taxes = Heraf afgifter
order-discount = Rabat
order-delivery = Levering
order-total = Bestilling i alt
order-to-pay = At betale nu

# Ways to pay.
methods-heading = Hvordan vil du betale?
method-card = Kort
method-redirect = Du bekræfter betalingen på siden hos { $partner }.

# The card.
number = Kortnummer
number-empty = Indtast dit kortnummer.
number-wrong = Kortnummeret er ikke korrekt. Kontrollér det venligst.
network-choice = Dit kort kan bruge to netværk. Vælg det, du foretrækker:
expiry = Udløbsdato
# Month and year of two digits each, by their initials.
expiry-form = MM/ÅÅ
expiry-empty = Indtast udløbsdatoen.
expiry-wrong = Indtast måned og år, som de står på kortet, for eksempel 08/29.
check-value = Sikkerhedskode
check-value-back = 3 cifre på kortets bagside
check-value-front = 4 cifre på kortets forside
check-value-wrong = Indtast sikkerhedskodens { $count } cifre.
holder = Navn på kortet
holder-wrong = Indtast navnet, som det står på kortet.
holder-number = Kortnummeret hører ikke til her. Indtast navnet, som det står på kortet.

# Saved cards.
saved-number = som slutter på { $digits }
saved-expiry = Gyldigt til { $date }
other-card = Brug et andet kort
save-card = Gem dette kort til mine næste køb hos { $shop }
save-card-explanation = Det gemmes krypteret og uden sikkerhedskoden, når betalingen er godkendt.

# Paying.
pay = Betal { $amount }
pay-with = Betal { $amount } med { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Bekræft kortet
paying = Betaling i gang…
assurance = Dine kortoplysninger sendes krypteret og vises aldrig for butikken.
mistakes = Ret venligst de markerede felter.
message-busy = For mange forsøg. Vent venligst et øjeblik, og prøv så igen.
message-failed = Betalingen kunne ikke sendes. Prøv venligst igen.
message-lost = Forbindelsen blev afbrudt. Prøv venligst igen: du betaler ikke to gange.
cancel = Annullér betalingen
cancel-question = Vil du opgive denne betaling og vende tilbage til butikken?
cancel-confirm = Ja, annullér
return-to-shop = Tilbage til { $shop }
try-again = Prøv igen
time-left = Tid tilbage til at betale
minutes-left =
    { $count ->
        [one] Du har { $count } minut til at betale.
       *[other] Du har { $count } minutter til at betale.
    }
no-script = Denne side bruger JavaScript for at beskytte dine kortoplysninger. Slå det venligst til, og genindlæs siden.

# The receipt.
ticket-heading = Din kvittering
ticket-date = Dato og tid
ticket-shop = Butik
ticket-terminal = Terminal / Forretning
ticket-order = Bestillingsreference
ticket-transaction = Transaktionsnummer
ticket-authorisation = Autorisationsnummer
ticket-type = Transaktionstype
ticket-debit = Debitering, fjernsalg
ticket-card = Kort
ticket-amount = Beløb
ticket-test = Testkort: der er ikke flyttet penge
ticket-keep = Kundens kvittering, gem den venligst

# The page on which a buyer looks after a wallet.
wallet-heading = Dine kort hos { $shop }
wallet-cards-heading = Gemte kort
wallet-empty = Der er endnu ikke gemt noget kort.
wallet-ending = der ender på { $digits }
wallet-expires = Udløber { $date }
wallet-default = Standardkort
wallet-expired = Udløbet
wallet-disabled = Deaktiveret
wallet-make-default = Brug som standard
wallet-remove = Fjern
wallet-remove-question = Vil du fjerne dette kort? Du skal så indtaste det igen for at bruge det her.
wallet-remove-confirm = Ja, fjern kortet
wallet-add-heading = Tilføj et kort
wallet-add-explanation = Din bank bekræfter kortet. Der trækkes ikke noget.
wallet-add = Gem dette kort
wallet-checking = Din bank kontrollerer kortet…
wallet-refused-heading = Kortet blev ikke gemt
wallet-known = Dette kort er allerede gemt.
wallet-full = Der kan ikke gemmes flere kort lige nu.
wallet-failed = Det lykkedes ikke. Prøv igen.
wallet-lost = Forbindelsen blev afbrudt. Prøv igen.
wallet-time-left = Resterende tid
wallet-minutes-left = Resterende tid: { $count } min.
wallet-details-heading = Dine oplysninger
wallet-first-name = Fornavn
wallet-last-name = Efternavn
wallet-email = E-mailadresse
wallet-details-wrong = Kontrollér dit navn og din e-mailadresse.
wallet-save = Gem
wallet-waiting-heading = Dit kort kontrolleres
wallet-waiting-explanation = Din bank har ikke svaret endnu. Der trækkes ikke noget, og kortet gemmes, når banken bekræfter det.
wallet-done-heading = Dine ændringer er gemt
wallet-cancelled-heading = Intet blev ændret
wallet-expired-heading = Tiden er udløbet
wallet-expired-explanation = Start igen hos { $shop } for at administrere dine kort.

link-paid-heading = Dette link er allerede betalt
link-cancelled-heading = Dette betalingslink er annulleret
link-blocked-heading = Dette betalingslink er spærret
link-expired-heading = Dette betalingslink er udløbet
link-paid-explanation = Betalingen er gennemført, og der er ikke mere at betale.
link-over-explanation = Der kan ikke længere betales med dette link. Bed venligst butikken om et nyt.
