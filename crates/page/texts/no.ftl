# The states of a payment: the heading of the page, and its title.
choose-heading = Betaling til { $shop }
waiting-heading = Betalingen din blir bekreftet
paid-heading = Betalingen er godkjent
refused-heading = Betalingen ble avvist
on-hold-heading = Betalingen venter
cancelled-heading = Betalingen er avbrutt
expired-heading = Tiden for å betale er utløpt

# What a state means for the buyer.
partner-explanation = Betalingen med { $partner } er ikke fullført ennå. Fortsett der, eller betal på en annen måte.
partner-continue = Fortsett med { $partner }
partner-other-way = Betal på en annen måte
waiting-explanation = Dette tar vanligvis bare noen sekunder. Hold denne siden åpen; du trenger ikke gjøre noe.
paid-explanation = { $shop } har mottatt betalingen din på { $amount }.
paid-leaving = Du sendes tilbake til { $shop }…
refused-explanation = Ingenting er trukket.
on-hold-explanation = Betalingen din er registrert, men ennå ikke bekreftet. { $shop } holder deg orientert. Vennligst ikke betal på nytt.
cancelled-explanation = Betalingen er avbrutt. Ingenting er trukket.
expired-explanation = Ingenting er trukket. Begynn på nytt hos { $shop } for å betale.

# There is no payment to show.
unknown-heading = Fant ikke betalingen
unknown-explanation = Denne adressen fører ikke til noen betaling. Begynn på nytt i butikken.
busy-heading = For mange forespørsler
busy-explanation = Vent et øyeblikk, og prøv så igjen.
unavailable-heading = Tjenesten er utilgjengelig
unavailable-explanation = Betalingssiden kan ikke nås akkurat nå. Prøv igjen om et øyeblikk.

# Why a payment was refused.
reason-refused-by-bank = Banken din avviste betalingen.
reason-card-expired = Kortet er utløpt.
reason-limit-reached = Beløpet overstiger grensen eller saldoen på kortet ditt.
reason-wrong-check-value = Sikkerhetskoden er ikke riktig.
reason-card-not-taken = Dette kortet tas ikke imot her.
reason-bank-unreachable = Banken din kunne ikke nås.
reason-abandoned = Betalingen ble ikke fullført.
reason-already-paid = Denne bestillingen er allerede betalt eller er i ferd med å bli betalt.
attempts-left =
    { $count ->
        [one] Du kan prøve én gang til.
       *[other] Du kan prøve { $count } ganger til.
    }

# The sandbox.
test-mode = Testmodus
test-explanation = Ingen penger flyttes. Ikke bruk et ekte kort.
test-cards = Testkort

# The order.
order-heading = Bestillingen din
order-reference = Referanse
order-taxes = Herav avgifter
order-discount = Rabatt
order-delivery = Levering
order-total = Sum for bestillingen
order-to-pay = Å betale nå

# Ways to pay.
methods-heading = Hvordan vil du betale?
method-card = Kort
method-redirect = Du bekrefter betalingen på siden til { $partner }.

# The card.
number = Kortnummer
number-empty = Skriv inn kortnummeret.
number-wrong = Kortnummeret er ikke riktig. Vennligst kontroller det.
network-choice = Kortet ditt kan bruke to nettverk. Velg det du foretrekker:
expiry = Utløpsdato
# Month and year of two digits each, by their initials.
expiry-form = MM/ÅÅ
expiry-empty = Skriv inn utløpsdatoen.
expiry-wrong = Skriv inn måned og år slik de står på kortet, for eksempel 08/29.
check-value = Sikkerhetskode
check-value-back = 3 sifre på baksiden av kortet
check-value-front = 4 sifre på forsiden av kortet
check-value-wrong = Skriv inn de { $count } sifrene i sikkerhetskoden.
holder = Navn på kortet
holder-wrong = Skriv inn navnet slik det står på kortet.
holder-number = Kortnummeret hører ikke hjemme her. Skriv inn navnet slik det står på kortet.

# Saved cards.
saved-number = som slutter på { $digits }
saved-expiry = Gyldig til { $date }
other-card = Bruk et annet kort
save-card = Lagre dette kortet til mine neste kjøp hos { $shop }
save-card-explanation = Det lagres kryptert og uten sikkerhetskoden når betalingen er godtatt.

