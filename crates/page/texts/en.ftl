# The states of a payment: the heading of the page, and its title.
choose-heading = Pay { $shop }
waiting-heading = Your payment is being confirmed
paid-heading = Payment accepted
refused-heading = Payment refused
on-hold-heading = Payment pending
cancelled-heading = Payment cancelled
expired-heading = The time to pay has run out

# What a state means for the buyer.
partner-explanation = Your payment with { $partner } is not finished yet. Continue there, or pay another way.
partner-continue = Continue with { $partner }
partner-other-way = Pay another way
waiting-explanation = This usually takes a few seconds. Please keep this page open; there is nothing you need to do.
paid-explanation = { $shop } has received your payment of { $amount }.
paid-leaving = You are being taken back to { $shop }…
refused-explanation = You have not been charged.
on-hold-explanation = Your payment has been recorded but not confirmed yet. { $shop } will keep you informed. Please do not pay again.
cancelled-explanation = The payment was cancelled. You have not been charged.
expired-explanation = You have not been charged. To pay, please start again from { $shop }.

# There is no payment to show.
unknown-heading = Payment not found
unknown-explanation = This address does not lead to a payment. Please start again from the shop.
busy-heading = Too many requests
busy-explanation = Please wait a moment, then try again.
unavailable-heading = Service unavailable
unavailable-explanation = The payment page cannot be reached right now. Please try again in a moment.

# Why a payment was refused.
reason-refused-by-bank = Your bank refused the payment.
reason-card-expired = The card has expired.
reason-limit-reached = The amount exceeds the limit or the balance of your card.
reason-wrong-check-value = The security code is not correct.
reason-card-not-taken = This card is not accepted here.
reason-bank-unreachable = Your bank could not be reached.
reason-abandoned = The payment was not completed.
reason-already-paid = This order has already been paid, or is being paid right now.
attempts-left =
    { $count ->
        [one] You can try once more.
       *[other] You can try { $count } more times.
    }

# The sandbox.
test-mode = Test mode
test-explanation = No money moves. Please do not use a real card.
test-cards = Test cards

# The order.
order-heading = Your order
order-reference = Reference
order-taxes = Taxes included
order-discount = Discount
order-delivery = Delivery
order-total = Order total
order-to-pay = To pay now

# Ways to pay.
methods-heading = How would you like to pay?
method-card = Card
method-redirect = You will be taken to { $partner } to confirm the payment.

# The card.
number = Card number
number-empty = Enter your card number.
number-wrong = This card number is not correct. Please check it.
network-choice = Your card can be used on two networks. Choose the one you prefer:
expiry = Expiry date
# Month and year of two digits each, by their initials.
expiry-form = MM/YY
expiry-empty = Enter the expiry date.
expiry-wrong = Enter the month and year shown on the card, such as 08/29.
check-value = Security code
check-value-back = 3 digits on the back of the card
check-value-front = 4 digits on the front of the card
check-value-wrong = Enter the { $count } digits of the security code.
holder = Name on card
holder-wrong = Enter the name as it appears on the card.
holder-number = The card number does not belong here. Enter the name as it appears on the card.

# Saved cards.
# Said after the name of the network.
saved-number = ending in { $digits }
saved-expiry = Valid until { $date }
other-card = Use another card
save-card = Save this card for my next purchases at { $shop }
save-card-explanation = It is kept encrypted, without its security code, once the payment is accepted.

# Paying.
pay = Pay { $amount }
pay-with = Pay { $amount } with { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Confirm the card
paying = Payment in progress…
assurance = Your card details are sent encrypted and are never shown to the shop.
mistakes = Please correct the marked fields.
message-busy = Too many attempts. Please wait a moment, then try again.
message-failed = The payment could not be sent. Please try again.
message-lost = The connection was lost. Please try again: you will not be charged twice.
cancel = Cancel the payment
cancel-question = Do you want to give up this payment and return to the shop?
cancel-confirm = Yes, cancel
return-to-shop = Return to { $shop }
try-again = Try again
time-left = Time left to pay
minutes-left =
    { $count ->
        [one] You have { $count } minute left to pay.
       *[other] You have { $count } minutes left to pay.
    }
no-script = This page needs JavaScript to protect your card details. Please switch it on and reload the page.

# The receipt.
ticket-heading = Your receipt
ticket-date = Date and time
ticket-shop = Shop
ticket-terminal = Terminal / Acceptor
ticket-order = Order reference
ticket-transaction = Transaction number
ticket-authorisation = Authorisation number
ticket-type = Type of transaction
ticket-debit = Debit, distance selling
ticket-card = Card
ticket-amount = Amount
ticket-test = Test card: no money has moved
ticket-keep = Customer receipt, please keep

# The page on which a buyer looks after a wallet.
wallet-heading = Your cards at { $shop }
wallet-cards-heading = Saved cards
wallet-empty = No card is saved yet.
wallet-ending = ending in { $digits }
wallet-expires = Expires { $date }
wallet-default = Default card
wallet-expired = Expired
wallet-disabled = Disabled
wallet-make-default = Use by default
wallet-remove = Remove
wallet-remove-question = Do you want to remove this card? It can then no longer be used here without typing it again.
wallet-remove-confirm = Yes, remove the card
wallet-add-heading = Add a card
wallet-add-explanation = Your bank confirms the card. You are not charged.
wallet-add = Save this card
wallet-checking = Your bank is checking the card…
wallet-refused-heading = The card was not saved
wallet-known = This card is saved already.
wallet-full = No other card can be saved now.
wallet-failed = This could not be done. Please try again.
wallet-lost = The connection was lost. Please try again.
wallet-time-left = Time left
wallet-minutes-left = Time left: { $count } min.
wallet-details-heading = Your details
wallet-first-name = First name
wallet-last-name = Last name
wallet-email = E-mail address
wallet-details-wrong = Please check your name and your e-mail address.
wallet-save = Save
wallet-waiting-heading = Your card is being checked
wallet-waiting-explanation = Your bank has not answered yet. You are not charged, and the card is saved once the bank confirms it.
wallet-done-heading = Your changes are saved
wallet-cancelled-heading = Nothing was changed
wallet-expired-heading = The time has run out
wallet-expired-explanation = To look after your cards, please start again from { $shop }.

link-paid-heading = This link has been paid
link-cancelled-heading = This payment link was cancelled
link-blocked-heading = This payment link is blocked
link-expired-heading = This payment link has expired
link-paid-explanation = The payment has been made, and there is nothing left to pay.
link-over-explanation = Nothing can be paid with this link any more. Please ask the shop for a new one.
