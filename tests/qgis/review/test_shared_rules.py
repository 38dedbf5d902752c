"""The panel reads labels, roles and statuses as the learning core does: tests/models/data/test_shared_rules.py."""

from qgis.core import QgsFeature, QgsFields, QgsGeometry
from roofline.plugin.compat import STRING, new_field
from roofline.plugin.layers.areas import AreasOnImagery, Label, role_in
from roofline.plugin.layers.workspace import BY_CONFIDENCE
from roofline.plugin.review.label_checks import BEYOND_IMAGERY, OUTSIDE_IMAGERY, label_findings
from roofline.plugin.review.readiness import readiness
from roofline.plugin.review.review_session import ReviewSession
from roofline.tests.qgis.support.ground import UTM, X, Y, box
from roofline.tests.qgis.support.layers import make_layer
from roofline.tests.support.rules import LABELS, ON_IMAGERY, ROLES, STATUSES, WHOLLY_ON_IMAGERY


def outline(label):
    """WKT of a label of the rules."""
    if isinstance(label[0], tuple):
        corners = ", ".join(f"{X + x} {Y + y}" for x, y in (*label, label[0]))
        return f"Polygon(({corners}))"
    return box(*label)


def test_labels_are_used_when_their_outline_meets_the_imagery(workspace):
    layer = make_layer(*map(outline, LABELS.values()), crs=UTM)
    workspace.choose(labels=layer)
    ground = AreasOnImagery(workspace, layer.crs())
    shapes = {name: QgsGeometry.fromWkt(outline(label)) for name, label in LABELS.items()}
    labels = {name: Label(1, shape, shape.boundingBox()) for name, shape in shapes.items()}
    assert {name for name, label in labels.items() if ground.on_imagery(label)} == ON_IMAGERY
    assert {name for name, label in labels.items() if ground.wholly_on_imagery(label)} == WHOLLY_ON_IMAGERY
    assert readiness(workspace).counts.trained == len(ON_IMAGERY)


def test_what_reaches_beyond_the_imagery_is_told_apart_from_what_is_not_on_it(workspace):
    workspace.choose(labels=make_layer(*map(outline, LABELS.values()), crs=UTM))
    found = {list(LABELS)[finding.label - 1]: finding.kind for part in label_findings(workspace) for finding in part}
    assert found == {name: BEYOND_IMAGERY if name in ON_IMAGERY else OUTSIDE_IMAGERY
                     for name in LABELS if name not in WHOLLY_ON_IMAGERY}


def test_roles_in_any_case_and_empty_ones_mean_what_they_mean_in_a_training():
    fields = QgsFields()
    fields.append(new_field("role", STRING))
    for written, role in ROLES.items():
        area = QgsFeature(fields)
        area.setAttributes([written])
        assert role_in(area, 0) == role


def test_a_status_in_any_case_is_what_it_is_in_scoring(workspace):
    layer = make_layer(*[outline(LABELS["inside"])] * len(STATUSES), rows=[(written, 0.5) for written in STATUSES],
                       fields="&field=status:string&field=confidence:double")
    session = ReviewSession(layer, BY_CONFIDENCE)
    counts, statuses = session.counts(), list(STATUSES.values())
    session.close()
    assert (counts.predicted, counts.accepted, counts.rejected, counts.edited) == tuple(
        statuses.count(status) for status in ("predicted", "accepted", "rejected", "edited"))
