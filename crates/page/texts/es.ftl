# The states of a payment: the heading of the page, and its title.
choose-heading = Pago a { $shop }
waiting-heading = Su pago se está confirmando
paid-heading = Pago aceptado
refused-heading = Pago rechazado
on-hold-heading = Pago pendiente
cancelled-heading = Pago cancelado
expired-heading = El tiempo para pagar ha terminado

# What a state means for the buyer.
partner-explanation = Su pago con { $partner } no ha terminado. Continúe allí o pague de otra forma.
partner-continue = Continuar con { $partner }
partner-other-way = Pagar de otra forma
waiting-explanation = Suele tardar solo unos segundos. Mantenga esta página abierta; no tiene que hacer nada.
paid-explanation = { $shop } ha recibido su pago de { $amount }.
paid-leaving = Volviendo a { $shop }…
refused-explanation = No se le ha cobrado nada.
on-hold-explanation = Su pago se ha registrado, pero aún no está confirmado. { $shop } le mantendrá al corriente. Por favor, no vuelva a pagar.
cancelled-explanation = El pago se ha cancelado. No se le ha cobrado nada.
expired-explanation = No se le ha cobrado nada. Para pagar, empiece de nuevo desde { $shop }.

# There is no payment to show.
unknown-heading = Pago no encontrado
unknown-explanation = Esta dirección no corresponde a ningún pago. Empiece de nuevo desde la tienda.
busy-heading = Demasiadas solicitudes
busy-explanation = Espere un momento y vuelva a intentarlo.
unavailable-heading = Servicio no disponible
unavailable-explanation = La página de pago no está disponible en este momento. Vuelva a intentarlo dentro de un momento.

# Why a payment was refused.
reason-refused-by-bank = Su banco ha rechazado el pago.
reason-card-expired = La tarjeta ha caducado.
reason-limit-reached = El importe supera el límite o el saldo de su tarjeta.
reason-wrong-check-value = El código de seguridad no es correcto.
reason-card-not-taken = Esta tarjeta no se acepta aquí.
reason-bank-unreachable = No se ha podido contactar con su banco.
reason-abandoned = El pago no se ha completado.
reason-already-paid = Este pedido ya se ha pagado o se está pagando en este momento.
attempts-left =
    { $count ->
        [one] Le queda un intento.
       *[other] Le quedan { $count } intentos.
    }

# The sandbox.
test-mode = Modo de prueba
test-explanation = No se mueve dinero. Por favor, no utilice una tarjeta real.
test-cards = Tarjetas de prueba

# The order.
order-heading = Su pedido
order-reference = Referencia
order-taxes = Impuestos incluidos
order-discount = Descuento
order-delivery = Envío
order-total = Total del pedido
order-to-pay = A pagar ahora

# Ways to pay.
methods-heading = ¿Cómo desea pagar?
method-card = Tarjeta
method-redirect = Confirmará el pago en la página de { $partner }.

# The card.
number = Número de tarjeta
number-empty = Introduzca el número de su tarjeta.
number-wrong = Este número de tarjeta no es correcto. Compruébelo.
network-choice = Su tarjeta puede usar dos redes. Elija la que prefiera:
expiry = Fecha de caducidad
# Month and year of two digits each, by their initials.
expiry-form = MM/AA
expiry-empty = Introduzca la fecha de caducidad.
expiry-wrong = Introduzca el mes y el año que figuran en la tarjeta, por ejemplo 08/29.
check-value = Código de seguridad
check-value-back = 3 cifras en el reverso de la tarjeta
check-value-front = 4 cifras en el anverso de la tarjeta
check-value-wrong = Introduzca las { $count } cifras del código de seguridad.
holder = Nombre en la tarjeta
holder-wrong = Introduzca el nombre tal como figura en la tarjeta.
holder-number = El número de tarjeta no va aquí. Introduzca el nombre tal como figura en la tarjeta.

# Saved cards.
saved-number = terminada en { $digits }
saved-expiry = Válida hasta { $date }
other-card = Usar otra tarjeta
save-card = Guardar esta tarjeta para mis próximas compras en { $shop }
save-card-explanation = Se guarda cifrada, sin su código de seguridad, una vez aceptado el pago.

