package no.samklang.export;

/**
 * A part of a download: an array in its JSON file, an object for each row.
 *
 * @param name of the array
 * @param sql selects by the person's own rights, with {@code #{person}}, {@code #{today}} and, of a
 *     plan, {@code #{plan}}; its columns are the names of the JSON, nulls are left out
 */
record ExportSection(String name, String sql) {}
