# The states of a payment: the heading of the page, and its title.
choose-heading = Πληρωμή προς { $shop }
waiting-heading = Η πληρωμή σας επιβεβαιώνεται
paid-heading = Η πληρωμή έγινε δεκτή
refused-heading = Η πληρωμή απορρίφθηκε
on-hold-heading = Η πληρωμή εκκρεμεί
cancelled-heading = Η πληρωμή ακυρώθηκε
expired-heading = Ο χρόνος για την πληρωμή έληξε

# What a state means for the buyer.
partner-explanation = Η πληρωμή σας μέσω { $partner } δεν έχει ολοκληρωθεί. Συνεχίστε εκεί ή πληρώστε με άλλον τρόπο.
partner-continue = Συνέχεια μέσω { $partner }
partner-other-way = Πληρωμή με άλλον τρόπο
waiting-explanation = Συνήθως χρειάζονται λίγα δευτερόλεπτα. Κρατήστε αυτή τη σελίδα ανοιχτή· δεν χρειάζεται να κάνετε τίποτα.
paid-explanation = Το κατάστημα { $shop } έλαβε την πληρωμή σας: { $amount }.
paid-leaving = Επιστροφή στο κατάστημα { $shop }…
refused-explanation = Δεν χρεωθήκατε.
on-hold-explanation = Η πληρωμή σας καταχωρίστηκε αλλά δεν έχει επιβεβαιωθεί ακόμη. Το κατάστημα { $shop } θα σας ενημερώσει. Παρακαλούμε μην πληρώσετε ξανά.
cancelled-explanation = Η πληρωμή ακυρώθηκε. Δεν χρεωθήκατε.
expired-explanation = Δεν χρεωθήκατε. Για να πληρώσετε, ξεκινήστε ξανά από το κατάστημα { $shop }.

# There is no payment to show.
unknown-heading = Η πληρωμή δεν βρέθηκε
unknown-explanation = Αυτή η διεύθυνση δεν αντιστοιχεί σε πληρωμή. Παρακαλούμε ξεκινήστε ξανά από το κατάστημα.
busy-heading = Πάρα πολλά αιτήματα
busy-explanation = Περιμένετε μια στιγμή και δοκιμάστε ξανά.
unavailable-heading = Η υπηρεσία δεν είναι διαθέσιμη
unavailable-explanation = Η σελίδα πληρωμής δεν είναι διαθέσιμη αυτή τη στιγμή. Δοκιμάστε ξανά σε λίγο.

# Why a payment was refused.
reason-refused-by-bank = Η τράπεζά σας απέρριψε την πληρωμή.
reason-card-expired = Η κάρτα έχει λήξει.
reason-limit-reached = Το ποσό υπερβαίνει το όριο ή το υπόλοιπο της κάρτας σας.
reason-wrong-check-value = Ο κωδικός ασφαλείας δεν είναι σωστός.
reason-card-not-taken = Αυτή η κάρτα δεν γίνεται δεκτή εδώ.
reason-bank-unreachable = Δεν ήταν δυνατή η επικοινωνία με την τράπεζά σας.
reason-abandoned = Η πληρωμή δεν ολοκληρώθηκε.
reason-already-paid = Αυτή η παραγγελία έχει ήδη πληρωθεί ή πληρώνεται αυτή τη στιγμή.
attempts-left =
    { $count ->
        [1] Μπορείτε να δοκιμάσετε ακόμη μία φορά.
       *[other] Μπορείτε να δοκιμάσετε ακόμη { $count } φορές.
    }

# The sandbox.
test-mode = Δοκιμαστική λειτουργία
test-explanation = Δεν μεταφέρονται χρήματα. Παρακαλούμε μη χρησιμοποιήσετε πραγματική κάρτα.
test-cards = Δοκιμαστικές κάρτες

# The order.
order-heading = Η παραγγελία σας
order-reference = Κωδικός παραγγελίας
order-taxes = Περιλαμβάνονται φόροι
order-discount = Έκπτωση
order-delivery = Αποστολή
order-total = Σύνολο παραγγελίας
order-to-pay = Πληρωτέο τώρα