# Paying.
pay = Betal { $amount }
pay-with = Betal { $amount } med { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Bekreft kortet
paying = Betaling pågår…
assurance = Kortopplysningene dine sendes kryptert og vises aldri til butikken.
mistakes = Rett de markerte feltene.
message-busy = For mange forsøk. Vent et øyeblikk, og prøv så igjen.
message-failed = Betalingen kunne ikke sendes. Prøv igjen.
message-lost = Forbindelsen ble brutt. Prøv igjen: du betaler ikke to ganger.
cancel = Avbryt betalingen
cancel-question = Vil du avbryte denne betalingen og gå tilbake til butikken?
cancel-confirm = Ja, avbryt
return-to-shop = Tilbake til { $shop }
try-again = Prøv igjen
time-left = Tid igjen til å betale
minutes-left =
    { $count ->
        [one] Du har { $count } minutt igjen til å betale.
       *[other] Du har { $count } minutter igjen til å betale.
    }
no-script = Denne siden trenger JavaScript for å beskytte kortopplysningene dine. Slå det på, og last siden på nytt.

# The receipt.
ticket-heading = Kvitteringen din
ticket-date = Dato og tid
ticket-shop = Butikk
ticket-terminal = Terminal / Brukersted
ticket-order = Bestillingsreferanse
ticket-transaction = Transaksjonsnummer
ticket-authorisation = Autorisasjonsnummer
ticket-type = Type transaksjon
ticket-debit = Belastning, fjernsalg
ticket-card = Kort
ticket-amount = Beløp
ticket-test = Testkort: ingen penger er flyttet
ticket-keep = Kundens kvittering, ta vare på den

# The page on which a buyer looks after a wallet.
wallet-heading = Kortene dine hos { $shop }
wallet-cards-heading = Lagrede kort
wallet-empty = Ingen kort er lagret ennå.
wallet-ending = som slutter på { $digits }
wallet-expires = Utløper { $date }
wallet-default = Standard kort
wallet-expired = Utløpt
wallet-disabled = Deaktivert
wallet-make-default = Bruk som standard
wallet-remove = Slett
wallet-remove-question = Vil du slette dette kortet? Du må da skrive det inn på nytt for å bruke det her.
wallet-remove-confirm = Ja, slett kortet
wallet-add-heading = Legg til et kort
wallet-add-explanation = Banken din bekrefter kortet. Ingenting trekkes.
wallet-add = Lagre dette kortet
wallet-checking = Banken din kontrollerer kortet…
wallet-refused-heading = Kortet ble ikke lagret
wallet-known = Dette kortet er allerede lagret.
wallet-full = Ingen flere kort kan lagres nå.
wallet-failed = Det gikk ikke. Prøv igjen.
wallet-lost = Forbindelsen ble brutt. Prøv igjen.
wallet-time-left = Gjenstående tid
wallet-minutes-left = Gjenstående tid: { $count } min.
wallet-details-heading = Opplysningene dine
wallet-first-name = Fornavn
wallet-last-name = Etternavn
wallet-email = E-postadresse
wallet-details-wrong = Kontroller navnet og e-postadressen din.
wallet-save = Lagre
wallet-waiting-heading = Kortet ditt kontrolleres
wallet-waiting-explanation = Banken din har ikke svart ennå. Ingenting trekkes, og kortet lagres når banken bekrefter det.
wallet-done-heading = Endringene dine er lagret
wallet-cancelled-heading = Ingenting ble endret
wallet-expired-heading = Tiden er ute
wallet-expired-explanation = Begynn på nytt hos { $shop } for å administrere kortene dine.

link-paid-heading = Denne lenken er allerede betalt
link-cancelled-heading = Denne betalingslenken er kansellert
link-blocked-heading = Denne betalingslenken er sperret
link-expired-heading = Denne betalingslenken er utløpt
link-paid-explanation = Betalingen er gjennomført, og det er ikke mer å betale.
link-over-explanation = Det kan ikke lenger betales med denne lenken. Be butikken om en ny.
