-- A customer of whom a stronger name becomes known gets another id; two who turn out to be one get one.
CREATE INDEX payment_customer ON payment (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX subscription_customer ON subscription (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX customer_key_customer ON customer_key (customer_id);
