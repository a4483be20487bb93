-- Made-up articles: every story is told by eight of them, and each has ten figures.
-- grain: one article. inputs: none. parameters: $first, $last (articles, numbered from 0), $stories (in all)
SELECT
    'art_' || lpad(a::VARCHAR, 16, '0') AS article_id,
    lpad(a::VARCHAR, 64, '0') AS version_id,
    '/made/' || a || '.txt' AS source_path,
    'file:///made/' || a || '.txt' AS uri,
    'Outlet ' || (a // $stories) || '-' || (a % $stories % 25) AS publisher,
    'Story ' || (a % $stories) AS title,
    (make_date((2016 + 2 * (a % $stories % 4))::BIGINT, 1, 10) + (a // $stories % 2)::INTEGER)::DATE AS published_on,
    'meta' AS published_basis, 'text/plain' AS media_type, 'utf-8' AS encoding, 10 AS bytes, 'Report on q' || translate((a % $stories)::VARCHAR, '0123456789', 'abdefiklmo') || ' and p' || translate((a % $stories)::VARCHAR, '0123456789', 'abdefiklmo') || 'ton' AS text,
    'made up'::BLOB AS raw, repeat('0', 64) AS file_sha256, 0 AS raw_start, '[]' AS blocks, ''::BLOB AS byte_map, 'made' AS reading, 'made' AS ingested_run, true AS is_current, 'made' AS extractor_version
FROM range($first::BIGINT, $last::BIGINT) AS made(a)
