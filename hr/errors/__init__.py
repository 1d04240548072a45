"""Every refusal of the people area, with a code and data, one module per desk.  The words are in ``error_texts``."""

from hr.errors.admission import *  # noqa: F403
from hr.errors.esocial import *  # noqa: F403
from hr.errors.leave import *  # noqa: F403
from hr.errors.papers import *  # noqa: F403
from hr.errors.people import *  # noqa: F403
from hr.errors.portal import *  # noqa: F403
from hr.errors.qualification import *  # noqa: F403
