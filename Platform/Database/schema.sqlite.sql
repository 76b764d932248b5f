-- The tables on SQLite, as the migrations make them: written by `concordat schema`, never by hand.

CREATE TABLE account (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  sign_in_name TEXT NOT NULL UNIQUE,
  authority_id TEXT NOT NULL REFERENCES authority (id),
  password_hash TEXT,
  second_factor BLOB,
  second_factor_step INTEGER,
  set_up_digest TEXT,
  set_up_expires_at TEXT,
  demonstration INTEGER NOT NULL CHECK (demonstration IN (0, 1)),
  created_at TEXT NOT NULL,
  suspended_at TEXT,
  last_signed_in_at TEXT,
  CHECK ((set_up_digest IS NULL) = (set_up_expires_at IS NULL))
) STRICT;

CREATE TABLE account_event (
  id TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  by_account_id TEXT REFERENCES account (id),
  event TEXT NOT NULL
) STRICT;

CREATE TABLE account_role (
  account_id TEXT NOT NULL REFERENCES account (id),
  role TEXT NOT NULL CHECK (role IN ('administrator', 'manager', 'analyst', 'reader')),
  PRIMARY KEY (account_id, role)
) STRICT;

CREATE TABLE assessment_binding (
  id TEXT NOT NULL PRIMARY KEY,
  edition TEXT NOT NULL REFERENCES assessment_edition (id),
  block TEXT NOT NULL REFERENCES assessment_block (id),
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  shows TEXT NOT NULL,
  question TEXT NOT NULL,
  figure TEXT,
  sha256 TEXT CHECK (length(sha256) = 64),
  held_at TEXT,
  held_by TEXT,
  UNIQUE (edition, name),
  CHECK ((figure IS NULL) = (sha256 IS NULL))
) STRICT;

CREATE TABLE assessment_block (
  id TEXT NOT NULL PRIMARY KEY,
  edition TEXT NOT NULL REFERENCES assessment_edition (id),
  section TEXT NOT NULL,
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0),
  author TEXT NOT NULL,
  edited_at TEXT NOT NULL,
  removed INTEGER NOT NULL CHECK (removed IN (0, 1)),
  FOREIGN KEY (edition, section) REFERENCES assessment_section (edition, kind)
) STRICT;

CREATE TABLE assessment_block_version (
  block TEXT NOT NULL REFERENCES assessment_block (id),
  version INTEGER NOT NULL,
  title TEXT NOT NULL,
  content TEXT NOT NULL,
  author TEXT NOT NULL,
  edited_at TEXT NOT NULL,
  PRIMARY KEY (block, version)
) STRICT;

CREATE TABLE assessment_check (
  binding TEXT NOT NULL PRIMARY KEY REFERENCES assessment_binding (id),
  verdict TEXT NOT NULL,
  words TEXT NOT NULL,
  usual TEXT NOT NULL,
  checked_at TEXT NOT NULL,
  figure TEXT,
  sha256 TEXT,
  affirmed_by TEXT,
  affirmed_at TEXT
) STRICT;

CREATE TABLE assessment_comment (
  id TEXT NOT NULL PRIMARY KEY,
  edition TEXT NOT NULL REFERENCES assessment_edition (id),
  section TEXT,
  body TEXT NOT NULL,
  given_by TEXT NOT NULL,
  account TEXT NOT NULL,
  given_at TEXT NOT NULL,
  words TEXT NOT NULL,
  outcome TEXT CHECK (outcome IN ('accepted', 'partly-accepted', 'not-accepted')),
  answer TEXT,
  answered_by TEXT,
  answered_at TEXT,
  FOREIGN KEY (edition, section) REFERENCES assessment_section (edition, kind),
  CHECK ((outcome IS NULL) = (answer IS NULL)),
  CHECK ((outcome IS NULL) = (answered_at IS NULL)),
  CHECK ((outcome IS NULL) = (answered_by IS NULL))
) STRICT;

