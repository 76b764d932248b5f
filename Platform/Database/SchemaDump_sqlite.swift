import Basics

extension Connection {
  /// SQLite keeps the statements as they were written; only the tables behind full-text search are left out.
  func sqliteSchema() throws -> SchemaText {
    var schema = SchemaText()
    let rows = try rows(
      """
      SELECT type, name, sql FROM sqlite_schema
      WHERE sql IS NOT NULL AND substr(name, 1, 7) <> 'sqlite_'
        AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
      ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 WHEN 'view' THEN 3 ELSE 4 END, name
      """)
    for row in rows {
      let sql = try row.text("sql")
      if try row.text("type") == "table" {
        schema.tables.append(sql)
        schema.names.append(try row.text("name"))
      } else {
        schema.afterRows.append(sql)
      }
    }
    return schema
  }
}
