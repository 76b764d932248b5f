import Basics

extension Connection {
  /// Built from PostgreSQL's catalogue for the current schema, whose name does not appear in the text.
  func postgresSchema() throws -> SchemaText {
    var schema = SchemaText()
    var lines: [String: [String]] = [:]
    for row in try rows(PostgresCatalogue.columns) {
      let table = try row.text("table_name")
      if lines[table] == nil { schema.names.append(table) }
      lines[table, default: []].append(try PostgresCatalogue.column(row))
    }
    for row in try rows(PostgresCatalogue.constraints) {
      let table = try row.text("table_name"), name = try row.text("name"), definition = try row.text("definition")
      if try row.text("kind") == "f" {
        schema.afterRows.append("ALTER TABLE \(table) ADD CONSTRAINT \(name) \(definition)")
      } else {
        lines[table, default: []].append("  CONSTRAINT \(name) \(definition)")
      }
    }
    schema.tables = schema.names.map { name in
      "CREATE TABLE \(name) (\n" + (lines[name] ?? []).joined(separator: ",\n") + "\n)"
    }
    for query in [
      PostgresCatalogue.indexes, PostgresCatalogue.views, PostgresCatalogue.functions, PostgresCatalogue.triggers,
    ] {
      schema.afterRows += try rows(query).map { try $0.text("definition").trimmingWhitespace() }
    }
    return schema
  }
}

private enum PostgresCatalogue {
  static let columns: SQL = """
    SELECT quote_ident(c.relname) AS table_name, quote_ident(a.attname) AS name,
      format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required, a.attgenerated AS generated,
      pg_get_expr(d.adbin, d.adrelid, true) AS value,
      CASE WHEN a.attcollation <> t.typcollation THEN quote_ident(l.collname) END AS collation_name
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind = 'r'
    ORDER BY c.relname, a.attnum
    """

  static func column(_ row: Row) throws -> String {
    var line = "  \(try row.text("name")) \(try row.text("type"))"
    if let collation = try row.optionalText("collation_name") { line += " COLLATE \(collation)" }
    if try row.bool("required") { line += " NOT NULL" }
    if let value = try row.optionalText("value") {
      line += try row.text("generated") == "s" ? " GENERATED ALWAYS AS (\(value)) STORED" : " DEFAULT \(value)"
    }
    return line
  }

  static let constraints: SQL = """
    SELECT quote_ident(c.relname) AS table_name, quote_ident(k.conname) AS name, k.contype AS kind,
      pg_get_constraintdef(k.oid, true) AS definition
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
    WHERE k.contype IN ('p', 'u', 'c', 'f', 'x')
    ORDER BY c.relname, CASE k.contype WHEN 'p' THEN 1 WHEN 'u' THEN 2 WHEN 'c' THEN 3 ELSE 4 END, k.conname
    """

  static let indexes: SQL = """
    SELECT pg_get_indexdef(i.indexrelid, 0, true) AS definition
    FROM pg_index i
    JOIN pg_class x ON x.oid = i.indexrelid
    JOIN pg_namespace n ON n.oid = x.relnamespace AND n.nspname = current_schema()
    WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
    ORDER BY x.relname
    """

  static let views: SQL = """
    SELECT 'CREATE VIEW ' || quote_ident(c.relname) || E' AS\\n' || rtrim(pg_get_viewdef(c.oid, true), ';') AS definition
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
    WHERE c.relkind = 'v'
    ORDER BY c.relname
    """

  static let functions: SQL = """
    SELECT replace(pg_get_functiondef(p.oid), quote_ident(n.nspname) || '.', '') AS definition
    FROM pg_proc p
    JOIN pg_namespace n ON n.oid = p.pronamespace AND n.nspname = current_schema()
    ORDER BY p.proname, pg_get_function_identity_arguments(p.oid)
    """

  static let triggers: SQL = """
    SELECT pg_get_triggerdef(g.oid, true) AS definition
    FROM pg_trigger g
    JOIN pg_class c ON c.oid = g.tgrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = current_schema()
    WHERE NOT g.tgisinternal
    ORDER BY c.relname, g.tgname
    """
}
