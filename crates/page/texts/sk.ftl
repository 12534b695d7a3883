# The states of a payment: the heading of the page, and its title.
choose-heading = Platba pre { $shop }
waiting-heading = Vaša platba sa potvrdzuje
paid-heading = Platba prijatá
refused-heading = Platba zamietnutá
on-hold-heading = Platba čaká na potvrdenie
cancelled-heading = Platba zrušená
expired-heading = Čas na zaplatenie uplynul

# What a state means for the buyer.
partner-explanation = Vaša platba cez { $partner } ešte nie je dokončená. Pokračujte tam alebo zaplaťte inak.
partner-continue = Pokračovať cez { $partner }
partner-other-way = Zaplatiť inak
waiting-explanation = Zvyčajne to trvá len niekoľko sekúnd. Nechajte túto stránku otvorenú; nemusíte nič robiť.
paid-explanation = Obchod { $shop } prijal vašu platbu { $amount }.
paid-leaving = Návrat do obchodu { $shop }…
refused-explanation = Nič vám nebolo strhnuté.
on-hold-explanation = Vaša platba je zaznamenaná, ale ešte nie je potvrdená. Obchod { $shop } vás bude informovať. Neplaťte, prosím, znova.
cancelled-explanation = Platba bola zrušená. Nič vám nebolo strhnuté.
expired-explanation = Nič vám nebolo strhnuté. Ak chcete zaplatiť, začnite znova v obchode { $shop }.

# There is no payment to show.
unknown-heading = Platba sa nenašla
unknown-explanation = Táto adresa nevedie k žiadnej platbe. Začnite, prosím, znova v obchode.
busy-heading = Priveľa požiadaviek
busy-explanation = Počkajte, prosím, chvíľu a skúste to znova.
unavailable-heading = Služba nie je dostupná
unavailable-explanation = Platobná stránka je práve nedostupná. Skúste to, prosím, o chvíľu znova.

# Why a payment was refused.
reason-refused-by-bank = Vaša banka platbu zamietla.
reason-card-expired = Platnosť karty sa skončila.
reason-limit-reached = Suma prekračuje limit alebo zostatok vašej karty.
reason-wrong-check-value = Bezpečnostný kód nie je správny.
reason-card-not-taken = Táto karta sa tu neprijíma.
reason-bank-unreachable = S vašou bankou sa nepodarilo spojiť.
reason-abandoned = Platba nebola dokončená.
reason-already-paid = Táto objednávka už bola zaplatená alebo sa práve platí.
attempts-left =
    { $count ->
        [1] Môžete to skúsiť ešte raz.
        [few] Môžete to skúsiť ešte { $count }-krát.
       *[other] Môžete to skúsiť ešte { $count }-krát.
    }

# The sandbox.
test-mode = Testovací režim
test-explanation = Žiadne peniaze sa neprevádzajú. Nepoužívajte, prosím, skutočnú kartu.
test-cards = Testovacie karty

# The order.
order-heading = Vaša objednávka
order-reference = Referencia
order-taxes = Vrátane daní
order-discount = Zľava
order-delivery = Doprava
order-total = Objednávka spolu
order-to-pay = Teraz na úhradu

# Ways to pay.
methods-heading = Ako chcete zaplatiť?
method-card = Karta
method-redirect = Platbu potvrdíte na stránke { $partner }.

# The card.
number = Číslo karty
number-empty = Zadajte číslo svojej karty.
number-wrong = Toto číslo karty nie je správne. Skontrolujte ho, prosím.
network-choice = Vaša karta môže použiť dve siete. Vyberte si:
expiry = Platnosť do
# Month and year of two digits each, by their initials.
expiry-form = MM/RR
expiry-empty = Zadajte dátum platnosti.
expiry-wrong = Zadajte mesiac a rok tak, ako sú na karte, napríklad 08/29.
check-value = Bezpečnostný kód
check-value-back = 3 číslice na zadnej strane karty
check-value-front = 4 číslice na prednej strane karty
check-value-wrong = Zadajte bezpečnostný kód, počet číslic: { $count }.
holder = Meno na karte
holder-wrong = Zadajte meno tak, ako je na karte.
holder-number = Číslo karty sem nepatrí. Zadajte meno tak, ako je na karte.

# Saved cards.
saved-number = končiaca sa na { $digits }
saved-expiry = Platí do { $date }
other-card = Použiť inú kartu
save-card = Uložiť túto kartu na moje ďalšie nákupy v { $shop }
save-card-explanation = Po prijatí platby sa uloží zašifrovaná a bez bezpečnostného kódu.

