# The states of a payment: the heading of the page, and its title.
choose-heading = Оплата: { $shop }
waiting-heading = Ваш платёж подтверждается
paid-heading = Платёж принят
refused-heading = Платёж отклонён
on-hold-heading = Платёж ожидает подтверждения
cancelled-heading = Платёж отменён
expired-heading = Время для оплаты истекло

# What a state means for the buyer.
partner-explanation = Ваш платёж через { $partner } ещё не завершён. Продолжите там или оплатите другим способом.
partner-continue = Продолжить через { $partner }
partner-other-way = Оплатить другим способом
waiting-explanation = Обычно это занимает несколько секунд. Пожалуйста, не закрывайте эту страницу; от вас ничего не требуется.
paid-explanation = Магазин { $shop } получил ваш платёж на сумму { $amount }.
paid-leaving = Возвращаем вас в магазин { $shop }…
refused-explanation = Деньги не списаны.
on-hold-explanation = Ваш платёж принят к обработке, но ещё не подтверждён. Магазин { $shop } сообщит вам о результате. Пожалуйста, не платите повторно.
cancelled-explanation = Платёж отменён. Деньги не списаны.
expired-explanation = Деньги не списаны. Чтобы заплатить, начните заново в магазине { $shop }.

# There is no payment to show.
unknown-heading = Платёж не найден
unknown-explanation = Этот адрес не ведёт ни к какому платежу. Пожалуйста, начните заново в магазине.
busy-heading = Слишком много запросов
busy-explanation = Пожалуйста, подождите немного и попробуйте ещё раз.
unavailable-heading = Сервис недоступен
unavailable-explanation = Страница оплаты сейчас недоступна. Пожалуйста, попробуйте ещё раз чуть позже.

# Why a payment was refused.
reason-refused-by-bank = Ваш банк отклонил платёж.
reason-card-expired = Срок действия карты истёк.
reason-limit-reached = Сумма превышает лимит или остаток на вашей карте.
reason-wrong-check-value = Неверный код безопасности.
reason-card-not-taken = Эта карта здесь не принимается.
reason-bank-unreachable = Не удалось связаться с вашим банком.
reason-abandoned = Платёж не был завершён.
reason-already-paid = Этот заказ уже оплачен или оплачивается прямо сейчас.
attempts-left =
    { $count ->
        [one] У вас осталась { $count } попытка.
        [few] У вас остались { $count } попытки.
       *[other] У вас осталось { $count } попыток.
    }

# The sandbox.
test-mode = Тестовый режим
test-explanation = Деньги не списываются. Пожалуйста, не используйте настоящую карту.
test-cards = Тестовые карты

# The order.
order-heading = Ваш заказ
order-reference = Номер заказа
order-taxes = В том числе налоги
order-discount = Скидка
order-delivery = Доставка
order-total = Итого по заказу
order-to-pay = К оплате сейчас

# Ways to pay.
methods-heading = Как вы хотите заплатить?
method-card = Карта
method-redirect = Вы подтвердите платёж на странице { $partner }.

# The card.
number = Номер карты
number-empty = Введите номер карты.
number-wrong = Номер карты неверен. Пожалуйста, проверьте его.
network-choice = Ваша карта может работать в двух сетях. Выберите нужную:
expiry = Срок действия
# Month and year of two digits each, by their initials.
expiry-form = ММ/ГГ
expiry-empty = Введите срок действия карты.
expiry-wrong = Введите месяц и год, указанные на карте, например 08/29.
check-value = Код безопасности
check-value-back = 3 цифры на обороте карты
check-value-front = 4 цифры на лицевой стороне карты
check-value-wrong = Введите код безопасности, количество цифр: { $count }.
holder = Имя на карте
holder-wrong = Введите имя так, как оно указано на карте.
holder-number = Номер карты здесь не нужен. Введите имя так, как оно указано на карте.

# Saved cards.
saved-number = с последними цифрами { $digits }
saved-expiry = Действует до { $date }
other-card = Использовать другую карту
save-card = Сохранить эту карту для моих следующих покупок: { $shop }
save-card-explanation = Она хранится в зашифрованном виде, без кода безопасности, после принятия платежа.

