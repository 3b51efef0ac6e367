output "id" {
  description = "The database cluster's id, for doctl."
  value       = digitalocean_database_cluster.this.id
}

output "url" {
  description = "JDBC URL within the VPC, for TIDEGATE_DATABASE_URL. The server's certificate is verified against the output ca."
  value = format(
    "jdbc:postgresql://%s:%d/%s?sslmode=verify-full&sslrootcert=/etc/tidegate/database-ca.pem",
    digitalocean_database_cluster.this.private_host,
    digitalocean_database_cluster.this.port,
    digitalocean_database_db.tidegate.name,
  )
}

output "username" {
  description = "The product's user, for TIDEGATE_DATABASE_USERNAME."
  value       = digitalocean_database_user.tidegate.name
}

output "password" {
  description = "The product's password, for TIDEGATE_DATABASE_PASSWORD. It is in the state too, as DigitalOcean made it."
  value       = digitalocean_database_user.tidegate.password
  sensitive   = true
}

output "ca" {
  description = "Certificate of the authority that signed the server's, in PEM."
  value       = data.digitalocean_database_ca.this.certificate
}
