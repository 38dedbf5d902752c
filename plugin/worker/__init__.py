"""The worker as QGIS sees it: process, client, folders of jobs."""
