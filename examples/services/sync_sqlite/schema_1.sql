-- Amounts are centavos; dates and times are text of ISO 8601. A status is one word of the SDK's model;
-- of an unknown one the ERP's own word is beside it. `not_listed_since` is set when the ERP no longer
-- lists a record that it listed before, which says nothing about why: an invoice may have been paid,
-- cancelled or moved. The records of a customer who is no longer listed are not asked for any more, and
-- stay as they are.

CREATE TABLE erp (
    name     TEXT PRIMARY KEY,
    place    TEXT NOT NULL,           -- its address
    run      INTEGER NOT NULL,        -- the number of the last run
    cursor   TEXT,                    -- where it continues; NULL at its beginning
    finished INTEGER NOT NULL         -- 1: the whole base was read
) STRICT;

CREATE TABLE customer (
    erp              TEXT NOT NULL REFERENCES erp,
    id               TEXT NOT NULL,
    name             TEXT NOT NULL,
    document         TEXT,            -- CPF or CNPJ without punctuation
    status           TEXT NOT NULL,
    status_words     TEXT,
    email            TEXT,
    phones           TEXT NOT NULL,   -- JSON: a list of texts
    address          TEXT,
    not_listed_since TEXT,
    last_run         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (erp, id)
) STRICT;

CREATE TABLE contract (
    erp              TEXT NOT NULL REFERENCES erp,
    id               TEXT NOT NULL,
    customer         TEXT NOT NULL,
    number           TEXT,
    plan             TEXT,
    status           TEXT NOT NULL,
    status_words     TEXT,
    first_day        TEXT,
    last_day         TEXT,
    monthly          INTEGER,
    not_listed_since TEXT,
    PRIMARY KEY (erp, id)
) STRICT;

CREATE TABLE connection (
    erp              TEXT NOT NULL REFERENCES erp,
    id               TEXT NOT NULL,
    customer         TEXT NOT NULL,
    contract         TEXT,
    username         TEXT,
    status           TEXT NOT NULL,
    status_words     TEXT,
    block_reason     TEXT,
    reduced          INTEGER,         -- NULL: not known
    online           INTEGER,         -- NULL: not known
    plan             TEXT,
    not_listed_since TEXT,
    PRIMARY KEY (erp, id)
) STRICT;

CREATE TABLE invoice (
    erp              TEXT NOT NULL REFERENCES erp,
    id               TEXT NOT NULL,
    customer         TEXT NOT NULL,
    contracts        TEXT,            -- JSON: a list of ids; NULL: not known
    due              TEXT NOT NULL,
    amount           INTEGER NOT NULL,
    status           TEXT NOT NULL,   -- as the ERP said when it last listed the invoice
    status_words     TEXT,
    number           TEXT,
    description      TEXT,
    not_listed_since TEXT,
    PRIMARY KEY (erp, id)
) STRICT;

-- What could not be read. Until it could, the tables have what was read before.
CREATE TABLE unread (
    erp          TEXT NOT NULL REFERENCES erp,
    customer     TEXT NOT NULL,
    part         TEXT NOT NULL,       -- contracts, connections or invoices
    kind         TEXT NOT NULL,       -- the SDK's class of the error
    error        TEXT NOT NULL,
    attempts     INTEGER NOT NULL,
    first_failed TEXT NOT NULL,
    last_failed  TEXT NOT NULL,
    PRIMARY KEY (erp, customer, part)
) STRICT;

CREATE INDEX contract_of_customer ON contract (erp, customer);
CREATE INDEX connection_of_customer ON connection (erp, customer);
CREATE INDEX invoice_of_customer ON invoice (erp, customer);
