-- Made-up figures with planted errors. Ten figures tell a story: a flow of a year, of the year before and the growth between them, of
-- half a year, a part of it and its share, a lasting attribute, one that is often told without a name, a price of a day, and a
-- provisional measure. Outlets round differently, call the subject differently, and leave facets open; what they say is true of one
-- world, but for one figure of every $plant_every stories, told wrongly by one outlet.
-- grain: one figure. inputs: none.
-- parameters: $first, $last (articles, numbered from 0), $stories (in all), $plant_every, $flows (measures of a flow), $states (of a day)
WITH made AS (
    SELECT a, slot, a % $stories AS story, a // $stories AS telling
    FROM range($first::BIGINT, $last::BIGINT) AS articles(a), range(10) AS slots(slot)
),
world AS (
    SELECT *,
           -- a subject has four stories, two years apart
           story // 4 AS subject_number, (2015 + 2 * (story % 4))::BIGINT AS year,
           1000000 * (100 + hash(story, 'level') % 900)::DOUBLE + 1000 * (hash(story, 'more') % 1000) AS level,
           1.02 + (hash(story, 'growth') % 300) / 1000.0 AS growth,
           0.2 + (hash(story, 'half') % 250) / 1000.0 AS half,
           0.1 + (hash(story, 'part') % 400) / 1000.0 AS part,
           100 + hash(story, 'lasting') % 900 AS lasting,
           hash(story, 'planted') % $plant_every = 0 AND telling = 6
               AND slot = [0, 2, 3, 4, 5, 6, 7, 8, 9][1 + (hash(story, 'kind') % 9)::INTEGER] AS is_planted,
           $flows[1 + (story // 4) % len($flows)] AS flow,
           $states[1 + (story // 4) % len($states)] AS state
    FROM made
),
named AS (
    SELECT *,
           -- words of letters, so that each subject has one of its own and one that it shares
           'q' || translate(subject_number::VARCHAR, '0123456789', 'abdefiklmo') AS own_word,
           'n' || translate((hash(subject_number) % 400)::VARCHAR, '0123456789', 'aeiourstln') || 'er' AS shared_word,
           'p' || translate(subject_number::VARCHAR, '0123456789', 'abdefiklmo') || 'ton' AS town,
           -- what the outlets print: three to six digits
           [1000, 10000, 100000, 1000000][1 + (hash(story, telling) % 4)::INTEGER]::DOUBLE AS rounding
    FROM world
),
said AS (
    SELECT *,
           own_word || ' ' || shared_word AS full_name,
           CASE slot WHEN 0 THEN level
                     WHEN 1 THEN level / growth
                     WHEN 2 THEN (growth - 1) * 100
                     WHEN 3 THEN level * half
                     WHEN 4 THEN lasting
                     WHEN 5 THEN level * part
                     WHEN 6 THEN part * 100
                     WHEN 7 THEN 1000 + lasting
                     WHEN 8 THEN 50 + lasting + telling % 2 * 7
                     ELSE 3000 + lasting END AS truth,
           CASE WHEN slot IN (0, 1, 3, 5) THEN rounding WHEN slot IN (2, 6) THEN 0.1 ELSE 1.0 END AS step
    FROM named
),
printed AS (
    SELECT *,
           round(truth / step) * step * CASE WHEN is_planted THEN [1.5, 2, 1.7, 3, 1.2, 4.5, 1.4, 1.3, 1.15, 1.1][slot + 1] ELSE 1 END AS number
    FROM said
)
SELECT
    CASE WHEN is_planted THEN 'fig_planted_' ELSE 'fig_' END || lpad((a * 10 + slot)::VARCHAR, 16, '0') AS figure_id,
    'art_' || lpad(a::VARCHAR, 16, '0') AS article_id,
    lpad(a::VARCHAR, 64, '0') AS version_id,
    '/made/' || a || '.txt' AS source_path,
    [10, 40, 60, 610, 300, 410, 425, 700, 800, 900][slot + 1] AS char_start,
    char_start + 10 AS char_end, char_start AS byte_start, char_end AS byte_end,
    lpad(printf('%.1f', number), 10, ' ') AS quote,
    CASE WHEN slot IN (5, 6) THEN '----------' || '----------' || ', or ' || '----------' || ' of the total'
         ELSE ['Last year ', 'Officials said ', 'The firm wrote ', 'Accounts show '][1 + (hash(story, slot, telling) % 4)::INTEGER]
              || own_word || [' first', ' again', ' at last', ' later', ' now', ' then', ' twice', ' soon'][1 + telling::INTEGER] || ' told of ' || lpad(printf('%.1f', number), 10, ' ')
              || [' in sales', ' before', ' per cent more', ' in half a year', ' of power', '', '', ' heads', ' a ticket', ' items'][slot + 1]
         END AS sentence,
    char_start // 100 * 100 AS sentence_start, sentence_start + 90 AS sentence_end, false AS in_title,
    ['money', 'money', 'percentage', 'money', 'physical', 'money', 'percentage', 'count', 'money', 'count'][slot + 1] AS kind,
    number AS value,
    ['USD', 'USD', 'percent', 'USD', 'MW', 'USD', 'percent', 'person', 'USD', 'item'][slot + 1] AS unit,
    ['money', 'money', 'ratio', 'money', 'power', 'money', 'ratio', 'count', 'money', 'count'][slot + 1] AS dimension,
    step, CASE WHEN slot = 2 THEN 'increase_by' END AS change,
    number - step / 2 AS low, number + step / 2 AS high, low AS hard_low, high AS hard_high,
    CASE WHEN slot IN (4, 7) THEN 'capacity' WHEN slot = 8 THEN state WHEN slot = 9 THEN '~item ' || (story % 50000) ELSE flow END AS measure,
    ['level', 'level', 'change', 'level', 'level', 'level', 'share', 'level', 'price', 'level'][slot + 1] AS statistic,
    ['main', 'base', 'main', 'main', 'main', 'part', 'main', 'main', 'main', 'main'][slot + 1] AS role,
    CASE WHEN slot = 7 AND telling % 2 = 0 THEN NULL
         WHEN slot = 8 AND telling % 2 = 1 THEN full_name || ' + ' || town
         WHEN slot = 9 AND telling = 3 THEN own_word
         WHEN telling = 5 THEN full_name || ' plc'
         WHEN telling = 1 THEN full_name || ' group'
         ELSE full_name END AS subject,
    CASE WHEN slot IN (4, 7) THEN town END AS place,
    CASE WHEN slot = 4 THEN 'wind' WHEN slot IN (5, 6) THEN 'solar' END AS product,
    CASE WHEN slot IN (0, 2, 5, 6) THEN make_date(year, 1, 1)
         WHEN slot = 1 THEN make_date(year - 1, 1, 1) WHEN slot = 3 THEN make_date(year, 1, 1) END AS period_start,
    CASE WHEN slot IN (0, 2, 5, 6) THEN make_date(year, 12, 31)
         WHEN slot = 1 THEN make_date(year - 1, 12, 31) WHEN slot = 3 THEN make_date(year, 6, 30) END AS period_end,
    CASE WHEN slot IN (0, 1, 2, 3, 5, 6) THEN 'explicit' ELSE 'none' END AS period_basis,
    'actual' AS status,
    (make_date(year + 1, 1, 10) + (telling % 2)::INTEGER)::DATE AS published_on,
    false AS boilerplate, CASE WHEN slot = 8 THEN 'subject' END AS assumed,
    measure || '|' || dimension || '|' || statistic AS comparable_key,
    '[]' AS steps, 'made' AS rule, 'made' AS extractor_version, '' AS prefix, '' AS suffix
FROM printed
