"""The content types, in the order in which a site shows them."""

from gkgen.schema import ContentType
from gkgen.types.annual_report import ANNUAL_REPORT
from gkgen.types.application import APPLICATION
from gkgen.types.budget import BUDGET
from gkgen.types.catalogue import CATALOGUE
from gkgen.types.consultation import CONSULTATION
from gkgen.types.disclosure_guide import DISCLOSURE_GUIDE
from gkgen.types.discretion_standard import DISCRETION_STANDARD
from gkgen.types.enforcement_decision import ENFORCEMENT_DECISION
from gkgen.types.faq import FAQ
from gkgen.types.fee_schedule import FEE_SCHEDULE
from gkgen.types.flowchart import FLOWCHART
from gkgen.types.gazette import GAZETTE
from gkgen.types.guide import GUIDE
from gkgen.types.interpretation import INTERPRETATION
from gkgen.types.item import ITEM
from gkgen.types.name_list import NAME_LIST
from gkgen.types.negative_list import NEGATIVE_LIST
from gkgen.types.notice import NOTICE
from gkgen.types.organisation import ORGANISATION
from gkgen.types.page import PAGE
from gkgen.types.permit_list import PERMIT_LIST
from gkgen.types.policy import POLICY
from gkgen.types.power_list import POWER_LIST
from gkgen.types.procurement import PROCUREMENT
from gkgen.types.project import PROJECT
from gkgen.types.recruitment import RECRUITMENT
from gkgen.types.standard_catalogue import STANDARD_CATALOGUE

TYPES: tuple[ContentType, ...] = (
    ITEM,
    POLICY,
    INTERPRETATION,
    CONSULTATION,
    GAZETTE,
    NOTICE,
    FAQ,
    GUIDE,
    POWER_LIST,
    PERMIT_LIST,
    FEE_SCHEDULE,
    FLOWCHART,
    DISCRETION_STANDARD,
    ENFORCEMENT_DECISION,
    NEGATIVE_LIST,
    STANDARD_CATALOGUE,
    NAME_LIST,
    BUDGET,
    ANNUAL_REPORT,
    PROJECT,
    PROCUREMENT,
    RECRUITMENT,
    DISCLOSURE_GUIDE,
    APPLICATION,
    ORGANISATION,
    CATALOGUE,
    PAGE,
)
