"""Cache of a drawn layer on disk: GeoTIFF sheets of blocks on one grid, and virtual rasters (VRT) over them.

A sheet has a note of what became of its blocks. It is written beside its place and moved there, pixels and note
together, so that a killed process leaves whole sheets. What was not fetched has no value: alpha is 0, or a nodata value
stands there.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Callable, Dict, Iterable, List, Optional, Set

from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRectangle

from ...protocol.imagery import RASTER_TAGS
from ...protocol.process_lock import process_lock
from ..environment.virtual_environment import home
from ..layers.project_files import can_write, models_beside
from ..translation import mark
from .errors import OnlineError
from .grid import Block, Grid, corners
from .picture import Picture
from .pixels import NOTHING, Pixels, Tile

FETCH_TOOL = mark("Fetch imagery of a service")
"""The name of the algorithm that fetches a whole layer, as the toolbox has it."""
SHEET = 2048
"""Pixels along the side of a sheet."""
DONE, ABSENT, EMPTY, FAILED, UNKNOWN = "d", "a", "e", "f", "."
"""What became of a block: fetched; the service says that it has none; the answer was without a picture; no answer; not
asked for."""
SETTLED = (DONE, ABSENT)
"""Blocks that are not asked for again."""
NOTE = "ROOFLINE_BLOCKS"
"""GDAL metadata item with a letter for each block of a sheet, row by row."""
GAP = "gap"
"""Tag of a virtual raster with a sentence on what could not be fetched of it."""
LONGEST_NAME = 40
SAVING = "saving"
"""The lock file of a cache while a sheet is written."""
ABOUT = "about.json"
"""A page in each cache that says of which layer it is."""


class CacheRaster:
    """The sheets of one picture at one resolution, in `folder`."""

    def __init__(self, folder: Path, grid: Grid, pixels: Pixels) -> None:
        self.folder, self.grid, self.pixels, self.per_side = folder, grid, pixels, SHEET // grid.block

    @classmethod
    def of(cls, picture: Picture, grid: Grid, project: QgsProject) -> CacheRaster:
        """The cache beside the project, else in the data folder; where one of them has sheets already, that one."""
        name = "".join(c if c.isalnum() or c in ".-" else "-" for c in picture.host or picture.kind)[:LONGEST_NAME]
        inside = Path(f"{name}-{picture.key}") / f"{grid.width:.6g}x{grid.height:.6g}"
        places = [parent / inside for parent in folders(project)]
        found = next((place for place in places if place.is_dir()), places[0])
        return cls(found, grid, picture.pixels)

    def states(self, blocks: Iterable[Block]) -> Dict[Block, str]:
        """What became of each block, sheet by sheet and row by row."""
        found: Dict[Block, str] = {}
        for sheet, inside in sorted(self.by_sheet(blocks).items()):
            note = read_states(self.path(sheet), self.per_side)
            found.update((one, note[self.number(one)]) for one in sorted(inside, key=lambda block: block[::-1]))
        return found

    def missing(self, blocks: Iterable[Block]) -> List[Block]:
        """Those of the blocks that are to be fetched, in the same order."""
        return [block for block, state in self.states(blocks).items() if state not in SETTLED]

    def by_sheet(self, blocks: Iterable[Block]) -> Dict[Block, List[Block]]:
        """The blocks by the column and row of their sheet."""
        sheets: Dict[Block, List[Block]] = {}
        for column, row in blocks:
            sheets.setdefault((column // self.per_side, row // self.per_side), []).append((column, row))
        return sheets

    def number(self, block: Block) -> int:
        """The place of a block in the note of its sheet."""
        return block[1] % self.per_side * self.per_side + block[0] % self.per_side

    def path(self, sheet: Block) -> Path:
        """The file of a sheet, which need not exist."""
        return self.folder / f"{sheet[0]}_{sheet[1]}.tif"

    def prepare(self, picture: Picture) -> None:
        """Make the folder, with a page that says what is in it. Raises OnlineError."""
        about = {"layer": picture.name, "kind": picture.kind, "host": picture.host, "crs": picture.crs.authid(),
                 "pixel": [self.grid.width, self.grid.height], "begun": time.strftime("%Y-%m-%dT%H:%M:%S")}
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            page = self.folder / ABOUT
            if not page.exists():
                page.write_text(json.dumps(about, indent=1), encoding="utf-8")
        except OSError as error:
            raise OnlineError(f"The imagery cannot be kept in {self.folder}: {error.strerror}. Check its permissions "
                              "and the free space, or set ROOFLINE_HOME to another folder.") from error

    def rasters(self, blocks: Set[Block]) -> Dict[Path, QgsRectangle]:
        """The virtual rasters that show `blocks`, with their extents: one for each group of sheets that touch. They
        have the same names for the same blocks."""
        sheets = self.by_sheet(blocks)
        made = {}
        for group in _groups(set(sheets)):
            first, last = corners([block for sheet in group for block in sheets[sheet]])
            made[self.folder / f"{first[0]}_{first[1]}_{last[0]}_{last[1]}.vrt"] = self.grid.box(first, last)
        return made

    def write_copy(self, box: QgsRectangle, target: Path) -> None:
        """Write what is there of `box` as one GeoTIFF. Raises OnlineError."""
        source, unfinished = (f"/vsimem/{target.name}.{os.getpid()}.vrt",
                              target.with_name(f".{target.name}.{os.getpid()}.tif"))
        options = gdal.TranslateOptions(format="GTiff", creationOptions=[*self.pixels.options, "BIGTIFF=IF_SAFER"])
        try:
            self.write_vrt(Path(source), box)
            _checked(lambda: gdal.Translate(str(unfinished), source, options=options), target)
            _move(unfinished, target)
        finally:
            gdal.Unlink(source)

    def write_vrt(self, path: Path, box: QgsRectangle, name: str = "", gap: str = "") -> None:
        """Write a virtual raster of all sheets that meet `box`, with its `name` for messages, and a sentence on what
        could not be fetched, for gap_of(). Raises OnlineError."""
        span = Grid(self.grid.crs, self.grid.left, self.grid.top, self.grid.width, self.grid.height, SHEET)
        (left, top), (right, bottom) = span.range(box)
        there = [self.path((column, row)) for row in range(top, bottom + 1) for column in range(left, right + 1)]
        files = [str(file) for file in there if file.is_file()]
        if not files:
            raise OnlineError("None of the imagery could be fetched.")
        bounds = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
        options = gdal.BuildVRTOptions(outputBounds=bounds, xRes=self.grid.width, yRes=self.grid.height,
                                       resolution="user")
        tags = {key: json.dumps(text) for key, text in (("name", name), (GAP, gap)) if text}
        _checked(lambda: _tagged(gdal.BuildVRT(str(path), files, options=options), tags), path)


class Sheet:
    """One sheet in memory, read from its file where that exists; save() writes it, and keeps what came into the file
    meanwhile: a view and a job, or two QGIS, may fetch at once."""

    def __init__(self, cache: CacheRaster, place: Block) -> None:
        self._cache, self._place, self._path = cache, place, cache.path(place)
        self.states = [UNKNOWN] * cache.per_side ** 2
        self._own: Set[int] = set()
        self._is_changed = False
        self._raster = cache.pixels.in_memory(SHEET)
        self._read()
        self._place_raster()

    def put(self, block: Block, state: str, tile: Tile = NOTHING) -> None:
        """Note what became of a block, with its pixels where there are some."""
        number = self._cache.number(block)
        self.states[number], self._is_changed = state, True
        self._own.add(number)
        if tile.mask:
            side = self._cache.grid.block
            column, row = (number % self._cache.per_side * side for number in block)
            self._cache.pixels.write(self._raster, column, row, side, tile)

    def save(self) -> None:
        """Write the sheet in place of its file, if anything changed. Raises OnlineError."""
        if not self._is_changed:
            return
        unfinished = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        with ExitStack() as stack:
            with suppress(OSError):  # a file system without locks
                stack.enter_context(process_lock(self._cache.folder / SAVING, lambda: None))
            self._read()
            self._raster.SetMetadataItem(NOTE, "".join(self.states))
            _checked(lambda: gdal.GetDriverByName("GTiff").CreateCopy(
                str(unfinished), self._raster, 0, self._cache.pixels.options), self._path)
            _move(unfinished, self._path)
        self._is_changed = False

    def _read(self) -> None:
        """Take the blocks of the file, but those that were put here."""
        file = _opened_sheet(self._path)
        if file is None or file.RasterCount != self._raster.RasterCount:
            return
        side = self._cache.grid.block
        for number, state in enumerate(read_states(self._path, self._cache.per_side)):
            is_own = number in self._own and (self.states[number] in SETTLED or state not in SETTLED)
            if state != self.states[number] and not is_own:
                row, column = divmod(number, self._cache.per_side)
                window = (column * side, row * side, side, side)
                self._raster.WriteRaster(*window, file.ReadRaster(*window))
                self.states[number] = state

    def _place_raster(self) -> None:
        grid, per_side = self._cache.grid, self._cache.per_side
        corner = grid.box((self._place[0] * per_side, self._place[1] * per_side),
                          (self._place[0] * per_side, self._place[1] * per_side))
        self._raster.SetGeoTransform((corner.xMinimum(), grid.width, 0, corner.yMaximum(), 0, -grid.height))
        self._raster.SetProjection(grid.crs.toWkt(QgsCoordinateReferenceSystem.WKT_PREFERRED_GDAL))


def folders(project: QgsProject) -> List[Path]:
    """The folders in which imagery may be kept, the preferred one first: beside the project, and in the data folder."""
    beside = models_beside(project)
    places = [beside] if beside is not None and can_write(beside.parent) else []
    return [place / "imagery" for place in (*places, home())]


def read_states(path: Path, per_side: int) -> str:
    """The note of a sheet; all UNKNOWN where there is no whole file."""
    opened = _opened_sheet(path)
    note = "" if opened is None else opened.GetMetadataItem(NOTE) or ""
    return note if len(note) == per_side ** 2 else UNKNOWN * per_side ** 2


def _checked(make: Callable[[], Optional[gdal.Dataset]], path: Path) -> None:
    """Let GDAL write a file and close it. Raises OnlineError when it cannot."""
    gdal.ErrorReset()
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        written = make()
        if written is not None:
            written.FlushCache()
        problem = "" if written is not None and gdal.GetLastErrorType() < gdal.CE_Failure else gdal.GetLastErrorMsg()
        problem = problem or ("" if written is not None else "nothing was written")
    except RuntimeError as error:  # another plugin made GDAL raise
        problem = str(error)
    finally:
        gdal.PopErrorHandler()
    if problem:
        raise OnlineError(f"{path} cannot be written: {problem[:200]}. Check the free space, and the permissions of "
                          "the folder.")


def _tagged(raster: Optional[gdal.Dataset], tags: Dict[str, str]) -> Optional[gdal.Dataset]:
    if raster is not None and tags:
        raster.SetMetadata(tags, RASTER_TAGS)
    return raster


def _move(unfinished: Path, target: Path) -> None:
    """Put a finished file in its place. Raises OnlineError."""
    try:
        os.replace(unfinished, target)
    except OSError as error:
        raise OnlineError(f"{target} cannot be written: {error.strerror}. Check that no other program holds the "
                          "file.") from error
    finally:
        with suppress(OSError):
            unfinished.unlink()


def _groups(sheets: Set[Block]) -> List[List[Block]]:
    """The sheets in groups that touch, corners included."""
    left, groups = set(sheets), []
    for first in sorted(sheets):
        if first not in left:
            continue
        group, ahead = [], [first]
        left.discard(first)
        while ahead:
            column, row = ahead.pop()
            group.append((column, row))
            near = {(column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)} & left
            left -= near
            ahead += sorted(near)
        groups.append(sorted(group))
    return groups


def gap_of(raster: str) -> str:
    """The sentence on what could not be fetched of a virtual raster that a job began with; "" for nothing, and for
    another raster."""
    opened = _opened(Path(raster)) if Path(raster).with_name(ABOUT).is_file() else None
    text = None if opened is None else opened.GetMetadataItem(GAP, RASTER_TAGS)
    return str(json.loads(text)) if text else ""


def _opened_sheet(path: Path) -> Optional[gdal.Dataset]:
    """The whole file of a sheet; None without one."""
    opened = _opened(path)
    return opened if opened is not None and opened.RasterXSize == SHEET else None


def _opened(path: Path) -> Optional[gdal.Dataset]:
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    try:
        return gdal.Open(str(path)) if path.is_file() else None
    except RuntimeError:  # another plugin made GDAL raise
        return None
    finally:
        gdal.PopErrorHandler()
