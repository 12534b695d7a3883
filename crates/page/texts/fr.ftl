# Les états d’un paiement : le titre de la page.
choose-heading = Paiement à { $shop }
waiting-heading = Votre paiement est en cours de confirmation
paid-heading = Paiement accepté
refused-heading = Paiement refusé
on-hold-heading = Paiement en attente
cancelled-heading = Paiement annulé
expired-heading = Le temps imparti pour payer est écoulé

# Ce qu’un état signifie pour l’acheteur.
partner-explanation = Votre paiement avec { $partner } n’est pas terminé. Poursuivez-le ou choisissez un autre moyen de paiement.
partner-continue = Continuer avec { $partner }
partner-other-way = Payer autrement
waiting-explanation = Cela ne prend en général que quelques secondes. Veuillez garder cette page ouverte ; vous n’avez rien à faire.
paid-explanation = { $shop } a bien reçu votre paiement de { $amount }.
paid-leaving = Retour vers { $shop } en cours…
refused-explanation = Aucun débit n’a été effectué.
on-hold-explanation = Votre paiement est enregistré mais pas encore confirmé. Vous recevrez des nouvelles de { $shop }. Veuillez ne pas payer une seconde fois.
cancelled-explanation = Le paiement a été annulé. Aucun débit n’a été effectué.
expired-explanation = Aucun débit n’a été effectué. Pour payer, veuillez recommencer depuis { $shop }.

# Il n’y a pas de paiement à afficher.
unknown-heading = Paiement introuvable
unknown-explanation = Cette adresse ne correspond à aucun paiement. Veuillez recommencer depuis la boutique.
busy-heading = Trop de demandes
busy-explanation = Veuillez patienter un instant, puis réessayer.
unavailable-heading = Service indisponible
unavailable-explanation = La page de paiement est momentanément inaccessible. Veuillez réessayer dans un instant.

# Pourquoi un paiement a été refusé.
reason-refused-by-bank = Votre banque a refusé le paiement.
reason-card-expired = La carte est expirée.
reason-limit-reached = Le montant dépasse le plafond ou le solde de votre carte.
reason-wrong-check-value = Le code de sécurité est incorrect.
reason-card-not-taken = Cette carte n’est pas acceptée ici.
reason-bank-unreachable = Votre banque n’a pas pu être jointe.
reason-abandoned = Le paiement n’a pas été mené à son terme.
reason-already-paid = Cette commande est déjà payée, ou en cours de paiement.
attempts-left =
    { $count ->
        [1] Il vous reste un essai.
       *[other] Il vous reste { $count } essais.
    }

# Le mode de test.
test-mode = Mode test
test-explanation = Aucun débit n’a lieu. Veuillez ne pas utiliser de vraie carte.
test-cards = Cartes de test

# La commande.
order-heading = Votre commande
order-reference = Référence
order-taxes = Dont taxes
order-discount = Remise
order-delivery = Livraison
order-total = Total de la commande
order-to-pay = À payer maintenant

# Les moyens de paiement.
methods-heading = Comment souhaitez-vous payer ?
method-card = Carte bancaire
method-redirect = Vous confirmerez le paiement sur la page de { $partner }.

# La carte.
number = Numéro de carte
number-empty = Saisissez le numéro de votre carte.
number-wrong = Ce numéro de carte est incorrect. Veuillez le vérifier.
network-choice = Votre carte peut utiliser deux réseaux. Choisissez celui que vous préférez :
expiry = Date d’expiration
expiry-form = MM/AA
expiry-empty = Saisissez la date d’expiration.
expiry-wrong = Saisissez le mois et l’année inscrits sur la carte, par exemple 08/29.
check-value = Code de sécurité
check-value-back = 3 chiffres au dos de la carte
check-value-front = 4 chiffres au recto de la carte
check-value-wrong = Saisissez les { $count } chiffres du code de sécurité.
holder = Nom inscrit sur la carte
holder-wrong = Saisissez le nom tel qu’il figure sur la carte.
holder-number = Le numéro de carte n’a pas sa place ici. Saisissez le nom tel qu’il figure sur la carte.

# Saved cards.
saved-number = se terminant par { $digits }
saved-expiry = Valable jusqu’au { $date }
other-card = Utiliser une autre carte
save-card = Enregistrer cette carte pour mes prochains achats chez { $shop }
save-card-explanation = Elle est conservée chiffrée, sans son code de sécurité, une fois le paiement accepté.

