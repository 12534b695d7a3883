-- The sessions of a payment link in which somebody has tried to pay. A link may have thousands in which nobody has.
CREATE INDEX sessions_of_link_tried ON sessions (merchant_id, link, number) WHERE link IS NOT NULL AND tries > 0;
