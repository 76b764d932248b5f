-- The tables on PostgreSQL, as the migrations make them: written by `concordat schema`, never by hand.

CREATE TABLE account (
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  sign_in_name text COLLATE "C" NOT NULL,
  authority_id text COLLATE "C" NOT NULL,
  password_hash text COLLATE "C",
  second_factor bytea,
  second_factor_step bigint,
  set_up_digest text COLLATE "C",
  set_up_expires_at text COLLATE "C",
  demonstration bigint NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  suspended_at text COLLATE "C",
  last_signed_in_at text COLLATE "C",
  CONSTRAINT account_pkey PRIMARY KEY (id),
  CONSTRAINT account_sign_in_name_key UNIQUE (sign_in_name),
  CONSTRAINT account_check CHECK ((set_up_digest IS NULL) = (set_up_expires_at IS NULL)),
  CONSTRAINT account_demonstration_check CHECK (demonstration = ANY (ARRAY[0::bigint, 1::bigint]))
);

CREATE TABLE account_event (
  id text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  by_account_id text COLLATE "C",
  event text COLLATE "C" NOT NULL,
  CONSTRAINT account_event_pkey PRIMARY KEY (id)
);

CREATE TABLE account_role (
  account_id text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  CONSTRAINT account_role_pkey PRIMARY KEY (account_id, role),
  CONSTRAINT account_role_role_check CHECK (role = ANY (ARRAY['administrator'::text, 'manager'::text, 'analyst'::text, 'reader'::text]))
);

CREATE TABLE assessment_binding (
  id text COLLATE "C" NOT NULL,
  edition text COLLATE "C" NOT NULL,
  block text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  name text COLLATE "C" NOT NULL,
  shows text COLLATE "C" NOT NULL,
  question text COLLATE "C" NOT NULL,
  figure text COLLATE "C",
  sha256 text COLLATE "C",
  held_at text COLLATE "C",
  held_by text COLLATE "C",
  CONSTRAINT assessment_binding_pkey PRIMARY KEY (id),
  CONSTRAINT assessment_binding_edition_name_key UNIQUE (edition, name),
  CONSTRAINT assessment_binding_check CHECK ((figure IS NULL) = (sha256 IS NULL)),
  CONSTRAINT assessment_binding_sha256_check CHECK (length(sha256) = 64)
);

CREATE TABLE assessment_block (
  id text COLLATE "C" NOT NULL,
  edition text COLLATE "C" NOT NULL,
  section text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  title text COLLATE "C" NOT NULL,
  content text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  author text COLLATE "C" NOT NULL,
  edited_at text COLLATE "C" NOT NULL,
  removed bigint NOT NULL,
  CONSTRAINT assessment_block_pkey PRIMARY KEY (id),
  CONSTRAINT assessment_block_removed_check CHECK (removed = ANY (ARRAY[0::bigint, 1::bigint])),
  CONSTRAINT assessment_block_version_check CHECK (version > 0)
);

CREATE TABLE assessment_block_version (
  block text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  title text COLLATE "C" NOT NULL,
  content text COLLATE "C" NOT NULL,
  author text COLLATE "C" NOT NULL,
  edited_at text COLLATE "C" NOT NULL,
  CONSTRAINT assessment_block_version_pkey PRIMARY KEY (block, version)
);

CREATE TABLE assessment_check (
  binding text COLLATE "C" NOT NULL,
  verdict text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  usual text COLLATE "C" NOT NULL,
  checked_at text COLLATE "C" NOT NULL,
  figure text COLLATE "C",
  sha256 text COLLATE "C",
  affirmed_by text COLLATE "C",
  affirmed_at text COLLATE "C",
  CONSTRAINT assessment_check_pkey PRIMARY KEY (binding)
);

