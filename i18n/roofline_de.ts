<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>Roofline</name>
  <message>
   <location filename="../models/core/child_process.py" />
   <source>If the memory ran out, close other programs, and try it again.</source>
   <translation>Wenn der Speicher nicht reichte, schließen Sie andere Programme und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/core/child_process.py" />
   <source>The last lines of {0}, in the folder of the job, say why; please report it with that file.</source>
   <translation>Die letzten Zeilen von {0} im Ordner des Auftrags sagen, warum; bitte melden Sie es mit dieser Datei.</translation>
  </message>
  <message>
   <location filename="../models/core/devices.py" />
   <source>CPU ({0} threads)</source>
   <translation>CPU ({0} Threads)</translation>
  </message>
  <message>
   <location filename="../models/core/devices.py" />
   <source>GPU ({0}, {1} GiB)</source>
   <translation>GPU ({0}, {1} GiB)</translation>
  </message>
  <message>
   <location filename="../models/core/devices.py" />
   <source>GPU of this Mac</source>
   <translation>GPU dieses Macs</translation>
  </message>
  <message>
   <location filename="../models/core/devices.py" />
   <source>CPU (1 thread)</source>
   <translation>CPU (1 Thread)</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>The extent {0} (xmin, ymin, xmax, ymax) has no area, or is larger than the earth. Draw another one.</source>
   <translation>Der Ausschnitt {0} (xmin, ymin, xmax, ymax) hat keine Fläche oder ist größer als die Erde. Zeichnen Sie einen anderen.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>The {0} and the imagery ({1}) do not meet. Check both on the map.</source>
   <translation>Die {0} und die Bilddaten ({1}) treffen sich nicht. Prüfen Sie beide auf der Karte.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>Labels that are outside the imagery, and so not used: {0} of {1}.</source>
   <translation>Labels außerhalb der Bilddaten, die daher nicht verwendet werden: {0} von {1}.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>No label lies inside an area, of {0} in the layer. Draw the areas around the labels, or leave the areas out.</source>
   <translation>Kein Label liegt in einem Gebiet, von {0} im Layer. Zeichnen Sie die Gebiete um die Labels, oder lassen Sie die Gebiete weg.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>Labels that are outside all areas, and so not used: {0}.</source>
   <translation>Labels außerhalb aller Gebiete, die daher nicht verwendet werden: {0}.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>The labels cover {0} of the areas, which leaves hardly any ground without buildings to learn from. Check that the labels are buildings, and draw the areas wider than they are.</source>
   <translation>Die Labels bedecken {0} der Gebiete, so dass kaum Boden ohne Gebäude zum Lernen bleibt. Prüfen Sie, ob die Labels Gebäude sind, und zeichnen Sie die Gebiete weiter.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>Areas with the role '{0}', 'ignore' or 'test', which come first, cover all areas with the role '{1}' on the imagery, so nothing is left to learn from. Make them smaller, or give them another role.</source>
   <translation>Gebiete mit der Rolle „{0}“, „ignore“ oder „test“, die vorgehen, bedecken alle Gebiete mit der Rolle „{1}“ auf den Bilddaten, sodass nichts zu lernen bleibt. Machen Sie sie kleiner, oder geben Sie ihnen eine andere Rolle.</translation>
  </message>
  <message>
   <location filename="../models/data/classes.py" />
   <source>The class of every label is '{0}' (labels: {1}), so there is no building to learn from. Draw some buildings too.</source>
   <translation>Jedes Label hat die Klasse „{0}“ (Labels: {1}), es gibt also kein Gebäude zu lernen. Zeichnen Sie auch einige Gebäude.</translation>
  </message>
  <message>
   <location filename="../models/data/classes.py" />
   <source>The labels have {0} classes, and {1} are the most. Merge some in the field 'class', or empty it to learn all as one.</source>
   <translation>Die Labels haben {0} Klassen, und höchstens {1} sind möglich. Fassen Sie einige im Feld „class“ zusammen, oder leeren Sie es, um alle als eine zu lernen.</translation>
  </message>
  <message>
   <location filename="../models/data/classes.py" />
   <source>Labels that teach where no building is (class '{0}'): {1}.</source>
   <translation>Labels, die lehren, wo kein Gebäude ist (Klasse „{0}“): {1}.</translation>
  </message>
  <message>
   <location filename="../models/data/classes.py" />
   <source>The model learns {0} classes: {1}.</source>
   <translation>Das Modell lernt {0} Klassen: {1}.</translation>
  </message>
  <message>
   <location filename="../models/data/classes.py" />
   <source>No label of these classes is learned, so the model will not find them: {0}. All of their labels are held out, or lie outside the imagery or the areas to learn from. Draw some more where the model learns, or hold out other ground.</source>
   <translation>Von diesen Klassen wird kein Label gelernt, das Modell wird sie also nicht finden: {0}. Alle ihre Labels werden zurückgehalten oder liegen außerhalb der Bilddaten oder der Gebiete, von denen gelernt wird. Zeichnen Sie noch einige, wo das Modell lernt, oder halten Sie anderen Grund zurück.</translation>
  </message>
  <message>
   <location filename="../models/data/dataset.py" />
   <source>The areas that are held out (role 'validate') hold no label, or none that their edge does not cut, so they score nothing. Draw such an area around some labels.</source>
   <translation>In den zurückgehaltenen Gebieten (Rolle „validate“) liegt kein Label, oder keines, das ihr Rand nicht durchschneidet, deshalb bewerten sie nichts. Zeichnen Sie ein solches Gebiet um einige Labels.</translation>
  </message>
  <message>
   <location filename="../models/data/dataset.py" />
   <source>No label is left to train on: they all lie in areas that are held out or ignored (roles 'validate' and 'ignore'), or where the imagery is empty. Draw labels inside an area with the role 'train'.</source>
   <translation>Zum Trainieren bleibt kein Label: Sie liegen alle in Gebieten, die zurückgehalten oder ignoriert werden (Rollen „validate“ und „ignore“), oder wo die Bilddaten leer sind. Zeichnen Sie Labels in einem Gebiet mit der Rolle „train“.</translation>
  </message>
  <message>
   <location filename="../models/data/dataset.py" />
   <source>The labels are too narrow to train on: no pixel of them lies further from an outline than the outline tolerance. Lower the tolerance, or train at a finer resolution.</source>
   <translation>Die Labels sind zu schmal zum Trainieren: Kein Pixel von ihnen ist weiter von einem Umriss entfernt als die Toleranz am Umriss. Verringern Sie die Toleranz, oder trainieren Sie bei feinerer Auflösung.</translation>
  </message>
  <message>
   <location filename="../models/data/dataset.py" />
   <source>The labelled ground needs {0} GiB of memory at {1} m a pixel, and {2} GiB are the most. Draw smaller areas around the labels, or train at a coarser resolution.</source>
   <translation>Der gelabelte Boden braucht {0} GiB Speicher bei {1} m je Pixel, und {2} GiB sind das meiste. Zeichnen Sie kleinere Gebiete um die Labels, oder trainieren Sie bei gröberer Auflösung.</translation>
  </message>
  <message>
   <location filename="../models/data/ground_history.py" />
   <source>Of the ground that is held out now, {0} was learned before, so it gives no honest score any more and does not count. Draw the area that is held out elsewhere.</source>
   <translation>Von dem Grund, der jetzt zurückgehalten wird, wurde {0} schon gelernt; er gibt keine ehrliche Wertung mehr und zählt nicht. Zeichne die zurückgehaltene Fläche anderswo.</translation>
  </message>
  <message>
   <location filename="../models/data/input_bands.py" />
   <source>{0} has {1} bands; a model reads {2} at most. Put the bands that matter into a raster of their own ('Rearrange bands' in the Processing toolbox).</source>
   <translation>{0} hat {1} Kanäle; ein Modell liest höchstens {2}. Bringen Sie die wichtigen Kanäle in ein eigenes Raster („Rearrange bands“ in den Verarbeitungswerkzeugen).</translation>
  </message>
  <message>
   <location filename="../models/data/input_bands.py" />
   <source>The model '{0}' reads {1} dates with the same bands, and those of this imagery differ from date to date. Choose the same bands of each date, as BANDS.</source>
   <translation>Das Modell „{0}“ liest {1} Aufnahmedaten mit denselben Kanälen, und die dieser Bilder sind nicht an jedem Aufnahmedatum gleich. Wählen Sie als BANDS für jedes Aufnahmedatum dieselben Kanäle.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that crossed themselves and were repaired for this run: {0} of {1}.</source>
   <translation>Labels, deren Umriss sich selbst kreuzte und die für diesen Lauf repariert wurden: {0} von {1}.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that cover no ground and are left out: {0}.</source>
   <translation>Labels ohne Fläche, die weggelassen werden: {0}.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that are drawn over another one, and so not used: {0}.</source>
   <translation>Labels, die über ein anderes gezeichnet sind und daher nicht verwendet werden: {0}.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels smaller than {0} m² or narrower than {1} m, which are used all the same: {2}. Delete what is a slip.</source>
   <translation>Labels kleiner als {0} m² oder schmaler als {1} m, die trotzdem verwendet werden: {2}. Löschen Sie, was ein Versehen ist.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels of more than {0} m², many times a building: {1} of {2}, the largest of {3} m². Each is learned as one building: check that the layer is the one with the buildings, and not that of areas or blocks.</source>
   <translation>Labels von mehr als {0} m², einem Vielfachen eines Gebäudes: {1} von {2}, das größte von {3} m². Jedes wird als ein Gebäude gelernt: Prüfen Sie, ob der Layer der mit den Gebäuden ist und nicht der mit Gebieten oder Häuserblöcken.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that overlap another one by more than {0}: {1}. What two share is learned as the class of the one drawn first.</source>
   <translation>Labels, die ein anderes um mehr als {0} überlappen: {1}. Was zwei gemeinsam haben, wird als Klasse des zuerst gezeichneten gelernt.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Background labels that overlap another label by more than {0}: {1}. What they share is learned as the class of that.</source>
   <translation>Hintergrund-Labels, die ein anderes Label um mehr als {0} überlappen: {1}. Was sie gemeinsam haben, wird als dessen Klasse gelernt.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that are drawn over another one of the same building, and so not used: {0}.</source>
   <translation>Labels, die über ein anderes desselben Gebäudes gezeichnet sind und daher nicht verwendet werden: {0}.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that overlap another one by more than {0}: {1}. What two share is learned as building, as the seam between them, and as the class of the one drawn first.</source>
   <translation>Labels, die ein anderes um mehr als {0} überlappen: {1}. Was zwei gemeinsam haben, wird als Gebäude gelernt, als Naht zwischen ihnen und als die Klasse des zuerst gezeichneten.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Background labels that overlap a building by more than {0}: {1}. What they share is learned as building.</source>
   <translation>Hintergrund-Labels, die ein Gebäude um mehr als {0} überlappen: {1}. Was sie gemeinsam haben, wird als Gebäude gelernt.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/self_test.py" />
   <source>The self-test has no part {0}.</source>
   <translation>Der Selbsttest hat keinen Teil {0}.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/self_test.py" />
   <source>{0} cannot be imported ({1}: {2}). Run the set-up again with REPAIR.</source>
   <translation>{0} kann nicht importiert werden ({1}: {2}). Lassen Sie die Einrichtung noch einmal mit REPAIR laufen.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The loss stopped being a number after {0} steps in {1}.</source>
   <translation>Der Verlust war nach {0} Schritten in {1} keine Zahl mehr.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The encoder computes in {0}, and this device should in {1}.</source>
   <translation>Der Encoder rechnet in {0}, und dieses Gerät sollte in {1} rechnen.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The features are not channels-last: their strides are {0}.</source>
   <translation>Die Merkmale liegen nicht mit den Kanälen zuletzt (channels-last): Ihre Schrittweiten sind {0}.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The buildings of a scene that the model knows are found with an IoU of {0} only.</source>
   <translation>Die Gebäude einer Szene, die das Modell kennt, werden nur mit einem IoU von {0} gefunden.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>{0} windows fitted into the memory for two, so the limit did not hold.</source>
   <translation>{0} Fenster passten in den Speicher für zwei, die Grenze galt also nicht.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>After halving, {0} % of the pixels have other probabilities.</source>
   <translation>Nach dem Halbieren haben {0} % der Pixel andere Wahrscheinlichkeiten.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The loss in {0} is {1}, and in float32 {2}.</source>
   <translation>Der Verlust ist in {0} {1}, und in float32 {2}.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The {0} was not used: its memory stayed as it was.</source>
   <translation>Das Gerät {0} wurde nicht verwendet: Sein Speicher blieb, wie er war.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/whole_job.py" />
   <source>None of {0} buildings of a made-up scene was found.</source>
   <translation>Von {0} Gebäuden einer erfundenen Szene wurde keines gefunden.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>Reading the layers</source>
   <translation>Layer werden gelesen</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>Comparing {0} before with {1} after</source>
   <translation>{0} vorher werden mit {1} nachher verglichen</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>Writing the changes</source>
   <translation>Änderungen werden geschrieben</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>Neither layer has a building, before or after: there is nothing to compare.</source>
   <translation>Keiner der Layer hat ein Gebäude, vorher oder nachher: Es gibt nichts zu vergleichen.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>No outline after meets one before. {0}</source>
   <translation>Kein Umriss nachher trifft einen vorher. {0}</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>{0} of the {1} are rejected or of the class 'background', and count as no building.</source>
   <translation>{0} der {1} sind abgelehnt oder von der Klasse „background“ und zählen nicht als Gebäude.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>The areas to ignore in {0} cover all of the others; nothing is left to compare.</source>
   <translation>Die zu ignorierenden Gebiete in {0} bedecken alle anderen; es bleibt nichts zu vergleichen.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>Every area in {0} has the role 'ignore' or 'suggested': nothing is left to compare.</source>
   <translation>Jedes Gebiet in {0} hat die Rolle „ignore“ oder „suggested“: Es bleibt nichts zu vergleichen.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Reading the reference outlines</source>
   <translation>Die Referenzumrisse werden gelesen</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Reading the footprints</source>
   <translation>Die Grundrisse werden gelesen</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Matching {0} with {1}</source>
   <translation>{0} werden mit {1} verglichen</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Measuring the ground covered by both</source>
   <translation>Die von beiden bedeckte Fläche wird gemessen</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Writing misses and false alarms</source>
   <translation>Übersehene und Fehlalarme werden geschrieben</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Footprints with the status '{0}', which are not scored: {1}.</source>
   <translation>Grundrisse mit dem Status „{0}“, die nicht bewertet werden: {1}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Outlines of the class '{0}', which are no buildings and are not scored: {1}.</source>
   <translation>Umrisse der Klasse „{0}“, die keine Gebäude sind und nicht bewertet werden: {1}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Classes are compared too: a footprint of the wrong class is not right.</source>
   <translation>Auch die Klassen werden verglichen: Ein Grundriss der falschen Klasse ist nicht richtig.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>No footprint meets a reference outline. {0}</source>
   <translation>Kein Grundriss trifft einen Referenzumriss. {0}</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Writing the report</source>
   <translation>Der Bericht wird geschrieben</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>The {0} hold outlines that crossed themselves and were repaired: {1}.</source>
   <translation>Umrisse, die sich selbst kreuzten und repariert wurden ({0}): {1}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>The {0} hold outlines that cover no ground and were left out: {1}.</source>
   <translation>Umrisse ohne Fläche, die weggelassen wurden ({0}): {1}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Classes are not compared: the footprints are of class {0}, the reference outlines of {1}.</source>
   <translation>Klassen werden nicht verglichen: Die Grundrisse haben die Klasse {0}, die Referenzumrisse {1}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Every area in {0} has the role 'ignore' or 'suggested'; give at least one another role.</source>
   <translation>Jedes Gebiet in {0} hat die Rolle „ignore“ oder „suggested“; geben Sie mindestens einem eine andere.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>The areas to ignore in {0} cover all of the others; nothing is left to score.</source>
   <translation>Die zu ignorierenden Gebiete in {0} bedecken alle anderen; es bleibt nichts zu bewerten.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Of {0} and {1} none lies wholly inside the areas. Check that the layers show the same place, or score without areas.</source>
   <translation>Von {0} und {1} liegt keines ganz in den Gebieten. Prüfen Sie, ob die Layer denselben Ort zeigen, oder bewerten Sie ohne Gebiete.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluation_report.py" />
   <source>A building found with the wrong class counts as missed in its own class, and as a false alarm in the other. IoU is that of the ground of one class.</source>
   <translation>Ein Gebäude, das mit der falschen Klasse gefunden wurde, zählt als übersehen in seiner eigenen Klasse und als Fehlalarm in der anderen. Das IoU ist das des Bodens einer Klasse.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluation_report.py" />
   <source>No areas were given, so all is scored: what is found where the reference is incomplete counts as wrong, and what the reference has where nothing was looked for counts as missed.</source>
   <translation>Es wurden keine Gebiete angegeben, also wird alles bewertet: Was gefunden ist, wo die Referenz unvollständig ist, zählt als falsch, und was die Referenz enthält, wo nicht gesucht wurde, zählt als verfehlt.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluation_report.py" />
   <source>F1 {0} (95 % interval {1} to {2}): {3}.</source>
   <translation>F1 {0} (95-%-Intervall {1} bis {2}): {3}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluation_report.py" />
   <source>Nothing to score: {0}.</source>
   <translation>Nichts zu bewerten: {0}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/html_report.py" />
   <source>The report {0} cannot be written ({1}). Check that the folder exists and may be written, and that the disk has room.</source>
   <translation>Der Bericht {0} kann nicht geschrieben werden ({1}). Prüfen Sie, ob es den Ordner gibt und er beschreibbar ist, und ob die Festplatte Platz hat.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/html_report.py" />
   <source>User's accuracy is the share of the ground found that is right, producer's accuracy the share of the ground in the reference that was found.</source>
   <translation>Nutzergenauigkeit ist der Anteil der gefundenen Fläche, der stimmt, Produzentengenauigkeit der Anteil der Fläche der Referenz, der gefunden wurde.</translation>
  </message>
  <message>
   <location filename="../models/geodata/antimeridian.py" />
   <source>{0} They look like metres: set the CRS in which they were measured (right-click the layer &gt; Layer CRS).</source>
   <translation>{0} Sie sehen nach Metern aus: Setzen Sie das KBS, in dem sie gemessen wurden (Rechtsklick auf den Layer &gt; Layer-KBS).</translation>
  </message>
  <message>
   <location filename="../models/geodata/antimeridian.py" />
   <source>{0} Longitude and latitude look swapped: 'Swap X and Y coordinates' in the toolbox mends that.</source>
   <translation>{0} Länge und Breite scheinen vertauscht: „X- und Y-Koordinaten tauschen“ in den Verarbeitungswerkzeugen behebt das.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>The model reads {0}, and BANDS names {1}. Name as many, in this order.</source>
   <translation>Das Modell liest {0}, und BANDS nennt {1}. Nennen Sie ebenso viele, in dieser Reihenfolge.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>The model reads {0} dates ({1}), {2} has {3} dates ({4}). Give a raster of as many, the earliest first, or the rasters of as many dates of one grid together: in the panel they are chosen beside the imagery.</source>
   <translation>Das Modell liest {0} Zeitpunkte ({1}), {2} hat {3} Zeitpunkte ({4}). Geben Sie ein Raster mit ebenso vielen an, den frühesten zuerst, oder die Raster von ebenso vielen Zeitpunkten mit demselben Gitter zusammen: Im Panel wählt man sie neben den Bilddaten.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>{0} has no band '{1}': it has {2}. Name them by these numbers or names, with commas between (BANDS).</source>
   <translation>{0} hat keinen Kanal „{1}“: Es hat {2}. Nennen Sie sie mit diesen Nummern oder Namen, mit Kommas dazwischen (BANDS).</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>{0} is named twice in the bands {1}. Name each once.</source>
   <translation>{0} steht zweimal in den Kanälen {1}. Nennen Sie jeden einmal.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>The model reads {0} dates ({1}), {2} has one date. Give a raster of as many, the earliest first, or the rasters of as many dates of one grid together: in the panel they are chosen beside the imagery.</source>
   <translation>Das Modell liest {0} Zeitpunkte ({1}), {2} hat einen einzigen. Geben Sie ein Raster mit ebenso vielen an, den frühesten zuerst, oder die Raster von ebenso vielen Zeitpunkten mit demselben Gitter zusammen: Im Panel wählt man sie neben den Bilddaten.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>The model needs the bands {0}, {1} has {2}. Choose imagery with these bands, name its bands, or choose a model made for imagery like this.</source>
   <translation>Das Modell braucht die Kanäle {0}, {1} hat {2}. Wählen Sie Bilddaten mit diesen Kanälen, benennen Sie ihre Kanäle, oder wählen Sie ein Modell für solche Bilddaten.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>The rasters of one training need the same bands: the first one has {0}, {1} has {2}. Leave out the one that lacks bands, or put it first; then only its bands are used.</source>
   <translation>Die Raster eines Trainings brauchen dieselben Kanäle: Das erste hat {0}, {1} hat {2}. Lassen Sie das weg, dem Kanäle fehlen, oder nennen Sie es zuerst; dann werden nur seine Kanäle verwendet.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_stack.py" />
   <source>{0} is a cloud mask by its name, and no other raster has its grid, so it would be taken for imagery. Bring it to the grid of the imagery (Raster &gt; Projections &gt; Warp, nearest neighbour) or leave it out; if it is imagery, rename it.</source>
   <translation>{0} ist dem Namen nach eine Wolkenmaske, und kein anderes Raster hat ihr Gitter; sie würde also für Bilddaten gehalten. Bringen Sie sie auf das Gitter der Bilddaten (Raster &gt; Projektionen &gt; Transformieren, nächster Nachbar) oder lassen Sie sie weg; sind es Bilddaten, benennen Sie sie um.</translation>
  </message>
  <message>
   <location filename="../models/geodata/bands.py" />
   <source>{0} has a palette among its bands. Convert it with 'PCT to RGB' (Raster &gt; Conversion) first.</source>
   <translation>{0} hat eine Palette unter seinen Kanälen. Wandeln Sie es erst mit „PCT zu RGB“ um (Raster &gt; Konvertierung).</translation>
  </message>
  <message>
   <location filename="../models/geodata/bands.py" />
   <source>{0} holds {1} values. Convert it to one of {2} (Raster &gt; Conversion &gt; Translate), or choose optical imagery.</source>
   <translation>{0} enthält Werte vom Typ {1}. Wandeln Sie es in einen von {2} um (Raster &gt; Konvertierung &gt; Übersetzen), oder wählen Sie optische Bilddaten.</translation>
  </message>
  <message>
   <location filename="../models/geodata/bands.py" />
   <source>{0} has an alpha band and no other. Choose a raster with imagery in it.</source>
   <translation>{0} hat ein Alphaband und kein anderes. Wählen Sie ein Raster, das Bilddaten enthält.</translation>
  </message>
  <message>
   <location filename="../models/geodata/bands.py" />
   <source>{0} has a cloud mask and no other band. Choose a raster with imagery in it.</source>
   <translation>{0} hat eine Wolkenmaske und keinen anderen Kanal. Wählen Sie ein Raster mit Bilddaten.</translation>
  </message>
  <message>
   <location filename="../models/geodata/common_crs.py" />
   <source>The CRS of {0}, {1}, does not reach to {2}, so what is found is given in WGS 84 (EPSG:4326).</source>
   <translation>Das KBS von {0}, {1}, reicht nicht bis {2}. Was gefunden wird, steht darum in WGS 84 (EPSG:4326).</translation>
  </message>
  <message>
   <location filename="../models/geodata/crs.py" />
   <source>{0} has a CRS that cannot be read ({1}). Assign a CRS of QGIS's list.</source>
   <translation>{0} hat ein KBS, das nicht gelesen werden kann ({1}). Weisen Sie eines aus der Liste von QGIS zu.</translation>
  </message>
  <message>
   <location filename="../models/geodata/crs.py" />
   <source>{0} has a CRS ({1}) whose coordinates cannot be computed ({2}). Assign a CRS of QGIS's list.</source>
   <translation>{0} hat ein KBS ({1}), dessen Koordinaten nicht berechnet werden können ({2}). Weisen Sie eines aus der Liste von QGIS zu.</translation>
  </message>
  <message>
   <location filename="../models/geodata/crs.py" />
   <source>{0} are brought from {1} to {2} without the shift grid {3}, so they may lie {4}. 'Reproject layer' (for rasters 'Warp') in QGIS, which may have that grid, brings them there exactly.</source>
   <translation>{0} werden von {1} nach {2} ohne das Gitter {3} gebracht und können deshalb {4} liegen. „Layer reprojizieren“ (für Raster „Transformieren“) in QGIS, das dieses Gitter haben kann, bringt sie genau dorthin.</translation>
  </message>
  <message>
   <location filename="../models/geodata/ground_sample_distance.py" />
   <source>The pixels of {0} have no width or no height: it is placed on the map by {1}. Georeference it again.</source>
   <translation>Die Pixel von {0} haben keine Breite oder keine Höhe: Es liegt auf der Karte durch {1}. Georeferenzieren Sie es neu.</translation>
  </message>
  <message>
   <location filename="../models/geodata/ground_sample_distance.py" />
   <source>{0} lies outside the area of its coordinate reference system: its middle is at {1}, {2}, and {3} does not reach there. Assign the right one (Raster &gt; Projections &gt; Assign Projection).</source>
   <translation>{0} liegt außerhalb des Bereichs seines Koordinatenbezugssystems: Seine Mitte ist bei {1}, {2}, und {3} reicht nicht dorthin. Weisen Sie das richtige zu (Raster &gt; Projektionen &gt; Projektion zuweisen).</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>The values of {0} ({1}) are of another type than those of {2} ({3}): each band is brought to the mean and the deviation that it has there.</source>
   <translation>Die Werte von {0} ({1}) haben einen anderen Datentyp als die von {2} ({3}): Jeder Kanal wird auf Mittel und Streuung gebracht, die er dort hat.</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>{0} touch or overlap and are read as one raster. Where several show the same ground, the finest is seen, and of equals the last.</source>
   <translation>{0} berühren oder überlappen sich und werden als ein Raster gelesen. Wo mehrere denselben Boden zeigen, gilt das feinste, und von gleichen das letzte.</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>{0} touch or overlap, but cannot be read as one raster, for they have no band in common ({1}). Buildings that several of them show are found several times: give one raster at a time, or only part of the ground of each.</source>
   <translation>{0} berühren oder überdecken sich, können aber nicht als ein Raster gelesen werden, weil sie keinen gemeinsamen Kanal haben ({1}). Gebäude, die mehrere von ihnen zeigen, werden mehrmals gefunden: Geben Sie ein Raster auf einmal an, oder nur einen Teil vom Gelände eines jeden.</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>On another grid than {0} ({1} m, {2}), and so resampled while the imagery is read, which takes longer: {3} ({4}).</source>
   <translation>Auf einem anderen Gitter als {0} ({1} m, {2}) und daher beim Lesen der Bilddaten umgerechnet, was länger dauert: {3} ({4}).</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>{0}: the cloud mask does not count where rasters are read as one, so labels under clouds are learned from and something may be found there. Make the clouds nodata first, or give one raster at a time.</source>
   <translation>{0}: Die Wolkenmaske zählt nicht, wo Raster als eines gelesen werden; von Labels unter Wolken wird also gelernt, und dort kann etwas gefunden werden. Machen Sie die Wolken zuerst zu NoData, oder geben Sie ein Raster auf einmal an.</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>Bands that all of {0} have: {1}. Others are not used.</source>
   <translation>Kanäle, die alle haben ({0}): {1}. Andere werden nicht verwendet.</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>{0}: {1}. Other rasters are seen there; where there is none, no building is looked for, and no label is learned from.</source>
   <translation>{0}: {1}. Dort gelten andere Raster; wo es keines gibt, wird kein Gebäude gesucht und aus keinem Label gelernt.</translation>
  </message>
  <message>
   <location filename="../models/geodata/place_and_time.py" />
   <source>The model is told when imagery was taken: it reads as many dates as {0}, and the names and tags of {1} tell {2}. Give imagery of as many; or train with Place and time (PLACE_AND_TIME) off.</source>
   <translation>Dem Modell wird gesagt, wann die Bilder entstanden: Es liest {0} Zeitpunkte, und die Namen und Tags von {1} nennen {2}. Geben Sie Bilder mit ebenso vielen; oder trainieren Sie ohne Ort und Zeit (PLACE_AND_TIME).</translation>
  </message>
  <message>
   <location filename="../models/geodata/place_and_time.py" />
   <source>The model is told when imagery was taken, and neither the name nor a tag of {0} tells it. Put the date into the file's name, such as 2019-07-04, or into its tag TIME; or train with Place and time (PLACE_AND_TIME) off.</source>
   <translation>Dem Modell wird gesagt, wann die Bilder entstanden, und weder der Name noch ein Tag von {0} sagt es. Schreiben Sie das Datum in den Namen der Datei, etwa 2019-07-04, oder in ihr Tag TIME; oder trainieren Sie ohne Ort und Zeit (PLACE_AND_TIME).</translation>
  </message>
  <message>
   <location filename="../models/geodata/plain_raster.py" />
   <source>{0} is placed on the map by control points that have no coordinate reference system. Set it in QGIS (right-click the layer &gt; Layer CRS), or georeference the raster again.</source>
   <translation>{0} liegt durch Passpunkte auf der Karte, die kein Koordinatenbezugssystem haben. Setzen Sie es in QGIS (Rechtsklick auf den Layer &gt; Layer-KBS), oder georeferenzieren Sie das Raster neu.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} in {1} are empty: the layer has no feature. Draw at least one polygon.</source>
   <translation>Die {0} in {1} sind leer: Der Layer hat kein Objekt. Zeichnen Sie mindestens ein Polygon.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} in {1} have no CRS. Set it in the layer's properties (Source &gt; Assigned CRS) and save the layer again.</source>
   <translation>Die {0} in {1} haben kein KBS. Setzen Sie es in den Eigenschaften des Layers (Quelle &gt; Zugewiesenes KBS), und speichern Sie den Layer neu.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>None of the {0} features of the {1} in {2} covers any ground. Draw polygons with at least three corners.</source>
   <translation>Keines der {0} Objekte der {1} in {2} bedeckt Boden. Zeichnen Sie Polygone mit mindestens drei Ecken.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>There is no file {0} for the {1}. Check the path.</source>
   <translation>Es gibt keine Datei {0} für die {1}. Prüfen Sie den Pfad.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} in {1} are a table without geometry; choose a layer of polygons.</source>
   <translation>Die {0} in {1} sind eine Tabelle ohne Geometrie; wählen Sie einen Layer mit Polygonen.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>{0} has no layer {1} for the {2}; it has: {3}.</source>
   <translation>{0} hat keinen Layer {1} für die {2}; es hat: {3}.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} in {1} cannot be read as a vector layer ({2}). Save them as a GeoPackage and try again.</source>
   <translation>Die {0} in {1} können nicht als Vektorlayer gelesen werden ({2}). Speichern Sie sie als GeoPackage, und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} in {1} are {2}; draw polygons around the buildings instead.</source>
   <translation>Die {0} in {1} sind {2}; zeichnen Sie stattdessen Polygone um die Gebäude.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>{0} of the {1} features of the {2} in {3} are {4}; keep only the polygons.</source>
   <translation>{0} der {1} Objekte der {2} in {3} sind {4}; behalten Sie nur die Polygone.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>{0} cannot be written ({1}). Check that the folder exists and may be written, that the disk has room, and that no other program holds the file.</source>
   <translation>{0} kann nicht geschrieben werden ({1}). Prüfen Sie, ob es den Ordner gibt und er beschreibbar ist, ob die Festplatte Platz hat, und ob kein anderes Programm die Datei hält.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} hold features of several parts that lie apart: {1}. Each part counts as a building of its own: {2} in all.</source>
   <translation>Objekte aus mehreren Teilen, die getrennt liegen ({0}): {1}. Jeder Teil zählt als eigenes Gebäude: {2} im Ganzen.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>{0} has no coordinate reference system. Set it in QGIS (right-click the layer &gt; Layer CRS), or assign it to the file (Raster &gt; Projections &gt; Assign Projection).</source>
   <translation>{0} hat kein Koordinatenbezugssystem. Setzen Sie es in QGIS (Rechtsklick auf den Layer &gt; Layer-KBS), oder weisen Sie es der Datei zu (Raster &gt; Projektionen &gt; Projektion zuweisen).</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>{0} cannot be opened as a raster ({1}). Roofline's worker knows fewer formats than QGIS: if QGIS shows the raster, save it as a GeoTIFF there (right-click the layer &gt; Export &gt; Save As) and use that.</source>
   <translation>{0} kann nicht als Raster geöffnet werden ({1}). Rooflines Arbeitsprozess kennt weniger Formate als QGIS: Wenn QGIS das Raster zeigt, speichern Sie es dort als GeoTIFF (Rechtsklick auf den Layer &gt; Exportieren &gt; Speichern als), und verwenden Sie das.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>There is no file {0}. Check the path of the imagery.</source>
   <translation>Es gibt keine Datei {0}. Prüfen Sie den Pfad der Bilddaten.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>{0} is a folder. Give the raster in it.</source>
   <translation>{0} ist ein Ordner. Geben Sie das Raster darin an.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>{0} may not be read. Check its permissions.</source>
   <translation>{0} darf nicht gelesen werden. Prüfen Sie die Rechte.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>The file may be cut off; copy it again.</source>
   <translation>Die Datei ist vielleicht abgeschnitten; kopieren Sie sie noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_source.py" />
   <source>{0} has pixels of {1} m; this model looks at {2} m and would see nothing but blur. Choose finer imagery, or fine-tune with the resolution set to the imagery's.</source>
   <translation>{0} hat Pixel von {1} m; dieses Modell sieht bei {2} m und sähe nur Unschärfe. Wählen Sie feinere Bilddaten, oder trainieren Sie nach, mit der Auflösung der Bilddaten.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_source.py" />
   <source>{0} has no valid pixel: it is all nodata or masked. Choose other imagery.</source>
   <translation>{0} hat kein gültiges Pixel: Alles ist Nodata oder maskiert. Wählen Sie andere Bilddaten.</translation>
  </message>
  <message>
   <location filename="../models/geodata/tiling.py" />
   <source>Overlap {0} must be smaller than the window size {1}; it counts as {2}, a multiple of {3}.</source>
   <translation>Die Überlappung {0} muss kleiner sein als die Fenstergröße {1}; sie zählt als {2}, ein Vielfaches von {3}.</translation>
  </message>
  <message>
   <location filename="../models/geodata/whereabouts.py" />
   <source>Check that both layers have the right coordinate reference system.</source>
   <translation>Prüfen Sie, ob beide Layer das richtige Koordinatenbezugssystem haben.</translation>
  </message>
  <message>
   <location filename="../models/geodata/whereabouts.py" />
   <source>{0} x and y of the {1} look swapped: 'Swap X and Y coordinates' in the toolbox mends that.</source>
   <translation>{0} x und y der {1} scheinen vertauscht: „X- und Y-Koordinaten tauschen“ in den Verarbeitungswerkzeugen behebt das.</translation>
  </message>
  <message>
   <location filename="../models/geodata/whereabouts.py" />
   <source>{0} The coordinates of the {1} fit {2} and not {3}, which the layer says: set the right one (right-click the layer &gt; Layer CRS).</source>
   <translation>{0} Die Koordinaten der {1} passen zu {2} und nicht zu {3}, wie der Layer sagt: Setzen Sie das richtige (Rechtsklick auf den Layer &gt; Layer-KBS).</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_client.py" />
   <source>The scheduler {0} was lost. Start it again, and let the prediction go on with RESUME.</source>
   <translation>Der Scheduler {0} ging verloren. Starten Sie ihn noch einmal, und lassen Sie die Vorhersage mit RESUME weitergehen.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_client.py" />
   <source>No worker is at the scheduler {0}. The prediction goes on when one is.</source>
   <translation>Beim Scheduler {0} ist kein Arbeitsprozess. Die Vorhersage geht weiter, sobald einer da ist.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_client.py" />
   <source>The scheduler {0} or a worker there is without this version of Roofline ({1}). Start both with Roofline's own commands, from the same version.</source>
   <translation>Dem Scheduler {0} oder einem Arbeitsprozess dort fehlt diese Version von Roofline ({1}). Starten Sie beide mit Rooflines eigenen Befehlen, aus derselben Version.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_client.py" />
   <source>Worker after worker of the cluster was lost with {0}. If their memory ran out, lower BATCH_SIZE or WINDOW_SIZE.</source>
   <translation>Bei {0} ging ein Arbeitsprozess des Clusters nach dem anderen verloren. Wenn ihr Speicher nicht reichte, verringern Sie BATCH_SIZE oder WINDOW_SIZE.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_client.py" />
   <source>There is no Dask scheduler at {0} ({1}). Start one there, or check the address and the firewall.</source>
   <translation>Unter {0} gibt es keinen Dask-Scheduler ({1}). Starten Sie dort einen, oder prüfen Sie die Adresse und die Firewall.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_task.py" />
   <source>The worker {0} could not do its part of {1}. {2} Every worker of the cluster has to read the imagery under the same path or address.</source>
   <translation>Der Arbeitsprozess {0} konnte seinen Teil von {1} nicht erledigen. {2} Jeder Arbeitsprozess des Clusters muss die Bilddaten unter demselben Pfad oder derselben Adresse lesen können.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_task.py" />
   <source>The worker {0} has {1}; this computer has {2}. Bring both to the same versions, so that the footprints do not depend on who finds them.</source>
   <translation>Der Arbeitsprozess {0} hat {1}; dieser Computer hat {2}. Bringen Sie beide auf dieselben Versionen, damit die Grundrisse nicht davon abhängen, wer sie findet.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_task.py" />
   <source>It finds another raster there, of {0} x {1} pixels instead of {2} x {3}.</source>
   <translation>Er findet dort ein anderes Raster, mit {0} x {1} Pixeln statt {2} x {3}.</translation>
  </message>
  <message>
   <location filename="../models/inference/footprint_writer.py" />
   <source>The footprints cannot be written to {0} ({1}). Check that no other program keeps it open, that the folder may be written and that the disk has room.</source>
   <translation>Die Grundrisse können nicht nach {0} geschrieben werden ({1}). Prüfen Sie, ob kein anderes Programm die Datei offen hält, der Ordner beschreibbar ist und die Festplatte Platz hat.</translation>
  </message>
  <message>
   <location filename="../models/inference/mirrored_views.py" />
   <source>The ground has {0} megapixels at {1} m, so each window is seen once. Flips 'on' looks at it in four mirrored ways, as 'auto' does up to {2} megapixels: a little better, and takes about four times as long.</source>
   <translation>Das Gelände hat {0} Megapixel bei {1} m, daher wird jedes Fenster einmal angesehen. Spiegelungen „on“ sieht es in vier gespiegelten Ansichten an, wie „auto“ bis {2} Megapixel: etwas besser, und dauert etwa viermal so lange.</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>Reading the model</source>
   <translation>Das Modell wird gelesen</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>Choosing the resolution</source>
   <translation>Die Auflösung wird gewählt</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>Looking for buildings {0}</source>
   <translation>Gebäude werden gesucht {0}</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>Looking for {0}, {1}</source>
   <translation>Suche nach {0}, {1}</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>{0}: {1} so far</source>
   <translation>{0}: bisher {1}</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>PROBABILITY is one raster, and {0} rasters were given. Predict them one by one, or leave it out.</source>
   <translation>PROBABILITY ist ein Raster, und {0} Raster wurden angegeben. Verarbeiten Sie sie einzeln, oder lassen Sie es weg.</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>{0}: a patch of ground cover that goes on for more than {1} km from north to south is cut into parts, so that any raster fits into memory. To have it whole, dissolve the parts by their class.</source>
   <translation>{0}: Eine Fläche der Bodenbedeckung, die sich von Nord nach Süd über mehr als {1} km fortsetzt, wird in Teile geschnitten, damit jedes Raster in den Speicher passt. Um sie ganz zu haben, lösen Sie die Teile nach ihrer Klasse auf.</translation>
  </message>
  <message>
   <location filename="../models/inference/previews.py" />
   <source>A preview for the map could not be written; the job goes on without it. {0}</source>
   <translation>Eine Vorschau für die Karte konnte nicht geschrieben werden; der Auftrag läuft ohne sie weiter. {0}</translation>
  </message>
  <message>
   <location filename="../models/inference/probability_raster.py" />
   <source>{0} cannot be written ({1}). Check that the folder exists and may be written, and that the disk has room.</source>
   <translation>{0} kann nicht geschrieben werden ({1}). Prüfen Sie, ob es den Ordner gibt und er beschreibbar ist, und ob die Festplatte Platz hat.</translation>
  </message>
  <message>
   <location filename="../models/inference/raster_task.py" />
   <source>Areas with the role 'ignore' cover all that would be searched on the imagery, so there is nothing to search. Make them smaller, or give them another role.</source>
   <translation>Gebiete mit der Rolle „ignore“ bedecken alles, was auf den Bilddaten zu durchsuchen wäre, deshalb gibt es nichts zu durchsuchen. Machen Sie sie kleiner, oder geben Sie ihnen eine andere Rolle.</translation>
  </message>
  <message>
   <location filename="../models/inference/raster_task.py" />
   <source>{0} holds {1} values; the model '{2}' was made for {3}. Convert the raster, or fine-tune a model on it.</source>
   <translation>{0} enthält Werte vom Typ {1}; das Modell „{2}“ wurde für {3} gemacht. Wandeln Sie das Raster um, oder trainieren Sie ein Modell darauf nach.</translation>
  </message>
  <message>
   <location filename="../models/inference/raster_task.py" />
   <source>Every area has the role 'ignore' or 'suggested', so there is nothing to search. Give one the role 'predict', or leave the areas out.</source>
   <translation>Jedes Gebiet hat die Rolle „ignore“ oder „suggested“, deshalb gibt es nichts zu durchsuchen. Geben Sie einem die Rolle „predict“, oder lassen Sie die Gebiete weg.</translation>
  </message>
  <message>
   <location filename="../models/inference/scale_selection.py" />
   <source>The model looks at {0} m a pixel, where it is surest in this imagery. The network takes about {1} for it, and {2} at its usual {3} m. Set the resolution to decide yourself.</source>
   <translation>Das Modell sieht bei {0} m je Pixel, wo es in diesen Bilddaten am sichersten ist. Das Netz braucht dafür etwa {1}, und {2} bei seinen üblichen {3} m. Stellen Sie die Auflösung ein, um selbst zu entscheiden.</translation>
  </message>
  <message>
   <location filename="../models/inference/strip_store.py" />
   <source>The prediction in {0} was begun with another {1}, so it cannot go on with this one. Give what it was begun with, or start anew without RESUME.</source>
   <translation>Die Vorhersage in {0} wurde mit {1} anders begonnen, sie kann so nicht weitergehen. Geben Sie an, womit sie begonnen wurde, oder beginnen Sie neu ohne RESUME.</translation>
  </message>
  <message>
   <location filename="../models/inference/strip_store.py" />
   <source>{0} cannot be read ({1}), so the prediction cannot go on. Start it anew without RESUME.</source>
   <translation>{0} kann nicht gelesen werden ({1}), die Vorhersage kann also nicht weitergehen. Beginnen Sie neu ohne RESUME.</translation>
  </message>
  <message>
   <location filename="../models/inference/strip_store.py" />
   <source>What the prediction has come to cannot be kept in {0} ({1}). Check that the folder may be written and that the disk has room.</source>
   <translation>Wie weit die Vorhersage ist, kann in {0} nicht festgehalten werden ({1}). Prüfen Sie, ob der Ordner beschreibbar ist und die Festplatte Platz hat.</translation>
  </message>
  <message>
   <location filename="../models/labelling/active_learning.py" />
   <source>Suggested: {0}</source>
   <translation>Vorgeschlagen: {0}</translation>
  </message>
  <message>
   <location filename="../models/labelling/active_learning.py" />
   <source>Outside what is labelled the model finds nothing round which a square of {0} m has room in the wanted ground. Lower the side, give a larger extent or other imagery, or label some of what the model overlooks.</source>
   <translation>Außerhalb dessen, was schon gelabelt ist, findet das Modell nichts, um das ein Quadrat von {0} m im gewünschten Bereich Platz hat. Verkleinern Sie die Seite, geben Sie einen größeren Bereich oder andere Bilddaten an, oder labeln Sie etwas von dem, was das Modell übersieht.</translation>
  </message>
  <message>
   <location filename="../models/labelling/active_learning.py" />
   <source>Squares that found room: {0} of {1}. For more, lower the side, or give a larger extent.</source>
   <translation>Quadrate, für die Platz war: {0} von {1}. Für mehr verkleinern Sie die Seite, oder geben Sie eine größere Ausdehnung an.</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>{0} to be moved</source>
   <translation>{0} zu verschieben</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>Comparing the labels with what the model sees</source>
   <translation>Labels werden mit dem verglichen, was das Modell sieht</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>A shift cannot be told: fewer than {0} labels lie on ground that the model sees.</source>
   <translation>Ein Versatz lässt sich nicht bestimmen: Weniger als {0} Labels liegen auf Boden, den das Modell sieht.</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>Looking at {0} on the {1}</source>
   <translation>{0} werden angesehen, auf {1}</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>No shift can be told: the {0} fit what the model sees in several places, or nowhere (confidence {1}). They stay where they are.</source>
   <translation>Es lässt sich kein Versatz bestimmen: Die {0} passen an mehreren Stellen zu dem, was das Modell sieht, oder nirgends (Sicherheit {1}). Sie bleiben, wo sie sind.</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>The labels lie well: {0} compared, and they fit what the model sees best {1} m from where they are.</source>
   <translation>Die Labels liegen gut: {0} verglichen, und sie passen am besten {1} m von dort, wo sie sind, zu dem, was das Modell sieht.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>Every model was scored on the same held-out buildings, with the threshold and the minimum area of the base model, as it was at the end of its training: nothing was chosen on these buildings. Fine-tuning does choose on them, so its own score is usually a little higher. The intervals resample buildings and repeats (bootstrap) and tell nothing about other places.</source>
   <translation>Jedes Modell wurde auf denselben zurückgehaltenen Gebäuden bewertet, mit dem Schwellenwert und der Mindestfläche des Basismodells, und so, wie es am Ende seines Trainings war: Auf diesen Gebäuden wurde nichts gewählt. Das Nachtrainieren wählt auf ihnen, deshalb ist seine eigene Bewertung meist etwas höher. Die Intervalle ziehen Gebäude und Wiederholungen neu (Bootstrap) und sagen nichts über andere Orte.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>Every model was scored on the same held-out ground, with the threshold of the base model and smallest areas taken from the labels, as it was at the end of its training: nothing was chosen on this ground. Fine-tuning does choose on it, so its own score is usually a little higher. The intervals resample blocks of the ground and repeats (bootstrap). Blocks side by side are alike, so the true uncertainty is somewhat larger, and nothing is told about other places.</source>
   <translation>Jedes Modell wurde auf demselben zurückgehaltenen Boden bewertet, mit dem Schwellenwert des Basismodells und kleinsten Flächen nach den Labels, und so, wie es am Ende seines Trainings war: Auf diesem Boden wurde nichts gewählt. Das Nachtrainieren wählt auf ihm, deshalb ist seine eigene Bewertung meist etwas höher. Die Intervalle ziehen Blöcke des Bodens und Wiederholungen neu (Bootstrap). Benachbarte Blöcke gleichen sich, die wahre Unsicherheit ist daher etwas größer, und über andere Orte ist nichts gesagt.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>Whether more labels would help cannot be told: drawn on to {0}, the curve gives anything from {1} to {2} {3}. More repeats, or more that is held out, narrow that down.</source>
   <translation>Ob mehr Labels helfen würden, lässt sich nicht sagen: Bis {0} weitergezogen, ergibt die Kurve irgendetwas zwischen {1} und {2} {3}. Mehr Wiederholungen, oder mehr Zurückgehaltenes, grenzen das ein.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>{0}, and the two cannot be told apart.</source>
   <translation>{0}, und die beiden lassen sich nicht unterscheiden.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>The curve is still rising: drawn on to {0}, it gives about {1} {2} ({3}). That is an extrapolation, not a measurement.</source>
   <translation>Die Kurve steigt noch: Bis {0} weitergezogen, ergibt sie etwa {1} {2} ({3}). Das ist eine Hochrechnung, keine Messung.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>The curve is flat: drawn on to {0}, it changes by less than {1} {2} ({3}). Longer training or better labels may do more than more labels.</source>
   <translation>Die Kurve ist flach: Bis {0} weitergezogen, ändert sie sich um weniger als {1} {2} ({3}). Längeres Training oder bessere Labels bewirken vielleicht mehr als mehr Labels.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>The curve falls: more labels made the model worse here (drawn on to {0}: {1}). Labels that contradict the imagery, or a training too short for so many, are the usual reasons.</source>
   <translation>Die Kurve fällt: Mehr Labels machten das Modell hier schlechter (bis {0} weitergezogen: {1}). Labels, die den Bilddaten widersprechen, oder ein Training, das für so viele zu kurz ist, sind die üblichen Gründe.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>{0}. The base model knows nothing of this.</source>
   <translation>{0}. Das Basismodell weiß davon nichts.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>{0}. Fine-tuning adds {1} ({2} to {3}).</source>
   <translation>{0}. Das Nachtrainieren bringt {1} ({2} bis {3}).</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>{0}. Fine-tuning takes {1} away ({2} to {3}).</source>
   <translation>{0}. Das Nachtrainieren kostet {1} ({2} bis {3}).</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_store.py" />
   <source>The learning curve in {0} was begun with other imagery, labels, areas or settings, or from another base model. Give the same ones, or leave RESUME empty to start a new one.</source>
   <translation>Die Lernkurve in {0} wurde mit anderen Bilddaten, Labels, Gebieten oder Einstellungen begonnen, oder von einem anderen Basismodell aus. Geben Sie dieselben an, oder lassen Sie RESUME leer, um eine neue zu beginnen.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_store.py" />
   <source>{0} cannot be read ({1}). Leave RESUME empty to start anew.</source>
   <translation>{0} kann nicht gelesen werden ({1}). Lassen Sie RESUME leer, um neu zu beginnen.</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>Scoring the base model</source>
   <translation>Das Basismodell wird bewertet</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>A learning curve does not use the setting Patience; each of its trainings ends after {0} s.</source>
   <translation>Eine Lernkurve verwendet die Einstellung Geduld nicht; jedes ihrer Trainings endet nach {0} s.</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>There is no strategy {0}. STRATEGIES takes some of {1}, with commas between them.</source>
   <translation>Es gibt keine Strategie {0}. STRATEGIES nimmt einige von {1}, mit Kommas dazwischen.</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>{0} of {1} trainings are there already and are not made again.</source>
   <translation>{0} von {1} Trainings sind schon da und werden nicht noch einmal gemacht.</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>A learning curve needs labels that are held out to score on, and here there are none, or none that the edge of their area does not cut. Draw more labels, or an area that is held out (role 'validate') around whole buildings, or raise the held-out share.</source>
   <translation>Eine Lernkurve braucht zurückgehaltene Labels, auf denen bewertet wird, und hier gibt es keine, oder keine, die der Rand ihres Gebiets nicht durchschneidet. Zeichnen Sie mehr Labels oder um ganze Gebäude ein Gebiet, das zurückgehalten wird (Rolle „validate“), oder erhöhen Sie den zurückgehaltenen Anteil.</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>{0} labels to train on and {1} held out are too few for a learning curve. Draw at least {2} in all, {3} of them to train on.</source>
   <translation>{0} Labels zum Trainieren und {1} zurückgehaltene sind zu wenige für eine Lernkurve. Zeichnen Sie mindestens {2} im Ganzen, davon {3} zum Trainieren.</translation>
  </message>
  <message>
   <location filename="../models/labelling/map_view.py" />
   <source>The map shows {0} km² of the imagery, which is too much to look at while you wait. Zoom in to {1} km² or less.</source>
   <translation>Die Karte zeigt {0} km² der Bilddaten; das ist zu viel, um es zu betrachten, während Sie warten. Zoomen Sie auf höchstens {1} km² hinein.</translation>
  </message>
  <message>
   <location filename="../models/labelling/prompt_view.py" />
   <source>The map shows {0} million pixels of {1}, which is too much to look at while you wait. Zoom in to {2} million or less.</source>
   <translation>Die Karte zeigt {0} Millionen Pixel von {1}, zu viel zum Ansehen, während Sie warten. Zoomen Sie auf höchstens {2} Millionen.</translation>
  </message>
  <message>
   <location filename="../models/labelling/prompt_view.py" />
   <source>The memory does not suffice for this model ({0}). Choose a smaller one.</source>
   <translation>Der Arbeitsspeicher reicht für dieses Modell nicht ({0}). Wählen Sie ein kleineres.</translation>
  </message>
  <message>
   <location filename="../models/labelling/view_window.py" />
   <source>The map shows nothing of {0}. Move it to the imagery.</source>
   <translation>Die Karte zeigt nichts von {0}. Bewegen Sie sie zu den Bilddaten.</translation>
  </message>
  <message>
   <location filename="../models/live/keep.py" />
   <source>The model was kept, but its report could not be written: {0}</source>
   <translation>Das Modell wurde behalten, aber sein Bericht konnte nicht geschrieben werden: {0}</translation>
  </message>
  <message>
   <location filename="../models/live/keep.py" />
   <source>Nothing was learned yet, so there is no model to keep. Draw some labels first.</source>
   <translation>Noch wurde nichts gelernt, also gibt es kein Modell zu behalten. Zeichne zuerst einige Labels.</translation>
  </message>
  <message>
   <location filename="../models/live/keep.py" />
   <source>{0}. Free some space, or choose another folder, and keep it again.</source>
   <translation>{0}. Schaffe Platz oder wähle einen anderen Ordner, und behalte es noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/live/live_data.py" />
   <source>There is no label to learn from. Draw some buildings.</source>
   <translation>Es gibt kein Label, aus dem gelernt werden kann. Zeichne einige Gebäude.</translation>
  </message>
  <message>
   <location filename="../models/live/live_run.py" />
   <source>The live training goes on from step {0}.</source>
   <translation>Das Live-Training geht ab Schritt {0} weiter.</translation>
  </message>
  <message>
   <location filename="../models/live/live_training.py" />
   <source>The state could not be saved in {0}: {1}. The training goes on; free some space before you stop it, or the last steps are lost.</source>
   <translation>Der Stand konnte nicht in {0} gespeichert werden: {1}. Das Training geht weiter; schaffe Platz, bevor du es beendest, sonst gehen die letzten Schritte verloren.</translation>
  </message>
  <message>
   <location filename="../models/live/repeat.py" />
   <source>{0} holds no live training.</source>
   <translation>{0} enthält kein Live-Training.</translation>
  </message>
  <message>
   <location filename="../models/live/snapshot.py" />
   <source>Labels of a class that was not there when the live training began, and so not used: {0}. It learns {1}; begin a new one to learn them too.</source>
   <translation>Labels einer Klasse, die es zu Beginn des Live-Trainings nicht gab und die darum nicht genutzt werden: {0}. Es lernt {1}; beginne ein neues, um auch sie zu lernen.</translation>
  </message>
  <message>
   <location filename="../models/networks/adapters.py" />
   <source>The encoder of this base model is no vision transformer, and prompts (adapter kind '{0}') are for those only. Choose the adapter kind 'lora', or a base model such as encoder:tu-vit_small_patch14_dinov2.</source>
   <translation>Der Encoder dieses Basismodells ist kein Vision Transformer, und Prompts (Art des Adapters „{0}“) sind nur für solche. Wählen Sie die Art „lora“ oder ein Basismodell wie encoder:tu-vit_small_patch14_dinov2.</translation>
  </message>
  <message>
   <location filename="../models/networks/adapters.py" />
   <source>The encoder of this base model can have no adapter: all its layers standardise their weights, or pad, in a way of their own. Set STRATEGY to staged, or to decoder.</source>
   <translation>Der Encoder dieses Basismodells kann keinen Adapter haben: Alle seine Schichten standardisieren ihre Gewichte oder füllen den Rand auf eine eigene Art auf. Setzen Sie STRATEGY auf staged oder decoder.</translation>
  </message>
  <message>
   <location filename="../models/networks/adapters.py" />
   <source>The adapter of the model '{0}' does not fit its card: {1} tensors, where the kind {2} of rank {3} has {4}. The file is damaged; get it again, or train it anew.</source>
   <translation>Der Adapter des Modells „{0}“ passt nicht zu seiner Karte: {1} Tensoren, wo die Art {2} vom Rang {3} {4} hat. Die Datei ist beschädigt; besorgen Sie sie neu, oder trainieren Sie es neu.</translation>
  </message>
  <message>
   <location filename="../models/networks/card_checks.py" />
   <source>its card is not JSON ({0})</source>
   <translation>seine Karte ist kein JSON ({0})</translation>
  </message>
  <message>
   <location filename="../models/networks/encoders.py" />
   <source>The weights in {0} are not those of the encoder {1} ({2}). Give the encoder that they were saved from, or other weights.</source>
   <translation>Die Gewichte in {0} sind nicht die des Encoders {1} ({2}). Geben Sie den Encoder an, von dem sie gespeichert wurden, oder andere Gewichte.</translation>
  </message>
  <message>
   <location filename="../models/networks/encoders.py" />
   <source>The encoder {0} has no weights on the Hugging Face hub ({1}). Choose another one, such as encoder:resnet18.</source>
   <translation>Der Encoder {0} hat keine Gewichte auf dem Hugging Face Hub ({1}). Wählen Sie einen anderen, etwa encoder:resnet18.</translation>
  </message>
  <message>
   <location filename="../models/networks/hf_hub.py" />
   <source>The weights of the encoder {0} could not be fetched: {1} is not on this computer, and {2} could not be reached. Try again with a connection. Or fetch that file on a computer that has one, from {3}, copy it here as {4}{5}, and give its path as the base model.</source>
   <translation>Die Gewichte des Encoders {0} konnten nicht geholt werden: {1} ist nicht auf diesem Computer, und {2} war nicht zu erreichen. Versuchen Sie es noch einmal mit einer Verbindung. Oder holen Sie diese Datei auf einem Computer, der eine hat, von {3}, kopieren Sie sie hierher als {4}{5}, und geben Sie ihren Pfad als Basismodell an.</translation>
  </message>
  <message>
   <location filename="../models/networks/hf_hub.py" />
   <source>{0} of {1} is neither a safetensors file nor weights of PyTorch. Roofline reads no others, because they may run code.</source>
   <translation>{0} von {1} ist weder eine safetensors-Datei noch Gewichte von PyTorch. Andere liest Roofline nicht, weil sie Code ausführen können.</translation>
  </message>
  <message>
   <location filename="../models/networks/hf_hub.py" />
   <source>{0} does not give {1} ({2}). Check the revision, or choose another encoder.</source>
   <translation>{0} gibt {1} nicht heraus ({2}). Prüfen Sie die Revision, oder wählen Sie einen anderen Encoder.</translation>
  </message>
  <message>
   <location filename="../models/networks/hf_hub.py" />
   <source>{0} could not be stored ({1}). Check that the disk has room and that the cache of the Hugging Face hub may be written; the variable HF_HOME moves it.</source>
   <translation>{0} konnte nicht gespeichert werden ({1}). Prüfen Sie, ob die Festplatte Platz hat, und ob der Zwischenspeicher des Hugging Face Hub beschreibbar ist; die Variable HF_HOME verlegt ihn.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>{0} is no Roofline model: {1}. Choose a {2} file that Roofline wrote.</source>
   <translation>{0} ist kein Roofline-Modell: {1}. Wählen Sie eine Datei {2}, die Roofline geschrieben hat.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The model {0} cannot be written ({1}). Check that the folder exists and may be written, and that the disk has room.</source>
   <translation>Das Modell {0} kann nicht geschrieben werden ({1}). Prüfen Sie, ob es den Ordner gibt und er beschreibbar ist, und ob die Festplatte Platz hat.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>There is no model file {0}. Check the path.</source>
   <translation>Es gibt keine Modelldatei {0}. Prüfen Sie den Pfad.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The weights in {0} are damaged: their hash is not the one on the card. Copy or download the file again.</source>
   <translation>Die Gewichte in {0} sind beschädigt: Ihr Hash ist nicht der auf der Karte. Kopieren oder laden Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The weights {0} hold values that are no numbers, so the model is not written: the training went astray. Try again with a lower learning rate.</source>
   <translation>Die Gewichte {0} enthalten Werte, die keine Zahlen sind; das Modell wird deshalb nicht geschrieben: Das Training lief fehl. Versuchen Sie es noch einmal mit einer kleineren Lernrate.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The model file {0} cannot be read ({1}). Check that you may read it.</source>
   <translation>Die Modelldatei {0} kann nicht gelesen werden ({1}). Prüfen Sie, ob Sie sie lesen dürfen.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>{0} is no usable Roofline model: {1}.</source>
   <translation>{0} ist kein brauchbares Roofline-Modell: {1}.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The model file {0} is damaged or cut off ({1}). Copy or download it again.</source>
   <translation>Die Modelldatei {0} ist beschädigt oder abgeschnitten ({1}). Kopieren oder laden Sie sie noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The weights in {0} are damaged ({1}). Copy or download the file again.</source>
   <translation>Die Gewichte in {0} sind beschädigt ({1}). Kopieren oder laden Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_registry.py" />
   <source>{0} knows no buildings yet: fine-tune it first, with it as the base model, and find footprints with the model that comes out.</source>
   <translation>{0} kennt noch keine Gebäude: Trainieren Sie es erst nach, mit ihm als Basismodell, und finden Sie Grundrisse mit dem Modell, das herauskommt.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_registry.py" />
   <source>The model '{0}' was tuned as a whole, so its base cannot be had from it.</source>
   <translation>Das Modell „{0}“ wurde im Ganzen nachtrainiert, seine Basis lässt sich deshalb nicht aus ihm gewinnen.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_registry.py" />
   <source>The model '{0}' holds only what it changed in the base model '{1}', and this Roofline comes with another version of it. Use the Roofline that it was made with, or train it again.</source>
   <translation>Das Modell „{0}“ enthält nur, was es am Basismodell „{1}“ geändert hat, und dieses Roofline hat eine andere Version davon. Verwenden Sie das Roofline, mit dem es gemacht wurde, oder trainieren Sie es neu.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_registry.py" />
   <source>There is no model file {0}. Check the path, or name a built-in model: {1}.</source>
   <translation>Es gibt keine Modelldatei {0}. Prüfen Sie den Pfad, oder nennen Sie ein eingebautes Modell: {1}.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_registry.py" />
   <source>The path of a {0} or {1} file works too, and {2}NAME, such as {3}resnet18.</source>
   <translation>Auch der Pfad einer Datei {0} oder {1} geht, und {2}NAME, etwa {3}resnet18.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} has no embedding of place and time, so it cannot be told them. Take a Prithvi of a version TL as the base model, such as encoder:prithvi_eo_v2_300_tl, or leave Place and time (PLACE_AND_TIME) off.</source>
   <translation>{0} hat keine Einbettung von Ort und Zeit, man kann sie ihm also nicht sagen. Nehmen Sie als Basismodell ein Prithvi einer Version TL, etwa encoder:prithvi_eo_v2_300_tl, oder lassen Sie Ort und Zeit (PLACE_AND_TIME) aus.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>The weights in {0} are of no encoder that Roofline recognises. Rename the file to the encoder's name, such as resnet18.safetensors or tu-resnet18.safetensors, or name it in the file's metadata as {1}.</source>
   <translation>Die Gewichte in {0} gehören zu keinem Encoder, den Roofline erkennt. Benennen Sie die Datei nach dem Encoder, etwa resnet18.safetensors oder tu-resnet18.safetensors, oder nennen Sie ihn in den Metadaten der Datei als {1}.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} is no revision: give a commit, a tag or a branch, as in encoder:{1}@main.</source>
   <translation>{0} ist keine Revision: Geben Sie einen Commit, ein Tag oder einen Branch an, wie in encoder:{1}@main.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>The folder {0} has a {1} but no weights (*{2}, *{3}). Copy all of its files.</source>
   <translation>Der Ordner {0} hat eine {1}, aber keine Gewichte (*{2}, *{3}). Kopiere alle seine Dateien.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} has no weights in it. Choose another file.</source>
   <translation>{0} enthält keine Gewichte. Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} holds values that are no numbers ({1}). Choose another file.</source>
   <translation>{0} enthält Werte, die keine Zahlen sind ({1}). Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>TerraTorch itself chooses the revision of its weights. Write encoder:{0}.</source>
   <translation>TerraTorch wählt die Revision seiner Gewichte selbst. Schreiben Sie encoder:{0}.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} names no architecture ({1}). Give the file of weights itself, under the encoder's name.</source>
   <translation>{0} nennt keine Architektur ({1}). Geben Sie die Datei mit den Gewichten selbst an, unter dem Namen des Encoders.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>The metadata of {0} cannot be used ({1}). Make the file again.</source>
   <translation>Die Metadaten von {0} sind nicht brauchbar ({1}). Erzeuge die Datei neu.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} is larger than {1} MB, more than Roofline reads. Choose a smaller encoder.</source>
   <translation>{0} ist größer als {1} MB, mehr als Roofline liest. Wählen Sie einen kleineren Encoder.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>The weights in {0} cannot be read ({1}). Copy or download the file again.</source>
   <translation>Die Gewichte in {0} können nicht gelesen werden ({1}). Kopieren oder laden Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>Its decoder is fresh: it knows no buildings before it is fine-tuned.</source>
   <translation>Sein Decoder ist neu: Es kennt keine Gebäude, bevor es nachtrainiert ist.</translation>
  </message>
  <message>
   <location filename="../models/networks/terratorch_encoders.py" />
   <source>TerraTorch could not get the weights of '{0}' ({1}). Try again with a connection. Or fetch the file that is published for it on a computer that has one, copy it here as {2}.pt, and give its path as the base model. Some backbones have no published weights.</source>
   <translation>TerraTorch konnte die Gewichte von „{0}“ nicht holen ({1}). Versuchen Sie es mit einer Verbindung noch einmal. Oder holen Sie die Datei, die dafür veröffentlicht ist, auf einem Rechner, der eine hat, kopieren Sie sie als {2}.pt hierher und geben Sie ihren Pfad als Basismodell an. Für manche gibt es keine veröffentlichten Gewichte.</translation>
  </message>
  <message>
   <location filename="../models/networks/terratorch_encoders.py" />
   <source>TerraTorch does not read the weights of '{0}' from {1} ({2}). Give the file that is published for that backbone.</source>
   <translation>TerraTorch liest die Gewichte von „{0}“ nicht aus {1} ({2}). Geben Sie die Datei an, die dafür veröffentlicht ist.</translation>
  </message>
  <message>
   <location filename="../models/networks/terratorch_registry.py" />
   <source>The encoder '{0}' is one of TerraTorch, an optional part that is not installed. Add it on the page Set-up of the panel (Optional parts), or by 'qgis_process run roofline:setup -- EXTRAS=terratorch', and start again.</source>
   <translation>Der Encoder „{0}“ gehört zu TerraTorch, einem wahlfreien Teil, der nicht installiert ist. Fügen Sie ihn auf der Seite Einrichtung des Panels (Wahlfreie Teile) oder mit 'qgis_process run roofline:setup -- EXTRAS=terratorch' hinzu, und beginnen Sie von neuem.</translation>
  </message>
  <message>
   <location filename="../models/networks/torch_weights.py" />
   <source>{0} holds no weights by name. Choose another file.</source>
   <translation>{0} enthält keine benannten Gewichte. Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../models/networks/torch_weights.py" />
   <source>{0} is no file of weights: it may be the web page of one, or what Git leaves in the place of a large file (Git LFS). Download the file itself.</source>
   <translation>{0} ist keine Datei mit Gewichten: Vielleicht ist es die Webseite einer solchen, oder was Git anstelle einer großen Datei hinterlässt (Git LFS). Laden Sie die Datei selbst herunter.</translation>
  </message>
  <message>
   <location filename="../models/networks/torch_weights.py" />
   <source>{0} holds more than weights, which could run code, so it is not read. Get the weights as *.safetensors.</source>
   <translation>{0} enthält mehr als Gewichte, was Code ausführen könnte, und wird darum nicht gelesen. Besorge die Gewichte als *.safetensors.</translation>
  </message>
  <message>
   <location filename="../models/networks/unet.py" />
   <source>The weights of the model '{0}' do not fit its card ({1} tensors differ, first {2}). The file is damaged; get it again, or train it anew.</source>
   <translation>Die Gewichte des Modells „{0}“ passen nicht zu seiner Karte ({1} Tensoren weichen ab, zuerst {2}). Die Datei ist beschädigt; besorgen Sie sie neu, oder trainieren Sie es neu.</translation>
  </message>
  <message>
   <location filename="../models/networks/unet.py" />
   <source>The model '{0}' uses the encoder '{1}', which this Roofline does not know. {2}. Update Roofline, or choose another model.</source>
   <translation>Das Modell „{0}“ verwendet den Encoder „{1}“, den dieses Roofline nicht kennt. {2}. Aktualisieren Sie Roofline, oder wählen Sie ein anderes Modell.</translation>
  </message>
  <message>
   <location filename="../models/networks/unet.py" />
   <source>The model '{0}' would have {1} million weights, and {2} million are the most. Choose a smaller encoder, such as resnet18.</source>
   <translation>Das Modell „{0}“ hätte {1} Millionen Gewichte, und höchstens {2} Millionen sind möglich. Wählen Sie einen kleineren Encoder, etwa resnet18.</translation>
  </message>
  <message>
   <location filename="../models/networks/unet.py" />
   <source>The encoder '{0}' of the model '{1}' cannot be used ({2}). Choose another one, such as resnet18: it has to make features of five sizes from tiles of any size.</source>
   <translation>Der Encoder „{0}“ des Modells „{1}“ kann nicht verwendet werden ({2}). Wählen Sie einen anderen, etwa resnet18: Er muss aus Kacheln jeder Größe Merkmale in fünf Größen machen.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export.py" />
   <source>The file {0} cannot be written ({1}). Check that the folder exists and may be written, and that the disk has room.</source>
   <translation>Die Datei {0} kann nicht geschrieben werden ({1}). Prüfen Sie, ob es den Ordner gibt und er beschreibbar ist, und ob die Festplatte Platz hat.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export.py" />
   <source>This model has {0} bands and {1} channels, and its card tells of others. Export it again.</source>
   <translation>Dieses Modell hat {0} Bildkanäle und {1} Ausgabekanäle, und seine Karte sagt etwas anderes. Exportieren Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export.py" />
   <source>This is no usable model of Roofline: {0}.</source>
   <translation>Das ist kein brauchbares Roofline-Modell: {0}.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export.py" />
   <source>This model has Roofline's card, but not its network. Export it again.</source>
   <translation>Dieses Modell hat die Karte von Roofline, aber nicht sein Netz. Exportieren Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export_job.py" />
   <source>Writing the ONNX file</source>
   <translation>Die ONNX-Datei wird geschrieben</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export_job.py" />
   <source>The model '{0}' takes the mean and deviation of the whole raster, which other programs do not: in this file each tile is taken by itself. A fine-tuned model has its own.</source>
   <translation>Das Modell „{0}“ nimmt Mittel und Abweichung des ganzen Rasters, was andere Programme nicht tun: In dieser Datei gilt jede Kachel für sich. Ein nachtrainiertes Modell hat seine eigenen.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} takes {1}. A segmentation model takes one batch of tiles (batch, bands, height, width): choose another file.</source>
   <translation>{0} nimmt {1}. Ein Segmentierungsmodell nimmt einen Stapel von Kacheln (Stapel, Kanäle, Höhe, Breite): Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} takes {1} values, and Roofline gives {2}. Export it anew.</source>
   <translation>{0} nimmt Werte vom Typ {1}, und Roofline gibt {2}. Exportieren Sie es neu.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} takes tiles with the bands last {1}. Export it anew with the bands first: (batch, bands, height, width).</source>
   <translation>{0} nimmt Kacheln mit den Kanälen zuletzt {1}. Exportieren Sie es neu, mit den Kanälen zuerst: (Stapel, Kanäle, Höhe, Breite).</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} takes tiles of {1} x {2} pixels, and Roofline's are square. Export it anew with equal sides, or with sides left open.</source>
   <translation>{0} nimmt Kacheln von {1} x {2} Pixeln, und die von Roofline sind quadratisch. Exportieren Sie es neu, mit gleichen oder offen gelassenen Seiten.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} does not say at which resolution it looks at imagery. Give ONNX_RESOLUTION_M, the ground metres a pixel that it was trained with.</source>
   <translation>{0} sagt nicht, mit welcher Auflösung es Bilddaten ansieht. Geben Sie ONNX_RESOLUTION_M an, die Meter am Boden je Pixel, mit denen es trainiert wurde.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} takes {1} bands, and ONNX_BANDS {2} are {3}. Choose others, or order.</source>
   <translation>{0} nimmt {1} Kanäle, und ONNX_BANDS {2} sind {3}. Wählen Sie andere, oder order.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>ONNX_SCALING imagenet is for red, green and blue; {0} takes {1}. Choose another scaling.</source>
   <translation>ONNX_SCALING imagenet ist für Rot, Grün und Blau; {0} nimmt {1}. Wählen Sie eine andere Skalierung.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} gives {1} values for a tile of {2} pixels, and a segmentation model (batch, channels, height, width). Choose another file.</source>
   <translation>{0} gibt {1} Werte für eine Kachel von {2} Pixeln, und ein Segmentierungsmodell (Stapel, Kanäle, Höhe, Breite). Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} gives the channels 0 to {1}{2}, and {3} is wanted as the one that is building. Give another ONNX_CHANNEL.</source>
   <translation>{0} gibt die Kanäle 0 bis {1}{2}, und gewünscht ist {3} als der, der Gebäude ist. Geben Sie ein anderes ONNX_CHANNEL an.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_file.py" />
   <source>{0} is no ONNX file: it holds no network. Choose another file.</source>
   <translation>{0} ist keine ONNX-Datei: Sie enthält kein Netz. Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_file.py" />
   <source>The weights of {0} lie in other files, and Roofline opens none that a model names. Save it as one file (onnx.save_model with save_as_external_data=False).</source>
   <translation>Die Gewichte von {0} liegen in anderen Dateien, und Roofline öffnet keine, die ein Modell nennt. Speichern Sie es als eine Datei (onnx.save_model mit save_as_external_data=False).</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_file.py" />
   <source>{0} is no ONNX file, or it is cut off. Copy or download it again.</source>
   <translation>{0} ist keine ONNX-Datei, oder sie ist abgeschnitten. Kopieren oder laden Sie sie noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_file.py" />
   <source>The ONNX file {0} cannot be read ({1}). Check the path.</source>
   <translation>Die ONNX-Datei {0} kann nicht gelesen werden ({1}). Prüfen Sie den Pfad.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_network.py" />
   <source>The encoder '{0}' of the model '{1}' cannot be written as ONNX ({2}). Use a model with another encoder, such as resnet18.</source>
   <translation>Der Encoder „{0}“ des Modells „{1}“ kann nicht als ONNX geschrieben werden ({2}). Verwenden Sie ein Modell mit einem anderen Encoder, etwa resnet18.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_network.py" />
   <source>ONNX Runtime stopped while it ran {0} ({1}). The file may be damaged, or want tiles of another size.</source>
   <translation>ONNX Runtime hielt an, während es {0} ausführte ({1}). Die Datei ist vielleicht beschädigt, oder sie will Kacheln anderer Größe.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_network.py" />
   <source>The model '{0}' is told place and time of what it looks at, and a file of ONNX takes imagery alone. Use the model with torch (BACKEND), or train one with Place and time (PLACE_AND_TIME) off.</source>
   <translation>Dem Modell „{0}“ werden Ort und Zeit der Bilder gesagt, und eine ONNX-Datei nimmt nur Bilder. Verwenden Sie das Modell mit torch (BACKEND), oder trainieren Sie eines ohne Ort und Zeit (PLACE_AND_TIME).</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_network.py" />
   <source>ONNX Runtime took {0} instead of {1} for {2}. Bring the driver of the graphics card up to date, or choose torch as BACKEND.</source>
   <translation>ONNX Runtime nahm {0} statt {1} für {2}. Bringen Sie den Treiber der Grafikkarte auf den neuesten Stand, oder wählen Sie torch als BACKEND.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_network.py" />
   <source>ONNX Runtime cannot run {0} ({1}). Get the file again, or write it anew with plain ONNX operators and its weights inside.</source>
   <translation>ONNX Runtime kann {0} nicht ausführen ({1}). Besorgen Sie die Datei neu, oder schreiben Sie sie mit einfachen ONNX-Operatoren und den Gewichten darin.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>A model of this kind is two ONNX files, and {0} is chosen: choose the image encoder and the mask decoder.</source>
   <translation>Ein solches Modell sind zwei ONNX-Dateien, gewählt ist {0}: Wählen Sie den Bild-Encoder und den Masken-Decoder.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0}. One of the two has to be a mask decoder, which takes {1}, and the other its image encoder: choose these.</source>
   <translation>{0}. Eine der beiden muss ein Masken-Decoder sein, der {1} nimmt, die andere sein Bild-Encoder: Wählen Sie diese.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} has {1} GiB, and Roofline takes {2}. Choose a smaller model.</source>
   <translation>{0} hat {1} GiB, Roofline nimmt {2}. Wählen Sie ein kleineres Modell.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} takes {1}, and Roofline gives {2}. Export it anew.</source>
   <translation>{0} nimmt {1}, Roofline gibt {2}. Exportieren Sie es neu.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} takes {1}. An image encoder takes one square image, (1, 3, side, side), or (height, width, 3): choose another file.</source>
   <translation>{0} nimmt {1}. Ein Bild-Encoder nimmt ein quadratisches Bild, (1, 3, Seite, Seite) oder (Höhe, Breite, 3): Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} takes images of {1} x {2} pixels, and Roofline gives {3} to {4}. Choose another file.</source>
   <translation>{0} nimmt Bilder von {1} x {2} Pixeln, Roofline gibt {3} bis {4}. Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} gives {1}, and {2} takes {3}: the two do not belong together. Choose the encoder and the decoder of one model.</source>
   <translation>{0} gibt {1}, und {2} nimmt {3}: Die beiden gehören nicht zusammen. Wählen Sie Encoder und Decoder eines Modells.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} gives {1}. A decoder gives masks ({2}) and how good each is ({3}).</source>
   <translation>{0} gibt {1}. Ein Decoder gibt Masken ({2}) und wie gut jede ist ({3}).</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} gives {1} MiB for one view, and Roofline keeps up to {2}. Choose a smaller model.</source>
   <translation>{0} gibt {1} MiB für einen Ausschnitt, Roofline behält bis zu {2}. Wählen Sie ein kleineres Modell.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} gives masks {1} and scores {2} for one object. A decoder gives as many square masks as scores: choose another file.</source>
   <translation>{0} gibt Masken {1} und Bewertungen {2} für ein Objekt. Ein Decoder gibt so viele quadratische Masken wie Bewertungen: Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} gives values that are no numbers. Choose another file, such as one in full precision (float32).</source>
   <translation>{0} gibt Werte, die keine Zahlen sind. Wählen Sie eine andere Datei, etwa eine in voller Genauigkeit (float32).</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} takes {1} clicks at most. Take one back (Backspace).</source>
   <translation>{0} nimmt höchstens {1} Klicks. Nehmen Sie einen zurück (Rücktaste).</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>No imagery was given. Choose at least one raster.</source>
   <translation>Es wurde kein Bild angegeben. Wählen Sie mindestens ein Raster.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>{0} has {1} bands; an encoder reads {2} at most. Choose some (BANDS).</source>
   <translation>{0} hat {1} Kanäle; ein Encoder liest höchstens {2}. Wählen Sie einige aus (BANDS).</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>The rasters have pixels from {0} m ({1}) to {2} m ({3}), too far apart for one encoder. Leave some out, or say at which resolution it is to look (RESOLUTION_M).</source>
   <translation>Die Raster haben Pixel von {0} m ({1}) bis {2} m ({3}), zu verschieden für einen Encoder. Lassen Sie einige weg, oder geben Sie an, mit welcher Auflösung er sehen soll (RESOLUTION_M).</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>No raster holds a window of {0} pixels at {1} m: the largest, {2}, has {3} x {4}. Lower WINDOW_SIZE, or RESOLUTION_M.</source>
   <translation>Kein Raster fasst ein Fenster von {0} Pixeln bei {1} m: das größte, {2}, hat {3} x {4}. Verkleinern Sie WINDOW_SIZE oder RESOLUTION_M.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>{0} smaller than a window of {1} pixels at {2} m and left out: {3}.</source>
   <translation>{0} kleiner als ein Fenster von {1} Pixeln bei {2} m und ausgelassen: {3}.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>{0} has none of the bands {1} that the rasters before it have. Leave it out, name its bands, or pretrain on rasters of one kind at a time.</source>
   <translation>{0} hat keines der Kanäle {1}, die die Raster davor haben. Lassen Sie es weg, benennen Sie seine Kanäle, oder trainieren Sie auf Rastern einer Art vor.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/drawn_windows.py" />
   <source>The windows take {0} GB in {1}, and {2} GB are free there. Draw fewer (WINDOWS) or smaller ones (WINDOW_SIZE), free some space, or set ROOFLINE_HOME to another disk.</source>
   <translation>Die Fenster brauchen {0} GB in {1}, und dort sind {2} GB frei. Ziehen Sie weniger (WINDOWS) oder kleinere (WINDOW_SIZE), schaffen Sie Platz, oder setzen Sie ROOFLINE_HOME auf eine andere Platte.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/drawn_windows.py" />
   <source>Copying window {0} of {1}</source>
   <translation>Fenster {0} von {1} wird kopiert</translation>
  </message>
  <message>
   <location filename="../models/pretraining/drawn_windows.py" />
   <source>The imagery has changed while its windows were read. Start the pretraining anew.</source>
   <translation>Das Bild hat sich geändert, während seine Fenster gelesen wurden. Beginnen Sie das Vortraining von neuem.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/land_cover.py" />
   <source>The land cover {0} holds {1} values. Classes are whole numbers: give a raster of those.</source>
   <translation>Die Landbedeckung {0} enthält Werte vom Typ {1}. Klassen sind ganze Zahlen: geben Sie ein Raster mit solchen an.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/land_cover.py" />
   <source>The land cover {0} cannot be opened as a raster ({1}). Check the path.</source>
   <translation>Die Landbedeckung {0} lässt sich nicht als Raster öffnen ({1}). Prüfen Sie den Pfad.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/land_cover.py" />
   <source>The land cover {0} has no coordinate reference system. Set it in QGIS (right-click the layer &gt; Layer CRS).</source>
   <translation>Die Landbedeckung {0} hat kein Koordinatenbezugssystem. Setzen Sie es in QGIS (Rechtsklick auf den Layer &gt; Layer-KBS).</translation>
  </message>
  <message>
   <location filename="../models/pretraining/land_cover.py" />
   <source>The zones have no text field 'class', or it is empty everywhere. Fill it, so that windows can be told apart by it.</source>
   <translation>Die Zonen haben kein Textfeld „class“, oder es ist überall leer. Füllen Sie es aus, damit sich Fenster danach unterscheiden lassen.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>Writing the encoder</source>
   <translation>Der Encoder wird geschrieben</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>Pretraining on the {0}{1}; {2} to learn from</source>
   <translation>Vortraining auf {0}{1}; {2} zum Lernen</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>Drawing windows</source>
   <translation>Fenster werden gezogen</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>Choosing and copying the windows took {0} s, and MAX_SECONDS is {1}, so there is no time left to learn. The windows are kept: raise MAX_SECONDS and go on with RESUME={2}.</source>
   <translation>Die Fenster zu wählen und zu kopieren dauerte {0} s, und MAX_SECONDS ist {1}; zum Lernen bleibt also keine Zeit. Die Fenster bleiben erhalten: Erhöhen Sie MAX_SECONDS, und machen Sie mit RESUME={2} weiter.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>The run goes on from step {0}, after {1} s.</source>
   <translation>Der Lauf geht weiter bei Schritt {0}, nach {1} s.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>The imagery gives {0} of {1} pixels, and not the {2} that were asked for.{3}</source>
   <translation>Das Bild ergibt {0} von {1} Pixeln und nicht die verlangten {2}.{3}</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>{0} drawn of {1} that were looked at.{2}</source>
   <translation>{0} gezogen von {1}, die betrachtet wurden.{2}</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>The run in {0} was made with other imagery, land cover, zones or settings. Only {1} may change. Give the same ones, or leave RESUME empty to start a new run.</source>
   <translation>Der Lauf in {0} wurde mit anderen Bildern, anderer Landbedeckung, anderen Zonen oder Einstellungen gemacht. Nur {1} dürfen sich ändern. Geben Sie dieselben an, oder lassen Sie RESUME leer, um einen neuen Lauf zu beginnen.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretraining_report.py" />
   <source>Masked autoencoder (He et al. 2022): the mean squared error of the masked patches, each normalised by its own mean and deviation. A network that fills in the mean of each patch has a loss of 1.</source>
   <translation>Masked Autoencoder (He et al. 2022): der mittlere quadratische Fehler der verdeckten Stücke, jedes normiert mit seinem eigenen Mittelwert und seiner Abweichung. Ein Netz, das den Mittelwert jedes Stücks einsetzt, hat einen Verlust von 1.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretraining_run.py" />
   <source>The loss stopped being a number at step {0}. Lower the learning rate ({1}) and pretrain again.</source>
   <translation>Der Verlust war ab Schritt {0} keine Zahl mehr. Senken Sie die Lernrate ({1}) und trainieren Sie noch einmal vor.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/window_statistics.py" />
   <source>The land cover has {0}. More than {1} are no classes but measurements, such as heights. Give a raster or zones of classes.</source>
   <translation>Die Landbedeckung hat {0}. Mehr als {1} sind keine Klassen, sondern Messwerte, etwa Höhen. Geben Sie ein Raster oder Zonen mit Klassen an.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/window_statistics.py" />
   <source>Describing window {0} of {1}</source>
   <translation>Fenster {0} von {1} wird beschrieben</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Reading the polygons</source>
   <translation>Die Polygone werden gelesen</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Writing the polygons</source>
   <translation>Die Polygone werden geschrieben</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>{0} of {1} polygons drawn anew</source>
   <translation>{0} von {1} Polygonen neu gezeichnet</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Polygons that crossed themselves and were repaired: {0}.</source>
   <translation>Polygone, die sich selbst kreuzten und repariert wurden: {0}.</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Polygons that cover no ground and are left without an outline: {0}.</source>
   <translation>Polygone ohne Fläche, die ohne Umriss bleiben: {0}.</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Polygons of more than {0} parts: {1}. The parts are drawn one by one and stay one feature, without the walls that two of them share. 'Multipart to singleparts' in the toolbox makes a building of each part.</source>
   <translation>Polygone mit mehr als {0} Teilen: {1}. Die Teile werden einzeln gezeichnet und bleiben ein Objekt, ohne die Wände, die zwei von ihnen teilen. „Mehr- zu einteilig“ in den Verarbeitungswerkzeugen macht aus jedem Teil ein Gebäude.</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>None of the polygons lies where the CRS of their layer holds, {0}: set the right one (right-click the layer &gt; Layer CRS).</source>
   <translation>Keines der Polygone liegt, wo das KBS ihres Layers, {0}, gilt: Setzen Sie das richtige (Rechtsklick auf den Layer &gt; Layer-KBS).</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Polygons that lie outside of what their CRS is made for, and stay as they are: {0}.</source>
   <translation>Polygone, die außerhalb dessen liegen, wofür ihr KBS gemacht ist, und bleiben, wie sie sind: {0}.</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>{0} of {1} polygons</source>
   <translation>{0} von {1} Polygonen</translation>
  </message>
  <message>
   <location filename="../models/training/checkpoint.py" />
   <source>The run in {0} was begun with an older Roofline and cannot go on with this one. Leave RESUME empty to start a new one.</source>
   <translation>Der Lauf in {0} wurde mit einem älteren Roofline begonnen und kann mit diesem nicht weitergehen. Lassen Sie RESUME leer, um einen neuen zu beginnen.</translation>
  </message>
  <message>
   <location filename="../models/training/checkpoint.py" />
   <source>{0} holds no run that can go on. Leave RESUME empty to start a new one.</source>
   <translation>{0} enthält keinen Lauf, der weitergehen kann. Lassen Sie RESUME leer, um einen neuen zu beginnen.</translation>
  </message>
  <message>
   <location filename="../models/training/checkpoint.py" />
   <source>The run in {0} was made with other imagery, labels, areas or settings, or from another base model, so it cannot go on with these. Give the same ones, or leave RESUME empty to start a new run.</source>
   <translation>Der Lauf in {0} wurde mit anderen Bilddaten, Labels, Gebieten oder Einstellungen gemacht, oder von einem anderen Basismodell aus; er kann so nicht weitergehen. Geben Sie dieselben an, oder lassen Sie RESUME leer, um einen neuen Lauf zu beginnen.</translation>
  </message>
  <message>
   <location filename="../models/training/checkpoint_file.py" />
   <source>The run in {0} cannot go on: its weights cannot be read ({1}). Start it anew.</source>
   <translation>Der Lauf in {0} kann nicht weitergehen: Seine Gewichte können nicht gelesen werden ({1}). Beginnen Sie ihn neu.</translation>
  </message>
  <message>
   <location filename="../models/training/cross_fitting.py" />
   <source>Scoring: short training {0} of 2, on half of the labels</source>
   <translation>Bewertung: kurzes Training {0} von 2, mit der Hälfte der Labels</translation>
  </message>
  <message>
   <location filename="../models/training/cross_fitting.py" />
   <source>The labels lie so that one half of them cannot be scored. Draw some apart from the others.</source>
   <translation>Die Labels liegen so, dass eine Hälfte von ihnen nicht bewertet werden kann. Zeichnen Sie einige abseits der anderen.</translation>
  </message>
  <message>
   <location filename="../models/training/cross_fitting.py" />
   <source>The time did not suffice for these. Train longer.</source>
   <translation>Die Zeit reichte für diese nicht. Trainieren Sie länger.</translation>
  </message>
  <message>
   <location filename="../models/training/cross_fitting.py" />
   <source>Nothing is held out, and short trainings on each half of the labels gave no score either. {0}</source>
   <translation>Nichts ist zurückgehalten, und auch kurze Trainings auf je einer Hälfte der Labels gaben keine Bewertung. {0}</translation>
  </message>
  <message>
   <location filename="../models/training/cross_fitting.py" />
   <source>Stopped before the short trainings on each half of the labels, which give the score.</source>
   <translation>Angehalten vor den kurzen Trainings auf je einer Hälfte der Labels, aus denen die Bewertung kommt.</translation>
  </message>
  <message>
   <location filename="../models/training/ddp_launcher.py" />
   <source>Processes is {0}, and this machine has GPUs for {1}. Set it to {2} at most, or to 0 for one on each GPU.</source>
   <translation>Processes ist {0}, und dieser Computer hat GPUs für {1}. Setzen Sie es auf höchstens {2}, oder auf 0 für einen auf jeder GPU.</translation>
  </message>
  <message>
   <location filename="../models/training/ddp_launcher.py" />
   <source>One of the {0} processes of this training has ended ({1}), so the others could not go on. If the memory ran out, lower BATCH_SIZE or TILE_SIZE, or set PROCESSES to 1. The run can be resumed.</source>
   <translation>Einer der {0} Prozesse dieses Trainings ist zu Ende ({1}), die anderen konnten deshalb nicht weiter. Wenn der Speicher nicht reichte, verringern Sie BATCH_SIZE oder TILE_SIZE, oder setzen Sie PROCESSES auf 1. Der Lauf kann fortgesetzt werden.</translation>
  </message>
  <message>
   <location filename="../models/training/ddp_launcher.py" />
   <source>Processes is {0}, but on Windows, and on the GPU of a Mac, PyTorch trains in one. Set it to 0.</source>
   <translation>Processes ist {0}, aber auf Windows und auf der GPU eines Macs trainiert PyTorch in einem. Setzen Sie es auf 0.</translation>
  </message>
  <message>
   <location filename="../models/training/distributed.py" />
   <source>A process of this training was lost ({0}). The same command goes on from the last weights saved.</source>
   <translation>Ein Prozess dieses Trainings ging verloren ({0}). Derselbe Befehl macht bei den zuletzt gespeicherten Gewichten weiter.</translation>
  </message>
  <message>
   <location filename="../models/training/label_alignment.py" />
   <source>The labels{0} lie off the imagery: moved {1} they fit what the model sees there ({2} compared, confidence {3}).</source>
   <translation>Die Labels{0} sind gegen das Bild versetzt: {1} verschoben passen sie zu dem, was das Modell dort sieht ({2} verglichen, Sicherheit {3}).</translation>
  </message>
  <message>
   <location filename="../models/training/model_selection.py" />
   <source>Choosing the threshold on the held-out part</source>
   <translation>Der Schwellenwert wird auf dem zurückgehaltenen Teil gewählt</translation>
  </message>
  <message>
   <location filename="../models/training/scale_fit.py" />
   <source>Looking at the labels</source>
   <translation>Labels werden angesehen</translation>
  </message>
  <message>
   <location filename="../models/training/scale_fit.py" />
   <source>Shifted labels teach wrong outlines: cancel, align them with the imagery (on the page Label, or by roofline:alignlabels), and train again.</source>
   <translation>Versetzte Labels lehren falsche Umrisse: Brechen Sie ab, richten Sie sie am Bild aus (auf der Seite Labeln oder mit roofline:alignlabels), und trainieren Sie noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/training/scale_fit.py" />
   <source>The model looks at {0} m a pixel: {1} (F1 {2}, against {3} at its usual {4} m). Finding footprints takes about {5}. Set the resolution to decide yourself.</source>
   <translation>Das Modell sieht bei {0} m je Pixel: {1} (F1 {2}, gegen {3} bei seinen üblichen {4} m). Grundrisse zu finden dauert etwa {5}. Stellen Sie die Auflösung ein, um selbst zu entscheiden.</translation>
  </message>
  <message>
   <location filename="../models/training/second_round.py" />
   <source>The labels that '{0}' has learned are among these, so the training begins with its base, '{1}', and learns all of them together: that makes better models than going on from it.</source>
   <translation>Die Labels, die „{0}“ gelernt hat, sind unter diesen. Deshalb beginnt das Training mit dessen Basis, „{1}“, und lernt alle zusammen: So entstehen bessere Modelle, als wenn es dort weitergeht.</translation>
  </message>
  <message>
   <location filename="../models/training/second_round.py" />
   <source>{0} of the labels that the model is scored on lie where '{1}', with which the training began, has learned labels before. Where it learned these very labels, the scores of both are too good. For an honest one hold out ground that it has not seen (an area with the role 'validate').</source>
   <translation>{0} der Labels, an denen das Modell bewertet wird, liegen dort, wo „{1}“, mit dem das Training begann, schon Labels gelernt hat. Wo es eben diese Labels gelernt hat, sind die Werte beider zu gut. Für einen ehrlichen halten Sie Boden zurück, den es nicht gesehen hat (ein Gebiet mit der Rolle „validate“).</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>The model looks at {0} m a pixel, as the imagery has; '{1}' was made for {2} m, so what it knows is of little use, and more labels and time are needed.</source>
   <translation>Das Modell arbeitet mit {0} m je Pixel, wie sie das Bild hat; „{1}“ wurde für {2} m gemacht, daher nützt wenig, was es weiß, und es braucht mehr Labels und mehr Zeit.</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>The model looks at {0} m a pixel, as the imagery has; '{1}' learned from pixels of {2} m. Set the resolution to decide yourself.</source>
   <translation>Das Modell sieht {0} m je Pixel, wie das Bild sie hat; „{1}“ lernte aus Pixeln von {2} m. Stellen Sie die Auflösung ein, um selbst zu entscheiden.</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>Learned as ground cover, as you chose: {0}. {1}</source>
   <translation>Als Bodenbedeckung gelernt, wie Sie es gewählt haben: {0}. {1}</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>The labels have no class, so what is found will be called '{0}'. Write what they are into the field 'class' of the labels.</source>
   <translation>Die Labels haben keine Klasse, daher wird, was gefunden wird, „{0}“ heißen. Schreiben Sie in das Feld „class“ der Labels, was sie sind.</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>Learned as ground cover, since pixels of {0} m show no walls: {1}. {2}</source>
   <translation>Als Bodenbedeckung gelernt, da Pixel von {0} m keine Wände zeigen: {1}. {2}</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>Learned as ground cover, by the names of the classes: {0}. {1}</source>
   <translation>Als Bodenbedeckung gelernt, nach den Namen der Klassen: {0}. {1}</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>Outlines stay as they are traced, without straight walls, and the score is the IoU of each class. The setting Target (TARGET_KIND) decides otherwise.</source>
   <translation>Umrisse bleiben, wie sie nachgezeichnet sind, ohne gerade Wände, und bewertet wird nach der IoU jeder Klasse. Die Einstellung Ziel (TARGET_KIND) entscheidet anders.</translation>
  </message>
  <message>
   <location filename="../models/training/train.py" />
   <source>Writing the model</source>
   <translation>Das Modell wird geschrieben</translation>
  </message>
  <message>
   <location filename="../models/training/train.py" />
   <source>Training on the {0}{1}; labels to learn from: {2}, held out: {3}</source>
   <translation>Training auf {0}{1}; Labels zum Lernen: {2}, zurückgehalten: {3}</translation>
  </message>
  <message>
   <location filename="../models/training/train.py" />
   <source>Nothing is held out, so it cannot be told when the model stops improving. Training ends after {0} s instead.</source>
   <translation>Es ist nichts zurückgehalten, deshalb lässt sich nicht sagen, wann das Modell nicht mehr besser wird. Das Training endet stattdessen nach {0} s.</translation>
  </message>
  <message>
   <location filename="../models/training/train.py" />
   <source>Too few labels to score the model: {0}. For a score draw {1} or more, or an area that is held out (role 'validate').</source>
   <translation>Zu wenige Labels, um das Modell zu bewerten: {0}. Zeichnen Sie für eine Bewertung {1} oder mehr, oder ein Gebiet, das zurückgehalten wird (Rolle „validate“).</translation>
  </message>
  <message>
   <location filename="../models/training/trainer.py" />
   <source>The memory did not suffice for a step: gradient checkpointing is on from here, and a step takes about a third longer.</source>
   <translation>Der Speicher reichte für einen Schritt nicht: Gradienten-Checkpointing ist ab hier an, und ein Schritt dauert etwa ein Drittel länger.</translation>
  </message>
  <message>
   <location filename="../models/training/trainer.py" />
   <source>A step would need about {0} GB of memory, more than there is: gradient checkpointing is on, and a step takes about a third longer.</source>
   <translation>Ein Schritt bräuchte etwa {0} GB Speicher, mehr als da ist: Gradienten-Checkpointing ist an, und ein Schritt dauert etwa ein Drittel länger.</translation>
  </message>
  <message>
   <location filename="../models/training/training_data.py" />
   <source>Reading the base model</source>
   <translation>Das Basismodell wird gelesen</translation>
  </message>
  <message>
   <location filename="../models/training/training_data.py" />
   <source>Reading imagery and labels</source>
   <translation>Bilddaten und Labels werden gelesen</translation>
  </message>
  <message>
   <location filename="../models/training/training_data.py" />
   <source>The rasters hold {0} values. Those of a type are normalised by themselves, in this training and by the model that it makes.</source>
   <translation>Die Raster enthalten Werte der Typen {0}. Die eines Typs werden für sich normalisiert, in diesem Training und von dem Modell, das daraus wird.</translation>
  </message>
  <message>
   <location filename="../models/training/training_data.py" />
   <source>{0} has {1} dates, and '{2}' looks at each (bands of a date: {3}). {4} dates and {5} bands in all are the most. Give fewer dates, or name the bands of those that matter (BANDS).</source>
   <translation>{0} hat {1} Zeitpunkte, und „{2}“ betrachtet jeden für sich (Kanäle eines Zeitpunkts: {3}). Mehr als {4} Zeitpunkte und {5} Kanäle insgesamt sind nicht möglich. Geben Sie weniger Zeitpunkte an, oder nennen Sie die Kanäle derer, auf die es ankommt (BANDS).</translation>
  </message>
  <message>
   <location filename="../models/training/training_loop.py" />
   <source>The loss stopped being a number at step {0}. Lower the learning rate ({1}) and train again.</source>
   <translation>Der Verlust war bei Schritt {0} keine Zahl mehr. Verringern Sie die Lernrate ({1}), und trainieren Sie noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/training/training_loop.py" />
   <source>Training was stopped by the analyst at step {0}.</source>
   <translation>Das Training wurde bei Schritt {0} angehalten.</translation>
  </message>
  <message>
   <location filename="../models/training/training_loop.py" />
   <source>Training ended at step {0}, since {1} evaluations in a row brought no better held-out score.</source>
   <translation>Das Training endete bei Schritt {0}, da {1} Auswertungen hintereinander keine bessere zurückgehaltene Bewertung brachten.</translation>
  </message>
  <message>
   <location filename="../models/training/training_report.py" />
   <source>The held-out buildings were not trained on, but the weights, the threshold and the minimum area were chosen on them, so the score is a little flattering. For a clean score, evaluate in an area that the run never saw. The interval resamples buildings (bootstrap).</source>
   <translation>Auf den zurückgehaltenen Gebäuden wurde nicht trainiert, aber die Gewichte, der Schwellenwert und die Mindestfläche wurden auf ihnen gewählt; die Bewertung schmeichelt deshalb ein wenig. Bewerten Sie für eine saubere in einem Gebiet, das der Lauf nie gesehen hat. Das Intervall zieht Gebäude neu (Bootstrap).</translation>
  </message>
  <message>
   <location filename="../models/training/training_report.py" />
   <source>Nothing was held out. Each half of the labels was scored by a short training on the other half (cross-fitting), behind a gap; labels in the gap or at an edge count for nothing. The model itself learned all the labels, so it should do no worse than these. The threshold and the minimum area were chosen on the same labels. The interval resamples buildings (bootstrap).</source>
   <translation>Es wurde nichts zurückgehalten. Jede Hälfte der Labels wurde von einem kurzen Training auf der anderen Hälfte bewertet (Kreuzbewertung), hinter einem Abstand; Labels im Abstand oder an einem Rand zählen nicht. Das Modell selbst hat alle Labels gelernt und sollte nicht schlechter sein als diese Trainings. Der Schwellenwert und die Mindestfläche wurden auf denselben Labels gewählt. Das Intervall zieht Gebäude neu (Bootstrap).</translation>
  </message>
  <message>
   <location filename="../models/training/training_report.py" />
   <source>This ground was not trained on, but the weights and the threshold were chosen on it, so the score is a little flattering. For a clean score, evaluate in an area that the run never saw.</source>
   <translation>Auf dieser Fläche wurde nicht trainiert, aber Gewichte und Schwellwert wurden an ihr gewählt, daher schmeichelt die Bewertung ein wenig. Für eine saubere Bewertung werten Sie in einem Gebiet aus, das der Lauf nie gesehen hat.</translation>
  </message>
  <message>
   <location filename="../models/training/training_report.py" />
   <source>Nothing was held out. Each half of the labels was scored by a short training on the other half (cross-fitting), behind a gap. The model itself learned all the labels, so it should do no worse than this.</source>
   <translation>Nichts wurde zurückgehalten. Jede Hälfte der Labels wurde durch ein kurzes Training auf der anderen Hälfte bewertet (Cross-Fitting), mit Abstand. Das Modell selbst hat alle Labels gelernt und sollte nicht schlechter sein.</translation>
  </message>
  <message>
   <location filename="../models/training/training_report.py" />
   <source>Beside {0}, it finds {1}, with {2}.</source>
   <translation>Neben {0} findet es {1}, mit {2}.</translation>
  </message>
  <message>
   <location filename="../models/training/training_run.py" />
   <source>Step {0}</source>
   <translation>Schritt {0}</translation>
  </message>
  <message>
   <location filename="../models/training/training_run.py" />
   <source>Step {0}, no longer improving</source>
   <translation>Schritt {0}, wird nicht mehr besser</translation>
  </message>
  <message>
   <location filename="../models/worker/ddp_node.py" />
   <source>The job in {0} is no training ({1}).</source>
   <translation>Der Auftrag in {0} ist kein Training ({1}).</translation>
  </message>
  <message>
   <location filename="../models/worker/ddp_node.py" />
   <source>{0} has no run that can be read ({1}). Write one with roofline:finetune and RUN_FOLDER.</source>
   <translation>{0} enthält keinen Lauf, der gelesen werden kann ({1}). Schreiben Sie einen mit roofline:finetune und RUN_FOLDER.</translation>
  </message>
  <message>
   <location filename="../models/worker/server.py" />
   <source>{0} is no request.</source>
   <translation>{0} ist kein Auftrag.</translation>
  </message>
  <message>
   <location filename="../models/worker/server.py" />
   <source>The disk is full, so {path} could not be written. Free some space, or choose another folder, and run it again.</source>
   <translation>Die Festplatte ist voll, so dass {path} nicht geschrieben werden konnte. Schaffen Sie Platz, oder wählen Sie einen anderen Ordner, und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/worker/server.py" />
   <source>{path} may not be read or written. Check its permissions, and that no other program has it open; or choose another place.</source>
   <translation>{path} darf nicht gelesen oder geschrieben werden. Prüfen Sie die Rechte, und ob ein anderes Programm die Datei geöffnet hat; oder wählen Sie einen anderen Ort.</translation>
  </message>
  <message>
   <location filename="../models/worker/server.py" />
   <source>Something went wrong inside Roofline ({error}). The log is in {log}; please report it with that file.</source>
   <translation>In Roofline ist etwas schiefgegangen ({error}). Das Protokoll ist in {log}; bitte melden Sie es mit dieser Datei.</translation>
  </message>
  <message>
   <location filename="../models/worker/server.py" />
   <source>No such file: {0}. Check the path.</source>
   <translation>Es gibt keine Datei {0}. Prüfen Sie den Pfad.</translation>
  </message>
  <message>
   <location filename="../models/worker/view_server.py" />
   <source>What was seen of this view is forgotten. Move the map a little, and click again.</source>
   <translation>Was von diesem Ausschnitt gesehen wurde, ist vergessen. Bewegen Sie die Karte ein wenig, und klicken Sie noch einmal.</translation>
  </message>
  <message>
   <location filename="../models/worker/view_server.py" />
   <source>{0} is no request to a view worker.</source>
   <translation>{0} ist keine Anfrage an einen Ansichtsprozess.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/bundle.py" />
   <source>The bundle in {0} is for {1} {2}, and this computer is {3}. Make one for it (BUNDLE_FOR).</source>
   <translation>Das Installationspaket in {0} ist für {1} {2}, und dieser Computer ist {3}. Machen Sie eines für ihn (BUNDLE_FOR).</translation>
  </message>
  <message>
   <location filename="../plugin/environment/bundle.py" />
   <source>The bundle in {0} was made by another version of Roofline, with other packages. Make it again with this one.</source>
   <translation>Das Installationspaket in {0} wurde von einer anderen Version von Roofline gemacht, mit anderen Paketen. Machen Sie es mit dieser neu.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/bundle.py" />
   <source>The bundle in {0} lacks {1}, an optional part. Make one with the same EXTRAS, or set up without the part (EXTRAS=none).</source>
   <translation>Dem Installationspaket in {0} fehlt {1}, ein wahlfreier Teil. Machen Sie eines mit denselben EXTRAS, oder richten Sie ohne den Teil ein (EXTRAS=none).</translation>
  </message>
  <message>
   <location filename="../plugin/environment/bundle.py" />
   <source>'{0}' names no computer to make a bundle for. Say the system ({1}), its Python ({2} to {3}) and, for a graphics card, PyTorch's build for it, such as 'windows 3.12' or 'linux 3.11 cu128'.</source>
   <translation>„{0}“ nennt keinen Computer, für den ein Installationspaket zu machen ist. Nennen Sie das System ({1}), sein Python ({2} bis {3}) und für eine Grafikkarte den Build von PyTorch dafür, etwa 'windows 3.12' oder 'linux 3.11 cu128'.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/bundle.py" />
   <source>{0} is no bundle of Roofline: its {1} is missing or damaged.</source>
   <translation>{0} ist kein Installationspaket von Roofline: {1} darin fehlt oder ist beschädigt.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/extras.py" />
   <source>There is no optional part '{0}'. There is {1}; '{2}' takes them away.</source>
   <translation>Es gibt keinen wahlfreien Teil „{0}“. Es gibt {1}; „{2}“ nimmt sie weg.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/install_advice.py" />
   <source>Run the set-up again; if it fails again, report it with the log.</source>
   <translation>Lassen Sie die Einrichtung noch einmal laufen; scheitert sie wieder, melden Sie es mit dem Protokoll.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>The environment is ready: {0}</source>
   <translation>Die Umgebung ist bereit: {0}</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>The bundle is ready: {0}</source>
   <translation>Das Installationspaket ist bereit: {0}</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>Another Roofline is setting up this environment; waiting for it to end</source>
   <translation>Ein anderes Roofline richtet diese Umgebung ein; es wird auf sein Ende gewartet</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>{0} The log is {1}.</source>
   <translation>{0} Das Protokoll ist {1}.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>{0} does not run as a Python. Choose the interpreter itself, such as bin/python or python.exe of an environment.</source>
   <translation>{0} läuft nicht als Python. Wählen Sie den Interpreter selbst, etwa bin/python oder python.exe einer Umgebung.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>{0} cannot be written: {1}. Check the rights and the free space there, or name another folder.</source>
   <translation>{0} kann nicht geschrieben werden: {1}. Prüfen Sie dort die Rechte und den freien Platz, oder nennen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>Making an environment with Python {0}</source>
   <translation>Eine Umgebung mit Python {0} wird angelegt</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>Downloading uv, which fetches Python</source>
   <translation>uv wird heruntergeladen; es holt ein Python</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>Looking for pip</source>
   <translation>Pip wird gesucht</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>Looking for torch ({0}){1}</source>
   <translation>Torch wird gesucht ({0}){1}</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>The worker's environment needs about {needed} GB, and {free} GB are free in {folder}. Free some space, or set the variable ROOFLINE_HOME to a folder on a larger disk.</source>
   <translation>Die Umgebung des Arbeitsprozesses braucht etwa {needed} GB, und in {folder} sind {free} GB frei. Schaffen Sie Platz, oder setzen Sie die Variable ROOFLINE_HOME auf einen Ordner auf einer größeren Platte.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>The bundle needs about {needed} GB, and {free} GB are free in {folder}. Free some space, or name a folder on a larger disk (BUNDLE_TO).</source>
   <translation>Das Installationspaket braucht etwa {needed} GB, und in {folder} sind {free} GB frei. Schaffen Sie Platz, oder nennen Sie einen Ordner auf einer größeren Platte (BUNDLE_TO).</translation>
  </message>
  <message>
   <location filename="../plugin/environment/standalone_python.py" />
   <source>The Python {0} that uv put into {1} does not run. Install Python {2} yourself, so that it is on the PATH, and run the set-up again.</source>
   <translation>Das Python {0}, das uv nach {1} gebracht hat, läuft nicht. Installieren Sie Python {2} selbst, so dass es im PATH ist, und lassen Sie die Einrichtung noch einmal laufen.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/standalone_python.py" />
   <source>The bundle is for Python {0}, and this computer has {1}. Install Python {2}, or make a bundle for one that is here (BUNDLE_FOR).</source>
   <translation>Das Installationspaket ist für Python {0}, und dieser Computer hat {1}. Installieren Sie Python {2}, oder machen Sie ein Installationspaket für eines, das hier ist (BUNDLE_FOR).</translation>
  </message>
  <message>
   <location filename="../plugin/environment/standalone_python.py" />
   <source>{0} Or install Python {1} yourself, so that it is on the PATH.</source>
   <translation>{0} Oder installieren Sie Python {1} selbst, so dass es im PATH ist.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/standalone_python.py" />
   <source>Roofline needs a 64-bit Python {0}; found {1}, without pip to fetch another. Install Python {2} so that 'python{3}' is on the PATH, and run the set-up again.</source>
   <translation>Roofline braucht ein 64-Bit-Python {0}; gefunden wurde {1}, ohne pip, um ein anderes zu holen. Installieren Sie Python {2}, so dass 'python{3}' im PATH ist, und lassen Sie die Einrichtung noch einmal laufen.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/standalone_python.py" />
   <source>{0} cannot make environments (modules venv and ensurepip). Install them, on Debian and Ubuntu with 'sudo apt install python3-venv', and run the set-up again.</source>
   <translation>{0} kann keine Umgebungen anlegen (Module venv und ensurepip). Installieren Sie sie, auf Debian und Ubuntu mit 'sudo apt install python3-venv', und lassen Sie die Einrichtung noch einmal laufen.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/uninstall.py" />
   <source>Another Roofline is setting up at this moment. Wait for it to end, and try again.</source>
   <translation>Ein anderes Roofline richtet gerade ein. Warten Sie auf sein Ende, und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/uninstall.py" />
   <source>The variable ROOFLINE_PYTHON names {0}, so nothing was removed. Unset it, start QGIS again, and uninstall then.</source>
   <translation>Die Variable ROOFLINE_PYTHON nennt {0}, daher wurde nichts entfernt. Heben Sie sie auf, starten Sie QGIS neu, und deinstallieren Sie dann.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/uninstall.py" />
   <source>{0} cannot be removed: {1}. Close other QGIS windows, and try again.</source>
   <translation>{0} kann nicht entfernt werden: {1}. Schließen Sie andere QGIS-Fenster, und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/virtual_environment.py" />
   <source>Your own Python, {0}, is not there, or was not checked for Roofline's packages yet. Run 'Set up Roofline' in the Processing toolbox, or 'qgis_process run roofline:setup', which checks it.</source>
   <translation>Ihr eigenes Python, {0}, ist nicht da, oder es wurde noch nicht auf die Pakete von Roofline geprüft. Starten Sie „Roofline einrichten“ in den Verarbeitungswerkzeugen, oder 'qgis_process run roofline:setup': das prüft es.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/virtual_environment.py" />
   <source>The worker's environment is missing in {0}. Run 'Set up Roofline' in the Processing toolbox, or 'qgis_process run roofline:setup'.</source>
   <translation>Die Umgebung des Arbeitsprozesses fehlt in {0}. Starten Sie „Roofline einrichten“ in den Verarbeitungswerkzeugen, oder 'qgis_process run roofline:setup'.</translation>
  </message>
  <message>
   <location filename="../plugin/history/as_trained.py" />
   <source>The model {model} learned from imagery as it is drawn, and gets the values of '{layer}'. It may find less than it could: take the imagery as it is drawn (AS_DRAWN).</source>
   <translation>Das Modell {model} hat aus Bildern gelernt, wie sie gezeichnet werden, und bekommt die Werte von „{layer}“. Es findet vielleicht weniger, als es könnte: Nehmen Sie die Bilder, wie sie gezeichnet werden (AS_DRAWN).</translation>
  </message>
  <message>
   <location filename="../plugin/history/as_trained.py" />
   <source>The model {model} learned from the values of imagery, and gets '{layer}' as it is drawn. It may find less than it could: take the values of the imagery (without AS_DRAWN).</source>
   <translation>Das Modell {model} hat aus den Werten von Bildern gelernt und bekommt „{layer}“, wie es gezeichnet wird. Es findet vielleicht weniger, als es könnte: Nehmen Sie die Werte der Bilder (ohne AS_DRAWN).</translation>
  </message>
  <message>
   <location filename="../plugin/history/kept_imagery.py" />
   <source>{0} cannot be removed: {1}. Close what shows it, and try again.</source>
   <translation>{0} lässt sich nicht entfernen: {1}. Schließen Sie, was es anzeigt, und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/history/model_card.py" />
   <source>{0} is no Roofline model: its card is no object. Choose another file.</source>
   <translation>{0} ist kein Roofline-Modell: Seine Karte ist kein Objekt. Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../plugin/history/model_card.py" />
   <source>{0} is no readable Roofline model ({1}). Choose a *.roofline file that Roofline wrote.</source>
   <translation>{0} ist kein lesbares Roofline-Modell ({1}). Wählen Sie eine Datei *.roofline, die Roofline geschrieben hat.</translation>
  </message>
  <message>
   <location filename="../plugin/history/model_choices.py" />
   <source>the built-in model</source>
   <translation>das mitgelieferte Modell</translation>
  </message>
  <message>
   <location filename="../plugin/history/model_choices.py" />
   <source>Built-in model</source>
   <translation>Mitgeliefertes Modell</translation>
  </message>
  <message>
   <location filename="../plugin/history/past_runs.py" />
   <source>{0} holds no training that can be read. Perhaps the folder was deleted or moved.</source>
   <translation>{0} enthält kein lesbares Training. Vielleicht wurde der Ordner gelöscht oder verschoben.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>The prediction in {0} was begun with {1}, so it cannot go on with this one. Give the same, or leave RESUME empty to begin a new one.</source>
   <translation>Die Vorhersage in {0} wurde mit {1} begonnen, sie kann so nicht weitergehen. Geben Sie dasselbe an, oder lassen Sie RESUME leer, um eine neue zu beginnen.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>{0} holds nothing that was found. Look for the footprints again.</source>
   <translation>{0} enthält nichts Gefundenes. Suchen Sie die Grundrisse noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>The prediction in {0} is being done, perhaps by another QGIS.</source>
   <translation>An der Vorhersage in {0} wird gerade gearbeitet, vielleicht von einem anderen QGIS.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>The prediction in {0} was begun with an output for the probability. Name one, or leave RESUME empty to begin a new prediction.</source>
   <translation>Die Vorhersage in {0} wurde mit einer Ausgabe für die Wahrscheinlichkeit begonnen. Nennen Sie eine, oder lassen Sie RESUME leer, um eine neue Vorhersage zu beginnen.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>The prediction in {0} was begun without an output for the probability. Leave PROBABILITY empty; or leave RESUME empty, to begin a new prediction.</source>
   <translation>Die Vorhersage in {0} wurde ohne eine Ausgabe für die Wahrscheinlichkeit begonnen. Lassen Sie PROBABILITY leer; oder lassen Sie RESUME leer, um eine neue Vorhersage zu beginnen.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>{0} holds no prediction.</source>
   <translation>{0} enthält keine Vorhersage.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>The prediction in {0} cannot be read ({1}). Look for the footprints again.</source>
   <translation>Die Vorhersage in {0} kann nicht gelesen werden ({1}). Suchen Sie die Grundrisse noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/base_footprints.py" />
   <source>The map shows {0} km² of the imagery, which takes long to look at. Zoom in to {1} km² or less.</source>
   <translation>Die Karte zeigt {0} km² der Bilddaten, was lange dauern würde. Zoomen Sie auf {1} km² oder weniger.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/base_footprints.py" />
   <source>Something else is running. Compare when it has ended.</source>
   <translation>Etwas anderes läuft noch. Vergleichen Sie, wenn es zu Ende ist.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/base_footprints.py" />
   <source>Trainings start from the encoder {0}, which finds nothing by itself, so there is nothing to compare with.</source>
   <translation>Trainings beginnen mit dem Encoder {0}, der von sich aus nichts findet. Es gibt also nichts zu vergleichen.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/base_footprints.py" />
   <source>There is no imagery to compare on. Choose it at the top.</source>
   <translation>Es gibt keine Bilddaten, auf denen verglichen werden könnte. Wählen Sie sie oben.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/delivery.py" />
   <source>{path} cannot be read. Perhaps the prediction went on in another QGIS, or was discarded there.</source>
   <translation>{path} kann nicht gelesen werden. Vielleicht ging die Vorhersage in einem anderen QGIS weiter, oder sie wurde dort verworfen.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/delivery.py" />
   <source>What was found could not be copied to {path}. Check the free space. QGIS says: {problem}</source>
   <translation>Was gefunden wurde, konnte nicht nach {path} kopiert werden. Prüfen Sie den freien Platz. QGIS sagt: {problem}</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_guard.py" />
   <source>Live training ended, since its imagery is not the one chosen any more. What it learned is saved.</source>
   <translation>Das Live-Training ist beendet, da seine Bilddaten nicht mehr die gewählten sind. Das Gelernte ist gespeichert.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_guard.py" />
   <source>Live training ended, since trainings start from another model now. What it learned is saved.</source>
   <translation>Das Live-Training ist beendet, da Trainings nun von einem anderen Modell ausgehen. Das Gelernte ist gespeichert.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_guard.py" />
   <source>Live training ended, since the layer of its labels is gone. What it learned is saved.</source>
   <translation>Das Live-Training ist beendet, da der Layer seiner Labels fort ist. Das Gelernte ist gespeichert.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_preview.py" />
   <source>Footprints found so far</source>
   <translation>Bisher gefundene Grundrisse</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_preview.py" />
   <source>Preview: held-out part</source>
   <translation>Vorschau: zurückgehaltener Teil</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_preview.py" />
   <source>Scored: {name}</source>
   <translation>Bewertet: {name}</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_request.py" />
   <source>There is no imagery to learn from. Choose it at the top.</source>
   <translation>Es gibt keine Bilder, aus denen gelernt werden kann. Wähle sie oben.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_request.py" />
   <source>Live training reads the pixels of a file, and '{0}' is drawn by QGIS. Keep the imagery of the place as a file first ('{1}' in the toolbox), and choose that.</source>
   <translation>Das Live-Training liest die Pixel einer Datei, und „{0}“ wird von QGIS gezeichnet. Behalten Sie die Bilder des Ortes zuerst als Datei („{1}“ in der Werkzeugkiste), und wählen Sie diese.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_request.py" />
   <source>No folder for the job could be made in {0}: {1}. Check its permissions, or set ROOFLINE_HOME to another folder.</source>
   <translation>In {0} konnte kein Ordner für den Auftrag angelegt werden: {1}. Prüfen Sie die Rechte, oder setzen Sie ROOFLINE_HOME auf einen anderen Ordner.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/map_views.py" />
   <source>There is no imagery to look at. Choose it at the top.</source>
   <translation>Es gibt keine Bilddaten zum Betrachten. Wählen Sie sie oben.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/predict_request.py" />
   <source>Footprints: {model}</source>
   <translation>Grundrisse: {model}</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/predict_request.py" />
   <source>Footprints: {model} (part)</source>
   <translation>Grundrisse: {model} (Teil)</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/view_imagery.py" />
   <source>The map shows {0} km² of '{1}', too much to fetch while you wait. Zoom in to {2} km² or less.</source>
   <translation>Die Karte zeigt {0} km² von „{1}“, zu viel, um es zu holen, während Sie warten. Zoomen Sie auf höchstens {2} km² hinein.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/view_imagery.py" />
   <source>Fetching the imagery of the view</source>
   <translation>Die Bilddaten des Ausschnitts werden geholt</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/view_imagery.py" />
   <source>Fetching the imagery of the view was stopped. Move the map, and it goes on.</source>
   <translation>Das Holen der Bilddaten des Ausschnitts wurde angehalten. Verschieben Sie die Karte, und es geht weiter.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' cannot be opened any more. Check that it is still there.</source>
   <translation>Der Layer „{0}“ lässt sich nicht mehr öffnen. Prüfen Sie, ob es ihn noch gibt.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Field '{0}' of layer '{1}' takes whole numbers, so a confidence (0-1) would become 0 or 1 there. Choose a field with decimals for it, or none, as in APPEND_FIELDS='confidence='.</source>
   <translation>Das Feld „{0}“ des Layers „{1}“ nimmt ganze Zahlen auf, sodass eine Konfidenz (0-1) dort 0 oder 1 würde. Wählen Sie ein Feld mit Dezimalstellen dafür, oder keines, wie in APPEND_FIELDS='confidence='.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' cannot be opened. Check that its file or its database is there.</source>
   <translation>Der Layer „{0}“ lässt sich nicht öffnen. Prüfen Sie, ob seine Datei oder seine Datenbank da ist.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' holds no polygons, so it takes no footprints. Choose a layer of polygons.</source>
   <translation>Der Layer „{0}“ enthält keine Polygone und nimmt daher keine Grundrisse auf. Wählen Sie einen Layer aus Polygonen.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' cannot be changed: it is read-only here, or its user may not add to it. Choose another layer, or ask for the right.</source>
   <translation>Der Layer „{0}“ lässt sich nicht ändern: Er ist hier schreibgeschützt, oder sein Benutzer darf nichts hinzufügen. Wählen Sie einen anderen Layer, oder bitten Sie um das Recht.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' has no CRS. Set it: right-click the layer &gt; Layer CRS.</source>
   <translation>Der Layer „{0}“ hat kein KBS. Setzen Sie es: Rechtsklick auf den Layer &gt; Layer-KBS.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' needs a value in {1} (NOT NULL), and footprints bring none. Name a column for it, as in APPEND_FIELDS='class={2}', or give the field a default.</source>
   <translation>Der Layer „{0}“ braucht einen Wert in {1} (NOT NULL), und Grundrisse bringen keinen mit. Nennen Sie eine Spalte dafür, wie in APPEND_FIELDS='class={2}', oder geben Sie dem Feld einen Vorgabewert.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Add footprints</source>
   <translation>Grundrisse hinzufügen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/datum.py" />
   <source>Layer '{0}' is brought from {1} to {2} without a shift grid, so it may lie many metres off. An operation that is right to {3} m needs {4}: QGIS installs it from Settings &gt; Options &gt; Transformations.</source>
   <translation>Layer „{0}“ wird von {1} nach {2} ohne Gitter gebracht und kann deshalb viele Meter daneben liegen. Eine Operation, die auf {3} m genau ist, braucht {4}: QGIS installiert es unter Einstellungen &gt; Optionen &gt; Transformationen.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/drafts.py" />
   <source>The layers {0} stay among the drafts, since none can be kept in {1}. Save the project in another folder.</source>
   <translation>Die Layer {0} bleiben bei den Entwürfen, da in {1} keiner liegen kann. Speichern Sie das Projekt in einem anderen Ordner.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/drafts.py" />
   <source>The layers {0} stay among the drafts: the project uses automatic transactions. Turn them off (Project &gt; Properties &gt; Data Sources), and save it again.</source>
   <translation>Die Layer {0} bleiben bei den Entwürfen: Das Projekt verwendet automatische Transaktionen. Schalten Sie sie aus (Projekt &gt; Eigenschaften &gt; Datenquellen) und speichern Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/drafts.py" />
   <source>The layers {0} stay among the drafts: '{1}' has a filter, which hides a part of it. Take the filter away (right-click &gt; Filter), and save the project again.</source>
   <translation>Die Layer {0} bleiben bei den Entwürfen: „{1}“ hat einen Filter, der einen Teil verbirgt. Nehmen Sie den Filter weg (Rechtsklick &gt; Filter) und speichern Sie das Projekt noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/drafts.py" />
   <source>The layers {0} stay among the drafts: two layers of one table are being edited. End the edit mode of one, and save the project again.</source>
   <translation>Die Layer {0} bleiben bei den Entwürfen: Zwei Layer einer Tabelle werden bearbeitet. Beenden Sie den Bearbeitungsmodus des einen und speichern Sie das Projekt noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/drafts.py" />
   <source>Layer '{0}' could not be copied to {1} and stays where it is ({2}). Check the free space, and that no other program holds the file. Then save the project again.</source>
   <translation>Layer „{0}“ konnte nicht nach {1} kopiert werden und bleibt, wo er ist ({2}). Prüfen Sie den freien Platz, und ob ein anderes Programm die Datei hält. Speichern Sie dann das Projekt noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/edits.py" />
   <source>Layer '{0}' took no polygon. Check that it is a polygon layer that can be edited.</source>
   <translation>Layer „{0}“ nahm kein Polygon an. Prüfen Sie, ob er ein Polygonlayer ist, der bearbeitet werden kann.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/edits.py" />
   <source>Layer '{0}' has no column '{1}', so a polygon for '{2}' would count as something else. Add it (right-click the layer &gt; Open Attribute Table &gt; New Field, for text), choose another layer, or make new ones with New.</source>
   <translation>Layer „{0}“ hat keine Spalte „{1}“, also würde ein Polygon für „{2}“ als etwas anderes zählen. Fügen Sie sie hinzu (Rechtsklick auf den Layer &gt; Attributtabelle öffnen &gt; Neues Feld, für Text), wählen Sie einen anderen Layer, oder legen Sie mit „Neu“ neue an.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/edits.py" />
   <source>Column '{0}' of layer '{1}' does not take '{2}', so such a polygon would count as something else. Choose another layer, or make new ones with New.</source>
   <translation>Spalte „{0}“ von Layer „{1}“ nimmt „{2}“ nicht an, also würde ein solches Polygon als etwas anderes zählen. Wählen Sie einen anderen Layer, oder legen Sie mit „Neu“ neue an.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/edits.py" />
   <source>This place does not exist in the CRS of layer '{0}', {1}. Draw nearer to the imagery, or choose a layer in another CRS.</source>
   <translation>Diesen Ort gibt es nicht im KBS des Layers „{0}“, {1}. Zeichnen Sie näher an den Bilddaten, oder wählen Sie einen Layer in einem anderen KBS.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/edits.py" />
   <source>Choose another layer, or make new ones with New.</source>
   <translation>Wählen Sie einen anderen Layer, oder machen Sie neue mit „Neu“.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>Layer '{0}' is empty. {1} need at least one polygon: draw one, or select some if only selected features are used.</source>
   <translation>Layer „{0}“ ist leer. {1} brauchen mindestens ein Polygon: Zeichnen Sie eines, oder wählen Sie einige aus, wenn nur die ausgewählten verwendet werden.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>Layer '{0}' has features, but none with a polygon. Draw at least one.</source>
   <translation>Layer „{0}“ hat Objekte, aber keines mit einem Polygon. Zeichnen Sie mindestens eines.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>The run in {0} was made with other {1}, so it cannot go on with these. Give {2}, or leave RESUME empty to start a new run.</source>
   <translation>Der Lauf in {0} wurde mit anderen Eingaben ({1}) gemacht und kann daher mit diesen nicht weitergehen. Geben Sie {2} an, oder lassen Sie RESUME leer, um einen neuen Lauf zu beginnen.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>Layer '{0}' holds collections of shapes, for which QGIS knows no CRS. Take them apart first: 'Convert format' (toolbox, GDAL) with the additional option -explodecollections.</source>
   <translation>Layer „{0}“ enthält Sammlungen von Formen, für die QGIS kein KBS kennt. Zerlegen Sie sie erst: „Format konvertieren“ (Verarbeitungswerkzeuge, GDAL) mit der zusätzlichen Option -explodecollections.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>Layer '{0}' has no CRS, so nobody knows where it lies. Set it: right-click the layer &gt; Layer CRS.</source>
   <translation>Layer „{0}“ hat kein KBS, niemand weiß also, wo er liegt. Setzen Sie es: Rechtsklick auf den Layer &gt; Layer-KBS.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>{0} could not be written: {1}. Check the free space and the permissions of its folder.</source>
   <translation>{0} konnte nicht geschrieben werden: {1}. Prüfen Sie den freien Platz und die Rechte des Ordners.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>Layer '{0}' holds {1}, but {2} must be polygons. Choose or draw a polygon layer; 'Lines to polygons' and 'Buffer' in the toolbox make polygons of lines and points.</source>
   <translation>Layer „{0}“ enthält {1}, aber {2} müssen Polygone sein. Wählen oder zeichnen Sie einen Polygonlayer; „Linien zu Polygonen“ und „Puffer“ in den Verarbeitungswerkzeugen machen Polygone aus Linien und Punkten.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>'{0}' must hold names of columns alone. Write it as '{"class": "use"}'.</source>
   <translation>„{0}“ darf nur Namen von Spalten enthalten. Schreiben Sie es wie '{"class": "use"}'.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>Each field of layer '{0}' takes one column, but one was named twice.</source>
   <translation>Jedes Feld des Layers „{0}“ nimmt eine Spalte auf, aber eines wurde zweimal genannt.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>'{0}' names no columns. Write it as 'class=use, confidence=score', or as a JSON object.</source>
   <translation>„{0}“ nennt keine Spalten. Schreiben Sie es wie 'class=use, confidence=score' oder als JSON-Objekt.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>Footprints have no column '{0}', only {1}.</source>
   <translation>Grundrisse haben keine Spalte „{0}“, nur {1}.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>Layer '{0}' has no field '{1}', only {2}.</source>
   <translation>Der Layer „{0}“ hat kein Feld „{1}“, nur {2}.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>A footprint cannot be brought to {0}, the CRS of layer '{1}'.</source>
   <translation>Ein Grundriss lässt sich nicht nach {0} umrechnen, dem KBS des Layers „{1}“.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>'{0}' does not go into the field '{1}' of layer '{2}' ({3}). Choose another field for it.</source>
   <translation>„{0}“ passt nicht in das Feld „{1}“ des Layers „{2}“ ({3}). Wählen Sie ein anderes Feld dafür.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>Layer '{0}' has no CRS, so nobody knows where it lies. Set it (right-click the layer &gt; Layer CRS &gt; Set Layer CRS).</source>
   <translation>Layer „{0}“ hat kein KBS, also weiß niemand, wo er liegt. Setzen Sie es (Rechtsklick auf den Layer &gt; Layer-KBS &gt; KBS des Layers setzen).</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>Layer '{0}' lies where its CRS, {1}, does not hold. Write the right one into the file with Raster &gt; Projections &gt; Assign Projection.</source>
   <translation>Layer „{0}“ liegt, wo sein KBS, {1}, nicht gilt. Schreiben Sie das richtige mit Raster &gt; Projektionen &gt; Projektion zuweisen in die Datei.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>'{0}' is no raster layer. Imagery must be a raster, such as a GeoTIFF.</source>
   <translation>„{0}“ ist kein Rasterlayer. Bilddaten müssen ein Raster sein, etwa ein GeoTIFF.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>The map shows nothing of '{0}'. Zoom to it.</source>
   <translation>Die Karte zeigt nichts von „{0}“. Zoomen Sie dorthin.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>The CRS of layer '{0}' is set in QGIS alone, and could not be kept for the worker ({1}). Write it into the file (Raster &gt; Projections &gt; Assign Projection).</source>
   <translation>Das KBS von Layer „{0}“ ist nur in QGIS gesetzt und konnte für den Worker nicht festgehalten werden ({1}). Schreiben Sie es in die Datei (Raster &gt; Projektionen &gt; Projektion zuweisen).</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>The map shows more than there is on earth. Zoom in.</source>
   <translation>Die Karte zeigt mehr, als es auf der Erde gibt. Zoomen Sie hinein.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>Save it as a GeoTIFF (right-click the layer &gt; Export &gt; Save As) and use that.</source>
   <translation>Speichern Sie es als GeoTIFF (Rechtsklick auf den Layer &gt; Exportieren &gt; Speichern als), und verwenden Sie das.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>There is no layer or file called '{0}'. Check the name.</source>
   <translation>Es gibt keinen Layer und keine Datei namens „{0}“. Prüfen Sie den Namen.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>{0} could not be opened. Check the address, and that its server answers.</source>
   <translation>{0} konnte nicht geöffnet werden. Prüfen Sie die Adresse, und ob ihr Server antwortet.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>{0} is a folder. Give the file in it.</source>
   <translation>{0} ist ein Ordner. Geben Sie die Datei darin an.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>{0} holds {1} rasters. Say which one: {2}. If they are bands of one image, put them together first (Raster &gt; Miscellaneous &gt; Build Virtual Raster).</source>
   <translation>{0} enthält {1} Raster. Sagen Sie, welches: {2}. Sind es die Kanäle eines Bildes, fügen Sie sie erst zusammen (Raster &gt; Sonstiges &gt; Virtuelles Raster erstellen).</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>{0}{1} could not be read as a layer. Check that it is whole and of a format that QGIS opens.</source>
   <translation>{0}{1} konnte nicht als Layer gelesen werden. Prüfen Sie, ob die Datei ganz ist und von einem Format, das QGIS öffnet.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/import_polygons.py" />
   <source>{0}, which the worker wrote, cannot be read.</source>
   <translation>{0}, vom Arbeitsprozess geschrieben, kann nicht gelesen werden.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/label_moves.py" />
   <source>Layer '{0}' did not let its labels be moved. Check that its polygons can be edited.</source>
   <translation>Layer „{0}“ ließ seine Labels nicht verschieben. Prüfen Sie, ob seine Polygone bearbeitet werden können.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/layer_crs.py" />
   <source>GDAL cannot open {0}.</source>
   <translation>GDAL kann {0} nicht öffnen.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/layer_crs.py" />
   <source>Layer '{0}' is read in {1}, as its CRS is set in QGIS; the file says {2}.</source>
   <translation>Layer „{0}“ wird in {1} gelesen, wie sein KBS in QGIS gesetzt ist; die Datei sagt {2}.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/layer_crs.py" />
   <source>Layer '{0}' is read in {1}, as its CRS is set in QGIS; the file has none.</source>
   <translation>Layer „{0}“ wird in {1} gelesen, wie sein KBS in QGIS gesetzt ist; die Datei hat keines.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/project_layers.py" />
   <source>The footprints in {0} cannot be read. If the file was moved or deleted, look for them again.</source>
   <translation>Die Grundrisse in {0} können nicht gelesen werden. Wurde die Datei verschoben oder gelöscht, suchen Sie sie noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/project_layers.py" />
   <source>There is no CRS to draw in. Choose the imagery first, or set the project's CRS.</source>
   <translation>Es gibt kein KBS, in dem gezeichnet werden könnte. Wählen Sie erst die Bilddaten, oder setzen Sie das KBS des Projekts.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/project_layers.py" />
   <source>No folder for the layers could be made at {0}: {1}. Save the project where you may write, or set ROOFLINE_HOME to such a folder.</source>
   <translation>Unter {0} konnte kein Ordner für die Layer angelegt werden: {1}. Speichern Sie das Projekt, wo Sie schreiben dürfen, oder setzen Sie ROOFLINE_HOME auf einen solchen Ordner.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/project_layers.py" />
   <source>{0} cannot be read as a GeoPackage ({1}). Move it away, and it is made anew.</source>
   <translation>{0} kann nicht als GeoPackage gelesen werden ({1}). Legen Sie es beiseite, dann wird es neu gemacht.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/sources.py" />
   <source>Layer '{0}' cannot be read: {1} is not where it was. Repair its data source, or remove the layer and open the file again.</source>
   <translation>Layer „{0}“ kann nicht gelesen werden: {1} ist nicht, wo es war. Reparieren Sie seine Datenquelle, oder entfernen Sie den Layer, und öffnen Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Found in {imagery}</source>
   <translation>Gefunden in {imagery}</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Role</source>
   <translation>Rolle</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Note</source>
   <translation>Notiz</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Background: none of them</source>
   <translation>Hintergrund: keine davon</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Other classes</source>
   <translation>Andere Klassen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Confidence 0.9 and more</source>
   <translation>Konfidenz 0,9 und mehr</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Confidence 0.7 to 0.9</source>
   <translation>Konfidenz 0,7 bis 0,9</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Confidence 0.4 to 0.7</source>
   <translation>Konfidenz 0,4 bis 0,7</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Confidence below 0.4</source>
   <translation>Konfidenz unter 0,4</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Draw missing footprint</source>
   <translation>Fehlenden Grundriss zeichnen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Skip square</source>
   <translation>Quadrat überspringen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Align labels with the imagery</source>
   <translation>Labels am Bild ausrichten</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Cells to check</source>
   <translation>Zellen zum Prüfen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Train: the labels are complete</source>
   <translation>Trainieren: Die Labels sind vollständig</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Hold out: kept from training to score</source>
   <translation>Zurückhalten: vom Training ausgenommen, zum Bewerten</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Ignore: neither train nor score</source>
   <translation>Ignorieren: weder trainieren noch bewerten</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Suggested: to be labelled next</source>
   <translation>Vorgeschlagen: als Nächstes zu labeln</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>By class</source>
   <translation>Nach Klasse</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>By confidence</source>
   <translation>Nach Konfidenz</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Accepted</source>
   <translation>Angenommen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Rejected</source>
   <translation>Abgelehnt</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Edited</source>
   <translation>Bearbeitet</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Found</source>
   <translation>Gefunden</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Newly found</source>
   <translation>Neu gefunden</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>False alarm</source>
   <translation>Fehlalarm</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>False alarm that is gone</source>
   <translation>Fehlalarm, den es nicht mehr gibt</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Missed</source>
   <translation>Übersehen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Found before, and missed now</source>
   <translation>Vorher gefunden, jetzt übersehen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Accept footprint</source>
   <translation>Grundriss annehmen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Reject footprint</source>
   <translation>Grundriss ablehnen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Delete footprint</source>
   <translation>Grundriss löschen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Accept the footprints of a cell</source>
   <translation>Grundrisse einer Zelle annehmen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Open a cell again</source>
   <translation>Eine Zelle wieder öffnen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Suggest square</source>
   <translation>Quadrat vorschlagen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Square is labelled</source>
   <translation>Quadrat ist gelabelt</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Open</source>
   <translation>Offen</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Taken: being checked</source>
   <translation>Genommen: wird geprüft</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Checked</source>
   <translation>Geprüft</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Use footprints as labels</source>
   <translation>Grundrisse als Labels verwenden</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Add area</source>
   <translation>Gebiet hinzufügen</translation>
  </message>
  <message>
   <location filename="../plugin/online/cache_raster.py" />
   <source>{0} cannot be written: {1}. Check the free space, and the permissions of the folder.</source>
   <translation>{0} kann nicht geschrieben werden: {1}. Prüfen Sie den freien Platz und die Rechte des Ordners.</translation>
  </message>
  <message>
   <location filename="../plugin/online/cache_raster.py" />
   <source>None of the imagery could be fetched.</source>
   <translation>Nichts vom Bild konnte geholt werden.</translation>
  </message>
  <message>
   <location filename="../plugin/online/cache_raster.py" />
   <source>{0} cannot be written: {1}. Check that no other program holds the file.</source>
   <translation>{0} kann nicht geschrieben werden: {1}. Prüfen Sie, ob ein anderes Programm die Datei hält.</translation>
  </message>
  <message>
   <location filename="../plugin/online/cache_raster.py" />
   <source>The imagery cannot be kept in {0}: {1}. Check its permissions and the free space, or set ROOFLINE_HOME to another folder.</source>
   <translation>Das Bild kann nicht in {0} aufbewahrt werden: {1}. Prüfen Sie die Rechte und den freien Platz, oder setzen Sie ROOFLINE_HOME auf einen anderen Ordner.</translation>
  </message>
  <message>
   <location filename="../plugin/online/cache_raster.py" />
   <source>Fetch imagery of a service</source>
   <translation>Bilddaten eines Dienstes holen</translation>
  </message>
  <message>
   <location filename="../plugin/online/map_time.py" />
   <source>The imagery of '{layer}' is of several times. What its service gives when no time is asked for is taken, whatever time the map shows. Set another time in Layer Properties &gt; Source.</source>
   <translation>Die Bilder von „{layer}“ gibt es zu mehreren Zeitpunkten. Genommen wird, was der Dienst liefert, wenn nach keiner Zeit gefragt wird, welche Zeit die Karte auch zeigt. Eine andere Zeit lässt sich in Layereigenschaften &gt; Quelle einstellen.</translation>
  </message>
  <message>
   <location filename="../plugin/online/map_time.py" />
   <source>The imagery of '{layer}' is of several times. That of {time} is taken, as it is set in Layer Properties &gt; Source, whatever time the map shows.</source>
   <translation>Die Bilder von „{layer}“ gibt es zu mehreren Zeitpunkten. Genommen werden die von {time}, wie in Layereigenschaften &gt; Quelle eingestellt, welche Zeit die Karte auch zeigt.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Layer '{0}' has no CRS, so nobody knows where it lies. Set it in the layer's properties.</source>
   <translation>Layer „{0}“ hat kein KBS, also weiß niemand, wo er liegt. Setzen Sie es in den Eigenschaften des Layers.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Layer '{0}' shows none of the ground that is needed. Choose imagery that covers the labels, the areas or the extent.</source>
   <translation>Layer „{0}“ zeigt nichts vom benötigten Gelände. Wählen Sie ein Bild, das die Labels, die Flächen oder die Ausdehnung bedeckt.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>The service of {0} stopped answering ({1}): {2} of {3} parts of the imagery came. They are kept: run this again later, and it goes on from there.</source>
   <translation>Der Dienst von {0} antwortet nicht mehr ({1}): {2} von {3} Teilen des Bildes kamen. Sie bleiben: Starten Sie dies später noch einmal, dann geht es von dort weiter.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Every answer of the service of {0} was empty. Check on the map that it shows the ground that is asked for, at this scale too.</source>
   <translation>Jede Antwort des Dienstes von {0} war leer. Prüfen Sie auf der Karte, ob er das verlangte Gelände zeigt, auch in diesem Maßstab.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Layer '{0}' would have to be fetched at {1} m a pixel: {2} million pixels, and {3} million are the most. Choose less ground, by areas or an extent, a coarser resolution, or a higher limit (MOST_MEGAPIXELS).</source>
   <translation>Layer „{0}“ müsste mit {1} m je Pixel geholt werden: {2} Millionen Pixel, und höchstens {3} Millionen sind erlaubt. Wählen Sie weniger Gelände, durch Flächen oder eine Ausdehnung, eine gröbere Auflösung oder eine höhere Grenze (MOST_MEGAPIXELS).</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Imagery of {0} is fetched at {1} m a pixel: {2} parts, {3} million pixels, about {4} MB on disk. Make sure that its terms of use allow to keep and to analyse it.</source>
   <translation>Das Bild von {0} wird mit {1} m je Pixel geholt: {2} Teile, {3} Millionen Pixel, etwa {4} MB auf der Platte. Vergewissern Sie sich, dass die Nutzungsbedingungen erlauben, es zu speichern und auszuwerten.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Layer '{0}' is drawn at {1} m a pixel: {2} million pixels, about {3} MB on disk.</source>
   <translation>Layer „{0}“ wird mit {1} m je Pixel gezeichnet: {2} Millionen Pixel, etwa {3} MB auf der Platte.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>{n} of {all} parts of the imagery do not exist at {service}. They are nodata: nothing is learned or found there.</source>
   <translation>{n} von {all} Teilen des Bildes gibt es bei {service} nicht. Sie sind Nodata: Dort wird nichts gelernt und nichts gefunden.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>{n} of {all} parts of the imagery came empty from {service}. They are nodata: nothing is learned or found there.</source>
   <translation>{n} von {all} Teilen des Bildes kamen leer von {service}. Sie sind Nodata: Dort wird nichts gelernt und nichts gefunden.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>{n} of {all} parts of the imagery could not be fetched from {service} ({problem}). They are nodata: nothing is learned or found there. Run this again, and only they are fetched.</source>
   <translation>{n} von {all} Teilen des Bildes konnten nicht von {service} geholt werden ({problem}). Sie sind Nodata: Dort wird nichts gelernt und nichts gefunden. Beim nächsten Lauf werden nur sie geholt.</translation>
  </message>
  <message>
   <location filename="../plugin/online/picture.py" />
   <source>The {0} service at {1} could not be opened. Check the address and the parameters, and that the server answers.</source>
   <translation>Der {0}-Dienst bei {1} konnte nicht geöffnet werden. Prüfen Sie die Adresse und die Parameter, und ob der Server antwortet.</translation>
  </message>
  <message>
   <location filename="../plugin/online/picture.py" />
   <source>Layer '{0}' cannot be drawn: its source did not answer, or is gone. Check the connection, or remove the layer and add it again.</source>
   <translation>Layer „{0}“ kann nicht gezeichnet werden: Seine Quelle antwortete nicht oder ist fort. Prüfen Sie die Verbindung, oder entfernen Sie den Layer und fügen ihn neu hinzu.</translation>
  </message>
  <message>
   <location filename="../plugin/online/resolution.py" />
   <source>There is no ground at ({0}, {1}) in {2}. Choose areas or an extent where there is.</source>
   <translation>Bei ({0}, {1}) in {2} gibt es kein Gelände. Wählen Sie Flächen oder eine Ausdehnung, wo es welches gibt.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/alignlabels.py" />
   <source>Writing the labels</source>
   <translation>Labels werden geschrieben</translation>
  </message>
  <message>
   <location filename="../plugin/processing/alignlabels.py" />
   <source>Finds the shift between labels and what a model sees in the imagery, and moves the labels.</source>
   <translation>Findet den Versatz zwischen Labels und dem, was ein Modell im Bild sieht, und verschiebt die Labels.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/append_to.py" />
   <source>Adding to {0}: {1}</source>
   <translation>Hinzufügen zu {0}: {1}</translation>
  </message>
  <message>
   <location filename="../plugin/processing/append_to.py" />
   <source>{0} is no vector layer. Choose a layer of polygons.</source>
   <translation>{0} ist kein Vektorlayer. Wählen Sie einen Layer aus Polygonen.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/append_to.py" />
   <source>The footprints are kept in {0} for {1} days.</source>
   <translation>Die Grundrisse bleiben {1} Tage in {0}.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/cacheimagery.py" />
   <source>Writing the GeoTIFF</source>
   <translation>Das GeoTIFF wird geschrieben</translation>
  </message>
  <message>
   <location filename="../plugin/processing/cacheimagery.py" />
   <source>{0} would be a GeoTIFF. Give a name that ends in .tif.</source>
   <translation>{0} wäre ein GeoTIFF. Geben Sie einen Namen an, der auf .tif endet.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/cacheimagery.py" />
   <source>Fetches imagery of a service, or a layer as it is drawn, into a GeoTIFF.</source>
   <translation>Holt das Bild eines Dienstes, oder einen Layer, wie er gezeichnet wird, in ein GeoTIFF.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/cacheimagery.py" />
   <source>Both areas and an extent were given. Leave one of AREAS and EXTENT empty.</source>
   <translation>Sowohl Gebiete als auch ein Ausschnitt wurden angegeben. Lassen Sie eines von AREAS und EXTENT leer.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/compare.py" />
   <source>Tells which buildings are new, gone, changed, unchanged, split or merged, with the overlap of each.</source>
   <translation>Sagt, welche Gebäude neu, weg, verändert, unverändert, geteilt oder zusammengelegt sind, mit der Überlappung von jedem.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/compare.py" />
   <source>Compare two layers of footprints</source>
   <translation>Zwei Layer von Grundrissen vergleichen</translation>
  </message>
  <message>
   <location filename="../plugin/processing/destinations.py" />
   <source>{0} holds {1} layers ({2}), and {3} would replace them all. Choose another file, or a GeoPackage (*.gpkg), to which a layer is added.</source>
   <translation>{0} enthält {1} Layer ({2}), und {3} würde sie alle ersetzen. Wählen Sie eine andere Datei, oder ein GeoPackage (*.gpkg), dem ein Layer hinzugefügt wird.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/destinations.py" />
   <source>{0} would be written to {1}, which belongs to an input ({2}) and would be lost. Choose another file.</source>
   <translation>{0} würde nach {1} geschrieben, das zu einer Eingabe gehört ({2}) und verloren wäre. Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/destinations.py" />
   <source>{0} and {1} would both be written to {2}. Choose another file for one.</source>
   <translation>{0} und {1} würden beide nach {2} geschrieben. Wählen Sie für eines eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/evaluate.py" />
   <source>Compares footprints with reference outlines: F1, precision, recall, and a layer of what is wrong.</source>
   <translation>Vergleicht Grundrisse mit Referenzumrissen: F1, Genauigkeit (Precision), Trefferquote (Recall) und ein Layer mit dem, was falsch ist.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/evaluate.py" />
   <source>Score footprints</source>
   <translation>Grundrisse bewerten</translation>
  </message>
  <message>
   <location filename="../plugin/processing/exportonnx.py" />
   <source>{0} would be an ONNX file. Give a name that ends in .onnx.</source>
   <translation>{0} wäre eine ONNX-Datei. Geben Sie einen Namen an, der auf .onnx endet.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/exportonnx.py" />
   <source>Writes a model as a file that other programs can run.</source>
   <translation>Schreibt ein Modell als Datei, die andere Programme ausführen können.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/exportonnx.py" />
   <source>Export a model as ONNX</source>
   <translation>Ein Modell als ONNX exportieren</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>a few seconds left</source>
   <translation>noch wenige Sekunden</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>about {n} s left</source>
   <translation>noch etwa {n} s</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>about {n} min left</source>
   <translation>noch etwa {n} min</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>about {n} h left</source>
   <translation>noch etwa {n} h</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>loss {n}</source>
   <translation>Verlust {n}</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>held-out F1 {n}</source>
   <translation>zurückgehaltenes F1 {n}</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>held-out IoU {n}</source>
   <translation>IoU auf dem Zurückgehaltenen {n}</translation>
  </message>
  <message>
   <location filename="../plugin/processing/finetune.py" />
   <source>Teaches a model what buildings look like in your imagery.</source>
   <translation>Bringt einem Modell bei, wie Gebäude in Ihren Bilddaten aussehen.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/finetune.py" />
   <source>The same request with RESUME={0} goes on from the last weights saved there.</source>
   <translation>Derselbe Auftrag mit RESUME={0} geht von den zuletzt dort gespeicherten Gewichten weiter.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/finetune.py" />
   <source>No weights had been saved yet, so the run must be started anew.</source>
   <translation>Es waren noch keine Gewichte gespeichert, der Lauf muss also neu begonnen werden.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/finetune.py" />
   <source>Fine-tune a model</source>
   <translation>Ein Modell nachtrainieren</translation>
  </message>
  <message>
   <location filename="../plugin/processing/job_inputs.py" />
   <source>No imagery was given. Choose at least one raster layer.</source>
   <translation>Es wurden keine Bilddaten angegeben. Wählen Sie mindestens einen Rasterlayer.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/job_inputs.py" />
   <source>The extent {0} has no area. Write it as 'xmin,xmax,ymin,ymax [EPSG:code]'.</source>
   <translation>Der Ausschnitt {0} hat keine Fläche. Schreiben Sie ihn als „xmin,xmax,ymin,ymax [EPSG:code]“.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/learningcurve.py" />
   <source>Trains on more and more of the labels, and tells whether more of them would help.</source>
   <translation>Trainiert auf immer mehr der Labels und sagt, ob noch mehr davon helfen würden.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/learningcurve.py" />
   <source>The same request with RESUME={0} goes on after the trainings that are finished.</source>
   <translation>Derselbe Auftrag mit RESUME={0} geht nach den Trainings weiter, die fertig sind.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/learningcurve.py" />
   <source>How many labels do I need?</source>
   <translation>Wie viele Labels brauche ich?</translation>
  </message>
  <message>
   <location filename="../plugin/processing/online_inputs.py" />
   <source>The request in {0} cannot be read ({1}). Leave RESUME empty to start anew.</source>
   <translation>Der Auftrag in {0} kann nicht gelesen werden ({1}). Lassen Sie RESUME leer, um neu zu beginnen.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/online_inputs.py" />
   <source>Fetching imagery from {service}: {n} of {all} parts</source>
   <translation>Bild wird von {service} geholt: {n} von {all} Teilen</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>{0} is a folder. Give the name of a file in it.</source>
   <translation>{0} ist ein Ordner. Geben Sie den Namen einer Datei darin an.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>There is no folder {0} for {1}. Make it, or choose another.</source>
   <translation>Es gibt keinen Ordner {0} für {1}. Legen Sie ihn an, oder wählen Sie einen anderen.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>The name {0} is too long for a file that is written beside its place first. Give a shorter one.</source>
   <translation>Der Name {0} ist zu lang für eine Datei, die erst daneben geschrieben wird. Geben Sie einen kürzeren an.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>{0} cannot be written: {1}. Choose another place.</source>
   <translation>{0} kann nicht geschrieben werden: {1}. Wählen Sie einen anderen Ort.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>{0} is a raster. Give a layer of polygons.</source>
   <translation>{0} ist ein Raster. Geben Sie einen Layer mit Polygonen an.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>The extent '{0}' cannot be read. Write it as 'xmin,xmax,ymin,ymax [EPSG:code]'.</source>
   <translation>Der Ausschnitt „{0}“ ist nicht lesbar. Schreiben Sie ihn als „xmin,xmax,ymin,ymax [EPSG:code]“.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/predict.py" />
   <source>Writing the footprints</source>
   <translation>Die Grundrisse werden geschrieben</translation>
  </message>
  <message>
   <location filename="../plugin/processing/predict.py" />
   <source>{0} could not be written: {1}. Check the free space.</source>
   <translation>{0} ließ sich nicht schreiben: {1}. Prüfen Sie den freien Platz.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/predict.py" />
   <source>Finds buildings in imagery and draws their outlines.</source>
   <translation>Findet Gebäude in Bilddaten und zeichnet ihre Umrisse.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/predict.py" />
   <source>The footprints have no place to go. Name a layer or a file in FOOTPRINTS, or a layer in APPEND_TO.</source>
   <translation>Die Grundrisse haben kein Ziel. Nennen Sie in FOOTPRINTS einen Layer oder eine Datei oder in APPEND_TO einen Layer.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/pretrain.py" />
   <source>Teaches an encoder what your imagery looks like, without any label, as a base model for fine-tuning.</source>
   <translation>Bringt einem Encoder bei, wie Ihre Bilder aussehen, ganz ohne Labels, als Basismodell für das Nachtrainieren.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/pretrain.py" />
   <source>The same request with RESUME={0} goes on from the last weights saved there; with a time limit that is over already, it only writes them.</source>
   <translation>Derselbe Auftrag mit RESUME={0} fährt mit den zuletzt dort gespeicherten Gewichten fort; mit einer Zeitgrenze, die schon vorbei ist, schreibt er sie nur.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/pretrain.py" />
   <source>{0} must end in {1}, so that a fine-tuning takes it as its base model.</source>
   <translation>{0} muss auf {1} enden, damit ein Nachtraining es als Basismodell nimmt.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/pretrain.py" />
   <source>The same request with RESUME={0} goes on with the windows that had been drawn, if any.</source>
   <translation>Derselbe Auftrag mit RESUME={0} fährt mit den Fenstern fort, die schon gezogen waren, falls es welche gibt.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/pretrain.py" />
   <source>Pretrain an encoder without labels</source>
   <translation>Einen Encoder ohne Labels vortrainieren</translation>
  </message>
  <message>
   <location filename="../plugin/processing/regularize.py" />
   <source>Draws the outlines of buildings with straight walls, square corners and common walls.</source>
   <translation>Zeichnet die Umrisse von Gebäuden mit geraden Wänden, rechten Winkeln und gemeinsamen Wänden.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/regularize.py" />
   <source>Regularize building footprints</source>
   <translation>Grundrisse begradigen</translation>
  </message>
  <message>
   <location filename="../plugin/processing/reviewgrid.py" />
   <source>Makes a layer of square cells over an extent, to check footprints cell by cell.</source>
   <translation>Legt einen Layer quadratischer Zellen über einen Ausschnitt, um Grundrisse Zelle für Zelle zu prüfen.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/reviewgrid.py" />
   <source>Make cells to check</source>
   <translation>Zellen zum Prüfen anlegen</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_algorithm.py" />
   <source>Both a run to resume and a run folder were given. Leave one of RESUME and RUN_FOLDER empty: the folder of a run that was written down is resumed by torchrun itself.</source>
   <translation>Es wurden ein Lauf zum Fortsetzen und ein Ordner für einen Lauf angegeben. Lassen Sie RESUME oder RUN_FOLDER leer: den Ordner eines aufgeschriebenen Laufs setzt torchrun selbst fort.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>{0} is not empty. RUN_FOLDER takes a new or an empty folder.</source>
   <translation>{0} ist nicht leer. RUN_FOLDER nimmt einen neuen oder leeren Ordner.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>No such folder: {0}. RESUME takes the folder of a job that was cut off.</source>
   <translation>Es gibt keinen Ordner {0}. RESUME nimmt den Ordner eines Auftrags, der unterbrochen wurde.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>There is nothing to go on with in {0}: it holds no request.json. Look in {1}.</source>
   <translation>In {0} gibt es nichts fortzusetzen: Es enthält kein request.json. Sehen Sie in {1} nach.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>{0} belongs to another algorithm ({1}); this one goes on with a {2}.</source>
   <translation>{0} gehört zu einem anderen Algorithmus ({1}); dieser setzt einen Auftrag {2} fort.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>No temporary folder for the job could be made: {0}. Set the variable TMPDIR (TEMP on Windows) to a folder that you may write to.</source>
   <translation>Für den Auftrag konnte kein temporärer Ordner angelegt werden: {0}. Setzen Sie die Variable TMPDIR (TEMP unter Windows) auf einen Ordner, in den Sie schreiben dürfen.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>{0} cannot be made or read ({1}). Choose another folder.</source>
   <translation>{0} kann nicht angelegt oder gelesen werden ({1}). Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/selftest.py" />
   <source>{0} could not be written: {1}. Choose another place.</source>
   <translation>{0} konnte nicht geschrieben werden: {1}. Wählen Sie einen anderen Ort.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/selftest.py" />
   <source>Tests whether all of Roofline works on this computer, and how fast.</source>
   <translation>Prüft, ob auf diesem Computer alles von Roofline funktioniert, und wie schnell.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/setup.py" />
   <source>{0} It needs the packages, so nothing was changed.</source>
   <translation>{0} Er braucht die Pakete, deshalb wurde nichts geändert.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/setup.py" />
   <source>Installs the packages that Roofline learns with.</source>
   <translation>Installiert die Pakete, mit denen Roofline lernt.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/setup.py" />
   <source>Set up Roofline</source>
   <translation>Roofline einrichten</translation>
  </message>
  <message>
   <location filename="../plugin/processing/suggest.py" />
   <source>Writing the suggested areas</source>
   <translation>Die vorgeschlagenen Gebiete werden geschrieben</translation>
  </message>
  <message>
   <location filename="../plugin/processing/suggest.py" />
   <source>Ranks squares of the imagery by the wrong footprints that the model expects there.</source>
   <translation>Ordnet Quadrate der Bilder nach den falschen Umrissen, die das Modell dort erwartet.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/suggest.py" />
   <source>Suggest where to label next</source>
   <translation>Vorschlagen, wo als Nächstes zu labeln ist</translation>
  </message>
  <message>
   <location filename="../plugin/processing/worker_algorithm.py" />
   <source>A layer from a service (XYZ, WMS, WMTS, WCS, ArcGIS) is fetched where it is needed, and kept; its URI may stand in place of a layer.</source>
   <translation>Ein Layer von einem Dienst (XYZ, WMS, WMTS, WCS, ArcGIS) wird geholt, wo er gebraucht wird, und aufbewahrt; seine URI darf anstelle eines Layers stehen.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>Layer '{0}' has no column {1}, so it is no grid of cells to check. Make one on the page Check, or with roofline:reviewgrid.</source>
   <translation>Der Layer „{0}“ hat keine Spalte {1} und ist deshalb kein Raster aus Zellen zum Prüfen. Legen Sie eines auf der Seite Prüfen an oder mit roofline:reviewgrid.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>Columns {0} of layer '{1}' must hold texts. Make a grid of cells on the page Check, or with roofline:reviewgrid.</source>
   <translation>Die Spalten {0} des Layers „{1}“ müssen Texte enthalten. Legen Sie ein Raster aus Zellen auf der Seite Prüfen an oder mit roofline:reviewgrid.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>The cells of layer '{0}' cannot be changed: it is read-only here, or its user may not change it. Choose another layer, or ask for the right.</source>
   <translation>Die Zellen des Layers „{0}“ können nicht geändert werden: Er ist hier schreibgeschützt, oder sein Benutzer darf ihn nicht ändern. Wählen Sie einen anderen Layer, oder bitten Sie um das Recht.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>The cells of layer '{0}' cannot be read any more. Check that its file or its database is there, and try again.</source>
   <translation>Die Zellen des Layers „{0}“ können nicht mehr gelesen werden. Prüfen Sie, ob seine Datei oder seine Datenbank da ist, und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>Layer '{0}' has something else for cell {1} than was written ({2}, {3}): a trigger of its database? Take it away.</source>
   <translation>Der Layer „{0}“ hat für die Zelle {1} etwas anderes, als geschrieben wurde ({2}, {3}): ein Trigger seiner Datenbank? Nehmen Sie ihn weg.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>Layer '{0}' has a filter by '{1}', which hides its cells as soon as they are taken or checked. Take it away (right-click &gt; Filter), and try again.</source>
   <translation>Layer „{0}“ hat einen Filter nach „{1}“, der seine Zellen verbirgt, sobald sie genommen oder geprüft sind. Nehmen Sie ihn weg (Rechtsklick &gt; Filter) und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>Column '{0}' of layer '{1}' takes {2} characters, which are too few for '{3}'. Make it longer, or choose other cells.</source>
   <translation>Die Spalte „{0}“ des Layers „{1}“ fasst {2} Zeichen, zu wenige für „{3}“. Machen Sie sie länger, oder wählen Sie andere Zellen.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>The cell in layer '{0}' could not be changed: {1}. Nothing is lost; try again.</source>
   <translation>Die Zelle im Layer „{0}“ konnte nicht geändert werden: {1}. Nichts ist verloren; versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/review/checked_cells.py" />
   <source>The footprints do not exist in {0}, the CRS of the cells. Choose cells that lie where the footprints are.</source>
   <translation>Die Grundrisse gibt es in {0}, dem KBS der Zellen, nicht. Wählen Sie Zellen, die dort liegen, wo die Grundrisse sind.</translation>
  </message>
  <message>
   <location filename="../plugin/review/columns.py" />
   <source>Layer '{0}' has no column {1}, which checking needs. Choose footprints that were found with Predict, or add it in the layer's attribute table.</source>
   <translation>Layer „{0}“ hat keine Spalte {1}, die zum Prüfen nötig ist. Wählen Sie Grundrisse, die mit „Vorhersagen“ gefunden wurden, oder fügen Sie sie in der Attributtabelle hinzu.</translation>
  </message>
  <message>
   <location filename="../plugin/review/columns.py" />
   <source>Column 'status' of layer '{0}' holds no text, but must take words such as accepted. Choose footprints that were found with Predict.</source>
   <translation>Die Spalte „status“ des Layers „{0}“ enthält keinen Text, muss aber Wörter wie accepted aufnehmen. Wählen Sie Grundrisse, die mit „Vorhersagen“ gefunden wurden.</translation>
  </message>
  <message>
   <location filename="../plugin/review/columns.py" />
   <source>Column 'status' of layer '{0}' takes {1} characters, which are too few for '{2}'. Make it longer, or choose footprints that were found with Predict.</source>
   <translation>Spalte „status“ von Layer „{0}“ nimmt {1} Zeichen, zu wenige für „{2}“. Machen Sie sie länger, oder wählen Sie Grundrisse, die mit „Vorhersagen“ gefunden wurden.</translation>
  </message>
  <message>
   <location filename="../plugin/review/edit_command.py" />
   <source>Layer '{0}' did not take the edit. Check that it can be edited with QGIS's own tools.</source>
   <translation>Layer „{0}“ nahm die Änderung nicht an. Prüfen Sie, ob er mit den Werkzeugen von QGIS bearbeitet werden kann.</translation>
  </message>
  <message>
   <location filename="../plugin/review/edit_command.py" />
   <source>Save a copy as a GeoPackage (right-click the layer &gt; Export &gt; Save Features As) and choose that.</source>
   <translation>Speichern Sie eine Kopie als GeoPackage (Rechtsklick auf den Layer &gt; Exportieren &gt; Objekte speichern als), und wählen Sie diese.</translation>
  </message>
  <message>
   <location filename="../plugin/review/grid_session.py" />
   <source>{0} cells of layer '{1}' were changed by others as soon as they were to be taken. Try again.</source>
   <translation>{0} Zellen des Layers „{1}“ wurden von anderen geändert, gerade als sie genommen werden sollten. Versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/review/grid_session.py" />
   <source>Cell {0} was taken over by {1} meanwhile, and has no verdict of yours. What you did to its footprints is kept.</source>
   <translation>Die Zelle {0} wurde inzwischen von {1} übernommen und hat kein Urteil von Ihnen. Was Sie an ihren Grundrissen getan haben, bleibt.</translation>
  </message>
  <message>
   <location filename="../plugin/review/grid_session.py" />
   <source>Cell {0} was changed by somebody else since, and stays as it is now.</source>
   <translation>Die Zelle {0} wurde seither von jemand anderem geändert und bleibt, wie sie jetzt ist.</translation>
  </message>
  <message>
   <location filename="../plugin/review/review_grid.py" />
   <source>The extent {0} has no area on the ground. Choose another one.</source>
   <translation>Der Ausschnitt {0} hat am Boden keine Fläche. Wählen Sie einen anderen.</translation>
  </message>
  <message>
   <location filename="../plugin/review/review_grid.py" />
   <source>{0} cells with sides of {1} m are more than {2}. Try {3} m, or a smaller part.</source>
   <translation>{0} Zellen mit Seiten von {1} m sind mehr als {2}. Versuchen Sie es mit {3} m oder einem kleineren Teil.</translation>
  </message>
  <message>
   <location filename="../plugin/review/review_grid.py" />
   <source>This part of the map does not exist in {0}, the CRS of the footprints. Zoom in on them.</source>
   <translation>Diesen Teil der Karte gibt es in {0}, dem KBS der Grundrisse, nicht. Zoomen Sie zu ihnen.</translation>
  </message>
  <message>
   <location filename="../plugin/review/review_grid.py" />
   <source>The cells could not be written to {0} ({1}). Check the free space, and that no other program holds the file.</source>
   <translation>Die Zellen konnten nicht nach {0} geschrieben werden ({1}). Prüfen Sie den freien Platz und ob kein anderes Programm die Datei festhält.</translation>
  </message>
  <message>
   <location filename="../plugin/review/spatial_queries.py" />
   <source>This cell does not exist in {0}, the CRS of layer '{1}'. Choose cells that lie where the footprints are.</source>
   <translation>Diese Zelle gibt es in {0}, dem KBS des Layers „{1}“, nicht. Wählen Sie Zellen, die dort liegen, wo die Grundrisse sind.</translation>
  </message>
  <message>
   <location filename="../plugin/review/squares.py" />
   <source>Layer '{0}' has no column 'role', which tells squares to label from areas that are labelled. Choose another layer of areas, or make one with New.</source>
   <translation>Layer „{0}“ hat keine Spalte „role“, die zu labelnde Quadrate von gelabelten Gebieten unterscheidet. Wählen Sie einen anderen Layer mit Gebieten, oder machen Sie einen mit „Neu“.</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>Layer '{0}' has a filter, and the ground of the footprints that it hides would count as ground without any. Take it away (right-click &gt; Filter), and try again.</source>
   <translation>Layer „{0}“ hat einen Filter, und der Boden der Grundrisse, die er verbirgt, würde als Boden ohne solche zählen. Entfernen Sie ihn (Rechtsklick &gt; Filter), und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>There are no footprints to use. Find some with Predict, or choose a layer of footprints.</source>
   <translation>Es gibt keine Grundrisse zu verwenden. Finden Sie einige mit „Vorhersagen“, oder wählen Sie einen Layer mit Grundrissen.</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>The map shows nothing of '{0}'. Zoom to the footprints that you checked.</source>
   <translation>Die Karte zeigt nichts von „{0}“. Zoomen Sie zu den Grundrissen, die Sie geprüft haben.</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>What the map shows does not exist in {0}. Zoom in on the footprints that you checked.</source>
   <translation>Was die Karte zeigt, gibt es nicht in {0}. Zoomen Sie auf die Grundrisse, die Sie geprüft haben.</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>These footprints have no place in {0}.</source>
   <translation>Diese Grundrisse haben in {0} keinen Ort.</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>Layer '{0}' did not take the labels. Check that it is a polygon layer that can be edited.</source>
   <translation>Layer „{0}“ nahm die Labels nicht an. Prüfen Sie, ob er ein Polygonlayer ist, der bearbeitet werden kann.</translation>
  </message>
  <message>
   <location filename="../plugin/translation.py" />
   <source>en</source>
   <translation>de</translation>
  </message>
  <message>
   <location filename="../plugin/worker/client.py" />
   <source>The worker stopped in the middle of the job: {0}. What it wrote last is in {1}.</source>
   <translation>Der Arbeitsprozess hielt mitten im Auftrag an: {0}. Was er zuletzt schrieb, ist in {1}.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/client.py" />
   <source>The worker speaks protocol {0}, the plugin {1}. Restart QGIS.</source>
   <translation>Der Arbeitsprozess spricht Protokoll {0}, das Plugin {1}. Starten Sie QGIS neu.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/client.py" />
   <source>Make its environment again: 'Set up Roofline' in the toolbox, or 'qgis_process run roofline:setup -- REPAIR=true'.</source>
   <translation>Legen Sie seine Umgebung neu an: „Roofline einrichten“ in den Verarbeitungswerkzeugen, oder 'qgis_process run roofline:setup -- REPAIR=true'.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/client.py" />
   <source>Roofline is being closed, so the job did not begin.</source>
   <translation>Roofline wird geschlossen, der Auftrag begann deshalb nicht.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/client.py" />
   <source>Waiting for another job of this QGIS to end.</source>
   <translation>Wartet auf das Ende eines anderen Auftrags dieses QGIS.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/job_folder.py" />
   <source>{0} already holds 999 folders called {1}.</source>
   <translation>{0} enthält schon 999 Ordner namens {1}.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/network.py" />
   <source>{0} cannot be written: {1}. Check the rights on that folder.</source>
   <translation>{0} kann nicht geschrieben werden: {1}. Prüfen Sie die Rechte an diesem Ordner.</translation>
  </message>
  <message>
   <location filename="../protocol/ground.py" />
   <source>{0} has a CRS that is bound to no place on earth ({1}). Assign the right one: right-click the layer &gt; Layer CRS, or for imagery Raster &gt; Projections &gt; Assign Projection.</source>
   <translation>{0} hat ein KBS, das an keinen Ort der Erde gebunden ist ({1}). Weisen Sie das richtige zu: Rechtsklick auf den Layer &gt; Layer-KBS, oder für Bilddaten Raster &gt; Projektionen &gt; Projektion zuweisen.</translation>
  </message>
  <message>
   <location filename="../protocol/job_lock.py" />
   <source>The job in {0} is being done, perhaps by another QGIS. Wait for its end, or cancel it there.</source>
   <translation>An dem Auftrag in {0} wird gerade gearbeitet, vielleicht von einem anderen QGIS. Warten Sie auf sein Ende, oder brechen Sie ihn dort ab.</translation>
  </message>
  <message>
   <location filename="../protocol/messages.py" />
   <source>{0} has no field called {1}.</source>
   <translation>{0} hat kein Feld namens {1}.</translation>
  </message>
  <message>
   <location filename="../protocol/messages.py" />
   <source>{0} lacks a field: {1}.</source>
   <translation>{0} fehlt ein Feld: {1}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} must be yes or no (true or false), got {1}.</source>
   <translation>{0} muss ja oder nein sein (true oder false), nicht {1}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} must be a text, got {1}.</source>
   <translation>{0} muss ein Text sein, nicht {1}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} must be one of {1}; got {2}.</source>
   <translation>{0} muss eines von {1} sein, nicht {2}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} must be a {1}number, got {2}.</source>
   <translation>{0} muss eine {1}Zahl sein, nicht {2}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} must lie between {1} and {2}, got {3}.</source>
   <translation>{0} muss zwischen {1} und {2} liegen, nicht bei {3}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} {1} does not divide by {2}; try {3}.</source>
   <translation>{0} {1} ist nicht durch {2} teilbar; versuchen Sie {3}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} has no setting called {1}.</source>
   <translation>{0} hat keine Einstellung namens {1}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>Target</source>
   <translation>Ziel</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>What the outlines are of. buildings: things that stand singly, scored one by one (F1). cover: ground of a kind, such as water or forest, scored by the IoU of each class. auto: cover where the names of most classes say so, and none is of buildings.</source>
   <translation>Wovon die Umrisse sind. buildings: Dinge, die einzeln stehen, eins nach dem anderen bewertet (F1). cover: Boden einer Art, etwa Wasser oder Wald, bewertet nach der IoU jeder Klasse. auto: cover, wo die Namen der meisten Klassen es sagen und keiner der von Gebäuden ist.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>Unchanged from</source>
   <translation>Unverändert ab</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>A building whose outlines before and after overlap by this much or more (intersection over union) is unchanged. Raise it where both layers were drawn with care.</source>
   <translation>Ein Gebäude, dessen Umrisse vorher und nachher sich mindestens so weit überlappen (Schnitt durch Vereinigung), ist unverändert. Höher, wo beide Layer sorgfältig gezeichnet sind.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>Same building from</source>
   <translation>Selbes Gebäude ab</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>Outlines before and after belong together where this share of the one or of the other lies on its counterpart. What has no counterpart is new or gone.</source>
   <translation>Umrisse vorher und nachher gehören zusammen, wo dieser Anteil des einen oder des anderen auf seinem Gegenstück liegt. Was kein Gegenstück hat, ist neu oder weg.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: resolution</source>
   <translation>ONNX: Auflösung</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: the ground metres a pixel at which it looks at the imagery. Empty: as the file says.</source>
   <translation>Eines ONNX-Modells von anderswo: die Meter am Boden je Pixel, mit denen es die Bilddaten ansieht. Leer: wie die Datei sagt.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: bands</source>
   <translation>ONNX: Kanäle</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: the bands that it takes. rgbn: with near infrared last; nrg: near infrared, red, green; pan: one band; order: those of the imagery, in their order. auto: pan, rgb or rgbn by their number, else order.</source>
   <translation>Eines ONNX-Modells von anderswo: die Kanäle, die es nimmt. rgbn: mit nahem Infrarot zuletzt; nrg: nahes Infrarot, Rot, Grün; pan: ein Kanal; order: die der Bilddaten, in deren Reihenfolge. auto: pan, rgb oder rgbn nach ihrer Zahl, sonst order.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: scaling</source>
   <translation>ONNX: Skalierung</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: how it wants the values. unit: from 0 to 1; imagenet: from 0 to 1, then less ImageNet's mean and divided by its deviation; raw: as they are in the raster; raster: less the mean of the raster and divided by its deviation. auto: as the file says, else unit.</source>
   <translation>Eines ONNX-Modells von anderswo: wie es die Werte will. unit: von 0 bis 1; imagenet: von 0 bis 1, dann weniger dem Mittel von ImageNet und durch dessen Abweichung; raw: wie sie im Raster sind; raster: weniger dem Mittel des Rasters und durch dessen Abweichung. auto: wie die Datei sagt, sonst unit.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: white</source>
   <translation>ONNX: Weiß</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: the value in the raster that becomes 1. Empty: 255.</source>
   <translation>Eines ONNX-Modells von anderswo: der Wert im Raster, der 1 wird. Leer: 255.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: output</source>
   <translation>ONNX: Ausgabe</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: what it gives. probabilities: from 0 to 1; sigmoid: logits, each channel by itself; softmax: logits of channels that exclude each other. auto: by a look at what comes out.</source>
   <translation>Eines ONNX-Modells von anderswo: was es gibt. probabilities: von 0 bis 1; sigmoid: Logits, jeder Kanal für sich; softmax: Logits von Kanälen, die einander ausschließen. auto: nach einem Blick auf das, was herauskommt.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: channel</source>
   <translation>ONNX: Kanal</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: the number of the channel that is building; the first is 0. Empty: the one called building or roof in the file, else the second, or the only one.</source>
   <translation>Eines ONNX-Modells von anderswo: die Nummer des Kanals, der Gebäude ist; der erste ist 0. Leer: der, der in der Datei building oder roof heißt, sonst der zweite, oder der einzige.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Outline anything</source>
   <translation>Alles umreißen</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>A promptable model outlines what is clicked, of any kind, and not only buildings.</source>
   <translation>Ein Modell, das Klicks versteht, umreißt Angeklicktes jeder Art, nicht nur Gebäude.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX file</source>
   <translation>ONNX-Datei</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of a promptable model: its encoder, or its decoder.</source>
   <translation>Eines Modells, das Klicks versteht: sein Encoder oder sein Decoder.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Other ONNX file</source>
   <translation>Andere ONNX-Datei</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of a promptable model: the other one of the two.</source>
   <translation>Eines Modells, das Klicks versteht: die andere der beiden.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Requests at once</source>
   <translation>Anfragen zugleich</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Of imagery from a service (XYZ, WMTS): how many tiles it is asked for at the same time. A service without tiles (WMS, WCS) is asked for one picture at a time.</source>
   <translation>Bei Bildern von einem Dienst (XYZ, WMTS): um wie viele Kacheln er gleichzeitig gebeten wird. Ein Dienst ohne Kacheln (WMS, WCS) wird um ein Bild nach dem anderen gebeten.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Most to fetch</source>
   <translation>Höchstens holen</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Imagery from a service is refused where more than so many million pixels would have to be fetched. 500 million are 45 km² at 0.3 m.</source>
   <translation>Ein Bild von einem Dienst wird abgelehnt, wenn mehr als so viele Millionen Pixel geholt werden müssten. 500 Millionen sind 45 km² bei 0,3 m.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>As drawn</source>
   <translation>Wie gezeichnet</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Take imagery from files and coverages (WCS) as QGIS draws it, with the style of its layer (colors of a palette, contrast, a choice of bands), and not its values. A style that changes nothing is not drawn. Imagery from other services is always taken so.</source>
   <translation>Bilder aus Dateien und Coverages (WCS) so nehmen, wie QGIS sie zeichnet, im Stil ihres Layers (Farben einer Palette, Kontrast, Auswahl der Kanäle), und nicht ihre Werte. Ein Stil, der nichts ändert, wird nicht gezeichnet. Bilder von anderen Diensten werden immer so genommen.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Resolution</source>
   <translation>Auflösung</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Ground metres a pixel. A service with levels of its own gives the one that suits; a file keeps its pixels. Empty: that of the built-in model.</source>
   <translation>Meter am Boden je Pixel. Ein Dienst mit eigenen Stufen gibt die passende; eine Datei behält ihre Pixel. Leer: die des mitgelieferten Modells.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Take a coverage (WCS) as QGIS draws it, with the style of its layer, and not its values. Any other layer is always taken so.</source>
   <translation>Eine Coverage (WCS) so nehmen, wie QGIS sie zeichnet, mit dem Stil ihres Layers, und nicht ihre Werte. Jeder andere Layer wird immer so genommen.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Unused for</source>
   <translation>Nicht gebraucht seit</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>How many days imagery was not used that is removed. 0: all of it.</source>
   <translation>Wie viele Tage Bilder nicht gebraucht wurden, die entfernt werden. 0: alle.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Largest shift</source>
   <translation>Größter Versatz</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Shifts up to so many metres to each side are tried. Where buildings stand in rows, more than the way to the next one finds the neighbours instead.</source>
   <translation>Es werden Versätze bis zu so vielen Metern nach jeder Seite versucht. Wo Gebäude in Reihen stehen, findet mehr als der Weg zum nächsten die Nachbarn.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Points</source>
   <translation>Punkte</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>How many numbers of labels to train with, from a few to all of them. Each is a training.</source>
   <translation>Mit wie vielen verschiedenen Zahlen von Labels trainiert wird, von einigen bis zu allen. Jede ist ein Training.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Repeats</source>
   <translation>Wiederholungen</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>How often each number is trained with, on labels drawn anew. More repeats give surer answers.</source>
   <translation>Wie oft mit jeder Zahl trainiert wird, auf neu gezogenen Labels. Mehr Wiederholungen geben sicherere Antworten.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Strategies</source>
   <translation>Strategien</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Strategies to compare, such as staged,decoder,scratch: each is trained with each number of labels, so it takes as many times as long. Empty: the one of STRATEGY.</source>
   <translation>Strategien im Vergleich, etwa staged,decoder,scratch: Jede wird mit jeder Anzahl von Labels trainiert, es dauert also so viele Male so lange. Leer: die von STRATEGY.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Squares</source>
   <translation>Quadrate</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>How many squares to suggest.</source>
   <translation>Wie viele Quadrate vorzuschlagen sind.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Bands</source>
   <translation>Kanäle</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Side of the suggested squares on the ground.</source>
   <translation>Seite der vorgeschlagenen Quadrate am Boden.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Batch size</source>
   <translation>Stapelgröße</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Windows in one pass of the network. Lower it when memory runs out.</source>
   <translation>Fenster in einem Durchgang des Netzes. Weniger, wenn der Speicher nicht reicht.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Refresh</source>
   <translation>Auffrischen</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>What the model finds in the view is shown anew after so many seconds at most.</source>
   <translation>Was das Modell im Ausschnitt findet, wird spätestens nach so vielen Sekunden neu gezeigt.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>New labels</source>
   <translation>Neue Labels</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>How many times as often a new or changed label is learned from at first.</source>
   <translation>Wievielmal so oft aus einem neuen oder geänderten Label anfangs gelernt wird.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>New for</source>
   <translation>Neu für</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>For so many steps a label counts as new.</source>
   <translation>So viele Schritte lang gilt ein Label als neu.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Rest after</source>
   <translation>Ruhe nach</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Training rests when the mean loss of so many steps is hardly lower than that of as many before, and the held-out score is no better.</source>
   <translation>Das Training ruht, wenn der mittlere Verlust von so vielen Schritten kaum niedriger ist als der von ebenso vielen davor und die zurückgehaltene Wertung nicht besser ist.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Least gain</source>
   <translation>Kleinster Gewinn</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>The loss counts as lower from this share on.</source>
   <translation>Ab diesem Anteil gilt der Verlust als niedriger.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Rest at the latest</source>
   <translation>Ruhe spätestens</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Training rests after so many steps without a new or changed label.</source>
   <translation>Das Training ruht nach so vielen Schritten ohne neues oder geändertes Label.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>The bands of the imagery that the model reads, by number or name and in the order of the model's, such as 4,3,2 or nir,red,green. Empty: matched by their names.</source>
   <translation>Die Kanäle der Bilddaten, die das Modell liest, mit Nummer oder Namen und in der Reihenfolge des Modells, etwa 4,3,2 oder nir,red,green. Leer: nach ihren Namen zugeordnet.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Threshold</source>
   <translation>Schwellenwert</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Probability from which a pixel is building. Empty: the value chosen when the model was made.</source>
   <translation>Wahrscheinlichkeit, ab der ein Pixel Gebäude ist. Leer: der Wert, der beim Machen des Modells gewählt wurde.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Minimum area</source>
   <translation>Mindestfläche</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Smaller footprints and holes are dropped. Empty: the value chosen when the model was made.</source>
   <translation>Kleinere Grundrisse und Löcher fallen weg. Leer: der Wert, der beim Machen des Modells gewählt wurde.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Ground metres a pixel at which the model looks at the imagery; half the size takes four times as long. Empty: that of a tuned model; with one that has learned at several, the one at which it is surest in this imagery.</source>
   <translation>Meter am Boden je Pixel, mit denen das Modell die Bilddaten ansieht; die halbe Größe dauert viermal so lange. Leer: die eines nachtrainierten Modells; bei einem, das bei mehreren gelernt hat, die, bei der es in diesen Bilddaten am sichersten ist.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Regularize</source>
   <translation>Begradigen</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Draw the outlines with straight walls and square corners.</source>
   <translation>Die Umrisse mit geraden Wänden und rechten Winkeln zeichnen.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Window size</source>
   <translation>Fenstergröße</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Side of the windows that the network looks at. Divides by 32.</source>
   <translation>Seite der Fenster, die das Netz ansieht. Teilbar durch 32.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Overlap</source>
   <translation>Überlappung</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Pixels shared by neighbouring windows, so that no seam shows. Counts as a multiple of 64.</source>
   <translation>Pixel, die benachbarte Fenster teilen, damit keine Naht zu sehen ist. Zählt als Vielfaches von 64.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Flips</source>
   <translation>Spiegelungen</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Look at every window in four mirrored ways and take the mean: better, and takes about four times as long. auto: where the ground has at most 50 megapixels at the model's resolution.</source>
   <translation>Jedes Fenster in vier gespiegelten Ansichten ansehen und den Mittelwert nehmen: besser, und dauert etwa viermal so lange. auto: wo das Gelände bei der Auflösung des Modells höchstens 50 Megapixel hat.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Backend</source>
   <translation>Rechenkern</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>What computes the network: PyTorch (torch) or ONNX Runtime (onnx). auto: whichever is faster on this machine, by a short trial.</source>
   <translation>Was das Netz berechnet: PyTorch (torch) oder ONNX Runtime (onnx). auto: was auf diesem Computer in einem kurzen Versuch schneller ist.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Known buildings</source>
   <translation>Bekannte Gebäude</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>What becomes of footprints of which more than half lies on existing buildings. skip: they are left out. mark: they stay, and a column 'known' holds that share (0-1) for every footprint.</source>
   <translation>Was aus Grundrissen wird, die zu mehr als der Hälfte auf vorhandenen Gebäuden liegen. skip: Sie werden weggelassen. mark: Sie bleiben, und eine Spalte „known“ enthält diesen Anteil (0-1) für jeden Grundriss.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Time limit</source>
   <translation>Zeitgrenze</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Pretraining ends after this many seconds, the choice of windows among them. 0: no limit.</source>
   <translation>Das Vortraining endet nach so vielen Sekunden, die Wahl der Fenster eingerechnet. 0: keine Grenze.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Step limit</source>
   <translation>Schrittgrenze</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Pretraining ends after this many batches of windows, even if time is left.</source>
   <translation>Das Vortraining endet nach so vielen Stapeln von Fenstern, auch wenn noch Zeit ist.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Encoder</source>
   <translation>Encoder</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>The vision transformer that is trained, by timm's name after tu-. tiny has 6 million weights, small 22 and base 86; patches of 8 pixels see more detail than those of 16 and take four times as long.</source>
   <translation>Der Vision Transformer, der trainiert wird, mit dem Namen von timm nach tu-. tiny hat 6 Millionen Gewichte, small 22 und base 86; Stücke von 8 Pixeln sehen mehr Einzelheiten als solche von 16 und brauchen viermal so lange.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Ground metres a pixel at which the encoder looks at the imagery. Empty: that of the coarsest raster.</source>
   <translation>Meter am Boden je Pixel, mit denen der Encoder das Bild sieht. Leer: die des gröbsten Rasters.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>The bands to learn from, by number or name and in this order, such as 4,3,2 or nir,red,green. Empty: all that every raster has.</source>
   <translation>Die Kanäle, aus denen gelernt wird, nach Nummer oder Name und in dieser Reihenfolge, etwa 4,3,2 oder nir,red,green. Leer: alle, die jedes Raster hat.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Side of the windows that the imagery is cut into. Seven eighths of it are seen at a time, cut out and turned at random. Divides by 16.</source>
   <translation>Seite der Fenster, in die das Bild geschnitten wird. Sieben Achtel davon werden jeweils gesehen, zufällig ausgeschnitten und gedreht. Teilbar durch 16.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Windows</source>
   <translation>Fenster</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>How many windows to draw from the imagery and learn from. They are copied into the run's folder.</source>
   <translation>Wie viele Fenster aus dem Bild gezogen werden und aus denen gelernt wird. Sie werden in den Ordner des Laufs kopiert.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Sampling</source>
   <translation>Auswahl</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>How windows are drawn. stratified: evenly over clusters of windows with the same statistics, without clouds, uniform ground and near-duplicates. uniform: at random, as much of each kind of ground as there is.</source>
   <translation>Wie Fenster gezogen werden. stratified: gleichmäßig über Cluster von Fenstern mit gleicher Statistik, ohne Wolken, gleichförmigen Boden und Beinahe-Duplikate. uniform: zufällig, von jeder Art Boden so viel, wie es gibt.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Clusters</source>
   <translation>Cluster</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Into how many clusters the windows are put by their statistics.</source>
   <translation>In wie viele Cluster die Fenster nach ihrer Statistik kommen.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Masked share</source>
   <translation>Verdeckter Anteil</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Share of the patches of a window that are hidden, and that the network has to fill in.</source>
   <translation>Anteil der Stücke eines Fensters, die verdeckt sind und die das Netz ergänzen muss.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Windows in one training step. Lower it when memory runs out.</source>
   <translation>Fenster in einem Trainingsschritt. Verringern Sie den Wert, wenn der Speicher nicht reicht.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Learning rate</source>
   <translation>Lernrate</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Greatest step size of the optimizer (AdamW). It rises at first, and then falls to zero along a cosine.</source>
   <translation>Größte Schrittweite des Optimierers (AdamW). Sie steigt zuerst und fällt dann entlang eines Kosinus auf null.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Processes</source>
   <translation>Prozesse</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>How many processes train side by side, each on batches of its own: a step learns from so many times the batch size. 0: one for each GPU of this machine, or one without a GPU.</source>
   <translation>Wie viele Prozesse nebeneinander trainieren, jeder auf eigenen Stapeln: ein Schritt lernt aus so vielmal der Stapelgröße. 0: einer für jede GPU dieses Rechners, oder einer ohne GPU.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Start of the random numbers; the same seed draws the same windows.</source>
   <translation>Anfang der Zufallszahlen; derselbe Wert zieht dieselben Fenster.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Simplification</source>
   <translation>Vereinfachung</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>How far a simplified outline may lie from the traced one. 0: none.</source>
   <translation>Wie weit ein vereinfachter Umriss vom nachgezeichneten liegen darf. 0: keine.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Shortest wall</source>
   <translation>Kürzeste Wand</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Steps and annexes with shorter walls are drawn straight.</source>
   <translation>Absätze und Anbauten mit kürzeren Wänden werden gerade gezeichnet.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Diagonals</source>
   <translation>Diagonalen</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Walls at 45 degrees to the others are kept, where they are long enough.</source>
   <translation>Wände im Winkel von 45 Grad zu den anderen bleiben, wo sie lang genug sind.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Circles</source>
   <translation>Kreise</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Round buildings, such as tanks, become circles.</source>
   <translation>Runde Gebäude wie Tanks werden Kreise.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Neighbourhood</source>
   <translation>Nachbarschaft</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>A building without a clear direction of its own takes that of the buildings this near. 0: each takes its own.</source>
   <translation>Ein Gebäude ohne klare eigene Richtung nimmt die der Gebäude, die so nahe sind. 0: Jedes nimmt seine eigene.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Least overlap</source>
   <translation>Mindestüberlappung</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>An outline stays as it was traced where the regular one would share less than this part with it (intersection over union).</source>
   <translation>Ein Umriss bleibt, wie er nachgezeichnet wurde, wo der regelmäßige weniger als diesen Teil mit ihm gemein hätte (Schnittmenge durch Vereinigung).</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Most shift</source>
   <translation>Größte Verschiebung</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>An outline stays as it was traced where the regular one would lie further than this from it.</source>
   <translation>Ein Umriss bleibt, wie er nachgezeichnet wurde, wo der regelmäßige weiter als dies von ihm läge.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/review.py" />
   <source>Side of a cell</source>
   <translation>Seite einer Zelle</translation>
  </message>
  <message>
   <location filename="../protocol/settings/review.py" />
   <source>Side of the cells on the ground. One that fits on the screen while single buildings can be judged is quickest to check.</source>
   <translation>Seite der Zellen am Boden. Am schnellsten geprüft ist eine, die auf den Bildschirm passt, während einzelne Gebäude zu beurteilen sind.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/review.py" />
   <source>Stands with the cells that you take, check and reject. Empty: that of this computer's user.</source>
   <translation>Steht bei den Zellen, die Sie nehmen, prüfen und ablehnen. Leer: der Name des Benutzers dieses Computers.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Training ends after this many seconds and keeps the best model so far. 0: no limit.</source>
   <translation>Das Training endet nach so vielen Sekunden und behält das bisher beste Modell. 0: keine Grenze.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Training ends after this many batches of tiles, even if time is left.</source>
   <translation>Das Training endet nach so vielen Stapeln von Kacheln, auch wenn noch Zeit ist.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Ground metres a pixel at which the model looks at the imagery. Empty: that of the base model; of one that has learned at several, the one at which it is surest or finds clearly more of the labels.</source>
   <translation>Meter am Boden je Pixel, mit denen das Modell die Bilddaten ansieht. Leer: die des Basismodells; bei einem, das bei mehreren gelernt hat, die, bei der es am sichersten ist oder deutlich mehr der Labels findet.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>The bands of the imagery to learn from, by number or name, such as 4,3,2 or nir,red,green. They stand for those of the base model in its order (red, green, blue); further ones are new to it. With 'only' before them, as in only 2,3,4,8, they are matched by their names, and the others are left out. Empty: all, matched by their names.</source>
   <translation>Die Kanäle des Bildes, aus denen gelernt wird, nach Nummer oder Name, etwa 4,3,2 oder nir,red,green. Sie stehen für die des Basismodells in dessen Reihenfolge (Rot, Grün, Blau); weitere sind ihm neu. Mit „only“ davor, wie in only 2,3,4,8, werden sie nach ihren Namen zugeordnet, und die anderen bleiben weg. Leer: alle, nach ihren Namen zugeordnet.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Dates together</source>
   <translation>Zeitpunkte zusammen</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Rasters of one grid with a date in their names, such as 2019-07-04, are read as one raster with the bands of every date, the earliest first: for crops and other things that a single date does not show. Off: each is learned from by itself.</source>
   <translation>Raster mit demselben Gitter und einem Datum im Namen, etwa 2019-07-04, werden als ein Raster mit den Kanälen jedes Zeitpunkts gelesen, der früheste zuerst: für Feldfrüchte und anderes, was ein einzelner Zeitpunkt nicht zeigt. Aus: aus jedem wird für sich gelernt.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Place and time</source>
   <translation>Ort und Zeit</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Tell the network where and when imagery was taken: latitude and longitude, and the date in a file's name or tags. For a base model that is made from a Prithvi of a version TL. Its authors advise against it for most tasks.</source>
   <translation>Dem Netz sagen, wo und wann die Bilder entstanden: Breite und Länge, und das Datum im Namen oder in den Tags einer Datei. Für ein Basismodell, das aus einem Prithvi einer Version TL gemacht wird. Dessen Autoren raten bei den meisten Aufgaben davon ab.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>What the labels outline. buildings: things that stand singly, told apart from their neighbours and drawn with straight walls. cover: ground of a kind, such as water, forest or fields, whose outlines stay as they are traced and whose score is the IoU of each class. auto: cover for a class whose name says so, and for all where pixels are larger than 2 m; else buildings.</source>
   <translation>Was die Labels umreißen. buildings: Dinge, die einzeln stehen, von ihren Nachbarn getrennt und mit geraden Wänden gezeichnet. cover: Boden einer Art, etwa Wasser, Wald oder Felder, dessen Umrisse bleiben, wie sie nachgezeichnet sind, und dessen Bewertung die IoU jeder Klasse ist. auto: cover für eine Klasse, deren Name es sagt, und für alle, wo Pixel größer als 2 m sind; sonst buildings.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Tile size</source>
   <translation>Kachelgröße</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Side of the square images that the network learns from. Divides by 32.</source>
   <translation>Seite der quadratischen Bilder, aus denen das Netz lernt. Teilbar durch 32.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Tiles in one training step. Lower it when memory runs out.</source>
   <translation>Kacheln in einem Trainingsschritt. Weniger, wenn der Speicher nicht reicht.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Strategy</source>
   <translation>Strategie</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>What is trained. decoder: the decoder alone, the encoder stays as it is. adapter: the decoder and small added weights in the encoder, for a small model file. full: everything. staged: the decoder first, then everything. scratch: everything from random weights, to compare with. auto: an adapter with fewer than 20 labels or a large encoder, else staged.</source>
   <translation>Was trainiert wird. decoder: nur der Decoder, der Encoder bleibt, wie er ist. adapter: der Decoder und kleine Zusatzgewichte im Encoder, für eine kleine Modelldatei. full: alles. staged: erst der Decoder, dann alles. scratch: alles von zufälligen Gewichten aus, zum Vergleich. auto: ein Adapter bei weniger als 20 Labels oder einem großen Encoder, sonst staged.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Adapter rank</source>
   <translation>Rang des Adapters</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>How much an adapter can change: the rank of its matrices, or the number of prompts.</source>
   <translation>Wie viel ein Adapter ändern kann: der Rang seiner Matrizen oder die Zahl der Prompts.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Adapter kind</source>
   <translation>Art des Adapters</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>The kind of adapter: low-rank matrices (lora), with a learned magnitude (dora), Hadamard (loha) or Kronecker (lokr) products, or prompts (vpt), which only a vision transformer can have.</source>
   <translation>Die Art des Adapters: Matrizen von niedrigem Rang (lora), mit gelernter Größe (dora), Hadamard- (loha) oder Kronecker-Produkte (lokr), oder Prompts (vpt), die nur ein Vision Transformer haben kann.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Decoder</source>
   <translation>Decoder</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>The decoder of a base model that is made from an encoder (encoder:NAME, or a file of its weights); a model that has one keeps it. unet and upernet are the most exact, fpn is lighter; fcn and linear see only the encoder's last features, to compare encoders with.</source>
   <translation>Der Decoder eines Basismodells, das aus einem Encoder entsteht (encoder:NAME oder eine Datei mit dessen Gewichten); ein Modell, das einen hat, behält ihn. unet und upernet sind am genauesten, fpn ist leichter; fcn und linear sehen nur die letzten Merkmale des Encoders, um Encoder zu vergleichen.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Step size of the optimizer for the decoder. Empty: what suits the strategy.</source>
   <translation>Schrittweite des Optimierers für den Decoder. Leer: was zur Strategie passt.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Encoder factor</source>
   <translation>Encoder-Faktor</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>The encoder, or its adapter, learns at so many times the decoder's learning rate. 0 leaves the encoder as it is. Empty: what suits the strategy.</source>
   <translation>Der Encoder oder sein Adapter lernt mit dem Sovielfachen der Lernrate des Decoders. 0 lässt den Encoder, wie er ist. Leer: was zur Strategie passt.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Layer decay</source>
   <translation>Abnahme je Schicht</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Where the encoder itself is trained: how much slower each layer learns than the one after it, since the first ones hold what is general. 1: all alike. Empty: what suits the encoder: 0.85 for a vision transformer, else 1.</source>
   <translation>Wo der Encoder selbst trainiert wird: um wie viel langsamer jede Schicht lernt als die nächste, denn die ersten halten das Allgemeine. 1: alle gleich. Leer: was zum Encoder passt: 0.85 für einen Vision Transformer, sonst 1.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Gradient checkpointing</source>
   <translation>Gradienten-Checkpointing</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Saves memory: what a block of the network computed is computed again for its gradients, and not kept. A step takes about a third longer. auto: where the memory would not suffice.</source>
   <translation>Spart Speicher: was ein Block des Netzes berechnet hat, wird für seine Gradienten noch einmal berechnet und nicht behalten. Ein Schritt dauert etwa ein Drittel länger. auto: wo der Speicher nicht reichen würde.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Weight averaging</source>
   <translation>Mittelung der Gewichte</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>The model that is scored and kept is a moving average (EMA) of the trained weights: the share that stays at each step. 0: none.</source>
   <translation>Das Modell, das bewertet und behalten wird, ist ein gleitendes Mittel (EMA) der trainierten Gewichte: der Anteil, der bei jedem Schritt bleibt. 0: keines.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>How many processes train side by side, each on batches of its own: a step learns from so many times the batch size. 0: one for each GPU of this machine, or one without a GPU, where more are seldom faster. A learning curve trains in one.</source>
   <translation>Wie viele Prozesse nebeneinander trainieren, jeder auf eigenen Stapeln: Ein Schritt lernt aus dem Sovielfachen der Stapelgröße. 0: einer für jede GPU dieses Computers, oder einer ohne GPU, wo mehr selten schneller sind. Eine Lernkurve trainiert in einem.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Replay</source>
   <translation>Auffrischung</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Share of the tiles that are synthetic scenes of buildings, so that a model that learns a few labels does not forget what it knew. 0: none. They take part where a base that knows buildings learns these from red, green and blue.</source>
   <translation>Anteil der Kacheln, die künstliche Szenen mit Gebäuden sind, damit ein Modell, das wenige Labels lernt, nicht vergisst, was es wusste. 0: keine. Sie nehmen teil, wo eine Basis, die Gebäude kennt, diese aus Rot, Grün und Blau lernt.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Weight decay</source>
   <translation>Gewichtsabnahme</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>How strongly large weights are pulled back (AdamW).</source>
   <translation>Wie stark große Gewichte zurückgezogen werden (AdamW).</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Outline tolerance</source>
   <translation>Toleranz am Umriss</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Pixels this near to a label's outline do not count in training, so that small slips of the hand do no harm.</source>
   <translation>Pixel, die dem Umriss eines Labels so nahe sind, zählen im Training nicht, damit kleine Ungenauigkeiten der Hand nicht schaden.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Background ring</source>
   <translation>Hintergrundring</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Without areas, the ground this near to a label, and not labelled itself, is taken as background.</source>
   <translation>Ohne Gebiete gilt der Boden, der einem Label so nahe ist und selbst kein Label hat, als Hintergrund.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Held-out share</source>
   <translation>Zurückgehaltener Anteil</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Share of the labels held out, in one block, to choose and score the model when no area is held out (role 'validate'). 0: none, and no score.</source>
   <translation>Anteil der Labels, der in einem Block zurückgehalten wird, um das Modell auszuwählen und zu bewerten, wenn kein Gebiet zurückgehalten wird (Rolle „validate“). 0: keiner, und keine Bewertung.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Gap</source>
   <translation>Abstand</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Width of the strip between the training and the held-out block that belongs to neither.</source>
   <translation>Breite des Streifens zwischen dem Trainings- und dem zurückgehaltenen Block, der zu keinem gehört.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Cross-fitting</source>
   <translation>Kreuzbewertung</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Where labels are too few to hold some out, a third of the time goes into two short trainings, each on one half of the labels and scored on the other. Off: all the time for the model, and no score.</source>
   <translation>Wo Labels zu wenige sind, um einige zurückzuhalten, geht ein Drittel der Zeit in zwei kurze Trainings, jedes auf einer Hälfte der Labels und auf der anderen bewertet. Aus: alle Zeit für das Modell, und keine Bewertung.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Evaluations</source>
   <translation>Auswertungen</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>How often the model is scored on the held-out part during the run.</source>
   <translation>Wie oft das Modell während des Laufs auf dem zurückgehaltenen Teil bewertet wird.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Patience</source>
   <translation>Geduld</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Training ends when so many evaluations in a row brought no better held-out score. 0: it uses all its time.</source>
   <translation>Das Training endet, wenn so viele Auswertungen hintereinander keine bessere zurückgehaltene Bewertung brachten. 0: Es nutzt alle seine Zeit.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Start of the random numbers; the same seed draws the same tiles.</source>
   <translation>Anfang der Zufallszahlen; gleicher Startwert, gleiche Kacheln.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Cells</source>
   <translation>Zellen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>A layer of cells that divide the ground, to check one cell after the other; several people can share one. None: all footprints, one by one</source>
   <translation>Ein Layer aus Zellen, die den Boden aufteilen, um eine Zelle nach der anderen zu prüfen; mehrere können sich einen teilen. Keiner: alle Grundrisse, einer nach dem anderen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Make a new layer of cells to check</source>
   <translation>Einen neuen Layer mit Zellen zum Prüfen anlegen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Side</source>
   <translation>Seite</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Side of a cell on the ground. Proposed is what fits on your screen where each of its pixels is one of the model's</source>
   <translation>Seite einer Zelle am Boden. Vorgeschlagen ist, was auf Ihren Bildschirm passt, wenn jedes seiner Pixel eines des Modells ist</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Cell {cell}: no footprint to judge</source>
   <translation>Zelle {cell}: kein Grundriss zu beurteilen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>No open cell is left.</source>
   <translation>Keine offene Zelle ist übrig.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Draw what is missing in the cell (M), then press C.</source>
   <translation>Zeichnen Sie, was in der Zelle fehlt (M), und drücken Sie dann C.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Cell checked</source>
   <translation>Zelle geprüft</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>All of the cell was looked at, its empty ground too: accept the footprints in it that have no verdict, save, and go to the next cell</source>
   <translation>Die ganze Zelle wurde angesehen, auch ihr leerer Boden: die Grundrisse darin ohne Urteil annehmen, speichern und zur nächsten Zelle gehen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Reject cell</source>
   <translation>Zelle ablehnen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>This cell cannot be put right here: leave its footprints as they are, save, and go to the next cell</source>
   <translation>Diese Zelle lässt sich hier nicht in Ordnung bringen: ihre Grundrisse lassen, wie sie sind, speichern und zur nächsten Zelle gehen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Use checked cells</source>
   <translation>Geprüfte Zellen verwenden</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>The accepted and edited footprints in checked cells become labels, and the cells an area to train on. All can be undone.</source>
   <translation>Die angenommenen und bearbeiteten Grundrisse in geprüften Zellen werden Labels und die Zellen ein Gebiet zum Trainieren. Alles lässt sich rückgängig machen.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>No cell is checked yet, or all that are have footprints that nobody checked.</source>
   <translation>Noch keine Zelle ist geprüft, oder in allen geprüften liegen Grundrisse, die niemand geprüft hat.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Nothing to add: the footprints in checked cells are labels already, in an area.</source>
   <translation>Nichts hinzuzufügen: Die Grundrisse in geprüften Zellen sind schon Labels in einem Gebiet.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>1 checked cell left out, with footprints that nobody checked</source>
   <translation>1 geprüfte Zelle mit Grundrissen, die niemand geprüft hat, ausgelassen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{n} checked cells left out, with footprints that nobody checked</source>
   <translation>{n} geprüfte Zellen mit Grundrissen, die niemand geprüft hat, ausgelassen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>the cells are an area to train on</source>
   <translation>die Zellen sind ein Gebiet zum Trainieren</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Your name</source>
   <translation>Ihr Name</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Stands in the layer with the cells that you take, check and reject</source>
   <translation>Steht im Layer bei den Zellen, die Sie nehmen, prüfen und ablehnen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Over</source>
   <translation>Über</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>The ground that the cells cover</source>
   <translation>Der Boden, den die Zellen bedecken</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>The footprints</source>
   <translation>Die Grundrisse</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>The part in view</source>
   <translation>Den sichtbaren Teil</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>The imagery</source>
   <translation>Die Bilddaten</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Make cells</source>
   <translation>Zellen anlegen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Put the cells into a new layer of the project's GeoPackage</source>
   <translation>Die Zellen in einen neuen Layer des GeoPackage des Projekts legen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{done} of {total} cells</source>
   <translation>{done} von {total} Zellen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{done} of {total} cells: {parts}</source>
   <translation>{done} von {total} Zellen: {parts}</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{n} rejected</source>
   <translation>{n} abgelehnt</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{n} by others</source>
   <translation>{n} von anderen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{n} taken by others</source>
   <translation>{n} bei anderen in Arbeit</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Cell {cell}: 1 footprint to judge</source>
   <translation>Zelle {cell}: 1 Grundriss zu beurteilen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Cell {cell}: {n} footprints to judge</source>
   <translation>Zelle {cell}: {n} Grundrisse zu beurteilen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Next cell</source>
   <translation>Nächste Zelle</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Give this cell back, and go to the nearest open one</source>
   <translation>Diese Zelle zurückgeben und zur nächstgelegenen offenen gehen</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Whole cell</source>
   <translation>Ganze Zelle</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Show all of the cell on the map</source>
   <translation>Die ganze Zelle auf der Karte zeigen</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>Loss {value}</source>
   <translation>Verlust {value}</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>Held-out F1 {value}</source>
   <translation>Zurückgehaltenes F1 {value}</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>Held-out IoU {value}</source>
   <translation>IoU auf dem Zurückgehaltenen {value}</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>{n} steps</source>
   <translation>{n} Schritte</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>step {n}</source>
   <translation>Schritt {n}</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>Loss (how wrong the model is on your labels) and held-out F1 (1 is best) appear here as the training goes on.</source>
   <translation>Verlust (wie falsch das Modell auf Ihren Labels liegt) und zurückgehaltenes F1 (1 ist am besten) erscheinen hier, während das Training läuft.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Footprints</source>
   <translation>Grundrisse</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>The polygon layer with what was found</source>
   <translation>Der Polygonlayer mit dem, was gefunden wurde</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Find footprints with Predict, or choose a layer of footprints here.</source>
   <translation>Finden Sie Grundrisse mit „Vorhersagen“, oder wählen Sie hier einen Layer mit Grundrissen.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>This layer has no footprints.</source>
   <translation>Dieser Layer hat keine Grundrisse.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Start checking</source>
   <translation>Prüfung beginnen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Look at the footprints one by one, with the keys that stand on the buttons. The keys work wherever you clicked last in QGIS's window, but in a text field they are letters</source>
   <translation>Die Grundrisse einzeln ansehen, mit den Tasten, die auf den Schaltflächen stehen. Die Tasten wirken, wo immer Sie im Fenster von QGIS zuletzt geklickt haben; in einem Textfeld sind sie Buchstaben</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Stop checking</source>
   <translation>Prüfung beenden</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Put the checking tool away. What was checked stays.</source>
   <translation>Das Prüfwerkzeug weglegen. Was geprüft wurde, bleibt.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Order</source>
   <translation>Reihenfolge</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>In which order the footprints come</source>
   <translation>In welcher Reihenfolge die Grundrisse kommen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{checked} of {total} checked</source>
   <translation>{checked} von {total} geprüft</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{checked} of {total} checked: {parts}</source>
   <translation>{checked} von {total} geprüft: {parts}</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>All {total} checked: {parts}.</source>
   <translation>Alle {total} geprüft: {parts}.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Confidence {confidence}, {area} m²</source>
   <translation>Konfidenz {confidence}, {area} m²</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>No confidence, {area} m²</source>
   <translation>Ohne Konfidenz, {area} m²</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{facts}, {status}</source>
   <translation>{facts}, {status}</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Move its corners, then go on.</source>
   <translation>Verschieben Sie die Ecken, dann geht es weiter.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Click both ends of one side of the missing footprint, then how deep it is. Esc goes back.</source>
   <translation>Klicken Sie auf beide Enden einer Seite des fehlenden Grundrisses, dann darauf, wie tief er ist. Esc führt zurück.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Draw a missing footprint</source>
   <translation>Fehlenden Grundriss zeichnen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Add what was not found, by three clicks. It comes into the layer, marked as edited</source>
   <translation>Was nicht gefunden wurde, mit drei Klicks ergänzen. Es kommt in den Layer und gilt als bearbeitet</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{name} ({key})</source>
   <translation>{name} ({key})</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{help}. Key: {keys}</source>
   <translation>{help}. Taste: {keys}</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Hold to compare</source>
   <translation>Zum Vergleichen halten</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>While the button or the key is held, the map shows instead what the model finds here that a training starts from</source>
   <translation>Solange die Schaltfläche oder die Taste gedrückt ist, zeigt die Karte stattdessen, was das Modell hier findet, von dem ein Training ausgeht</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Looking at what {name} finds in this part of the map</source>
   <translation>Es wird nachgesehen, was {name} in diesem Teil der Karte findet</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Hold the key or the button again to see what {name} finds.</source>
   <translation>Halten Sie die Taste oder die Schaltfläche noch einmal gedrückt, um zu sehen, was {name} findet.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>On the map: what {name} finds here (1 footprint)</source>
   <translation>Auf der Karte: was {name} hier findet (1 Grundriss)</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>On the map: what {name} finds here ({n} footprints)</source>
   <translation>Auf der Karte: was {name} hier findet ({n} Grundrisse)</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Learn from them</source>
   <translation>Aus ihnen lernen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>The accepted and edited footprints in view become labels. Where nothing is missing, the view becomes an area to train on too.</source>
   <translation>Die angenommenen und bearbeiteten Grundrisse im Kartenausschnitt werden zu Labels. Wo nichts fehlt, wird auch der Ausschnitt zu einem Trainingsgebiet.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Use accepted as labels</source>
   <translation>Angenommene als Labels verwenden</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Copy them to the labels layer, after a question about the rest of the view. All can be undone.</source>
   <translation>Kopiert sie in den Layer der Labels, nach einer Frage zum Rest des Kartenausschnitts. Alles lässt sich rückgängig machen.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>1 building in view is outlined. Are there no others?</source>
   <translation>1 Gebäude im Kartenausschnitt ist umrissen. Gibt es keine weiteren?</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} buildings in view are outlined. Is that every one?</source>
   <translation>{n} Gebäude im Kartenausschnitt sind umrissen. Sind das alle?</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>In an area, a roof without an outline is taught as no building.</source>
   <translation>In einem Gebiet wird ein Dach ohne Umriss als „kein Gebäude“ gelernt.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Circled on the map: 1 footprint that was not checked</source>
   <translation>Auf der Karte eingekreist: 1 Grundriss, der nicht geprüft wurde</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Circled on the map: {n} footprints that were not checked</source>
   <translation>Auf der Karte eingekreist: {n} Grundrisse, die nicht geprüft wurden</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Circled on the map: 1 place where {name} sees a building and nothing is outlined</source>
   <translation>Auf der Karte eingekreist: 1 Stelle, an der {name} ein Gebäude sieht und nichts umrissen ist</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Circled on the map: {n} places where {name} sees a building and nothing is outlined</source>
   <translation>Auf der Karte eingekreist: {n} Stellen, an denen {name} ein Gebäude sieht und nichts umrissen ist</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Every one</source>
   <translation>Alle</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Add the labels, and the view as an area in which all ground without a label is background</source>
   <translation>Die Labels hinzufügen, und den Kartenausschnitt als Gebiet, in dem aller Boden ohne Label Hintergrund ist</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Not all</source>
   <translation>Nicht alle</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Add the labels alone: of the ground only a ring around each is learned</source>
   <translation>Nur die Labels hinzufügen: Vom Boden wird nur ein Ring um jedes gelernt</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>No footprint in view was checked yet. Accept some first, or move the map to those that were.</source>
   <translation>Im Kartenausschnitt wurde noch kein Grundriss geprüft. Nehmen Sie erst einige an, oder verschieben Sie die Karte zu geprüften.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Nothing to add: the accepted footprints in view are labels already, in an area.</source>
   <translation>Nichts hinzuzufügen: Die angenommenen Grundrisse im Kartenausschnitt sind schon Labels in einem Gebiet.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>the view is an area to train on, which QGIS's vertex tool can shape</source>
   <translation>der Kartenausschnitt ist ein Trainingsgebiet, das sich mit dem Stützpunktwerkzeug von QGIS formen lässt</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>of the ground only a ring around each is learned</source>
   <translation>vom Boden wird nur ein Ring um jedes gelernt</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>1 on held-out ground left out</source>
   <translation>1 auf zurückgehaltenem Boden weggelassen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} on held-out ground left out</source>
   <translation>{n} auf zurückgehaltenem Boden weggelassen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Nothing to add: the view lies on held-out ground. There the score comes from what you draw by hand, not from what a model found.</source>
   <translation>Nichts hinzuzufügen: Der Kartenausschnitt liegt auf zurückgehaltenem Boden. Dort kommt die Bewertung aus dem, was Sie von Hand zeichnen, nicht aus dem, was ein Modell fand.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Roofline</source>
   <translation>Roofline</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Write the checked footprints to their file, and end the edit mode of their layer</source>
   <translation>Die geprüften Grundrisse in ihre Datei schreiben und den Bearbeitungsmodus des Layers beenden</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>One beside the other</source>
   <translation>Eins neben dem anderen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>The least certain first</source>
   <translation>Die unsichersten zuerst</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} accepted</source>
   <translation>{n} angenommen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} edited</source>
   <translation>{n} bearbeitet</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>accepted</source>
   <translation>angenommen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>rejected</source>
   <translation>abgelehnt</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>edited</source>
   <translation>bearbeitet</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Accept</source>
   <translation>Annehmen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>This is right, and its outline is good</source>
   <translation>Das ist richtig, und sein Umriss ist gut</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Reject</source>
   <translation>Ablehnen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>This is wrong. It stays in the layer, marked as rejected.</source>
   <translation>Das ist falsch. Es bleibt im Layer, als abgelehnt markiert.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Remove the footprint from the layer</source>
   <translation>Den Grundriss aus dem Layer entfernen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Edit</source>
   <translation>Bearbeiten</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Correct the outline with QGIS's vertex tool; it is then marked as edited</source>
   <translation>Den Umriss mit dem Stützpunktwerkzeug von QGIS verbessern; er gilt dann als bearbeitet</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Go to the next footprint that was not checked, and leave this one as it is</source>
   <translation>Zum nächsten ungeprüften Grundriss gehen und diesen lassen, wie er ist</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Del</source>
   <translation>Entf</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Left</source>
   <translation>Links</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Right</source>
   <translation>Rechts</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Go back to the footprint before</source>
   <translation>Zum vorigen Grundriss zurückgehen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Take back the last edit of the footprints</source>
   <translation>Die letzte Änderung an den Grundrissen zurücknehmen</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Not yet</source>
   <translation>Noch nicht</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Change nothing now</source>
   <translation>Jetzt nichts ändern</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>1 label added</source>
   <translation>1 Label hinzugefügt</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} labels added</source>
   <translation>{n} Labels hinzugefügt</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>1 was there already</source>
   <translation>1 war schon da</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} were there already</source>
   <translation>{n} waren schon da</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Click</source>
   <translation>Klicken</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Click a building, or what else your labels are of, and the model draws its outline (key C)</source>
   <translation>Ein Gebäude, oder was sonst Ihre Labels zeigen, anklicken; das Modell zeichnet den Umriss (Taste C)</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Click what is to be outlined. Ctrl+click adds a part that is left out, Shift+click leaves out what lies under it, Backspace takes a click back. Enter or a click on the next one keeps it, Esc drops it.</source>
   <translation>Anklicken, was umrissen werden soll. Strg+Klick nimmt einen fehlenden Teil dazu, Umschalt+Klick lässt weg, was darunter liegt, die Rücktaste nimmt einen Klick zurück. Eingabe oder ein Klick auf das Nächste behält es, Esc verwirft es.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Adopt</source>
   <translation>Übernehmen</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Show what the model finds in the view, and make labels of it: one by a click, many by a loop</source>
   <translation>Zeigen, was das Modell im Ausschnitt findet, und Labels daraus machen: eines durch einen Klick, viele durch eine Schlinge</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Dotted is what the model finds and no label covers. Click one to make it a label, or drag a loop around many.</source>
   <translation>Gepunktet ist, was das Modell findet und kein Label bedeckt. Anklicken macht ein Label daraus; eine Schlinge darum ziehen macht viele.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>By Roofline's model</source>
   <translation>Mit dem Modell von Roofline</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Anything, by two ONNX files of your own (Segment Anything)…</source>
   <translation>Alles andere, mit zwei eigenen ONNX-Dateien (Segment Anything)…</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Anything, by {files}</source>
   <translation>Alles andere, mit {files}</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source> and </source>
   <translation> und </translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Other ONNX files…</source>
   <translation>Andere ONNX-Dateien…</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Image encoder and mask decoder: choose both files</source>
   <translation>Bild-Encoder und Masken-Decoder: beide Dateien wählen</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>ONNX files (*.onnx)</source>
   <translation>ONNX-Dateien (*.onnx)</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Choose two files together, the image encoder and the mask decoder, not {n}.</source>
   <translation>Wählen Sie zwei Dateien zusammen, den Bild-Encoder und den Masken-Decoder, nicht {n}.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Click anything: {files} outline it. A class that is no building gets no straight walls.</source>
   <translation>Klicken Sie an, was Sie wollen: {files} umreißen es. Eine Klasse, die kein Gebäude ist, bekommt keine geraden Wände.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>{error} Roofline's own model draws the outlines meanwhile.</source>
   <translation>{error} Solange zeichnet das Modell von Roofline die Umrisse.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Looking at the view…</source>
   <translation>Der Ausschnitt wird betrachtet…</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Found here, without a label: {n}</source>
   <translation>Hier gefunden, ohne Label: {n}</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Dashed: the model sees nothing there, so the outline follows colors and edges.</source>
   <translation>Gestrichelt: Das Modell sieht dort nichts, daher folgt der Umriss Farben und Kanten.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>No outline can be told there. Click its middle, or draw it.</source>
   <translation>Dort lässt sich kein Umriss erkennen. Klicken Sie mitten hinein, oder zeichnen Sie ihn.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>There is a label already.</source>
   <translation>Dort ist schon ein Label.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>The loop holds no dotted outline.</source>
   <translation>In der Schlinge liegt kein gepunkteter Umriss.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>When</source>
   <translation>Wann</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Imagery</source>
   <translation>Bilddaten</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>F1 (before)</source>
   <translation>F1 (vorher)</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>The trainings of this project. Enter uses the model of the selected one; select two to compare them</source>
   <translation>Die Trainings dieses Projekts. Die Eingabetaste verwendet das Modell des ausgewählten; wählen Sie zwei aus, um sie zu vergleichen</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Nothing was trained in this project yet. Draw some labels on the page Label, then train on the page Train: each training is kept here.</source>
   <translation>In diesem Projekt wurde noch nichts trainiert. Zeichnen Sie einige Labels auf der Seite „Labeln“ und trainieren Sie dann auf der Seite „Trainieren“: Jedes Training wird hier aufbewahrt.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{f1} ({base})</source>
   <translation>{f1} ({base})</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>no gain ({f1})</source>
   <translation>kein Gewinn ({f1})</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Nothing was gained: its model is {name} as it was, and is listed nowhere else.</source>
   <translation>Nichts gewonnen: Das Modell ist {name}, wie es war, und steht sonst nirgends zur Wahl.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Started from {name}</source>
   <translation>Begonnen mit: {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>F1 {score} on the held-out part (95 % interval {interval}), where {name} has {base}</source>
   <translation>F1 {score} auf dem zurückgehaltenen Teil (95-%-Intervall {interval}); {name} hat dort {base}</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{score} on the held-out part</source>
   <translation>{score} auf dem zurückgehaltenen Teil</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{n} s</source>
   <translation>{n} s</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{n} min</source>
   <translation>{n} min</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{n} h</source>
   <translation>{n} h</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Failed</source>
   <translation>Gescheitert</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Cancelled</source>
   <translation>Abgebrochen</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Running</source>
   <translation>Läuft</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Cut off</source>
   <translation>Unterbrochen</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Its model finds the footprints now.</source>
   <translation>Sein Modell findet jetzt die Grundrisse.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>The model's file is gone.</source>
   <translation>Die Datei des Modells ist weg.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Use this model</source>
   <translation>Dieses Modell verwenden</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Find footprints with the model of this training</source>
   <translation>Grundrisse mit dem Modell dieses Trainings finden</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Start from it</source>
   <translation>Davon ausgehen</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Let the next training start from this model</source>
   <translation>Das nächste Training von diesem Modell ausgehen lassen</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Compare</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Show in what two selected trainings differ</source>
   <translation>Zeigen, worin sich zwei ausgewählte Trainings unterscheiden</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Copy as command</source>
   <translation>Als Befehl kopieren</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Copy a line for a terminal that repeats this training exactly, with its labels as they were</source>
   <translation>Eine Zeile für ein Terminal kopieren, die dieses Training genau wiederholt, mit den Labels, wie sie waren</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Open the page with the scores in the browser</source>
   <translation>Die Seite mit den Bewertungen im Browser öffnen</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Go on</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Take the training up where it ended</source>
   <translation>Das Training dort aufnehmen, wo es endete</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Footprints are found with {name} from now on.</source>
   <translation>Grundrisse werden von jetzt an mit {name} gefunden.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>The next training starts from {name}.</source>
   <translation>Das nächste Training geht von {name} aus.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Copied. This line repeats the training on this computer, with the labels as they were:</source>
   <translation>Kopiert. Diese Zeile wiederholt das Training auf diesem Computer, mit den Labels, wie sie waren:</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{low} to {high}</source>
   <translation>{low} bis {high}</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>F1</source>
   <translation>F1</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Score</source>
   <translation>Bewertung</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>95 % interval</source>
   <translation>95-%-Intervall</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>F1 before</source>
   <translation>F1 vorher</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Buildings found</source>
   <translation>Gefundene Gebäude</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{found} of {buildings}</source>
   <translation>{found} von {buildings}</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>False alarms</source>
   <translation>Fehlalarme</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Started from</source>
   <translation>Begonnen mit</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Labels to learn from</source>
   <translation>Labels zum Lernen</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Labels held out</source>
   <translation>Zurückgehaltene Labels</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{label} ({unit})</source>
   <translation>{label} ({unit})</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>, </source>
   <translation>, </translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>–</source>
   <translation>–</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>From</source>
   <translation>Von</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Built-in</source>
   <translation>Mitgeliefert</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>hh:mm</source>
   <translation>hh:mm</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>d MMM hh:mm</source>
   <translation>d. MMM hh:mm</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>d MMM yyyy</source>
   <translation>d. MMM yyyy</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Starting the worker</source>
   <translation>Der Arbeitsprozess startet</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Training {name}</source>
   <translation>Training von {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Finding footprints</source>
   <translation>Grundrisse werden gesucht</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Scoring footprints</source>
   <translation>Grundrisse werden bewertet</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Looking where to label next</source>
   <translation>Es wird gesucht, wo als Nächstes zu labeln ist</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Looking how the labels lie on the imagery</source>
   <translation>Lage der Labels auf dem Bild</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Self-test</source>
   <translation>Selbsttest</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Working</source>
   <translation>In Arbeit</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Trained: {name}</source>
   <translation>Trainiert: {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Training {name}: nothing gained</source>
   <translation>Training {name}: nichts gewonnen</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Footprints found</source>
   <translation>Grundrisse gefunden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Footprints scored</source>
   <translation>Grundrisse bewertet</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Squares to label next</source>
   <translation>Quadrate, die als Nächstes zu labeln sind</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>How the labels lie on the imagery</source>
   <translation>Wie die Labels auf den Bilddaten liegen</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} tiles a second</source>
   <translation>{n} Kacheln je Sekunde</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} megapixels a second</source>
   <translation>{n} Megapixel je Sekunde</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Stop and keep the best</source>
   <translation>Anhalten und das Beste behalten</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>End the training now, and write the best model so far</source>
   <translation>Das Training jetzt beenden und das bisher beste Modell schreiben</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Stopping</source>
   <translation>Wird angehalten</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>End the job without a result</source>
   <translation>Den Auftrag ohne Ergebnis beenden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Cancelling</source>
   <translation>Wird abgebrochen</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Hide this</source>
   <translation>Dies ausblenden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Remarks about your layers and this job</source>
   <translation>Bemerkungen zu Ihren Layern und diesem Auftrag</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>F1 {score} on {where}, where {name} has {base}</source>
   <translation>F1 {score} auf {where}; {name} hat dort {base}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>F1 {score} on {where}, the same as {name}</source>
   <translation>F1 {score} auf {where}; ebenso viel hat {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>F1 {score} on {where}</source>
   <translation>F1 {score} auf {where}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>IoU {score} on the ground held out, where {name} has {base}</source>
   <translation>IoU {score} auf der zurückgehaltenen Fläche, wo {name} {base} hat</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>IoU {score} on the ground held out, the same as {name}</source>
   <translation>IoU {score} auf der zurückgehaltenen Fläche, ebenso wie {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>IoU {score} on the ground held out</source>
   <translation>IoU {score} auf der zurückgehaltenen Fläche</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>IoU is the ground that model and labels have in common, as a share of what either covers: 1 when they are the same. Of several classes the mean.</source>
   <translation>IoU ist die Fläche, die Modell und Labels gemeinsam haben, als Anteil dessen, was eines von beiden bedeckt: 1, wenn sie gleich sind. Bei mehreren Klassen das Mittel.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>the held-out part</source>
   <translation>dem zurückgehaltenen Teil</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Each half of your labels was found by a short training on the other half. The model learned them all, and should do no worse.</source>
   <translation>Jede Hälfte Ihrer Labels wurde von einem kurzen Training auf der anderen Hälfte gefunden. Das Modell selbst hat alle gelernt und sollte nicht schlechter sein.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>95 % interval {low} to {high}.</source>
   <translation>95-%-Intervall {low} bis {high}.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Too few buildings to be sure.</source>
   <translation>Zu wenige Gebäude, um sicher zu sein.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>So few buildings cannot tell the two apart.</source>
   <translation>So wenige Gebäude können die beiden nicht unterscheiden.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>F1 is 1 when every building is found, and nothing else. The interval says how far chance may have moved it.</source>
   <translation>F1 ist 1, wenn jedes Gebäude gefunden ist und sonst nichts. Das Intervall sagt, wie weit der Zufall es verschoben haben kann.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Beside {name}: {found}, {alarms}.</source>
   <translation>Zum Vergleich ({name}): {found}, {alarms}.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>as many buildings are found</source>
   <translation>ebenso viele Gebäude gefunden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>as many false alarms</source>
   <translation>ebenso viele Fehlalarme</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>'{name}', trained before, has F1 {f1} on as many buildings. 'Use this model' on the page History takes it up again.</source>
   <translation>„{name}“, zuvor trainiert, hat F1 {f1} auf ebenso vielen Gebäuden. „Dieses Modell verwenden“ auf der Seite Verlauf nimmt es wieder auf.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>That may be chance: it lies in the interval.</source>
   <translation>Das kann Zufall sein: Es liegt im Intervall.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>The model is ready, without a score. Find footprints, and look how it does.</source>
   <translation>Das Modell ist fertig, ohne Bewertung. Lassen Sie Grundrisse finden, und sehen Sie, wie es sich schlägt.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Nothing was gained: your labels fit {name} as it is. What was trained does no better there, so no new model is listed.</source>
   <translation>Nichts gewonnen: Ihre Labels sind so, wie {name} sie schon findet. Das Trainierte ist dort nicht besser, darum steht kein neues Modell zur Wahl.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Nothing was gained: your labels fit {name} as it is. Trained on one half of them it did no better on the other, so no new model is listed.</source>
   <translation>Nichts gewonnen: Ihre Labels sind so, wie {name} sie schon findet. Auf der einen Hälfte trainiert, war es auf der anderen nicht besser, darum steht kein neues Modell zur Wahl.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Next: find footprints elsewhere, and check them.</source>
   <translation>Als Nächstes: anderswo Grundrisse finden lassen und prüfen.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>It finds nearly all of them. What helps most: labels where it does worse. Find footprints to see where.</source>
   <translation>Es findet fast alle. Am meisten helfen Labels, wo es schlechter ist. Lassen Sie Grundrisse finden, um zu sehen, wo.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>What helps most: more labels than these {n}. 'Where next?' shows where the model is least sure.</source>
   <translation>Am meisten helfen mehr Labels als diese {n}. „Wo weiter?“ zeigt, wo das Modell am unsichersten ist.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>What helps most: labels of buildings like those it misses, blue on the map, in other places.</source>
   <translation>Am meisten helfen Labels von Gebäuden wie denen, die es übersieht (blau auf der Karte), an anderen Stellen.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>What helps most: things like its false alarms, orange on the map, drawn in other places with the class 'background'.</source>
   <translation>Am meisten hilft es, Dinge wie seine Fehlalarme (orange auf der Karte) an anderen Stellen mit der Klasse „background“ zu zeichnen.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>The model belongs to the project in which its training began: the page History has it there.</source>
   <translation>Das Modell gehört zu dem Projekt, in dem sein Training begann: Dort steht es auf der Seite Verlauf.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>On the map: what {name} finds</source>
   <translation>Auf der Karte: was {name} findet</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Show its outlines instead, on the ground that was scored</source>
   <translation>Stattdessen dessen Umrisse zeigen, auf dem bewerteten Boden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>F1 {score}</source>
   <translation>F1 {score}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>No footprints were found. A lower threshold finds more; so does a model trained on labels here.</source>
   <translation>Es wurden keine Grundrisse gefunden. Ein niedrigerer Schwellenwert findet mehr; ein Modell, das auf hiesigen Labels trainiert wurde, auch.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>On the map, where the model expects most wrong footprints.</source>
   <translation>Auf der Karte, wo das Modell die meisten falschen Grundrisse erwartet.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>No square to label was found: the imagery is labelled all over, or smaller than a square.</source>
   <translation>Es wurde kein Quadrat zum Labeln gefunden: Die Bilddaten sind überall gelabelt oder kleiner als ein Quadrat.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Everything works on this computer.</source>
   <translation>Auf diesem Computer funktioniert alles.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 part failed. The report says which.</source>
   <translation>1 Teil ist gescheitert. Der Bericht sagt, welcher.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} parts failed. The report says which.</source>
   <translation>{n} Teile sind gescheitert. Der Bericht sagt, welche.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Cancelled.</source>
   <translation>Abgebrochen.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Cancelled. What was learned is kept, and the training can go on.</source>
   <translation>Abgebrochen. Was gelernt wurde, bleibt erhalten, und das Training kann fortgesetzt werden.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>It did not work, and there is no word why.</source>
   <translation>Es hat nicht geklappt, und es gibt keine Angabe, warum.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Find footprints</source>
   <translation>Grundrisse finden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Go to the page Predict, to look elsewhere in the imagery</source>
   <translation>Zur Seite „Vorhersagen“, um anderswo in den Bilddaten zu suchen</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Where next?</source>
   <translation>Wo weiter?</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Go to the page Label, and look for squares where the model is least sure</source>
   <translation>Zur Seite „Labeln“ gehen und nach Quadraten suchen, in denen das Modell am unsichersten ist</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Check them</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Go to the page Check, and look at one footprint after the other</source>
   <translation>Zur Seite „Prüfen“ gehen und einen Grundriss nach dem anderen ansehen</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Copy the page of the self-test, to paste it into a report of an error. No name and no path is in it</source>
   <translation>Die Seite des Selbsttests kopieren, um sie in eine Fehlermeldung einzufügen. Weder Namen noch Pfade stehen darin</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Test whether all of Roofline works on this computer, and how fast. It takes a minute or two</source>
   <translation>Prüfen, ob auf diesem Computer alles von Roofline funktioniert, und wie schnell. Das dauert ein bis zwei Minuten</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Show the log</source>
   <translation>Protokoll zeigen</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Open what was written down about this job, for a report of an error</source>
   <translation>Öffnen, was über diesen Auftrag aufgeschrieben wurde, um einen Fehler zu melden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{title}: cancelled</source>
   <translation>{title}: abgebrochen</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{title}: failed</source>
   <translation>{title}: fehlgeschlagen</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 building held out</source>
   <translation>1 zurückgehaltenem Gebäude</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} buildings held out</source>
   <translation>{n} zurückgehaltenen Gebäuden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 of your buildings</source>
   <translation>1 Ihrer Gebäude</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} of your buildings</source>
   <translation>{n} Ihrer Gebäude</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 building more is found</source>
   <translation>1 Gebäude mehr gefunden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} buildings more are found</source>
   <translation>{n} Gebäude mehr gefunden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 building fewer is found</source>
   <translation>1 Gebäude weniger gefunden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} buildings fewer are found</source>
   <translation>{n} Gebäude weniger gefunden</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 false alarm more</source>
   <translation>1 Fehlalarm mehr</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} false alarms more</source>
   <translation>{n} Fehlalarme mehr</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 false alarm fewer</source>
   <translation>1 Fehlalarm weniger</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} false alarms fewer</source>
   <translation>{n} Fehlalarme weniger</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 footprint</source>
   <translation>1 Grundriss</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} footprints</source>
   <translation>{n} Grundrisse</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>1 label</source>
   <translation>1 Label</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{n} labels</source>
   <translation>{n} Labels</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{labels} ({parts})</source>
   <translation>{labels} ({parts})</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{n} to learn from</source>
   <translation>{n} zum Lernen</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{n} held out to score</source>
   <translation>{n} zum Bewerten zurückgehalten</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{n} held out but cut by an edge</source>
   <translation>{n} zurückgehalten, aber vom Rand geschnitten</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{n} not used</source>
   <translation>{n} ungenutzt</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{line}, and 1 background label</source>
   <translation>{line}, und 1 Hintergrund-Label</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{line}, and {n} background labels</source>
   <translation>{line}, und {n} Hintergrund-Labels</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The aerial or satellite image to learn from and to look in</source>
   <translation>Das Luft- oder Satellitenbild, aus dem gelernt und in dem gesucht wird</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>None chosen</source>
   <translation>Nichts gewählt</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Open imagery in QGIS first: Layer &gt; Add Layer &gt; Add Raster Layer.</source>
   <translation>Öffnen Sie erst Bilddaten in QGIS: Layer &gt; Layer hinzufügen &gt; Rasterlayer hinzufügen.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Choose the imagery to work on.</source>
   <translation>Wählen Sie die Bilddaten, an denen gearbeitet wird.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{resolution} m pixels, {bands}, {dtype}, {width} × {height} {unit}</source>
   <translation>{resolution} m große Pixel, {bands}, {dtype}, {width} × {height} {unit}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n}  {name}</source>
   <translation>{n}  {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The bands that a training learns from, matched by their names with those of the base model. Footprints are found with the bands that the model has learned</source>
   <translation>Die Kanäle, aus denen ein Training lernt, nach ihren Namen denen des Basismodells zugeordnet. Grundrisse werden mit den Kanälen gesucht, die das Modell gelernt hat</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{date}  {name}</source>
   <translation>{date}  {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Rasters of the same ground on other dates. Those that are checked are learned together with the imagery, as one raster with the bands of every date: for crops and other things that a single date does not show. Such a model looks at as many dates when it predicts</source>
   <translation>Raster desselben Bodens von anderen Tagen. Die angekreuzten werden zusammen mit den Bilddaten gelernt, als ein Raster mit den Kanälen aller Tage: für Feldfrüchte und anderes, das ein einzelner Tag nicht zeigt. Ein solches Modell schaut beim Suchen auf ebenso viele Tage</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Learned together: {dates}.</source>
   <translation>Zusammen gelernt: {dates}.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{kind} service, fetched at {resolution} m a pixel where it is needed. A km² has {parts} parts and {pixels} million pixels, and takes about {size} MB on disk.</source>
   <translation>{kind}-Dienst, wird mit {resolution} m je Pixel geholt, wo er gebraucht wird. Ein km² hat {parts} Teile und {pixels} Millionen Pixel und braucht etwa {size} MB auf der Platte.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Make sure that the terms of use of {host} allow to keep and to analyse its imagery.</source>
   <translation>Vergewissern Sie sich, dass die Nutzungsbedingungen von {host} erlauben, die Bilder zu speichern und auszuwerten.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>As drawn on the map</source>
   <translation>Wie auf der Karte gezeichnet</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Learn from, and look at, the colors in which QGIS draws this layer (palette, contrast, choice of bands), and not its values. A model should get what it learned from</source>
   <translation>Aus den Farben lernen und in ihnen suchen, in denen QGIS diesen Layer zeichnet (Palette, Kontrast, Auswahl der Kanäle), und nicht in seinen Werten. Ein Modell sollte bekommen, woraus es gelernt hat</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Fetching</source>
   <translation>Abrufen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Buildings are only a few pixels here. The model reads pixels of up to {limit} m; for coarser ones, train with Advanced &gt; Resolution set to that of the imagery.</source>
   <translation>Gebäude sind hier nur wenige Pixel groß. Das Modell liest Pixel bis {limit} m; trainieren Sie für gröbere mit „Erweitert“ &gt; „Auflösung“, eingestellt auf die der Bilddaten.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>No single building can be seen in pixels of this size. A training learns ground cover here, such as water, forest or fields; the built-in model finds nothing.</source>
   <translation>In Pixeln dieser Größe ist kein einzelnes Gebäude zu sehen. Ein Training lernt hier Bodenbedeckung wie Wasser, Wald oder Felder; das eingebaute Modell findet nichts.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The built-in model was made for color imagery. Without red, green and blue expect less of it, until it is fine-tuned.</source>
   <translation>Das mitgelieferte Modell wurde für Farbbilder gemacht. Erwarten Sie ohne Rot, Grün und Blau weniger von ihm, bis es nachtrainiert ist.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Labels</source>
   <translation>Labels</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The polygon layer with what you drew, such as buildings or water</source>
   <translation>Der Polygonlayer mit dem, was Sie gezeichnet haben, etwa Gebäude oder Wasser</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Areas</source>
   <translation>Gebiete</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The polygon layer with the areas: where the labels are complete, and what each area is for</source>
   <translation>Der Polygonlayer mit den Gebieten: wo die Labels vollständig sind, und wozu jedes Gebiet dient</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>New</source>
   <translation>Neu</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Make a layer for labels and one for areas, in one GeoPackage beside the project</source>
   <translation>Einen Layer für Labels und einen für Gebiete anlegen, in einem GeoPackage neben dem Projekt</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The labels are among the drafts, in {file}. Save the project, and they come beside it.</source>
   <translation>Die Labels liegen bei den Entwürfen, in {file}. Speichern Sie das Projekt, dann kommen sie daneben.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Save the project</source>
   <translation>Projekt speichern</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Save the project, as QGIS's own button does. Labels, areas and footprints come beside it</source>
   <translation>Speichert das Projekt, wie der Knopf von QGIS selbst. Labels, Gebiete und Grundrisse kommen daneben</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{names} are beside the project now, in {file}.</source>
   <translation>{names} liegen jetzt neben dem Projekt, in {file}.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Kept in {file}</source>
   <translation>Gespeichert in {file}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The labels are in a scratch layer, which is lost when QGIS closes. Make it permanent, or press New.</source>
   <translation>Die Labels sind in einem temporären Layer, der verloren geht, wenn QGIS schließt. Machen Sie ihn dauerhaft, oder drücken Sie „Neu“.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Polygon</source>
   <translation>Polygon</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Draw a label corner by corner; the right button closes it</source>
   <translation>Ein Label Ecke für Ecke zeichnen; die rechte Maustaste schließt es</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Click the corners of an outline. Right-click closes it, Backspace takes a corner back.</source>
   <translation>Klicken Sie auf die Ecken eines Umrisses. Rechtsklick schließt ihn, die Rücktaste nimmt eine Ecke zurück.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Rectangle</source>
   <translation>Rechteck</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Draw a label with right angles by three clicks: both ends of one side, then the depth</source>
   <translation>Ein rechtwinkliges Label mit drei Klicks zeichnen: beide Enden einer Seite, dann die Tiefe</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Click both ends of one side, then how deep it is. Backspace takes a corner back.</source>
   <translation>Klicken Sie auf beide Enden einer Seite, dann darauf, wie tief es ist. Die Rücktaste nimmt eine Ecke zurück.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Area: {role}</source>
   <translation>Gebiet: {role}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Drag a box over the map. Its role stands in the menu of this button (arrow key down).</source>
   <translation>Ziehen Sie ein Rechteck auf der Karte auf. Seine Rolle steht im Menü dieser Schaltfläche (Pfeiltaste nach unten).</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Drag a box over the map.</source>
   <translation>Ziehen Sie ein Rechteck auf der Karte auf.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Esc puts the tool away.</source>
   <translation>Esc legt das Werkzeug weg.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Class</source>
   <translation>Klasse</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>What you draw gets this class. Two or more classes make a model that tells them apart. Choose background for what looks like them and is none: it is learned wherever it lies.</source>
   <translation>Was Sie zeichnen, bekommt diese Klasse. Zwei oder mehr Klassen ergeben ein Modell, das sie unterscheidet. Wählen Sie „Hintergrund“ für das, was so aussieht und keine davon ist: Es wird überall gelernt, wo es liegt.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Keys choose the class: {keys}.</source>
   <translation>Tasten wählen die Klasse: {keys}.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{key} {name}</source>
   <translation>{key} {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>building, or as the layer says</source>
   <translation>Gebäude, oder was der Layer sagt</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>background (none of them)</source>
   <translation>Hintergrund (keine davon)</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Look for squares of the imagery in which the newest model expects most wrong footprints. It learns no more from them than from other squares; to correct footprints, walk through them on the page Check.</source>
   <translation>Quadrate in den Bilddaten suchen, in denen das neueste Modell die meisten falschen Grundrisse erwartet. Es lernt aus ihnen nicht mehr als aus anderen Quadraten; um Grundrisse zu berichtigen, gehen Sie auf der Seite Prüfen einen nach dem anderen durch.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} squares to label. Draw all that there is in this one, then press Done.</source>
   <translation>{n} Quadrate zu labeln. Zeichnen Sie in diesem alles, was es gibt, und drücken Sie dann „Fertig“.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The last square to label. Draw all that there is in it, then press Done.</source>
   <translation>Das letzte Quadrat zu labeln. Zeichnen Sie darin alles, was es gibt, und drücken Sie dann „Fertig“.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>All that there is in the square has a label: the square becomes an area for training</source>
   <translation>Alles im Quadrat hat ein Label: Das Quadrat wird ein Trainingsgebiet</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Skip</source>
   <translation>Überspringen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Take this square away, and go to the next</source>
   <translation>Dieses Quadrat entfernen und zum nächsten gehen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Show</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Bring the square into view</source>
   <translation>Die Karte zum Quadrat bewegen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Check alignment</source>
   <translation>Lage prüfen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Look whether the labels lie beside the buildings that the model sees, as labels do that were drawn on other imagery</source>
   <translation>Nachsehen, ob die Labels neben den Gebäuden liegen, die das Modell sieht, wie es bei Labels ist, die auf anderen Bildern gezeichnet wurden</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Labels lie off the imagery. The arrows show where they belong ({confidence} % sure):</source>
   <translation>Labels sind gegen das Bild versetzt. Die Pfeile zeigen, wohin sie gehören ({confidence} % sicher):</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{direction} {metres} m, labels: {n}</source>
   <translation>{direction} {metres} m, Labels: {n}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>No label has to be moved: they fit what the model sees, or no shift can be told.</source>
   <translation>Kein Label muss verschoben werden: Sie passen zu dem, was das Modell sieht, oder es lässt sich kein Versatz bestimmen.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The labels were saved or rolled back since. Check the alignment again.</source>
   <translation>Die Labels wurden seither gespeichert oder zurückgesetzt. Prüfen Sie ihre Lage noch einmal.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Move labels</source>
   <translation>Labels verschieben</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Move these labels along the arrows, as one edit that can be undone</source>
   <translation>Diese Labels entlang der Pfeile verschieben, als eine Bearbeitung, die sich rückgängig machen lässt</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Leave</source>
   <translation>Lassen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Leave the labels where they are</source>
   <translation>Die Labels lassen, wo sie sind</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Labels moved: {n}. Undo takes it back.</source>
   <translation>Verschobene Labels: {n}. Rückgängig nimmt es zurück.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} to look at</source>
   <translation>{n} anzusehen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Labels that may be slips. Each kind says whether a training uses them.</source>
   <translation>Labels, die Versehen sein können. Bei jeder Art steht, ob ein Training sie verwendet.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Show on the map</source>
   <translation>Auf der Karte zeigen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Outline these labels on the map</source>
   <translation>Diese Labels auf der Karte umranden</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Click one to see it on the map</source>
   <translation>Klicken Sie auf eines, um es auf der Karte zu sehen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Label {id}</source>
   <translation>Label {id}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>New label {n}</source>
   <translation>Neues Label {n}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} more</source>
   <translation>{n} weitere</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{kind} ({n})</source>
   <translation>{kind} ({n})</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>1 band ({names})</source>
   <translation>1 Kanal ({names})</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} bands ({names})</source>
   <translation>{n} Kanäle ({names})</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>All {n} bands</source>
   <translation>Alle {n} Kanäle</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} of {of} bands</source>
   <translation>{n} von {of} Kanälen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>1 date</source>
   <translation>1 Datum</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} dates</source>
   <translation>{n} Daten</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>m</source>
   <translation>m</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>km</source>
   <translation>km</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>train</source>
   <translation>trainieren</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>hold out</source>
   <translation>zurückhalten</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>predict</source>
   <translation>vorhersagen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>ignore</source>
   <translation>ignorieren</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Train: the labels in it are complete</source>
   <translation>Trainieren: Die Labels darin sind vollständig</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Hold out: the same, but kept from training to score the model (in the table: validate)</source>
   <translation>Zurückhalten: dasselbe, aber vom Training ausgenommen, um das Modell zu bewerten (in der Tabelle: validate)</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Predict: look here</source>
   <translation>Vorhersagen: hier suchen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Ignore: neither train nor score here</source>
   <translation>Ignorieren: Hier wird weder trainiert noch bewertet</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Draw label</source>
   <translation>Label zeichnen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Draw area</source>
   <translation>Gebiet zeichnen</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Outline crosses itself: used, repaired</source>
   <translation>Umriss schneidet sich selbst: repariert verwendet</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Too thin or too small: used</source>
   <translation>Zu schmal oder zu klein: verwendet</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Overlaps another label: both are used</source>
   <translation>Überlappt ein anderes Label: beide verwendet</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Drawn twice: not used</source>
   <translation>Zweimal gezeichnet: nicht verwendet</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Not on the imagery: not used</source>
   <translation>Nicht auf den Bilddaten: nicht verwendet</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Partly beyond the imagery: the rest is used</source>
   <translation>Zum Teil jenseits der Bilddaten: der Rest wird verwendet</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>In no area for training: not used</source>
   <translation>In keinem Trainingsgebiet: nicht verwendet</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Reading the imagery</source>
   <translation>Die Bilddaten werden gelesen</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Live: learn while I draw</source>
   <translation>Live: beim Zeichnen lernen</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Train without an end, beside your drawing. Every label of the layer counts, selected or not, saved or not. Other settings take effect when it is switched on again</source>
   <translation>Ohne Ende trainieren, während Sie zeichnen. Jedes Label des Layers zählt, ausgewählt oder nicht, gespeichert oder nicht. Andere Einstellungen gelten ab dem nächsten Einschalten</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Each label counts as soon as it is drawn, and the map shows what the model finds in view: where it still errs, draw next.</source>
   <translation>Jedes Label zählt, sobald es gezeichnet ist, und die Karte zeigt, was das Modell im Ausschnitt findet: Zeichnen Sie dort weiter, wo es noch irrt.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Begin anew</source>
   <translation>Neu beginnen</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Forget what it has learned, and learn from the labels again, beginning with the model under 'Start from'. A class that was not there when it began is learned only so</source>
   <translation>Das Gelernte vergessen und noch einmal von den Labels lernen, ausgehend vom Modell unter „Ausgehen von“. Nur so wird eine Klasse gelernt, die am Anfang nicht da war</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Live training is on. Switch it off to train like this.</source>
   <translation>Das Live-Training läuft. Schalten Sie es aus, um so zu trainieren.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>A training is running. Wait for its end, or cancel it.</source>
   <translation>Ein Training läuft. Warten Sie auf sein Ende, oder brechen Sie es ab.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Live training</source>
   <translation>Live-Training</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Choose a tool on the page Label, and draw a building, or what else is to be found: with the first label it begins to learn.</source>
   <translation>Wählen Sie auf der Seite „Labeln“ ein Werkzeug und zeichnen Sie ein Gebäude, oder was sonst gefunden werden soll: Mit dem ersten Label beginnt es zu lernen.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Resting: 1 label is learned. Draw more to go on.</source>
   <translation>Ruht: 1 Label ist gelernt. Zeichnen Sie mehr, und es geht weiter.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Resting: {n} labels are learned. Draw more to go on.</source>
   <translation>Ruht: {n} Labels sind gelernt. Zeichnen Sie mehr, und es geht weiter.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Saving what was learned</source>
   <translation>Das Gelernte wird gespeichert</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Dotted on the map: what it found {n} s ago</source>
   <translation>Gepunktet auf der Karte: was es vor {n} s fand</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>{score} ({first} at first)</source>
   <translation>{score} (zuerst {first})</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>The model does not learn on the held-out area.</source>
   <translation>Auf der zurückgehaltenen Fläche lernt das Modell nicht.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>F1 is 1 when every outline there is found, and nothing else. With few outlines chance moves it much.</source>
   <translation>F1 ist 1, wenn dort jeder Umriss gefunden ist und nichts sonst. Bei wenigen Umrissen verschiebt der Zufall es stark.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Keep this model</source>
   <translation>Dieses Modell behalten</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Write what it has learned so far as a model, for the page Predict. The training goes on</source>
   <translation>Das bisher Gelernte als Modell schreiben, für die Seite Vorhersagen. Das Training geht weiter</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Keeping it</source>
   <translation>Wird behalten</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Kept as {name}. The page Predict finds footprints with it now.</source>
   <translation>Als {name} behalten. Die Seite Vorhersagen findet Grundrisse jetzt damit.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Switch off</source>
   <translation>Ausschalten</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>End the live training. What it learned is saved: switched on again, it goes on from there</source>
   <translation>Das Live-Training beenden. Das Gelernte ist gespeichert: Wieder eingeschaltet, geht es von dort weiter</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Learning from 1 label</source>
   <translation>Lernt von 1 Label</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Learning from {n} labels</source>
   <translation>Lernt von {n} Labels</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Dotted on the map: what it finds</source>
   <translation>Gepunktet auf der Karte: was es findet</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Dotted on the map: what {name} finds</source>
   <translation>Gepunktet auf der Karte: was {name} findet</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>{name} · {created}</source>
   <translation>{name} · {created}</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>{name} · F1 {f1} · {created}</source>
   <translation>{name} · F1 {f1} · {created}</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>{name} · {score} · {created}</source>
   <translation>{name} · {score} · {created}</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Choose a model file</source>
   <translation>Eine Modelldatei wählen</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Roofline models (*.roofline)</source>
   <translation>Roofline-Modelle (*.roofline)</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Models and weights of encoders (*.roofline *.safetensors *.pt *.pth *.bin)</source>
   <translation>Modelle und Gewichte von Encodern (*.roofline *.safetensors *.pt *.pth *.bin)</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>{name} (missing)</source>
   <translation>{name} (fehlt)</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>{path} is not there any more. Until it is back, the built-in model is used.</source>
   <translation>{path} ist nicht mehr da. Bis es zurück ist, wird das mitgelieferte Modell verwendet.</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>{path} is no readable Roofline model. Choose another file.</source>
   <translation>{path} ist kein lesbares Roofline-Modell. Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Encoder {name}</source>
   <translation>Encoder {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Another encoder…</source>
   <translation>Anderer Encoder …</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Name of the encoder, such as tu-vit_small_patch16_dinov3 or resnet50 (docs/foundation.md lists them):</source>
   <translation>Name des Encoders, etwa tu-vit_small_patch16_dinov3 oder resnet50 (docs/foundation.md zählt sie auf):</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>An encoder knows nothing of your labels yet, so it wants more of them and more time than the built-in model, and a large one a GPU. One that is named is fetched once from huggingface.co.</source>
   <translation>Ein Encoder weiß noch nichts von Ihren Labels. Er braucht mehr davon und mehr Zeit als das mitgelieferte Modell, und ein großer eine GPU. Einer, der beim Namen genannt ist, wird einmal von huggingface.co geholt.</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Prithvi-EO 2.0, 300 million weights: satellites, 10 to 30 m</source>
   <translation>Prithvi-EO 2.0, 300 Millionen Gewichte: Satelliten, 10 bis 30 m</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Prithvi-EO 2.0, 5 million weights: satellites, 10 to 30 m</source>
   <translation>Prithvi-EO 2.0, 5 Millionen Gewichte: Satelliten, 10 bis 30 m</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>ConvNeXt, 28 million weights: aerial and drone, below a metre</source>
   <translation>ConvNeXt, 28 Millionen Gewichte: Luftbild und Drohne, unter einem Meter</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Roofline panel</source>
   <translation>Roofline-Bedienfeld</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Roofline: draw a few outlines, train a model on them, find the rest</source>
   <translation>Roofline: einige Umrisse zeichnen, ein Modell damit trainieren, die übrigen finden</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Label</source>
   <translation>Labeln</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Train</source>
   <translation>Trainieren</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Predict</source>
   <translation>Vorhersagen</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Check</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>History</source>
   <translation>Verlauf</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Draw some labels, and the areas in which they are complete</source>
   <translation>Einige Labels zeichnen, und die Gebiete, in denen sie vollständig sind</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Teach a model what your labels look like here</source>
   <translation>Einem Modell beibringen, wie hier aussieht, was Ihre Labels zeigen</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Find the others</source>
   <translation>Die übrigen finden</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Accept, reject and correct the footprints, and learn from them again</source>
   <translation>Die Grundrisse annehmen, ablehnen und verbessern, und wieder aus ihnen lernen</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>The trainings of this project</source>
   <translation>Die Trainings dieses Projekts</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Set-up</source>
   <translation>Einrichtung</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>What Roofline learns with: install it again, use a Python of your own, uninstall</source>
   <translation>Womit Roofline lernt: noch einmal installieren, ein eigenes Python verwenden, deinstallieren</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Help</source>
   <translation>Hilfe</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Open the section of the tutorial on this page</source>
   <translation>Den Abschnitt der Anleitung zu dieser Seite öffnen</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>This computer has an NVIDIA graphics card now (driver {driver}), and Roofline was set up without. It would learn and predict faster on it.</source>
   <translation>Dieser Computer hat jetzt eine NVIDIA-Grafikkarte (Treiber {driver}), und Roofline wurde ohne sie eingerichtet. Auf ihr würde es schneller lernen und vorhersagen.</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Set up again</source>
   <translation>Neu einrichten</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Do not ask again until QGIS is started anew</source>
   <translation>Nicht wieder fragen, bis QGIS neu gestartet wird</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Show what would be installed for the graphics card</source>
   <translation>Zeigen, was für die Grafikkarte installiert würde</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>A training on {imagery} was cut off after {minutes} min.</source>
   <translation>Ein Training auf {imagery} wurde nach {minutes} min unterbrochen.</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>A training on {imagery} was cut off in its first minute.</source>
   <translation>Ein Training auf {imagery} wurde in seiner ersten Minute unterbrochen.</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Take the training up where it was cut off</source>
   <translation>Das Training dort aufnehmen, wo es unterbrochen wurde</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Open Roofline, to go on with it or to leave it</source>
   <translation>Roofline öffnen, um fortzufahren oder es zu lassen</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Leave it</source>
   <translation>So lassen</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Do not ask again; the run stays in the history</source>
   <translation>Nicht wieder fragen; der Lauf bleibt im Verlauf</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>A prediction on {imagery} stopped at {percent} %, with {footprints} found.</source>
   <translation>Eine Vorhersage auf {imagery} hielt bei {percent} % an, mit {footprints} gefunden.</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>A prediction on {imagery} stopped at {percent} %, with nothing found yet.</source>
   <translation>Eine Vorhersage auf {imagery} hielt bei {percent} % an und hatte noch nichts gefunden.</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Take the prediction up where it stopped. The footprints come into a new layer</source>
   <translation>Die Vorhersage dort aufnehmen, wo sie anhielt. Die Grundrisse kommen in einen neuen Layer</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Keep what was found</source>
   <translation>Gefundenes behalten</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Put the footprints found so far into a new layer, and do not go on</source>
   <translation>Die bisher gefundenen Grundrisse in einen neuen Layer bringen und nicht fortfahren</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Discard</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Delete what was found, and do not go on</source>
   <translation>Was gefunden wurde löschen und nicht fortfahren</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The model that finds the footprints. After a training it is the new one</source>
   <translation>Das Modell, das die Grundrisse findet. Nach einem Training ist es das neue</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Where</source>
   <translation>Wo</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>This view</source>
   <translation>Dieser Kartenausschnitt</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The part of the imagery that the map shows now</source>
   <translation>Der Teil der Bilddaten, den die Karte jetzt zeigt</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Areas with the role 'predict'</source>
   <translation>Gebiete mit der Rolle „vorhersagen“</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Inside the areas that were drawn for it</source>
   <translation>In den Gebieten, die dafür gezeichnet wurden</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Draw an area with the role 'predict' on the page Label first</source>
   <translation>Zeichnen Sie erst ein Gebiet mit der Rolle „vorhersagen“ auf der Seite „Labeln“</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Whole imagery</source>
   <translation>Alle Bilddaten</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Whole imagery ({width} × {height} {unit})</source>
   <translation>Alle Bilddaten ({width} × {height} {unit})</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The imagery of this service is too much to fetch. Look at this view, or at areas</source>
   <translation>Das Bild dieses Dienstes ist zu groß, um es zu holen. Suchen Sie in diesem Ausschnitt oder in Flächen</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Everything. The imagery is read piece by piece, so its size is no trouble, but it takes its time</source>
   <translation>Alles. Die Bilddaten werden Stück für Stück gelesen; ihre Größe macht nichts aus, aber es braucht seine Zeit</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Into</source>
   <translation>Wohin</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>A new layer</source>
   <translation>Ein neuer Layer</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>A new table of the project's GeoPackage, in a group above the imagery</source>
   <translation>Eine neue Tabelle im GeoPackage des Projekts, in einer Gruppe über den Bilddaten</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Layer being edited</source>
   <translation>Layer in Bearbeitung</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Layer being edited: {name}</source>
   <translation>Layer in Bearbeitung: {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Adds them to {name} as one edit, which can be undone and is not saved yet</source>
   <translation>Fügt sie {name} als eine Änderung hinzu, die rückgängig gemacht werden kann und noch nicht gespeichert ist</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Choose a polygon layer and switch its editing on first</source>
   <translation>Wählen Sie erst einen Polygonlayer und schalten Sie seine Bearbeitung ein</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>A layer of the project</source>
   <translation>Ein Layer des Projekts</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Adds them to a layer that is there already, such as a table in PostGIS or a GeoPackage: all of them, or none. They are saved at once, and cannot be undone</source>
   <translation>Fügt sie einem Layer hinzu, den es schon gibt, etwa einer Tabelle in PostGIS oder einem GeoPackage: alle oder keinen. Sie sind sofort gespeichert und lassen sich nicht rückgängig machen</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Choose the layer that they are to be added to.</source>
   <translation>Wählen Sie den Layer, dem sie hinzugefügt werden sollen.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Fields of {name}</source>
   <translation>Felder von {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Which field of the layer takes which column of the footprints. Other fields have their default</source>
   <translation>Welches Feld des Layers welche Spalte der Grundrisse aufnimmt. Andere Felder erhalten ihren Standardwert</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>leave out</source>
   <translation>weglassen</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Leave out known buildings</source>
   <translation>Bekannte Gebäude weglassen</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Footprints of which more than half lies on your labels, or on buildings of the layer that they go into, are not added again</source>
   <translation>Grundrisse, die zu mehr als der Hälfte auf Ihren Labels liegen oder auf Gebäuden des Layers, in den sie kommen, werden nicht noch einmal hinzugefügt</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Straight walls and square corners</source>
   <translation>Gerade Wände und rechte Winkel</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Find what the model has learned, in the background</source>
   <translation>Finden, was das Modell gelernt hat, im Hintergrund</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Something else is running. Wait for its end, or cancel it.</source>
   <translation>Etwas anderes läuft noch. Warten Sie auf sein Ende, oder brechen Sie es ab.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Choose the imagery above first.</source>
   <translation>Wählen Sie erst oben die Bilddaten.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Nothing can be found in this imagery as it is. What is wrong with it stands above.</source>
   <translation>In diesen Bilddaten kann so nichts gefunden werden. Was an ihnen nicht stimmt, steht oben.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The map shows nothing of the imagery now. Move it there, or choose another place to look at.</source>
   <translation>Die Karte zeigt jetzt nichts von den Bilddaten. Verschieben Sie sie dorthin, oder wählen Sie einen anderen Ort.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>There is no new layer, since nothing was found.</source>
   <translation>Es gibt keinen neuen Layer, da nichts gefunden wurde.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The footprints are in {name}. Undo takes them back; save the layer to keep them.</source>
   <translation>Die Grundrisse sind in {name}. „Rückgängig“ nimmt sie zurück; speichern Sie den Layer, um sie zu behalten.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The footprints are in {name}, and saved.</source>
   <translation>Die Grundrisse sind in {name} und gespeichert.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>{reason} They are in the new layer {name} as well.</source>
   <translation>{reason} Sie sind außerdem im neuen Layer {name}.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The layer is not being edited any more. What could not be added is in the new layer {name}, which lives in memory: save it to keep it.</source>
   <translation>Der Layer ist nicht mehr in Bearbeitung. Was nicht hinzugefügt werden konnte, ist im neuen Layer {name}, der im Arbeitsspeicher liegt: Speichern Sie ihn, um es zu behalten.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>1 footprint of a known building was left out.</source>
   <translation>1 Grundriss eines bekannten Gebäudes wurde weggelassen.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>{n} footprints of known buildings were left out.</source>
   <translation>{n} Grundrisse bekannter Gebäude wurden weggelassen.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Nothing new: 1 footprint was found, and its building is known already. Switch off 'Leave out known buildings' to get it.</source>
   <translation>Nichts Neues: 1 Grundriss wurde gefunden, und sein Gebäude ist schon bekannt. Schalten Sie „Bekannte Gebäude weglassen“ aus, um ihn zu bekommen.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Nothing new: {n} footprints were found, and their buildings are known already. Switch off 'Leave out known buildings' to get them.</source>
   <translation>Nichts Neues: {n} Grundrisse wurden gefunden, und ihre Gebäude sind schon bekannt. Schalten Sie „Bekannte Gebäude weglassen“ aus, um sie zu bekommen.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>What was found is in the new layer {name} ({footprints}). The rest of the imagery was not looked at.</source>
   <translation>Was gefunden wurde, ist im neuen Layer {name} ({footprints}). Der Rest der Bilddaten wurde nicht angesehen.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>One thing before the first training</source>
   <translation>Eines vor dem ersten Training</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Roofline is set up</source>
   <translation>Roofline ist eingerichtet</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Roofline learns with PyTorch, in a Python environment of its own. Nothing is put into QGIS's Python: what is installed lies in the folder below, and can be uninstalled here.</source>
   <translation>Roofline lernt mit PyTorch, in einer eigenen Python-Umgebung. Nichts kommt in das Python von QGIS: Was installiert wird, liegt in dem Ordner unten und kann hier deinstalliert werden.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Looking at this computer</source>
   <translation>Dieser Computer wird angesehen</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>PyTorch {torch}, {others} other packages, and what they need</source>
   <translation>PyTorch {torch}, {others} weitere Pakete, und was diese brauchen</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>About {download} GB to download, {disk} GB on the disk while it installs, {kept} GB afterwards</source>
   <translation>Etwa {download} GB herunterzuladen, {disk} GB auf der Festplatte während der Installation, {kept} GB danach</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>The NVIDIA graphics card (driver {driver})</source>
   <translation>Die NVIDIA-Grafikkarte (Treiber {driver})</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>The Mac's graphics chip</source>
   <translation>Der Grafikchip des Macs</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>The processor: there is no NVIDIA graphics card with a recent driver</source>
   <translation>Der Prozessor: Es gibt keine NVIDIA-Grafikkarte mit einem neueren Treiber</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Nothing: the packages in {python} are checked</source>
   <translation>Nichts: Die Pakete in {python} werden geprüft</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Nothing to download</source>
   <translation>Nichts herunterzuladen</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Install</source>
   <translation>Installieren</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Install again</source>
   <translation>Noch einmal installieren</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Try again</source>
   <translation>Noch einmal versuchen</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Download and install, in the background. The variable ROOFLINE_HOME, set before QGIS starts, names another folder</source>
   <translation>Herunterladen und installieren, im Hintergrund. Die Variable ROOFLINE_HOME, vor dem Start von QGIS gesetzt, nennt einen anderen Ordner</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Stop installing. What was downloaded is kept for the next time</source>
   <translation>Die Installation anhalten. Was heruntergeladen wurde, bleibt für das nächste Mal</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Use a Python of your own…</source>
   <translation>Ein eigenes Python verwenden…</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Choose an interpreter that has the packages already, such as that of a conda environment. It is checked and remembered, and never installed into</source>
   <translation>Einen Interpreter wählen, der die Pakete schon hat, etwa den einer Conda-Umgebung. Er wird geprüft und gemerkt, und es wird nie etwas in ihn installiert</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>The interpreter: python, or python.exe</source>
   <translation>Der Interpreter: python, oder python.exe</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Uninstall</source>
   <translation>Deinstallieren</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Uninstall ({megabytes} MB)</source>
   <translation>Deinstallieren ({megabytes} MB)</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Do not use this Python any more</source>
   <translation>Dieses Python nicht mehr verwenden</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove the environment. Models, runs and settings stay</source>
   <translation>Die Umgebung entfernen. Modelle, Läufe und Einstellungen bleiben</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove the environment of Roofline? It frees {megabytes} MB. Models, runs and settings stay, and it can be installed again.</source>
   <translation>Die Umgebung von Roofline entfernen? Das gibt {megabytes} MB frei. Modelle, Läufe und Einstellungen bleiben, und sie kann wieder installiert werden.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>It is not used any more.</source>
   <translation>Es wird nicht mehr verwendet.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>The environment is gone.</source>
   <translation>Die Umgebung ist weg.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Optional parts</source>
   <translation>Wahlfreie Teile</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>TerraTorch: backbones for satellite imagery (TerraMind, SSL4EO, Satlas). As base models they are chosen in the toolbox, such as encoder:terratorch_terramind_v1_base, and a model that was trained from one needs this part everywhere.</source>
   <translation>TerraTorch: Backbones für Satellitenbilder (TerraMind, SSL4EO, Satlas). Als Ausgangsmodell wählt man sie in der Werkzeugkiste, etwa encoder:terratorch_terramind_v1_base; ein Modell, das aus einem trainiert wurde, braucht diesen Teil überall.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>About {download} GB to download, and {disk} GB more on the disk.</source>
   <translation>Etwa {download} GB herunterzuladen und {disk} GB mehr auf der Platte.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>It needs Python {needed}, and what is installed here has {python}: another environment is made beside it, with a newer Python, which is fetched where there is none. About {download} GB to download, and {disk} GB more on the disk.</source>
   <translation>Es braucht Python {needed}, und was hier installiert ist, hat {python}: Daneben wird eine weitere Umgebung angelegt, mit einem neueren Python, das geholt wird, wo keines da ist. Etwa {download} GB herunterzuladen und {disk} GB mehr auf der Platte.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>It is installed.</source>
   <translation>Es ist installiert.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Add it</source>
   <translation>Hinzufügen</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Download and install it, in the background</source>
   <translation>Im Hintergrund herunterladen und installieren</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Go without it</source>
   <translation>Wieder ohne es arbeiten</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Use an environment without it again, which is installed where there is none. Models that need it do not work then</source>
   <translation>Wieder eine Umgebung ohne diesen Teil nehmen, die installiert wird, wo es keine gibt. Modelle, die ihn brauchen, arbeiten dann nicht</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove fetched imagery ({megabytes} MB)</source>
   <translation>Abgerufene Bilder entfernen ({megabytes} MB)</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove imagery that was not used for {days} days ({megabytes} MB)</source>
   <translation>Bilder entfernen, die {days} Tage nicht gebraucht wurden ({megabytes} MB)</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove imagery that was fetched from services or drawn, beside this project and in Roofline's folder. It is fetched again when it is needed</source>
   <translation>Bilder entfernen, die von Diensten abgerufen oder gezeichnet wurden, neben diesem Projekt und im Ordner von Roofline. Sie werden wieder abgerufen, wenn sie gebraucht werden</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>{megabytes} MB of fetched imagery stay: a training or a prediction can go on with them.</source>
   <translation>{megabytes} MB an abgerufenen Bildern bleiben: Ein Training oder eine Vorhersage kann damit weitergehen.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove {megabytes} MB of fetched imagery? What is needed again has to be fetched again.</source>
   <translation>{megabytes} MB an abgerufenen Bildern entfernen? Was wieder gebraucht wird, muss wieder abgerufen werden.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>{megabytes} MB of fetched imagery are gone.</source>
   <translation>{megabytes} MB an abgerufenen Bildern sind weg.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Back to the work</source>
   <translation>Zurück zur Arbeit</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Open what the installation wrote down</source>
   <translation>Öffnen, was die Installation aufgeschrieben hat</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Starting</source>
   <translation>Beginnt</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Cancelled. What was downloaded is kept for the next time.</source>
   <translation>Abgebrochen. Was heruntergeladen wurde, bleibt für das nächste Mal.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>It did not work, and there is no word why. The log may tell.</source>
   <translation>Es hat nicht geklappt, und es gibt keine Angabe, warum. Vielleicht sagt es das Protokoll.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>What</source>
   <translation>Was</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>How much</source>
   <translation>Wie viel</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Runs on</source>
   <translation>Läuft auf</translation>
  </message>
  <message>
   <location filename="../ui/words/start.py" />
   <source>Advanced</source>
   <translation>Erweitert</translation>
  </message>
  <message>
   <location filename="../ui/words/start.py" />
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <location filename="../ui/words/start.py" />
   <source>Set everything under Advanced to its default</source>
   <translation>Alles unter „Erweitert“ auf die Vorgabe setzen</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Choose the imagery above.</source>
   <translation>Wählen Sie oben die Bilddaten.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Training waits for imagery that can be used. What is wrong with this one stands above.</source>
   <translation>Das Training wartet auf brauchbare Bilddaten. Was an diesen nicht stimmt, steht oben.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>No labels yet. On the page Label press New, or choose a tool and begin to draw.</source>
   <translation>Noch keine Labels. Drücken Sie auf der Seite „Labeln“ auf „Neu“, oder wählen Sie ein Werkzeug und beginnen Sie zu zeichnen.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Draw at least one label on the page Label, with Polygon or Rectangle.</source>
   <translation>Zeichnen Sie auf der Seite „Labeln“ mindestens ein Label, mit „Polygon“ oder „Rechteck“.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>None of the labels lies on the imagery. Check that they belong to it.</source>
   <translation>Keines der Labels liegt auf den Bilddaten. Prüfen Sie, ob sie dazugehören.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>No label lies in an area for training. Draw one where the labels are complete.</source>
   <translation>Kein Label liegt in einem Trainingsgebiet. Zeichnen Sie eines dort, wo die Labels vollständig sind.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Ready to train: {labels}</source>
   <translation>Bereit zum Training: {labels}</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Ready to train: {labels}; {areas}</source>
   <translation>Bereit zum Training: {labels}; {areas}</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Ready to train: {labels}; {areas}, {held_out} of them held out</source>
   <translation>Bereit zum Training: {labels}; {areas}, davon {held_out} zurückgehalten</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>1 label lies outside the imagery and does not count.</source>
   <translation>1 Label liegt außerhalb der Bilddaten und zählt nicht.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>{n} labels lie outside the imagery and do not count.</source>
   <translation>{n} Labels liegen außerhalb der Bilddaten und zählen nicht.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>1 label lies outside the areas or the imagery and does not count.</source>
   <translation>1 Label liegt außerhalb der Gebiete oder der Bilddaten und zählt nicht.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>{n} labels lie outside the areas or the imagery and do not count.</source>
   <translation>{n} Labels liegen außerhalb der Gebiete oder der Bilddaten und zählen nicht.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>1 label is drawn over another one of the same building and does not count.</source>
   <translation>1 Label ist über ein anderes desselben Gebäudes gezeichnet und zählt nicht.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>{n} labels are drawn over others of the same building and do not count.</source>
   <translation>{n} Labels sind über andere desselben Gebäudes gezeichnet und zählen nicht.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>The labels have a filter: where it hides one, the ground counts as background.</source>
   <translation>Die Labels haben einen Filter: Wo er eines verbirgt, zählt der Boden als Hintergrund.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Without an area, only the ground around each label counts as background.</source>
   <translation>Ohne Gebiet zählt nur der Boden um jedes Label herum als Hintergrund.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Some of the labels will be held out to score the model.</source>
   <translation>Einige der Labels werden zurückgehalten, um das Modell zu bewerten.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>A short training on each half of the labels will score the model.</source>
   <translation>Ein kurzes Training auf jeder Hälfte der Labels wird das Modell bewerten.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>There will be no score: for one, draw {n} labels or more, or an area that is held out.</source>
   <translation>Es wird keine Bewertung geben: Zeichnen Sie dafür {n} Labels oder mehr, oder ein Gebiet, das zurückgehalten wird.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>1 area</source>
   <translation>1 Gebiet</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>{n} areas</source>
   <translation>{n} Gebiete</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>By class: {classes}</source>
   <translation>Nach Klassen: {classes}</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>{name} {n}</source>
   <translation>{name} {n}</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>IoU {score}</source>
   <translation>IoU {score}</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>1 outline held out</source>
   <translation>1 zurückgehaltenem Umriss</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} outlines held out</source>
   <translation>{n} zurückgehaltenen Umrissen</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>1 of your labels</source>
   <translation>1 Ihrer Labels</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} of your labels</source>
   <translation>{n} Ihrer Labels</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>Too few outlines to be sure.</source>
   <translation>Zu wenige Umrisse, um sicher zu sein.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>So few outlines cannot tell the two apart.</source>
   <translation>So wenige Umrisse können die beiden nicht unterscheiden.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>F1 is 1 when every outline is found, and nothing else. The interval says how far chance may have moved it.</source>
   <translation>F1 ist 1, wenn jeder Umriss gefunden wird und sonst nichts. Das Intervall sagt, wie weit der Zufall es verschoben haben kann.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>1 outline more is found</source>
   <translation>1 Umriss mehr wird gefunden</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} outlines more are found</source>
   <translation>{n} Umrisse mehr werden gefunden</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>1 outline fewer is found</source>
   <translation>1 Umriss weniger wird gefunden</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} outlines fewer are found</source>
   <translation>{n} Umrisse weniger werden gefunden</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>as many outlines are found</source>
   <translation>ebenso viele Umrisse werden gefunden</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>'{name}', trained before, has F1 {f1} on as many outlines. 'Use this model' on the page History takes it up again.</source>
   <translation>„{name}“, früher trainiert, hat F1 {f1} auf ebenso vielen Umrissen. „Dieses Modell verwenden“ auf der Seite Verlauf nimmt es wieder auf.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>What helps most: labels like those it misses, blue on the map, in other places.</source>
   <translation>Am meisten hilft: Labels wie die, die es verfehlt, blau auf der Karte, an anderen Orten.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>Outlines found</source>
   <translation>Gefundene Umrisse</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>1 label is drawn over another one and does not count.</source>
   <translation>1 Label ist über ein anderes gezeichnet und zählt nicht.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} labels are drawn over others and do not count.</source>
   <translation>{n} Labels sind über andere gezeichnet und zählen nicht.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>1 outline is in view. Is there nothing else?</source>
   <translation>1 Umriss ist in Sicht. Gibt es sonst nichts?</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} outlines are in view. Is that all there is?</source>
   <translation>{n} Umrisse sind in Sicht. Ist das alles?</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>In an area, what has no outline is taught as background.</source>
   <translation>In einem Gebiet wird, was keinen Umriss hat, als Hintergrund gelehrt.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>Circled on the map: 1 place where {name} sees something and nothing is outlined</source>
   <translation>Auf der Karte eingekreist: 1 Stelle, an der {name} etwas sieht und nichts umrissen ist</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>Circled on the map: {n} places where {name} sees something and nothing is outlined</source>
   <translation>Auf der Karte eingekreist: {n} Stellen, an denen {name} etwas sieht und nichts umrissen ist</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Start from</source>
   <translation>Ausgehen von</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>The model that learns from your labels. It stays as it is; what comes out is a new one</source>
   <translation>Das Modell, das aus Ihren Labels lernt. Es bleibt, wie es ist; heraus kommt ein neues</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>How long</source>
   <translation>Wie lange</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>How long the training may take. It can be stopped at any time, and the best model is kept</source>
   <translation>Wie lange das Training dauern darf. Es kann jederzeit angehalten werden, und das beste Modell bleibt</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>1 minute</source>
   <translation>1 Minute</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>5 minutes</source>
   <translation>5 Minuten</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Until it stops improving</source>
   <translation>Bis es nicht mehr besser wird</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>As set under Advanced</source>
   <translation>Wie unter „Erweitert“ eingestellt</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Learn from the selected label alone</source>
   <translation>Nur von dem ausgewählten Label lernen</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Learn from the {n} selected labels alone</source>
   <translation>Nur von den {n} ausgewählten Labels lernen</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Otherwise all labels are used. In areas with the role 'train' the others count as background</source>
   <translation>Sonst werden alle Labels verwendet. In Gebieten mit der Rolle „trainieren“ gelten die anderen als Hintergrund</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Gray fields follow from the time chosen above.</source>
   <translation>Graue Felder folgen aus der oben gewählten Zeit.</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Teach the model on your labels, in the background</source>
   <translation>Das Modell auf Ihren Labels trainieren, im Hintergrund</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>The model and its report go into {folder}.</source>
   <translation>Das Modell und sein Bericht kommen in {folder}.</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>The model has no place to go: {path} cannot be written ({reason}). Set the variable ROOFLINE_HOME to another folder, and start QGIS again.</source>
   <translation>Das Modell hat keinen Platz: {path} kann nicht geschrieben werden ({reason}). Setzen Sie die Variable ROOFLINE_HOME auf einen anderen Ordner, und starten Sie QGIS neu.</translation>
  </message>
 </context>
</TS>
