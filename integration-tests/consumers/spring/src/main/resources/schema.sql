CREATE TABLE stored_installation (
  configuration_id VARCHAR(64) PRIMARY KEY,
  json VARCHAR(4096) NOT NULL
);