CREATE TABLE assessment_comment (
  id text COLLATE "C" NOT NULL,
  edition text COLLATE "C" NOT NULL,
  section text COLLATE "C",
  body text COLLATE "C" NOT NULL,
  given_by text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  given_at text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  outcome text COLLATE "C",
  answer text COLLATE "C",
  answered_by text COLLATE "C",
  answered_at text COLLATE "C",
  CONSTRAINT assessment_comment_pkey PRIMARY KEY (id),
  CONSTRAINT assessment_comment_check CHECK ((outcome IS NULL) = (answer IS NULL)),
  CONSTRAINT assessment_comment_check1 CHECK ((outcome IS NULL) = (answered_at IS NULL)),
  CONSTRAINT assessment_comment_check2 CHECK ((outcome IS NULL) = (answered_by IS NULL)),
  CONSTRAINT assessment_comment_outcome_check CHECK (outcome = ANY (ARRAY['accepted'::text, 'partly-accepted'::text, 'not-accepted'::text]))
);

CREATE TABLE assessment_contribution (
  id text COLLATE "C" NOT NULL,
  edition text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  source text COLLATE "C" NOT NULL,
  body text COLLATE "C" NOT NULL,
  asked text COLLATE "C" NOT NULL,
  due text COLLATE "C",
  quality_note text COLLATE "C" NOT NULL,
  CONSTRAINT assessment_contribution_pkey PRIMARY KEY (id)
);

CREATE TABLE assessment_contribution_event (
  contribution text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  status text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  note text COLLATE "C" NOT NULL,
  CONSTRAINT assessment_contribution_event_pkey PRIMARY KEY (contribution, number),
  CONSTRAINT assessment_contribution_event_status_check CHECK (status = ANY (ARRAY['requested'::text, 'chased'::text, 'received'::text, 'declined'::text]))
);

CREATE TABLE assessment_edition (
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  partnership text COLLATE "C" NOT NULL,
  area_code text COLLATE "C" NOT NULL,
  area_name text COLLATE "C" NOT NULL,
  plan_year bigint NOT NULL,
  period_first text COLLATE "C" NOT NULL,
  period_last text COLLATE "C" NOT NULL,
  two_tier bigint NOT NULL,
  notice text COLLATE "C",
  state text COLLATE "C" NOT NULL,
  matrix text COLLATE "C" NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  approved_at text COLLATE "C",
  approved_by text COLLATE "C",
  minute text COLLATE "C",
  fingerprint text COLLATE "C",
  CONSTRAINT assessment_edition_pkey PRIMARY KEY (id),
  CONSTRAINT assessment_edition_name_key UNIQUE (name),
  CONSTRAINT assessment_edition_check CHECK (period_first <= period_last),
  CONSTRAINT assessment_edition_check1 CHECK ((approved_at IS NULL) = (fingerprint IS NULL)),
  CONSTRAINT assessment_edition_check2 CHECK ((approved_at IS NOT NULL) = (state = ANY (ARRAY['final'::text, 'superseded'::text]))),
  CONSTRAINT assessment_edition_two_tier_check CHECK (two_tier = ANY (ARRAY[0::bigint, 1::bigint]))
);

CREATE TABLE assessment_finding (
  id text COLLATE "C" NOT NULL,
  edition text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  claim text COLLATE "C" NOT NULL,
  confidence text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  CONSTRAINT assessment_finding_pkey PRIMARY KEY (id)
);

CREATE TABLE assessment_finding_block (
  finding text COLLATE "C" NOT NULL,
  block text COLLATE "C" NOT NULL,
  CONSTRAINT assessment_finding_block_pkey PRIMARY KEY (finding, block)
);

CREATE TABLE assessment_frozen (
  edition text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  question text COLLATE "C" NOT NULL,
  figure text COLLATE "C" NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  frozen_at text COLLATE "C" NOT NULL,
  frozen_by text COLLATE "C" NOT NULL,
  CONSTRAINT assessment_frozen_pkey PRIMARY KEY (edition, name),
  CONSTRAINT assessment_frozen_sha256_check CHECK (length(sha256) = 64)
);

CREATE TABLE assessment_history (
  id text COLLATE "C" NOT NULL,
  edition text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  detail text COLLATE "C" NOT NULL,
  CONSTRAINT assessment_history_pkey PRIMARY KEY (id)
);

