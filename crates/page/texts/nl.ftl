# The states of a payment: the heading of the page, and its title.
choose-heading = Betaling aan { $shop }
waiting-heading = Uw betaling wordt bevestigd
paid-heading = Betaling geslaagd
refused-heading = Betaling geweigerd
on-hold-heading = Betaling in behandeling
cancelled-heading = Betaling geannuleerd
expired-heading = De tijd om te betalen is verstreken

# What a state means for the buyer.
partner-explanation = Uw betaling met { $partner } is nog niet afgerond. Ga daar verder of betaal op een andere manier.
partner-continue = Verder met { $partner }
partner-other-way = Op een andere manier betalen
waiting-explanation = Dit duurt meestal maar een paar seconden. Houd deze pagina open; u hoeft niets te doen.
paid-explanation = { $shop } heeft uw betaling van { $amount } ontvangen.
paid-leaving = U keert terug naar { $shop }…
refused-explanation = Er is niets afgeschreven.
on-hold-explanation = Uw betaling is geregistreerd, maar nog niet bevestigd. { $shop } houdt u op de hoogte. Betaal alstublieft niet nog een keer.
cancelled-explanation = De betaling is geannuleerd. Er is niets afgeschreven.
expired-explanation = Er is niets afgeschreven. Om te betalen begint u opnieuw bij { $shop }.

# There is no payment to show.
unknown-heading = Betaling niet gevonden
unknown-explanation = Dit adres leidt niet naar een betaling. Begin opnieuw in de winkel.
busy-heading = Te veel aanvragen
busy-explanation = Wacht een moment en probeer het dan opnieuw.
unavailable-heading = Dienst niet beschikbaar
unavailable-explanation = De betaalpagina is op dit moment niet bereikbaar. Probeer het zo meteen opnieuw.

# Why a payment was refused.
reason-refused-by-bank = Uw bank heeft de betaling geweigerd.
reason-card-expired = De kaart is verlopen.
reason-limit-reached = Het bedrag is hoger dan de limiet of het saldo van uw kaart.
reason-wrong-check-value = De beveiligingscode is niet juist.
reason-card-not-taken = Deze kaart wordt hier niet geaccepteerd.
reason-bank-unreachable = Uw bank was niet bereikbaar.
reason-abandoned = De betaling is niet voltooid.
reason-already-paid = Deze bestelling is al betaald of wordt op dit moment betaald.
attempts-left =
    { $count ->
        [one] U kunt het nog één keer proberen.
       *[other] U kunt het nog { $count } keer proberen.
    }

# The sandbox.
test-mode = Testmodus
test-explanation = Er wordt geen geld overgemaakt. Gebruik geen echte kaart.
test-cards = Testkaarten

# The order.
order-heading = Uw bestelling
order-reference = Referentie
order-taxes = Inbegrepen belastingen
order-discount = Korting
order-delivery = Bezorging
order-total = Totaal van de bestelling
order-to-pay = Nu te betalen

# Ways to pay.
methods-heading = Hoe wilt u betalen?
method-card = Kaart
method-redirect = U bevestigt de betaling op de pagina van { $partner }.

# The card.
number = Kaartnummer
number-empty = Voer uw kaartnummer in.
number-wrong = Dit kaartnummer is niet juist. Controleer het.
network-choice = Uw kaart kan twee netwerken gebruiken. Kies het netwerk van uw voorkeur:
expiry = Vervaldatum
# Month and year of two digits each, by their initials.
expiry-form = MM/JJ
expiry-empty = Voer de vervaldatum in.
expiry-wrong = Voer de maand en het jaar in die op de kaart staan, bijvoorbeeld 08/29.
check-value = Beveiligingscode
check-value-back = 3 cijfers op de achterkant van de kaart
check-value-front = 4 cijfers op de voorkant van de kaart
check-value-wrong = Voer de { $count } cijfers van de beveiligingscode in.
holder = Naam op de kaart
holder-wrong = Voer de naam in zoals die op de kaart staat.
holder-number = Het kaartnummer hoort hier niet. Voer de naam in zoals die op de kaart staat.

# Saved cards.
saved-number = eindigend op { $digits }
saved-expiry = Geldig tot { $date }
other-card = Een andere kaart gebruiken
save-card = Deze kaart bewaren voor mijn volgende aankopen bij { $shop }
save-card-explanation = Ze wordt versleuteld bewaard, zonder de beveiligingscode, zodra de betaling is aanvaard.