# Paying.
pay = Оплатить { $amount }
pay-with = Оплатить { $amount } через { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Подтвердить карту
paying = Выполняется оплата…
assurance = Данные вашей карты передаются в зашифрованном виде и никогда не показываются магазину.
mistakes = Пожалуйста, исправьте отмеченные поля.
message-busy = Слишком много попыток. Пожалуйста, подождите немного и попробуйте ещё раз.
message-failed = Не удалось отправить платёж. Пожалуйста, попробуйте ещё раз.
message-lost = Соединение прервано. Пожалуйста, попробуйте ещё раз: деньги не спишутся дважды.
cancel = Отменить платёж
cancel-question = Отказаться от этого платежа и вернуться в магазин?
cancel-confirm = Да, отменить
return-to-shop = Вернуться в магазин { $shop }
try-again = Попробовать ещё раз
time-left = Осталось времени на оплату
minutes-left =
    { $count ->
        [one] На оплату осталась { $count } минута.
        [few] На оплату осталось { $count } минуты.
       *[other] На оплату осталось { $count } минут.
    }
no-script = Этой странице нужен JavaScript, чтобы защитить данные вашей карты. Пожалуйста, включите его и обновите страницу.

# The receipt.
ticket-heading = Ваш чек
ticket-date = Дата и время
ticket-shop = Магазин
ticket-terminal = Терминал / Продавец
ticket-order = Номер заказа
ticket-transaction = Номер операции
ticket-authorisation = Номер авторизации
ticket-type = Тип операции
ticket-debit = Списание, дистанционная продажа
ticket-card = Карта
ticket-amount = Сумма
ticket-test = Тестовая карта: деньги не списаны
ticket-keep = Чек клиента, пожалуйста, сохраните

# The page on which a buyer looks after a wallet.
wallet-heading = Ваши карты: { $shop }
wallet-cards-heading = Сохранённые карты
wallet-empty = Пока нет сохранённых карт.
wallet-ending = оканчивается на { $digits }
wallet-expires = Действует до { $date }
wallet-default = Основная карта
wallet-expired = Срок истёк
wallet-disabled = Отключена
wallet-make-default = Сделать основной
wallet-remove = Удалить
wallet-remove-question = Удалить эту карту? Чтобы использовать её здесь, нужно будет ввести её снова.
wallet-remove-confirm = Да, удалить карту
wallet-add-heading = Добавить карту
wallet-add-explanation = Ваш банк подтвердит карту. Деньги не списываются.
wallet-add = Сохранить карту
wallet-checking = Ваш банк проверяет карту…
wallet-refused-heading = Карта не сохранена
wallet-known = Эта карта уже сохранена.
wallet-full = Сейчас нельзя сохранить ещё одну карту.
wallet-failed = Не получилось. Попробуйте ещё раз.
wallet-lost = Связь прервалась. Попробуйте ещё раз.
wallet-time-left = Осталось времени
wallet-minutes-left = Осталось времени: { $count } мин.
wallet-details-heading = Ваши данные
wallet-first-name = Имя
wallet-last-name = Фамилия
wallet-email = Адрес электронной почты
wallet-details-wrong = Проверьте имя и адрес электронной почты.
wallet-save = Сохранить
wallet-waiting-heading = Ваша карта проверяется
wallet-waiting-explanation = Ваш банк ещё не ответил. Деньги не списываются, карта сохранится, когда банк её подтвердит.
wallet-done-heading = Изменения сохранены
wallet-cancelled-heading = Ничего не изменено
wallet-expired-heading = Время истекло
wallet-expired-explanation = Чтобы управлять картами, начните заново: { $shop }.

link-paid-heading = Эта ссылка уже оплачена
link-cancelled-heading = Эта платёжная ссылка отменена
link-blocked-heading = Эта платёжная ссылка заблокирована
link-expired-heading = Срок действия этой платёжной ссылки истёк
link-paid-explanation = Платёж выполнен, больше ничего оплачивать не нужно.
link-over-explanation = По этой ссылке больше нельзя заплатить. Попросите у магазина новую.