CREATE TABLE assessment_priority (
  id text COLLATE "C" NOT NULL,
  edition text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  title text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  rationale text COLLATE "C" NOT NULL,
  scored_by text COLLATE "C",
  scored_at text COLLATE "C",
  evidence text COLLATE "C" NOT NULL,
  CONSTRAINT assessment_priority_pkey PRIMARY KEY (id),
  CONSTRAINT assessment_priority_status_check CHECK (status = ANY (ARRAY['candidate'::text, 'adopted'::text, 'rejected'::text]))
);

CREATE TABLE assessment_score (
  priority text COLLATE "C" NOT NULL,
  dimension text COLLATE "C" NOT NULL,
  score bigint NOT NULL,
  CONSTRAINT assessment_score_pkey PRIMARY KEY (priority, dimension)
);

CREATE TABLE assessment_section (
  edition text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  not_applicable text COLLATE "C",
  CONSTRAINT assessment_section_pkey PRIMARY KEY (edition, kind)
);

CREATE TABLE authority (
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  responsibility text COLLATE "C",
  liaison_officer text COLLATE "C",
  added_at text COLLATE "C" NOT NULL,
  CONSTRAINT authority_pkey PRIMARY KEY (id),
  CONSTRAINT authority_name_key UNIQUE (name),
  CONSTRAINT authority_check CHECK ((kind = 'responsible-authority'::text) = (responsibility IS NOT NULL)),
  CONSTRAINT authority_kind_check CHECK (kind = ANY (ARRAY['responsible-authority'::text, 'co-operating-body'::text, 'participating-body'::text, 'local-policing-body'::text, 'other'::text])),
  CONSTRAINT authority_responsibility_check CHECK (responsibility = ANY (ARRAY['police'::text, 'local-authority'::text, 'fire-and-rescue'::text, 'integrated-care-board'::text, 'probation'::text]))
);

CREATE TABLE evidence_extract (
  sha256 text COLLATE "C" NOT NULL,
  content_sha256 text COLLATE "C" NOT NULL,
  file_name text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  byte_count bigint NOT NULL,
  publisher text COLLATE "C" NOT NULL,
  licence text COLLATE "C" NOT NULL,
  extract_date text COLLATE "C" NOT NULL,
  rows_read bigint NOT NULL,
  rows_kept bigint NOT NULL,
  rows_unplaced bigint NOT NULL,
  rows_rejected bigint NOT NULL,
  publisher_given text COLLATE "C",
  reading bigint NOT NULL,
  CONSTRAINT evidence_extract_pkey PRIMARY KEY (sha256),
  CONSTRAINT evidence_extract_byte_count_check CHECK (byte_count >= 0)
);

CREATE TABLE evidence_holding (
  ordinal bigint NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  held_from text COLLATE "C" NOT NULL,
  held_until text COLLATE "C",
  reason text COLLATE "C",
  CONSTRAINT evidence_holding_pkey PRIMARY KEY (ordinal),
  CONSTRAINT evidence_holding_check CHECK ((held_until IS NULL) = (reason IS NULL))
);

CREATE TABLE evidence_part (
  sha256 text COLLATE "C" NOT NULL,
  publisher text COLLATE "C" NOT NULL,
  part text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  row_count bigint NOT NULL,
  unplaced bigint NOT NULL,
  is_partial bigint NOT NULL,
  CONSTRAINT evidence_part_pkey PRIMARY KEY (sha256, publisher, part),
  CONSTRAINT evidence_part_is_partial_check CHECK (is_partial = ANY (ARRAY[0::bigint, 1::bigint])),
  CONSTRAINT evidence_part_row_count_check CHECK (row_count >= 0),
  CONSTRAINT evidence_part_unplaced_check CHECK (unplaced >= 0)
);

