# The states of a payment: the heading of the page, and its title.
choose-heading = Platba pro { $shop }
waiting-heading = Vaše platba se potvrzuje
paid-heading = Platba přijata
refused-heading = Platba zamítnuta
on-hold-heading = Platba čeká na potvrzení
cancelled-heading = Platba zrušena
expired-heading = Čas na zaplacení vypršel

# What a state means for the buyer.
partner-explanation = Vaše platba přes { $partner } ještě není dokončena. Pokračujte tam, nebo zaplaťte jinak.
partner-continue = Pokračovat přes { $partner }
partner-other-way = Zaplatit jinak
waiting-explanation = Obvykle to trvá jen několik sekund. Nechte prosím tuto stránku otevřenou; nemusíte nic dělat.
paid-explanation = Obchod { $shop } přijal vaši platbu { $amount }.
paid-leaving = Návrat do obchodu { $shop }…
refused-explanation = Nic vám nebylo strženo.
on-hold-explanation = Vaše platba je zaznamenána, ale ještě není potvrzena. Obchod { $shop } vás bude informovat. Neplaťte prosím znovu.
cancelled-explanation = Platba byla zrušena. Nic vám nebylo strženo.
expired-explanation = Nic vám nebylo strženo. Chcete-li zaplatit, začněte prosím znovu v obchodě { $shop }.

# There is no payment to show.
unknown-heading = Platba nenalezena
unknown-explanation = Tato adresa nevede k žádné platbě. Začněte prosím znovu v obchodě.
busy-heading = Příliš mnoho požadavků
busy-explanation = Počkejte prosím chvíli a zkuste to znovu.
unavailable-heading = Služba není dostupná
unavailable-explanation = Platební stránka je právě nedostupná. Zkuste to prosím za chvíli znovu.

# Why a payment was refused.
reason-refused-by-bank = Vaše banka platbu zamítla.
reason-card-expired = Platnost karty skončila.
reason-limit-reached = Částka překračuje limit nebo zůstatek vaší karty.
reason-wrong-check-value = Bezpečnostní kód není správný.
reason-card-not-taken = Tato karta zde není přijímána.
reason-bank-unreachable = S vaší bankou se nepodařilo spojit.
reason-abandoned = Platba nebyla dokončena.
reason-already-paid = Tato objednávka už byla zaplacena, nebo se právě platí.
attempts-left =
    { $count ->
        [1] Můžete to zkusit ještě jednou.
        [few] Můžete to zkusit ještě { $count }krát.
       *[other] Můžete to zkusit ještě { $count }krát.
    }

# The sandbox.
test-mode = Testovací režim
test-explanation = Žádné peníze se nepřevádějí. Nepoužívejte prosím skutečnou kartu.
test-cards = Testovací karty

# The order.
order-heading = Vaše objednávka
order-reference = Reference
order-taxes = Včetně daní
order-discount = Sleva
order-delivery = Doprava
order-total = Objednávka celkem
order-to-pay = Nyní k úhradě

# Ways to pay.
methods-heading = Jak chcete zaplatit?
method-card = Karta
method-redirect = Platbu potvrdíte na stránce { $partner }.

# The card.
number = Číslo karty
number-empty = Zadejte číslo své karty.
number-wrong = Toto číslo karty není správné. Zkontrolujte ho prosím.
network-choice = Vaše karta může použít dvě sítě. Vyberte si:
expiry = Platnost do
# Month and year of two digits each, by their initials.
expiry-form = MM/RR
expiry-empty = Zadejte datum platnosti.
expiry-wrong = Zadejte měsíc a rok tak, jak jsou na kartě, například 08/29.
check-value = Bezpečnostní kód
check-value-back = 3 číslice na zadní straně karty
check-value-front = 4 číslice na přední straně karty
check-value-wrong = Zadejte bezpečnostní kód, počet číslic: { $count }.
holder = Jméno na kartě
holder-wrong = Zadejte jméno tak, jak je na kartě.
holder-number = Číslo karty sem nepatří. Zadejte jméno tak, jak je na kartě.

# Saved cards.
saved-number = končící na { $digits }
saved-expiry = Platí do { $date }
other-card = Použít jinou kartu
save-card = Uložit tuto kartu pro mé příští nákupy v { $shop }
save-card-explanation = Po přijetí platby se uloží zašifrovaná a bez bezpečnostního kódu.

