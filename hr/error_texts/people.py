"""Words for the files of people and the structure."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backoffice.core.error_texts import Text
from backoffice.core.templatetags import formats

# What is wrong with one field, by problem (PersonInvalid, hr.fields.FieldProblem).
PROBLEMS: dict[str, Callable[[dict[str, Any]], str]] = {
    "missing": lambda data: _("This is missing. Fill it in."),
    "name_form": lambda data: _("A name has letters only, as on the identity document. Take out digits and signs."),
    "name_long": lambda data: _("The name is longer than %(longest)s characters. Shorten a middle name.") % data,
    "text_long": lambda data: _("This is longer than %(longest)s characters. Shorten it.") % data,
    "cpf_short": lambda data: (
        ngettext("CPF incomplete: %(missing)s digit is missing.", "CPF incomplete: %(missing)s digits are missing.", data["missing"]) % data
    ),
    "cpf_wrong": lambda data: _("This CPF does not exist: its check digits do not match. Compare it with the document."),
    "cpf_known": lambda data: _("Somebody else has this CPF. Look for that person first."),
    "employed_already": lambda data: _("The person with this CPF works here already. Open that file instead."),
    "pis_wrong": lambda data: _("This PIS does not exist: its check digit does not match. It may be left out."),
    "postal_code_form": lambda data: _("A CEP has eight digits, like 80420-090."),
    "phone_form": lambda data: _("It is no phone number with area code. Write it like (41) 99999-0000."),
    "email_form": lambda data: _("It is no e-mail address. Write it like nome@empresa.com.br."),
    "state_form": lambda data: _("It is no state. Write two letters, like PR."),
    "city_unknown": lambda data: _("The IBGE knows no such city in %(state)s. Write its name without abbreviations.") % data,
    "country_form": lambda data: _("It is no country code of the eSocial table. Brazil is 105."),
    "not_offered": lambda data: _("It is none of the choices. Choose one of the list."),
    "birth_future": lambda data: _("The date of birth is in the future. Correct the year."),
    "age_out": lambda data: _("By this date of birth the person is %(age)s years old. Correct the year.") % data,
    "day_future": lambda data: _("The date is in the future. Correct it."),
    "too_young": lambda data: _("On the first day the person is under %(age)s: the law does not allow this contract.") % data,
    "before_birth": lambda data: _("The date is before the birth. Correct one of the two."),
    "bank_form": lambda data: _("A bank has a number of three digits, like 341, or an ISPB of eight."),
    "branch_form": lambda data: _("The branch has up to six digits, like 0412."),
    "account_form": lambda data: _("The account has digits and perhaps a hyphen, like 30211-5."),
    "account_missing": lambda data: _("Say a bank account or a Pix key."),
    "pix_form": lambda data: _("The key does not fit the kind of key. Choose the other kind or correct it."),
    "pix_of_other": lambda data: _("This CPF is not the one of the file. Pay only goes to an account in the person's own name."),
    "number_taken": lambda data: _("This registration number has been given already. Leave it empty for the next free one."),
    "number_form": lambda data: _("A registration number has up to 30 letters, digits, points and hyphens."),
    "starts_later": lambda data: _("The first day is still to come. Invite the person through an admission instead."),
    "contract_before": lambda data: (
        _("The former contract of this person runs until %(day)s. Choose a later first day.") % {"day": formats.day_month_year(data["day"])}
    ),
    "pay_range": lambda data: _("The salary has to be above zero and at most R$ 1.000.000,00."),
    "probation_order": lambda data: _("The first part of the probation ends after the first day and before the second part."),
    "probation_long": lambda data: (
        _("Probation lasts 90 days at most (CLT 445): until %(day)s.") % {"day": formats.day_month_year(data["day"])}
    ),
    "ends_before": lambda data: _("The contract would end before it begins. Correct one of the dates."),
    "term_long": lambda data: _("Such a contract lasts two years at most. Choose an earlier end."),
}


def problem_text(problem: dict[str, Any]) -> str:
    """What is wrong with one field, for the form that shows it beside the field."""
    words = PROBLEMS.get(problem["problem"])
    return words(problem) if words else _("This cannot be read. Check it.")


def _days(data: dict[str, Any]) -> str:
    return ", ".join(formats.day_month_year(day) for day in data["days"])


TEXTS: dict[str, Text] = {
    "unknown_employee": lambda data: _("Nobody with this registration number is in sight of you. Look for the name in the list of people."),
    "unknown_structure": lambda data: _("What you chose is not in use any more. Choose again."),
    "person_invalid": lambda data: " ".join(dict.fromkeys(problem_text(problem) for problem in data["problems"])),
    "stale_file": lambda data: _("Nothing was changed: somebody changed the file while you were looking. Check it and decide again."),
    "employee_ended": lambda data: (
        _("The contract ended on %(day)s. What it said then stays as it is.") % {"day": formats.day_month_year(data["ended_on"])}
    ),
    "before_admission": lambda data: (
        _("The contract begins on %(day)s. Choose that day or a later one.") % {"day": formats.day_month_year(data["admitted_on"])}
    ),
    "term_unchanged": lambda data: _("The same holds on that day already. There is nothing to change."),
    "terms_in_the_way": lambda data: (
        _("Something is written down from %(days)s on already. Say below whether it stays or is replaced.") % {"days": _days(data)}
    ),
    "own_pay": lambda data: _("Nobody changes the own salary. Somebody else of People has to do it."),
    "manager_cycle": lambda data: (
        _("%(name)s would then lead the own manager from %(day)s on. Choose somebody else.")
        % {"name": data["name"], "day": formats.day_month_year(data["day"])}
    ),
    "manager_left": lambda data: _("%(name)s does not work here on that day. Choose somebody else.") % {"name": data["name"]},
    "user_taken": lambda data: _("The account belongs to registration number %(number)s. One account is one person.") % data,
    "no_email": lambda data: _("The file has no e-mail address to write to. Add it under Personal data first."),
    "company_missing": lambda data: _("There is no establishment yet. Write down the company with its address, or add an establishment."),
}