CREATE TABLE evidence_revision (
  id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  publisher text COLLATE "C" NOT NULL,
  part text COLLATE "C" NOT NULL,
  before_sha256 text COLLATE "C" NOT NULL,
  after_sha256 text COLLATE "C" NOT NULL,
  made_at text COLLATE "C" NOT NULL,
  added bigint NOT NULL,
  lost bigint NOT NULL,
  outcomes_changed bigint NOT NULL,
  coordinates_changed bigint NOT NULL,
  places_changed bigint NOT NULL,
  quantities_changed bigint NOT NULL,
  categories_changed bigint NOT NULL,
  CONSTRAINT evidence_revision_pkey PRIMARY KEY (id)
);

CREATE TABLE evidence_state (
  id bigint NOT NULL,
  version bigint NOT NULL,
  CONSTRAINT evidence_state_pkey PRIMARY KEY (id),
  CONSTRAINT evidence_state_id_check CHECK (id = 1)
);

CREATE TABLE partner_file_answer (
  id text COLLATE "C" NOT NULL,
  holder text COLLATE "C" NOT NULL,
  set_id text COLLATE "C" NOT NULL,
  quarter text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  recorded_at text COLLATE "C" NOT NULL,
  withdrawn_by text COLLATE "C",
  withdrawn_at text COLLATE "C",
  CONSTRAINT partner_file_answer_pkey PRIMARY KEY (id),
  CONSTRAINT partner_file_answer_check CHECK ((withdrawn_by IS NULL) = (withdrawn_at IS NULL)),
  CONSTRAINT partner_file_answer_kind_check CHECK (kind = ANY (ARRAY['not-held'::text, 'refused'::text])),
  CONSTRAINT partner_file_answer_reason_check CHECK (length(reason) > 0)
);

CREATE TABLE partner_file_draft (
  id text COLLATE "C" NOT NULL,
  holder text COLLATE "C" NOT NULL,
  set_id text COLLATE "C" NOT NULL,
  quarter text COLLATE "C" NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  file_name text COLLATE "C" NOT NULL,
  sender text COLLATE "C" NOT NULL,
  received_on text COLLATE "C" NOT NULL,
  map text COLLATE "C" NOT NULL,
  map_confirmed bigint NOT NULL,
  made_by text COLLATE "C" NOT NULL,
  made_at text COLLATE "C" NOT NULL,
  CONSTRAINT partner_file_draft_pkey PRIMARY KEY (id),
  CONSTRAINT partner_file_draft_map_confirmed_check CHECK (map_confirmed = ANY (ARRAY[0::bigint, 1::bigint]))
);

CREATE TABLE partner_file_extract (
  sha256 text COLLATE "C" NOT NULL,
  byte_count bigint NOT NULL,
  bytes bytea,
  erased_at text COLLATE "C",
  CONSTRAINT partner_file_extract_pkey PRIMARY KEY (sha256),
  CONSTRAINT partner_file_extract_byte_count_check CHECK (byte_count >= 0),
  CONSTRAINT partner_file_extract_check CHECK ((bytes IS NULL) = (erased_at IS NOT NULL)),
  CONSTRAINT partner_file_extract_sha256_check CHECK (length(sha256) = 64)
);

CREATE TABLE partner_file_import (
  id text COLLATE "C" NOT NULL,
  holder text COLLATE "C" NOT NULL,
  set_id text COLLATE "C" NOT NULL,
  quarter text COLLATE "C" NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  file_name text COLLATE "C" NOT NULL,
  sender text COLLATE "C" NOT NULL,
  received_on text COLLATE "C" NOT NULL,
  map text COLLATE "C" NOT NULL,
  code_list text COLLATE "C" NOT NULL,
  row_count bigint NOT NULL,
  rejected bigint NOT NULL,
  created bigint NOT NULL,
  changed bigint NOT NULL,
  unchanged bigint NOT NULL,
  lost bigint NOT NULL,
  unplaced bigint NOT NULL,
  small_numbers text COLLATE "C",
  imported_by text COLLATE "C" NOT NULL,
  imported_at text COLLATE "C" NOT NULL,
  undone_by text COLLATE "C",
  undone_at text COLLATE "C",
  undone_reason text COLLATE "C",
  CONSTRAINT partner_file_import_pkey PRIMARY KEY (id),
  CONSTRAINT partner_file_import_changed_check CHECK (changed >= 0),
  CONSTRAINT partner_file_import_check CHECK (row_count = (created + changed + unchanged)),
  CONSTRAINT partner_file_import_check1 CHECK ((undone_at IS NULL) = (undone_reason IS NULL) AND (undone_at IS NULL) = (undone_by IS NULL)),
  CONSTRAINT partner_file_import_created_check CHECK (created >= 0),
  CONSTRAINT partner_file_import_lost_check CHECK (lost >= 0),
  CONSTRAINT partner_file_import_rejected_check CHECK (rejected >= 0),
  CONSTRAINT partner_file_import_row_count_check CHECK (row_count >= 0),
  CONSTRAINT partner_file_import_unchanged_check CHECK (unchanged >= 0),
  CONSTRAINT partner_file_import_unplaced_check CHECK (unplaced >= 0)
);

