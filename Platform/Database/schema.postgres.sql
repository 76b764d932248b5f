-- The tables on PostgreSQL, as the migrations make them: written by `concordat schema`, never by hand.

CREATE TABLE access_category (
  record text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL,
  CONSTRAINT access_category_pkey PRIMARY KEY (record, category)
);

CREATE TABLE access_conflict (
  account_id text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  recorded_at text COLLATE "C" NOT NULL,
  CONSTRAINT access_conflict_pkey PRIMARY KEY (account_id, person)
);

CREATE TABLE access_member (
  record text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  from_day text COLLATE "C" NOT NULL,
  to_day text COLLATE "C",
  duty text COLLATE "C" NOT NULL,
  added_by text COLLATE "C" NOT NULL,
  purpose text COLLATE "C",
  CONSTRAINT access_member_pkey PRIMARY KEY (record, account_id),
  CONSTRAINT access_member_status_check CHECK (status = ANY (ARRAY['invited'::text, 'active'::text, 'ended'::text]))
);

CREATE TABLE access_narrowing (
  id text COLLATE "C" NOT NULL,
  record text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  made_by text COLLATE "C" NOT NULL,
  made_at text COLLATE "C" NOT NULL,
  CONSTRAINT access_narrowing_pkey PRIMARY KEY (id)
);

CREATE TABLE access_narrowing_entry (
  narrowing text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  admitted text COLLATE "C" NOT NULL,
  CONSTRAINT access_narrowing_entry_pkey PRIMARY KEY (narrowing, kind, admitted),
  CONSTRAINT access_narrowing_entry_kind_check CHECK (kind = ANY (ARRAY['agency'::text, 'user'::text]))
);

CREATE TABLE access_person (
  record text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  CONSTRAINT access_person_pkey PRIMARY KEY (record, person)
);

CREATE TABLE access_record (
  id text COLLATE "C" NOT NULL,
  owner_agency text COLLATE "C" NOT NULL,
  panel text COLLATE "C" NOT NULL,
  classification bigint NOT NULL,
  sealed bigint NOT NULL,
  panel_wide bigint NOT NULL,
  person_count bigint NOT NULL,
  CONSTRAINT access_record_pkey PRIMARY KEY (id),
  CONSTRAINT access_record_classification_check CHECK (classification >= 0 AND classification <= 2),
  CONSTRAINT access_record_panel_wide_check CHECK (panel_wide = ANY (ARRAY[0::bigint, 1::bigint])),
  CONSTRAINT access_record_person_count_check CHECK (person_count >= 0),
  CONSTRAINT access_record_sealed_check CHECK (sealed = ANY (ARRAY[0::bigint, 1::bigint]))
);

CREATE TABLE access_request (
  id text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  record text COLLATE "C",
  account_id text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  asked_at text COLLATE "C" NOT NULL,
  answer text COLLATE "C",
  answered_by text COLLATE "C",
  answered_at text COLLATE "C",
  answer_words text COLLATE "C",
  CONSTRAINT access_request_pkey PRIMARY KEY (id),
  CONSTRAINT access_request_answer_check CHECK (answer = ANY (ARRAY['granted'::text, 'refused'::text]))
);

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

CREATE TABLE account_access (
  account_id text COLLATE "C" NOT NULL,
  clearance bigint,
  training_until text COLLATE "C",
  leaves_on text COLLATE "C",
  CONSTRAINT account_access_pkey PRIMARY KEY (account_id),
  CONSTRAINT account_access_clearance_check CHECK (clearance >= 0 AND clearance <= 2)
);

CREATE TABLE account_duty (
  account_id text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  CONSTRAINT account_duty_pkey PRIMARY KEY (account_id, role)
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
  CONSTRAINT account_role_new_pkey1 PRIMARY KEY (account_id, role),
  CONSTRAINT account_role_new_role_check1 CHECK (role = ANY (ARRAY['administrator'::text, 'manager'::text, 'analyst'::text, 'caseworker'::text, 'information-governance'::text, 'signatory'::text, 'auditor'::text, 'reader'::text, 'board-member'::text, 'provider'::text, 'councillor'::text]))
);

CREATE TABLE accreditation (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  scheme text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  premises text COLLATE "C" NOT NULL,
  applied_on text COLLATE "C" NOT NULL,
  assessed_on text COLLATE "C",
  grade text COLLATE "C",
  awarded_on text COLLATE "C",
  spot_checked_on text COLLATE "C",
  state text COLLATE "C" NOT NULL,
  CONSTRAINT accreditation_pkey PRIMARY KEY (id),
  CONSTRAINT accreditation_version_check CHECK (version >= 1)
);

CREATE TABLE accreditation_scheme (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  criteria text COLLATE "C" NOT NULL,
  criteria_version text COLLATE "C" NOT NULL,
  months bigint NOT NULL,
  CONSTRAINT accreditation_scheme_pkey PRIMARY KEY (id),
  CONSTRAINT accreditation_scheme_code_key UNIQUE (code),
  CONSTRAINT accreditation_scheme_months_check CHECK (months >= 1 AND months <= 120),
  CONSTRAINT accreditation_scheme_version_check CHECK (version >= 1)
);

