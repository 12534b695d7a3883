# The states of a payment: the heading of the page, and its title.
choose-heading = תשלום ל-{ $shop }
waiting-heading = התשלום שלך בתהליך אישור
paid-heading = התשלום התקבל
refused-heading = התשלום נדחה
on-hold-heading = התשלום ממתין לאישור
cancelled-heading = התשלום בוטל
expired-heading = הזמן לתשלום הסתיים

# What a state means for the buyer.
partner-explanation = התשלום באמצעות { $partner } עדיין לא הושלם. אפשר להמשיך שם או לשלם בדרך אחרת.
partner-continue = המשך אל { $partner }
partner-other-way = תשלום בדרך אחרת
waiting-explanation = זה נמשך בדרך כלל שניות ספורות. נא להשאיר את הדף הזה פתוח; אין צורך לעשות דבר.
paid-explanation = התשלום שלך בסך { $amount } התקבל אצל { $shop }.
paid-leaving = חזרה אל { $shop }…
refused-explanation = לא בוצע חיוב.
on-hold-explanation = התשלום שלך נרשם אך טרם אושר. הודעה תישלח אליך מאת { $shop }. נא לא לשלם שוב.
cancelled-explanation = התשלום בוטל. לא בוצע חיוב.
expired-explanation = לא בוצע חיוב. כדי לשלם, נא להתחיל מחדש אצל { $shop }.

# There is no payment to show.
unknown-heading = התשלום לא נמצא
unknown-explanation = הכתובת הזאת אינה מובילה לתשלום. נא להתחיל מחדש מהחנות.
busy-heading = יותר מדי בקשות
busy-explanation = נא להמתין רגע ולנסות שוב.
unavailable-heading = השירות אינו זמין
unavailable-explanation = דף התשלום אינו זמין כרגע. נא לנסות שוב בעוד רגע.

# Why a payment was refused.
reason-refused-by-bank = הבנק שלך דחה את התשלום.
reason-card-expired = תוקף הכרטיס פג.
reason-limit-reached = הסכום חורג מהמסגרת או מהיתרה של הכרטיס שלך.
reason-wrong-check-value = קוד האבטחה אינו נכון.
reason-card-not-taken = הכרטיס הזה אינו מתקבל כאן.
reason-bank-unreachable = לא ניתן היה ליצור קשר עם הבנק שלך.
reason-abandoned = התשלום לא הושלם.
reason-already-paid = ההזמנה הזו כבר שולמה, או שהיא משולמת ברגע זה.
attempts-left =
    { $count ->
        [1] נותר לך ניסיון אחד.
        [two] נותרו לך שני ניסיונות.
       *[other] נותרו לך { $count } ניסיונות.
    }

# The sandbox.
test-mode = מצב בדיקה
test-explanation = לא עובר כסף. נא לא להשתמש בכרטיס אמיתי.
test-cards = כרטיסי בדיקה

# The order.
order-heading = ההזמנה שלך
order-reference = מספר אסמכתה
order-taxes = כולל מסים
order-discount = הנחה
order-delivery = משלוח
order-total = סך כל ההזמנה
order-to-pay = לתשלום עכשיו

# Ways to pay.
methods-heading = כיצד ברצונך לשלם?
method-card = כרטיס
method-redirect = אישור התשלום ייעשה בדף של { $partner }.

# The card.
number = מספר הכרטיס
number-empty = נא להזין את מספר הכרטיס.
number-wrong = מספר הכרטיס אינו נכון. נא לבדוק אותו.
network-choice = הכרטיס שלך יכול לפעול בשתי רשתות. נא לבחור את הרשת הרצויה:
expiry = תוקף
# Month and year of two digits each, by their initials.
expiry-form = MM/YY
expiry-empty = נא להזין את תוקף הכרטיס.
expiry-wrong = נא להזין את החודש והשנה כפי שהם מופיעים על הכרטיס, למשל 08/29.
check-value = קוד אבטחה
check-value-back = 3 ספרות בגב הכרטיס
check-value-front = 4 ספרות בחזית הכרטיס
check-value-wrong = נא להזין את { $count } הספרות של קוד האבטחה.
holder = השם על הכרטיס
holder-wrong = נא להזין את השם כפי שהוא מופיע על הכרטיס.
holder-number = מספר הכרטיס אינו שייך לכאן. נא להזין את השם כפי שהוא מופיע על הכרטיס.

# Saved cards.
saved-number = המסתיים בספרות { $digits }
saved-expiry = בתוקף עד { $date }
other-card = שימוש בכרטיס אחר
save-card = לשמור את הכרטיס הזה לרכישות הבאות שלי אצל { $shop }
save-card-explanation = הכרטיס נשמר מוצפן, ללא קוד האבטחה, לאחר שהתשלום מאושר.