# Le paiement.
pay = Payer { $amount }
pay-with = Payer { $amount } avec { $partner }
verify = Confirmer la carte
paying = Paiement en cours…
assurance = Les données de votre carte sont chiffrées et ne sont jamais communiquées à la boutique.
mistakes = Veuillez corriger les champs signalés.
message-busy = Trop d’essais. Veuillez patienter un instant, puis réessayer.
message-failed = Le paiement n’a pas pu être envoyé. Veuillez réessayer.
message-lost = La connexion a été interrompue. Veuillez réessayer : vous ne paierez pas deux fois.
cancel = Annuler le paiement
cancel-question = Souhaitez-vous abandonner ce paiement et revenir à la boutique ?
cancel-confirm = Oui, annuler
return-to-shop = Retour vers { $shop }
try-again = Réessayer
time-left = Temps restant pour payer
minutes-left =
    { $count ->
        [one] Il vous reste { $count } minute pour payer.
       *[other] Il vous reste { $count } minutes pour payer.
    }
no-script = Cette page a besoin de JavaScript pour protéger les données de votre carte. Veuillez l’activer, puis recharger la page.

# Le reçu.
ticket-heading = Votre reçu
ticket-date = Date et heure
ticket-shop = Boutique
ticket-terminal = Terminal / Accepteur
ticket-order = Référence de la commande
ticket-transaction = Numéro de transaction
ticket-authorisation = Numéro d’autorisation
ticket-type = Type de transaction
ticket-debit = Débit, vente à distance
ticket-card = Carte
ticket-amount = Montant
ticket-test = Carte de test : aucun débit n’a eu lieu
ticket-keep = Ticket client à conserver

# The page on which a buyer looks after a wallet.
wallet-heading = Vos cartes chez { $shop }
wallet-cards-heading = Cartes enregistrées
wallet-empty = Aucune carte n’est encore enregistrée.
wallet-ending = se terminant par { $digits }
wallet-expires = Expire { $date }
wallet-default = Carte par défaut
wallet-expired = Expirée
wallet-disabled = Désactivée
wallet-make-default = Utiliser par défaut
wallet-remove = Supprimer
wallet-remove-question = Voulez-vous supprimer cette carte ? Il faudra la saisir de nouveau pour l’utiliser ici.
wallet-remove-confirm = Oui, supprimer la carte
wallet-add-heading = Ajouter une carte
wallet-add-explanation = Votre banque confirme la carte. Vous n’êtes pas débité.
wallet-add = Enregistrer cette carte
wallet-checking = Votre banque vérifie la carte…
wallet-refused-heading = La carte n’a pas été enregistrée
wallet-known = Cette carte est déjà enregistrée.
wallet-full = Aucune autre carte ne peut être enregistrée pour le moment.
wallet-failed = L’opération n’a pas pu être effectuée. Veuillez réessayer.
wallet-lost = La connexion a été interrompue. Veuillez réessayer.
wallet-time-left = Temps restant
wallet-minutes-left = Temps restant : { $count } min.
wallet-details-heading = Vos coordonnées
wallet-first-name = Prénom
wallet-last-name = Nom
wallet-email = Adresse e-mail
wallet-details-wrong = Veuillez vérifier votre nom et votre adresse e-mail.
wallet-save = Enregistrer
wallet-waiting-heading = Votre carte est en cours de vérification
wallet-waiting-explanation = Votre banque n’a pas encore répondu. Vous n’êtes pas débité, et la carte est enregistrée dès que la banque la confirme.
wallet-done-heading = Vos modifications sont enregistrées
wallet-cancelled-heading = Rien n’a été modifié
wallet-expired-heading = Le temps est écoulé
wallet-expired-explanation = Pour gérer vos cartes, veuillez recommencer depuis { $shop }.

link-paid-heading = Ce lien a déjà été payé
link-cancelled-heading = Ce lien de paiement a été annulé
link-blocked-heading = Ce lien de paiement est bloqué
link-expired-heading = Ce lien de paiement a expiré
link-paid-explanation = Le paiement a été effectué : il ne reste rien à payer.
link-over-explanation = Ce lien ne permet plus de payer. Veuillez en demander un nouveau à la boutique.