# Ways to pay.
methods-heading = Πώς θέλετε να πληρώσετε;
method-card = Κάρτα
method-redirect = Θα επιβεβαιώσετε την πληρωμή στη σελίδα { $partner }.

# The card.
number = Αριθμός κάρτας
number-empty = Εισαγάγετε τον αριθμό της κάρτας σας.
number-wrong = Αυτός ο αριθμός κάρτας δεν είναι σωστός. Παρακαλούμε ελέγξτε τον.
network-choice = Η κάρτα σας μπορεί να χρησιμοποιήσει δύο δίκτυα. Επιλέξτε αυτό που προτιμάτε:
expiry = Ημερομηνία λήξης
# Month and year of two digits each, by their initials.
expiry-form = ΜΜ/ΕΕ
expiry-empty = Εισαγάγετε την ημερομηνία λήξης.
expiry-wrong = Εισαγάγετε τον μήνα και το έτος όπως αναγράφονται στην κάρτα, για παράδειγμα 08/29.
check-value = Κωδικός ασφαλείας
check-value-back = 3 ψηφία στο πίσω μέρος της κάρτας
check-value-front = 4 ψηφία στο μπροστινό μέρος της κάρτας
check-value-wrong = Εισαγάγετε τα { $count } ψηφία του κωδικού ασφαλείας.
holder = Όνομα στην κάρτα
holder-wrong = Εισαγάγετε το όνομα όπως αναγράφεται στην κάρτα.
holder-number = Ο αριθμός της κάρτας δεν ανήκει εδώ. Εισαγάγετε το όνομα όπως αναγράφεται στην κάρτα.

# Saved cards.
saved-number = που λήγει σε { $digits }
saved-expiry = Ισχύει έως { $date }
other-card = Χρήση άλλης κάρτας
save-card = Αποθήκευση της κάρτας για τις επόμενες αγορές μου: { $shop }
save-card-explanation = Αποθηκεύεται κρυπτογραφημένη, χωρίς τον κωδικό ασφαλείας, μόλις γίνει δεκτή η πληρωμή.

