"""Footprints into PostGIS, on a real server: nothing is lost and nothing comes twice, and no password is kept."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer
from roofline.plugin.history import past_runs
from roofline.plugin.layers import append
from roofline.plugin.layers.secrets import without_secrets
from roofline.plugin.worker.job_folder import predictions_folder
from roofline.protocol.paths import ROOT
from roofline.tests.qgis.support.layers import HOUSE
from roofline.tests.qgis.toys.worker import MANY
from roofline.tests.support.postgis_server import DATABASE, PASSWORD, USER

pytestmark = pytest.mark.usefixtures("scratch")
HALF_WAY = 5000
TRIGGER = """CREATE OR REPLACE FUNCTION half_way() RETURNS trigger AS $$ BEGIN
    IF NEW.n = {half_way} THEN {act}; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
    CREATE TRIGGER half_way BEFORE INSERT ON mine FOR EACH ROW EXECUTE FUNCTION half_way();"""


@pytest.fixture()
def mine(postgis):
    """An empty table, with a number for each row that somebody tries to add, and when its transaction begun."""
    postgis.sql("""DROP TABLE IF EXISTS mine CASCADE; DROP SEQUENCE IF EXISTS numbers; CREATE SEQUENCE numbers;
        CREATE TABLE mine (id serial PRIMARY KEY, geom geometry(Polygon, 32633), use varchar(20), score float8,
                           n integer DEFAULT nextval('numbers'), begun timestamptz DEFAULT now());""")
    layer = QgsVectorLayer(postgis.source("mine"), "mine", "postgres")
    QgsProject.instance().addMapLayer(layer, False)
    return layer


def count(postgis):
    return int(postgis.sql("SELECT count(*) FROM mine")[0])


def at_half_way(postgis, act):
    postgis.sql(TRIGGER.format(half_way=HALF_WAY, act=act))


def undo(postgis):
    postgis.sql("DROP TRIGGER half_way ON mine; ALTER SEQUENCE numbers RESTART")


@pytest.fixture()
def many(run, raster, mine):
    """Appends 10,000 footprints; the results."""
    return lambda: run("predict", IMAGERY=[raster], MODEL=MANY, APPEND_TO=mine, APPEND_FIELDS="class=use")


def test_ten_thousand_footprints_are_one_transaction_and_cut_off_half_way_none(many, postgis, mine):
    at_half_way(postgis, "PERFORM pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(AssertionError, match="^Nothing was added to layer 'mine': .*server closed the conn") as told:
        many()
    (file,) = predictions_folder().rglob("not_added.gpkg")
    assert str(file) in str(told.value) and QgsVectorLayer(str(file), "", "ogr").featureCount() == 10_000
    assert count(postgis) == 0
    undo(postgis)
    assert many()["APPENDED"] == 10_000
    assert postgis.sql("SELECT count(*), count(DISTINCT geom), count(DISTINCT begun) FROM mine") == ["10000|10000|1"]


def test_a_server_that_is_gone_at_the_commit_is_told_as_such(run, raster, postgis, mine):
    postgis.sql("""CREATE OR REPLACE FUNCTION at_commit() RETURNS trigger AS $$ BEGIN
            PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$ LANGUAGE plpgsql;
        CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON mine DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            EXECUTE FUNCTION at_commit()""")
    with pytest.raises(AssertionError, match="It is not known whether layer 'mine' has the footprints, all or none"):
        run("predict", IMAGERY=[raster], APPEND_TO=mine)
    assert len(list(predictions_folder().rglob("not_added.gpkg"))) == 1


KILLED = """
import sys
sys.path.insert(0, "protocol")
from launch import ROOT, load_package
load_package("roofline", ROOT)
from qgis.core import *
application = QgsApplication([], False)
application.initQgis()
from roofline.plugin.layers.append import append
layer = QgsVectorLayer(sys.argv[1], "mine", "postgres")
houses = [QgsFeature(layer.fields()) for _ in range(10000)]
for number, house in enumerate(houses):
    house.setGeometry(QgsGeometry.fromWkt(sys.argv[2]))
    house["n"] = number
