"""A model as an ONNX file, and the file as a model, through `qgis_process`."""


def test_an_exported_model_finds_what_the_model_itself_finds(qgis, scene, tmp_path):
    path = tmp_path / "buildings.onnx"
    result = qgis.run("roofline:exportonnx", ONNX=path)
    assert result.returncode == 0, result.stderr
    assert result.outputs["ONNX"] == str(path) and path.stat().st_size > 1_000_000
    counts = []
    for name, model in (("torch", {}), ("onnx", {"MODEL": path})):
        result = qgis.run("roofline:predict", IMAGERY=scene["imagery"], FOOTPRINTS=tmp_path / f"{name}.gpkg", **model)
        assert result.returncode == 0, result.stderr
        counts.append(result.outputs["COUNT"])
    # in bfloat16, on processors that have it, houses in a row are cut a little differently
    assert counts[0] > 50 and abs(counts[0] - counts[1]) <= 0.05 * counts[0]


def test_a_file_that_is_no_model_is_told(qgis, scene, tmp_path):
    (tmp_path / "broken.onnx").write_bytes(b"PK")
    result = qgis.run("roofline:predict", IMAGERY=scene["imagery"], MODEL=tmp_path / "broken.onnx",
                      FOOTPRINTS=tmp_path / "f.gpkg")
    assert result.returncode != 0
    assert "broken.onnx is no ONNX file: it holds no network" in result.stdout + result.stderr