CREATE TABLE anonymous_incident (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  theme text COLLATE "C" NOT NULL,
  exploitation text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  ward text COLLATE "C",
  CONSTRAINT anonymous_incident_pkey PRIMARY KEY (id),
  CONSTRAINT anonymous_incident_version_check CHECK (version >= 1)
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

CREATE TABLE audit_cosignature (
  size bigint NOT NULL,
  witness text COLLATE "C" NOT NULL,
  line text COLLATE "C" NOT NULL,
  seconds bigint NOT NULL,
  CONSTRAINT audit_cosignature_pkey PRIMARY KEY (size, witness)
);

CREATE TABLE audit_entry (
  entry_index bigint NOT NULL,
  leaf bytea NOT NULL,
  leaf_hash bytea NOT NULL,
  recorded_at text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL,
  actor text COLLATE "C",
  agency text COLLATE "C",
  object_kind text COLLATE "C",
  object_id text COLLATE "C",
  CONSTRAINT audit_entry_pkey PRIMARY KEY (entry_index),
  CONSTRAINT audit_entry_category_check CHECK (category = ANY (ARRAY['collection'::text, 'alteration'::text, 'consultation'::text, 'disclosure'::text, 'combination'::text, 'erasure'::text, 'decision'::text, 'session'::text, 'admin'::text, 'system'::text])),
  CONSTRAINT audit_entry_check CHECK ((object_kind IS NULL) = (object_id IS NULL)),
  CONSTRAINT audit_entry_entry_index_check CHECK (entry_index >= 0),
  CONSTRAINT audit_entry_leaf_hash_check CHECK (length(leaf_hash) = 32)
);

CREATE TABLE audit_head (
  size bigint NOT NULL,
  note text COLLATE "C" NOT NULL,
  signed_at text COLLATE "C" NOT NULL,
  CONSTRAINT audit_head_pkey PRIMARY KEY (size),
  CONSTRAINT audit_head_size_check CHECK (size > 0)
);

CREATE TABLE audit_individual (
  individual text COLLATE "C" NOT NULL,
  entry_index bigint NOT NULL,
  CONSTRAINT audit_individual_pkey PRIMARY KEY (individual, entry_index)
);

CREATE TABLE audit_node (
  level bigint NOT NULL,
  node_index bigint NOT NULL,
  hash bytea NOT NULL,
  CONSTRAINT audit_node_pkey PRIMARY KEY (level, node_index),
  CONSTRAINT audit_node_hash_check CHECK (length(hash) = 32),
  CONSTRAINT audit_node_level_check CHECK (level > 0),
  CONSTRAINT audit_node_node_index_check CHECK (node_index >= 0)
);

CREATE TABLE audit_turn (
  nothing bigint
);

CREATE TABLE audit_witness (
  verifier text COLLATE "C" NOT NULL,
  added_at text COLLATE "C" NOT NULL,
  retired_at text COLLATE "C",
  CONSTRAINT audit_witness_pkey PRIMARY KEY (verifier)
);

CREATE TABLE authority (
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  responsibility text COLLATE "C",
  liaison_officer text COLLATE "C",
  added_at text COLLATE "C" NOT NULL,
  beyond text COLLATE "C",
  suspended_at text COLLATE "C",
  CONSTRAINT authority_pkey PRIMARY KEY (id),
  CONSTRAINT authority_name_key UNIQUE (name),
  CONSTRAINT authority_check CHECK ((kind = 'responsible-authority'::text) = (responsibility IS NOT NULL)),
  CONSTRAINT authority_check1 CHECK (beyond IS NULL OR kind = 'other'::text AND (beyond = ANY (ARRAY['provider'::text, 'volunteer-body'::text, 'scrutiny-body'::text, 'public'::text]))),
  CONSTRAINT authority_kind_check CHECK (kind = ANY (ARRAY['responsible-authority'::text, 'co-operating-body'::text, 'participating-body'::text, 'local-policing-body'::text, 'other'::text])),
  CONSTRAINT authority_responsibility_check CHECK (responsibility = ANY (ARRAY['police'::text, 'local-authority'::text, 'fire-and-rescue'::text, 'integrated-care-board'::text, 'probation'::text]))
);

CREATE TABLE authority_area (
  authority_id text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  CONSTRAINT authority_area_pkey PRIMARY KEY (authority_id, code),
  CONSTRAINT authority_area_code_check CHECK (length(code) = 9)
);

CREATE TABLE authority_event (
  id text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL,
  authority_id text COLLATE "C" NOT NULL,
  by_account_id text COLLATE "C",
  event text COLLATE "C" NOT NULL,
  CONSTRAINT authority_event_pkey PRIMARY KEY (id)
);

CREATE TABLE authority_facilitator (
  authority_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  CONSTRAINT authority_facilitator_pkey PRIMARY KEY (authority_id)
);

CREATE TABLE bid_dependency (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  bid text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  met_on text COLLATE "C",
  CONSTRAINT bid_dependency_pkey PRIMARY KEY (id),
  CONSTRAINT bid_dependency_version_check CHECK (version >= 1)
);

CREATE TABLE break_glass (
  id text COLLATE "C" NOT NULL,
  record text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  reason_code text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  classification bigint NOT NULL,
  safe_address bigint NOT NULL,
  started_at text COLLATE "C" NOT NULL,
  expires_at text COLLATE "C" NOT NULL,
  lasts_seconds bigint NOT NULL,
  closed_at text COLLATE "C",
  review_due text COLLATE "C",
  reviewed_at text COLLATE "C",
  reviewed_by text COLLATE "C",
  justified bigint,
  review_words text COLLATE "C",
  told_agency text COLLATE "C",
  CONSTRAINT break_glass_pkey PRIMARY KEY (id),
  CONSTRAINT break_glass_check CHECK (started_at < expires_at),
  CONSTRAINT break_glass_classification_check CHECK (classification >= 0 AND classification <= 2),
  CONSTRAINT break_glass_justified_check CHECK (justified = ANY (ARRAY[0::bigint, 1::bigint])),
  CONSTRAINT break_glass_lasts_seconds_check CHECK (lasts_seconds > 0),
  CONSTRAINT break_glass_safe_address_check CHECK (safe_address = ANY (ARRAY[0::bigint, 1::bigint])),
  CONSTRAINT break_glass_state_check CHECK (state = ANY (ARRAY['requested'::text, 'active'::text, 'closed'::text, 'reviewed'::text, 'refused'::text, 'lapsed'::text]))
);

CREATE TABLE calendar_address (
  secret_sha256 text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  made_at text COLLATE "C" NOT NULL,
  CONSTRAINT calendar_address_pkey PRIMARY KEY (secret_sha256),
  CONSTRAINT calendar_address_account_key UNIQUE (account),
  CONSTRAINT calendar_address_secret_sha256_check CHECK (length(secret_sha256) = 64)
);

CREATE TABLE campaign (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  theme text COLLATE "C" NOT NULL,
  aim text COLLATE "C" NOT NULL,
  audience text COLLATE "C" NOT NULL,
  channels text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  starts text COLLATE "C" NOT NULL,
  ends text COLLATE "C",
  cleared_by text COLLATE "C",
  state text COLLATE "C" NOT NULL,
  CONSTRAINT campaign_pkey PRIMARY KEY (id),
  CONSTRAINT campaign_code_key UNIQUE (code),
  CONSTRAINT campaign_version_check CHECK (version >= 1)
);

CREATE TABLE campaign_asset (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  campaign text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  language text COLLATE "C" NOT NULL,
  made bigint NOT NULL,
  CONSTRAINT campaign_asset_pkey PRIMARY KEY (id),
  CONSTRAINT campaign_asset_made_check CHECK (made >= 0 AND made <= 10000000),
  CONSTRAINT campaign_asset_version_check CHECK (version >= 1)
);

CREATE TABLE campaign_distribution (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  asset text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  quantity bigint NOT NULL,
  ward text COLLATE "C",
  given_to text COLLATE "C" NOT NULL,
  CONSTRAINT campaign_distribution_pkey PRIMARY KEY (id),
  CONSTRAINT campaign_distribution_quantity_check CHECK (quantity >= 1 AND quantity <= 1000000),
  CONSTRAINT campaign_distribution_version_check CHECK (version >= 1)
);

CREATE TABLE campaign_reach (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  campaign text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  day text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  CONSTRAINT campaign_reach_pkey PRIMARY KEY (id),
  CONSTRAINT campaign_reach_number_check CHECK (number >= 0 AND number <= 2000000000),
  CONSTRAINT campaign_reach_version_check CHECK (version >= 1)
);

CREATE TABLE case_action (
  id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  due text COLLATE "C" NOT NULL,
  done_on text COLLATE "C",
  set_by text COLLATE "C" NOT NULL,
  CONSTRAINT case_action_pkey PRIMARY KEY (id)
);

CREATE TABLE case_file (
  id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  content bytea NOT NULL,
  media_type text COLLATE "C" NOT NULL,
  byte_count bigint NOT NULL,
  added_at text COLLATE "C" NOT NULL,
  added_by text COLLATE "C" NOT NULL,
  CONSTRAINT case_file_pkey PRIMARY KEY (id)
);

CREATE TABLE case_file_cover (
  id text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  opened_on text COLLATE "C" NOT NULL,
  closed_on text COLLATE "C",
  closing_reason text COLLATE "C",
  opened_by text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  erased_at text COLLATE "C",
  CONSTRAINT case_file_cover_pkey PRIMARY KEY (id),
  CONSTRAINT case_file_cover_reference_key UNIQUE (reference),
  CONSTRAINT case_file_cover_check CHECK ((state = 'closed'::text) = (closed_on IS NOT NULL)),
  CONSTRAINT case_file_cover_state_check CHECK (state = ANY (ARRAY['open'::text, 'closed'::text])),
  CONSTRAINT case_file_cover_version_check CHECK (version > 0)
);

CREATE TABLE case_label (
  case_id text COLLATE "C" NOT NULL,
  label text COLLATE "C" NOT NULL,
  set_at text COLLATE "C" NOT NULL,
  set_by text COLLATE "C" NOT NULL,
  set_by_agency text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  CONSTRAINT case_label_pkey PRIMARY KEY (case_id, label)
);

CREATE TABLE case_note (
  id text COLLATE "C" NOT NULL,
  case_id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  text text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  happened_on text COLLATE "C",
  recorded_at text COLLATE "C" NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  kept_to_agency text COLLATE "C",
  CONSTRAINT case_note_pkey PRIMARY KEY (id),
  CONSTRAINT case_note_kind_check CHECK (kind = ANY (ARRAY['fact'::text, 'opinion'::text]))
);

CREATE TABLE case_note_category (
  note text COLLATE "C" NOT NULL,
  category text COLLATE "C" NOT NULL,
  CONSTRAINT case_note_category_pkey PRIMARY KEY (note, category)
);

CREATE TABLE case_party (
  case_id text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  role text COLLATE "C" NOT NULL,
  added_at text COLLATE "C" NOT NULL,
  added_by text COLLATE "C" NOT NULL,
  CONSTRAINT case_party_pkey PRIMARY KEY (case_id, person, role),
  CONSTRAINT case_party_role_check CHECK (role = ANY (ARRAY['suspect'::text, 'convicted'::text, 'victim'::text, 'witness'::text, 'other'::text]))
);

CREATE TABLE contract_requirement (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  contract text COLLATE "C" NOT NULL,
  number text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  CONSTRAINT contract_requirement_pkey PRIMARY KEY (id),
  CONSTRAINT contract_requirement_version_check CHECK (version >= 1)
);

CREATE TABLE contract_review (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  contract text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  findings text COLLATE "C" NOT NULL,
  CONSTRAINT contract_review_pkey PRIMARY KEY (id),
  CONSTRAINT contract_review_version_check CHECK (version >= 1)
);

CREATE TABLE data_breach (
  id text COLLATE "C" NOT NULL,
  authority_id text COLLATE "C" NOT NULL,
  originator text COLLATE "C",
  title text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  aware_at text COLLATE "C" NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  recorded_at text COLLATE "C" NOT NULL,
  risk text COLLATE "C" NOT NULL,
  risk_words text COLLATE "C",
  commissioner_told_at text COLLATE "C",
  delay_words text COLLATE "C",
  originator_told_at text COLLATE "C",
  people_told_at text COLLATE "C",
  closed_at text COLLATE "C",
  CONSTRAINT data_breach_pkey PRIMARY KEY (id),
  CONSTRAINT data_breach_check CHECK (risk = 'unassessed'::text OR risk_words IS NOT NULL),
  CONSTRAINT data_breach_check1 CHECK (closed_at IS NULL OR risk <> 'unassessed'::text),
  CONSTRAINT data_breach_risk_check CHECK (risk = ANY (ARRAY['unassessed'::text, 'unlikely'::text, 'likely'::text, 'high'::text]))
);

CREATE TABLE disclosure (
  id text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  record text COLLATE "C",
  state text COLLATE "C" NOT NULL,
  asked_by text COLLATE "C" NOT NULL,
  asked_body text COLLATE "C" NOT NULL,
  asked_account text COLLATE "C",
  received_on text COLLATE "C" NOT NULL,
  made_at text COLLATE "C" NOT NULL,
  made_by text COLLATE "C" NOT NULL,
  ask text COLLATE "C" NOT NULL,
  acknowledged_at text COLLATE "C",
  acknowledged_by text COLLATE "C",
  ground text COLLATE "C",
  ground_version bigint NOT NULL,
  gateway text COLLATE "C",
  purpose text COLLATE "C",
  refusal_clause text COLLATE "C",
  assessed_at text COLLATE "C",
  assessed_by text COLLATE "C",
  delete_by text COLLATE "C",
  chosen_by text COLLATE "C",
  redacted_by text COLLATE "C",
  redaction bigint NOT NULL,
  second_needed bigint NOT NULL,
  second_by text COLLATE "C",
  second_name text COLLATE "C",
  second_at text COLLATE "C",
  sent_at text COLLATE "C",
  sent_by text COLLATE "C",
  CONSTRAINT disclosure_pkey PRIMARY KEY (id),
  CONSTRAINT disclosure_reference_key UNIQUE (reference),
  CONSTRAINT disclosure_kind_check CHECK (kind = ANY (ARRAY['information'::text, 'known-to'::text])),
  CONSTRAINT disclosure_second_needed_check CHECK (second_needed = ANY (ARRAY[0::bigint, 1::bigint])),
  CONSTRAINT disclosure_state_check CHECK (state = ANY (ARRAY['requested'::text, 'acknowledged'::text, 'assessed'::text, 'redacted'::text, 'sent'::text, 'refused'::text, 'answered'::text]))
);

CREATE TABLE disclosure_correction (
  id text COLLATE "C" NOT NULL,
  recipient text COLLATE "C" NOT NULL,
  item text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  made_at text COLLATE "C" NOT NULL,
  made_by text COLLATE "C" NOT NULL,
  told_at text COLLATE "C",
  told_by text COLLATE "C",
  told_how text COLLATE "C",
  CONSTRAINT disclosure_correction_pkey PRIMARY KEY (id)
);

CREATE TABLE disclosure_file (
  id text COLLATE "C" NOT NULL,
  disclosure text COLLATE "C" NOT NULL,
  document text COLLATE "C" NOT NULL,
  form text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  content bytea NOT NULL,
  media_type text COLLATE "C" NOT NULL,
  byte_count bigint NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  added_at text COLLATE "C" NOT NULL,
  added_by text COLLATE "C" NOT NULL,
  CONSTRAINT disclosure_file_pkey PRIMARY KEY (id),
  CONSTRAINT disclosure_file_disclosure_document_form_key UNIQUE (disclosure, document, form),
  CONSTRAINT disclosure_file_form_check CHECK (form = ANY (ARRAY['whole'::text, 'redacted'::text]))
);

CREATE TABLE disclosure_item (
  disclosure text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  item text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  version bigint NOT NULL,
  choice text COLLATE "C" NOT NULL,
  reason text COLLATE "C",
  categories text COLLATE "C" NOT NULL,
  leaving text COLLATE "C",
  CONSTRAINT disclosure_item_new_pkey PRIMARY KEY (disclosure, kind, item),
  CONSTRAINT disclosure_item_new_check CHECK ((choice = 'withheld'::text) = (leaving IS NULL)),
  CONSTRAINT disclosure_item_new_choice_check CHECK (choice = ANY (ARRAY['withheld'::text, 'redacted'::text, 'whole'::text])),
  CONSTRAINT disclosure_item_new_kind_check CHECK (kind = ANY (ARRAY['person'::text, 'contact'::text, 'note'::text, 'document'::text]))
);

CREATE TABLE disclosure_recipient (
  id text COLLATE "C" NOT NULL,
  disclosure text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  account text COLLATE "C",
  agency text COLLATE "C",
  kind text COLLATE "C",
  name text COLLATE "C" NOT NULL,
  body text COLLATE "C" NOT NULL,
  sent_to text COLLATE "C" NOT NULL,
  form text COLLATE "C" NOT NULL,
  standing text COLLATE "C" NOT NULL,
  agreement text COLLATE "C",
  agreement_version bigint,
  pack text COLLATE "C",
  copy bytea,
  text_sha256 text COLLATE "C",
  receipt text COLLATE "C",
  entry_index bigint,
  confirmed_at text COLLATE "C",
  confirmed_by text COLLATE "C",
  ended_at text COLLATE "C",
  ended_by text COLLATE "C",
  ended_words text COLLATE "C",
  CONSTRAINT disclosure_recipient_pkey PRIMARY KEY (id),
  CONSTRAINT disclosure_recipient_disclosure_number_key UNIQUE (disclosure, number),
  CONSTRAINT disclosure_recipient_form_check CHECK (form = ANY (ARRAY['view'::text, 'copy'::text])),
  CONSTRAINT disclosure_recipient_standing_check CHECK (standing = ANY (ARRAY['named'::text, 'sent'::text, 'confirmed'::text, 'destroyed'::text, 'returned'::text, 'kept'::text]))
);

CREATE TABLE duty_fulfilment (
  id text COLLATE "C" NOT NULL,
  duty text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  evidence text COLLATE "C" NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  recorded_at text COLLATE "C" NOT NULL,
  CONSTRAINT duty_fulfilment_pkey PRIMARY KEY (id)
);

CREATE TABLE duty_owner (
  duty text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  CONSTRAINT duty_owner_pkey PRIMARY KEY (duty)
);

CREATE TABLE e_learning_completion (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  course text COLLATE "C" NOT NULL,
  officer_group text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  officers bigint NOT NULL,
  CONSTRAINT e_learning_completion_pkey PRIMARY KEY (id),
  CONSTRAINT e_learning_completion_officers_check CHECK (officers >= 1 AND officers <= 5000),
  CONSTRAINT e_learning_completion_version_check CHECK (version >= 1)
);

CREATE TABLE emergency_response (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  scenario text COLLATE "C" NOT NULL,
  declared text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  stood_down_on text COLLATE "C",
  agencies text COLLATE "C" NOT NULL,
  rest_centre text COLLATE "C" NOT NULL,
  ward text COLLATE "C",
  debriefed_on text COLLATE "C",
  CONSTRAINT emergency_response_pkey PRIMARY KEY (id),
  CONSTRAINT emergency_response_version_check CHECK (version >= 1)
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

CREATE TABLE exercise (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  scenario text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  partners text COLLATE "C" NOT NULL,
  objectives text COLLATE "C" NOT NULL,
  debriefed_on text COLLATE "C",
  state text COLLATE "C" NOT NULL,
  CONSTRAINT exercise_pkey PRIMARY KEY (id),
  CONSTRAINT exercise_version_check CHECK (version >= 1)
);

CREATE TABLE exercise_lesson (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  exercise text COLLATE "C",
  emergency text COLLATE "C",
  title text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  due text COLLATE "C" NOT NULL,
  done_on text COLLATE "C",
  CONSTRAINT exercise_lesson_pkey PRIMARY KEY (id),
  CONSTRAINT exercise_lesson_version_check CHECK (version >= 1)
);

CREATE TABLE experiment (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  programme text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  hypothesis text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  starts text COLLATE "C" NOT NULL,
  ends text COLLATE "C",
  learning text COLLATE "C",
  decision text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  CONSTRAINT experiment_pkey PRIMARY KEY (id),
  CONSTRAINT experiment_version_check CHECK (version >= 1)
);

CREATE TABLE external_return (
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  source text COLLATE "C" NOT NULL,
  period_first text COLLATE "C" NOT NULL,
  period_last text COLLATE "C" NOT NULL,
  supplied_on text COLLATE "C" NOT NULL,
  file_name text COLLATE "C" NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  bytes bytea NOT NULL,
  row_count bigint NOT NULL,
  refused bigint NOT NULL,
  added bigint NOT NULL,
  changed bigint NOT NULL,
  withdrawn bigint NOT NULL,
  problems text COLLATE "C" NOT NULL,
  loaded_by text COLLATE "C" NOT NULL,
  loaded_at text COLLATE "C" NOT NULL,
  withdrawn_by text COLLATE "C",
  withdrawn_at text COLLATE "C",
  withdrawn_reason text COLLATE "C",
  CONSTRAINT external_return_pkey PRIMARY KEY (id),
  CONSTRAINT external_return_added_check CHECK (added >= 0),
  CONSTRAINT external_return_changed_check CHECK (changed >= 0),
  CONSTRAINT external_return_check CHECK (period_first <= period_last),
  CONSTRAINT external_return_check1 CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL) AND (withdrawn_at IS NULL) = (withdrawn_reason IS NULL)),
  CONSTRAINT external_return_refused_check CHECK (refused >= 0),
  CONSTRAINT external_return_row_count_check CHECK (row_count >= 0),
  CONSTRAINT external_return_sha256_check CHECK (length(sha256) = 64),
  CONSTRAINT external_return_withdrawn_check CHECK (withdrawn >= 0)
);

CREATE TABLE fact (
  id text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  first_day text COLLATE "C" NOT NULL,
  last_day text COLLATE "C" NOT NULL,
  quantity bigint NOT NULL,
  record text COLLATE "C" NOT NULL,
  subject text COLLATE "C",
  agency text COLLATE "C",
  service text COLLATE "C",
  place text COLLATE "C",
  attributes text COLLATE "C" NOT NULL,
  external_return text COLLATE "C",
  recorded_at text COLLATE "C" NOT NULL,
  closed_at text COLLATE "C",
  closed_sequence bigint,
  CONSTRAINT fact_pkey PRIMARY KEY (id),
  CONSTRAINT fact_closed_sequence_key UNIQUE (closed_sequence),
  CONSTRAINT fact_sequence_key UNIQUE (sequence),
  CONSTRAINT fact_check CHECK (first_day <= last_day),
  CONSTRAINT fact_check1 CHECK ((closed_at IS NULL) = (closed_sequence IS NULL)),
  CONSTRAINT fact_quantity_check CHECK (quantity >= 0)
);

CREATE TABLE fact_clock (
  one bigint NOT NULL,
  last bigint NOT NULL,
  CONSTRAINT fact_clock_pkey PRIMARY KEY (one),
  CONSTRAINT fact_clock_last_check CHECK (last >= 0),
  CONSTRAINT fact_clock_one_check CHECK (one = 1)
);

CREATE TABLE federated_identity (
  issuer text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  linked_at text COLLATE "C" NOT NULL,
  linked_by text COLLATE "C",
  CONSTRAINT federated_identity_pkey PRIMARY KEY (issuer, subject),
  CONSTRAINT federated_identity_account_id_key UNIQUE (account_id)
);

CREATE TABLE federated_return (
  state_digest text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL,
  CONSTRAINT federated_return_pkey PRIMARY KEY (state_digest)
);

CREATE TABLE federated_stranger (
  issuer text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  first_at text COLLATE "C" NOT NULL,
  last_at text COLLATE "C" NOT NULL,
  tries bigint NOT NULL,
  CONSTRAINT federated_stranger_pkey PRIMARY KEY (issuer, subject)
);

CREATE TABLE forward_plan_item (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  campaign text COLLATE "C",
  channel text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  embargo_until text COLLATE "C",
  owner text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  CONSTRAINT forward_plan_item_pkey PRIMARY KEY (id),
  CONSTRAINT forward_plan_item_version_check CHECK (version >= 1)
);

CREATE TABLE funding_grant (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  funder text COLLATE "C" NOT NULL,
  reference text COLLATE "C",
  purpose text COLLATE "C" NOT NULL,
  amount bigint NOT NULL,
  starts text COLLATE "C" NOT NULL,
  ends text COLLATE "C" NOT NULL,
  claims_due text COLLATE "C" NOT NULL,
  clawback text COLLATE "C",
  CONSTRAINT funding_grant_pkey PRIMARY KEY (id),
  CONSTRAINT funding_grant_code_key UNIQUE (code),
  CONSTRAINT funding_grant_amount_check CHECK (amount >= 0),
  CONSTRAINT funding_grant_version_check CHECK (version >= 1)
);

CREATE TABLE governance_action (
  id text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  source text COLLATE "C" NOT NULL,
  decision text COLLATE "C",
  recommendation text COLLATE "C",
  meeting text COLLATE "C",
  board text COLLATE "C",
  origin text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  organisation text COLLATE "C" NOT NULL,
  authority text COLLATE "C",
  owner text COLLATE "C" NOT NULL,
  account text COLLATE "C",
  due text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  settled text COLLATE "C",
  evidence text COLLATE "C" NOT NULL,
  carried_over bigint NOT NULL,
  measure text COLLATE "C" NOT NULL,
  effect text COLLATE "C" NOT NULL,
  effect_note text COLLATE "C" NOT NULL,
  CONSTRAINT governance_action_pkey PRIMARY KEY (id),
  CONSTRAINT governance_action_number_key UNIQUE (number),
  CONSTRAINT governance_action_carried_over_check CHECK (carried_over >= 0),
  CONSTRAINT governance_action_check CHECK ((state = 'open'::text) = (settled IS NULL)),
  CONSTRAINT governance_action_effect_check CHECK (effect = ANY (ARRAY['not-looked'::text, 'moved'::text, 'not-moved'::text, 'cannot-tell'::text])),
  CONSTRAINT governance_action_state_check CHECK (state = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text]))
);

