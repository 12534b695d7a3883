# The states of a payment: the heading of the page, and its title.
choose-heading = Makse saajale { $shop }
waiting-heading = Teie makset kinnitatakse
paid-heading = Makse õnnestus
refused-heading = Makse lükati tagasi
on-hold-heading = Makse on ootel
cancelled-heading = Makse tühistati
expired-heading = Maksmise aeg on läbi

# What a state means for the buyer.
partner-explanation = Teie makse ({ $partner }) ei ole veel lõpetatud. Jätkake seal või makske muul viisil.
partner-continue = Jätka: { $partner }
partner-other-way = Maksa muul viisil
waiting-explanation = Tavaliselt kulub selleks vaid mõni sekund. Hoidke see leht avatuna; te ei pea midagi tegema.
paid-explanation = { $shop } on teie makse { $amount } kätte saanud.
paid-leaving = Teid suunatakse tagasi poodi { $shop }…
refused-explanation = Teilt ei ole midagi maha võetud.
on-hold-explanation = Teie makse on registreeritud, kuid veel kinnitamata. { $shop } annab teile teada. Palun ärge makske uuesti.
cancelled-explanation = Makse tühistati. Teilt ei ole midagi maha võetud.
expired-explanation = Teilt ei ole midagi maha võetud. Maksmiseks alustage palun uuesti poest { $shop }.

# There is no payment to show.
unknown-heading = Makset ei leitud
unknown-explanation = See aadress ei vii ühegi makseni. Palun alustage uuesti poest.
busy-heading = Liiga palju päringuid
busy-explanation = Palun oodake hetk ja proovige siis uuesti.
unavailable-heading = Teenus ei ole saadaval
unavailable-explanation = Makseleht ei ole praegu kättesaadav. Palun proovige hetke pärast uuesti.

# Why a payment was refused.
reason-refused-by-bank = Teie pank lükkas makse tagasi.
reason-card-expired = Kaart on aegunud.
reason-limit-reached = Summa ületab teie kaardi limiidi või jäägi.
reason-wrong-check-value = Turvakood ei ole õige.
reason-card-not-taken = Seda kaarti siin ei aktsepteerita.
reason-bank-unreachable = Teie pangaga ei saadud ühendust.
reason-abandoned = Makset ei viidud lõpule.
reason-already-paid = See tellimus on juba tasutud või seda tasutakse praegu.
attempts-left =
    { $count ->
        [1] Saate proovida veel ühe korra.
       *[other] Saate proovida veel { $count } korda.
    }

# The sandbox.
test-mode = Testrežiim
test-explanation = Raha ei liigu. Palun ärge kasutage päris kaarti.
test-cards = Testkaardid

# The order.
order-heading = Teie tellimus
order-reference = Viide
order-taxes = Sealhulgas maksud
order-discount = Allahindlus
order-delivery = Kohaletoimetamine
order-total = Tellimus kokku
order-to-pay = Maksta nüüd

# Ways to pay.
methods-heading = Kuidas soovite maksta?
method-card = Kaart
method-redirect = Kinnitate makse lehel { $partner }.

# The card.
number = Kaardi number
number-empty = Sisestage oma kaardi number.
number-wrong = See kaardi number ei ole õige. Palun kontrollige seda.
network-choice = Teie kaart saab kasutada kaht võrku. Valige endale sobiv:
expiry = Kehtiv kuni
# Month and year of two digits each, by their initials.
expiry-form = KK/AA
expiry-empty = Sisestage kaardi kehtivusaeg.
expiry-wrong = Sisestage kuu ja aasta nii, nagu need on kaardil, näiteks 08/29.
check-value = Turvakood
check-value-back = 3 numbrit kaardi tagaküljel
check-value-front = 4 numbrit kaardi esiküljel
check-value-wrong = Sisestage turvakoodi { $count } numbrit.
holder = Nimi kaardil
holder-wrong = Sisestage nimi nii, nagu see on kaardil.
holder-number = Kaardi number ei kuulu siia. Sisestage nimi nii, nagu see on kaardil.

# Saved cards.
saved-number = mille number lõpeb { $digits }
saved-expiry = Kehtib kuni { $date }
other-card = Kasuta teist kaarti
save-card = Salvesta see kaart minu järgmisteks ostudeks: { $shop }
save-card-explanation = See salvestatakse krüpteeritult ja ilma turvakoodita, kui makse on vastu võetud.