CREATE TABLE partner_file_map (
  holder text COLLATE "C" NOT NULL,
  set_id text COLLATE "C" NOT NULL,
  map text COLLATE "C" NOT NULL,
  updated_by text COLLATE "C" NOT NULL,
  updated_at text COLLATE "C" NOT NULL,
  CONSTRAINT partner_file_map_pkey PRIMARY KEY (holder, set_id)
);

CREATE TABLE partner_file_problem (
  import_id text COLLATE "C" NOT NULL,
  line bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  field text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  CONSTRAINT partner_file_problem_pkey PRIMARY KEY (import_id, line)
);

CREATE TABLE partner_file_refusal (
  id text COLLATE "C" NOT NULL,
  holder text COLLATE "C" NOT NULL,
  set_id text COLLATE "C" NOT NULL,
  quarter text COLLATE "C" NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  file_name text COLLATE "C" NOT NULL,
  findings text COLLATE "C" NOT NULL,
  offered_by text COLLATE "C" NOT NULL,
  offered_at text COLLATE "C" NOT NULL,
  CONSTRAINT partner_file_refusal_pkey PRIMARY KEY (id)
);

CREATE TABLE partner_file_row (
  import_id text COLLATE "C" NOT NULL,
  line bigint NOT NULL,
  reference text COLLATE "C" NOT NULL,
  day text COLLATE "C",
  minute bigint,
  category text COLLATE "C" NOT NULL,
  subcategory text COLLATE "C" NOT NULL,
  place text COLLATE "C" NOT NULL,
  outward text COLLATE "C" NOT NULL,
  easting bigint,
  northing bigint,
  longitude bigint,
  latitude bigint,
  quantity bigint NOT NULL,
  details text COLLATE "C" NOT NULL,
  CONSTRAINT partner_file_row_pkey PRIMARY KEY (import_id, line),
  CONSTRAINT partner_file_row_check CHECK ((easting IS NULL) = (northing IS NULL)),
  CONSTRAINT partner_file_row_check1 CHECK ((longitude IS NULL) = (latitude IS NULL)),
  CONSTRAINT partner_file_row_minute_check CHECK (minute >= 0 AND minute <= 1439),
  CONSTRAINT partner_file_row_quantity_check CHECK (quantity >= 0)
);

CREATE TABLE schema_migration (
  number bigint NOT NULL,
  title text COLLATE "C" NOT NULL,
  checksum text COLLATE "C" NOT NULL,
  applied_at text COLLATE "C" NOT NULL,
  CONSTRAINT schema_migration_pkey PRIMARY KEY (number),
  CONSTRAINT schema_migration_checksum_check CHECK (length(checksum) = 64)
);

CREATE TABLE sent_form (
  bearer text COLLATE "C" NOT NULL,
  path text COLLATE "C" NOT NULL,
  form_key text COLLATE "C" NOT NULL,
  fingerprint text COLLATE "C" NOT NULL,
  claimed_at text COLLATE "C" NOT NULL,
  outcome bytea,
  CONSTRAINT sent_form_pkey PRIMARY KEY (bearer, path, form_key)
);