CREATE TABLE governance_agenda_item (
  id text COLLATE "C" NOT NULL,
  meeting text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  title text COLLATE "C" NOT NULL,
  presenter text COLLATE "C" NOT NULL,
  evidence text COLLATE "C" NOT NULL,
  CONSTRAINT governance_agenda_item_pkey PRIMARY KEY (id),
  CONSTRAINT governance_agenda_item_meeting_position_key UNIQUE (meeting, "position")
);

CREATE TABLE governance_attendance (
  meeting text COLLATE "C" NOT NULL,
  seat text COLLATE "C" NOT NULL,
  presence text COLLATE "C" NOT NULL,
  senior bigint NOT NULL,
  CONSTRAINT governance_attendance_pkey PRIMARY KEY (meeting, seat),
  CONSTRAINT governance_attendance_presence_check CHECK (presence = ANY (ARRAY['holder'::text, 'deputy'::text, 'apologies'::text, 'absent'::text])),
  CONSTRAINT governance_attendance_senior_check CHECK (senior = ANY (ARRAY[0::bigint, 1::bigint]))
);

CREATE TABLE governance_board (
  id text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  standing text COLLATE "C" NOT NULL,
  parent text COLLATE "C",
  chair_organisation text COLLATE "C" NOT NULL,
  chair text COLLATE "C" NOT NULL,
  chair_from text COLLATE "C",
  chair_to text COLLATE "C",
  quorum bigint,
  cycle text COLLATE "C" NOT NULL,
  confidentiality text COLLATE "C" NOT NULL,
  areas text COLLATE "C" NOT NULL,
  place text COLLATE "C",
  from_day text COLLATE "C",
  to_day text COLLATE "C",
  CONSTRAINT governance_board_pkey PRIMARY KEY (id),
  CONSTRAINT governance_board_code_key UNIQUE (code),
  CONSTRAINT governance_board_check CHECK (to_day IS NULL OR from_day <= to_day),
  CONSTRAINT governance_board_check1 CHECK (parent IS NULL OR parent <> code),
  CONSTRAINT governance_board_confidentiality_check CHECK (confidentiality = ANY (ARRAY['open'::text, 'official'::text, 'official-sensitive'::text])),
  CONSTRAINT governance_board_quorum_check CHECK (quorum > 0),
  CONSTRAINT governance_board_standing_check CHECK (standing = ANY (ARRAY['strategy-group'::text, 'statutory'::text, 'partnership'::text, 'working-group'::text, 'shared'::text, 'scrutiny'::text]))
);

CREATE TABLE governance_board_line (
  from_board text COLLATE "C" NOT NULL,
  to_board text COLLATE "C" NOT NULL,
  CONSTRAINT governance_board_line_pkey PRIMARY KEY (from_board, to_board),
  CONSTRAINT governance_board_line_check CHECK (from_board <> to_board)
);

CREATE TABLE governance_board_terms (
  id text COLLATE "C" NOT NULL,
  board text COLLATE "C" NOT NULL,
  from_day text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  CONSTRAINT governance_board_terms_pkey PRIMARY KEY (id),
  CONSTRAINT governance_board_terms_board_from_day_key UNIQUE (board, from_day)
);

CREATE TABLE governance_decision (
  id text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  board text COLLATE "C" NOT NULL,
  meeting text COLLATE "C",
  day text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  authority_words text COLLATE "C" NOT NULL,
  options text COLLATE "C" NOT NULL,
  reasons text COLLATE "C" NOT NULL,
  dissent text COLLATE "C" NOT NULL,
  needs_no_action text COLLATE "C" NOT NULL,
  CONSTRAINT governance_decision_pkey PRIMARY KEY (id),
  CONSTRAINT governance_decision_number_key UNIQUE (number)
);

CREATE TABLE governance_history (
  id text COLLATE "C" NOT NULL,
  record text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  detail text COLLATE "C" NOT NULL,
  CONSTRAINT governance_history_pkey PRIMARY KEY (id)
);

CREATE TABLE governance_meeting (
  id text COLLATE "C" NOT NULL,
  board text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  time_of_day text COLLATE "C",
  length_minutes bigint NOT NULL,
  place text COLLATE "C" NOT NULL,
  is_public bigint NOT NULL,
  is_due bigint NOT NULL,
  state text COLLATE "C" NOT NULL,
  minutes_text text COLLATE "C" NOT NULL,
  publicity text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  CONSTRAINT governance_meeting_pkey PRIMARY KEY (id),
  CONSTRAINT governance_meeting_is_due_check CHECK (is_due = ANY (ARRAY[0::bigint, 1::bigint])),
  CONSTRAINT governance_meeting_is_public_check CHECK (is_public = ANY (ARRAY[0::bigint, 1::bigint])),
  CONSTRAINT governance_meeting_length_minutes_check CHECK (length_minutes >= 5 AND length_minutes <= 1440),
  CONSTRAINT governance_meeting_state_check CHECK (state = ANY (ARRAY['planned'::text, 'agenda-set'::text, 'papers-issued'::text, 'held'::text, 'minutes-drafted'::text, 'minutes-approved'::text, 'published'::text, 'cancelled'::text]))
);

CREATE TABLE governance_paper (
  id text COLLATE "C" NOT NULL,
  meeting text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  publication text COLLATE "C" NOT NULL,
  location text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  CONSTRAINT governance_paper_pkey PRIMARY KEY (id),
  CONSTRAINT governance_paper_check CHECK (publication = 'open'::text OR reason <> ''::text),
  CONSTRAINT governance_paper_publication_check CHECK (publication = ANY (ARRAY['open'::text, 'official'::text, 'official-sensitive'::text]))
);

CREATE TABLE governance_recommendation (
  id text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  source text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  addressee text COLLATE "C" NOT NULL,
  authority text COLLATE "C",
  made text COLLATE "C" NOT NULL,
  answer_due text COLLATE "C",
  answer text COLLATE "C" NOT NULL,
  answer_text text COLLATE "C" NOT NULL,
  answered text COLLATE "C",
  implemented text COLLATE "C",
  evidence text COLLATE "C" NOT NULL,
  reported text COLLATE "C",
  CONSTRAINT governance_recommendation_pkey PRIMARY KEY (id),
  CONSTRAINT governance_recommendation_number_key UNIQUE (number),
  CONSTRAINT governance_recommendation_answer_check CHECK (answer = ANY (ARRAY['awaited'::text, 'accepted'::text, 'partly'::text, 'rejected'::text])),
  CONSTRAINT governance_recommendation_check CHECK ((answer = 'awaited'::text) = (answered IS NULL))
);

CREATE TABLE governance_risk (
  id text COLLATE "C" NOT NULL,
  number bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  board text COLLATE "C",
  title text COLLATE "C" NOT NULL,
  consequence text COLLATE "C" NOT NULL,
  likelihood bigint NOT NULL,
  impact bigint NOT NULL,
  organisation text COLLATE "C" NOT NULL,
  mitigation text COLLATE "C" NOT NULL,
  review text COLLATE "C" NOT NULL,
  closed text COLLATE "C",
  CONSTRAINT governance_risk_pkey PRIMARY KEY (id),
  CONSTRAINT governance_risk_number_key UNIQUE (number),
  CONSTRAINT governance_risk_impact_check CHECK (impact >= 1 AND impact <= 5),
  CONSTRAINT governance_risk_kind_check CHECK (kind = ANY (ARRAY['risk'::text, 'issue'::text])),
  CONSTRAINT governance_risk_likelihood_check CHECK (likelihood >= 1 AND likelihood <= 5)
);

CREATE TABLE governance_seat (
  id text COLLATE "C" NOT NULL,
  board text COLLATE "C" NOT NULL,
  organisation text COLLATE "C" NOT NULL,
  authority text COLLATE "C",
  title text COLLATE "C" NOT NULL,
  holder text COLLATE "C" NOT NULL,
  deputy text COLLATE "C" NOT NULL,
  senior bigint NOT NULL,
  from_day text COLLATE "C" NOT NULL,
  to_day text COLLATE "C",
  CONSTRAINT governance_seat_pkey PRIMARY KEY (id),
  CONSTRAINT governance_seat_check CHECK (to_day IS NULL OR from_day <= to_day),
  CONSTRAINT governance_seat_senior_check CHECK (senior = ANY (ARRAY[0::bigint, 1::bigint]))
);

CREATE TABLE governance_team (
  code text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  organisation text COLLATE "C" NOT NULL,
  authority text COLLATE "C",
  function text COLLATE "C" NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  from_day text COLLATE "C" NOT NULL,
  to_day text COLLATE "C",
  CONSTRAINT governance_team_pkey PRIMARY KEY (code),
  CONSTRAINT governance_team_check CHECK (to_day IS NULL OR from_day <= to_day)
);

CREATE TABLE grant_bid (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  funder text COLLATE "C" NOT NULL,
  amount bigint,
  due text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  CONSTRAINT grant_bid_pkey PRIMARY KEY (id),
  CONSTRAINT grant_bid_amount_check CHECK (amount >= 0),
  CONSTRAINT grant_bid_version_check CHECK (version >= 1)
);

CREATE TABLE grant_claim (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  of_grant text COLLATE "C" NOT NULL,
  claimed_on text COLLATE "C" NOT NULL,
  claimed bigint NOT NULL,
  received_on text COLLATE "C",
  received bigint,
  difference text COLLATE "C",
  CONSTRAINT grant_claim_pkey PRIMARY KEY (id),
  CONSTRAINT grant_claim_claimed_check CHECK (claimed >= 0),
  CONSTRAINT grant_claim_received_check CHECK (received >= 0),
  CONSTRAINT grant_claim_version_check CHECK (version >= 1)
);

CREATE TABLE grant_condition (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  of_grant text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  due text COLLATE "C",
  met_on text COLLATE "C",
  evidence text COLLATE "C",
  CONSTRAINT grant_condition_pkey PRIMARY KEY (id),
  CONSTRAINT grant_condition_version_check CHECK (version >= 1)
);

CREATE TABLE grant_spend (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  of_grant text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  initiative text COLLATE "C" NOT NULL,
  amount bigint NOT NULL,
  what text COLLATE "C" NOT NULL,
  CONSTRAINT grant_spend_pkey PRIMARY KEY (id),
  CONSTRAINT grant_spend_amount_check CHECK (amount >= 0),
  CONSTRAINT grant_spend_version_check CHECK (version >= 1)
);

CREATE TABLE identity_provider (
  id text COLLATE "C" NOT NULL,
  authority_id text COLLATE "C" NOT NULL,
  issuer text COLLATE "C" NOT NULL,
  client_id text COLLATE "C" NOT NULL,
  client_secret bytea,
  client_secret_file text COLLATE "C",
  site text COLLATE "C" NOT NULL,
  acr text COLLATE "C" NOT NULL,
  amr text COLLATE "C" NOT NULL,
  is_open bigint NOT NULL,
  added_at text COLLATE "C" NOT NULL,
  CONSTRAINT identity_provider_pkey PRIMARY KEY (id),
  CONSTRAINT identity_provider_authority_id_key UNIQUE (authority_id),
  CONSTRAINT identity_provider_issuer_key UNIQUE (issuer),
  CONSTRAINT identity_provider_check CHECK ((client_secret IS NULL) <> (client_secret_file IS NULL)),
  CONSTRAINT identity_provider_is_open_check CHECK (is_open = ANY (ARRAY[0::bigint, 1::bigint]))
);

CREATE TABLE improvement_action (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  review text COLLATE "C" NOT NULL,
  what text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  due text COLLATE "C" NOT NULL,
  done_on text COLLATE "C",
  CONSTRAINT improvement_action_pkey PRIMARY KEY (id),
  CONSTRAINT improvement_action_version_check CHECK (version >= 1)
);

CREATE TABLE insider_alert (
  id text COLLATE "C" NOT NULL,
  alert_key text COLLATE "C" NOT NULL,
  rule text COLLATE "C" NOT NULL,
  actor text COLLATE "C",
  actor_agency text COLLATE "C",
  record text COLLATE "C",
  happened_at text COLLATE "C" NOT NULL,
  raised_at text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  answered_by text COLLATE "C",
  answered_at text COLLATE "C",
  answer_words text COLLATE "C",
  CONSTRAINT insider_alert_pkey PRIMARY KEY (id),
  CONSTRAINT insider_alert_alert_key_key UNIQUE (alert_key),
  CONSTRAINT insider_alert_check CHECK ((state = 'answered'::text) = (answered_by IS NOT NULL AND answered_at IS NOT NULL AND answer_words IS NOT NULL)),
  CONSTRAINT insider_alert_state_check CHECK (state = ANY (ARRAY['open'::text, 'answered'::text]))
);

CREATE TABLE insider_alert_told (
  alert text COLLATE "C" NOT NULL,
  authority_id text COLLATE "C" NOT NULL,
  CONSTRAINT insider_alert_told_pkey PRIMARY KEY (alert, authority_id)
);

CREATE TABLE insider_person_key (
  person text COLLATE "C" NOT NULL,
  field text COLLATE "C" NOT NULL,
  match_key text COLLATE "C" NOT NULL,
  CONSTRAINT insider_person_key_pkey PRIMARY KEY (person, field, match_key),
  CONSTRAINT insider_person_key_field_check CHECK (field = ANY (ARRAY['surname'::text, 'address'::text, 'phone'::text, 'identity'::text]))
);

CREATE TABLE insider_shift (
  account_id text COLLATE "C" NOT NULL,
  from_minute bigint NOT NULL,
  to_minute bigint NOT NULL,
  weekdays text COLLATE "C" NOT NULL,
  CONSTRAINT insider_shift_pkey PRIMARY KEY (account_id),
  CONSTRAINT insider_shift_from_minute_check CHECK (from_minute >= 0 AND from_minute <= 1440),
  CONSTRAINT insider_shift_to_minute_check CHECK (to_minute >= 0 AND to_minute <= 1440)
);

CREATE TABLE insider_staff_key (
  account_id text COLLATE "C" NOT NULL,
  field text COLLATE "C" NOT NULL,
  match_key text COLLATE "C" NOT NULL,
  CONSTRAINT insider_staff_key_pkey PRIMARY KEY (account_id, field, match_key),
  CONSTRAINT insider_staff_key_field_check CHECK (field = ANY (ARRAY['surname'::text, 'address'::text, 'phone'::text, 'identity'::text]))
);

CREATE TABLE key_indicator (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  contract text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  formula text COLLATE "C" NOT NULL,
  base text COLLATE "C",
  form text COLLATE "C" NOT NULL,
  direction text COLLATE "C" NOT NULL,
  target bigint,
  source text COLLATE "C" NOT NULL,
  split text COLLATE "C",
  CONSTRAINT key_indicator_pkey PRIMARY KEY (id),
  CONSTRAINT key_indicator_target_check CHECK (target >= 0 AND target <= 10000000),
  CONSTRAINT key_indicator_version_check CHECK (version >= 1)
);

CREATE TABLE measure_commentary (
  id text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  written_by text COLLATE "C" NOT NULL,
  written_at text COLLATE "C" NOT NULL,
  CONSTRAINT measure_commentary_pkey PRIMARY KEY (id)
);

