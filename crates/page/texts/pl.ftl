# The states of a payment: the heading of the page, and its title.
choose-heading = Płatność na rzecz { $shop }
waiting-heading = Trwa potwierdzanie płatności
paid-heading = Płatność przyjęta
refused-heading = Płatność odrzucona
on-hold-heading = Płatność oczekuje na potwierdzenie
cancelled-heading = Płatność anulowana
expired-heading = Czas na zapłatę minął

# What a state means for the buyer.
partner-explanation = Płatność przez { $partner } nie została jeszcze zakończona. Proszę kontynuować tam lub zapłacić w inny sposób.
partner-continue = Kontynuuj przez { $partner }
partner-other-way = Zapłać w inny sposób
waiting-explanation = Zwykle trwa to tylko kilka sekund. Proszę nie zamykać tej strony; nie trzeba nic robić.
paid-explanation = Sklep { $shop } otrzymał płatność w wysokości { $amount }.
paid-leaving = Powrót do sklepu { $shop }…
refused-explanation = Żadna kwota nie została pobrana.
on-hold-explanation = Płatność została zapisana, ale nie jest jeszcze potwierdzona. Sklep { $shop } przekaże dalsze informacje. Proszę nie płacić ponownie.
cancelled-explanation = Płatność została anulowana. Żadna kwota nie została pobrana.
expired-explanation = Żadna kwota nie została pobrana. Aby zapłacić, proszę zacząć od nowa w sklepie { $shop }.

# There is no payment to show.
unknown-heading = Nie znaleziono płatności
unknown-explanation = Ten adres nie prowadzi do żadnej płatności. Proszę zacząć od nowa w sklepie.
busy-heading = Zbyt wiele żądań
busy-explanation = Proszę chwilę zaczekać i spróbować ponownie.
unavailable-heading = Usługa niedostępna
unavailable-explanation = Strona płatności jest teraz niedostępna. Proszę spróbować ponownie za chwilę.

# Why a payment was refused.
reason-refused-by-bank = Bank odrzucił płatność.
reason-card-expired = Karta straciła ważność.
reason-limit-reached = Kwota przekracza limit lub saldo karty.
reason-wrong-check-value = Kod zabezpieczający jest nieprawidłowy.
reason-card-not-taken = Ta karta nie jest tu przyjmowana.
reason-bank-unreachable = Nie udało się połączyć z bankiem.
reason-abandoned = Płatność nie została dokończona.
reason-already-paid = To zamówienie zostało już opłacone lub jest właśnie opłacane.
attempts-left =
    { $count ->
        [1] Można spróbować jeszcze raz.
        [few] Można spróbować jeszcze { $count } razy.
       *[other] Można spróbować jeszcze { $count } razy.
    }

# The sandbox.
test-mode = Tryb testowy
test-explanation = Pieniądze nie są przekazywane. Proszę nie używać prawdziwej karty.
test-cards = Karty testowe

# The order.
order-heading = Zamówienie
order-reference = Numer referencyjny
order-taxes = W tym podatki
order-discount = Rabat
order-delivery = Dostawa
order-total = Suma zamówienia
order-to-pay = Do zapłaty teraz

# Ways to pay.
methods-heading = W jaki sposób chcą Państwo zapłacić?
method-card = Karta
method-redirect = Płatność zostanie potwierdzona na stronie { $partner }.

# The card.
number = Numer karty
number-empty = Proszę podać numer karty.
number-wrong = Ten numer karty jest nieprawidłowy. Proszę go sprawdzić.
network-choice = Ta karta może korzystać z dwóch sieci. Proszę wybrać jedną z nich:
expiry = Data ważności
# Month and year of two digits each, by their initials.
expiry-form = MM/RR
expiry-empty = Proszę podać datę ważności.
expiry-wrong = Proszę podać miesiąc i rok widoczne na karcie, na przykład 08/29.
check-value = Kod zabezpieczający
check-value-back = 3 cyfry na odwrocie karty
check-value-front = 4 cyfry z przodu karty
check-value-wrong = Proszę podać kod zabezpieczający, liczba cyfr: { $count }.
holder = Imię i nazwisko na karcie
holder-wrong = Proszę podać imię i nazwisko tak, jak na karcie.
holder-number = To pole nie jest na numer karty. Proszę podać imię i nazwisko tak, jak na karcie.

# Saved cards.
saved-number = kończąca się na { $digits }
saved-expiry = Ważna do { $date }
other-card = Użyj innej karty
save-card = Zapisz tę kartę na moje następne zakupy w { $shop }
save-card-explanation = Po przyjęciu płatności karta zostaje zapisana w postaci zaszyfrowanej, bez kodu zabezpieczającego.