# Paying.
pay = Zaplatiť { $amount }
pay-with = Zaplatiť { $amount } cez { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Potvrdiť kartu
paying = Platba prebieha…
assurance = Údaje o vašej karte sa posielajú šifrovane a obchod ich nikdy neuvidí.
mistakes = Opravte, prosím, označené polia.
message-busy = Priveľa pokusov. Počkajte, prosím, chvíľu a skúste to znova.
message-failed = Platbu sa nepodarilo odoslať. Skúste to, prosím, znova.
message-lost = Spojenie sa prerušilo. Skúste to, prosím, znova: nezaplatíte dvakrát.
cancel = Zrušiť platbu
cancel-question = Chcete túto platbu zrušiť a vrátiť sa do obchodu?
cancel-confirm = Áno, zrušiť
return-to-shop = Späť do obchodu { $shop }
try-again = Skúsiť znova
time-left = Zostávajúci čas na zaplatenie
minutes-left =
    { $count ->
        [one] Na zaplatenie vám zostáva { $count } minúta.
        [few] Na zaplatenie vám zostávajú { $count } minúty.
       *[other] Na zaplatenie vám zostáva { $count } minút.
    }
no-script = Táto stránka potrebuje JavaScript na ochranu údajov o vašej karte. Zapnite ho, prosím, a načítajte stránku znova.

# The receipt.
ticket-heading = Vaše potvrdenie
ticket-date = Dátum a čas
ticket-shop = Obchod
ticket-terminal = Terminál / Obchodník
ticket-order = Referencia objednávky
ticket-transaction = Číslo transakcie
ticket-authorisation = Číslo autorizácie
ticket-type = Druh transakcie
ticket-debit = Debet, predaj na diaľku
ticket-card = Karta
ticket-amount = Suma
ticket-test = Testovacia karta: žiadne peniaze sa nepreviedli
ticket-keep = Potvrdenie pre zákazníka, uschovajte si ho

# The page on which a buyer looks after a wallet.
wallet-heading = Vaše karty: { $shop }
wallet-cards-heading = Uložené karty
wallet-empty = Zatiaľ nie je uložená žiadna karta.
wallet-ending = končiaca na { $digits }
wallet-expires = Platnosť do { $date }
wallet-default = Predvolená karta
wallet-expired = Platnosť skončila
wallet-disabled = Zakázaná
wallet-make-default = Používať ako predvolenú
wallet-remove = Odstrániť
wallet-remove-question = Chcete túto kartu odstrániť? Na použitie tu ju potom budete musieť zadať znova.
wallet-remove-confirm = Áno, odstrániť kartu
wallet-add-heading = Pridať kartu
wallet-add-explanation = Vaša banka kartu potvrdí. Nič sa nestrháva.
wallet-add = Uložiť túto kartu
wallet-checking = Vaša banka kartu overuje…
wallet-refused-heading = Karta nebola uložená
wallet-known = Táto karta je už uložená.
wallet-full = Ďalšiu kartu teraz nie je možné uložiť.
wallet-failed = Nepodarilo sa. Skúste to znova.
wallet-lost = Spojenie sa prerušilo. Skúste to znova.
wallet-time-left = Zostávajúci čas
wallet-minutes-left = Zostávajúci čas: { $count } min.
wallet-details-heading = Vaše údaje
wallet-first-name = Meno
wallet-last-name = Priezvisko
wallet-email = E-mailová adresa
wallet-details-wrong = Skontrolujte svoje meno a e-mailovú adresu.
wallet-save = Uložiť
wallet-waiting-heading = Vaša karta sa overuje
wallet-waiting-explanation = Vaša banka zatiaľ neodpovedala. Nič sa nestrháva a karta sa uloží, keď ju banka potvrdí.
wallet-done-heading = Vaše zmeny sú uložené
wallet-cancelled-heading = Nič sa nezmenilo
wallet-expired-heading = Čas vypršal
wallet-expired-explanation = Na správu kariet začnite znova: { $shop }.

link-paid-heading = Tento odkaz je už zaplatený
link-cancelled-heading = Tento platobný odkaz bol zrušený
link-blocked-heading = Tento platobný odkaz je zablokovaný
link-expired-heading = Platnosť tohto platobného odkazu uplynula
link-paid-explanation = Platba prebehla a nič ďalšie už neplatíte.
link-over-explanation = Týmto odkazom už nemožno zaplatiť. Požiadajte, prosím, obchod o nový.