CREATE TABLE measure_run (
  id text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  period text COLLATE "C" NOT NULL,
  known_at text COLLATE "C" NOT NULL,
  figure text COLLATE "C" NOT NULL,
  sha256 text COLLATE "C" NOT NULL,
  sequences text COLLATE "C" NOT NULL,
  fact_count bigint NOT NULL,
  kept_for text COLLATE "C" NOT NULL,
  kept_by text COLLATE "C" NOT NULL,
  kept_at text COLLATE "C" NOT NULL,
  CONSTRAINT measure_run_pkey PRIMARY KEY (id),
  CONSTRAINT measure_run_fact_count_check CHECK (fact_count >= 0),
  CONSTRAINT measure_run_sha256_check CHECK (length(sha256) = 64)
);

CREATE TABLE milestone (
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  organisation text COLLATE "C" NOT NULL,
  due text COLLATE "C",
  needed_for text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  settled text COLLATE "C",
  note text COLLATE "C" NOT NULL,
  CONSTRAINT milestone_pkey PRIMARY KEY (code),
  CONSTRAINT milestone_check CHECK ((state = 'open'::text) = (settled IS NULL)),
  CONSTRAINT milestone_state_check CHECK (state = ANY (ARRAY['open'::text, 'reached'::text, 'dropped'::text]))
);

