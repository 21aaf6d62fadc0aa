-- Decisions that changed nothing, as another one about their event had been read before.
UPDATE decision
SET error_code = 'ALREADY_DECIDED'
FROM decided_event AS first
WHERE first.tenant_id = decision.tenant_id
  AND first.event_id = decision.event_id
  AND first.kind <> decision.kind
  AND decision.kind IN ('MEND_EVENT', 'DISCARD_EVENT')
  AND decision.error_code IS NULL;

-- The letters that they were about stayed open.
UPDATE dead_letter AS letter
SET state = CASE first.kind WHEN 'MEND_EVENT' THEN 'MENDED' ELSE 'DISCARDED' END
FROM decision
JOIN decided_event AS first
  ON first.tenant_id = decision.tenant_id
 AND first.event_id = decision.event_id
WHERE decision.dead_letter_id = letter.dead_letter_id
  AND coalesce(decision.error_code, 'ALREADY_DECIDED') = 'ALREADY_DECIDED'
  AND letter.state = 'OPEN';
