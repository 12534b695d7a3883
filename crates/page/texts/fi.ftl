# The states of a payment: the heading of the page, and its title.
choose-heading = Maksu: { $shop }
waiting-heading = Maksuasi vahvistetaan
paid-heading = Maksu hyväksytty
refused-heading = Maksu hylätty
on-hold-heading = Maksu odottaa
cancelled-heading = Maksu peruutettu
expired-heading = Maksuaika on päättynyt

# What a state means for the buyer.
partner-explanation = Maksusi ei ole vielä valmis: { $partner }. Jatka siellä tai maksa muulla tavalla.
partner-continue = Jatka: { $partner }
partner-other-way = Maksa muulla tavalla
waiting-explanation = Tähän menee yleensä vain muutama sekunti. Pidä tämä sivu auki; sinun ei tarvitse tehdä mitään.
paid-explanation = { $shop } on vastaanottanut maksusi { $amount }.
paid-leaving = Palataan kauppaan: { $shop }…
refused-explanation = Sinulta ei ole veloitettu mitään.
on-hold-explanation = Maksusi on kirjattu, mutta sitä ei ole vielä vahvistettu. { $shop } ilmoittaa sinulle, kun asia etenee. Älä maksa uudelleen.
cancelled-explanation = Maksu peruutettiin. Sinulta ei ole veloitettu mitään.
expired-explanation = Sinulta ei ole veloitettu mitään. Jos haluat maksaa, aloita uudelleen kaupasta: { $shop }.

# There is no payment to show.
unknown-heading = Maksua ei löydy
unknown-explanation = Tämä osoite ei johda maksuun. Aloita uudelleen kaupasta.
busy-heading = Liian monta pyyntöä
busy-explanation = Odota hetki ja yritä sitten uudelleen.
unavailable-heading = Palvelu ei ole käytettävissä
unavailable-explanation = Maksusivulle ei juuri nyt saada yhteyttä. Yritä hetken kuluttua uudelleen.

# Why a payment was refused.
reason-refused-by-bank = Pankkisi hylkäsi maksun.
reason-card-expired = Kortti on vanhentunut.
reason-limit-reached = Summa ylittää korttisi rajan tai saldon.
reason-wrong-check-value = Turvakoodi on väärä.
reason-card-not-taken = Tätä korttia ei hyväksytä täällä.
reason-bank-unreachable = Pankkiisi ei saatu yhteyttä.
reason-abandoned = Maksua ei viety loppuun.
reason-already-paid = Tämä tilaus on jo maksettu, tai sitä maksetaan parhaillaan.
attempts-left =
    { $count ->
        [one] Voit yrittää vielä kerran.
       *[other] Voit yrittää vielä { $count } kertaa.
    }

# The sandbox.
test-mode = Testitila
test-explanation = Rahaa ei siirry. Älä käytä oikeaa korttia.
test-cards = Testikortit

# The order.
order-heading = Tilauksesi
order-reference = Viite
order-taxes = Sisältää veroja
order-discount = Alennus
order-delivery = Toimitus
order-total = Tilauksen summa
order-to-pay = Maksetaan nyt

# Ways to pay.
methods-heading = Miten haluat maksaa?
method-card = Kortti
method-redirect = Vahvistat maksun palvelussa { $partner }.

# The card.
number = Kortin numero
number-empty = Anna korttisi numero.
number-wrong = Kortin numero ei ole oikein. Tarkista se.
network-choice = Korttisi voi käyttää kahta verkkoa. Valitse haluamasi:
expiry = Voimassa
# Month and year of two digits each, by their initials.
expiry-form = KK/VV
expiry-empty = Anna kortin viimeinen voimassaolopäivä.
expiry-wrong = Anna kuukausi ja vuosi niin kuin ne ovat kortissa, esimerkiksi 08/29.
check-value = Turvakoodi
check-value-back = 3 numeroa kortin takana
check-value-front = 4 numeroa kortin etupuolella
check-value-wrong = Anna turvakoodin { $count } numeroa.
holder = Nimi kortissa
holder-wrong = Anna nimi niin kuin se on kortissa.
holder-number = Kortin numero ei kuulu tähän. Anna nimi niin kuin se on kortissa.

# Saved cards.
saved-number = jonka numero päättyy { $digits }
saved-expiry = Voimassa { $date } asti
other-card = Käytä toista korttia
save-card = Tallenna tämä kortti seuraavia ostoksiani varten: { $shop }
save-card-explanation = Se tallennetaan salattuna ja ilman turvakoodia, kun maksu on hyväksytty.

