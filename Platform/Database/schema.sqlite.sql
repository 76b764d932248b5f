-- The tables on SQLite, as the migrations make them: written by `concordat schema`, never by hand.

CREATE TABLE access_category (
  record TEXT NOT NULL REFERENCES access_record (id),
  category TEXT NOT NULL,
  PRIMARY KEY (record, category)
) STRICT;

CREATE TABLE access_conflict (
  account_id TEXT NOT NULL REFERENCES account (id),
  person TEXT NOT NULL,
  words TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL,
  PRIMARY KEY (account_id, person)
) STRICT;

CREATE TABLE access_member (
  record TEXT NOT NULL REFERENCES access_record (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  status TEXT NOT NULL CHECK (status IN ('invited', 'active', 'ended')),
  from_day TEXT NOT NULL,
  to_day TEXT,
  duty TEXT NOT NULL,
  added_by TEXT NOT NULL, purpose TEXT,
  PRIMARY KEY (record, account_id)
) STRICT;

CREATE TABLE access_narrowing (
  id TEXT NOT NULL PRIMARY KEY,
  record TEXT NOT NULL REFERENCES access_record (id),
  words TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE access_narrowing_entry (
  narrowing TEXT NOT NULL REFERENCES access_narrowing (id),
  kind TEXT NOT NULL CHECK (kind IN ('agency', 'user')),
  admitted TEXT NOT NULL,
  PRIMARY KEY (narrowing, kind, admitted)
) STRICT;

CREATE TABLE access_person (
  record TEXT NOT NULL REFERENCES access_record (id),
  person TEXT NOT NULL,
  PRIMARY KEY (record, person)
) STRICT;

CREATE TABLE access_record (
  id TEXT NOT NULL PRIMARY KEY,
  owner_agency TEXT NOT NULL REFERENCES authority (id),
  panel TEXT NOT NULL,
  classification INTEGER NOT NULL CHECK (classification BETWEEN 0 AND 2),
  sealed INTEGER NOT NULL CHECK (sealed IN (0, 1)),
  panel_wide INTEGER NOT NULL CHECK (panel_wide IN (0, 1)),
  person_count INTEGER NOT NULL CHECK (person_count >= 0)
) STRICT;

CREATE TABLE access_request (
  id TEXT NOT NULL PRIMARY KEY,
  reference TEXT NOT NULL,
  record TEXT REFERENCES access_record (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  words TEXT NOT NULL,
  purpose TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  answer TEXT CHECK (answer IN ('granted', 'refused')),
  answered_by TEXT,
  answered_at TEXT,
  answer_words TEXT
) STRICT;

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

CREATE TABLE account_access (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
  clearance INTEGER CHECK (clearance BETWEEN 0 AND 2),
  training_until TEXT,
  leaves_on TEXT
) STRICT;

CREATE TABLE account_duty (
  account_id TEXT NOT NULL REFERENCES account (id),
  role TEXT NOT NULL,
  PRIMARY KEY (account_id, role)
) STRICT;

CREATE TABLE account_event (
  id TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  by_account_id TEXT REFERENCES account (id),
  event TEXT NOT NULL
) STRICT;

CREATE TABLE "account_role" (
  account_id TEXT NOT NULL REFERENCES account (id),
  role TEXT NOT NULL CHECK (role IN ('administrator', 'manager', 'analyst', 'caseworker',
    'information-governance', 'signatory', 'auditor', 'reader', 'board-member', 'provider', 'councillor')),
  PRIMARY KEY (account_id, role)
) STRICT;

CREATE TABLE accreditation (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  scheme TEXT NOT NULL REFERENCES accreditation_scheme (id),
  title TEXT NOT NULL,
  premises TEXT NOT NULL,
  applied_on TEXT NOT NULL,
  assessed_on TEXT,
  grade TEXT,
  awarded_on TEXT,
  spot_checked_on TEXT,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE accreditation_scheme (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  criteria TEXT NOT NULL,
  criteria_version TEXT NOT NULL,
  months INTEGER NOT NULL CHECK (months BETWEEN 1 AND 120)
) STRICT;

CREATE TABLE anonymous_incident (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  theme TEXT NOT NULL,
  exploitation TEXT NOT NULL,
  day TEXT NOT NULL,
  ward TEXT
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

CREATE TABLE audit_cosignature (
  size INTEGER NOT NULL REFERENCES audit_head (size),
  witness TEXT NOT NULL REFERENCES audit_witness (verifier),
  line TEXT NOT NULL,
  seconds INTEGER NOT NULL,
  PRIMARY KEY (size, witness)
) STRICT;

CREATE TABLE audit_entry (
  entry_index INTEGER NOT NULL PRIMARY KEY CHECK (entry_index >= 0),
  leaf BLOB NOT NULL,
  leaf_hash BLOB NOT NULL CHECK (length(leaf_hash) = 32),
  recorded_at TEXT NOT NULL,
  category TEXT NOT NULL CHECK (category IN ('collection', 'alteration', 'consultation', 'disclosure',
    'combination', 'erasure', 'decision', 'session', 'admin', 'system')),
  actor TEXT,
  agency TEXT,
  object_kind TEXT,
  object_id TEXT,
  CHECK ((object_kind IS NULL) = (object_id IS NULL))
) STRICT;

CREATE TABLE audit_head (
  size INTEGER NOT NULL PRIMARY KEY CHECK (size > 0),
  note TEXT NOT NULL,
  signed_at TEXT NOT NULL
) STRICT;

CREATE TABLE audit_individual (
  individual TEXT NOT NULL,
  entry_index INTEGER NOT NULL REFERENCES audit_entry (entry_index),
  PRIMARY KEY (individual, entry_index)
) WITHOUT ROWID, STRICT;

CREATE TABLE audit_node (
  level INTEGER NOT NULL CHECK (level > 0),
  node_index INTEGER NOT NULL CHECK (node_index >= 0),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (level, node_index)
) WITHOUT ROWID, STRICT;

CREATE TABLE audit_witness (
  verifier TEXT NOT NULL PRIMARY KEY,
  added_at TEXT NOT NULL,
  retired_at TEXT
) STRICT;

CREATE TABLE authority (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('responsible-authority', 'co-operating-body', 'participating-body',
    'local-policing-body', 'other')),
  responsibility TEXT CHECK (responsibility IN ('police', 'local-authority', 'fire-and-rescue',
    'integrated-care-board', 'probation')),
  liaison_officer TEXT,
  added_at TEXT NOT NULL, beyond TEXT CHECK (beyond IS NULL
  OR (kind = 'other' AND beyond IN ('provider', 'volunteer-body', 'scrutiny-body', 'public'))), suspended_at TEXT,
  CHECK ((kind = 'responsible-authority') = (responsibility IS NOT NULL))
) STRICT;

CREATE TABLE authority_area (
  authority_id TEXT NOT NULL REFERENCES authority (id),
  code TEXT NOT NULL CHECK (length(code) = 9),
  name TEXT NOT NULL,
  PRIMARY KEY (authority_id, code)
) STRICT;

CREATE TABLE authority_event (
  id TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL,
  authority_id TEXT NOT NULL REFERENCES authority (id),
  by_account_id TEXT REFERENCES account (id),
  event TEXT NOT NULL
) STRICT;

CREATE TABLE authority_facilitator (
  authority_id TEXT NOT NULL PRIMARY KEY REFERENCES authority (id),
  account_id TEXT NOT NULL REFERENCES account (id)
) STRICT;

CREATE TABLE bid_dependency (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  bid TEXT NOT NULL REFERENCES grant_bid (id),
  title TEXT NOT NULL,
  owner TEXT NOT NULL,
  met_on TEXT
) STRICT;

CREATE TABLE break_glass (
  id TEXT NOT NULL PRIMARY KEY,
  record TEXT NOT NULL REFERENCES access_record (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  state TEXT NOT NULL CHECK (state IN ('requested', 'active', 'closed', 'reviewed', 'refused', 'lapsed')),
  reason_code TEXT NOT NULL,
  words TEXT NOT NULL,
  classification INTEGER NOT NULL CHECK (classification BETWEEN 0 AND 2),
  safe_address INTEGER NOT NULL CHECK (safe_address IN (0, 1)),
  started_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  lasts_seconds INTEGER NOT NULL CHECK (lasts_seconds > 0),
  closed_at TEXT,
  review_due TEXT,
  reviewed_at TEXT,
  reviewed_by TEXT,
  justified INTEGER CHECK (justified IN (0, 1)),
  review_words TEXT, told_agency TEXT REFERENCES authority (id),
  CHECK (started_at < expires_at)
) STRICT;

CREATE TABLE calendar_address (
  secret_sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(secret_sha256) = 64),
  account TEXT NOT NULL UNIQUE REFERENCES account (id),
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE campaign (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  theme TEXT NOT NULL,
  aim TEXT NOT NULL,
  audience TEXT NOT NULL,
  channels TEXT NOT NULL,
  owner TEXT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT,
  cleared_by TEXT,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE campaign_asset (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  campaign TEXT NOT NULL REFERENCES campaign (id),
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  language TEXT NOT NULL,
  made INTEGER NOT NULL CHECK (made BETWEEN 0 AND 10000000)
) STRICT;

CREATE TABLE campaign_distribution (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  asset TEXT NOT NULL REFERENCES campaign_asset (id),
  day TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
  ward TEXT,
  given_to TEXT NOT NULL
) STRICT;

CREATE TABLE campaign_reach (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  campaign TEXT NOT NULL REFERENCES campaign (id),
  measure TEXT NOT NULL,
  number INTEGER NOT NULL CHECK (number BETWEEN 0 AND 2000000000),
  day TEXT NOT NULL,
  source TEXT NOT NULL
) STRICT;

CREATE TABLE case_action (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file_cover (id),
  kind TEXT NOT NULL,
  agency TEXT NOT NULL REFERENCES authority (id),
  due TEXT NOT NULL,
  done_on TEXT,
  set_by TEXT NOT NULL
) STRICT;

CREATE TABLE case_file (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file_cover (id),
  name TEXT NOT NULL,
  content BLOB NOT NULL,
  media_type TEXT NOT NULL,
  byte_count INTEGER NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL
) STRICT;

CREATE TABLE case_file_cover (
  id TEXT NOT NULL PRIMARY KEY REFERENCES access_record (id),
  reference TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
  opened_on TEXT NOT NULL,
  closed_on TEXT,
  closing_reason TEXT,
  opened_by TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0), erased_at TEXT,
  CHECK ((state = 'closed') = (closed_on IS NOT NULL))
) STRICT;

CREATE TABLE case_label (
  case_id TEXT NOT NULL REFERENCES case_file_cover (id),
  label TEXT NOT NULL,
  set_at TEXT NOT NULL,
  set_by TEXT NOT NULL,
  set_by_agency TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (case_id, label)
) STRICT;

CREATE TABLE case_note (
  id TEXT NOT NULL PRIMARY KEY,
  case_id TEXT NOT NULL REFERENCES case_file_cover (id),
  kind TEXT NOT NULL CHECK (kind IN ('fact', 'opinion')),
  text TEXT NOT NULL,
  source TEXT NOT NULL,
  happened_on TEXT,
  recorded_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  agency TEXT NOT NULL,
  kept_to_agency TEXT
) STRICT;

CREATE TABLE case_note_category (
  note TEXT NOT NULL REFERENCES case_note (id),
  category TEXT NOT NULL,
  PRIMARY KEY (note, category)
) STRICT;

CREATE TABLE case_party (
  case_id TEXT NOT NULL REFERENCES case_file_cover (id),
  person TEXT NOT NULL REFERENCES person (id),
  role TEXT NOT NULL CHECK (role IN ('suspect', 'convicted', 'victim', 'witness', 'other')),
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  PRIMARY KEY (case_id, person, role)
) STRICT;

CREATE TABLE contract_requirement (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  contract TEXT NOT NULL REFERENCES service_contract (id),
  number TEXT NOT NULL,
  words TEXT NOT NULL
) STRICT;

CREATE TABLE contract_review (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  contract TEXT NOT NULL REFERENCES service_contract (id),
  day TEXT NOT NULL,
  findings TEXT NOT NULL
) STRICT;

CREATE TABLE data_breach (
  id TEXT NOT NULL PRIMARY KEY,
  authority_id TEXT NOT NULL REFERENCES authority (id),
  originator TEXT REFERENCES authority (id),
  title TEXT NOT NULL,
  words TEXT NOT NULL,
  aware_at TEXT NOT NULL,
  recorded_by TEXT NOT NULL REFERENCES account (id),
  recorded_at TEXT NOT NULL,
  risk TEXT NOT NULL CHECK (risk IN ('unassessed', 'unlikely', 'likely', 'high')),
  risk_words TEXT,
  commissioner_told_at TEXT,
  delay_words TEXT,
  originator_told_at TEXT,
  people_told_at TEXT,
  closed_at TEXT,
  CHECK (risk = 'unassessed' OR risk_words IS NOT NULL),
  CHECK (closed_at IS NULL OR risk <> 'unassessed')
) STRICT;

CREATE TABLE disclosure (
  id TEXT NOT NULL PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('information', 'known-to')),
  agency TEXT NOT NULL REFERENCES authority (id),
  record TEXT REFERENCES access_record (id),
  state TEXT NOT NULL CHECK (state IN ('requested', 'acknowledged', 'assessed', 'redacted', 'sent', 'refused',
    'answered')),
  asked_by TEXT NOT NULL,
  asked_body TEXT NOT NULL,
  asked_account TEXT REFERENCES account (id),
  received_on TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  ask TEXT NOT NULL,
  acknowledged_at TEXT,
  acknowledged_by TEXT,
  ground TEXT,
  ground_version INTEGER NOT NULL,
  gateway TEXT,
  purpose TEXT,
  refusal_clause TEXT,
  assessed_at TEXT,
  assessed_by TEXT,
  delete_by TEXT,
  chosen_by TEXT,
  redacted_by TEXT,
  redaction INTEGER NOT NULL,
  second_needed INTEGER NOT NULL CHECK (second_needed IN (0, 1)),
  second_by TEXT,
  second_name TEXT,
  second_at TEXT,
  sent_at TEXT,
  sent_by TEXT
) STRICT;

CREATE TABLE disclosure_correction (
  id TEXT NOT NULL PRIMARY KEY,
  recipient TEXT NOT NULL REFERENCES disclosure_recipient (id),
  item TEXT NOT NULL,
  words TEXT NOT NULL,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  told_at TEXT,
  told_by TEXT,
  told_how TEXT
) STRICT;

CREATE TABLE disclosure_file (
  id TEXT NOT NULL PRIMARY KEY,
  disclosure TEXT NOT NULL REFERENCES disclosure (id),
  document TEXT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('whole', 'redacted')),
  name TEXT NOT NULL,
  content BLOB NOT NULL,
  media_type TEXT NOT NULL,
  byte_count INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  added_at TEXT NOT NULL,
  added_by TEXT NOT NULL,
  UNIQUE (disclosure, document, form)
) STRICT;

CREATE TABLE "disclosure_item" (
  disclosure TEXT NOT NULL REFERENCES disclosure (id),
  kind TEXT NOT NULL CHECK (kind IN ('person', 'contact', 'note', 'document')),
  item TEXT NOT NULL,
  position INTEGER NOT NULL,
  version INTEGER NOT NULL,
  choice TEXT NOT NULL CHECK (choice IN ('withheld', 'redacted', 'whole')),
  reason TEXT,
  categories TEXT NOT NULL,
  leaving TEXT,
  PRIMARY KEY (disclosure, kind, item),
  CHECK ((choice = 'withheld') = (leaving IS NULL))
) STRICT;

CREATE TABLE disclosure_recipient (
  id TEXT NOT NULL PRIMARY KEY,
  disclosure TEXT NOT NULL REFERENCES disclosure (id),
  number INTEGER NOT NULL,
  account TEXT REFERENCES account (id),
  agency TEXT REFERENCES authority (id),
  kind TEXT,
  name TEXT NOT NULL,
  body TEXT NOT NULL,
  sent_to TEXT NOT NULL,
  form TEXT NOT NULL CHECK (form IN ('view', 'copy')),
  standing TEXT NOT NULL CHECK (standing IN ('named', 'sent', 'confirmed', 'destroyed', 'returned', 'kept')),
  agreement TEXT,
  agreement_version INTEGER,
  pack TEXT,
  copy BLOB,
  text_sha256 TEXT,
  receipt TEXT,
  entry_index INTEGER,
  confirmed_at TEXT,
  confirmed_by TEXT,
  ended_at TEXT,
  ended_by TEXT,
  ended_words TEXT,
  UNIQUE (disclosure, number)
) STRICT;

CREATE TABLE duty_fulfilment (
  id TEXT NOT NULL PRIMARY KEY,
  duty TEXT NOT NULL,
  day TEXT NOT NULL,
  evidence TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  recorded_at TEXT NOT NULL
) STRICT;

CREATE TABLE duty_owner (
  duty TEXT NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL
) STRICT;

CREATE TABLE e_learning_completion (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  course TEXT NOT NULL REFERENCES training_course (id),
  officer_group TEXT NOT NULL,
  day TEXT NOT NULL,
  officers INTEGER NOT NULL CHECK (officers BETWEEN 1 AND 5000)
) STRICT;

CREATE TABLE emergency_response (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  title TEXT NOT NULL,
  scenario TEXT NOT NULL,
  declared TEXT NOT NULL,
  day TEXT NOT NULL,
  stood_down_on TEXT,
  agencies TEXT NOT NULL,
  rest_centre TEXT NOT NULL,
  ward TEXT,
  debriefed_on TEXT
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

CREATE TABLE exercise (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  scenario TEXT NOT NULL,
  day TEXT NOT NULL,
  partners TEXT NOT NULL,
  objectives TEXT NOT NULL,
  debriefed_on TEXT,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE exercise_lesson (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  exercise TEXT REFERENCES exercise (id),
  emergency TEXT REFERENCES emergency_response (id),
  title TEXT NOT NULL,
  owner TEXT NOT NULL,
  due TEXT NOT NULL,
  done_on TEXT
) STRICT;

CREATE TABLE experiment (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  programme TEXT NOT NULL REFERENCES programme (id),
  title TEXT NOT NULL,
  hypothesis TEXT NOT NULL,
  measure TEXT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT,
  learning TEXT,
  decision TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE external_return (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  period_first TEXT NOT NULL,
  period_last TEXT NOT NULL,
  supplied_on TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  bytes BLOB NOT NULL,
  row_count INTEGER NOT NULL CHECK (row_count >= 0),
  refused INTEGER NOT NULL CHECK (refused >= 0),
  added INTEGER NOT NULL CHECK (added >= 0),
  changed INTEGER NOT NULL CHECK (changed >= 0),
  withdrawn INTEGER NOT NULL CHECK (withdrawn >= 0),
  problems TEXT NOT NULL,
  loaded_by TEXT NOT NULL,
  loaded_at TEXT NOT NULL,
  withdrawn_by TEXT,
  withdrawn_at TEXT,
  withdrawn_reason TEXT,
  CHECK (period_first <= period_last),
  CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
) STRICT;

CREATE TABLE fact (
  id TEXT NOT NULL PRIMARY KEY,
  sequence INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  quantity INTEGER NOT NULL CHECK (quantity >= 0),
  record TEXT NOT NULL,
  subject TEXT,
  agency TEXT,
  service TEXT,
  place TEXT,
  attributes TEXT NOT NULL,
  external_return TEXT,
  recorded_at TEXT NOT NULL,
  closed_at TEXT,
  closed_sequence INTEGER UNIQUE,
  CHECK (first_day <= last_day),
  CHECK ((closed_at IS NULL) = (closed_sequence IS NULL))
) STRICT;

CREATE TABLE fact_clock (
  one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
  last INTEGER NOT NULL CHECK (last >= 0)
) STRICT;

CREATE TABLE federated_identity (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  account_id TEXT NOT NULL UNIQUE REFERENCES account (id),
  linked_at TEXT NOT NULL,
  linked_by TEXT REFERENCES account (id),
  PRIMARY KEY (issuer, subject)
) STRICT;

CREATE TABLE federated_return (
  state_digest TEXT NOT NULL PRIMARY KEY,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE federated_stranger (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  first_at TEXT NOT NULL,
  last_at TEXT NOT NULL,
  tries INTEGER NOT NULL,
  PRIMARY KEY (issuer, subject)
) STRICT;

CREATE TABLE forward_plan_item (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  title TEXT NOT NULL,
  campaign TEXT REFERENCES campaign (id),
  channel TEXT NOT NULL,
  day TEXT NOT NULL,
  embargo_until TEXT,
  owner TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE funding_grant (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  funder TEXT NOT NULL,
  reference TEXT,
  purpose TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  claims_due TEXT NOT NULL,
  clawback TEXT
) STRICT;

CREATE TABLE governance_action (
  id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  source TEXT NOT NULL,
  decision TEXT REFERENCES governance_decision (id),
  recommendation TEXT REFERENCES governance_recommendation (id),
  meeting TEXT REFERENCES governance_meeting (id),
  board TEXT REFERENCES governance_board (id),
  origin TEXT NOT NULL,
  words TEXT NOT NULL,
  organisation TEXT NOT NULL,
  authority TEXT REFERENCES authority (id),
  owner TEXT NOT NULL,
  account TEXT REFERENCES account (id),
  due TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
  settled TEXT,
  evidence TEXT NOT NULL,
  carried_over INTEGER NOT NULL CHECK (carried_over >= 0),
  measure TEXT NOT NULL,
  effect TEXT NOT NULL CHECK (effect IN ('not-looked', 'moved', 'not-moved', 'cannot-tell')),
  effect_note TEXT NOT NULL,
  CHECK ((state = 'open') = (settled IS NULL))
) STRICT;

CREATE TABLE governance_agenda_item (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES governance_meeting (id),
  position INTEGER NOT NULL,
  title TEXT NOT NULL,
  presenter TEXT NOT NULL,
  evidence TEXT NOT NULL,
  UNIQUE (meeting, position)
) STRICT;

CREATE TABLE governance_attendance (
  meeting TEXT NOT NULL REFERENCES governance_meeting (id),
  seat TEXT NOT NULL REFERENCES governance_seat (id),
  presence TEXT NOT NULL CHECK (presence IN ('holder', 'deputy', 'apologies', 'absent')),
  senior INTEGER NOT NULL CHECK (senior IN (0, 1)),
  PRIMARY KEY (meeting, seat)
) STRICT;

CREATE TABLE governance_board (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  standing TEXT NOT NULL CHECK (standing IN ('strategy-group', 'statutory', 'partnership', 'working-group',
    'shared', 'scrutiny')),
  parent TEXT REFERENCES governance_board (code),
  chair_organisation TEXT NOT NULL,
  chair TEXT NOT NULL,
  chair_from TEXT,
  chair_to TEXT,
  quorum INTEGER CHECK (quorum > 0),
  cycle TEXT NOT NULL,
  confidentiality TEXT NOT NULL CHECK (confidentiality IN ('open', 'official', 'official-sensitive')),
  areas TEXT NOT NULL,
  place TEXT,
  from_day TEXT,
  to_day TEXT,
  CHECK (to_day IS NULL OR from_day <= to_day),
  CHECK (parent IS NULL OR parent <> code)
) STRICT;

CREATE TABLE governance_board_line (
  from_board TEXT NOT NULL REFERENCES governance_board (code),
  to_board TEXT NOT NULL REFERENCES governance_board (code),
  PRIMARY KEY (from_board, to_board),
  CHECK (from_board <> to_board)
) STRICT;

CREATE TABLE governance_board_terms (
  id TEXT NOT NULL PRIMARY KEY,
  board TEXT NOT NULL REFERENCES governance_board (id),
  from_day TEXT NOT NULL,
  words TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  UNIQUE (board, from_day)
) STRICT;

CREATE TABLE governance_decision (
  id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  board TEXT NOT NULL REFERENCES governance_board (id),
  meeting TEXT REFERENCES governance_meeting (id),
  day TEXT NOT NULL,
  words TEXT NOT NULL,
  authority_words TEXT NOT NULL,
  options TEXT NOT NULL,
  reasons TEXT NOT NULL,
  dissent TEXT NOT NULL,
  needs_no_action TEXT NOT NULL
) STRICT;

CREATE TABLE governance_history (
  id TEXT NOT NULL PRIMARY KEY,
  record TEXT NOT NULL,
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE TABLE governance_meeting (
  id TEXT NOT NULL PRIMARY KEY,
  board TEXT NOT NULL REFERENCES governance_board (id),
  day TEXT NOT NULL,
  time_of_day TEXT,
  length_minutes INTEGER NOT NULL CHECK (length_minutes BETWEEN 5 AND 1440),
  place TEXT NOT NULL,
  is_public INTEGER NOT NULL CHECK (is_public IN (0, 1)),
  is_due INTEGER NOT NULL CHECK (is_due IN (0, 1)),
  state TEXT NOT NULL CHECK (state IN ('planned', 'agenda-set', 'papers-issued', 'held', 'minutes-drafted',
    'minutes-approved', 'published', 'cancelled')),
  minutes_text TEXT NOT NULL,
  publicity TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE governance_paper (
  id TEXT NOT NULL PRIMARY KEY,
  meeting TEXT NOT NULL REFERENCES governance_meeting (id),
  title TEXT NOT NULL,
  publication TEXT NOT NULL CHECK (publication IN ('open', 'official', 'official-sensitive')),
  location TEXT NOT NULL,
  reason TEXT NOT NULL,
  CHECK (publication = 'open' OR reason <> '')
) STRICT;

CREATE TABLE governance_recommendation (
  id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  source TEXT NOT NULL,
  reference TEXT NOT NULL,
  words TEXT NOT NULL,
  addressee TEXT NOT NULL,
  authority TEXT REFERENCES authority (id),
  made TEXT NOT NULL,
  answer_due TEXT,
  answer TEXT NOT NULL CHECK (answer IN ('awaited', 'accepted', 'partly', 'rejected')),
  answer_text TEXT NOT NULL,
  answered TEXT,
  implemented TEXT,
  evidence TEXT NOT NULL,
  reported TEXT,
  CHECK ((answer = 'awaited') = (answered IS NULL))
) STRICT;

CREATE TABLE governance_risk (
  id TEXT NOT NULL PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('risk', 'issue')),
  board TEXT REFERENCES governance_board (id),
  title TEXT NOT NULL,
  consequence TEXT NOT NULL,
  likelihood INTEGER NOT NULL CHECK (likelihood BETWEEN 1 AND 5),
  impact INTEGER NOT NULL CHECK (impact BETWEEN 1 AND 5),
  organisation TEXT NOT NULL,
  mitigation TEXT NOT NULL,
  review TEXT NOT NULL,
  closed TEXT
) STRICT;

CREATE TABLE governance_seat (
  id TEXT NOT NULL PRIMARY KEY,
  board TEXT NOT NULL REFERENCES governance_board (id),
  organisation TEXT NOT NULL,
  authority TEXT REFERENCES authority (id),
  title TEXT NOT NULL,
  holder TEXT NOT NULL,
  deputy TEXT NOT NULL,
  senior INTEGER NOT NULL CHECK (senior IN (0, 1)),
  from_day TEXT NOT NULL,
  to_day TEXT,
  CHECK (to_day IS NULL OR from_day <= to_day)
) STRICT;

CREATE TABLE governance_team (
  code TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  organisation TEXT NOT NULL,
  authority TEXT REFERENCES authority (id),
  function TEXT NOT NULL,
  purpose TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT,
  CHECK (to_day IS NULL OR from_day <= to_day)
) STRICT;

CREATE TABLE grant_bid (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  title TEXT NOT NULL,
  funder TEXT NOT NULL,
  amount INTEGER CHECK (amount >= 0),
  due TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE grant_claim (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  of_grant TEXT NOT NULL REFERENCES funding_grant (id),
  claimed_on TEXT NOT NULL,
  claimed INTEGER NOT NULL CHECK (claimed >= 0),
  received_on TEXT,
  received INTEGER CHECK (received >= 0),
  difference TEXT
) STRICT;

CREATE TABLE grant_condition (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  of_grant TEXT NOT NULL REFERENCES funding_grant (id),
  title TEXT NOT NULL,
  due TEXT,
  met_on TEXT,
  evidence TEXT
) STRICT;

CREATE TABLE grant_spend (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  of_grant TEXT NOT NULL REFERENCES funding_grant (id),
  day TEXT NOT NULL,
  initiative TEXT NOT NULL,
  amount INTEGER NOT NULL CHECK (amount >= 0),
  what TEXT NOT NULL
) STRICT;

CREATE TABLE identity_provider (
  id TEXT NOT NULL PRIMARY KEY,
  authority_id TEXT NOT NULL UNIQUE REFERENCES authority (id),
  issuer TEXT NOT NULL UNIQUE,
  client_id TEXT NOT NULL,
  client_secret BLOB,
  client_secret_file TEXT,
  site TEXT NOT NULL,
  acr TEXT NOT NULL,
  amr TEXT NOT NULL,
  is_open INTEGER NOT NULL CHECK (is_open IN (0, 1)),
  added_at TEXT NOT NULL,
  CHECK ((client_secret IS NULL) <> (client_secret_file IS NULL))
) STRICT;

CREATE TABLE improvement_action (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  review TEXT NOT NULL REFERENCES contract_review (id),
  what TEXT NOT NULL,
  owner TEXT NOT NULL,
  due TEXT NOT NULL,
  done_on TEXT
) STRICT;

CREATE TABLE insider_alert (
  id TEXT NOT NULL PRIMARY KEY,
  alert_key TEXT NOT NULL UNIQUE,
  rule TEXT NOT NULL,
  actor TEXT,
  actor_agency TEXT,
  record TEXT,
  happened_at TEXT NOT NULL,
  raised_at TEXT NOT NULL,
  words TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'answered')),
  answered_by TEXT REFERENCES account (id),
  answered_at TEXT,
  answer_words TEXT,
  CHECK ((state = 'answered') = (answered_by IS NOT NULL AND answered_at IS NOT NULL AND answer_words IS NOT NULL))
) STRICT;

CREATE TABLE insider_alert_told (
  alert TEXT NOT NULL REFERENCES insider_alert (id),
  authority_id TEXT NOT NULL REFERENCES authority (id),
  PRIMARY KEY (alert, authority_id)
) STRICT;

CREATE TABLE insider_person_key (
  person TEXT NOT NULL,
  field TEXT NOT NULL CHECK (field IN ('surname', 'address', 'phone', 'identity')),
  match_key TEXT NOT NULL,
  PRIMARY KEY (person, field, match_key)
) STRICT;

CREATE TABLE insider_shift (
  account_id TEXT NOT NULL PRIMARY KEY REFERENCES account (id),
  from_minute INTEGER NOT NULL CHECK (from_minute BETWEEN 0 AND 1440),
  to_minute INTEGER NOT NULL CHECK (to_minute BETWEEN 0 AND 1440),
  weekdays TEXT NOT NULL
) STRICT;

CREATE TABLE insider_staff_key (
  account_id TEXT NOT NULL REFERENCES account (id),
  field TEXT NOT NULL CHECK (field IN ('surname', 'address', 'phone', 'identity')),
  match_key TEXT NOT NULL,
  PRIMARY KEY (account_id, field, match_key)
) STRICT;

CREATE TABLE key_indicator (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  contract TEXT NOT NULL REFERENCES service_contract (id),
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  formula TEXT NOT NULL,
  base TEXT,
  form TEXT NOT NULL,
  direction TEXT NOT NULL,
  target INTEGER CHECK (target BETWEEN 0 AND 10000000),
  source TEXT NOT NULL,
  split TEXT
) STRICT;

CREATE TABLE measure_commentary (
  id TEXT NOT NULL PRIMARY KEY,
  measure TEXT NOT NULL,
  period TEXT NOT NULL,
  words TEXT NOT NULL,
  written_by TEXT NOT NULL,
  written_at TEXT NOT NULL
) STRICT;

CREATE TABLE measure_run (
  id TEXT NOT NULL PRIMARY KEY,
  measure TEXT NOT NULL,
  period TEXT NOT NULL,
  known_at TEXT NOT NULL,
  figure TEXT NOT NULL,
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  sequences TEXT NOT NULL,
  fact_count INTEGER NOT NULL CHECK (fact_count >= 0),
  kept_for TEXT NOT NULL,
  kept_by TEXT NOT NULL,
  kept_at TEXT NOT NULL
) STRICT;

CREATE TABLE milestone (
  code TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  organisation TEXT NOT NULL,
  due TEXT,
  needed_for TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('open', 'reached', 'dropped')),
  settled TEXT,
  note TEXT NOT NULL,
  CHECK ((state = 'open') = (settled IS NULL))
) STRICT;

CREATE TABLE night_haven (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  title TEXT NOT NULL,
  zone TEXT NOT NULL REFERENCES volunteer_zone (id),
  hours TEXT NOT NULL,
  trained_staff INTEGER NOT NULL CHECK (trained_staff BETWEEN 0 AND 500),
  checked_on TEXT,
  state TEXT NOT NULL
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

CREATE TABLE person (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version > 0),
  family_name TEXT NOT NULL,
  given_names TEXT NOT NULL,
  birth_date TEXT,
  made_at TEXT NOT NULL
) STRICT;

CREATE TABLE person_address (
  person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  version INTEGER NOT NULL,
  address TEXT NOT NULL,
  postcode TEXT NOT NULL
) STRICT;

CREATE TABLE person_index (
  code TEXT NOT NULL,
  kind TEXT NOT NULL,
  person TEXT NOT NULL REFERENCES person (id),
  PRIMARY KEY (code, kind, person)
) STRICT;

CREATE TABLE person_phone (
  id TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL REFERENCES person (id),
  number TEXT NOT NULL
) STRICT;

CREATE TABLE planned_event (
  code TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  day TEXT NOT NULL,
  strategy TEXT NOT NULL,
  purpose TEXT NOT NULL,
  attendees INTEGER CHECK (attendees >= 0),
  outputs TEXT NOT NULL
) STRICT;

CREATE TABLE programme (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  aim TEXT NOT NULL,
  cohort TEXT NOT NULL,
  lead TEXT NOT NULL REFERENCES authority (id),
  funding TEXT,
  ward TEXT,
  starts TEXT NOT NULL,
  ends TEXT,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE programme_participant (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  programme TEXT NOT NULL REFERENCES programme (id),
  reference TEXT NOT NULL,
  joined_on TEXT NOT NULL,
  left_on TEXT
) STRICT;

CREATE TABLE programme_post (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  programme TEXT NOT NULL REFERENCES programme (id),
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  filled_from TEXT,
  filled_until TEXT
) STRICT;

CREATE TABLE published_statement (
  code TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  organisation TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  location TEXT NOT NULL,
  CHECK (first_day <= last_day)
) STRICT;

CREATE TABLE register_change (
  register TEXT NOT NULL,
  record TEXT NOT NULL,
  version INTEGER NOT NULL CHECK (version >= 1),
  changed_at TEXT NOT NULL,
  changed_by TEXT NOT NULL REFERENCES account (id),
  reason TEXT NOT NULL,
  stood_before TEXT NOT NULL,
  PRIMARY KEY (register, record, version)
) STRICT;

CREATE TABLE report_answer (
  id TEXT NOT NULL PRIMARY KEY,
  report TEXT NOT NULL REFERENCES report_edition (id),
  promise TEXT NOT NULL REFERENCES report_promise (id),
  state TEXT NOT NULL,
  words TEXT NOT NULL,
  answered_by TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  UNIQUE (report, promise)
) STRICT;

CREATE TABLE report_binding (
  id TEXT NOT NULL PRIMARY KEY,
  report TEXT NOT NULL REFERENCES report_edition (id),
  name TEXT NOT NULL,
  question TEXT NOT NULL,
  figure TEXT,
  sha256 TEXT CHECK (length(sha256) = 64),
  sequences TEXT NOT NULL,
  held_at TEXT,
  held_by TEXT,
  UNIQUE (report, name),
  CHECK ((figure IS NULL) = (sha256 IS NULL))
) STRICT;

CREATE TABLE report_edition (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  partnership TEXT NOT NULL,
  period_first TEXT NOT NULL,
  period_last TEXT NOT NULL,
  notice TEXT,
  header TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'signed-off', 'published')),
  previous TEXT,
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  signed_by TEXT,
  signed_at TEXT,
  signed_note TEXT,
  fingerprint TEXT,
  published_at TEXT,
  CHECK (period_first <= period_last),
  CHECK ((state = 'draft') = (signed_at IS NULL)),
  CHECK ((signed_at IS NULL) = (fingerprint IS NULL) AND (signed_at IS NULL) = (signed_by IS NULL)),
  CHECK ((state = 'published') = (published_at IS NOT NULL))
) STRICT;

CREATE TABLE report_history (
  id TEXT NOT NULL PRIMARY KEY,
  report TEXT NOT NULL REFERENCES report_edition (id),
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE TABLE report_judgement (
  id TEXT NOT NULL PRIMARY KEY,
  report TEXT NOT NULL REFERENCES report_edition (id),
  paragraph TEXT NOT NULL REFERENCES report_paragraph (id),
  sentence TEXT NOT NULL,
  judged_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  judged_at TEXT NOT NULL
) STRICT;

CREATE TABLE report_paragraph (
  id TEXT NOT NULL PRIMARY KEY,
  report TEXT NOT NULL REFERENCES report_edition (id),
  section TEXT NOT NULL REFERENCES report_section (id),
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  subject TEXT,
  exempt TEXT,
  version INTEGER NOT NULL CHECK (version > 0),
  author TEXT NOT NULL,
  edited_at TEXT NOT NULL,
  removed INTEGER NOT NULL CHECK (removed IN (0, 1))
) STRICT;

CREATE TABLE report_paragraph_version (
  paragraph TEXT NOT NULL REFERENCES report_paragraph (id),
  version INTEGER NOT NULL,
  content TEXT NOT NULL,
  subject TEXT,
  exempt TEXT,
  author TEXT NOT NULL,
  account TEXT NOT NULL,
  edited_at TEXT NOT NULL,
  PRIMARY KEY (paragraph, version)
) STRICT;

CREATE TABLE report_promise (
  id TEXT NOT NULL PRIMARY KEY,
  report TEXT NOT NULL REFERENCES report_edition (id),
  number TEXT NOT NULL,
  words TEXT NOT NULL,
  owner TEXT NOT NULL,
  due TEXT,
  made_at TEXT NOT NULL,
  made_by TEXT NOT NULL,
  UNIQUE (report, words)
) STRICT;

CREATE TABLE report_release (
  id TEXT NOT NULL PRIMARY KEY,
  report TEXT NOT NULL REFERENCES report_edition (id),
  finding TEXT NOT NULL,
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  UNIQUE (report, finding)
) STRICT;

CREATE TABLE report_section (
  id TEXT NOT NULL PRIMARY KEY,
  report TEXT NOT NULL REFERENCES report_edition (id),
  position INTEGER NOT NULL,
  heading TEXT NOT NULL
) STRICT;

CREATE TABLE retention_approval (
  batch TEXT NOT NULL REFERENCES retention_batch (id),
  account TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  approved_at TEXT NOT NULL,
  PRIMARY KEY (batch, account)
) STRICT;

CREATE TABLE retention_batch (
  id TEXT NOT NULL PRIMARY KEY,
  agency TEXT NOT NULL REFERENCES authority (id),
  state TEXT NOT NULL CHECK (state IN ('proposed', 'approved', 'erasing', 'done', 'withdrawn')),
  proposed_at TEXT NOT NULL,
  proposed_by TEXT NOT NULL,
  done_at TEXT,
  certificate TEXT,
  entry_index INTEGER
) STRICT;

CREATE TABLE retention_batch_case (
  batch TEXT NOT NULL REFERENCES retention_batch (id),
  record TEXT NOT NULL REFERENCES access_record (id),
  rule TEXT NOT NULL,
  due TEXT NOT NULL,
  erased INTEGER NOT NULL CHECK (erased IN (0, 1)),
  left_out TEXT,
  PRIMARY KEY (batch, record)
) STRICT;

CREATE TABLE retention_batch_owner (
  batch TEXT NOT NULL REFERENCES retention_batch (id),
  owner TEXT NOT NULL,
  PRIMARY KEY (batch, owner)
) STRICT;

CREATE TABLE retention_hold (
  id TEXT NOT NULL PRIMARY KEY,
  record TEXT NOT NULL REFERENCES access_record (id),
  reason TEXT NOT NULL,
  set_at TEXT NOT NULL,
  set_by TEXT NOT NULL,
  lifted_at TEXT,
  lifted_by TEXT,
  lift_reason TEXT
) STRICT;

CREATE TABLE retention_review (
  record TEXT NOT NULL PRIMARY KEY REFERENCES access_record (id),
  keep_until TEXT NOT NULL,
  reason TEXT NOT NULL,
  reviewed_at TEXT NOT NULL,
  reviewed_by TEXT NOT NULL
) STRICT;

CREATE TABLE safe_address (
  person TEXT NOT NULL PRIMARY KEY REFERENCES person (id),
  version INTEGER NOT NULL,
  address TEXT NOT NULL
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

CREATE TABLE service (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  need TEXT NOT NULL,
  commissioner TEXT NOT NULL REFERENCES authority (id),
  state TEXT NOT NULL
) STRICT;

CREATE TABLE service_contract (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  service TEXT NOT NULL REFERENCES service (id),
  provider TEXT NOT NULL REFERENCES authority (id),
  reference TEXT NOT NULL,
  starts TEXT NOT NULL,
  ends TEXT NOT NULL,
  extension_months INTEGER CHECK (extension_months BETWEEN 0 AND 120),
  amount INTEGER CHECK (amount >= 0),
  funding TEXT,
  boroughs TEXT NOT NULL,
  frequency TEXT NOT NULL,
  return_days INTEGER NOT NULL CHECK (return_days BETWEEN 0 AND 180)
) STRICT;

CREATE TABLE service_return (
  id TEXT NOT NULL PRIMARY KEY,
  contract TEXT NOT NULL REFERENCES service_contract (id),
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  due_on TEXT NOT NULL,
  begun_at TEXT NOT NULL,
  UNIQUE (contract, first_day),
  CHECK (first_day <= last_day)
) STRICT;

CREATE TABLE service_return_figure (
  return_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  item TEXT NOT NULL,
  number INTEGER CHECK (number >= 0),
  base INTEGER CHECK (base >= 0),
  PRIMARY KEY (return_id, version, item),
  FOREIGN KEY (return_id, version) REFERENCES service_return_version (return_id, version)
) STRICT;

CREATE TABLE service_return_query (
  id TEXT NOT NULL PRIMARY KEY,
  return_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  question TEXT NOT NULL,
  asked_by TEXT NOT NULL REFERENCES account (id),
  asked_at TEXT NOT NULL,
  answer TEXT,
  answered_by TEXT REFERENCES account (id),
  answered_at TEXT,
  FOREIGN KEY (return_id, version) REFERENCES service_return_version (return_id, version),
  CHECK ((answer IS NULL) = (answered_by IS NULL))
) STRICT;

CREATE TABLE service_return_version (
  return_id TEXT NOT NULL REFERENCES service_return (id),
  version INTEGER NOT NULL CHECK (version >= 1),
  state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'queried', 'accepted', 'replaced')),
  narrative TEXT NOT NULL,
  reason TEXT,
  begun_by TEXT NOT NULL REFERENCES account (id),
  begun_at TEXT NOT NULL,
  submitted_by TEXT REFERENCES account (id),
  submitted_at TEXT,
  decided_by TEXT REFERENCES account (id),
  decided_at TEXT,
  PRIMARY KEY (return_id, version),
  CHECK (version = 1 OR reason IS NOT NULL),
  CHECK (state NOT IN ('accepted', 'replaced') OR decided_by IS NOT NULL)
) STRICT;

CREATE TABLE setting (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE sharing_agreement (
  id TEXT NOT NULL PRIMARY KEY,
  title TEXT NOT NULL,
  model TEXT,
  version INTEGER NOT NULL CHECK (version > 0),
  replaces TEXT REFERENCES sharing_agreement (id),
  parent TEXT REFERENCES sharing_agreement (id),
  tier TEXT NOT NULL CHECK (tier IN ('protocol', 'purpose', 'flow')),
  status TEXT NOT NULL CHECK (status IN ('draft', 'under-review', 'partially-signed', 'in-force',
    'due-for-review', 'expired', 'terminated', 'superseded')),
  from_day TEXT NOT NULL,
  to_day TEXT,
  review_day TEXT,
  content TEXT NOT NULL,
  content_sha256 TEXT NOT NULL CHECK (length(content_sha256) = 64),
  created_at TEXT NOT NULL,
  created_by TEXT NOT NULL,
  CHECK (to_day IS NULL OR from_day <= to_day)
) STRICT;

CREATE TABLE sharing_agreement_event (
  id TEXT NOT NULL PRIMARY KEY,
  agreement TEXT NOT NULL REFERENCES sharing_agreement (id),
  at TEXT NOT NULL,
  account TEXT NOT NULL,
  name TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

CREATE TABLE sharing_agreement_party (
  agreement TEXT NOT NULL REFERENCES sharing_agreement (id),
  authority_id TEXT NOT NULL REFERENCES authority (id),
  standing TEXT NOT NULL CHECK (standing IN ('controller', 'joint-controller', 'processor')),
  signed_at TEXT,
  signed_by TEXT,
  signatory TEXT,
  signed_sha256 TEXT CHECK (length(signed_sha256) = 64), gives INTEGER NOT NULL DEFAULT 1,
  PRIMARY KEY (agreement, authority_id),
  CHECK ((signed_at IS NULL) = (signed_by IS NULL)),
  CHECK ((signed_at IS NULL) = (signed_sha256 IS NULL))
) STRICT;

CREATE TABLE sharing_agreement_scope (
  agreement TEXT NOT NULL REFERENCES sharing_agreement (id),
  kind TEXT NOT NULL CHECK (kind IN ('purpose', 'panel', 'category')),
  word TEXT NOT NULL,
  PRIMARY KEY (agreement, kind, word)
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
, purpose TEXT) STRICT;

CREATE TABLE strategy (
  id TEXT NOT NULL PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('partnership-plan', 'serious-violence', 're-offending',
    'anti-social-behaviour', 'modern-slavery', 'other')),
  title TEXT NOT NULL,
  vision TEXT NOT NULL,
  first_day TEXT NOT NULL,
  last_day TEXT NOT NULL,
  organisation TEXT NOT NULL,
  assessment TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'adopted', 'ended')),
  adopted_day TEXT,
  launched_first TEXT,
  launched_last TEXT,
  CHECK (first_day <= last_day),
  CHECK ((launched_first IS NULL) = (launched_last IS NULL)),
  CHECK (launched_first IS NULL OR launched_first <= launched_last),
  CHECK ((state = 'draft') = (adopted_day IS NULL))
) STRICT;

CREATE TABLE strategy_check (
  id TEXT NOT NULL PRIMARY KEY,
  strategy TEXT NOT NULL REFERENCES strategy (id),
  requirement TEXT NOT NULL,
  met INTEGER NOT NULL CHECK (met IN (0, 1)),
  evidence TEXT NOT NULL,
  day TEXT NOT NULL,
  recorded_by TEXT NOT NULL
) STRICT;

CREATE TABLE strategy_item (
  id TEXT NOT NULL PRIMARY KEY,
  strategy TEXT NOT NULL REFERENCES strategy (id),
  kind TEXT NOT NULL CHECK (kind IN ('principle', 'priority', 'objective', 'step', 'resource', 'measure',
    'engagement')),
  position INTEGER NOT NULL,
  parent TEXT REFERENCES strategy_item (id),
  words TEXT NOT NULL,
  code TEXT NOT NULL,
  basis TEXT NOT NULL,
  organisation TEXT NOT NULL,
  authority TEXT REFERENCES authority (id),
  due TEXT,
  state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
  settled TEXT,
  evidence TEXT NOT NULL,
  measure TEXT NOT NULL,
  baseline TEXT NOT NULL,
  target TEXT NOT NULL,
  pence INTEGER CHECK (pence >= 0),
  added_day TEXT NOT NULL,
  withdrawn TEXT,
  UNIQUE (strategy, kind, position),
  CHECK ((state = 'open') = (settled IS NULL))
) STRICT;

CREATE TABLE strategy_publication (
  id TEXT NOT NULL PRIMARY KEY,
  strategy TEXT NOT NULL REFERENCES strategy (id),
  day TEXT NOT NULL,
  published_by TEXT NOT NULL,
  reach TEXT NOT NULL,
  content TEXT NOT NULL
) STRICT;

CREATE TABLE strategy_refresh (
  id TEXT NOT NULL PRIMARY KEY,
  strategy TEXT NOT NULL REFERENCES strategy (id),
  day TEXT NOT NULL,
  plan_year INTEGER NOT NULL,
  changed TEXT NOT NULL,
  recorded_by TEXT NOT NULL,
  UNIQUE (strategy, plan_year)
) STRICT;

CREATE TABLE strategy_step_link (
  strategy TEXT NOT NULL REFERENCES strategy (id),
  item TEXT NOT NULL REFERENCES strategy_item (id),
  PRIMARY KEY (strategy, item)
) STRICT;

CREATE TABLE subject_request (
  id TEXT NOT NULL PRIMARY KEY,
  reference TEXT NOT NULL UNIQUE,
  agency TEXT NOT NULL REFERENCES authority (id),
  regime TEXT NOT NULL CHECK (regime IN ('uk-gdpr', 'law-enforcement')),
  state TEXT NOT NULL CHECK (state IN ('received', 'reviewed', 'approved', 'answered', 'refused', 'withdrawn')),
  received_on TEXT NOT NULL,
  extended_on TEXT,
  extension_reason TEXT,
  identity TEXT NOT NULL,
  handler TEXT NOT NULL REFERENCES account (id),
  handler_name TEXT NOT NULL,
  safety TEXT,
  reviewed_by TEXT,
  revision INTEGER NOT NULL,
  approvals_needed INTEGER NOT NULL,
  ended_on TEXT,
  end_reason TEXT,
  answer BLOB,
  answer_sha256 TEXT,
  entry_index INTEGER
) STRICT;

CREATE TABLE subject_request_approval (
  request TEXT NOT NULL REFERENCES subject_request (id),
  account TEXT NOT NULL REFERENCES account (id),
  name TEXT NOT NULL,
  approved_at TEXT NOT NULL,
  PRIMARY KEY (request, account)
) STRICT;

CREATE TABLE subject_request_case (
  request TEXT NOT NULL REFERENCES subject_request (id),
  record TEXT NOT NULL REFERENCES access_record (id),
  person TEXT NOT NULL,
  persons TEXT NOT NULL,
  matched TEXT NOT NULL,
  weight INTEGER NOT NULL,
  decided_by TEXT,
  standing TEXT NOT NULL CHECK (standing IN ('found', 'taken', 'decided', 'other', 'concealed')),
  PRIMARY KEY (request, record)
) STRICT;

CREATE TABLE subject_request_item (
  request TEXT NOT NULL REFERENCES subject_request (id),
  record TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'contact', 'note')),
  item TEXT NOT NULL,
  position INTEGER NOT NULL,
  third_party TEXT NOT NULL CHECK (third_party IN ('nobody', 'agreed', 'reasonable', 'unreasonable')),
  choice TEXT NOT NULL CHECK (choice IN ('withheld', 'redacted', 'whole')),
  reason TEXT,
  leaving TEXT,
  PRIMARY KEY (request, record, kind, item),
  CHECK ((choice = 'withheld') = (leaving IS NULL))
) STRICT;

CREATE TABLE subject_request_member (
  request TEXT NOT NULL REFERENCES subject_request (id),
  record TEXT NOT NULL REFERENCES access_record (id),
  account TEXT NOT NULL REFERENCES account (id),
  PRIMARY KEY (request, record, account)
) STRICT;

CREATE TABLE subject_request_pause (
  id TEXT NOT NULL PRIMARY KEY,
  request TEXT NOT NULL REFERENCES subject_request (id),
  reason TEXT NOT NULL CHECK (reason IN ('identity', 'clarification', 'fee')),
  asked_on TEXT NOT NULL,
  answered_on TEXT
) STRICT;

CREATE TABLE survey (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  purpose TEXT NOT NULL,
  mode TEXT NOT NULL,
  opens TEXT NOT NULL,
  closes TEXT NOT NULL,
  consulted TEXT
) STRICT;

CREATE TABLE survey_allowance (
  name TEXT NOT NULL PRIMARY KEY,
  tokens REAL NOT NULL,
  refilled_at TEXT NOT NULL
) STRICT;

CREATE TABLE survey_answer (
  response TEXT NOT NULL REFERENCES survey_response (id),
  question TEXT NOT NULL,
  place INTEGER NOT NULL,
  chosen TEXT,
  words TEXT,
  PRIMARY KEY (response, question, place),
  CHECK ((chosen IS NULL) <> (words IS NULL))
) STRICT;

CREATE TABLE survey_follow_up (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  survey TEXT NOT NULL REFERENCES survey (id),
  said TEXT NOT NULL,
  priority TEXT NOT NULL,
  step TEXT NOT NULL,
  measure TEXT NOT NULL,
  did TEXT,
  did_on TEXT,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE survey_invitation (
  digest TEXT NOT NULL PRIMARY KEY,
  survey TEXT NOT NULL,
  stratum TEXT NOT NULL,
  made_at TEXT NOT NULL,
  is_used INTEGER NOT NULL CHECK (is_used IN (0, 1)),
  FOREIGN KEY (survey, stratum) REFERENCES survey_stratum (survey, code)
) STRICT;

CREATE TABLE survey_response (
  id TEXT NOT NULL PRIMARY KEY,
  survey TEXT NOT NULL,
  version INTEGER NOT NULL,
  mode TEXT NOT NULL CHECK (mode IN ('open', 'invited')),
  language TEXT NOT NULL,
  received_on TEXT NOT NULL,
  stratum TEXT,
  CHECK ((mode = 'invited') = (stratum IS NOT NULL)),
  FOREIGN KEY (survey, version) REFERENCES survey_version (survey, version)
) STRICT;

CREATE TABLE survey_stratum (
  survey TEXT NOT NULL REFERENCES survey (id),
  code TEXT NOT NULL,
  title TEXT NOT NULL,
  population INTEGER NOT NULL CHECK (population > 0),
  PRIMARY KEY (survey, code)
) STRICT;

CREATE TABLE survey_version (
  survey TEXT NOT NULL REFERENCES survey (id),
  version INTEGER NOT NULL CHECK (version >= 1),
  questionnaire TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  published_at TEXT,
  published_by TEXT REFERENCES account (id),
  PRIMARY KEY (survey, version),
  CHECK ((published_at IS NULL) = (published_by IS NULL))
) STRICT;

CREATE TABLE team (
  id TEXT NOT NULL PRIMARY KEY,
  authority_id TEXT NOT NULL REFERENCES authority (id),
  name TEXT NOT NULL,
  made_at TEXT NOT NULL,
  ended_at TEXT
) STRICT;

CREATE TABLE team_member (
  team_id TEXT NOT NULL REFERENCES team (id),
  account_id TEXT NOT NULL REFERENCES account (id),
  leads INTEGER NOT NULL CHECK (leads IN (0, 1)),
  since TEXT NOT NULL,
  PRIMARY KEY (team_id, account_id)
) STRICT;

CREATE TABLE training_course (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  type TEXT NOT NULL,
  strand TEXT NOT NULL,
  minutes INTEGER CHECK (minutes BETWEEN 5 AND 3000)
) STRICT;

CREATE TABLE training_institution (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  kind TEXT NOT NULL,
  ward TEXT
) STRICT;

CREATE TABLE training_session (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  course TEXT NOT NULL REFERENCES training_course (id),
  institution TEXT REFERENCES training_institution (id),
  day TEXT NOT NULL,
  mode TEXT NOT NULL,
  deliverer TEXT NOT NULL,
  places INTEGER CHECK (places BETWEEN 1 AND 5000),
  attendees INTEGER CHECK (attendees BETWEEN 1 AND 5000),
  state TEXT NOT NULL
) STRICT;

CREATE TABLE volunteer (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  scheme TEXT NOT NULL REFERENCES volunteer_scheme (id),
  dbs TEXT NOT NULL,
  dbs_until TEXT,
  references_on TEXT,
  trained_until TEXT,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE volunteer_encounter (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  scheme TEXT NOT NULL REFERENCES volunteer_scheme (id),
  zone TEXT NOT NULL REFERENCES volunteer_zone (id),
  day TEXT NOT NULL,
  hour INTEGER NOT NULL CHECK (hour BETWEEN 0 AND 23),
  people INTEGER NOT NULL CHECK (people BETWEEN 1 AND 50),
  gender TEXT NOT NULL,
  age TEXT NOT NULL,
  need TEXT NOT NULL,
  help TEXT NOT NULL,
  onward TEXT NOT NULL
) STRICT;

CREATE TABLE volunteer_scheme (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  coordinator TEXT NOT NULL REFERENCES authority (id),
  aim TEXT NOT NULL
) STRICT;

CREATE TABLE volunteer_shift (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  volunteer TEXT NOT NULL REFERENCES volunteer (id),
  zone TEXT NOT NULL REFERENCES volunteer_zone (id),
  day TEXT NOT NULL,
  starts INTEGER NOT NULL CHECK (starts BETWEEN 0 AND 1439),
  ends INTEGER NOT NULL CHECK (ends BETWEEN 0 AND 1439),
  break_minutes INTEGER NOT NULL CHECK (break_minutes BETWEEN 0 AND 240),
  state TEXT NOT NULL
) STRICT;

CREATE TABLE volunteer_zone (
  id TEXT NOT NULL PRIMARY KEY,
  version INTEGER NOT NULL CHECK (version >= 1),
  entered_by TEXT NOT NULL REFERENCES account (id),
  entered_at TEXT NOT NULL,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  ward TEXT
) STRICT;

CREATE INDEX access_member_account ON access_member (account_id, status, record);

CREATE INDEX access_narrowing_record ON access_narrowing (record);

CREATE INDEX access_person_person ON access_person (person, record);

CREATE INDEX access_record_panel_wide ON access_record (id) WHERE panel_wide = 1;

CREATE INDEX access_request_open ON access_request (answer, asked_at);

CREATE INDEX account_event_account ON account_event (account_id, at);

CREATE INDEX accreditation_by_scheme ON accreditation (scheme);

CREATE INDEX assessment_block_edition ON assessment_block (edition, section, position);

CREATE INDEX assessment_comment_edition ON assessment_comment (edition, given_at);

CREATE INDEX assessment_history_edition ON assessment_history (edition, at);

CREATE INDEX audit_cosignature_witness ON audit_cosignature (witness, size);

CREATE INDEX audit_entry_actor ON audit_entry (actor, entry_index);

CREATE INDEX audit_entry_agency ON audit_entry (agency, entry_index);

CREATE INDEX audit_entry_category ON audit_entry (category, entry_index);

CREATE INDEX audit_entry_object ON audit_entry (object_kind, object_id, entry_index);

CREATE INDEX audit_entry_time ON audit_entry (recorded_at);

CREATE INDEX audit_individual_entry ON audit_individual (entry_index);

CREATE INDEX authority_event_authority ON authority_event (authority_id, at);

CREATE INDEX bid_dependency_by_bid ON bid_dependency (bid);

CREATE INDEX break_glass_account ON break_glass (account_id, state, record);

CREATE INDEX break_glass_record ON break_glass (record);

CREATE INDEX campaign_asset_by_campaign ON campaign_asset (campaign);

CREATE INDEX campaign_distribution_by_asset ON campaign_distribution (asset);

CREATE INDEX campaign_reach_by_campaign ON campaign_reach (campaign);

CREATE INDEX case_action_case ON case_action (case_id, done_on, due);

CREATE INDEX case_file_case ON case_file (case_id);

CREATE INDEX case_file_cover_opened ON case_file_cover (opened_on, id);

CREATE INDEX case_note_case ON case_note (case_id, recorded_at);

CREATE INDEX contract_requirement_by_contract ON contract_requirement (contract);

CREATE INDEX contract_review_by_contract ON contract_review (contract);

CREATE INDEX data_breach_authority ON data_breach (authority_id, closed_at);

CREATE INDEX disclosure_agency ON disclosure (agency, received_on);

CREATE INDEX disclosure_asked ON disclosure (asked_account);

CREATE INDEX disclosure_correction_recipient ON disclosure_correction (recipient, told_at);

CREATE INDEX disclosure_item_item ON disclosure_item (item);

CREATE INDEX disclosure_recipient_account ON disclosure_recipient (account);

CREATE INDEX disclosure_record ON disclosure (record);

CREATE INDEX duty_fulfilment_duty ON duty_fulfilment (duty, day);

CREATE INDEX e_learning_completion_by_course ON e_learning_completion (course);

CREATE INDEX evidence_extract_content ON evidence_extract (content_sha256);

CREATE INDEX evidence_holding_extract ON evidence_holding (sha256);

CREATE INDEX evidence_part_kind ON evidence_part (kind, publisher, part);

CREATE INDEX exercise_lesson_by_emergency ON exercise_lesson (emergency);

CREATE INDEX exercise_lesson_by_exercise ON exercise_lesson (exercise);

CREATE INDEX experiment_by_programme ON experiment (programme);

CREATE INDEX external_return_name ON external_return (name, loaded_at);

CREATE UNIQUE INDEX fact_current ON fact (kind, record) WHERE closed_at IS NULL;

CREATE INDEX fact_kind ON fact (kind, first_day);

CREATE INDEX fact_return ON fact (external_return);

CREATE INDEX forward_plan_item_by_campaign ON forward_plan_item (campaign);

CREATE INDEX governance_action_decision ON governance_action (decision);

CREATE INDEX governance_action_due ON governance_action (state, due);

CREATE INDEX governance_history_record ON governance_history (record, at);

CREATE INDEX governance_meeting_board ON governance_meeting (board, day);

CREATE INDEX governance_paper_meeting ON governance_paper (meeting);

CREATE INDEX governance_seat_board ON governance_seat (board);

CREATE INDEX grant_claim_by_of_grant ON grant_claim (of_grant);

CREATE INDEX grant_condition_by_of_grant ON grant_condition (of_grant);

CREATE INDEX grant_spend_by_of_grant ON grant_spend (of_grant);

CREATE INDEX improvement_action_by_review ON improvement_action (review);

CREATE INDEX insider_alert_state ON insider_alert (state, raised_at);

CREATE INDEX insider_alert_told_authority ON insider_alert_told (authority_id, alert);

CREATE INDEX key_indicator_by_contract ON key_indicator (contract);

CREATE INDEX measure_commentary_measure ON measure_commentary (measure, period, written_at);

CREATE INDEX measure_run_for ON measure_run (kept_for, measure);

CREATE INDEX night_haven_by_zone ON night_haven (zone);

CREATE INDEX partner_file_answer_place ON partner_file_answer (holder, set_id, quarter);

CREATE INDEX partner_file_import_place ON partner_file_import (holder, set_id, quarter, imported_at);

CREATE INDEX person_index_person ON person_index (person);

CREATE INDEX person_phone_person ON person_phone (person);

CREATE INDEX programme_participant_by_programme ON programme_participant (programme);

CREATE INDEX programme_post_by_programme ON programme_post (programme);

CREATE INDEX report_history_report ON report_history (report, at);

CREATE INDEX report_paragraph_place ON report_paragraph (report, section, position);

CREATE INDEX retention_hold_record ON retention_hold (record);

CREATE INDEX sent_form_claimed ON sent_form (claimed_at);

CREATE INDEX service_contract_by_service ON service_contract (service);

CREATE UNIQUE INDEX service_return_open ON service_return_version (return_id)
WHERE state IN ('draft', 'submitted', 'queried');

CREATE INDEX service_return_query_of ON service_return_query (return_id, version);

CREATE UNIQUE INDEX service_return_standing ON service_return_version (return_id) WHERE state = 'accepted';

CREATE INDEX sharing_agreement_event_agreement ON sharing_agreement_event (agreement, at);

CREATE INDEX sharing_agreement_party_authority ON sharing_agreement_party (authority_id, agreement);

CREATE INDEX sign_in_attempt_at ON sign_in_attempt (at);

CREATE INDEX sign_in_attempt_network ON sign_in_attempt (network, outcome, at);

CREATE INDEX sign_in_session_account ON sign_in_session (account_id, started_at);

CREATE INDEX strategy_check_strategy ON strategy_check (strategy, requirement);

CREATE INDEX strategy_publication_strategy ON strategy_publication (strategy, id);

CREATE INDEX subject_request_agency ON subject_request (agency, received_on);

CREATE INDEX subject_request_pause_request ON subject_request_pause (request);

CREATE INDEX survey_follow_up_by_survey ON survey_follow_up (survey);

CREATE INDEX survey_invitation_by_survey ON survey_invitation (survey);

CREATE INDEX survey_response_survey ON survey_response (survey, version);

CREATE UNIQUE INDEX survey_version_draft ON survey_version (survey) WHERE published_at IS NULL;

CREATE INDEX team_authority ON team (authority_id, ended_at);

CREATE INDEX team_member_account ON team_member (account_id);

CREATE INDEX training_session_by_course ON training_session (course);

CREATE INDEX training_session_by_institution ON training_session (institution);

CREATE INDEX volunteer_by_scheme ON volunteer (scheme);

CREATE INDEX volunteer_encounter_by_scheme ON volunteer_encounter (scheme);

CREATE INDEX volunteer_encounter_by_zone ON volunteer_encounter (zone);

CREATE INDEX volunteer_shift_by_volunteer ON volunteer_shift (volunteer);

CREATE INDEX volunteer_shift_by_zone ON volunteer_shift (zone);

CREATE TRIGGER assessment_frozen_delete BEFORE DELETE ON assessment_frozen
BEGIN SELECT RAISE(ABORT, 'a frozen figure is never changed'); END;

CREATE TRIGGER assessment_frozen_update BEFORE UPDATE ON assessment_frozen
BEGIN SELECT RAISE(ABORT, 'a frozen figure is never changed'); END;

CREATE TRIGGER audit_cosignature_delete BEFORE DELETE ON audit_cosignature
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_cosignature_replace BEFORE INSERT ON audit_cosignature
WHEN EXISTS (SELECT 1 FROM audit_cosignature WHERE size = NEW.size AND witness = NEW.witness)
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_cosignature_update BEFORE UPDATE ON audit_cosignature
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_entry_delete BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_entry_replace BEFORE INSERT ON audit_entry
WHEN EXISTS (SELECT 1 FROM audit_entry WHERE entry_index = NEW.entry_index)
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_entry_update BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_head_delete BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_head_replace BEFORE INSERT ON audit_head
WHEN EXISTS (SELECT 1 FROM audit_head WHERE size = NEW.size)
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_head_update BEFORE UPDATE ON audit_head
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_individual_delete BEFORE DELETE ON audit_individual
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_individual_replace BEFORE INSERT ON audit_individual
WHEN EXISTS (SELECT 1 FROM audit_individual WHERE individual = NEW.individual AND entry_index = NEW.entry_index)
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_individual_update BEFORE UPDATE ON audit_individual
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_node_delete BEFORE DELETE ON audit_node
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_node_replace BEFORE INSERT ON audit_node
WHEN EXISTS (SELECT 1 FROM audit_node WHERE level = NEW.level AND node_index = NEW.node_index)
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER audit_node_update BEFORE UPDATE ON audit_node
BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;

CREATE TRIGGER measure_run_kept_delete BEFORE DELETE ON measure_run

BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;

CREATE TRIGGER measure_run_kept_update BEFORE UPDATE ON measure_run

BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;

CREATE TRIGGER report_answer_published_delete BEFORE DELETE ON report_answer
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_answer_published_insert BEFORE INSERT ON report_answer
WHEN (SELECT state FROM report_edition WHERE id = NEW.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_answer_published_update BEFORE UPDATE ON report_answer
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_binding_published_delete BEFORE DELETE ON report_binding
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_binding_published_insert BEFORE INSERT ON report_binding
WHEN (SELECT state FROM report_edition WHERE id = NEW.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_binding_published_update BEFORE UPDATE ON report_binding
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_edition_kept_delete BEFORE DELETE ON report_edition
WHEN OLD.state = 'published'
BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;

CREATE TRIGGER report_edition_kept_update BEFORE UPDATE ON report_edition
WHEN OLD.state = 'published'
BEGIN SELECT RAISE(ABORT, 'what was published does not change'); END;

CREATE TRIGGER report_judgement_published_delete BEFORE DELETE ON report_judgement
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_judgement_published_insert BEFORE INSERT ON report_judgement
WHEN (SELECT state FROM report_edition WHERE id = NEW.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_judgement_published_update BEFORE UPDATE ON report_judgement
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_paragraph_published_delete BEFORE DELETE ON report_paragraph
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_paragraph_published_insert BEFORE INSERT ON report_paragraph
WHEN (SELECT state FROM report_edition WHERE id = NEW.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_paragraph_published_update BEFORE UPDATE ON report_paragraph
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_promise_published_delete BEFORE DELETE ON report_promise
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_promise_published_insert BEFORE INSERT ON report_promise
WHEN (SELECT state FROM report_edition WHERE id = NEW.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_promise_published_update BEFORE UPDATE ON report_promise
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_release_published_delete BEFORE DELETE ON report_release
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_release_published_insert BEFORE INSERT ON report_release
WHEN (SELECT state FROM report_edition WHERE id = NEW.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_release_published_update BEFORE UPDATE ON report_release
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_section_published_delete BEFORE DELETE ON report_section
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_section_published_insert BEFORE INSERT ON report_section
WHEN (SELECT state FROM report_edition WHERE id = NEW.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;

CREATE TRIGGER report_section_published_update BEFORE UPDATE ON report_section
WHEN (SELECT state FROM report_edition WHERE id = OLD.report) = 'published'
BEGIN SELECT RAISE(ABORT, 'a published report does not change'); END;
