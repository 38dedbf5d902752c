"""Online imagery: layers that QGIS draws (XYZ, WMS, WMTS, WCS, ArcGIS REST, styled rasters), cached as rasters."""