append(layer, [houses[:4000], houses[4000:]])
"""


def test_a_process_that_is_killed_half_way_leaves_none_and_others_see_none_before(postgis, mine):
    at_half_way(postgis, "PERFORM pg_sleep(60)")
    process = subprocess.Popen([sys.executable, "-c", KILLED, postgis.source("mine"), HOUSE], cwd=ROOT)
    waiting = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
    deadline = time.monotonic() + 60
    while not (found := postgis.sql(waiting)):
        assert process.poll() is None and time.monotonic() < deadline
    assert count(postgis) == 0
    process.kill()
    process.wait()
    postgis.sql(f"SELECT pg_terminate_backend({found[0]})")  # the server would notice after its sleep
    undo(postgis)
    assert count(postgis) == 0


def test_two_editors_at_once_lose_nothing(run, raster, postgis, mine):
    other = QgsVectorLayer(postgis.source("mine"), "theirs", "postgres")
    assert other.startEditing()
    house = QgsFeature(other.fields())
    house.setGeometry(QgsGeometry.fromWkt(HOUSE))
    house["use"] = "theirs"
    assert other.addFeature(house)
    assert run("predict", IMAGERY=[raster], APPEND_TO=mine, APPEND_FIELDS="class=use")["APPENDED"] == 2
    assert other.commitChanges() and mine.featureCount() == 3
    assert postgis.sql("SELECT use FROM mine ORDER BY use") == ["building", "building", "theirs"]


def test_a_table_that_another_program_holds_is_told_after_a_while(run, raster, postgis, mine, monkeypatch):
    monkeypatch.setattr(append, "STATEMENT_S", 1)
    holder = subprocess.Popen([postgis.psql, "-q", "-h", "127.0.0.1", "-p", str(postgis.port), "-U", USER, DATABASE],
                              stdin=subprocess.PIPE, text=True, env={"PGPASSWORD": PASSWORD})
    try:
        holder.stdin.write("BEGIN; LOCK TABLE mine IN SHARE MODE;\n")
        holder.stdin.flush()
        while not postgis.sql("SELECT 1 FROM pg_locks WHERE mode = 'ShareLock' AND relation = 'mine'::regclass"):
            time.sleep(0.01)
        with pytest.raises(AssertionError, match="Nothing was added to layer 'mine': .*statement timeout"):
            run("predict", IMAGERY=[raster], APPEND_TO=mine)
    finally:
        holder.stdin.close()
        holder.wait()
    assert run("predict", IMAGERY=[raster], APPEND_TO=mine)["APPENDED"] == 2


def test_a_user_who_may_only_read_is_told_before_any_work(run, raster, postgis, mine):
    postgis.sql("DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'reads'; GRANT SELECT ON mine TO reader")
    layer = QgsVectorLayer(postgis.source("mine", login="user='reader' password='reads'"), "mine", "postgres")
    with pytest.raises(AssertionError, match="Layer 'mine' cannot be changed"):
        run("predict", IMAGERY=[raster], APPEND_TO=layer)
    postgis.sql("REVOKE ALL ON mine FROM reader")


def login(kind):
    """What opens the connection, in the source of a layer; an id of QGIS's saved logins (authcfg) for "saved"."""
    if kind == "typed":
        return ""
    manager = QgsApplication.authManager()
    assert manager.setMasterPassword("master", True)
    config = QgsAuthMethodConfig("Basic")
    config.setId("s4v3d1d")
    config.setName("town")
    config.setConfigMap({"username": USER, "password": PASSWORD})
    assert manager.storeAuthenticationConfig(config) or config.id() in manager.configIds()
    return f"authcfg={config.id()}"


@pytest.mark.parametrize("kind", ["typed", "saved"])
def test_no_password_is_kept_or_told(run, raster, town, postgis, mine, feedback, tmp_path, kind):
    """In no file of a run, a model, a prediction, in no log, and in no command that repeats a run."""
    said, secrets = [], ("Gehe1m", "s4v3d1d")
    QgsApplication.messageLog().messageReceived.connect(lambda *words: said.append(str(words)))
    postgis.sql(f"INSERT INTO mine (geom, use) VALUES (ST_GeomFromText('{HOUSE}', 32633), 'house')")
    source = f"postgres://{postgis.source('mine', login=login(kind), host='localhost')}"
    assert run("finetune", **{**town, "LABELS": source})["SCORE"] == 0.75
    assert run("predict", IMAGERY=[raster], APPEND_TO=source)["APPENDED"] == 2
    postgis.sql("ALTER TABLE mine ADD CHECK (use <> 'building')  NOT VALID")
    wrong = source.replace(f"port={postgis.port}", "port=1")
    for values in ({"APPEND_TO": source, "APPEND_FIELDS": "class=use"}, {"APPEND_TO": wrong},
                   {"AREAS": wrong, "FOOTPRINTS": "memory:"}):
        with pytest.raises(AssertionError) as told:
            run("predict", IMAGERY=[raster], **values)
        said.append(str(told.value))
    commands = [past_runs.command(past_runs.read_run(folder)) for folder in (tmp_path / "home" / "runs").iterdir()]
    assert len(commands) == 1 and len(said) >= 3
    told = " ".join([*said, *commands, *feedback.errors, *feedback.warnings, *feedback.infos, *feedback.debug,
                     *feedback.texts])
    assert [secret for secret in secrets if secret in told] == []
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) > 5
    assert [path for path in files for secret in secrets if secret.encode() in path.read_bytes()] == []


@pytest.mark.parametrize(("text", "plain"), [
    ("dbname='a' password='it\\'s me' user='b'", "dbname='a' password=*** user='b'"),
    ("host=h authcfg=abc1234 key='id'", "host=h authcfg=*** key=***"),
    ("http://me:secret@host/wfs?typename=a&access_token=abc&x=1", "http://me:***@host/wfs?typename=a&access_token=***&x=1"),
    ("PG:dbname=a password=b", "PG:dbname=a password=***"),
    ("houses.gpkg|layername=keys", "houses.gpkg|layername=keys"),
])
def test_what_opens_a_connection_is_not_shown(text, plain):
    assert without_secrets(text) == plain


def test_a_layer_given_by_its_source_is_told_by_its_table(run, town, postgis, mine, toy_worker):
    postgis.sql(f"INSERT INTO mine (geom) VALUES (ST_GeomFromText('{HOUSE}', 32633))")
    postgis.sql("UPDATE mine SET geom = NULL")
    with pytest.raises(AssertionError, match="Layer 'mine' has features, but none with a polygon"):
        run("finetune", **{**town, "LABELS": f"postgres://{postgis.source('mine')}"})
    assert not any(Path(toy_worker).rglob("request.json"))
