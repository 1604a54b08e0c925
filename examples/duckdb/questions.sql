-- Questions about the answers of `dovidka batch`; ask.py sets the variables `answers` and `action`.

CREATE TEMP TABLE answers AS
FROM read_json(getvariable('answers'), format = 'newline_delimited', columns = {
    id: 'VARCHAR', decided: 'BOOLEAN', line: 'BIGINT', error: 'VARCHAR',
    actions: 'STRUCT("action" VARCHAR, who VARCHAR, kind VARCHAR, certain BOOLEAN, "from" DATE, "by" DATE)[]'
});

CREATE TEMP VIEW actions AS
SELECT id, step.* FROM (SELECT id, unnest(actions) AS step FROM answers);

-- How many households are decided, how many still open, and how many lines were no cases?
SELECT count(*) FILTER (decided) AS decided,
       count(*) FILTER (NOT decided) AS open,
       count(*) FILTER (error IS NOT NULL) AS bad_lines
FROM answers;

-- How many households have which action for certain?
SELECT action, kind, count(DISTINCT id) AS households
FROM actions WHERE certain GROUP BY ALL ORDER BY households DESC, action, kind;

-- By which month must how many households do the one action?
SELECT strftime("by", '%Y-%m') AS month, count(DISTINCT id) AS households
FROM actions WHERE certain AND kind = 'must' AND action = getvariable('action')
GROUP BY month ORDER BY month;
