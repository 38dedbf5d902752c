"""A sentence and its icon stand on one line, however much room the page gives them."""

from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from roofline.ui.widgets.plain import scrolled
from roofline.ui.widgets.remark import Remark


def first_row(label):
    """The first row of pixels in which a label shows something, in the coordinates of its parent."""
    image = label.grab().toImage()
    ground = QColor(image.pixel(image.width() - 1, image.height() - 1))
    return label.y() + next(row for row in range(image.height())
                            if any(QColor(image.pixel(x, row)) != ground for x in range(image.width())))


def test_in_a_high_row_the_text_begins_beside_its_icon(qgis):
    remark = Remark()
    remark.set_text("No labels yet. On the page Label press New, or choose a tool and begin to draw.")
    remark.resize(260, 120)
    remark.show()
    icon, text = remark.findChildren(QLabel)
    assert abs(first_row(icon) - first_row(text)) < remark.fontMetrics().height() // 2


def test_an_answer_is_scrolled_to_and_a_state_is_not(qgis):
    page, remark = QWidget(), Remark()
    column = QVBoxLayout(page)
    column.addSpacing(600)
    column.addWidget(remark)
    area = scrolled(page)
    area.resize(260, 200)
    area.show()
    for show, is_seen in ((remark.set_text, False), (remark.tell, True)):
        show("Nothing to add: the accepted footprints in view are labels already, in an area.")
        for _ in range(5):
            QApplication.processEvents()
        assert remark.visibleRegion().isEmpty() != is_seen
    assert remark.visibleRegion().boundingRect() == remark.rect()
