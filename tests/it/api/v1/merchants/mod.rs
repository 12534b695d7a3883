mod points_of_sale;
