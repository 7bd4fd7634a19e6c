-- Sets a PostgreSQL server (13 or later) up for PCCDesk. Run it once, as the server's administrator:
--   pccdesk postgresql-setup | psql --username postgres
-- Then give both users a password with psql's \password, and let them in with scram-sha-256 over
-- TLS (hostssl) in pg_hba.conf.

-- The owner makes the office and brings it up to date with a new version: for the IT department.
CREATE ROLE pccdesk_owner LOGIN;
-- The everyday user is what officers' computers connect with: it can read and write records, but
-- change no table, switch no trigger off, and neither alter nor remove an entry of the audit log.
CREATE ROLE pccdesk_desk LOGIN;

CREATE DATABASE pccdesk OWNER pccdesk_owner ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE pccdesk FROM PUBLIC;
GRANT CONNECT ON DATABASE pccdesk TO pccdesk_desk;
\connect pccdesk
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT ALL ON SCHEMA public TO pccdesk_owner;
GRANT USAGE ON SCHEMA public TO pccdesk_desk;
-- For every table that the owner will make; PCCDesk itself takes away again what the audit log,
-- decisions and letters must not suffer.
ALTER DEFAULT PRIVILEGES FOR ROLE pccdesk_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pccdesk_desk;
ALTER DEFAULT PRIVILEGES FOR ROLE pccdesk_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO pccdesk_desk;
