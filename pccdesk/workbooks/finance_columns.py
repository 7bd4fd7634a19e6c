"""The columns of the finance workbook's sheets, as data."""

from pccdesk.workbooks.data_sheet import Column, DataSheet, Kind

PAYMENTS = DataSheet(
    title="Payments",
    prefix="Payment",
    frozen_columns=3,
    pages_wide=2,  # on one page 26 columns could not be read
    columns=(
        Column("fund", "Fund", Kind.TEXT, 27),
        Column("financial_year", "Financial year", Kind.CODE, 10),
        Column("grant_ref", "Grant ref", Kind.TEXT, 17),
        Column("decision_ref", "Decision ref", Kind.CODE, 12),
        Column("decision_on", "Decision date", Kind.DATE, 12),
        Column("payee", "Payee", Kind.TEXT, 36),
        Column("supplier_number", "Supplier number", Kind.CODE, 11),
        Column("sort_code", "Sort code", Kind.CODE, 10),
        Column("account_number", "Account number", Kind.CODE, 11),
        Column("roll_number", "Roll number", Kind.CODE, 12),
        Column("amount", "Amount", Kind.MONEY, 14, total=True),
        Column("vat_treatment", "VAT treatment", Kind.TEXT, 26),
        Column("cost_centre", "Cost centre", Kind.CODE, 10),
        Column("objective_code", "Objective code", Kind.CODE, 10),
        Column("subjective_code", "Subjective code", Kind.CODE, 11),
        Column("instalment", "Instal-\nment", Kind.WHOLE, 9),
        Column("instalments", "Of", Kind.WHOLE, 6),
        Column("due_on", "Due date", Kind.DATE, 12),
        Column("bank_evidence_on", "Bank evidence", Kind.DATE, 12),
        Column("agreement_on", "Agreement date", Kind.DATE, 12),
        Column("approver", "Approver", Kind.TEXT, 23),
        Column("paid_on", "Paid date", Kind.DATE, 12),
        Column("bacs_reference", "BACS reference", Kind.TEXT, 18),
        Column("repaid", "Repaid", Kind.MONEY, 13, total=True),
        Column("quarter", "Quarter", Kind.CODE, 9),
        Column("batch", "Batch", Kind.CODE, 13),
    ),
)

ACCRUALS = DataSheet(
    title="Accruals",
    prefix="Accrual",
    frozen_columns=1,
    columns=(
        Column("grant_ref", "Grant ref", Kind.TEXT, 20),
        Column("payee", "Payee", Kind.TEXT, 38),
        Column("fund", "Fund", Kind.TEXT, 24),
        Column("decision_ref", "Decision ref", Kind.CODE, 13),
        Column("decision_on", "Decision date", Kind.DATE, 13),
        Column("instalment", "Instalment", Kind.WHOLE, 11),
        Column("instalments", "Of", Kind.WHOLE, 6),
        Column("due_on", "Due date", Kind.DATE, 13),
        Column("amount", "Amount", Kind.MONEY, 15, total=True),
        Column("cost_centre", "Cost centre", Kind.CODE, 12),
        Column("objective_code", "Objective code", Kind.CODE, 12),
        Column("subjective_code", "Subjective code", Kind.CODE, 12),
        Column("approver", "Approver", Kind.TEXT, 22),
    ),
)

APPLICATIONS = DataSheet(
    title="Applications",
    prefix="Application",
    frozen_columns=1,
    pages_wide=2,
    columns=(
        Column("reference", "Reference", Kind.TEXT, 20),
        Column("organisation", "Organisation", Kind.TEXT, 36),
        Column("project", "Project", Kind.TEXT, 36),
        Column("fund", "Fund", Kind.TEXT, 24),
        Column("round", "Round", Kind.TEXT, 22),
        Column("quarter", "Quarter", Kind.CODE, 9),
        Column("district", "District", Kind.TEXT, 20),
        Column("priority", "Priority", Kind.TEXT, 38),
        Column("stage", "Stage", Kind.TEXT, 18),
        Column("outcome", "Outcome", Kind.TEXT, 11),
        Column("received_on", "Received", Kind.DATE, 12),
        Column("decided_on", "Decided", Kind.DATE, 12),
        Column("requested", "Requested", Kind.MONEY, 14, total=True),
        Column("recommended", "Recom-\nmended", Kind.MONEY, 14, total=True),
        Column("awarded", "Awarded", Kind.MONEY, 14, total=True),
    ),
)
