mod payment_methods;
mod points_of_sale;
