"""`pccdesk finance`: a financial year's workbook."""

from argparse import Namespace

from pccdesk.cli import arguments
from pccdesk.cli.office import signed_in
from pccdesk.cli.terminal import progress_line, say, say_json
from pccdesk.domain.money import format_money


def add(commands: "arguments.Commands") -> None:
    """Add the command."""
    parser = arguments.add_command(
        commands,
        "finance",
        "Write the workbook of a financial year.",
        "It holds the year's payments, what is accrued, and applications and awards by fund, "
        "round, district, priority and quarter. It holds bank details: keep it safe.",
    )
    parser.add_argument(
        "--year",
        required=True,
        type=arguments.financial_year,
        metavar="2026-27",
        help="the financial year",
    )
    arguments.add_workbook(parser)
    arguments.add_officer(parser)
    arguments.add_json(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Write the workbook and say what it holds."""
    from pccdesk.services.reports import write_year_workbook

    with signed_in(options) as (desk, actor):
        made = write_year_workbook(
            desk, actor, options.year, options.out, progress_line("Payments")
        )
    if options.json:
        say_json(
            {
                "file": str(made.path),
                "year": options.year.label,
                "payments": made.payments,
                "control_total": made.control_total,
                "applications": made.applications,
                "awarded": made.awarded,
            }
        )
    else:
        say(
            f"{made.path}: {made.payments:,} payments of {format_money(made.control_total)}, "
            f"{made.applications:,} applications, {format_money(made.awarded)} awarded "
            f"in {options.year.slash}."
        )
    return 0
