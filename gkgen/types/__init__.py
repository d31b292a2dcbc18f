"""The content types, in the order in which a site shows them."""

from gkgen.schema import ContentType
from gkgen.types.catalogue import CATALOGUE
from gkgen.types.fee_schedule import FEE_SCHEDULE
from gkgen.types.flowchart import FLOWCHART
from gkgen.types.guide import GUIDE
from gkgen.types.item import ITEM
from gkgen.types.organisation import ORGANISATION
from gkgen.types.page import PAGE
from gkgen.types.power_list import POWER_LIST

TYPES: tuple[ContentType, ...] = (
    ITEM,
    GUIDE,
    POWER_LIST,
    FEE_SCHEDULE,
    FLOWCHART,
    ORGANISATION,
    CATALOGUE,
    PAGE,
)
