# The states of a payment: the heading of the page, and its title.
choose-heading = Fizetés: { $shop }
waiting-heading = Fizetését visszaigazoljuk
paid-heading = A fizetés sikeres
refused-heading = A fizetést elutasították
on-hold-heading = A fizetés függőben van
cancelled-heading = A fizetés megszakítva
expired-heading = A fizetésre szánt idő lejárt

# What a state means for the buyer.
partner-explanation = A fizetés még nem fejeződött be: { $partner }. Folytassa ott, vagy fizessen más módon.
partner-continue = Tovább: { $partner }
partner-other-way = Fizetés más módon
waiting-explanation = Ez általában csak néhány másodperc. Kérjük, hagyja nyitva ezt az oldalt; nincs semmi teendője.
paid-explanation = { $shop } megkapta a fizetését: { $amount }.
paid-leaving = Visszatérés ide: { $shop }…
refused-explanation = Nem terheltünk meg semmilyen összeget.
on-hold-explanation = Fizetését rögzítettük, de még nincs visszaigazolva. { $shop } értesíteni fogja Önt. Kérjük, ne fizessen még egyszer.
cancelled-explanation = A fizetés megszakadt. Nem terheltünk meg semmilyen összeget.
expired-explanation = Nem terheltünk meg semmilyen összeget. A fizetéshez kezdje újra itt: { $shop }.

# There is no payment to show.
unknown-heading = A fizetés nem található
unknown-explanation = Ez a cím nem tartozik fizetéshez. Kérjük, kezdje újra a boltban.
busy-heading = Túl sok kérés
busy-explanation = Kérjük, várjon egy kicsit, majd próbálja újra.
unavailable-heading = A szolgáltatás nem érhető el
unavailable-explanation = A fizetési oldal jelenleg nem érhető el. Kérjük, próbálja újra egy kis idő múlva.

# Why a payment was refused.
reason-refused-by-bank = Bankja elutasította a fizetést.
reason-card-expired = A kártya lejárt.
reason-limit-reached = Az összeg meghaladja a kártya limitjét vagy egyenlegét.
reason-wrong-check-value = A biztonsági kód nem helyes.
reason-card-not-taken = Ezt a kártyát itt nem fogadják el.
reason-bank-unreachable = Bankját nem sikerült elérni.
reason-abandoned = A fizetés nem fejeződött be.
reason-already-paid = Ezt a rendelést már kifizették, vagy éppen most fizetik.
attempts-left =
    { $count ->
        [1] Még egyszer megpróbálhatja.
       *[other] Még { $count } alkalommal megpróbálhatja.
    }

# The sandbox.
test-mode = Teszt üzemmód
test-explanation = Nem mozog pénz. Kérjük, ne használjon valódi kártyát.
test-cards = Tesztkártyák

# The order.
order-heading = Az Ön rendelése
order-reference = Hivatkozás
order-taxes = Ebből adó
order-discount = Kedvezmény
order-delivery = Szállítás
order-total = A rendelés összege
order-to-pay = Most fizetendő

# Ways to pay.
methods-heading = Hogyan szeretne fizetni?
method-card = Kártya
method-redirect = A fizetést ezen az oldalon erősíti meg: { $partner }.

# The card.
number = Kártyaszám
number-empty = Adja meg a kártyaszámot.
number-wrong = Ez a kártyaszám nem helyes. Kérjük, ellenőrizze.
network-choice = Kártyája két hálózatot is használhat. Válassza ki, melyiket szeretné:
expiry = Lejárat
# Month and year of two digits each, by their initials.
expiry-form = HH/ÉÉ
expiry-empty = Adja meg a lejárat dátumát.
expiry-wrong = Adja meg a hónapot és az évet úgy, ahogy a kártyán áll, például 08/29.
check-value = Biztonsági kód
check-value-back = 3 számjegy a kártya hátoldalán
check-value-front = 4 számjegy a kártya előlapján
check-value-wrong = Adja meg a biztonsági kód { $count } számjegyét.
holder = Név a kártyán
holder-wrong = Adja meg a nevet úgy, ahogy a kártyán áll.
holder-number = A kártyaszám nem ide való. Adja meg a nevet úgy, ahogy a kártyán áll.

# Saved cards.
saved-number = utolsó számjegyei: { $digits }
saved-expiry = Érvényes: { $date }
other-card = Másik kártya használata
save-card = Kártya mentése a következő vásárlásaimhoz itt: { $shop }
save-card-explanation = A fizetés elfogadása után titkosítva, a biztonsági kód nélkül tároljuk.