# Paying.
pay = Πληρωμή { $amount }
pay-with = Πληρωμή { $amount } μέσω { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Επιβεβαίωση κάρτας
paying = Η πληρωμή είναι σε εξέλιξη…
assurance = Τα στοιχεία της κάρτας σας αποστέλλονται κρυπτογραφημένα και δεν εμφανίζονται ποτέ στο κατάστημα.
mistakes = Παρακαλούμε διορθώστε τα επισημασμένα πεδία.
message-busy = Πάρα πολλές προσπάθειες. Περιμένετε μια στιγμή και δοκιμάστε ξανά.
message-failed = Η αποστολή της πληρωμής δεν ήταν δυνατή. Δοκιμάστε ξανά.
message-lost = Η σύνδεση διακόπηκε. Δοκιμάστε ξανά: δεν θα χρεωθείτε δύο φορές.
cancel = Ακύρωση πληρωμής
cancel-question = Θέλετε να εγκαταλείψετε αυτή την πληρωμή και να επιστρέψετε στο κατάστημα;
cancel-confirm = Ναι, ακύρωση
return-to-shop = Επιστροφή στο κατάστημα { $shop }
try-again = Δοκιμάστε ξανά
time-left = Χρόνος που απομένει για την πληρωμή
minutes-left =
    { $count ->
        [one] Έχετε { $count } λεπτό για να πληρώσετε.
       *[other] Έχετε { $count } λεπτά για να πληρώσετε.
    }
no-script = Αυτή η σελίδα χρειάζεται JavaScript για να προστατεύσει τα στοιχεία της κάρτας σας. Ενεργοποιήστε την και φορτώστε ξανά τη σελίδα.

# The receipt.
ticket-heading = Η απόδειξή σας
ticket-date = Ημερομηνία και ώρα
ticket-shop = Κατάστημα
ticket-terminal = Τερματικό / Έμπορος
ticket-order = Κωδικός παραγγελίας
ticket-transaction = Αριθμός συναλλαγής
ticket-authorisation = Αριθμός έγκρισης
ticket-type = Είδος συναλλαγής
ticket-debit = Χρέωση, πώληση εξ αποστάσεως
ticket-card = Κάρτα
ticket-amount = Ποσό
ticket-test = Δοκιμαστική κάρτα: δεν μεταφέρθηκαν χρήματα
ticket-keep = Απόδειξη πελάτη, παρακαλούμε φυλάξτε την

# The page on which a buyer looks after a wallet.
wallet-heading = Οι κάρτες σας: { $shop }
wallet-cards-heading = Αποθηκευμένες κάρτες
wallet-empty = Δεν έχει αποθηκευτεί ακόμη κάρτα.
wallet-ending = που λήγει σε { $digits }
wallet-expires = Λήγει { $date }
wallet-default = Προεπιλεγμένη κάρτα
wallet-expired = Έχει λήξει
wallet-disabled = Απενεργοποιημένη
wallet-make-default = Χρήση ως προεπιλογή
wallet-remove = Αφαίρεση
wallet-remove-question = Θέλετε να αφαιρέσετε αυτή την κάρτα; Για να τη χρησιμοποιήσετε εδώ, θα πρέπει να την εισαγάγετε ξανά.
wallet-remove-confirm = Ναι, αφαίρεση της κάρτας
wallet-add-heading = Προσθήκη κάρτας
wallet-add-explanation = Η τράπεζά σας επιβεβαιώνει την κάρτα. Δεν χρεώνεστε τίποτα.
wallet-add = Αποθήκευση της κάρτας
wallet-checking = Η τράπεζά σας ελέγχει την κάρτα…
wallet-refused-heading = Η κάρτα δεν αποθηκεύτηκε
wallet-known = Αυτή η κάρτα είναι ήδη αποθηκευμένη.
wallet-full = Δεν μπορεί να αποθηκευτεί άλλη κάρτα τώρα.
wallet-failed = Δεν έγινε. Δοκιμάστε ξανά.
wallet-lost = Η σύνδεση χάθηκε. Δοκιμάστε ξανά.
wallet-time-left = Χρόνος που απομένει
wallet-minutes-left = Χρόνος που απομένει: { $count } λεπτά.
wallet-details-heading = Τα στοιχεία σας
wallet-first-name = Όνομα
wallet-last-name = Επώνυμο
wallet-email = Διεύθυνση e-mail
wallet-details-wrong = Ελέγξτε το όνομα και τη διεύθυνση e-mail σας.
wallet-save = Αποθήκευση
wallet-waiting-heading = Η κάρτα σας ελέγχεται
wallet-waiting-explanation = Η τράπεζά σας δεν έχει απαντήσει ακόμη. Δεν χρεώνεστε τίποτα και η κάρτα θα αποθηκευτεί όταν την επιβεβαιώσει η τράπεζα.
wallet-done-heading = Οι αλλαγές σας αποθηκεύτηκαν
wallet-cancelled-heading = Δεν άλλαξε τίποτα
wallet-expired-heading = Ο χρόνος έληξε
wallet-expired-explanation = Για να διαχειριστείτε τις κάρτες σας, ξεκινήστε ξανά από: { $shop }.

link-paid-heading = Αυτός ο σύνδεσμος έχει ήδη πληρωθεί
link-cancelled-heading = Αυτός ο σύνδεσμος πληρωμής ακυρώθηκε
link-blocked-heading = Αυτός ο σύνδεσμος πληρωμής έχει αποκλειστεί
link-expired-heading = Αυτός ο σύνδεσμος πληρωμής έχει λήξει
link-paid-explanation = Η πληρωμή έγινε και δεν απομένει τίποτα να πληρώσετε.
link-over-explanation = Δεν μπορείτε πλέον να πληρώσετε με αυτόν τον σύνδεσμο. Ζητήστε έναν νέο από το κατάστημα.
