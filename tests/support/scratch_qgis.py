"""QGIS application with a scratch profile: the settings, styles and fonts of no earlier run, and of no user."""

import pytest
from qgis.core import QgsApplication


def scratch_qgis(folder, with_windows):
    """QGIS, begun, with its profile below `folder`. 3.40 and 3.44 pass over the argument and read the variable."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QGIS_CUSTOM_CONFIG_PATH", str(folder))
        application = QgsApplication([], with_windows, str(folder))
        application.initQgis()
    assert QgsApplication.qgisSettingsDirPath().startswith(str(folder))
    return application
