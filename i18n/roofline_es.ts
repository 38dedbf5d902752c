<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
 <context>
  <name>Roofline</name>
  <message>
   <location filename="../models/core/child_process.py" />
   <source>If the memory ran out, close other programs, and try it again.</source>
   <translation>Si faltó memoria, cierre otros programas e inténtelo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/core/child_process.py" />
   <source>The last lines of {0}, in the folder of the job, say why; please report it with that file.</source>
   <translation>Las últimas líneas de {0}, en la carpeta del trabajo, dicen por qué; por favor, infórmelo con ese archivo.</translation>
  </message>
  <message>
   <location filename="../models/core/devices.py" />
   <source>CPU ({0} threads)</source>
   <translation>CPU ({0} hilos)</translation>
  </message>
  <message>
   <location filename="../models/core/devices.py" />
   <source>GPU ({0}, {1} GiB)</source>
   <translation>GPU ({0}, {1} GiB)</translation>
  </message>
  <message>
   <location filename="../models/core/devices.py" />
   <source>GPU of this Mac</source>
   <translation>GPU de este Mac</translation>
  </message>
  <message>
   <location filename="../models/core/devices.py" />
   <source>CPU (1 thread)</source>
   <translation>CPU (1 hilo)</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>The extent {0} (xmin, ymin, xmax, ymax) has no area, or is larger than the earth. Draw another one.</source>
   <translation>La extensión {0} (xmin, ymin, xmax, ymax) no tiene superficie o es mayor que la Tierra. Dibuje otra.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>The {0} and the imagery ({1}) do not meet. Check both on the map.</source>
   <translation>No coinciden en ningún lugar: {0} y las imágenes ({1}). Compruebe ambas cosas en el mapa.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>Labels that are outside the imagery, and so not used: {0} of {1}.</source>
   <translation>Etiquetas fuera de las imágenes, que por eso no se usan: {0} de {1}.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>No label lies inside an area, of {0} in the layer. Draw the areas around the labels, or leave the areas out.</source>
   <translation>Ninguna etiqueta está dentro de un área, de {0} en la capa. Dibuje las áreas alrededor de las etiquetas, o prescinda de las áreas.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>Labels that are outside all areas, and so not used: {0}.</source>
   <translation>Etiquetas fuera de todas las áreas, que por eso no se usan: {0}.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>The labels cover {0} of the areas, which leaves hardly any ground without buildings to learn from. Check that the labels are buildings, and draw the areas wider than they are.</source>
   <translation>Las etiquetas cubren {0} de las áreas, lo que apenas deja suelo sin edificios del que aprender. Compruebe que las etiquetas son edificios, y dibuje las áreas más amplias de lo que son.</translation>
  </message>
  <message>
   <location filename="../models/data/areas.py" />
   <source>Areas with the role '{0}', 'ignore' or 'test', which come first, cover all areas with the role '{1}' on the imagery, so nothing is left to learn from. Make them smaller, or give them another role.</source>
   <translation>Las áreas con el papel «{0}», «ignore» o «test», que tienen preferencia, cubren todas las áreas con el papel «{1}» sobre las imágenes, así que no queda nada de lo que aprender. Hágalas más pequeñas o deles otro papel.</translation>
  </message>
  <message>
   <location filename="../models/data/classes.py" />
   <source>The class of every label is '{0}' (labels: {1}), so there is no building to learn from. Draw some buildings too.</source>
   <translation>Todas las etiquetas tienen la clase «{0}» (etiquetas: {1}), así que no hay ningún edificio del que aprender. Dibuje también algunos edificios.</translation>
  </message>
  <message>
   <location filename="../models/data/classes.py" />
   <source>The labels have {0} classes, and {1} are the most. Merge some in the field 'class', or empty it to learn all as one.</source>
   <translation>Las etiquetas tienen {0} clases, y el máximo es {1}. Una algunas en el campo «class», o vacíelo para aprenderlas todas como una.</translation>
  </message>
  <message>
   <location filename="../models/data/classes.py" />
   <source>Labels that teach where no building is (class '{0}'): {1}.</source>
   <translation>Etiquetas que enseñan dónde no hay edificio (clase «{0}»): {1}.</translation>
  </message>
  <message>
   <location filename="../models/data/classes.py" />
   <source>The model learns {0} classes: {1}.</source>
   <translation>El modelo aprende {0} clases: {1}.</translation>
  </message>
  <message>
   <location filename="../models/data/classes.py" />
   <source>No label of these classes is learned, so the model will not find them: {0}. All of their labels are held out, or lie outside the imagery or the areas to learn from. Draw some more where the model learns, or hold out other ground.</source>
   <translation>De estas clases no se aprende ninguna etiqueta, así que el modelo no las encontrará: {0}. Todas sus etiquetas están reservadas, o quedan fuera de las imágenes o de las áreas de las que se aprende. Dibuje algunas más donde el modelo aprende, o reserve otro terreno.</translation>
  </message>
  <message>
   <location filename="../models/data/dataset.py" />
   <source>The areas that are held out (role 'validate') hold no label, or none that their edge does not cut, so they score nothing. Draw such an area around some labels.</source>
   <translation>Las áreas reservadas (papel «validate») no contienen ninguna etiqueta, o ninguna que su borde no corte, así que no puntúan nada. Dibuje un área así alrededor de algunas etiquetas.</translation>
  </message>
  <message>
   <location filename="../models/data/dataset.py" />
   <source>No label is left to train on: they all lie in areas that are held out or ignored (roles 'validate' and 'ignore'), or where the imagery is empty. Draw labels inside an area with the role 'train'.</source>
   <translation>No queda ninguna etiqueta con la que entrenar: todas están en áreas reservadas o ignoradas (papeles «validate» e «ignore»), o donde las imágenes están vacías. Dibuje etiquetas dentro de un área con el papel «train».</translation>
  </message>
  <message>
   <location filename="../models/data/dataset.py" />
   <source>The labels are too narrow to train on: no pixel of them lies further from an outline than the outline tolerance. Lower the tolerance, or train at a finer resolution.</source>
   <translation>Las etiquetas son demasiado estrechas para entrenar: ninguno de sus píxeles dista de un contorno más que la tolerancia del contorno. Reduzca la tolerancia, o entrene con una resolución más fina.</translation>
  </message>
  <message>
   <location filename="../models/data/dataset.py" />
   <source>The labelled ground needs {0} GiB of memory at {1} m a pixel, and {2} GiB are the most. Draw smaller areas around the labels, or train at a coarser resolution.</source>
   <translation>El suelo etiquetado necesita {0} GiB de memoria a {1} m por píxel, y el máximo son {2} GiB. Dibuje áreas más pequeñas alrededor de las etiquetas, o entrene con una resolución más gruesa.</translation>
  </message>
  <message>
   <location filename="../models/data/ground_history.py" />
   <source>Of the ground that is held out now, {0} was learned before, so it gives no honest score any more and does not count. Draw the area that is held out elsewhere.</source>
   <translation>Del terreno que ahora se reserva, {0} ya se aprendió antes; no da una puntuación honesta y no cuenta. Dibuje el área reservada en otro lugar.</translation>
  </message>
  <message>
   <location filename="../models/data/input_bands.py" />
   <source>{0} has {1} bands; a model reads {2} at most. Put the bands that matter into a raster of their own ('Rearrange bands' in the Processing toolbox).</source>
   <translation>{0} tiene {1} bandas; un modelo lee {2} como máximo. Ponga las bandas que importan en un ráster aparte («Reordenar bandas» en la caja de herramientas de Procesos).</translation>
  </message>
  <message>
   <location filename="../models/data/input_bands.py" />
   <source>The model '{0}' reads {1} dates with the same bands, and those of this imagery differ from date to date. Choose the same bands of each date, as BANDS.</source>
   <translation>El modelo «{0}» lee {1} fechas con las mismas bandas, y las de estas imágenes difieren de una fecha a otra. Elija con BANDS las mismas bandas de cada fecha.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that crossed themselves and were repaired for this run: {0} of {1}.</source>
   <translation>Etiquetas que se cruzaban a sí mismas y se repararon para esta ejecución: {0} de {1}.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that cover no ground and are left out: {0}.</source>
   <translation>Etiquetas que no cubren terreno y se dejan fuera: {0}.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that are drawn over another one, and so not used: {0}.</source>
   <translation>Etiquetas dibujadas sobre otra, que por eso no se usan: {0}.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels smaller than {0} m² or narrower than {1} m, which are used all the same: {2}. Delete what is a slip.</source>
   <translation>Etiquetas de menos de {0} m² o de menos de {1} m de ancho, que se usan de todos modos: {2}. Borre las que sean un descuido.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels of more than {0} m², many times a building: {1} of {2}, the largest of {3} m². Each is learned as one building: check that the layer is the one with the buildings, and not that of areas or blocks.</source>
   <translation>Etiquetas de más de {0} m², muchas veces un edificio: {1} de {2}, la mayor de {3} m². Cada una se aprende como un solo edificio: compruebe que la capa es la de los edificios, y no la de áreas o manzanas.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that overlap another one by more than {0}: {1}. What two share is learned as the class of the one drawn first.</source>
   <translation>Etiquetas que se solapan con otra en más de {0}: {1}. Lo que comparten dos se aprende como la clase de la que se dibujó primero.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Background labels that overlap another label by more than {0}: {1}. What they share is learned as the class of that.</source>
   <translation>Etiquetas de fondo que se solapan con otra etiqueta en más de {0}: {1}. Lo que comparten se aprende como la clase de esta.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that are drawn over another one of the same building, and so not used: {0}.</source>
   <translation>Etiquetas dibujadas sobre otra del mismo edificio, que por eso no se usan: {0}.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Labels that overlap another one by more than {0}: {1}. What two share is learned as building, as the seam between them, and as the class of the one drawn first.</source>
   <translation>Etiquetas que se solapan con otra en más del {0}: {1}. Lo que dos comparten se aprende como edificio, como la junta entre ambas y como la clase de la que se dibujó primero.</translation>
  </message>
  <message>
   <location filename="../models/data/label_checks.py" />
   <source>Background labels that overlap a building by more than {0}: {1}. What they share is learned as building.</source>
   <translation>Etiquetas de fondo que se solapan con un edificio en más del {0}: {1}. Lo que comparten se aprende como edificio.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/self_test.py" />
   <source>The self-test has no part {0}.</source>
   <translation>La autoprueba no tiene ninguna parte {0}.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/self_test.py" />
   <source>{0} cannot be imported ({1}: {2}). Run the set-up again with REPAIR.</source>
   <translation>No se puede importar {0} ({1}: {2}). Ejecute otra vez la instalación con REPAIR.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The loss stopped being a number after {0} steps in {1}.</source>
   <translation>La pérdida dejó de ser un número tras {0} pasos en {1}.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The encoder computes in {0}, and this device should in {1}.</source>
   <translation>El codificador calcula en {0}, y este dispositivo debería hacerlo en {1}.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The features are not channels-last: their strides are {0}.</source>
   <translation>Las características no tienen los canales al final (channels-last): sus saltos son {0}.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The buildings of a scene that the model knows are found with an IoU of {0} only.</source>
   <translation>Los edificios de una escena que el modelo conoce se encuentran con un IoU de solo {0}.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>{0} windows fitted into the memory for two, so the limit did not hold.</source>
   <translation>{0} ventanas cupieron en la memoria para dos, así que el límite no se respetó.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>After halving, {0} % of the pixels have other probabilities.</source>
   <translation>Tras reducir a la mitad, el {0} % de los píxeles tiene otras probabilidades.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The loss in {0} is {1}, and in float32 {2}.</source>
   <translation>La pérdida en {0} es {1}, y en float32 {2}.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/throughput.py" />
   <source>The {0} was not used: its memory stayed as it was.</source>
   <translation>No se usó el dispositivo {0}: su memoria quedó como estaba.</translation>
  </message>
  <message>
   <location filename="../models/diagnostics/whole_job.py" />
   <source>None of {0} buildings of a made-up scene was found.</source>
   <translation>De {0} edificios de una escena inventada no se encontró ninguno.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>Reading the layers</source>
   <translation>Leyendo las capas</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>Comparing {0} before with {1} after</source>
   <translation>Comparando {0} de antes con {1} de después</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>Writing the changes</source>
   <translation>Escribiendo los cambios</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>Neither layer has a building, before or after: there is nothing to compare.</source>
   <translation>Ninguna de las capas tiene edificios, ni antes ni después: no hay nada que comparar.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>No outline after meets one before. {0}</source>
   <translation>Ningún contorno de después toca uno de antes. {0}</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>{0} of the {1} are rejected or of the class 'background', and count as no building.</source>
   <translation>{0} de los {1} están rechazados o son de la clase «background», y no cuentan como edificio.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>The areas to ignore in {0} cover all of the others; nothing is left to compare.</source>
   <translation>Las áreas que ignorar de {0} cubren todas las demás; no queda nada que comparar.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/change_detection.py" />
   <source>Every area in {0} has the role 'ignore' or 'suggested': nothing is left to compare.</source>
   <translation>Todas las áreas de {0} tienen el papel «ignore» o «suggested»: no queda nada que comparar.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Reading the reference outlines</source>
   <translation>Leyendo los contornos de referencia</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Reading the footprints</source>
   <translation>Leyendo las huellas</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Matching {0} with {1}</source>
   <translation>Comparando {0} con {1}</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Measuring the ground covered by both</source>
   <translation>Midiendo el suelo cubierto por ambas</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Writing misses and false alarms</source>
   <translation>Escribiendo las no encontradas y las falsas alarmas</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Footprints with the status '{0}', which are not scored: {1}.</source>
   <translation>Huellas con el estado «{0}», que no se puntúan: {1}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Outlines of the class '{0}', which are no buildings and are not scored: {1}.</source>
   <translation>Contornos de la clase «{0}», que no son edificios y no se puntúan: {1}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Classes are compared too: a footprint of the wrong class is not right.</source>
   <translation>También se comparan las clases: una huella de la clase equivocada no es correcta.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>No footprint meets a reference outline. {0}</source>
   <translation>Ninguna huella toca un contorno de referencia. {0}</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Writing the report</source>
   <translation>Escribiendo el informe</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>The {0} hold outlines that crossed themselves and were repaired: {1}.</source>
   <translation>Contornos que se cruzaban a sí mismos y se repararon ({0}): {1}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>The {0} hold outlines that cover no ground and were left out: {1}.</source>
   <translation>Contornos que no cubren terreno y se dejaron fuera ({0}): {1}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Classes are not compared: the footprints are of class {0}, the reference outlines of {1}.</source>
   <translation>Las clases no se comparan: las huellas son de la clase {0}, los contornos de referencia de {1}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Every area in {0} has the role 'ignore' or 'suggested'; give at least one another role.</source>
   <translation>Todas las áreas de {0} tienen el papel «ignore» o «suggested»; dé otro papel al menos a una.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>The areas to ignore in {0} cover all of the others; nothing is left to score.</source>
   <translation>Las áreas que ignorar de {0} cubren todas las demás; no queda nada que puntuar.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluate.py" />
   <source>Of {0} and {1} none lies wholly inside the areas. Check that the layers show the same place, or score without areas.</source>
   <translation>De {0} y {1} nada está por completo dentro de las áreas. Compruebe que las capas muestran el mismo lugar, o puntúe sin áreas.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluation_report.py" />
   <source>A building found with the wrong class counts as missed in its own class, and as a false alarm in the other. IoU is that of the ground of one class.</source>
   <translation>Un edificio encontrado con la clase equivocada cuenta como no encontrado en su propia clase, y como falsa alarma en la otra. El IoU es el del suelo de una clase.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluation_report.py" />
   <source>No areas were given, so all is scored: what is found where the reference is incomplete counts as wrong, and what the reference has where nothing was looked for counts as missed.</source>
   <translation>No se indicaron áreas, así que se puntúa todo: lo encontrado donde la referencia está incompleta cuenta como erróneo, y lo que la referencia tiene donde no se buscó nada cuenta como omitido.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluation_report.py" />
   <source>F1 {0} (95 % interval {1} to {2}): {3}.</source>
   <translation>F1 {0} (intervalo del 95 %: {1} a {2}): {3}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/evaluation_report.py" />
   <source>Nothing to score: {0}.</source>
   <translation>Nada que puntuar: {0}.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/html_report.py" />
   <source>The report {0} cannot be written ({1}). Check that the folder exists and may be written, and that the disk has room.</source>
   <translation>No se puede escribir el informe {0} ({1}). Compruebe que la carpeta existe y se puede escribir en ella, y que queda espacio en el disco.</translation>
  </message>
  <message>
   <location filename="../models/evaluation/html_report.py" />
   <source>User's accuracy is the share of the ground found that is right, producer's accuracy the share of the ground in the reference that was found.</source>
   <translation>La exactitud del usuario es la parte del suelo encontrado que es correcta; la del productor, la parte del suelo de la referencia que se encontró.</translation>
  </message>
  <message>
   <location filename="../models/geodata/antimeridian.py" />
   <source>{0} They look like metres: set the CRS in which they were measured (right-click the layer &gt; Layer CRS).</source>
   <translation>{0} Parecen metros: defina el SRC en que se midieron (clic derecho en la capa &gt; SRC de la capa).</translation>
  </message>
  <message>
   <location filename="../models/geodata/antimeridian.py" />
   <source>{0} Longitude and latitude look swapped: 'Swap X and Y coordinates' in the toolbox mends that.</source>
   <translation>{0} La longitud y la latitud parecen intercambiadas: «Intercambiar coordenadas X e Y» en la caja de herramientas lo arregla.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>The model reads {0}, and BANDS names {1}. Name as many, in this order.</source>
   <translation>El modelo lee {0}, y BANDS nombra {1}. Nombre otras tantas, en este orden.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>The model reads {0} dates ({1}), {2} has {3} dates ({4}). Give a raster of as many, the earliest first, or the rasters of as many dates of one grid together: in the panel they are chosen beside the imagery.</source>
   <translation>El modelo lee {0} fechas ({1}), {2} tiene {3} fechas ({4}). Indique un ráster con otras tantas, la más temprana primero, o juntos los rásteres de otras tantas fechas de una misma cuadrícula: en el panel se eligen junto a las imágenes.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>{0} has no band '{1}': it has {2}. Name them by these numbers or names, with commas between (BANDS).</source>
   <translation>{0} no tiene la banda «{1}»: tiene {2}. Nómbrelas con estos números o nombres, separados por comas (BANDS).</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>{0} is named twice in the bands {1}. Name each once.</source>
   <translation>{0} está dos veces en las bandas {1}. Nombre cada una una vez.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>The model reads {0} dates ({1}), {2} has one date. Give a raster of as many, the earliest first, or the rasters of as many dates of one grid together: in the panel they are chosen beside the imagery.</source>
   <translation>El modelo lee {0} fechas ({1}), {2} tiene una sola. Indique un ráster con otras tantas, la más temprana primero, o juntos los rásteres de otras tantas fechas de una misma cuadrícula: en el panel se eligen junto a las imágenes.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>The model needs the bands {0}, {1} has {2}. Choose imagery with these bands, name its bands, or choose a model made for imagery like this.</source>
   <translation>El modelo necesita las bandas {0}, y {1} tiene {2}. Elija imágenes con esas bandas, dé nombre a sus bandas, o elija un modelo hecho para imágenes como estas.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_matching.py" />
   <source>The rasters of one training need the same bands: the first one has {0}, {1} has {2}. Leave out the one that lacks bands, or put it first; then only its bands are used.</source>
   <translation>Los rásteres de un entrenamiento necesitan las mismas bandas: el primero tiene {0}, y {1} tiene {2}. Quite el que carece de bandas, o póngalo el primero; entonces solo se usan sus bandas.</translation>
  </message>
  <message>
   <location filename="../models/geodata/band_stack.py" />
   <source>{0} is a cloud mask by its name, and no other raster has its grid, so it would be taken for imagery. Bring it to the grid of the imagery (Raster &gt; Projections &gt; Warp, nearest neighbour) or leave it out; if it is imagery, rename it.</source>
   <translation>{0} es por su nombre una máscara de nubes, y ningún otro ráster tiene su malla, así que se tomaría por imágenes. Llévela a la malla de las imágenes (Ráster &gt; Proyecciones &gt; Combar, vecino más próximo) o déjela fuera; si son imágenes, cámbiele el nombre.</translation>
  </message>
  <message>
   <location filename="../models/geodata/bands.py" />
   <source>{0} has a palette among its bands. Convert it with 'PCT to RGB' (Raster &gt; Conversion) first.</source>
   <translation>{0} tiene una paleta entre sus bandas. Conviértalo antes con «PCT a RGB» (Ráster &gt; Conversión).</translation>
  </message>
  <message>
   <location filename="../models/geodata/bands.py" />
   <source>{0} holds {1} values. Convert it to one of {2} (Raster &gt; Conversion &gt; Translate), or choose optical imagery.</source>
   <translation>{0} contiene valores {1}. Conviértalo a uno de {2} (Ráster &gt; Conversión &gt; Traducir), o elija imágenes ópticas.</translation>
  </message>
  <message>
   <location filename="../models/geodata/bands.py" />
   <source>{0} has an alpha band and no other. Choose a raster with imagery in it.</source>
   <translation>{0} tiene una banda alfa y ninguna otra. Elija un ráster que contenga imágenes.</translation>
  </message>
  <message>
   <location filename="../models/geodata/bands.py" />
   <source>{0} has a cloud mask and no other band. Choose a raster with imagery in it.</source>
   <translation>{0} tiene una máscara de nubes y ninguna otra banda. Elija un ráster con imágenes.</translation>
  </message>
  <message>
   <location filename="../models/geodata/common_crs.py" />
   <source>The CRS of {0}, {1}, does not reach to {2}, so what is found is given in WGS 84 (EPSG:4326).</source>
   <translation>El SRC de {0}, {1}, no llega hasta {2}, así que lo que se encuentra se da en WGS 84 (EPSG:4326).</translation>
  </message>
  <message>
   <location filename="../models/geodata/crs.py" />
   <source>{0} has a CRS that cannot be read ({1}). Assign a CRS of QGIS's list.</source>
   <translation>{0} tiene un SRC que no se puede leer ({1}). Asigne un SRC de la lista de QGIS.</translation>
  </message>
  <message>
   <location filename="../models/geodata/crs.py" />
   <source>{0} has a CRS ({1}) whose coordinates cannot be computed ({2}). Assign a CRS of QGIS's list.</source>
   <translation>{0} tiene un SRC ({1}) cuyas coordenadas no se pueden calcular ({2}). Asigne un SRC de la lista de QGIS.</translation>
  </message>
  <message>
   <location filename="../models/geodata/crs.py" />
   <source>{0} are brought from {1} to {2} without the shift grid {3}, so they may lie {4}. 'Reproject layer' (for rasters 'Warp') in QGIS, which may have that grid, brings them there exactly.</source>
   <translation>{0}: se pasan de {1} a {2} sin la rejilla de desplazamiento {3}, así que pueden quedar mal situados ({4}). «Reproyectar capa» (para rásteres «Combar») en QGIS, que puede tener esa rejilla, los lleva allí con exactitud.</translation>
  </message>
  <message>
   <location filename="../models/geodata/ground_sample_distance.py" />
   <source>The pixels of {0} have no width or no height: it is placed on the map by {1}. Georeference it again.</source>
   <translation>Los píxeles de {0} no tienen anchura o no tienen altura: está situado en el mapa por {1}. Georreferéncielo de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/geodata/ground_sample_distance.py" />
   <source>{0} lies outside the area of its coordinate reference system: its middle is at {1}, {2}, and {3} does not reach there. Assign the right one (Raster &gt; Projections &gt; Assign Projection).</source>
   <translation>{0} está fuera del ámbito de su sistema de referencia de coordenadas: su centro está en {1}, {2}, y {3} no llega hasta allí. Asigne el correcto (Ráster &gt; Proyecciones &gt; Asignar proyección).</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>The values of {0} ({1}) are of another type than those of {2} ({3}): each band is brought to the mean and the deviation that it has there.</source>
   <translation>Los valores de {0} ({1}) son de otro tipo que los de {2} ({3}): cada banda se lleva a la media y la desviación que tiene allí.</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>{0} touch or overlap and are read as one raster. Where several show the same ground, the finest is seen, and of equals the last.</source>
   <translation>{0} se tocan o se solapan y se leen como un solo ráster. Donde varios muestran el mismo suelo, se ve el más fino, y de los iguales el último.</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>{0} touch or overlap, but cannot be read as one raster, for they have no band in common ({1}). Buildings that several of them show are found several times: give one raster at a time, or only part of the ground of each.</source>
   <translation>{0} se tocan o se solapan, pero no se pueden leer como un solo ráster, porque no tienen ninguna banda en común ({1}). Los edificios que varios de ellos muestran se encuentran varias veces: dé un ráster cada vez, o solo una parte del terreno de cada uno.</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>On another grid than {0} ({1} m, {2}), and so resampled while the imagery is read, which takes longer: {3} ({4}).</source>
   <translation>En otra cuadrícula que {0} ({1} m, {2}), y por eso remuestreado al leer las imágenes, lo que tarda más: {3} ({4}).</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>{0}: the cloud mask does not count where rasters are read as one, so labels under clouds are learned from and something may be found there. Make the clouds nodata first, or give one raster at a time.</source>
   <translation>{0}: la máscara de nubes no cuenta donde varios rásters se leen como uno solo, así que se aprende de las etiquetas bajo las nubes y puede encontrarse algo allí. Convierta antes las nubes en nodata, o dé un ráster cada vez.</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>Bands that all of {0} have: {1}. Others are not used.</source>
   <translation>Bandas que tienen todas ({0}): {1}. Las demás no se usan.</translation>
  </message>
  <message>
   <location filename="../models/geodata/mosaic.py" />
   <source>{0}: {1}. Other rasters are seen there; where there is none, no building is looked for, and no label is learned from.</source>
   <translation>{0}: {1}. Allí se ven otros rásteres; donde no hay ninguno, no se busca ningún edificio ni se aprende de ninguna etiqueta.</translation>
  </message>
  <message>
   <location filename="../models/geodata/place_and_time.py" />
   <source>The model is told when imagery was taken: it reads as many dates as {0}, and the names and tags of {1} tell {2}. Give imagery of as many; or train with Place and time (PLACE_AND_TIME) off.</source>
   <translation>Al modelo se le dice cuándo se tomaron las imágenes: lee {0} fechas, y los nombres y etiquetas de {1} dicen {2}. Dé imágenes con otras tantas; o entrene sin Lugar y tiempo (PLACE_AND_TIME).</translation>
  </message>
  <message>
   <location filename="../models/geodata/place_and_time.py" />
   <source>The model is told when imagery was taken, and neither the name nor a tag of {0} tells it. Put the date into the file's name, such as 2019-07-04, or into its tag TIME; or train with Place and time (PLACE_AND_TIME) off.</source>
   <translation>Al modelo se le dice cuándo se tomaron las imágenes, y ni el nombre ni una etiqueta de {0} lo dice. Ponga la fecha en el nombre del archivo, como 2019-07-04, o en su etiqueta TIME; o entrene sin Lugar y tiempo (PLACE_AND_TIME).</translation>
  </message>
  <message>
   <location filename="../models/geodata/plain_raster.py" />
   <source>{0} is placed on the map by control points that have no coordinate reference system. Set it in QGIS (right-click the layer &gt; Layer CRS), or georeference the raster again.</source>
   <translation>{0} está situado en el mapa por puntos de control que no tienen sistema de referencia de coordenadas. Establézcalo en QGIS (clic derecho en la capa &gt; SRC de la capa), o georreferencie el ráster de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} in {1} are empty: the layer has no feature. Draw at least one polygon.</source>
   <translation>La capa de {0} en {1} está vacía: no tiene ningún objeto. Dibuje al menos un polígono.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} in {1} have no CRS. Set it in the layer's properties (Source &gt; Assigned CRS) and save the layer again.</source>
   <translation>La capa de {0} en {1} no tiene SRC. Defínalo en las propiedades de la capa (Fuente &gt; SRC asignado) y guarde la capa otra vez.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>None of the {0} features of the {1} in {2} covers any ground. Draw polygons with at least three corners.</source>
   <translation>Ninguno de los {0} objetos de la capa de {1} en {2} cubre suelo. Dibuje polígonos con al menos tres vértices.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>There is no file {0} for the {1}. Check the path.</source>
   <translation>No existe el archivo {0} para la capa de {1}. Compruebe la ruta.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} in {1} are a table without geometry; choose a layer of polygons.</source>
   <translation>La capa de {0} en {1} es una tabla sin geometría; elija una capa de polígonos.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>{0} has no layer {1} for the {2}; it has: {3}.</source>
   <translation>{0} no tiene ninguna capa {1} (de {2}); tiene: {3}.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} in {1} cannot be read as a vector layer ({2}). Save them as a GeoPackage and try again.</source>
   <translation>La capa de {0} en {1} no se puede leer como capa vectorial ({2}). Guárdela como GeoPackage e inténtelo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} in {1} are {2}; draw polygons around the buildings instead.</source>
   <translation>La capa de {0} en {1} contiene {2}; dibuje en su lugar polígonos alrededor de los edificios.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>{0} of the {1} features of the {2} in {3} are {4}; keep only the polygons.</source>
   <translation>{0} de los {1} objetos de la capa de {2} en {3} no son polígonos ({4}); conserve solo los polígonos.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>{0} cannot be written ({1}). Check that the folder exists and may be written, that the disk has room, and that no other program holds the file.</source>
   <translation>No se puede escribir {0} ({1}). Compruebe que la carpeta existe y se puede escribir en ella, que queda espacio en el disco, y que ningún otro programa tiene abierto el archivo.</translation>
  </message>
  <message>
   <location filename="../models/geodata/polygon_io.py" />
   <source>The {0} hold features of several parts that lie apart: {1}. Each part counts as a building of its own: {2} in all.</source>
   <translation>Objetos de varias partes separadas ({0}): {1}. Cada parte cuenta como un edificio propio: {2} en total.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>{0} has no coordinate reference system. Set it in QGIS (right-click the layer &gt; Layer CRS), or assign it to the file (Raster &gt; Projections &gt; Assign Projection).</source>
   <translation>{0} no tiene sistema de referencia de coordenadas. Establézcalo en QGIS (clic derecho en la capa &gt; SRC de la capa), o asígnelo al archivo (Ráster &gt; Proyecciones &gt; Asignar proyección).</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>{0} cannot be opened as a raster ({1}). Roofline's worker knows fewer formats than QGIS: if QGIS shows the raster, save it as a GeoTIFF there (right-click the layer &gt; Export &gt; Save As) and use that.</source>
   <translation>{0} no se puede abrir como ráster ({1}). El proceso de trabajo de Roofline conoce menos formatos que QGIS: si QGIS muestra el ráster, guárdelo allí como GeoTIFF (clic derecho en la capa &gt; Exportar &gt; Guardar como) y use ese.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>There is no file {0}. Check the path of the imagery.</source>
   <translation>No existe el archivo {0}. Compruebe la ruta de las imágenes.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>{0} is a folder. Give the raster in it.</source>
   <translation>{0} es una carpeta. Indique el ráster que contiene.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>{0} may not be read. Check its permissions.</source>
   <translation>No se permite leer {0}. Compruebe sus permisos.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_file.py" />
   <source>The file may be cut off; copy it again.</source>
   <translation>Puede que el archivo esté cortado; cópielo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_source.py" />
   <source>{0} has pixels of {1} m; this model looks at {2} m and would see nothing but blur. Choose finer imagery, or fine-tune with the resolution set to the imagery's.</source>
   <translation>{0} tiene píxeles de {1} m; este modelo mira a {2} m y no vería más que borrones. Elija imágenes más finas, o ajuste un modelo con la resolución puesta a la de las imágenes.</translation>
  </message>
  <message>
   <location filename="../models/geodata/raster_source.py" />
   <source>{0} has no valid pixel: it is all nodata or masked. Choose other imagery.</source>
   <translation>{0} no tiene ningún píxel válido: todo es «sin datos» o está enmascarado. Elija otras imágenes.</translation>
  </message>
  <message>
   <location filename="../models/geodata/tiling.py" />
   <source>Overlap {0} must be smaller than the window size {1}; it counts as {2}, a multiple of {3}.</source>
   <translation>El solape {0} debe ser menor que el tamaño de ventana {1}; cuenta como {2}, un múltiplo de {3}.</translation>
  </message>
  <message>
   <location filename="../models/geodata/whereabouts.py" />
   <source>Check that both layers have the right coordinate reference system.</source>
   <translation>Compruebe que ambas capas tienen el sistema de referencia de coordenadas correcto.</translation>
  </message>
  <message>
   <location filename="../models/geodata/whereabouts.py" />
   <source>{0} x and y of the {1} look swapped: 'Swap X and Y coordinates' in the toolbox mends that.</source>
   <translation>{0} x e y de {1} parecen intercambiadas: «Intercambiar coordenadas X e Y» en la caja de herramientas lo arregla.</translation>
  </message>
  <message>
   <location filename="../models/geodata/whereabouts.py" />
   <source>{0} The coordinates of the {1} fit {2} and not {3}, which the layer says: set the right one (right-click the layer &gt; Layer CRS).</source>
   <translation>{0} Las coordenadas de {1} encajan con {2} y no con {3}, como dice la capa: defina el correcto (clic derecho en la capa &gt; SRC de la capa).</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_client.py" />
   <source>The scheduler {0} was lost. Start it again, and let the prediction go on with RESUME.</source>
   <translation>Se perdió el planificador {0}. Arránquelo otra vez, y deje que la predicción continúe con RESUME.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_client.py" />
   <source>No worker is at the scheduler {0}. The prediction goes on when one is.</source>
   <translation>No hay ningún proceso de trabajo en el planificador {0}. La predicción continúa cuando haya uno.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_client.py" />
   <source>The scheduler {0} or a worker there is without this version of Roofline ({1}). Start both with Roofline's own commands, from the same version.</source>
   <translation>Al planificador {0} o a un proceso de trabajo de allí le falta esta versión de Roofline ({1}). Arranque ambos con las órdenes del propio Roofline, de la misma versión.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_client.py" />
   <source>Worker after worker of the cluster was lost with {0}. If their memory ran out, lower BATCH_SIZE or WINDOW_SIZE.</source>
   <translation>Con {0} se perdió un proceso de trabajo del clúster tras otro. Si les faltó memoria, reduzca BATCH_SIZE o WINDOW_SIZE.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_client.py" />
   <source>There is no Dask scheduler at {0} ({1}). Start one there, or check the address and the firewall.</source>
   <translation>No hay ningún planificador de Dask en {0} ({1}). Arranque uno allí, o compruebe la dirección y el cortafuegos.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_task.py" />
   <source>The worker {0} could not do its part of {1}. {2} Every worker of the cluster has to read the imagery under the same path or address.</source>
   <translation>El proceso de trabajo {0} no pudo hacer su parte de {1}. {2} Todos los procesos de trabajo del clúster tienen que leer las imágenes con la misma ruta o dirección.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_task.py" />
   <source>The worker {0} has {1}; this computer has {2}. Bring both to the same versions, so that the footprints do not depend on who finds them.</source>
   <translation>El proceso de trabajo {0} tiene {1}; este ordenador tiene {2}. Ponga ambos en las mismas versiones, para que las huellas no dependan de quién las encuentra.</translation>
  </message>
  <message>
   <location filename="../models/inference/dask_task.py" />
   <source>It finds another raster there, of {0} x {1} pixels instead of {2} x {3}.</source>
   <translation>Encuentra allí otro ráster, de {0} x {1} píxeles en lugar de {2} x {3}.</translation>
  </message>
  <message>
   <location filename="../models/inference/footprint_writer.py" />
   <source>The footprints cannot be written to {0} ({1}). Check that no other program keeps it open, that the folder may be written and that the disk has room.</source>
   <translation>No se pueden escribir las huellas en {0} ({1}). Compruebe que ningún otro programa lo tiene abierto, que se puede escribir en la carpeta y que queda espacio en el disco.</translation>
  </message>
  <message>
   <location filename="../models/inference/mirrored_views.py" />
   <source>The ground has {0} megapixels at {1} m, so each window is seen once. Flips 'on' looks at it in four mirrored ways, as 'auto' does up to {2} megapixels: a little better, and takes about four times as long.</source>
   <translation>El terreno tiene {0} megapíxeles a {1} m, así que cada ventana se mira una vez. Volteos «on» la mira en cuatro vistas reflejadas, como «auto» hasta {2} megapíxeles: algo mejor, y tarda unas cuatro veces más.</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>Reading the model</source>
   <translation>Leyendo el modelo</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>Choosing the resolution</source>
   <translation>Eligiendo la resolución</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>Looking for buildings {0}</source>
   <translation>Buscando edificios {0}</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>Looking for {0}, {1}</source>
   <translation>Buscando {0}, {1}</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>{0}: {1} so far</source>
   <translation>{0}: {1} hasta ahora</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>PROBABILITY is one raster, and {0} rasters were given. Predict them one by one, or leave it out.</source>
   <translation>PROBABILITY es un solo ráster, y se indicaron {0} rásteres. Haga la predicción uno por uno, o déjelo vacío.</translation>
  </message>
  <message>
   <location filename="../models/inference/predict.py" />
   <source>{0}: a patch of ground cover that goes on for more than {1} km from north to south is cut into parts, so that any raster fits into memory. To have it whole, dissolve the parts by their class.</source>
   <translation>{0}: una superficie de cobertura del suelo que continúa más de {1} km de norte a sur se corta en partes, para que cualquier ráster quepa en la memoria. Para tenerla entera, disuelva las partes por su clase.</translation>
  </message>
  <message>
   <location filename="../models/inference/previews.py" />
   <source>A preview for the map could not be written; the job goes on without it. {0}</source>
   <translation>No se pudo escribir una vista previa para el mapa; el trabajo sigue sin ella. {0}</translation>
  </message>
  <message>
   <location filename="../models/inference/probability_raster.py" />
   <source>{0} cannot be written ({1}). Check that the folder exists and may be written, and that the disk has room.</source>
   <translation>No se puede escribir {0} ({1}). Compruebe que la carpeta existe y se puede escribir en ella, y que queda espacio en el disco.</translation>
  </message>
  <message>
   <location filename="../models/inference/raster_task.py" />
   <source>Areas with the role 'ignore' cover all that would be searched on the imagery, so there is nothing to search. Make them smaller, or give them another role.</source>
   <translation>Las áreas con el papel «ignore» cubren todo lo que se exploraría en las imágenes, así que no hay nada que explorar. Hágalas más pequeñas o deles otro papel.</translation>
  </message>
  <message>
   <location filename="../models/inference/raster_task.py" />
   <source>{0} holds {1} values; the model '{2}' was made for {3}. Convert the raster, or fine-tune a model on it.</source>
   <translation>{0} contiene valores {1}; el modelo «{2}» se hizo para {3}. Convierta el ráster, o ajuste un modelo con él.</translation>
  </message>
  <message>
   <location filename="../models/inference/raster_task.py" />
   <source>Every area has the role 'ignore' or 'suggested', so there is nothing to search. Give one the role 'predict', or leave the areas out.</source>
   <translation>Todas las áreas tienen el papel «ignore» o «suggested», así que no hay nada que explorar. Dé a una el papel «predict», u omita las áreas.</translation>
  </message>
  <message>
   <location filename="../models/inference/scale_selection.py" />
   <source>The model looks at {0} m a pixel, where it is surest in this imagery. The network takes about {1} for it, and {2} at its usual {3} m. Set the resolution to decide yourself.</source>
   <translation>El modelo mira a {0} m por píxel, donde está más seguro en estas imágenes. La red tarda para ello aproximadamente {1}, y {2} a sus {3} m habituales. Defina la resolución para decidir usted.</translation>
  </message>
  <message>
   <location filename="../models/inference/strip_store.py" />
   <source>The prediction in {0} was begun with another {1}, so it cannot go on with this one. Give what it was begun with, or start anew without RESUME.</source>
   <translation>La predicción de {0} se empezó con otro valor ({1}), así que no puede continuar con este. Indique aquello con lo que se empezó, o empiece de nuevo sin RESUME.</translation>
  </message>
  <message>
   <location filename="../models/inference/strip_store.py" />
   <source>{0} cannot be read ({1}), so the prediction cannot go on. Start it anew without RESUME.</source>
   <translation>No se puede leer {0} ({1}), así que la predicción no puede continuar. Empiécela de nuevo sin RESUME.</translation>
  </message>
  <message>
   <location filename="../models/inference/strip_store.py" />
   <source>What the prediction has come to cannot be kept in {0} ({1}). Check that the folder may be written and that the disk has room.</source>
   <translation>No se puede guardar en {0} hasta dónde ha llegado la predicción ({1}). Compruebe que se puede escribir en la carpeta y que queda espacio en el disco.</translation>
  </message>
  <message>
   <location filename="../models/labelling/active_learning.py" />
   <source>Suggested: {0}</source>
   <translation>Sugeridos: {0}</translation>
  </message>
  <message>
   <location filename="../models/labelling/active_learning.py" />
   <source>Outside what is labelled the model finds nothing round which a square of {0} m has room in the wanted ground. Lower the side, give a larger extent or other imagery, or label some of what the model overlooks.</source>
   <translation>Fuera de lo ya etiquetado el modelo no encuentra nada alrededor de lo cual quepa un cuadrado de {0} m en el terreno deseado. Reduzca el lado, dé una extensión mayor u otras imágenes, o etiquete algo de lo que el modelo pasa por alto.</translation>
  </message>
  <message>
   <location filename="../models/labelling/active_learning.py" />
   <source>Squares that found room: {0} of {1}. For more, lower the side, or give a larger extent.</source>
   <translation>Cuadrados para los que hubo sitio: {0} de {1}. Para más, reduzca el lado, o dé una extensión mayor.</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>{0} to be moved</source>
   <translation>{0} por mover</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>Comparing the labels with what the model sees</source>
   <translation>Comparando las etiquetas con lo que ve el modelo</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>A shift cannot be told: fewer than {0} labels lie on ground that the model sees.</source>
   <translation>No se puede determinar un desplazamiento: menos de {0} etiquetas están en terreno que el modelo ve.</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>Looking at {0} on the {1}</source>
   <translation>Mirando {0}, en {1}</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>No shift can be told: the {0} fit what the model sees in several places, or nowhere (confidence {1}). They stay where they are.</source>
   <translation>No se puede determinar un desplazamiento: las {0} coinciden con lo que ve el modelo en varios lugares, o en ninguno (confianza {1}). Se quedan donde están.</translation>
  </message>
  <message>
   <location filename="../models/labelling/align_labels.py" />
   <source>The labels lie well: {0} compared, and they fit what the model sees best {1} m from where they are.</source>
   <translation>Las etiquetas están bien: {0} comparadas, y donde mejor coinciden con lo que ve el modelo es a {1} m de donde están.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>Every model was scored on the same held-out buildings, with the threshold and the minimum area of the base model, as it was at the end of its training: nothing was chosen on these buildings. Fine-tuning does choose on them, so its own score is usually a little higher. The intervals resample buildings and repeats (bootstrap) and tell nothing about other places.</source>
   <translation>Todos los modelos se puntuaron en los mismos edificios reservados, con el umbral y la superficie mínima del modelo base, tal como eran al final de su entrenamiento: nada se eligió con estos edificios. El ajuste sí elige con ellos, por lo que su propia puntuación suele ser algo más alta. Los intervalos remuestrean edificios y repeticiones (bootstrap) y no dicen nada de otros lugares.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>Every model was scored on the same held-out ground, with the threshold of the base model and smallest areas taken from the labels, as it was at the end of its training: nothing was chosen on this ground. Fine-tuning does choose on it, so its own score is usually a little higher. The intervals resample blocks of the ground and repeats (bootstrap). Blocks side by side are alike, so the true uncertainty is somewhat larger, and nothing is told about other places.</source>
   <translation>Todos los modelos se puntuaron en el mismo terreno reservado, con el umbral del modelo base y superficies mínimas tomadas de las etiquetas, tal como eran al final de su entrenamiento: nada se eligió con este terreno. El ajuste sí elige con él, por lo que su propia puntuación suele ser algo más alta. Los intervalos remuestrean bloques del terreno y repeticiones (bootstrap). Los bloques contiguos se parecen, así que la incertidumbre real es algo mayor, y nada se dice de otros lugares.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>Whether more labels would help cannot be told: drawn on to {0}, the curve gives anything from {1} to {2} {3}. More repeats, or more that is held out, narrow that down.</source>
   <translation>No se puede saber si más etiquetas ayudarían: prolongada hasta {0}, la curva da cualquier cosa entre {1} y {2} {3}. Más repeticiones, o reservar más, lo precisan.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>{0}, and the two cannot be told apart.</source>
   <translation>{0}, y no se pueden distinguir los dos.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>The curve is still rising: drawn on to {0}, it gives about {1} {2} ({3}). That is an extrapolation, not a measurement.</source>
   <translation>La curva sigue subiendo: prolongada hasta {0}, da alrededor de {1} {2} ({3}). Eso es una extrapolación, no una medición.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>The curve is flat: drawn on to {0}, it changes by less than {1} {2} ({3}). Longer training or better labels may do more than more labels.</source>
   <translation>La curva es plana: prolongada hasta {0}, cambia en menos de {1} {2} ({3}). Un entrenamiento más largo o mejores etiquetas pueden hacer más que más etiquetas.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>The curve falls: more labels made the model worse here (drawn on to {0}: {1}). Labels that contradict the imagery, or a training too short for so many, are the usual reasons.</source>
   <translation>La curva baja: más etiquetas empeoraron aquí el modelo (prolongada hasta {0}: {1}). Etiquetas que contradicen las imágenes, o un entrenamiento demasiado corto para tantas, son las razones habituales.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>{0}. The base model knows nothing of this.</source>
   <translation>{0}. El modelo base no sabe nada de esto.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>{0}. Fine-tuning adds {1} ({2} to {3}).</source>
   <translation>{0}. El ajuste añade {1} ({2} a {3}).</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_report.py" />
   <source>{0}. Fine-tuning takes {1} away ({2} to {3}).</source>
   <translation>{0}. El ajuste quita {1} ({2} a {3}).</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_store.py" />
   <source>The learning curve in {0} was begun with other imagery, labels, areas or settings, or from another base model. Give the same ones, or leave RESUME empty to start a new one.</source>
   <translation>La curva de aprendizaje de {0} se empezó con otras imágenes, etiquetas, áreas o ajustes, o desde otro modelo base. Indique los mismos, o deje RESUME vacío para empezar una nueva.</translation>
  </message>
  <message>
   <location filename="../models/labelling/curve_store.py" />
   <source>{0} cannot be read ({1}). Leave RESUME empty to start anew.</source>
   <translation>No se puede leer {0} ({1}). Deje RESUME vacío para empezar de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>Scoring the base model</source>
   <translation>Puntuando el modelo base</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>A learning curve does not use the setting Patience; each of its trainings ends after {0} s.</source>
   <translation>Una curva de aprendizaje no usa el ajuste Paciencia; cada uno de sus entrenamientos termina tras {0} s.</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>There is no strategy {0}. STRATEGIES takes some of {1}, with commas between them.</source>
   <translation>No hay ninguna estrategia {0}. STRATEGIES admite algunas de {1}, separadas por comas.</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>{0} of {1} trainings are there already and are not made again.</source>
   <translation>{0} de {1} entrenamientos ya están y no se repiten.</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>A learning curve needs labels that are held out to score on, and here there are none, or none that the edge of their area does not cut. Draw more labels, or an area that is held out (role 'validate') around whole buildings, or raise the held-out share.</source>
   <translation>Una curva de aprendizaje necesita etiquetas reservadas con las que puntuar, y aquí no hay ninguna, o ninguna que el borde de su área no corte. Dibuje más etiquetas, o un área reservada (papel «validate») alrededor de edificios enteros, o aumente la parte reservada.</translation>
  </message>
  <message>
   <location filename="../models/labelling/learning_curve.py" />
   <source>{0} labels to train on and {1} held out are too few for a learning curve. Draw at least {2} in all, {3} of them to train on.</source>
   <translation>{0} etiquetas para entrenar y {1} reservadas son demasiado pocas para una curva de aprendizaje. Dibuje al menos {2} en total, {3} de ellas para entrenar.</translation>
  </message>
  <message>
   <location filename="../models/labelling/map_view.py" />
   <source>The map shows {0} km² of the imagery, which is too much to look at while you wait. Zoom in to {1} km² or less.</source>
   <translation>El mapa muestra {0} km² de las imágenes, demasiado para mirarlo mientras espera. Acerque el zoom hasta {1} km² o menos.</translation>
  </message>
  <message>
   <location filename="../models/labelling/prompt_view.py" />
   <source>The map shows {0} million pixels of {1}, which is too much to look at while you wait. Zoom in to {2} million or less.</source>
   <translation>El mapa muestra {0} millones de píxeles de {1}, demasiados para verlos mientras espera. Acérquese hasta {2} millones o menos.</translation>
  </message>
  <message>
   <location filename="../models/labelling/prompt_view.py" />
   <source>The memory does not suffice for this model ({0}). Choose a smaller one.</source>
   <translation>La memoria no basta para este modelo ({0}). Elija uno más pequeño.</translation>
  </message>
  <message>
   <location filename="../models/labelling/view_window.py" />
   <source>The map shows nothing of {0}. Move it to the imagery.</source>
   <translation>El mapa no muestra nada de {0}. Muévalo a las imágenes.</translation>
  </message>
  <message>
   <location filename="../models/live/keep.py" />
   <source>The model was kept, but its report could not be written: {0}</source>
   <translation>El modelo se conservó, pero su informe no se pudo escribir: {0}</translation>
  </message>
  <message>
   <location filename="../models/live/keep.py" />
   <source>Nothing was learned yet, so there is no model to keep. Draw some labels first.</source>
   <translation>Aún no se aprendió nada, así que no hay modelo que conservar. Dibuje primero algunas etiquetas.</translation>
  </message>
  <message>
   <location filename="../models/live/keep.py" />
   <source>{0}. Free some space, or choose another folder, and keep it again.</source>
   <translation>{0}. Libere espacio o elija otra carpeta, y consérvelo de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/live/live_data.py" />
   <source>There is no label to learn from. Draw some buildings.</source>
   <translation>No hay ninguna etiqueta de la que aprender. Dibuje algunos edificios.</translation>
  </message>
  <message>
   <location filename="../models/live/live_run.py" />
   <source>The live training goes on from step {0}.</source>
   <translation>El entrenamiento en vivo continúa desde el paso {0}.</translation>
  </message>
  <message>
   <location filename="../models/live/live_training.py" />
   <source>The state could not be saved in {0}: {1}. The training goes on; free some space before you stop it, or the last steps are lost.</source>
   <translation>El estado no se pudo guardar en {0}: {1}. El entrenamiento continúa; libere espacio antes de detenerlo, o se perderán los últimos pasos.</translation>
  </message>
  <message>
   <location filename="../models/live/repeat.py" />
   <source>{0} holds no live training.</source>
   <translation>{0} no contiene ningún entrenamiento en vivo.</translation>
  </message>
  <message>
   <location filename="../models/live/snapshot.py" />
   <source>Labels of a class that was not there when the live training began, and so not used: {0}. It learns {1}; begin a new one to learn them too.</source>
   <translation>Etiquetas de una clase que no existía al comenzar el entrenamiento en vivo y que por eso no se usan: {0}. Aprende {1}; comience uno nuevo para aprenderlas también.</translation>
  </message>
  <message>
   <location filename="../models/networks/adapters.py" />
   <source>The encoder of this base model is no vision transformer, and prompts (adapter kind '{0}') are for those only. Choose the adapter kind 'lora', or a base model such as encoder:tu-vit_small_patch14_dinov2.</source>
   <translation>El codificador de este modelo base no es un transformador de visión, y los prompts (tipo de adaptador «{0}») son solo para esos. Elija el tipo «lora», o un modelo base como encoder:tu-vit_small_patch14_dinov2.</translation>
  </message>
  <message>
   <location filename="../models/networks/adapters.py" />
   <source>The encoder of this base model can have no adapter: all its layers standardise their weights, or pad, in a way of their own. Set STRATEGY to staged, or to decoder.</source>
   <translation>El codificador de este modelo base no puede tener un adaptador: todas sus capas estandarizan sus pesos, o rellenan los bordes, de una manera propia. Ponga STRATEGY en staged o decoder.</translation>
  </message>
  <message>
   <location filename="../models/networks/adapters.py" />
   <source>The adapter of the model '{0}' does not fit its card: {1} tensors, where the kind {2} of rank {3} has {4}. The file is damaged; get it again, or train it anew.</source>
   <translation>El adaptador del modelo «{0}» no encaja con su ficha: {1} tensores, donde el tipo {2} de rango {3} tiene {4}. El archivo está dañado; consígalo otra vez, o entrénelo de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/networks/card_checks.py" />
   <source>its card is not JSON ({0})</source>
   <translation>su ficha no es JSON ({0})</translation>
  </message>
  <message>
   <location filename="../models/networks/encoders.py" />
   <source>The weights in {0} are not those of the encoder {1} ({2}). Give the encoder that they were saved from, or other weights.</source>
   <translation>Los pesos de {0} no son los del codificador {1} ({2}). Indique el codificador del que se guardaron, u otros pesos.</translation>
  </message>
  <message>
   <location filename="../models/networks/encoders.py" />
   <source>The encoder {0} has no weights on the Hugging Face hub ({1}). Choose another one, such as encoder:resnet18.</source>
   <translation>El codificador {0} no tiene pesos en el Hugging Face Hub ({1}). Elija otro, como encoder:resnet18.</translation>
  </message>
  <message>
   <location filename="../models/networks/hf_hub.py" />
   <source>The weights of the encoder {0} could not be fetched: {1} is not on this computer, and {2} could not be reached. Try again with a connection. Or fetch that file on a computer that has one, from {3}, copy it here as {4}{5}, and give its path as the base model.</source>
   <translation>No se pudieron obtener los pesos del codificador {0}: {1} no está en este ordenador, y no se pudo acceder a {2}. Inténtelo otra vez con conexión. O descargue ese archivo en un ordenador que la tenga, desde {3}, cópielo aquí como {4}{5}, e indique su ruta como modelo base.</translation>
  </message>
  <message>
   <location filename="../models/networks/hf_hub.py" />
   <source>{0} of {1} is neither a safetensors file nor weights of PyTorch. Roofline reads no others, because they may run code.</source>
   <translation>{0} de {1} no es ni un archivo safetensors ni pesos de PyTorch. Roofline no lee otros, porque pueden ejecutar código.</translation>
  </message>
  <message>
   <location filename="../models/networks/hf_hub.py" />
   <source>{0} does not give {1} ({2}). Check the revision, or choose another encoder.</source>
   <translation>{0} no da {1} ({2}). Compruebe la revisión, o elija otro codificador.</translation>
  </message>
  <message>
   <location filename="../models/networks/hf_hub.py" />
   <source>{0} could not be stored ({1}). Check that the disk has room and that the cache of the Hugging Face hub may be written; the variable HF_HOME moves it.</source>
   <translation>No se pudo guardar {0} ({1}). Compruebe que queda espacio en el disco y que se puede escribir en la caché del Hugging Face Hub; la variable HF_HOME la traslada.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>{0} is no Roofline model: {1}. Choose a {2} file that Roofline wrote.</source>
   <translation>{0} no es un modelo de Roofline: {1}. Elija un archivo {2} escrito por Roofline.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The model {0} cannot be written ({1}). Check that the folder exists and may be written, and that the disk has room.</source>
   <translation>No se puede escribir el modelo {0} ({1}). Compruebe que la carpeta existe y se puede escribir en ella, y que queda espacio en el disco.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>There is no model file {0}. Check the path.</source>
   <translation>No existe el archivo de modelo {0}. Compruebe la ruta.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The weights in {0} are damaged: their hash is not the one on the card. Copy or download the file again.</source>
   <translation>Los pesos de {0} están dañados: su hash no es el de la ficha. Copie o descargue el archivo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The weights {0} hold values that are no numbers, so the model is not written: the training went astray. Try again with a lower learning rate.</source>
   <translation>Los pesos {0} contienen valores que no son números, así que no se escribe el modelo: el entrenamiento se desvió. Inténtelo otra vez con una tasa de aprendizaje más baja.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The model file {0} cannot be read ({1}). Check that you may read it.</source>
   <translation>No se puede leer el archivo de modelo {0} ({1}). Compruebe que puede leerlo.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>{0} is no usable Roofline model: {1}.</source>
   <translation>{0} no es un modelo de Roofline utilizable: {1}.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The model file {0} is damaged or cut off ({1}). Copy or download it again.</source>
   <translation>El archivo de modelo {0} está dañado o cortado ({1}). Cópielo o descárguelo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_file.py" />
   <source>The weights in {0} are damaged ({1}). Copy or download the file again.</source>
   <translation>Los pesos de {0} están dañados ({1}). Copie o descargue el archivo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_registry.py" />
   <source>{0} knows no buildings yet: fine-tune it first, with it as the base model, and find footprints with the model that comes out.</source>
   <translation>{0} aún no conoce edificios: ajústelo primero, con él como modelo base, y busque huellas con el modelo que resulte.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_registry.py" />
   <source>The model '{0}' was tuned as a whole, so its base cannot be had from it.</source>
   <translation>El modelo «{0}» se ajustó entero, así que no se puede obtener de él su base.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_registry.py" />
   <source>The model '{0}' holds only what it changed in the base model '{1}', and this Roofline comes with another version of it. Use the Roofline that it was made with, or train it again.</source>
   <translation>El modelo «{0}» contiene solo lo que cambió en el modelo base «{1}», y este Roofline trae otra versión de él. Use el Roofline con el que se hizo, o entrénelo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_registry.py" />
   <source>There is no model file {0}. Check the path, or name a built-in model: {1}.</source>
   <translation>No existe el archivo de modelo {0}. Compruebe la ruta, o indique un modelo integrado: {1}.</translation>
  </message>
  <message>
   <location filename="../models/networks/model_registry.py" />
   <source>The path of a {0} or {1} file works too, and {2}NAME, such as {3}resnet18.</source>
   <translation>También sirve la ruta de un archivo {0} o {1}, y {2}NAME, como {3}resnet18.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} has no embedding of place and time, so it cannot be told them. Take a Prithvi of a version TL as the base model, such as encoder:prithvi_eo_v2_300_tl, or leave Place and time (PLACE_AND_TIME) off.</source>
   <translation>{0} no tiene codificación de lugar y tiempo, así que no se le pueden decir. Tome como modelo base un Prithvi de una versión TL, como encoder:prithvi_eo_v2_300_tl, o deje Lugar y tiempo (PLACE_AND_TIME) sin marcar.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>The weights in {0} are of no encoder that Roofline recognises. Rename the file to the encoder's name, such as resnet18.safetensors or tu-resnet18.safetensors, or name it in the file's metadata as {1}.</source>
   <translation>Los pesos de {0} no son de ningún codificador que Roofline reconozca. Dé al archivo el nombre del codificador, como resnet18.safetensors o tu-resnet18.safetensors, o indíquelo en los metadatos del archivo como {1}.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} is no revision: give a commit, a tag or a branch, as in encoder:{1}@main.</source>
   <translation>{0} no es una revisión: indique un commit, una etiqueta (tag) o una rama, como en encoder:{1}@main.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>The folder {0} has a {1} but no weights (*{2}, *{3}). Copy all of its files.</source>
   <translation>La carpeta {0} tiene {1} pero no pesos (*{2}, *{3}). Copie todos sus archivos.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} has no weights in it. Choose another file.</source>
   <translation>{0} no contiene pesos. Elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} holds values that are no numbers ({1}). Choose another file.</source>
   <translation>{0} contiene valores que no son números ({1}). Elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>TerraTorch itself chooses the revision of its weights. Write encoder:{0}.</source>
   <translation>TerraTorch elige por sí mismo la revisión de sus pesos. Escriba encoder:{0}.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} names no architecture ({1}). Give the file of weights itself, under the encoder's name.</source>
   <translation>{0} no nombra ninguna arquitectura ({1}). Dé el propio archivo de pesos, con el nombre del codificador.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>The metadata of {0} cannot be used ({1}). Make the file again.</source>
   <translation>Los metadatos de {0} no se pueden usar ({1}). Vuelva a crear el archivo.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>{0} is larger than {1} MB, more than Roofline reads. Choose a smaller encoder.</source>
   <translation>{0} es mayor de {1} MB, más de lo que Roofline lee. Elija un codificador más pequeño.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>The weights in {0} cannot be read ({1}). Copy or download the file again.</source>
   <translation>No se pueden leer los pesos de {0} ({1}). Copie o descargue el archivo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/networks/pretrained.py" />
   <source>Its decoder is fresh: it knows no buildings before it is fine-tuned.</source>
   <translation>Su decodificador es nuevo: no conoce edificios hasta ajustarlo.</translation>
  </message>
  <message>
   <location filename="../models/networks/terratorch_encoders.py" />
   <source>TerraTorch could not get the weights of '{0}' ({1}). Try again with a connection. Or fetch the file that is published for it on a computer that has one, copy it here as {2}.pt, and give its path as the base model. Some backbones have no published weights.</source>
   <translation>TerraTorch no pudo obtener los pesos de «{0}» ({1}). Inténtelo de nuevo con conexión. O descargue el archivo publicado para él en un ordenador que la tenga, cópielo aquí como {2}.pt y dé su ruta como modelo base. Algunos no tienen pesos publicados.</translation>
  </message>
  <message>
   <location filename="../models/networks/terratorch_encoders.py" />
   <source>TerraTorch does not read the weights of '{0}' from {1} ({2}). Give the file that is published for that backbone.</source>
   <translation>TerraTorch no lee los pesos de «{0}» de {1} ({2}). Dé el archivo que está publicado para él.</translation>
  </message>
  <message>
   <location filename="../models/networks/terratorch_registry.py" />
   <source>The encoder '{0}' is one of TerraTorch, an optional part that is not installed. Add it on the page Set-up of the panel (Optional parts), or by 'qgis_process run roofline:setup -- EXTRAS=terratorch', and start again.</source>
   <translation>El codificador «{0}» es de TerraTorch, una parte opcional que no está instalada. Añádala en la página de instalación del panel (Partes opcionales), o con 'qgis_process run roofline:setup -- EXTRAS=terratorch', y empiece de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/networks/torch_weights.py" />
   <source>{0} holds no weights by name. Choose another file.</source>
   <translation>{0} no contiene pesos con nombre. Elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../models/networks/torch_weights.py" />
   <source>{0} is no file of weights: it may be the web page of one, or what Git leaves in the place of a large file (Git LFS). Download the file itself.</source>
   <translation>{0} no es un archivo de pesos: quizá sea la página web de uno, o lo que Git deja en lugar de un archivo grande (Git LFS). Descargue el archivo mismo.</translation>
  </message>
  <message>
   <location filename="../models/networks/torch_weights.py" />
   <source>{0} holds more than weights, which could run code, so it is not read. Get the weights as *.safetensors.</source>
   <translation>{0} contiene más que pesos, lo que podría ejecutar código, así que no se lee. Consiga los pesos como *.safetensors.</translation>
  </message>
  <message>
   <location filename="../models/networks/unet.py" />
   <source>The weights of the model '{0}' do not fit its card ({1} tensors differ, first {2}). The file is damaged; get it again, or train it anew.</source>
   <translation>Los pesos del modelo «{0}» no encajan con su ficha ({1} tensores difieren, el primero {2}). El archivo está dañado; consígalo otra vez, o entrénelo de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/networks/unet.py" />
   <source>The model '{0}' uses the encoder '{1}', which this Roofline does not know. {2}. Update Roofline, or choose another model.</source>
   <translation>El modelo «{0}» usa el codificador «{1}», que este Roofline no conoce. {2}. Actualice Roofline, o elija otro modelo.</translation>
  </message>
  <message>
   <location filename="../models/networks/unet.py" />
   <source>The model '{0}' would have {1} million weights, and {2} million are the most. Choose a smaller encoder, such as resnet18.</source>
   <translation>El modelo «{0}» tendría {1} millones de pesos, y el máximo son {2} millones. Elija un codificador más pequeño, como resnet18.</translation>
  </message>
  <message>
   <location filename="../models/networks/unet.py" />
   <source>The encoder '{0}' of the model '{1}' cannot be used ({2}). Choose another one, such as resnet18: it has to make features of five sizes from tiles of any size.</source>
   <translation>El codificador «{0}» del modelo «{1}» no se puede usar ({2}). Elija otro, como resnet18: tiene que dar características de cinco tamaños a partir de teselas de cualquier tamaño.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export.py" />
   <source>The file {0} cannot be written ({1}). Check that the folder exists and may be written, and that the disk has room.</source>
   <translation>No se puede escribir el archivo {0} ({1}). Compruebe que la carpeta existe y se puede escribir en ella, y que queda espacio en el disco.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export.py" />
   <source>This model has {0} bands and {1} channels, and its card tells of others. Export it again.</source>
   <translation>Este modelo tiene {0} bandas y {1} canales, y su ficha dice otra cosa. Expórtelo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export.py" />
   <source>This is no usable model of Roofline: {0}.</source>
   <translation>No es un modelo de Roofline utilizable: {0}.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export.py" />
   <source>This model has Roofline's card, but not its network. Export it again.</source>
   <translation>Este modelo tiene la ficha de Roofline, pero no su red. Expórtelo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export_job.py" />
   <source>Writing the ONNX file</source>
   <translation>Escribiendo el archivo ONNX</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/export_job.py" />
   <source>The model '{0}' takes the mean and deviation of the whole raster, which other programs do not: in this file each tile is taken by itself. A fine-tuned model has its own.</source>
   <translation>El modelo «{0}» toma la media y la desviación de todo el ráster, lo que otros programas no hacen: en este archivo cada tesela se toma por sí misma. Un modelo ajustado tiene las suyas.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} takes {1}. A segmentation model takes one batch of tiles (batch, bands, height, width): choose another file.</source>
   <translation>{0} toma {1}. Un modelo de segmentación toma un lote de teselas (lote, bandas, altura, anchura): elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} takes {1} values, and Roofline gives {2}. Export it anew.</source>
   <translation>{0} toma valores {1}, y Roofline da {2}. Expórtelo de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} takes tiles with the bands last {1}. Export it anew with the bands first: (batch, bands, height, width).</source>
   <translation>{0} toma teselas con las bandas al final {1}. Expórtelo de nuevo con las bandas al principio: (lote, bandas, altura, anchura).</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} takes tiles of {1} x {2} pixels, and Roofline's are square. Export it anew with equal sides, or with sides left open.</source>
   <translation>{0} toma teselas de {1} x {2} píxeles, y las de Roofline son cuadradas. Expórtelo de nuevo con lados iguales, o con los lados sin fijar.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} does not say at which resolution it looks at imagery. Give ONNX_RESOLUTION_M, the ground metres a pixel that it was trained with.</source>
   <translation>{0} no dice a qué resolución mira las imágenes. Indique ONNX_RESOLUTION_M, los metros de suelo por píxel con los que se entrenó.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} takes {1} bands, and ONNX_BANDS {2} are {3}. Choose others, or order.</source>
   <translation>{0} toma {1} bandas, y ONNX_BANDS {2} son {3}. Elija otras, u order.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>ONNX_SCALING imagenet is for red, green and blue; {0} takes {1}. Choose another scaling.</source>
   <translation>ONNX_SCALING imagenet es para rojo, verde y azul; {0} toma {1}. Elija otro escalado.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} gives {1} values for a tile of {2} pixels, and a segmentation model (batch, channels, height, width). Choose another file.</source>
   <translation>{0} da {1} valores para una tesela de {2} píxeles, y un modelo de segmentación (lote, canales, altura, anchura). Elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/external_model.py" />
   <source>{0} gives the channels 0 to {1}{2}, and {3} is wanted as the one that is building. Give another ONNX_CHANNEL.</source>
   <translation>{0} da los canales 0 a {1}{2}, y se pide {3} como el que es edificio. Indique otro ONNX_CHANNEL.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_file.py" />
   <source>{0} is no ONNX file: it holds no network. Choose another file.</source>
   <translation>{0} no es un archivo ONNX: no contiene ninguna red. Elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_file.py" />
   <source>The weights of {0} lie in other files, and Roofline opens none that a model names. Save it as one file (onnx.save_model with save_as_external_data=False).</source>
   <translation>Los pesos de {0} están en otros archivos, y Roofline no abre ninguno que un modelo indique. Guárdelo como un solo archivo (onnx.save_model con save_as_external_data=False).</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_file.py" />
   <source>{0} is no ONNX file, or it is cut off. Copy or download it again.</source>
   <translation>{0} no es un archivo ONNX, o está cortado. Cópielo o descárguelo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_file.py" />
   <source>The ONNX file {0} cannot be read ({1}). Check the path.</source>
   <translation>No se puede leer el archivo ONNX {0} ({1}). Compruebe la ruta.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_network.py" />
   <source>The encoder '{0}' of the model '{1}' cannot be written as ONNX ({2}). Use a model with another encoder, such as resnet18.</source>
   <translation>El codificador «{0}» del modelo «{1}» no se puede escribir como ONNX ({2}). Use un modelo con otro codificador, como resnet18.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_network.py" />
   <source>ONNX Runtime stopped while it ran {0} ({1}). The file may be damaged, or want tiles of another size.</source>
   <translation>ONNX Runtime se detuvo mientras ejecutaba {0} ({1}). El archivo puede estar dañado, o querer teselas de otro tamaño.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_network.py" />
   <source>The model '{0}' is told place and time of what it looks at, and a file of ONNX takes imagery alone. Use the model with torch (BACKEND), or train one with Place and time (PLACE_AND_TIME) off.</source>
   <translation>Al modelo «{0}» se le dicen el lugar y el tiempo de lo que mira, y un archivo ONNX solo toma imágenes. Use el modelo con torch (BACKEND), o entrene uno sin Lugar y tiempo (PLACE_AND_TIME).</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_network.py" />
   <source>ONNX Runtime took {0} instead of {1} for {2}. Bring the driver of the graphics card up to date, or choose torch as BACKEND.</source>
   <translation>ONNX Runtime tomó {0} en lugar de {1} para {2}. Actualice el controlador de la tarjeta gráfica, o elija torch como BACKEND.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/onnx_network.py" />
   <source>ONNX Runtime cannot run {0} ({1}). Get the file again, or write it anew with plain ONNX operators and its weights inside.</source>
   <translation>ONNX Runtime no puede ejecutar {0} ({1}). Consiga el archivo otra vez, o escríbalo de nuevo con operadores ONNX sencillos y con sus pesos dentro.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>A model of this kind is two ONNX files, and {0} is chosen: choose the image encoder and the mask decoder.</source>
   <translation>Un modelo así son dos archivos ONNX, y se ha elegido {0}: elija el codificador de imagen y el decodificador de máscaras.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0}. One of the two has to be a mask decoder, which takes {1}, and the other its image encoder: choose these.</source>
   <translation>{0}. Uno de los dos tiene que ser un decodificador de máscaras, que toma {1}, y el otro su codificador de imagen: elija esos.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} has {1} GiB, and Roofline takes {2}. Choose a smaller model.</source>
   <translation>{0} tiene {1} GiB, y Roofline admite {2}. Elija un modelo más pequeño.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} takes {1}, and Roofline gives {2}. Export it anew.</source>
   <translation>{0} toma {1}, y Roofline da {2}. Expórtelo de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} takes {1}. An image encoder takes one square image, (1, 3, side, side), or (height, width, 3): choose another file.</source>
   <translation>{0} toma {1}. Un codificador de imagen toma una imagen cuadrada, (1, 3, lado, lado), o (alto, ancho, 3): elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} takes images of {1} x {2} pixels, and Roofline gives {3} to {4}. Choose another file.</source>
   <translation>{0} toma imágenes de {1} x {2} píxeles, y Roofline da de {3} a {4}. Elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} gives {1}, and {2} takes {3}: the two do not belong together. Choose the encoder and the decoder of one model.</source>
   <translation>{0} da {1}, y {2} toma {3}: los dos no van juntos. Elija el codificador y el decodificador de un mismo modelo.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} gives {1}. A decoder gives masks ({2}) and how good each is ({3}).</source>
   <translation>{0} da {1}. Un decodificador da máscaras ({2}) y lo buena que es cada una ({3}).</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} gives {1} MiB for one view, and Roofline keeps up to {2}. Choose a smaller model.</source>
   <translation>{0} da {1} MiB para una vista, y Roofline guarda hasta {2}. Elija un modelo más pequeño.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} gives masks {1} and scores {2} for one object. A decoder gives as many square masks as scores: choose another file.</source>
   <translation>{0} da máscaras {1} y puntuaciones {2} para un objeto. Un decodificador da tantas máscaras cuadradas como puntuaciones: elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} gives values that are no numbers. Choose another file, such as one in full precision (float32).</source>
   <translation>{0} da valores que no son números. Elija otro archivo, por ejemplo uno en precisión completa (float32).</translation>
  </message>
  <message>
   <location filename="../models/onnx_io/promptable_model.py" />
   <source>{0} takes {1} clicks at most. Take one back (Backspace).</source>
   <translation>{0} admite {1} clics como máximo. Quite uno (Retroceso).</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>No imagery was given. Choose at least one raster.</source>
   <translation>No se ha indicado ninguna imagen. Elija al menos un ráster.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>{0} has {1} bands; an encoder reads {2} at most. Choose some (BANDS).</source>
   <translation>{0} tiene {1} bandas; un codificador lee {2} como máximo. Elija algunas (BANDS).</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>The rasters have pixels from {0} m ({1}) to {2} m ({3}), too far apart for one encoder. Leave some out, or say at which resolution it is to look (RESOLUTION_M).</source>
   <translation>Los rásteres tienen píxeles de {0} m ({1}) a {2} m ({3}), demasiado distintos para un solo codificador. Deje algunos fuera o indique con qué resolución debe mirar (RESOLUTION_M).</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>No raster holds a window of {0} pixels at {1} m: the largest, {2}, has {3} x {4}. Lower WINDOW_SIZE, or RESOLUTION_M.</source>
   <translation>Ningún ráster contiene una ventana de {0} píxeles a {1} m: el mayor, {2}, tiene {3} x {4}. Reduzca WINDOW_SIZE o RESOLUTION_M.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>{0} smaller than a window of {1} pixels at {2} m and left out: {3}.</source>
   <translation>{0} menor que una ventana de {1} píxeles a {2} m y queda fuera: {3}.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/archive.py" />
   <source>{0} has none of the bands {1} that the rasters before it have. Leave it out, name its bands, or pretrain on rasters of one kind at a time.</source>
   <translation>{0} no tiene ninguna de las bandas {1} que tienen los rásteres anteriores. Déjelo fuera, ponga nombre a sus bandas o preentrene con rásteres de un solo tipo.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/drawn_windows.py" />
   <source>The windows take {0} GB in {1}, and {2} GB are free there. Draw fewer (WINDOWS) or smaller ones (WINDOW_SIZE), free some space, or set ROOFLINE_HOME to another disk.</source>
   <translation>Las ventanas ocupan {0} GB en {1}, y allí hay {2} GB libres. Extraiga menos (WINDOWS) o más pequeñas (WINDOW_SIZE), libere espacio o ponga ROOFLINE_HOME en otro disco.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/drawn_windows.py" />
   <source>Copying window {0} of {1}</source>
   <translation>Copiando la ventana {0} de {1}</translation>
  </message>
  <message>
   <location filename="../models/pretraining/drawn_windows.py" />
   <source>The imagery has changed while its windows were read. Start the pretraining anew.</source>
   <translation>Las imágenes han cambiado mientras se leían sus ventanas. Empiece el preentrenamiento de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/land_cover.py" />
   <source>The land cover {0} holds {1} values. Classes are whole numbers: give a raster of those.</source>
   <translation>La cobertura del suelo {0} contiene valores {1}. Las clases son números enteros: indique un ráster de estos.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/land_cover.py" />
   <source>The land cover {0} cannot be opened as a raster ({1}). Check the path.</source>
   <translation>La cobertura del suelo {0} no se puede abrir como ráster ({1}). Compruebe la ruta.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/land_cover.py" />
   <source>The land cover {0} has no coordinate reference system. Set it in QGIS (right-click the layer &gt; Layer CRS).</source>
   <translation>La cobertura del suelo {0} no tiene sistema de referencia de coordenadas. Asígnelo en QGIS (clic derecho en la capa &gt; SRC de la capa).</translation>
  </message>
  <message>
   <location filename="../models/pretraining/land_cover.py" />
   <source>The zones have no text field 'class', or it is empty everywhere. Fill it, so that windows can be told apart by it.</source>
   <translation>Las zonas no tienen ningún campo de texto «class», o está vacío en todas. Rellénelo para que las ventanas se distingan por él.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>Writing the encoder</source>
   <translation>Escribiendo el codificador</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>Pretraining on the {0}{1}; {2} to learn from</source>
   <translation>Preentrenando en {0}{1}; {2} de las que aprender</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>Drawing windows</source>
   <translation>Extrayendo ventanas</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>Choosing and copying the windows took {0} s, and MAX_SECONDS is {1}, so there is no time left to learn. The windows are kept: raise MAX_SECONDS and go on with RESUME={2}.</source>
   <translation>Elegir y copiar las ventanas tardó {0} s, y MAX_SECONDS es {1}, así que no queda tiempo para aprender. Las ventanas se conservan: aumente MAX_SECONDS y continúe con RESUME={2}.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>The run goes on from step {0}, after {1} s.</source>
   <translation>La ejecución continúa desde el paso {0}, tras {1} s.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>The imagery gives {0} of {1} pixels, and not the {2} that were asked for.{3}</source>
   <translation>Las imágenes dan {0} de {1} píxeles, y no las {2} pedidas.{3}</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>{0} drawn of {1} that were looked at.{2}</source>
   <translation>{0} extraídas de {1} que se han mirado.{2}</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretrain.py" />
   <source>The run in {0} was made with other imagery, land cover, zones or settings. Only {1} may change. Give the same ones, or leave RESUME empty to start a new run.</source>
   <translation>La ejecución de {0} se hizo con otras imágenes, cobertura del suelo, zonas o ajustes. Solo pueden cambiar {1}. Indique los mismos o deje RESUME vacío para empezar una nueva.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretraining_report.py" />
   <source>Masked autoencoder (He et al. 2022): the mean squared error of the masked patches, each normalised by its own mean and deviation. A network that fills in the mean of each patch has a loss of 1.</source>
   <translation>Autocodificador enmascarado (He et al. 2022): el error cuadrático medio de los trozos ocultos, cada uno normalizado con su propia media y desviación. Una red que rellena con la media de cada trozo tiene una pérdida de 1.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/pretraining_run.py" />
   <source>The loss stopped being a number at step {0}. Lower the learning rate ({1}) and pretrain again.</source>
   <translation>La pérdida dejó de ser un número en el paso {0}. Baje la tasa de aprendizaje ({1}) y preentrene de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/window_statistics.py" />
   <source>The land cover has {0}. More than {1} are no classes but measurements, such as heights. Give a raster or zones of classes.</source>
   <translation>La cobertura del suelo tiene {0}. Más de {1} no son clases sino mediciones, como alturas. Indique un ráster o zonas de clases.</translation>
  </message>
  <message>
   <location filename="../models/pretraining/window_statistics.py" />
   <source>Describing window {0} of {1}</source>
   <translation>Describiendo la ventana {0} de {1}</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Reading the polygons</source>
   <translation>Leyendo los polígonos</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Writing the polygons</source>
   <translation>Escribiendo los polígonos</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>{0} of {1} polygons drawn anew</source>
   <translation>{0} de {1} polígonos dibujados de nuevo</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Polygons that crossed themselves and were repaired: {0}.</source>
   <translation>Polígonos que se cruzaban a sí mismos y se repararon: {0}.</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Polygons that cover no ground and are left without an outline: {0}.</source>
   <translation>Polígonos que no cubren terreno y quedan sin contorno: {0}.</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Polygons of more than {0} parts: {1}. The parts are drawn one by one and stay one feature, without the walls that two of them share. 'Multipart to singleparts' in the toolbox makes a building of each part.</source>
   <translation>Polígonos con más de {0} partes: {1}. Las partes se dibujan una por una y siguen siendo un solo objeto, sin los muros que comparten dos de ellas. «Multiparte a monoparte» en la caja de herramientas hace un edificio de cada parte.</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>None of the polygons lies where the CRS of their layer holds, {0}: set the right one (right-click the layer &gt; Layer CRS).</source>
   <translation>Ninguno de los polígonos está donde vale el SRC de su capa, {0}: defina el correcto (clic derecho en la capa &gt; SRC de la capa).</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>Polygons that lie outside of what their CRS is made for, and stay as they are: {0}.</source>
   <translation>Polígonos que están fuera de aquello para lo que se hizo su SRC, y quedan como están: {0}.</translation>
  </message>
  <message>
   <location filename="../models/regularize/layer_job.py" />
   <source>{0} of {1} polygons</source>
   <translation>{0} de {1} polígonos</translation>
  </message>
  <message>
   <location filename="../models/training/checkpoint.py" />
   <source>The run in {0} was begun with an older Roofline and cannot go on with this one. Leave RESUME empty to start a new one.</source>
   <translation>La ejecución de {0} se empezó con un Roofline más antiguo y no puede continuar con este. Deje RESUME vacío para empezar una nueva.</translation>
  </message>
  <message>
   <location filename="../models/training/checkpoint.py" />
   <source>{0} holds no run that can go on. Leave RESUME empty to start a new one.</source>
   <translation>{0} no contiene ninguna ejecución que pueda continuar. Deje RESUME vacío para empezar una nueva.</translation>
  </message>
  <message>
   <location filename="../models/training/checkpoint.py" />
   <source>The run in {0} was made with other imagery, labels, areas or settings, or from another base model, so it cannot go on with these. Give the same ones, or leave RESUME empty to start a new run.</source>
   <translation>La ejecución de {0} se hizo con otras imágenes, etiquetas, áreas o ajustes, o desde otro modelo base, así que no puede continuar con estos. Indique los mismos, o deje RESUME vacío para empezar una nueva.</translation>
  </message>
  <message>
   <location filename="../models/training/checkpoint_file.py" />
   <source>The run in {0} cannot go on: its weights cannot be read ({1}). Start it anew.</source>
   <translation>La ejecución de {0} no puede continuar: no se pueden leer sus pesos ({1}). Empiécela de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/training/cross_fitting.py" />
   <source>Scoring: short training {0} of 2, on half of the labels</source>
   <translation>Evaluación: entrenamiento corto {0} de 2, con la mitad de las etiquetas</translation>
  </message>
  <message>
   <location filename="../models/training/cross_fitting.py" />
   <source>The labels lie so that one half of them cannot be scored. Draw some apart from the others.</source>
   <translation>Las etiquetas están de modo que una mitad no se puede puntuar. Dibuje algunas lejos de las demás.</translation>
  </message>
  <message>
   <location filename="../models/training/cross_fitting.py" />
   <source>The time did not suffice for these. Train longer.</source>
   <translation>El tiempo no bastó para estos. Entrene más tiempo.</translation>
  </message>
  <message>
   <location filename="../models/training/cross_fitting.py" />
   <source>Nothing is held out, and short trainings on each half of the labels gave no score either. {0}</source>
   <translation>No hay nada reservado, y los entrenamientos cortos con cada mitad de las etiquetas tampoco dieron puntuación. {0}</translation>
  </message>
  <message>
   <location filename="../models/training/cross_fitting.py" />
   <source>Stopped before the short trainings on each half of the labels, which give the score.</source>
   <translation>Se detuvo antes de los entrenamientos cortos con cada mitad de las etiquetas, que dan la puntuación.</translation>
  </message>
  <message>
   <location filename="../models/training/ddp_launcher.py" />
   <source>Processes is {0}, and this machine has GPUs for {1}. Set it to {2} at most, or to 0 for one on each GPU.</source>
   <translation>Processes es {0}, y este ordenador tiene GPU para {1}. Póngalo en {2} como máximo, o en 0 para uno en cada GPU.</translation>
  </message>
  <message>
   <location filename="../models/training/ddp_launcher.py" />
   <source>One of the {0} processes of this training has ended ({1}), so the others could not go on. If the memory ran out, lower BATCH_SIZE or TILE_SIZE, or set PROCESSES to 1. The run can be resumed.</source>
   <translation>Uno de los {0} procesos de este entrenamiento ha terminado ({1}), así que los demás no pudieron seguir. Si faltó memoria, reduzca BATCH_SIZE o TILE_SIZE, o ponga PROCESSES en 1. La ejecución se puede reanudar.</translation>
  </message>
  <message>
   <location filename="../models/training/ddp_launcher.py" />
   <source>Processes is {0}, but on Windows, and on the GPU of a Mac, PyTorch trains in one. Set it to 0.</source>
   <translation>Processes es {0}, pero en Windows, y en la GPU de un Mac, PyTorch entrena en uno solo. Póngalo en 0.</translation>
  </message>
  <message>
   <location filename="../models/training/distributed.py" />
   <source>A process of this training was lost ({0}). The same command goes on from the last weights saved.</source>
   <translation>Se perdió un proceso de este entrenamiento ({0}). La misma orden continúa desde los últimos pesos guardados.</translation>
  </message>
  <message>
   <location filename="../models/training/label_alignment.py" />
   <source>The labels{0} lie off the imagery: moved {1} they fit what the model sees there ({2} compared, confidence {3}).</source>
   <translation>Las etiquetas{0} están desplazadas respecto a la imagen: movidas {1} coinciden con lo que el modelo ve ahí ({2} comparadas, confianza {3}).</translation>
  </message>
  <message>
   <location filename="../models/training/model_selection.py" />
   <source>Choosing the threshold on the held-out part</source>
   <translation>Eligiendo el umbral en la parte reservada</translation>
  </message>
  <message>
   <location filename="../models/training/scale_fit.py" />
   <source>Looking at the labels</source>
   <translation>Mirando las etiquetas</translation>
  </message>
  <message>
   <location filename="../models/training/scale_fit.py" />
   <source>Shifted labels teach wrong outlines: cancel, align them with the imagery (on the page Label, or by roofline:alignlabels), and train again.</source>
   <translation>Las etiquetas desplazadas enseñan contornos erróneos: cancele, alinéelas con la imagen (en la página Etiquetar o con roofline:alignlabels) y entrene de nuevo.</translation>
  </message>
  <message>
   <location filename="../models/training/scale_fit.py" />
   <source>The model looks at {0} m a pixel: {1} (F1 {2}, against {3} at its usual {4} m). Finding footprints takes about {5}. Set the resolution to decide yourself.</source>
   <translation>El modelo mira a {0} m por píxel: {1} (F1 {2}, frente a {3} a sus {4} m habituales). Duración aproximada de la búsqueda de huellas: {5}. Defina la resolución para decidir usted.</translation>
  </message>
  <message>
   <location filename="../models/training/second_round.py" />
   <source>The labels that '{0}' has learned are among these, so the training begins with its base, '{1}', and learns all of them together: that makes better models than going on from it.</source>
   <translation>Las etiquetas que ha aprendido «{0}» están entre estas, así que el entrenamiento empieza con su base, «{1}», y las aprende todas juntas: así salen mejores modelos que si continúa desde él.</translation>
  </message>
  <message>
   <location filename="../models/training/second_round.py" />
   <source>{0} of the labels that the model is scored on lie where '{1}', with which the training began, has learned labels before. Where it learned these very labels, the scores of both are too good. For an honest one hold out ground that it has not seen (an area with the role 'validate').</source>
   <translation>{0} de las etiquetas con las que se evalúa el modelo están donde «{1}», con el que empezó el entrenamiento, ya ha aprendido etiquetas. Donde aprendió justamente esas etiquetas, las puntuaciones de ambos son demasiado buenas. Para una honesta, reserve terreno que no haya visto (un área con el papel «validate»).</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>The model looks at {0} m a pixel, as the imagery has; '{1}' was made for {2} m, so what it knows is of little use, and more labels and time are needed.</source>
   <translation>El modelo mira a {0} m por píxel, como los tiene la imagen; «{1}» se hizo para {2} m, así que lo que sabe sirve de poco, y hacen falta más etiquetas y más tiempo.</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>The model looks at {0} m a pixel, as the imagery has; '{1}' learned from pixels of {2} m. Set the resolution to decide yourself.</source>
   <translation>El modelo mira a {0} m por píxel, como los tiene la imagen; «{1}» aprendió de píxeles de {2} m. Indique la resolución para decidirlo usted.</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>Learned as ground cover, as you chose: {0}. {1}</source>
   <translation>Se aprende como cobertura del suelo, como usted eligió: {0}. {1}</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>The labels have no class, so what is found will be called '{0}'. Write what they are into the field 'class' of the labels.</source>
   <translation>Las etiquetas no tienen clase, así que lo que se encuentre se llamará «{0}». Escriba en el campo «class» de las etiquetas lo que son.</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>Learned as ground cover, since pixels of {0} m show no walls: {1}. {2}</source>
   <translation>Se aprende como cobertura del suelo, pues píxeles de {0} m no muestran paredes: {1}. {2}</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>Learned as ground cover, by the names of the classes: {0}. {1}</source>
   <translation>Se aprende como cobertura del suelo, por los nombres de las clases: {0}. {1}</translation>
  </message>
  <message>
   <location filename="../models/training/target.py" />
   <source>Outlines stay as they are traced, without straight walls, and the score is the IoU of each class. The setting Target (TARGET_KIND) decides otherwise.</source>
   <translation>Los contornos quedan como se trazan, sin paredes rectas, y la puntuación es la IoU de cada clase. El ajuste Objetivo (TARGET_KIND) decide otra cosa.</translation>
  </message>
  <message>
   <location filename="../models/training/train.py" />
   <source>Writing the model</source>
   <translation>Escribiendo el modelo</translation>
  </message>
  <message>
   <location filename="../models/training/train.py" />
   <source>Training on the {0}{1}; labels to learn from: {2}, held out: {3}</source>
   <translation>Entrenando en {0}{1}; etiquetas de las que aprender: {2}, reservadas: {3}</translation>
  </message>
  <message>
   <location filename="../models/training/train.py" />
   <source>Nothing is held out, so it cannot be told when the model stops improving. Training ends after {0} s instead.</source>
   <translation>No hay nada reservado, así que no se puede saber cuándo deja de mejorar el modelo. El entrenamiento termina en su lugar tras {0} s.</translation>
  </message>
  <message>
   <location filename="../models/training/train.py" />
   <source>Too few labels to score the model: {0}. For a score draw {1} or more, or an area that is held out (role 'validate').</source>
   <translation>Demasiado pocas etiquetas para puntuar el modelo: {0}. Para obtener una puntuación, dibuje {1} o más, o un área reservada (papel «validate»).</translation>
  </message>
  <message>
   <location filename="../models/training/trainer.py" />
   <source>The memory did not suffice for a step: gradient checkpointing is on from here, and a step takes about a third longer.</source>
   <translation>La memoria no bastó para un paso: los puntos de control de gradientes están activos desde aquí, y un paso tarda alrededor de un tercio más.</translation>
  </message>
  <message>
   <location filename="../models/training/trainer.py" />
   <source>A step would need about {0} GB of memory, more than there is: gradient checkpointing is on, and a step takes about a third longer.</source>
   <translation>Un paso necesitaría unos {0} GB de memoria, más de la que hay: los puntos de control de gradientes están activos, y un paso tarda alrededor de un tercio más.</translation>
  </message>
  <message>
   <location filename="../models/training/training_data.py" />
   <source>Reading the base model</source>
   <translation>Leyendo el modelo base</translation>
  </message>
  <message>
   <location filename="../models/training/training_data.py" />
   <source>Reading imagery and labels</source>
   <translation>Leyendo imágenes y etiquetas</translation>
  </message>
  <message>
   <location filename="../models/training/training_data.py" />
   <source>The rasters hold {0} values. Those of a type are normalised by themselves, in this training and by the model that it makes.</source>
   <translation>Los rásteres contienen valores de los tipos {0}. Los de un tipo se normalizan por sí solos, en este entrenamiento y por el modelo que resulta.</translation>
  </message>
  <message>
   <location filename="../models/training/training_data.py" />
   <source>{0} has {1} dates, and '{2}' looks at each (bands of a date: {3}). {4} dates and {5} bands in all are the most. Give fewer dates, or name the bands of those that matter (BANDS).</source>
   <translation>{0} tiene {1} fechas, y «{2}» mira cada una (bandas de una fecha: {3}). Como máximo son {4} fechas y {5} bandas en total. Dé menos fechas, o nombre las bandas de las que importan (BANDS).</translation>
  </message>
  <message>
   <location filename="../models/training/training_loop.py" />
   <source>The loss stopped being a number at step {0}. Lower the learning rate ({1}) and train again.</source>
   <translation>La pérdida dejó de ser un número en el paso {0}. Reduzca la tasa de aprendizaje ({1}) y entrene otra vez.</translation>
  </message>
  <message>
   <location filename="../models/training/training_loop.py" />
   <source>Training was stopped by the analyst at step {0}.</source>
   <translation>El entrenamiento se detuvo a petición suya en el paso {0}.</translation>
  </message>
  <message>
   <location filename="../models/training/training_loop.py" />
   <source>Training ended at step {0}, since {1} evaluations in a row brought no better held-out score.</source>
   <translation>El entrenamiento terminó en el paso {0}, porque {1} evaluaciones seguidas no trajeron mejor puntuación reservada.</translation>
  </message>
  <message>
   <location filename="../models/training/training_report.py" />
   <source>The held-out buildings were not trained on, but the weights, the threshold and the minimum area were chosen on them, so the score is a little flattering. For a clean score, evaluate in an area that the run never saw. The interval resamples buildings (bootstrap).</source>
   <translation>No se entrenó con los edificios reservados, pero los pesos, el umbral y la superficie mínima se eligieron con ellos, por lo que la puntuación favorece un poco al modelo. Para una puntuación limpia, evalúe en un área que la ejecución nunca vio. El intervalo remuestrea edificios (bootstrap).</translation>
  </message>
  <message>
   <location filename="../models/training/training_report.py" />
   <source>Nothing was held out. Each half of the labels was scored by a short training on the other half (cross-fitting), behind a gap; labels in the gap or at an edge count for nothing. The model itself learned all the labels, so it should do no worse than these. The threshold and the minimum area were chosen on the same labels. The interval resamples buildings (bootstrap).</source>
   <translation>No se reservó nada. Cada mitad de las etiquetas la puntuó un entrenamiento corto con la otra mitad (puntuación cruzada), detrás de una separación; las etiquetas en la separación o en un borde no cuentan. El modelo mismo aprendió todas las etiquetas, así que no debería hacerlo peor que estos entrenamientos. El umbral y la superficie mínima se eligieron con las mismas etiquetas. El intervalo remuestrea edificios (bootstrap).</translation>
  </message>
  <message>
   <location filename="../models/training/training_report.py" />
   <source>This ground was not trained on, but the weights and the threshold were chosen on it, so the score is a little flattering. For a clean score, evaluate in an area that the run never saw.</source>
   <translation>Con este suelo no se entrenó, pero los pesos y el umbral se eligieron con él, así que la puntuación es algo halagüeña. Para una puntuación limpia, evalúe en una zona que la ejecución nunca vio.</translation>
  </message>
  <message>
   <location filename="../models/training/training_report.py" />
   <source>Nothing was held out. Each half of the labels was scored by a short training on the other half (cross-fitting), behind a gap. The model itself learned all the labels, so it should do no worse than this.</source>
   <translation>No se reservó nada. Cada mitad de las etiquetas se puntuó con un entrenamiento corto con la otra mitad (cross-fitting), tras una separación. El modelo mismo aprendió todas las etiquetas, así que no debería ser peor.</translation>
  </message>
  <message>
   <location filename="../models/training/training_report.py" />
   <source>Beside {0}, it finds {1}, with {2}.</source>
   <translation>Frente a {0}, encuentra {1}, con {2}.</translation>
  </message>
  <message>
   <location filename="../models/training/training_run.py" />
   <source>Step {0}</source>
   <translation>Paso {0}</translation>
  </message>
  <message>
   <location filename="../models/training/training_run.py" />
   <source>Step {0}, no longer improving</source>
   <translation>Paso {0}, ya no mejora</translation>
  </message>
  <message>
   <location filename="../models/worker/ddp_node.py" />
   <source>The job in {0} is no training ({1}).</source>
   <translation>El trabajo de {0} no es un entrenamiento ({1}).</translation>
  </message>
  <message>
   <location filename="../models/worker/ddp_node.py" />
   <source>{0} has no run that can be read ({1}). Write one with roofline:finetune and RUN_FOLDER.</source>
   <translation>{0} no contiene ninguna ejecución que se pueda leer ({1}). Escriba una con roofline:finetune y RUN_FOLDER.</translation>
  </message>
  <message>
   <location filename="../models/worker/server.py" />
   <source>{0} is no request.</source>
   <translation>{0} no es una solicitud.</translation>
  </message>
  <message>
   <location filename="../models/worker/server.py" />
   <source>The disk is full, so {path} could not be written. Free some space, or choose another folder, and run it again.</source>
   <translation>El disco está lleno, así que no se pudo escribir {path}. Libere espacio, o elija otra carpeta, e inténtelo otra vez.</translation>
  </message>
  <message>
   <location filename="../models/worker/server.py" />
   <source>{path} may not be read or written. Check its permissions, and that no other program has it open; or choose another place.</source>
   <translation>{path} no se puede leer o escribir. Compruebe sus permisos, y que ningún otro programa lo tenga abierto; o elija otro lugar.</translation>
  </message>
  <message>
   <location filename="../models/worker/server.py" />
   <source>Something went wrong inside Roofline ({error}). The log is in {log}; please report it with that file.</source>
   <translation>Algo falló dentro de Roofline ({error}). El registro está en {log}; por favor, infórmelo con ese archivo.</translation>
  </message>
  <message>
   <location filename="../models/worker/server.py" />
   <source>No such file: {0}. Check the path.</source>
   <translation>No existe el archivo {0}. Compruebe la ruta.</translation>
  </message>
  <message>
   <location filename="../models/worker/view_server.py" />
   <source>What was seen of this view is forgotten. Move the map a little, and click again.</source>
   <translation>Lo que se vio de esta vista se ha olvidado. Mueva un poco el mapa y vuelva a hacer clic.</translation>
  </message>
  <message>
   <location filename="../models/worker/view_server.py" />
   <source>{0} is no request to a view worker.</source>
   <translation>{0} no es una petición a un proceso de vista.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/bundle.py" />
   <source>The bundle in {0} is for {1} {2}, and this computer is {3}. Make one for it (BUNDLE_FOR).</source>
   <translation>El paquete de instalación de {0} es para {1} {2}, y este ordenador es {3}. Haga uno para él (BUNDLE_FOR).</translation>
  </message>
  <message>
   <location filename="../plugin/environment/bundle.py" />
   <source>The bundle in {0} was made by another version of Roofline, with other packages. Make it again with this one.</source>
   <translation>El paquete de instalación de {0} lo hizo otra versión de Roofline, con otros paquetes. Hágalo otra vez con esta.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/bundle.py" />
   <source>The bundle in {0} lacks {1}, an optional part. Make one with the same EXTRAS, or set up without the part (EXTRAS=none).</source>
   <translation>Al paquete de instalación en {0} le falta {1}, una parte opcional. Haga uno con los mismos EXTRAS, o instale sin esa parte (EXTRAS=none).</translation>
  </message>
  <message>
   <location filename="../plugin/environment/bundle.py" />
   <source>'{0}' names no computer to make a bundle for. Say the system ({1}), its Python ({2} to {3}) and, for a graphics card, PyTorch's build for it, such as 'windows 3.12' or 'linux 3.11 cu128'.</source>
   <translation>«{0}» no designa ningún ordenador para el que hacer un paquete de instalación. Diga el sistema ({1}), su Python ({2} a {3}) y, para una tarjeta gráfica, la compilación de PyTorch para ella, como 'windows 3.12' o 'linux 3.11 cu128'.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/bundle.py" />
   <source>{0} is no bundle of Roofline: its {1} is missing or damaged.</source>
   <translation>{0} no es un paquete de instalación de Roofline: su {1} falta o está dañado.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/extras.py" />
   <source>There is no optional part '{0}'. There is {1}; '{2}' takes them away.</source>
   <translation>No hay ninguna parte opcional «{0}». Hay {1}; «{2}» las quita.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/install_advice.py" />
   <source>Run the set-up again; if it fails again, report it with the log.</source>
   <translation>Ejecute otra vez la instalación; si falla de nuevo, infórmelo con el registro.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>The environment is ready: {0}</source>
   <translation>El entorno está listo: {0}</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>The bundle is ready: {0}</source>
   <translation>El paquete de instalación está listo: {0}</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>Another Roofline is setting up this environment; waiting for it to end</source>
   <translation>Otro Roofline está instalando este entorno; se espera a que termine</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>{0} The log is {1}.</source>
   <translation>{0} El registro es {1}.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>{0} does not run as a Python. Choose the interpreter itself, such as bin/python or python.exe of an environment.</source>
   <translation>{0} no funciona como Python. Elija el intérprete mismo, como bin/python o python.exe de un entorno.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installation.py" />
   <source>{0} cannot be written: {1}. Check the rights and the free space there, or name another folder.</source>
   <translation>No se puede escribir {0}: {1}. Compruebe allí los permisos y el espacio libre, o indique otra carpeta.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>Making an environment with Python {0}</source>
   <translation>Creando un entorno con Python {0}</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>Downloading uv, which fetches Python</source>
   <translation>Se descarga uv, que obtiene un Python</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>Looking for pip</source>
   <translation>Buscando pip</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>Looking for torch ({0}){1}</source>
   <translation>Buscando torch ({0}){1}</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>The worker's environment needs about {needed} GB, and {free} GB are free in {folder}. Free some space, or set the variable ROOFLINE_HOME to a folder on a larger disk.</source>
   <translation>El entorno del proceso de trabajo necesita unos {needed} GB, y en {folder} hay {free} GB libres. Libere espacio, o ponga la variable ROOFLINE_HOME en una carpeta de un disco más grande.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/installer.py" />
   <source>The bundle needs about {needed} GB, and {free} GB are free in {folder}. Free some space, or name a folder on a larger disk (BUNDLE_TO).</source>
   <translation>El paquete de instalación necesita unos {needed} GB, y en {folder} hay {free} GB libres. Libere espacio, o indique una carpeta en un disco más grande (BUNDLE_TO).</translation>
  </message>
  <message>
   <location filename="../plugin/environment/standalone_python.py" />
   <source>The Python {0} that uv put into {1} does not run. Install Python {2} yourself, so that it is on the PATH, and run the set-up again.</source>
   <translation>El Python {0} que uv puso en {1} no funciona. Instale usted Python {2}, de modo que esté en el PATH, y ejecute otra vez la instalación.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/standalone_python.py" />
   <source>The bundle is for Python {0}, and this computer has {1}. Install Python {2}, or make a bundle for one that is here (BUNDLE_FOR).</source>
   <translation>El paquete de instalación es para Python {0}, y este ordenador tiene {1}. Instale Python {2}, o haga un paquete de instalación para uno que esté aquí (BUNDLE_FOR).</translation>
  </message>
  <message>
   <location filename="../plugin/environment/standalone_python.py" />
   <source>{0} Or install Python {1} yourself, so that it is on the PATH.</source>
   <translation>{0} O instale usted Python {1}, de modo que esté en el PATH.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/standalone_python.py" />
   <source>Roofline needs a 64-bit Python {0}; found {1}, without pip to fetch another. Install Python {2} so that 'python{3}' is on the PATH, and run the set-up again.</source>
   <translation>Roofline necesita un Python {0} de 64 bits; se encontró {1}, sin pip para obtener otro. Instale Python {2}, de modo que 'python{3}' esté en el PATH, y ejecute otra vez la instalación.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/standalone_python.py" />
   <source>{0} cannot make environments (modules venv and ensurepip). Install them, on Debian and Ubuntu with 'sudo apt install python3-venv', and run the set-up again.</source>
   <translation>{0} no puede crear entornos (módulos venv y ensurepip). Instálelos, en Debian y Ubuntu con 'sudo apt install python3-venv', y ejecute otra vez la instalación.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/uninstall.py" />
   <source>Another Roofline is setting up at this moment. Wait for it to end, and try again.</source>
   <translation>Otro Roofline está instalando en este momento. Espere a que termine, e inténtelo otra vez.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/uninstall.py" />
   <source>The variable ROOFLINE_PYTHON names {0}, so nothing was removed. Unset it, start QGIS again, and uninstall then.</source>
   <translation>La variable ROOFLINE_PYTHON indica {0}, por lo que no se ha eliminado nada. Quítela, reinicie QGIS y desinstale entonces.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/uninstall.py" />
   <source>{0} cannot be removed: {1}. Close other QGIS windows, and try again.</source>
   <translation>No se puede eliminar {0}: {1}. Cierre otras ventanas de QGIS, e inténtelo otra vez.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/virtual_environment.py" />
   <source>Your own Python, {0}, is not there, or was not checked for Roofline's packages yet. Run 'Set up Roofline' in the Processing toolbox, or 'qgis_process run roofline:setup', which checks it.</source>
   <translation>Su propio Python, {0}, no está, o todavía no se comprobó si tiene los paquetes de Roofline. Ejecute «Instalar Roofline» en la caja de herramientas de Procesos, o 'qgis_process run roofline:setup', que lo comprueba.</translation>
  </message>
  <message>
   <location filename="../plugin/environment/virtual_environment.py" />
   <source>The worker's environment is missing in {0}. Run 'Set up Roofline' in the Processing toolbox, or 'qgis_process run roofline:setup'.</source>
   <translation>Falta el entorno del proceso de trabajo en {0}. Ejecute «Instalar Roofline» en la caja de herramientas de Procesos, o 'qgis_process run roofline:setup'.</translation>
  </message>
  <message>
   <location filename="../plugin/history/as_trained.py" />
   <source>The model {model} learned from imagery as it is drawn, and gets the values of '{layer}'. It may find less than it could: take the imagery as it is drawn (AS_DRAWN).</source>
   <translation>El modelo {model} aprendió de imágenes como se dibujan y recibe los valores de «{layer}». Puede encontrar menos de lo que podría: tome las imágenes como se dibujan (AS_DRAWN).</translation>
  </message>
  <message>
   <location filename="../plugin/history/as_trained.py" />
   <source>The model {model} learned from the values of imagery, and gets '{layer}' as it is drawn. It may find less than it could: take the values of the imagery (without AS_DRAWN).</source>
   <translation>El modelo {model} aprendió de los valores de las imágenes y recibe «{layer}» como se dibuja. Puede encontrar menos de lo que podría: tome los valores de las imágenes (sin AS_DRAWN).</translation>
  </message>
  <message>
   <location filename="../plugin/history/kept_imagery.py" />
   <source>{0} cannot be removed: {1}. Close what shows it, and try again.</source>
   <translation>No se puede eliminar {0}: {1}. Cierre lo que lo muestra y vuelva a intentarlo.</translation>
  </message>
  <message>
   <location filename="../plugin/history/model_card.py" />
   <source>{0} is no Roofline model: its card is no object. Choose another file.</source>
   <translation>{0} no es un modelo de Roofline: su ficha no es un objeto. Elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../plugin/history/model_card.py" />
   <source>{0} is no readable Roofline model ({1}). Choose a *.roofline file that Roofline wrote.</source>
   <translation>{0} no es un modelo de Roofline legible ({1}). Elija un archivo *.roofline escrito por Roofline.</translation>
  </message>
  <message>
   <location filename="../plugin/history/model_choices.py" />
   <source>the built-in model</source>
   <translation>el modelo incluido</translation>
  </message>
  <message>
   <location filename="../plugin/history/model_choices.py" />
   <source>Built-in model</source>
   <translation>Modelo incluido</translation>
  </message>
  <message>
   <location filename="../plugin/history/past_runs.py" />
   <source>{0} holds no training that can be read. Perhaps the folder was deleted or moved.</source>
   <translation>{0} no contiene ningún entrenamiento legible. Quizá se borró o se movió la carpeta.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>The prediction in {0} was begun with {1}, so it cannot go on with this one. Give the same, or leave RESUME empty to begin a new one.</source>
   <translation>La predicción de {0} se empezó con {1}, así que no puede continuar con esta. Indique lo mismo, o deje RESUME vacío para empezar una nueva.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>{0} holds nothing that was found. Look for the footprints again.</source>
   <translation>{0} no contiene nada encontrado. Busque las huellas otra vez.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>The prediction in {0} is being done, perhaps by another QGIS.</source>
   <translation>La predicción de {0} está en curso, quizá en otro QGIS.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>The prediction in {0} was begun with an output for the probability. Name one, or leave RESUME empty to begin a new prediction.</source>
   <translation>La predicción en {0} se empezó con una salida para la probabilidad. Indique una, o deje RESUME vacío para empezar una predicción nueva.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>The prediction in {0} was begun without an output for the probability. Leave PROBABILITY empty; or leave RESUME empty, to begin a new prediction.</source>
   <translation>La predicción en {0} se empezó sin una salida para la probabilidad. Deje PROBABILITY vacío; o deje RESUME vacío, para empezar una predicción nueva.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>{0} holds no prediction.</source>
   <translation>{0} no contiene ninguna predicción.</translation>
  </message>
  <message>
   <location filename="../plugin/history/prediction_record.py" />
   <source>The prediction in {0} cannot be read ({1}). Look for the footprints again.</source>
   <translation>No se puede leer la predicción de {0} ({1}). Busque las huellas otra vez.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/base_footprints.py" />
   <source>The map shows {0} km² of the imagery, which takes long to look at. Zoom in to {1} km² or less.</source>
   <translation>El mapa muestra {0} km² de las imágenes, lo que llevaría mucho tiempo. Acerque el mapa hasta {1} km² o menos.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/base_footprints.py" />
   <source>Something else is running. Compare when it has ended.</source>
   <translation>Hay otra cosa en curso. Compare cuando haya terminado.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/base_footprints.py" />
   <source>Trainings start from the encoder {0}, which finds nothing by itself, so there is nothing to compare with.</source>
   <translation>Los entrenamientos parten del codificador {0}, que por sí mismo no encuentra nada, así que no hay con qué comparar.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/base_footprints.py" />
   <source>There is no imagery to compare on. Choose it at the top.</source>
   <translation>No hay imágenes en las que comparar. Elíjalas arriba.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/delivery.py" />
   <source>{path} cannot be read. Perhaps the prediction went on in another QGIS, or was discarded there.</source>
   <translation>No se puede leer {path}. Quizá la predicción continuó en otro QGIS, o se descartó allí.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/delivery.py" />
   <source>What was found could not be copied to {path}. Check the free space. QGIS says: {problem}</source>
   <translation>Lo encontrado no se pudo copiar a {path}. Compruebe el espacio libre. QGIS dice: {problem}</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_guard.py" />
   <source>Live training ended, since its imagery is not the one chosen any more. What it learned is saved.</source>
   <translation>El entrenamiento en vivo terminó, pues sus imágenes ya no son las elegidas. Lo aprendido está guardado.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_guard.py" />
   <source>Live training ended, since trainings start from another model now. What it learned is saved.</source>
   <translation>El entrenamiento en vivo terminó, pues los entrenamientos parten ahora de otro modelo. Lo aprendido está guardado.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_guard.py" />
   <source>Live training ended, since the layer of its labels is gone. What it learned is saved.</source>
   <translation>El entrenamiento en vivo terminó, pues la capa de sus etiquetas ya no está. Lo aprendido está guardado.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_preview.py" />
   <source>Footprints found so far</source>
   <translation>Huellas encontradas hasta ahora</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_preview.py" />
   <source>Preview: held-out part</source>
   <translation>Vista previa: parte reservada</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_preview.py" />
   <source>Scored: {name}</source>
   <translation>Puntuado: {name}</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_request.py" />
   <source>There is no imagery to learn from. Choose it at the top.</source>
   <translation>No hay imágenes de las que aprender. Elíjalas arriba.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_request.py" />
   <source>Live training reads the pixels of a file, and '{0}' is drawn by QGIS. Keep the imagery of the place as a file first ('{1}' in the toolbox), and choose that.</source>
   <translation>El entrenamiento en vivo lee los píxeles de un archivo, y QGIS dibuja «{0}». Guarde antes las imágenes del lugar como archivo («{1}» en la caja de herramientas), y elíjalo.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/live_request.py" />
   <source>No folder for the job could be made in {0}: {1}. Check its permissions, or set ROOFLINE_HOME to another folder.</source>
   <translation>No se pudo crear una carpeta para el trabajo en {0}: {1}. Compruebe sus permisos, o defina ROOFLINE_HOME con otra carpeta.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/map_views.py" />
   <source>There is no imagery to look at. Choose it at the top.</source>
   <translation>No hay imágenes que mirar. Elíjalas arriba.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/predict_request.py" />
   <source>Footprints: {model}</source>
   <translation>Huellas: {model}</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/predict_request.py" />
   <source>Footprints: {model} (part)</source>
   <translation>Huellas: {model} (parte)</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/view_imagery.py" />
   <source>The map shows {0} km² of '{1}', too much to fetch while you wait. Zoom in to {2} km² or less.</source>
   <translation>El mapa muestra {0} km² de «{1}», demasiado para descargarlo mientras espera. Acerque el zoom hasta {2} km² o menos.</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/view_imagery.py" />
   <source>Fetching the imagery of the view</source>
   <translation>Se descargan las imágenes de la vista</translation>
  </message>
  <message>
   <location filename="../plugin/jobs/view_imagery.py" />
   <source>Fetching the imagery of the view was stopped. Move the map, and it goes on.</source>
   <translation>La descarga de las imágenes de la vista se detuvo. Mueva el mapa y continuará.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' cannot be opened any more. Check that it is still there.</source>
   <translation>La capa «{0}» ya no se puede abrir. Compruebe que sigue existiendo.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Field '{0}' of layer '{1}' takes whole numbers, so a confidence (0-1) would become 0 or 1 there. Choose a field with decimals for it, or none, as in APPEND_FIELDS='confidence='.</source>
   <translation>El campo «{0}» de la capa «{1}» toma números enteros, así que una confianza (0-1) sería en él 0 o 1. Elija para ella un campo con decimales, o ninguno, como en APPEND_FIELDS='confidence='.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' cannot be opened. Check that its file or its database is there.</source>
   <translation>La capa «{0}» no se puede abrir. Compruebe que existe su archivo o su base de datos.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' holds no polygons, so it takes no footprints. Choose a layer of polygons.</source>
   <translation>La capa «{0}» no contiene polígonos y por eso no admite huellas. Elija una capa de polígonos.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' cannot be changed: it is read-only here, or its user may not add to it. Choose another layer, or ask for the right.</source>
   <translation>La capa «{0}» no se puede modificar: aquí es de solo lectura, o su usuario no puede añadirle nada. Elija otra capa o pida el permiso.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' has no CRS. Set it: right-click the layer &gt; Layer CRS.</source>
   <translation>La capa «{0}» no tiene SRC. Defínalo: clic derecho en la capa &gt; SRC de la capa.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Layer '{0}' needs a value in {1} (NOT NULL), and footprints bring none. Name a column for it, as in APPEND_FIELDS='class={2}', or give the field a default.</source>
   <translation>La capa «{0}» necesita un valor en {1} (NOT NULL) y las huellas no traen ninguno. Indique una columna para él, como en APPEND_FIELDS='class={2}', o dé al campo un valor predeterminado.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/append.py" />
   <source>Add footprints</source>
   <translation>Añadir huellas</translation>
  </message>
  <message>
   <location filename="../plugin/layers/datum.py" />
   <source>Layer '{0}' is brought from {1} to {2} without a shift grid, so it may lie many metres off. An operation that is right to {3} m needs {4}: QGIS installs it from Settings &gt; Options &gt; Transformations.</source>
   <translation>La capa «{0}» se pasa de {1} a {2} sin rejilla de desplazamiento, así que puede quedar a muchos metros. Una operación exacta a {3} m necesita {4}: QGIS la instala desde Configuración &gt; Opciones &gt; Transformaciones.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/drafts.py" />
   <source>The layers {0} stay among the drafts, since none can be kept in {1}. Save the project in another folder.</source>
   <translation>Las capas {0} se quedan entre los borradores, porque en {1} no puede guardarse ninguna. Guarde el proyecto en otra carpeta.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/drafts.py" />
   <source>The layers {0} stay among the drafts: the project uses automatic transactions. Turn them off (Project &gt; Properties &gt; Data Sources), and save it again.</source>
   <translation>Las capas {0} se quedan entre los borradores: el proyecto usa transacciones automáticas. Desactívelas (Proyecto &gt; Propiedades &gt; Fuentes de datos) y vuelva a guardarlo.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/drafts.py" />
   <source>The layers {0} stay among the drafts: '{1}' has a filter, which hides a part of it. Take the filter away (right-click &gt; Filter), and save the project again.</source>
   <translation>Las capas {0} se quedan entre los borradores: «{1}» tiene un filtro, que oculta una parte. Quite el filtro (clic derecho &gt; Filtrar) y vuelva a guardar el proyecto.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/drafts.py" />
   <source>The layers {0} stay among the drafts: two layers of one table are being edited. End the edit mode of one, and save the project again.</source>
   <translation>Las capas {0} se quedan entre los borradores: se están editando dos capas de una tabla. Termine la edición de una y vuelva a guardar el proyecto.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/drafts.py" />
   <source>Layer '{0}' could not be copied to {1} and stays where it is ({2}). Check the free space, and that no other program holds the file. Then save the project again.</source>
   <translation>La capa «{0}» no pudo copiarse a {1} y se queda donde está ({2}). Compruebe el espacio libre y que ningún otro programa tenga el archivo abierto. Después vuelva a guardar el proyecto.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/edits.py" />
   <source>Layer '{0}' took no polygon. Check that it is a polygon layer that can be edited.</source>
   <translation>La capa «{0}» no aceptó ningún polígono. Compruebe que es una capa de polígonos que se puede editar.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/edits.py" />
   <source>Layer '{0}' has no column '{1}', so a polygon for '{2}' would count as something else. Add it (right-click the layer &gt; Open Attribute Table &gt; New Field, for text), choose another layer, or make new ones with New.</source>
   <translation>La capa «{0}» no tiene la columna «{1}», así que un polígono para «{2}» contaría como otra cosa. Añádala (clic derecho en la capa &gt; Abrir tabla de atributos &gt; Campo nuevo, de texto), elija otra capa o cree capas nuevas con «Nuevo».</translation>
  </message>
  <message>
   <location filename="../plugin/layers/edits.py" />
   <source>Column '{0}' of layer '{1}' does not take '{2}', so such a polygon would count as something else. Choose another layer, or make new ones with New.</source>
   <translation>La columna «{0}» de la capa «{1}» no admite «{2}», así que un polígono así contaría como otra cosa. Elija otra capa o cree capas nuevas con «Nuevo».</translation>
  </message>
  <message>
   <location filename="../plugin/layers/edits.py" />
   <source>This place does not exist in the CRS of layer '{0}', {1}. Draw nearer to the imagery, or choose a layer in another CRS.</source>
   <translation>Este lugar no existe en el SRC de la capa «{0}», {1}. Dibuje más cerca de las imágenes, o elija una capa en otro SRC.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/edits.py" />
   <source>Choose another layer, or make new ones with New.</source>
   <translation>Elija otra capa, o cree capas nuevas con «Nueva».</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>Layer '{0}' is empty. {1} need at least one polygon: draw one, or select some if only selected features are used.</source>
   <translation>La capa «{0}» está vacía. {1}: hace falta al menos un polígono. Dibuje uno, o seleccione algunos si solo se usan los objetos seleccionados.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>Layer '{0}' has features, but none with a polygon. Draw at least one.</source>
   <translation>La capa «{0}» tiene objetos, pero ninguno con un polígono. Dibuje al menos uno.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>The run in {0} was made with other {1}, so it cannot go on with these. Give {2}, or leave RESUME empty to start a new run.</source>
   <translation>La ejecución en {0} se hizo con otros datos ({1}), así que no puede continuar con estos. Indique {2}, o deje RESUME vacío para iniciar una ejecución nueva.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>Layer '{0}' holds collections of shapes, for which QGIS knows no CRS. Take them apart first: 'Convert format' (toolbox, GDAL) with the additional option -explodecollections.</source>
   <translation>La capa «{0}» contiene colecciones de formas, para las que QGIS no conoce SRC. Sepárelas primero: «Convertir formato» (caja de herramientas, GDAL) con la opción adicional -explodecollections.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>Layer '{0}' has no CRS, so nobody knows where it lies. Set it: right-click the layer &gt; Layer CRS.</source>
   <translation>La capa «{0}» no tiene SRC, así que nadie sabe dónde está. Defínalo: clic derecho en la capa &gt; SRC de la capa.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>{0} could not be written: {1}. Check the free space and the permissions of its folder.</source>
   <translation>No se pudo escribir {0}: {1}. Compruebe el espacio libre y los permisos de su carpeta.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/export_labels.py" />
   <source>Layer '{0}' holds {1}, but {2} must be polygons. Choose or draw a polygon layer; 'Lines to polygons' and 'Buffer' in the toolbox make polygons of lines and points.</source>
   <translation>La capa «{0}» contiene {1}, pero se necesitan polígonos ({2}). Elija o dibuje una capa de polígonos; «Líneas a polígonos» y «Buffer» en la caja de herramientas hacen polígonos de líneas y puntos.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>'{0}' must hold names of columns alone. Write it as '{"class": "use"}'.</source>
   <translation>«{0}» debe contener solo nombres de columnas. Escríbalo como '{"class": "use"}'.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>Each field of layer '{0}' takes one column, but one was named twice.</source>
   <translation>Cada campo de la capa «{0}» admite una columna, pero uno se indicó dos veces.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>'{0}' names no columns. Write it as 'class=use, confidence=score', or as a JSON object.</source>
   <translation>«{0}» no nombra columnas. Escríbalo como 'class=use, confidence=score' o como un objeto JSON.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>Footprints have no column '{0}', only {1}.</source>
   <translation>Las huellas no tienen la columna «{0}», solo {1}.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>Layer '{0}' has no field '{1}', only {2}.</source>
   <translation>La capa «{0}» no tiene el campo «{1}», solo {2}.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>A footprint cannot be brought to {0}, the CRS of layer '{1}'.</source>
   <translation>Una huella no se puede transformar a {0}, el SRC de la capa «{1}».</translation>
  </message>
  <message>
   <location filename="../plugin/layers/field_mapping.py" />
   <source>'{0}' does not go into the field '{1}' of layer '{2}' ({3}). Choose another field for it.</source>
   <translation>«{0}» no cabe en el campo «{1}» de la capa «{2}» ({3}). Elija otro campo para ello.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>Layer '{0}' has no CRS, so nobody knows where it lies. Set it (right-click the layer &gt; Layer CRS &gt; Set Layer CRS).</source>
   <translation>La capa «{0}» no tiene SRC, así que nadie sabe dónde está. Establézcalo (clic derecho en la capa &gt; SRC de la capa &gt; Establecer SRC de la capa).</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>Layer '{0}' lies where its CRS, {1}, does not hold. Write the right one into the file with Raster &gt; Projections &gt; Assign Projection.</source>
   <translation>La capa «{0}» está donde su SRC, {1}, no vale. Escriba el correcto en el archivo con Ráster &gt; Proyecciones &gt; Asignar proyección.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>'{0}' is no raster layer. Imagery must be a raster, such as a GeoTIFF.</source>
   <translation>«{0}» no es una capa ráster. Las imágenes deben ser un ráster, como un GeoTIFF.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>The map shows nothing of '{0}'. Zoom to it.</source>
   <translation>El mapa no muestra nada de «{0}». Acerque el mapa a esa capa.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>The CRS of layer '{0}' is set in QGIS alone, and could not be kept for the worker ({1}). Write it into the file (Raster &gt; Projections &gt; Assign Projection).</source>
   <translation>El SRC de la capa «{0}» está establecido solo en QGIS, y no se pudo guardar para el proceso de trabajo ({1}). Escríbalo en el archivo (Ráster &gt; Proyecciones &gt; Asignar proyección).</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>The map shows more than there is on earth. Zoom in.</source>
   <translation>El mapa muestra más de lo que hay en la Tierra. Acerque el zoom.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>Save it as a GeoTIFF (right-click the layer &gt; Export &gt; Save As) and use that.</source>
   <translation>Guárdela como GeoTIFF (clic derecho en la capa &gt; Exportar &gt; Guardar como) y use ese archivo.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>There is no layer or file called '{0}'. Check the name.</source>
   <translation>No hay ninguna capa ni archivo llamado «{0}». Compruebe el nombre.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>{0} could not be opened. Check the address, and that its server answers.</source>
   <translation>No se pudo abrir {0}. Compruebe la dirección, y que su servidor responde.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>{0} is a folder. Give the file in it.</source>
   <translation>{0} es una carpeta. Indique el archivo que contiene.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>{0} holds {1} rasters. Say which one: {2}. If they are bands of one image, put them together first (Raster &gt; Miscellaneous &gt; Build Virtual Raster).</source>
   <translation>{0} contiene {1} rásteres. Diga cuál: {2}. Si son bandas de una misma imagen, júntelas primero (Ráster &gt; Miscelánea &gt; Construir ráster virtual).</translation>
  </message>
  <message>
   <location filename="../plugin/layers/imagery.py" />
   <source>{0}{1} could not be read as a layer. Check that it is whole and of a format that QGIS opens.</source>
   <translation>{0}{1} no se pudo leer como capa. Compruebe que está entero y en un formato que QGIS abre.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/import_polygons.py" />
   <source>{0}, which the worker wrote, cannot be read.</source>
   <translation>{0}, que escribió el proceso de trabajo, no se puede leer.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/label_moves.py" />
   <source>Layer '{0}' did not let its labels be moved. Check that its polygons can be edited.</source>
   <translation>La capa «{0}» no dejó mover sus etiquetas. Compruebe que sus polígonos se pueden editar.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/layer_crs.py" />
   <source>GDAL cannot open {0}.</source>
   <translation>GDAL no puede abrir {0}.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/layer_crs.py" />
   <source>Layer '{0}' is read in {1}, as its CRS is set in QGIS; the file says {2}.</source>
   <translation>La capa «{0}» se lee en {1}, como está establecido su SRC en QGIS; el archivo dice {2}.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/layer_crs.py" />
   <source>Layer '{0}' is read in {1}, as its CRS is set in QGIS; the file has none.</source>
   <translation>La capa «{0}» se lee en {1}, como está establecido su SRC en QGIS; el archivo no tiene ninguno.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/project_layers.py" />
   <source>The footprints in {0} cannot be read. If the file was moved or deleted, look for them again.</source>
   <translation>No se pueden leer las huellas de {0}. Si el archivo se movió o se borró, búsquelas otra vez.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/project_layers.py" />
   <source>There is no CRS to draw in. Choose the imagery first, or set the project's CRS.</source>
   <translation>No hay SRC en el que dibujar. Elija primero las imágenes, o defina el SRC del proyecto.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/project_layers.py" />
   <source>No folder for the layers could be made at {0}: {1}. Save the project where you may write, or set ROOFLINE_HOME to such a folder.</source>
   <translation>No se pudo crear una carpeta para las capas en {0}: {1}. Guarde el proyecto donde pueda escribir, o defina ROOFLINE_HOME con una carpeta así.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/project_layers.py" />
   <source>{0} cannot be read as a GeoPackage ({1}). Move it away, and it is made anew.</source>
   <translation>No se puede leer {0} como GeoPackage ({1}). Apártelo, y se crea de nuevo.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/sources.py" />
   <source>Layer '{0}' cannot be read: {1} is not where it was. Repair its data source, or remove the layer and open the file again.</source>
   <translation>No se puede leer la capa «{0}»: {1} no está donde estaba. Repare su fuente de datos, o quite la capa y abra el archivo otra vez.</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Found in {imagery}</source>
   <translation>Encontrado en {imagery}</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Role</source>
   <translation>Papel</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Note</source>
   <translation>Nota</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Background: none of them</source>
   <translation>Fondo: ninguna de ellas</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Other classes</source>
   <translation>Otras clases</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Confidence 0.9 and more</source>
   <translation>Confianza 0,9 o más</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Confidence 0.7 to 0.9</source>
   <translation>Confianza de 0,7 a 0,9</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Confidence 0.4 to 0.7</source>
   <translation>Confianza de 0,4 a 0,7</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Confidence below 0.4</source>
   <translation>Confianza inferior a 0,4</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Draw missing footprint</source>
   <translation>Dibujar huella que falta</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Skip square</source>
   <translation>Omitir cuadrado</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Align labels with the imagery</source>
   <translation>Alinear las etiquetas con las imágenes</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Cells to check</source>
   <translation>Celdas para revisar</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Train: the labels are complete</source>
   <translation>Entrenar: las etiquetas están completas</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Hold out: kept from training to score</source>
   <translation>Reservar: apartada del entrenamiento para puntuar</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Ignore: neither train nor score</source>
   <translation>Ignorar: no entrenar ni puntuar</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Suggested: to be labelled next</source>
   <translation>Sugerida: etiquetar a continuación</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>By class</source>
   <translation>Por clase</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>By confidence</source>
   <translation>Por confianza</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Accepted</source>
   <translation>Aceptada</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Rejected</source>
   <translation>Rechazada</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Edited</source>
   <translation>Editada</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Found</source>
   <translation>Encontrada</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Newly found</source>
   <translation>Encontrada ahora</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>False alarm</source>
   <translation>Falsa alarma</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>False alarm that is gone</source>
   <translation>Falsa alarma que ya no está</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Missed</source>
   <translation>No encontrada</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Found before, and missed now</source>
   <translation>Encontrada antes, y ahora no</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Accept footprint</source>
   <translation>Aceptar huella</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Reject footprint</source>
   <translation>Rechazar huella</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Delete footprint</source>
   <translation>Borrar huella</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Accept the footprints of a cell</source>
   <translation>Aceptar las huellas de una celda</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Open a cell again</source>
   <translation>Volver a abrir una celda</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Suggest square</source>
   <translation>Sugerir cuadrado</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Square is labelled</source>
   <translation>El cuadrado está etiquetado</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Open</source>
   <translation>Abierta</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Taken: being checked</source>
   <translation>Tomada: en revisión</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Checked</source>
   <translation>Revisada</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Use footprints as labels</source>
   <translation>Usar huellas como etiquetas</translation>
  </message>
  <message>
   <location filename="../plugin/layers/words.py" />
   <source>Add area</source>
   <translation>Añadir área</translation>
  </message>
  <message>
   <location filename="../plugin/online/cache_raster.py" />
   <source>{0} cannot be written: {1}. Check the free space, and the permissions of the folder.</source>
   <translation>{0} no se puede escribir: {1}. Compruebe el espacio libre y los permisos de la carpeta.</translation>
  </message>
  <message>
   <location filename="../plugin/online/cache_raster.py" />
   <source>None of the imagery could be fetched.</source>
   <translation>No se pudo obtener nada de la imagen.</translation>
  </message>
  <message>
   <location filename="../plugin/online/cache_raster.py" />
   <source>{0} cannot be written: {1}. Check that no other program holds the file.</source>
   <translation>{0} no se puede escribir: {1}. Compruebe que ningún otro programa usa el archivo.</translation>
  </message>
  <message>
   <location filename="../plugin/online/cache_raster.py" />
   <source>The imagery cannot be kept in {0}: {1}. Check its permissions and the free space, or set ROOFLINE_HOME to another folder.</source>
   <translation>La imagen no se puede guardar en {0}: {1}. Compruebe los permisos y el espacio libre, o fije ROOFLINE_HOME a otra carpeta.</translation>
  </message>
  <message>
   <location filename="../plugin/online/cache_raster.py" />
   <source>Fetch imagery of a service</source>
   <translation>Obtener imágenes de un servicio</translation>
  </message>
  <message>
   <location filename="../plugin/online/map_time.py" />
   <source>The imagery of '{layer}' is of several times. What its service gives when no time is asked for is taken, whatever time the map shows. Set another time in Layer Properties &gt; Source.</source>
   <translation>Las imágenes de «{layer}» son de varias fechas. Se toma lo que el servicio da cuando no se pide ninguna fecha, sea cual sea la que muestra el mapa. Elija otra en Propiedades de la capa &gt; Fuente.</translation>
  </message>
  <message>
   <location filename="../plugin/online/map_time.py" />
   <source>The imagery of '{layer}' is of several times. That of {time} is taken, as it is set in Layer Properties &gt; Source, whatever time the map shows.</source>
   <translation>Las imágenes de «{layer}» son de varias fechas. Se toman las de {time}, como está puesto en Propiedades de la capa &gt; Fuente, sea cual sea la que muestra el mapa.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Layer '{0}' has no CRS, so nobody knows where it lies. Set it in the layer's properties.</source>
   <translation>La capa «{0}» no tiene SRC, así que nadie sabe dónde está. Fíjelo en las propiedades de la capa.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Layer '{0}' shows none of the ground that is needed. Choose imagery that covers the labels, the areas or the extent.</source>
   <translation>La capa «{0}» no muestra nada del terreno necesario. Elija una imagen que cubra las etiquetas, las áreas o la extensión.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>The service of {0} stopped answering ({1}): {2} of {3} parts of the imagery came. They are kept: run this again later, and it goes on from there.</source>
   <translation>El servicio de {0} dejó de responder ({1}): llegaron {2} de {3} partes de la imagen. Se conservan: repítalo más tarde y seguirá desde ahí.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Every answer of the service of {0} was empty. Check on the map that it shows the ground that is asked for, at this scale too.</source>
   <translation>Todas las respuestas del servicio de {0} estaban vacías. Compruebe en el mapa que muestra el terreno pedido, también a esta escala.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Layer '{0}' would have to be fetched at {1} m a pixel: {2} million pixels, and {3} million are the most. Choose less ground, by areas or an extent, a coarser resolution, or a higher limit (MOST_MEGAPIXELS).</source>
   <translation>La capa «{0}» tendría que obtenerse a {1} m por píxel: {2} millones de píxeles, y como máximo se permiten {3} millones. Elija menos terreno, con áreas o una extensión, una resolución más gruesa o un límite mayor (MOST_MEGAPIXELS).</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Imagery of {0} is fetched at {1} m a pixel: {2} parts, {3} million pixels, about {4} MB on disk. Make sure that its terms of use allow to keep and to analyse it.</source>
   <translation>La imagen de {0} se obtiene a {1} m por píxel: {2} partes, {3} millones de píxeles, unos {4} MB en disco. Asegúrese de que sus condiciones de uso permiten guardarla y analizarla.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>Layer '{0}' is drawn at {1} m a pixel: {2} million pixels, about {3} MB on disk.</source>
   <translation>La capa «{0}» se dibuja a {1} m por píxel: {2} millones de píxeles, unos {3} MB en el disco.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>{n} of {all} parts of the imagery do not exist at {service}. They are nodata: nothing is learned or found there.</source>
   <translation>{n} de {all} partes de la imagen no existen en {service}. Son nodata: allí no se aprende ni se encuentra nada.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>{n} of {all} parts of the imagery came empty from {service}. They are nodata: nothing is learned or found there.</source>
   <translation>{n} de {all} partes de la imagen llegaron vacías de {service}. Son nodata: allí no se aprende ni se encuentra nada.</translation>
  </message>
  <message>
   <location filename="../plugin/online/online_imagery.py" />
   <source>{n} of {all} parts of the imagery could not be fetched from {service} ({problem}). They are nodata: nothing is learned or found there. Run this again, and only they are fetched.</source>
   <translation>{n} de {all} partes de la imagen no se pudieron obtener de {service} ({problem}). Son nodata: allí no se aprende ni se encuentra nada. Al repetirlo, solo se obtienen esas.</translation>
  </message>
  <message>
   <location filename="../plugin/online/picture.py" />
   <source>The {0} service at {1} could not be opened. Check the address and the parameters, and that the server answers.</source>
   <translation>No se pudo abrir el servicio {0} en {1}. Compruebe la dirección y los parámetros, y que el servidor responde.</translation>
  </message>
  <message>
   <location filename="../plugin/online/picture.py" />
   <source>Layer '{0}' cannot be drawn: its source did not answer, or is gone. Check the connection, or remove the layer and add it again.</source>
   <translation>La capa «{0}» no se puede dibujar: su fuente no respondió o ya no existe. Compruebe la conexión, o quite la capa y añádala de nuevo.</translation>
  </message>
  <message>
   <location filename="../plugin/online/resolution.py" />
   <source>There is no ground at ({0}, {1}) in {2}. Choose areas or an extent where there is.</source>
   <translation>No hay terreno en ({0}, {1}) en {2}. Elija áreas o una extensión donde lo haya.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/alignlabels.py" />
   <source>Writing the labels</source>
   <translation>Escribiendo las etiquetas</translation>
  </message>
  <message>
   <location filename="../plugin/processing/alignlabels.py" />
   <source>Finds the shift between labels and what a model sees in the imagery, and moves the labels.</source>
   <translation>Encuentra el desplazamiento entre las etiquetas y lo que un modelo ve en la imagen, y mueve las etiquetas.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/append_to.py" />
   <source>Adding to {0}: {1}</source>
   <translation>Añadiendo a {0}: {1}</translation>
  </message>
  <message>
   <location filename="../plugin/processing/append_to.py" />
   <source>{0} is no vector layer. Choose a layer of polygons.</source>
   <translation>{0} no es una capa vectorial. Elija una capa de polígonos.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/append_to.py" />
   <source>The footprints are kept in {0} for {1} days.</source>
   <translation>Las huellas se conservan en {0} durante {1} días.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/cacheimagery.py" />
   <source>Writing the GeoTIFF</source>
   <translation>Escribiendo el GeoTIFF</translation>
  </message>
  <message>
   <location filename="../plugin/processing/cacheimagery.py" />
   <source>{0} would be a GeoTIFF. Give a name that ends in .tif.</source>
   <translation>{0} sería un GeoTIFF. Indique un nombre que termine en .tif.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/cacheimagery.py" />
   <source>Fetches imagery of a service, or a layer as it is drawn, into a GeoTIFF.</source>
   <translation>Obtiene la imagen de un servicio, o una capa tal como se dibuja, en un GeoTIFF.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/cacheimagery.py" />
   <source>Both areas and an extent were given. Leave one of AREAS and EXTENT empty.</source>
   <translation>Se indicaron tanto áreas como una extensión. Deje vacío AREAS o EXTENT.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/compare.py" />
   <source>Tells which buildings are new, gone, changed, unchanged, split or merged, with the overlap of each.</source>
   <translation>Dice qué edificios son nuevos, han desaparecido, han cambiado, siguen igual, se dividieron o se unieron, con el solape de cada uno.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/compare.py" />
   <source>Compare two layers of footprints</source>
   <translation>Comparar dos capas de huellas</translation>
  </message>
  <message>
   <location filename="../plugin/processing/destinations.py" />
   <source>{0} holds {1} layers ({2}), and {3} would replace them all. Choose another file, or a GeoPackage (*.gpkg), to which a layer is added.</source>
   <translation>{0} contiene {1} capas ({2}), y {3} las sustituiría todas. Elija otro archivo, o un GeoPackage (*.gpkg), al que se añade una capa.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/destinations.py" />
   <source>{0} would be written to {1}, which belongs to an input ({2}) and would be lost. Choose another file.</source>
   <translation>{0} se escribiría en {1}, que pertenece a una entrada ({2}) y se perdería. Elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/destinations.py" />
   <source>{0} and {1} would both be written to {2}. Choose another file for one.</source>
   <translation>{0} y {1} se escribirían ambos en {2}. Elija otro archivo para uno.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/evaluate.py" />
   <source>Compares footprints with reference outlines: F1, precision, recall, and a layer of what is wrong.</source>
   <translation>Compara huellas con contornos de referencia: F1, precisión, exhaustividad (recall) y una capa de lo que está mal.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/evaluate.py" />
   <source>Score footprints</source>
   <translation>Puntuar huellas</translation>
  </message>
  <message>
   <location filename="../plugin/processing/exportonnx.py" />
   <source>{0} would be an ONNX file. Give a name that ends in .onnx.</source>
   <translation>{0} sería un archivo ONNX. Indique un nombre que termine en .onnx.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/exportonnx.py" />
   <source>Writes a model as a file that other programs can run.</source>
   <translation>Escribe un modelo como archivo que otros programas pueden ejecutar.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/exportonnx.py" />
   <source>Export a model as ONNX</source>
   <translation>Exportar un modelo como ONNX</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>a few seconds left</source>
   <translation>quedan unos segundos</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>about {n} s left</source>
   <translation>quedan unos {n} s</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>about {n} min left</source>
   <translation>quedan unos {n} min</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>about {n} h left</source>
   <translation>quedan unas {n} h</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>loss {n}</source>
   <translation>pérdida {n}</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>held-out F1 {n}</source>
   <translation>F1 reservado {n}</translation>
  </message>
  <message>
   <location filename="../plugin/processing/feedback_adapter.py" />
   <source>held-out IoU {n}</source>
   <translation>IoU reservado {n}</translation>
  </message>
  <message>
   <location filename="../plugin/processing/finetune.py" />
   <source>Teaches a model what buildings look like in your imagery.</source>
   <translation>Enseña a un modelo cómo son los edificios en sus imágenes.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/finetune.py" />
   <source>The same request with RESUME={0} goes on from the last weights saved there.</source>
   <translation>La misma solicitud con RESUME={0} continúa desde los últimos pesos guardados allí.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/finetune.py" />
   <source>No weights had been saved yet, so the run must be started anew.</source>
   <translation>Aún no se habían guardado pesos, así que la ejecución se debe empezar de nuevo.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/finetune.py" />
   <source>Fine-tune a model</source>
   <translation>Ajustar un modelo</translation>
  </message>
  <message>
   <location filename="../plugin/processing/job_inputs.py" />
   <source>No imagery was given. Choose at least one raster layer.</source>
   <translation>No se indicaron imágenes. Elija al menos una capa ráster.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/job_inputs.py" />
   <source>The extent {0} has no area. Write it as 'xmin,xmax,ymin,ymax [EPSG:code]'.</source>
   <translation>La extensión {0} no tiene superficie. Escríbala como 'xmin,xmax,ymin,ymax [EPSG:code]'.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/learningcurve.py" />
   <source>Trains on more and more of the labels, and tells whether more of them would help.</source>
   <translation>Entrena con cada vez más etiquetas, y dice si más de ellas ayudarían.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/learningcurve.py" />
   <source>The same request with RESUME={0} goes on after the trainings that are finished.</source>
   <translation>La misma solicitud con RESUME={0} continúa tras los entrenamientos terminados.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/learningcurve.py" />
   <source>How many labels do I need?</source>
   <translation>¿Cuántas etiquetas necesito?</translation>
  </message>
  <message>
   <location filename="../plugin/processing/online_inputs.py" />
   <source>The request in {0} cannot be read ({1}). Leave RESUME empty to start anew.</source>
   <translation>No se puede leer la solicitud de {0} ({1}). Deje RESUME vacío para empezar de nuevo.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/online_inputs.py" />
   <source>Fetching imagery from {service}: {n} of {all} parts</source>
   <translation>Obteniendo imagen de {service}: {n} de {all} partes</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>{0} is a folder. Give the name of a file in it.</source>
   <translation>{0} es una carpeta. Indique el nombre de un archivo en ella.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>There is no folder {0} for {1}. Make it, or choose another.</source>
   <translation>No existe la carpeta {0} para {1}. Créela, o elija otra.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>The name {0} is too long for a file that is written beside its place first. Give a shorter one.</source>
   <translation>El nombre {0} es demasiado largo para un archivo que primero se escribe junto a su lugar. Indique uno más corto.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>{0} cannot be written: {1}. Choose another place.</source>
   <translation>No se puede escribir {0}: {1}. Elija otro lugar.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>{0} is a raster. Give a layer of polygons.</source>
   <translation>{0} es un ráster. Indique una capa de polígonos.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/parameters.py" />
   <source>The extent '{0}' cannot be read. Write it as 'xmin,xmax,ymin,ymax [EPSG:code]'.</source>
   <translation>No se puede leer la extensión «{0}». Escríbala como «xmin,xmax,ymin,ymax [EPSG:code]».</translation>
  </message>
  <message>
   <location filename="../plugin/processing/predict.py" />
   <source>Writing the footprints</source>
   <translation>Escribiendo las huellas</translation>
  </message>
  <message>
   <location filename="../plugin/processing/predict.py" />
   <source>{0} could not be written: {1}. Check the free space.</source>
   <translation>{0} no se pudo escribir: {1}. Compruebe el espacio libre.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/predict.py" />
   <source>Finds buildings in imagery and draws their outlines.</source>
   <translation>Busca edificios en imágenes y dibuja sus contornos.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/predict.py" />
   <source>The footprints have no place to go. Name a layer or a file in FOOTPRINTS, or a layer in APPEND_TO.</source>
   <translation>Las huellas no tienen destino. Indique una capa o un archivo en FOOTPRINTS, o una capa en APPEND_TO.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/pretrain.py" />
   <source>Teaches an encoder what your imagery looks like, without any label, as a base model for fine-tuning.</source>
   <translation>Enseña a un codificador cómo son sus imágenes, sin ninguna etiqueta, como modelo base para el ajuste.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/pretrain.py" />
   <source>The same request with RESUME={0} goes on from the last weights saved there; with a time limit that is over already, it only writes them.</source>
   <translation>La misma petición con RESUME={0} sigue desde los últimos pesos guardados allí; con un límite de tiempo ya cumplido, solo los escribe.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/pretrain.py" />
   <source>{0} must end in {1}, so that a fine-tuning takes it as its base model.</source>
   <translation>{0} debe terminar en {1} para que un ajuste lo tome como modelo base.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/pretrain.py" />
   <source>The same request with RESUME={0} goes on with the windows that had been drawn, if any.</source>
   <translation>La misma petición con RESUME={0} sigue con las ventanas que ya se habían extraído, si las hay.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/pretrain.py" />
   <source>Pretrain an encoder without labels</source>
   <translation>Preentrenar un codificador sin etiquetas</translation>
  </message>
  <message>
   <location filename="../plugin/processing/regularize.py" />
   <source>Draws the outlines of buildings with straight walls, square corners and common walls.</source>
   <translation>Dibuja los contornos de los edificios con muros rectos, esquinas en ángulo recto y muros comunes.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/regularize.py" />
   <source>Regularize building footprints</source>
   <translation>Regularizar huellas de edificios</translation>
  </message>
  <message>
   <location filename="../plugin/processing/reviewgrid.py" />
   <source>Makes a layer of square cells over an extent, to check footprints cell by cell.</source>
   <translation>Crea una capa de celdas cuadradas sobre una extensión, para revisar las huellas celda por celda.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/reviewgrid.py" />
   <source>Make cells to check</source>
   <translation>Crear celdas para revisar</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_algorithm.py" />
   <source>Both a run to resume and a run folder were given. Leave one of RESUME and RUN_FOLDER empty: the folder of a run that was written down is resumed by torchrun itself.</source>
   <translation>Se dieron una ejecución que reanudar y una carpeta para una ejecución. Deje vacío RESUME o RUN_FOLDER: torchrun mismo reanuda la carpeta de una ejecución que se dejó escrita.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>{0} is not empty. RUN_FOLDER takes a new or an empty folder.</source>
   <translation>{0} no está vacía. RUN_FOLDER admite una carpeta nueva o vacía.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>No such folder: {0}. RESUME takes the folder of a job that was cut off.</source>
   <translation>No existe la carpeta {0}. RESUME toma la carpeta de un trabajo que se interrumpió.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>There is nothing to go on with in {0}: it holds no request.json. Look in {1}.</source>
   <translation>No hay nada con lo que continuar en {0}: no contiene request.json. Mire en {1}.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>{0} belongs to another algorithm ({1}); this one goes on with a {2}.</source>
   <translation>{0} pertenece a otro algoritmo ({1}); este continúa con {2}.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>No temporary folder for the job could be made: {0}. Set the variable TMPDIR (TEMP on Windows) to a folder that you may write to.</source>
   <translation>No se pudo crear una carpeta temporal para el trabajo: {0}. Ponga la variable TMPDIR (TEMP en Windows) en una carpeta en la que pueda escribir.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/run_folders.py" />
   <source>{0} cannot be made or read ({1}). Choose another folder.</source>
   <translation>{0} no se puede crear o leer ({1}). Elija otra carpeta.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/selftest.py" />
   <source>{0} could not be written: {1}. Choose another place.</source>
   <translation>No se pudo escribir {0}: {1}. Elija otro lugar.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/selftest.py" />
   <source>Tests whether all of Roofline works on this computer, and how fast.</source>
   <translation>Prueba si todo Roofline funciona en este ordenador, y con qué rapidez.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/setup.py" />
   <source>{0} It needs the packages, so nothing was changed.</source>
   <translation>{0} Necesita los paquetes, así que no se ha cambiado nada.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/setup.py" />
   <source>Installs the packages that Roofline learns with.</source>
   <translation>Instala los paquetes con los que aprende Roofline.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/setup.py" />
   <source>Set up Roofline</source>
   <translation>Instalar Roofline</translation>
  </message>
  <message>
   <location filename="../plugin/processing/suggest.py" />
   <source>Writing the suggested areas</source>
   <translation>Escribiendo las áreas sugeridas</translation>
  </message>
  <message>
   <location filename="../plugin/processing/suggest.py" />
   <source>Ranks squares of the imagery by the wrong footprints that the model expects there.</source>
   <translation>Ordena cuadrados de las imágenes por los contornos erróneos que el modelo espera allí.</translation>
  </message>
  <message>
   <location filename="../plugin/processing/suggest.py" />
   <source>Suggest where to label next</source>
   <translation>Sugerir dónde etiquetar ahora</translation>
  </message>
  <message>
   <location filename="../plugin/processing/worker_algorithm.py" />
   <source>A layer from a service (XYZ, WMS, WMTS, WCS, ArcGIS) is fetched where it is needed, and kept; its URI may stand in place of a layer.</source>
   <translation>Una capa de un servicio (XYZ, WMS, WMTS, WCS, ArcGIS) se obtiene donde hace falta y se conserva; su URI puede estar en lugar de una capa.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>Layer '{0}' has no column {1}, so it is no grid of cells to check. Make one on the page Check, or with roofline:reviewgrid.</source>
   <translation>La capa «{0}» no tiene la columna {1}, así que no es una cuadrícula de celdas para revisar. Cree una en la página Revisar o con roofline:reviewgrid.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>Columns {0} of layer '{1}' must hold texts. Make a grid of cells on the page Check, or with roofline:reviewgrid.</source>
   <translation>Las columnas {0} de la capa «{1}» deben contener textos. Cree una cuadrícula de celdas en la página Revisar o con roofline:reviewgrid.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>The cells of layer '{0}' cannot be changed: it is read-only here, or its user may not change it. Choose another layer, or ask for the right.</source>
   <translation>Las celdas de la capa «{0}» no se pueden cambiar: aquí es de solo lectura, o su usuario no puede cambiarla. Elija otra capa o pida el permiso.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>The cells of layer '{0}' cannot be read any more. Check that its file or its database is there, and try again.</source>
   <translation>Las celdas de la capa «{0}» ya no se pueden leer. Compruebe que su archivo o su base de datos está ahí e inténtelo de nuevo.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>Layer '{0}' has something else for cell {1} than was written ({2}, {3}): a trigger of its database? Take it away.</source>
   <translation>La capa «{0}» tiene para la celda {1} algo distinto de lo que se escribió ({2}, {3}): ¿un disparador de su base de datos? Quítelo.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>Layer '{0}' has a filter by '{1}', which hides its cells as soon as they are taken or checked. Take it away (right-click &gt; Filter), and try again.</source>
   <translation>La capa «{0}» tiene un filtro por «{1}», que oculta sus celdas en cuanto se toman o se revisan. Quítelo (clic derecho &gt; Filtrar) e inténtelo de nuevo.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>Column '{0}' of layer '{1}' takes {2} characters, which are too few for '{3}'. Make it longer, or choose other cells.</source>
   <translation>La columna «{0}» de la capa «{1}» admite {2} caracteres, demasiado pocos para «{3}». Hágala más larga o elija otras celdas.</translation>
  </message>
  <message>
   <location filename="../plugin/review/cell_table.py" />
   <source>The cell in layer '{0}' could not be changed: {1}. Nothing is lost; try again.</source>
   <translation>La celda de la capa «{0}» no se pudo cambiar: {1}. No se ha perdido nada; inténtelo de nuevo.</translation>
  </message>
  <message>
   <location filename="../plugin/review/checked_cells.py" />
   <source>The footprints do not exist in {0}, the CRS of the cells. Choose cells that lie where the footprints are.</source>
   <translation>Las huellas no existen en {0}, el SRC de las celdas. Elija celdas que estén donde están las huellas.</translation>
  </message>
  <message>
   <location filename="../plugin/review/columns.py" />
   <source>Layer '{0}' has no column {1}, which checking needs. Choose footprints that were found with Predict, or add it in the layer's attribute table.</source>
   <translation>La capa «{0}» no tiene la columna {1}, que la revisión necesita. Elija huellas encontradas con «Predecir», o añádala en la tabla de atributos de la capa.</translation>
  </message>
  <message>
   <location filename="../plugin/review/columns.py" />
   <source>Column 'status' of layer '{0}' holds no text, but must take words such as accepted. Choose footprints that were found with Predict.</source>
   <translation>La columna «status» de la capa «{0}» no contiene texto, pero debe admitir palabras como accepted. Elija huellas encontradas con «Predecir».</translation>
  </message>
  <message>
   <location filename="../plugin/review/columns.py" />
   <source>Column 'status' of layer '{0}' takes {1} characters, which are too few for '{2}'. Make it longer, or choose footprints that were found with Predict.</source>
   <translation>La columna «status» de la capa «{0}» admite {1} caracteres, que son muy pocos para «{2}». Hágala más larga o elija huellas encontradas con «Predecir».</translation>
  </message>
  <message>
   <location filename="../plugin/review/edit_command.py" />
   <source>Layer '{0}' did not take the edit. Check that it can be edited with QGIS's own tools.</source>
   <translation>La capa «{0}» no aceptó la edición. Compruebe que se puede editar con las herramientas de QGIS.</translation>
  </message>
  <message>
   <location filename="../plugin/review/edit_command.py" />
   <source>Save a copy as a GeoPackage (right-click the layer &gt; Export &gt; Save Features As) and choose that.</source>
   <translation>Guarde una copia como GeoPackage (clic derecho en la capa &gt; Exportar &gt; Guardar objetos como) y elíjala.</translation>
  </message>
  <message>
   <location filename="../plugin/review/grid_session.py" />
   <source>{0} cells of layer '{1}' were changed by others as soon as they were to be taken. Try again.</source>
   <translation>Otros cambiaron {0} celdas de la capa «{1}» justo cuando se iban a tomar. Inténtelo de nuevo.</translation>
  </message>
  <message>
   <location filename="../plugin/review/grid_session.py" />
   <source>Cell {0} was taken over by {1} meanwhile, and has no verdict of yours. What you did to its footprints is kept.</source>
   <translation>Entretanto {1} se hizo cargo de la celda {0}, que queda sin veredicto suyo. Lo que hizo usted en sus huellas se conserva.</translation>
  </message>
  <message>
   <location filename="../plugin/review/grid_session.py" />
   <source>Cell {0} was changed by somebody else since, and stays as it is now.</source>
   <translation>Otra persona ha cambiado la celda {0} desde entonces, y queda como está ahora.</translation>
  </message>
  <message>
   <location filename="../plugin/review/review_grid.py" />
   <source>The extent {0} has no area on the ground. Choose another one.</source>
   <translation>La extensión {0} no tiene superficie en el terreno. Elija otra.</translation>
  </message>
  <message>
   <location filename="../plugin/review/review_grid.py" />
   <source>{0} cells with sides of {1} m are more than {2}. Try {3} m, or a smaller part.</source>
   <translation>{0} celdas con lados de {1} m son más de {2}. Pruebe con {3} m o con una parte más pequeña.</translation>
  </message>
  <message>
   <location filename="../plugin/review/review_grid.py" />
   <source>This part of the map does not exist in {0}, the CRS of the footprints. Zoom in on them.</source>
   <translation>Esta parte del mapa no existe en {0}, el SRC de las huellas. Acérquese a ellas.</translation>
  </message>
  <message>
   <location filename="../plugin/review/review_grid.py" />
   <source>The cells could not be written to {0} ({1}). Check the free space, and that no other program holds the file.</source>
   <translation>Las celdas no se pudieron escribir en {0} ({1}). Compruebe el espacio libre y que ningún otro programa retenga el archivo.</translation>
  </message>
  <message>
   <location filename="../plugin/review/spatial_queries.py" />
   <source>This cell does not exist in {0}, the CRS of layer '{1}'. Choose cells that lie where the footprints are.</source>
   <translation>Esta celda no existe en {0}, el SRC de la capa «{1}». Elija celdas que estén donde están las huellas.</translation>
  </message>
  <message>
   <location filename="../plugin/review/squares.py" />
   <source>Layer '{0}' has no column 'role', which tells squares to label from areas that are labelled. Choose another layer of areas, or make one with New.</source>
   <translation>La capa «{0}» no tiene la columna «role», que distingue los cuadrados que etiquetar de las áreas etiquetadas. Elija otra capa de áreas, o cree una con «Nueva».</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>Layer '{0}' has a filter, and the ground of the footprints that it hides would count as ground without any. Take it away (right-click &gt; Filter), and try again.</source>
   <translation>La capa «{0}» tiene un filtro, y el terreno de las huellas que oculta contaría como terreno sin ninguna. Quítelo (clic derecho &gt; Filtrar) e inténtelo de nuevo.</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>There are no footprints to use. Find some with Predict, or choose a layer of footprints.</source>
   <translation>No hay huellas que usar. Busque algunas con «Predecir», o elija una capa de huellas.</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>The map shows nothing of '{0}'. Zoom to the footprints that you checked.</source>
   <translation>El mapa no muestra nada de «{0}». Acerque el mapa a las huellas que revisó.</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>What the map shows does not exist in {0}. Zoom in on the footprints that you checked.</source>
   <translation>Lo que muestra el mapa no existe en {0}. Acerque el mapa a las huellas que revisó.</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>These footprints have no place in {0}.</source>
   <translation>Estas huellas no tienen lugar en {0}.</translation>
  </message>
  <message>
   <location filename="../plugin/review/use_as_labels.py" />
   <source>Layer '{0}' did not take the labels. Check that it is a polygon layer that can be edited.</source>
   <translation>La capa «{0}» no aceptó las etiquetas. Compruebe que es una capa de polígonos que se puede editar.</translation>
  </message>
  <message>
   <location filename="../plugin/translation.py" />
   <source>en</source>
   <translation>es</translation>
  </message>
  <message>
   <location filename="../plugin/worker/client.py" />
   <source>The worker stopped in the middle of the job: {0}. What it wrote last is in {1}.</source>
   <translation>El proceso de trabajo se detuvo en mitad del trabajo: {0}. Lo último que escribió está en {1}.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/client.py" />
   <source>The worker speaks protocol {0}, the plugin {1}. Restart QGIS.</source>
   <translation>El proceso de trabajo habla el protocolo {0}, el complemento {1}. Reinicie QGIS.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/client.py" />
   <source>Make its environment again: 'Set up Roofline' in the toolbox, or 'qgis_process run roofline:setup -- REPAIR=true'.</source>
   <translation>Cree otra vez su entorno: «Instalar Roofline» en la caja de herramientas, o 'qgis_process run roofline:setup -- REPAIR=true'.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/client.py" />
   <source>Roofline is being closed, so the job did not begin.</source>
   <translation>Roofline se está cerrando, así que el trabajo no empezó.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/client.py" />
   <source>Waiting for another job of this QGIS to end.</source>
   <translation>Espera a que termine otro trabajo de este QGIS.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/job_folder.py" />
   <source>{0} already holds 999 folders called {1}.</source>
   <translation>{0} ya contiene 999 carpetas llamadas {1}.</translation>
  </message>
  <message>
   <location filename="../plugin/worker/network.py" />
   <source>{0} cannot be written: {1}. Check the rights on that folder.</source>
   <translation>No se puede escribir {0}: {1}. Compruebe los permisos de esa carpeta.</translation>
  </message>
  <message>
   <location filename="../protocol/ground.py" />
   <source>{0} has a CRS that is bound to no place on earth ({1}). Assign the right one: right-click the layer &gt; Layer CRS, or for imagery Raster &gt; Projections &gt; Assign Projection.</source>
   <translation>{0} tiene un SRC que no está ligado a ningún lugar de la Tierra ({1}). Asigne el correcto: clic derecho en la capa &gt; SRC de la capa, o para imágenes Ráster &gt; Proyecciones &gt; Asignar proyección.</translation>
  </message>
  <message>
   <location filename="../protocol/job_lock.py" />
   <source>The job in {0} is being done, perhaps by another QGIS. Wait for its end, or cancel it there.</source>
   <translation>El trabajo de {0} está en curso, quizá en otro QGIS. Espere a que termine, o cancélelo allí.</translation>
  </message>
  <message>
   <location filename="../protocol/messages.py" />
   <source>{0} has no field called {1}.</source>
   <translation>{0} no tiene ningún campo llamado {1}.</translation>
  </message>
  <message>
   <location filename="../protocol/messages.py" />
   <source>{0} lacks a field: {1}.</source>
   <translation>A {0} le falta un campo: {1}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} must be yes or no (true or false), got {1}.</source>
   <translation>{0} debe ser sí o no (true o false), no {1}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} must be a text, got {1}.</source>
   <translation>{0} debe ser un texto, no {1}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} must be one of {1}; got {2}.</source>
   <translation>{0} debe ser uno de {1}, no {2}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} must be a {1}number, got {2}.</source>
   <translation>{0} debe ser un {1}número, no {2}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} must lie between {1} and {2}, got {3}.</source>
   <translation>{0} debe estar entre {1} y {2}, no ser {3}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} {1} does not divide by {2}; try {3}.</source>
   <translation>{0} {1} no es divisible por {2}; pruebe {3}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/base.py" />
   <source>{0} has no setting called {1}.</source>
   <translation>{0} no tiene ningún ajuste llamado {1}.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>Target</source>
   <translation>Objetivo</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>What the outlines are of. buildings: things that stand singly, scored one by one (F1). cover: ground of a kind, such as water or forest, scored by the IoU of each class. auto: cover where the names of most classes say so, and none is of buildings.</source>
   <translation>De qué son los contornos. buildings: cosas que están sueltas, puntuadas una a una (F1). cover: suelo de un tipo, como agua o bosque, puntuado por la IoU de cada clase. auto: cover donde los nombres de la mayoría de las clases lo dicen y ninguno es de edificios.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>Unchanged from</source>
   <translation>Sin cambios desde</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>A building whose outlines before and after overlap by this much or more (intersection over union) is unchanged. Raise it where both layers were drawn with care.</source>
   <translation>Un edificio cuyos contornos de antes y después se solapan al menos esto (intersección sobre unión) no ha cambiado. Súbalo donde ambas capas se dibujaron con cuidado.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>Same building from</source>
   <translation>Mismo edificio desde</translation>
  </message>
  <message>
   <location filename="../protocol/settings/evaluation.py" />
   <source>Outlines before and after belong together where this share of the one or of the other lies on its counterpart. What has no counterpart is new or gone.</source>
   <translation>Los contornos de antes y después van juntos donde esta parte de uno u otro está sobre su pareja. Lo que no tiene pareja es nuevo o ha desaparecido.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: resolution</source>
   <translation>ONNX: resolución</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: the ground metres a pixel at which it looks at the imagery. Empty: as the file says.</source>
   <translation>De un modelo ONNX de otra procedencia: los metros de suelo por píxel a los que mira las imágenes. Vacío: como diga el archivo.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: bands</source>
   <translation>ONNX: bandas</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: the bands that it takes. rgbn: with near infrared last; nrg: near infrared, red, green; pan: one band; order: those of the imagery, in their order. auto: pan, rgb or rgbn by their number, else order.</source>
   <translation>De un modelo ONNX de otra procedencia: las bandas que toma. rgbn: con infrarrojo cercano al final; nrg: infrarrojo cercano, rojo, verde; pan: una banda; order: las de las imágenes, en su orden. auto: pan, rgb o rgbn según su número, si no order.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: scaling</source>
   <translation>ONNX: escalado</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: how it wants the values. unit: from 0 to 1; imagenet: from 0 to 1, then less ImageNet's mean and divided by its deviation; raw: as they are in the raster; raster: less the mean of the raster and divided by its deviation. auto: as the file says, else unit.</source>
   <translation>De un modelo ONNX de otra procedencia: cómo quiere los valores. unit: de 0 a 1; imagenet: de 0 a 1, menos la media de ImageNet y dividido por su desviación; raw: como están en el ráster; raster: menos la media del ráster y dividido por su desviación. auto: como diga el archivo, si no unit.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: white</source>
   <translation>ONNX: blanco</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: the value in the raster that becomes 1. Empty: 255.</source>
   <translation>De un modelo ONNX de otra procedencia: el valor del ráster que pasa a ser 1. Vacío: 255.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: output</source>
   <translation>ONNX: salida</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: what it gives. probabilities: from 0 to 1; sigmoid: logits, each channel by itself; softmax: logits of channels that exclude each other. auto: by a look at what comes out.</source>
   <translation>De un modelo ONNX de otra procedencia: qué da. probabilities: de 0 a 1; sigmoid: logits, cada canal por sí mismo; softmax: logits de canales que se excluyen entre sí. auto: mirando lo que sale.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX: channel</source>
   <translation>ONNX: canal</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of an ONNX model from elsewhere: the number of the channel that is building; the first is 0. Empty: the one called building or roof in the file, else the second, or the only one.</source>
   <translation>De un modelo ONNX de otra procedencia: el número del canal que es edificio; el primero es 0. Vacío: el que se llama building o roof en el archivo, si no el segundo, o el único.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Outline anything</source>
   <translation>Trazar cualquier cosa</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>A promptable model outlines what is clicked, of any kind, and not only buildings.</source>
   <translation>Un modelo que entiende clics traza lo que se pulsa, de cualquier clase, y no solo edificios.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>ONNX file</source>
   <translation>Archivo ONNX</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of a promptable model: its encoder, or its decoder.</source>
   <translation>De un modelo que entiende clics: su codificador o su decodificador.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Other ONNX file</source>
   <translation>El otro archivo ONNX</translation>
  </message>
  <message>
   <location filename="../protocol/settings/external_models.py" />
   <source>Of a promptable model: the other one of the two.</source>
   <translation>De un modelo que entiende clics: el otro de los dos.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Requests at once</source>
   <translation>Peticiones a la vez</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Of imagery from a service (XYZ, WMTS): how many tiles it is asked for at the same time. A service without tiles (WMS, WCS) is asked for one picture at a time.</source>
   <translation>De imágenes de un servicio (XYZ, WMTS): cuántas teselas se le piden a la vez. A un servicio sin teselas (WMS, WCS) se le pide una imagen tras otra.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Most to fetch</source>
   <translation>Máximo que se obtiene</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Imagery from a service is refused where more than so many million pixels would have to be fetched. 500 million are 45 km² at 0.3 m.</source>
   <translation>La imagen de un servicio se rechaza si habría que obtener más de tantos millones de píxeles. 500 millones son 45 km² a 0,3 m.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>As drawn</source>
   <translation>Como se dibuja</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Take imagery from files and coverages (WCS) as QGIS draws it, with the style of its layer (colors of a palette, contrast, a choice of bands), and not its values. A style that changes nothing is not drawn. Imagery from other services is always taken so.</source>
   <translation>Tomar las imágenes de archivos y coberturas (WCS) como las dibuja QGIS, con el estilo de su capa (colores de una paleta, contraste, selección de bandas), y no sus valores. Un estilo que no cambia nada no se dibuja. Las imágenes de otros servicios siempre se toman así.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Resolution</source>
   <translation>Resolución</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Ground metres a pixel. A service with levels of its own gives the one that suits; a file keeps its pixels. Empty: that of the built-in model.</source>
   <translation>Metros de terreno por píxel. Un servicio con niveles propios da el adecuado; un archivo conserva sus píxeles. Vacío: la del modelo incluido.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Take a coverage (WCS) as QGIS draws it, with the style of its layer, and not its values. Any other layer is always taken so.</source>
   <translation>Tomar una cobertura (WCS) como la dibuja QGIS, con el estilo de su capa, y no sus valores. Cualquier otra capa se toma siempre así.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>Unused for</source>
   <translation>Sin usar desde hace</translation>
  </message>
  <message>
   <location filename="../protocol/settings/imagery.py" />
   <source>How many days imagery was not used that is removed. 0: all of it.</source>
   <translation>Cuántos días llevan sin usarse las imágenes que se eliminan. 0: todas.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Largest shift</source>
   <translation>Desplazamiento máximo</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Shifts up to so many metres to each side are tried. Where buildings stand in rows, more than the way to the next one finds the neighbours instead.</source>
   <translation>Se prueban desplazamientos de hasta tantos metros a cada lado. Donde los edificios están en fila, más que la distancia al siguiente encuentra a los vecinos.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Points</source>
   <translation>Puntos</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>How many numbers of labels to train with, from a few to all of them. Each is a training.</source>
   <translation>Con cuántos números de etiquetas entrenar, de unas pocas a todas. Cada uno es un entrenamiento.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Repeats</source>
   <translation>Repeticiones</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>How often each number is trained with, on labels drawn anew. More repeats give surer answers.</source>
   <translation>Con qué frecuencia se entrena con cada número, con etiquetas sacadas de nuevo. Más repeticiones dan respuestas más seguras.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Strategies</source>
   <translation>Estrategias</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Strategies to compare, such as staged,decoder,scratch: each is trained with each number of labels, so it takes as many times as long. Empty: the one of STRATEGY.</source>
   <translation>Estrategias que comparar, como staged,decoder,scratch: cada una se entrena con cada número de etiquetas, así que tarda tantas veces más. Vacío: la de STRATEGY.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Squares</source>
   <translation>Cuadrados</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>How many squares to suggest.</source>
   <translation>Cuántos cuadrados sugerir.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Bands</source>
   <translation>Bandas</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Side of the suggested squares on the ground.</source>
   <translation>Lado de los cuadrados sugeridos sobre el suelo.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Batch size</source>
   <translation>Tamaño de lote</translation>
  </message>
  <message>
   <location filename="../protocol/settings/labelling.py" />
   <source>Windows in one pass of the network. Lower it when memory runs out.</source>
   <translation>Ventanas en una pasada de la red. Redúzcalo si falta memoria.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Refresh</source>
   <translation>Refresco</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>What the model finds in the view is shown anew after so many seconds at most.</source>
   <translation>Lo que el modelo encuentra en la vista se muestra de nuevo a más tardar tras estos segundos.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>New labels</source>
   <translation>Etiquetas nuevas</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>How many times as often a new or changed label is learned from at first.</source>
   <translation>Cuántas veces más se aprende al principio de una etiqueta nueva o cambiada.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>New for</source>
   <translation>Nuevas durante</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>For so many steps a label counts as new.</source>
   <translation>Durante estos pasos una etiqueta cuenta como nueva.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Rest after</source>
   <translation>Descanso tras</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Training rests when the mean loss of so many steps is hardly lower than that of as many before, and the held-out score is no better.</source>
   <translation>El entrenamiento descansa cuando la pérdida media de estos pasos apenas es menor que la de otros tantos anteriores y la puntuación reservada no es mejor.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Least gain</source>
   <translation>Mejora mínima</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>The loss counts as lower from this share on.</source>
   <translation>A partir de esta proporción la pérdida cuenta como menor.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Rest at the latest</source>
   <translation>Descanso a más tardar</translation>
  </message>
  <message>
   <location filename="../protocol/settings/live.py" />
   <source>Training rests after so many steps without a new or changed label.</source>
   <translation>El entrenamiento descansa tras estos pasos sin una etiqueta nueva o cambiada.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>The bands of the imagery that the model reads, by number or name and in the order of the model's, such as 4,3,2 or nir,red,green. Empty: matched by their names.</source>
   <translation>Las bandas de las imágenes que lee el modelo, por número o nombre y en el orden del modelo, como 4,3,2 o nir,red,green. Vacío: asignadas por sus nombres.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Threshold</source>
   <translation>Umbral</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Probability from which a pixel is building. Empty: the value chosen when the model was made.</source>
   <translation>Probabilidad a partir de la cual un píxel es edificio. Vacío: el valor elegido al hacer el modelo.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Minimum area</source>
   <translation>Superficie mínima</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Smaller footprints and holes are dropped. Empty: the value chosen when the model was made.</source>
   <translation>Las huellas y los huecos menores se descartan. Vacío: el valor elegido al hacer el modelo.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Ground metres a pixel at which the model looks at the imagery; half the size takes four times as long. Empty: that of a tuned model; with one that has learned at several, the one at which it is surest in this imagery.</source>
   <translation>Metros de suelo por píxel a los que el modelo mira las imágenes; la mitad tarda cuatro veces más. Vacío: la de un modelo ajustado; con uno que aprendió a varias, aquella en la que está más seguro en estas imágenes.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Regularize</source>
   <translation>Regularizar</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Draw the outlines with straight walls and square corners.</source>
   <translation>Dibujar los contornos con muros rectos y esquinas en ángulo recto.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Window size</source>
   <translation>Tamaño de ventana</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Side of the windows that the network looks at. Divides by 32.</source>
   <translation>Lado de las ventanas que mira la red. Divisible por 32.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Overlap</source>
   <translation>Solape</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Pixels shared by neighbouring windows, so that no seam shows. Counts as a multiple of 64.</source>
   <translation>Píxeles compartidos por ventanas vecinas, para que no se vea ninguna costura. Cuenta como múltiplo de 64.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Flips</source>
   <translation>Volteos</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Look at every window in four mirrored ways and take the mean: better, and takes about four times as long. auto: where the ground has at most 50 megapixels at the model's resolution.</source>
   <translation>Mirar cada ventana en cuatro vistas reflejadas y tomar la media: mejor, y tarda unas cuatro veces más. auto: donde el terreno tiene como máximo 50 megapíxeles a la resolución del modelo.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Backend</source>
   <translation>Motor de cálculo</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>What computes the network: PyTorch (torch) or ONNX Runtime (onnx). auto: whichever is faster on this machine, by a short trial.</source>
   <translation>Qué calcula la red: PyTorch (torch) u ONNX Runtime (onnx). auto: lo que sea más rápido en este ordenador, por una prueba corta.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>Known buildings</source>
   <translation>Edificios conocidos</translation>
  </message>
  <message>
   <location filename="../protocol/settings/prediction.py" />
   <source>What becomes of footprints of which more than half lies on existing buildings. skip: they are left out. mark: they stay, and a column 'known' holds that share (0-1) for every footprint.</source>
   <translation>Qué se hace con las huellas que quedan en más de la mitad sobre edificios existentes. skip: se omiten. mark: se quedan, y una columna «known» contiene esa proporción (0-1) de cada huella.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Time limit</source>
   <translation>Límite de tiempo</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Pretraining ends after this many seconds, the choice of windows among them. 0: no limit.</source>
   <translation>El preentrenamiento termina tras estos segundos, incluida la elección de ventanas. 0: sin límite.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Step limit</source>
   <translation>Límite de pasos</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Pretraining ends after this many batches of windows, even if time is left.</source>
   <translation>El preentrenamiento termina tras estos lotes de ventanas, aunque quede tiempo.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Encoder</source>
   <translation>Codificador</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>The vision transformer that is trained, by timm's name after tu-. tiny has 6 million weights, small 22 and base 86; patches of 8 pixels see more detail than those of 16 and take four times as long.</source>
   <translation>El transformador de visión que se entrena, por el nombre de timm tras tu-. tiny tiene 6 millones de pesos, small 22 y base 86; los trozos de 8 píxeles ven más detalle que los de 16 y tardan cuatro veces más.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Ground metres a pixel at which the encoder looks at the imagery. Empty: that of the coarsest raster.</source>
   <translation>Metros de terreno por píxel con los que el codificador mira las imágenes. Vacío: los del ráster más grueso.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>The bands to learn from, by number or name and in this order, such as 4,3,2 or nir,red,green. Empty: all that every raster has.</source>
   <translation>Las bandas de las que se aprende, por número o nombre y en este orden, como 4,3,2 o nir,red,green. Vacío: todas las que tiene cada ráster.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Side of the windows that the imagery is cut into. Seven eighths of it are seen at a time, cut out and turned at random. Divides by 16.</source>
   <translation>Lado de las ventanas en que se cortan las imágenes. Cada vez se ven siete octavos, recortados y girados al azar. Divisible por 16.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Windows</source>
   <translation>Ventanas</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>How many windows to draw from the imagery and learn from. They are copied into the run's folder.</source>
   <translation>Cuántas ventanas se extraen de las imágenes para aprender de ellas. Se copian en la carpeta de la ejecución.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Sampling</source>
   <translation>Muestreo</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>How windows are drawn. stratified: evenly over clusters of windows with the same statistics, without clouds, uniform ground and near-duplicates. uniform: at random, as much of each kind of ground as there is.</source>
   <translation>Cómo se extraen las ventanas. stratified: por igual entre grupos de ventanas con las mismas estadísticas, sin nubes, terreno uniforme ni casi duplicados. uniform: al azar, tanto de cada tipo de terreno como haya.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Clusters</source>
   <translation>Grupos</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Into how many clusters the windows are put by their statistics.</source>
   <translation>En cuántos grupos se reparten las ventanas por sus estadísticas.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Masked share</source>
   <translation>Parte oculta</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Share of the patches of a window that are hidden, and that the network has to fill in.</source>
   <translation>Parte de los trozos de una ventana que se ocultan y que la red debe rellenar.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Windows in one training step. Lower it when memory runs out.</source>
   <translation>Ventanas en un paso de entrenamiento. Redúzcalo si se agota la memoria.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Learning rate</source>
   <translation>Tasa de aprendizaje</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Greatest step size of the optimizer (AdamW). It rises at first, and then falls to zero along a cosine.</source>
   <translation>Mayor tamaño de paso del optimizador (AdamW). Primero sube y luego baja a cero según un coseno.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Processes</source>
   <translation>Procesos</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>How many processes train side by side, each on batches of its own: a step learns from so many times the batch size. 0: one for each GPU of this machine, or one without a GPU.</source>
   <translation>Cuántos procesos entrenan a la vez, cada uno con sus propios lotes: un paso aprende de tantas veces el tamaño del lote. 0: uno por cada GPU de esta máquina, o uno sin GPU.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Seed</source>
   <translation>Semilla</translation>
  </message>
  <message>
   <location filename="../protocol/settings/pretraining.py" />
   <source>Start of the random numbers; the same seed draws the same windows.</source>
   <translation>Inicio de los números aleatorios; la misma semilla extrae las mismas ventanas.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Simplification</source>
   <translation>Simplificación</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>How far a simplified outline may lie from the traced one. 0: none.</source>
   <translation>Cuánto puede apartarse un contorno simplificado del trazado. 0: ninguna.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Shortest wall</source>
   <translation>Muro más corto</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Steps and annexes with shorter walls are drawn straight.</source>
   <translation>Los escalones y anexos con muros más cortos se dibujan rectos.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Diagonals</source>
   <translation>Diagonales</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Walls at 45 degrees to the others are kept, where they are long enough.</source>
   <translation>Los muros a 45 grados de los demás se conservan donde son bastante largos.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Circles</source>
   <translation>Círculos</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Round buildings, such as tanks, become circles.</source>
   <translation>Los edificios redondos, como los depósitos, pasan a ser círculos.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Neighbourhood</source>
   <translation>Vecindad</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>A building without a clear direction of its own takes that of the buildings this near. 0: each takes its own.</source>
   <translation>Un edificio sin dirección clara propia toma la de los edificios así de cerca. 0: cada uno toma la suya.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Least overlap</source>
   <translation>Solape mínimo</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>An outline stays as it was traced where the regular one would share less than this part with it (intersection over union).</source>
   <translation>Un contorno queda como se trazó donde el regular compartiría con él menos de esta parte (intersección sobre unión).</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>Most shift</source>
   <translation>Desplazamiento máximo</translation>
  </message>
  <message>
   <location filename="../protocol/settings/regularization.py" />
   <source>An outline stays as it was traced where the regular one would lie further than this from it.</source>
   <translation>Un contorno queda como se trazó donde el regular se apartaría de él más que esto.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/review.py" />
   <source>Side of a cell</source>
   <translation>Lado de una celda</translation>
  </message>
  <message>
   <location filename="../protocol/settings/review.py" />
   <source>Side of the cells on the ground. One that fits on the screen while single buildings can be judged is quickest to check.</source>
   <translation>Lado de las celdas en el terreno. La que cabe en la pantalla mientras se pueden juzgar edificios sueltos es la más rápida de revisar.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/review.py" />
   <source>Stands with the cells that you take, check and reject. Empty: that of this computer's user.</source>
   <translation>Consta con las celdas que usted toma, revisa y rechaza. Vacío: el del usuario de este equipo.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Training ends after this many seconds and keeps the best model so far. 0: no limit.</source>
   <translation>El entrenamiento termina tras estos segundos y conserva el mejor modelo hasta el momento. 0: sin límite.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Training ends after this many batches of tiles, even if time is left.</source>
   <translation>El entrenamiento termina tras estos lotes de teselas, aunque quede tiempo.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Ground metres a pixel at which the model looks at the imagery. Empty: that of the base model; of one that has learned at several, the one at which it is surest or finds clearly more of the labels.</source>
   <translation>Metros de suelo por píxel a los que el modelo mira las imágenes. Vacío: los del modelo base; de uno que aprendió a varias resoluciones, aquella a la que está más seguro o encuentra claramente más de las etiquetas.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>The bands of the imagery to learn from, by number or name, such as 4,3,2 or nir,red,green. They stand for those of the base model in its order (red, green, blue); further ones are new to it. With 'only' before them, as in only 2,3,4,8, they are matched by their names, and the others are left out. Empty: all, matched by their names.</source>
   <translation>Las bandas de la imagen de las que se aprende, por número o nombre, como 4,3,2 o nir,red,green. Representan las del modelo base en su orden (rojo, verde, azul); las demás son nuevas para él. Con «only» delante, como en only 2,3,4,8, se emparejan por sus nombres y las otras se dejan fuera. Vacío: todas, emparejadas por sus nombres.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Dates together</source>
   <translation>Fechas juntas</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Rasters of one grid with a date in their names, such as 2019-07-04, are read as one raster with the bands of every date, the earliest first: for crops and other things that a single date does not show. Off: each is learned from by itself.</source>
   <translation>Los rásteres de una misma cuadrícula con una fecha en el nombre, como 2019-07-04, se leen como un solo ráster con las bandas de cada fecha, la más temprana primero: para cultivos y otras cosas que una sola fecha no muestra. Desactivado: se aprende de cada uno por separado.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Place and time</source>
   <translation>Lugar y tiempo</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Tell the network where and when imagery was taken: latitude and longitude, and the date in a file's name or tags. For a base model that is made from a Prithvi of a version TL. Its authors advise against it for most tasks.</source>
   <translation>Decirle a la red dónde y cuándo se tomaron las imágenes: latitud y longitud, y la fecha en el nombre o las etiquetas de un archivo. Para un modelo base hecho de un Prithvi de una versión TL. Sus autores lo desaconsejan en la mayoría de las tareas.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>What the labels outline. buildings: things that stand singly, told apart from their neighbours and drawn with straight walls. cover: ground of a kind, such as water, forest or fields, whose outlines stay as they are traced and whose score is the IoU of each class. auto: cover for a class whose name says so, and for all where pixels are larger than 2 m; else buildings.</source>
   <translation>Lo que delimitan las etiquetas. buildings: cosas que están sueltas, separadas de sus vecinas y dibujadas con paredes rectas. cover: suelo de un tipo, como agua, bosque o campos, cuyos contornos quedan como se trazan y cuya puntuación es la IoU de cada clase. auto: cover para una clase cuyo nombre lo dice, y para todas donde los píxeles miden más de 2 m; si no, buildings.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Tile size</source>
   <translation>Tamaño de tesela</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Side of the square images that the network learns from. Divides by 32.</source>
   <translation>Lado de las imágenes cuadradas de las que aprende la red. Divisible por 32.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Tiles in one training step. Lower it when memory runs out.</source>
   <translation>Teselas en un paso de entrenamiento. Redúzcalo si falta memoria.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Strategy</source>
   <translation>Estrategia</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>What is trained. decoder: the decoder alone, the encoder stays as it is. adapter: the decoder and small added weights in the encoder, for a small model file. full: everything. staged: the decoder first, then everything. scratch: everything from random weights, to compare with. auto: an adapter with fewer than 20 labels or a large encoder, else staged.</source>
   <translation>Qué se entrena. decoder: solo el decodificador, el codificador queda como está. adapter: el decodificador y pequeños pesos añadidos al codificador, para un archivo de modelo pequeño. full: todo. staged: primero el decodificador, luego todo. scratch: todo desde pesos aleatorios, para comparar. auto: un adaptador con menos de 20 etiquetas o un codificador grande, si no staged.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Adapter rank</source>
   <translation>Rango del adaptador</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>How much an adapter can change: the rank of its matrices, or the number of prompts.</source>
   <translation>Cuánto puede cambiar un adaptador: el rango de sus matrices, o el número de prompts.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Adapter kind</source>
   <translation>Tipo de adaptador</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>The kind of adapter: low-rank matrices (lora), with a learned magnitude (dora), Hadamard (loha) or Kronecker (lokr) products, or prompts (vpt), which only a vision transformer can have.</source>
   <translation>El tipo de adaptador: matrices de rango bajo (lora), con una magnitud aprendida (dora), productos de Hadamard (loha) o de Kronecker (lokr), o prompts (vpt), que solo puede tener un transformador de visión.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Decoder</source>
   <translation>Decodificador</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>The decoder of a base model that is made from an encoder (encoder:NAME, or a file of its weights); a model that has one keeps it. unet and upernet are the most exact, fpn is lighter; fcn and linear see only the encoder's last features, to compare encoders with.</source>
   <translation>El decodificador de un modelo base hecho a partir de un codificador (encoder:NAME, o un archivo con sus pesos); un modelo que ya tiene uno lo conserva. unet y upernet son los más exactos, fpn es más ligero; fcn y linear solo ven las últimas características del codificador, para comparar codificadores.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Step size of the optimizer for the decoder. Empty: what suits the strategy.</source>
   <translation>Tamaño de paso del optimizador para el decodificador. Vacío: lo que convenga a la estrategia.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Encoder factor</source>
   <translation>Factor del codificador</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>The encoder, or its adapter, learns at so many times the decoder's learning rate. 0 leaves the encoder as it is. Empty: what suits the strategy.</source>
   <translation>El codificador, o su adaptador, aprende a tantas veces la tasa del decodificador. 0 deja el codificador como está. Vacío: lo que convenga a la estrategia.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Layer decay</source>
   <translation>Decaimiento por capa</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Where the encoder itself is trained: how much slower each layer learns than the one after it, since the first ones hold what is general. 1: all alike. Empty: what suits the encoder: 0.85 for a vision transformer, else 1.</source>
   <translation>Donde se entrena el propio codificador: cuánto más despacio aprende cada capa que la siguiente, pues las primeras guardan lo general. 1: todas igual. Vacío: lo que conviene al codificador: 0.85 para un transformador de visión, si no 1.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Gradient checkpointing</source>
   <translation>Puntos de control de gradientes</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Saves memory: what a block of the network computed is computed again for its gradients, and not kept. A step takes about a third longer. auto: where the memory would not suffice.</source>
   <translation>Ahorra memoria: lo que calculó un bloque de la red se vuelve a calcular para sus gradientes y no se guarda. Un paso tarda alrededor de un tercio más. auto: donde la memoria no bastaría.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Weight averaging</source>
   <translation>Promedio de pesos</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>The model that is scored and kept is a moving average (EMA) of the trained weights: the share that stays at each step. 0: none.</source>
   <translation>El modelo que se puntúa y se conserva es una media móvil (EMA) de los pesos entrenados: la parte que permanece en cada paso. 0: ninguna.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>How many processes train side by side, each on batches of its own: a step learns from so many times the batch size. 0: one for each GPU of this machine, or one without a GPU, where more are seldom faster. A learning curve trains in one.</source>
   <translation>Cuántos procesos entrenan a la vez, cada uno con sus lotes: un paso aprende de tantas veces el tamaño de lote. 0: uno por cada GPU de este ordenador, o uno sin GPU, donde más rara vez son más rápidos. Una curva de aprendizaje entrena en uno.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Replay</source>
   <translation>Repaso</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Share of the tiles that are synthetic scenes of buildings, so that a model that learns a few labels does not forget what it knew. 0: none. They take part where a base that knows buildings learns these from red, green and blue.</source>
   <translation>Parte de las teselas que son escenas sintéticas de edificios, para que un modelo que aprende pocas etiquetas no olvide lo que sabía. 0: ninguna. Intervienen donde una base que conoce edificios los aprende de rojo, verde y azul.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Weight decay</source>
   <translation>Decaimiento de pesos</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>How strongly large weights are pulled back (AdamW).</source>
   <translation>Con cuánta fuerza se reducen los pesos grandes (AdamW).</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Outline tolerance</source>
   <translation>Tolerancia del contorno</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Pixels this near to a label's outline do not count in training, so that small slips of the hand do no harm.</source>
   <translation>Los píxeles así de cerca del contorno de una etiqueta no cuentan en el entrenamiento, para que los pequeños descuidos de la mano no hagan daño.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Background ring</source>
   <translation>Anillo de fondo</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Without areas, the ground this near to a label, and not labelled itself, is taken as background.</source>
   <translation>Sin áreas, el suelo así de cerca de una etiqueta, y no etiquetado él mismo, se toma como fondo.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Held-out share</source>
   <translation>Parte reservada</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Share of the labels held out, in one block, to choose and score the model when no area is held out (role 'validate'). 0: none, and no score.</source>
   <translation>Parte de las etiquetas que se reserva, en un bloque, para elegir y puntuar el modelo cuando ningún área está reservada (papel «validate»). 0: ninguna, y sin puntuación.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Gap</source>
   <translation>Separación</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Width of the strip between the training and the held-out block that belongs to neither.</source>
   <translation>Anchura de la franja entre el bloque de entrenamiento y el reservado que no pertenece a ninguno.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Cross-fitting</source>
   <translation>Puntuación cruzada</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Where labels are too few to hold some out, a third of the time goes into two short trainings, each on one half of the labels and scored on the other. Off: all the time for the model, and no score.</source>
   <translation>Donde hay demasiado pocas etiquetas para reservar algunas, un tercio del tiempo va a dos entrenamientos cortos, cada uno con una mitad de las etiquetas y puntuado en la otra. Desactivado: todo el tiempo para el modelo, y sin puntuación.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Evaluations</source>
   <translation>Evaluaciones</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>How often the model is scored on the held-out part during the run.</source>
   <translation>Con qué frecuencia se puntúa el modelo en la parte reservada durante la ejecución.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Patience</source>
   <translation>Paciencia</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Training ends when so many evaluations in a row brought no better held-out score. 0: it uses all its time.</source>
   <translation>El entrenamiento termina cuando tantas evaluaciones seguidas no trajeron mejor puntuación reservada. 0: usa todo su tiempo.</translation>
  </message>
  <message>
   <location filename="../protocol/settings/training.py" />
   <source>Start of the random numbers; the same seed draws the same tiles.</source>
   <translation>Inicio de los números aleatorios; la misma semilla da las mismas teselas.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Cells</source>
   <translation>Celdas</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>A layer of cells that divide the ground, to check one cell after the other; several people can share one. None: all footprints, one by one</source>
   <translation>Una capa de celdas que dividen el terreno, para revisar una celda tras otra; varias personas pueden compartirla. Ninguna: todas las huellas, una por una</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Make a new layer of cells to check</source>
   <translation>Crear una nueva capa de celdas para revisar</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Side</source>
   <translation>Lado</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Side of a cell on the ground. Proposed is what fits on your screen where each of its pixels is one of the model's</source>
   <translation>Lado de una celda en el terreno. Se propone lo que cabe en su pantalla cuando cada uno de sus píxeles es uno del modelo</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Cell {cell}: no footprint to judge</source>
   <translation>Celda {cell}: ninguna huella por juzgar</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>No open cell is left.</source>
   <translation>No queda ninguna celda abierta.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Draw what is missing in the cell (M), then press C.</source>
   <translation>Dibuje lo que falta en la celda (M) y luego pulse C.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Cell checked</source>
   <translation>Celda revisada</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>All of the cell was looked at, its empty ground too: accept the footprints in it that have no verdict, save, and go to the next cell</source>
   <translation>Se ha mirado toda la celda, también su terreno vacío: aceptar las huellas sin veredicto que hay en ella, guardar e ir a la celda siguiente</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Reject cell</source>
   <translation>Rechazar celda</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>This cell cannot be put right here: leave its footprints as they are, save, and go to the next cell</source>
   <translation>Esta celda no se puede arreglar aquí: dejar sus huellas como están, guardar e ir a la celda siguiente</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Use checked cells</source>
   <translation>Usar celdas revisadas</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>The accepted and edited footprints in checked cells become labels, and the cells an area to train on. All can be undone.</source>
   <translation>Las huellas aceptadas y editadas de las celdas revisadas pasan a ser etiquetas, y las celdas un área de entrenamiento. Todo se puede deshacer.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>No cell is checked yet, or all that are have footprints that nobody checked.</source>
   <translation>Todavía no hay ninguna celda revisada, o todas las revisadas tienen huellas que nadie ha revisado.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Nothing to add: the footprints in checked cells are labels already, in an area.</source>
   <translation>Nada que añadir: las huellas de las celdas revisadas ya son etiquetas, dentro de un área.</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>1 checked cell left out, with footprints that nobody checked</source>
   <translation>1 celda revisada omitida, con huellas que nadie ha revisado</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{n} checked cells left out, with footprints that nobody checked</source>
   <translation>{n} celdas revisadas omitidas, con huellas que nadie ha revisado</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>the cells are an area to train on</source>
   <translation>las celdas son un área de entrenamiento</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Your name</source>
   <translation>Su nombre</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Stands in the layer with the cells that you take, check and reject</source>
   <translation>Consta en la capa con las celdas que usted toma, revisa y rechaza</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Over</source>
   <translation>Sobre</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>The ground that the cells cover</source>
   <translation>El terreno que cubren las celdas</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>The footprints</source>
   <translation>Las huellas</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>The part in view</source>
   <translation>La parte visible</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>The imagery</source>
   <translation>Las imágenes</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Make cells</source>
   <translation>Crear celdas</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Put the cells into a new layer of the project's GeoPackage</source>
   <translation>Poner las celdas en una nueva capa del GeoPackage del proyecto</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{done} of {total} cells</source>
   <translation>{done} de {total} celdas</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{done} of {total} cells: {parts}</source>
   <translation>{done} de {total} celdas: {parts}</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{n} rejected</source>
   <translation>{n} rechazadas</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{n} by others</source>
   <translation>{n} de otros</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>{n} taken by others</source>
   <translation>{n} tomadas por otros</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Cell {cell}: 1 footprint to judge</source>
   <translation>Celda {cell}: 1 huella por juzgar</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Cell {cell}: {n} footprints to judge</source>
   <translation>Celda {cell}: {n} huellas por juzgar</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Next cell</source>
   <translation>Celda siguiente</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Give this cell back, and go to the nearest open one</source>
   <translation>Devolver esta celda e ir a la abierta más cercana</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Whole cell</source>
   <translation>Celda entera</translation>
  </message>
  <message>
   <location filename="../ui/words/cells.py" />
   <source>Show all of the cell on the map</source>
   <translation>Mostrar toda la celda en el mapa</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>Loss {value}</source>
   <translation>Pérdida {value}</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>Held-out F1 {value}</source>
   <translation>F1 reservado {value}</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>Held-out IoU {value}</source>
   <translation>IoU en lo reservado {value}</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>{n} steps</source>
   <translation>{n} pasos</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>step {n}</source>
   <translation>paso {n}</translation>
  </message>
  <message>
   <location filename="../ui/words/chart.py" />
   <source>Loss (how wrong the model is on your labels) and held-out F1 (1 is best) appear here as the training goes on.</source>
   <translation>La pérdida (cuánto yerra el modelo en sus etiquetas) y el F1 reservado (1 es lo mejor) aparecen aquí durante el entrenamiento.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Footprints</source>
   <translation>Huellas</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>The polygon layer with what was found</source>
   <translation>La capa de polígonos con lo encontrado</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Find footprints with Predict, or choose a layer of footprints here.</source>
   <translation>Busque huellas con «Predecir», o elija aquí una capa de huellas.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>This layer has no footprints.</source>
   <translation>Esta capa no tiene huellas.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Start checking</source>
   <translation>Empezar a revisar</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Look at the footprints one by one, with the keys that stand on the buttons. The keys work wherever you clicked last in QGIS's window, but in a text field they are letters</source>
   <translation>Ver las huellas una por una, con las teclas que figuran en los botones. Las teclas funcionan dondequiera que haya pulsado por última vez en la ventana de QGIS; en un campo de texto son letras</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Stop checking</source>
   <translation>Dejar de revisar</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Put the checking tool away. What was checked stays.</source>
   <translation>Guardar la herramienta de revisión. Lo revisado se conserva.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Order</source>
   <translation>Orden</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>In which order the footprints come</source>
   <translation>En qué orden vienen las huellas</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{checked} of {total} checked</source>
   <translation>{checked} de {total} revisadas</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{checked} of {total} checked: {parts}</source>
   <translation>{checked} de {total} revisadas: {parts}</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>All {total} checked: {parts}.</source>
   <translation>Las {total} revisadas: {parts}.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Confidence {confidence}, {area} m²</source>
   <translation>Confianza {confidence}, {area} m²</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>No confidence, {area} m²</source>
   <translation>Sin confianza, {area} m²</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{facts}, {status}</source>
   <translation>{facts}, {status}</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Move its corners, then go on.</source>
   <translation>Mueva sus vértices y siga adelante.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Click both ends of one side of the missing footprint, then how deep it is. Esc goes back.</source>
   <translation>Pulse en los dos extremos de un lado de la huella que falta y luego hasta dónde llega. Esc vuelve atrás.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Draw a missing footprint</source>
   <translation>Dibujar una huella que falta</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Add what was not found, by three clicks. It comes into the layer, marked as edited</source>
   <translation>Añadir con tres clics lo que no se encontró. Pasa a la capa, marcado como editado</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{name} ({key})</source>
   <translation>{name} ({key})</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{help}. Key: {keys}</source>
   <translation>{help}. Tecla: {keys}</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Hold to compare</source>
   <translation>Mantener para comparar</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>While the button or the key is held, the map shows instead what the model finds here that a training starts from</source>
   <translation>Mientras se mantiene pulsado el botón o la tecla, el mapa muestra en su lugar lo que encuentra aquí el modelo del que parte un entrenamiento</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Looking at what {name} finds in this part of the map</source>
   <translation>Mirando lo que encuentra {name} en esta parte del mapa</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Hold the key or the button again to see what {name} finds.</source>
   <translation>Mantenga pulsada otra vez la tecla o el botón para ver lo que encuentra {name}.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>On the map: what {name} finds here (1 footprint)</source>
   <translation>En el mapa: lo que encuentra aquí {name} (1 huella)</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>On the map: what {name} finds here ({n} footprints)</source>
   <translation>En el mapa: lo que encuentra aquí {name} ({n} huellas)</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Learn from them</source>
   <translation>Aprender de ellas</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>The accepted and edited footprints in view become labels. Where nothing is missing, the view becomes an area to train on too.</source>
   <translation>Las huellas aceptadas y editadas a la vista pasan a ser etiquetas. Donde no falta nada, la vista pasa a ser también un área de entrenamiento.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Use accepted as labels</source>
   <translation>Usar las aceptadas como etiquetas</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Copy them to the labels layer, after a question about the rest of the view. All can be undone.</source>
   <translation>Las copia en la capa de etiquetas, tras una pregunta sobre el resto de la vista. Todo se puede deshacer.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>1 building in view is outlined. Are there no others?</source>
   <translation>1 edificio a la vista está delineado. ¿No hay otros?</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} buildings in view are outlined. Is that every one?</source>
   <translation>{n} edificios a la vista están delineados. ¿Son todos?</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>In an area, a roof without an outline is taught as no building.</source>
   <translation>En un área, un tejado sin contorno se enseña como «no edificio».</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Circled on the map: 1 footprint that was not checked</source>
   <translation>Rodeada en el mapa: 1 huella que no se revisó</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Circled on the map: {n} footprints that were not checked</source>
   <translation>Rodeadas en el mapa: {n} huellas que no se revisaron</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Circled on the map: 1 place where {name} sees a building and nothing is outlined</source>
   <translation>Rodeado en el mapa: 1 lugar donde {name} ve un edificio y no hay nada delineado</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Circled on the map: {n} places where {name} sees a building and nothing is outlined</source>
   <translation>Rodeados en el mapa: {n} lugares donde {name} ve un edificio y no hay nada delineado</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Every one</source>
   <translation>Todos</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Add the labels, and the view as an area in which all ground without a label is background</source>
   <translation>Añadir las etiquetas, y la vista como área en la que todo terreno sin etiqueta es fondo</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Not all</source>
   <translation>No todos</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Add the labels alone: of the ground only a ring around each is learned</source>
   <translation>Añadir solo las etiquetas: del terreno solo se aprende un anillo alrededor de cada una</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>No footprint in view was checked yet. Accept some first, or move the map to those that were.</source>
   <translation>Ninguna huella a la vista ha sido revisada aún. Acepte primero algunas, o mueva el mapa a las revisadas.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Nothing to add: the accepted footprints in view are labels already, in an area.</source>
   <translation>Nada que añadir: las huellas aceptadas a la vista ya son etiquetas dentro de un área.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>the view is an area to train on, which QGIS's vertex tool can shape</source>
   <translation>la vista es un área de entrenamiento, que la herramienta de vértices de QGIS puede modificar</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>of the ground only a ring around each is learned</source>
   <translation>del terreno solo se aprende un anillo alrededor de cada una</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>1 on held-out ground left out</source>
   <translation>1 en suelo reservado omitida</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} on held-out ground left out</source>
   <translation>{n} en suelo reservado omitidas</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Nothing to add: the view lies on held-out ground. There the score comes from what you draw by hand, not from what a model found.</source>
   <translation>Nada que añadir: la vista está en suelo reservado. Allí la puntuación viene de lo que usted dibuja a mano, no de lo que encontró un modelo.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Roofline</source>
   <translation>Roofline</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Save</source>
   <translation>Guardar</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Write the checked footprints to their file, and end the edit mode of their layer</source>
   <translation>Escribir las huellas revisadas en su archivo y terminar la edición de su capa</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>One beside the other</source>
   <translation>Una al lado de otra</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>The least certain first</source>
   <translation>Las menos seguras primero</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} accepted</source>
   <translation>{n} aceptadas</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} edited</source>
   <translation>{n} editadas</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>accepted</source>
   <translation>aceptada</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>rejected</source>
   <translation>rechazada</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>edited</source>
   <translation>editada</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Accept</source>
   <translation>Aceptar</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>This is right, and its outline is good</source>
   <translation>Es correcto, y su contorno es bueno</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Reject</source>
   <translation>Rechazar</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>This is wrong. It stays in the layer, marked as rejected.</source>
   <translation>Es incorrecto. Queda en la capa, marcado como rechazado.</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Delete</source>
   <translation>Borrar</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Remove the footprint from the layer</source>
   <translation>Quitar la huella de la capa</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Edit</source>
   <translation>Editar</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Correct the outline with QGIS's vertex tool; it is then marked as edited</source>
   <translation>Corregir el contorno con la herramienta de vértices de QGIS; queda marcada como editada</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Next</source>
   <translation>Siguiente</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Go to the next footprint that was not checked, and leave this one as it is</source>
   <translation>Ir a la siguiente huella sin revisar y dejar esta como está</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Del</source>
   <translation>Supr</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Left</source>
   <translation>Izquierda</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Right</source>
   <translation>Derecha</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Back</source>
   <translation>Atrás</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Go back to the footprint before</source>
   <translation>Volver a la huella anterior</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Undo</source>
   <translation>Deshacer</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Take back the last edit of the footprints</source>
   <translation>Deshacer la última edición de las huellas</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Not yet</source>
   <translation>Todavía no</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>Change nothing now</source>
   <translation>No cambiar nada ahora</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>1 label added</source>
   <translation>1 etiqueta añadida</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} labels added</source>
   <translation>{n} etiquetas añadidas</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>1 was there already</source>
   <translation>1 ya estaba</translation>
  </message>
  <message>
   <location filename="../ui/words/check.py" />
   <source>{n} were there already</source>
   <translation>{n} ya estaban</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Click</source>
   <translation>Clic</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Click a building, or what else your labels are of, and the model draws its outline (key C)</source>
   <translation>Haga clic en un edificio, o en lo que muestren sus etiquetas, y el modelo dibuja su contorno (tecla C)</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Click what is to be outlined. Ctrl+click adds a part that is left out, Shift+click leaves out what lies under it, Backspace takes a click back. Enter or a click on the next one keeps it, Esc drops it.</source>
   <translation>Haga clic en lo que se va a delinear. Ctrl+clic añade una parte que falta, Mayús+clic quita lo que hay debajo, Retroceso deshace un clic. Intro o un clic en el siguiente lo conserva, Esc lo descarta.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Adopt</source>
   <translation>Adoptar</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Show what the model finds in the view, and make labels of it: one by a click, many by a loop</source>
   <translation>Mostrar lo que el modelo encuentra en la vista y hacer etiquetas de ello: una con un clic, muchas con un lazo</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Dotted is what the model finds and no label covers. Click one to make it a label, or drag a loop around many.</source>
   <translation>Punteado está lo que el modelo encuentra y ninguna etiqueta cubre. Haga clic en uno para hacerlo etiqueta, o arrastre un lazo alrededor de muchos.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>By Roofline's model</source>
   <translation>Con el modelo de Roofline</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Anything, by two ONNX files of your own (Segment Anything)…</source>
   <translation>Cualquier cosa, con dos archivos ONNX propios (Segment Anything)…</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Anything, by {files}</source>
   <translation>Cualquier cosa, con {files}</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source> and </source>
   <translation> y </translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Other ONNX files…</source>
   <translation>Otros archivos ONNX…</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Image encoder and mask decoder: choose both files</source>
   <translation>Codificador de imagen y decodificador de máscaras: elija los dos archivos</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>ONNX files (*.onnx)</source>
   <translation>Archivos ONNX (*.onnx)</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Choose two files together, the image encoder and the mask decoder, not {n}.</source>
   <translation>Elija dos archivos juntos, el codificador de imagen y el decodificador de máscaras, no {n}.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Click anything: {files} outline it. A class that is no building gets no straight walls.</source>
   <translation>Haga clic en lo que quiera: {files} trazan su contorno. Una clase que no es un edificio no recibe paredes rectas.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>{error} Roofline's own model draws the outlines meanwhile.</source>
   <translation>{error} Mientras tanto, el modelo de Roofline dibuja los contornos.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Looking at the view…</source>
   <translation>Mirando la vista…</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Found here, without a label: {n}</source>
   <translation>Encontrados aquí, sin etiqueta: {n}</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>Dashed: the model sees nothing there, so the outline follows colors and edges.</source>
   <translation>Discontinuo: el modelo no ve nada ahí, así que el contorno sigue colores y bordes.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>No outline can be told there. Click its middle, or draw it.</source>
   <translation>Ahí no se distingue ningún contorno. Haga clic en su centro, o dibújelo.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>There is a label already.</source>
   <translation>Ahí ya hay una etiqueta.</translation>
  </message>
  <message>
   <location filename="../ui/words/click.py" />
   <source>The loop holds no dotted outline.</source>
   <translation>En el lazo no hay ningún contorno punteado.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>When</source>
   <translation>Cuándo</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Imagery</source>
   <translation>Imágenes</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>F1 (before)</source>
   <translation>F1 (antes)</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Time</source>
   <translation>Tiempo</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>The trainings of this project. Enter uses the model of the selected one; select two to compare them</source>
   <translation>Los entrenamientos de este proyecto. Intro usa el modelo del seleccionado; seleccione dos para compararlos</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Nothing was trained in this project yet. Draw some labels on the page Label, then train on the page Train: each training is kept here.</source>
   <translation>Todavía no se ha entrenado nada en este proyecto. Dibuje algunas etiquetas en la página «Etiquetar» y entrene después en la página «Entrenar»: cada entrenamiento se guarda aquí.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{f1} ({base})</source>
   <translation>{f1} ({base})</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>no gain ({f1})</source>
   <translation>sin mejora ({f1})</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Nothing was gained: its model is {name} as it was, and is listed nowhere else.</source>
   <translation>No se ganó nada: el modelo es {name}, tal como era, y no aparece en ninguna otra lista.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Started from {name}</source>
   <translation>A partir de: {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>F1 {score} on the held-out part (95 % interval {interval}), where {name} has {base}</source>
   <translation>F1 {score} en la parte reservada (intervalo del 95 % {interval}); {name} tiene ahí {base}</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{score} on the held-out part</source>
   <translation>{score} en la parte reservada</translation>
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
   <translation>Fallido</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Cancelled</source>
   <translation>Cancelado</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Running</source>
   <translation>En curso</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Cut off</source>
   <translation>Interrumpido</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Its model finds the footprints now.</source>
   <translation>Su modelo encuentra ahora las huellas.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>The model's file is gone.</source>
   <translation>El archivo del modelo ya no está.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Use this model</source>
   <translation>Usar este modelo</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Find footprints with the model of this training</source>
   <translation>Buscar huellas con el modelo de este entrenamiento</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Start from it</source>
   <translation>Partir de él</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Let the next training start from this model</source>
   <translation>Hacer que el próximo entrenamiento parta de este modelo</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Compare</source>
   <translation>Comparar</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Show in what two selected trainings differ</source>
   <translation>Mostrar en qué difieren dos entrenamientos seleccionados</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Copy as command</source>
   <translation>Copiar como orden</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Copy a line for a terminal that repeats this training exactly, with its labels as they were</source>
   <translation>Copiar una línea de terminal que repite exactamente este entrenamiento, con las etiquetas como eran</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Report</source>
   <translation>Informe</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Open the page with the scores in the browser</source>
   <translation>Abrir la página con las puntuaciones en el navegador</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Go on</source>
   <translation>Continuar</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Take the training up where it ended</source>
   <translation>Retomar el entrenamiento donde terminó</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Footprints are found with {name} from now on.</source>
   <translation>Desde ahora las huellas se buscan con {name}.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>The next training starts from {name}.</source>
   <translation>El próximo entrenamiento parte de {name}.</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Copied. This line repeats the training on this computer, with the labels as they were:</source>
   <translation>Copiado. Esta línea repite el entrenamiento en este ordenador, con las etiquetas como eran:</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{low} to {high}</source>
   <translation>{low} a {high}</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>F1</source>
   <translation>F1</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Score</source>
   <translation>Puntuación</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>95 % interval</source>
   <translation>Intervalo del 95 %</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>F1 before</source>
   <translation>F1 antes</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Buildings found</source>
   <translation>Edificios encontrados</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>{found} of {buildings}</source>
   <translation>{found} de {buildings}</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>False alarms</source>
   <translation>Falsas alarmas</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Started from</source>
   <translation>A partir de</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Labels to learn from</source>
   <translation>Etiquetas para aprender</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Labels held out</source>
   <translation>Etiquetas reservadas</translation>
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
   <translation>Desde</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>Built-in</source>
   <translation>Incluido</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>hh:mm</source>
   <translation>hh:mm</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>d MMM hh:mm</source>
   <translation>d MMM hh:mm</translation>
  </message>
  <message>
   <location filename="../ui/words/history.py" />
   <source>d MMM yyyy</source>
   <translation>d MMM yyyy</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Starting the worker</source>
   <translation>Arrancando el proceso de trabajo</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Training {name}</source>
   <translation>Entrenando {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Finding footprints</source>
   <translation>Buscando huellas</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Scoring footprints</source>
   <translation>Puntuando huellas</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Looking where to label next</source>
   <translation>Buscando dónde etiquetar ahora</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Looking how the labels lie on the imagery</source>
   <translation>Cómo están las etiquetas sobre la imagen</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Self-test</source>
   <translation>Autoprueba</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Working</source>
   <translation>Trabajando</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Trained: {name}</source>
   <translation>Entrenado: {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Training {name}: nothing gained</source>
   <translation>Entrenamiento {name}: nada ganado</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Footprints found</source>
   <translation>Huellas encontradas</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Footprints scored</source>
   <translation>Huellas puntuadas</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Squares to label next</source>
   <translation>Cuadrados que etiquetar ahora</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>How the labels lie on the imagery</source>
   <translation>Cómo están las etiquetas sobre las imágenes</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} tiles a second</source>
   <translation>{n} teselas por segundo</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} megapixels a second</source>
   <translation>{n} megapíxeles por segundo</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Stop and keep the best</source>
   <translation>Parar y conservar el mejor</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>End the training now, and write the best model so far</source>
   <translation>Terminar ahora el entrenamiento y escribir el mejor modelo hasta el momento</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Stopping</source>
   <translation>Parando</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Cancel</source>
   <translation>Cancelar</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>End the job without a result</source>
   <translation>Terminar el trabajo sin resultado</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Cancelling</source>
   <translation>Cancelando</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Hide this</source>
   <translation>Ocultar esto</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Remarks about your layers and this job</source>
   <translation>Observaciones sobre sus capas y este trabajo</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>F1 {score} on {where}, where {name} has {base}</source>
   <translation>F1 {score} en {where}; {name} tiene ahí {base}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>F1 {score} on {where}, the same as {name}</source>
   <translation>F1 {score} en {where}; lo mismo que {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>F1 {score} on {where}</source>
   <translation>F1 {score} en {where}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>IoU {score} on the ground held out, where {name} has {base}</source>
   <translation>IoU {score} en el suelo reservado, donde {name} tiene {base}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>IoU {score} on the ground held out, the same as {name}</source>
   <translation>IoU {score} en el suelo reservado, igual que {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>IoU {score} on the ground held out</source>
   <translation>IoU {score} en el suelo reservado</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>IoU is the ground that model and labels have in common, as a share of what either covers: 1 when they are the same. Of several classes the mean.</source>
   <translation>IoU es el suelo que modelo y etiquetas tienen en común, como parte de lo que cubre cualquiera de los dos: 1 cuando son iguales. Con varias clases, la media.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>the held-out part</source>
   <translation>la parte reservada</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Each half of your labels was found by a short training on the other half. The model learned them all, and should do no worse.</source>
   <translation>Cada mitad de sus etiquetas fue encontrada por un entrenamiento corto con la otra mitad. El modelo las aprendió todas y no debería hacerlo peor.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>95 % interval {low} to {high}.</source>
   <translation>Intervalo del 95 %: {low} a {high}.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Too few buildings to be sure.</source>
   <translation>Demasiado pocos edificios para estar seguro.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>So few buildings cannot tell the two apart.</source>
   <translation>Tan pocos edificios no permiten distinguir los dos.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>F1 is 1 when every building is found, and nothing else. The interval says how far chance may have moved it.</source>
   <translation>F1 es 1 cuando se encuentra cada edificio y nada más. El intervalo dice cuánto puede haberlo movido el azar.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Beside {name}: {found}, {alarms}.</source>
   <translation>En comparación ({name}): {found}, {alarms}.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>as many buildings are found</source>
   <translation>se encuentran los mismos edificios</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>as many false alarms</source>
   <translation>las mismas falsas alarmas</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>'{name}', trained before, has F1 {f1} on as many buildings. 'Use this model' on the page History takes it up again.</source>
   <translation>«{name}», entrenado antes, tiene F1 {f1} en otros tantos edificios. «Usar este modelo» en la página Historial lo retoma.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>That may be chance: it lies in the interval.</source>
   <translation>Puede ser casualidad: está dentro del intervalo.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>The model is ready, without a score. Find footprints, and look how it does.</source>
   <translation>El modelo está listo, sin puntuación. Busque huellas y mire cómo le va.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Nothing was gained: your labels fit {name} as it is. What was trained does no better there, so no new model is listed.</source>
   <translation>No se ganó nada: sus etiquetas son como las que {name} ya encuentra. Lo entrenado no es mejor ahí, así que no se añade ningún modelo nuevo.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Nothing was gained: your labels fit {name} as it is. Trained on one half of them it did no better on the other, so no new model is listed.</source>
   <translation>No se ganó nada: sus etiquetas son como las que {name} ya encuentra. Entrenado con una mitad, no fue mejor en la otra, así que no se añade ningún modelo nuevo.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Next: find footprints elsewhere, and check them.</source>
   <translation>Lo siguiente: buscar huellas en otros lugares y revisarlas.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>It finds nearly all of them. What helps most: labels where it does worse. Find footprints to see where.</source>
   <translation>Los encuentra casi todos. Lo que más ayuda: etiquetas donde lo hace peor. Busque huellas para ver dónde.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>What helps most: more labels than these {n}. 'Where next?' shows where the model is least sure.</source>
   <translation>Lo que más ayuda: más etiquetas que estas {n}. «¿Dónde ahora?» muestra dónde el modelo está menos seguro.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>What helps most: labels of buildings like those it misses, blue on the map, in other places.</source>
   <translation>Lo que más ayuda: etiquetas de edificios como los que no encuentra (azules en el mapa), en otros lugares.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>What helps most: things like its false alarms, orange on the map, drawn in other places with the class 'background'.</source>
   <translation>Lo que más ayuda: dibujar en otros lugares cosas como sus falsas alarmas (naranjas en el mapa) con la clase «background».</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>The model belongs to the project in which its training began: the page History has it there.</source>
   <translation>El modelo pertenece al proyecto en el que empezó su entrenamiento: allí está en la página Historial.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>On the map: what {name} finds</source>
   <translation>En el mapa: lo que encuentra {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Show its outlines instead, on the ground that was scored</source>
   <translation>Mostrar en su lugar sus contornos, en el terreno puntuado</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>F1 {score}</source>
   <translation>F1 {score}</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>No footprints were found. A lower threshold finds more; so does a model trained on labels here.</source>
   <translation>No se encontraron huellas. Un umbral más bajo encuentra más; un modelo entrenado con etiquetas de aquí, también.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>On the map, where the model expects most wrong footprints.</source>
   <translation>En el mapa, donde el modelo espera más huellas equivocadas.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>No square to label was found: the imagery is labelled all over, or smaller than a square.</source>
   <translation>No se encontró ningún cuadrado que etiquetar: las imágenes están etiquetadas del todo o son menores que un cuadrado.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Everything works on this computer.</source>
   <translation>Todo funciona en este ordenador.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 part failed. The report says which.</source>
   <translation>1 parte falló. El informe dice cuál.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} parts failed. The report says which.</source>
   <translation>{n} partes fallaron. El informe dice cuáles.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Done</source>
   <translation>Hecho</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Cancelled.</source>
   <translation>Cancelado.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Cancelled. What was learned is kept, and the training can go on.</source>
   <translation>Cancelado. Lo aprendido se conserva, y el entrenamiento puede continuar.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>It did not work, and there is no word why.</source>
   <translation>No funcionó, y no se sabe por qué.</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Find footprints</source>
   <translation>Buscar huellas</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Go to the page Predict, to look elsewhere in the imagery</source>
   <translation>Ir a la página «Predecir», para buscar en otras partes de las imágenes</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Where next?</source>
   <translation>¿Dónde ahora?</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Go to the page Label, and look for squares where the model is least sure</source>
   <translation>Ir a la página Etiquetar y buscar cuadrados donde el modelo está menos seguro</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Check them</source>
   <translation>Revisarlas</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Go to the page Check, and look at one footprint after the other</source>
   <translation>Ir a la página «Revisar» y mirar una huella tras otra</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Copy</source>
   <translation>Copiar</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Copy the page of the self-test, to paste it into a report of an error. No name and no path is in it</source>
   <translation>Copiar la página de la autoprueba, para pegarla en un informe de error. No contiene nombres ni rutas</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Test whether all of Roofline works on this computer, and how fast. It takes a minute or two</source>
   <translation>Probar si todo Roofline funciona en este ordenador, y con qué rapidez. Tarda uno o dos minutos</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Show the log</source>
   <translation>Mostrar el registro</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>Open what was written down about this job, for a report of an error</source>
   <translation>Abrir lo que se anotó de este trabajo, para informar de un error</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{title}: cancelled</source>
   <translation>{title}: cancelado</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{title}: failed</source>
   <translation>{title}: fallido</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 building held out</source>
   <translation>1 edificio reservado</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} buildings held out</source>
   <translation>{n} edificios reservados</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 of your buildings</source>
   <translation>1 de sus edificios</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} of your buildings</source>
   <translation>{n} de sus edificios</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 building more is found</source>
   <translation>se encuentra 1 edificio más</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} buildings more are found</source>
   <translation>se encuentran {n} edificios más</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 building fewer is found</source>
   <translation>se encuentra 1 edificio menos</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} buildings fewer are found</source>
   <translation>se encuentran {n} edificios menos</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 false alarm more</source>
   <translation>1 falsa alarma más</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} false alarms more</source>
   <translation>{n} falsas alarmas más</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 false alarm fewer</source>
   <translation>1 falsa alarma menos</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} false alarms fewer</source>
   <translation>{n} falsas alarmas menos</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>1 footprint</source>
   <translation>1 huella</translation>
  </message>
  <message>
   <location filename="../ui/words/job.py" />
   <source>{n} footprints</source>
   <translation>{n} huellas</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>1 label</source>
   <translation>1 etiqueta</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{n} labels</source>
   <translation>{n} etiquetas</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{labels} ({parts})</source>
   <translation>{labels} ({parts})</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{n} to learn from</source>
   <translation>{n} para aprender</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{n} held out to score</source>
   <translation>{n} reservadas para puntuar</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{n} held out but cut by an edge</source>
   <translation>{n} reservadas pero cortadas por un borde</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{n} not used</source>
   <translation>{n} sin usar</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{line}, and 1 background label</source>
   <translation>{line}, y 1 etiqueta de fondo</translation>
  </message>
  <message>
   <location filename="../ui/words/label_line.py" />
   <source>{line}, and {n} background labels</source>
   <translation>{line}, y {n} etiquetas de fondo</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The aerial or satellite image to learn from and to look in</source>
   <translation>La imagen aérea o de satélite de la que se aprende y en la que se busca</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>None chosen</source>
   <translation>Nada elegido</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Open imagery in QGIS first: Layer &gt; Add Layer &gt; Add Raster Layer.</source>
   <translation>Abra primero imágenes en QGIS: Capa &gt; Añadir capa &gt; Añadir capa ráster.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Choose the imagery to work on.</source>
   <translation>Elija las imágenes con las que trabajar.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{resolution} m pixels, {bands}, {dtype}, {width} × {height} {unit}</source>
   <translation>Píxeles de {resolution} m, {bands}, {dtype}, {width} × {height} {unit}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n}  {name}</source>
   <translation>{n}  {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The bands that a training learns from, matched by their names with those of the base model. Footprints are found with the bands that the model has learned</source>
   <translation>Las bandas de las que aprende un entrenamiento, emparejadas por sus nombres con las del modelo base. Las huellas se buscan con las bandas que el modelo ha aprendido</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{date}  {name}</source>
   <translation>{date}  {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Rasters of the same ground on other dates. Those that are checked are learned together with the imagery, as one raster with the bands of every date: for crops and other things that a single date does not show. Such a model looks at as many dates when it predicts</source>
   <translation>Rásteres del mismo terreno en otras fechas. Los marcados se aprenden junto con las imágenes, como un solo ráster con las bandas de cada fecha: para cultivos y otras cosas que una sola fecha no muestra. Un modelo así mira el mismo número de fechas al buscar</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Learned together: {dates}.</source>
   <translation>Se aprenden juntas: {dates}.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{kind} service, fetched at {resolution} m a pixel where it is needed. A km² has {parts} parts and {pixels} million pixels, and takes about {size} MB on disk.</source>
   <translation>Servicio {kind}, se obtiene a {resolution} m por píxel donde hace falta. Un km² tiene {parts} partes y {pixels} millones de píxeles, y ocupa unos {size} MB en disco.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Make sure that the terms of use of {host} allow to keep and to analyse its imagery.</source>
   <translation>Asegúrese de que las condiciones de uso de {host} permiten guardar y analizar sus imágenes.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>As drawn on the map</source>
   <translation>Como se dibuja en el mapa</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Learn from, and look at, the colors in which QGIS draws this layer (palette, contrast, choice of bands), and not its values. A model should get what it learned from</source>
   <translation>Aprender de los colores con que QGIS dibuja esta capa (paleta, contraste, selección de bandas), y buscar en ellos, y no en sus valores. Un modelo debería recibir aquello de lo que aprendió</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Fetching</source>
   <translation>Descarga</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Buildings are only a few pixels here. The model reads pixels of up to {limit} m; for coarser ones, train with Advanced &gt; Resolution set to that of the imagery.</source>
   <translation>Aquí los edificios son solo unos pocos píxeles. El modelo lee píxeles de hasta {limit} m; para otros más gruesos, entrene con «Avanzado» &gt; «Resolución» puesta a la de las imágenes.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>No single building can be seen in pixels of this size. A training learns ground cover here, such as water, forest or fields; the built-in model finds nothing.</source>
   <translation>En píxeles de este tamaño no se ve ningún edificio suelto. Un entrenamiento aprende aquí cobertura del suelo, como agua, bosque o campos; el modelo incluido no encuentra nada.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The built-in model was made for color imagery. Without red, green and blue expect less of it, until it is fine-tuned.</source>
   <translation>El modelo incluido se hizo para imágenes en color. Sin rojo, verde y azul espere menos de él, hasta ajustarlo.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Labels</source>
   <translation>Etiquetas</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The polygon layer with what you drew, such as buildings or water</source>
   <translation>La capa de polígonos con lo que usted dibujó, como edificios o agua</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Areas</source>
   <translation>Áreas</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The polygon layer with the areas: where the labels are complete, and what each area is for</source>
   <translation>La capa de polígonos con las áreas: dónde están completas las etiquetas, y para qué es cada área</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>New</source>
   <translation>Nueva</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Make a layer for labels and one for areas, in one GeoPackage beside the project</source>
   <translation>Crear una capa de etiquetas y otra de áreas, en un GeoPackage junto al proyecto</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The labels are among the drafts, in {file}. Save the project, and they come beside it.</source>
   <translation>Las etiquetas están entre los borradores, en {file}. Guarde el proyecto y pasarán junto a él.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Save the project</source>
   <translation>Guardar el proyecto</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Save the project, as QGIS's own button does. Labels, areas and footprints come beside it</source>
   <translation>Guarda el proyecto, como el botón de QGIS. Las etiquetas, áreas y huellas pasan junto a él</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{names} are beside the project now, in {file}.</source>
   <translation>{names} están ahora junto al proyecto, en {file}.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Kept in {file}</source>
   <translation>Guardado en {file}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The labels are in a scratch layer, which is lost when QGIS closes. Make it permanent, or press New.</source>
   <translation>Las etiquetas están en una capa temporal, que se pierde al cerrar QGIS. Hágala permanente, o pulse «Nueva».</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Polygon</source>
   <translation>Polígono</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Draw a label corner by corner; the right button closes it</source>
   <translation>Dibujar una etiqueta vértice a vértice; el botón derecho la cierra</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Click the corners of an outline. Right-click closes it, Backspace takes a corner back.</source>
   <translation>Pulse en las esquinas de un contorno. El botón derecho lo cierra, Retroceso quita una esquina.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Rectangle</source>
   <translation>Rectángulo</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Draw a label with right angles by three clicks: both ends of one side, then the depth</source>
   <translation>Dibujar una etiqueta de ángulos rectos con tres pulsaciones: los dos extremos de un lado y luego el fondo</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Click both ends of one side, then how deep it is. Backspace takes a corner back.</source>
   <translation>Pulse en los dos extremos de un lado y luego hasta dónde llega. Retroceso quita una esquina.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Area: {role}</source>
   <translation>Área: {role}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Drag a box over the map. Its role stands in the menu of this button (arrow key down).</source>
   <translation>Arrastre un rectángulo sobre el mapa. Su papel está en el menú de este botón (flecha abajo).</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Drag a box over the map.</source>
   <translation>Arrastre un rectángulo sobre el mapa.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Esc puts the tool away.</source>
   <translation>Esc guarda la herramienta.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Class</source>
   <translation>Clase</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>What you draw gets this class. Two or more classes make a model that tells them apart. Choose background for what looks like them and is none: it is learned wherever it lies.</source>
   <translation>Lo que dibuje recibe esta clase. Dos o más clases dan un modelo que las distingue. Elija «fondo» para lo que se les parece y no es ninguna: se aprende dondequiera que esté.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Keys choose the class: {keys}.</source>
   <translation>Las teclas eligen la clase: {keys}.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{key} {name}</source>
   <translation>{key} {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>building, or as the layer says</source>
   <translation>edificio, o lo que diga la capa</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>background (none of them)</source>
   <translation>fondo (ninguna de ellas)</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Look for squares of the imagery in which the newest model expects most wrong footprints. It learns no more from them than from other squares; to correct footprints, walk through them on the page Check.</source>
   <translation>Buscar cuadrados de las imágenes en los que el modelo más reciente espera más huellas equivocadas. De ellos no aprende más que de otros cuadrados; para corregir huellas, recórralas en la página Revisar.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} squares to label. Draw all that there is in this one, then press Done.</source>
   <translation>{n} cuadrados que etiquetar. Dibuje todo lo que haya en este y pulse «Hecho».</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The last square to label. Draw all that there is in it, then press Done.</source>
   <translation>El último cuadrado que etiquetar. Dibuje todo lo que haya en él y pulse «Hecho».</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>All that there is in the square has a label: the square becomes an area for training</source>
   <translation>Todo lo que hay en el cuadrado tiene etiqueta: el cuadrado pasa a ser un área de entrenamiento</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Skip</source>
   <translation>Omitir</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Take this square away, and go to the next</source>
   <translation>Quitar este cuadrado e ir al siguiente</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Show</source>
   <translation>Mostrar</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Bring the square into view</source>
   <translation>Traer el cuadrado a la vista</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Check alignment</source>
   <translation>Comprobar alineación</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Look whether the labels lie beside the buildings that the model sees, as labels do that were drawn on other imagery</source>
   <translation>Mirar si las etiquetas están al lado de los edificios que ve el modelo, como ocurre con las dibujadas sobre otras imágenes</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Labels lie off the imagery. The arrows show where they belong ({confidence} % sure):</source>
   <translation>Hay etiquetas desplazadas respecto a la imagen. Las flechas muestran su lugar ({confidence} % de seguridad):</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{direction} {metres} m, labels: {n}</source>
   <translation>{direction} {metres} m, etiquetas: {n}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>No label has to be moved: they fit what the model sees, or no shift can be told.</source>
   <translation>No hay que mover ninguna etiqueta: coinciden con lo que ve el modelo, o no se puede determinar un desplazamiento.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>The labels were saved or rolled back since. Check the alignment again.</source>
   <translation>Las etiquetas se han guardado o revertido desde entonces. Compruebe otra vez la alineación.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Move labels</source>
   <translation>Mover etiquetas</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Move these labels along the arrows, as one edit that can be undone</source>
   <translation>Mover estas etiquetas según las flechas, como una sola edición que se puede deshacer</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Leave</source>
   <translation>Dejar</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Leave the labels where they are</source>
   <translation>Dejar las etiquetas donde están</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Labels moved: {n}. Undo takes it back.</source>
   <translation>Etiquetas movidas: {n}. Deshacer lo revierte.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} to look at</source>
   <translation>{n} por mirar</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Labels that may be slips. Each kind says whether a training uses them.</source>
   <translation>Etiquetas que pueden ser descuidos. Cada tipo dice si un entrenamiento las usa.</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Show on the map</source>
   <translation>Mostrar en el mapa</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Outline these labels on the map</source>
   <translation>Resaltar estas etiquetas en el mapa</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Click one to see it on the map</source>
   <translation>Pulse una para verla en el mapa</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Label {id}</source>
   <translation>Etiqueta {id}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>New label {n}</source>
   <translation>Etiqueta nueva {n}</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} more</source>
   <translation>{n} más</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{kind} ({n})</source>
   <translation>{kind} ({n})</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>1 band ({names})</source>
   <translation>1 banda ({names})</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} bands ({names})</source>
   <translation>{n} bandas ({names})</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>All {n} bands</source>
   <translation>Las {n} bandas</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} of {of} bands</source>
   <translation>{n} de {of} bandas</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>1 date</source>
   <translation>1 fecha</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>{n} dates</source>
   <translation>{n} fechas</translation>
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
   <translation>entrenar</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>hold out</source>
   <translation>reservar</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>predict</source>
   <translation>predecir</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>ignore</source>
   <translation>ignorar</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Train: the labels in it are complete</source>
   <translation>Entrenar: las etiquetas en ella están completas</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Hold out: the same, but kept from training to score the model (in the table: validate)</source>
   <translation>Reservar: lo mismo, pero fuera del entrenamiento, para puntuar el modelo (en la tabla: validate)</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Predict: look here</source>
   <translation>Predecir: buscar aquí</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Ignore: neither train nor score here</source>
   <translation>Ignorar: no entrenar ni puntuar aquí</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Draw label</source>
   <translation>Dibujar etiqueta</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Draw area</source>
   <translation>Dibujar área</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Outline crosses itself: used, repaired</source>
   <translation>El contorno se cruza a sí mismo: se usa, reparado</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Too thin or too small: used</source>
   <translation>Demasiado estrecha o pequeña: se usa</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Overlaps another label: both are used</source>
   <translation>Se solapa con otra etiqueta: se usan las dos</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Drawn twice: not used</source>
   <translation>Dibujada dos veces: no se usa</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Not on the imagery: not used</source>
   <translation>Fuera de las imágenes: no se usa</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>Partly beyond the imagery: the rest is used</source>
   <translation>En parte fuera de las imágenes: se usa el resto</translation>
  </message>
  <message>
   <location filename="../ui/words/labels.py" />
   <source>In no area for training: not used</source>
   <translation>En ningún área de entrenamiento: no se usa</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Reading the imagery</source>
   <translation>Leyendo las imágenes</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Live: learn while I draw</source>
   <translation>En vivo: aprender mientras dibujo</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Train without an end, beside your drawing. Every label of the layer counts, selected or not, saved or not. Other settings take effect when it is switched on again</source>
   <translation>Entrenar sin fin mientras usted dibuja. Cuenta cada etiqueta de la capa, seleccionada o no, guardada o no. Otros ajustes valen cuando se vuelve a activar</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Each label counts as soon as it is drawn, and the map shows what the model finds in view: where it still errs, draw next.</source>
   <translation>Cada etiqueta cuenta en cuanto está dibujada, y el mapa muestra lo que el modelo encuentra en la vista: siga dibujando donde aún se equivoca.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Begin anew</source>
   <translation>Empezar de nuevo</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Forget what it has learned, and learn from the labels again, beginning with the model under 'Start from'. A class that was not there when it began is learned only so</source>
   <translation>Olvidar lo aprendido y aprender de nuevo de las etiquetas, partiendo del modelo elegido en «Partir de». Solo así se aprende una clase que no estaba al empezar</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Live training is on. Switch it off to train like this.</source>
   <translation>El entrenamiento en vivo está activo. Desactívelo para entrenar así.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>A training is running. Wait for its end, or cancel it.</source>
   <translation>Hay un entrenamiento en curso. Espere a que termine, o cancélelo.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Live training</source>
   <translation>Entrenamiento en vivo</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Choose a tool on the page Label, and draw a building, or what else is to be found: with the first label it begins to learn.</source>
   <translation>Elija una herramienta en la página «Etiquetar» y dibuje un edificio, o lo que se deba encontrar: con la primera etiqueta empieza a aprender.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Resting: 1 label is learned. Draw more to go on.</source>
   <translation>En reposo: 1 etiqueta está aprendida. Dibuje más para seguir.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Resting: {n} labels are learned. Draw more to go on.</source>
   <translation>En reposo: {n} etiquetas están aprendidas. Dibuje más para seguir.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Saving what was learned</source>
   <translation>Guardando lo aprendido</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Dotted on the map: what it found {n} s ago</source>
   <translation>Punteado en el mapa: lo que encontró hace {n} s</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>{score} ({first} at first)</source>
   <translation>{score} (al principio {first})</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>The model does not learn on the held-out area.</source>
   <translation>En el área reservada el modelo no aprende.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>F1 is 1 when every outline there is found, and nothing else. With few outlines chance moves it much.</source>
   <translation>F1 es 1 cuando allí se encuentra cada contorno y nada más. Con pocos contornos el azar lo mueve mucho.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Keep this model</source>
   <translation>Conservar este modelo</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Write what it has learned so far as a model, for the page Predict. The training goes on</source>
   <translation>Escribir lo aprendido hasta ahora como modelo, para la página Predecir. El entrenamiento sigue</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Keeping it</source>
   <translation>Conservándolo</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Kept as {name}. The page Predict finds footprints with it now.</source>
   <translation>Conservado como {name}. La página Predecir busca huellas ahora con él.</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Switch off</source>
   <translation>Desactivar</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>End the live training. What it learned is saved: switched on again, it goes on from there</source>
   <translation>Terminar el entrenamiento en vivo. Lo aprendido queda guardado: al activarlo de nuevo sigue desde ahí</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Learning from 1 label</source>
   <translation>Aprende de 1 etiqueta</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Learning from {n} labels</source>
   <translation>Aprende de {n} etiquetas</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Dotted on the map: what it finds</source>
   <translation>Punteado en el mapa: lo que encuentra</translation>
  </message>
  <message>
   <location filename="../ui/words/live.py" />
   <source>Dotted on the map: what {name} finds</source>
   <translation>Punteado en el mapa: lo que encuentra {name}</translation>
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
   <translation>Elegir un archivo de modelo</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Roofline models (*.roofline)</source>
   <translation>Modelos de Roofline (*.roofline)</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Models and weights of encoders (*.roofline *.safetensors *.pt *.pth *.bin)</source>
   <translation>Modelos y pesos de codificadores (*.roofline *.safetensors *.pt *.pth *.bin)</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>{name} (missing)</source>
   <translation>{name} (falta)</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>{path} is not there any more. Until it is back, the built-in model is used.</source>
   <translation>{path} ya no está. Hasta que vuelva, se usa el modelo incluido.</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>{path} is no readable Roofline model. Choose another file.</source>
   <translation>{path} no es un modelo de Roofline legible. Elija otro archivo.</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Encoder {name}</source>
   <translation>Codificador {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Another encoder…</source>
   <translation>Otro codificador…</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Name of the encoder, such as tu-vit_small_patch16_dinov3 or resnet50 (docs/foundation.md lists them):</source>
   <translation>Nombre del codificador, como tu-vit_small_patch16_dinov3 o resnet50 (docs/foundation.md los enumera):</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>An encoder knows nothing of your labels yet, so it wants more of them and more time than the built-in model, and a large one a GPU. One that is named is fetched once from huggingface.co.</source>
   <translation>Un codificador aún no sabe nada de sus etiquetas, así que necesita más etiquetas y más tiempo que el modelo incluido, y uno grande una GPU. El que se nombra se descarga una vez de huggingface.co.</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Prithvi-EO 2.0, 300 million weights: satellites, 10 to 30 m</source>
   <translation>Prithvi-EO 2.0, 300 millones de pesos: satélites, de 10 a 30 m</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>Prithvi-EO 2.0, 5 million weights: satellites, 10 to 30 m</source>
   <translation>Prithvi-EO 2.0, 5 millones de pesos: satélites, de 10 a 30 m</translation>
  </message>
  <message>
   <location filename="../ui/words/models.py" />
   <source>ConvNeXt, 28 million weights: aerial and drone, below a metre</source>
   <translation>ConvNeXt, 28 millones de pesos: imágenes aéreas y de dron, menos de un metro</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Roofline panel</source>
   <translation>Panel de Roofline</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Roofline: draw a few outlines, train a model on them, find the rest</source>
   <translation>Roofline: dibujar unos cuantos contornos, entrenar un modelo con ellos y encontrar el resto</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Label</source>
   <translation>Etiquetar</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Train</source>
   <translation>Entrenar</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Predict</source>
   <translation>Predecir</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Check</source>
   <translation>Revisar</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>History</source>
   <translation>Historial</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Draw some labels, and the areas in which they are complete</source>
   <translation>Dibujar algunas etiquetas, y las áreas en las que están completas</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Teach a model what your labels look like here</source>
   <translation>Enseñar a un modelo cómo es aquí lo que muestran sus etiquetas</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Find the others</source>
   <translation>Encontrar los demás</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Accept, reject and correct the footprints, and learn from them again</source>
   <translation>Aceptar, rechazar y corregir las huellas, y aprender de ellas otra vez</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>The trainings of this project</source>
   <translation>Los entrenamientos de este proyecto</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Set-up</source>
   <translation>Instalación</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>What Roofline learns with: install it again, use a Python of your own, uninstall</source>
   <translation>Con qué aprende Roofline: instalarlo otra vez, usar un Python propio, desinstalar</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Help</source>
   <translation>Ayuda</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Open the section of the tutorial on this page</source>
   <translation>Abrir la sección del tutorial sobre esta página</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>This computer has an NVIDIA graphics card now (driver {driver}), and Roofline was set up without. It would learn and predict faster on it.</source>
   <translation>Este ordenador tiene ahora una tarjeta gráfica NVIDIA (controlador {driver}), y Roofline se instaló sin ella. Con ella aprendería y predeciría más rápido.</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Set up again</source>
   <translation>Instalar de nuevo</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Do not ask again until QGIS is started anew</source>
   <translation>No preguntar más hasta que QGIS arranque de nuevo</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Show what would be installed for the graphics card</source>
   <translation>Mostrar qué se instalaría para la tarjeta gráfica</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>A training on {imagery} was cut off after {minutes} min.</source>
   <translation>Un entrenamiento en {imagery} se interrumpió a los {minutes} min.</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>A training on {imagery} was cut off in its first minute.</source>
   <translation>Un entrenamiento en {imagery} se interrumpió en su primer minuto.</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Take the training up where it was cut off</source>
   <translation>Retomar el entrenamiento donde se interrumpió</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Open Roofline, to go on with it or to leave it</source>
   <translation>Abrir Roofline, para continuar o dejarlo</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Leave it</source>
   <translation>Dejarlo</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Do not ask again; the run stays in the history</source>
   <translation>No preguntar más; la ejecución queda en el historial</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>A prediction on {imagery} stopped at {percent} %, with {footprints} found.</source>
   <translation>Una predicción en {imagery} se detuvo al {percent} %, con {footprints} encontradas.</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>A prediction on {imagery} stopped at {percent} %, with nothing found yet.</source>
   <translation>Una predicción en {imagery} se detuvo al {percent} %, sin nada encontrado aún.</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Take the prediction up where it stopped. The footprints come into a new layer</source>
   <translation>Retomar la predicción donde se detuvo. Las huellas van a una capa nueva</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Keep what was found</source>
   <translation>Conservar lo encontrado</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Put the footprints found so far into a new layer, and do not go on</source>
   <translation>Poner las huellas encontradas hasta ahora en una capa nueva, y no continuar</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Discard</source>
   <translation>Descartar</translation>
  </message>
  <message>
   <location filename="../ui/words/panel.py" />
   <source>Delete what was found, and do not go on</source>
   <translation>Borrar lo encontrado, y no continuar</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Model</source>
   <translation>Modelo</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The model that finds the footprints. After a training it is the new one</source>
   <translation>El modelo que encuentra las huellas. Tras un entrenamiento es el nuevo</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Where</source>
   <translation>Dónde</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>This view</source>
   <translation>Esta vista</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The part of the imagery that the map shows now</source>
   <translation>La parte de las imágenes que el mapa muestra ahora</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Areas with the role 'predict'</source>
   <translation>Áreas con el papel «predecir»</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Inside the areas that were drawn for it</source>
   <translation>Dentro de las áreas que se dibujaron para ello</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Draw an area with the role 'predict' on the page Label first</source>
   <translation>Dibuje primero un área con el papel «predecir» en la página «Etiquetar»</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Whole imagery</source>
   <translation>Todas las imágenes</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Whole imagery ({width} × {height} {unit})</source>
   <translation>Todas las imágenes ({width} × {height} {unit})</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The imagery of this service is too much to fetch. Look at this view, or at areas</source>
   <translation>La imagen de este servicio es demasiado grande para obtenerla. Busque en esta vista o en áreas</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Everything. The imagery is read piece by piece, so its size is no trouble, but it takes its time</source>
   <translation>Todo. Las imágenes se leen trozo a trozo, así que su tamaño no importa, pero lleva su tiempo</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Into</source>
   <translation>Destino</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>A new layer</source>
   <translation>Una capa nueva</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>A new table of the project's GeoPackage, in a group above the imagery</source>
   <translation>Una tabla nueva del GeoPackage del proyecto, en un grupo sobre las imágenes</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Layer being edited</source>
   <translation>Capa en edición</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Layer being edited: {name}</source>
   <translation>Capa en edición: {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Adds them to {name} as one edit, which can be undone and is not saved yet</source>
   <translation>Las añade a {name} como una sola edición, que se puede deshacer y aún no está guardada</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Choose a polygon layer and switch its editing on first</source>
   <translation>Elija primero una capa de polígonos y active su edición</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>A layer of the project</source>
   <translation>Una capa del proyecto</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Adds them to a layer that is there already, such as a table in PostGIS or a GeoPackage: all of them, or none. They are saved at once, and cannot be undone</source>
   <translation>Las añade a una capa que ya existe, como una tabla de PostGIS o un GeoPackage: todas o ninguna. Quedan guardadas en el acto y no se pueden deshacer</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Choose the layer that they are to be added to.</source>
   <translation>Elija la capa a la que se van a añadir.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Fields of {name}</source>
   <translation>Campos de {name}</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Which field of the layer takes which column of the footprints. Other fields have their default</source>
   <translation>Qué campo de la capa recibe cada columna de las huellas. Los demás campos reciben su valor predeterminado</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>leave out</source>
   <translation>omitir</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Leave out known buildings</source>
   <translation>Omitir edificios conocidos</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Footprints of which more than half lies on your labels, or on buildings of the layer that they go into, are not added again</source>
   <translation>Las huellas que quedan en más de la mitad sobre sus etiquetas, o sobre edificios de la capa a la que van, no se añaden otra vez</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Straight walls and square corners</source>
   <translation>Muros rectos y esquinas en ángulo recto</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Find what the model has learned, in the background</source>
   <translation>Buscar lo que el modelo ha aprendido, en segundo plano</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Something else is running. Wait for its end, or cancel it.</source>
   <translation>Hay otra cosa en curso. Espere a que termine, o cancélela.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Choose the imagery above first.</source>
   <translation>Elija primero las imágenes arriba.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Nothing can be found in this imagery as it is. What is wrong with it stands above.</source>
   <translation>En estas imágenes, tal como están, no se puede encontrar nada. Lo que falla en ellas se dice arriba.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The map shows nothing of the imagery now. Move it there, or choose another place to look at.</source>
   <translation>El mapa no muestra ahora nada de las imágenes. Muévalo allí, o elija otro lugar donde mirar.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>There is no new layer, since nothing was found.</source>
   <translation>No hay capa nueva, porque no se encontró nada.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The footprints are in {name}. Undo takes them back; save the layer to keep them.</source>
   <translation>Las huellas están en {name}. «Deshacer» las quita; guarde la capa para conservarlas.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The footprints are in {name}, and saved.</source>
   <translation>Las huellas están en {name}, y guardadas.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>{reason} They are in the new layer {name} as well.</source>
   <translation>{reason} Están también en la nueva capa {name}.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>The layer is not being edited any more. What could not be added is in the new layer {name}, which lives in memory: save it to keep it.</source>
   <translation>La capa ya no está en edición. Lo que no se pudo añadir está en la capa nueva {name}, que vive en memoria: guárdela para conservarlo.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>1 footprint of a known building was left out.</source>
   <translation>Se omitió 1 huella de un edificio conocido.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>{n} footprints of known buildings were left out.</source>
   <translation>Se omitieron {n} huellas de edificios conocidos.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Nothing new: 1 footprint was found, and its building is known already. Switch off 'Leave out known buildings' to get it.</source>
   <translation>Nada nuevo: se encontró 1 huella y su edificio ya se conoce. Desactive «Omitir edificios conocidos» para obtenerla.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>Nothing new: {n} footprints were found, and their buildings are known already. Switch off 'Leave out known buildings' to get them.</source>
   <translation>Nada nuevo: se encontraron {n} huellas y sus edificios ya se conocen. Desactive «Omitir edificios conocidos» para obtenerlas.</translation>
  </message>
  <message>
   <location filename="../ui/words/predict.py" />
   <source>What was found is in the new layer {name} ({footprints}). The rest of the imagery was not looked at.</source>
   <translation>Lo encontrado está en la capa nueva {name} ({footprints}). El resto de las imágenes no se miró.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>One thing before the first training</source>
   <translation>Una cosa antes del primer entrenamiento</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Roofline is set up</source>
   <translation>Roofline está instalado</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Roofline learns with PyTorch, in a Python environment of its own. Nothing is put into QGIS's Python: what is installed lies in the folder below, and can be uninstalled here.</source>
   <translation>Roofline aprende con PyTorch, en un entorno de Python propio. Nada se pone en el Python de QGIS: lo que se instala está en la carpeta de abajo, y se puede desinstalar aquí.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Looking at this computer</source>
   <translation>Mirando este ordenador</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>PyTorch {torch}, {others} other packages, and what they need</source>
   <translation>PyTorch {torch}, otros {others} paquetes, y lo que necesitan</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>About {download} GB to download, {disk} GB on the disk while it installs, {kept} GB afterwards</source>
   <translation>Unos {download} GB de descarga, {disk} GB en el disco durante la instalación, {kept} GB después</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>The NVIDIA graphics card (driver {driver})</source>
   <translation>La tarjeta gráfica NVIDIA (controlador {driver})</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>The Mac's graphics chip</source>
   <translation>El chip gráfico del Mac</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>The processor: there is no NVIDIA graphics card with a recent driver</source>
   <translation>El procesador: no hay tarjeta gráfica NVIDIA con un controlador reciente</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Nothing: the packages in {python} are checked</source>
   <translation>Nada: se comprueban los paquetes de {python}</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Nothing to download</source>
   <translation>Nada que descargar</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Install</source>
   <translation>Instalar</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Install again</source>
   <translation>Instalar otra vez</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Try again</source>
   <translation>Intentar otra vez</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Download and install, in the background. The variable ROOFLINE_HOME, set before QGIS starts, names another folder</source>
   <translation>Descargar e instalar, en segundo plano. La variable ROOFLINE_HOME, definida antes de arrancar QGIS, indica otra carpeta</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Stop installing. What was downloaded is kept for the next time</source>
   <translation>Dejar de instalar. Lo descargado se conserva para la próxima vez</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Use a Python of your own…</source>
   <translation>Usar un Python propio…</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Choose an interpreter that has the packages already, such as that of a conda environment. It is checked and remembered, and never installed into</source>
   <translation>Elegir un intérprete que ya tenga los paquetes, como el de un entorno de conda. Se comprueba y se recuerda, y nunca se instala nada en él</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>The interpreter: python, or python.exe</source>
   <translation>El intérprete: python, o python.exe</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Uninstall</source>
   <translation>Desinstalar</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Uninstall ({megabytes} MB)</source>
   <translation>Desinstalar ({megabytes} MB)</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Do not use this Python any more</source>
   <translation>No usar más este Python</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove the environment. Models, runs and settings stay</source>
   <translation>Eliminar el entorno. Los modelos, las ejecuciones y los ajustes se conservan</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove the environment of Roofline? It frees {megabytes} MB. Models, runs and settings stay, and it can be installed again.</source>
   <translation>¿Eliminar el entorno de Roofline? Libera {megabytes} MB. Los modelos, las ejecuciones y los ajustes se conservan, y se puede instalar otra vez.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>It is not used any more.</source>
   <translation>Ya no se usa.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>The environment is gone.</source>
   <translation>El entorno ya no está.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Optional parts</source>
   <translation>Partes opcionales</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>TerraTorch: backbones for satellite imagery (TerraMind, SSL4EO, Satlas). As base models they are chosen in the toolbox, such as encoder:terratorch_terramind_v1_base, and a model that was trained from one needs this part everywhere.</source>
   <translation>TerraTorch: redes base para imágenes de satélite (TerraMind, SSL4EO, Satlas). Como modelo base se eligen en la caja de herramientas, por ejemplo encoder:terratorch_terramind_v1_base, y un modelo entrenado a partir de una necesita esta parte en todas partes.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>About {download} GB to download, and {disk} GB more on the disk.</source>
   <translation>Unos {download} GB por descargar y {disk} GB más en el disco.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>It needs Python {needed}, and what is installed here has {python}: another environment is made beside it, with a newer Python, which is fetched where there is none. About {download} GB to download, and {disk} GB more on the disk.</source>
   <translation>Necesita Python {needed}, y lo instalado aquí tiene {python}: se crea otro entorno al lado, con un Python más nuevo, que se descarga donde no lo hay. Unos {download} GB por descargar y {disk} GB más en el disco.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>It is installed.</source>
   <translation>Está instalado.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Add it</source>
   <translation>Añadirlo</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Download and install it, in the background</source>
   <translation>Descargarlo e instalarlo, en segundo plano</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Go without it</source>
   <translation>Seguir sin él</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Use an environment without it again, which is installed where there is none. Models that need it do not work then</source>
   <translation>Usar de nuevo un entorno sin esta parte, que se instala donde no lo hay. Los modelos que la necesitan no funcionan entonces</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove fetched imagery ({megabytes} MB)</source>
   <translation>Eliminar las imágenes descargadas ({megabytes} MB)</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove imagery that was not used for {days} days ({megabytes} MB)</source>
   <translation>Eliminar las imágenes que no se usaron en {days} días ({megabytes} MB)</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove imagery that was fetched from services or drawn, beside this project and in Roofline's folder. It is fetched again when it is needed</source>
   <translation>Eliminar las imágenes descargadas de servicios o dibujadas, junto a este proyecto y en la carpeta de Roofline. Se descargan de nuevo cuando hacen falta</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>{megabytes} MB of fetched imagery stay: a training or a prediction can go on with them.</source>
   <translation>Quedan {megabytes} MB de imágenes descargadas: un entrenamiento o una predicción puede continuar con ellas.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Remove {megabytes} MB of fetched imagery? What is needed again has to be fetched again.</source>
   <translation>¿Eliminar {megabytes} MB de imágenes descargadas? Lo que vuelva a hacer falta tendrá que descargarse de nuevo.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>{megabytes} MB of fetched imagery are gone.</source>
   <translation>Se eliminaron {megabytes} MB de imágenes descargadas.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Back to the work</source>
   <translation>Volver al trabajo</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Open what the installation wrote down</source>
   <translation>Abrir lo que anotó la instalación</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Starting</source>
   <translation>Empezando</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Cancelled. What was downloaded is kept for the next time.</source>
   <translation>Cancelado. Lo descargado se conserva para la próxima vez.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>It did not work, and there is no word why. The log may tell.</source>
   <translation>No funcionó, y no se sabe por qué. Quizá lo diga el registro.</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>What</source>
   <translation>Qué</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>How much</source>
   <translation>Cuánto</translation>
  </message>
  <message>
   <location filename="../ui/words/setup.py" />
   <source>Runs on</source>
   <translation>Funciona en</translation>
  </message>
  <message>
   <location filename="../ui/words/start.py" />
   <source>Advanced</source>
   <translation>Avanzado</translation>
  </message>
  <message>
   <location filename="../ui/words/start.py" />
   <source>Reset</source>
   <translation>Restablecer</translation>
  </message>
  <message>
   <location filename="../ui/words/start.py" />
   <source>Set everything under Advanced to its default</source>
   <translation>Poner todo lo de «Avanzado» en su valor predeterminado</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Choose the imagery above.</source>
   <translation>Elija arriba las imágenes.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Training waits for imagery that can be used. What is wrong with this one stands above.</source>
   <translation>El entrenamiento espera imágenes que se puedan usar. Lo que falla en estas se dice arriba.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>No labels yet. On the page Label press New, or choose a tool and begin to draw.</source>
   <translation>Aún no hay etiquetas. En la página «Etiquetar» pulse «Nueva», o elija una herramienta y empiece a dibujar.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Draw at least one label on the page Label, with Polygon or Rectangle.</source>
   <translation>Dibuje al menos una etiqueta en la página «Etiquetar», con «Polígono» o «Rectángulo».</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>None of the labels lies on the imagery. Check that they belong to it.</source>
   <translation>Ninguna de las etiquetas está sobre las imágenes. Compruebe que pertenecen a ellas.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>No label lies in an area for training. Draw one where the labels are complete.</source>
   <translation>Ninguna etiqueta está en un área de entrenamiento. Dibuje una donde las etiquetas estén completas.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Ready to train: {labels}</source>
   <translation>Listo para entrenar: {labels}</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Ready to train: {labels}; {areas}</source>
   <translation>Listo para entrenar: {labels}; {areas}</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Ready to train: {labels}; {areas}, {held_out} of them held out</source>
   <translation>Listo para entrenar: {labels}; {areas}, de ellas {held_out} en reserva</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>1 label lies outside the imagery and does not count.</source>
   <translation>1 etiqueta está fuera de las imágenes y no cuenta.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>{n} labels lie outside the imagery and do not count.</source>
   <translation>{n} etiquetas están fuera de las imágenes y no cuentan.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>1 label lies outside the areas or the imagery and does not count.</source>
   <translation>1 etiqueta está fuera de las áreas o de las imágenes y no cuenta.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>{n} labels lie outside the areas or the imagery and do not count.</source>
   <translation>{n} etiquetas están fuera de las áreas o de las imágenes y no cuentan.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>1 label is drawn over another one of the same building and does not count.</source>
   <translation>1 etiqueta está dibujada sobre otra del mismo edificio y no cuenta.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>{n} labels are drawn over others of the same building and do not count.</source>
   <translation>{n} etiquetas están dibujadas sobre otras del mismo edificio y no cuentan.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>The labels have a filter: where it hides one, the ground counts as background.</source>
   <translation>Las etiquetas tienen un filtro: donde oculta una, el suelo cuenta como fondo.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Without an area, only the ground around each label counts as background.</source>
   <translation>Sin un área, solo el suelo alrededor de cada etiqueta cuenta como fondo.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>Some of the labels will be held out to score the model.</source>
   <translation>Algunas de las etiquetas se reservarán para puntuar el modelo.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>A short training on each half of the labels will score the model.</source>
   <translation>Un entrenamiento corto con cada mitad de las etiquetas puntuará el modelo.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>There will be no score: for one, draw {n} labels or more, or an area that is held out.</source>
   <translation>No habrá puntuación: para ella, dibuje {n} etiquetas o más, o un área reservada.</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>1 area</source>
   <translation>1 área</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>{n} areas</source>
   <translation>{n} áreas</translation>
  </message>
  <message>
   <location filename="../ui/words/state.py" />
   <source>By class: {classes}</source>
   <translation>Por clase: {classes}</translation>
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
   <translation>1 contorno reservado</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} outlines held out</source>
   <translation>{n} contornos reservados</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>1 of your labels</source>
   <translation>1 de sus etiquetas</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} of your labels</source>
   <translation>{n} de sus etiquetas</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>Too few outlines to be sure.</source>
   <translation>Muy pocos contornos para estar seguros.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>So few outlines cannot tell the two apart.</source>
   <translation>Tan pocos contornos no pueden distinguir los dos.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>F1 is 1 when every outline is found, and nothing else. The interval says how far chance may have moved it.</source>
   <translation>F1 es 1 cuando se encuentra cada contorno y nada más. El intervalo dice cuánto puede haberlo movido el azar.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>1 outline more is found</source>
   <translation>se encuentra 1 contorno más</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} outlines more are found</source>
   <translation>se encuentran {n} contornos más</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>1 outline fewer is found</source>
   <translation>se encuentra 1 contorno menos</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} outlines fewer are found</source>
   <translation>se encuentran {n} contornos menos</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>as many outlines are found</source>
   <translation>se encuentran los mismos contornos</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>'{name}', trained before, has F1 {f1} on as many outlines. 'Use this model' on the page History takes it up again.</source>
   <translation>«{name}», entrenado antes, tiene F1 {f1} con otros tantos contornos. «Usar este modelo» en la página Historial lo retoma.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>What helps most: labels like those it misses, blue on the map, in other places.</source>
   <translation>Lo que más ayuda: etiquetas como las que no encuentra, azules en el mapa, en otros lugares.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>Outlines found</source>
   <translation>Contornos encontrados</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>1 label is drawn over another one and does not count.</source>
   <translation>1 etiqueta está dibujada sobre otra y no cuenta.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} labels are drawn over others and do not count.</source>
   <translation>{n} etiquetas están dibujadas sobre otras y no cuentan.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>1 outline is in view. Is there nothing else?</source>
   <translation>1 contorno está a la vista. ¿No hay nada más?</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>{n} outlines are in view. Is that all there is?</source>
   <translation>{n} contornos están a la vista. ¿Es todo lo que hay?</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>In an area, what has no outline is taught as background.</source>
   <translation>En una zona, lo que no tiene contorno se enseña como fondo.</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>Circled on the map: 1 place where {name} sees something and nothing is outlined</source>
   <translation>Rodeado en el mapa: 1 lugar donde {name} ve algo y no hay ningún contorno</translation>
  </message>
  <message>
   <location filename="../ui/words/things.py" />
   <source>Circled on the map: {n} places where {name} sees something and nothing is outlined</source>
   <translation>Rodeados en el mapa: {n} lugares donde {name} ve algo y no hay ningún contorno</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Start from</source>
   <translation>Partir de</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>The model that learns from your labels. It stays as it is; what comes out is a new one</source>
   <translation>El modelo que aprende de sus etiquetas. Queda como está; lo que sale es uno nuevo</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>How long</source>
   <translation>Cuánto tiempo</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>How long the training may take. It can be stopped at any time, and the best model is kept</source>
   <translation>Cuánto puede durar el entrenamiento. Se puede parar en cualquier momento, y se conserva el mejor modelo</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>1 minute</source>
   <translation>1 minuto</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>5 minutes</source>
   <translation>5 minutos</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Until it stops improving</source>
   <translation>Hasta que deje de mejorar</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>As set under Advanced</source>
   <translation>Como está en «Avanzado»</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Learn from the selected label alone</source>
   <translation>Aprender solo de la etiqueta seleccionada</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Learn from the {n} selected labels alone</source>
   <translation>Aprender solo de las {n} etiquetas seleccionadas</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Otherwise all labels are used. In areas with the role 'train' the others count as background</source>
   <translation>Si no, se usan todas las etiquetas. En las áreas con la función «entrenar» las demás cuentan como fondo</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Gray fields follow from the time chosen above.</source>
   <translation>Los campos grises se derivan del tiempo elegido arriba.</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>Teach the model on your labels, in the background</source>
   <translation>Entrenar el modelo con sus etiquetas, en segundo plano</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>The model and its report go into {folder}.</source>
   <translation>El modelo y su informe van a {folder}.</translation>
  </message>
  <message>
   <location filename="../ui/words/train.py" />
   <source>The model has no place to go: {path} cannot be written ({reason}). Set the variable ROOFLINE_HOME to another folder, and start QGIS again.</source>
   <translation>El modelo no tiene dónde ir: no se puede escribir {path} ({reason}). Defina la variable ROOFLINE_HOME con otra carpeta y arranque QGIS de nuevo.</translation>
  </message>
 </context>
</TS>