CREATE TABLE setting (
  name text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  changed_at text COLLATE "C" NOT NULL,
  CONSTRAINT setting_pkey PRIMARY KEY (name)
);

CREATE TABLE sign_in_allowance (
  name text COLLATE "C" NOT NULL,
  tokens double precision NOT NULL,
  refilled_at text COLLATE "C" NOT NULL,
  CONSTRAINT sign_in_allowance_pkey PRIMARY KEY (name)
);

CREATE TABLE sign_in_attempt (
  id text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL,
  account_id text COLLATE "C",
  network text COLLATE "C" NOT NULL,
  outcome text COLLATE "C" NOT NULL,
  CONSTRAINT sign_in_attempt_pkey PRIMARY KEY (id)
);

CREATE TABLE sign_in_session (
  id text COLLATE "C" NOT NULL,
  token_digest text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  stage text COLLATE "C" NOT NULL,
  started_at text COLLATE "C" NOT NULL,
  last_used_at text COLLATE "C" NOT NULL,
  confirmed_at text COLLATE "C",
  offered_factor bytea,
  network text COLLATE "C" NOT NULL,
  CONSTRAINT sign_in_session_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_session_token_digest_key UNIQUE (token_digest),
  CONSTRAINT sign_in_session_stage_check CHECK (stage = ANY (ARRAY['code'::text, 'enrolment'::text, 'open'::text]))
);

ALTER TABLE account ADD CONSTRAINT account_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES authority(id);

ALTER TABLE account_event ADD CONSTRAINT account_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE account_event ADD CONSTRAINT account_event_by_account_id_fkey FOREIGN KEY (by_account_id) REFERENCES account(id);

ALTER TABLE account_role ADD CONSTRAINT account_role_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE assessment_binding ADD CONSTRAINT assessment_binding_block_fkey FOREIGN KEY (block) REFERENCES assessment_block(id);

ALTER TABLE assessment_binding ADD CONSTRAINT assessment_binding_edition_fkey FOREIGN KEY (edition) REFERENCES assessment_edition(id);

ALTER TABLE assessment_block ADD CONSTRAINT assessment_block_edition_fkey FOREIGN KEY (edition) REFERENCES assessment_edition(id);

ALTER TABLE assessment_block ADD CONSTRAINT assessment_block_edition_section_fkey FOREIGN KEY (edition, section) REFERENCES assessment_section(edition, kind);

ALTER TABLE assessment_block_version ADD CONSTRAINT assessment_block_version_block_fkey FOREIGN KEY (block) REFERENCES assessment_block(id);

ALTER TABLE assessment_check ADD CONSTRAINT assessment_check_binding_fkey FOREIGN KEY (binding) REFERENCES assessment_binding(id);

ALTER TABLE assessment_comment ADD CONSTRAINT assessment_comment_edition_fkey FOREIGN KEY (edition) REFERENCES assessment_edition(id);

ALTER TABLE assessment_comment ADD CONSTRAINT assessment_comment_edition_section_fkey FOREIGN KEY (edition, section) REFERENCES assessment_section(edition, kind);

ALTER TABLE assessment_contribution ADD CONSTRAINT assessment_contribution_edition_fkey FOREIGN KEY (edition) REFERENCES assessment_edition(id);

ALTER TABLE assessment_contribution_event ADD CONSTRAINT assessment_contribution_event_contribution_fkey FOREIGN KEY (contribution) REFERENCES assessment_contribution(id);

ALTER TABLE assessment_finding ADD CONSTRAINT assessment_finding_edition_fkey FOREIGN KEY (edition) REFERENCES assessment_edition(id);

ALTER TABLE assessment_finding_block ADD CONSTRAINT assessment_finding_block_block_fkey FOREIGN KEY (block) REFERENCES assessment_block(id);

ALTER TABLE assessment_finding_block ADD CONSTRAINT assessment_finding_block_finding_fkey FOREIGN KEY (finding) REFERENCES assessment_finding(id);