# Paying.
pay = Pagar { $amount }
pay-with = Pagar { $amount } con { $partner }
# For an amount of zero: the card is checked, and nothing charged.
verify = Confirmar la tarjeta
paying = Pago en curso…
assurance = Los datos de su tarjeta se envían cifrados y nunca se muestran a la tienda.
mistakes = Corrija los campos señalados.
message-busy = Demasiados intentos. Espere un momento y vuelva a intentarlo.
message-failed = No se ha podido enviar el pago. Vuelva a intentarlo.
message-lost = Se ha perdido la conexión. Vuelva a intentarlo: no se le cobrará dos veces.
cancel = Cancelar el pago
cancel-question = ¿Desea abandonar este pago y volver a la tienda?
cancel-confirm = Sí, cancelar
return-to-shop = Volver a { $shop }
try-again = Volver a intentarlo
time-left = Tiempo restante para pagar
minutes-left =
    { $count ->
        [one] Le queda { $count } minuto para pagar.
       *[other] Le quedan { $count } minutos para pagar.
    }
no-script = Esta página necesita JavaScript para proteger los datos de su tarjeta. Actívelo y vuelva a cargar la página.

# The receipt.
ticket-heading = Su recibo
ticket-date = Fecha y hora
ticket-shop = Tienda
ticket-terminal = Terminal / Establecimiento
ticket-order = Referencia del pedido
ticket-transaction = Número de transacción
ticket-authorisation = Número de autorización
ticket-type = Tipo de transacción
ticket-debit = Cargo, venta a distancia
ticket-card = Tarjeta
ticket-amount = Importe
ticket-test = Tarjeta de prueba: no se ha movido dinero
ticket-keep = Recibo del cliente, consérvelo

# The page on which a buyer looks after a wallet.
wallet-heading = Sus tarjetas en { $shop }
wallet-cards-heading = Tarjetas guardadas
wallet-empty = Todavía no hay ninguna tarjeta guardada.
wallet-ending = terminada en { $digits }
wallet-expires = Caduca { $date }
wallet-default = Tarjeta predeterminada
wallet-expired = Caducada
wallet-disabled = Desactivada
wallet-make-default = Usar por defecto
wallet-remove = Eliminar
wallet-remove-question = ¿Desea eliminar esta tarjeta? Tendrá que introducirla de nuevo para usarla aquí.
wallet-remove-confirm = Sí, eliminar la tarjeta
wallet-add-heading = Añadir una tarjeta
wallet-add-explanation = Su banco confirma la tarjeta. No se le cobra nada.
wallet-add = Guardar esta tarjeta
wallet-checking = Su banco está comprobando la tarjeta…
wallet-refused-heading = La tarjeta no se ha guardado
wallet-known = Esta tarjeta ya está guardada.
wallet-full = Ahora no se puede guardar otra tarjeta.
wallet-failed = No se ha podido hacer. Inténtelo de nuevo.
wallet-lost = Se ha perdido la conexión. Inténtelo de nuevo.
wallet-time-left = Tiempo restante
wallet-minutes-left = Tiempo restante: { $count } min.
wallet-details-heading = Sus datos
wallet-first-name = Nombre
wallet-last-name = Apellidos
wallet-email = Correo electrónico
wallet-details-wrong = Compruebe su nombre y su correo electrónico.
wallet-save = Guardar
wallet-waiting-heading = Se está comprobando su tarjeta
wallet-waiting-explanation = Su banco aún no ha respondido. No se le cobra nada y la tarjeta se guardará cuando el banco la confirme.
wallet-done-heading = Sus cambios se han guardado
wallet-cancelled-heading = No se ha cambiado nada
wallet-expired-heading = El tiempo se ha agotado
wallet-expired-explanation = Para gestionar sus tarjetas, vuelva a empezar desde { $shop }.

link-paid-heading = Este enlace ya está pagado
link-cancelled-heading = Este enlace de pago se ha cancelado
link-blocked-heading = Este enlace de pago está bloqueado
link-expired-heading = Este enlace de pago ha caducado
link-paid-explanation = El pago se ha realizado y no queda nada por pagar.
link-over-explanation = Ya no se puede pagar con este enlace. Pida uno nuevo a la tienda.