CREATE TABLE assessment_contribution (
  id TEXT NOT NULL PRIMARY KEY,
  edition TEXT NOT NULL REFERENCES assessment_edition (id),
  position INTEGER NOT NULL,
  source TEXT NOT NULL,
  body TEXT NOT NULL,
  asked TEXT NOT NULL,
  due TEXT,
  quality_note TEXT NOT NULL
) STRICT;

CREATE TABLE assessment_contribution_event (
  contribution TEXT NOT NULL REFERENCES assessment_contribution (id),
  number INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('requested', 'chased', 'received', 'declined')),
  day TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (contribution, number)
) STRICT;

CREATE TABLE assessment_edition (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  partnership TEXT NOT NULL,
  area_code TEXT NOT NULL,
  area_name TEXT NOT NULL,
  plan_year INTEGER NOT NULL,
  period_first TEXT NOT NULL,
  period_last TEXT NOT NULL,
  two_tier INTEGER NOT NULL CHECK (two_tier IN (0, 1)),
  notice TEXT,
  state TEXT NOT NULL,
  matrix TEXT NOT NULL,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  approved_at TEXT,
  approved_by TEXT,
  minute TEXT,
  fingerprint TEXT,
  CHECK (period_first <= period_last),
  CHECK ((approved_at IS NULL) = (fingerprint IS NULL)),
  CHECK ((approved_at IS NOT NULL) = (state IN ('final', 'superseded')))
) STRICT;

CREATE TABLE assessment_finding (
  id TEXT NOT NULL PRIMARY KEY,
  edition TEXT NOT NULL REFERENCES assessment_edition (id),
  position INTEGER NOT NULL,
  claim TEXT NOT NULL,
  confidence TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE assessment_finding_block (
  finding TEXT NOT NULL REFERENCES assessment_finding (id),
  block TEXT NOT NULL REFERENCES assessment_block (id),
  PRIMARY KEY (finding, block)
) STRICT;

CREATE TABLE assessment_frozen (
  edition TEXT NOT NULL REFERENCES assessment_edition (id),
  name TEXT NOT NULL,
  question TEXT NOT NULL,
  figure TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  frozen_at TEXT NOT NULL,
  frozen_by TEXT NOT NULL,
  PRIMARY KEY (edition, name)
) STRICT;

CREATE TABLE assessment_history (
  id TEXT NOT NULL PRIMARY KEY,
  edition TEXT NOT NULL REFERENCES assessment_edition (id),
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE TABLE assessment_priority (
  id TEXT NOT NULL PRIMARY KEY,
  edition TEXT NOT NULL REFERENCES assessment_edition (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('candidate', 'adopted', 'rejected')),
  rationale TEXT NOT NULL,
  scored_by TEXT,
  scored_at TEXT,
  evidence TEXT NOT NULL
) STRICT;

CREATE TABLE assessment_score (
  priority TEXT NOT NULL REFERENCES assessment_priority (id),
  dimension TEXT NOT NULL,
  score INTEGER NOT NULL,
  PRIMARY KEY (priority, dimension)
) STRICT;

CREATE TABLE assessment_section (
  edition TEXT NOT NULL REFERENCES assessment_edition (id),
  kind TEXT NOT NULL,
  not_applicable TEXT,
  PRIMARY KEY (edition, kind)
) STRICT;

CREATE TABLE authority (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('responsible-authority', 'co-operating-body', 'participating-body',
    'local-policing-body', 'other')),
  responsibility TEXT CHECK (responsibility IN ('police', 'local-authority', 'fire-and-rescue',
    'integrated-care-board', 'probation')),
  liaison_officer TEXT,
  added_at TEXT NOT NULL,
  CHECK ((kind = 'responsible-authority') = (responsibility IS NOT NULL))
) STRICT;

CREATE TABLE evidence_extract (
  sha256 TEXT NOT NULL PRIMARY KEY,
  content_sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL,
  kind TEXT NOT NULL,
  byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
  publisher TEXT NOT NULL,
  licence TEXT NOT NULL,
  extract_date TEXT NOT NULL,
  rows_read INTEGER NOT NULL,
  rows_kept INTEGER NOT NULL,
  rows_unplaced INTEGER NOT NULL,
  rows_rejected INTEGER NOT NULL,
  publisher_given TEXT,
  reading INTEGER NOT NULL
) STRICT;

CREATE TABLE evidence_holding (
  ordinal INTEGER NOT NULL PRIMARY KEY,
  sha256 TEXT NOT NULL REFERENCES evidence_extract (sha256),
  held_from TEXT NOT NULL,
  held_until TEXT,
  reason TEXT,
  CHECK ((held_until IS NULL) = (reason IS NULL))
) STRICT;

CREATE TABLE evidence_part (
  sha256 TEXT NOT NULL REFERENCES evidence_extract (sha256),
  publisher TEXT NOT NULL,
  part TEXT NOT NULL,
  kind TEXT NOT NULL,
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  unplaced INTEGER NOT NULL CHECK (unplaced >= 0),
  is_partial INTEGER NOT NULL CHECK (is_partial IN (0, 1)),
  PRIMARY KEY (sha256, publisher, part)
) STRICT;

CREATE TABLE evidence_revision (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  publisher TEXT NOT NULL,
  part TEXT NOT NULL,
  before_sha256 TEXT NOT NULL REFERENCES evidence_extract (sha256),
  after_sha256 TEXT NOT NULL REFERENCES evidence_extract (sha256),
  made_at TEXT NOT NULL,
  added INTEGER NOT NULL,
  lost INTEGER NOT NULL,
  outcomes_changed INTEGER NOT NULL,
  coordinates_changed INTEGER NOT NULL,
  places_changed INTEGER NOT NULL,
  quantities_changed INTEGER NOT NULL,
  categories_changed INTEGER NOT NULL
) STRICT;

CREATE TABLE evidence_state (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE partner_file_answer (
  id TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  set_id TEXT NOT NULL,
  quarter TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('not-held', 'refused')),
  reason TEXT NOT NULL CHECK (length(reason) > 0),
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  withdrawn_by TEXT,
  withdrawn_at TEXT,
  CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL))
) STRICT;