# Paying.
pay = Fizetés: { $amount }
pay-with = Fizetés: { $amount } ({ $partner })
# For an amount of zero: the card is checked, and nothing charged.
verify = Kártya megerősítése
paying = Fizetés folyamatban…
assurance = Kártyaadatait titkosítva küldjük, és a bolt soha nem látja őket.
mistakes = Kérjük, javítsa a megjelölt mezőket.
message-busy = Túl sok próbálkozás. Kérjük, várjon egy kicsit, majd próbálja újra.
message-failed = A fizetést nem sikerült elküldeni. Kérjük, próbálja újra.
message-lost = A kapcsolat megszakadt. Kérjük, próbálja újra: nem fog kétszer fizetni.
cancel = A fizetés megszakítása
cancel-question = Szeretné megszakítani ezt a fizetést, és visszatérni a boltba?
cancel-confirm = Igen, megszakítom
return-to-shop = Vissza ide: { $shop }
try-again = Újra
time-left = Hátralévő idő a fizetésre
minutes-left =
    { $count ->
        [one] Még { $count } perce van fizetni.
       *[other] Még { $count } perce van fizetni.
    }
no-script = Ennek az oldalnak JavaScriptre van szüksége a kártyaadatok védelméhez. Kérjük, kapcsolja be, és töltse újra az oldalt.

# The receipt.
ticket-heading = Az Ön bizonylata
ticket-date = Dátum és idő
ticket-shop = Bolt
ticket-terminal = Terminál / Elfogadó
ticket-order = A rendelés hivatkozása
ticket-transaction = Tranzakciószám
ticket-authorisation = Engedélyszám
ticket-type = A tranzakció típusa
ticket-debit = Terhelés, távértékesítés
ticket-card = Kártya
ticket-amount = Összeg
ticket-test = Tesztkártya: nem mozgott pénz
ticket-keep = Ügyfélpéldány, kérjük, őrizze meg

# The page on which a buyer looks after a wallet.
wallet-heading = Kártyái itt: { $shop }
wallet-cards-heading = Mentett kártyák
wallet-empty = Még nincs mentett kártya.
wallet-ending = végződése: { $digits }
wallet-expires = Lejár: { $date }
wallet-default = Alapértelmezett kártya
wallet-expired = Lejárt
wallet-disabled = Letiltva
wallet-make-default = Legyen alapértelmezett
wallet-remove = Eltávolítás
wallet-remove-question = Eltávolítja ezt a kártyát? Ezután újra meg kell adnia, ha itt használni szeretné.
wallet-remove-confirm = Igen, a kártya eltávolítása
wallet-add-heading = Kártya hozzáadása
wallet-add-explanation = Bankja megerősíti a kártyát. Nem terhelünk semmit.
wallet-add = Kártya mentése
wallet-checking = Bankja ellenőrzi a kártyát…
wallet-refused-heading = A kártya nem lett mentve
wallet-known = Ez a kártya már mentve van.
wallet-full = Most nem menthető további kártya.
wallet-failed = Nem sikerült. Próbálja újra.
wallet-lost = A kapcsolat megszakadt. Próbálja újra.
wallet-time-left = Hátralévő idő
wallet-minutes-left = Hátralévő idő: { $count } perc.
wallet-details-heading = Az Ön adatai
wallet-first-name = Utónév
wallet-last-name = Vezetéknév
wallet-email = E-mail-cím
wallet-details-wrong = Ellenőrizze a nevét és az e-mail-címét.
wallet-save = Mentés
wallet-waiting-heading = Kártyája ellenőrzés alatt van
wallet-waiting-explanation = Bankja még nem válaszolt. Nem terhelünk semmit, és a kártyát mentjük, amint a bank megerősíti.
wallet-done-heading = A módosítások mentve
wallet-cancelled-heading = Nem történt módosítás
wallet-expired-heading = Lejárt az idő
wallet-expired-explanation = Kártyái kezeléséhez kezdje újra itt: { $shop }.

link-paid-heading = Ezt a linket már kifizették
link-cancelled-heading = Ezt a fizetési linket visszavonták
link-blocked-heading = Ez a fizetési link le van tiltva
link-expired-heading = Ez a fizetési link lejárt
link-paid-explanation = A fizetés megtörtént, nincs több fizetnivaló.
link-over-explanation = Ezzel a linkkel már nem lehet fizetni. Kérjen újat az üzlettől.
