"""Cards about what the office made of an application, shown on more than one tab."""

from pccdesk.domain.dates import format_date, format_instant
from pccdesk.domain.money import format_money
from pccdesk.domain.scoring import band, greatest_score
from pccdesk.queries.decisions import DecisionRow, RecommendationRow
from pccdesk.queries.records import RecordView
from pccdesk.ui.plain_text import isolated
from pccdesk.ui.record.words import Facts
from pccdesk.ui.widgets.facts_grid import FactsGrid
from pccdesk.ui.widgets.labels import Card, label


def score_words(view: RecordView) -> str:
    """Return the mean score in per cent with its band, or nothing before the first assessment."""
    per_cent = view.application.score_percent
    if per_cent is None:
        return ""
    found = band(view.scheme, per_cent)
    return f"{per_cent}%" + (f": {found}" if found else "")


def assessment_facts(view: RecordView) -> Facts:
    """Return each assessor's total, and the mean with its band; none while they are hidden."""
    if not view.assessments:
        return ()
    greatest = greatest_score(view.scheme)
    each = tuple((row.assessor, f"{row.total} of {greatest}") for row in view.assessments)
    mean = score_words(view)
    return (*each, ("Score", mean)) if mean else each


def recommendation_facts(row: RecommendationRow) -> Facts:
    """Return a recommendation as pairs."""
    approve = row.outcome == "approve"
    found = [
        ("Recommendation", f"Approve {format_money(row.amount)}" if approve else "Decline"),
        ("Reason", row.reason),
    ]
    if row.conditions:
        found.append(("Conditions", row.conditions))
    if row.body:
        found.append(("On behalf of", row.body))
    found.append(
        ("Recommended by", f"{isolated(row.recommended_by)}, {format_instant(row.made_at)}")
    )
    return tuple(found)


def decision_facts(row: DecisionRow) -> Facts:
    """Return a decision as pairs."""
    outcome = row.outcome.capitalize()
    if row.outcome == "approved":
        outcome = f"Approved {format_money(row.amount)}"
    capacity = f", {row.capacity}" if row.capacity else ""
    found = [("Decision", f"{row.reference}: {outcome}"), ("Reasons", row.reasons)]
    if row.conditions:
        found.append(("Conditions", row.conditions))
    if row.feedback:
        found.append(("Feedback", row.feedback))
    found += [
        ("Decided by", f"{isolated(row.decided_by)}{capacity}"),
        ("Decided", format_instant(row.decided_at)),
    ]
    return tuple(found)


def award_facts(view: RecordView) -> Facts:
    """Return the award as pairs; none before there is one."""
    award = view.award
    if award is None:
        return ()
    accepted = ""
    if award.accepted_on is not None:
        accepted = f"{format_date(award.accepted_on)}, signed by {isolated(award.accepted_by)}"
    return (
        ("Award", format_money(award.amount)),
        ("Period", f"{format_date(award.starts_on)} to {format_date(award.ends_on)}"),
        ("Accept by", format_date(award.accept_by)),
        ("Accepted", accepted or "Not yet"),
    )


def recommendation_card(view: RecordView) -> Card | None:
    """Return the recommendation that is before the decision-maker, if there is one."""
    row = view.current_recommendation
    if row is None:
        return None
    card = Card("Recommendation")
    card.add(FactsGrid(recommendation_facts(row)))
    return card


def unmet_card(view: RecordView) -> Card | None:
    """Return the criteria that are not met or were overridden, if there are any."""
    rows = [each for each in view.findings if each.override_reason or not each.settled]
    if not rows:
        return None
    card = Card("Eligibility")
    for row in rows:
        how = f"Overridden: {row.override_reason}" if row.override_reason else row.explanation
        card.add(label(row.label, "label", wrap=True))
        card.add(label(how, "muted", wrap=True))
    return card
