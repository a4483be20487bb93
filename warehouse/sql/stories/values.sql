-- What distinctive values tell of their versions: those of a counted or measured thing, printed with three digits or more.
-- grain: one value of one version
-- inputs: store.figures, store.story_members, store.touched_versions
-- parameters: $everything (false: only of touched versions), $value_weight (what such a value weighs, in thousandths)
SELECT DISTINCT m.version, (hash(format('{:g}', f.value), f.unit) >> 1)::BIGINT AS term, $value_weight::BIGINT AS weight, true AS is_value
FROM store.figures AS f
JOIN store.story_members AS m ON m.version = (hash(f.version_id) >> 1)::BIGINT
WHERE f.value IS NOT NULL AND NOT f.boilerplate AND f.dimension NOT IN ('ratio', 'rank') AND f.step > 0
  AND abs(f.value) >= 100 * f.step
  AND ($everything OR f.version_id IN (SELECT version_id FROM store.touched_versions))
