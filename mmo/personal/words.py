"""The words of the screens for the bases of personal data."""

from flask_babel import lazy_gettext as _l

from mmo.personal.models import Basis

BASIS = {
    Basis.EMPLOYMENT: _l("employment: the data that the work needs"),
    Basis.CONSENT: _l("consent of the person"),
    Basis.LAW: _l("a duty laid down by law"),
}