# Paying.
pay = { $amount } betalen
pay-with = { $amount } betalen met { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Kaart bevestigen
paying = Bezig met betalen…
assurance = Uw kaartgegevens worden versleuteld verzonden en nooit aan de winkel getoond.
mistakes = Verbeter de gemarkeerde velden.
message-busy = Te veel pogingen. Wacht een moment en probeer het dan opnieuw.
message-failed = De betaling kon niet worden verzonden. Probeer het opnieuw.
message-lost = De verbinding is verbroken. Probeer het opnieuw: u betaalt niet dubbel.
cancel = Betaling annuleren
cancel-question = Wilt u deze betaling afbreken en teruggaan naar de winkel?
cancel-confirm = Ja, annuleren
return-to-shop = Terug naar { $shop }
try-again = Opnieuw proberen
time-left = Resterende tijd om te betalen
minutes-left =
    { $count ->
        [one] U hebt nog { $count } minuut om te betalen.
       *[other] U hebt nog { $count } minuten om te betalen.
    }
no-script = Deze pagina heeft JavaScript nodig om uw kaartgegevens te beschermen. Zet het aan en laad de pagina opnieuw.

# The receipt.
ticket-heading = Uw bon
ticket-date = Datum en tijd
ticket-shop = Winkel
ticket-terminal = Terminal / Acceptant
ticket-order = Bestelreferentie
ticket-transaction = Transactienummer
ticket-authorisation = Autorisatienummer
ticket-type = Soort transactie
ticket-debit = Afschrijving, verkoop op afstand
ticket-card = Kaart
ticket-amount = Bedrag
ticket-test = Testkaart: er is geen geld overgemaakt
ticket-keep = Klantbon, graag bewaren

# The page on which a buyer looks after a wallet.
wallet-heading = Uw kaarten bij { $shop }
wallet-cards-heading = Opgeslagen kaarten
wallet-empty = Er is nog geen kaart opgeslagen.
wallet-ending = eindigend op { $digits }
wallet-expires = Verloopt { $date }
wallet-default = Standaardkaart
wallet-expired = Verlopen
wallet-disabled = Uitgeschakeld
wallet-make-default = Standaard gebruiken
wallet-remove = Verwijderen
wallet-remove-question = Wilt u deze kaart verwijderen? U moet haar dan opnieuw invoeren om haar hier te gebruiken.
wallet-remove-confirm = Ja, kaart verwijderen
wallet-add-heading = Een kaart toevoegen
wallet-add-explanation = Uw bank bevestigt de kaart. Er wordt niets afgeschreven.
wallet-add = Deze kaart opslaan
wallet-checking = Uw bank controleert de kaart…
wallet-refused-heading = De kaart is niet opgeslagen
wallet-known = Deze kaart is al opgeslagen.
wallet-full = Er kan nu geen andere kaart worden opgeslagen.
wallet-failed = Dat is niet gelukt. Probeer het opnieuw.
wallet-lost = De verbinding is verbroken. Probeer het opnieuw.
wallet-time-left = Resterende tijd
wallet-minutes-left = Resterende tijd: { $count } min.
wallet-details-heading = Uw gegevens
wallet-first-name = Voornaam
wallet-last-name = Achternaam
wallet-email = E-mailadres
wallet-details-wrong = Controleer uw naam en uw e-mailadres.
wallet-save = Opslaan
wallet-waiting-heading = Uw kaart wordt gecontroleerd
wallet-waiting-explanation = Uw bank heeft nog niet geantwoord. Er wordt niets afgeschreven en de kaart wordt opgeslagen zodra de bank haar bevestigt.
wallet-done-heading = Uw wijzigingen zijn opgeslagen
wallet-cancelled-heading = Er is niets gewijzigd
wallet-expired-heading = De tijd is verstreken
wallet-expired-explanation = Begin opnieuw bij { $shop } om uw kaarten te beheren.

link-paid-heading = Deze link is al betaald
link-cancelled-heading = Deze betaallink is geannuleerd
link-blocked-heading = Deze betaallink is geblokkeerd
link-expired-heading = Deze betaallink is verlopen
link-paid-explanation = De betaling is gedaan en er hoeft niets meer te worden betaald.
link-over-explanation = Met deze link kan niet meer worden betaald. Vraag de winkel om een nieuwe.
