"""UI strings: the review grid on the page Check."""

from . import mark

CELLS = mark("Cells")
CELLS_HELP = mark("A layer of cells that divide the ground, to check one cell after the other; several people can "
                  "share one. None: all footprints, one by one")
NEW_HELP = mark("Make a new layer of cells to check")
NAME, NAME_HELP = mark("Your name"), mark("Stands in the layer with the cells that you take, check and reject")

SIDE = mark("Side")
SIDE_HELP = mark("Side of a cell on the ground. Proposed is what fits on your screen where each of its pixels is one "
                 "of the model's")
OVER, OVER_HELP = mark("Over"), mark("The ground that the cells cover")
PARTS = {"footprints": mark("The footprints"), "view": mark("The part in view"), "imagery": mark("The imagery")}
MAKE, MAKE_HELP = mark("Make cells"), mark("Put the cells into a new layer of the project's GeoPackage")

PROGRESS, PROGRESS_PARTS = mark("{done} of {total} cells"), mark("{done} of {total} cells: {parts}")
PART_NAMES = {"rejected": mark("{n} rejected"), "by_others": mark("{n} by others"),
              "held_by_others": mark("{n} taken by others")}
CURRENT_ONE, CURRENT = mark("Cell {cell}: 1 footprint to judge"), mark("Cell {cell}: {n} footprints to judge")
CURRENT_NONE = mark("Cell {cell}: no footprint to judge")
NONE_OPEN = mark("No open cell is left.")
LOOK_AT_ALL = mark("Draw what is missing in the cell (M), then press C.")

CHECK = mark("Cell checked")
CHECK_HELP = mark("All of the cell was looked at, its empty ground too: accept the footprints in it that have no "
                  "verdict, save, and go to the next cell")
REJECT = mark("Reject cell")
REJECT_HELP = mark("This cell cannot be put right here: leave its footprints as they are, save, and go to the next "
                   "cell")
SKIP, SKIP_HELP = mark("Next cell"), mark("Give this cell back, and go to the nearest open one")
SHOW, SHOW_HELP = mark("Whole cell"), mark("Show all of the cell on the map")

USE = mark("Use checked cells")
USE_HELP = mark("The accepted and edited footprints in checked cells become labels, and the cells an area to train on. "
                "All can be undone.")
NONE_CHECKED = mark("No cell is checked yet, or all that are have footprints that nobody checked.")
NOTHING_NEW = mark("Nothing to add: the footprints in checked cells are labels already, in an area.")
ONE_LEFT_OUT = mark("1 checked cell left out, with footprints that nobody checked")
LEFT_OUT = mark("{n} checked cells left out, with footprints that nobody checked")
AREA_ADDED = mark("the cells are an area to train on")
