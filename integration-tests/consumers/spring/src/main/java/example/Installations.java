package example;

import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.CrudRepository;

// region repository
interface Installations extends CrudRepository<StoredInstallation, String> {

  // save() would update it, for a row that has its id is taken for one that is there
  @Modifying
  @Query("MERGE INTO stored_installation (configuration_id, json) VALUES (:configurationId, :json)")
  void put(String configurationId, String json);
}
// endregion
