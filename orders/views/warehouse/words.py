"""
What the phone says to a read, and the wave as its script keeps it.

The script words the verdicts itself, because without network nobody else could; all words come from here.
"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from orders.picking_texts import OUT_TEXTS
from orders.queries import WaveDetail
from orders.services import Verdict


def phone_words() -> dict[str, Any]:
    """Title and second line of each verdict; {name} and the like are filled by the script."""
    return {
        "right_left_one": [_("Right. One more."), _("Just read: {name}")],
        "right_left": [_("Right. {left} more."), _("Just read: {name}")],
        "right_next": [_("Right. Go to {place}."), _("Put it into box {box}: {name}")],
        "right_same": [_("Right. Next item, same position."), _("Put it into box {box}: {name}")],
        "right_all": [_("Right. All picked."), _("Put it into box {box}: {name}")],
        "check_right": [_("Right."), _("Just read: {name}")],
        "check_all": [_("All checked. Close the box."), _("Just read: {name}")],
        "wrong_item": [_("Wrong item. Put it back."), _("You read {read}. Here belongs {expected}.")],
        "wrong_box": [_("Does not belong in this box."), _("You read {read}. Put it aside and look for its box.")],
        "unknown_code": [_("Unknown code."), _("You read {code}. Here belongs {expected}.")],
        "unknown_box": [_("Unknown code."), _("You read {code}. It is no item of this box.")],
        "complete": [_("One too many. Put it back."), _("{name} is complete.")],
        "dropped": [_("Order {order} left the wave."), _("{why} Put the items of box {box} back.")],
        "closed": [_("The wave is over."), _("Put the item back and choose another wave.")],
        "short": [_("Missing recorded."), _("{name}: somebody will look at the shelf.")],
        "short_moved": [_("Missing recorded. Found in {place}."), _("{name}: the walk goes there too.")],
        "skipped": [_("Skipped."), _("{place} comes again at the end.")],
        "undone": [_("Undone."), _("The last read does not count.")],
        "nothing_to_undo": [_("This cannot be undone."), _("Go on; nothing was changed.")],
        "id_reused": [_("The read was not accepted."), _("Read the item again.")],
        "invalid": [_("The read was not accepted."), _("Read the item again.")],
        "signed_out": _("Your session ended. Sign in again: the reads are kept."),
        "refused": _("The server refused the reads. Load the page again: they are kept."),
        "gone": _("The wave does not exist any more. Its reads were let go."),
        "kept_one": _("1 kept"),
        "kept": _("{n} kept"),
        "missing_one": _("1 missing"),
        "missing": _("{n} missing"),
        "no_camera": _("The camera cannot be used. Allow it in the browser, or use the reader."),
        "out": {code: str(text) for code, text in OUT_TEXTS.items()},
        "out_other": _("The order may not leave now."),
    }


def wave_state(wave: WaveDetail, *, at: str, box: int | None = None) -> dict[str, Any]:
    """The wave for the script: the walk with its figures.  ``at`` tells the newer of two states."""
    lines = [line for line in wave.lines if box in (None, line.box)]
    return {
        "wave": wave.number,
        "at": at,
        "status": wave.status,
        "units": wave.units,
        "picked": wave.picked,
        "lines": [
            {
                "id": line.id,
                "place": line.place,
                "sku": line.sku,
                "ean": line.ean,
                "name": line.name,
                "quantity": line.quantity,
                "picked": line.picked,
                "short": line.short,
                "checked": line.checked,
                "box": line.box,
                "order": line.order,
                "state": line.box_state,
            }
            for line in lines
        ],
    }


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    return {"id": str(verdict.id), "code": verdict.code, "line": verdict.line_id, "data": verdict.data}


def addresses() -> dict[str, str]:
    """Where the script sends reads and signs in; the 0 stands for the wave's number."""
    return {"reads": reverse("wave_scans", args=[0]), "login": reverse("login")}
