CREATE TABLE article (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    cents INTEGER NOT NULL CHECK (cents >= 0)
);

CREATE TABLE sale (
    id INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL REFERENCES article (id),
    count INTEGER NOT NULL CHECK (count > 0),
    sold_at TEXT NOT NULL
);

CREATE VIEW turnover AS
SELECT date(sold_at) AS day, sum(sale.count * article.cents) AS cents
FROM sale JOIN article ON article.id = sale.article_id
GROUP BY day;