# Paying.
pay = Maksa { $amount }
pay-with = Maksa { $amount }: { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Kinnita kaart
paying = Makse on pooleli…
assurance = Teie kaardi andmed saadetakse krüpteeritult ja neid ei näidata kunagi poele.
mistakes = Palun parandage märgitud väljad.
message-busy = Liiga palju katseid. Palun oodake hetk ja proovige siis uuesti.
message-failed = Makset ei saanud saata. Palun proovige uuesti.
message-lost = Ühendus katkes. Palun proovige uuesti: te ei maksa kaks korda.
cancel = Tühista makse
cancel-question = Kas soovite sellest maksest loobuda ja poodi tagasi minna?
cancel-confirm = Jah, tühista
return-to-shop = Tagasi poodi { $shop }
try-again = Proovi uuesti
time-left = Maksmiseks jäänud aeg
minutes-left =
    { $count ->
        [one] Teil on maksmiseks { $count } minut.
       *[other] Teil on maksmiseks { $count } minutit.
    }
no-script = See leht vajab teie kaardi andmete kaitsmiseks JavaScripti. Palun lülitage see sisse ja laadige leht uuesti.

# The receipt.
ticket-heading = Teie kviitung
ticket-date = Kuupäev ja kellaaeg
ticket-shop = Pood
ticket-terminal = Terminal / Kaupmees
ticket-order = Tellimuse viide
ticket-transaction = Tehingu number
ticket-authorisation = Autoriseerimisnumber
ticket-type = Tehingu liik
ticket-debit = Debiteerimine, kaugmüük
ticket-card = Kaart
ticket-amount = Summa
ticket-test = Testkaart: raha ei ole liikunud
ticket-keep = Kliendi kviitung, palun hoidke alles

# The page on which a buyer looks after a wallet.
wallet-heading = Teie kaardid: { $shop }
wallet-cards-heading = Salvestatud kaardid
wallet-empty = Ühtegi kaarti pole veel salvestatud.
wallet-ending = lõpuga { $digits }
wallet-expires = Kehtib kuni { $date }
wallet-default = Vaikimisi kaart
wallet-expired = Aegunud
wallet-disabled = Keelatud
wallet-make-default = Kasuta vaikimisi
wallet-remove = Eemalda
wallet-remove-question = Kas soovite selle kaardi eemaldada? Siin kasutamiseks tuleb see siis uuesti sisestada.
wallet-remove-confirm = Jah, eemalda kaart
wallet-add-heading = Lisa kaart
wallet-add-explanation = Teie pank kinnitab kaardi. Raha maha ei võeta.
wallet-add = Salvesta see kaart
wallet-checking = Teie pank kontrollib kaarti…
wallet-refused-heading = Kaarti ei salvestatud
wallet-known = See kaart on juba salvestatud.
wallet-full = Praegu ei saa rohkem kaarte salvestada.
wallet-failed = See ei õnnestunud. Palun proovige uuesti.
wallet-lost = Ühendus katkes. Palun proovige uuesti.
wallet-time-left = Aega jäänud
wallet-minutes-left = Aega jäänud: { $count } min.
wallet-details-heading = Teie andmed
wallet-first-name = Eesnimi
wallet-last-name = Perekonnanimi
wallet-email = E-posti aadress
wallet-details-wrong = Palun kontrollige oma nime ja e-posti aadressi.
wallet-save = Salvesta
wallet-waiting-heading = Teie kaarti kontrollitakse
wallet-waiting-explanation = Teie pank ei ole veel vastanud. Raha maha ei võeta ja kaart salvestatakse, kui pank selle kinnitab.
wallet-done-heading = Teie muudatused on salvestatud
wallet-cancelled-heading = Midagi ei muudetud
wallet-expired-heading = Aeg on otsas
wallet-expired-explanation = Kaartide haldamiseks alustage uuesti: { $shop }.

link-paid-heading = See link on juba makstud
link-cancelled-heading = See makselink on tühistatud
link-blocked-heading = See makselink on blokeeritud
link-expired-heading = See makselink on aegunud
link-paid-explanation = Makse on tehtud ja rohkem pole midagi maksta.
link-over-explanation = Selle lingiga ei saa enam maksta. Palun küsige poest uus link.