ALTER TABLE assessment_frozen ADD CONSTRAINT assessment_frozen_edition_fkey FOREIGN KEY (edition) REFERENCES assessment_edition(id);

ALTER TABLE assessment_history ADD CONSTRAINT assessment_history_edition_fkey FOREIGN KEY (edition) REFERENCES assessment_edition(id);

ALTER TABLE assessment_priority ADD CONSTRAINT assessment_priority_edition_fkey FOREIGN KEY (edition) REFERENCES assessment_edition(id);

ALTER TABLE assessment_score ADD CONSTRAINT assessment_score_priority_fkey FOREIGN KEY (priority) REFERENCES assessment_priority(id);

ALTER TABLE assessment_section ADD CONSTRAINT assessment_section_edition_fkey FOREIGN KEY (edition) REFERENCES assessment_edition(id);

ALTER TABLE evidence_holding ADD CONSTRAINT evidence_holding_sha256_fkey FOREIGN KEY (sha256) REFERENCES evidence_extract(sha256);

ALTER TABLE evidence_part ADD CONSTRAINT evidence_part_sha256_fkey FOREIGN KEY (sha256) REFERENCES evidence_extract(sha256);

ALTER TABLE evidence_revision ADD CONSTRAINT evidence_revision_after_sha256_fkey FOREIGN KEY (after_sha256) REFERENCES evidence_extract(sha256);

ALTER TABLE evidence_revision ADD CONSTRAINT evidence_revision_before_sha256_fkey FOREIGN KEY (before_sha256) REFERENCES evidence_extract(sha256);

ALTER TABLE partner_file_draft ADD CONSTRAINT partner_file_draft_sha256_fkey FOREIGN KEY (sha256) REFERENCES partner_file_extract(sha256);

ALTER TABLE partner_file_import ADD CONSTRAINT partner_file_import_sha256_fkey FOREIGN KEY (sha256) REFERENCES partner_file_extract(sha256);

ALTER TABLE partner_file_problem ADD CONSTRAINT partner_file_problem_import_id_fkey FOREIGN KEY (import_id) REFERENCES partner_file_import(id);

ALTER TABLE partner_file_row ADD CONSTRAINT partner_file_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES partner_file_import(id);

ALTER TABLE sign_in_attempt ADD CONSTRAINT sign_in_attempt_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE sign_in_session ADD CONSTRAINT sign_in_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

CREATE INDEX account_event_account ON account_event USING btree (account_id, at);

CREATE INDEX assessment_block_edition ON assessment_block USING btree (edition, section, "position");

CREATE INDEX assessment_comment_edition ON assessment_comment USING btree (edition, given_at);

CREATE INDEX assessment_history_edition ON assessment_history USING btree (edition, at);

CREATE INDEX evidence_extract_content ON evidence_extract USING btree (content_sha256);

CREATE INDEX evidence_holding_extract ON evidence_holding USING btree (sha256);

CREATE INDEX evidence_part_kind ON evidence_part USING btree (kind, publisher, part);

CREATE INDEX partner_file_answer_place ON partner_file_answer USING btree (holder, set_id, quarter);

CREATE INDEX partner_file_import_place ON partner_file_import USING btree (holder, set_id, quarter, imported_at);

CREATE INDEX sent_form_claimed ON sent_form USING btree (claimed_at);

CREATE INDEX sign_in_attempt_at ON sign_in_attempt USING btree (at);

CREATE INDEX sign_in_attempt_network ON sign_in_attempt USING btree (network, outcome, at);

CREATE INDEX sign_in_session_account ON sign_in_session USING btree (account_id, started_at);

CREATE OR REPLACE FUNCTION assessment_frozen_refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN RAISE EXCEPTION 'a frozen figure is never changed' USING ERRCODE = 'check_violation'; END $function$;

CREATE TRIGGER assessment_frozen_change BEFORE DELETE OR UPDATE ON assessment_frozen FOR EACH ROW EXECUTE FUNCTION assessment_frozen_refuse();
