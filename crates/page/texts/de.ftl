# The states of a payment: the heading of the page, and its title.
choose-heading = Zahlung an { $shop }
waiting-heading = Ihre Zahlung wird bestätigt
paid-heading = Zahlung erfolgreich
refused-heading = Zahlung abgelehnt
on-hold-heading = Zahlung ausstehend
cancelled-heading = Zahlung abgebrochen
expired-heading = Die Zeit zum Bezahlen ist abgelaufen

# What a state means for the buyer.
partner-explanation = Ihre Zahlung mit { $partner } ist noch nicht abgeschlossen. Fahren Sie dort fort oder zahlen Sie auf andere Weise.
partner-continue = Weiter mit { $partner }
partner-other-way = Auf andere Weise zahlen
waiting-explanation = Das dauert meist nur wenige Sekunden. Bitte lassen Sie diese Seite geöffnet; Sie müssen nichts tun.
paid-explanation = { $shop } hat Ihre Zahlung über { $amount } erhalten.
paid-leaving = Sie werden zu { $shop } zurückgeleitet …
refused-explanation = Es wurde nichts abgebucht.
on-hold-explanation = Ihre Zahlung ist erfasst, aber noch nicht bestätigt. { $shop } hält Sie auf dem Laufenden. Bitte zahlen Sie nicht noch einmal.
cancelled-explanation = Die Zahlung wurde abgebrochen. Es wurde nichts abgebucht.
expired-explanation = Es wurde nichts abgebucht. Um zu bezahlen, beginnen Sie bitte bei { $shop } von vorn.

# There is no payment to show.
unknown-heading = Zahlung nicht gefunden
unknown-explanation = Diese Adresse führt zu keiner Zahlung. Bitte beginnen Sie im Shop von vorn.
busy-heading = Zu viele Anfragen
busy-explanation = Bitte warten Sie einen Moment und versuchen Sie es dann erneut.
unavailable-heading = Dienst nicht verfügbar
unavailable-explanation = Die Zahlungsseite ist gerade nicht erreichbar. Bitte versuchen Sie es gleich noch einmal.

# Why a payment was refused.
reason-refused-by-bank = Ihre Bank hat die Zahlung abgelehnt.
reason-card-expired = Die Karte ist abgelaufen.
reason-limit-reached = Der Betrag übersteigt das Limit oder das Guthaben Ihrer Karte.
reason-wrong-check-value = Der Sicherheitscode ist nicht richtig.
reason-card-not-taken = Diese Karte wird hier nicht akzeptiert.
reason-bank-unreachable = Ihre Bank war nicht erreichbar.
reason-abandoned = Die Zahlung wurde nicht abgeschlossen.
reason-already-paid = Diese Bestellung ist bereits bezahlt oder wird gerade bezahlt.
attempts-left =
    { $count ->
        [one] Sie haben noch einen Versuch.
       *[other] Sie haben noch { $count } Versuche.
    }

# The sandbox.
test-mode = Testmodus
test-explanation = Es fließt kein Geld. Bitte verwenden Sie keine echte Karte.
test-cards = Testkarten

# The order.
order-heading = Ihre Bestellung
order-reference = Referenz
order-taxes = Enthaltene Steuern
order-discount = Rabatt
order-delivery = Versand
order-total = Gesamtbetrag
order-to-pay = Jetzt zu zahlen

# Ways to pay.
methods-heading = Wie möchten Sie bezahlen?
method-card = Karte
method-redirect = Sie bestätigen die Zahlung auf der Seite von { $partner }.

# The card.
number = Kartennummer
number-empty = Geben Sie Ihre Kartennummer ein.
number-wrong = Diese Kartennummer ist nicht richtig. Bitte prüfen Sie sie.
network-choice = Ihre Karte kann zwei Netzwerke nutzen. Wählen Sie das gewünschte aus:
expiry = Gültig bis
# Month and year of two digits each, by their initials.
expiry-form = MM/JJ
expiry-empty = Geben Sie das Ablaufdatum ein.
expiry-wrong = Geben Sie Monat und Jahr so ein, wie sie auf der Karte stehen, zum Beispiel 08/29.
check-value = Sicherheitscode
check-value-back = 3 Ziffern auf der Rückseite der Karte
check-value-front = 4 Ziffern auf der Vorderseite der Karte
check-value-wrong = Geben Sie die { $count } Ziffern des Sicherheitscodes ein.
holder = Name auf der Karte
holder-wrong = Geben Sie den Namen so ein, wie er auf der Karte steht.
holder-number = Die Kartennummer gehört nicht hierher. Geben Sie den Namen so ein, wie er auf der Karte steht.

# Saved cards.
saved-number = mit den letzten Ziffern { $digits }
saved-expiry = Gültig bis { $date }
other-card = Eine andere Karte verwenden
save-card = Diese Karte für meine nächsten Einkäufe bei { $shop } speichern
save-card-explanation = Sie wird verschlüsselt und ohne ihren Sicherheitscode gespeichert, sobald die Zahlung angenommen ist.

