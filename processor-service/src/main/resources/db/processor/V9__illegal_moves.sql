-- What facts told and the transition table does not have, in the order in which it happened; null where there is nothing of the kind.
-- In the row itself: it is written with the rest of it, and goes with it. Rows of before learn of theirs with their next fact.
ALTER TABLE payment ADD COLUMN illegal_moves jsonb;
