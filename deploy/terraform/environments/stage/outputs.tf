output "cluster_id" {
  description = "The Kubernetes cluster, for doctl."
  value       = module.doks.id
}

output "kubernetes_version" {
  description = "The version of Kubernetes that the configuration asks for."
  value       = module.doks.version
}

output "database_url" {
  description = "TIDEGATE_DATABASE_URL of a Tidegate in this cluster."
  value       = module.database.url
}

output "database_username" {
  description = "TIDEGATE_DATABASE_USERNAME of a Tidegate in this cluster."
  value       = module.database.username
}

output "database_password" {
  description = "TIDEGATE_DATABASE_PASSWORD of a Tidegate in this cluster."
  value       = module.database.password
  sensitive   = true
}

output "database_ca" {
  description = "Certificate of the authority that signed the database's, in PEM."
  value       = module.database.ca
}
