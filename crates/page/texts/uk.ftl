# The states of a payment: the heading of the page, and its title.
choose-heading = Оплата: { $shop }
waiting-heading = Ваш платіж підтверджується
paid-heading = Платіж прийнято
refused-heading = Платіж відхилено
on-hold-heading = Платіж очікує підтвердження
cancelled-heading = Платіж скасовано
expired-heading = Час на оплату вичерпано

# What a state means for the buyer.
partner-explanation = Ваш платіж через { $partner } ще не завершено. Продовжте там або сплатіть іншим способом.
partner-continue = Продовжити через { $partner }
partner-other-way = Сплатити іншим способом
waiting-explanation = Зазвичай це триває кілька секунд. Будь ласка, не закривайте цю сторінку; від вас нічого не потрібно.
paid-explanation = Магазин { $shop } отримав ваш платіж на суму { $amount }.
paid-leaving = Повертаємо вас до магазину { $shop }…
refused-explanation = Кошти не списано.
on-hold-explanation = Ваш платіж прийнято в обробку, але ще не підтверджено. Магазин { $shop } повідомить вас про результат. Будь ласка, не сплачуйте вдруге.
cancelled-explanation = Платіж скасовано. Кошти не списано.
expired-explanation = Кошти не списано. Щоб сплатити, почніть знову в магазині { $shop }.

# There is no payment to show.
unknown-heading = Платіж не знайдено
unknown-explanation = Ця адреса не веде до жодного платежу. Будь ласка, почніть знову в магазині.
busy-heading = Забагато запитів
busy-explanation = Будь ласка, зачекайте трохи й спробуйте ще раз.
unavailable-heading = Сервіс недоступний
unavailable-explanation = Сторінка оплати зараз недоступна. Будь ласка, спробуйте ще раз трохи згодом.

# Why a payment was refused.
reason-refused-by-bank = Ваш банк відхилив платіж.
reason-card-expired = Термін дії картки минув.
reason-limit-reached = Сума перевищує ліміт або залишок на вашій картці.
reason-wrong-check-value = Неправильний код безпеки.
reason-card-not-taken = Ця картка тут не приймається.
reason-bank-unreachable = Не вдалося зв’язатися з вашим банком.
reason-abandoned = Платіж не було завершено.
reason-already-paid = Це замовлення вже сплачено або сплачується саме зараз.
attempts-left =
    { $count ->
        [one] У вас залишилася { $count } спроба.
        [few] У вас залишилися { $count } спроби.
       *[other] У вас залишилося { $count } спроб.
    }

# The sandbox.
test-mode = Тестовий режим
test-explanation = Кошти не списуються. Будь ласка, не використовуйте справжню картку.
test-cards = Тестові картки

# The order.
order-heading = Ваше замовлення
order-reference = Номер замовлення
order-taxes = Зокрема податки
order-discount = Знижка
order-delivery = Доставка
order-total = Разом за замовлення
order-to-pay = До сплати зараз

# Ways to pay.
methods-heading = Як ви хочете сплатити?
method-card = Картка
method-redirect = Ви підтвердите платіж на сторінці { $partner }.

# The card.
number = Номер картки
number-empty = Введіть номер картки.
number-wrong = Номер картки неправильний. Будь ласка, перевірте його.
network-choice = Ваша картка може працювати у двох мережах. Виберіть потрібну:
expiry = Термін дії
# Month and year of two digits each, by their initials.
expiry-form = ММ/РР
expiry-empty = Введіть термін дії картки.
expiry-wrong = Введіть місяць і рік, зазначені на картці, наприклад 08/29.
check-value = Код безпеки
check-value-back = 3 цифри на звороті картки
check-value-front = 4 цифри на лицьовому боці картки
check-value-wrong = Введіть код безпеки, кількість цифр: { $count }.
holder = Ім’я на картці
holder-wrong = Введіть ім’я так, як воно зазначене на картці.
holder-number = Номер картки тут не потрібен. Введіть ім’я так, як воно зазначене на картці.

# Saved cards.
saved-number = з останніми цифрами { $digits }
saved-expiry = Дійсна до { $date }
other-card = Скористатися іншою карткою
save-card = Зберегти цю картку для моїх наступних покупок: { $shop }
save-card-explanation = Вона зберігається зашифрованою, без коду безпеки, після прийняття платежу.