# Paying.
pay = תשלום { $amount }
pay-with = תשלום { $amount } באמצעות { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = אישור הכרטיס
paying = התשלום מתבצע…
assurance = פרטי הכרטיס שלך נשלחים מוצפנים ולעולם אינם מוצגים לחנות.
mistakes = נא לתקן את השדות המסומנים.
message-busy = יותר מדי ניסיונות. נא להמתין רגע ולנסות שוב.
message-failed = לא ניתן היה לשלוח את התשלום. נא לנסות שוב.
message-lost = החיבור נותק. נא לנסות שוב: לא יבוצע חיוב כפול.
cancel = ביטול התשלום
cancel-question = לוותר על התשלום הזה ולחזור לחנות?
cancel-confirm = כן, לבטל
return-to-shop = חזרה אל { $shop }
try-again = לנסות שוב
time-left = הזמן שנותר לתשלום
minutes-left =
    { $count ->
        [one] נותרה לך דקה אחת לתשלום.
        [two] נותרו לך שתי דקות לתשלום.
       *[other] נותרו לך { $count } דקות לתשלום.
    }
no-script = הדף הזה זקוק ל-JavaScript כדי להגן על פרטי הכרטיס שלך. נא להפעיל אותו ולטעון את הדף מחדש.

# The receipt.
ticket-heading = הקבלה שלך
ticket-date = תאריך ושעה
ticket-shop = חנות
ticket-terminal = מסוף / בית עסק
ticket-order = אסמכתת ההזמנה
ticket-transaction = מספר העסקה
ticket-authorisation = מספר אישור
ticket-type = סוג העסקה
ticket-debit = חיוב, מכירה מרחוק
ticket-card = כרטיס
ticket-amount = סכום
ticket-test = כרטיס בדיקה: לא עבר כסף
ticket-keep = קבלה ללקוח, נא לשמור

# The page on which a buyer looks after a wallet.
wallet-heading = הכרטיסים שלך אצל { $shop }
wallet-cards-heading = כרטיסים שמורים
wallet-empty = עדיין לא נשמר כרטיס.
wallet-ending = שמסתיים ב־{ $digits }
wallet-expires = בתוקף עד { $date }
wallet-default = כרטיס ברירת מחדל
wallet-expired = פג תוקף
wallet-disabled = מושבת
wallet-make-default = להשתמש כברירת מחדל
wallet-remove = הסרה
wallet-remove-question = להסיר את הכרטיס הזה? כדי להשתמש בו כאן יהיה צורך להקליד אותו שוב.
wallet-remove-confirm = כן, להסיר את הכרטיס
wallet-add-heading = הוספת כרטיס
wallet-add-explanation = הבנק שלך מאשר את הכרטיס. אין חיוב.
wallet-add = לשמור את הכרטיס
wallet-checking = הבנק שלך בודק את הכרטיס…
wallet-refused-heading = הכרטיס לא נשמר
wallet-known = הכרטיס הזה כבר שמור.
wallet-full = כרגע אי אפשר לשמור כרטיס נוסף.
wallet-failed = הפעולה לא הצליחה. נא לנסות שוב.
wallet-lost = החיבור נותק. נא לנסות שוב.
wallet-time-left = הזמן שנותר
wallet-minutes-left = הזמן שנותר: { $count } דק׳
wallet-details-heading = הפרטים שלך
wallet-first-name = שם פרטי
wallet-last-name = שם משפחה
wallet-email = כתובת דוא״ל
wallet-details-wrong = נא לבדוק את השם ואת כתובת הדוא״ל.
wallet-save = שמירה
wallet-waiting-heading = הכרטיס שלך נבדק
wallet-waiting-explanation = הבנק שלך עדיין לא ענה. אין חיוב, והכרטיס יישמר כשהבנק יאשר אותו.
wallet-done-heading = השינויים נשמרו
wallet-cancelled-heading = דבר לא השתנה
wallet-expired-heading = הזמן תם
wallet-expired-explanation = כדי לנהל את הכרטיסים יש להתחיל שוב אצל { $shop }.

link-paid-heading = הקישור הזה כבר שולם
link-cancelled-heading = קישור התשלום הזה בוטל
link-blocked-heading = קישור התשלום הזה חסום
link-expired-heading = תוקפו של קישור התשלום הזה פג
link-paid-explanation = התשלום בוצע ולא נותר דבר לשלם.
link-over-explanation = כבר לא ניתן לשלם בקישור הזה. נא לבקש קישור חדש מהחנות.