CREATE TABLE night_haven (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  zone text COLLATE "C" NOT NULL,
  hours text COLLATE "C" NOT NULL,
  trained_staff bigint NOT NULL,
  checked_on text COLLATE "C",
  state text COLLATE "C" NOT NULL,
  CONSTRAINT night_haven_pkey PRIMARY KEY (id),
  CONSTRAINT night_haven_trained_staff_check CHECK (trained_staff >= 0 AND trained_staff <= 500),
  CONSTRAINT night_haven_version_check CHECK (version >= 1)
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

CREATE TABLE person (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  family_name text COLLATE "C" NOT NULL,
  given_names text COLLATE "C" NOT NULL,
  birth_date text COLLATE "C",
  made_at text COLLATE "C" NOT NULL,
  CONSTRAINT person_pkey PRIMARY KEY (id),
  CONSTRAINT person_version_check CHECK (version > 0)
);

CREATE TABLE person_address (
  person text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  address text COLLATE "C" NOT NULL,
  postcode text COLLATE "C" NOT NULL,
  CONSTRAINT person_address_pkey PRIMARY KEY (person)
);

CREATE TABLE person_index (
  code text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  CONSTRAINT person_index_pkey PRIMARY KEY (code, kind, person)
);

CREATE TABLE person_phone (
  id text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  number text COLLATE "C" NOT NULL,
  CONSTRAINT person_phone_pkey PRIMARY KEY (id)
);

CREATE TABLE planned_event (
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  strategy text COLLATE "C" NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  attendees bigint,
  outputs text COLLATE "C" NOT NULL,
  CONSTRAINT planned_event_pkey PRIMARY KEY (code),
  CONSTRAINT planned_event_attendees_check CHECK (attendees >= 0)
);

CREATE TABLE programme (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  aim text COLLATE "C" NOT NULL,
  cohort text COLLATE "C" NOT NULL,
  lead text COLLATE "C" NOT NULL,
  funding text COLLATE "C",
  ward text COLLATE "C",
  starts text COLLATE "C" NOT NULL,
  ends text COLLATE "C",
  state text COLLATE "C" NOT NULL,
  CONSTRAINT programme_pkey PRIMARY KEY (id),
  CONSTRAINT programme_code_key UNIQUE (code),
  CONSTRAINT programme_version_check CHECK (version >= 1)
);

CREATE TABLE programme_participant (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  programme text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  joined_on text COLLATE "C" NOT NULL,
  left_on text COLLATE "C",
  CONSTRAINT programme_participant_pkey PRIMARY KEY (id),
  CONSTRAINT programme_participant_version_check CHECK (version >= 1)
);

CREATE TABLE programme_post (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  programme text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  filled_from text COLLATE "C",
  filled_until text COLLATE "C",
  CONSTRAINT programme_post_pkey PRIMARY KEY (id),
  CONSTRAINT programme_post_version_check CHECK (version >= 1)
);

CREATE TABLE published_statement (
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  organisation text COLLATE "C" NOT NULL,
  first_day text COLLATE "C" NOT NULL,
  last_day text COLLATE "C" NOT NULL,
  location text COLLATE "C" NOT NULL,
  CONSTRAINT published_statement_pkey PRIMARY KEY (code),
  CONSTRAINT published_statement_check CHECK (first_day <= last_day)
);

CREATE TABLE register_change (
  register text COLLATE "C" NOT NULL,
  record text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  changed_at text COLLATE "C" NOT NULL,
  changed_by text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  stood_before text COLLATE "C" NOT NULL,
  CONSTRAINT register_change_pkey PRIMARY KEY (register, record, version),
  CONSTRAINT register_change_version_check CHECK (version >= 1)
);

CREATE TABLE report_answer (
  id text COLLATE "C" NOT NULL,
  report text COLLATE "C" NOT NULL,
  promise text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  answered_by text COLLATE "C" NOT NULL,
  answered_at text COLLATE "C" NOT NULL,
  CONSTRAINT report_answer_pkey PRIMARY KEY (id),
  CONSTRAINT report_answer_report_promise_key UNIQUE (report, promise)
);

CREATE TABLE report_binding (
  id text COLLATE "C" NOT NULL,
  report text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  question text COLLATE "C" NOT NULL,
  figure text COLLATE "C",
  sha256 text COLLATE "C",
  sequences text COLLATE "C" NOT NULL,
  held_at text COLLATE "C",
  held_by text COLLATE "C",
  CONSTRAINT report_binding_pkey PRIMARY KEY (id),
  CONSTRAINT report_binding_report_name_key UNIQUE (report, name),
  CONSTRAINT report_binding_check CHECK ((figure IS NULL) = (sha256 IS NULL)),
  CONSTRAINT report_binding_sha256_check CHECK (length(sha256) = 64)
);

CREATE TABLE report_edition (
  id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  partnership text COLLATE "C" NOT NULL,
  period_first text COLLATE "C" NOT NULL,
  period_last text COLLATE "C" NOT NULL,
  notice text COLLATE "C",
  header text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  previous text COLLATE "C",
  created_at text COLLATE "C" NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  signed_by text COLLATE "C",
  signed_at text COLLATE "C",
  signed_note text COLLATE "C",
  fingerprint text COLLATE "C",
  published_at text COLLATE "C",
  CONSTRAINT report_edition_pkey PRIMARY KEY (id),
  CONSTRAINT report_edition_name_key UNIQUE (name),
  CONSTRAINT report_edition_check CHECK (period_first <= period_last),
  CONSTRAINT report_edition_check1 CHECK ((state = 'draft'::text) = (signed_at IS NULL)),
  CONSTRAINT report_edition_check2 CHECK ((signed_at IS NULL) = (fingerprint IS NULL) AND (signed_at IS NULL) = (signed_by IS NULL)),
  CONSTRAINT report_edition_check3 CHECK ((state = 'published'::text) = (published_at IS NOT NULL)),
  CONSTRAINT report_edition_state_check CHECK (state = ANY (ARRAY['draft'::text, 'signed-off'::text, 'published'::text]))
);

CREATE TABLE report_history (
  id text COLLATE "C" NOT NULL,
  report text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  detail text COLLATE "C" NOT NULL,
  CONSTRAINT report_history_pkey PRIMARY KEY (id)
);

CREATE TABLE report_judgement (
  id text COLLATE "C" NOT NULL,
  report text COLLATE "C" NOT NULL,
  paragraph text COLLATE "C" NOT NULL,
  sentence text COLLATE "C" NOT NULL,
  judged_by text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  judged_at text COLLATE "C" NOT NULL,
  CONSTRAINT report_judgement_pkey PRIMARY KEY (id)
);

CREATE TABLE report_paragraph (
  id text COLLATE "C" NOT NULL,
  report text COLLATE "C" NOT NULL,
  section text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  content text COLLATE "C" NOT NULL,
  subject text COLLATE "C",
  exempt text COLLATE "C",
  version bigint NOT NULL,
  author text COLLATE "C" NOT NULL,
  edited_at text COLLATE "C" NOT NULL,
  removed bigint NOT NULL,
  CONSTRAINT report_paragraph_pkey PRIMARY KEY (id),
  CONSTRAINT report_paragraph_removed_check CHECK (removed = ANY (ARRAY[0::bigint, 1::bigint])),
  CONSTRAINT report_paragraph_version_check CHECK (version > 0)
);

CREATE TABLE report_paragraph_version (
  paragraph text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  content text COLLATE "C" NOT NULL,
  subject text COLLATE "C",
  exempt text COLLATE "C",
  author text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  edited_at text COLLATE "C" NOT NULL,
  CONSTRAINT report_paragraph_version_pkey PRIMARY KEY (paragraph, version)
);

CREATE TABLE report_promise (
  id text COLLATE "C" NOT NULL,
  report text COLLATE "C" NOT NULL,
  number text COLLATE "C" NOT NULL,
  words text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  due text COLLATE "C",
  made_at text COLLATE "C" NOT NULL,
  made_by text COLLATE "C" NOT NULL,
  CONSTRAINT report_promise_pkey PRIMARY KEY (id),
  CONSTRAINT report_promise_report_words_key UNIQUE (report, words)
);

CREATE TABLE report_release (
  id text COLLATE "C" NOT NULL,
  report text COLLATE "C" NOT NULL,
  finding text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  decided_by text COLLATE "C" NOT NULL,
  decided_at text COLLATE "C" NOT NULL,
  CONSTRAINT report_release_pkey PRIMARY KEY (id),
  CONSTRAINT report_release_report_finding_key UNIQUE (report, finding)
);

CREATE TABLE report_section (
  id text COLLATE "C" NOT NULL,
  report text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  heading text COLLATE "C" NOT NULL,
  CONSTRAINT report_section_pkey PRIMARY KEY (id)
);

CREATE TABLE retention_approval (
  batch text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  approved_at text COLLATE "C" NOT NULL,
  CONSTRAINT retention_approval_pkey PRIMARY KEY (batch, account)
);

CREATE TABLE retention_batch (
  id text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  proposed_at text COLLATE "C" NOT NULL,
  proposed_by text COLLATE "C" NOT NULL,
  done_at text COLLATE "C",
  certificate text COLLATE "C",
  entry_index bigint,
  CONSTRAINT retention_batch_pkey PRIMARY KEY (id),
  CONSTRAINT retention_batch_state_check CHECK (state = ANY (ARRAY['proposed'::text, 'approved'::text, 'erasing'::text, 'done'::text, 'withdrawn'::text]))
);

CREATE TABLE retention_batch_case (
  batch text COLLATE "C" NOT NULL,
  record text COLLATE "C" NOT NULL,
  rule text COLLATE "C" NOT NULL,
  due text COLLATE "C" NOT NULL,
  erased bigint NOT NULL,
  left_out text COLLATE "C",
  CONSTRAINT retention_batch_case_pkey PRIMARY KEY (batch, record),
  CONSTRAINT retention_batch_case_erased_check CHECK (erased = ANY (ARRAY[0::bigint, 1::bigint]))
);

CREATE TABLE retention_batch_owner (
  batch text COLLATE "C" NOT NULL,
  owner text COLLATE "C" NOT NULL,
  CONSTRAINT retention_batch_owner_pkey PRIMARY KEY (batch, owner)
);

CREATE TABLE retention_hold (
  id text COLLATE "C" NOT NULL,
  record text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  set_at text COLLATE "C" NOT NULL,
  set_by text COLLATE "C" NOT NULL,
  lifted_at text COLLATE "C",
  lifted_by text COLLATE "C",
  lift_reason text COLLATE "C",
  CONSTRAINT retention_hold_pkey PRIMARY KEY (id)
);

CREATE TABLE retention_review (
  record text COLLATE "C" NOT NULL,
  keep_until text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  reviewed_at text COLLATE "C" NOT NULL,
  reviewed_by text COLLATE "C" NOT NULL,
  CONSTRAINT retention_review_pkey PRIMARY KEY (record)
);

CREATE TABLE safe_address (
  person text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  address text COLLATE "C" NOT NULL,
  CONSTRAINT safe_address_pkey PRIMARY KEY (person)
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

CREATE TABLE service (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  need text COLLATE "C" NOT NULL,
  commissioner text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  CONSTRAINT service_pkey PRIMARY KEY (id),
  CONSTRAINT service_code_key UNIQUE (code),
  CONSTRAINT service_version_check CHECK (version >= 1)
);

CREATE TABLE service_contract (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  service text COLLATE "C" NOT NULL,
  provider text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  starts text COLLATE "C" NOT NULL,
  ends text COLLATE "C" NOT NULL,
  extension_months bigint,
  amount bigint,
  funding text COLLATE "C",
  boroughs text COLLATE "C" NOT NULL,
  frequency text COLLATE "C" NOT NULL,
  return_days bigint NOT NULL,
  CONSTRAINT service_contract_pkey PRIMARY KEY (id),
  CONSTRAINT service_contract_amount_check CHECK (amount >= 0),
  CONSTRAINT service_contract_extension_months_check CHECK (extension_months >= 0 AND extension_months <= 120),
  CONSTRAINT service_contract_return_days_check CHECK (return_days >= 0 AND return_days <= 180),
  CONSTRAINT service_contract_version_check CHECK (version >= 1)
);

CREATE TABLE service_return (
  id text COLLATE "C" NOT NULL,
  contract text COLLATE "C" NOT NULL,
  first_day text COLLATE "C" NOT NULL,
  last_day text COLLATE "C" NOT NULL,
  due_on text COLLATE "C" NOT NULL,
  begun_at text COLLATE "C" NOT NULL,
  CONSTRAINT service_return_pkey PRIMARY KEY (id),
  CONSTRAINT service_return_contract_first_day_key UNIQUE (contract, first_day),
  CONSTRAINT service_return_check CHECK (first_day <= last_day)
);

CREATE TABLE service_return_figure (
  return_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  item text COLLATE "C" NOT NULL,
  number bigint,
  base bigint,
  CONSTRAINT service_return_figure_pkey PRIMARY KEY (return_id, version, item),
  CONSTRAINT service_return_figure_base_check CHECK (base >= 0),
  CONSTRAINT service_return_figure_number_check CHECK (number >= 0)
);

CREATE TABLE service_return_query (
  id text COLLATE "C" NOT NULL,
  return_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  question text COLLATE "C" NOT NULL,
  asked_by text COLLATE "C" NOT NULL,
  asked_at text COLLATE "C" NOT NULL,
  answer text COLLATE "C",
  answered_by text COLLATE "C",
  answered_at text COLLATE "C",
  CONSTRAINT service_return_query_pkey PRIMARY KEY (id),
  CONSTRAINT service_return_query_check CHECK ((answer IS NULL) = (answered_by IS NULL))
);

CREATE TABLE service_return_version (
  return_id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  state text COLLATE "C" NOT NULL,
  narrative text COLLATE "C" NOT NULL,
  reason text COLLATE "C",
  begun_by text COLLATE "C" NOT NULL,
  begun_at text COLLATE "C" NOT NULL,
  submitted_by text COLLATE "C",
  submitted_at text COLLATE "C",
  decided_by text COLLATE "C",
  decided_at text COLLATE "C",
  CONSTRAINT service_return_version_pkey PRIMARY KEY (return_id, version),
  CONSTRAINT service_return_version_check CHECK (version = 1 OR reason IS NOT NULL),
  CONSTRAINT service_return_version_check1 CHECK ((state <> ALL (ARRAY['accepted'::text, 'replaced'::text])) OR decided_by IS NOT NULL),
  CONSTRAINT service_return_version_state_check CHECK (state = ANY (ARRAY['draft'::text, 'submitted'::text, 'queried'::text, 'accepted'::text, 'replaced'::text])),
  CONSTRAINT service_return_version_version_check CHECK (version >= 1)
);

CREATE TABLE setting (
  name text COLLATE "C" NOT NULL,
  value text COLLATE "C" NOT NULL,
  changed_at text COLLATE "C" NOT NULL,
  CONSTRAINT setting_pkey PRIMARY KEY (name)
);

CREATE TABLE sharing_agreement (
  id text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  model text COLLATE "C",
  version bigint NOT NULL,
  replaces text COLLATE "C",
  parent text COLLATE "C",
  tier text COLLATE "C" NOT NULL,
  status text COLLATE "C" NOT NULL,
  from_day text COLLATE "C" NOT NULL,
  to_day text COLLATE "C",
  review_day text COLLATE "C",
  content text COLLATE "C" NOT NULL,
  content_sha256 text COLLATE "C" NOT NULL,
  created_at text COLLATE "C" NOT NULL,
  created_by text COLLATE "C" NOT NULL,
  CONSTRAINT sharing_agreement_pkey PRIMARY KEY (id),
  CONSTRAINT sharing_agreement_check CHECK (to_day IS NULL OR from_day <= to_day),
  CONSTRAINT sharing_agreement_content_sha256_check CHECK (length(content_sha256) = 64),
  CONSTRAINT sharing_agreement_status_check CHECK (status = ANY (ARRAY['draft'::text, 'under-review'::text, 'partially-signed'::text, 'in-force'::text, 'due-for-review'::text, 'expired'::text, 'terminated'::text, 'superseded'::text])),
  CONSTRAINT sharing_agreement_tier_check CHECK (tier = ANY (ARRAY['protocol'::text, 'purpose'::text, 'flow'::text])),
  CONSTRAINT sharing_agreement_version_check CHECK (version > 0)
);

CREATE TABLE sharing_agreement_event (
  id text COLLATE "C" NOT NULL,
  agreement text COLLATE "C" NOT NULL,
  at text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  action text COLLATE "C" NOT NULL,
  detail text COLLATE "C" NOT NULL,
  CONSTRAINT sharing_agreement_event_pkey PRIMARY KEY (id)
);

CREATE TABLE sharing_agreement_party (
  agreement text COLLATE "C" NOT NULL,
  authority_id text COLLATE "C" NOT NULL,
  standing text COLLATE "C" NOT NULL,
  signed_at text COLLATE "C",
  signed_by text COLLATE "C",
  signatory text COLLATE "C",
  signed_sha256 text COLLATE "C",
  gives bigint NOT NULL DEFAULT 1,
  CONSTRAINT sharing_agreement_party_pkey PRIMARY KEY (agreement, authority_id),
  CONSTRAINT sharing_agreement_party_check CHECK ((signed_at IS NULL) = (signed_by IS NULL)),
  CONSTRAINT sharing_agreement_party_check1 CHECK ((signed_at IS NULL) = (signed_sha256 IS NULL)),
  CONSTRAINT sharing_agreement_party_signed_sha256_check CHECK (length(signed_sha256) = 64),
  CONSTRAINT sharing_agreement_party_standing_check CHECK (standing = ANY (ARRAY['controller'::text, 'joint-controller'::text, 'processor'::text]))
);

CREATE TABLE sharing_agreement_scope (
  agreement text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  word text COLLATE "C" NOT NULL,
  CONSTRAINT sharing_agreement_scope_pkey PRIMARY KEY (agreement, kind, word),
  CONSTRAINT sharing_agreement_scope_kind_check CHECK (kind = ANY (ARRAY['purpose'::text, 'panel'::text, 'category'::text]))
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
  purpose text COLLATE "C",
  CONSTRAINT sign_in_session_pkey PRIMARY KEY (id),
  CONSTRAINT sign_in_session_token_digest_key UNIQUE (token_digest),
  CONSTRAINT sign_in_session_stage_check CHECK (stage = ANY (ARRAY['code'::text, 'enrolment'::text, 'open'::text]))
);

CREATE TABLE strategy (
  id text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  vision text COLLATE "C" NOT NULL,
  first_day text COLLATE "C" NOT NULL,
  last_day text COLLATE "C" NOT NULL,
  organisation text COLLATE "C" NOT NULL,
  assessment text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  adopted_day text COLLATE "C",
  launched_first text COLLATE "C",
  launched_last text COLLATE "C",
  CONSTRAINT strategy_pkey PRIMARY KEY (id),
  CONSTRAINT strategy_code_key UNIQUE (code),
  CONSTRAINT strategy_check CHECK (first_day <= last_day),
  CONSTRAINT strategy_check1 CHECK ((launched_first IS NULL) = (launched_last IS NULL)),
  CONSTRAINT strategy_check2 CHECK (launched_first IS NULL OR launched_first <= launched_last),
  CONSTRAINT strategy_check3 CHECK ((state = 'draft'::text) = (adopted_day IS NULL)),
  CONSTRAINT strategy_kind_check CHECK (kind = ANY (ARRAY['partnership-plan'::text, 'serious-violence'::text, 're-offending'::text, 'anti-social-behaviour'::text, 'modern-slavery'::text, 'other'::text])),
  CONSTRAINT strategy_state_check CHECK (state = ANY (ARRAY['draft'::text, 'adopted'::text, 'ended'::text]))
);

CREATE TABLE strategy_check (
  id text COLLATE "C" NOT NULL,
  strategy text COLLATE "C" NOT NULL,
  requirement text COLLATE "C" NOT NULL,
  met bigint NOT NULL,
  evidence text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  CONSTRAINT strategy_check_pkey PRIMARY KEY (id),
  CONSTRAINT strategy_check_met_check CHECK (met = ANY (ARRAY[0::bigint, 1::bigint]))
);

CREATE TABLE strategy_item (
  id text COLLATE "C" NOT NULL,
  strategy text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  parent text COLLATE "C",
  words text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  basis text COLLATE "C" NOT NULL,
  organisation text COLLATE "C" NOT NULL,
  authority text COLLATE "C",
  due text COLLATE "C",
  state text COLLATE "C" NOT NULL,
  settled text COLLATE "C",
  evidence text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  baseline text COLLATE "C" NOT NULL,
  target text COLLATE "C" NOT NULL,
  pence bigint,
  added_day text COLLATE "C" NOT NULL,
  withdrawn text COLLATE "C",
  CONSTRAINT strategy_item_pkey PRIMARY KEY (id),
  CONSTRAINT strategy_item_strategy_kind_position_key UNIQUE (strategy, kind, "position"),
  CONSTRAINT strategy_item_check CHECK ((state = 'open'::text) = (settled IS NULL)),
  CONSTRAINT strategy_item_kind_check CHECK (kind = ANY (ARRAY['principle'::text, 'priority'::text, 'objective'::text, 'step'::text, 'resource'::text, 'measure'::text, 'engagement'::text])),
  CONSTRAINT strategy_item_pence_check CHECK (pence >= 0),
  CONSTRAINT strategy_item_state_check CHECK (state = ANY (ARRAY['open'::text, 'done'::text, 'dropped'::text]))
);

CREATE TABLE strategy_publication (
  id text COLLATE "C" NOT NULL,
  strategy text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  published_by text COLLATE "C" NOT NULL,
  reach text COLLATE "C" NOT NULL,
  content text COLLATE "C" NOT NULL,
  CONSTRAINT strategy_publication_pkey PRIMARY KEY (id)
);

CREATE TABLE strategy_refresh (
  id text COLLATE "C" NOT NULL,
  strategy text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  plan_year bigint NOT NULL,
  changed text COLLATE "C" NOT NULL,
  recorded_by text COLLATE "C" NOT NULL,
  CONSTRAINT strategy_refresh_pkey PRIMARY KEY (id),
  CONSTRAINT strategy_refresh_strategy_plan_year_key UNIQUE (strategy, plan_year)
);

CREATE TABLE strategy_step_link (
  strategy text COLLATE "C" NOT NULL,
  item text COLLATE "C" NOT NULL,
  CONSTRAINT strategy_step_link_pkey PRIMARY KEY (strategy, item)
);

CREATE TABLE subject_request (
  id text COLLATE "C" NOT NULL,
  reference text COLLATE "C" NOT NULL,
  agency text COLLATE "C" NOT NULL,
  regime text COLLATE "C" NOT NULL,
  state text COLLATE "C" NOT NULL,
  received_on text COLLATE "C" NOT NULL,
  extended_on text COLLATE "C",
  extension_reason text COLLATE "C",
  identity text COLLATE "C" NOT NULL,
  handler text COLLATE "C" NOT NULL,
  handler_name text COLLATE "C" NOT NULL,
  safety text COLLATE "C",
  reviewed_by text COLLATE "C",
  revision bigint NOT NULL,
  approvals_needed bigint NOT NULL,
  ended_on text COLLATE "C",
  end_reason text COLLATE "C",
  answer bytea,
  answer_sha256 text COLLATE "C",
  entry_index bigint,
  CONSTRAINT subject_request_pkey PRIMARY KEY (id),
  CONSTRAINT subject_request_reference_key UNIQUE (reference),
  CONSTRAINT subject_request_regime_check CHECK (regime = ANY (ARRAY['uk-gdpr'::text, 'law-enforcement'::text])),
  CONSTRAINT subject_request_state_check CHECK (state = ANY (ARRAY['received'::text, 'reviewed'::text, 'approved'::text, 'answered'::text, 'refused'::text, 'withdrawn'::text]))
);

CREATE TABLE subject_request_approval (
  request text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  approved_at text COLLATE "C" NOT NULL,
  CONSTRAINT subject_request_approval_pkey PRIMARY KEY (request, account)
);

CREATE TABLE subject_request_case (
  request text COLLATE "C" NOT NULL,
  record text COLLATE "C" NOT NULL,
  person text COLLATE "C" NOT NULL,
  persons text COLLATE "C" NOT NULL,
  matched text COLLATE "C" NOT NULL,
  weight bigint NOT NULL,
  decided_by text COLLATE "C",
  standing text COLLATE "C" NOT NULL,
  CONSTRAINT subject_request_case_pkey PRIMARY KEY (request, record),
  CONSTRAINT subject_request_case_standing_check CHECK (standing = ANY (ARRAY['found'::text, 'taken'::text, 'decided'::text, 'other'::text, 'concealed'::text]))
);

CREATE TABLE subject_request_item (
  request text COLLATE "C" NOT NULL,
  record text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  item text COLLATE "C" NOT NULL,
  "position" bigint NOT NULL,
  third_party text COLLATE "C" NOT NULL,
  choice text COLLATE "C" NOT NULL,
  reason text COLLATE "C",
  leaving text COLLATE "C",
  CONSTRAINT subject_request_item_pkey PRIMARY KEY (request, record, kind, item),
  CONSTRAINT subject_request_item_check CHECK ((choice = 'withheld'::text) = (leaving IS NULL)),
  CONSTRAINT subject_request_item_choice_check CHECK (choice = ANY (ARRAY['withheld'::text, 'redacted'::text, 'whole'::text])),
  CONSTRAINT subject_request_item_kind_check CHECK (kind = ANY (ARRAY['person'::text, 'contact'::text, 'note'::text])),
  CONSTRAINT subject_request_item_third_party_check CHECK (third_party = ANY (ARRAY['nobody'::text, 'agreed'::text, 'reasonable'::text, 'unreasonable'::text]))
);

CREATE TABLE subject_request_member (
  request text COLLATE "C" NOT NULL,
  record text COLLATE "C" NOT NULL,
  account text COLLATE "C" NOT NULL,
  CONSTRAINT subject_request_member_pkey PRIMARY KEY (request, record, account)
);

CREATE TABLE subject_request_pause (
  id text COLLATE "C" NOT NULL,
  request text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  asked_on text COLLATE "C" NOT NULL,
  answered_on text COLLATE "C",
  CONSTRAINT subject_request_pause_pkey PRIMARY KEY (id),
  CONSTRAINT subject_request_pause_reason_check CHECK (reason = ANY (ARRAY['identity'::text, 'clarification'::text, 'fee'::text]))
);

CREATE TABLE survey (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  purpose text COLLATE "C" NOT NULL,
  mode text COLLATE "C" NOT NULL,
  opens text COLLATE "C" NOT NULL,
  closes text COLLATE "C" NOT NULL,
  consulted text COLLATE "C",
  CONSTRAINT survey_pkey PRIMARY KEY (id),
  CONSTRAINT survey_code_key UNIQUE (code),
  CONSTRAINT survey_version_check CHECK (version >= 1)
);

CREATE TABLE survey_allowance (
  name text COLLATE "C" NOT NULL,
  tokens double precision NOT NULL,
  refilled_at text COLLATE "C" NOT NULL,
  CONSTRAINT survey_allowance_pkey PRIMARY KEY (name)
);

CREATE TABLE survey_answer (
  response text COLLATE "C" NOT NULL,
  question text COLLATE "C" NOT NULL,
  place bigint NOT NULL,
  chosen text COLLATE "C",
  words text COLLATE "C",
  CONSTRAINT survey_answer_pkey PRIMARY KEY (response, question, place),
  CONSTRAINT survey_answer_check CHECK ((chosen IS NULL) <> (words IS NULL))
);

CREATE TABLE survey_follow_up (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  survey text COLLATE "C" NOT NULL,
  said text COLLATE "C" NOT NULL,
  priority text COLLATE "C" NOT NULL,
  step text COLLATE "C" NOT NULL,
  measure text COLLATE "C" NOT NULL,
  did text COLLATE "C",
  did_on text COLLATE "C",
  state text COLLATE "C" NOT NULL,
  CONSTRAINT survey_follow_up_pkey PRIMARY KEY (id),
  CONSTRAINT survey_follow_up_version_check CHECK (version >= 1)
);

CREATE TABLE survey_invitation (
  digest text COLLATE "C" NOT NULL,
  survey text COLLATE "C" NOT NULL,
  stratum text COLLATE "C" NOT NULL,
  made_at text COLLATE "C" NOT NULL,
  is_used bigint NOT NULL,
  CONSTRAINT survey_invitation_pkey PRIMARY KEY (digest),
  CONSTRAINT survey_invitation_is_used_check CHECK (is_used = ANY (ARRAY[0::bigint, 1::bigint]))
);

CREATE TABLE survey_response (
  id text COLLATE "C" NOT NULL,
  survey text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  mode text COLLATE "C" NOT NULL,
  language text COLLATE "C" NOT NULL,
  received_on text COLLATE "C" NOT NULL,
  stratum text COLLATE "C",
  CONSTRAINT survey_response_pkey PRIMARY KEY (id),
  CONSTRAINT survey_response_check CHECK ((mode = 'invited'::text) = (stratum IS NOT NULL)),
  CONSTRAINT survey_response_mode_check CHECK (mode = ANY (ARRAY['open'::text, 'invited'::text]))
);

CREATE TABLE survey_stratum (
  survey text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  population bigint NOT NULL,
  CONSTRAINT survey_stratum_pkey PRIMARY KEY (survey, code),
  CONSTRAINT survey_stratum_population_check CHECK (population > 0)
);

CREATE TABLE survey_version (
  survey text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  questionnaire text COLLATE "C" NOT NULL,
  changed_at text COLLATE "C" NOT NULL,
  published_at text COLLATE "C",
  published_by text COLLATE "C",
  CONSTRAINT survey_version_pkey PRIMARY KEY (survey, version),
  CONSTRAINT survey_version_check1 CHECK ((published_at IS NULL) = (published_by IS NULL)),
  CONSTRAINT survey_version_version_check CHECK (version >= 1)
);

CREATE TABLE team (
  id text COLLATE "C" NOT NULL,
  authority_id text COLLATE "C" NOT NULL,
  name text COLLATE "C" NOT NULL,
  made_at text COLLATE "C" NOT NULL,
  ended_at text COLLATE "C",
  CONSTRAINT team_pkey PRIMARY KEY (id)
);

CREATE TABLE team_member (
  team_id text COLLATE "C" NOT NULL,
  account_id text COLLATE "C" NOT NULL,
  leads bigint NOT NULL,
  since text COLLATE "C" NOT NULL,
  CONSTRAINT team_member_pkey PRIMARY KEY (team_id, account_id),
  CONSTRAINT team_member_leads_check CHECK (leads = ANY (ARRAY[0::bigint, 1::bigint]))
);

CREATE TABLE training_course (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  strand text COLLATE "C" NOT NULL,
  minutes bigint,
  CONSTRAINT training_course_pkey PRIMARY KEY (id),
  CONSTRAINT training_course_code_key UNIQUE (code),
  CONSTRAINT training_course_minutes_check CHECK (minutes >= 5 AND minutes <= 3000),
  CONSTRAINT training_course_version_check CHECK (version >= 1)
);

CREATE TABLE training_institution (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  ward text COLLATE "C",
  CONSTRAINT training_institution_pkey PRIMARY KEY (id),
  CONSTRAINT training_institution_code_key UNIQUE (code),
  CONSTRAINT training_institution_version_check CHECK (version >= 1)
);

CREATE TABLE training_session (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  course text COLLATE "C" NOT NULL,
  institution text COLLATE "C",
  day text COLLATE "C" NOT NULL,
  mode text COLLATE "C" NOT NULL,
  deliverer text COLLATE "C" NOT NULL,
  places bigint,
  attendees bigint,
  state text COLLATE "C" NOT NULL,
  CONSTRAINT training_session_pkey PRIMARY KEY (id),
  CONSTRAINT training_session_attendees_check CHECK (attendees >= 1 AND attendees <= 5000),
  CONSTRAINT training_session_places_check CHECK (places >= 1 AND places <= 5000),
  CONSTRAINT training_session_version_check CHECK (version >= 1)
);

CREATE TABLE volunteer (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  scheme text COLLATE "C" NOT NULL,
  dbs text COLLATE "C" NOT NULL,
  dbs_until text COLLATE "C",
  references_on text COLLATE "C",
  trained_until text COLLATE "C",
  state text COLLATE "C" NOT NULL,
  CONSTRAINT volunteer_pkey PRIMARY KEY (id),
  CONSTRAINT volunteer_code_key UNIQUE (code),
  CONSTRAINT volunteer_version_check CHECK (version >= 1)
);

CREATE TABLE volunteer_encounter (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  scheme text COLLATE "C" NOT NULL,
  zone text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  hour bigint NOT NULL,
  people bigint NOT NULL,
  gender text COLLATE "C" NOT NULL,
  age text COLLATE "C" NOT NULL,
  need text COLLATE "C" NOT NULL,
  help text COLLATE "C" NOT NULL,
  onward text COLLATE "C" NOT NULL,
  CONSTRAINT volunteer_encounter_pkey PRIMARY KEY (id),
  CONSTRAINT volunteer_encounter_hour_check CHECK (hour >= 0 AND hour <= 23),
  CONSTRAINT volunteer_encounter_people_check CHECK (people >= 1 AND people <= 50),
  CONSTRAINT volunteer_encounter_version_check CHECK (version >= 1)
);

CREATE TABLE volunteer_scheme (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  coordinator text COLLATE "C" NOT NULL,
  aim text COLLATE "C" NOT NULL,
  CONSTRAINT volunteer_scheme_pkey PRIMARY KEY (id),
  CONSTRAINT volunteer_scheme_code_key UNIQUE (code),
  CONSTRAINT volunteer_scheme_version_check CHECK (version >= 1)
);

CREATE TABLE volunteer_shift (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  volunteer text COLLATE "C" NOT NULL,
  zone text COLLATE "C" NOT NULL,
  day text COLLATE "C" NOT NULL,
  starts bigint NOT NULL,
  ends bigint NOT NULL,
  break_minutes bigint NOT NULL,
  state text COLLATE "C" NOT NULL,
  CONSTRAINT volunteer_shift_pkey PRIMARY KEY (id),
  CONSTRAINT volunteer_shift_break_minutes_check CHECK (break_minutes >= 0 AND break_minutes <= 240),
  CONSTRAINT volunteer_shift_ends_check CHECK (ends >= 0 AND ends <= 1439),
  CONSTRAINT volunteer_shift_starts_check CHECK (starts >= 0 AND starts <= 1439),
  CONSTRAINT volunteer_shift_version_check CHECK (version >= 1)
);

CREATE TABLE volunteer_zone (
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  entered_by text COLLATE "C" NOT NULL,
  entered_at text COLLATE "C" NOT NULL,
  code text COLLATE "C" NOT NULL,
  title text COLLATE "C" NOT NULL,
  ward text COLLATE "C",
  CONSTRAINT volunteer_zone_pkey PRIMARY KEY (id),
  CONSTRAINT volunteer_zone_code_key UNIQUE (code),
  CONSTRAINT volunteer_zone_version_check CHECK (version >= 1)
);

ALTER TABLE access_category ADD CONSTRAINT access_category_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE access_conflict ADD CONSTRAINT access_conflict_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE access_member ADD CONSTRAINT access_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE access_member ADD CONSTRAINT access_member_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE access_narrowing ADD CONSTRAINT access_narrowing_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE access_narrowing_entry ADD CONSTRAINT access_narrowing_entry_narrowing_fkey FOREIGN KEY (narrowing) REFERENCES access_narrowing(id);

ALTER TABLE access_person ADD CONSTRAINT access_person_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE access_record ADD CONSTRAINT access_record_owner_agency_fkey FOREIGN KEY (owner_agency) REFERENCES authority(id);

ALTER TABLE access_request ADD CONSTRAINT access_request_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE access_request ADD CONSTRAINT access_request_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE account ADD CONSTRAINT account_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES authority(id);

ALTER TABLE account_access ADD CONSTRAINT account_access_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE account_duty ADD CONSTRAINT account_duty_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE account_event ADD CONSTRAINT account_event_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE account_event ADD CONSTRAINT account_event_by_account_id_fkey FOREIGN KEY (by_account_id) REFERENCES account(id);

ALTER TABLE account_role ADD CONSTRAINT account_role_new_account_id_fkey1 FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE accreditation ADD CONSTRAINT accreditation_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE accreditation ADD CONSTRAINT accreditation_scheme_fkey FOREIGN KEY (scheme) REFERENCES accreditation_scheme(id);

ALTER TABLE accreditation_scheme ADD CONSTRAINT accreditation_scheme_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE anonymous_incident ADD CONSTRAINT anonymous_incident_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

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

ALTER TABLE audit_cosignature ADD CONSTRAINT audit_cosignature_size_fkey FOREIGN KEY (size) REFERENCES audit_head(size);

ALTER TABLE audit_cosignature ADD CONSTRAINT audit_cosignature_witness_fkey FOREIGN KEY (witness) REFERENCES audit_witness(verifier);

ALTER TABLE audit_individual ADD CONSTRAINT audit_individual_entry_index_fkey FOREIGN KEY (entry_index) REFERENCES audit_entry(entry_index);

ALTER TABLE authority_area ADD CONSTRAINT authority_area_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES authority(id);

ALTER TABLE authority_event ADD CONSTRAINT authority_event_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES authority(id);

ALTER TABLE authority_event ADD CONSTRAINT authority_event_by_account_id_fkey FOREIGN KEY (by_account_id) REFERENCES account(id);

ALTER TABLE authority_facilitator ADD CONSTRAINT authority_facilitator_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE authority_facilitator ADD CONSTRAINT authority_facilitator_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES authority(id);

ALTER TABLE bid_dependency ADD CONSTRAINT bid_dependency_bid_fkey FOREIGN KEY (bid) REFERENCES grant_bid(id);

ALTER TABLE bid_dependency ADD CONSTRAINT bid_dependency_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE break_glass ADD CONSTRAINT break_glass_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE break_glass ADD CONSTRAINT break_glass_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE break_glass ADD CONSTRAINT break_glass_told_agency_fkey FOREIGN KEY (told_agency) REFERENCES authority(id);

ALTER TABLE calendar_address ADD CONSTRAINT calendar_address_account_fkey FOREIGN KEY (account) REFERENCES account(id);

ALTER TABLE campaign ADD CONSTRAINT campaign_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE campaign_asset ADD CONSTRAINT campaign_asset_campaign_fkey FOREIGN KEY (campaign) REFERENCES campaign(id);

ALTER TABLE campaign_asset ADD CONSTRAINT campaign_asset_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE campaign_distribution ADD CONSTRAINT campaign_distribution_asset_fkey FOREIGN KEY (asset) REFERENCES campaign_asset(id);

ALTER TABLE campaign_distribution ADD CONSTRAINT campaign_distribution_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE campaign_reach ADD CONSTRAINT campaign_reach_campaign_fkey FOREIGN KEY (campaign) REFERENCES campaign(id);

ALTER TABLE campaign_reach ADD CONSTRAINT campaign_reach_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE case_action ADD CONSTRAINT case_action_agency_fkey FOREIGN KEY (agency) REFERENCES authority(id);

ALTER TABLE case_action ADD CONSTRAINT case_action_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file_cover(id);

ALTER TABLE case_file ADD CONSTRAINT case_file_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file_cover(id);

ALTER TABLE case_file_cover ADD CONSTRAINT case_file_cover_id_fkey FOREIGN KEY (id) REFERENCES access_record(id);

ALTER TABLE case_label ADD CONSTRAINT case_label_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file_cover(id);

ALTER TABLE case_note ADD CONSTRAINT case_note_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file_cover(id);

ALTER TABLE case_note_category ADD CONSTRAINT case_note_category_note_fkey FOREIGN KEY (note) REFERENCES case_note(id);

ALTER TABLE case_party ADD CONSTRAINT case_party_case_id_fkey FOREIGN KEY (case_id) REFERENCES case_file_cover(id);

ALTER TABLE case_party ADD CONSTRAINT case_party_person_fkey FOREIGN KEY (person) REFERENCES person(id);

ALTER TABLE contract_requirement ADD CONSTRAINT contract_requirement_contract_fkey FOREIGN KEY (contract) REFERENCES service_contract(id);

ALTER TABLE contract_requirement ADD CONSTRAINT contract_requirement_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE contract_review ADD CONSTRAINT contract_review_contract_fkey FOREIGN KEY (contract) REFERENCES service_contract(id);

ALTER TABLE contract_review ADD CONSTRAINT contract_review_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE data_breach ADD CONSTRAINT data_breach_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES authority(id);

ALTER TABLE data_breach ADD CONSTRAINT data_breach_originator_fkey FOREIGN KEY (originator) REFERENCES authority(id);

ALTER TABLE data_breach ADD CONSTRAINT data_breach_recorded_by_fkey FOREIGN KEY (recorded_by) REFERENCES account(id);

ALTER TABLE disclosure ADD CONSTRAINT disclosure_agency_fkey FOREIGN KEY (agency) REFERENCES authority(id);

ALTER TABLE disclosure ADD CONSTRAINT disclosure_asked_account_fkey FOREIGN KEY (asked_account) REFERENCES account(id);

ALTER TABLE disclosure ADD CONSTRAINT disclosure_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE disclosure_correction ADD CONSTRAINT disclosure_correction_recipient_fkey FOREIGN KEY (recipient) REFERENCES disclosure_recipient(id);

ALTER TABLE disclosure_file ADD CONSTRAINT disclosure_file_disclosure_fkey FOREIGN KEY (disclosure) REFERENCES disclosure(id);

ALTER TABLE disclosure_item ADD CONSTRAINT disclosure_item_new_disclosure_fkey FOREIGN KEY (disclosure) REFERENCES disclosure(id);

ALTER TABLE disclosure_recipient ADD CONSTRAINT disclosure_recipient_account_fkey FOREIGN KEY (account) REFERENCES account(id);

ALTER TABLE disclosure_recipient ADD CONSTRAINT disclosure_recipient_agency_fkey FOREIGN KEY (agency) REFERENCES authority(id);

ALTER TABLE disclosure_recipient ADD CONSTRAINT disclosure_recipient_disclosure_fkey FOREIGN KEY (disclosure) REFERENCES disclosure(id);

ALTER TABLE e_learning_completion ADD CONSTRAINT e_learning_completion_course_fkey FOREIGN KEY (course) REFERENCES training_course(id);

ALTER TABLE e_learning_completion ADD CONSTRAINT e_learning_completion_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE emergency_response ADD CONSTRAINT emergency_response_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE evidence_holding ADD CONSTRAINT evidence_holding_sha256_fkey FOREIGN KEY (sha256) REFERENCES evidence_extract(sha256);

ALTER TABLE evidence_part ADD CONSTRAINT evidence_part_sha256_fkey FOREIGN KEY (sha256) REFERENCES evidence_extract(sha256);

ALTER TABLE evidence_revision ADD CONSTRAINT evidence_revision_after_sha256_fkey FOREIGN KEY (after_sha256) REFERENCES evidence_extract(sha256);

ALTER TABLE evidence_revision ADD CONSTRAINT evidence_revision_before_sha256_fkey FOREIGN KEY (before_sha256) REFERENCES evidence_extract(sha256);

ALTER TABLE exercise ADD CONSTRAINT exercise_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE exercise_lesson ADD CONSTRAINT exercise_lesson_emergency_fkey FOREIGN KEY (emergency) REFERENCES emergency_response(id);

ALTER TABLE exercise_lesson ADD CONSTRAINT exercise_lesson_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE exercise_lesson ADD CONSTRAINT exercise_lesson_exercise_fkey FOREIGN KEY (exercise) REFERENCES exercise(id);

ALTER TABLE experiment ADD CONSTRAINT experiment_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE experiment ADD CONSTRAINT experiment_programme_fkey FOREIGN KEY (programme) REFERENCES programme(id);

ALTER TABLE federated_identity ADD CONSTRAINT federated_identity_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE federated_identity ADD CONSTRAINT federated_identity_linked_by_fkey FOREIGN KEY (linked_by) REFERENCES account(id);

ALTER TABLE forward_plan_item ADD CONSTRAINT forward_plan_item_campaign_fkey FOREIGN KEY (campaign) REFERENCES campaign(id);

ALTER TABLE forward_plan_item ADD CONSTRAINT forward_plan_item_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE funding_grant ADD CONSTRAINT funding_grant_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE governance_action ADD CONSTRAINT governance_action_account_fkey FOREIGN KEY (account) REFERENCES account(id);

ALTER TABLE governance_action ADD CONSTRAINT governance_action_authority_fkey FOREIGN KEY (authority) REFERENCES authority(id);

ALTER TABLE governance_action ADD CONSTRAINT governance_action_board_fkey FOREIGN KEY (board) REFERENCES governance_board(id);

ALTER TABLE governance_action ADD CONSTRAINT governance_action_decision_fkey FOREIGN KEY (decision) REFERENCES governance_decision(id);

ALTER TABLE governance_action ADD CONSTRAINT governance_action_meeting_fkey FOREIGN KEY (meeting) REFERENCES governance_meeting(id);

ALTER TABLE governance_action ADD CONSTRAINT governance_action_recommendation_fkey FOREIGN KEY (recommendation) REFERENCES governance_recommendation(id);

ALTER TABLE governance_agenda_item ADD CONSTRAINT governance_agenda_item_meeting_fkey FOREIGN KEY (meeting) REFERENCES governance_meeting(id);

ALTER TABLE governance_attendance ADD CONSTRAINT governance_attendance_meeting_fkey FOREIGN KEY (meeting) REFERENCES governance_meeting(id);

ALTER TABLE governance_attendance ADD CONSTRAINT governance_attendance_seat_fkey FOREIGN KEY (seat) REFERENCES governance_seat(id);

ALTER TABLE governance_board ADD CONSTRAINT governance_board_parent_fkey FOREIGN KEY (parent) REFERENCES governance_board(code);

ALTER TABLE governance_board_line ADD CONSTRAINT governance_board_line_from_board_fkey FOREIGN KEY (from_board) REFERENCES governance_board(code);

ALTER TABLE governance_board_line ADD CONSTRAINT governance_board_line_to_board_fkey FOREIGN KEY (to_board) REFERENCES governance_board(code);

ALTER TABLE governance_board_terms ADD CONSTRAINT governance_board_terms_board_fkey FOREIGN KEY (board) REFERENCES governance_board(id);

ALTER TABLE governance_decision ADD CONSTRAINT governance_decision_board_fkey FOREIGN KEY (board) REFERENCES governance_board(id);

ALTER TABLE governance_decision ADD CONSTRAINT governance_decision_meeting_fkey FOREIGN KEY (meeting) REFERENCES governance_meeting(id);

ALTER TABLE governance_meeting ADD CONSTRAINT governance_meeting_board_fkey FOREIGN KEY (board) REFERENCES governance_board(id);

ALTER TABLE governance_paper ADD CONSTRAINT governance_paper_meeting_fkey FOREIGN KEY (meeting) REFERENCES governance_meeting(id);

ALTER TABLE governance_recommendation ADD CONSTRAINT governance_recommendation_authority_fkey FOREIGN KEY (authority) REFERENCES authority(id);

ALTER TABLE governance_risk ADD CONSTRAINT governance_risk_board_fkey FOREIGN KEY (board) REFERENCES governance_board(id);

ALTER TABLE governance_seat ADD CONSTRAINT governance_seat_authority_fkey FOREIGN KEY (authority) REFERENCES authority(id);

ALTER TABLE governance_seat ADD CONSTRAINT governance_seat_board_fkey FOREIGN KEY (board) REFERENCES governance_board(id);

ALTER TABLE governance_team ADD CONSTRAINT governance_team_authority_fkey FOREIGN KEY (authority) REFERENCES authority(id);

ALTER TABLE grant_bid ADD CONSTRAINT grant_bid_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE grant_claim ADD CONSTRAINT grant_claim_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE grant_claim ADD CONSTRAINT grant_claim_of_grant_fkey FOREIGN KEY (of_grant) REFERENCES funding_grant(id);

ALTER TABLE grant_condition ADD CONSTRAINT grant_condition_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE grant_condition ADD CONSTRAINT grant_condition_of_grant_fkey FOREIGN KEY (of_grant) REFERENCES funding_grant(id);

ALTER TABLE grant_spend ADD CONSTRAINT grant_spend_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE grant_spend ADD CONSTRAINT grant_spend_of_grant_fkey FOREIGN KEY (of_grant) REFERENCES funding_grant(id);

ALTER TABLE identity_provider ADD CONSTRAINT identity_provider_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES authority(id);

ALTER TABLE improvement_action ADD CONSTRAINT improvement_action_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE improvement_action ADD CONSTRAINT improvement_action_review_fkey FOREIGN KEY (review) REFERENCES contract_review(id);

ALTER TABLE insider_alert ADD CONSTRAINT insider_alert_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES account(id);

ALTER TABLE insider_alert_told ADD CONSTRAINT insider_alert_told_alert_fkey FOREIGN KEY (alert) REFERENCES insider_alert(id);

ALTER TABLE insider_alert_told ADD CONSTRAINT insider_alert_told_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES authority(id);

ALTER TABLE insider_shift ADD CONSTRAINT insider_shift_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE insider_staff_key ADD CONSTRAINT insider_staff_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE key_indicator ADD CONSTRAINT key_indicator_contract_fkey FOREIGN KEY (contract) REFERENCES service_contract(id);

ALTER TABLE key_indicator ADD CONSTRAINT key_indicator_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE night_haven ADD CONSTRAINT night_haven_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE night_haven ADD CONSTRAINT night_haven_zone_fkey FOREIGN KEY (zone) REFERENCES volunteer_zone(id);

ALTER TABLE partner_file_draft ADD CONSTRAINT partner_file_draft_sha256_fkey FOREIGN KEY (sha256) REFERENCES partner_file_extract(sha256);

ALTER TABLE partner_file_import ADD CONSTRAINT partner_file_import_sha256_fkey FOREIGN KEY (sha256) REFERENCES partner_file_extract(sha256);

ALTER TABLE partner_file_problem ADD CONSTRAINT partner_file_problem_import_id_fkey FOREIGN KEY (import_id) REFERENCES partner_file_import(id);

ALTER TABLE partner_file_row ADD CONSTRAINT partner_file_row_import_id_fkey FOREIGN KEY (import_id) REFERENCES partner_file_import(id);

ALTER TABLE person_address ADD CONSTRAINT person_address_person_fkey FOREIGN KEY (person) REFERENCES person(id);

ALTER TABLE person_index ADD CONSTRAINT person_index_person_fkey FOREIGN KEY (person) REFERENCES person(id);

ALTER TABLE person_phone ADD CONSTRAINT person_phone_person_fkey FOREIGN KEY (person) REFERENCES person(id);

ALTER TABLE programme ADD CONSTRAINT programme_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE programme ADD CONSTRAINT programme_lead_fkey FOREIGN KEY (lead) REFERENCES authority(id);

ALTER TABLE programme_participant ADD CONSTRAINT programme_participant_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE programme_participant ADD CONSTRAINT programme_participant_programme_fkey FOREIGN KEY (programme) REFERENCES programme(id);

ALTER TABLE programme_post ADD CONSTRAINT programme_post_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE programme_post ADD CONSTRAINT programme_post_programme_fkey FOREIGN KEY (programme) REFERENCES programme(id);

ALTER TABLE register_change ADD CONSTRAINT register_change_changed_by_fkey FOREIGN KEY (changed_by) REFERENCES account(id);

ALTER TABLE report_answer ADD CONSTRAINT report_answer_promise_fkey FOREIGN KEY (promise) REFERENCES report_promise(id);

ALTER TABLE report_answer ADD CONSTRAINT report_answer_report_fkey FOREIGN KEY (report) REFERENCES report_edition(id);

ALTER TABLE report_binding ADD CONSTRAINT report_binding_report_fkey FOREIGN KEY (report) REFERENCES report_edition(id);

ALTER TABLE report_history ADD CONSTRAINT report_history_report_fkey FOREIGN KEY (report) REFERENCES report_edition(id);

ALTER TABLE report_judgement ADD CONSTRAINT report_judgement_paragraph_fkey FOREIGN KEY (paragraph) REFERENCES report_paragraph(id);

ALTER TABLE report_judgement ADD CONSTRAINT report_judgement_report_fkey FOREIGN KEY (report) REFERENCES report_edition(id);

ALTER TABLE report_paragraph ADD CONSTRAINT report_paragraph_report_fkey FOREIGN KEY (report) REFERENCES report_edition(id);

ALTER TABLE report_paragraph ADD CONSTRAINT report_paragraph_section_fkey FOREIGN KEY (section) REFERENCES report_section(id);

ALTER TABLE report_paragraph_version ADD CONSTRAINT report_paragraph_version_paragraph_fkey FOREIGN KEY (paragraph) REFERENCES report_paragraph(id);

ALTER TABLE report_promise ADD CONSTRAINT report_promise_report_fkey FOREIGN KEY (report) REFERENCES report_edition(id);

ALTER TABLE report_release ADD CONSTRAINT report_release_report_fkey FOREIGN KEY (report) REFERENCES report_edition(id);

ALTER TABLE report_section ADD CONSTRAINT report_section_report_fkey FOREIGN KEY (report) REFERENCES report_edition(id);

ALTER TABLE retention_approval ADD CONSTRAINT retention_approval_account_fkey FOREIGN KEY (account) REFERENCES account(id);

ALTER TABLE retention_approval ADD CONSTRAINT retention_approval_batch_fkey FOREIGN KEY (batch) REFERENCES retention_batch(id);

ALTER TABLE retention_batch ADD CONSTRAINT retention_batch_agency_fkey FOREIGN KEY (agency) REFERENCES authority(id);

ALTER TABLE retention_batch_case ADD CONSTRAINT retention_batch_case_batch_fkey FOREIGN KEY (batch) REFERENCES retention_batch(id);

ALTER TABLE retention_batch_case ADD CONSTRAINT retention_batch_case_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE retention_batch_owner ADD CONSTRAINT retention_batch_owner_batch_fkey FOREIGN KEY (batch) REFERENCES retention_batch(id);

ALTER TABLE retention_hold ADD CONSTRAINT retention_hold_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE retention_review ADD CONSTRAINT retention_review_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE safe_address ADD CONSTRAINT safe_address_person_fkey FOREIGN KEY (person) REFERENCES person(id);

ALTER TABLE service ADD CONSTRAINT service_commissioner_fkey FOREIGN KEY (commissioner) REFERENCES authority(id);

ALTER TABLE service ADD CONSTRAINT service_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE service_contract ADD CONSTRAINT service_contract_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE service_contract ADD CONSTRAINT service_contract_provider_fkey FOREIGN KEY (provider) REFERENCES authority(id);

ALTER TABLE service_contract ADD CONSTRAINT service_contract_service_fkey FOREIGN KEY (service) REFERENCES service(id);

ALTER TABLE service_return ADD CONSTRAINT service_return_contract_fkey FOREIGN KEY (contract) REFERENCES service_contract(id);

ALTER TABLE service_return_figure ADD CONSTRAINT service_return_figure_return_id_version_fkey FOREIGN KEY (return_id, version) REFERENCES service_return_version(return_id, version);

ALTER TABLE service_return_query ADD CONSTRAINT service_return_query_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES account(id);

ALTER TABLE service_return_query ADD CONSTRAINT service_return_query_asked_by_fkey FOREIGN KEY (asked_by) REFERENCES account(id);

ALTER TABLE service_return_query ADD CONSTRAINT service_return_query_return_id_version_fkey FOREIGN KEY (return_id, version) REFERENCES service_return_version(return_id, version);

ALTER TABLE service_return_version ADD CONSTRAINT service_return_version_begun_by_fkey FOREIGN KEY (begun_by) REFERENCES account(id);

ALTER TABLE service_return_version ADD CONSTRAINT service_return_version_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES account(id);

ALTER TABLE service_return_version ADD CONSTRAINT service_return_version_return_id_fkey FOREIGN KEY (return_id) REFERENCES service_return(id);

ALTER TABLE service_return_version ADD CONSTRAINT service_return_version_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES account(id);

ALTER TABLE sharing_agreement ADD CONSTRAINT sharing_agreement_parent_fkey FOREIGN KEY (parent) REFERENCES sharing_agreement(id);

ALTER TABLE sharing_agreement ADD CONSTRAINT sharing_agreement_replaces_fkey FOREIGN KEY (replaces) REFERENCES sharing_agreement(id);

ALTER TABLE sharing_agreement_event ADD CONSTRAINT sharing_agreement_event_agreement_fkey FOREIGN KEY (agreement) REFERENCES sharing_agreement(id);

ALTER TABLE sharing_agreement_party ADD CONSTRAINT sharing_agreement_party_agreement_fkey FOREIGN KEY (agreement) REFERENCES sharing_agreement(id);

ALTER TABLE sharing_agreement_party ADD CONSTRAINT sharing_agreement_party_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES authority(id);

ALTER TABLE sharing_agreement_scope ADD CONSTRAINT sharing_agreement_scope_agreement_fkey FOREIGN KEY (agreement) REFERENCES sharing_agreement(id);

ALTER TABLE sign_in_attempt ADD CONSTRAINT sign_in_attempt_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE sign_in_session ADD CONSTRAINT sign_in_session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE strategy_check ADD CONSTRAINT strategy_check_strategy_fkey FOREIGN KEY (strategy) REFERENCES strategy(id);

ALTER TABLE strategy_item ADD CONSTRAINT strategy_item_authority_fkey FOREIGN KEY (authority) REFERENCES authority(id);

ALTER TABLE strategy_item ADD CONSTRAINT strategy_item_parent_fkey FOREIGN KEY (parent) REFERENCES strategy_item(id);

ALTER TABLE strategy_item ADD CONSTRAINT strategy_item_strategy_fkey FOREIGN KEY (strategy) REFERENCES strategy(id);

ALTER TABLE strategy_publication ADD CONSTRAINT strategy_publication_strategy_fkey FOREIGN KEY (strategy) REFERENCES strategy(id);

ALTER TABLE strategy_refresh ADD CONSTRAINT strategy_refresh_strategy_fkey FOREIGN KEY (strategy) REFERENCES strategy(id);

ALTER TABLE strategy_step_link ADD CONSTRAINT strategy_step_link_item_fkey FOREIGN KEY (item) REFERENCES strategy_item(id);

ALTER TABLE strategy_step_link ADD CONSTRAINT strategy_step_link_strategy_fkey FOREIGN KEY (strategy) REFERENCES strategy(id);

ALTER TABLE subject_request ADD CONSTRAINT subject_request_agency_fkey FOREIGN KEY (agency) REFERENCES authority(id);

ALTER TABLE subject_request ADD CONSTRAINT subject_request_handler_fkey FOREIGN KEY (handler) REFERENCES account(id);

ALTER TABLE subject_request_approval ADD CONSTRAINT subject_request_approval_account_fkey FOREIGN KEY (account) REFERENCES account(id);

ALTER TABLE subject_request_approval ADD CONSTRAINT subject_request_approval_request_fkey FOREIGN KEY (request) REFERENCES subject_request(id);

ALTER TABLE subject_request_case ADD CONSTRAINT subject_request_case_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE subject_request_case ADD CONSTRAINT subject_request_case_request_fkey FOREIGN KEY (request) REFERENCES subject_request(id);

ALTER TABLE subject_request_item ADD CONSTRAINT subject_request_item_request_fkey FOREIGN KEY (request) REFERENCES subject_request(id);

ALTER TABLE subject_request_member ADD CONSTRAINT subject_request_member_account_fkey FOREIGN KEY (account) REFERENCES account(id);

ALTER TABLE subject_request_member ADD CONSTRAINT subject_request_member_record_fkey FOREIGN KEY (record) REFERENCES access_record(id);

ALTER TABLE subject_request_member ADD CONSTRAINT subject_request_member_request_fkey FOREIGN KEY (request) REFERENCES subject_request(id);

ALTER TABLE subject_request_pause ADD CONSTRAINT subject_request_pause_request_fkey FOREIGN KEY (request) REFERENCES subject_request(id);

ALTER TABLE survey ADD CONSTRAINT survey_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE survey_answer ADD CONSTRAINT survey_answer_response_fkey FOREIGN KEY (response) REFERENCES survey_response(id);

ALTER TABLE survey_follow_up ADD CONSTRAINT survey_follow_up_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE survey_follow_up ADD CONSTRAINT survey_follow_up_survey_fkey FOREIGN KEY (survey) REFERENCES survey(id);

ALTER TABLE survey_invitation ADD CONSTRAINT survey_invitation_survey_stratum_fkey FOREIGN KEY (survey, stratum) REFERENCES survey_stratum(survey, code);

ALTER TABLE survey_response ADD CONSTRAINT survey_response_survey_version_fkey FOREIGN KEY (survey, version) REFERENCES survey_version(survey, version);

ALTER TABLE survey_stratum ADD CONSTRAINT survey_stratum_survey_fkey FOREIGN KEY (survey) REFERENCES survey(id);

ALTER TABLE survey_version ADD CONSTRAINT survey_version_published_by_fkey FOREIGN KEY (published_by) REFERENCES account(id);

ALTER TABLE survey_version ADD CONSTRAINT survey_version_survey_fkey FOREIGN KEY (survey) REFERENCES survey(id);

ALTER TABLE team ADD CONSTRAINT team_authority_id_fkey FOREIGN KEY (authority_id) REFERENCES authority(id);

ALTER TABLE team_member ADD CONSTRAINT team_member_account_id_fkey FOREIGN KEY (account_id) REFERENCES account(id);

ALTER TABLE team_member ADD CONSTRAINT team_member_team_id_fkey FOREIGN KEY (team_id) REFERENCES team(id);

ALTER TABLE training_course ADD CONSTRAINT training_course_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE training_institution ADD CONSTRAINT training_institution_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE training_session ADD CONSTRAINT training_session_course_fkey FOREIGN KEY (course) REFERENCES training_course(id);

ALTER TABLE training_session ADD CONSTRAINT training_session_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE training_session ADD CONSTRAINT training_session_institution_fkey FOREIGN KEY (institution) REFERENCES training_institution(id);

ALTER TABLE volunteer ADD CONSTRAINT volunteer_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE volunteer ADD CONSTRAINT volunteer_scheme_fkey FOREIGN KEY (scheme) REFERENCES volunteer_scheme(id);

ALTER TABLE volunteer_encounter ADD CONSTRAINT volunteer_encounter_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE volunteer_encounter ADD CONSTRAINT volunteer_encounter_scheme_fkey FOREIGN KEY (scheme) REFERENCES volunteer_scheme(id);

ALTER TABLE volunteer_encounter ADD CONSTRAINT volunteer_encounter_zone_fkey FOREIGN KEY (zone) REFERENCES volunteer_zone(id);

ALTER TABLE volunteer_scheme ADD CONSTRAINT volunteer_scheme_coordinator_fkey FOREIGN KEY (coordinator) REFERENCES authority(id);

ALTER TABLE volunteer_scheme ADD CONSTRAINT volunteer_scheme_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE volunteer_shift ADD CONSTRAINT volunteer_shift_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

ALTER TABLE volunteer_shift ADD CONSTRAINT volunteer_shift_volunteer_fkey FOREIGN KEY (volunteer) REFERENCES volunteer(id);

ALTER TABLE volunteer_shift ADD CONSTRAINT volunteer_shift_zone_fkey FOREIGN KEY (zone) REFERENCES volunteer_zone(id);

ALTER TABLE volunteer_zone ADD CONSTRAINT volunteer_zone_entered_by_fkey FOREIGN KEY (entered_by) REFERENCES account(id);

CREATE INDEX access_member_account ON access_member USING btree (account_id, status, record);

CREATE INDEX access_narrowing_record ON access_narrowing USING btree (record);

CREATE INDEX access_person_person ON access_person USING btree (person, record);

CREATE INDEX access_record_panel_wide ON access_record USING btree (id) WHERE panel_wide = 1;

CREATE INDEX access_request_open ON access_request USING btree (answer, asked_at);

CREATE INDEX account_event_account ON account_event USING btree (account_id, at);

CREATE INDEX accreditation_by_scheme ON accreditation USING btree (scheme);

CREATE INDEX assessment_block_edition ON assessment_block USING btree (edition, section, "position");

CREATE INDEX assessment_comment_edition ON assessment_comment USING btree (edition, given_at);

CREATE INDEX assessment_history_edition ON assessment_history USING btree (edition, at);

CREATE INDEX audit_cosignature_witness ON audit_cosignature USING btree (witness, size);

CREATE INDEX audit_entry_actor ON audit_entry USING btree (actor, entry_index);

CREATE INDEX audit_entry_agency ON audit_entry USING btree (agency, entry_index);

CREATE INDEX audit_entry_category ON audit_entry USING btree (category, entry_index);

CREATE INDEX audit_entry_object ON audit_entry USING btree (object_kind, object_id, entry_index);

CREATE INDEX audit_entry_time ON audit_entry USING btree (recorded_at);

CREATE INDEX audit_individual_entry ON audit_individual USING btree (entry_index);

CREATE INDEX authority_event_authority ON authority_event USING btree (authority_id, at);

CREATE INDEX bid_dependency_by_bid ON bid_dependency USING btree (bid);

CREATE INDEX break_glass_account ON break_glass USING btree (account_id, state, record);

CREATE INDEX break_glass_record ON break_glass USING btree (record);

CREATE INDEX campaign_asset_by_campaign ON campaign_asset USING btree (campaign);

CREATE INDEX campaign_distribution_by_asset ON campaign_distribution USING btree (asset);

CREATE INDEX campaign_reach_by_campaign ON campaign_reach USING btree (campaign);

CREATE INDEX case_action_case ON case_action USING btree (case_id, done_on, due);

CREATE INDEX case_file_case ON case_file USING btree (case_id);

CREATE INDEX case_file_cover_opened ON case_file_cover USING btree (opened_on, id);

CREATE INDEX case_note_case ON case_note USING btree (case_id, recorded_at);

CREATE INDEX contract_requirement_by_contract ON contract_requirement USING btree (contract);

CREATE INDEX contract_review_by_contract ON contract_review USING btree (contract);

CREATE INDEX data_breach_authority ON data_breach USING btree (authority_id, closed_at);

CREATE INDEX disclosure_agency ON disclosure USING btree (agency, received_on);

CREATE INDEX disclosure_asked ON disclosure USING btree (asked_account);

CREATE INDEX disclosure_correction_recipient ON disclosure_correction USING btree (recipient, told_at);

CREATE INDEX disclosure_item_item ON disclosure_item USING btree (item);

CREATE INDEX disclosure_recipient_account ON disclosure_recipient USING btree (account);

CREATE INDEX disclosure_record ON disclosure USING btree (record);

CREATE INDEX duty_fulfilment_duty ON duty_fulfilment USING btree (duty, day);

CREATE INDEX e_learning_completion_by_course ON e_learning_completion USING btree (course);

CREATE INDEX evidence_extract_content ON evidence_extract USING btree (content_sha256);

CREATE INDEX evidence_holding_extract ON evidence_holding USING btree (sha256);

CREATE INDEX evidence_part_kind ON evidence_part USING btree (kind, publisher, part);

CREATE INDEX exercise_lesson_by_emergency ON exercise_lesson USING btree (emergency);

CREATE INDEX exercise_lesson_by_exercise ON exercise_lesson USING btree (exercise);

CREATE INDEX experiment_by_programme ON experiment USING btree (programme);

CREATE INDEX external_return_name ON external_return USING btree (name, loaded_at);

CREATE UNIQUE INDEX fact_current ON fact USING btree (kind, record) WHERE closed_at IS NULL;

CREATE INDEX fact_kind ON fact USING btree (kind, first_day);

CREATE INDEX fact_return ON fact USING btree (external_return);

CREATE INDEX forward_plan_item_by_campaign ON forward_plan_item USING btree (campaign);

CREATE INDEX governance_action_decision ON governance_action USING btree (decision);

CREATE INDEX governance_action_due ON governance_action USING btree (state, due);

CREATE INDEX governance_history_record ON governance_history USING btree (record, at);

CREATE INDEX governance_meeting_board ON governance_meeting USING btree (board, day);

CREATE INDEX governance_paper_meeting ON governance_paper USING btree (meeting);

CREATE INDEX governance_seat_board ON governance_seat USING btree (board);

CREATE INDEX grant_claim_by_of_grant ON grant_claim USING btree (of_grant);

CREATE INDEX grant_condition_by_of_grant ON grant_condition USING btree (of_grant);

CREATE INDEX grant_spend_by_of_grant ON grant_spend USING btree (of_grant);

CREATE INDEX improvement_action_by_review ON improvement_action USING btree (review);

CREATE INDEX insider_alert_state ON insider_alert USING btree (state, raised_at);

CREATE INDEX insider_alert_told_authority ON insider_alert_told USING btree (authority_id, alert);

CREATE INDEX key_indicator_by_contract ON key_indicator USING btree (contract);

CREATE INDEX measure_commentary_measure ON measure_commentary USING btree (measure, period, written_at);

CREATE INDEX measure_run_for ON measure_run USING btree (kept_for, measure);

CREATE INDEX night_haven_by_zone ON night_haven USING btree (zone);

CREATE INDEX partner_file_answer_place ON partner_file_answer USING btree (holder, set_id, quarter);

CREATE INDEX partner_file_import_place ON partner_file_import USING btree (holder, set_id, quarter, imported_at);

CREATE INDEX person_index_person ON person_index USING btree (person);

CREATE INDEX person_phone_person ON person_phone USING btree (person);

CREATE INDEX programme_participant_by_programme ON programme_participant USING btree (programme);

CREATE INDEX programme_post_by_programme ON programme_post USING btree (programme);

CREATE INDEX report_history_report ON report_history USING btree (report, at);

CREATE INDEX report_paragraph_place ON report_paragraph USING btree (report, section, "position");

CREATE INDEX retention_hold_record ON retention_hold USING btree (record);

CREATE INDEX sent_form_claimed ON sent_form USING btree (claimed_at);

CREATE INDEX service_contract_by_service ON service_contract USING btree (service);

CREATE UNIQUE INDEX service_return_open ON service_return_version USING btree (return_id) WHERE state = ANY (ARRAY['draft'::text, 'submitted'::text, 'queried'::text]);

CREATE INDEX service_return_query_of ON service_return_query USING btree (return_id, version);

CREATE UNIQUE INDEX service_return_standing ON service_return_version USING btree (return_id) WHERE state = 'accepted'::text;

CREATE INDEX sharing_agreement_event_agreement ON sharing_agreement_event USING btree (agreement, at);

CREATE INDEX sharing_agreement_party_authority ON sharing_agreement_party USING btree (authority_id, agreement);

CREATE INDEX sign_in_attempt_at ON sign_in_attempt USING btree (at);

CREATE INDEX sign_in_attempt_network ON sign_in_attempt USING btree (network, outcome, at);

CREATE INDEX sign_in_session_account ON sign_in_session USING btree (account_id, started_at);

CREATE INDEX strategy_check_strategy ON strategy_check USING btree (strategy, requirement);

CREATE INDEX strategy_publication_strategy ON strategy_publication USING btree (strategy, id);

CREATE INDEX subject_request_agency ON subject_request USING btree (agency, received_on);

CREATE INDEX subject_request_pause_request ON subject_request_pause USING btree (request);

CREATE INDEX survey_follow_up_by_survey ON survey_follow_up USING btree (survey);

CREATE INDEX survey_invitation_by_survey ON survey_invitation USING btree (survey);

CREATE INDEX survey_response_survey ON survey_response USING btree (survey, version);

CREATE UNIQUE INDEX survey_version_draft ON survey_version USING btree (survey) WHERE published_at IS NULL;

CREATE INDEX team_authority ON team USING btree (authority_id, ended_at);

CREATE INDEX team_member_account ON team_member USING btree (account_id);

CREATE INDEX training_session_by_course ON training_session USING btree (course);

CREATE INDEX training_session_by_institution ON training_session USING btree (institution);

CREATE INDEX volunteer_by_scheme ON volunteer USING btree (scheme);

CREATE INDEX volunteer_encounter_by_scheme ON volunteer_encounter USING btree (scheme);

CREATE INDEX volunteer_encounter_by_zone ON volunteer_encounter USING btree (zone);

CREATE INDEX volunteer_shift_by_volunteer ON volunteer_shift USING btree (volunteer);

CREATE INDEX volunteer_shift_by_zone ON volunteer_shift USING btree (zone);

CREATE OR REPLACE FUNCTION assessment_frozen_refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN RAISE EXCEPTION 'a frozen figure is never changed' USING ERRCODE = 'check_violation'; END $function$;

CREATE OR REPLACE FUNCTION audit_refuse()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN RAISE EXCEPTION 'the audit log is never changed' USING ERRCODE = 'check_violation'; END $function$;

CREATE OR REPLACE FUNCTION report_kept()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN RAISE EXCEPTION 'what was published does not change'; END $function$;

CREATE OR REPLACE FUNCTION report_published()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE report_id TEXT;
BEGIN
  IF TG_OP = 'INSERT' THEN report_id := NEW.report; ELSE report_id := OLD.report; END IF;
  IF (SELECT state FROM report_edition WHERE id = report_id) = 'published' THEN
    RAISE EXCEPTION 'a published report does not change';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $function$;

CREATE TRIGGER assessment_frozen_change BEFORE DELETE OR UPDATE ON assessment_frozen FOR EACH ROW EXECUTE FUNCTION assessment_frozen_refuse();

CREATE TRIGGER audit_cosignature_change BEFORE DELETE OR UPDATE ON audit_cosignature FOR EACH ROW EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_cosignature_truncate BEFORE TRUNCATE ON audit_cosignature FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_entry_change BEFORE DELETE OR UPDATE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_entry_truncate BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_head_change BEFORE DELETE OR UPDATE ON audit_head FOR EACH ROW EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_head_truncate BEFORE TRUNCATE ON audit_head FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_individual_change BEFORE DELETE OR UPDATE ON audit_individual FOR EACH ROW EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_individual_truncate BEFORE TRUNCATE ON audit_individual FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_node_change BEFORE DELETE OR UPDATE ON audit_node FOR EACH ROW EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER audit_node_truncate BEFORE TRUNCATE ON audit_node FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TRIGGER measure_run_kept BEFORE DELETE OR UPDATE ON measure_run FOR EACH ROW EXECUTE FUNCTION report_kept();

CREATE TRIGGER report_answer_published BEFORE INSERT OR DELETE OR UPDATE ON report_answer FOR EACH ROW EXECUTE FUNCTION report_published();

CREATE TRIGGER report_binding_published BEFORE INSERT OR DELETE OR UPDATE ON report_binding FOR EACH ROW EXECUTE FUNCTION report_published();

CREATE TRIGGER report_edition_kept BEFORE DELETE OR UPDATE ON report_edition FOR EACH ROW WHEN (old.state = 'published'::text) EXECUTE FUNCTION report_kept();

CREATE TRIGGER report_judgement_published BEFORE INSERT OR DELETE OR UPDATE ON report_judgement FOR EACH ROW EXECUTE FUNCTION report_published();

CREATE TRIGGER report_paragraph_published BEFORE INSERT OR DELETE OR UPDATE ON report_paragraph FOR EACH ROW EXECUTE FUNCTION report_published();

CREATE TRIGGER report_promise_published BEFORE INSERT OR DELETE OR UPDATE ON report_promise FOR EACH ROW EXECUTE FUNCTION report_published();

CREATE TRIGGER report_release_published BEFORE INSERT OR DELETE OR UPDATE ON report_release FOR EACH ROW EXECUTE FUNCTION report_published();

CREATE TRIGGER report_section_published BEFORE INSERT OR DELETE OR UPDATE ON report_section FOR EACH ROW EXECUTE FUNCTION report_published();