# Paying.
pay = Zapłać { $amount }
pay-with = Zapłać { $amount } przez { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Potwierdź kartę
paying = Płatność w toku…
assurance = Dane karty są przesyłane w postaci zaszyfrowanej i nigdy nie są pokazywane sklepowi.
mistakes = Proszę poprawić zaznaczone pola.
message-busy = Zbyt wiele prób. Proszę chwilę zaczekać i spróbować ponownie.
message-failed = Nie udało się wysłać płatności. Proszę spróbować ponownie.
message-lost = Połączenie zostało przerwane. Proszę spróbować ponownie: opłata nie zostanie pobrana dwa razy.
cancel = Anuluj płatność
cancel-question = Zrezygnować z tej płatności i wrócić do sklepu?
cancel-confirm = Tak, anuluj
return-to-shop = Powrót do sklepu { $shop }
try-again = Spróbuj ponownie
time-left = Pozostały czas na zapłatę
minutes-left =
    { $count ->
        [one] Na zapłatę pozostała { $count } minuta.
        [few] Na zapłatę pozostały { $count } minuty.
       *[other] Na zapłatę pozostało { $count } minut.
    }
no-script = Ta strona wymaga JavaScriptu, aby chronić dane karty. Proszę go włączyć i odświeżyć stronę.

# The receipt.
ticket-heading = Potwierdzenie
ticket-date = Data i godzina
ticket-shop = Sklep
ticket-terminal = Terminal / Akceptant
ticket-order = Numer zamówienia
ticket-transaction = Numer transakcji
ticket-authorisation = Numer autoryzacji
ticket-type = Rodzaj transakcji
ticket-debit = Obciążenie, sprzedaż na odległość
ticket-card = Karta
ticket-amount = Kwota
ticket-test = Karta testowa: pieniądze nie zostały przekazane
ticket-keep = Potwierdzenie dla klienta, proszę zachować

# The page on which a buyer looks after a wallet.
wallet-heading = Twoje karty w { $shop }
wallet-cards-heading = Zapisane karty
wallet-empty = Nie zapisano jeszcze żadnej karty.
wallet-ending = kończąca się na { $digits }
wallet-expires = Ważna do { $date }
wallet-default = Karta domyślna
wallet-expired = Wygasła
wallet-disabled = Wyłączona
wallet-make-default = Ustaw jako domyślną
wallet-remove = Usuń
wallet-remove-question = Czy chcesz usunąć tę kartę? Aby jej tu użyć, trzeba będzie wpisać ją ponownie.
wallet-remove-confirm = Tak, usuń kartę
wallet-add-heading = Dodaj kartę
wallet-add-explanation = Twój bank potwierdzi kartę. Nic nie zostanie pobrane.
wallet-add = Zapisz tę kartę
wallet-checking = Twój bank sprawdza kartę…
wallet-refused-heading = Karta nie została zapisana
wallet-known = Ta karta jest już zapisana.
wallet-full = Teraz nie można zapisać kolejnej karty.
wallet-failed = Nie udało się. Spróbuj ponownie.
wallet-lost = Połączenie zostało przerwane. Spróbuj ponownie.
wallet-time-left = Pozostały czas
wallet-minutes-left = Pozostały czas: { $count } min.
wallet-details-heading = Twoje dane
wallet-first-name = Imię
wallet-last-name = Nazwisko
wallet-email = Adres e-mail
wallet-details-wrong = Sprawdź swoje imię i nazwisko oraz adres e-mail.
wallet-save = Zapisz
wallet-waiting-heading = Twoja karta jest sprawdzana
wallet-waiting-explanation = Twój bank jeszcze nie odpowiedział. Nic nie zostanie pobrane, a karta zostanie zapisana, gdy bank ją potwierdzi.
wallet-done-heading = Zmiany zostały zapisane
wallet-cancelled-heading = Nic nie zmieniono
wallet-expired-heading = Czas minął
wallet-expired-explanation = Aby zarządzać kartami, zacznij ponownie w { $shop }.

link-paid-heading = Ten link został już opłacony
link-cancelled-heading = Ten link do płatności został anulowany
link-blocked-heading = Ten link do płatności jest zablokowany
link-expired-heading = Ten link do płatności wygasł
link-paid-explanation = Płatność została dokonana i nie ma już nic do zapłaty.
link-over-explanation = Tym linkiem nie można już zapłacić. Poproś sklep o nowy.
