package no.samklang.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import no.samklang.text.CaseFolding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds the stored user names with letters other than A to Z, which SQL folds otherwise. Idempotent
 * and blocking; run after each migration.
 */
final class UsernameKeys {
  private static final Logger LOG = LoggerFactory.getLogger(UsernameKeys.class);
  private static final String FIND =
      "select person_id, username, username_key from account where username ~ '[^\\x01-\\x7f]' and username_key not like '% %'";
  private static final String UPDATE =
      """
      update account set username_key = ?
       where person_id = ?::uuid and not exists (select from account other where other.username_key = ?)""";

  private UsernameKeys() {}

  static void update(Connection connection) throws SQLException {
    try (Statement find = connection.createStatement();
        ResultSet rows = find.executeQuery(FIND)) {
      while (rows.next()) {
        String key = CaseFolding.fold(rows.getString("username"));
        if (!key.equals(rows.getString("username_key"))) {
          update(connection, rows.getString("person_id"), key);
        }
      }
    }
  }

  private static void update(Connection connection, String person, String key) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
      update.setString(1, key);
      update.setString(2, person);
      update.setString(3, key);
      if (update.executeUpdate() == 0) {
        LOG.warn("Person {} must get another user name: it is that of another account", person);
      }
    }
  }
}