# Paying.
pay = { $amount } bezahlen
pay-with = { $amount } mit { $partner } bezahlen
# For an amount of zero: the card is checked, and nothing charged.
verify = Karte bestätigen
paying = Zahlung läuft …
assurance = Ihre Kartendaten werden verschlüsselt übertragen und dem Shop nie mitgeteilt.
mistakes = Bitte berichtigen Sie die markierten Felder.
message-busy = Zu viele Versuche. Bitte warten Sie einen Moment und versuchen Sie es dann erneut.
message-failed = Die Zahlung konnte nicht gesendet werden. Bitte versuchen Sie es erneut.
message-lost = Die Verbindung wurde unterbrochen. Bitte versuchen Sie es erneut: Sie zahlen nicht doppelt.
cancel = Zahlung abbrechen
cancel-question = Möchten Sie diese Zahlung abbrechen und zum Shop zurückkehren?
cancel-confirm = Ja, abbrechen
return-to-shop = Zurück zu { $shop }
try-again = Erneut versuchen
time-left = Verbleibende Zeit
minutes-left =
    { $count ->
        [one] Sie haben noch { $count } Minute Zeit, um zu bezahlen.
       *[other] Sie haben noch { $count } Minuten Zeit, um zu bezahlen.
    }
no-script = Diese Seite braucht JavaScript, um Ihre Kartendaten zu schützen. Bitte schalten Sie es ein und laden Sie die Seite neu.

# The receipt.
ticket-heading = Ihr Beleg
ticket-date = Datum und Uhrzeit
ticket-shop = Shop
ticket-terminal = Terminal / Akzeptanzstelle
ticket-order = Bestellreferenz
ticket-transaction = Transaktionsnummer
ticket-authorisation = Autorisierungsnummer
ticket-type = Art der Transaktion
ticket-debit = Belastung, Fernabsatz
ticket-card = Karte
ticket-amount = Betrag
ticket-test = Testkarte: Es ist kein Geld geflossen
ticket-keep = Kundenbeleg, bitte aufbewahren

# The page on which a buyer looks after a wallet.
wallet-heading = Ihre Karten bei { $shop }
wallet-cards-heading = Gespeicherte Karten
wallet-empty = Es ist noch keine Karte gespeichert.
wallet-ending = mit den Endziffern { $digits }
wallet-expires = Gültig bis { $date }
wallet-default = Standardkarte
wallet-expired = Abgelaufen
wallet-disabled = Gesperrt
wallet-make-default = Als Standard verwenden
wallet-remove = Entfernen
wallet-remove-question = Möchten Sie diese Karte entfernen? Sie müssen sie dann neu eingeben, um sie hier zu verwenden.
wallet-remove-confirm = Ja, Karte entfernen
wallet-add-heading = Karte hinzufügen
wallet-add-explanation = Ihre Bank bestätigt die Karte. Es wird nichts abgebucht.
wallet-add = Diese Karte speichern
wallet-checking = Ihre Bank prüft die Karte…
wallet-refused-heading = Die Karte wurde nicht gespeichert
wallet-known = Diese Karte ist bereits gespeichert.
wallet-full = Derzeit kann keine weitere Karte gespeichert werden.
wallet-failed = Das hat nicht geklappt. Bitte versuchen Sie es erneut.
wallet-lost = Die Verbindung ist abgebrochen. Bitte versuchen Sie es erneut.
wallet-time-left = Verbleibende Zeit
wallet-minutes-left = Verbleibende Zeit: { $count } Min.
wallet-details-heading = Ihre Angaben
wallet-first-name = Vorname
wallet-last-name = Nachname
wallet-email = E-Mail-Adresse
wallet-details-wrong = Bitte prüfen Sie Ihren Namen und Ihre E-Mail-Adresse.
wallet-save = Speichern
wallet-waiting-heading = Ihre Karte wird geprüft
wallet-waiting-explanation = Ihre Bank hat noch nicht geantwortet. Es wird nichts abgebucht, und die Karte wird gespeichert, sobald die Bank sie bestätigt.
wallet-done-heading = Ihre Änderungen sind gespeichert
wallet-cancelled-heading = Es wurde nichts geändert
wallet-expired-heading = Die Zeit ist abgelaufen
wallet-expired-explanation = Um Ihre Karten zu verwalten, beginnen Sie bitte erneut bei { $shop }.

link-paid-heading = Dieser Link ist bereits bezahlt
link-cancelled-heading = Dieser Zahlungslink wurde zurückgezogen
link-blocked-heading = Dieser Zahlungslink ist gesperrt
link-expired-heading = Dieser Zahlungslink ist abgelaufen
link-paid-explanation = Die Zahlung ist erfolgt, und es ist nichts mehr zu bezahlen.
link-over-explanation = Mit diesem Link kann nicht mehr bezahlt werden. Bitte fragen Sie den Shop nach einem neuen.