# Paying.
pay = Maksa { $amount }
pay-with = Maksa { $amount }: { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Vahvista kortti
paying = Maksu käynnissä…
assurance = Korttitietosi lähetetään salattuina, eikä niitä koskaan näytetä kaupalle.
mistakes = Korjaa merkityt kentät.
message-busy = Liian monta yritystä. Odota hetki ja yritä sitten uudelleen.
message-failed = Maksua ei voitu lähettää. Yritä uudelleen.
message-lost = Yhteys katkesi. Yritä uudelleen: et maksa kahteen kertaan.
cancel = Peruuta maksu
cancel-question = Haluatko luopua tästä maksusta ja palata kauppaan?
cancel-confirm = Kyllä, peruuta
return-to-shop = Palaa kauppaan: { $shop }
try-again = Yritä uudelleen
time-left = Maksuaikaa jäljellä
minutes-left =
    { $count ->
        [one] Sinulla on { $count } minuutti aikaa maksaa.
       *[other] Sinulla on { $count } minuuttia aikaa maksaa.
    }
no-script = Tämä sivu tarvitsee JavaScriptiä korttitietojesi suojaamiseen. Ota se käyttöön ja lataa sivu uudelleen.

# The receipt.
ticket-heading = Kuittisi
ticket-date = Päivä ja aika
ticket-shop = Kauppa
ticket-terminal = Pääte / Myyjäliike
ticket-order = Tilausviite
ticket-transaction = Tapahtumanumero
ticket-authorisation = Varmennusnumero
ticket-type = Tapahtuman tyyppi
ticket-debit = Veloitus, etämyynti
ticket-card = Kortti
ticket-amount = Summa
ticket-test = Testikortti: rahaa ei ole siirtynyt
ticket-keep = Asiakkaan kuitti, säilytä se

# The page on which a buyer looks after a wallet.
wallet-heading = Korttisi: { $shop }
wallet-cards-heading = Tallennetut kortit
wallet-empty = Yhtään korttia ei ole vielä tallennettu.
wallet-ending = päättyy { $digits }
wallet-expires = Voimassa { $date } asti
wallet-default = Oletuskortti
wallet-expired = Vanhentunut
wallet-disabled = Poistettu käytöstä
wallet-make-default = Käytä oletuksena
wallet-remove = Poista
wallet-remove-question = Haluatko poistaa tämän kortin? Sinun on annettava se uudelleen, jos haluat käyttää sitä täällä.
wallet-remove-confirm = Kyllä, poista kortti
wallet-add-heading = Lisää kortti
wallet-add-explanation = Pankkisi vahvistaa kortin. Sinulta ei veloiteta mitään.
wallet-add = Tallenna tämä kortti
wallet-checking = Pankkisi tarkistaa korttia…
wallet-refused-heading = Korttia ei tallennettu
wallet-known = Tämä kortti on jo tallennettu.
wallet-full = Muuta korttia ei voi nyt tallentaa.
wallet-failed = Tämä ei onnistunut. Yritä uudelleen.
wallet-lost = Yhteys katkesi. Yritä uudelleen.
wallet-time-left = Aikaa jäljellä
wallet-minutes-left = Aikaa jäljellä: { $count } min.
wallet-details-heading = Omat tiedot
wallet-first-name = Etunimi
wallet-last-name = Sukunimi
wallet-email = Sähköpostiosoite
wallet-details-wrong = Tarkista nimesi ja sähköpostiosoitteesi.
wallet-save = Tallenna
wallet-waiting-heading = Korttiasi tarkistetaan
wallet-waiting-explanation = Pankkisi ei ole vielä vastannut. Sinulta ei veloiteta mitään, ja kortti tallennetaan, kun pankki vahvistaa sen.
wallet-done-heading = Muutokset on tallennettu
wallet-cancelled-heading = Mitään ei muutettu
wallet-expired-heading = Aika on päättynyt
wallet-expired-explanation = Hallitse korttejasi aloittamalla uudelleen: { $shop }.

link-paid-heading = Tämä linkki on jo maksettu
link-cancelled-heading = Tämä maksulinkki on peruttu
link-blocked-heading = Tämä maksulinkki on estetty
link-expired-heading = Tämä maksulinkki on vanhentunut
link-paid-explanation = Maksu on suoritettu, eikä maksettavaa ole jäljellä.
link-over-explanation = Tällä linkillä ei voi enää maksaa. Pyydä kaupalta uusi linkki.
