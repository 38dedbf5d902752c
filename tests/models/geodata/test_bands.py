"""A raster's bands are known by name or wavelength, and a model finds its own among them or says what it takes."""

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.enums import ColorInterp
from roofline.models.core.errors import RooflineError
from roofline.models.data.input_bands import plan_bands
from roofline.models.geodata.band_matching import as_chosen, chosen_bands, notices
from roofline.models.geodata.bands import known_name
from roofline.models.geodata.raster_source import Imagery, bands_of, open_imagery
from roofline.models.networks.model_card import Band

from ..support.town import write_raster

RGB = tuple(Band(name) for name in ("red", "green", "blue"))
GRID = Affine(0.3, 0, 5e5, 0, -0.3, 9.3e6)
SENTINEL2 = ["B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B10", "B11", "B12"]


def raster(path, count, dtype="uint16", descriptions=(), colors=(), tags=(), image=None):
    """A raster without names but those given; band n holds n, give or take one."""
    if image is None:
        image = np.arange(1, count + 1)[:, None, None] + np.random.default_rng(0).integers(-1, 2, (count, 20, 30))
    path = write_raster(path, image.clip(0).astype(dtype), GRID, photometric="MINISBLACK")
    with rasterio.open(path, "r+") as file:
        for index, text in enumerate(descriptions, 1):
            file.set_band_description(index, text)
        if colors:
            file.colorinterp = colors
        for index, values in enumerate(tags, 1):
            file.update_tags(index, **values)
    return path


def facts(path):
    return [(band.name, band.wavelength_um) for band in bands_of(path)]


def read_as(path, wanted=RGB):
    """The numbers of the bands that a model reads, and what is said about them."""
    imagery = Imagery(path, wanted, 0.3)
    return imagery.band_indexes, notices([(imagery.name, imagery.band_remarks)])


def planned(path):
    """The bands of a model tuned on this raster."""
    return plan_bands("a.tif", RGB, bands_of(path)).bands


@pytest.mark.parametrize(("text", "name"), [
    ("Red", "red"), ("NIR", "nir"), ("near-infrared", "nir"), ("B4_red", "red"), ("red edge", "red edge"),
    ("Vegetation Red Edge 1", "red edge 1"), ("G", "green"), ("Grey", "pan"), ("swir16", "swir 1"), ("Band 4", ""),
    ("VV", ""), ("", ""), ("red to nir", ""), ("reduced", "")])
def test_a_text_names_one_measurement_or_none(text, name):
    assert known_name(text) == name


def test_sentinel_2_numbers_count_only_where_they_are_unmistakable(tmp_path):
    found = dict(facts(raster(tmp_path / "s.tif", 13, descriptions=SENTINEL2)))
    assert list(found)[:4] == ["coastal", "blue", "green", "red"] and found["narrow nir"] == 0.865
    assert len(found) == 13 and None not in found.values()
    numbered = facts(raster(tmp_path / "n.tif", 3, descriptions=["Band_1", "Band_2", "Band_3"]))
    assert numbered == [("band 1", None), ("band 2", None), ("band 3", None)]


@pytest.mark.parametrize("tags", [
    {"WAVELENGTH": "842", "WAVELENGTH_UNIT": "nm"}, {"wavelength": "0.842", "wavelength_units": "Micrometers"},
    {"wavelength": "842"}, {"wavelength": "0.842"}, {"ns": "IMAGERY", "CENTRAL_WAVELENGTH_UM": "0.842"}])
def test_wavelengths_are_read_from_metadata(tmp_path, tags):
    assert facts(raster(tmp_path / "w.tif", 2, tags=[{}, tags])) == [("band 1", None), ("842 nm", 0.842)]


def test_a_description_with_a_wavelength_tells_it(tmp_path):
    path = raster(tmp_path / "d.tif", 2, descriptions=["B4, central wavelength 665 nm", "Band 2 (0.56 Micrometers)"])
    assert facts(path) == [("665 nm", 0.665), ("560 nm", 0.56)]


def test_a_description_counts_before_the_colour(tmp_path):
    path = raster(tmp_path / "cir.tif", 3, "uint8", ["NIR", "Red", "Green"],
                  [ColorInterp.red, ColorInterp.green, ColorInterp.blue])
    assert [name for name, _ in facts(path)] == ["nir", "red", "green"]


