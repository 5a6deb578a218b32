-- Version 1 of the archive. Each table is described in docs/schema.md.
-- A released migration is never edited: a change of the schema is a new file.

-- Small facts about the archive itself.
CREATE TABLE facts(
    name TEXT PRIMARY KEY,
    value
) WITHOUT ROWID;

-- The ledger: one row a run of import, merge or reparse.
CREATE TABLE runs(
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    version TEXT NOT NULL,
    options TEXT,
    inputs TEXT,
    started TEXT NOT NULL,
    finished TEXT,
    outcome TEXT,
    read INTEGER NOT NULL DEFAULT 0,
    imported INTEGER NOT NULL DEFAULT 0,
    duplicates INTEGER NOT NULL DEFAULT 0,
    new_versions INTEGER NOT NULL DEFAULT 0,
    excluded INTEGER NOT NULL DEFAULT 0,
    quarantined INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER,
    seconds REAL,
    report TEXT
);

-- Input files, with how far each was read: the checkpoint.
CREATE TABLE files(
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    size INTEGER,
    mtime INTEGER,
    fingerprint TEXT,
    records_done INTEGER NOT NULL DEFAULT 0,
    finished INTEGER NOT NULL DEFAULT 0
);

-- Dictionaries that small sources are packed with.
CREATE TABLE dictionaries(
    id INTEGER PRIMARY KEY,
    bytes BLOB NOT NULL
);

-- Raw records as they were read, packed with zstd, one row for each content.
CREATE TABLE sources(
    id INTEGER PRIMARY KEY,
    sha256 BLOB NOT NULL,
    length INTEGER NOT NULL,
    dictionary_id INTEGER REFERENCES dictionaries(id),
    charset TEXT,
    context TEXT,
    packed BLOB NOT NULL
);
CREATE INDEX sources_sha256 ON sources(substr(sha256, 1, 8));

-- The articles. `lead` and `rest` are cut from `body` and take no room.
CREATE TABLE articles(
    id INTEGER PRIMARY KEY,
    uid TEXT NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    source_id INTEGER NOT NULL REFERENCES sources(id),
    published TEXT,
    language TEXT,
    agency TEXT,
    section TEXT,
    place TEXT,
    status TEXT,
    version_of INTEGER REFERENCES articles(id),
    superseded_by INTEGER REFERENCES articles(id),
    story_id INTEGER,
    headline TEXT,
    deck TEXT,
    authors TEXT,
    date_ground TEXT,
    url TEXT,
    paragraphs TEXT NOT NULL,
    extra TEXT,
    lead_length INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL,
    pieces TEXT,
    checksum INTEGER NOT NULL,
    lead TEXT GENERATED ALWAYS AS (substr(body, 1, lead_length)) VIRTUAL,
    rest TEXT GENERATED ALWAYS AS (substr(body, lead_length + 1)) VIRTUAL
);
CREATE UNIQUE INDEX articles_uid ON articles(uid);
CREATE INDEX articles_published ON articles(published, language, agency);
CREATE INDEX articles_version ON articles(version_of) WHERE version_of IS NOT NULL;
CREATE INDEX articles_story ON articles(story_id) WHERE story_id IS NOT NULL;

-- Where each article was found: number 1 is the record it was read from, the others are exact copies.
CREATE TABLE sightings(
    article_id INTEGER NOT NULL REFERENCES articles(id),
    number INTEGER NOT NULL,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    source_id INTEGER NOT NULL REFERENCES sources(id),
    file_id INTEGER NOT NULL REFERENCES files(id),
    member TEXT,
    offset INTEGER,
    format TEXT NOT NULL,
    encoding TEXT,
    record TEXT,
    checksum INTEGER NOT NULL,
    PRIMARY KEY(article_id, number)
) WITHOUT ROWID;

-- One paragraph about an article: its sentences, mostly by their place in the body.
CREATE TABLE summaries(
    article_id INTEGER PRIMARY KEY REFERENCES articles(id),
    method TEXT NOT NULL,
    words INTEGER NOT NULL,
    sentences TEXT NOT NULL,
    text TEXT,
    checksum INTEGER NOT NULL
);

-- The paragraphs as a reader sees them.
CREATE VIEW summary_texts AS
SELECT s.article_id, s.method, s.words, coalesce(s.text, (
    SELECT group_concat(sentence, ' ') FROM (
        SELECT CASE j.type
                   WHEN 'array' THEN substr(a.body, 1 + json_extract(j.value, '$[0]'), json_extract(j.value, '$[1]'))
                   ELSE json_extract(j.value, '$.text')
               END AS sentence
        FROM json_each(s.sentences) j ORDER BY j.key
    )
)) AS text
FROM summaries s JOIN articles a ON a.id = s.article_id;

-- Records that gave no article, and why.
CREATE TABLE quarantine(
    id INTEGER PRIMARY KEY,
    run_id INTEGER NOT NULL REFERENCES runs(id),
    file_id INTEGER NOT NULL REFERENCES files(id),
    member TEXT,
    offset INTEGER,
    reason TEXT NOT NULL,
    detail TEXT NOT NULL,
    source_id INTEGER REFERENCES sources(id)
);
CREATE INDEX quarantine_file ON quarantine(file_id);

-- Addresses, headlines and slugs as 64-bit keys: candidates for versions, targets of related headlines.
CREATE TABLE match_keys(
    key INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY(key, article_id)
) WITHOUT ROWID;

-- Sorted samples of word pairs, by commit and range of hashes: candidates for near duplicates.
-- Rows are added behind each other, so that their pages stay full.
CREATE TABLE near_index(
    id INTEGER PRIMARY KEY,
    segment INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    postings BLOB NOT NULL
);
CREATE UNIQUE INDEX near_index_place ON near_index(bucket, segment);

-- What is a copy of what: `from_id` is the later or derived text.
CREATE TABLE links(
    from_id INTEGER NOT NULL REFERENCES articles(id),
    to_id INTEGER NOT NULL REFERENCES articles(id),
    kind TEXT NOT NULL,
    score REAL NOT NULL,
    reason TEXT,
    passages TEXT,
    PRIMARY KEY(from_id, to_id)
) WITHOUT ROWID;
CREATE INDEX links_to ON links(to_id);

-- Events: articles about the same happening.
CREATE TABLE stories(
    id INTEGER PRIMARY KEY,
    headline TEXT,
    first TEXT,
    last TEXT,
    articles INTEGER NOT NULL
);

-- The column with most of the words comes first: for each word of any other the index keeps which one it is.
-- `content` in double quotation marks: Datasette looks for them to offer its search box.
CREATE VIRTUAL TABLE articles_fts USING fts5(
    rest, lead, headline, deck, pieces,
    content="articles", content_rowid='id',
    tokenize="unicode61 remove_diacritics 2"
);
INSERT INTO articles_fts(articles_fts, rank) VALUES('rank', 'bm25(1.0, 2.0, 8.0, 4.0, 1.0)');
INSERT INTO articles_fts(articles_fts, rank) VALUES('hashsize', 67108864);
INSERT INTO articles_fts(articles_fts, rank) VALUES('automerge', 16);
INSERT INTO articles_fts(articles_fts, rank) VALUES('crisismerge', 1999);

-- The index's own vocabulary.
CREATE VIRTUAL TABLE articles_words USING fts5vocab('articles_fts', 'row');