CREATE TABLE partner_file_draft (
  id TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  set_id TEXT NOT NULL,
  quarter TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES partner_file_extract (sha256),
  file_name TEXT NOT NULL,
  sender TEXT NOT NULL,
  received_on TEXT NOT NULL,
  map TEXT NOT NULL,
  map_confirmed INTEGER NOT NULL CHECK (map_confirmed IN (0, 1)),
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE partner_file_extract (
  sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
  byte_count INTEGER NOT NULL CHECK (byte_count >= 0),
  -- Empty once the file was erased; the register then still says that it was here.
  bytes BLOB,
  erased_at TEXT,
  CHECK ((bytes IS NULL) = (erased_at IS NOT NULL))
) STRICT;

CREATE TABLE partner_file_import (
  id TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  set_id TEXT NOT NULL,
  quarter TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES partner_file_extract (sha256),
  file_name TEXT NOT NULL,
  sender TEXT NOT NULL,
  received_on TEXT NOT NULL,
  map TEXT NOT NULL,
  code_list TEXT NOT NULL,
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  rejected INTEGER NOT NULL CHECK (rejected >= 0),
  created INTEGER NOT NULL CHECK (created >= 0),
  changed INTEGER NOT NULL CHECK (changed >= 0),
  unchanged INTEGER NOT NULL CHECK (unchanged >= 0),
  lost INTEGER NOT NULL CHECK (lost >= 0),
  unplaced INTEGER NOT NULL CHECK (unplaced >= 0),
  small_numbers TEXT,
  imported_by TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  undone_by TEXT,
  undone_at TEXT,
  undone_reason TEXT,
  CHECK (row_count = created + changed + unchanged),
  CHECK ((undone_at IS NULL) = (undone_reason IS NULL) AND (undone_at IS NULL) = (undone_by IS NULL))
) STRICT;

CREATE TABLE partner_file_map (
  holder TEXT NOT NULL,
  set_id TEXT NOT NULL,
  map TEXT NOT NULL,
  updated_by TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (holder, set_id)
) STRICT;

CREATE TABLE partner_file_problem (
  import_id TEXT NOT NULL REFERENCES partner_file_import (id),
  line INTEGER NOT NULL,
  kind TEXT NOT NULL,
  field TEXT NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (import_id, line)
) STRICT;

CREATE TABLE partner_file_refusal (
  id TEXT NOT NULL PRIMARY KEY,
  holder TEXT NOT NULL,
  set_id TEXT NOT NULL,
  quarter TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL,
  findings TEXT NOT NULL,
  offered_by TEXT NOT NULL,
  offered_at TEXT NOT NULL
) STRICT;

CREATE TABLE partner_file_row (
  import_id TEXT NOT NULL REFERENCES partner_file_import (id),
  line INTEGER NOT NULL,
  reference TEXT NOT NULL,
  day TEXT,
  minute INTEGER CHECK (minute BETWEEN 0 AND 1439),
  category TEXT NOT NULL,
  subcategory TEXT NOT NULL,
  place TEXT NOT NULL,
  outward TEXT NOT NULL,
  easting INTEGER,
  northing INTEGER,
  longitude INTEGER,
  latitude INTEGER,
  quantity INTEGER NOT NULL CHECK (quantity >= 0),
  details TEXT NOT NULL,
  PRIMARY KEY (import_id, line),
  CHECK ((easting IS NULL) = (northing IS NULL)),
  CHECK ((longitude IS NULL) = (latitude IS NULL))
) STRICT;

CREATE TABLE schema_migration (
  number INTEGER NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  checksum TEXT NOT NULL CHECK (length(checksum) = 64),
  applied_at TEXT NOT NULL
) STRICT;

CREATE TABLE sent_form (
  bearer TEXT NOT NULL,
  path TEXT NOT NULL,
  form_key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  claimed_at TEXT NOT NULL,
  outcome BLOB,
  PRIMARY KEY (bearer, path, form_key)
) STRICT;

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE sign_in_allowance (
  name TEXT NOT NULL PRIMARY KEY,
  tokens REAL NOT NULL,
  refilled_at TEXT NOT NULL
) STRICT;

CREATE TABLE sign_in_attempt (
  id TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  account_id TEXT REFERENCES account (id),
  network TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT;

CREATE TABLE sign_in_session (
  id TEXT NOT NULL PRIMARY KEY,
  token_digest TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id),
  stage TEXT NOT NULL CHECK (stage IN ('code', 'enrolment', 'open')),
  started_at TEXT NOT NULL,
  last_used_at TEXT NOT NULL,
  confirmed_at TEXT,
  offered_factor BLOB,
  network TEXT NOT NULL
) STRICT;

CREATE INDEX account_event_account ON account_event (account_id, at);

CREATE INDEX assessment_block_edition ON assessment_block (edition, section, position);

CREATE INDEX assessment_comment_edition ON assessment_comment (edition, given_at);

CREATE INDEX assessment_history_edition ON assessment_history (edition, at);

CREATE INDEX evidence_extract_content ON evidence_extract (content_sha256);

CREATE INDEX evidence_holding_extract ON evidence_holding (sha256);

CREATE INDEX evidence_part_kind ON evidence_part (kind, publisher, part);

CREATE INDEX partner_file_answer_place ON partner_file_answer (holder, set_id, quarter);

CREATE INDEX partner_file_import_place ON partner_file_import (holder, set_id, quarter, imported_at);

CREATE INDEX sent_form_claimed ON sent_form (claimed_at);

CREATE INDEX sign_in_attempt_at ON sign_in_attempt (at);

CREATE INDEX sign_in_attempt_network ON sign_in_attempt (network, outcome, at);

CREATE INDEX sign_in_session_account ON sign_in_session (account_id, started_at);

CREATE TRIGGER assessment_frozen_delete BEFORE DELETE ON assessment_frozen
BEGIN SELECT RAISE(ABORT, 'a frozen figure is never changed'); END;

CREATE TRIGGER assessment_frozen_update BEFORE UPDATE ON assessment_frozen
BEGIN SELECT RAISE(ABORT, 'a frozen figure is never changed'); END;
