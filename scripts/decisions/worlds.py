"""The two tables every question is asked under: what roles grant, what panels are for."""

import sys
from pathlib import Path

try:
    import yaml
except ImportError:
    yaml = None

ACCESS = Path(__file__).resolve().parents[2] / "Practice" / "access"

BUILT_IN_ROLES = {
    "asb-officer": [
        {"panels": ["asb"], "actions": ["read", "note", "edit", "document", "disclose"]},
    ],
    "asb-lead": [
        {"panels": ["asb"], "actions": ["read", "note", "edit", "document", "members", "narrow",
                                        "reveal", "disclose", "export", "close"]},
    ],
    "marac-coordinator": [
        {"panels": ["marac"], "actions": ["read", "note", "edit", "document", "members", "narrow",
                                          "reveal", "disclose", "close"]},
        {"panels": ["scrutiny"], "actions": ["read", "export"]},
    ],
    "victim-advocate": [
        {"panels": ["marac", "slavery"], "actions": ["read", "note", "reveal"]},
    ],
    "gangs-analyst": [
        {"panels": ["gangs", "serious-violence"], "actions": ["read", "note", "document", "export"]},
        {"panels": ["offenders"], "actions": ["read"]},
    ],
    "offender-manager": [
        {"panels": ["offenders"], "actions": ["read", "note", "edit", "document", "members",
                                              "narrow", "disclose", "close"]},
    ],
    "prevent-lead": [
        {"panels": ["prevent"], "actions": ["read", "note", "edit", "members", "narrow", "reveal",
                                            "disclose", "close"]},
    ],
    "slavery-lead": [
        {"panels": ["slavery"], "actions": ["read", "note", "edit", "members", "reveal",
                                            "disclose", "export", "close"]},
    ],
    "scrutiny-officer": [
        {"panels": ["scrutiny"], "actions": ["read", "document", "export", "close"]},
    ],
    "partnership-manager": [
        {"panels": ["asb", "marac", "gangs", "offenders", "prevent", "slavery",
                    "serious-violence", "scrutiny"], "actions": ["read"]},
        {"panels": ["asb", "serious-violence", "scrutiny"], "actions": ["export", "members"]},
    ],
}

BUILT_IN_PURPOSES = {
    "asb": ["asb-reduction"],
    "marac": ["domestic-abuse-safety", "safeguarding"],
    "gangs": ["violence-reduction", "gang-exit"],
    "offenders": ["reoffending-reduction"],
    "prevent": ["prevent-support", "safeguarding"],
    "slavery": ["victim-identification", "safeguarding"],
    "serious-violence": ["violence-reduction"],
    "scrutiny": ["scrutiny"],
}

# Roles that look as if they grant something.
TRAP_ROLES = {
    # Panel and action only ever meet across two entries.
    "split-role": [
        {"panels": ["asb", "marac", "gangs", "slavery"], "actions": ["note"]},
        {"panels": [], "actions": ["read", "reveal", "export", "disclose"]},
        {"panels": ["prevent"], "actions": ["read", "edit", "reveal", "export"]},
    ],
    "no-entries": [],
    "no-actions": [{"panels": ["asb", "marac", "gangs"], "actions": []}],
}


def roles_in(document):
    """Role id to list of grants, from a file in any of the shapes people write it.

    A role may be a bare list of grants or a record with a list called `grants`;
    the whole may stand under `roles`, as a mapping or as a list of records.
    """
    roles = document.get("roles", document) if isinstance(document, dict) else document
    if isinstance(roles, list):
        roles = {role["id"]: role for role in roles}
    return {
        name: [
            {"panels": list(grant["panels"]), "actions": list(grant["actions"])}
            for grant in (role if isinstance(role, list) else role["grants"])
        ]
        for name, role in roles.items()
    }


def purposes_in(document):
    """Panel id to list of purposes, from a file in any of the shapes people write it."""
    panels = document.get("panels", document) if isinstance(document, dict) else document
    if isinstance(panels, list):
        panels = {panel["id"]: panel for panel in panels}
    return {
        name: list(panel if isinstance(panel, list) else panel["purposes"])
        for name, panel in panels.items()
    }


def from_file(name, understand, built_in):
    """What a file of the practice says, or the built-in table if it says nothing usable."""
    path = ACCESS / name
    if yaml is not None and path.exists():
        try:
            return understand(yaml.safe_load(path.read_text(encoding="utf-8")))
        except (AttributeError, KeyError, TypeError, yaml.YAMLError) as trouble:
            print(f"{path}: shape not understood ({trouble!r}), built-in table used", file=sys.stderr)
    return built_in


class World:
    """One pair of tables, with the index that finds an allowed combination in it."""

    def __init__(self, roles, purposes):
        self.tables = {"rolesTable": roles, "panelPurposes": purposes}
        self.purposes = purposes
        self.roles = roles
        self.granting = {}
        for role, grants in roles.items():
            for grant in grants:
                for panel in grant["panels"]:
                    for action in grant["actions"]:
                        self.granting.setdefault((panel, action), set()).add(role)
        self.granting = {pair: sorted(found) for pair, found in self.granting.items()}
        self.panels_for = {}
        for panel, action in sorted(self.granting):
            if purposes.get(panel):
                self.panels_for.setdefault(action, []).append(panel)
        self.actions = sorted(self.panels_for)
        self.role_names = sorted(roles) + ["no-such-role"]
        self.purpose_names = sorted({p for held in purposes.values() for p in held}) + ["no-such-purpose"]


def all_worlds():
    """The practice's own tables with the trap roles added, then two variations.

    The variations change nothing but the tables, so an implementation that
    keeps a table from one world to the next answers wrongly.
    """
    roles = from_file("roles.yaml", roles_in, BUILT_IN_ROLES)
    purposes = from_file("panels.yaml", purposes_in, BUILT_IN_PURPOSES)
    own = roles | TRAP_ROLES
    panels = list(purposes)
    names = list(roles)
    shifted = dict(zip(names, [roles[name] for name in names[1:] + names[:1]])) | TRAP_ROLES
    rotated = dict(zip(panels, [purposes[panel] for panel in panels[1:] + panels[:1]]))
    fewer = {panel: held for panel, held in purposes.items() if panel != panels[-1]} | {panels[0]: []}
    return [World(own, purposes), World(shifted, rotated), World(own, fewer)]