# Paying.
pay = Zaplatit { $amount }
pay-with = Zaplatit { $amount } přes { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Potvrdit kartu
paying = Platba probíhá…
assurance = Údaje o vaší kartě se odesílají šifrovaně a obchod je nikdy neuvidí.
mistakes = Opravte prosím označená pole.
message-busy = Příliš mnoho pokusů. Počkejte prosím chvíli a zkuste to znovu.
message-failed = Platbu se nepodařilo odeslat. Zkuste to prosím znovu.
message-lost = Spojení se přerušilo. Zkuste to prosím znovu: nezaplatíte dvakrát.
cancel = Zrušit platbu
cancel-question = Chcete tuto platbu zrušit a vrátit se do obchodu?
cancel-confirm = Ano, zrušit
return-to-shop = Zpět do obchodu { $shop }
try-again = Zkusit znovu
time-left = Zbývající čas na zaplacení
minutes-left =
    { $count ->
        [one] Na zaplacení vám zbývá { $count } minuta.
        [few] Na zaplacení vám zbývají { $count } minuty.
       *[other] Na zaplacení vám zbývá { $count } minut.
    }
no-script = Tato stránka potřebuje JavaScript k ochraně údajů o vaší kartě. Zapněte ho prosím a načtěte stránku znovu.

# The receipt.
ticket-heading = Vaše potvrzení
ticket-date = Datum a čas
ticket-shop = Obchod
ticket-terminal = Terminál / Obchodník
ticket-order = Reference objednávky
ticket-transaction = Číslo transakce
ticket-authorisation = Číslo autorizace
ticket-type = Druh transakce
ticket-debit = Debet, prodej na dálku
ticket-card = Karta
ticket-amount = Částka
ticket-test = Testovací karta: žádné peníze nebyly převedeny
ticket-keep = Potvrzení pro zákazníka, uschovejte ho prosím

# The page on which a buyer looks after a wallet.
wallet-heading = Vaše karty: { $shop }
wallet-cards-heading = Uložené karty
wallet-empty = Zatím není uložena žádná karta.
wallet-ending = končící na { $digits }
wallet-expires = Platnost do { $date }
wallet-default = Výchozí karta
wallet-expired = Platnost skončila
wallet-disabled = Zakázaná
wallet-make-default = Používat jako výchozí
wallet-remove = Odebrat
wallet-remove-question = Chcete tuto kartu odebrat? Pro použití zde ji pak budete muset zadat znovu.
wallet-remove-confirm = Ano, odebrat kartu
wallet-add-heading = Přidat kartu
wallet-add-explanation = Vaše banka kartu potvrdí. Nic se nestrhává.
wallet-add = Uložit tuto kartu
wallet-checking = Vaše banka kartu ověřuje…
wallet-refused-heading = Karta nebyla uložena
wallet-known = Tato karta je již uložena.
wallet-full = Další kartu nyní nelze uložit.
wallet-failed = Nepodařilo se. Zkuste to znovu.
wallet-lost = Spojení bylo přerušeno. Zkuste to znovu.
wallet-time-left = Zbývající čas
wallet-minutes-left = Zbývající čas: { $count } min.
wallet-details-heading = Vaše údaje
wallet-first-name = Jméno
wallet-last-name = Příjmení
wallet-email = E-mailová adresa
wallet-details-wrong = Zkontrolujte své jméno a e-mailovou adresu.
wallet-save = Uložit
wallet-waiting-heading = Vaše karta se ověřuje
wallet-waiting-explanation = Vaše banka zatím neodpověděla. Nic se nestrhává a karta se uloží, jakmile ji banka potvrdí.
wallet-done-heading = Vaše změny jsou uloženy
wallet-cancelled-heading = Nic se nezměnilo
wallet-expired-heading = Čas vypršel
wallet-expired-explanation = Pro správu karet začněte znovu: { $shop }.

link-paid-heading = Tento odkaz je již zaplacen
link-cancelled-heading = Tento platební odkaz byl zrušen
link-blocked-heading = Tento platební odkaz je zablokován
link-expired-heading = Platnost tohoto platebního odkazu vypršela
link-paid-explanation = Platba proběhla a nic dalšího už neplatíte.
link-over-explanation = Tímto odkazem už nelze zaplatit. Požádejte prosím obchod o nový.