def test_the_fourth_band_flagged_as_alpha_is_near_infrared_where_it_measures(tmp_path):
    colors = [ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha]
    image = np.random.default_rng(0).integers(0, 255, (4, 40, 60))
    assert facts(raster(tmp_path / "n.tif", 4, "uint8", colors=colors, image=image))[3] == ("nir", 0.842)
    for opaque in (1, 100, 255):
        image[3] = opaque
        image[3, :5] = 0
        path = raster(tmp_path / f"{opaque}.tif", 4, "uint8", colors=colors, image=image)
        assert [name for name, _ in facts(path)] == ["red", "green", "blue"]


def test_a_raster_with_nothing_but_alpha_is_refused(tmp_path):
    path = raster(tmp_path / "a.tif", 1, "uint8", colors=[ColorInterp.alpha], image=np.full((1, 20, 30), 255))
    with pytest.raises(RooflineError, match="a.tif has an alpha band and no other"):
        bands_of(path)


def test_two_bands_of_one_name_are_told_apart_and_found_again(tmp_path):
    path = raster(tmp_path / "t.tif", 2, descriptions=["nir", "NIR"])
    assert [name for name, _ in facts(path)] == ["nir", "nir (2)"]
    assert read_as(path, [Band("nir (2)"), Band("nir")]) == ([2, 1], [])


def test_long_and_odd_descriptions_make_names_that_a_card_takes(tmp_path):
    path = raster(tmp_path / "l.tif", 2, descriptions=["x" * 70, "x" * 70])
    assert len({Band(name).name for name, _ in facts(path)}) == 2


def test_colours_by_name_need_no_word(tmp_path):
    colors = [ColorInterp.blue, ColorInterp.green, ColorInterp.red]
    assert read_as(raster(tmp_path / "a.tif", 3, colors=colors)) == ([3, 2, 1], [])


def test_bands_that_a_model_does_not_read_are_named(tmp_path):
    assert read_as(raster(tmp_path / "a.tif", 4, descriptions=["Red", "Green", "Blue", "NIR"])) == (
        [1, 2, 3], ["a.tif: band 4 (nir) is not used; the model reads red, green and blue."])
    indexes, (said,) = read_as(raster(tmp_path / "s.tif", 13, descriptions=SENTINEL2))
    assert indexes == [4, 3, 2] and said.startswith("s.tif: bands 1 (coastal), 5 (red edge 1), ")


def test_bands_are_matched_by_wavelength_aloud(tmp_path):
    lengths = [{"wavelength": str(nm)} for nm in (842, 660, 555, 480)]
    indexes, said = read_as(raster(tmp_path / "w.tif", 4, tags=lengths))
    assert indexes == [2, 3, 4]
    assert said[0] == ("w.tif: matched by wavelength, band 2 (660 nm) is read as red, band 3 (555 nm) is read as "
                       "green, band 4 (480 nm) is read as blue.")


def test_bands_without_names_are_read_in_order_aloud(tmp_path):
    assert read_as(raster(tmp_path / "x.tif", 3)) == ([1, 2, 3], [
        "x.tif: the bands have no names that Roofline knows; band 1 is read as red, band 2 is read as green, band 3 is "
        "read as blue."])


def test_the_nearest_band_serves_for_a_missing_one(tmp_path):
    indexes, said = read_as(raster(tmp_path / "cir.tif", 3, descriptions=["NIR", "Red", "Green"]))
    assert indexes == [2, 3, 3]
    assert said[0] == "cir.tif: there is no blue; band 3 (green), the nearest in wavelength, serves for it."


@pytest.mark.parametrize(("count", "indexes", "words"), [
    (1, [1, 1, 1], "there is one band (pan); it serves for red, green and blue"),
    (2, [1, 2, 2], "there is no blue; band 2, the nearest in wavelength, serves for it")])
def test_imagery_with_too_few_bands_is_read_aloud(tmp_path, count, indexes, words):
    found, said = read_as(raster(tmp_path / "p.tif", count))
    assert found == indexes and words in " ".join(said)


def test_what_nothing_can_stand_in_for_is_asked_for(tmp_path):
    path = raster(tmp_path / "a.tif", 3, descriptions=["red", "green", "blue"])
    with pytest.raises(RooflineError, match=r"needs the bands red and height, a.tif has red, green and blue"):
        Imagery(path, [Band("red"), Band("height")], 0.3)


def test_an_unnamed_band_is_found_again_by_its_number(tmp_path):
    bands = planned(raster(tmp_path / "x.tif", 5))
    assert [band.name for band in bands] == ["red", "green", "blue", "band 4", "band 5"]
    assert read_as(raster(tmp_path / "y.tif", 5), bands)[0] == [1, 2, 3, 4, 5]
    named = raster(tmp_path / "n.tif", 5, descriptions=["blue", "green", "red", "nir", "height"])
    assert read_as(named, bands)[0] == [3, 2, 1, 4, 5]


