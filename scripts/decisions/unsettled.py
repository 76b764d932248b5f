"""Changes that take a question outside what the written rule settles.

They are kept out of the ordinary stream. In it, two answers that differ mean
that one of them is wrong; here they may mean that the rule has to say more.
"""

from perturb import PERTURBATIONS, now_and, setting

BEFORE = len(PERTURBATIONS)

# A step-up that is younger than now.
setting("context", "stepUpAt", [now_and(1), now_and(3600)])
# Words outside the vocabulary.
setting("subject", "clearance", ["secret", ""])
setting("subject", "status", ["on-leave"])
setting("subject", "agencyStatus", ["left"])
setting("object", "classification", ["secret", ""])
setting("context", "strength", ["smart-card"])
# An approver without a name.
setting("context", "secondApprover", [""])
# A null where a list belongs.
setting("subject", "roles", [None])
for fact in ("categories", "persons", "narrowings"):
    setting("object", fact, [None])

UNSETTLED = PERTURBATIONS[BEFORE:]
# Loading this module must not change the ordinary stream.
del PERTURBATIONS[BEFORE:]


def unsettle(q, d, clock, world):
    """Takes the question outside the written rule in one fact."""
    d.pick(UNSETTLED)(q, d, clock, world)
