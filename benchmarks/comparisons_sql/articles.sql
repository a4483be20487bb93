-- Made-up articles: every story is told by eight of them, and each has ten figures. A text says the names of its story often, words that other
-- stories have too, and words of its own, so that stories are told apart by words and not by chance alone.
-- grain: one article. inputs: none. parameters: $first, $last (articles, numbered from 0), $stories (in all)
SELECT
    'art_' || lpad(a::VARCHAR, 16, '0') AS article_id,
    lpad(a::VARCHAR, 64, '0') AS version_id,
    '/made/' || a || '.txt' AS source_path,
    'file:///made/' || a || '.txt' AS uri,
    'Outlet ' || (a // $stories) || '-' || (a % $stories % 25) AS publisher,
    'Story ' || (a % $stories) AS title,
    (make_date((2016 + 2 * (a % $stories % 4))::BIGINT, 1, 10) + (a // $stories % 2)::INTEGER)::DATE AS published_on,
    'meta' AS published_basis, 'text/plain' AS media_type, 'utf-8' AS encoding, 10 AS bytes, repeat('Q' || number || ' of P' || number || 'ton and M' || number || 'man. ', 5)
        || array_to_string(list_transform(range(12), lambda n: 's' || translate((hash(a % $stories, n) % 20000)::VARCHAR, '0123456789', 'abdefiklmo')), ' ')
        || ' with ' || array_to_string(list_transform(range(16), lambda n: 'w' || translate((hash(a, n) % 3000)::VARCHAR, '0123456789', 'abdefiklmo')), ' ') AS text,
    'made up'::BLOB AS raw, repeat('0', 64) AS file_sha256, 0 AS raw_start, '[]' AS blocks, ''::BLOB AS byte_map, 'made' AS reading, 'made' AS ingested_run, true AS is_current, 'made' AS extractor_version
FROM (SELECT a, translate((a % $stories)::VARCHAR, '0123456789', 'abdefiklmo') AS number FROM range($first::BIGINT, $last::BIGINT) AS articles(a)) AS made