def test_rasters_of_which_the_same_is_said_share_a_sentence():
    assert notices([("a.tif", ["x"]), ("b.tif", ["x", "y"]), ("c.tif", [])]) == [
        "a.tif and 1 other raster: x.", "b.tif: y."]


def test_rasters_of_one_training_may_order_their_bands_differently(tmp_path):
    paths = [raster(tmp_path / f"{i}.tif", 4, descriptions=names) for i, names in enumerate((
        ["red", "green", "blue", "nir"], ["nir", "blue", "green", "red"]))]
    images = open_imagery(paths, planned(paths[0]), 0.3, exact=True)
    assert [image.band_indexes for image in images] == [[1, 2, 3, 4], [4, 3, 2, 1]]
    assert not any(image.band_remarks for image in images)


def test_rasters_of_one_training_must_have_the_same_bands(tmp_path):
    full = raster(tmp_path / "full.tif", 4, descriptions=["red", "green", "blue", "nir"])
    less = raster(tmp_path / "less.tif", 3, descriptions=["red", "green", "blue"])
    with pytest.raises(RooflineError, match="first one has red, green, blue and nir, less.tif has red, green and b"):
        open_imagery([full, less], planned(full), 0.3, exact=True)
    images = open_imagery([less, full], planned(less), 0.3, exact=True)
    assert "band 4 (nir) is not used" in images[1].band_remarks[0]


def test_bands_are_chosen_by_number_or_name_in_any_order(tmp_path):
    bands = bands_of(raster(tmp_path / "a.tif", 4, descriptions=["Red", "Green", "Blue", "NIR"]))
    for text in ("4,1,2", "nir, red,green", "Near-Infrared,1,G"):
        assert [band.index for band in chosen_bands("a.tif", bands, text)] == [4, 1, 2]


@pytest.mark.parametrize(("text", "words"), [
    ("4,5", "a.tif has no band '5': it has band 1 .red., .* and band 4 .nir.. Name"), ("1,,2", "has no band ''"),
    ("red edge", "has no band 'red edge'"), ("1,red", "band 1 .red. is named twice in the bands 1,red")])
def test_a_choice_of_bands_that_are_not_there_is_refused_with_those_that_are(tmp_path, text, words):
    bands = bands_of(raster(tmp_path / "a.tif", 4, descriptions=["Red", "Green", "Blue", "NIR"]))
    with pytest.raises(RooflineError, match=words):
        chosen_bands("a.tif", bands, text)


def test_a_model_reads_the_chosen_bands_with_its_own_statistics(tmp_path):
    path = raster(tmp_path / "a.tif", 4)
    tuned = [Band(name, mean, 2.0) for name, mean in (("red", 10.0), ("green", 20.0), ("blue", 30.0))]
    chosen = as_chosen("a.tif", bands_of(path), tuned, "3,4,1")
    assert Imagery(path, chosen, 0.3).band_indexes == [3, 4, 1] and [band.mean for band in chosen] == [10, 20, 30]
    with pytest.raises(RooflineError, match="The model reads red, green and blue, and BANDS names bands 3 and 4. Name"):
        as_chosen("a.tif", bands_of(path), tuned, "3,4")


def test_a_training_on_chosen_bands_starts_each_from_the_base_band_in_its_place(tmp_path):
    bands = bands_of(raster(tmp_path / "a.tif", 4, descriptions=["Red", "Green", "Blue", "NIR"]))
    plan = plan_bands("a.tif", RGB, chosen_bands("a.tif", bands, "nir,red,green"), is_chosen=True)
    assert [band.name for band in plan.bands] == ["nir", "red", "green"]
    assert np.array_equal(plan.as_base, np.eye(3)) and not plan.changes
    assert plan.remarks[0].startswith("as chosen, band 4 (nir) is read as red, band 1 (red) is read as green")
    four = plan_bands("a.tif", RGB, chosen_bands("a.tif", bands, "3,2,1,4"), is_chosen=True)
    assert [band.name for band in four.bands] == ["blue", "green", "red", "nir"] and four.changes


def test_chosen_bands_without_names_are_found_again_by_a_prediction(tmp_path):
    path = raster(tmp_path / "x.tif", 4)
    for text, right in (("4,3,2", [4, 3, 2]), ("1,2,3", [1, 2, 3])):
        plan = plan_bands("x.tif", RGB, chosen_bands("x.tif", bands_of(path), text), is_chosen=True)
        assert Imagery(path, plan.bands, 0.3).band_indexes == right