# Paying.
pay = Сплатити { $amount }
pay-with = Сплатити { $amount } через { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Підтвердити картку
paying = Триває оплата…
assurance = Дані вашої картки передаються зашифрованими й ніколи не показуються магазину.
mistakes = Будь ласка, виправте позначені поля.
message-busy = Забагато спроб. Будь ласка, зачекайте трохи й спробуйте ще раз.
message-failed = Не вдалося надіслати платіж. Будь ласка, спробуйте ще раз.
message-lost = З’єднання перервано. Будь ласка, спробуйте ще раз: кошти не спишуться двічі.
cancel = Скасувати платіж
cancel-question = Відмовитися від цього платежу й повернутися до магазину?
cancel-confirm = Так, скасувати
return-to-shop = Повернутися до магазину { $shop }
try-again = Спробувати ще раз
time-left = Залишилося часу на оплату
minutes-left =
    { $count ->
        [one] На оплату залишилася { $count } хвилина.
        [few] На оплату залишилося { $count } хвилини.
       *[other] На оплату залишилося { $count } хвилин.
    }
no-script = Цій сторінці потрібен JavaScript, щоб захистити дані вашої картки. Будь ласка, увімкніть його й оновіть сторінку.

# The receipt.
ticket-heading = Ваш чек
ticket-date = Дата й час
ticket-shop = Магазин
ticket-terminal = Термінал / Продавець
ticket-order = Номер замовлення
ticket-transaction = Номер операції
ticket-authorisation = Номер авторизації
ticket-type = Тип операції
ticket-debit = Списання, дистанційний продаж
ticket-card = Картка
ticket-amount = Сума
ticket-test = Тестова картка: кошти не списано
ticket-keep = Чек клієнта, будь ласка, збережіть

# The page on which a buyer looks after a wallet.
wallet-heading = Ваші картки: { $shop }
wallet-cards-heading = Збережені картки
wallet-empty = Поки немає збережених карток.
wallet-ending = закінчується на { $digits }
wallet-expires = Діє до { $date }
wallet-default = Основна картка
wallet-expired = Термін минув
wallet-disabled = Вимкнено
wallet-make-default = Зробити основною
wallet-remove = Видалити
wallet-remove-question = Видалити цю картку? Щоб користуватися нею тут, її доведеться ввести знову.
wallet-remove-confirm = Так, видалити картку
wallet-add-heading = Додати картку
wallet-add-explanation = Ваш банк підтвердить картку. Кошти не списуються.
wallet-add = Зберегти картку
wallet-checking = Ваш банк перевіряє картку…
wallet-refused-heading = Картку не збережено
wallet-known = Цю картку вже збережено.
wallet-full = Зараз не можна зберегти ще одну картку.
wallet-failed = Не вдалося. Спробуйте ще раз.
wallet-lost = З’єднання перервалося. Спробуйте ще раз.
wallet-time-left = Залишилося часу
wallet-minutes-left = Залишилося часу: { $count } хв.
wallet-details-heading = Ваші дані
wallet-first-name = Ім’я
wallet-last-name = Прізвище
wallet-email = Адреса електронної пошти
wallet-details-wrong = Перевірте ім’я та адресу електронної пошти.
wallet-save = Зберегти
wallet-waiting-heading = Вашу картку перевіряють
wallet-waiting-explanation = Ваш банк ще не відповів. Кошти не списуються, картку буде збережено, коли банк її підтвердить.
wallet-done-heading = Зміни збережено
wallet-cancelled-heading = Нічого не змінено
wallet-expired-heading = Час вичерпано
wallet-expired-explanation = Щоб керувати картками, почніть знову: { $shop }.

link-paid-heading = Це посилання вже оплачено
link-cancelled-heading = Це платіжне посилання скасовано
link-blocked-heading = Це платіжне посилання заблоковано
link-expired-heading = Термін дії цього платіжного посилання минув
link-paid-explanation = Платіж виконано, більше нічого сплачувати не потрібно.
link-over-explanation = За цим посиланням більше не можна сплатити. Попросіть у магазину нове.
